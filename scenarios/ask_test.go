package scenarios_test

import (
	"bytes"
	"context"
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios"
)

func solve(t *testing.T, text string) *scenarios.SolveAnswer {
	t.Helper()
	e := scenarios.NewEngine(policy.Embedded())
	q, faults := e.ReadSolve(parse(t, text))
	must(t, faults)
	s, faults, err := e.Solve(context.Background(), q)
	must(t, faults)
	if err != nil {
		t.Fatal(err)
	}
	return q.Answer(s, "", lang.EN)
}

func scenarioIn(text string) string {
	return "scenario:\n  " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  ") + "\n"
}

// The fund at 12 % each side of a base of 18,000: which average wage makes the employer pay 25,920 a year for it? 25,920 / 12 / 12 % =
// 18,000; the fen of the contribution is reached by every wage within a few fen.
func TestSolveFindsAnInterval(t *testing.T) {
	a := solve(t, scenarioIn(strings.Replace(plain, "insurance: {work_injury_class: 1}\n", "", 1))+`
vary: {path: /wage/average_of_last_year, from: "10000", to: "30000"}
target: {path: /totals/schemes/housing_fund/employer, value: "25920.00"}
`)
	// 12 % of w rounds half up to 2,160.00 for 17,999.96 (2,159.9952) up to 18,000.04 (2,160.0048)
	if a.Outcome != "interval" || a.From != "17999.96" || a.To != "18000.04" {
		t.Errorf("%+v", a)
	}
}

// One tier, one rate, one month: an exact answer.
func TestSolveFindsOneValue(t *testing.T) {
	a := solve(t, scenarioIn(plain)+`
vary: {path: /housing_fund/employer_rate, also: [/housing_fund/employee_rate], from: "0.05", to: "0.12", step: "0.01"}
target: {path: /months/2026-08/employer, value: "6048.00"}
`) // 18,000 × 25.6 % = 4,608, and 8 % = 1,440
	if a.Outcome != "exact" || a.Value != "0.08" {
		t.Errorf("%+v", a)
	}
}

// Rates the rules do not allow are left out of the search, and a target between two results names both.
func TestSolveNamesTheNearest(t *testing.T) {
	a := solve(t, scenarioIn(plain)+`
vary: {path: /housing_fund/employer_rate, also: [/housing_fund/employee_rate], from: "0", to: "0.3", step: "0.005"}
target: {path: /months/0/employer, value: "6100.00"}
`)
	if a.Outcome != "none" || len(a.Nearest) != 2 || a.Nearest[0] != (scenarios.NearAnswer{Value: "0.08", Reached: "6048.00"}) || a.Nearest[1] != (scenarios.NearAnswer{Value: "0.09", Reached: "6228.00"}) {
		t.Errorf("%+v", a)
	}
}

// From which wage on does the fund's ceiling cut? 36,072.25 from July 2026: everything above reaches the same.
func TestSolveFindsAPlateau(t *testing.T) {
	a := solve(t, scenarioIn(strings.Replace(plain, "insurance: {work_injury_class: 1}\n", "", 1))+`
vary: {path: /wage/average_of_last_year, from: "30000", to: "50000"}
target: {path: /months/2026-12/employer, value: "4328.67"}
`) // 36,072.25 × 12 % = 4,328.67; from 36,072.21 (4,328.6652) on
	if a.Outcome != "interval" || a.From != "36072.21" || a.To != "50000.00" {
		t.Errorf("%+v", a)
	}
}

// A question that cannot be asked says which part of it is wrong.
func TestBadQuestionsAreRefused(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	for _, c := range []struct{ ask, text, code, pointer string }{
		{"sweep", "", "required", "/vary"},
		{"sweep", `vary: {path: /wages, from: "1", to: "2", step: "1"}`, "bad_path", "/vary/path"},
		{"sweep", `vary: {path: "", from: "1", to: "2", step: "1"}`, "bad_path", "/vary/path"},
		{"sweep", `vary: {path: /person/kind, from: "1", to: "2", step: "1"}`, "not_variable", "/vary/path"},
		{"sweep", `vary: {path: /wage/amount, from: "1", to: "2"}`, "required", "/vary/step"},
		{"sweep", `vary: {path: /wage/amount, from: "1", to: "2", step: "0"}`, "not_variable", "/vary/step"},
		{"sweep", `vary: {path: /wage/amount, from: "2", to: "1", step: "1"}`, "not_in_order", "/vary/to"},
		{"sweep", `vary: {path: /wage/amount, from: "1", to: "200000", step: "0.01"}`, "too_long", "/vary/to"},
		{"solve", `vary: {path: /wage/amount, from: "1", to: "2"}`, "required", "/target"},
		{"solve", `{vary: {path: /wage/amount, from: "1", to: "2"}, target: {path: /totals/nonsense, value: 1}}`, "bad_path", "/target/path"},
		{"solve", `{vary: {path: /wage/amount, from: "1", to: "2"}, target: {path: /totals/total, value: lots}}`, "not_variable", "/target/value"},
		{"compare", `cities: [wuhan, atlantis]`, "unknown_place", "/cities/1"},
		{"compare", `cities: some`, "not_one_of", "/cities"},
		{"monte-carlo", `paths: 10`, "required", "/seed"},
		{"monte-carlo", `{paths: 1000000, seed: 1}`, "out_of_range", "/paths"},
		{"monte-carlo", `{paths: 10, seed: 1, job_loss: {chance_a_year: 5%, months: [5, 2]}}`, "not_in_order", "/job_loss/months/1"},
	} {
		text := strings.TrimSuffix(strings.TrimPrefix(c.text, "{"), "}")
		if c.text == "" || c.text[0] != '{' {
			text = c.text
		} else {
			text = strings.Replace(strings.Replace(strings.Replace(text, ", target", "\ntarget", 1), ", seed", "\nseed", 1), ", job_loss", "\njob_loss", 1)
		}
		t.Run(c.ask+" "+c.pointer+" "+c.code, func(t *testing.T) {
			tree := parse(t, scenarioIn(plain)+text+"\n")
			var faults []string
			add := func(code, field string) { faults = append(faults, code+" "+field) }
			switch c.ask {
			case "sweep":
				_, list := e.ReadSweep(tree)
				for _, f := range list {
					add(string(f.Code), f.Field)
				}
			case "solve":
				q, list := e.ReadSolve(tree)
				if list == nil {
					_, list, _ = e.Solve(context.Background(), q)
				}
				for _, f := range list {
					add(string(f.Code), f.Field)
				}
			case "compare":
				_, list := e.ReadCompare(tree)
				for _, f := range list {
					add(string(f.Code), f.Field)
				}
			case "monte-carlo":
				_, list := e.ReadMonteCarlo(tree)
				for _, f := range list {
					add(string(f.Code), f.Field)
				}
			}
			if len(faults) != 1 || faults[0] != c.code+" "+c.pointer {
				t.Errorf("want %s %s, got %v", c.code, c.pointer, faults)
			}
		})
	}
}

// Whatever is compared, the parts sum to the difference, which is the difference of the results, exactly.
func TestPartsSumToTheDifference(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	cities := []string{"wuhan", "zhengzhou", "wuxi", "urumqi", "changzhou"}
	rapid.Check(t, func(rt *rapid.T) {
		one := func(name string) string {
			s := map[string]any{
				"person": map[string]string{"kind": "employee"}, "from": "2026-03", "to": rapid.SampledFrom([]string{"2026-12", "2027-09"}).Draw(rt, name+" to"),
				"city": rapid.SampledFrom(cities).Draw(rt, name+" city"), "employer": map[string]string{"kind": "enterprise"},
				"wage":         map[string]string{"amount": money.Fen(rapid.Int64Range(100_000, 6_000_000).Draw(rt, name+" wage")).String(), "average_of_last_year": money.Fen(rapid.Int64Range(100_000, 6_000_000).Draw(rt, name+" average")).String()},
				"housing_fund": map[string]string{"employer_rate": "0.08", "employee_rate": "0.08"}, "insurance": map[string]any{},
			}
			if rapid.Bool().Draw(rt, name+" account") {
				s["account"] = map[string]string{"opened": "2020-01-01", "balance": "1000.00"}
			}
			if rapid.Bool().Draw(rt, name+" ceiling") {
				s["overrides"] = []map[string]string{{"key": "housing_fund.base.ceiling", "from": "2026-08-01", "value": "20000 yuan/month"}}
			}
			if rapid.Bool().Draw(rt, name+" tax") {
				s["tax"] = map[string]any{}
			}
			b, _ := json.Marshal(s)
			return string(b)
		}
		q, faults := e.ReadCompare(parse(t, `{"scenarios": [`+one("a")+`, `+one("b")+`]}`))
		must(t, faults)
		c, err := e.Compare(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		must(t, c.Refused[0])
		must(t, c.Refused[1])
		a, b := c.Runs[0].Answer(lang.EN, false).Totals, c.Runs[1].Answer(lang.EN, false).Totals
		d := c.Differences[1]
		check := func(what string, p *scenarios.Parts, from, to money.Money) {
			var sum money.Money
			for _, x := range p.Parts {
				sum = sum.Add(x)
			}
			if sum != p.Difference || p.Difference != to.Sub(from) {
				rt.Errorf("%s: parts sum to %s, difference %s, results differ by %s", what, sum, p.Difference, to.Sub(from))
			}
		}
		check("employer", d.Employer, a.Employer, b.Employer)
		check("employee", d.Employee, a.Employee, b.Employee)
		check("total", d.Total, a.Total, b.Total)
		if d.Balance != nil {
			check("balance", d.Balance, *a.Balance, *b.Balance)
		}
		if d.TakeHome != nil {
			check("take_home", d.TakeHome, *a.TakeHome, *b.TakeHome)
		}
	})
}

// Only the ceiling differs: all of the difference is the ceiling's. 40,000 at 12 %, cut at 36,072.25 or at 30,000, six months.
func TestADifferenceNamesItsCause(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	high := strings.NewReplacer("18000", "40000", "2026-01", "2026-07", "insurance: {work_injury_class: 1}\n", "").Replace(plain)
	low := high + "overrides: [{key: housing_fund.base.ceiling, value: 30000 yuan/month}]\n"
	q, faults := e.ReadCompare(parse(t, "scenarios:\n"+item(high)+item(low)))
	must(t, faults)
	c, err := e.Compare(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	p := c.Runs[1].Answer(lang.EN, false)
	d := q.Answer(c, "", lang.EN).Differences[0].Employer
	if want := money.Fen(6 * (360_000 - 432_867)); d.Difference != want || d.Ceiling != want {
		t.Errorf("want %s in the ceiling, got %+v (%s)", want, d, p.Totals.Employer)
	}
}

func item(s string) string {
	return "  - " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n    ") + "\n"
}

// The same seed gives the same bytes whatever the number of processors; another seed gives others.
func TestChancesAreReproducible(t *testing.T) {
	ask := func(processors int, seed string) []byte {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		e := scenarios.NewEngine(policy.Embedded())
		story, _ := scenarios.StoryOf("wuhan-forty-years")
		body := story.Requests()["monte-carlo"]
		body = parse(t, strings.Replace(string(body.JSON()), `"seed":7`, `"seed":`+seed, 1))
		q, faults := e.ReadMonteCarlo(body)
		must(t, faults)
		c, faults, err := e.MonteCarlo(context.Background(), q)
		must(t, faults)
		if err != nil {
			t.Fatal(err)
		}
		a := q.Answer(c, lang.EN)
		for _, m := range a.Months {
			for i := 1; i < len(m.Balance); i++ {
				if m.Balance[i].Less(m.Balance[i-1]) || m.Wage[i].Less(m.Wage[i-1]) {
					t.Errorf("%s: percentiles do not rise: %v", m.Month, m.Balance)
				}
			}
		}
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	one, two, four := ask(1, "7"), ask(2, "7"), ask(4, "7")
	if !bytes.Equal(one, two) || !bytes.Equal(one, four) {
		t.Error("the number of processors changed the answer")
	}
	if bytes.Equal(one, ask(2, "8")) {
		t.Error("another seed, the same answer")
	}
}

// Without chance every path is the scenario itself.
func TestNoChanceNoDifference(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	q, faults := e.ReadMonteCarlo(parse(t, scenarioIn(strings.Replace(plain, "wage: {", "wage: {growth: 3%, ", 1))+"paths: 5\nseed: 1\n"))
	must(t, faults)
	c, faults, err := e.MonteCarlo(context.Background(), q)
	must(t, faults)
	if err != nil {
		t.Fatal(err)
	}
	a := q.Answer(c, lang.EN)
	for _, v := range a.Totals.Total {
		if v != a.Without.Total {
			t.Errorf("a path came to %s, the scenario to %s", v, a.Without.Total)
		}
	}
}

// Two stays in one city are one stay where nothing was chosen anew: the account's interest year goes on.
func TestStaysInOneCityAreOne(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	one := strings.NewReplacer("to: 2026-12", "to: 2027-12", "city: wuhan", "city: wuhan\naccount: {opened: 2020-01-01, balance: 5000}").Replace(plain)
	two := strings.Replace(one, "city: wuhan", "places: [{city: wuhan}, {city: wuhan, from: 2026-10}]", 1)
	a, faults := e.Run(read(t, e, one))
	must(t, faults)
	b, faults := e.Run(read(t, e, two))
	must(t, faults)
	same(t, "two stays", a.Answer(lang.EN, true), b.Answer(lang.EN, true))
}

// A move settles the account where it was, and the money goes along: nothing is lost on the way, whatever the cities.
func TestMovingLosesNothing(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	cities := []string{"wuhan", "zhengzhou", "wuxi", "urumqi", "changzhou"}
	rapid.Check(t, func(rt *rapid.T) {
		a, b := rapid.SampledFrom(cities).Draw(rt, "from"), rapid.SampledFrom(cities).Draw(rt, "to")
		at := rapid.SampledFrom([]string{"2026-02", "2026-07", "2026-08", "2027-01", "2027-06", "2027-07"}).Draw(rt, "in")
		text := strings.NewReplacer("to: 2026-12", "to: 2027-12", "city: wuhan", "places: [{city: "+a+"}, {city: "+b+", from: "+at+"}]\naccount: {opened: 2020-01-01, balance: 5000}").Replace(plain)
		r, faults := e.Run(read(t, e, text))
		must(t, faults)
		balance := money.Yuan(5000)
		for i := range r.Months {
			row := r.Months[i].Row
			balance = balance.Add(row.Contribution).Add(row.BackPaid).Add(row.Interest)
			if row.Balance != balance {
				rt.Fatalf("%s: what came in is %s, the balance %s", r.Months[i].Month, balance, row.Balance)
			}
		}
	})
}

// A statement of the fund is a test: what agrees is said to, and a deviation is named to the fen.
func TestAStatementIsATest(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	s := read(t, e, strings.Replace(plain, "city: wuhan", "city: wuhan\naccount: {opened: 2020-01-01, balance: 5000}\nexpect: [{month: 2026-01, balance: 9320}, {month: 2026-02, balance: 13640.01}]", 1))
	r, faults := e.Run(s)
	must(t, faults)
	a := r.Answer(lang.EN, false) // 18,000 × 24 % = 4,320 a month
	if !a.Expectations[0].Met || a.Expectations[1].Met || a.Expectations[1].Difference != money.Fen(-1) || *a.AsExpected {
		t.Errorf("%+v", a.Expectations)
	}
}

// Where a place knows some of the insurances only, those can be asked about alone.
func TestSomeInsurancesAlone(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	r, faults := e.Run(read(t, e, strings.Replace(plain, "work_injury_class: 1", "schemes: [pension]", 1)))
	must(t, faults)
	totals := r.Answer(lang.EN, false).Totals
	// 18,000 × 16 % and × 8 %, twelve months; the fund beside it
	if p := totals.Schemes["pension"]; len(totals.Schemes) != 2 || p.Employer != money.Yuan(2880*12) || p.Employee != money.Yuan(1440*12) {
		t.Errorf("%+v", totals.Schemes)
	}
}

// Wuhan's employees pay 2 % of the base and seven yuan for medical: 18,000 × 2 % + 7 = 367.00. What is fixed stands apart, and only there.
func TestAFixedAmountStandsApart(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	r, faults := e.Run(read(t, e, plain))
	must(t, faults)
	medical := false
	for _, share := range r.Answer(lang.EN, true).Months[0].Schemes {
		medical = medical || share.Scheme == "medical"
		switch fixed := share.EmployeeFixed; {
		case share.Scheme == "medical" && (fixed == nil || fixed.String() != "7.00" || share.Employee.String() != "367.00"):
			t.Errorf("medical: %v of %v", fixed, share.Employee)
		case share.Scheme != "medical" && fixed != nil:
			t.Errorf("%s: %v of %v", share.Scheme, fixed, share.Employee)
		}
	}
	if !medical {
		t.Error("nothing is paid for medical")
	}
}
