package contribution

import (
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// classes is how many risk classes industries are put into (人社部发〔2015〕71号).
const classes = int(policy.WorkInjuryRateClass8-policy.WorkInjuryRateClass1) + 1

// workInjury writes the employer's work-injury insurance: the rate of the industry's class, or the employer's own rate after
// experience rating. The employee pays nothing (社会保险法 art. 33).
func (c *calculation) workInjury(declared money.Money, known bool) {
	in := &c.q.Insurance
	class := 1
	switch {
	case in.WorkInjuryClass.Given:
		class = in.WorkInjuryClass.Value
		if class < 1 || class > classes {
			c.refuse(fault.New(fault.OutOfRange, "/insurance/work_injury_class", "what", say("工伤风险类别", "the work-injury class"), "value", class, "min", 1, "max", classes))
			return
		}
	case !in.WorkInjuryRate.Given:
		c.notice(Assumed, policy.WorkInjuryRateClass1, ClassOne)
	}
	b, ok := c.insured(policy.WorkInjury, declared, known)
	if !in.WorkInjuryRate.Given {
		if ok {
			c.insurance(policy.WorkInjury, Employer, b, policy.WorkInjuryRateClass1+policy.Key(class-1), policy.WorkInjuryAmount)
		}
		return
	}
	field, what := "/insurance/work_injury_rate", say("工伤保险费率", "the work-injury rate")
	rate, high := in.WorkInjuryRate.Value, c.s.Rate(policy.WorkInjuryRateMax)
	switch {
	case rate.Cmp(money.Rate{}) <= 0:
		c.refuse(fault.New(fault.NotPositive, field, "what", what, "value", rate.Percent()))
	case c.s.Has(policy.WorkInjuryRateMax) && high.Less(rate):
		c.refuse(fault.New(fault.RateAbove, field, "what", what, "value", rate.Percent(), "max", high.Percent()))
	case ok:
		c.share(policy.WorkInjury, Employer, b, rate, policy.InsuranceRounding, policy.WorkInjuryAmount)
	}
}
