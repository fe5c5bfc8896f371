package workforce_test

import (
	"strings"
	"testing"

	"fenhao/calc/contribution"
	"fenhao/calc/policy"
	"fenhao/scenarios/workforce"
)

// Insurances are adjusted in July with the fund, though some places do it in January: a budget that passes a January says so, one that
// does not, or asks for the fund alone, has nothing to say.
func TestAJanuaryIsSpokenOf(t *testing.T) {
	const people = `
id,city,wage,average_wage,employer_rate,employee_rate
1,wuhan,20000,18000,12%,12%
`
	for _, c := range []struct {
		name string
		plan workforce.Plan
		said bool
	}{
		{"a fund year", workforce.Plan{From: month("2026-07"), To: month("2027-06")}, true},
		{"a calendar year begins with the January", workforce.Plan{From: month("2026-01"), To: month("2026-12")}, false},
		{"the fund alone", workforce.Plan{From: month("2026-07"), To: month("2027-06"), Schemes: contribution.Schemes(0).With(policy.HousingFund)}, false},
		{"bases kept", workforce.Plan{From: month("2026-07"), To: month("2027-06"), KeepBases: true}, false},
	} {
		b, _, totals, problems := run(t, &c.plan, people)
		if len(problems) > 0 {
			t.Fatal(c.name, problems)
		}
		said := false
		for _, w := range b.Warnings(totals) {
			said = said || strings.Contains(w.Text.EN, "not in January")
		}
		if said != c.said {
			t.Errorf("%s: said %v", c.name, said)
		}
	}
}
