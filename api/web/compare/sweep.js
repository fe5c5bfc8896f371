// One value, step by step; and backwards: which value reaches a target.

import { html, useRef, useState } from "/vendor/htm-preact.js";
import { at, useAnswer } from "/api.js";
import { Downloads } from "/download.js";
import { Amount, Choice, Count, Month, Rate, Refusals, Text } from "/fields.js";
import { Figure } from "/figure.js";
import { Table } from "/tables.js";
import { later, monthName, percent, say, shift, yuan } from "/words.js";
import { Told } from "./months.js";
import { RequestFile } from "./keep.js";
import { fraction, sums } from "./story.js";

const t = (zh, en) => ({ zh, en });
const fields = { amount: Amount, rate: Rate, count: Count, month: Month, text: Text };
const both = "/housing_fund/employer_rate+";

/** paths are what can be varied in a story: [id, name, kind, from, to, step]; an id that ends in + takes the employee's rate along. */
function paths(story) {
  const employee = story.person?.kind !== "flexible";
  return [
    employee && ["/wage/amount", t("月工资", "Monthly wage"), "amount", "5000.00", "40000.00", "1000.00"],
    employee && ["/wage/average_of_last_year", t("上年度月平均工资", "Average wage last year"), "amount", "5000.00", "40000.00", "1000.00"],
    employee && story.housing_fund && [both, t("公积金双方比例", "Fund rate, both sides"), "rate", "0.05", "0.12", "0.01"],
    employee && story.housing_fund && ["/housing_fund/employer_rate", t("公积金单位比例", "Fund rate, employer"), "rate", "0.05", "0.12", "0.01"],
    story.housing_fund && ["/housing_fund/employee_rate", t("公积金个人比例", "Fund rate, employee"), "rate", "0.05", "0.12", "0.01"],
    !employee && ["/flexible/base", t("灵活就业缴费基数", "Base of a flexible worker"), "amount", "4000.00", "20000.00", "1000.00"],
    !employee && ["/flexible/monthly_amount", t("灵活就业月缴存额", "Monthly amount of a flexible worker"), "amount", "500.00", "3000.00", "250.00"],
    !employee && ["/flexible/pension_tier", t("养老保险档次", "Pension tier"), "count", 1, 5, 1],
    !employee && ["/flexible/medical_tier", t("医疗保险档次", "Medical tier"), "count", 1, 5, 1],
    employee && story.insurance && ["/insurance/work_injury_class", t("工伤行业类别", "Work injury class"), "count", 1, 8, 1],
    story.account && ["/account/balance", t("账户期初余额", "Balance at the start"), "amount", "0.00", "100000.00", "10000.00"],
    employee && ["/wage/growth", t("工资每年增长", "Wage growth a year"), "rate", "0", "0.08", "0.01"],
    ["/assumptions/ceiling_growth", t("上限每年增长（假设）", "Growth of ceilings (assumed)"), "rate", "0", "0.08", "0.01"],
    story.account && ["/assumptions/interest_rate", t("账户年利率（假设）", "Deposit rate (assumed)"), "rate", "0.005", "0.03", "0.005"],
    story.from && ["/to", t("最后一个月", "Last month"), "month", story.from, later(story.from, 23), 1],
  ].filter(Boolean);
}

const called = (vary) => vary.path + (vary.also?.length ? "+" : "");
const written = (value, kind) => (kind === "amount" ? yuan(value) : kind === "rate" ? percent(value) : kind === "month" ? monthName(value) : value);

/** begin is the sweep a story begins with. */
export function begin(story) {
  const [path, , , from, to, step] = paths(story).find(([id]) => id === both) ?? paths(story)[0];
  return { vary: varied(path, { from, to, step }) };
}

const varied = (id, rest) => ({ path: id.replace("+", ""), ...(id.endsWith("+") && { also: ["/housing_fund/employee_rate"] }), ...rest });

/** Sweep shows it; `ask` is {vary, target?, over?} and goes on being kept by the page. */
export function Sweep({ story, ask, onAsk, totals }) {
  const [show, setShow] = useState(["employer", "employee"]);
  const { vary } = ask;
  const known = paths(story);
  const choices = known.some(([id]) => id === called(vary)) ? known : [[called(vary), vary.path, "text"], ...known];
  const kind = choices.find(([id]) => id === called(vary))[2];
  const question = { scenario: story, vary, months: false };
  const { answer, problem, busy } = useAnswer("/scenarios/sweep", question);
  const there = sums.filter(([key]) => totals?.[key] !== undefined);
  const shown = there.filter(([key]) => show.includes(key));
  const go = (next) => onAsk({ vary: next, target: ask.target }); // a story's own range to solve over ends with its sweep
  const set = (key) => (value) => go({ ...vary, [key]: value });
  const Field = fields[kind];
  const value = (v) => (kind === "rate" ? fraction(v) : v);
  const answered = answer?.points.filter((p) => p.result) ?? [];
  const refused = answer?.points.filter((p) => !p.result) ?? [];
  const rows = () => [
    [say(choices.find(([id]) => id === called(vary))[1]), ...there.map(([, text]) => say(text)), say(t("被拒的原因", "Why it is refused"))],
    ...answer.points.map((p) => [p.value, ...there.map(([key]) => p.result?.totals[key]), p.refused?.map((e) => e.message).join(" ")]),
  ];
  return html`
    <form class="fields" onSubmit=${(e) => e.preventDefault()}>
      <${Choice} name="path" label=${say(t("改变什么", "What changes"))} value=${called(vary)} choices=${choices}
        onChange=${(id) => { const [, , , from, to, step] = choices.find(([one]) => one === id); go(varied(id, { from, to, step })); }} />
      ${vary.values ? html`
        <${Values} key=${called(vary)} values=${vary.values} kind=${kind} onChange=${set("values")} error=${at(problem, "/vary/values")} />
        <div class="field action"><button type="button" class="quiet" onClick=${() => { const [, , , from, to, step] = known.find(([id]) => id === called(vary)) ?? []; go(varied(called(vary), { from, to, step })); }}>${say(t("改用区间", "Use a range"))}</button></div>`
      : html`
        <${Field} key=${kind + "f"} name="vary-from" label=${say(t("从", "From"))} value=${value(vary.from)} onChange=${set("from")} error=${at(problem, "/vary/from")} to=${2075} />
        <${Field} key=${kind + "t"} name="vary-to" label=${say(t("到", "To"))} value=${value(vary.to)} onChange=${set("to")} error=${at(problem, "/vary/to")} to=${2075} />
        ${kind === "month" ? html`<${Count} name="vary-step" label=${say(t("每步几个月", "Months a step"))} value=${vary.step} onChange=${set("step")} error=${at(problem, "/vary/step")} />`
        : html`<${Field} key=${kind + "s"} name="vary-step" label=${say(t("每步", "Step"))} value=${value(vary.step)} onChange=${set("step")} error=${at(problem, "/vary/step")} />`}`}
    </form>
    <fieldset class="checks"><legend class="sr">${say(t("画出哪些", "What is drawn"))}</legend>${there.map(([key, text]) => html`
      <label key=${key}><input type="checkbox" name=${"show-" + key} checked=${show.includes(key)} onChange=${(e) => setShow(e.target.checked ? [...show, key] : show.filter((k) => k !== key))} /> ${say(text)}</label>`)}</fieldset>
    <${Refusals} problem=${problem} shown=${["/vary/from", "/vary/to", "/vary/step", "/vary/values"]} />
    ${answer && html`
      <div class=${"result" + (busy ? " stale" : "")} aria-live="polite">
        ${shown.length > 0 && answered.length > 0 && html`<${Figure} kind="sweep" body=${{ scenario: story, vary, show: shown.map(([key]) => "/totals/" + key) }} label=${say(t("随取值变化的曲线；数字见下表", "Curves over the value; the figures are in the table below"))} />`}
        ${refused.length > 0 && html`<div class="warnings"><strong>${say(t(`${refused.length} 个取值不合规定`, `${refused.length} values the rules refuse`))}</strong>
          <ul>${refused.slice(0, 12).map((p) => html`<li>${written(p.value, answer.kind)}: ${p.refused.map((e) => e.message).join(" ")}</li>`)}</ul></div>`}
        <div class="tall"><${Table} cards caption=${say(t("每个取值的合计（元）", "Sums at each value (yuan)"))} rows=${answered} rowKey=${(p) => p.value} columns=${[
          { key: "value", title: say(choices.find(([id]) => id === called(vary))[1]), value: (p) => written(p.value, answer.kind) },
          ...there.map(([key, text]) => ({ key, title: say(text), figure: true, value: (p) => yuan(p.result.totals[key]) })),
        ]} /></div>
        ${answered[0] && html`<${Told} answer=${answered[0].result} />`}
        <div class="actions"><${Downloads} name="fenhao-sweep" rows=${rows} json=${() => answer} /><${RequestFile} ask="sweep" body=${question} /></div>
      </div>`}
    <${Solve} story=${story} ask=${ask} onAsk=${onAsk} kind=${kind} there=${there} />`;
}

/** Values is a list that is typed. The text stays as it is typed; what it says is read from it. In per cent a number without its sign is one too. */
function Values({ values, kind, onChange, error }) {
  const write = (list) => list.map((v) => (kind === "rate" ? percent(fraction(String(v))) : v)).join(" ");
  const [text, setText] = useState(() => write(values));
  const known = useRef(values);
  if (known.current !== values) { // set from outside
    known.current = values;
    setText(write(values));
  }
  const typed = (entered = "") => {
    setText(entered);
    const parts = entered.split(/[\s,，、;；]+/).filter(Boolean);
    known.current = kind === "rate" ? parts.map((p) => shift(p.replace(/[%％]$/, ""), -2)) : parts;
    onChange(known.current);
  };
  return html`<${Text} name="values" label=${say(t("取这些值", "These values"))} value=${text} onChange=${typed} error=${error} hint=${say(t("用空格隔开", "with spaces between"))} />`;
}

function Solve({ story, ask, onAsk, kind, there }) {
  const target = ask.target ?? { path: "/totals/employer" };
  const { vary } = ask;
  const value = (v) => (kind === "rate" ? fraction(String(v)) : v);
  const { values: _values, step: _step, ...range } = vary;
  const over = ask.over ?? (vary.values ? { ...range, values: vary.values } : kind === "rate" || kind === "count" ? vary : range);
  const question = target.value ? { scenario: story, vary: over, target } : null;
  const { answer, problem, busy } = useAnswer(question && "/scenarios/solve", question ?? undefined);
  const told = answer && {
    exact: () => say(t(`取 ${written(answer.value, kind)} 恰好达到。`, `${written(answer.value, kind)} reaches it exactly.`)),
    interval: () => (answer.intervals ?? [answer]).map((i) => written(i.from, kind) + " – " + written(i.to, kind)).join(say(t("、", ", "))) + say(t(" 都达到（两端都含）。", " reach it, both ends included.")),
    none: () => say(t("没有取值恰好达到；最接近的：", "No value reaches it exactly; the nearest: ")) + (answer.nearest ?? []).map((n) => written(n.value, kind) + " → " + yuan(n.reached)).join(say(t("，", ", "))),
  }[answer.outcome]?.();
  return html`
    <h2>${say(t("反过来：取什么值才能达到目标", "Backwards: which value reaches a target"))}</h2>
    <form class="fields" onSubmit=${(e) => e.preventDefault()}>
      <${Choice} name="target" label=${say(t("目标", "Target"))} value=${target.path} choices=${there.map(([key, text]) => ["/totals/" + key, text])} onChange=${(path) => onAsk({ ...ask, target: { ...target, path } })} />
      <${Amount} name="target-value" label=${say(t("要达到", "To be reached"))} value=${target.value} onChange=${(value) => onAsk({ ...ask, target: { ...target, value } })} error=${at(problem, "/target")} />
    </form>
    <${Refusals} problem=${problem} shown=${["/target"]} />
    ${told && html`<p class=${"solved" + (busy ? " stale" : "")} role="status">${told} <small>${over.values ? "" : written(value(over.from), kind) + " – " + written(value(over.to), kind) + say(t("，", ", "))}${say(t(`试了 ${answer.tried} 个值。`, `${answer.tried} values tried.`))}</small></p>`}`;
}
