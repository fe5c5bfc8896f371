// The answer of one month as a payslip: what the employer pays, what the employee pays, what is left; each line opens to its reason. The
// reasons are there from the beginning, hidden, so that paper has them.

import { html, useState } from "/vendor/htm-preact.js";
import { Parameters, Reason, Rule, Warnings } from "/why.js";
import { monthName, percent, say, word, words, yuan } from "/words.js";

const t = (zh, en) => ({ zh, en });

/** byScheme puts the lines of both payers beside each other, in the order of the answer; a scheme may have several rows. */
export function byScheme(lines) {
  const rows = [];
  for (const line of lines) {
    const free = rows.find((r) => r.scheme === line.scheme && !r[line.payer]);
    if (free) free[line.payer] = line;
    else rows.push({ scheme: line.scheme, [line.payer]: line });
  }
  return rows;
}

export function Payslip({ answer, rules, alone, name, city, busy, outdated }) {
  const rows = byScheme(answer.lines);
  return html`
    <div class=${busy ? "stale" : outdated ? "outdated" : ""}>
      ${outdated && html`<p class="note">${say(t("以下仍是改动之前的结果。", "Below is still the answer from before."))}</p>`}
      <${Sums} answer=${answer} alone=${alone} />
      <div class="scroll" role="region" tabindex="0" aria-label=${name}>
        <table class="payslip">
          <caption>${city} · ${monthName(answer.month)} · ${say(t("单位：元；点一行看依据", "in yuan; open a line for its reason"))}</caption>
          <thead><tr>
            <th scope="col">${say(t("项目", "Item"))}</th>
            <th scope="col" class="figure wide-only">${say(t("基数", "Base"))}</th>
            ${!alone && html`<th scope="col" class="figure">${say(words.employer)}</th>`}
            <th scope="col" class="figure">${say(alone ? t("每月缴", "A month") : words.employee)}</th>
          </tr></thead>
          ${rows.map((row, i) => html`<${Row} key=${row.scheme + i} row=${row} rules=${rules} alone=${alone} />`)}
          <tfoot><tr>
            <th scope="row">${say(words.total)}</th><td class="wide-only"></td>
            ${!alone && html`<td class="figure">${yuan(answer.totals.employer)}</td>`}
            <td class="figure">${yuan(answer.totals.employee)}</td>
          </tr></tfoot>
        </table>
      </div>
      ${answer.tax && html`<${Tax} tax=${answer.tax} rules=${rules} />`}
      <${Warnings} list=${answer.warnings} />
    </div>`;
}

function Sums({ answer, alone }) {
  const one = (name, value, more = "") => html`<div class=${"sum " + more}><dt>${say(name)}</dt><dd data-sum=${name.key}>${yuan(value)}</dd></div>`;
  return html`
    <dl class="sums">
      ${answer.take_home && one({ ...t("到手工资", "Take-home"), key: "take_home" }, answer.take_home, "main")}
      ${one({ ...t("个人每月缴", "You pay"), key: "employee" }, answer.totals.employee, answer.take_home ? "" : "main")}
      ${!alone && one({ ...t("单位每月缴", "Employer pays"), key: "employer" }, answer.totals.employer)}
      ${answer.tax && one({ ...t("本月个税", "Income tax"), key: "tax" }, answer.tax.withheld)}
    </dl>`;
}

/** same tells whether two lines differ in nothing but who pays. */
const same = ([a, b]) => b && JSON.stringify({ ...a, payer: "" }) === JSON.stringify({ ...b, payer: "" });

const baseOf = (row) => (row.employee ?? row.employer).base;

function Row({ row, rules, alone }) {
  const [open, setOpen] = useState(false);
  const id = "why-" + row.scheme + (baseOf(row) ? "" : "-fixed");
  const lines = [row.employer, row.employee].filter(Boolean);
  const limit = lines.find((l) => l.limit !== "none")?.limit;
  const amount = (line) => html`
    <td class="figure">${line ? html`${yuan(line.amount)}<small class="rate">${line.rate ? percent(line.rate) : ""}</small>` : "—"}</td>`;
  return html`
    <tbody class=${open ? "open" : ""}>
      <tr class="line" onClick=${() => setOpen(!open)}>
        <th scope="row">
          <button type="button" class="opener" aria-expanded=${open ? "true" : "false"} aria-controls=${id} onClick=${(e) => { e.stopPropagation(); setOpen(!open); }}>
            <span class="chevron" aria-hidden="true"></span>${word("scheme", row.scheme)}</button>
          ${limit && html`<small class="limit">${word("limit", limit)}</small>`}
          ${baseOf(row) ? html`<small class="narrow-only">${say(t("基数", "base"))} ${yuan(baseOf(row))}</small>` : html`<small class="fixed">${say(t("定额", "a fixed amount"))}</small>`}
        </th>
        <td class="figure wide-only">${baseOf(row) ? yuan(baseOf(row)) : ""}</td>
        ${!alone && amount(row.employer)}
        ${amount(row.employee)}
      </tr>
      <tr id=${id} class="because" hidden=${!open}>
        <td colspan="4">
          <div class="reasons">${same(lines) ? html`<section><h3>${say(t("单位、个人各", "Employer and employee, each"))}</h3><${Reason} line=${lines[0]} rules=${rules} /></section>` : lines.map((l) => html`
            <section key=${l.payer}>${!alone && html`<h3>${word("payer", l.payer)}</h3>`}<${Reason} line=${l} rules=${rules} /></section>`)}</div>
        </td>
      </tr>
    </tbody>`;
}

/** Tax is the withholding of this month, by the cumulative method. */
function Tax({ tax, rules }) {
  const step = (name, value) => html`<div><dt>${say(name)}</dt><dd>${value}</dd></div>`;
  return html`
    <details class="tax">
      <summary>${say(t("个税怎么算的", "How the tax came about"))} · ${yuan(tax.withheld)}</summary>
      <div class="reason">
        <dl class="steps">
          ${step(t("累计收入", "Income to date"), yuan(tax.income))}
          ${step(t("减除费用", "Standard deduction"), yuan(tax.standard_deduction))}
          ${step(t("个人缴费", "Contributions"), yuan(tax.contributions))}
          ${step(t("专项附加扣除", "Special deductions"), yuan(tax.special_deductions))}
          ${step(t("应纳税所得额", "Taxable"), yuan(tax.taxable))}
          ${step(t("税率", "Rate"), percent(tax.rate))}
          ${step(t("速算扣除", "Quick deduction"), yuan(tax.quick_deduction))}
          ${step(t("累计应纳", "Due to date"), yuan(tax.due))}
          ${step(t("已扣", "Withheld before"), yuan(tax.withheld_before))}
          ${step(t("本月扣", "Withheld now"), html`<strong>${yuan(tax.withheld)}</strong>`)}
        </dl>
        <p class="rules"><${Rule} id=${tax.rule} rules=${rules} /></p>
        <${Parameters} list=${tax.because} />
      </div>
    </details>`;
}

/** payslipRows are the lines of answers as rows of a file. */
export const payslipRows = (answers) => [
  [t("月份", "month"), t("项目", "scheme"), t("谁缴", "payer"), t("申报", "declared"), t("基数", "base"), t("上下限", "limit"), t("比例", "rate"), t("取整", "rounding"), t("金额", "amount"), t("条款", "rule"), t("等级", "grade")].map(say),
  ...answers.flatMap((a) => {
    const sum = (name, payer, amount) => [a.month, name, payer && word("payer", payer), "", "", "", "", "", amount];
    return [
      ...a.lines.map((l) => [a.month, word("scheme", l.scheme), word("payer", l.payer), l.declared, l.base, word("limit", l.limit), l.rate, word("rounding", l.rounding), l.amount, l.rule, l.grade]),
      sum(say(words.total), "employer", a.totals.employer),
      sum(say(words.total), "employee", a.totals.employee),
      ...(a.tax ? [sum(word("scheme", "tax"), "employee", a.tax.withheld)] : []),
      ...(a.take_home ? [sum(say(t("到手工资", "Take-home")), "", a.take_home)] : []),
    ];
  }),
];
