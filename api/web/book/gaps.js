// What is assumed, weakly supported or carried forward in a city, and what is not known at all: each by its name.

import { html } from "/vendor/htm-preact.js";
import { useAnswer } from "/api.js";
import { Downloads } from "/download.js";
import { Refusals } from "/fields.js";
import { Table } from "/tables.js";
import { dayName, say, word, words } from "/words.js";
import { Badge, Document, Fold, Name, Value, byScheme, cells, header, placeName } from "./values.js";
import { search } from "./view.js";

const t = (zh, en) => ({ zh, en });

const doubts = [
  ["assumed", t("假设（E 级）", "Assumed (grade E)"), t("没有文件依据，为能计算而取的值。", "No document says so; taken so that a calculation is possible."), (p) => p.grade === "E"],
  ["weak", t("依据不足（D 级）", "Weakly supported (grade D)"), t("没有引文、推算而来，或来源不一。", "Without citation, derived, or with sources that disagree."), (p) => p.grade === "D"],
  ["carried", t("沿用", "Carried forward"), t("用在来源或最近核对所确认的时间之后。", "Used beyond what the source or our last look confirms."), (p) => p.carried_forward && p.grade !== "E"],
  ["provisional", t("暂行", "Provisional"), t("正式数值公布前使用。", "In use until the final value is published."), (p) => p.provisional],
];

export function Gaps({ view, known, about }) {
  const { answer, problem } = useAnswer("/cities/" + encodeURIComponent(view.city) + "/gaps" + search({ on: view.on }));
  const gaps = answer?.city === view.city && answer.on === known.on ? answer.gaps : undefined;
  const columns = [
    { key: "name", title: say(t("参数", "Parameter")), value: (p) => html`<${Name} view=${view} p=${p} />${placeName(about, p.place) && html` <small class="place">${placeName(about, p.place)}</small>`}` },
    { key: "value", title: say(t("数值", "Value")), figure: true, value: (p) => html`<${Value} p=${p} />` },
    { key: "grade", title: say(words.grade), value: (p) => html`<${Badge} grade=${p.grade} />` },
    { key: "source", title: say(t("依据与说明", "Support and remarks")), value: (p) => html`<${Document} p=${p} />` },
  ];
  const doubtful = doubts.map(([id, title, what, of]) => [id, title, what, known.parameters.filter(of)]);
  return html`
    ${problem && html`<${Refusals} problem=${problem} />`}
    ${gaps && html`<${Needed} view=${view} gaps=${gaps} on=${known.on} />`}
    ${doubtful.map(([id, title, what, list]) => html`
      <${Fold} key=${id} long=${id !== "carried"} title=${say(title)} count=${list.length}>
        <p class="note">${list.length > 0 ? say(what) : say(t("没有。", "None."))}</p>
        ${list.length > 0 && html`<${Table} cards caption=${say(title)} columns=${columns} rows=${list} rowKey=${(p) => p.key} />`}
      <//>`)}
    ${gaps && html`<${Others} view=${view} gaps=${gaps} />`}
    ${gaps && html`<div class="actions"><${Downloads} name=${`fenhao-${view.city}-${known.on}-gaps`}
      rows=${() => [["city", "on", "kind", "needed_for", "needed_for_flexible", "message", ...header],
        ...gaps.map((g) => [view.city, known.on, g.code, g.needed_for.join(" "), g.needed_for_flexible.join(" "), g.message, g.scheme, g.key, g.name, "", "", g.unit]),
        ...doubtful.flatMap(([id, , , list]) => list.map((p) => [view.city, known.on, id, "", "", "", ...cells(p)]))]}
      json=${() => ({ ...answer, ...Object.fromEntries(doubtful.map(([id, , , list]) => [id, list])) })} /></div>`}`;
}

const Gap = ({ view, g, children }) => html`<li><${Name} view=${view} p=${g} />${children}</li>`;

const isNeeded = (g) => g.needed_for.length + g.needed_for_flexible.length > 0;

/** Needed is what keeps a scheme from being calculated, for employees or for flexible workers. */
function Needed({ view, gaps, on }) {
  const needed = gaps.filter(isNeeded);
  const schemes = (list) => list.map((s) => word("scheme", s)).join(say(t("、", ", ")));
  const whose = (g) => [
    g.needed_for.length > 0 && say(t("职工的", "employees: ")) + schemes(g.needed_for),
    g.needed_for_flexible.length > 0 && say(t("灵活就业人员的", "flexible workers: ")) + schemes(g.needed_for_flexible),
  ].filter(Boolean).join(say(t("；", "; ")));
  return html`
    <section>
      <h2>${say(t("缺少，因此不能计算", "Missing, and needed"))} <small>${needed.length}</small></h2>
      ${needed.length === 0 && html`<p class="note">${say(t(`没有：${dayName(on)}公积金与各项保险计算所需的数值都有。`, `None: all that the fund and the insurances need on ${dayName(on)} is known.`))}</p>`}
      ${needed.length > 0 && html`<ul class="gaps">${needed.map((g) => html`
        <${Gap} key=${g.key} view=${view} g=${g}>
          <div class="flag">${why(g)} ${say(t("不能计算：", "Cannot be calculated for "))}${whose(g)}</div>
        <//>`)}</ul>`}
    </section>`;
}

/** Others is the rest: what had or will have a value, and what may not even be regulated here. */
function Others({ view, gaps }) {
  const rest = gaps.filter((g) => !isNeeded(g));
  const then = rest.filter((g) => g.code !== "value_unknown");
  const never = rest.filter((g) => g.code === "value_unknown");
  return html`
    ${then.length > 0 && html`
      <${Fold} title=${say(t("当日没有数值：尚未开始或已失效", "No value that day: not yet begun, or ended"))} count=${then.length}>
        <ul class="gaps">${then.map((g) => html`<${Gap} key=${g.key} view=${view} g=${g}><div class="note">${why(g)}</div><//>`)}</ul>
      <//>`}
    <${Fold} long title=${say(t("从未找到", "Never found"))} count=${never.length}>
      <p class="note">${say(t("书中别处有、这里没有找到公布数值的参数；其中有些在当地可能并无规定。", "The book has these elsewhere; here no published value has been found. Some of them may not be regulated here at all."))}</p>
      ${byScheme(never).map(([scheme, of]) => html`
        <details key=${scheme}><summary>${word("scheme", scheme)} · ${of.length}</summary><ul class="gaps names">${of.map((g) => html`<${Gap} key=${g.key} view=${view} g=${g} />`)}</ul></details>`)}
    <//>`;
}

/** why says in short why there is no value. */
const why = (g) => [
  g.ended && say(t(`自 ${dayName(g.ended)}起失效，没有找到后续规定。`, `Over since ${dayName(g.ended)}, with no known successor.`)),
  g.first && say(t(`最早的数值自 ${dayName(g.first)}起。`, `The next known value begins on ${dayName(g.first)}.`)),
  !g.ended && !g.first && say(t("没有找到公布的数值。", "No published value has been found.")),
].filter(Boolean).join(" ");
