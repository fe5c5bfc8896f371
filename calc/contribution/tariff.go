package contribution

import (
	"math"

	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// tariff is what employees and their employers pay in one place on the days of one snapshot, worked out once: which shares there are,
// between which bounds, at which rate, by which article. A person-month is then a walk along it.
type tariff struct {
	fund     fund
	spans    []span
	shares   []share
	classes  [classes]share // work-injury insurance by industry class
	missing  []need         // parameters of the insurances that are not known here and now
	notices  []Notice       // what every answer with insurances has to admit
	rounding money.Rounding // of the insurances

	considered []policy.Key // every bound a base is held against
}

// need is a parameter and the scheme that needs it.
type need struct {
	scheme policy.Scheme
	key    policy.Key
}

// span is the two bounds of a base.
type span struct {
	floor, ceiling       money.Money
	floorKey, ceilingKey policy.Key
}

// share is one payer's part of one insurance: base × rate, or a fixed amount.
type share struct {
	scheme policy.Scheme
	fixed  bool
	span   uint8
	key    policy.Key // of the rate or the amount
	line   Line       // what every person's line of this share has in common
}

// shareOf is the share "base × rate".
func (t *tariff) shareOf(s *policy.Snapshot, scheme policy.Scheme, payer Payer, span uint8, rate policy.Key, rule policy.Role) share {
	sh := share{scheme: scheme, span: span, key: rate}
	sh.line.frame(scheme, payer, s.Rate(rate), t.rounding, s.Rule(rule), policy.InsuranceRounding, rate)
	sh.line.Bounds = t.spans[span].keys()
	return sh
}

// fund is the housing fund of employees.
type fund struct {
	span          span
	min, max      money.Rate
	step          money.Rate // zero: any rate
	nonEnterprise money.Rate // the higher minimum of other employers; zero: none
	equal         bool
	line          Line // what every person's line of the fund has in common
	joint         bool // the place writes the amount as one product of both rates
	rounding      money.Rounding
	missing       []policy.Key
	considered    []policy.Key    // the bounds, and the parameters rates are held against
	whatIf        []policy.Key    // those of them that the asker supposed: they decided every line
	beside        [2]*policy.Rule // the articles of base and rate
}

// tariffOf is a snapshot's tariff.
func tariffOf(s *policy.Snapshot) *tariff {
	return s.Derived(compile).(*tariff)
}

func compile(s *policy.Snapshot) any {
	t := &tariff{rounding: s.Rounding(policy.InsuranceRounding)}
	t.housingFund(s)
	t.pension(s)
	t.medical(s)
	t.unemployment(s)
	t.workInjury(s)
	t.maternity(s)
	for _, p := range t.spans {
		t.considered = append(t.considered, p.floorKey, p.ceilingKey)
	}
	return t
}

// know tells whether a parameter is known, and keeps it for the refusal if not.
func (t *tariff) know(s *policy.Snapshot, scheme policy.Scheme, k policy.Key) bool {
	if !s.Has(k) {
		t.missing = append(t.missing, need{scheme, k})
	}
	return s.Has(k)
}

// keys are the parameters of the bounds.
func (p *span) keys() [2]policy.Key { return [2]policy.Key{p.floorKey, p.ceilingKey} }

func spanOf(s *policy.Snapshot, floor, ceiling policy.Key) span {
	p := span{s.Money(floor), s.Money(ceiling), floor, ceiling}
	if s.Unlimited(floor) {
		p.floor = money.Fen(math.MinInt64)
	}
	if s.Unlimited(ceiling) {
		p.ceiling = money.Fen(math.MaxInt64)
	}
	return p
}

// span is the number of a scheme's bounds; schemes that share them share the number.
func (t *tariff) span(s *policy.Snapshot, scheme policy.Scheme) uint8 {
	b := boundsOf(s, scheme)
	t.know(s, scheme, b.floor)
	t.know(s, scheme, b.ceiling)
	t.know(s, scheme, policy.InsuranceRounding)
	p := spanOf(s, b.floor, b.ceiling)
	for i, other := range t.spans {
		if other == p {
			return uint8(i)
		}
	}
	t.spans = append(t.spans, p)
	return uint8(len(t.spans) - 1)
}

// share puts one payer's part on the tariff. A rate of zero is no part; if sources disagree about that zero, answers say so.
func (t *tariff) share(s *policy.Snapshot, scheme policy.Scheme, payer Payer, span uint8, rate policy.Key, rule policy.Role) {
	if !t.know(s, scheme, rate) {
		return
	}
	if s.Rate(rate).IsZero() {
		if s.Entry(rate).Conflict.EN != "" {
			t.notices = append(t.notices, Notice{Conflict, rate, SourcesDisagree})
		}
		return
	}
	t.shares = append(t.shares, t.shareOf(s, scheme, payer, span, rate, rule))
}

// base is a wage after floor and ceiling.
type base struct {
	declared, amount money.Money
	limit            Limit
	bound            policy.Key    // the parameter that decided, if one did
	between          [2]policy.Key // the bounds of a base a flexible worker chose; those of employees are the tariff's
}

// clamp puts a wage between the bounds.
func (p *span) clamp(declared money.Money) base {
	switch {
	case declared.Less(p.floor):
		return base{declared: declared, amount: p.floor, limit: AtFloor, bound: p.floorKey}
	case p.ceiling.Less(declared):
		return base{declared: declared, amount: p.ceiling, limit: AtCeiling, bound: p.ceilingKey}
	}
	return base{declared: declared, amount: declared}
}
