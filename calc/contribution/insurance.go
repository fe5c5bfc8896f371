package contribution

import (
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// bounds are the parameters a scheme's base lies between.
type bounds struct{ floor, ceiling policy.Key }

// own are the bounds of the schemes where they are published apart.
var own = [policy.Schemes]bounds{
	policy.Pension:      {policy.PensionBaseFloor, policy.PensionBaseCeiling},
	policy.Medical:      {policy.MedicalBaseFloor, policy.MedicalBaseCeiling},
	policy.Unemployment: {policy.UnemploymentBaseFloor, policy.UnemploymentBaseCeiling},
	policy.WorkInjury:   {policy.WorkInjuryBaseFloor, policy.WorkInjuryBaseCeiling},
	policy.Maternity:    {policy.MaternityBaseFloor, policy.MaternityBaseCeiling},
}

// boundsOf are a scheme's own bounds where the place has them, else those the five insurances share. Floor and ceiling are looked up apart:
// a place may publish only one of them for a scheme. If neither is known, the ones the place publishes at other times are named.
func boundsOf(s *policy.Snapshot, scheme policy.Scheme) bounds {
	b := own[scheme]
	if !s.Has(b.floor) && (s.Has(policy.InsuranceBaseFloor) || !everKnown(s, b.floor)) {
		b.floor = policy.InsuranceBaseFloor
	}
	if !s.Has(b.ceiling) && (s.Has(policy.InsuranceBaseCeiling) || !everKnown(s, b.ceiling)) {
		b.ceiling = policy.InsuranceBaseCeiling
	}
	return b
}

// everKnown is asked only where an answer is about to be refused.
func everKnown(s *policy.Snapshot, k policy.Key) bool {
	return k != policy.None && len(s.Book().History(s.Place(), k)) > 0
}

// insured is a declared wage between a scheme's bounds.
func (c *calculation) insured(scheme policy.Scheme, declared money.Money, known bool) (base, bool) {
	b := boundsOf(c.s, scheme)
	if !c.hasAll(b.floor, b.ceiling, policy.InsuranceRounding) || !known {
		return base{}, false
	}
	return c.clamp(declared, b.floor, b.ceiling), true
}

// insurance writes one payer's line of one insurance. A rate of zero is no line; if sources disagree about that zero, the answer says so.
func (c *calculation) insurance(scheme policy.Scheme, payer Payer, b base, rate policy.Key, rule policy.Role) {
	if !c.has(rate) {
		return
	}
	r := c.s.Rate(rate)
	if r.IsZero() {
		if c.s.Entry(rate).Conflict != "" {
			c.notice(Conflict, rate, SourcesDisagree)
		}
		return
	}
	c.share(scheme, payer, b, r, policy.InsuranceRounding, rule).because(rate)
}
