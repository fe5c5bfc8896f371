package contribution_test

import (
	"testing"

	"pgregory.net/rapid"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

func employee(m civil.Month, wage money.Money) contribution.Question {
	return contribution.Question{
		Month: m, Person: contribution.Employee, AverageWage: contribution.Given(wage), Employer: contribution.Enterprise,
		HousingFund: contribution.HousingFund{Asked: true, EmployerRate: contribution.Given(money.PPM(70_000)), EmployeeRate: contribution.Given(money.PPM(70_000))},
		Insurance:   contribution.Insurance{Asked: true, WorkInjuryClass: contribution.Given(1)},
	}
}

// Every place, every month in which anything changes and the month before: an answer, or a refusal that says what is not known.
func TestEveryMonthOfChangeIsAnsweredOrRefusedByName(t *testing.T) {
	book := policy.Embedded()
	answered := 0
	for _, p := range book.Cities() {
		months := map[civil.Month]bool{}
		for _, d := range book.Changes(p) {
			months[d.Month()], months[d.Month()-1] = true, true
		}
		for m := range months {
			for _, q := range []contribution.Question{
				employee(m, money.Yuan(9_000)),
				{Month: m, Person: contribution.FlexibleWorker, HousingFund: contribution.HousingFund{Asked: true}, Insurance: contribution.Insurance{Asked: true},
					Flexible: contribution.Flexible{Base: contribution.Given(money.Yuan(6_000))}},
			} {
				var a contribution.Answer
				faults := contribution.Calculate(&a, book.At(p, m), &q)
				if len(faults) == 0 {
					answered++
					if len(a.Lines) == 0 {
						t.Errorf("%s %s: neither lines nor a refusal", p.ID, m)
					}
					for _, l := range a.Lines {
						if l.Rule == nil {
							t.Errorf("%s %s: the %s line of the %s cites no article", p.ID, m, l.Scheme, l.Payer)
						}
					}
				}
				for _, e := range faults {
					switch e.Code {
					case fault.BeforeFirst, fault.ValueUnknown, fault.ValueEnded, fault.Required, fault.NotApplicable, fault.RateAbove:
					default:
						t.Errorf("%s %s: %v", p.ID, m, e)
					}
				}
			}
		}
	}
	if answered < 50 {
		t.Errorf("only %d questions were answered", answered)
	}
}

// Who earns more never pays less; above the ceiling and below the floor nothing changes; the shares sum to the total.
func TestAmountsFollowTheWage(t *testing.T) {
	book := policy.Embedded()
	cities := book.Cities()
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(cities).Draw(t, "city")
		m := civil.MonthOf(2026, 8).Add(rapid.IntRange(-10, 14).Draw(t, "months later"))
		s := book.At(p, m)
		low := money.Fen(rapid.Int64Range(0, 60_000_00).Draw(t, "wage"))
		high := low.Add(money.Fen(rapid.Int64Range(0, 60_000_00).Draw(t, "more")))
		ql, qh := employee(m, low), employee(m, high)
		var a, b contribution.Answer
		fa, fb := contribution.Calculate(&a, s, &ql), contribution.Calculate(&b, s, &qh)
		if len(fa) != len(fb) {
			t.Fatalf("refused for one wage only: %v, %v", fa, fb)
		}
		if len(fa) > 0 {
			return
		}
		var sum money.Money
		for i := range a.Lines {
			x, y := a.Lines[i], b.Lines[i]
			if y.Amount.Less(x.Amount) {
				t.Fatalf("%s %s: %s for %s but %s for %s", x.Scheme, x.Payer, x.Amount, low, y.Amount, high)
			}
			if x.Limit == y.Limit && x.Limit != contribution.NoLimit && x.Amount != y.Amount {
				t.Fatalf("%s %s: at the %s, yet %s and %s", x.Scheme, x.Payer, x.Limit, x.Amount, y.Amount)
			}
			if x.Base.Less(x.Declared) != (x.Limit == contribution.AtCeiling) || x.Declared.Less(x.Base) != (x.Limit == contribution.AtFloor) {
				if !x.Fixed {
					t.Fatalf("%s: declared %s, base %s, limit %s", x.Scheme, x.Declared, x.Base, x.Limit)
				}
			}
			sum = sum.Add(x.Amount)
		}
		if total := contribution.Sum(a.Lines); total.Total != sum || total.Employer.Add(total.Employee) != sum {
			t.Fatalf("shares sum to %s, the total is %s", sum, total.Total)
		}
	})
}
