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

func everKnown(s *policy.Snapshot, k policy.Key) bool {
	return len(s.Book().History(s.Place(), k)) > 0
}

// maxSpans is how many different bounds the five insurances of a place can have.
const maxSpans = 5

// insurances writes the lines of the five insurances, in the order of the tariff.
func (c *calculation) insurances(declared money.Money, known bool) {
	t, only := tariffOf(c.s), c.q.Insurance.Only
	for _, m := range t.missing {
		if only.has(m.scheme) {
			known = c.has(m.key) && known
		}
	}
	var injury *share
	if only.has(policy.WorkInjury) {
		var ok bool
		injury, ok = c.injuryShare(t)
		known = known && ok
	}
	if !known {
		return
	}
	for _, n := range t.notices {
		if only.has(n.Key.Spec().Scheme) {
			c.a.Notices = append(c.a.Notices, n)
		}
	}
	var bases [maxSpans]base
	for i := range t.spans {
		bases[i] = t.spans[i].clamp(declared)
	}
	every := only.every()
	if every {
		c.a.tariff[1] = t.considered
	}
	lines, n := c.room(len(t.shares)), 0
	for i := range t.shares {
		sh := &t.shares[i]
		if !only.has(sh.scheme) {
			continue
		}
		if sh.scheme == policy.WorkInjury {
			sh = injury
		}
		// The share's line, with the person's base and amount put in.
		lines[n] = sh.line
		if !sh.fixed {
			lines[n].fill(&bases[sh.span])
			if !every {
				c.a.Considered = append(c.a.Considered, t.spans[sh.span].floorKey, t.spans[sh.span].ceilingKey)
			}
		}
		n++
	}
	c.a.Lines = c.a.Lines[:len(c.a.Lines)-len(t.shares)+n]
}
