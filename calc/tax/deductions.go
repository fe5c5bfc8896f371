package tax

import (
	"fenhao/calc/civil"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Deductions are the special additional deductions of one month: either one sum, or the amounts declared item by item. What is
// declared above an item's limit is deducted up to the limit. Nothing declared is nothing deducted.
type Deductions struct {
	Sum money.Money

	ChildEducation      money.Money
	Children            int // children in education; 0 = not said
	InfantCare          money.Money
	Infants             int // children under three; 0 = not said
	ElderlySupport      money.Money
	Siblings            Siblings
	ContinuingEducation money.Money
	MortgageInterest    money.Money
	Rent                money.Money
}

// Siblings says whether the support of elderly parents is shared.
type Siblings uint8

// The cases; the zero value is not said.
const (
	OnlyChild Siblings = iota + 1
	Shared
)

const pointer = "/tax/special_deductions"

// item is one declared amount and its limit.
type item struct {
	field    string
	declared money.Money
	limit    policy.Key
	children *int // by how many children the limit is multiplied; nil = not by any
}

func (d *Deductions) items() []item {
	elderly := policy.TaxDeductionElderlyOnlyChild
	if d.Siblings == Shared {
		elderly = policy.TaxDeductionElderlySharedMax
	}
	return []item{
		{"/child_education", d.ChildEducation, policy.TaxDeductionChildEducation, &d.Children},
		{"/infant_care", d.InfantCare, policy.TaxDeductionInfantCare, &d.Infants},
		{"/elderly_support", d.ElderlySupport, elderly, nil},
		{"/continuing_education", d.ContinuingEducation, policy.TaxDeductionContinuingEducation, nil},
		{"/mortgage_interest", d.MortgageInterest, policy.TaxDeductionMortgageInterest, nil},
		{"/rent", d.Rent, policy.TaxDeductionRent, nil},
	}
}

func (d *Deductions) empty() bool {
	for _, it := range d.items() {
		if !it.declared.IsZero() {
			return false
		}
	}
	return d.Sum.IsZero()
}

// check finds what is wrong with the deductions as declared.
func (d *Deductions) check(s *policy.Snapshot, m civil.Month) (faults fault.List) {
	negative(&faults, pointer, sumName, d.Sum)
	itemised := false
	for _, it := range d.items() {
		what := it.limit.Spec().Name
		negative(&faults, pointer+it.field, what, it.declared)
		if it.declared.IsZero() {
			continue
		}
		itemised = true
		if !s.Has(it.limit) {
			faults.Add(s.Missing(it.limit, m.First(), pointer+it.field))
		}
	}
	if itemised && !d.Sum.IsZero() {
		faults.Add(fault.New(fault.Exclusive, pointer, "a", sumName, "b", name("逐项金额", "the items")))
	}
	// The 2018 measures on special additional deductions: rent and mortgage interest are not deducted together.
	if !d.Rent.IsZero() && !d.MortgageInterest.IsZero() {
		faults.Add(fault.New(fault.Exclusive, pointer+"/rent", "a", name("住房租金", "Rent"), "b", name("住房贷款利息", "mortgage interest")))
	}
	for _, n := range [...]struct {
		field string
		count int
	}{{"/children", d.Children}, {"/infants", d.Infants}} {
		if n.count < 0 {
			faults.Add(fault.New(fault.Negative, pointer+n.field, "what", name("子女人数", "The number of children"), "value", n.count))
		}
	}
	return faults
}

var sumName = name("专项附加扣除合计", "The sum of special additional deductions")

// deductions is what is deducted this month.
func (w *working) deductions(d *Deductions) Step {
	if !d.Sum.IsZero() {
		w.answer.assume(SumAsStated)
		return input(sumName, d.Sum)
	}
	var parts []Step
	for _, it := range d.items() {
		if !it.declared.IsZero() {
			parts = append(parts, w.deduction(it))
		}
	}
	if d.Siblings == 0 && w.s.Money(policy.TaxDeductionElderlySharedMax).Less(d.ElderlySupport) {
		w.answer.assume(OnlyChildAssumed)
	}
	return sum(name("本月专项附加扣除", "special additional deductions of the month"), parts...)
}

func (w *working) deduction(it item) Step {
	limit := w.amount(it.limit)
	if it.children != nil {
		switch n := *it.children; {
		case n > 1:
			limit = times(name("限额 × 子女人数", "limit × children"), limit, counted(name("子女人数", "children"), n))
		case n == 0 && limit.Amount.Less(it.declared):
			w.answer.assume(OneChild)
		}
	}
	what := it.limit.Spec().Name
	return lesser(what, input(lang.Text{ZH: "申报额", EN: "declared"}, it.declared), limit)
}

func negative(faults *fault.List, field string, what lang.Text, m money.Money) {
	if m.IsNegative() {
		faults.Add(fault.New(fault.Negative, field, "what", what, "value", m))
	}
}
