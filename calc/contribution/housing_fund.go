package contribution

import (
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// housingFund writes the employer's and the employee's contribution to the housing fund:
// base × rate for each, rounded as the place rounds (WH-2.3, UR-12a, 条例 art. 16).
func (c *calculation) housingFund(declared money.Money, known bool) {
	employer, employee, ok := c.fundRates()
	known = c.hasAll(policy.HousingFundBaseFloor, policy.HousingFundBaseCeiling, policy.HousingFundRounding) && known && ok
	if !known {
		return
	}
	role, first := policy.HousingFundAmount, c.q.Month
	switch c.q.Employment.Kind {
	case InternallySealed: // UR-12e: left out of the amounts
		c.nothingDue(policy.HousingFundSealed)
		return
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
	b := c.clamp(declared, policy.HousingFundBaseFloor, policy.HousingFundBaseCeiling)
	for payer, rate := range [...]money.Rate{Employer: employer, EmployeePays: employee} {
		l := c.share(policy.HousingFund, Payer(payer), b, rate, policy.HousingFundRounding, role)
		if c.nonEnterprise() && c.s.Has(policy.HousingFundRateMinNonEnterprise) {
			l.because(policy.HousingFundRateMinNonEnterprise)
		}
		if rate.Less(c.s.Rate(policy.HousingFundRateMin)) {
			l.Rule = c.s.Rule(policy.HousingFundHardship)
			l.because(policy.HousingFundRateMin)
		}
	}
}

// nothingDue writes two lines of 0.00: that nothing is owed is an answer, with its article.
func (c *calculation) nothingDue(role policy.Role) {
	for _, payer := range [...]Payer{Employer, EmployeePays} {
		c.line(policy.HousingFund, payer, role).Fixed = true
	}
}

func (c *calculation) nonEnterprise() bool {
	return c.q.Employer != 0 && c.q.Employer != Enterprise
}

// fundRates are the rates both sides chose, checked against what the place allows (WH-2.2, UR-10, 条例 art. 18).
func (c *calculation) fundRates() (employer, employee money.Rate, ok bool) {
	f := &c.q.HousingFund
	before := len(c.faults)
	c.fundRate(f.EmployerRate, "/housing_fund/employer_rate", employerRateText)
	c.fundRate(f.EmployeeRate, "/housing_fund/employee_rate", employeeRateText)
	if len(c.faults) == before && c.s.Flag(policy.HousingFundRateEqual) && f.EmployerRate.Value != f.EmployeeRate.Value {
		c.refuse(fault.New(fault.RatesUnequal, "/housing_fund/employee_rate",
			"employer", f.EmployerRate.Value.Percent(), "employee", f.EmployeeRate.Value.Percent()).By(c.s.RuleID(policy.HousingFundEqualRates)))
	}
	return f.EmployerRate.Value, f.EmployeeRate.Value, len(c.faults) == before
}

var (
	employerRateText = say("单位缴存比例", "the employer's rate")
	employeeRateText = say("个人缴存比例", "the employee's rate")
)

func (c *calculation) fundRate(rate Maybe[money.Rate], field string, what text) {
	if !rate.Given {
		c.require(field, what)
		return
	}
	if !c.hasAll(policy.HousingFundRateMin, policy.HousingFundRateMax) {
		return
	}
	r, rule := rate.Value, c.s.RuleID(policy.HousingFundRate)
	low, high := c.s.Rate(policy.HousingFundRateMin), c.s.Rate(policy.HousingFundRateMax)
	hardship := c.q.HousingFund.Hardship.Approved() && !r.Less(money.Rate{})
	switch step := c.s.Rate(policy.HousingFundRateStep); {
	case r.Less(low) && !hardship:
		c.refuse(fault.New(fault.RateBelow, field, "what", what, "value", r.Percent(), "min", low.Percent()).By(rule))
	case high.Less(r):
		c.refuse(fault.New(fault.RateAbove, field, "what", what, "value", r.Percent(), "max", high.Percent()).By(rule))
	case c.s.Has(policy.HousingFundRateStep) && r.PPM()%step.PPM() != 0:
		c.refuse(fault.New(fault.RateStep, field, "what", what, "value", r.Percent(), "step", step.Percent()).By(rule))
	default:
		c.nonEnterpriseRate(r, field, what, rule)
	}
}

// nonEnterpriseRate holds other employers than enterprises to their higher minimum, where a place has one (WH-2.2).
// What the employer is need only be said where it matters.
func (c *calculation) nonEnterpriseRate(r money.Rate, field string, what text, rule string) {
	low := c.s.Rate(policy.HousingFundRateMinNonEnterprise)
	if !c.s.Has(policy.HousingFundRateMinNonEnterprise) || !r.Less(low) || c.q.HousingFund.Hardship.Approved() {
		return
	}
	switch {
	case c.nonEnterprise():
		c.refuse(fault.New(fault.RateBelow, field, "what", what, "value", r.Percent(), "min", low.Percent()).By(rule))
	case c.q.Employer == 0 && !c.refused("/employer/kind"):
		c.require("/employer/kind", say("单位类别（低于 "+low.Percent()+" 的比例只适用于企业）", "the kind of employer (a rate below "+low.Percent()+" is for enterprises only)"))
	}
}

func (c *calculation) refused(field string) bool {
	for i := range c.faults {
		if c.faults[i].Field == field {
			return true
		}
	}
	return false
}
