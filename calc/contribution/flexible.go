package contribution

import (
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// flexible answers for somebody who works without an employer and pays alone.
func (c *calculation) flexible() {
	f := &c.q.HousingFund
	if f.EmployerRate.Given {
		c.refuse(fault.New(fault.NotApplicable, "/housing_fund/employer_rate", "what", employerRateText, "why", say("灵活就业人员没有单位", "a flexible worker has no employer")))
	}
	if c.q.Employment != (Employment{}) {
		c.refuse(fault.New(fault.NotApplicable, "/employment", "what", say("用工情况", "the employment"), "why", say("灵活就业人员没有单位", "a flexible worker has no employer")))
	}
	if f.Asked {
		c.flexibleFund()
	}
	if in := &c.q.Insurance; in.Asked {
		if in.Only.has(policy.Pension) {
			c.flexiblePension()
		}
		if in.Only.has(policy.Medical) {
			c.flexibleMedical()
		}
	}
}

// flexibleFund goes by what the place has settled for flexible workers: a rate on a base, a range of amounts, a range of rates, or
// the amount agreed alone.
func (c *calculation) flexibleFund() {
	first := policy.HousingFundFlexibleContributionFirstMonth
	if c.q.Flexible.Opened != 0 && c.s.Has(first) {
		c.a.Considered = append(c.a.Considered, first)
	}
	if c.q.Flexible.Opened != 0 && c.q.Month < c.q.Flexible.Opened.Add(c.s.Int(first)) {
		c.next().fix(policy.HousingFund, EmployeePays, money.Money{}, c.s.Rule(policy.HousingFundFlexibleFirstMonth), first) // ZZ-9a
		return
	}
	switch {
	case c.s.Has(policy.HousingFundFlexibleRateTotal):
		c.fundByRate()
	case c.s.Has(policy.HousingFundFlexibleModeDebitAmountRange):
		c.fundWithinAmounts(policy.HousingFundAmountJointFloor, policy.HousingFundAmountJointCap, policy.HousingFundFlexibleModeDebitAmountRange)
	case c.s.Has(policy.HousingFundFlexibleRateTotalMin):
		c.fundWithinRates()
	case c.s.Has(policy.HousingFundFlexibleAmountFloor), c.s.Has(policy.HousingFundFlexibleAmountCeiling):
		c.fundWithinAmounts(policy.HousingFundFlexibleAmountFloor, policy.HousingFundFlexibleAmountCeiling, policy.None)
	case c.s.Has(policy.HousingFundFlexibleDebitDay):
		c.fundAsAgreed()
	default:
		c.has(policy.HousingFundFlexibleRateTotal)
	}
}

// fundByRate is Zhengzhou's form (ZZ-8a): base × one rate, the base between two multiples of last year's average wage in
// urban private units.
func (c *calculation) fundByRate() {
	chosen := c.fundBase()
	c.notHere(c.q.HousingFund.EmployeeRate.Given, "/housing_fund/employee_rate", employeeRateText, say("比例由规定统一", "the rate is set by the rule"))
	reference := policy.HousingFundFlexibleReferenceWage
	if !c.hasAll(reference, policy.HousingFundFlexibleBaseFloorRatio, policy.HousingFundFlexibleBaseCeilingRatio, policy.HousingFundRounding) || !chosen.Given {
		return
	}
	wage := c.s.Money(reference)
	b := base{declared: chosen.Value, amount: chosen.Value, between: [2]policy.Key{policy.HousingFundFlexibleBaseFloorRatio, policy.HousingFundFlexibleBaseCeilingRatio}}
	lo := c.s.Rate(policy.HousingFundFlexibleBaseFloorRatio).Of(wage, money.FenHalfUp)
	hi := c.s.Rate(policy.HousingFundFlexibleBaseCeilingRatio).Of(wage, money.FenHalfUp)
	if b.amount.Less(lo) {
		b.amount, b.limit, b.bound = lo, AtFloor, policy.HousingFundFlexibleBaseFloorRatio
	} else if hi.Less(b.amount) {
		b.amount, b.limit, b.bound = hi, AtCeiling, policy.HousingFundFlexibleBaseCeilingRatio
	}
	l := c.chosen(policy.HousingFund, b, c.s.Rate(policy.HousingFundFlexibleRateTotal), policy.HousingFundRounding, policy.HousingFundFlexibleAmount)
	l.because(policy.HousingFundFlexibleRateTotal, reference)
}

// fundBase is the base a flexible worker chose for the fund, where the amount follows from one: the fund's own, else the one for all.
func (c *calculation) fundBase() Maybe[money.Money] {
	c.notHere(c.q.Flexible.MonthlyAmount.Given, "/flexible/monthly_amount", monthlyAmountText, say("这里按基数和比例计算", "the amount follows from base and rate here"))
	own := c.q.HousingFund.Base
	if own.Given {
		return own
	}
	if !c.q.Flexible.Base.Given {
		c.require("/flexible/base", flexibleBaseText)
	}
	return c.q.Flexible.Base
}

// fundWithinAmounts is an agreed amount between a lowest and a highest one: Wuhan's form (武公中规〔2024〕1号, the published joint bounds of
// employees) and that of places which publish a flexible worker's own. A bound that is not published is none, and the answer says so.
func (c *calculation) fundWithinAmounts(floor, ceiling, mode policy.Key) {
	c.notHere(c.q.HousingFund.EmployeeRate.Given, "/housing_fund/employee_rate", employeeRateText, say("这里约定的是金额", "an amount is agreed here"))
	amount, ok := c.agreed()
	if mode != policy.None {
		ok = c.hasAll(floor, ceiling) && ok
	}
	if !ok {
		return
	}
	lo, hi := c.s.Money(floor), c.s.Money(ceiling)
	rule := c.s.RuleID(policy.HousingFundFlexibleAmount)
	switch field := "/flexible/monthly_amount"; {
	case c.s.Has(floor) && amount.Less(lo):
		c.refuse(fault.New(fault.AmountBelow, field, "what", monthlyAmountText, "value", amount, "min", lo).By(rule))
	case c.s.Has(ceiling) && hi.Less(amount):
		c.refuse(fault.New(fault.AmountAbove, field, "what", monthlyAmountText, "value", amount, "max", hi).By(rule))
	default:
		l := c.fundOf(amount)
		for _, k := range [...]policy.Key{mode, floor, ceiling} {
			if c.s.Has(k) {
				l.because(k)
			} else if k != policy.None {
				c.notice(Assumed, k, BoundsUnpublished)
			}
		}
	}
}

// fundWithinRates is Changzhou's form: base × a rate of the worker's choice within a range. Where nothing is published on the base of
// flexible workers, the employees' bounds are taken, and the answer says so.
func (c *calculation) fundWithinRates() {
	chosen := c.fundBase()
	field, rate := "/housing_fund/employee_rate", c.q.HousingFund.EmployeeRate
	if !rate.Given {
		c.require(field, say("灵活就业人员的缴存比例", "the flexible worker's rate"))
	}
	floor := c.orEmployees(policy.HousingFundFlexibleBaseFloor, policy.HousingFundBaseFloor)
	ceiling := c.orEmployees(policy.HousingFundFlexibleBaseCeiling, policy.HousingFundBaseCeiling)
	if !c.hasAll(policy.HousingFundFlexibleRateTotalMin, policy.HousingFundFlexibleRateTotalMax, floor, ceiling, policy.HousingFundRounding) || !chosen.Given || !rate.Given {
		return
	}
	lo, hi := c.s.Rate(policy.HousingFundFlexibleRateTotalMin), c.s.Rate(policy.HousingFundFlexibleRateTotalMax)
	rule := c.s.RuleID(policy.HousingFundFlexibleAmount)
	switch r := rate.Value; {
	case r.Less(lo):
		c.refuse(fault.New(fault.RateBelow, field, "what", employeeRateText, "value", r.Percent(), "min", lo.Percent()).By(rule))
	case hi.Less(r):
		c.refuse(fault.New(fault.RateAbove, field, "what", employeeRateText, "value", r.Percent(), "max", hi.Percent()).By(rule))
	default:
		p := spanOf(c.s, floor, ceiling)
		b := c.within(&p, chosen.Value)
		c.chosen(policy.HousingFund, b, r, policy.HousingFundRounding, policy.HousingFundFlexibleAmount).because(policy.HousingFundFlexibleRateTotalMin, policy.HousingFundFlexibleRateTotalMax)
	}
}

// orEmployees is a flexible worker's own bound where one is published, else the employees'.
func (c *calculation) orEmployees(own, employees policy.Key) policy.Key {
	if c.s.Has(own) {
		return own
	}
	c.notice(Assumed, employees, EmployeesBounds)
	return employees
}

// fundAsAgreed is Wuxi's form (WX-2.1d, 2.5): the amount agreed. Bounds are not published.
func (c *calculation) fundAsAgreed() {
	c.notHere(c.q.HousingFund.EmployeeRate.Given, "/housing_fund/employee_rate", employeeRateText, say("这里约定的是金额", "an amount is agreed here"))
	if amount, ok := c.agreed(); ok {
		c.fundOf(amount).because(policy.HousingFundFlexibleDebitDay)
		c.notice(Assumed, policy.HousingFundFlexibleDebitDay, BoundsUnpublished)
	}
}

// agreed is the monthly amount a flexible worker agreed with the centre.
func (c *calculation) agreed() (money.Money, bool) {
	c.notHere(c.q.HousingFund.Base.Given, "/housing_fund/base", flexibleBaseText, say("这里约定的是金额", "an amount is agreed here"))
	m := c.q.Flexible.MonthlyAmount
	if !m.Given {
		c.require("/flexible/monthly_amount", monthlyAmountText)
	}
	return m.Value, m.Given && !c.refused("/flexible/monthly_amount")
}

func (c *calculation) fundOf(amount money.Money) *Line {
	l := c.next()
	l.fix(policy.HousingFund, EmployeePays, amount, c.s.Rule(policy.HousingFundFlexibleAmount), policy.None)
	return l
}

// chosen writes what a flexible worker pays on a base of their choice.
func (c *calculation) chosen(scheme policy.Scheme, b base, rate money.Rate, rounding policy.Key, rule policy.Role) *Line {
	l := c.next()
	l.write(scheme, EmployeePays, &b, rate, c.s.Rounding(rounding), c.s.Rule(rule), rounding, policy.None)
	l.Bounds = b.between
	return l
}

// within puts a chosen base between bounds and keeps what it was held against.
func (c *calculation) within(p *span, declared money.Money) base {
	c.a.Considered = append(c.a.Considered, p.floorKey, p.ceilingKey)
	b := p.clamp(declared)
	b.between = p.keys()
	return b
}

// insured is a chosen base between an insurance's bounds.
func (c *calculation) insured(scheme policy.Scheme, declared money.Money) (base, bool) {
	b := boundsOf(c.s, scheme)
	if !c.hasAll(b.floor, b.ceiling, policy.InsuranceRounding) {
		return base{}, false
	}
	p := spanOf(c.s, b.floor, b.ceiling)
	return c.within(&p, declared), true
}

func (c *calculation) notHere(given bool, field string, what, why text) {
	if given {
		c.refuse(fault.New(fault.NotApplicable, field, "what", what, "why", why))
	}
}

// flexiblePension is base × 20 % (国发〔2005〕38号), the base chosen freely between the bounds, or by tier where the place has tiers (CZ-5).
func (c *calculation) flexiblePension() {
	f := &c.q.Flexible
	var b base
	var estimated bool
	var tier policy.Key
	switch {
	case f.PensionTier.Given:
		var ok bool
		if b, tier, estimated, ok = c.pensionTier(f.PensionTier.Value); !ok {
			return
		}
	case c.s.Rule(policy.PensionFlexibleTiers) != nil: // one of the tiers, or no pension insurance at all
		if !f.MedicalTier.Given {
			c.require("/flexible/pension_tier", pensionTierText)
		}
		return
	case !f.Base.Given:
		c.require("/flexible/base", flexibleBaseText)
		return
	default:
		var ok bool
		if b, ok = c.insured(policy.Pension, f.Base.Value); !ok {
			return
		}
	}
	if !c.has(policy.PensionFlexibleRateTotal) {
		return
	}
	l := c.chosen(policy.Pension, b, c.s.Rate(policy.PensionFlexibleRateTotal), policy.InsuranceRounding, policy.PensionFlexibleAmount)
	l.Estimated = estimated
	if tier != policy.None {
		l.because(tier)
	}
	l.because(policy.PensionFlexibleRateTotal)
}

// mostTiers is how many tiers the book can hold bases for.
const mostTiers = int(policy.PensionFlexibleTier5Base-policy.PensionFlexibleTier1Base) + 1

// pensionTier is the base of a tier: published, entered by the worker beside the tier, or our estimate.
func (c *calculation) pensionTier(tier int) (b base, published policy.Key, estimated, ok bool) {
	f := &c.q.Flexible
	count := min(c.s.Int(policy.PensionFlexibleTierCount), mostTiers)
	if tier < 1 || tier > count {
		c.noSuchTier("/flexible/pension_tier", policy.Pension, tier, 1, count)
		return b, 0, false, false
	}
	bounds := boundsOf(c.s, policy.Pension)
	if !c.hasAll(bounds.floor, bounds.ceiling, policy.InsuranceRounding) {
		return b, 0, false, false
	}
	key := policy.PensionFlexibleTier1Base + policy.Key(tier-1)
	switch {
	case c.s.Has(key) && f.Base.Given:
		c.refuse(fault.New(fault.Exclusive, "/flexible/base", "a", flexibleBaseText, "b", say("已公布基数的档次", "a tier whose base is published")))
		return b, 0, false, false
	case c.s.Has(key):
		m := c.s.Money(key)
		return base{declared: m, amount: m}, key, false, true
	case f.Base.Given:
		c.notice(Assumed, key, TierEntered)
		p := spanOf(c.s, bounds.floor, bounds.ceiling)
		return c.within(&p, f.Base.Value), 0, false, true
	}
	c.notice(Estimate, key, TierEstimated)
	m := estimateTier(c.s, bounds, tier, count)
	return base{declared: m, amount: m}, bounds.floor, true, true
}

// estimateTier spreads the tiers evenly from the floor to the ceiling (CZ-5: no amount is published).
func estimateTier(s *policy.Snapshot, b bounds, tier, count int) money.Money {
	lo, hi := s.Money(b.floor), s.Money(b.ceiling)
	if count == 1 {
		return lo
	}
	return lo.Add(hi.Sub(lo).Times(int64(tier-1)).Over(int64(count-1), money.FenHalfUp))
}

// flexibleMedical is the medical insurance of a flexible worker: base × rate where both are known. Where they are not, the line says
// so: its amount is unknown, not zero.
func (c *calculation) flexibleMedical() {
	f := &c.q.Flexible
	only := policy.MedicalFlexibleTier
	switch {
	case f.MedicalTier.Given && !c.s.Has(only):
		c.notHere(true, "/flexible/medical_tier", say("医疗保险缴费档次", "the medical tier"), say("这里的医疗保险不分档", "medical insurance has no tiers here"))
		return
	case f.MedicalTier.Given && f.MedicalTier.Value != c.s.Int(only):
		c.noSuchTier("/flexible/medical_tier", policy.Medical, f.MedicalTier.Value, c.s.Int(only), c.s.Int(only))
		return
	case !f.MedicalTier.Given && c.s.Has(only): // the tier, or no medical insurance at all
		return
	}
	if !c.has(policy.InsuranceRounding) {
		return
	}
	rate := policy.MedicalFlexibleRate
	b, why, estimated, ok := medicalBase(c.s)
	if !ok || !c.s.Has(rate) {
		l := c.next()
		l.fix(policy.Medical, EmployeePays, money.Money{}, c.s.Rule(policy.MedicalFlexibleAmount), policy.None)
		l.Unknown = true
		c.notice(ValueUnknown, rate, RateUnknown)
		return
	}
	l := c.chosen(policy.Medical, base{declared: b, amount: b}, c.s.Rate(rate), policy.InsuranceRounding, policy.MedicalFlexibleAmount)
	l.Estimated = estimated
	l.because(rate, why)
	if estimated {
		c.notice(Estimate, policy.MedicalFlexibleBase, TierEstimated)
	}
}

// medicalBase is a flexible worker's medical base: published, or where there is one tier only, that tier's estimate.
func medicalBase(s *policy.Snapshot) (b money.Money, because policy.Key, estimated, ok bool) {
	for _, k := range [...]policy.Key{policy.MedicalFlexibleTier5Base, policy.MedicalFlexibleBase} {
		if s.Has(k) {
			return s.Money(k), k, false, true
		}
	}
	bounds := boundsOf(s, policy.Medical)
	if !s.Has(policy.MedicalFlexibleTier) || !s.Has(bounds.floor) || !s.Has(bounds.ceiling) {
		return b, 0, false, false
	}
	return estimateTier(s, bounds, s.Int(policy.MedicalFlexibleTier), s.Int(policy.PensionFlexibleTierCount)), bounds.ceiling, true, true
}

func (c *calculation) noSuchTier(field string, scheme policy.Scheme, tier, first, last int) {
	choices := say("无", "none")
	if last >= first && last > 0 {
		choices = tierChoices(first, last)
	}
	c.refuse(fault.New(fault.NoSuchTier, field, "place", c.s.Place().Name, "insurance", scheme.Name(), "value", tier, "choices", choices).By(c.s.RuleID(policy.PensionFlexibleTiers)))
}

// FlexibleNeeds are the parameters without which a scheme cannot be calculated for a flexible worker in a place, by the form it has there.
// Of a scheme that flexible workers have no part in there are none.
func FlexibleNeeds(s *policy.Snapshot, scheme policy.Scheme) []policy.Key {
	own := func(own, employees policy.Key) policy.Key {
		if s.Has(own) {
			return own
		}
		return employees
	}
	switch scheme {
	case policy.HousingFund:
		switch {
		case s.Has(policy.HousingFundFlexibleRateTotal):
			return []policy.Key{policy.HousingFundFlexibleReferenceWage, policy.HousingFundFlexibleBaseFloorRatio, policy.HousingFundFlexibleBaseCeilingRatio, policy.HousingFundRounding}
		case s.Has(policy.HousingFundFlexibleModeDebitAmountRange):
			return []policy.Key{policy.HousingFundAmountJointFloor, policy.HousingFundAmountJointCap}
		case s.Has(policy.HousingFundFlexibleRateTotalMin):
			return []policy.Key{policy.HousingFundFlexibleRateTotalMax, own(policy.HousingFundFlexibleBaseFloor, policy.HousingFundBaseFloor),
				own(policy.HousingFundFlexibleBaseCeiling, policy.HousingFundBaseCeiling), policy.HousingFundRounding}
		case s.Has(policy.HousingFundFlexibleAmountFloor), s.Has(policy.HousingFundFlexibleAmountCeiling), s.Has(policy.HousingFundFlexibleDebitDay):
			return nil
		}
		return []policy.Key{policy.HousingFundFlexibleRateTotal}
	case policy.Pension:
		b := boundsOf(s, policy.Pension)
		return []policy.Key{b.floor, b.ceiling, policy.InsuranceRounding, policy.PensionFlexibleRateTotal}
	case policy.Medical:
		keys := []policy.Key{policy.InsuranceRounding, policy.MedicalFlexibleRate}
		if _, _, _, ok := medicalBase(s); !ok {
			keys = append(keys, policy.MedicalFlexibleBase)
		}
		return keys
	}
	return nil
}
