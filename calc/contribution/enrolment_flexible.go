package contribution

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// flexible judges a flexible worker: the form of work, then the conditions of the fund (ZZ-2, ZZ-3, UR-6, WX-1) and of the
// insurances (CZ-1, CZ-2), as far as the place has them.
func (e *enrolling) flexible() {
	by := e.flexibleRoles()
	if len(by) == 0 {
		e.unknown(policy.HousingFundFlexibleContributors, "/person/kind", "灵活就业人员缴存或参保的规定", "the rule on which flexible workers may enrol")
		return
	}
	conditions := false
	for _, role := range by {
		switch role {
		case policy.HousingFundFlexibleContributors, policy.InsuranceFlexibleContributors:
			e.workForm(role)
		case policy.HousingFundFlexibleEligibility:
			if e.ever(policy.HousingFundFlexibleEligibilityAgeMin) {
				e.fundConditions()
				conditions = true
			}
		case policy.InsuranceFlexibleEligibility:
			if e.ever(policy.InsuranceFlexibleEligibilityAgeMin) {
				e.insuranceConditions()
				conditions = true
			}
		}
	}
	e.nationality(false)
	if k := policy.HousingFundFlexibleEligibilityPensionMonthsMin; e.s.Has(k) {
		e.pensionMonths(k)
		conditions = true
	}
	if !conditions {
		e.v.Assumed = append(e.v.Assumed, say("没有找到当地对年龄、户籍等条件的规定，只按人员范围判断", "no local conditions of age or residence were found; only the circle of persons is judged"))
	}
}

// pensionMonths is Wuhan's condition: pension contributions in a row, paid as a flexible worker (武公中规〔2024〕1号).
func (e *enrolling) pensionMonths(least policy.Key) {
	paid := e.a.PensionMonths
	if !e.require(paid.Given, "/person/pension_months", "以灵活就业身份连续缴纳养老保险的月数", "the months of pension contributions in a row as a flexible worker") {
		return
	}
	e.because(least)
	e.reason(policy.HousingFundFlexibleEligibility, paid.Value >= e.s.Int(least),
		say("以灵活就业身份连续缴纳养老保险", "Pension contributions in a row as a flexible worker"), count(paid.Value, "个月", "months"), count(e.s.Int(least), "个月以上", "months or more"))
}

// flexibleRoles are the roles that decide here. Where the city or its province has a rule of its own, national law, which leaves the
// conditions to them, adds nothing; elsewhere it decides alone, for the fund only once it allows flexible workers.
func (e *enrolling) flexibleRoles() (by []policy.Role) {
	all := [...]policy.Role{policy.HousingFundFlexibleContributors, policy.HousingFundFlexibleEligibility, policy.InsuranceFlexibleContributors, policy.InsuranceFlexibleEligibility}
	for _, role := range all {
		if r := e.s.Rule(role); r != nil && r.Place.Kind != policy.Nation {
			by = append(by, role)
		}
	}
	if by != nil {
		return by
	}
	for i, role := range all {
		fund := i < 2
		if e.declared(role) && (!fund || e.s.Flag(policy.HousingFundFlexibleAllowed)) {
			by = append(by, role)
		}
	}
	return by
}

// ever tells whether a parameter is known here on any day: then a day without it is refused by name, not passed over.
func (e *enrolling) ever(k policy.Key) bool {
	return e.s.Has(k) || len(e.s.Book().History(e.s.Place(), k)) > 0
}

// workForm: saying that one works flexibly is enough; only a formal employment stands against it.
func (e *enrolling) workForm(by policy.Role) {
	e.reason(by, e.a.WorkForm != FormalEmployment,
		say("面向灵活就业人员：个体工商户、自由职业者，以非全日制、临时性、弹性工作等形式就业的人员",
			"For flexible workers: individual businesses, freelancers, and those in part-time, temporary or flexible work"),
		workFormNames[e.a.WorkForm], say("灵活就业，没有正式劳动关系", "flexible work without formal employment"))
}

// fundConditions are those of the flexible fund account (ZZ-3), each a reason of its own.
func (e *enrolling) fundConditions() {
	const by = policy.HousingFundFlexibleEligibility
	a := e.a
	e.ages(by, ageLimits{min: policy.HousingFundFlexibleEligibilityAgeMin, male: policy.HousingFundFlexibleEligibilityAgeBelowMale, female: policy.HousingFundFlexibleEligibilityAgeBelowFemale})

	if e.household() && (a.Household == LocalHousehold || e.require(a.Permit.Given, "/person/residence/permit", "是否持有居住证", "whether there is a residence permit")) {
		have := householdNames[a.Household]
		if a.Household != LocalHousehold {
			if a.Permit.Value {
				have = say(have.ZH+"，有居住证", have.EN+", with a residence permit")
			} else {
				have = say(have.ZH+"，无居住证", have.EN+", without a residence permit")
			}
		}
		e.reason(by, a.Household == LocalHousehold || a.Permit.Value,
			say("具有本市常住户口或取得本市居住证", "A local household or a residence permit of the city"), have, say("本市户籍或居住证", "a local household or a residence permit"))
	}
	if e.require(a.StableIncome.Given, "/person/stable_income", "是否有稳定的经济收入来源", "whether there is a stable local income") {
		e.reason(by, a.StableIncome.Value, say("在本市有稳定的经济收入来源", "A stable income in the city"), yesNo(a.StableIncome.Value), yes)
	}
	if e.require(a.GoodCredit.Given, "/person/good_credit", "个人信用是否良好", "whether the personal credit is good") {
		e.reason(by, a.GoodCredit.Value, say("个人信用良好", "Good personal credit"), yesNo(a.GoodCredit.Value), yes)
	}
}

// insuranceConditions are those of flexible insurance (CZ-2).
func (e *enrolling) insuranceConditions() {
	const by = policy.InsuranceFlexibleEligibility
	a := e.a
	e.ages(by, ageLimits{
		min: policy.InsuranceFlexibleEligibilityAgeMin, male: policy.InsuranceFlexibleEligibilityAgeBelowMale, female: policy.InsuranceFlexibleEligibilityAgeBelowFemale,
		retirement: policy.InsuranceFlexibleEligibilityAgeBelowAfterReform,
	})
	if !e.household() {
		return
	}
	have, met := householdNames[a.Household], a.Household == LocalHousehold
	if a.Household == ProvincialHousehold {
		lives := a.LivesHere
		if !lives.Given {
			lives = a.Permit // a residence permit says where one lives
		}
		if !e.require(lives.Given, "/person/residence/lives_here", "是否居住在本市", "whether the applicant lives in the city") {
			return
		}
		met = lives.Value
		if met {
			have = say(have.ZH+"，居住在本市", have.EN+", living in the city")
		} else {
			have = say(have.ZH+"，不居住在本市", have.EN+", not living in the city")
		}
	}
	e.reason(by, met, say("本市户籍，或居住地为本市的本省户籍", "A local household, or a household of the province and living in the city"), have,
		say("本市户籍，或本省户籍且居住在本市", "a local household, or one of the province while living in the city"))
}

func (e *enrolling) household() bool {
	return e.require(e.a.Household != 0, "/person/residence/household", "户籍", "the household")
}

// ageLimits names the parameters of an age range. Where retirement has a value, the range ends with the applicant's own statutory
// retirement age instead of a fixed one.
type ageLimits struct{ min, male, female, retirement policy.Key }

func (e *enrolling) ages(by policy.Role, k ageLimits) {
	a := e.a
	born := e.require(a.Birth != 0, "/person/birth", "出生日期", "the date of birth")
	sexed := e.require(a.Sex != 0, "/person/sex", "性别", "the sex")
	if !born || a.On == 0 {
		return
	}
	if a.Birth > a.On {
		e.faults.Add(fault.New(fault.OutOfRange, "/person/birth", "what", say("出生日期", "The date of birth"), "value", a.Birth, "min", civil.MonthOf(civil.FirstYear, 1).First(), "max", a.On))
		return
	}
	age := a.On.Age(a.Birth)
	have := count(age, "周岁", "years")
	if e.known(k.min) {
		need := count(e.s.Int(k.min), "周岁", "years")
		e.reason(by, age >= e.s.Int(k.min), say("年满 "+need.ZH, "At least "+need.EN+" old"), have, say("年满 "+need.ZH, "at least "+need.EN))
	}
	if !sexed {
		return
	}
	if k.retirement != policy.None && e.s.Has(k.retirement) {
		e.beforeRetirement(by, k.retirement)
		return
	}
	below, who := k.male, say("男性", "Men: ")
	if a.Sex == Female {
		below, who = k.female, say("女性", "Women: ")
	}
	if e.known(below) {
		need := count(e.s.Int(below), "周岁", "years")
		e.reason(by, age < e.s.Int(below), say(who.ZH+"未满 "+need.ZH, who.EN+"below "+need.EN), have, say("未满 "+need.ZH, "below "+need.EN))
	}
}

// known checks that a parameter has a value on the day, and notes that it decides.
func (e *enrolling) known(k policy.Key) bool {
	if !e.s.Has(k) {
		e.faults.Add(e.s.Missing(k, e.a.On, "/on"))
		return false
	}
	e.because(k)
	return true
}

// beforeRetirement: the age range ends on the day on which the applicant reaches the statutory retirement age.
func (e *enrolling) beforeRetirement(by policy.Role, k policy.Key) {
	a := e.a
	if a.Retirement == 0 {
		age := policy.RetirementAgeMaleOriginal
		if a.Sex == Female {
			age = policy.RetirementAgeFemale55Original
		}
		e.faults.Add(e.s.Missing(age, a.On, "/person/birth"))
		return
	}
	e.because(k)
	day := a.Retirement.Day(a.Birth.Day()).String()
	e.reason(by, a.On < a.Retirement.Day(a.Birth.Day()),
		say("未达到本人法定退休年龄", "Below the applicant's own statutory retirement age"),
		say(a.On.String(), a.On.String()),
		say("早于 "+day+"（达到法定退休年龄之日）", "before "+day+", when the statutory retirement age is reached"))
}
