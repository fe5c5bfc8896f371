// The tiers of a city side by side, for flexible workers.

import { html } from "/vendor/htm-preact.js";
import { useAnswer } from "/api.js";
import { Refusals } from "/fields.js";
import { Table } from "/tables.js";
import { Parameters, Warnings } from "/why.js";
import { percent, say, word, yuan } from "/words.js";
import { Estimate } from "./payslip.js";

const t = (zh, en) => ({ zh, en });

/** useTiers reads the tiers of a month. */
export const useTiers = (city, month) => useAnswer(city && month ? "/cities/" + encodeURIComponent(city) + "/tiers?month=" + month : null);

export function Tiers({ tiers: { answer, problem }, chosen }) {
  if (problem?.code === "unknown_place") return null; // the form says so
  if (problem) return html`<${Refusals} problem=${problem} />`;
  if (!answer) return null;
  if (!answer.tiers.length) return html`<p class="note">${say(t("这个城市没有公布灵活就业的缴费档次；基数可以自选。", "This city has published no tiers for flexible workers; the base is free."))}</p>`;
  const because = answer.tiers[0].because;
  const columns = [
    { key: "tier", title: say(t("档次", "Tier")), value: (x) => html`${word("scheme", x.insurance)} ${say(t(x.tier + " 档", "tier " + x.tier))}${x.estimated && html` <${Estimate} />`}` },
    { key: "base", title: say(t("基数", "Base")), figure: true, value: (x) => yuan(x.base) },
    { key: "rate", title: say(t("比例", "Rate")), figure: true, value: (x) => percent(x.rate) },
    { key: "amount", title: say(t("每月缴", "A month")), figure: true, value: (x) => (x.amount ? yuan(x.amount) : say(t("比例未公布", "rate not published"))) },
  ];
  return html`
    <${Table} cards caption=${say(t("各档每月缴费，元", "What each tier costs a month, yuan"))} columns=${columns} rows=${answer.tiers}
      rowKey=${(x) => x.insurance + x.tier} rowClass=${(x) => (chosen[x.insurance] === String(x.tier) ? "chosen" : "")} />
    <details><summary>${say(t("各档从何而来", "Where the tiers come from"))}</summary><${Parameters} list=${because} /></details>
    <${Warnings} list=${answer.warnings} />`;
}
