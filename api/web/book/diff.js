// Two days of a city, or two cities on a day, side by side: only where they differ.

import { html } from "/vendor/htm-preact.js";
import { at, useAnswer, useOnce } from "/api.js";
import { Downloads } from "/download.js";
import { Choice, City, Day, Refusals } from "/fields.js";
import { Table } from "/tables.js";
import { dayName, say, word, words } from "/words.js";
import { Badge, Fold, Name, Period, Value, byScheme, cells, header, placeName } from "./values.js";
import { Said, Source } from "/why.js";
import { go, search } from "./view.js";

const t = (zh, en) => ({ zh, en });

// What two cities are compared with until somebody chooses: something that everybody knows.
const capitals = ["beijing", "shanghai"];

const yearBefore = (day) => String(Number(day.slice(0, 4)) - 1).padStart(4, "0") + day.slice(4).replace("-02-29", "-02-28");

export function Diff({ view, known, about }) {
  const withCity = view.with_city;
  const days = !withCity;
  const withOn = days ? view.with_on ?? yearBefore(known.on) : undefined;
  const { answer, problem, busy } = useAnswer("/cities/" + encodeURIComponent(view.city) + "/diff" + search({ on: known.on, with_on: withOn, with_city: withCity }));
  const { answer: other, problem: lost } = useOnce(withCity ? "/cities/" + encodeURIComponent(withCity) : null);
  const elsewhere = days ? about : other;
  const fits = answer && answer.city === view.city && answer.on === known.on && (days ? answer.with_on === withOn && answer.with_city === view.city : answer.with_city === withCity && elsewhere?.id === withCity);
  const choose = (kind) => go({ ...view, with_on: undefined, with_city: kind === "day" ? undefined : capitals.find((c) => c !== view.city) }, { replace: true });
  const here = days ? dayName(known.on) : about.name;
  const there = days ? dayName(withOn) : elsewhere?.name;
  const sides = [["here", here, about], ["there", there, elsewhere]];
  if (days && withOn < known.on) sides.reverse(); // the earlier day stands first
  const columns = [
    { key: "name", title: say(t("参数", "Parameter")), value: (d) => html`<${Name} view=${view} p=${d} />` },
    ...sides.map(([side, title, place]) => ({ key: side, title, value: (d) => html`<${Side} p=${d[side]} unit=${d.unit} about=${place} />` })),
  ];
  return html`
    <h2 class="sr">${say(t("对比", "Differences"))}</h2>
    <div class="fields narrow with">
      <${Choice} segments label=${say(t("比什么", "Compare"))} name="compare" value=${days ? "day" : "city"} onChange=${choose} choices=${[["day", t("两个日期", "Two days")], ["city", t("两个城市", "Two cities")]]} />
      ${days
        ? html`<${Day} label=${say(t("另一日期", "The other day"))} name="with_on" value=${withOn} hint=${dayName(withOn)} onChange=${(v) => go({ ...view, with_on: v, with_city: undefined }, { replace: true })} error=${at(problem, "/with_on")} />`
        : html`<${City} label=${say(t("另一城市", "The other city"))} name="with_city" value=${withCity} onChange=${(v) => go({ ...view, with_city: v, with_on: undefined }, { replace: true })} error=${at(problem, "/with_city")} />`}
    </div>
    ${problem ? html`<${Refusals} problem=${problem} shown=${["/with_on", "/with_city"]} />` : !elsewhere && html`<${Refusals} problem=${lost} />`}
    <div class=${busy ? "stale" : ""}>
      ${fits && html`
        <p class="summary" aria-live="polite">${say(t(
          `${sides[0][1]}与${sides[1][1]}：${answer.differ.length} 个参数不同，${answer.same} 个相同`,
          `${sides[0][1]} and ${sides[1][1]}: ${answer.differ.length} ${answer.differ.length === 1 ? "parameter differs" : "parameters differ"}, ${answer.same} ${answer.same === 1 ? "is" : "are"} the same`))}</p>
        ${answer.differ.length === 0 && html`<p class="empty">${say(t("没有不同。", "There is no difference."))}</p>`}
        ${byScheme(answer.differ).map(([scheme, list]) => html`
          <${Fold} key=${scheme} kind="sides" title=${word("scheme", scheme)} count=${list.length} long=${answer.differ.length <= 60}>
            <${Table} cards caption=${say(t(`${word("scheme", scheme)}的不同`, `Differences: ${word("scheme", scheme)}`))} columns=${columns} rows=${list} rowKey=${(d) => d.key} />
          <//>`)}
        <div class="actions"><${Downloads} name=${`fenhao-diff-${answer.city}-${answer.on}-${answer.with_city}-${answer.with_on}`} json=${() => answer}
          rows=${() => [["city", "on", ...header], ...answer.differ.flatMap((d) => [["here", answer.city, answer.on], ["there", answer.with_city, answer.with_on]]
            .map(([side, city, on]) => [city, on, ...(d[side] ? cells(d[side]) : [d.scheme, d.key, d.name, "", "", d.unit])]))]} /></div>`}
    </div>`;
}

/** Side is a value on one side, or that there is none. */
const Side = ({ p, about }) => (p
  ? html`<div class="side"><div><strong><${Value} p=${p} /></strong> <${Badge} grade=${p.grade} />${placeName(about, p.place) && html` <small class="place">${placeName(about, p.place)}</small>`}</div>
      <div class="note inline"><${Period} p=${p} /></div><div class="note"><${Source} source=${p.source} /></div><${Said} p=${p} /></div>`
  : html`<span class="flag">${say(t("没有已知数值", "no value known"))}</span>`);
