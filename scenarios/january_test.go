package scenarios_test

import (
	"strings"
	"testing"

	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/scenarios"
)

// The insurances follow the wage in January, the fund in July: a run in which a January moves a base says so, others do not.
func TestAJanuaryThatMovesTheBaseIsSpokenOf(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	for _, c := range []struct {
		why, from, to string // what is replaced in the plain one
		said          bool
	}{
		{"a fund year", "from: 2026-01\nto: 2026-12", "from: 2026-07\nto: 2027-06", true},
		{"a calendar year begins with the January", "", "", false},
		{"the same wage as ever", "from: 2026-01\nto: 2026-12\ncity: wuhan\nwage: {amount: 20000", "from: 2026-07\nto: 2027-06\ncity: wuhan\nwage: {amount: 18000", false},
	} {
		s, faults := scenarios.Read(parse(t, strings.Replace(plain, c.from, c.to, 1)), e.Book())
		if len(faults) > 0 {
			t.Fatal(c.why, faults)
		}
		r, faults := e.Run(s)
		if len(faults) > 0 {
			t.Fatal(c.why, faults)
		}
		said := false
		for _, w := range r.Answer(lang.EN, false).Warnings {
			said = said || strings.Contains(w.Message, "From each January")
		}
		if said != c.said {
			t.Errorf("%s: said %v", c.why, said)
		}
	}
}
