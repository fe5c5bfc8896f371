// What was entered becomes the questions the API takes. Empty fields are left out; what a city does not ask a flexible worker is too.

const t = (zh, en) => ({ zh, en });

/** insurances are the five. */
export const insurances = ["pension", "medical", "unemployment", "work_injury", "maternity"];

/** none is the choice of no medical insurance, where it has a tier that one may take or leave. */
export const none = "none";

/** example is what the page opens with, and says is one. */
export const example = {
  city: "wuhan",
  kind: "employee", average: "18000.00", wage: "20000.00", employerRate: "0.12", employeeRate: "0.12", fund: true, insurance: true, tax: true,
  base: "6000.00", amount: "1000.00", flexibleRate: "0.1", pensionTier: "1",
};

/** personal are the fields which make the example somebody's own. */
export const personal = new Set(["average", "wage", "employerRate", "employeeRate", "base", "amount", "flexibleRate", "pensionTier", "medicalTier", "deductions"]);

/** fitted lets the rates of the example follow the city: until somebody enters one, they are the highest the city allows. */
export function fitted(form, known) {
  const most = known["housing_fund.rate.max"]?.value;
  return form.rated || !most ? form : { ...form, employerRate: most, employeeRate: most };
}

/** left are the schemes a form asks for of which the book knows too little. */
export const left = (form, lacking = []) =>
  form.kind === "flexible" ? [] : [...(form.fund ? ["housing_fund"] : []), ...(form.insurance ? insurances : [])].filter((s) => lacking.includes(s));

/**
 * counted is the form as far as it can be answered: without those schemes, and then without the tax too, which is taken of what all of them
 * leave of a wage. Where nothing remains it is the form itself, for the API to refuse.
 */
export function counted(form, lacking = []) {
  const out = left(form, lacking);
  const fund = form.fund && !out.includes("housing_fund");
  const schemes = insurances.filter((s) => !out.includes(s));
  const insurance = form.insurance && schemes.length > 0;
  return out.length === 0 || (!fund && !insurance) ? form : { ...form, fund, insurance, schemes: schemes.length < insurances.length ? schemes : undefined, tax: false };
}

const whole = (text) => (/^\d+$/.test(text ?? "") ? Number(text) : text || undefined);

function employee(form) {
  const fresh = form.employment === "new_hire" || form.employment === "transferred";
  return {
    person: { kind: "employee" },
    employer: { kind: form.employer ?? "enterprise" },
    wage: form.wage,
    average_wage: fresh ? undefined : form.average,
    employment: fresh ? { kind: form.employment, start: form.start } : undefined,
    housing_fund: form.fund ? { employer_rate: form.employerRate, employee_rate: form.employeeRate } : undefined,
    insurance: form.insurance ? { schemes: form.schemes, work_injury_class: whole(form.injury) } : undefined,
    tax: form.tax ? { special_deductions: form.deductions, employed_since: form.since } : undefined,
  };
}

/**
 * A flexible worker's question holds what the city asks for: wants is from useWants. Where the insurances take a tier, a base beside it would
 * be taken for the tier's own, so it is said to be the fund's.
 */
function flexible(form, wants) {
  const asked = (pointer, value) => (wants?.fields.has(pointer) ? value : undefined);
  const fund = form.fund && !wants?.noFund, insurance = form.insurance && !wants?.noInsurance;
  const own = fund && insurance && wants?.fields.has("/flexible/pension_tier");
  return {
    person: { kind: "flexible" },
    flexible: {
      base: own ? undefined : fund || !wants?.fields.has("/flexible/pension_tier") ? asked("/flexible/base", form.base) : undefined,
      monthly_amount: fund ? asked("/flexible/monthly_amount", form.amount) : undefined,
      pension_tier: insurance ? asked("/flexible/pension_tier", whole(form.pensionTier)) : undefined,
      medical_tier: insurance && form.medicalTier !== none ? asked("/flexible/medical_tier", whole(form.medicalTier)) : undefined,
    },
    housing_fund: fund ? { base: own ? asked("/flexible/base", form.base) : undefined, employee_rate: asked("/housing_fund/employee_rate", form.flexibleRate) } : undefined,
    insurance: insurance ? {} : undefined,
  };
}

/** contribution is the question of one month. */
export const contribution = (form, wants, month = form.month) => ({
  city: form.city, month, ...(form.kind === "flexible" ? flexible(form, wants) : employee(form)),
});

/** scenario is the same question as a scenario of one month, to be kept or compared. */
export function scenario(form, wants, month = form.month) {
  const { month: _, wage, average_wage, ...rest } = contribution(form, wants, month);
  return { ...rest, from: month, to: month, wage: wage || average_wage ? { amount: wage, average_of_last_year: average_wage } : undefined };
}

/** fromScenario fills the form from a scenario somebody has kept; of several places, the first. See beyond. */
export function fromScenario(kept) {
  const s = { ...kept, ...kept.places?.[0], from: kept.from };
  return {
    city: s.city, month: s.from, kind: s.person?.kind ?? "employee", employer: s.employer?.kind,
    wage: s.wage?.amount, average: s.wage?.average_of_last_year,
    employment: s.employment?.kind, start: s.employment?.start,
    fund: Boolean(s.housing_fund), employerRate: s.housing_fund?.employer_rate, employeeRate: s.housing_fund?.employee_rate,
    rated: true, insurance: Boolean(s.insurance), injury: s.insurance?.work_injury_class?.toString(),
    tax: Boolean(s.tax), deductions: typeof s.tax?.special_deductions === "string" ? s.tax.special_deductions : undefined, since: s.tax?.employed_since,
    base: s.housing_fund?.base ?? s.flexible?.base, amount: s.flexible?.monthly_amount, flexibleRate: s.housing_fund?.employee_rate,
    pensionTier: s.flexible?.pension_tier?.toString(), medicalTier: s.flexible?.medical_tier?.toString(),
  };
}

// What a scenario can hold and the form cannot, in words; what is not named here is named by its key.
const named = {
  "/overrides": t("假设的参数值", "supposed values of parameters"), "/places": t("先后在不同城市", "moves between cities"), "/account": t("公积金账户", "the fund's account"),
  "/events": t("账户事件", "events of the account"), "/assumptions": t("对未来的假设", "assumptions about the future"), "/known_on": t("只用某日已知的数值", "only what was known on a day"),
  "/day_count": t("计息天数", "how days are counted"), "/wage/growth": t("工资增长", "wage growth"), "/wage/steps": t("按月变动的工资", "wages that change by month"), "/to": t("第一个月之后的月份", "the months after the first"),
  "/insurance/schemes": t("只算一部分险种", "only some of the insurances"),
};
const held = ["/name", "/story", "/source", "/expect", "/city", "/from", "/person/kind", "/employer/kind", "/wage/amount", "/wage/average_of_last_year", "/employment/kind", "/employment/start",
  "/housing_fund/employer_rate", "/housing_fund/employee_rate", "/housing_fund/base", "/insurance/work_injury_class", "/tax/special_deductions", "/tax/employed_since",
  "/flexible/base", "/flexible/monthly_amount", "/flexible/pension_tier", "/flexible/medical_tier"];

/** beyond names what of a scenario the form does not hold; insurances the book lacks are left out here too. */
export function beyond(s, lacking = []) {
  const parts = ["person", "employer", "wage", "employment", "housing_fund", "insurance", "tax", "flexible"];
  const pointers = Object.entries(s).flatMap(([key, value]) => (parts.includes(key) && value !== null && typeof value === "object" ? Object.keys(value).map((k) => "/" + key + "/" + k) : ["/" + key]));
  const same = (p) => held.includes(p) ? p !== "/tax/special_deductions" || typeof s.tax.special_deductions === "string"
    : p === "/to" ? s.to === s.from : p === "/insurance/schemes" && insurances.every((i) => s.insurance.schemes.includes(i) || lacking.includes(i));
  return pointers.filter((p) => !same(p)).map((p) => named[p] ?? p.slice(1).replace("/", "."));
}
