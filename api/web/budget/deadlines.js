// By when what is due in a city: each deadline with its rule, and the year as a file for calendar programs.

import { html, useState } from "/vendor/htm-preact.js";
import { file as address, useAnswer, useRules } from "/api.js";
import { Choice, City, Refusals, useCities } from "/fields.js";
import { Table } from "/tables.js";
import { Rule } from "/why.js";
import { dayName, query, quantity, say, setQuery } from "/words.js";

const t = (zh, en) => ({ zh, en });
const who = { employer: t("单位", "Employer"), person: t("个人", "Person"), agency: t("经办机构", "Agency") };
const units = { days: "days", workdays: "workdays", months: "months", day_of_month: "day of month", month_day: "month-day" };

const term = (d) => {
  if (d.value === null) return html`<span class="flag">${say(t("没有公布具体期限", "no figure published"))}</span>`;
  return /^[\d-]+$/.test(d.value) ? quantity(d.value, units[d.counted_in]) : d.value;
};

export function Deadlines() {
  const [city, setCity] = useState(query("city") ?? "wuhan");
  const [mine, setMine] = useState("employer");
  const { answer, problem, busy } = useAnswer("/cities/" + encodeURIComponent(city) + "/deadlines");
  const rules = useRules(city);
  const cities = useCities();
  const name = cities.find((c) => c.id === city)?.name ?? city;
  const [year, setYear] = useState();
  const now = answer?.on.slice(0, 4);
  const all = answer?.deadlines ?? [];
  const list = all.filter((d) => mine === "all" || d.who === mine);
  const local = all.some((d) => d.place === city);
  const columns = [
    { key: "duty", title: say(t("要做的事", "What is due")), value: (d) => html`${d.duty}${d.place !== city && html` <small>${say(t("全国规定", "national rule"))}</small>`}` },
    { key: "term", title: say(t("期限", "By when")), value: (d) => html`<b>${term(d)}</b>` },
    { key: "from", title: say(t("从何时起算", "Counted from")), value: (d) => d.counted_from },
    { key: "who", title: say(t("谁", "Who")), value: (d) => say(who[d.who] ?? d.who) },
    { key: "rule", title: say(t("条款", "Rule")), value: (d) => html`<${Rule} id=${d.rule} rules=${rules} />` },
  ];
  const years = now ? [now, String(Number(now) + 1)].map((y) => [y, t(y + " 年", y)]) : [];
  return html`
    <section class="deadlines">
      <h2>${say(t("期限日历", "Deadlines"))}</h2>
      <p class="lead">${say(t("登记、汇缴、补缴、调整基数：最迟哪一天，依据哪一条。日历文件只含政策库确知的日子。", "Registration, remittance, back-payment, adjustment: by when, and by which rule. The calendar file has only the days the book knows."))}</p>
      <div class="fields">
        <${City} label=${say(t("城市", "City"))} value=${city} onChange=${(id) => { setCity(id); setQuery({ city: id }); }} error=${problem?.title} />
        <${Choice} segments label=${say(t("谁的期限", "Whose"))} name="whose" value=${mine} onChange=${setMine} choices=${[["employer", who.employer], ["person", who.person], ["agency", who.agency], ["all", t("全部", "All")]]} />
        ${now && html`<${Choice} label=${say(t("年份", "Year"))} name="year" value=${year ?? now} choices=${years} onChange=${setYear} />`}
      </div>
      <div aria-live="polite" class=${busy ? "stale" : ""}>
        <${Refusals} problem=${problem} />
        ${answer && (all.length === 0 ? html`<p class="nothing">${say(t(`政策库里没有${name}的期限规定：我们没有读到写明期限的文件，不等于没有期限。请向当地经办机构核实。`, `The book has no deadlines of ${name}: we have read no document that states them, which does not mean that there are none. Ask the local office.`))}</p>`
          : html`
            ${!local && html`<p class="warnings">${say(t(`政策库里没有${name}自己的期限规定，以下是全国规定；当地可能更严。`, `The book has no rule of ${name}'s own; these are the national ones, and the place may be stricter.`))}</p>`}
            ${list.length === 0 ? html`<p class="nothing">${say(t("没有这一方的期限。", "No deadlines for this party."))}</p>` : html`<${Table} cards caption=${say(t(`${name} · ${dayName(answer.on)}有效`, `${name}, as of ${dayName(answer.on)}`))} columns=${columns} rows=${list} rowKey=${(d) => d.event} />`}
            <p class="actions"><a class="main" role="button" href=${address("/cities/" + encodeURIComponent(city) + "/calendar.ics?year=" + (year ?? now))} download>${say(t(`下载 ${year ?? now} 年日历（.ics）`, `Download the calendar of ${year ?? now} (.ics)`))}</a></p>`)}
      </div>
    </section>`;
}
