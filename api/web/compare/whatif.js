// What if a parameter were another? It is picked from the book with what holds today; its effect is shown before it is taken into the story.

import { html, useState } from "/vendor/htm-preact.js";
import { at, useAnswer, useOnce } from "/api.js";
import { Downloads } from "/download.js";
import { Amount, Choice, Day, Rate, Refusals, Text } from "/fields.js";
import { Figure } from "/figure.js";
import { Table } from "/tables.js";
import { dayName, quantity, say, signed, word, words, yuan } from "/words.js";
import { Parameter } from "/why.js";
import { Parted } from "./cities.js";
import { Told } from "./months.js";
import { RequestFile } from "./keep.js";
import { bare, changed, first, literal, parts, sums } from "./story.js";

const t = (zh, en) => ({ zh, en });

const groups = { retirement: t("退休", "Retirement"), other: t("其他", "Other"), tax: t("个人所得税", "Income tax"), insurance: t("五险共用", "All insurances") };
const groupOf = (key) => key.split(".")[0];
const groupName = (group) => (groups[group] ? say(groups[group]) : word("scheme", group));
const roundings = ["fen half-up", "fen up", "fen down", "jiao half-up", "jiao up", "yuan half-up", "yuan up", "yuan down"];

/** WhatIf edits the story's overrides. `tried` is the one being tried: {key, value, from}. */
export function WhatIf({ story, onChange, tried, onTry, names }) {
  const city = first(story);
  const { answer: book, problem: lost } = useOnce(city ? `/cities/${encodeURIComponent(city)}/parameters?on=${story.from}-01` : null);
  const [filter, setFilter] = useState("");
  const list = (book?.parameters ?? []).filter((p) => p.unit !== "text");
  const current = list.find((p) => p.key === tried.key);
  const taken = story.overrides ?? [];
  const one = tried.value === undefined || !current ? undefined : { key: tried.key, value: literal(tried.value, current.unit), ...(tried.from && { from: tried.from }) };
  const { overrides: _without, expect: _expect, ...plain } = story;
  const supposed = one ? [...taken.filter((o) => o.key !== one.key), one] : taken;
  const question = supposed.length === 0 ? null : { scenarios: [
    { ...plain, name: t("政策库", "The book") },
    { ...plain, name: t("假如", "What if"), overrides: supposed },
  ] };
  const { answer, problem, busy } = useAnswer(question && "/scenarios/compare", question ?? undefined);
  const place = one ? "/scenarios/1/overrides/" + (supposed.length - 1) : undefined;
  const wrong = place && at(problem, place);
  const result = answer?.results.map((r) => r.result);
  const refused = answer?.results.flatMap((r) => r.refused ?? []) ?? [];
  const valueOf = (o) => {
    const unit = list.find((p) => p.key === o.key)?.unit;
    return quantity(bare(o.value, unit), unit);
  };
  const nameOf = (key) => list.find((p) => p.key === key)?.name ?? key;
  const rows = () => [
    [t("合计", "Sum"), t("按政策库", "As in the book"), t("假如", "What if"), t("差额", "Difference"), ...Object.values(parts)].map(say),
    ...sums.filter(([key]) => result[0].totals[key] !== undefined).map(([key, text]) => [say(text), result[0].totals[key], result[1].totals[key],
      ...["difference", ...Object.keys(parts)].map((p) => answer.differences[0]?.[key]?.[p] ?? "")]),
  ];
  const wanted = filter.trim().toLowerCase();
  const found = list.filter((p) => p.key === tried.key || !wanted || p.name.toLowerCase().includes(wanted) || p.key.includes(wanted));
  if (lost && !book) return html`<${Refusals} problem=${lost} />`;
  if (!book) return html`<p role="status">${say(words.busy)}</p>`;
  return html`
    <p class="lead">${say(t("从政策库选一个参数，换成别的值，看同一个情景会变成怎样。只影响这里的计算，政策库不变。", "Pick a parameter of the book, give it another value, and see what becomes of the same scenario. The book itself stays as it is."))}</p>
    <div class="fields">
      <${Text} name="filter" label=${say(t("筛选参数", "Find a parameter"))} value=${filter} onChange=${(v) => setFilter(v ?? "")} hint=${say(t(`${found.length} 个，按名称或代码`, `${found.length}, by name or key`))} />
      <${Picker} list=${found} value=${tried.key} onChange=${(key) => onTry({ key })} />
    </div>
    ${current && html`
      <div class="card soft tried">
        <ul class="parameters"><${Parameter} p=${current} /></ul>
        <p class="note"><code>${current.key}</code> · ${say(t(`${names[city]}，${dayName(story.from + "-01")}`, `${names[city]}, ${dayName(story.from + "-01")}`))}</p>
        <div class="fields">
          <${Value} p=${current} value=${tried.value} onChange=${(value) => onTry({ ...tried, value })} error=${wrong} />
          <${Day} name="from-day" label=${say(t("自哪天起（不填即始终）", "From which day (empty: always)"))} value=${tried.from} onChange=${(from) => onTry({ ...tried, from })} error=${place && at(problem, place + "/from")} />
        </div>
        <div class="actions">
          <button type="button" class="quiet take" disabled=${!one || busy || problem || refused.length > 0} onClick=${() => { onChange(changed(story, "/overrides", supposed)); onTry({ key: tried.key }); }}>${say(t("放进情景", "Take it into the scenario"))}</button>
        </div>
      </div>`}
    ${taken.length > 0 && html`
      <h2>${say(t("情景里的假设值", "Supposed in the scenario"))}</h2>
      <ul class="chips overrides">${taken.map((o, i) => html`
        <li key=${o.key + o.from}><span>${nameOf(o.key)} <strong>${valueOf(o)}</strong>${o.from && html` <small>${say(t(`自${dayName(o.from)}`, `from ${dayName(o.from)}`))}</small>`}</span>
          <button type="button" aria-label=${say(t("去掉", "Remove ")) + nameOf(o.key)} onClick=${() => onChange(changed(story, "/overrides", taken.length > 1 ? taken.filter((_, k) => k !== i) : undefined))}>×</button></li>`)}</ul>`}
    ${problem && !wrong && html`<${Refusals} problem=${problem} />`}
    ${refused.length > 0 && html`<div class="refusals" role="alert"><ul>${refused.map((e) => html`<li>${e.message} ${e.hint}</li>`)}</ul></div>`}
    ${!question && html`<p class="note">${say(t("填一个新值，就会看到差别。", "Enter a new value to see the difference."))}</p>`}
    ${result?.[0] && result[1] && !problem && html`
      <div class=${"result" + (busy ? " stale" : "")} aria-live="polite">
        <${Effect} before=${result[0].totals} after=${result[1].totals} difference=${answer.differences[0]} />
        <h2>${say(t("差额拆开（双方合计）", "The difference taken apart (both sides)"))}</h2>
        <${Parted} list=${answer.differences} of="total" names=${names} nameOf=${() => say(t("假如", "What if"))} />
        <${Figure} kind="comparison" body=${{ ...question, show: "amounts" }} label=${say(t("按政策库与假如的条形图；数字见上表", "Bars as in the book and what if; the figures are in the table above"))} />
        <${Told} answer=${result[1]} />
        <div class="actions"><${Downloads} name="fenhao-what-if" rows=${rows} json=${() => answer} /><${RequestFile} ask="compare" body=${question} /></div>
      </div>`}`;
}

const Effect = ({ before, after, difference }) => html`
  <${Table} cards caption=${say(t(`${before.months} 个月合计（元）`, `Sums of ${before.months} months (yuan)`))} rows=${sums.filter(([key]) => before[key] !== undefined)} rowKey=${([key]) => key} columns=${[
    { key: "sum", title: say(t("合计", "Sum")), value: ([, text]) => say(text) },
    { key: "before", title: say(t("按政策库", "As in the book")), figure: true, value: ([key]) => yuan(before[key]) },
    { key: "after", title: say(t("假如", "What if")), figure: true, value: ([key]) => yuan(after[key]) },
    { key: "difference", title: say(t("差额", "Difference")), figure: true, value: ([key]) => signed(difference?.[key]?.difference) },
  ]} />`;

function Picker({ list, value, onChange }) {
  const order = [...new Set(list.map((p) => groupOf(p.key)))];
  return html`
    <div class="field wide-2">
      <label for="parameter">${say(t("参数（括号内为当时的值）", "Parameter (and what holds)"))}</label>
      <select id="parameter" name="parameter" value=${value} onChange=${(e) => onChange(e.target.value)}>
        ${order.map((group) => html`<optgroup key=${group} label=${groupName(group)}>
          ${list.filter((p) => groupOf(p.key) === group).map((p) => html`<option key=${p.key} value=${p.key} selected=${p.key === value}>${p.name} ${say(t("（", "("))}${quantity(p.value, p.unit)}${say(t("）", ")"))}</option>`)}
        </optgroup>`)}
      </select>
    </div>`;
}

function Value({ p, value, onChange, error }) {
  const shared = { name: "value", label: say(t("换成", "Make it")), value, onChange, error };
  const none = ["", t("选一个", "Choose")];
  if (p.unit.startsWith("fraction")) return html`<${Rate} ...${shared} key=${p.key} />`;
  if (p.unit.startsWith("yuan")) return html`<${Amount} ...${shared} key=${p.key} />`;
  const choices = { boolean: ["true", "false"], rounding: roundings }[p.unit];
  if (choices) return html`<${Choice} ...${shared} value=${value ?? ""} onChange=${(v) => onChange(v || undefined)} choices=${[none, ...choices.map((c) => [c, quantity(c, p.unit)])]} />`;
  return html`<${Text} ...${shared} key=${p.key} hint=${say(t(`写法同当前值：${p.value}；无限制写 none`, `Written as it is now: ${p.value}; none for no limit`))} />`;
}
