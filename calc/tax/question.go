// Package tax is the income tax on wages: cumulative withholding for residents, the monthly table for non-residents, and the
// annual bonus taxed apart.
package tax

import (
	"fenhao/calc/civil"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Question is one person's wage of one month.
type Question struct {
	Month         civil.Month
	Income        money.Money // this month's wage
	Contributions money.Money // what the employee pays this month for insurance and fund
	Deductions    Deductions  // special additional deductions, of this month
	EmployedSince civil.Month // first month with this employer; 0 = not said
	YearToDate    *YearToDate // this year's earlier months here; nil = taken to be like this month
	NonResident   bool

	// FullYearDeduction elects to deduct the year's standard deduction from January on. The asker states that the conditions are
	// met: the whole of last year with this employer, and no more than the standard deduction earned.
	FullYearDeduction bool
}

// YearToDate sums up the year's earlier months with this employer.
type YearToDate struct {
	Months        int
	Income        money.Money
	Contributions money.Money
	Deductions    money.Money // special additional deductions, without the standard deduction
	Withheld      money.Money
}

// Answer is the tax withheld this month. Amounts are those of the year to date; for a non-resident, of this month.
type Answer struct {
	Months        int         // for how many months the standard deduction is taken
	Income        money.Money // wages
	Standard      money.Money // standard deduction
	Contributions money.Money // insurance and fund deducted
	Deductions    money.Money // special additional deductions

	TaxableToDate  money.Money
	Rate           money.Rate
	QuickDeduction money.Money
	DueToDate      money.Money
	WithheldBefore money.Money
	Withheld       money.Money // this month

	Rule        *policy.Rule
	Explanation Step // its amount is Withheld
	Because     []policy.Key
	Assumed     []Assumption
}

// Assumption is a reading the answer rests on that the asker did not state.
type Assumption uint8

// The assumptions.
const (
	EarlierMonthsAlike Assumption = iota + 1
	SinceJanuary
	ConditionsStated
	SumAsStated
	OneChild
	OnlyChildAssumed
)

var assumptions = [...]lang.Text{
	EarlierMonthsAlike: {ZH: "没有给出本年此前各月的数据，按与本月相同计算", EN: "the year's earlier months were not given; each is taken to be like this one"},
	SinceJanuary:       {ZH: "没有给出入职月份，按本年 1 月起在本单位任职计算", EN: "no first month of employment was given; January of this year is taken"},
	ConditionsStated:   {ZH: "全年一次扣除减除费用的条件（上年全年在本单位任职且收入不超过减除费用）以提问者所述为准", EN: "that the conditions of the full-year deduction are met (employed here all of last year, and no more earned than the deduction) is the asker's statement"},
	SumAsStated:        {ZH: "专项附加扣除按所给合计数计算，未逐项核对限额", EN: "the special additional deductions are taken as the sum given, without checking each against its limit"},
	OneChild:           {ZH: "没有给出子女人数，按一个子女计算限额", EN: "the number of children was not given; the limit for one child is taken"},
	OnlyChildAssumed:   {ZH: "没有说明是否独生子女，按独生子女计算限额", EN: "whether the person is an only child was not said; an only child's limit is taken"},
}

// Text is the assumption as a sentence without its full stop.
func (a Assumption) Text() lang.Text { return assumptions[a] }

func (a *Answer) assume(why Assumption) {
	for _, w := range a.Assumed {
		if w == why {
			return
		}
	}
	a.Assumed = append(a.Assumed, why)
}

func (a *Answer) because(keys ...policy.Key) {
next:
	for _, k := range keys {
		for _, known := range a.Because {
			if k == known {
				continue next
			}
		}
		a.Because = append(a.Because, k)
	}
}
