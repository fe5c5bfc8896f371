package scenarios_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
	"fenhao/scenarios"
)

const plain = `person: {kind: employee}
from: 2026-01
to: 2026-12
city: wuhan
wage: {amount: 20000, average_of_last_year: 18000}
employer: {kind: enterprise}
housing_fund: {employer_rate: 12%, employee_rate: 12%}
insurance: {work_injury_class: 1}
`

// Bad scenarios are refused by name, at their line; each change of a good one is one problem.
func TestBadScenariosAreRefusedByNameAndLine(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	for _, c := range []struct {
		why, from, to string // what is replaced in the good one
		code, pointer string
		line          int
	}{
		{"an unknown key", "insurance:", "insurances:", "unknown_field", "/insurances", 8},
		{"an unknown key further down", "employee_rate: 12%", "employes_rate: 12%", "unknown_field", "/housing_fund/employes_rate", 7},
		{"a key twice", "city: wuhan", "city: wuhan\ncity: wuxi", "duplicate_field", "/city", 5},
		{"a month that is none", "to: 2026-12", "to: 2026-13", "not_a_month", "/to", 3},
		{"an end before the beginning", "to: 2026-12", "to: 2025-12", "not_in_order", "/to", 3},
		{"a million months", "to: 2026-12", "to: 2200-12", "too_long", "/to", 3},
		{"a growth of 900 %", "average_of_last_year", "growth: 900%, average_of_last_year", "out_of_range", "/wage/growth", 5},
		{"a wage that outgrows all there is", "to: 2026-12\ncity: wuhan\nwage: {", "to: 2120-12\ncity: wuhan\nwage: {growth: 50%, ", "out_of_range", "/wage/growth", 5},
		{"a ceiling that outgrows all there is", "to: 2026-12", "to: 2120-12\nassumptions: {ceiling_growth: 50%}", "out_of_range", "/assumptions/ceiling_growth", 4},
		{"a negative wage", "amount: 20000", "amount: -1", "negative", "/wage/amount", 5},
		{"a wage in words", "amount: 20000", "amount: plenty", "not_a_number", "/wage/amount", 5},
		{"a tenth of a fen", "amount: 20000", "amount: 0.001", "too_precise", "/wage/amount", 5},
		{"no average", ", average_of_last_year: 18000", "", "required", "/wage/average_of_last_year", 5},
		{"no city", "city: wuhan\n", "", "required", "/city", 1},
		{"an unknown city", "wuhan", "atlantis", "unknown_place", "/city", 4},
		{"city and places", "city: wuhan", "city: wuhan\nplaces: [{city: wuxi}]", "exclusive", "/places", 5},
		{"places out of order", "city: wuhan", "places: [{city: wuxi}, {city: wuhan, from: 2026-05}, {city: wuxi, from: 2026-03}]", "not_in_order", "/places/2/from", 4},
		{"a kind nobody is", "kind: employee", "kind: robot", "not_one_of", "/person/kind", 1},
		{"unequal rates where they must be equal", "employee_rate: 12%", "employee_rate: 8%", "rates_unequal", "/housing_fund/employee_rate", 7},
		{"a rate above the highest", "employer_rate: 12%, employee_rate: 12%", "employer_rate: 13%, employee_rate: 13%", "rate_above_maximum", "/housing_fund/employer_rate", 7},
		{"months the book cannot answer", "from: 2026-01", "from: 2015-01", "before_first_value", "/from", 2},
		{"events without an account", "city: wuhan", "city: wuhan\nevents: [{on: 2026-02-01, type: suspend}]", "required", "/account", 5},
		{"an event out of order", "city: wuhan", "city: wuhan\naccount: {opened: 2020-01-01}\nevents:\n  - {on: 2026-05-01, type: suspend}\n  - {on: 2026-04-01, type: resume}", "not_in_order", "/events/1/on", 8},
		{"an event outside the months", "city: wuhan", "city: wuhan\naccount: {opened: 2020-01-01}\nevents: [{on: 2027-05-01, type: suspend}]", "out_of_range", "/events/0/on", 6},
		{"an event nobody knows", "city: wuhan", "city: wuhan\naccount: {opened: 2020-01-01}\nevents: [{on: 2026-05-01, type: explode}]", "not_one_of", "/events/0/type", 6},
		{"an override of nothing", "city: wuhan", "city: wuhan\noverrides: [{key: moon.phase, value: 1}]", "bad_override", "/overrides/0/key", 5},
		{"an override in the wrong unit", "city: wuhan", "city: wuhan\noverrides: [{key: housing_fund.base.ceiling, value: 12%}]", "bad_override", "/overrides/0/value", 5},
		{"a floor that outgrows its ceiling", "to: 2026-12", "to: 2125-12\nassumptions: {floor_growth: 10%, ceiling_growth: 0%}", "bad_override", "/overrides", 0},
		{"an expectation of no month", "city: wuhan", "city: wuhan\nexpect: [{month: 2028-01, balance: 1}]", "out_of_range", "/expect/0/month", 5},
		{"an anchor", "city: wuhan", "city: &a wuhan", "bad_yaml", "/city", 4},
		{"a tag", "city: wuhan", "city: !!binary wuhan", "bad_yaml", "/city", 4},
		{"a list where an object belongs", "person: {kind: employee}", "person: [employee]", "wrong_type", "/person", 1},
	} {
		t.Run(c.why, func(t *testing.T) {
			text := strings.Replace(plain, c.from, c.to, 1)
			if text == plain {
				t.Fatal("nothing was replaced")
			}
			faults := refuse(e, text)
			var said []string
			for _, f := range faults {
				said = append(said, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.Error()))
				if string(f.Code) == c.code && f.Field == c.pointer && (c.line == 0 || f.Line == c.line) {
					for _, l := range []lang.Lang{lang.ZH, lang.EN} {
						if m := f.Message(l) + f.Hint(l); strings.ContainsAny(m, "{}") || m == "" {
							t.Errorf("an unfinished sentence: %s", m)
						}
					}
					return
				}
			}
			t.Errorf("want %s at %s, line %d; got %q", c.code, c.pointer, c.line, said)
		})
	}
	if faults := refuse(e, plain); faults != nil {
		t.Errorf("the good one is refused: %v", faults)
	}
}

func refuse(e *scenarios.Engine, text string) fault.List {
	tree, faults := scenarios.Parse([]byte(text))
	if faults != nil {
		return faults
	}
	s, faults := scenarios.Read(tree, e.Book())
	if faults != nil {
		return faults
	}
	_, faults = e.Run(s)
	return faults
}

// All that is wrong comes back at once, each with its place.
func TestAllProblemsAtOnce(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	text := strings.NewReplacer("kind: employee", "kind: robot", "amount: 20000", "amount: -5", "wuhan", "nowhere", "to: 2026-12", "to: soon").Replace(plain)
	faults := refuse(e, text)
	if len(faults) != 4 {
		t.Errorf("%d problems instead of four: %v", len(faults), faults)
	}
	for _, f := range faults {
		if f.Line == 0 || f.Column == 0 {
			t.Errorf("no place: %v", f)
		}
	}
}

// What people write stays text: it is repeated as it was, and means nothing.
func TestInjectionStaysText(t *testing.T) {
	e := scenarios.NewEngine(policy.Embedded())
	for _, probe := range []string{`</script><script>alert(1)</script>`, `__f__(function(){alert(1)})__f__`, `<img src=x onerror=alert(1)>`, `{{.}}`, "'; DROP TABLE saved_scenario; --", "=1+1", "\u202e\u0000x"} {
		body, _ := json.Marshal(map[string]any{"name": probe, "story": probe, "source": probe, "person": map[string]string{"kind": "employee"}, "from": "2026-01", "to": "2026-02", "city": "wuhan",
			"wage": map[string]string{"amount": "5000"}})
		s := read(t, e, string(body))
		r, faults := e.Run(s)
		must(t, faults)
		a := r.Answer(lang.EN, true)
		if a.Name != probe || a.Story != probe || a.Source != probe {
			t.Errorf("%q came out as %q", probe, a.Name)
		}
		bad := strings.Replace(string(body), `"wuhan"`, string(first(json.Marshal(probe))), 1)
		if faults := refuse(e, bad); len(faults) != 1 || faults[0].Code != fault.UnknownPlace {
			t.Errorf("%q as a city: %v", probe, faults)
		}
	}
}

func first(b []byte, _ error) []byte { return b }

// Reading never panics, whatever it is given; what it takes as JSON and as YAML means the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(plain))
	for _, s := range scenarios.Library() {
		f.Add(s.Text)
		f.Add(s.Tree.JSON())
	}
	for _, s := range []string{"", "{", "{\"a\":", "[1]", "a: *b", "? x", "- - -", "{\"wage\": {\"steps\": [null, {}]}}", "events: [null]", "places: [{}]", "person: null\nfrom: ~"} {
		f.Add([]byte(s))
	}
	book := policy.Embedded()
	f.Fuzz(func(t *testing.T, data []byte) {
		tree, faults := scenarios.Parse(data)
		if faults != nil {
			return
		}
		_, faults = scenarios.Read(tree, book)
		again, more := scenarios.ParseJSON(tree.JSON())
		if more != nil {
			if tree.IsObject() {
				t.Skip() // text that JSON cannot hold
			}
			return
		}
		if _, other := scenarios.Read(again, book); (other == nil) != (faults == nil) {
			t.Errorf("as YAML: %v\nas JSON: %v", faults, other)
		}
	})
}
