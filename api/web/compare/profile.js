// The form of a scenario. It knows the usual fields; whatever else a story holds stays in it and is said.

import { html } from "/vendor/htm-preact.js";
import { at } from "/api.js";
import { Amount, Check, Choice, City, Count, Day, Month, Rate } from "/fields.js";
import { employers, later, monthName, percent, say, word, yuan } from "/words.js";
import { changed, fraction, pick } from "./story.js";

const t = (zh, en) => ({ zh, en });

const kinds = [["employee", t("职工", "Employee")], ["flexible", t("灵活就业", "Flexible")]];
const sexes = [["", t("不填", "Not given")], ["male", t("男", "Male")], ["female", t("女", "Female")]];

const beside = {
  places: t("换城市或换做法的各段（places）", "moves between cities or ways of paying (places)"), events: t("账户事件（events）", "events of the account (events)"),
  employment: t("入职、调入等（employment）", "how work began (employment)"), known_on: t("只用某日已知的数值（known_on）", "only what was known on a day (known_on)"),
  day_count: t("计息天数（day_count）", "how days are counted (day_count)"), expect: t("用来核对的金额（expect）", "amounts to be held against it (expect)"),
};

/** become makes the story another kind of person's: the fields of the first kind go, usual ones come. */
function become(story, kind) {
  let out = changed(story, "/person/kind", kind);
  for (const key of kind === "employee" ? ["flexible", "account"] : ["wage", "employer", "housing_fund", "tax", "employment", "account", "events"]) delete out[key];
  if (kind === "employee") {
    out = { ...out, wage: { amount: "10000.00", average_of_last_year: "10000.00" }, employer: { kind: "enterprise" }, housing_fund: { employer_rate: "0.12", employee_rate: "0.12" }, insurance: {} };
  } else {
    out = { ...out, insurance: {}, flexible: { base: "6000.00" } };
  }
  return out;
}

/** shown are the places whose refusals stand at a field. */
export const shown = ["/city", "/from", "/to", "/wage/amount", "/wage/average_of_last_year", "/wage/growth", "/employer/kind", "/flexible/base", "/flexible/monthly_amount", "/flexible/pension_tier", "/flexible/medical_tier",
  "/housing_fund/employer_rate", "/housing_fund/employee_rate", "/account/opened", "/account/balance"].flatMap((p) => [p, "/scenario" + p]);

/** Profile edits the story; `problem` is what its run is refused for. */
export function Profile({ story, onChange, problem }) {
  const f = (pointer) => ({
    value: pick(story, pointer), error: at(problem, "/scenario" + pointer) ?? at(problem, pointer), onChange: (v) => onChange(changed(story, pointer, v)),
  });
  const rate = (pointer) => ({ ...f(pointer), value: fraction(pick(story, pointer)) });
  const part = (pointer, empty) => ({ value: pick(story, pointer) !== undefined, onChange: (on) => onChange(changed(story, pointer, on ? empty : undefined)) });
  const employee = story.person?.kind !== "flexible";
  const more = Object.keys(beside).filter((key) => story[key] !== undefined).map((key) => beside[key]);
  if (story.wage?.steps) more.push(t("按月变动的工资（wage.steps）", "wages that change by month (wage.steps)"));
  return html`
    <form class="fields profile" onSubmit=${(e) => e.preventDefault()}>
      <${Choice} segments name="kind" label=${say(t("谁", "Who"))} choices=${kinds} value=${story.person?.kind} onChange=${(kind) => onChange(become(story, kind))} />
      ${!story.places && html`<${City} label=${say(t("基准城市", "Base city"))} ...${f("/city")} />`}
      <${Month} name="from" label=${say(t("第一个月", "First month"))} ...${f("/from")} to=${2075} />
      <${Month} name="to" label=${say(t("最后一个月", "Last month"))} ...${f("/to")} to=${2075} />
      ${employee ? html`
        <${Amount} name="wage" label=${say(t("月工资", "Monthly wage"))} ...${f("/wage/amount")} />
        <${Amount} name="average" label=${say(t("上年度月平均工资", "Average wage last year"))} ...${f("/wage/average_of_last_year")} />
        <${Rate} name="growth" label=${say(t("工资每年增长", "Wage growth a year"))} ...${rate("/wage/growth")} />
        <${Choice} name="employer" label=${say(t("单位类型", "Kind of employer"))} choices=${employers} ...${f("/employer/kind")} value=${story.employer?.kind ?? "enterprise"} />`
      : html`
        <${Amount} name="base" label=${say(t("缴费基数", "Base"))} ...${f("/flexible/base")} />
        ${(story.housing_fund || story.flexible?.monthly_amount) && html`<${Amount} name="amount" label=${say(t("公积金月缴存额", "Fund, amount a month"))} ...${f("/flexible/monthly_amount")} hint=${say(t("约定金额的城市填", "where an amount is agreed"))} />`}
        <${Count} name="pension-tier" label=${say(t("养老保险档次", "Pension tier"))} ...${f("/flexible/pension_tier")} />
        <${Count} name="medical-tier" label=${say(t("医疗保险档次", "Medical tier"))} ...${f("/flexible/medical_tier")} />`}
      ${story.housing_fund && html`
        ${employee && html`<${Rate} name="employer-rate" label=${say(t("公积金单位比例", "Fund rate, employer"))} ...${rate("/housing_fund/employer_rate")} />`}
        <${Rate} name="employee-rate" label=${say(t("公积金个人比例", "Fund rate, employee"))} ...${rate("/housing_fund/employee_rate")} />`}
      ${story.account && html`
        <${Day} name="opened" label=${say(t("账户开户日期", "Account opened on"))} ...${f("/account/opened")} />
        <${Amount} name="balance" label=${say(t("账户期初余额", "Balance at the start"))} ...${f("/account/balance")} />`}
      <fieldset class="parts">
        <legend>${say(t("算哪些", "What is worked out"))}</legend>
        <${Check} name="fund" label=${say(t("住房公积金", "Housing fund"))} ...${part("/housing_fund", employee ? { employer_rate: "0.12", employee_rate: "0.12" } : {})} />
        <${Check} name="insurance" label=${say(t("社会保险", "Social insurance"))} ...${part("/insurance", {})} />
        ${employee && html`<${Check} name="tax" label=${say(t("个税与到手工资", "Tax and take-home"))} ...${part("/tax", {})} />`}
        ${(employee || story.account) && html`<${Check} name="account" label=${say(t("公积金账户余额", "Balance of the fund's account"))} ...${part("/account", { kind: "employee", opened: story.from && later(story.from, -1) + "-01", balance: "0.00" })} />`}
      </fieldset>
    </form>
    <details class="more">
      <summary>${say(t("对未来的假设，以及更多", "Assumptions about the future, and more"))}</summary>
      <div class="fields">
        <${Rate} name="floor-growth" label=${say(t("下限每年增长", "Growth of floors a year"))} ...${rate("/assumptions/floor_growth")} hint=${say(t("不填则沿用最后已知的", "empty: the last known goes on"))} />
        <${Rate} name="ceiling-growth" label=${say(t("上限每年增长", "Growth of ceilings a year"))} ...${rate("/assumptions/ceiling_growth")} />
        <${Rate} name="interest" label=${say(t("账户年利率", "Deposit rate a year"))} ...${rate("/assumptions/interest_rate")} />
        ${employee && html`<${Amount} name="before" label=${say(t("前年月平均工资", "Average wage the year before"))} ...${f("/wage/average_of_year_before")} hint=${say(t("上半年的公积金基数", "the fund's base until June"))} />`}
        ${employee && story.insurance && html`<${Count} name="class" label=${say(t("工伤行业类别（1–8）", "Work injury class (1–8)"))} ...${f("/insurance/work_injury_class")} />`}
        <${Day} name="birth" label=${say(t("出生日期", "Born"))} ...${f("/person/birth")} />
        <${Choice} name="sex" label=${say(t("性别", "Sex"))} choices=${sexes} ...${f("/person/sex")} value=${story.person?.sex ?? ""} onChange=${(v) => onChange(changed(story, "/person/sex", v || undefined))} />
      </div>
    </details>
    ${employee && html`<p class="note">${say(t("上年度月平均工资：社保从 1 月起、公积金从 7 月起用作基数。“预算”页按单位的做法，两者都在 7 月调整。", "Last year's average wage is the insurances' base from January and the fund's from July. The page Budget adjusts both in July, as employers' plans do."))}</p>`}
    ${more.length > 0 && html`<p class="note">${say(t("情景里还有：", "The scenario also has: "))}${more.map(say).join(say(t("、", ", ")))}${say(t("。都照样计算，可在“情景原文”里修改。", ". All of it counts, and can be changed in its text."))}</p>`}`;
}


/** OnPaper is the profile in a line: a form is not printed. */
export function OnPaper({ story, names }) {
  const get = (pointer) => pick(story, pointer);
  const amount = (name, pointer) => get(pointer) !== undefined && say(name) + " " + yuan(String(get(pointer)));
  const share = (name, pointer) => get(pointer) !== undefined && say(name) + " " + percent(fraction(get(pointer)));
  const plain = (name, pointer) => get(pointer) !== undefined && say(name) + " " + get(pointer);
  const said = [
    say(kinds.find(([kind]) => kind === (get("/person/kind") ?? "employee"))[1]), story.city && (names[story.city] ?? story.city), monthName(story.from) + " – " + monthName(story.to),
    amount(t("月工资", "monthly wage"), "/wage/amount"), amount(t("上年度月平均工资", "average wage last year"), "/wage/average_of_last_year"), share(t("工资每年增长", "wage growth a year"), "/wage/growth"),
    amount(t("缴费基数", "base"), "/flexible/base"), amount(t("公积金月缴存额", "fund, amount a month"), "/flexible/monthly_amount"),
    plain(t("养老保险档次", "pension tier"), "/flexible/pension_tier"), plain(t("医疗保险档次", "medical tier"), "/flexible/medical_tier"),
    share(t("公积金单位比例", "fund rate, employer"), "/housing_fund/employer_rate"), share(t("公积金个人比例", "fund rate, employee"), "/housing_fund/employee_rate"),
    story.insurance && word("scheme", "insurance"), story.tax && word("scheme", "tax"), amount(t("账户期初余额", "balance at the start"), "/account/balance"),
  ];
  return html`<p class="paper">${said.filter(Boolean).join(" · ")}</p>`;
}
