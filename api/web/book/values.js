// What holds in a city on a day, scheme by scheme, and how a value of the book is shown everywhere in it.

import { html, useMemo, useState } from "/vendor/htm-preact.js";
import { Downloads } from "/download.js";
import { Choice, Text } from "/fields.js";
import { Table } from "/tables.js";
import { Grade, Said, Source } from "/why.js";
import { dayName, quantity, say, word, words } from "/words.js";
import { To, go } from "./view.js";

const t = (zh, en) => ({ zh, en });

export const grades = ["A", "B", "C", "D", "E"];

/** insured are the schemes a city is expected to have; maternity is mostly paid with the medical insurance and is no gap. */
export const insured = ["housing_fund", "pension", "medical", "unemployment", "work_injury"];

const order = ["housing_fund", "insurance", "pension", "medical", "unemployment", "work_injury", "maternity", "tax", "retirement", "other"];

/** byScheme groups what has a scheme, in the order people look for them. */
export const byScheme = (list) => order.map((scheme) => [scheme, list.filter((one) => one.scheme === scheme)]).filter(([, of]) => of.length > 0);

/** Badge is a grade as its letter, its meaning for who points at it or listens. */
export const Badge = ({ grade }) => html`<span class=${"grade grade-" + grade} title=${word("grade", grade)}><b>${grade}</b><span class="sr"> ${word("grade", grade)}</span></span>`;

/** Legend says what the grades mean. */
export const Legend = ({ note }) => html`
  <div class="legend"><span>${say(t("依据的等级", "Grades of support"))}</span>${grades.map((g) => html`<${Grade} key=${g} grade=${g} />`)}${note && html`<span>${note}</span>`}</div>`;

/** Value is a value with its unit: figures in a column, sentences as text. */
export const Value = ({ p }) => html`<span class=${p.unit === "text" ? "sentence" : "number"}>${p.ended ? say(t("到此为止", "over from here on")) : quantity(p.value, p.unit)}</span>`;

/** Fold is a section under its heading: open where the screen is wide and, unless `long` ones are wanted open, the section short. A phone
 *  begins with an index. */
export function Fold({ title, count, long, sub, kind = "", children }) {
  const open = matchMedia("(min-width: 40.01rem)").matches && (long || count <= 12);
  return html`<details class=${"fold " + kind} open=${open}><summary>${sub ? html`<h3>${title} <small>${count}</small></h3>` : html`<h2>${title} <small>${count}</small></h2>`}</summary>${children}</details>`;
}

// What a long list of the housing fund's values is about, by the second word of a key; the rest is about contributions.
const topics = [
  ["contribution", t("缴存", "Contributions"), (word) => !["flexible", "loan", "withdrawal", "account", "interest"].includes(word)], ["flexible", t("灵活就业人员", "Flexible workers"), (word) => word === "flexible"],
  ["loan", t("贷款", "Loans"), (word) => word === "loan"], ["withdrawal", t("提取", "Withdrawals"), (word) => word === "withdrawal"],
  ["account", t("账户与利息", "Account and interest"), (word) => word === "account" || word === "interest"],
];
const byTopic = (list) => topics.map(([id, title, of]) => [id, title, list.filter((p) => of(p.key.split(".")[1]))]).filter(([, , of]) => of.length > 0);

/** Period is since when a value holds, and until when if its source says so. */
export const Period = ({ p }) => html`
  <span class="period"><span>${say(t(`自 ${dayName(p.from)}`, `since ${dayName(p.from)}`))}</span>${p.to && html` <span>${say(t(`至 ${dayName(p.to)}`, `to ${dayName(p.to)}`))}</span>`}</span>`;

/** Document is where a value stands, and all that is to be said about it; `via` adds the public copy it was read in. */
export const Document = ({ p, via }) => html`
  <div class="document">
    ${p.source.title ? html`<${Source} source=${p.source} />` : html`<span>${say(t("没有文件", "no document"))}</span>`}
    ${p.at && html` <span lang="zh">${p.at}</span>`}
    ${via && p.source.read_via && html`<div class="note">${say(t("转录自 ", "read in "))}${p.source.read_via}</div>`}
    <${Said} p=${p} />
  </div>`;

/** placeName names the place whose value it is, where it is not the city's own. */
export const placeName = (about, id) => (id === about?.id ? "" : about?.places.find((p) => p.id === id)?.name ?? id);

/** header and cells of a value in a CSV file. */
export const header = ["scheme", "key", "name", "place", "value", "unit", "from", "to", "grade", "carried_forward", "provisional", "start_assumed", "ended", "conflict", "note", "at",
  "document", "number", "published", "url", "read_via"];
export const cells = (p) => [p.scheme, p.key, p.name, p.place, p.value, p.unit, p.from, p.to, p.grade, p.carried_forward, p.provisional, p.start_assumed ?? false, p.ended ?? false,
  p.conflict, p.note, p.at, p.source.title, p.source.number, p.source.published, p.source.url, p.source.read_via];

const kinds = {
  all: [t("全部", "All"), () => true],
  own: [t("本地的（不含全国的）", "Local (without the nation's)"), (p) => p.place !== "national"],
  weak: [t("依据弱的（D、E）", "Weakly supported (D, E)"), (p) => p.grade >= "D"],
  carried: [t("沿用的", "Carried forward"), (p) => p.carried_forward],
  provisional: [t("暂行的", "Provisional"), (p) => p.provisional],
  conflict: [t("来源不一的", "Sources disagree"), (p) => p.conflict],
};

/** Values shows one scheme at a time, what is local before what the nation says; what is searched for is shown wherever it is. */
export function Values({ view, known, about }) {
  const [wanted, setWanted] = useState("");
  const [kind, setKind] = useState("all");
  const found = useMemo(() => known.parameters.filter((p) => kinds[kind][1](p) && (p.name + " " + p.key).toLowerCase().includes(wanted.trim().toLowerCase())), [known, kind, wanted]);
  const choices = Object.entries(kinds).map(([id, [name, of]]) => [id, say(name) + ` · ${known.parameters.filter(of).length}`]);
  const groups = byScheme(found);
  const searched = wanted.trim() !== "" || kind !== "all";
  const shown = searched || view.scheme === "all" ? groups : groups.filter(([scheme]) => scheme === (view.scheme ?? "housing_fund"));
  const table = (scheme, list, of = word("scheme", scheme)) => html`
    <${Table} cards caption=${say(t(`${about.name}：${of}，${dayName(known.on)}`, `${about.name}: ${of}, ${dayName(known.on)}`))}
      columns=${columns(view, about)} rows=${list} rowKey=${(p) => p.key} />`;
  const section = (scheme, list) => {
    const own = list.filter((p) => p.place !== "national");
    const wide = list.filter((p) => p.place === "national");
    return html`
      <section key=${scheme} class="values">
        <h2>${word("scheme", scheme)} <small>${list.length}</small></h2>
        ${scheme === "housing_fund" && own.length > 12 && !searched
          ? byTopic(own).map(([id, title, of]) => html`<${Fold} key=${id} sub long title=${say(title)} count=${of.length}>${table(scheme, of, word("scheme", scheme) + " · " + say(title))}<//>`)
          : own.length > 0 && table(scheme, own)}
        ${wide.length > 0 && (searched || own.length === 0
          ? table(scheme, wide)
          : html`<details key=${scheme}><summary>${say(t(`全国的规定，在${about.name}同样有效 · ${wide.length}`, `The nation's, which hold in ${about.name} too · ${wide.length}`))}</summary>${table(scheme, wide, word("scheme", scheme) + " · " + say(t("全国", "the nation")))}</details>`)}
      </section>`;
  };
  return html`
    <h2 class="sr">${say(t("参数", "Values"))}</h2>
    <div class="fields narrow noprint">
      <${Text} label=${say(t("查找参数", "Find a value"))} name="find" type="search" value=${wanted} onChange=${(v) => setWanted(v ?? "")} placeholder=${say(t("如：上限、rate", "e.g. ceiling, rate"))} />
      <${Choice} label=${say(t("只看", "Show"))} name="kind" value=${kind} onChange=${setKind} choices=${choices} />
      <div class="actions"><${Downloads} name=${`fenhao-${known.city}-${known.on}`} rows=${() => [["city", "on", ...header], ...found.map((p) => [known.city, known.on, ...cells(p)])]} json=${() => ({ ...known, parameters: found })} /></div>
    </div>
    <p class="note found" aria-live="polite">${say(t(`${dayName(known.on)}有效的参数 ${found.length} 个`, `${found.length} ${found.length === 1 ? "value holds" : "values hold"} on ${dayName(known.on)}`))}</p>
    ${!searched && html`
      <ul class="jump noprint" aria-label=${say(t("险种", "Schemes"))}>${[...groups, ["all", found]].map(([s, list]) => html`
        <li key=${s}><button type="button" class="quiet" aria-pressed=${s === (view.scheme ?? "housing_fund") ? "true" : "false"}
          onClick=${() => go({ ...view, scheme: s }, { replace: true })}>${s === "all" ? say(t("全部", "All")) : word("scheme", s)} <small>${list.length}</small></button></li>`)}</ul>`}
    <${Legend} />
    ${shown.length === 0 && html`<p class="empty">${searched ? say(t("没有这样的参数。", "There is no such value.")) : say(t("当日没有已知的数值。", "No value is known for that day."))}${searched && html` <button type="button" class="quiet" onClick=${() => { setWanted(""); setKind("all"); }}>${say(t("看全部", "Show all"))}</button>`}</p>`}
    ${shown.map(([scheme, list]) => section(scheme, list))}`;
}

const columns = (view, about) => [
  { key: "name", title: say(t("参数", "Parameter")), value: (p) => html`<${Name} view=${view} p=${p} />${placeName(about, p.place) && html` <small class="place">${placeName(about, p.place)}</small>`}` },
  { key: "value", title: say(t("数值", "Value")), figure: true, value: (p) => html`<${Value} p=${p} />` },
  { key: "period", title: say(t("有效期", "In force")), value: (p) => html`<${Period} p=${p} />` },
  { key: "grade", title: say(words.grade), value: (p) => html`<${Badge} grade=${p.grade} />` },
  { key: "source", title: say(words.source), value: (p) => html`<${Document} p=${p} />` },
];

/** Name is a parameter's name, which leads to its history. */
export const Name = ({ view, p }) => html`<${To} class="parameter-name" view=${{ city: view.city, on: view.on, key: p.key }}>${p.name}<//> <${Key} id=${p.key} />`;

/** Key is the id of a parameter, which may break after its points. */
export const Key = ({ id }) => html`<code class="key">${id.split(/(?<=[._])/).map((part) => html`${part}<wbr />`)}</code>`;
