// How a loan is paid back: sums, chart, every payment.

import { html } from "/vendor/htm-preact.js";
import { at, useAnswer } from "/api.js";
import { Amount, Choice, Count, Day, Refusals } from "/fields.js";
import { Figure, TableOf } from "/figure.js";
import { Table } from "/tables.js";
import { Parameters, Rule, Warnings } from "/why.js";
import { dayName, later, percent, say, words, yuan } from "/words.js";
import { Keep } from "./keep.js";

const t = (zh, en) => ({ zh, en });
const methods = [["annuity", t("等额本息", "Equal instalments")], ["linear", t("等额本金", "Equal principal")]];

export function Schedule({ form, quota, home, own, setOwn, rules }) {
  const set = (key) => (value) => setOwn((o) => ({ ...o, [key]: value }));
  const v = {
    principal: own.principal ?? quota?.quota, term: own.term ?? (quota?.term?.years || 30) * 12, method: own.method ?? "annuity",
    first: own.first ?? (form.month && later(form.month, 1) + "-20"),
  };
  const body = { city: form.city, home, principal: v.principal, months: v.term, method: v.method, first_payment: v.first };
  const { answer, problem, busy } = useAnswer(form.month && v.principal ? "/loans/schedule" : null, body);
  const bind = (key, pointer) => ({ name: key, value: v[key], onChange: set(key), error: at(problem, pointer) });
  return html`
    <h2>${say(t("怎么还", "How it is paid back"))}</h2>
    <div class="fields noprint">
      <${Amount} label=${say(t("贷款金额", "Amount of the loan"))} hint=${own.principal === undefined ? say(t("取上面的额度", "As above")) : undefined} ...${bind("principal", "/principal")} />
      <${Count} label=${say(t("多少个月", "Months"))} ...${bind("term", "/months")} />
      <${Choice} label=${say(t("还款方式", "Method"))} choices=${methods} ...${bind("method", "/method")} />
      <${Day} label=${say(t("首次还款日", "First payment"))} ...${bind("first", "/first_payment")} />
    </div>
    <div aria-live="polite" class=${busy ? "stale" : ""}>
      <${Refusals} problem=${problem} shown=${["/principal", "/months", "/first_payment"]} />
      ${answer && html`
        <dl class="sums">
          <div class="sum main"><dt>${say(v.method === "annuity" ? t("每月还", "Each month") : t("首月还", "First month"))}</dt><dd data-payment>${yuan(answer.rows[0].payment)}</dd></div>
          <div class="sum"><dt>${say(t("利息合计", "Interest in all"))}</dt><dd data-interest>${yuan(answer.totals.interest)}</dd></div>
          <div class="sum"><dt>${say(t("还款合计", "Paid in all"))}</dt><dd>${yuan(answer.totals.payment)}</dd></div>
          <div class="sum"><dt>${say(t("年利率", "Rate a year"))}</dt><dd>${answer.rates.map((r) => percent(r.rate)).join(" → ")}</dd></div>
        </dl>
        <${Warnings} list=${answer.warnings} />
        <details><summary>${say(t("所用的规定", "What it rests on"))}</summary><p class="rules"><${Rule} id=${answer.rule} rules=${rules} /></p><${Parameters} list=${answer.because} /></details>`}
    </div>
    ${answer && html`
      <${Figure} kind="schedule" body=${body} label=${say(t("每期本金、利息与剩余本金", "Principal, interest and what is left"))}>
        <${TableOf} title=${t(`全部 ${answer.rows.length} 期`, `All ${answer.rows.length} payments`)}><${Rows} answer=${answer} /><//>
      <//>
      <${Keep} name=${"fenhao-loan-" + form.city} rows=${() => fileRows(answer)} json=${() => answer} />`}`;
}

const columns = () => [
  { key: "number", title: say(t("期", "No.")), value: (r) => r.number },
  { key: "date", title: say(t("还款日", "Date")), value: (r) => dayName(r.date) },
  { key: "payment", title: say(t("还款", "Payment")), figure: true, value: (r) => yuan(r.payment) },
  { key: "principal", title: say(t("本金", "Principal")), figure: true, value: (r) => yuan(r.principal) },
  { key: "interest", title: say(t("利息", "Interest")), figure: true, value: (r) => yuan(r.interest) },
  { key: "balance", title: say(t("剩余本金", "Left")), figure: true, value: (r) => yuan(r.balance) },
];

const Rows = ({ answer }) => html`
  <${Table} caption=${say(t("元", "yuan"))} columns=${columns()} rows=${answer.rows} rowKey=${(r) => r.number}
    foot=${[say(words.total), "", yuan(answer.totals.payment), yuan(answer.totals.principal), yuan(answer.totals.interest), ""]} />`;

const fileRows = (answer) => [columns().map((c) => c.title), ...answer.rows.map((r) => [r.number, r.date, r.payment, r.principal, r.interest, r.balance])];
