// The researcher's door: a scenario, and what can be asked about it.

import { html, useEffect, useMemo, useRef, useState } from "/vendor/htm-preact.js";
import { get, useAnswer, useOnce } from "/api.js";
import { Choice, Refusals, useCities } from "/fields.js";
import { start } from "/shell.js";
import { lang, query, say, setQuery, words } from "/words.js";
import { Chances, usual } from "./chances.js";
import { Cities } from "./cities.js";
import { Keep } from "./keep.js";
import { Months, Totals } from "./months.js";
import { OnPaper, Profile, shown } from "./profile.js";
import { begin, Sweep } from "./sweep.js";
import { WhatIf } from "./whatif.js";

const t = (zh, en) => ({ zh, en });
const example = "one-profile-every-city";
const long = "wuhan-forty-years";
const views = [
  ["cities", t("各城市", "Cities")], ["months", t("逐月", "Months")], ["whatif", t("假如", "What if")], ["sweep", t("曲线与反推", "Curves & targets")], ["chances", t("随机模拟", "Monte Carlo")],
];
const viewOf = { compare: "cities", sweep: "sweep", solve: "sweep", "monte-carlo": "chances" };

/** load reads a scenario by its id, and of a ready-made one what is suggested to be asked. */
async function load(id) {
  const saved = await get("/scenarios/" + encodeURIComponent(id));
  if (saved.kept !== "library") return { saved, tries: {} };
  const { scenarios } = await get("/scenarios/library");
  const asks = scenarios.find((s) => s.id === saved.id).try.filter((ask) => ask !== "run");
  const bodies = await Promise.all(asks.map((ask) => get(`/scenarios/library/${saved.id}/${ask}`)));
  return { saved, tries: Object.fromEntries(bodies.map(({ scenario: _scenario, ...rest }, i) => [asks[i], rest])) };
}

function Page() {
  const [story, setStory] = useState();
  const [saved, setSaved] = useState();
  const [problem, setProblem] = useState();
  const [library, setLibrary] = useState(); // the id of the ready-made story that is shown
  const [view, setView] = useState("cities");
  const [cities, setCities] = useState([]);
  const [sweep, setSweep] = useState();
  const [chances, setChances] = useState(); // undefined: as usual
  const [drawn, setDrawn] = useState(); // the question put to chance, and here its answer: it takes long, and outlives a look at another view
  const luck = useAnswer(drawn ? "/scenarios/monte-carlo" : null, drawn);
  const [tried, setTried] = useState({ key: "housing_fund.base.ceiling" });
  const [elsewhere, setElsewhere] = useState({}); // what cities ask a flexible worker for beside what the story says
  const list = useCities();
  const names = useMemo(() => Object.fromEntries(list.map((c) => [c.id, c.name])), [list]);

  const show = (next, ids) => {
    setView(next);
    setCities(ids);
    setQuery({ view: next === "cities" ? null : next, cities: ids === "all" ? "all" : ids.join(",") });
  };
  const turn = useRef(0), last = useRef();
  const bring = async (id, fromAddress, first) => {
    const mine = ++turn.current;
    last.current = [id, fromAddress, first];
    try {
      const { saved: got, tries } = await load(id);
      if (mine !== turn.current) return; // another one was chosen meanwhile
      setProblem(undefined);
      setStory(got.scenario);
      setLibrary(got.kept === "library" ? got.id : undefined);
      setSaved(got.kept === "library" ? undefined : { ...got, text: JSON.stringify(got.scenario) });
      setSweep({ ...begin(got.scenario), ...tries.sweep, ...(tries.solve && { target: tries.solve.target, over: tries.solve.vary }), ...(!tries.sweep && tries.solve && { vary: tries.solve.vary }) });
      setChances(tries["monte-carlo"]);
      setDrawn(undefined);
      setTried({ key: "housing_fund.base.ceiling" });
      setElsewhere({});
      const asked = fromAddress ? query("cities") : null;
      const ids = asked === "all" ? "all" : asked ? asked.split(",") : tries.compare?.cities ?? [];
      const suggested = viewOf[Object.keys(tries)[0]] ?? (got.scenario.places || got.scenario.account ? "months" : "cities");
      const wanted = fromAddress ? query("view") : first;
      show(views.some(([v]) => v === wanted) ? wanted : fromAddress && asked ? "cities" : suggested, ids);
    } catch (refused) {
      if (mine === turn.current) setProblem(refused);
    }
  };
  useEffect(() => void bring(query("scenario") ?? example, true), []);
  useEffect(() => { // a refusal is a sentence: in the other language it is asked for again
    if (problem) bring(...last.current);
  }, [lang]);
  const choose = (id, first) => {
    setQuery({ scenario: id });
    bring(id, false, first);
  };
  const change = (next) => { // the address names a scenario only as long as it is the one that is shown
    setStory(next);
    setLibrary(undefined);
    setQuery({ scenario: saved?.text === JSON.stringify(next) ? saved.id : null });
  };

  const run = useAnswer(story ? "/scenarios/run" : null, story && { scenario: story, months: false });
  return html`
    <h1>${say(t("比较：城市、参数与未来", "Compare cities, parameters and futures"))}</h1>
    <p class="lead">${say(t("一个情景是一个人若干个月的经历。把它放进不同城市，换掉某个参数，逐步改变，或让工资与工作听凭运气；每个差额都拆到项，每个结果都能下载重算。",
      "A scenario is one person over some months. Put it into other cities, change a parameter, go step by step, or leave wages and work to chance. Every difference is taken apart, every result can be downloaded and worked out again."))}</p>
    <${Stories} chosen=${library} onChoose=${choose} story=${story} saved=${saved} />
    ${problem && html`<${Refusals} problem=${problem} /><div class="actions"><button type="button" class="quiet" onClick=${() => choose(example)}>${say(t("从示例开始", "Begin with the example"))}</button></div>`}
    ${!story && !problem && html`<p role="status">${say(words.busy)}</p>`}
    ${story && html`
      <section class="card soft" aria-label=${say(t("情景", "Scenario"))}>
        <${Profile} story=${story} onChange=${change} problem=${run.problem} />
        ${run.problem ? html`<${Refusals} problem=${run.problem} shown=${shown} />` : run.answer && html`<div class=${run.busy ? "stale" : ""} aria-live="polite"><${Totals} totals=${run.answer.totals} /></div>`}
        <${OnPaper} story=${story} names=${names} />
      </section>
      <div class="views noprint"><${Choice} segments wide name="view" label=${say(t("问什么", "What to ask"))} choices=${views} value=${view} onChange=${(v) => show(v, cities)} /></div>
      <section aria-label=${say(views.find(([v]) => v === view)[1])}>
        ${view === "cities" && html`<${Cities} story=${story} cities=${cities} onCities=${(ids) => show("cities", ids)} names=${names} elsewhere=${elsewhere} onElsewhere=${setElsewhere} />`}
        ${view === "months" && html`<${Months} story=${story} name="fenhao-months" names=${names} />`}
        ${view === "whatif" && html`<${WhatIf} story=${story} onChange=${change} tried=${tried} onTry=${setTried} names=${names} />`}
        ${view === "sweep" && html`<${Sweep} story=${story} ask=${sweep} onAsk=${setSweep} totals=${run.answer?.totals} />`}
        ${view === "chances" && html`<${Chances} story=${story} ask=${chances ?? usual(story)} onAsk=${setChances} sent=${drawn} send=${setDrawn} luck=${luck} onLong=${() => choose(long, "chances")} />`}
      </section>
      <${Keep} story=${story} onChange=${change} saved=${saved} onSaved=${setSaved} ready=${!run.problem} />`}`;
}

/** Stories are the ready-made ones to begin with. */
function Stories({ chosen, onChoose, story, saved }) {
  const { answer: library } = useOnce("/scenarios/library");
  const entries = library?.scenarios ?? [];
  const told = entries.find((e) => e.id === chosen);
  const own = story && !chosen;
  const kept = saved && saved.text === JSON.stringify(story);
  return html`
    <div class="stories">
      <div class="fields"><div class="field wide">
        <label for="story">${say(t("从现成的故事开始", "Begin with a ready-made story"))}</label>
        <select id="story" name="story" value=${chosen ?? ""} onChange=${(e) => e.target.value && onChoose(e.target.value)}>
          ${(own || !chosen) && html`<option value="" selected>${say(kept ? t("保存的情景", "A saved scenario") : saved ? t("保存的情景，已改动未保存", "A saved scenario, changed since") : own ? t("自己的情景（已改动）", "Your own (changed)") : t("…", "…"))}</option>`}
          ${entries.map((e) => html`<option key=${e.id} value=${e.id} selected=${e.id === chosen}>${e.name}</option>`)}
        </select>
      </div></div>
      ${told && html`<p class="tale"><span class="example">${say(t("示例", "Example"))}</span> ${told.story} <small>${say(t("依据：", "Source: "))}<span lang="zh">${told.source}</span></small></p>`}
    </div>`;
}

start(Page, { door: "/compare", title: t("比较", "Compare") });
