package contribution_test

import (
	"math/rand/v2"
	"testing"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Months that are said to be the same for employees answer the same, and those that are said to differ do so for a reason: the book's
// snapshots are cut more finely than what employees pay.
func TestMonthsThatAreTheSameForEmployeesAnswerTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	book := policy.Embedded()
	same, differ := 0, 0
	for _, p := range book.Cities() {
		for m := civil.MonthOf(2025, 7); m < civil.MonthOf(2027, 1); m++ {
			a, b := book.At(p, m), book.At(p, m.Add(1))
			if a == b || !contribution.Answerable(a, policy.HousingFund) || !contribution.Answerable(b, policy.HousingFund) {
				continue
			}
			if !contribution.SameForEmployees(a, b) {
				differ++
				continue
			}
			same++
			for range 20 {
				q := randomEmployee(random, a)
				var x, y contribution.Answer
				q.Month = m
				before := contribution.Calculate(&x, a, &q)
				q.Month = m.Add(1)
				after := contribution.Calculate(&y, b, &q)
				if len(before) != len(after) || len(x.Lines) != len(y.Lines) {
					t.Fatalf("%s %s: %d lines and %v, then %d and %v", p.ID, m, len(x.Lines), before, len(y.Lines), after)
				}
				for i := range x.Lines {
					x.Lines[i].Rule, y.Lines[i].Rule = nil, nil
					if x.Lines[i] != y.Lines[i] {
						t.Fatalf("%s %s: %+v, then %+v", p.ID, m, x.Lines[i], y.Lines[i])
					}
				}
			}
		}
	}
	if same == 0 || differ == 0 {
		t.Errorf("%d months are the same, %d differ", same, differ)
	}
}

// A change of any one thing an employee pays by is seen.
func TestMonthsDifferByAnyOneValue(t *testing.T) {
	book := policy.Embedded()
	p, _ := book.Place("wuhan")
	s := book.At(p, civil.MonthOf(2026, 8))
	for _, o := range [][2]string{
		{"housing_fund.base.floor", "2001 yuan/month"}, {"housing_fund.base.ceiling", "40000 yuan/month"}, {"housing_fund.rate.min", "6%"}, {"housing_fund.rate.max", "11%"},
		{"housing_fund.rate.step", "2%"}, {"housing_fund.rounding", "yuan half-up"}, {"housing_fund.rate.equal", "false"}, {"housing_fund.rate.min.non_enterprise", "9%"},
		{"insurance.base.ceiling", "50000 yuan/month"}, {"insurance.rounding", "yuan half-up"}, {"pension.rate.employer", "17%"}, {"medical.amount.employee.large_medical", "8 yuan/month"},
		{"unemployment.rate.employee", "0.4%"}, {"work_injury.rate.class3", "0.9%"}, {"work_injury.rate.max", "3%"},
	} {
		with, faults := s.With(civil.MonthOf(2026, 8).First(), []policy.Override{{Key: o[0], Value: o[1]}})
		if len(faults) > 0 {
			t.Errorf("%s: %v", o[0], faults)
			continue
		}
		if contribution.SameForEmployees(s, with) {
			t.Errorf("%s = %s is not seen", o[0], o[1])
		}
	}
}

// A flexible worker, too, is answered for the insurances asked for, and for no other.
func TestAFlexibleWorkerIsAnsweredForWhatIsAsked(t *testing.T) {
	book := policy.Embedded()
	p, _ := book.Place("wuxi")
	m := civil.MonthOf(2026, 8)
	for _, only := range []policy.Scheme{policy.Pension, policy.Medical} {
		q := contribution.Question{Month: m, Person: contribution.FlexibleWorker, Flexible: contribution.Flexible{Base: contribution.Given(money.Yuan(6_000))},
			Insurance: contribution.Insurance{Asked: true, Only: contribution.Schemes(0).With(only)}}
		var a contribution.Answer
		if faults := contribution.Calculate(&a, book.At(p, m), &q); len(faults) > 0 {
			t.Fatal(faults)
		}
		if len(a.Lines) != 1 || a.Lines[0].Scheme != only {
			t.Errorf("%s: %v", only, a.Lines)
		}
	}
}
