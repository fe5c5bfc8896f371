package scenarios_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
	"fenhao/scenarios"
)

var update = flag.Bool("update", false, "write the golden files anew")

// stories runs a test on every story of the library, read and run.
func stories(t *testing.T, do func(t *testing.T, e *scenarios.Engine, story *scenarios.Story, s *scenarios.Scenario, r *scenarios.Run)) {
	e := scenarios.NewEngine(policy.Embedded())
	if n := len(scenarios.Library()); n < 12 {
		t.Errorf("%d stories; at least twelve are promised", n)
	}
	for _, story := range scenarios.Library() {
		t.Run(story.ID, func(t *testing.T) {
			s, faults := scenarios.Read(story.Tree, e.Book())
			must(t, faults)
			r, faults := e.Run(s)
			must(t, faults)
			do(t, e, story, s, r)
		})
	}
}

// Every story has a name and a tale in both languages, a source, and amounts that were worked out by hand and come out.
func TestStoriesComeOutAsWorkedOutByHand(t *testing.T) {
	stories(t, func(t *testing.T, e *scenarios.Engine, story *scenarios.Story, s *scenarios.Scenario, r *scenarios.Run) {
		for _, x := range []string{s.Name.ZH, s.Name.EN, s.Story.ZH, s.Story.EN, s.Source} {
			if x == "" {
				t.Error("a story has a name, a tale and a source")
			}
		}
		a := r.Answer(lang.EN, true)
		for _, x := range a.Expectations {
			if !x.Met {
				t.Errorf("%s %s: worked out by hand as %s, got %s", x.Month, x.Field, x.Expected, x.Got)
			}
		}
		if len(a.Refusals) > 0 && story.ID != "wuxi-withdraw" {
			t.Errorf("refused: %v", a.Refusals)
		}
	})
}

// What a story comes to stands in a golden file, so that a change of it is seen. The files are read by a person; what proves them are
// the amounts worked out by hand in the stories, and the single calculations below.
func TestGoldenStories(t *testing.T) {
	stories(t, func(t *testing.T, e *scenarios.Engine, story *scenarios.Story, s *scenarios.Scenario, r *scenarios.Run) {
		a := r.Answer(lang.EN, false)
		a.Ruleset, a.Story, a.Warnings = "", "", nil // sentences and their codes are the business of those who say them
		for i := range a.Refusals {
			a.Refusals[i].Message, a.Refusals[i].Hint = "", ""
		}
		got, err := json.MarshalIndent(a, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, '\n')
		name := filepath.Join("testdata", "golden", story.ID+".json")
		if *update {
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, got, 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("differs from %s; go test ./scenarios -update writes it anew\n%s", name, got)
		}
	})
}

// What a run has to admit is said once, in both languages, and only what is true of it.
func TestWarningsAreSaidOnce(t *testing.T) {
	stories(t, func(t *testing.T, e *scenarios.Engine, story *scenarios.Story, s *scenarios.Scenario, r *scenarios.Run) {
		for _, l := range []lang.Lang{lang.ZH, lang.EN} {
			seen := map[scenarios.WarningAnswer]bool{}
			for _, w := range r.Answer(l, false).Warnings {
				if seen[w] || w.Message == "" || w.Code == "" {
					t.Errorf("said twice, or nothing: %+v", w)
				}
				seen[w] = true
			}
		}
	})
}

// A scenario's month is the single calculation of that month: the declared wages of the row, asked about alone.
func TestAMonthEqualsTheSingleCalculation(t *testing.T) {
	stories(t, func(t *testing.T, e *scenarios.Engine, story *scenarios.Story, s *scenarios.Scenario, r *scenarios.Run) {
		compared := 0
		for i := range r.Months {
			m := &r.Months[i]
			snapshot, ok := suppose(e.Book(), r, m)
			if !ok {
				continue
			}
			for _, fund := range []bool{true, false} {
				q := contribution.Question{Month: m.Month, Person: s.Person, Employer: m.Stay.Employer}
				declared := m.Average
				if fund {
					q.HousingFund, declared = m.Stay.HousingFund, m.Fund
					if m.Row != nil && (m.Row.State.String() != "normal" || m.Row.Contribution.IsZero()) {
						continue // what is paid is for the account to say
					}
				} else {
					q.Insurance = m.Stay.Insurance
				}
				if s.Person == contribution.FlexibleWorker {
					q.Flexible = m.Stay.Flexible
				} else {
					q.AverageWage = contribution.Given(declared)
					if s.Employment.Kind != contribution.Established && m.Month.Year()-1 < s.Employment.Start.Year() || fund && s.Employment.Kind != contribution.Established && m.Month.FundYear()-1 < s.Employment.Start.Year() {
						q.Employment, q.Wage = s.Employment, contribution.Given(declared)
					}
				}
				if !q.HousingFund.Asked && !q.Insurance.Asked {
					continue
				}
				var a contribution.Answer
				must(t, contribution.Calculate(&a, snapshot, &q))
				var want [scenarios.Schemes]struct{ er, ee money.Money }
				for _, l := range a.Lines {
					if l.Payer == contribution.Employer {
						want[l.Scheme].er = want[l.Scheme].er.Add(l.Amount)
					} else {
						want[l.Scheme].ee = want[l.Scheme].ee.Add(l.Amount)
					}
				}
				for k, w := range want {
					if (policy.Scheme(k) == policy.HousingFund) != fund {
						continue
					}
					compared++
					if sh := m.Shares[k]; sh.Employer != w.er || sh.Employee != w.ee {
						t.Errorf("%s %s: the single month is %s and %s, the scenario has %s and %s", m.Month, policy.Scheme(k), w.er, w.ee, sh.Employer, sh.Employee)
					}
				}
			}
		}
		if compared == 0 && s.Account == nil {
			t.Error("nothing was compared")
		}
	})
}

// suppose is the book's snapshot of a month with the scenario's assumptions as overrides, grown here from what the answer says of them.
func suppose(b *policy.Book, r *scenarios.Run, m *scenarios.Month) (*policy.Snapshot, bool) {
	first := m.Month.First()
	var overrides []policy.Override
	for _, a := range r.Assumed {
		if a.Place != m.Stay.Place || a.From > first {
			continue
		}
		if a.Key == policy.HousingFundInterestDepositRate {
			continue
		}
		value := a.Last
		for d := a.From; d <= first; d = d.AddMonths(12) {
			value = value.Add(a.Rate.Of(value, money.FenHalfUp))
		}
		overrides = append(overrides, policy.Override{Key: a.Key.String(), Value: value.String() + " yuan/month"})
	}
	s, faults := b.At(m.Stay.Place, m.Month).With(first, overrides)
	return s, faults == nil
}

// A sweep's point is the single run of the scenario with that value; a story compared with itself differs by nothing, in every part.
func TestSweepAndCompareAreTheSameEngine(t *testing.T) {
	stories(t, func(t *testing.T, e *scenarios.Engine, story *scenarios.Story, s *scenarios.Scenario, r *scenarios.Run) {
		body := story.Requests()["sweep"]
		if body == nil {
			vary := "{path: /wage/amount, values: ['3000.00', '9999.99', '50000']}"
			if s.Person == contribution.FlexibleWorker {
				vary = "{path: /account/balance, values: ['0', '100.01']}"
			}
			body = parse(t, "{scenario: "+string(story.Tree.JSON())+", vary: "+vary+"}")
		}
		q, faults := e.ReadSweep(withoutMonths(t, body))
		must(t, faults)
		points, err := e.Sweep(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range points {
			if p.Run == nil {
				t.Errorf("%s: %v", p.Value, p.Refused)
				continue
			}
			tree, _ := story.Tree.With(q.Vary.Path, p.Value)
			for _, also := range q.Vary.Also {
				tree, _ = tree.With(also, p.Value)
			}
			single, faults := scenarios.Read(tree, e.Book())
			must(t, faults)
			alone, faults := scenarios.NewEngine(e.Book()).Run(single)
			must(t, faults)
			same(t, p.Value, alone.Answer(lang.EN, true), p.Run.Answer(lang.EN, true))
		}
		c, faults := e.ReadCompare(parse(t, `{"scenarios": [`+string(story.Tree.JSON())+`, `+string(story.Tree.JSON())+`]}`))
		must(t, faults)
		d, err := e.Compare(context.Background(), c)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []*scenarios.Parts{d.Differences[1].Employer, d.Differences[1].Employee, d.Differences[1].Total, d.Differences[1].TakeHome, d.Differences[1].Balance} {
			if p != nil && *p != (scenarios.Parts{}) {
				t.Errorf("a story differs from itself: %+v", p)
			}
		}
		same(t, "compared", r.Answer(lang.EN, true), d.Runs[1].Answer(lang.EN, true))
	})
}

func withoutMonths(t *testing.T, body *scenarios.Tree) *scenarios.Tree {
	out, ok := body.With("/months", "false")
	if !ok {
		t.Fatal("no months")
	}
	return parse(t, strings.Replace(string(out.JSON()), `"months":"false"`, `"months":false`, 1))
}

func same(t *testing.T, what string, a, b *scenarios.Answer) {
	t.Helper()
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	if !bytes.Equal(x, y) {
		t.Errorf("%s: differs\n%.600s\n%.600s", what, x, y)
	}
}

// Every suggestion of the library works.
func TestSuggestionsWork(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	for _, story := range scenarios.Library() {
		for ask, body := range story.Requests() {
			t.Run(story.ID+"/"+ask, func(t *testing.T) {
				switch ask {
				case "compare":
					q, faults := e.ReadCompare(body)
					must(t, faults)
					c, err := e.Compare(context.Background(), q)
					if err != nil {
						t.Fatal(err)
					}
					for _, f := range c.Refused {
						must(t, f)
					}
				case "solve":
					q, faults := e.ReadSolve(body)
					must(t, faults)
					s, faults, err := e.Solve(context.Background(), q)
					must(t, faults)
					if err != nil {
						t.Fatal(err)
					}
					t.Logf("%+v", q.Answer(s, "", lang.EN).Outcome)
				case "monte-carlo":
					_, faults := e.ReadMonteCarlo(body)
					must(t, faults)
				}
			})
		}
	}
}

// The published schema takes every story, and refuses what is no scenario.
func TestSchemaTakesTheLibrary(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(`{"openapi":"3.0.3","info":{"title":"","version":"1"},"paths":{},"components":{"schemas":` + components(t) + `}}`))
	if err != nil {
		t.Fatal(err)
	}
	schema := doc.Components.Schemas["scenario"].Value
	for _, story := range scenarios.Library() {
		if err := visit(schema, story.Tree.JSON()); err != nil {
			t.Errorf("%s: %v", story.ID, err)
		}
	}
	for _, bad := range []string{
		`{}`, `{"person":{"kind":"employee"},"from":"2026-01","to":"2026-12"}`, `{"person":{"kind":"robot"},"from":"2026-01","to":"2026-12","city":"wuhan"}`,
		`{"person":{"kind":"employee"},"from":"2026-13","to":"2026-12","city":"wuhan"}`, `{"person":{"kind":"employee"},"from":"2026-01","to":"2026-12","city":"wuhan","wages":{}}`,
		`{"person":{"kind":"employee"},"from":"2026-01","to":"2026-12","city":"wuhan","events":[{"on":"2026-01-01","type":"explode"}]}`,
	} {
		if visit(schema, []byte(bad)) == nil {
			t.Errorf("the schema takes %s", bad)
		}
	}
}

func visit(schema *openapi3.Schema, body []byte) error {
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return err
	}
	return schema.VisitJSON(v)
}

// components are the schema's definitions in the form the validator reads.
func components(t *testing.T) string {
	t.Helper()
	var root map[string]any
	if err := json.Unmarshal(scenarios.Schema, &root); err != nil {
		t.Fatal(err)
	}
	defs := root["$defs"].(map[string]any)
	for _, k := range []string{"$defs", "$schema", "$id"} {
		delete(root, k)
	}
	defs["scenario"] = root
	b, _ := json.Marshal(defs)
	return strings.ReplaceAll(string(b), "#/$defs/", "#/components/schemas/")
}
