// One parameter of a city through time: the chart, and every value with its document.

import { html } from "/vendor/htm-preact.js";
import { useAnswer } from "/api.js";
import { Downloads } from "/download.js";
import { Refusals } from "/fields.js";
import { Figure } from "/figure.js";
import { Table } from "/tables.js";
import { Grade } from "/why.js";
import { dayName, say, word, words } from "/words.js";
import { Badge, Document, Legend, Value, cells, header, placeName } from "./values.js";
import { search } from "./view.js";

const t = (zh, en) => ({ zh, en });

// What is no quantity has no chart.
const sentences = ["text", "boolean", "rounding", "date", "year-month", "month-day", "day of month"];

export function History({ view, known, about, children }) {
  const { city, key } = view;
  const { answer, problem } = useAnswer("/cities/" + encodeURIComponent(city) + "/parameters/" + encodeURIComponent(key));
  if (problem) return html`<h1>${key}</h1>${children}<${Refusals} problem=${problem} />`;
  if (answer?.city !== city) return html`<h1>${say(t("历史", "History"))}</h1>${children}`;
  const now = known?.parameters.find((p) => p.key === key);
  const name = about?.name ?? city;
  const columns = [
    { key: "from", title: say(t("自", "Since")), value: (p) => html`${dayName(p.from)}${now?.from === p.from && now?.place === p.place && html` <span class="now">${say(t("当日有效", "in force that day"))}</span>`}` },
    { key: "to", title: say(t("来源所定止日", "Until, by its source")), value: (p) => (p.to ? dayName(p.to) : say(t("未定", "not said"))) },
    { key: "value", title: say(t("数值", "Value")), figure: true, value: (p) => html`<${Value} p=${p} />` },
    { key: "place", title: say(t("谁的规定", "Whose")), value: (p) => placeName(about, p.place) || name },
    { key: "grade", title: say(words.grade), value: (p) => html`<${Badge} grade=${p.grade} />` },
    { key: "source", title: say(words.source), value: (p) => html`<${Document} p=${p} via />` },
  ];
  return html`
    <h1>${answer.name}</h1>
    <p class="lead">${say(t(`${name} · ${word("scheme", answer.scheme)}`, `${name} · ${word("scheme", answer.scheme)}`))} · <code>${answer.key}</code></p>
    ${children}
    ${known && html`<p class="current">${now
      ? html`${say(t(`${dayName(known.on)}：`, `${dayName(known.on)}: `))}<strong><${Value} p=${now} /></strong> <${Grade} grade=${now.grade} />${now.carried_forward && html` <span class="flag">${say(t("沿用", "carried forward"))}</span>`}`
      : html`<span class="flag">${say(t(`${dayName(known.on)}没有已知数值。`, `No value is known for ${dayName(known.on)}.`))}</span>`}</p>`}
    ${answer.history.length === 0 && html`<p class="empty">${say(t(`${name}没有找到这个参数的任何数值。缺少的不当作零。`, `No value of this parameter has been found for ${name}. What is missing is not taken as zero.`))}</p>`}
    ${answer.history.length > 0 && html`
      ${!sentences.includes(answer.unit) && html`<${Figure} kind="parameter-history" query=${search({ city, key, title: say(t("历年数值", "The value through time")) }).slice(1)} label=${say(t(`${name}：${answer.name}的历史，数值见下表`, `${name}: ${answer.name} through time; its values are in the table below`))} />`}
      <${Table} cards caption=${say(t("全部已知数值，新的在前", "All values known, newest first"))} columns=${columns} rows=${answer.history.toReversed()} rowKey=${(p) => p.place + p.from} />
      <${Legend} />
      <div class="actions"><${Downloads} name=${`fenhao-${city}-${key}`} rows=${() => [["city", ...header], ...answer.history.map((p) => [city, ...cells(p)])]} json=${() => answer} /></div>`}`;
}
