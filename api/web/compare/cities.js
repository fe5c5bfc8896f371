// One profile in many cities: what it comes to in each, and why it differs from the first.

import { html, useState } from "/vendor/htm-preact.js";
import { at, useAnswer } from "/api.js";
import { Downloads } from "/download.js";
import { Amount, Choice, City, Count, Rate, Refusals } from "/fields.js";
import { Figure } from "/figure.js";
import { Table } from "/tables.js";
import { say, signed, yuan } from "/words.js";
import { Months } from "./months.js";
import { RequestFile } from "./keep.js";
import { order, parts, pick, put, sums } from "./story.js";

const t = (zh, en) => ({ zh, en });

// What cities ask flexible workers for differs: here an amount is agreed, there a base and a rate, elsewhere a tier is chosen.
const choices = [
  ["/flexible/base", t("缴费基数", "Base"), Amount], ["/flexible/monthly_amount", t("公积金月缴存额", "Fund, amount a month"), Amount],
  ["/housing_fund/employee_rate", t("公积金比例", "Fund rate"), Rate],
  ["/flexible/pension_tier", t("养老保险档次", "Pension tier"), Count], ["/flexible/medical_tier", t("医疗保险档次", "Medical tier"), Count],
];
const atOnce = 50; // scenarios that can be compared

/**
 * fitted puts a flexible worker's story into the cities of an answer, each with what it asks for: what a city refuses as not applicable is left
 * out there, what it misses is taken from `elsewhere`, by pointer. It gives nothing where the story fits as it is.
 */
function fitted(story, results, elsewhere, names) {
  const left = {}, wanted = new Set();
  const list = results.map((r, i) => {
    let own = { ...story, city: r.city, name: names[r.city] ?? r.city };
    for (const e of i === 0 ? [] : r.refused ?? []) {
      const choice = choices.find(([pointer]) => pointer === e.pointer);
      if (!choice) continue;
      if (e.code === "not_applicable" && pick(own, e.pointer) !== undefined) {
        own = put(own, e.pointer, undefined);
        (left[e.pointer] ??= []).push(r.city);
      } else if (e.code === "required") {
        wanted.add(e.pointer);
        if (elsewhere[e.pointer] !== undefined) own = put(own, e.pointer, elsewhere[e.pointer]);
      }
    }
    return own;
  });
  const changed = Object.keys(left).length > 0 || [...wanted].some((pointer) => elsewhere[pointer] !== undefined);
  const fits = changed ? list.filter((_, i) => list.length <= atOnce || i === 0 || results[i].result || results[i].refused.every((e) => choices.some(([pointer]) => pointer === e.pointer))) : undefined;
  return { left, wanted, scenarios: fits?.slice(0, atOnce), more: fits ? Math.max(0, fits.length - atOnce) : 0 };
}

/** useCompared asks for the story in these cities, and again with what they ask for where it does not fit a flexible worker. */
function useCompared(story, list, elsewhere, names) {
  const plain = story.places ? null : { scenario: story, cities: list };
  const first = useAnswer(plain && "/scenarios/compare", plain ?? undefined);
  const fit = story.person?.kind === "flexible" && first.answer ? fitted(story, first.answer.results, elsewhere, names) : undefined;
  const own = fit?.scenarios && { scenarios: fit.scenarios };
  const second = useAnswer(own ? "/scenarios/compare" : null, own);
  return { ...(own ? second : first), busy: first.busy || Boolean(own && second.busy), question: own ?? plain, fit };
}

/**
 * Cities compares the story in `cities` ("all" or ids); the story's own city is what the others are held against. `elsewhere` is what cities
 * ask a flexible worker for that the story does not say.
 */
export function Cities({ story, cities, onCities, names, elsewhere, onElsewhere }) {
  const all = cities === "all";
  const list = all ? "all" : [story.city, ...cities.filter((c) => c !== story.city)];
  const { answer, problem, busy, question, fit } = useCompared(story, list, elsewhere, names);
  const [sorted, sort] = useState({ key: "total", down: true });
  const [of, setOf] = useState("total");
  const [chosen, choose] = useState();
  if (story.places) return html`<p class="note">${say(t("这个情景自己就在城市之间移动，不能再放进别的城市；请看“逐月”。", "This scenario moves between cities itself and cannot be put into others; see “Months”."))}</p>`;
  const picker = html`
    <div class="picker">
      <div class="fields">
        <${City} name="add" label=${say(t("加一座城市", "Add a city"))} onChange=${(id) => onCities(all ? [id] : [...new Set([...cities, id])])} />
      </div>
      <ul class="chips" aria-label=${say(t("比较的城市", "Cities compared"))}>
        ${all ? html`<li><span>${say(t("全部城市", "All cities"))}</span></li>` : list.map((id, i) => html`
          <li key=${id}><span>${names[id] ?? id}${i === 0 && html` <small>${say(t("基准", "base"))}</small>`}</span>
            ${i > 0 && html`<button type="button" aria-label=${say(t("去掉", "Remove ")) + (names[id] ?? id)} onClick=${() => onCities(cities.filter((c) => c !== id))}>×</button>`}</li>`)}
      </ul>
      <button type="button" class="quiet" aria-pressed=${all ? "true" : "false"} onClick=${() => onCities(all ? [] : "all")}>${say(all ? t("只看几座城市", "A few cities only") : t("全部城市", "All cities"))}</button>
    </div>
    ${fit?.wanted.size > 0 && html`
      <form class="card soft elsewhere" onSubmit=${(e) => e.preventDefault()}>
        <p class="note">${say(t("有的城市向灵活就业人员问的不同。补上它们要的，就能一起比较：", "Some cities ask flexible workers for something else. Say it, and they are compared too:"))}</p>
        <div class="fields">${choices.filter(([pointer]) => fit.wanted.has(pointer)).map(([pointer, text, Field]) => html`
          <${Field} key=${pointer} name=${"elsewhere" + pointer.replaceAll(/[/_]/g, "-")} label=${say(text)} value=${elsewhere[pointer]} onChange=${(v) => onElsewhere({ ...elsewhere, [pointer]: v })} error=${elsewhereError(problem, pointer)} />`)}</div>
      </form>`}
    ${Object.entries(fit?.left ?? {}).map(([pointer, ids]) => html`
      <p class="note left-out">${say(t(`“${say(choices.find(([p]) => p === pointer)[1])}”在这些城市不适用，没有计入：`, `“${say(choices.find(([p]) => p === pointer)[1])}” does not apply in these cities and is left out there: `))}${ids.map((id) => names[id] ?? id).join(say(t("、", ", ")))}</p>`)}
    ${fit?.more > 0 && html`<p class="flag">${say(t(`一次最多比较 ${atOnce} 座，另有 ${fit.more} 座没有列出。`, `${atOnce} cities are compared at a time; ${fit.more} more are not listed.`))}</p>`}`;
  if (problem) return html`${picker}<${Refusals} problem=${problem} />`;
  if (!answer) return picker;

  const answered = answer.results.filter((r) => r.result);
  const refused = answer.results.filter((r) => !r.result);
  const differences = Object.fromEntries(answer.differences.map((d) => [d.city, d]));
  const shown = sums.filter(([key]) => answered.some((r) => r.result.totals[key] !== undefined));
  const valueOf = (r, key) => (key === "difference" ? differences[r.city]?.total.difference ?? "0.00" : r.result.totals[key]);
  const rows = answered.toSorted((a, b) => {
    const n = sorted.key === "city" ? (names[a.city] ?? a.city).localeCompare(names[b.city] ?? b.city, "zh-Hans-CN") : order(valueOf(a, sorted.key), valueOf(b, sorted.key));
    return sorted.down ? -n : n;
  });
  const onSort = (key) => sort((last) => ({ key, down: last.key === key ? !last.down : key !== "city" }));
  const base = answer.results[0];
  const columns = [
    { key: "city", title: say(t("城市", "City")), value: (r) => html`<button type="button" class="link" aria-pressed=${r.city === chosen ? "true" : "false"} onClick=${() => choose(r.city === chosen ? undefined : r.city)}>${names[r.city] ?? r.city}</button>${r === base && html` <small class="tag">${say(t("基准", "base"))}</small>`}` },
    ...shown.map(([key, text]) => ({ key, title: say(text), figure: true, value: (r) => yuan(r.result.totals[key]) })),
    base.result && { key: "difference", title: say(t("合计差额", "Difference")), figure: true, value: (r) => (r === base ? "—" : signed(differences[r.city]?.total.difference)) },
  ].filter(Boolean);
  const months = answered[0]?.result.totals.months ?? 0;
  const csv = () => [
    [say(t("城市", "City")), ...shown.map(([, text]) => say(text)), ...shown.flatMap(([key, text]) => [t("差额", "difference"), ...Object.values(parts)].map((p) => say(text) + " · " + say(p)))],
    ...rows.map((r) => [names[r.city] ?? r.city, ...shown.map(([key]) => r.result.totals[key]),
      ...shown.flatMap(([key]) => ["difference", ...Object.keys(parts)].map((p) => differences[r.city]?.[key]?.[p] ?? ""))]),
  ];
  const within = shown.filter(([key]) => answer.differences.some((d) => d[key]));
  const ofShown = within.some(([key]) => key === of) ? of : "total";
  return html`
    ${picker}
    <div class=${"result" + (busy ? " stale" : "")} aria-live="polite">
      ${answered.length === 0 ? html`<p class="note">${say(t("没有一座城市算得出，原因如下。", "None of the cities can be answered; here is why."))}</p>` : html`<${Table} cards caption=${say(t(`${answered.length} 座城市，${months} 个月合计（元）`, `${answered.length === 1 ? "1 city" : answered.length + " cities"}, sums of ${months} ${months === 1 ? "month" : "months"} (yuan)`))}
        rows=${rows} rowKey=${(r) => r.city} columns=${columns} sorted=${sorted} onSort=${onSort} rowClass=${(r) => (r === base ? "base" : "")} />
      <p class="note">${say(t("按列名排序，按城市名看逐月明细。", "Press a heading to sort, a city for its months."))}</p>`}
      ${chosen && answered.some((r) => r.city === chosen) && html`
        <section class="card soft"><h2>${names[chosen]} · ${say(t("逐月", "month by month"))}</h2>
          <${Months} story=${fit?.scenarios?.find((s) => s.city === chosen) ?? { ...story, city: chosen }} name=${"fenhao-" + chosen} names=${names} totals /></section>`}
      ${answered.length > 1 && html`<${Figure} kind="comparison" body=${{ ...question, show: "amounts" }} label=${say(t("各城市缴费合计的条形图；数字见上表", "Bars of what is paid in each city; the figures are in the table above"))} />`}
      ${refused.length > 0 && html`
        <details class="unanswered" open=${answered.length === 0}><summary>${say(t(`未能计算的城市 ${refused.length} 座，以及原因`, `${refused.length === 1 ? "1 city" : refused.length + " cities"} that cannot be answered, and why`))}</summary>
          <ul>${refused.map((r) => html`<li key=${r.city}><strong>${names[r.city] ?? r.city}</strong> ${r.refused.map((e) => e.message).join(" ")}</li>`)}</ul></details>`}
      ${answer.differences.length > 0 && html`
        <h2>${say(t("差在哪里", "Where the difference comes from"))}</h2>
        <p class="lead">${say(t(`以${names[base.city]}为基准，依次换上对方的工资、选择、下限、上限、比例、取整、利息，其余规定归入最后一项；各项之和恰为差额。`,
          `From ${names[base.city]}, one part after another is replaced by the other city's: wage, choices, floors, ceilings, rates, rounding, interest; the rest are its other rules. The parts sum to the difference exactly.`))}</p>
        <div class="fields"><${Choice} name="of" label=${say(t("拆哪一个合计", "Which sum"))} choices=${within} value=${ofShown} onChange=${setOf} /></div>
        <${Parted} list=${answer.differences} of=${ofShown} names=${names} />
        <${Figure} kind="comparison" body=${{ ...question, show: "differences", of: ofShown }} label=${say(t("差额逐项拆开的条形图；数字见上表", "Bars of the differences and their parts; the figures are in the table above"))} />`}
      <div class="actions">
        <${Downloads} name="fenhao-compare" rows=${csv} json=${() => answer} />
        <${RequestFile} ask="compare" body=${question} />
      </div>
    </div>`;
}

/** elsewhereError is what a comparison is refused for at a choice, whichever scenario it stands in. */
const elsewhereError = (problem, pointer) => {
  const found = problem?.errors.find((e) => e.pointer?.startsWith("/scenarios/") && e.pointer.endsWith(pointer));
  return found && at(problem, found.pointer);
};

/** Parted is a table of differences and their parts; parts that are nowhere are left out. */
export function Parted({ list, of, names, nameOf = (d) => names[d.city] ?? d.city }) {
  const rows = list.filter((d) => d[of]).toSorted((a, b) => order(b[of].difference, a[of].difference));
  const there = Object.entries(parts).filter(([key]) => rows.some((d) => d[of][key] !== "0.00"));
  const joined = Object.keys(parts).filter((p) => rows.some((d) => d.joined?.includes(p)));
  return html`
    <${Table} cards caption=${say(t("差额与各项（元）", "Differences and their parts (yuan)"))} rows=${rows} rowKey=${(d) => d.index} columns=${[
      { key: "city", title: say(t("与基准相比", "Against the base")), value: nameOf },
      { key: "difference", title: say(t("差额", "Difference")), figure: true, value: (d) => html`<strong>${signed(d[of].difference)}</strong>` },
      ...there.map(([key, text]) => ({ key, title: say(text), figure: true, value: (d) => (d[of][key] === "0.00" ? html`<span class="nought">0</span>` : signed(d[of][key])) })),
    ]} />
    ${joined.length > 0 && html`<p class="note">${say(t("单独换上时为当地规定所不容、并入下一项的：", "Not allowed by the rules alone, and joined with the next part: "))}${joined.map((p) => say(parts[p])).join(say(t("、", ", ")))}</p>`}`;
}
