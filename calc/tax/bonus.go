package tax

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Bonus is an annual bonus (全年一次性奖金) that a resident has taxed apart from the wages. To have it taxed with them instead, add it
// to the month's income.
type Bonus struct {
	Month           civil.Month
	Amount          money.Money
	AlreadyThisYear bool // another bonus of the same year was taxed apart
	NonResident     bool
}

// Withhold is the tax on the bonus: the monthly table's bracket is that of a twelfth of the bonus, and rate and quick deduction are
// applied to the whole. One extra yuan at a bracket's end can therefore cost far more than it brings.
func (b *Bonus) Withhold(s *policy.Snapshot) (Answer, fault.List) {
	if faults := b.check(s); faults != nil {
		return Answer{}, faults
	}
	a := Answer{Rule: s.Rule(policy.TaxWithholding), Income: b.Amount, TaxableToDate: b.Amount}
	w := working{s, &a}
	a.because(policy.TaxBonusSeparateEnd)
	a.Explanation = w.tax(name("全年一次性奖金应纳税额", "tax on the annual bonus"), monthly, input(name("全年一次性奖金", "annual bonus"), b.Amount), monthsPerYear)
	a.DueToDate, a.Withheld = a.Explanation.Amount, a.Explanation.Amount
	return a, nil
}

func (b *Bonus) check(s *policy.Snapshot) (faults fault.List) {
	what := name("奖金单独计税", "Taxing the bonus apart")
	refuse := func(field, zh, en string) {
		faults.Add(fault.New(fault.NotApplicable, field, "what", what, "why", name(zh, en)))
	}
	faults.Add(known(s, monthly, b.Month)...)
	negative(&faults, "/tax/bonus/amount", name("奖金", "The bonus"), b.Amount)
	end := policy.TaxBonusSeparateEnd
	switch last := s.Date(end); {
	case b.NonResident:
		refuse("/tax/bonus", "政策库中没有非居民个人奖金的计税规定", "the book has no rule for the bonus of a non-resident")
	case !s.Has(end):
		faults.Add(s.Missing(end, b.Month.First(), "/tax/bonus"))
	case b.Month.First() > last:
		refuse("/tax/bonus", "该办法执行至 "+last.String(), "it is in force until "+last.String())
	case b.AlreadyThisYear:
		refuse("/tax/bonus", "一个纳税年度内只能使用一次", "it may be used only once in a tax year")
	}
	return faults
}
