package contribution_test

import (
	"testing"

	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// One person-month, all lines of both payers: the promise is 200 ns and no allocation.
func BenchmarkCalculate(b *testing.B) {
	book := policy.Embedded()
	for _, city := range []string{"wuhan", "zhengzhou", "wuxi", "urumqi", "changzhou"} {
		b.Run(city, func(b *testing.B) {
			p, _ := book.Place(city)
			m := civil.MonthOf(2026, 8)
			s := book.At(p, m)
			q := contribution.Question{
				Month: m, Person: contribution.Employee, Wage: contribution.Given(money.Yuan(20_000)), AverageWage: contribution.Given(money.Yuan(18_000)), Employer: contribution.Enterprise,
				HousingFund: contribution.HousingFund{Asked: true, EmployerRate: contribution.Given(money.PPM(120_000)), EmployeeRate: contribution.Given(money.PPM(120_000))},
				Insurance:   contribution.Insurance{Asked: true, WorkInjuryClass: contribution.Given(1)},
			}
			var a contribution.Answer
			if faults := contribution.Calculate(&a, s, &q); len(faults) > 0 {
				b.Fatal(faults)
			}
			b.ReportAllocs()
			for b.Loop() {
				_ = contribution.Calculate(&a, s, &q)
			}
			b.ReportMetric(float64(len(a.Lines)), "lines")
		})
	}
}

// The same promise as a test: allocations can be counted without a clock.
func TestCalculateAllocatesNothing(t *testing.T) {
	book := policy.Embedded()
	p, _ := book.Place("wuhan")
	m := civil.MonthOf(2026, 8)
	s := book.At(p, m)
	q := contribution.Question{
		Month: m, Person: contribution.Employee, AverageWage: contribution.Given(money.Yuan(18_000)), Employer: contribution.Institution,
		HousingFund: contribution.HousingFund{Asked: true, EmployerRate: contribution.Given(money.PPM(120_000)), EmployeeRate: contribution.Given(money.PPM(120_000))},
		Insurance:   contribution.Insurance{Asked: true},
	}
	var a contribution.Answer
	_ = contribution.Calculate(&a, s, &q)
	if n := testing.AllocsPerRun(100, func() { _ = contribution.Calculate(&a, s, &q) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
