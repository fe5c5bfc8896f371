// The one form of the page.

import { html } from "/vendor/htm-preact.js";
import { at, unknown } from "/api.js";
import { Amount, Check, Choice, City, Folded, Month, Rate } from "/fields.js";
import { employers, percent, say, word, words, yuan } from "/words.js";
import { none } from "./ask.js";
import { estimate } from "./payslip.js";

const t = (zh, en) => ({ zh, en });
const employments = [
  ["", t("上年已在职", "Employed since last year")], ["new_hire", t("新参加工作", "New to work")], ["transferred", t("新调入", "Came from another employer")],
];
const classes = [["", t("一类（默认）", "1 (default)")], ...["1", "2", "3", "4", "5", "6", "7", "8"].map((n) => [n, t(n + " 类", "Class " + n)])];

/** fieldsOf are the places of the question that have a field here, and so show their own errors. */
export const fieldsOf = ["/city", "/month", "/wage", "/average_wage", "/employment/start", "/housing_fund/employer_rate", "/housing_fund/employee_rate",
  "/insurance/work_injury_class", "/tax/special_deductions", "/tax/employed_since", "/flexible/base", "/housing_fund/base", "/flexible/monthly_amount", "/flexible/pension_tier", "/flexible/medical_tier"];

/** entered is what a refusal says of what was entered: what the book does not hold is no field's fault. */
export const entered = (problem) => problem && { ...problem, errors: problem.errors.filter((e) => !unknown(e)) };

export function Form({ form, set, problem: refused, wants, tiers, known }) {
  const problem = entered(refused);
  const bind = (key, pointer) => ({ value: form[key], onChange: set(key), error: at(problem, pointer), name: key });
  return html`
    <form class="card soft inputs" onSubmit=${(e) => e.preventDefault()} autocomplete="off" aria-label=${say(t("情况", "Situation"))}>
      ${form.example && html`<p class="sample"><span class="example">${say(t("示例", "Example"))}</span> ${say(t("以下是示例数字，改成您自己的即可。数字只用于计算，不会保存。", "Made-up figures: type your own. They are used to calculate and not kept."))}</p>`}
      <div class="fields">
        <${City} label=${say(words.city)} ...${bind("city", "/city")} />
        <${Month} label=${say(words.month)} ...${bind("month", "/month")} />
        <${Choice} segments wide label=${say(t("身份", "I am"))} choices=${[["employee", t("单位职工", "An employee")], ["flexible", t("灵活就业", "A flexible worker")]]} ...${bind("kind", "/person/kind")} />
      </div>
      ${form.kind === "flexible" ? html`<${Flexible} form=${form} bind=${bind} wants=${wants} problem=${problem} tiers=${tiers} />` : html`<${Employee} form=${form} bind=${bind} known=${known} problem=${problem} />`}
    </form>`;
}

const further = ["/tax/special_deductions", "/tax/employed_since", "/employer/kind", "/insurance/work_injury_class"];

/** equal tells whether employer and employee have to pay the same rate. */
export const equal = (known) => known["housing_fund.rate.equal"]?.value === "true";

function Employee({ form, bind, known, problem }) {
  const least = known["housing_fund.rate.min"]?.value, most = known["housing_fund.rate.max"]?.value;
  const alike = equal(known) ? say(t("，双方须相同", ", the same for both")) : "";
  const rates = least && most && say(t(`这里 ${percent(least)}–${percent(most)}`, `${percent(least)}–${percent(most)} here`)) + alike;
  const fresh = form.employment === "new_hire" || form.employment === "transferred";
  return html`
    <div class="fields">
      ${!fresh && html`<${Amount} label=${say(t("上年度月平均工资", "Average wage last year"))} hint=${say(t("缴费基数由它而来", "A month; sets your base"))} ...${bind("average", "/average_wage")} />`}
      <${Amount} label=${say(t("本月应发工资", "Wage this month"))} hint=${say(fresh ? t("新职工的基数由它而来", "A new employee's base comes from it") : t("税前应发，算到手用", "Before tax"))} ...${bind("wage", "/wage")} />
      <${Rate} label=${say(t("公积金比例 · 单位", "Fund rate · employer"))} disabled=${!form.fund} ...${bind("employerRate", "/housing_fund/employer_rate")} hint=${rates} />
      <${Rate} label=${say(t("公积金比例 · 个人", "Fund rate · employee"))} disabled=${!form.fund} ...${bind("employeeRate", "/housing_fund/employee_rate")} hint=${rates} />
      <${Choice} wide label=${say(t("工作情况", "Employment"))} choices=${employments} ...${bind("employment", "/employment/kind")} value=${form.employment ?? ""} />
      ${fresh && html`<${Month} label=${say(t("开始工作的月份", "First month of work"))} ...${bind("start", "/employment/start")} />`}
    </div>
    <${Parts} bind=${bind} tax />
    <${Folded} title=${say(t("更多：扣除、单位、工伤类别", "More: deductions, employer, injury class"))} problem=${problem} places=${further}>
      <div class="fields">
        <${Amount} label=${say(t("专项附加扣除，每月合计", "Special deductions, a month"))} disabled=${!form.tax} ...${bind("deductions", "/tax/special_deductions")} />
        <${Month} label=${say(t("本单位任职起", "With this employer since"))} hint=${say(t("空着：今年 1 月起", "Empty: since January"))} ...${bind("since", "/tax/employed_since")} from=${2000} optional />
        <${Choice} label=${say(t("单位类型", "Employer"))} choices=${employers} ...${bind("employer", "/employer/kind")} value=${form.employer ?? "enterprise"} />
        <${Choice} label=${say(t("工伤风险类别", "Work-injury class"))} choices=${classes} disabled=${!form.insurance} ...${bind("injury", "/insurance/work_injury_class")} value=${form.injury ?? ""} />
      </div>
    <//>`;
}

const Parts = ({ bind, tax }) => html`
  <div class="parts" role="group" aria-label=${say(t("计算哪些", "What to calculate"))}>
    <${Check} label=${word("scheme", "housing_fund")} ...${bind("fund", "/housing_fund")} />
    <${Check} label=${word("scheme", "insurance")} ...${bind("insurance", "/insurance")} />
    ${tax && html`<${Check} label=${word("scheme", "tax")} ...${bind("tax", "/tax")} />`}
  </div>`;

/** A flexible worker sees the fields of the city: see wants.js. A field the last answer misses is shown too. */
function Flexible({ form, bind, wants, problem, tiers }) {
  if (!wants) return html`<p class="note" aria-busy="true">${say(words.busy)}</p>`;
  const wanted = (pointer) => wants.fields.has(pointer);
  const tiersOf = (insurance) => [["", t("请选择", "Choose")], ...(tiers ?? []).filter((x) => x.insurance === insurance).map((x) => [String(x.tier), tierName(x)])];
  return html`
    <div class="fields">
      ${wanted("/flexible/base") && html`<${Amount} label=${say(t("自选缴费基数", "Base you choose"))} ...${bind("base", "/flexible/base")} error=${at(problem, "/flexible/base") ?? at(problem, "/housing_fund/base")} />`}
      ${wanted("/flexible/monthly_amount") && html`<${Amount} label=${say(t("公积金月缴存额", "Fund, a month"))} ...${bind("amount", "/flexible/monthly_amount")} />`}
      ${wanted("/housing_fund/employee_rate") && html`<${Rate} label=${say(t("公积金比例", "Fund rate"))} ...${bind("flexibleRate", "/housing_fund/employee_rate")} />`}
      ${wanted("/flexible/pension_tier") && html`<${Choice} wide label=${say(t("养老保险档次", "Pension tier"))} choices=${tiersOf("pension")} ...${bind("pensionTier", "/flexible/pension_tier")} value=${form.pensionTier ?? ""} />`}
      ${wanted("/flexible/medical_tier") && html`<${Choice} wide label=${say(t("医疗保险档次", "Medical tier"))} choices=${[...tiersOf("medical"), [none, t("不参加", "None")]]} ...${bind("medicalTier", "/flexible/medical_tier")} value=${form.medicalTier ?? ""}
        hint=${!form.medicalTier && say(t("选好之前，合计不含医疗保险", "Until you choose, the total is without it"))} />`}
    </div>
    <${Parts} bind=${bind} />
    ${form.fund && wants.noFund && html`<p class="note">${word("scheme", "housing_fund")}: ${wants.noFund}</p>`}
    ${form.insurance && wants.noInsurance && html`<p class="note">${word("scheme", "insurance")}: ${wants.noInsurance}</p>`}`;
}

const tierName = (x) => say(t(`${x.tier} 档 · 基数 ${yuan(x.base)}`, `Tier ${x.tier} · base ${yuan(x.base)}`)) + (x.estimated ? say(t("（", " (")) + say(estimate) + say(t("）", ")")) : "");
