// What an adjustment changes: the same question in the month before and in the month after.

import { html } from "/vendor/htm-preact.js";
import { at, useAnswer } from "/api.js";
import { Amount, Month, Refusals } from "/fields.js";
import { Table } from "/tables.js";
import { Grade, Warnings } from "/why.js";
import { monthName, percent, quantity, say, sentence, signed, unchanged, word, words, yuan } from "/words.js";
import { contribution, counted, left, scenario } from "./ask.js";
import { Keep } from "./keep.js";
import { useBook, useLacking } from "./month.js";
import { payslipRows, without } from "./payslip.js";
import { useTiers } from "./tiers.js";
import { barred, useWants } from "./wants.js";

const t = (zh, en) => ({ zh, en });

export function July({ form, own, setOwn }) {
  const year = form.month?.slice(0, 4);
  const before = own.before ?? year + "-06", after = own.after ?? year + "-07";
  // What cannot be calculated in one of the two months is left out of both, so that like is compared with like.
  const [then, since] = [useLacking(form.city, before), useLacking(form.city, after)];
  const lacking = then && since && [...then, ...since];
  const alone = form.kind === "flexible";
  const [tiersThen, tiersSince] = [useTiers(alone ? form.city : null, before), useTiers(alone ? form.city : null, after)];
  const [first, second] = [useWants(form.city, before, alone, tiersThen), useWants(form.city, after, alone, tiersSince)];
  const never = { noFund: first?.noFund ?? second?.noFund, noInsurance: first?.noInsurance ?? second?.noInsurance };
  const [one, other] = [first, second].map((wants) => wants && { ...wants, ...never });
  const out = alone ? barred(form, never) : left(form, lacking);
  const old = counted(form, lacking), now = own.average ? { ...old, average: own.average } : old;
  const ready = year && form.city && (alone ? first && second : lacking);
  const both = useAnswer(ready ? "/contributions/batch" : null, { items: [contribution(old, one, before), contribution(now, other, after)] });
  const compared = useAnswer(ready ? "/scenarios/compare" : null, { scenarios: [scenario(old, one, before), scenario(now, other, after)] });
  const items = both.answer?.items;
  const problem = both.problem ?? items?.find((x) => x.errors) ?? compared.problem;
  const busy = both.busy || compared.busy;
  const [june, july] = items && !problem ? items : [];
  const established = form.kind === "employee" && !form.employment;
  return html`
    <h2>${say(t("七月变了什么", "What July changes"))}</h2>
    <p class="lead">${say(t("公积金年度从 7 月到次年 6 月：上下限、有时比例，会在 7 月调整，您的基数也换成上一年的平均工资。这里用同一个问题问两个月。", "The fund year runs from July to June: bounds, and sometimes rates, change in July, and your base becomes last year's average wage. Here the same question is asked for two months."))}</p>
    <div class="fields noprint">
      <${Month} label=${say(t("调整前", "Before"))} name="before" value=${before} onChange=${(v) => setOwn({ ...own, before: v })} />
      <${Month} label=${say(t("调整后", "After"))} name="after" value=${after} onChange=${(v) => setOwn({ ...own, after: v })} />
      ${established && html`<${Amount} label=${say(t("调整后的上年度月平均工资", "Average wage from then on"))} hint=${say(t("空着：不变", "Empty: the same"))} name="newAverage" value=${own.average} onChange=${(v) => setOwn({ ...own, average: v })} error=${at(problem, "/items/1/average_wage")} />`}
    </div>
    <div aria-live="polite" class=${busy ? "stale" : ""}>
      <${Refusals} problem=${problem} />
      ${june && html`
        ${out.length > 0 && html`<p class="uncounted"><strong>${say(t("两个月都", "Both months are "))}${without(out)}${say(t("：", ": "))}</strong>${alone ? Object.values(never).filter(Boolean).join(" ") : say(t("政策库里没有找到计算所需的公布数值。", "the published values this takes have not been found."))}</p>`}
        <${Differences} difference=${compared.answer?.differences?.[0]} alone=${alone} />
        <${Changes} june=${june} july=${july} />
        <${Book} city=${form.city} before=${before} after=${after} />
        <${Warnings} list=${july.warnings} />
        <${Keep} name=${"fenhao-" + june.city + "-" + june.month + "-" + july.month} disabled=${busy} rows=${() => payslipRows(items, out)} json=${() => ({ answers: items, compared: compared.answer })} />`}
    </div>`;
}

/** Differences are the API's own: after less before. */
function Differences({ difference, alone }) {
  if (!difference) return null;
  const one = (name, parts) => parts && html`<div class="sum"><dt>${say(name)}</dt><dd>${signed(parts.difference, unchanged)}</dd></div>`;
  return html`
    <dl class="sums">
      ${one(t("到手工资", "Take-home"), difference.take_home)}
      ${one(t("个人每月缴", "You pay"), difference.employee)}
      ${!alone && one(t("单位每月缴", "Employer pays"), difference.employer)}
    </dl>`;
}

/** amount is what a line comes to in a month; none where it has no line. */
const amount = (line) => (line?.amount === null ? say(words.unknown) : yuan(line?.amount));

function Changes({ june, july }) {
  const key = (l) => l.scheme + " " + l.payer;
  const old = new Map(june.lines.map((l) => [key(l), l]));
  const keys = [...new Set([...june.lines, ...july.lines].map(key))];
  const now = new Map(july.lines.map((l) => [key(l), l]));
  const rows = keys.map((k) => {
    const a = old.get(k), b = now.get(k);
    const what = [];
    if (!a || !b) what.push(say(a ? t("不再缴", "no longer paid") : t("新增", "new")));
    else {
      if (a.base !== b.base) what.push(say(t(`基数 ${yuan(a.base)} → ${yuan(b.base)}`, `base ${yuan(a.base)} → ${yuan(b.base)}`)) + (b.limit !== "none" ? say(t("，", ", ")) + word("limit", b.limit) : ""));
      if (a.rate !== b.rate) what.push(say(t(`比例 ${percent(a.rate)} → ${percent(b.rate)}`, `rate ${percent(a.rate)} → ${percent(b.rate)}`)));
      if (!what.length && a.amount !== b.amount) what.push(say(t("金额", "amount")));
    }
    return { k, line: b ?? a, a, b, what };
  });
  const changed = rows.filter((r) => r.what.length);
  const same = rows.filter((r) => !r.what.length);
  return html`
    ${changed.length ? html`<${Lines} list=${changed} june=${june} july=${july} />` : html`<p class="nothing">${say(t("这两个月没有一项不同：基数在新旧上下限之间，比例没变。", "No line differs between the two months: the base lies between the old bounds and the new, and no rate has changed."))}</p>`}
    ${same.length > 0 && html`<details><summary>${say(t(`${same.length} 项不变`, `${same.length} lines stay the same`))}</summary><${Lines} list=${same} june=${june} july=${july} /></details>`}`;
}

/** Lines are the lines of both months side by side, with what has changed. */
const Lines = ({ list, june, july }) => html`
  <div class="scroll" role="region" tabindex="0" aria-label=${say(t("变化", "Changes"))}>
    <table class="changes">
      <caption>${say(t("每月，元", "a month, yuan"))}</caption>
      <thead><tr><th scope="col">${say(t("项目", "Item"))}</th><th scope="col" class="figure">${monthName(june.month)}</th><th scope="col" class="figure">${monthName(july.month)}</th></tr></thead>
      <tbody>${list.map((r) => html`
        <tr key=${r.k}><th scope="row">${word("scheme", r.line.scheme)} · ${word("payer", r.line.payer)}${r.what.map((w) => html`<small class="what">${w}</small>`)}</th>
          <td class="figure">${amount(r.a)}</td><td class="figure">${amount(r.b)}</td></tr>`)}</tbody>
    </table>
  </div>`;

/** Value is a value and how well it is known. */
const Value = ({ p }) => html`<span class="worth">${quantity(p.value, p.unit)} <${Grade} grade=${p.grade} /></span>`;

/** Book is what the city's values themselves have become: bounds, rates, deadlines. */
function Book({ city, before, after }) {
  const { answer: old, problem: noOld } = useBook("parameters", city, before), { answer: now, problem: noNow } = useBook("parameters", city, after);
  if (noOld || noNow) return html`<${Refusals} problem=${noOld ?? noNow} />`;
  if (!old || !now) return html`<p class="note" aria-busy="true">${say(words.busy)}</p>`;
  const was = new Map(old.parameters.map((p) => [p.key, p]));
  const changed = now.parameters.filter((p) => was.get(p.key)?.value !== p.value);
  return html`
    <h3>${say(t("政策库里变了的数值", "What changed in the policy book"))}</h3>
    ${changed.length === 0 && html`<p class="note">${say(t("这两个月之间，这个城市没有一个数值变动。", "Between the two months none of this city's values changed."))}</p>`}
    ${changed.length > 0 && html`<${Table} cards caption=${say(t("数值的变动", "Changed values"))} rows=${changed} rowKey=${(p) => p.key} columns=${[
      { key: "name", title: say(t("参数", "Value")), value: (p) => sentence(p.name) },
      { key: "before", title: monthName(before), figure: true, value: (p) => (was.has(p.key) ? html`<${Value} p=${was.get(p.key)} />` : html`<small>${say(t("未收录", "not in the book"))}</small>`) },
      { key: "after", title: monthName(after), figure: true, value: (p) => html`<${Value} p=${p} />` },
    ]} />`}`;
}
