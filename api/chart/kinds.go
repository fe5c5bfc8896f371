package chart

import (
	"encoding/json"

	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Parts is a month's contributions by what they are for and who pays. An amount that is not known is in none of them.
type Parts struct {
	FundEmployer, FundEmployee, InsuranceEmployer, InsuranceEmployee money.Money
}

// PartsOf adds lines up.
func PartsOf(lines []contribution.Line) (p Parts) {
	for i := range lines {
		l := &lines[i]
		if l.Unknown {
			continue
		}
		at := &p.InsuranceEmployee
		switch fund := l.Scheme == policy.HousingFund; {
		case fund && l.Payer == contribution.Employer:
			at = &p.FundEmployer
		case fund:
			at = &p.FundEmployee
		case l.Payer == contribution.Employer:
			at = &p.InsuranceEmployer
		}
		*at = at.Add(l.Amount)
	}
	return p
}

// Plus adds others.
func (p Parts) Plus(q Parts) Parts {
	return Parts{p.FundEmployer.Add(q.FundEmployer), p.FundEmployee.Add(q.FundEmployee), p.InsuranceEmployer.Add(q.InsuranceEmployer), p.InsuranceEmployee.Add(q.InsuranceEmployee)}
}

// Total is all of it.
func (p Parts) Total() money.Money {
	return p.FundEmployer.Add(p.FundEmployee).Add(p.InsuranceEmployer).Add(p.InsuranceEmployee)
}

// amounts puts parts onto a bar chart: a series for each of them that is anywhere above zero. nil parts are a gap.
func (b *bars) amounts(l lang.Lang, rows []*Parts) {
	all := []struct {
		name   lang.Text
		colour string
		of     func(*Parts) money.Money
	}{
		{say("公积金·单位", "Fund, employer"), fundEmployer, func(p *Parts) money.Money { return p.FundEmployer }},
		{say("公积金·个人", "Fund, employee"), fundEmployee, func(p *Parts) money.Money { return p.FundEmployee }},
		{say("社保·单位", "Insurance, employer"), insuranceEmployer, func(p *Parts) money.Money { return p.InsuranceEmployer }},
		{say("社保·个人", "Insurance, employee"), insuranceEmployee, func(p *Parts) money.Money { return p.InsuranceEmployee }},
	}
	for _, one := range all {
		s := barSeries{name: one.name.In(l), colour: one.colour, values: make([]barValue, len(rows))}
		any := false
		for i, p := range rows {
			if p != nil {
				m := one.of(p)
				s.values[i].n = yuan(m)
				any = any || !m.IsZero()
			}
		}
		if any {
			b.series = append(b.series, s)
		}
	}
	b.total = say("合计", "Total")
	b.ends, b.totals = make([]string, len(rows)), make([]json.Number, len(rows))
	for i, p := range rows {
		if p != nil {
			b.ends[i], b.totals[i] = Thousands(p.Total()), yuan(p.Total())
		}
	}
}
