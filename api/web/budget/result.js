// What a budget came to: sums, a chart and a table by month, department, city or scheme, what it assumes and rests on, and the files.

import { html, useState } from "/vendor/htm-preact.js";
import { file as address, useAnswer } from "/api.js";
import { Check, Choice, Refusals, useCities } from "/fields.js";
import { Figure } from "/figure.js";
import { Table } from "/tables.js";
import { Parameters } from "/why.js";
import { lang, monthName, say, word, words, yuan } from "/words.js";
import { Counts, Problems, count } from "./check.js";
import { path } from "./job.js";
import { reach, sentences, usePlanned } from "./words.js";

const t = (zh, en) => ({ zh, en });

/** views are what the chart and the table are by; each is a chart of the API and a dimension of its sums. */
export const views = [["month", t("逐月", "Month"), "months"], ["department", t("部门", "Department"), "departments"], ["city", t("城市", "City"), "cities"], ["scheme", t("险种", "Scheme"), "schemes"]];
const dimensions = views.map(([id]) => id);
const most = 400; // rows drawn; the file has all

/** cut is the rows that are drawn, and a caption that says so where they are not all. */
export const cut = (rows, whole) => ({
  rows: rows.slice(0, most),
  caption: rows.length > most ? say(t(`共 ${count(rows.length)} 行，这里是前 ${most} 行，CSV 里有全部；单位：元`, `The first ${most} of ${count(rows.length)} rows, all are in the CSV; in yuan`)) : say(whole),
});

/** useNames gives the names of what sums are by. */
export function useNames() {
  const cities = useCities();
  const city = (id) => cities.find((c) => c.id === id)?.name ?? id;
  const of = { month: monthName, department: (d) => d || say(t("（无部门）", "(no department)")), city, scheme: (s) => word("scheme", s) };
  const title = { month: say(words.month), department: say(t("部门", "Department")), city: say(words.city), scheme: say(t("险种", "Scheme")) };
  return { of, title, city };
}

/** Grouping chooses what a table is by: one for the chart, and more to break it down. */
export function Grouping({ view, setView, also, setAlso, names, name = "view" }) {
  return html`
    <div class="grouping noprint">
      <${Choice} segments label=${say(t("按", "By"))} name=${name} choices=${views} value=${view} onChange=${setView} />
      <div class="also" role="group" aria-label=${say(t("再细分到", "And by"))}><span>${say(t("再细分到", "and by"))}</span>
        ${dimensions.filter((d) => d !== view).map((d) => html`<${Check} key=${d} label=${names.title[d]} name=${name + "-" + d} value=${also.includes(d)} onChange=${(yes) => setAlso(yes ? [...also, d] : also.filter((x) => x !== d))} />`)}
      </div>
    </div>`;
}

/** groups is the order of what a table is by: the view first. */
export const groups = (view, also) => [view, ...dimensions.filter((d) => d !== view && also.includes(d))];

/** Sum is one figure above a result. */
export const Sum = ({ id, name, value, more, main }) => html`
  <div class=${"sum" + (main ? " main" : "")}><dt>${say(name)}</dt><dd data-sum=${id}>${value}</dd>${more && html`<dd class="note">${more}</dd>`}</div>`;

export function Result({ budget, demo, actions }) {
  const names = useNames();
  const [view, setView] = useState("month");
  const [also, setAlso] = useState([]);
  const known = usePlanned(budget.plan);
  const totals = budget.totals;
  if (!totals) return html`<p class="refusals">${say(t("这个预算是用另一版政策库算的，只能在那个版本下查看；请重新计算。", "This budget was calculated with another version of the policy book and can be read only there: calculate it again."))}</p>`;
  const kind = views.find(([id]) => id === view)[2];
  const plan = sentences(budget.plan, names.city, known);
  return html`
    <h2 class="first">${budget.retroactive ? say(t("补差结果", "The difference owed")) : say(t("预算结果", "The budget"))} ${demo && html`<span class="example">${say(t("虚构的人", "made-up people"))}</span>`}</h2>
    <${Counts} budget=${{ ...budget, people: totals.people, bad_rows: 0 }} />
    ${totals.skipped > 0 && html`<p class="refusals">${say(t(`有 ${count(totals.skipped)} 行因为有问题被跳过，不在结果里。`, totals.skipped === 1 ? "1 row with problems was passed over and is not in the result." : `${count(totals.skipped)} rows with problems were passed over and are not in the result.`))}</p>`}
    ${totals.unknown > 0 && html`<${Unknown} budget=${budget} names=${names} />`}
    <dl class="sums">
      ${budget.retroactive ? html`
        <${Sum} main id="owed" name=${t("差额（应补）", "Owed")} value=${yuan(totals.owed)} />
        <${Sum} id="total" name=${t("应缴", "Due")} value=${yuan(totals.total)} />
        <${Sum} id="paid" name=${t("已缴", "Paid")} value=${yuan(totals.paid)} />`
      : html`
        <${Sum} main id="employer" name=${t("单位负担合计", "The employer pays")} value=${yuan(totals.employer)} />
        <${Sum} id="employee" name=${t("个人缴纳合计", "Employees pay")} value=${yuan(totals.employee)} />
        <${Sum} id="total" name=${t("单位与个人合计", "Both together")} value=${yuan(totals.total)} />`}
      <${Sum} id="person_months" name=${t("人月", "Person-months")} value=${count(totals.person_months)} />
    </dl>
    ${plan.length > 0 && html`<p class="plan-said"><b>${say(t("计划：", "Plan: "))}</b>${plan.join(lang === "zh" ? "；" : "; ")}</p>`}
    ${reach(budget) && html`<p class="warnings reach">${reach(budget)}</p>`}
    <div class="actions">
      <a class="main" role="button" href=${address(path(budget.id) + "/budget.xlsx")} download>${say(t("下载 Excel 工作簿", "Download the Excel workbook"))}</a>
      ${actions}
    </div>
    <${Files} budget=${budget} />
    <${Grouping} view=${view} setView=${setView} also=${also} setAlso=${setAlso} names=${names} />
    <${Figure} path=${path(budget.id) + "/chart/" + kind} label=${say(t(`图：${say(views.find(([id]) => id === view)[1])}；下面的表说的是同样的数`, `Chart by ${say(views.find(([id]) => id === view)[1]).toLowerCase()}; the table below says the same`))} />
    <${Sums} budget=${budget} by=${groups(view, also)} names=${names} />
    <${Assumed} list=${budget.warnings} city=${names.city} />
    <${Rests} budget=${budget} city=${names.city} />
    ${budget.problems_total > 0 && html`<details><summary>${say(t("被跳过的行", "What was passed over"))}</summary><${Problems} budget=${budget} /></details>`}`;
}

/** Unknown says which amounts are in no sum. */
function Unknown({ budget, names }) {
  const { answer } = useAnswer(path(budget.id) + "/totals?by=city,scheme");
  const where = (answer?.rows ?? []).filter((r) => r.unknown > 0).map((r) => say(t(`${names.city(r.city)}${word("scheme", r.scheme)} ${count(r.unknown)} 笔`, `${names.city(r.city)}, ${word("scheme", r.scheme).toLowerCase()}: ${count(r.unknown)}`)));
  const n = count(budget.totals.unknown);
  return html`<p class="warnings">${say(t(`有 ${n} 笔金额未知：当地没有公布。不在合计里，也没有当作零。`, `${n} amounts are not known, as the place has not published what they rest on. They are in no sum, and not taken for zero.`))} ${where.join(lang === "zh" ? "；" : "; ")}</p>`;
}

/** Sums is the table; each payer is a column. The sums of both are asked for too, not added up here. */
function Sums({ budget, by, names }) {
  const at = path(budget.id) + "/totals?by=" + by.join(",");
  const all = useAnswer(at), each = useAnswer(budget.retroactive ? null : at + ",payer");
  const rows = all.answer?.rows;
  if (!rows || (!budget.retroactive && !each.answer)) return html`<${Refusals} problem=${all.problem ?? each.problem} />`;
  const asked = all.answer.by; // what is shown, while another is asked for
  const key = (r) => JSON.stringify(asked.map((d) => r[d]));
  const paid = new Map();
  if (!budget.retroactive) for (const r of each.answer.rows) paid.set(key(r) + r.payer, r.amount);
  const order = by.filter((d) => asked.includes(d));
  const amounts = budget.retroactive
    ? [["amount", t("应缴", "Due")], ["paid", t("已缴", "Paid")], ["owed", t("差额", "Owed")]].map(([k, title]) => ({ key: k, title: say(title), figure: true, value: (r) => yuan(r[k]) }))
    : [
      ...["employer", "employee"].map((payer) => ({ key: payer, title: word("payer", payer), figure: true, value: (r) => yuan(paid.get(key(r) + payer)) })),
      { key: "total", title: say(words.total), figure: true, value: (r) => html`<b>${yuan(r.amount)}</b>` },
    ];
  const unknown = rows.some((r) => r.unknown > 0);
  const columns = [
    ...order.map((d) => ({ key: d, title: names.title[d], value: (r) => names.of[d](r[d]) })),
    ...amounts,
    { key: "people", title: say(t("人月", "Person-months")), figure: true, value: (r) => count(r.person_months) },
    ...(unknown ? [{ key: "unknown", title: say(t("未知笔数", "Unknown")), figure: true, value: (r) => (r.unknown ? count(r.unknown) : "") }] : []),
  ];
  const sums = budget.totals;
  const foot = [say(words.total), ...order.slice(1).map(() => ""), ...(budget.retroactive ? [sums.total, sums.paid, sums.owed] : [sums.employer, sums.employee, sums.total]).map(yuan), count(sums.person_months), ...(unknown ? [count(sums.unknown)] : [])];
  const drawn = cut(rows, t("合计，单位：元", "Sums, in yuan"));
  return html`
    <div class=${all.busy || each.busy ? "stale" : ""}>
      <${Table} cards caption=${drawn.caption} columns=${columns} rows=${drawn.rows} rowKey=${key} foot=${foot} />
      <p class="actions"><a class="quiet" href=${address(path(budget.id) + "/totals.csv?by=" + by.join(",") + ",payer")} download>${say(t("下载此表（CSV）", "Download this table (CSV)"))}</a></p>
    </div>`;
}

const Files = ({ budget }) => {
  const one = (name, text) => html`<li><a href=${address(path(budget.id) + "/" + name)} download>${say(text)}</a></li>`;
  return html`
    <details class="files noprint"><summary>${say(t("其他文件：每人明细、合计、依据", "Other files: each person, sums, sources"))}</summary>
      <ul>
        ${one("people.csv", t("每人每月（CSV）", "Each person and month (CSV)"))}
        ${one("people.csv?detail=person", t("每人合计（CSV）", "Each person's sums (CSV)"))}
        ${one("people.parquet", t("每人每月（Parquet）", "Each person and month (Parquet)"))}
        ${one("totals.csv", t("合计，按全部五项（CSV）", "Sums by all five dimensions (CSV)"))}
        ${one("totals.parquet", t("合计，按全部五项（Parquet）", "Sums by all five dimensions (Parquet)"))}
        ${one("sources.csv", t("依据：每个参数的值、日期与来源（CSV）", "Sources: every value with its dates and document (CSV)"))}
        ${budget.problems_total > 0 && one("errors.csv", t("表格的问题（CSV）", "Problems of the table (CSV)"))}
      </ul>
    </details>`;
};

/** Assumed is what the reader has to know, of the plan first, then by city. */
function Assumed({ list, city }) {
  if (!list?.length) return null;
  const by = Map.groupBy(list, (w) => w.city ?? "");
  return html`
    <details class="warnings" open=${list.length < 6}>
      <summary>${say(t(`假设与提醒，${list.length} 条`, list.length === 1 ? "1 assumption or notice" : `${list.length} assumptions and notices`))}</summary>
      ${[...by].map(([id, some]) => html`
        ${id && html`<h3>${city(id)}</h3>`}
        <ul>${some.map((w) => html`<li>${w.message}${w.person_months > 0 && html` <small>${say(t(`（${count(w.person_months)} 人月）`, ` (${count(w.person_months)} person-months)`))}</small>`}</li>`)}</ul>`)}
    </details>`;
}

/** Rests is every value that decided an amount; asked for when it is unfolded. */
function Rests({ budget, city }) {
  const [open, setOpen] = useState(false);
  const { answer, problem } = useAnswer(open ? path(budget.id) + "/sources" : null);
  const by = Map.groupBy(answer?.sources ?? [], (s) => s.city);
  return html`
    <details class=${open ? "sources" : "sources noprint"} onToggle=${(e) => e.target.open && setOpen(true)}>
      <summary>${say(t("依据：用到的每个参数", "What it rests on: every value used"))}</summary>
      <${Refusals} problem=${problem} />
      ${[...by].map(([id, list]) => html`
        <h3>${city(id)}</h3>
        <${Parameters} list=${list.map((s) => s.parameter)} />`)}
    </details>`;
}
