// The lines of a plan that there can be several of: raises, rates, people who come and go, what-ifs. A line is what the API takes.

import { html, useEffect, useMemo, useRef, useState } from "/vendor/htm-preact.js";
import { at, useAnswer } from "/api.js";
import { Amount, Choice, City, Count, Month, Rate, Text } from "/fields.js";
import { quantity, say, words } from "/words.js";
import { bare, written } from "./words.js";

const t = (zh, en) => ({ zh, en });
const everywhere = t("全部城市", "All cities");
const first = t("默认", "The default");
const fresh = [["new_hire", t("新参加工作", "New to work")], ["transferred", t("新调入", "From another employer")]];

/** said is what a problem says about a line as a whole. */
const said = (problem, pointer) => problem?.errors.filter((e) => e.pointer === pointer).map((e) => e.message + " " + e.hint).join(" ");

/** Lines is a list under a heading that unfolds; children draw the fields of one line. */
function Lines({ name, title, hint, add, list, onChange, blank, problem, children }) {
  const wrong = problem?.errors.some((e) => e.pointer === "/" + name || e.pointer?.startsWith("/" + name + "/"));
  const [open, setOpen] = useState(list?.length > 0);
  useEffect(() => {
    if (wrong || list?.length > 0) setOpen(true);
  }, [wrong, list?.length > 0]);
  const root = useRef(), added = useRef(false);
  useEffect(() => { // who adds a line goes on in it
    if (added.current) root.current.querySelector(".line:last-of-type :is(input, select)")?.focus();
    added.current = false;
  }, [list?.length]);
  const change = (i) => (line) => onChange(list.map((old, n) => (n === i ? line : old)));
  const drop = (i) => onChange(list.length > 1 ? list.filter((_, n) => n !== i) : undefined);
  return html`
    <details class="lines" ref=${root} open=${open} onToggle=${(e) => setOpen(e.target.open)}>
      <summary>${say(title)}${list?.length > 0 && html` <span class="count">${list.length}</span>`}</summary>
      ${hint && html`<p class="hint">${say(hint)}</p>`}
      ${(list ?? []).map((line, i) => {
        const bind = (key) => ({ value: line[key], onChange: (v) => change(i)({ ...line, [key]: v }), error: at(problem, `/${name}/${i}/${key}`), name: `${name}-${i}-${key}` });
        const whole = said(problem, `/${name}/${i}`);
        return html`
          <fieldset class="line" key=${i}>
            <legend class="sr">${say(title)} ${i + 1}</legend>
            <div class="fields">${children(bind, line, change(i))}</div>
            ${whole && html`<p class="refusals">${whole}</p>`}
            <button type="button" class="drop-line" aria-label=${say(t(`去掉第 ${i + 1} 条`, `Take away line ${i + 1}`))} onClick=${() => drop(i)}>×</button>
          </fieldset>`;
      })}
      <button type="button" class="quiet" data-add=${name} onClick=${() => { added.current = true; onChange([...(list ?? []), blank]); }}>${say(add)}</button>
    </details>`;
}

const Department = ({ bind, none = t("空着：全部", "Empty: all") }) => html`<${Text} label=${say(t("部门", "Department"))} placeholder=${say(none)} list="departments" ...${bind("department")} />`;
const Where = ({ bind }) => html`<${City} label=${say(words.city)} none=${everywhere} ...${bind("city")} />`;
const From = ({ bind, label = t("自", "From") }) => html`<${Month} label=${say(label)} ...${bind("from")} />`;
const Fund = ({ bind }) => html`
  <${Rate} label=${say(t("公积金 · 单位", "Fund · employer"))} ...${bind("employer_rate")} />
  <${Rate} label=${say(t("公积金 · 个人", "Fund · employee"))} ...${bind("employee_rate")} />`;

/** classes of work injury, 1 to 8. */
export const classes = (none) => [["", none], ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => [n, t(`${n} 类`, `Class ${n}`)])];

/** number gives a choice among numbers as one. */
export const number = (bind) => ({ ...bind, value: bind.value ?? "", onChange: (v) => bind.onChange(v === "" ? undefined : Number(v)) });

const Injury = ({ bind }) => html`
  <${Choice} label=${say(t("工伤类别", "Injury class"))} choices=${classes(t("不变", "Unchanged"))} ...${number(bind("work_injury_class"))} />`;

export const Raises = ({ from, ...p }) => html`
  <${Lines} ...${p} name="raises" title=${t("涨薪", "Wage growth")} add=${t("加一次涨薪", "Add a raise")} blank=${{ from, percent: "0.05" }}
    hint=${t("从某月起工资按百分比变动，可为负；涨后四舍五入到分。", "From a month on wages change by a percentage, negative too, each rounded to the fen.")}>
    ${(bind) => html`<${From} bind=${bind} /><div class="field wide"><${Rate} label=${say(t("涨幅", "Raise"))} ...${bind("percent")} /></div><${Department} bind=${bind} /><${Where} bind=${bind} />`}
  <//>`;

export const Rates = ({ from, ...p }) => html`
  <${Lines} ...${p} name="rates" title=${t("比例试算", "Other rates")} add=${t("加一次调整", "Add a change")} blank=${{ from, employer_rate: "0.08", employee_rate: "0.08" }}
    hint=${t("比如公积金比例从 12% 降到 8%：自某月起代替表中的比例。", "Say, the fund at 8% instead of 12%: from a month on it replaces the rates of the table.")}>
    ${(bind) => html`<${From} bind=${bind} /><${Fund} bind=${bind} /><div class="field wide"><${Injury} bind=${bind} /></div><${Department} bind=${bind} /><${Where} bind=${bind} />`}
  <//>`;

export const Joiners = ({ from, ...p }) => html`
  <${Lines} ...${p} name="joiners" title=${t("计划入职", "Hires")} add=${t("加一批入职", "Add hires")} blank=${{ month: from, count: 1, employment: "new_hire" }}
    hint=${t("没写的用默认值。", "What is left empty is taken from the defaults.")}>
    ${(bind) => html`
      <${Month} label=${say(t("入职月份", "First month"))} ...${bind("month")} /><${Count} label=${say(t("人数", "How many"))} ...${bind("count")} />
      <${Amount} label=${say(t("每人月工资", "Wage each, a month"))} ...${bind("wage")} /><${Choice} label=${say(t("用工情况", "Employment"))} choices=${fresh} ...${bind("employment")} />
      <div class="field wide"><${Department} bind=${bind} none=${t("空着：无部门", "Empty: none")} /></div><div class="field wide"><${City} label=${say(words.city)} none=${first} ...${bind("city")} /></div><${Fund} bind=${bind} />`}
  <//>`;

export const Leavers = ({ from, ...p }) => html`
  <${Lines} ...${p} name="leavers" title=${t("计划离职", "Leavers")} add=${t("加一批离职", "Add leavers")} blank=${{ month: from, count: 1 }}
    hint=${t("按表中顺序，从计划开始前就在职、表中没有离职月份的人里选。", "Taken in the order of the table, from those there before the plan and without a leave month of their own.")}>
    ${(bind) => html`
      <${Month} label=${say(t("最后缴费月", "Last month paid"))} ...${bind("month")} /><${Count} label=${say(t("人数", "How many"))} ...${bind("count")} />
      <${Department} bind=${bind} none=${t("空着：无部门", "Empty: none")} />`}
  <//>`;

export const Overrides = ({ from, ...p }) => html`
  <${Lines} ...${p} name="overrides" title=${t("假设的政策", "Policy what-ifs")} add=${t("加一个假设", "Add a what-if")} blank=${{ from: from && from + "-01" }}
    hint=${t("自某日起把政策库里的一个数值换成您的假设；结果里会注明。", "From a day on a value of the policy book is replaced by yours; the result says so.")}>
    ${(bind, line, set) => html`<${Override} bind=${bind} line=${line} set=${set} />`}
  <//>`;

const shares = { yuan: Amount, "yuan/month": Amount, "yuan/year": Amount, fraction: Rate, times: Text };

// What no contribution follows from.
const elsewhere = /^tax\.|\.(loan|withdrawal|interest|fine|late_payment|undeclared|benefit|account|lump_sum)(\.|$)/;

function Override({ bind, line, set }) {
  const day = line.from ?? "";
  const { answer } = useAnswer("/cities/" + encodeURIComponent(line.city ?? "wuhan") + "/parameters" + (/^\d{4}-\d{2}-\d{2}$/.test(day) ? "?on=" + day : ""));
  const known = useMemo(() => (answer?.parameters ?? []).filter((p) => shares[p.unit] && !elsewhere.test(p.key)), [answer]);
  const chosen = known.find((p) => p.key === line.key);
  const unit = chosen?.unit;
  const choices = [["", t("请选择", "Choose")], ...known.map((p) => [p.key, p.name])];
  const value = bind("value");
  return html`
    <${Where} bind=${bind} />
    <${Text} type="date" label=${say(t("自", "From"))} ...${bind("from")} />
    <div class="field wide"><${Choice} label=${say(t("参数", "Value"))} choices=${choices} ...${bind("key")} value=${line.key ?? ""} onChange=${(key) => set({ ...line, key: key || undefined, value: undefined })} /></div>
    <${shares[unit] ?? Text} key=${line.key} label=${say(t("改为", "Becomes"))} ...${value} value=${bare(line.value, unit)} onChange=${(v) => value.onChange(written(v?.trim() || undefined, unit))} disabled=${!chosen}
      hint=${chosen && say(t("现为 ", "Now ")) + quantity(chosen.value, unit) + (line.city ? "" : say(t("（武汉）", " (Wuhan)"))) + say(t("；不设限写 none", "; none for no limit"))} />`;
}
