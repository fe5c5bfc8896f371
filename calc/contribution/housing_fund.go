package contribution

import (
	"slices"

	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// housingFund is what the place lays down for the housing fund of employees.
func (t *tariff) housingFund(s *policy.Snapshot) {
	f := &t.fund
	for _, k := range Needs(s, policy.HousingFund) {
		if !s.Has(k) {
			f.missing = append(f.missing, k)
		}
	}
	f.span = spanOf(s, policy.HousingFundBaseFloor, policy.HousingFundBaseCeiling)
	f.min, f.max, f.step = s.Rate(policy.HousingFundRateMin), s.Rate(policy.HousingFundRateMax), s.Rate(policy.HousingFundRateStep)
	f.nonEnterprise = s.Rate(policy.HousingFundRateMinNonEnterprise)
	f.joint = s.Has(policy.HousingFundAmountRule)
	f.equal = s.Flag(policy.HousingFundRateEqual)
	f.rounding = s.Rounding(policy.HousingFundRounding)
	f.considered = []policy.Key{policy.HousingFundBaseFloor, policy.HousingFundBaseCeiling}
	f.line.frame(policy.HousingFund, Employer, money.Rate{}, f.rounding, s.Rule(policy.HousingFundAmount), policy.HousingFundRounding, policy.None)
	f.line.Bounds = f.span.keys()
	f.beside = [2]*policy.Rule{s.Rule(policy.HousingFundBase), s.Rule(policy.HousingFundRate)}
	for _, k := range [...]policy.Key{policy.HousingFundRateMin, policy.HousingFundRateMax, policy.HousingFundRateStep, policy.HousingFundRateEqual, policy.HousingFundRateMinNonEnterprise} {
		if e := s.Entry(k); e != nil && e.Assumed {
			f.whatIf = append(f.whatIf, k)
		}
		if k != policy.HousingFundRateMinNonEnterprise {
			f.considered = append(f.considered, k)
		}
	}
}

// housingFund writes the employer's and the employee's contribution to the housing fund:
// base × rate for each, rounded as the place rounds (WH-2.3, UR-12a, 条例 art. 16).
func (c *calculation) housingFund(declared money.Money, known bool) {
	if c.q.Employment.Kind == InternallySealed { // UR-12e: left out of the amounts, whatever the rates
		c.nothingDue(policy.HousingFundSealed)
		return
	}
	f := &tariffOf(c.s).fund
	for _, k := range f.missing {
		known = c.has(k) && known
	}
	if !c.fundRates(f) || !known {
		return
	}
	role, first := policy.HousingFundAmount, c.q.Month
	switch c.q.Employment.Kind {
	case NewHire: // WH-2.4, UR-12b: from the second month of work
		role, first = policy.HousingFundNewHire, c.q.Employment.Start.Add(1)
	case Transferred: // from the first pay
		role = policy.HousingFundTransferred
	case Unsealed:
		role = policy.HousingFundUnsealed
	}
	if c.q.Month < first {
		c.nothingDue(role)
		return
	}
	b := f.span.clamp(declared)
	c.a.tariff[0] = f.considered
	c.fundShare(f, Employer, &b, c.q.HousingFund.EmployerRate.Value, role)
	c.fundShare(f, EmployeePays, &b, c.q.HousingFund.EmployeeRate.Value, role)
	if f.joint {
		n := len(c.a.Lines)
		sides := c.a.Lines[n-2].Amount.Add(c.a.Lines[n-1].Amount)
		if c.a.Lines[n-2].Rate.Add(c.a.Lines[n-1].Rate).Of(b.amount, f.rounding) != sides {
			c.notice(Assumed, policy.HousingFundRounding, SidesApart)
		}
	}
}

func (c *calculation) fundShare(f *fund, payer Payer, b *base, rate money.Rate, role policy.Role) {
	l := c.next()
	*l = f.line
	l.Payer, l.Rate = payer, rate
	if role != policy.HousingFundAmount {
		l.Rule = c.s.Rule(role)
	}
	l.fill(b)
	if len(f.whatIf) > 0 {
		l.because(f.whatIf...)
	}
	if !f.nonEnterprise.IsZero() && c.nonEnterprise() && !slices.Contains(l.Because[:], policy.HousingFundRateMinNonEnterprise) {
		l.because(policy.HousingFundRateMinNonEnterprise)
	}
	if rate.Less(f.min) {
		l.Rule = c.s.Rule(policy.HousingFundHardship)
		l.because(policy.HousingFundRateMin)
	}
}

// nothingDue writes two lines of 0.00: that nothing is owed is an answer, with its article.
func (c *calculation) nothingDue(role policy.Role) {
	for _, payer := range [...]Payer{Employer, EmployeePays} {
		c.next().fix(policy.HousingFund, payer, money.Money{}, c.s.Rule(role), policy.None)
	}
}

func (c *calculation) nonEnterprise() bool {
	return c.q.Employer != 0 && c.q.Employer != Enterprise
}

// fundRates checks the rates both sides chose against what the place allows (WH-2.2, UR-10, 条例 art. 18).
func (c *calculation) fundRates(f *fund) bool {
	h := &c.q.HousingFund
	before := len(c.faults)
	c.fundRate(f, &h.EmployerRate, "/housing_fund/employer_rate", &employerRateText)
	c.fundRate(f, &h.EmployeeRate, "/housing_fund/employee_rate", &employeeRateText)
	if f.equal && h.EmployerRate.Value != h.EmployeeRate.Value && len(c.faults) == before {
		c.refuse(fault.New(fault.RatesUnequal, "/housing_fund/employee_rate",
			"employer", h.EmployerRate.Value.Percent(), "employee", h.EmployeeRate.Value.Percent()).By(c.s.RuleID(policy.HousingFundEqualRates)))
	}
	return len(c.faults) == before
}

var (
	employerRateText = say("单位缴存比例", "the employer's rate")
	employeeRateText = say("个人缴存比例", "the employee's rate")
)

func (c *calculation) fundRate(f *fund, rate *Maybe[money.Rate], field string, what *text) {
	if !rate.Given {
		c.require(field, *what)
		return
	}
	if len(f.missing) > 0 {
		return
	}
	r, rule := rate.Value, policy.HousingFundRate
	switch {
	case r.Less(f.min) && (!c.q.HousingFund.Hardship.Approved() || r.Less(money.Rate{})):
		c.refuse(fault.New(fault.RateBelow, field, "what", *what, "value", r.Percent(), "min", f.min.Percent()).By(c.s.RuleID(rule)))
	case f.max.Less(r):
		c.refuse(fault.New(fault.RateAbove, field, "what", *what, "value", r.Percent(), "max", f.max.Percent()).By(c.s.RuleID(rule)))
	case !f.step.IsZero() && r.PPM()%f.step.PPM() != 0:
		c.refuse(fault.New(fault.RateStep, field, "what", *what, "value", r.Percent(), "step", f.step.Percent()).By(c.s.RuleID(rule)))
	case r.Less(f.nonEnterprise):
		c.nonEnterpriseRate(f, r, field, what)
	}
}

// nonEnterpriseRate holds other employers than enterprises to their higher minimum, where a place has one (WH-2.2). Where it matters and
// was not said, the employer is taken for an enterprise, as most are, and the answer says so.
func (c *calculation) nonEnterpriseRate(f *fund, r money.Rate, field string, what *text) {
	switch {
	case c.q.HousingFund.Hardship.Approved():
	case c.nonEnterprise():
		c.refuse(fault.New(fault.RateBelow, field, "what", *what, "value", r.Percent(), "min", f.nonEnterprise.Percent()).By(c.s.RuleID(policy.HousingFundRate)))
	case c.q.Employer == 0 && !slices.Contains(c.a.Notices, enterpriseAssumed):
		c.a.Notices = append(c.a.Notices, enterpriseAssumed)
	}
}

// enterpriseAssumed admits that a rate below the minimum of other employers was taken for an enterprise's.
var enterpriseAssumed = Notice{Assumed, policy.HousingFundRateMinNonEnterprise, EnterpriseTaken}

func (c *calculation) refused(field string) bool {
	for i := range c.faults {
		if c.faults[i].Field == field {
			return true
		}
	}
	return false
}
