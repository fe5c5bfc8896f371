// What stands in the place of a result before there is one: how it goes, the columns of the table, and what happens to what is handed in.

import { html } from "/vendor/htm-preact.js";
import { useOnce } from "/api.js";
import { Table } from "/tables.js";
import { say } from "/words.js";

const t = (zh, en) => ({ zh, en });

export function Guide() {
  return html`
    <div class="guide">
      <h2>${say(t("怎么做", "How it goes"))}</h2>
      <ol>
        <li>${say(t("下载模板，每人一行：工号、城市、工资、比例。不需要姓名。也可以先用虚构的 20 人试。", "Download the template and fill a row for each person: id, city, wages, rates. No names. Or try 20 made-up people first."))}</li>
        <li>${say(t("写下计划：哪几个月、涨薪、比例、入职离职。", "Say the plan: which months, raises, rates, who comes and goes."))}</li>
        <li>${say(t("检查：每个问题都按行、列指出；有一处不对，就什么也不算。", "Check: every problem is named by row and column; while one is left, nothing is calculated."))}</li>
        <li>${say(t("计算：每人每月每险种，四舍五入各按当地规定；下载 Excel、CSV、Parquet，再换一个计划比较。", "Calculate: each person, month and scheme, rounded as the place has it; download Excel, CSV, Parquet, and compare another plan."))}</li>
      </ol>
      <${Columns} />
      <${Privacy} />
    </div>`;
}

/** Columns are those a table can have, as the API explains them. */
function Columns() {
  const list = useOnce("/budgets/columns").answer?.columns;
  if (!list) return null;
  const columns = [
    { key: "name", title: say(t("列", "Column")), value: (c) => html`<b>${c.name}</b>${c.required && html` <span class="flag">${say(t("必需", "required"))}</span>`}` },
    { key: "meaning", title: say(t("填什么", "What goes in")), value: (c) => c.meaning },
    { key: "employee", title: say(t("职工，例", "An employee")), value: (c) => c.employee || "—" },
    { key: "flexible", title: say(t("灵活就业，例", "A flexible worker")), value: (c) => c.flexible || "—" },
  ];
  return html`
    <details class="columns"><summary>${say(t(`表格的 ${list.length} 列；其他常见的列名也认得`, `The table's ${list.length} columns; other common headers are understood too`))}</summary>
      <${Table} caption=${say(t("没有用到的列可以不要；顺序不限", "Columns that are not needed may be left out; any order"))} columns=${columns} rows=${list} rowKey=${(c) => c.id} />
    </details>`;
}

export const Privacy = () => html`
  <div class="privacy">
    <h3>${say(t("数据怎么处理", "What happens to the data"))}</h3>
    <ul>
      <li>${say(t("文件只交给提供本页的服务，不交给第三方；本页不加载任何外部内容。", "The file goes to the service this page comes from and to nobody else; the page loads nothing from elsewhere."))}</li>
      <li>${say(t("交上来的表格算完即删（除非您选择保留）；结果到期删除，到期时间写在结果里，也可以随时全部删除。", "The table is deleted when it has been calculated, unless you ask to keep it; results are deleted when they expire, at a time the result tells, or at once when you say so."))}</li>
      <li>${say(t("没有账号：结果的网址里有一个猜不到的编号，谁有这个网址谁就能看。网址里没有工资和工号。", "There are no accounts: a result's address has an id that cannot be guessed, and whoever has the address can see it. No wage or employee id is in it."))}</li>
    </ul>
  </div>`;
