package contribution

import (
	"slices"

	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Calculate answers one person-month: the lines of both payers and what has to be admitted about them.
// It empties the answer first and reuses its memory, so a loop over many people allocates nothing.
// All that is wrong with the question comes back at once; then the answer is not to be used.
func Calculate(a *Answer, s *policy.Snapshot, q *Question) fault.List {
	a.Lines, a.Notices, a.Considered, a.tariff = a.Lines[:0], a.Notices[:0], a.Considered[:0], [2][]policy.Key{}
	c := calculation{s: s, q: q, a: a}
	c.checkAmounts()
	switch q.Person {
	case Employee:
		c.employee()
	case FlexibleWorker:
		c.flexible()
	default:
		c.require("/person/kind", say("人员类别", "the kind of person"))
	}
	if c.unknown != nil {
		c.refuseUnknown()
	}
	return c.faults
}

// calculation is one question on its way through the schemes.
type calculation struct {
	s      *policy.Snapshot
	q      *Question
	a      *Answer
	faults fault.List

	unknown []policy.Key // parameters without a value in this month
}

func (c *calculation) refuse(e fault.Error) { c.faults = append(c.faults, e) }

// require refuses what is missing, once for a field.
func (c *calculation) require(field string, what lang.Text) {
	if c.refused(field) {
		return
	}
	c.refuse(fault.New(fault.Required, field, "what", what))
}

func (c *calculation) notice(code NoticeCode, key policy.Key, why Why) {
	c.a.Notices = append(c.a.Notices, Notice{code, key, why})
}

// has tells whether a parameter is known here and in this month, and keeps it for the refusal if it is not.
func (c *calculation) has(k policy.Key) bool {
	if c.s.Has(k) {
		return true
	}
	if !slices.Contains(c.unknown, k) {
		c.unknown = append(c.unknown, k)
	}
	return false
}

// refuseUnknown names the parameters that stand in the way. If some have never been known, no month can be answered and only those are
// named; of those that are known later only the last to become known, because the month it names is the first that can be answered.
func (c *calculation) refuseUnknown() {
	on := c.q.Month.First()
	var latest civil.Month
	never := false
	for _, k := range c.unknown {
		first := c.s.FirstKnown(k, on)
		latest, never = max(latest, first), never || first == 0
	}
	for _, k := range c.unknown {
		if first := c.s.FirstKnown(k, on); first == 0 || first == latest && !never {
			c.refuse(c.s.Missing(k, on, "/month"))
		}
	}
}

func (c *calculation) hasAll(keys ...policy.Key) bool {
	ok := true
	for _, k := range keys {
		ok = c.has(k) && ok
	}
	return ok
}

// checkAmounts refuses what can be no amount of anybody.
func (c *calculation) checkAmounts() {
	q := c.q
	c.notNegative(&q.Wage, "/wage", &wageText)
	c.notNegative(&q.AverageWage, "/average_wage", &averageWageText)
	c.notNegative(&q.Flexible.Base, "/flexible/base", &flexibleBaseText)
	c.notNegative(&q.HousingFund.Base, "/housing_fund/base", &flexibleBaseText)
	if m := q.Flexible.MonthlyAmount; m.Given && m.Value.Cmp(money.Money{}) <= 0 {
		c.refuse(fault.New(fault.NotPositive, "/flexible/monthly_amount", "what", monthlyAmountText, "value", m.Value))
	}
}

var (
	wageText          = say("月工资", "the wage")
	averageWageText   = say("上年度月平均工资", "last year's average wage")
	flexibleBaseText  = say("选择的缴费（缴存）基数", "the base chosen")
	monthlyAmountText = say("月缴存额", "the monthly amount")
	pensionTierText   = say("养老保险缴费档次", "the pension tier")
)

func (c *calculation) notNegative(m *Maybe[money.Money], field string, what *text) {
	if m.Given && m.Value.IsNegative() {
		c.refuse(fault.New(fault.Negative, field, "what", *what, "value", m.Value))
	}
}

// employee answers for somebody with an employer.
func (c *calculation) employee() {
	if c.q.Flexible.chosen() {
		c.refuse(fault.New(fault.NotApplicable, "/flexible", "what", say("灵活就业的选择", "a flexible worker's choice"), "why", say("人员类别是职工", "the person is an employee")))
	}
	if c.q.HousingFund.Base.Given {
		c.refuse(fault.New(fault.NotApplicable, "/housing_fund/base", "what", flexibleBaseText, "why", say("人员类别是职工", "the person is an employee")))
	}
	declared, ok := c.declaredWage()
	if c.q.HousingFund.Asked {
		c.housingFund(declared, ok)
	}
	if c.q.Insurance.Asked {
		c.insurances(declared, ok)
	}
}

// declaredWage is the wage the base is taken from: last year's monthly average for who was here then (WH-2.1, UR-12a), the
// month's full pay for who was not (WH-2.4, UR-12b) or comes back (UR-20).
func (c *calculation) declaredWage() (declared money.Money, ok bool) {
	q := c.q
	switch q.Employment.Kind {
	case NewHire, Transferred, Unsealed:
		if q.Employment.Start == 0 {
			c.require("/employment/start", say("起始月份", "the month it started"))
		}
		if !q.Wage.Given {
			c.require("/wage", wageText)
		}
		declared, ok = q.Wage.Value, q.Wage.Given
	default:
		if !q.AverageWage.Given && (q.Employment.Kind != InternallySealed || q.Insurance.Asked) {
			c.require("/average_wage", averageWageText)
		}
		declared, ok = q.AverageWage.Value, q.AverageWage.Given
	}
	if start := q.Employment.Start; start > q.Month {
		c.refuse(fault.New(fault.BeforeStart, "/employment/start", "month", q.Month, "start", start))
	}
	return declared, ok
}

// next is room for one more line; the caller fills all of it.
func (c *calculation) next() *Line { return &c.room(1)[0] }

// room is room for some more lines; the caller fills all of each.
func (c *calculation) room(more int) []Line {
	n := len(c.a.Lines)
	c.a.Lines = slices.Grow(c.a.Lines, more)[:n+more]
	return c.a.Lines[n:]
}

// Needs are the parameters without which a scheme cannot be calculated for an employee in a place: what decides the first month it can
// be asked for.
func Needs(s *policy.Snapshot, scheme policy.Scheme) []policy.Key {
	if scheme == policy.HousingFund {
		return []policy.Key{policy.HousingFundBaseFloor, policy.HousingFundBaseCeiling, policy.HousingFundRounding, policy.HousingFundRateMin, policy.HousingFundRateMax}
	}
	b := boundsOf(s, scheme)
	keys := []policy.Key{b.floor, b.ceiling, policy.InsuranceRounding}
	switch scheme {
	case policy.Pension:
		keys = append(keys, policy.PensionRateEmployer, policy.PensionRateEmployee)
	case policy.Medical:
		keys = append(keys, policy.MedicalRateEmployer, policy.MedicalRateEmployee)
	case policy.Unemployment:
		keys = append(keys, policy.UnemploymentRateEmployer, policy.UnemploymentRateEmployee)
	case policy.WorkInjury:
		keys = append(keys, policy.WorkInjuryRateClass1)
	case policy.Maternity:
		keys = append(keys, policy.MaternityRateEmployer)
	}
	return keys
}

// Answerable tells whether a scheme can be calculated for an employee on a snapshot's days.
func Answerable(s *policy.Snapshot, scheme policy.Scheme) bool {
	for _, k := range Needs(s, scheme) {
		if !s.Has(k) {
			return false
		}
	}
	return true
}

// FirstMonth is the first month from which a scheme can be calculated in a place; 0 if it never can.
func FirstMonth(b *policy.Book, p *policy.Place, scheme policy.Scheme) civil.Month {
	for _, d := range b.Changes(p) {
		m := d.Month()
		if m.First() != d {
			m++
		}
		if Answerable(b.At(p, m), scheme) {
			return m
		}
	}
	return 0
}

// text is a sentence or a name in both languages.
type text = lang.Text

func say(zh, en string) text { return text{ZH: zh, EN: en} }
