// A plan in sentences, so that two can be told apart.

import { useAnswer } from "/api.js";
import { dayName, lang, later, monthName, percent, quantity, say, shift, word, yuan } from "/words.js";

const t = (zh, en) => ({ zh, en });
const joined = (parts) => parts.filter(Boolean).join(lang === "zh" ? "，" : ", ");

/** rate writes a rate of a plan, a fraction or with its sign. */
const rate = (text) => (text === undefined ? "" : String(text).endsWith("%") ? text : percent(text));

/** usePlanned are the values of the book that a plan supposes others for, by key: their names and units. Wuhan has them all, as good as any. */
export function usePlanned(plan) {
  const { answer } = useAnswer(plan?.overrides?.length ? "/cities/" + encodeURIComponent(plan.overrides[0].city ?? "wuhan") + "/parameters" : null);
  return Object.fromEntries((answer?.parameters ?? []).map((p) => [p.key, p]));
}

/** supposed writes a what-if: 住房公积金缴存基数上限 31,000 元/月; as it stands in the plan where the value is not known. */
function supposed(o, known) {
  const p = known[o.key];
  const value = p && bare(o.value, p.unit);
  return (p ? p.name + say(t("为 ", " ")) + quantity(value, p.unit) : o.key + " = " + o.value) + (o.from ? say(t(`，自${dayName(o.from)}起`, ` from ${dayName(o.from)}`)) : "");
}

/** written is how a value stands in a policy file: "31000 yuan/month", "12%"; bare takes it apart again for the field. */
export const written = (value, unit) => (value === undefined || value === "none" ? value : unit === "fraction" ? percent(value) : value + " " + unit);
export const bare = (text, unit) => (unit === "fraction" ? text?.endsWith("%") ? shift(text.slice(0, -1), -2) : text : text?.endsWith(" " + unit) ? text.slice(0, -unit.length - 1) : text);

/** sentences are the lines of a plan; cityName(id) names a city, `known` is from usePlanned. */
export function sentences(plan, cityName, known) {
  const whom = (x) => joined([x.department === "" ? say(t("无部门者", "those without a department")) : x.department, x.city && cityName(x.city)]);
  const about = (x) => (whom(x) ? say(t(`（${whom(x)}）`, ` (${whom(x)})`)) : "");
  const fund = (x) => joined([
    x.employer_rate && say(t("公积金单位 ", "fund, employer ")) + rate(x.employer_rate), x.employee_rate && say(t("公积金个人 ", "fund, employee ")) + rate(x.employee_rate),
    x.work_injury_class && say(t(`工伤 ${x.work_injury_class} 类`, `injury class ${x.work_injury_class}`)), x.work_injury_rate && say(t("工伤费率 ", "injury rate ")) + rate(x.work_injury_rate),
  ]);
  const from = (month) => say(t(`自${monthName(month)}起`, `from ${monthName(month)}`));
  const out = [];
  for (const r of plan.raises ?? []) out.push(say(t(`${from(r.from)}工资 ${signed(r.percent)}`, `wages ${signed(r.percent)} ${from(r.from)}`)) + about(r));
  for (const r of plan.rates ?? []) out.push(say(t(`${from(r.from)}${fund(r)}`, `${fund(r)} ${from(r.from)}`)) + about(r));
  for (const j of plan.joiners ?? []) out.push(say(t(`${monthName(j.month)}入职 ${j.count} 人，月工资 ${yuan(String(j.wage))}`, `${j.count} hired in ${monthName(j.month)} at ${yuan(String(j.wage))}`)) + about(j));
  for (const l of plan.leavers ?? []) out.push(say(t(`${monthName(l.month)}后离职 ${l.count} 人`, `${l.count} leave after ${monthName(l.month)}`)) + about(l));
  if (plan.keep_bases) out.push(say(t("7 月不调基数", "no adjustment of bases in July")));
  if (plan.schemes) out.push(say(t("只算 ", "only ")) + plan.schemes.map((s) => word("scheme", s)).join(lang === "zh" ? "、" : ", "));
  const d = plan.defaults;
  if (d) out.push(say(t("空格默认：", "empty cells: ")) + joined([d.city && cityName(d.city), fund(d)]));
  for (const o of plan.overrides ?? []) out.push(say(t("假设 ", "what if ")) + supposed(o, known) + about(o));
  if (plan.paid_known_on) out.push(say(t(`补差：已缴按${dayName(plan.paid_known_on)}所知`, `difference against what was known on ${dayName(plan.paid_known_on)}`)));
  if (plan.known_on) out.push(say(t(`只用${dayName(plan.known_on)}前公布的`, `only what was out by ${dayName(plan.known_on)}`)));
  if (plan.skip_bad_rows) out.push(say(t("跳过有问题的行", "bad rows passed over")));
  if (plan.ignore_columns) out.push(say(t("忽略不认识的列", "unknown columns passed over")));
  return out;
}

/** reach says when the raises of a plan change what is paid, and that it is not before its end: undefined without raises. */
export function reach({ plan, to }) {
  const raises = plan.raises ?? [];
  if (raises.length === 0) return undefined;
  const months = [...new Set(raises.map((r) => later(r.from.slice(0, 4) + "-07", 12)))].sort(); // the July after the year of the raise
  const late = months.every((m) => m > to);
  const when = months.map(monthName).join(say(t("、", ", ")));
  return say(t("涨薪到次年 7 月调整基数时才进入基数（基数按上年月平均工资）", "Raises reach the bases with the July adjustment of the next year, as bases are the average wage of the year before"))
    + (plan.keep_bases ? say(t("；这个计划 7 月不调基数，所以涨薪不改变缴费，新入职的除外。", "; this plan does not adjust them in July, so raises change nothing that is paid, but for those newly hired."))
    : late ? say(t(`：这里是${when}，在计划最后一个月（${monthName(to)}）之后，所以涨薪还不改变缴费，新入职的除外。`, `: here ${when}, after the plan's last month, ${monthName(to)}, so raises do not change yet what is paid, but for those newly hired.`))
    : say(t(`：这里是${when}。`, `: here ${when}.`)));
}

const signed = (text) => (rate(text).startsWith("-") ? "−" + rate(text).slice(1) : "+" + rate(text));
