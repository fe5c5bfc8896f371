// Two plans of the same table side by side: what the second costs more, or less. The differences are the API's.

import { html, useState } from "/vendor/htm-preact.js";
import { file as address, useAnswer } from "/api.js";
import { Refusals } from "/fields.js";
import { Table } from "/tables.js";
import { lang, say, signed, unchanged, word, yuan } from "/words.js";
import { path } from "./job.js";
import { cut, Grouping, groups, Sum, useNames } from "./result.js";
import { reach, sentences, usePlanned } from "./words.js";

const t = (zh, en) => ({ zh, en });
const A = t("计划甲", "Plan A"), B = t("计划乙", "Plan B");

const files = [
  [".xlsx", t("下载比较（Excel 工作簿）", "Download the comparison (Excel workbook)")],
  [".csv", t("CSV", "CSV")],
  [".parquet", t("Parquet", "Parquet")],
];

const zero = (amount) => /^-?0(\.0+)?$/.test(amount);

export function Against({ a, b, onEnd }) {
  const names = useNames();
  const known = { ...usePlanned(a.plan), ...usePlanned(b.plan) };
  const [view, setView] = useState("scheme");
  const [also, setAlso] = useState([]);
  const by = groups(view, also);
  const comparison = path(a.id) + "/comparison/" + encodeURIComponent(b.id);
  const { answer, problem, busy } = useAnswer(comparison + "?by=" + by.join(",") + ",payer");
  const payers = useAnswer(comparison + "?by=payer").answer?.rows ?? [];
  const total = answer?.total;
  const asked = (answer?.by ?? []).filter((d) => d !== "payer");
  const order = by.filter((d) => asked.includes(d));
  const columns = [
    ...order.map((d) => ({ key: d, title: names.title[d], value: (r) => names.of[d](r[d]) })),
    { key: "payer", title: say(t("谁缴", "Payer")), value: (r) => word("payer", r.payer) },
    { key: "a", title: say(A), figure: true, value: (r) => yuan(r.a.amount) },
    { key: "b", title: say(B), figure: true, value: (r) => yuan(r.b.amount) },
    { key: "difference", title: say(t("乙 − 甲", "B − A")), figure: true, value: (r) => (zero(r.difference) ? html`<span class="same">${signed(r.difference, unchanged)}</span>` : html`<b>${signed(r.difference, unchanged)}</b>`) },
  ];
  const drawn = cut(answer?.rows ?? [], t("两个计划的合计与差额，单位：元", "Sums of both plans and their difference, in yuan"));
  return html`
    <section class="against">
      <h2 class="first">${say(t("两个计划比较", "Two plans compared"))}</h2>
      <dl class="two">
        ${[[A, a, "a"], [B, b, "b"]].map(([name, x, side]) => html`<div key=${side}><dt>${say(name)}</dt><dd class="amount" data-sum=${side}>${yuan(total?.[side].amount)}</dd><dd>${sentences(x.plan, names.city, known).join(lang === "zh" ? "；" : "; ") || say(t("照表计算，没有变动", "the table as it is, no changes"))}</dd></div>`)}
      </dl>
      <${Refusals} problem=${problem} />
      ${total && html`
        <div class=${busy ? "stale" : ""}>
          <dl class="sums">
            <${Sum} main id="difference" name=${t("乙比甲", "B against A")} value=${signed(total.difference, unchanged)} />
            ${payers.map((r) => html`<${Sum} key=${r.payer} id=${"difference-" + r.payer} name=${{ zh: "其中" + word("payer", r.payer), en: "of it, " + word("payer", r.payer).toLowerCase() }} value=${signed(r.difference, unchanged)} />`)}
          </dl>
          ${[...new Set([reach(a), reach(b)])].map((sentence) => sentence && html`<p class="warnings reach" key=${sentence}>${sentence}</p>`)}
          <${Grouping} view=${view} setView=${setView} also=${also} setAlso=${setAlso} names=${names} name="compared" />
          <${Table} cards caption=${drawn.caption} columns=${columns} rows=${drawn.rows}
            rowKey=${(r) => JSON.stringify([...asked.map((d) => r[d]), r.payer])} />
        </div>`}
      <div class="actions">
        ${files.map(([suffix, name]) => html`<a class="quiet" key=${suffix} href=${address(comparison + suffix + "?by=" + by.join(",") + ",payer")} download>${say(name)}</a>`)}
        <button type="button" class="quiet" onClick=${onEnd}>${say(t("不比较了，只看乙", "Stop comparing, show B alone"))}</button>
      </div>
    </section>`;
}
