package scenarios_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/scenarios"
)

// read reads a scenario that has to be readable.
func read(t testing.TB, e *scenarios.Engine, text string) *scenarios.Scenario {
	t.Helper()
	s, faults := scenarios.Read(parse(t, text), e.Book())
	must(t, faults)
	return s
}

func parse(t testing.TB, text string) *scenarios.Tree {
	t.Helper()
	tree, faults := scenarios.Parse([]byte(text))
	must(t, faults)
	return tree
}

func must(t testing.TB, faults fault.List) {
	t.Helper()
	for _, e := range faults {
		t.Errorf("%d:%d %v", e.Line, e.Column, e)
	}
	if faults != nil {
		t.FailNow()
	}
}

const forty = `
person: {kind: employee}
from: 2026-01
to: 2065-12
city: wuhan
wage: {amount: "10000.00", growth: 5%, average_of_last_year: "9500.00"}
employer: {kind: enterprise}
housing_fund: {employer_rate: 12%, employee_rate: 12%}
insurance: {work_injury_class: 1}
assumptions: {floor_growth: 3%, ceiling_growth: 3%, interest_rate: 1.5%}
`

// Forty years month by month, one person, all schemes: the promise is 1 ms.
func BenchmarkFortyYears(b *testing.B) {
	for _, x := range []struct{ name, more string }{
		{"all schemes", ""},
		{"with account, interest and loans", `account: {opened: 2020-01-10, balance: "20000.00"}`},
		{"with take-home pay too", `{account: {opened: 2020-01-10, balance: "20000.00"}, tax: {}}`},
	} {
		b.Run(x.name, func(b *testing.B) {
			e := scenarios.NewEngine(policy.Embedded())
			more := strings.NewReplacer("{account", "account", "}, tax: {}}", "}\ntax: {}").Replace(x.more)
			s := read(b, e, forty+more)
			b.ReportAllocs()
			for b.Loop() {
				if _, faults := e.Run(s); faults != nil {
					b.Fatal(faults)
				}
			}
		})
	}
}

// The same from a cold start: no world has been worked out.
func BenchmarkFortyYearsCold(b *testing.B) {
	book := policy.Embedded()
	s := read(b, scenarios.NewEngine(book), forty)
	for b.Loop() {
		if _, faults := scenarios.NewEngine(book).Run(s); faults != nil {
			b.Fatal(faults)
		}
	}
}

// One profile across all cities for a year, differences taken apart: the promise is 20 ms. The fund is known in every city; the insurances
// are not, and where they are not the city is refused by name.
func BenchmarkAllCities(b *testing.B) {
	for _, x := range []struct{ name, insurance string }{{"housing fund", ""}, {"with insurances", ", insurance: {work_injury_class: 1}"}} {
		b.Run(x.name, func(b *testing.B) {
			e := scenarios.NewEngine(policy.Embedded())
			q, faults := e.ReadCompare(parse(b, `{cities: all, scenario: {person: {kind: employee}, from: 2026-07, to: 2027-06, city: wuhan, wage: {amount: "20000", average_of_last_year: "18000"},
  employer: {kind: enterprise}, housing_fund: {employer_rate: 12%, employee_rate: 12%}`+x.insurance+`}}`))
			must(b, faults)
			answered := 0
			for b.Loop() {
				c, err := e.Compare(context.Background(), q)
				if err != nil {
					b.Fatal(err)
				}
				q.Answer(c, "", lang.ZH)
				answered = 0
				for _, r := range c.Runs {
					if r != nil {
						answered++
					}
				}
			}
			b.ReportMetric(float64(len(q.Scenarios)), "cities")
			b.ReportMetric(float64(answered), "answered")
		})
	}
}

// Ten thousand paths of thirty years: the promise is 3 s on two cores.
func BenchmarkMonteCarlo(b *testing.B) {
	for _, account := range []string{"", `, account: {opened: 2020-01-10, balance: "20000"}`} {
		b.Run(fmt.Sprintf("account=%v", account != ""), func(b *testing.B) {
			e := scenarios.NewEngine(policy.Embedded())
			q, faults := e.ReadMonteCarlo(parse(b, `{paths: 10000, seed: 7, wage_growth: {mean: 4%, spread: 3%}, job_loss: {chance_a_year: 5%, months: [2, 8], wage_after: 95%},
  scenario: {person: {kind: employee}, from: 2026-01, to: 2055-12, city: wuhan, wage: {amount: "10000", average_of_last_year: "9500"}, employer: {kind: enterprise},
  housing_fund: {employer_rate: 12%, employee_rate: 12%}, insurance: {work_injury_class: 1}, assumptions: {floor_growth: 3%, ceiling_growth: 3%}`+account+`}}`))
			must(b, faults)
			b.ReportAllocs()
			for b.Loop() {
				if _, faults, err := e.MonteCarlo(context.Background(), q); faults != nil || err != nil {
					b.Fatal(faults, err)
				}
			}
		})
	}
}
