// A scenario month by month, and one month by scheme: base, rates, who pays what.

import { html, useState } from "/vendor/htm-preact.js";
import { useAnswer } from "/api.js";
import { Downloads } from "/download.js";
import { Refusals } from "/fields.js";
import { Table } from "/tables.js";
import { lang, monthName, percent, say, word, yuan } from "/words.js";
import { Warnings } from "/why.js";
import { sums } from "./story.js";

const t = (zh, en) => ({ zh, en });

const columns = [
  ["wage", t("工资", "Wage")], ["employer", t("单位", "Employer")], ["employee", t("个人", "Employee")], ["total", t("合计", "Total")], ["tax", t("个税", "Tax")],
  ["take_home", t("到手", "Take-home")], ["contribution", t("存入账户", "Paid in")], ["interest", t("利息", "Interest")], ["balance", t("余额", "Balance")],
];

/** Months plays a story and shows it; `name` is what files are called, `totals` whether the sums are shown above. */
export function Months({ story, name, names, totals }) {
  const { answer, problem, busy } = useAnswer("/scenarios/run", { scenario: story });
  const [chosen, choose] = useState();
  if (problem) return html`<${Refusals} problem=${problem} />`;
  if (!answer) return null;
  const shown = columns.filter(([key]) => answer.months[0][key] !== undefined);
  const month = answer.months.find((m) => m.month === chosen) ?? answer.months[0];
  const moved = new Set(answer.months.map((m) => m.city)).size > 1;
  const rows = () => [
    [say(t("月份", "Month")), say(t("城市", "City")), ...shown.map(([, text]) => say(text))],
    ...answer.months.map((m) => [m.month, names[m.city] ?? m.city, ...shown.map(([key]) => m[key])]),
  ];
  return html`
    <div class=${busy ? "stale" : ""}>
      ${totals && html`<${Totals} totals=${answer.totals} />`}
      <div class="tall">
        <${Table} cards caption=${say(t("逐月（元）", "Month by month (yuan)"))} rows=${answer.months} rowKey=${(m) => m.month}
          rowClass=${(m) => (m === month ? "chosen" : "")}
          columns=${[
            { key: "month", title: say(t("月份", "Month")), value: (m) => html`<button type="button" class="link" aria-pressed=${m === month ? "true" : "false"} onClick=${() => choose(m.month)}>${monthName(m.month)}</button>` },
            moved && { key: "city", title: say(t("城市", "City")), value: (m) => names[m.city] ?? m.city },
            ...shown.map(([key, text]) => ({ key, title: say(text), figure: true, value: (m) => yuan(m[key]) })),
          ].filter(Boolean)} />
      </div>
      <p class="note">${say(t("按月份看各险种明细。", "Press a month for its schemes."))}</p>
      ${month.schemes?.length > 0 && html`
        <${Table} cards caption=${monthName(month.month) + " · " + (names[month.city] ?? month.city)} rows=${month.schemes} rowKey=${(s) => s.scheme} columns=${[
          { key: "scheme", title: say(t("险种", "Scheme")), value: (s) => html`${word("scheme", s.scheme)}${s.unknown && html` <span class="flag">${say(t("部分未知", "part of it unknown"))}</span>`}` },
          { key: "base", title: say(t("基数", "Base")), figure: true, value: (s) => yuan(s.base) },
          { key: "limit", title: say(t("上下限", "Bounds")), value: (s) => s.limit && word("limit", s.limit) },
          { key: "er", title: say(t("单位比例", "Employer rate")), figure: true, value: (s) => percent(s.employer_rate) },
          { key: "ee", title: say(t("个人比例", "Employee rate")), figure: true, value: (s) => percent(s.employee_rate) },
          { key: "employer", title: say(t("单位", "Employer")), figure: true, value: (s) => yuan(s.employer) },
          { key: "employee", title: say(t("个人", "Employee")), figure: true, value: (s) => html`${yuan(s.employee)}${s.employee_fixed && html`<small class="fixed">${say(t(`含定额 ${yuan(s.employee_fixed)}`, `${yuan(s.employee_fixed)} of it fixed`))}</small>`}` },
        ]} />
        <p class="note"><a href=${"/book?city=" + month.city + "&on=" + month.month + "-01&lang=" + lang}>${say(t(`${names[month.city] ?? month.city}当月的全部数值与来源`, `All values and sources of ${names[month.city] ?? month.city} in that month`))}</a></p>`}
      <${Expected} answer=${answer} />
      <${Told} answer=${answer} />
      <div class="actions"><${Downloads} name=${name} rows=${rows} json=${() => answer} /></div>
    </div>`;
}

/** Totals are the sums of a run, as large figures. */
export const Totals = ({ totals }) => html`
  <dl class="totals">
    ${sums.filter(([key]) => totals[key] !== undefined).map(([key, text]) => html`<div key=${key}><dt>${say(text)}</dt><dd>${yuan(totals[key])}</dd></div>`)}
    ${totals.loan?.first_month && html`<div><dt>${say(t("最早可申请贷款", "Loan possible from"))}</dt><dd>${monthName(totals.loan.first_month)}</dd></div>`}
  </dl>`;

function Expected({ answer }) {
  if (!answer.expectations) return null;
  const off = answer.expectations.filter((e) => !e.met);
  return html`
    <details class="expected" open=${off.length > 0}>
      <summary>${answer.as_expected
        ? say(t(`与情景所附的 ${answer.expectations.length} 个金额相符`, `Agrees with the ${answer.expectations.length} amounts the scenario expects`))
        : say(t(`与情景所附的金额有 ${off.length} 处不符`, `Differs from what the scenario expects in ${off.length} places`))}</summary>
      <ul>${answer.expectations.map((e) => html`<li>${e.met ? "✓" : "✗"} ${monthName(e.month)} · ${say(columns.find(([key]) => key === e.field)?.[1] ?? e.field)}: ${yuan(e.expected)}${!e.met && html` → ${yuan(e.got)}`}</li>`)}</ul>
    </details>`;
}

/** Told is what an answer supposes, what it refused on the way, and what it wants to be known. */
export const Told = ({ answer }) => html`
  ${answer.assumptions?.length > 0 && html`
    <details class="assumed"><summary>${say(t(`用到的假设 ${answer.assumptions.length} 条`, answer.assumptions.length === 1 ? "1 assumption made" : `${answer.assumptions.length} assumptions made`))}</summary>
      <ul>${answer.assumptions.map((a) => html`<li>${a.message}</li>`)}</ul></details>`}
  ${answer.refusals?.length > 0 && html`
    <div class="refusals"><strong>${say(t("没有办成的事件", "Events that were refused"))}</strong>
      <ul>${answer.refusals.map((r) => html`<li>${r.on}: ${r.message} ${r.hint}</li>`)}</ul></div>`}
  <${Warnings} list=${answer.warnings} />`;
