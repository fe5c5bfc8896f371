// All cities, with how much is known of each and how surely.

import { html, useEffect, useMemo, useState } from "/vendor/htm-preact.js";
import { once, useOnce } from "/api.js";
import { Downloads } from "/download.js";
import { Choice, Refusals, Text } from "/fields.js";
import { Table } from "/tables.js";
import { dayName, lang, monthName, say, word, words } from "/words.js";
import { Badge, Legend, grades, insured } from "./values.js";
import { To, go, useTitle } from "./view.js";

const t = (zh, en) => ({ zh, en });
const orders = [
  ["name", t("名称", "Name")], ["known", t("能算的多者先", "Most schemes first")], ["weak", t("依据弱者先", "Weakest support first")],
  ["first", t("最早月份", "Earliest month")], ["checked", t("最久未核对者先", "Longest unchecked first")],
];
const lacks = (city) => insured.filter((s) => !city.schemes.includes(s));
const plain = (text) => text.toLowerCase().replace(/[\s']/g, "");

const compare = {
  name: () => 0,
  known: (a, b) => lacks(a).length - lacks(b).length,
  weak: (a, b) => b.grades.E - a.grades.E || b.grades.D - a.grades.D,
  first: (a, b) => (a.first_month ?? "9999").localeCompare(b.first_month ?? "9999"),
  checked: (a, b) => a.checked.localeCompare(b.checked),
};

export function Cities({ view }) {
  const { answer: cities, problem } = useOnce("/cities");
  const [others, setOthers] = useState({});
  useTitle(view.find);
  const wanted = view.find ?? "";
  const order = compare[view.order] ? view.order : "name";
  const set = (key) => (value) => go({ ...view, [key]: value }, { replace: true }); // what was searched is there again after Back
  useEffect(() => {
    once("/cities", lang === "zh" ? "en" : "zh").then((all) => setOthers(Object.fromEntries(all.map((c) => [c.id, c.name]))), () => {}); // to search in both languages
  }, [lang]);
  const found = useMemo(() => (cities ?? [])
    .filter((c) => [c.id, c.name, c.code, others[c.id] ?? ""].some((n) => plain(n).includes(plain(wanted))))
    .toSorted((a, b) => compare[order](a, b) || a.name.localeCompare(b.name, lang === "zh" ? "zh-Hans-CN-u-co-pinyin" : "en")), [cities, others, wanted, order]);
  const list = (schemes) => schemes.map((s) => word("scheme", s)).join(say(t("、", ", ")));
  const whole = (cities ?? []).filter((c) => lacks(c).length === 0).length;
  const columns = [
    { key: "name", title: say(words.city), value: (c) => html`<${To} view=${{ city: c.id }}>${c.name}<//>${lang === "zh" && html` <small>${c.id}</small>`}` },
    { key: "schemes", title: say(t("各自能算什么", "What can be calculated, each by itself")), value: (c) => html`<span>${list(c.schemes)}</span>${lacks(c).length > 0 && html`<div class="flag">${say(t("缺数值：", "Not, for want of values: "))}${list(lacks(c))}</div>`}` },
    { key: "first", title: say(t("最早月份", "From")), value: (c) => monthName(c.first_month) },
    { key: "grades", title: say(t("依据等级", "Grades")), value: (c) => html`<${Counts} grades=${c.grades} />` },
    { key: "checked", title: say(t("最近核对", "Last checked")), value: (c) => dayName(c.checked) },
  ];
  return html`
    <h1>${say(words.book)}</h1>
    <p class="lead">${say(t(
      "计算所依据的每个数值：从哪天起、出自哪份文件、依据有多强。假设的标明，缺少的写出名字，不用零代替。",
      "Every value the calculations rest on: since when, from which document, how well supported. What is assumed is marked; what is missing is named and never taken as zero."))}</p>
    <div class="fields narrow">
      <${Text} label=${say(t("查找城市", "Find a city"))} name="find" value=${wanted} type="search" onChange=${set("find")} placeholder=${say(t("中文、拼音或英文", "Name or pinyin"))} />
      <${Choice} label=${say(t("排序", "Order"))} name="order" value=${order} onChange=${(v) => set("order")(v === "name" ? undefined : v)} choices=${orders} />
    </div>
    <p class="note found" aria-live="polite">${cities && say(t(
      `${found.length === cities.length ? "共" : "找到"} ${found.length} 城${found.length === cities.length ? `，其中 ${whole} 城公积金与养老、医疗、失业、工伤都能算` : ""}`,
      `${found.length} ${found.length === 1 ? "city" : "cities"}${found.length === cities.length ? `, ${whole} of them with the fund, pension, medical, unemployment and work injury` : ""}`))}</p>
    <${Legend} note=${say(t("（计数为本市、本省自己的数值，全国的不计）", "(counted: the values of the city and its province, not the nation's)"))} />
    ${!cities && html`<${Refusals} problem=${problem} />`}
    ${cities && (found.length > 0
      ? html`<div class="cities"><${Table} cards caption=${say(t("各城市已知的内容", "What is known of each city"))} columns=${columns} rows=${found} rowKey=${(c) => c.id} /></div>`
      : html`<p class="empty">${say(t(`没有“${wanted}”这样的城市。`, `There is no city like “${wanted}”.`))} <button type="button" class="quiet" onClick=${() => set("find")()}>${say(t("看全部", "Show all"))}</button></p>`)}
    ${cities && html`<div class="actions"><${Downloads} name="fenhao-cities" rows=${() => rows(found)} json=${() => found} /></div>`}`;
}

/** Counts is how many values there are of each grade. */
const Counts = ({ grades: of }) => html`
  <span class="counts">${grades.filter((g) => of[g] > 0).map((g) => html`<span key=${g}><${Badge} grade=${g} /> ${of[g]}</span>`)}${grades.every((g) => of[g] === 0) && say(words.none)}</span>`;

const rows = (cities) => [
  ["id", "name", "code", "schemes", "missing", "first_month", "checked", ...grades.map((g) => "grade_" + g)],
  ...cities.map((c) => [c.id, c.name, c.code, c.schemes.join(" "), lacks(c).join(" "), c.first_month, c.checked, ...grades.map((g) => c.grades[g])]),
];
