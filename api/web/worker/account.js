// The account planner: months with gaps in them, what they do to balance and interest, and when a loan opens.

import { html } from "/vendor/htm-preact.js";
import { advice, at, useAnswer } from "/api.js";
import { Amount, Choice, Month, Rate, Refusals } from "/fields.js";
import { Figure, TableOf } from "/figure.js";
import { Table } from "/tables.js";
import { Parameters, Verdicts, Warnings } from "/why.js";
import { dayName, monthName, say, word, words, yuan } from "/words.js";
import { Keep } from "./keep.js";
import { Timeline, brushes, events, monthsFrom } from "./timeline.js";

const t = (zh, en) => ({ zh, en });
const lengths = [["12", t("一年", "one year")], ["24", t("两年", "two years")], ["36", t("三年", "three years")], ["60", t("五年", "five years")]];

/** simulation is the question of POST /accounts/simulate. */
export function simulation(form, own, fund) {
  const from = own.from ?? form.month;
  const months = monthsFrom(from, Number(own.length ?? "24"));
  const flexible = form.kind === "flexible";
  const pays = flexible
    ? { monthly_amount: own.amount ?? form.amount }
    : { base: own.base ?? fund?.base ?? form.average };
  const rates = flexible ? {} : { employer_rate: form.employerRate, employee_rate: form.employeeRate };
  const fresh = (own.state ?? "none") === "none";
  const account = fresh
    ? { kind: form.kind, state: "none", ...rates }
    : { kind: form.kind, state: "normal", opened: own.opened ? own.opened + "-01" : undefined, balance: own.balance, ...pays, ...rates };
  return {
    months,
    body: {
      city: form.city, account, from, to: months.at(-1),
      events: [...(fresh ? [{ on: from + "-01", type: "open", ...pays }] : []), ...events(own.marks ?? {}, months)],
    },
  };
}

export function Account({ form, fund, own, setOwn, rules }) {
  const set = (key) => (value) => setOwn((o) => ({ ...o, [key]: value }));
  const flexible = form.kind === "flexible";
  const { months, body } = form.month ? simulation(form, own, fund) : { months: [] };
  const { answer, problem, busy } = useAnswer(months.length ? "/accounts/simulate" : null, body);
  const marks = own.marks ?? {};
  const mark = (list, brush) => setOwn((o) => ({ ...o, marks: { ...o.marks, ...Object.fromEntries(list.map((m) => [m, brush])) } }));
  const fresh = (own.state ?? "none") === "none";
  const brush = own.brush ?? "miss";
  const bodyAt = (pointer) => at(problem, pointer);
  return html`
    <h2>${say(t("账户与贷款时间线", "The account, and when a loan opens"))}</h2>
    <p class="lead">${say(t("按月往后推演您的公积金账户。在月份上点一下或拖过去，放进一段空档，看余额、利息和贷款资格怎么变。", "Your fund account, month by month. Press a month or draw across several to put a gap in, and see what becomes of the balance, the interest and the loan."))}</p>
    <div class="fields noprint">
      <${Choice} label=${say(t("账户", "Account"))} name="state" value=${own.state ?? "none"} onChange=${set("state")} choices=${[["none", t("新开户", "Newly opened")], ["normal", t("已有账户", "Already open")]]} />
      <${Month} label=${say(fresh ? t("开户月份", "Opened in") : t("从哪个月算起", "From"))} name="from" value=${own.from ?? form.month} onChange=${set("from")} error=${bodyAt("/from")} />
      <${Choice} label=${say(t("推演多久", "How long"))} name="length" value=${own.length ?? "24"} onChange=${set("length")} choices=${lengths} />
      ${!fresh && html`<${Month} label=${say(t("何时开户", "Opened in"))} name="opened" value=${own.opened} onChange=${set("opened")} from=${1995} error=${bodyAt("/account/opened")} />
        <${Amount} label=${say(t("现有余额", "Balance now"))} name="balance" value=${own.balance} onChange=${set("balance")} error=${bodyAt("/account/balance")} />`}
      ${flexible
        ? html`<${Amount} label=${say(t("月缴存额", "Paid each month"))} name="monthly" value=${own.amount ?? form.amount} onChange=${set("amount")} error=${bodyAt("/account/monthly_amount") ?? bodyAt("/events/0/monthly_amount")} />`
        : html`<${Amount} label=${say(t("缴存基数", "Contribution base"))} hint=${say(t("取自工资条", "From the payslip"))} name="accountBase" value=${own.base ?? fund?.base ?? form.average} onChange=${set("base")} error=${bodyAt("/account/base") ?? bodyAt("/events/0/base")} />`}
    </div>
    <div class="painter noprint">
      <${Choice} segments wide label=${say(t("在月份上标什么", "What to mark"))} name="brush" value=${brush} onChange=${set("brush")} choices=${brushes} />
    </div>
    <p class="note noprint">${say(t("键盘：方向键移动，空格标上或取消。停缴到最后一个标出的月份为止，下月自动恢复；补缴会补到它之前的最后一个空档。", "Keyboard: arrows move, Space marks and unmarks. A suspension ends after its last marked month; making good reaches to the last gap before it."))}</p>
    <${Timeline} months=${months} marks=${marks} brush=${brush} onMark=${mark} label=${say(t("月份", "Months"))} answers=${Object.fromEntries((answer?.months ?? []).map((m) => [m.month, m]))} />
    <div class="actions noprint"><button type="button" class="quiet" disabled=${!Object.values(marks).some(Boolean)} onClick=${() => set("marks")({})}>${say(t("清除标记", "Clear the marks"))}</button></div>
    <div aria-live="polite" class=${busy ? "stale" : ""}>
      <${Refusals} problem=${problem} />
      ${answer && html`<${Outcome} answer=${answer} marks=${marks} mark=${mark} rules=${rules} />`}
    </div>
    ${answer && html`
      <${Figure} kind="balance" body=${body} label=${say(t("余额与利息", "Balance and interest"))} />
      <${Figure} kind="loan-timeline" body=${body} label=${say(t("连续月数与贷款资格", "Months in a row, and when a loan is open"))}>
        <${TableOf} title=${t("逐月表格", "Month by month")}><${Months} answer=${answer} /><//>
      <//>
      <${Keep} name=${"fenhao-account-" + form.city} rows=${() => monthRows(answer)} json=${() => answer} />`}`;
}

/** Outcome says in words what the simulation comes to. */
function Outcome({ answer, marks, mark, rules }) {
  const last = answer.months.at(-1);
  const opens = answer.months.find((m) => m.loan_eligible);
  const sealed = answer.months.find((m, i) => m.state === "sealed" && marks[m.month] !== "suspend" && marks[answer.months[i - 1]?.month] !== "suspend" && marks[m.month] !== "miss");
  const one = (name, value, more = "") => html`<div class=${"sum " + more}><dt>${say(name)}</dt><dd>${value}</dd></div>`;
  const settled = answer.months.filter((m) => !/^0(\.0+)?$/.test(m.interest));
  const refused = answer.refusals.filter((r) => r.code !== "no_debit"); // a sealed month is not debited, and so is not missed twice
  return html`
    <dl class="sums">
      ${one(t("何时可申请贷款", "A loan opens at the"), opens ? html`<span data-opens>${say(t(`${monthName(opens.month)}末`, `end of ${monthName(opens.month)}`))}</span>` : html`<span data-opens>${say(t("这段时间内不能", "not in this time"))}</span>`, "main")}
      ${one(t(`${monthName(last.month)}末余额`, `Balance, end of ${monthName(last.month)}`), html`<span data-balance>${yuan(last.balance)}</span>`)}
      ${settled.length > 0 && one(t("结息", "Interest credited"), html`<span class="settled">${settled.map((m) => html`<span>${yuan(m.interest)} <small>${monthName(m.month)}</small></span>`)}</span>`)}
      ${one(t("连续缴存", "In a row"), say(t(`${last.continuous_months} 个月`, `${last.continuous_months} months`)))}
    </dl>
    ${sealed && html`<p class="refusals">${say(t(`${monthName(sealed.month)}账户已封存，此后不再扣款。`, `In ${monthName(sealed.month)} the account is sealed: nothing is debited from then on.`))}
      <button type="button" class="quiet" onClick=${() => mark([sealed.month], "resume")}>${say(t(`${monthName(sealed.month)}恢复缴存`, `Resume in ${monthName(sealed.month)}`))}</button></p>`}
    ${refused.length > 0 && html`<ul class="refusals">${refused.map((r) => html`<li>${dayName(r.on)} ${r.message} ${advice(r)}</li>`)}</ul>`}
    ${!last.loan_eligible && last.reasons && html`<h3>${say(t(`${monthName(last.month)}末还差什么`, `What stands in the way at the end of ${monthName(last.month)}`))}</h3><${Verdicts} reasons=${last.reasons.map((r) => ({ ...r, message: r.message + (r.have ? say(t(`（现在 ${r.have}，需要 ${r.need}）`, ` (now ${r.have}, needed ${r.need})`)) : "") }))} rules=${rules} />`}
    <${Warnings} list=${answer.warnings} />
    <details><summary>${say(t("所用的规定", "What it rests on"))}</summary><${Parameters} list=${answer.because} /></details>`;
}

const columns = () => [
  { key: "month", title: say(words.month), value: (m) => monthName(m.month) },
  { key: "state", title: say(t("状态", "State")), value: (m) => word("state", m.state) + (m.status ? " · " + word("status", m.status) : "") },
  { key: "contribution", title: say(t("缴存", "Paid in")), figure: true, value: (m) => yuan(m.contribution) },
  { key: "back", title: say(t("补缴", "Made good")), figure: true, value: (m) => yuan(m.back_paid) },
  { key: "interest", title: say(t("利息", "Interest")), figure: true, value: (m) => yuan(m.interest) },
  { key: "balance", title: say(t("余额", "Balance")), figure: true, value: (m) => yuan(m.balance) },
  { key: "row", title: say(t("连续", "In a row")), figure: true, value: (m) => m.continuous_months },
  { key: "loan", title: say(t("可贷", "Loan")), value: (m) => say(m.loan_eligible ? words.yes : words.no) },
];

const Months = ({ answer }) => html`<${Table} caption=${say(t("每月末，元", "at the end of each month, yuan"))} columns=${columns()} rows=${answer.months} rowKey=${(m) => m.month} />`;

const monthRows = (answer) => [
  columns().map((c) => c.title),
  ...answer.months.map((m) => [m.month, word("state", m.state), m.contribution, m.back_paid, m.interest, m.balance, m.continuous_months, say(m.loan_eligible ? words.yes : words.no)]),
];
