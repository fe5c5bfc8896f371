// What each kind of chart asks for. A field has a name, a label, a type and a value to begin with; `body` turns what was entered into
// the request of POST /api/v1/charts/{kind}. An empty field is left out: missing is not zero.

const now = new Date();
const month = (n = 0) => {
  const d = new Date(now.getFullYear(), now.getMonth() + n, 1);
  return d.getFullYear() + "-" + String(d.getMonth() + 1).padStart(2, "0");
};

const city = (value = "wuhan") => ({ name: "city", type: "city", value, label: { zh: "城市", en: "City" } });
const title = { name: "title", type: "text", value: "", most: 120, label: { zh: "标题（可不填）", en: "Title (optional)" } };
const when = (label = { zh: "月份", en: "Month" }, value = month()) => ({ name: "month", type: "month", value, label });
const wage = { name: "wage", type: "money", value: "18000.00", label: { zh: "上年度月平均工资（元）", en: "Average monthly wage last year (yuan)" } };
const fund = { name: "fund", type: "check", value: true, label: { zh: "住房公积金", en: "Housing fund" } };
const rate = { name: "rate", type: "percent", value: "12", label: { zh: "公积金比例，双方各（%）", en: "Fund rate, each side (%)" } };
const insurance = { name: "insurance", type: "check", value: true, label: { zh: "社会保险", en: "Social insurance" } };

const employee = (v) => ({
  city: v.city,
  month: v.month,
  person: { kind: "employee" },
  employer: { kind: "enterprise" },
  average_wage: v.wage,
  housing_fund: v.fund ? { employer_rate: percent(v.rate), employee_rate: percent(v.rate) } : undefined,
  insurance: v.insurance ? {} : undefined,
  title: v.title,
});

const percent = (text) => (text === undefined ? undefined : text + "%");
const whole = (text) => (text === undefined ? undefined : Number.isInteger(Number(text)) ? Number(text) : text);

// A flexible worker who opens an account, may miss months, and may make up for them later.
const account = [
  city("zhengzhou"),
  when({ zh: "开户月份", en: "Opened in" }, month(-12)),
  { name: "amount", type: "money", value: "1000.00", label: { zh: "月缴存额（元）", en: "Monthly amount (yuan)" } },
  { name: "months", type: "number", value: "24", label: { zh: "看几个月", en: "Months to show" } },
  { name: "missed", type: "months", value: "", label: { zh: "漏缴的月份，如 2026-03 2026-04", en: "Months missed, e.g. 2026-03 2026-04" } },
  { name: "made", type: "month", value: "", label: { zh: "在哪个月补缴（可不填）", en: "Made good in (optional)" } },
  title,
];

const later = (first, n) => {
  const d = new Date(Number(first.slice(0, 4)), Number(first.slice(5)) - 1 + n, 1);
  return d.getFullYear() + "-" + String(d.getMonth() + 1).padStart(2, "0");
};

function simulation(v) {
  const missed = v.missed?.split(/[\s,，、;；]+/).filter(Boolean) ?? [];
  const events = missed.map((m) => ({ on: m + "-01", type: "miss" }));
  if (v.month) events.push({ on: v.month + "-01", type: "open", monthly_amount: v.amount });
  if (v.made) events.push({ on: v.made + "-28", type: "back_pay", through: missed.length ? missed.toSorted().at(-1) : v.made });
  return {
    city: v.city,
    account: { kind: "flexible", state: "none" },
    from: v.month,
    to: /^\d{4}-\d{2}$/.test(v.month ?? "") && v.months !== undefined ? later(v.month, Number(v.months) - 1) : undefined,
    events: events.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.type === "open" ? -1 : 1)),
    title: v.title,
  };
}

export const kinds = {
  "base-curve": {
    title: { zh: "工资与缴费基数", en: "Wage and contribution base" },
    about: { zh: "工资从零往上，基数在哪里被下限托住、在哪里被上限封住，双方各缴多少。", en: "As the wage rises from zero: where the floor holds the base up, where the ceiling caps it, and what each side pays." },
    fields: [city(), when(), fund, rate, insurance, title],
    body: employee,
  },
  "budget": {
    title: { zh: "逐月缴费预算", en: "Contributions month by month" },
    about: { zh: "从某月起连续若干个月缴多少；7 月调整等变化在图下写明。", en: "What is paid in each of a row of months; what changes, in July above all, is said under the chart." },
    fields: [city(), when({ zh: "第一个月", en: "First month" }, now.getFullYear() + "-01"), { name: "months", type: "number", value: "12", label: { zh: "月数", en: "Months" } }, wage, fund, rate, insurance, title],
    body: (v) => ({ ...employee(v), months: whole(v.months) }),
  },
  "city-comparison": {
    title: { zh: "同一个人在各城市的月缴费", en: "One person's monthly contributions, city by city" },
    about: { zh: "同样的工资和比例，换一座城市缴多少。不选城市即比较全部。", en: "The same wage and rates in other cities. Choose none to compare all." },
    fields: [city(), when(), { ...wage, value: "36000.00" }, fund, { ...rate, value: "10" }, { ...insurance, value: false }, { name: "top", type: "number", value: "30", label: { zh: "最多画几城", en: "Cities drawn at most" } }, { name: "cities", type: "cities", label: { zh: "比较哪些城市（可多选）", en: "Cities to compare (several)" } }, title],
    body: (v) => ({ ...employee(v), cities: v.cities, top: whole(v.top) }),
  },
  "balance": {
    title: { zh: "账户余额", en: "Account balance" },
    about: { zh: "灵活就业人员每月缴存，账户逐月如何变化；两条线之间是利息。", en: "A flexible worker's account month by month; what lies between the two lines is interest." },
    fields: account,
    body: simulation,
  },
  "loan-timeline": {
    title: { zh: "何时可以申请贷款", en: "When a loan becomes possible" },
    about: { zh: "连续缴存月数如何累积，漏缴、补缴之后从哪个月起可以申请。", en: "How the months in a row add up, and when a loan can be applied for after a gap or a back-payment." },
    fields: account,
    body: simulation,
  },
  "schedule": {
    title: { zh: "还款计划", en: "Repayment schedule" },
    about: { zh: "每期本金与利息各多少，还剩多少。利率留空即取该城市的公积金贷款利率。", en: "What each instalment consists of and what is left. Without a rate, the city's housing-fund rate is taken." },
    fields: [
      city(),
      { name: "home", type: "choice", value: "first", choices: [["first", { zh: "首套", en: "First" }], ["second", { zh: "二套", en: "Second" }]], label: { zh: "第几套住房", en: "Which home" } },
      { name: "principal", type: "money", value: "600000.00", label: { zh: "贷款金额（元）", en: "Principal (yuan)" } },
      { name: "months", type: "number", value: "360", label: { zh: "期数（月）", en: "Months" } },
      { name: "method", type: "choice", value: "annuity", choices: [["annuity", { zh: "等额本息", en: "Equal instalments" }], ["linear", { zh: "等额本金", en: "Equal principal" }]], label: { zh: "还款方式", en: "Method" } },
      { name: "first", type: "date", value: month(1) + "-20", label: { zh: "首次还款日", en: "First payment" } },
      { name: "yearly", type: "percent", value: "", label: { zh: "年利率（%，可不填）", en: "Yearly rate (%, optional)" } },
      title,
    ],
    body: (v) => ({
      ...(v.yearly === undefined ? { city: v.city, home: v.home } : { rate: percent(v.yearly) }),
      principal: v.principal, months: whole(v.months), method: v.method, first_payment: v.first, title: v.title,
    }),
  },
  "sweep": {
    title: { zh: "逐步改变一个量", en: "One value, step by step" },
    about: { zh: "其余不变，只改变工资或公积金比例，合计如何变化。", en: "Everything else as it is: what the sums come to as the wage or the fund rate changes." },
    fields: [
      city(),
      when({ zh: "第一个月", en: "First month" }, now.getFullYear() + "-01"),
      { name: "last", type: "month", value: now.getFullYear() + "-12", label: { zh: "最后一个月", en: "Last month" } },
      { name: "wage", type: "money", value: "18000.00", label: { zh: "月工资（元）", en: "Monthly wage (yuan)" } },
      { ...rate, value: "8" },
      insurance,
      {
        name: "vary", type: "choice", value: "rate", label: { zh: "改变什么", en: "What to change" },
        choices: [["rate", { zh: "公积金比例（%）", en: "Fund rate (%)" }], ["wage", { zh: "月工资（元）", en: "Monthly wage (yuan)" }]],
      },
      { name: "from", type: "percent", value: "5", label: { zh: "从", en: "From" } },
      { name: "to", type: "percent", value: "12", label: { zh: "到", en: "To" } },
      { name: "step", type: "percent", value: "1", label: { zh: "步长", en: "Step" } },
      title,
    ],
    body: (v) => ({
      scenario: {
        person: { kind: "employee" }, employer: { kind: "enterprise" }, city: v.city, from: v.month, to: v.last,
        wage: { amount: v.wage, average_of_last_year: v.wage },
        housing_fund: { employer_rate: percent(v.rate), employee_rate: percent(v.rate) },
        insurance: v.insurance ? {} : undefined,
      },
      vary: v.vary === "rate"
        ? { path: "/housing_fund/employer_rate", also: ["/housing_fund/employee_rate"], from: percent(v.from), to: percent(v.to), step: percent(v.step) }
        : { path: "/wage/amount", also: ["/wage/average_of_last_year"], from: v.from, to: v.to, step: v.step },
      title: v.title,
    }),
  },
  "tiers": {
    title: { zh: "灵活就业人员各档月缴费额", en: "Monthly cost of each tier for flexible workers" },
    about: { zh: "没有公布的档次是估计值，颜色较浅。", en: "Tiers that are not published are estimates, and pale." },
    fields: [city("changzhou"), when(), title],
    body: (v) => ({ city: v.city, month: v.month, title: v.title }),
  },
  "parameter-history": {
    title: { zh: "一个参数的历史", en: "A parameter through time" },
    about: { zh: "上下限、比例等何时变过。实线到最后核对日为止，虚线是沿用。", en: "When a floor, a ceiling or a rate has changed. Solid to the last day checked, dashed where carried forward." },
    fields: [city(), { name: "key", type: "parameter", value: "housing_fund.base.ceiling", label: { zh: "参数", en: "Parameter" } }, title],
    body: (v) => ({ city: v.city, key: v.key, title: v.title }),
  },
};
