// The answer of one month as a payslip: what the employer pays, what the employee pays, what is left; each line opens to its reason. The
// reasons are there from the beginning, hidden, so that paper has them.

import { html, useState } from "/vendor/htm-preact.js";
import { Parameters, Reason, Rule, Warnings } from "/why.js";
import { insurances } from "./ask.js";
import { lang, monthName, percent, say, sentence, word, words, yuan } from "/words.js";

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

/** uncounted are the schemes an answer leaves out of its totals, because the book does not know them: those that were not asked for, and lines without an amount. */
export function uncounted(answer, out) {
  const all = [...new Set([...out, ...answer.lines.filter((l) => l.amount === null).map((l) => l.scheme)])];
  return insurances.every((s) => all.includes(s)) ? [...all.filter((s) => !insurances.includes(s)), "insurance"] : all;
}

const names = (schemes) => schemes.map((s) => (lang === "en" ? word("scheme", s).toLowerCase() : word("scheme", s))).join(say(t("、", ", ")));

/** without says beside a total what is not in it. */
export const without = (schemes) => schemes.length > 0 && say(t(`不含${names(schemes)}`, `without ${names(schemes)}`));

/** fewer is the same where there is little room. */
export const fewer = (schemes) => (schemes.length > 2 ? say(t(`不含未知的 ${schemes.length} 项`, `without ${schemes.length} unknown`)) : without(schemes));

/**
 * declined is the medical insurance, where an answer has no line for it and could have: with a pension, and not for want of a value. It is a
 * flexible worker's choice.
 */
export const declined = (answer, out) => {
  const has = (scheme) => answer.lines.some((l) => l.scheme === scheme);
  return has("pension") && !has("medical") && !out.includes("medical") ? ["medical"] : [];
};

/** estimate is said of what rests on an amount nobody has published. */
export const estimate = t("估计", "estimate");
export const Estimate = () => html`<span class="mark" data-mark="estimate">${say(estimate)}</span>`;

/** estimated tells whether some of an answer is one. */
export const estimated = (answer) => answer.lines.some((l) => l.estimated);

/**
 * carried says that an answer goes beyond what is known of its month, and how far back its values are from: checked is the day the city's were
 * last looked at. A value may be carried forward before that day too, where its source ends and nothing follows.
 */
export const carried = (answer, checked) => {
  if (!answer.lines.some((l) => l.because.some((p) => p.carried_forward))) return undefined;
  const year = checked?.slice(0, 4);
  return say(checked && answer.month > checked.slice(0, 7) ? t(`按 ${year} 年数值沿用`, `values of ${year}, carried forward`) : t("沿用较早数值", "earlier values carried forward"));
};

/** amountOf is the amount of a line, which may be unknown. */
const amountOf = (line) => (line.amount === null ? say(words.unknown) : yuan(line.amount));

/** out are the schemes that could not be asked for; known the city's values by key. */
export function Payslip({ answer, rules, known, checked, alone, name, city, out, untaxed, busy, outdated }) {
  const rows = byScheme(answer.lines);
  const less = uncounted(answer, out), apart = declined(answer, out), absent = [...less, ...apart];
  return html`
    <div class=${busy ? "stale" : outdated ? "outdated" : ""}>
      ${outdated && html`<p class="note">${say(t("以下仍是改动之前的结果。", "Below is still the answer from before."))}</p>`}
      <${Sums} answer=${answer} alone=${alone} less=${absent} checked=${checked} />
      ${less.length > 0 && html`<${Uncounted} answer=${answer} less=${less} untaxed=${untaxed} />`}
      ${apart.length > 0 && html`<p class="uncounted"><strong>${say(t(`合计${without(apart)}。`, `The total is ${without(apart)}.`))}</strong> ${say(t("没有选医疗保险档次。", "No medical tier is chosen."))}</p>`}
      <div class="scroll" role="region" tabindex="0" aria-label=${name}>
        <table class="payslip">
          <caption>${city} · ${monthName(answer.month)} · ${say(t("单位：元；点一行看依据", "in yuan; open a line for its reason"))}</caption>
          <thead><tr>
            <th scope="col">${say(t("项目", "Item"))}</th>
            <th scope="col" class="figure wide-only">${say(t("基数", "Base"))}</th>
            ${!alone && html`<th scope="col" class="figure">${say(words.employer)}</th>`}
            <th scope="col" class="figure">${say(alone ? t("每月缴", "A month") : words.employee)}</th>
          </tr></thead>
          ${rows.map((row, i) => html`<${Row} key=${row.scheme + i} row=${row} rules=${rules} known=${known} alone=${alone} />`)}
          ${out.length > 0 && html`<tbody><tr class="unknown"><th scope="row">${sentence(names(uncounted({ lines: [] }, out)))}</th><td class="wide-only"></td>
            ${!alone && html`<td class="figure">${say(words.unknown)}</td>`}<td class="figure">${say(words.unknown)}</td></tr></tbody>`}
          <tfoot><tr>
            <th scope="row">${say(words.total)}${estimated(answer) && html` <${Estimate} />`}${absent.length > 0 && html`<small>${without(absent)}</small>`}</th><td class="wide-only"></td>
            ${!alone && html`<td class="figure">${yuan(answer.totals.employer)}</td>`}
            <td class="figure">${yuan(answer.totals.employee)}</td>
          </tr></tfoot>
        </table>
      </div>
      ${answer.tax && html`<${Tax} tax=${answer.tax} rules=${rules} />`}
      <${Warnings} list=${answer.warnings} />
    </div>`;
}

/** Uncounted says what is not known, and where that stands. */
function Uncounted({ answer, less, untaxed }) {
  return html`
    <p class="uncounted"><strong>${say(t(`合计${without(less)}。`, `The totals are ${without(less)}.`))}</strong> ${say(t("政策库里没有找到计算所需的公布数值：金额未知，不是零。", "The published values this takes have not been found: the amounts are unknown, not zero."))}
      ${untaxed && " " + say(t("因此不算个税和到手工资。", "So neither tax nor take-home is given."))}
      ${" "}<a href=${`/book?city=${answer.city}&on=${answer.month}-01&view=gaps&lang=${lang}`}>${say(t("政策库：这里缺什么", "The book: what is missing here"))}</a></p>`;
}

function Sums({ answer, alone, less, checked }) {
  const far = carried(answer, checked);
  const one = (name, value, more = "", part) => html`<div class=${"sum " + more}><dt>${say(name)}${more === "main" && far && html` <span class="mark" data-mark="carried">${far}</span>`}${part && estimated(answer) && html` <${Estimate} />`}${part && less.length > 0 && html` <small class="less">${fewer(less)}</small>`}</dt><dd data-sum=${name.key}>${yuan(value)}</dd></div>`;
  return html`
    <dl class="sums">
      ${answer.take_home && one({ ...t("到手工资", "Take-home"), key: "take_home" }, answer.take_home, "main")}
      ${one({ ...t("个人每月缴", "You pay"), key: "employee" }, answer.totals.employee, answer.take_home ? "" : "main", true)}
      ${!alone && one({ ...t("单位每月缴", "Employer pays"), key: "employer" }, answer.totals.employer, "", true)}
      ${answer.tax && one({ ...t("本月个税", "Income tax"), key: "tax" }, answer.tax.withheld)}
    </dl>`;
}

/** same tells whether two lines differ in nothing but who pays. */
const same = ([a, b]) => b && JSON.stringify({ ...a, payer: "" }) === JSON.stringify({ ...b, payer: "" });

const baseOf = (row) => (row.employee ?? row.employer).base;

function Row({ row, rules, known, alone }) {
  const [open, setOpen] = useState(false);
  const id = "why-" + row.scheme + (baseOf(row) ? "" : "-fixed");
  const lines = [row.employer, row.employee].filter(Boolean);
  const limit = lines.find((l) => l.limit !== "none")?.limit;
  const amount = (line) => html`
    <td class="figure">${line ? html`${amountOf(line)}<small class="rate">${line.rate ? percent(line.rate) : ""}</small>` : "—"}</td>`;
  return html`
    <tbody class=${open ? "open" : ""}>
      <tr class="line" onClick=${() => setOpen(!open)}>
        <th scope="row">
          <button type="button" class="opener" aria-expanded=${open ? "true" : "false"} aria-controls=${id} onClick=${(e) => { e.stopPropagation(); setOpen(!open); }}>
            <span class="chevron" aria-hidden="true"></span>${word("scheme", row.scheme)}</button>${lines.some((l) => l.estimated) && html` <${Estimate} />`}
          ${limit && html`<small class="limit">${word("limit", limit)}</small>`}
          ${baseOf(row) ? html`<small class="narrow-only">${say(t("基数", "base"))} ${yuan(baseOf(row))}</small>` : lines.every((l) => l.amount === null) ? html`<small class="fixed">${say(t("未公布", "not published"))}</small>` : html`<small class="fixed">${say(t("定额", "a fixed amount"))}</small>`}
        </th>
        <td class="figure wide-only">${baseOf(row) ? yuan(baseOf(row)) : ""}</td>
        ${!alone && amount(row.employer)}
        ${amount(row.employee)}
      </tr>
      <tr id=${id} class="because" hidden=${!open}>
        <td colspan="4">
          <div class="reasons">${same(lines) ? html`<section><h3>${say(t("单位、个人各", "Employer and employee, each"))}</h3><${Reason} line=${lines[0]} rules=${rules} known=${known} /></section>` : lines.map((l) => html`
            <section key=${l.payer}>${!alone && html`<h3>${word("payer", l.payer)}</h3>`}<${Reason} line=${l} rules=${rules} known=${known} /></section>`)}</div>
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

/** payslipRows are the lines of answers as rows of a file; out are the schemes that could not be asked for. */
export const payslipRows = (answers, out = []) => [
  [t("月份", "month"), t("项目", "scheme"), t("谁缴", "payer"), t("申报", "declared"), t("基数", "base"), t("上下限", "limit"), t("比例", "rate"), t("取整", "rounding"), t("金额", "amount"), t("条款", "rule"), t("等级", "grade"), estimate].map(say),
  ...answers.flatMap((a) => {
    const guess = (yes) => (yes ? say(words.yes) : "");
    const sum = (name, payer, amount, line) => [a.month, name, payer && word("payer", payer), "", "", "", "", "", amount, "", "", guess(line)];
    const less = [...uncounted(a, out), ...declined(a, out)];
    const total = say(words.total) + (less.length > 0 ? say(t("（", " (")) + without(less) + say(t("）", ")")) : "");
    return [
      ...a.lines.map((l) => [a.month, word("scheme", l.scheme), word("payer", l.payer), l.declared, l.base, l.base && word("limit", l.limit), l.rate, l.rounding && word("rounding", l.rounding), l.amount ?? say(words.unknown), l.rule, l.grade, guess(l.estimated)]),
      ...out.map((s) => sum(word("scheme", s), "", say(words.unknown))),
      sum(total, "employer", a.totals.employer, a.lines.some((l) => l.payer === "employer" && l.estimated)),
      sum(total, "employee", a.totals.employee, a.lines.some((l) => l.payer === "employee" && l.estimated)),
      ...(a.tax ? [sum(word("scheme", "tax"), "employee", a.tax.withheld)] : []),
      ...(a.take_home ? [sum(say(t("到手工资", "Take-home")), "", a.take_home)] : []),
    ];
  }),
];
