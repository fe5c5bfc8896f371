// The book: every city, what is known of it on a day, since when, from which document and how surely, and what is not known.

import { html } from "/vendor/htm-preact.js";
import { at, useAnswer, useOnce } from "/api.js";
import { City, Day, Refusals } from "/fields.js";
import { start } from "/shell.js";
import { dayName, lang, monthName, say, word, words } from "/words.js";
import { Cities } from "./cities.js";
import { Diff } from "./diff.js";
import { Gaps } from "./gaps.js";
import { History } from "./history.js";
import { Rules } from "./rules.js";
import { Values, insured } from "./values.js";
import { To, go, search, useTitle, useView } from "./view.js";

const t = (zh, en) => ({ zh, en });

const views = [
  [undefined, t("参数", "Values"), Values], ["gaps", t("假设与缺口", "Doubts & gaps"), Gaps], ["diff", t("对比", "Compare"), Diff], ["rules", t("规定", "Rules"), Rules],
];

function Page() {
  const view = useView();
  return view.city ? html`<${CityPage} view=${view} />` : html`<${Cities} view=${view} />`;
}

function CityPage({ view }) {
  const { city, on, key } = view;
  const path = "/cities/" + encodeURIComponent(city);
  const { answer: detail, problem: lost } = useOnce(path);
  const { answer, problem, busy } = useAnswer(path + "/parameters" + search({ on }));
  const known = answer?.city === city ? answer : undefined;
  const about = detail?.id === city ? detail : undefined;
  const day = on ?? known?.on;
  const [, , View] = views.find(([name]) => name === view.view) ?? views[0];
  const name = about?.name ?? city;
  const parameter = key && known?.parameters.find((p) => p.key === key)?.name;
  useTitle(name, key ? parameter ?? key : say(views.find(([, , V]) => V === View)[1]), view.on && known && dayName(day));
  const where = html`
    <div class="fields at noprint">
      <${City} label=${say(words.city)} value=${city} onChange=${(next) => go({ ...view, city: next })} />
      <${Day} label=${say(t("日期", "Day"))} name="on" value=${day} onChange=${(next) => go({ ...view, on: next }, { replace: true })} error=${at(problem, "/on")}
        hint=${known && say(t(`${dayName(day)}的情况`, `as of ${dayName(day)}`))} />
    </div>
    ${problem ? html`<${Refusals} problem=${problem} shown=${["/on"]} />` : !about && html`<${Refusals} problem=${lost} />`}
    ${problem?.code === "unknown_place" && html`<p><${To} view=${{}}>${say(t("看全部城市", "See all cities"))}<//></p>`}`;
  return html`
    <nav class="crumbs" aria-label=${say(t("位置", "Where this is"))}>
      <${To} view=${{}}>${say(words.book)}<//> › ${key ? html`<${To} view=${{ city, on }}>${name}<//> › ${say(t("历史", "History"))}` : html`<span>${name}</span>`}
    </nav>
    ${!key && html`<h1>${name}</h1>`}
    ${!key && about && html`<${About} about=${about} />`}
    ${key && problem?.code !== "unknown_place" ? html`<${History} key=${key} view=${view} known=${known} about=${about}>${where}<//>` : where}
    ${!key && problem?.code !== "unknown_place" && html`
      <nav class="views" aria-label=${say(t("看什么", "What to see"))}>
        <ul>${views.map(([id, title, V]) => html`<li key=${id}><${To} view=${{ city, on, view: id }} current=${V === View}>${say(title)}<//></li>`)}</ul>
      </nav>
      <div class=${busy && !known ? "stale" : ""} aria-busy=${busy ? "true" : "false"}>
        ${known && about && html`<${View} view=${view} known=${known} about=${about} />`}
        ${!known && busy && html`<p class="note">${say(t("正在读取…", "Reading…"))}</p>`}
      </div>`}`;
}

/** About is what is known of a city in short. */
function About({ about }) {
  const missing = insured.filter((s) => !about.schemes.includes(s));
  const list = (schemes) => schemes.map((s) => word("scheme", s)).join(say(t("、", ", "))) || say(words.none);
  const province = about.places.find((p) => p.kind === "province");
  return html`
    <dl class="facts">
      <div><dt>${say(t("各自可计算", "Can be calculated, each by itself"))}</dt><dd>${list(about.schemes)}</dd></div>
      ${missing.length > 0 && html`<div><dt>${say(t("缺数值，不能计算", "Cannot be, for want of values"))}</dt><dd class="flag">${list(missing)} <a class="noprint" href=${"/book" + search({ city: about.id, view: "gaps", lang })}>${say(t("缺哪些", "which"))}</a></dd></div>`}
      <div><dt>${say(t("最早月份", "From"))}</dt><dd>${monthName(about.first_month)}</dd></div>
      <div><dt>${say(t("最近核对", "Last checked"))}</dt><dd>${dayName(about.checked)}</dd></div>
      ${province && html`<div><dt>${say(t("省区", "Province"))}</dt><dd>${province.name}</dd></div>`}
      ${about.code && html`<div><dt>${say(t("区划代码", "Division code"))}</dt><dd>${about.code}</dd></div>`}
    </dl>`;
}

start(Page, { door: "/book", title: words.book });
