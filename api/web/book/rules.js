// The rules of a city, of its province and of the nation, each in one sentence with its article and document.

import { html, useState } from "/vendor/htm-preact.js";
import { Downloads } from "/download.js";
import { Text } from "/fields.js";
import { Table } from "/tables.js";
import { Source } from "/why.js";
import { dayName, say, words } from "/words.js";
import { Fold } from "./values.js";

const t = (zh, en) => ({ zh, en });

export function Rules({ about }) {
  const [wanted, setWanted] = useState("");
  const found = about.rules.filter((r) => [r.id, r.text, r.article, r.source.title, r.source.number].some((s) => (s ?? "").toLowerCase().includes(wanted.trim().toLowerCase())));
  const columns = [
    { key: "id", title: say(t("编号", "Id")), value: (r) => html`<code id=${r.id}>${r.id}</code>` },
    { key: "text", title: say(t("内容", "What it says")), value: (r) => r.text },
    { key: "article", title: say(t("条款", "Article")), value: (r) => html`<span lang="zh">${r.article || "—"}</span>` },
    { key: "source", title: say(words.source), value: (r) => html`<${Source} source=${r.source} />${r.from && html`<div class="note">${say(t(`已知自 ${dayName(r.from)}起`, `known to hold since ${dayName(r.from)}`))}</div>`}` },
  ];
  return html`
    <h2 class="sr">${say(t("规定", "Rules"))}</h2>
    <div class="fields narrow noprint">
      <${Text} label=${say(t("查找规定", "Find a rule"))} name="find" type="search" value=${wanted} onChange=${(v) => setWanted(v ?? "")} placeholder=${say(t("内容、编号或文号", "Words, id or document"))} />
      <div class="actions"><${Downloads} name=${`fenhao-${about.id}-rules`} json=${() => found}
        rows=${() => [["id", "place", "text", "article", "from", "document", "number", "published", "url"], ...found.map((r) => [r.id, r.place, r.text, r.article, r.from, r.source.title, r.source.number, r.source.published, r.source.url])]} /></div>
    </div>
    ${about.places.map((place) => {
      const own = found.filter((r) => r.place === place.id);
      const all = about.rules.filter((r) => r.place === place.id);
      return html`
        <${Fold} key=${place.id} long title=${place.name} count=${own.length}>
          ${all.length === 0 && html`<p class="note">${say(t("没有录入自己的规定，按上级规定计算。", "No rule of its own is on record; the wider rules are used."))}</p>`}
          ${own.length > 0 && html`<${Table} cards caption=${say(t(`${place.name}的规定`, `Rules of ${place.name}`))} columns=${columns} rows=${own} rowKey=${(r) => r.id} />`}
        <//>`;
    })}
    ${found.length === 0 && about.rules.length > 0 && html`<p class="empty">${say(t("没有这样的规定。", "There is no such rule."))}</p>`}`;
}
