// Wages and work left to chance: asked when told to, as it may take a while; the same seed gives the same answer.

import { html, useState } from "/vendor/htm-preact.js";
import { at } from "/api.js";
import { Downloads } from "/download.js";
import { Check, Choice, Count, Rate, Refusals } from "/fields.js";
import { Figure, TableOf } from "/figure.js";
import { Table } from "/tables.js";
import { monthName, say, words, yuan } from "/words.js";
import { Told } from "./months.js";
import { RequestFile } from "./keep.js";
import { fraction, months } from "./story.js";

const t = (zh, en) => ({ zh, en });

const drawn = [["balance", t("账户余额", "Balance")], ["total", t("双方当月缴费", "Both sides, in the month")], ["wage", t("当月工资", "Wage of the month")]];
const sums = [
  ["wage", t("工资合计", "Wages total")], ["total", t("双方缴费合计", "Total of both")], ["interest", t("利息合计", "Interest total")], ["balance", t("期末余额", "Balance at the end")],
  ["months_without_work", t("失业月数", "Months without work")],
];

// Up to two years every month is seen.
const short = (story) => months(story) <= 24;

/** usual are the chances a story begins with: an example, to be changed. In a short one work is lost more often, or its percentiles would
 *  all be the same: this year's contributions rest on last year's wages. */
export const usual = (story) => ({
  paths: 200, seed: 7, every: short(story) ? 1 : 12, wage_growth: { mean: "0.04", spread: "0.03" },
  job_loss: { chance_a_year: short(story) ? "0.3" : "0.05", months: [2, 8], wage_after: "0.95" },
});

/** Chances shows them; `ask` is the request without the scenario, `sent` what was asked last and `luck` its answer, which the page keeps. */
export function Chances({ story, ask, onAsk, sent, send, luck, onLong }) {
  const [of, setOf] = useState();
  const { expect: _expect, ...plain } = story;
  const question = { scenario: plain, ...ask };
  const { answer, problem, busy } = luck;
  const stale = sent && JSON.stringify(sent) !== JSON.stringify(question);
  const set = (key, value) => onAsk({ ...ask, [key]: value });
  const growth = (key) => ({ value: fraction(ask.wage_growth?.[key]), onChange: (v) => set("wage_growth", { ...ask.wage_growth, [key]: v }), error: at(problem, "/wage_growth/" + key) });
  const loss = ask.job_loss;
  const lost = (key) => ({ value: fraction(loss[key]), onChange: (v) => set("job_loss", { ...loss, [key]: v }), error: at(problem, "/job_loss/" + key) });
  const span = (i) => ({ value: loss.months?.[i], onChange: (v) => set("job_loss", { ...loss, months: loss.months.map((m, k) => (k === i ? v : m)) }), error: at(problem, "/job_loss/months/" + i) });
  const shownOf = drawn.filter(([key]) => answer?.months[0][key]);
  const ofShown = shownOf.some(([key]) => key === of) ? of : shownOf[0]?.[0];
  const heads = answer?.percentiles.map((p) => p + "%") ?? [];
  const rows = () => [
    [say(t("月份", "Month")), ...shownOf.flatMap(([, text]) => heads.map((h) => say(text) + " " + h))],
    ...answer.months.map((m) => [m.month, ...shownOf.flatMap(([key]) => m[key])]),
  ];
  return html`
    ${short(story) && html`<p class="note">${say(t("当年的缴费取决于上年的工资，一两年里运气只能通过失业起作用。", "This year's contributions rest on last year's wages: within a year or two only lost work makes a difference."))}
      ${" "}<button type="button" class="link" onClick=${onLong}>${say(t("改看四十年的故事", "See a story of forty years"))}</button></p>`}
    <form onSubmit=${(e) => { e.preventDefault(); send(question); }}>
      <div class="fields">
        <${Count} name="paths" label=${say(t("路径数", "Paths"))} value=${ask.paths} onChange=${(v) => set("paths", v)} error=${at(problem, "/paths")} />
        <${Count} name="seed" label=${say(t("随机种子", "Seed"))} value=${ask.seed} onChange=${(v) => set("seed", v)} error=${at(problem, "/seed")} hint=${say(t("同一种子，同一结果", "the same seed, the same answer"))} />
        <${Count} name="every" label=${say(t("每隔几个月记一次", "Months between rows"))} value=${ask.every} onChange=${(v) => set("every", v)} error=${at(problem, "/every")} />
        <${Rate} name="mean" label=${say(t("工资年增长：均值", "Wage growth: mean"))} ...${growth("mean")} />
        <${Rate} name="spread" label=${say(t("工资年增长：标准差", "Wage growth: deviation"))} ...${growth("spread")} />
        ${loss && html`
          <${Rate} name="chance" label=${say(t("一年内失业的概率", "Chance of losing work, a year"))} ...${lost("chance_a_year")} />
          <${Count} name="least" label=${say(t("最少失业几个月", "Months without work, least"))} ...${span(0)} />
          <${Count} name="most" label=${say(t("最多失业几个月", "Months without work, most"))} ...${span(1)} />
          <${Rate} name="after" label=${say(t("再就业工资为原来的", "Wage after, of the one before"))} ...${lost("wage_after")} />`}
        <${Check} name="loss" label=${say(t("可能失业", "Work may be lost"))} value=${loss} onChange=${(on) => set("job_loss", on ? usual(story).job_loss : undefined)} />
      </div>
      <div class="actions"><button type="submit" class="go" disabled=${busy && sent && !stale}>${say(t("运行模拟", "Run the simulation"))}</button>
        <span role="status">${sent && busy ? say(words.busy) : stale && answer ? say(t("设定已改，图表仍是上一次的结果。", "The settings have changed; shown is the last result.")) : ""}</span></div>
    </form>
    <${Refusals} problem=${problem} />
    ${answer && html`
      <div class=${"result" + (busy || stale ? " stale" : "")} aria-live="polite">
        <${Table} cards caption=${say(t(`${answer.paths} 条路径的百分位（元）`, `Percentiles of ${answer.paths} paths (yuan)`))} rows=${sums.filter(([key]) => answer.totals[key])} rowKey=${([key]) => key} columns=${[
          { key: "sum", title: say(t("合计", "Sum")), value: ([, text]) => say(text) },
          ...answer.percentiles.map((p, i) => ({ key: p, title: p + "%", figure: true, value: ([key]) => (key === "months_without_work" ? answer.totals[key][i] : yuan(answer.totals[key][i])) })),
          { key: "without", title: say(t("不计随机", "Without chance")), figure: true, value: ([key]) => (key === "months_without_work" ? "0" : yuan(answer.without_chance[key])) },
        ]} />
        <div class="fields"><${Choice} segments wide name="drawn" label=${say(t("画出", "Drawn"))} choices=${shownOf} value=${ofShown} onChange=${setOf} /></div>
        <${Figure} kind="chances" body=${{ ...sent, of: ofShown }} label=${say(t("百分位曲线；数字见下表", "Curves of percentiles; the figures are in the table below"))}>
          <${TableOf}><div class="tall"><${Table} cards caption=${say(drawn.find(([key]) => key === ofShown)[1])} rows=${answer.months} rowKey=${(m) => m.month} columns=${[
            { key: "month", title: say(t("月份", "Month")), value: (m) => monthName(m.month) },
            ...heads.map((h, i) => ({ key: h, title: h, figure: true, value: (m) => yuan(m[ofShown][i]) })),
          ]} /></div><//>
        <//>
        <p class="note">${answer.method}</p>
        <${Told} answer=${answer} />
        <div class="actions"><${Downloads} name="fenhao-chances" rows=${rows} json=${() => answer} /><${RequestFile} ask="monte-carlo" body=${sent} /></div>
      </div>`}`;
}
