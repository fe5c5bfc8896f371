// The door for employers: a table of people and a plan in, a checked budget out, and two plans side by side.

import { html, useEffect, useRef, useState } from "/vendor/htm-preact.js";
import { post, remove, useThisMonth } from "/api.js";
import { Check, Refusals } from "/fields.js";
import { Tabs, start, useTab } from "/shell.js";
import { lang, query, say, setQuery, words } from "/words.js";
import { Counts, Problems, Refused, count } from "./check.js";
import { Table } from "./file.js";
import { Guide } from "./guide.js";
import { handIn, moving, path, useBudget } from "./job.js";
import { firstPlan, Plan, shown, useDepartments } from "./plan.js";

const t = (zh, en) => ({ zh, en });
const tabs = [["budget", t("用工预算", "Workforce budget")], ["deadlines", t("期限日历", "Deadlines")]];

/** useLater loads a part of the page when it is first shown; until then, and where it does not come, a part that says so stands for it. */
function useLater(wanted, load) {
  const [part, setPart] = useState({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (wanted && !part.is) load().then((is) => setPart({ is }), () => setPart({ lost: true }));
  }, [wanted, turn]);
  const again = () => {
    setPart({});
    setTurn((n) => n + 1);
  };
  return wanted ? part.is ?? (part.lost ? () => html`<${Lost} again=${again} />` : Coming) : undefined;
}

const Coming = () => html`<p class="note" aria-busy="true">${say(words.busy)}</p>`;
const Lost = ({ again }) => html`<div class="refusals" role="alert"><strong>${say(words.offline)}</strong> <button type="button" class="quiet" onClick=${again}>${say(words.again)}</button></div>`;

/** useDesk is everything on the desk: the file, the plan, the budget they have become, and the one it is held against. */
function useDesk() {
  const [ids, setIds] = useState({ id: query("budget") ?? undefined, against: query("against") ?? undefined });
  const [chosen, setChosen] = useState();
  const [plan, setPlan] = useState();
  const [keep, setKeep] = useState(false);
  const [sending, setSending] = useState(); // how much of the file is sent, from 0 to 1
  const [problem, setProblem] = useState();
  const [comparing, setComparing] = useState(false); // the next budget is to be held against this one
  const [gone, setGone] = useState();
  const job = useBudget(ids.id), other = useBudget(ids.against);
  const stop = useRef();
  const today = useThisMonth();

  useEffect(() => { // the plan of a budget that was opened by its address, else the fund year of today
    if (plan) return;
    if (job.budget) {
      setPlan({ ...job.budget.plan, skip_bad_rows: undefined, ignore_columns: undefined });
      setKeep(job.budget.kept);
    } else if ((!ids.id || job.problem) && today.month) setPlan(firstPlan(today.month));
  }, [plan, ids.id, job.budget, job.problem, today.month]);

  const show = (next) => {
    setIds(next);
    setQuery({ budget: next.id, against: next.against });
  };
  const hand = async ({ run = true, changes = {} } = {}) => {
    const before = job.budget;
    const same = comparing || Object.keys(changes).length > 0; // the same table again, and what was passed over in it stays passed over
    const passed = same && before ? { skip_bad_rows: before.plan.skip_bad_rows, ignore_columns: before.plan.ignore_columns } : {};
    stop.current = new AbortController();
    setProblem(undefined);
    setGone(undefined);
    setSending(0);
    try {
      const budget = await handIn({ file: chosen?.file, of: chosen ? undefined : before?.id, plan: { ...plan, ...passed, ...changes }, run, keep }, { signal: stop.current.signal, onProgress: setSending });
      show({ id: budget.id, against: comparing ? before.id : same ? ids.against : undefined });
      setComparing(false);
    } catch (refused) {
      if (refused.name !== "AbortError") setProblem(refused);
    }
    setSending(undefined);
  };
  const act = async (verb) => {
    setProblem(undefined);
    try {
      await post(path(ids.id) + "/" + verb, undefined);
    } catch (refused) {
      setProblem(refused);
    }
    job.again();
  };
  const erase = async () => {
    setProblem(undefined);
    try {
      for (const id of [ids.id, ids.against]) if (id) await remove(path(id)).catch((refused) => { if (refused.status !== 404) throw refused; });
    } catch (refused) {
      setProblem(refused);
      return;
    }
    show({});
    setChosen(undefined);
    setComparing(false);
    setGone("deleted");
  };
  const choose = (next) => {
    setChosen(next);
    setProblem(undefined);
    setGone(undefined);
    if (!moving(job.budget)) { // another table is another budget
      setComparing(false);
      if (job.budget?.state !== "finished") show({});
    }
  };
  const canAgain = Boolean(chosen || job.budget?.kept);
  useEffect(() => setProblem(undefined), [lang]); // a refusal is in the language it was asked in
  return { ids, show, job, other, chosen, choose, plan, setPlan, keep, setKeep, sending, abort: () => stop.current?.abort(), problem: problem ?? (plan ? undefined : today.problem), comparing, setComparing, hand, act, erase, gone, canAgain };
}

function Budget() {
  const tab = useTab(tabs);
  const desk = useDesk();
  const input = useRef(), answer = useRef();
  const busy = desk.sending !== undefined;
  useEffect(() => { // on a narrow screen the answer is below the form, and above the foot of a long one
    const top = answer.current?.getBoundingClientRect().top;
    if (busy && (top < 0 || top > innerHeight * 0.7)) answer.current.scrollIntoView({ block: "start" });
  }, [busy]);
  useEffect(() => { // why there is no answer stands at the foot of the form
    if (!busy && desk.problem) document.querySelector(".hand-in .refusals")?.scrollIntoView({ block: "center" });
  }, [busy, desk.problem]);
  const state = desk.job.budget?.state, wanted = useRef(false);
  useEffect(() => { // who pressed a button that is gone, or can no longer be pressed, goes on at the answer
    if (busy) wanted.current = true;
    else if (wanted.current && state && !moving(desk.job.budget)) {
      wanted.current = false;
      const at = document.activeElement;
      if (!at || at === document.body || at.disabled) answer.current?.focus({ preventScroll: true });
    }
  }, [busy, state]);
  const Deadlines = useLater(tab === "deadlines", () => import("./deadlines.js").then((m) => m.Deadlines));
  return html`
    <h1>${say(t("用工预算：一张表，算到每个人、每个月、每一分", "Workforce budget: one table, to each person, month and fen"))}</h1>
    <p class="lead">${say(t("单位和个人各缴多少公积金和社保：先逐行检查，再计算；改一改计划，看差多少。", "What employer and employees pay into fund and insurances: checked row by row, then calculated; change the plan and see the difference."))}</p>
    <${Tabs} tabs=${tabs} tab=${tab} />
    ${Deadlines ? html`<${Deadlines} />` : html`
      <div class="desk">
        <${Inputs} desk=${desk} input=${input} />
        <div class="answer" ref=${answer} tabindex="-1" role="region" aria-label=${say(t("结果", "The answer"))}><${Answer} desk=${desk} choose=${() => input.current.click()} /></div>
      </div>`}`;
}

function Inputs({ desk, input }) {
  const { plan, job, chosen, comparing, keep, sending, problem } = desk;
  const departments = useDepartments(job.budget);
  const busy = sending !== undefined || moving(job.budget);
  const ready = plan && !busy && (chosen || desk.canAgain);
  const submit = (e) => {
    e.preventDefault();
    if (ready) desk.hand();
  };
  if (!plan) return html`<div class="card soft inputs">${problem ? html`<${Refusals} problem=${problem} />` : html`<${Coming} />`}</div>`;
  return html`
    <form class="card soft inputs" onSubmit=${submit} autocomplete="off" aria-label=${say(t("人员表与计划", "Table and plan"))}>
      <${Table} chosen=${chosen} onChoose=${desk.choose} from=${plan.from} lost=${!chosen && job.budget && !job.budget.kept} sent=${chosen && job.budget} input=${input} />
      <${Plan} plan=${plan} onChange=${desk.setPlan} problem=${problem} departments=${departments} />
      <section class="part hand-in">
        ${comparing && html`<p class="comparing">${say(t("现有结果是计划甲。改好上面的计划，它就是计划乙。", "The result you see is plan A. What you change above becomes plan B."))}
          <button type="button" class="link" onClick=${() => desk.setComparing(false)}>${say(t("不比较", "No comparison"))}</button></p>`}
        <${Check} label=${say(t("把表格保留到结果到期，便于刷新后再换计划", "Keep the table until the result expires, to try other plans after a reload"))} name="keep" value=${keep} onChange=${desk.setKeep} />
        <div class="actions">
          <button type="submit" class="main" disabled=${!ready} data-do="calculate">${say(comparing ? t("计算并比较", "Calculate and compare") : t("检查并计算", "Check and calculate"))}</button>
          ${!comparing && html`<button type="button" class="quiet" disabled=${!ready} data-do="check" onClick=${() => desk.hand({ run: false })}>${say(t("只检查", "Check only"))}</button>`}
        </div>
        <${Wrong} problem=${problem} />
      </section>
    </form>`;
}

/** Wrong is why a hand-in was refused: in words, or by pointing to the fields that say so. */
function Wrong({ problem }) {
  if (!problem) return null;
  const above = problem.errors.filter((e) => shown.some((p) => e.pointer === p || e.pointer?.startsWith(p + "/"))).length;
  if (above === 0 || above < problem.errors.length) return html`<${Refusals} problem=${problem} shown=${shown} />`;
  return html`<p class="refusals" role="alert">${say(t(`计划有 ${above} 处要改，已在上面标出。`, above === 1 ? "One thing in the plan has to be mended; it is marked above." : `${above} things in the plan have to be mended; they are marked above.`))}</p>`;
}

function Answer({ desk, choose }) {
  const { job, other, sending, gone, ids } = desk;
  const budget = job.budget;
  const Result = useLater(budget?.state === "finished", () => import("./result.js").then((m) => m.Result));
  const Against = useLater(budget?.state === "finished" && other.budget?.state === "finished", () => import("./against.js").then((m) => m.Against));
  if (sending !== undefined) return html`<${Sending} part=${sending} abort=${desk.abort} />`;
  if (gone) return html`<p class="saved" role="status">${say(t("已全部删除：表格、结果和问题清单都不在服务上了。", "All deleted: table, result and list of problems are no longer on the service."))}</p><${Guide} />`;
  if (job.problem && !budget) {
    const unknown = job.problem.status === 404;
    return html`
      <div class="refusals" role="alert"><strong>${unknown ? say(t("没有这个预算：它已到期、已删除，或网址不完整。", "There is no such budget: it has expired, was deleted, or the address is incomplete.")) : job.problem.title}</strong>
        <p>${unknown ? say(t("到期的预算连同结果一起删除，不能找回；请重新交表。", "An expired budget is deleted with its results and cannot be brought back: hand the table in again.")) : job.problem.detail}</p>
        ${!unknown && html`<button type="button" class="quiet" onClick=${job.again}>${say(words.again)}</button>`}
      </div>
      <${Guide} />`;
  }
  if (!budget) return ids.id ? html`<p class="note" aria-busy="true">${say(words.busy)}</p>` : html`<${Guide} />`;
  const foot = html`<${Kept} budget=${budget} other=${other.budget} erase=${desk.erase} />`;
  const lost = job.problem && html`<${Refusals} problem=${job.problem} />`;
  switch (budget.state) {
    case "finished":
      return html`
        <p class="sr" role="status">${say(t("计算完成", "Calculated"))}</p>
        ${other.problem && html`<p class="refusals">${say(t("要比较的计划甲已不存在。", "Plan A, to compare with, is no longer there."))}</p>`}
        ${Against && html`<${Against} a=${other.budget} b=${budget} onEnd=${() => desk.show({ id: ids.id })} />`}
        <${Result} budget=${budget} demo=${desk.chosen?.demo} actions=${!desk.comparing && html`<button type="button" class="quiet" data-do="compare" onClick=${() => { desk.setComparing(true); document.querySelector('.inputs [name="from-year"]').focus(); }}>${say(t("换个计划，比一比", "Change the plan and compare"))}</button>`} />
        ${foot}`;
    case "refused":
      return html`<div role="status"><${Refused} budget=${budget} again=${(changes) => desk.hand({ changes })} canAgain=${desk.canAgain} choose=${choose} /></div>${foot}`;
    case "checked":
      return html`
        <div role="status">
          <h2 class="first">${say(budget.bad_rows ? t("检查完毕", "Checked") : t("检查完毕，没有问题", "Checked: nothing is wrong"))}</h2>
          <${Counts} budget=${budget} />
        </div>
        <div class="actions"><button type="button" class="main" data-do="run" onClick=${() => desk.act("run")}>${say(t("开始计算", "Calculate"))}</button></div>
        <${Problems} budget=${budget} />${foot}`;
    case "failed":
      return html`<div class="refusals" role="alert"><strong>${say(t("没有算成", "It could not be calculated"))}</strong><ul>${(budget.failure ?? []).map((f) => html`<li>${f.message} ${f.hint}</li>`)}</ul></div>${foot}`;
    case "cancelled":
      return html`<div role="status"><h2 class="first">${say(t("已取消", "Cancelled"))}</h2><p>${say(t("计算已停下，交上来的表格和算出的部分都已删除。改好后可以重新计算。", "The calculation has stopped; the table and what had been calculated are deleted. It can be handed in again."))}</p></div>${foot}`;
  }
  return html`${lost}<${Running} budget=${budget} cancel=${() => desk.act("cancel")} />${foot}`;
}

function Sending({ part, abort }) {
  const sent = Math.floor(part * 100);
  return html`
    <div class="running" role="status">
      <h2 class="first">${say(part < 1 ? t("正在上传", "Sending") : t("正在逐行检查", "Checking row by row"))}</h2>
      <progress max="100" value=${part < 1 ? sent : undefined} aria-label=${say(t("上传", "Sent"))}></progress>
      <p>${part < 1 ? sent + "%" : say(t("表格已全部上传。", "The table has been sent."))}</p>
    </div>
    <div class="actions"><button type="button" class="quiet" onClick=${abort}>${say(t("停止", "Stop"))}</button></div>`;
}

function Running({ budget, cancel }) {
  const { done, of } = budget.progress;
  const waiting = budget.state !== "running";
  return html`
    <div class="running">
      <div role="status"><h2 class="first">${say(waiting ? t("排队等待计算", "Waiting to be calculated") : t("正在计算", "Calculating"))}</h2></div>
      <${Counts} budget=${budget} />
      <progress max=${of || 1} value=${waiting && !done ? undefined : done} aria-label=${say(t("计算进度", "Progress"))}></progress>
      <p data-progress>${say(t(`${count(done)} / ${count(of)} 块`, `${count(done)} of ${count(of)} blocks`))}</p>
    </div>
    <div class="actions"><button type="button" class="quiet" data-do="cancel" onClick=${cancel}>${say(t("取消", "Cancel"))}</button></div>`;
}

/** Kept says how long, who can see it, and deletes it: asked twice. */
function Kept({ budget, other, erase }) {
  const [sure, setSure] = useState(false);
  const until = budget.expires && new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", { dateStyle: "long", timeStyle: "short" }).format(new Date(budget.expires));
  return html`
    <div class="kept card soft noprint">
      <p>${until ? say(t(`保留到 ${until}，然后自动删除。`, `Kept until ${until}, then deleted.`)) + " " : ""}${say(budget.kept ? t("表格也一并保留。", "The table is kept with it. ") : t("表格本身不保留。", "The table itself is not kept. "))}${say(t("谁有这个网址，谁就能看到。", "Whoever has this page's address can see it."))}</p>
      ${sure ? html`
        <p class="sure"><b>${say(other ? t("两个预算都删除，不能找回。确定吗？", "Both budgets are deleted for good. Sure?") : t("全部删除，不能找回。确定吗？", "All of it is deleted for good. Sure?"))}</b></p>
        <div class="actions"><button type="button" class="main danger" data-do="delete" onClick=${erase}>${say(t("删除", "Delete"))}</button><button type="button" class="quiet" onClick=${() => setSure(false)}>${say(t("不删", "Keep it"))}</button></div>`
      : html`<button type="button" class="quiet" data-do="erase" onClick=${() => setSure(true)}>${say(t("现在就全部删除", "Delete everything now"))}</button>`}
    </div>`;
}

start(Budget, { door: "/budget", title: words.budget });
