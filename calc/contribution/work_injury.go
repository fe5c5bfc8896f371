package contribution

import (
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// classes is how many risk classes industries are put into (人社部发〔2015〕71号).
const classes = int(policy.WorkInjuryRateClass8-policy.WorkInjuryRateClass1) + 1

// workInjury is the employer's work-injury insurance, at the rate of the industry's class. The employee pays nothing
// (社会保险法 art. 33). Which class it is, the question says; the tariff keeps the place.
func (t *tariff) workInjury(s *policy.Snapshot) {
	span := t.span(s, policy.WorkInjury)
	for i := range t.classes {
		key := policy.WorkInjuryRateClass1 + policy.Key(i)
		t.classes[i] = t.shareOf(s, policy.WorkInjury, Employer, span, key, policy.WorkInjuryAmount)
	}
	t.shares = append(t.shares, t.classes[0])
}

// injuryShare is the share of the class asked for, or at the employer's own rate after experience rating.
func (c *calculation) injuryShare(t *tariff) (sh *share, ok bool) {
	in := &c.q.Insurance
	class := 1
	switch {
	case in.WorkInjuryClass.Given:
		class = in.WorkInjuryClass.Value
		if class < 1 || class > classes {
			c.refuse(fault.New(fault.OutOfRange, "/insurance/work_injury_class", "what", say("工伤风险类别", "the work-injury class"), "value", class, "min", 1, "max", classes))
			return nil, false
		}
	case !in.WorkInjuryRate.Given:
		c.notice(Assumed, policy.WorkInjuryRateClass1, ClassOne)
	}
	sh = &t.classes[class-1]
	if !in.WorkInjuryRate.Given {
		return sh, c.has(sh.key)
	}
	field, what := "/insurance/work_injury_rate", say("工伤保险费率", "the work-injury rate")
	rate, high := in.WorkInjuryRate.Value, c.s.Rate(policy.WorkInjuryRateMax)
	switch {
	case rate.Cmp(money.Rate{}) <= 0:
		c.refuse(fault.New(fault.NotPositive, field, "what", what, "value", rate.Percent()))
	case c.s.Has(policy.WorkInjuryRateMax) && high.Less(rate):
		c.refuse(fault.New(fault.RateAbove, field, "what", what, "value", rate.Percent(), "max", high.Percent()))
	default:
		own := *sh
		own.key, own.line.Rate, own.line.Because[1] = policy.WorkInjuryRateMax, rate, policy.WorkInjuryRateMax
		return &own, true
	}
	return nil, false
}
