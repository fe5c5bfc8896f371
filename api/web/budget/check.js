// What is wrong with a table, by row and column, and what can be done about it. Nothing is passed over unless somebody says so.

import { html } from "/vendor/htm-preact.js";
import { file as address } from "/api.js";
import { Table } from "/tables.js";
import { lang, monthName, say } from "/words.js";
import { path } from "./job.js";

const t = (zh, en) => ({ zh, en });
const count = (n) => new Intl.NumberFormat(lang === "zh" ? "zh-CN" : "en").format(n);

/** letters is a column as spreadsheet programs call it: 1 is A, 27 is AA. */
const letters = (n) => (n > 26 ? letters(Math.floor((n - 1) / 26)) : "") + String.fromCharCode(65 + ((n - 1) % 26));

const columns = () => [
  { key: "row", title: say(t("行", "Row")), value: (p) => (p.row ? html`<span class="on-card">${say(t("行", "Row"))} </span>${count(p.row)}` : say(t("全表", "all"))) },
  { key: "column", title: say(t("列", "Column")), value: (p) => (p.column ? html`<span><b>${letters(p.column)}</b> ${p.name}</span>` : p.name || say(t("整行", "the row"))) },
  { key: "message", title: say(t("问题", "What is wrong")), value: (p) => html`<span>${p.message}${p.month && html` <small>${say(t(`自${monthName(p.month)}起`, `from ${monthName(p.month)}`))}</small>`}${p.hint && html`<small class="advice">${p.hint}</small>`}</span>` },
];

/** Problems lists the first hundred; the file has all. */
export function Problems({ budget }) {
  if (!budget.problems_total) return null;
  const shown = budget.problems.length;
  const caption = shown < budget.problems_total ? say(t(`全部 ${count(budget.problems_total)} 处问题中的前 ${shown} 处`, `The first ${shown} of ${count(budget.problems_total)} problems`))
    : say(t(`${shown} 处问题`, shown === 1 ? "1 problem" : `${shown} problems`));
  return html`
    <div class="problems">
      <${Table} cards caption=${caption} columns=${columns()} rows=${budget.problems} />
      <p class="actions"><a class="quiet" href=${address(path(budget.id) + "/errors.csv")} download>${say(t("下载全部问题（CSV）", "Download all problems (CSV)"))}</a></p>
    </div>`;
}

/** Refused is a table that is not calculated as it is: mend it, or say what to pass over. `again(changes)` hands the same table in again. */
export function Refused({ budget, again, canAgain, choose }) {
  const codes = new Set(budget.problems.map((p) => p.code));
  const strange = codes.has("unknown_column"); // a column that can be passed over; its header is in row 1
  const hopeless = budget.problems.some((p) => p.row <= 1 && p.code !== "unknown_column");
  const good = budget.people - budget.bad_rows;
  const skip = budget.bad_rows > 0 && good > 0 && !hopeless && !budget.plan.skip_bad_rows;
  const button = (name, changes, text) => html`<button type="button" class="quiet" data-do=${name} disabled=${!canAgain} onClick=${() => again(changes)}>${say(text)}</button>`;
  return html`
    <h2 class="first">${say(t("表格还不能计算", "The table cannot be calculated yet"))}</h2>
    <p>${budget.bad_rows > 0
      ? say(t(`有 ${count(budget.bad_rows)} 行有问题，读出了 ${count(budget.people)} 人。什么都没有算：请改好再交，或者明确跳过。`, `${budget.bad_rows === 1 ? "1 row has" : `${count(budget.bad_rows)} rows have`} problems; ${budget.people === 1 ? "1 person was" : `${count(budget.people)} people were`} read. Nothing was calculated: mend them and hand the table in again, or say that they are to be passed over.`))
      : say(t("什么都没有算：请按下面的说明改好再交。", "Nothing was calculated: mend what is listed below and hand the table in again."))}</p>
    <div class="actions">
      <button type="button" class="main" data-do="choose" onClick=${choose}>${say(t("选择改好的文件", "Choose the mended file"))}</button>
      ${skip && button("skip", { skip_bad_rows: true }, t(`跳过这 ${count(budget.bad_rows)} 行，计算其余 ${count(good)} 人`, `Pass over ${budget.bad_rows === 1 ? "this row" : `these ${count(budget.bad_rows)} rows`}, calculate the other ${count(good)}`))}
      ${strange && !hopeless && button("ignore", { ignore_columns: true }, t("忽略不认识的列", "Pass over unknown columns"))}
    </div>
    ${(skip || strange) && !canAgain && html`<p class="note">${say(t("原来的文件已不在这个页面里，要跳过也请重新选择它。", "The file is no longer in this page: to pass something over, choose it again."))}</p>`}
    <${Problems} budget=${budget} />`;
}

/** Counts is what the check has found, in a line. */
export const Counts = ({ budget }) => html`
  <p class="counts">${say(t(`${count(budget.people)} 人`, budget.people === 1 ? "1 person" : `${count(budget.people)} people`))} · ${monthName(budget.from)}${lang === "zh" ? "至" : " – "}${monthName(budget.to)}${budget.bad_rows > 0 && html` · <span class="flag">${say(t(`${count(budget.bad_rows)} 行有问题`, `${count(budget.bad_rows)} bad rows`))}</span>`}</p>`;

export { count };
