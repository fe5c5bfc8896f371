package procedure_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"fenhao/calc/policy"
	"fenhao/calc/procedure"
)

// Every rule a guide or a deadline cites stands in the policy book, in the place itself or in one it belongs to.
func TestEveryRuleCitedIsInTheBook(t *testing.T) {
	book, g := policy.Embedded(), procedure.Embedded()
	for _, city := range book.Cities() {
		known := map[string]bool{}
		for p := city; p != nil; p = p.Parent {
			for _, r := range p.Rules {
				known[r.ID] = true
			}
		}
		check := func(where, rule string) {
			if !known[rule] {
				t.Errorf("%s %s cites %s, which the book does not have there", city.ID, where, rule)
			}
		}
		if own := g.Of(city.ID); own != nil {
			for _, p := range own.Procedures {
				for _, rule := range p.Rules() {
					check(p.ID, rule)
				}
			}
		}
		for _, d := range g.Deadlines(city) {
			check(d.Event, d.Rule)
			for _, f := range d.Fines {
				check(d.Event, f.Rule)
			}
			if d.Sanction != nil {
				check(d.Event, d.Sanction.Rule)
			}
			for _, n := range d.Notes {
				check(d.Event, n.Rule)
			}
		}
	}
}

// Each of these rules is a guide's or a date's: the guides have a sentence for it, or a deadline is counted by it.
var served = map[string]string{
	"wuxi":      "WX-1 WX-2.1a WX-2.1b WX-2.1c WX-2.1d WX-2.2a WX-2.2b WX-2.2c WX-2.2d WX-2.2e WX-2.3 WX-2.4 WX-2.5 WX-2.6a WX-2.6b WX-2.6c",
	"zhengzhou": "ZZ-2 ZZ-3 ZZ-6 ZZ-7 ZZ-8b ZZ-9a ZZ-9b ZZ-9c ZZ-11 ZZ-12 ZZ-13a ZZ-13b ZZ-14 ZZ-17",
	"wuhan":     "WH-1a WH-1b WH-1c WH-3 WH-3b WH-4a WH-4b WH-4c",
	"urumqi":    "UR-6 UR-7 UR-8 UR-9 UR-11 UR-12b UR-12d UR-12e UR-13 UR-14 UR-15 UR-16 UR-17 UR-18 UR-19 UR-20 UR-21 UR-23 UR-24 UR-26 UR-27",
	"changzhou": "CZ-1 CZ-2 CZ-3 CZ-4 CZ-5 CZ-6 CZ-8 CZ-9",
}

func TestEveryGuideRuleIsServed(t *testing.T) {
	g := procedure.Embedded()
	for place, rules := range served {
		var have []string
		own := g.Of(place)
		for _, p := range own.Procedures {
			have = append(have, p.Rules()...)
		}
		for _, d := range own.Deadlines {
			have = append(have, d.Rule)
		}
		for rule := range strings.FieldsSeq(rules) {
			if !slices.Contains(have, rule) {
				t.Errorf("%s: no sentence and no deadline for %s", place, rule)
			}
		}
	}
}

// A sentence in English has no Chinese outside quotation marks and brackets (names of menus, forms and apps), and a Chinese one ends like a
// sentence of a list: no full-width digits anywhere.
func TestSentencesAreWhole(t *testing.T) {
	quoted := regexp.MustCompile(`“[^”]*”|（[^）]*）|\([^)]*\)`)
	chinese := regexp.MustCompile(`\p{Han}`)
	full := regexp.MustCompile(`[０-９％]`)
	g := procedure.Embedded()
	for city := range served {
		for _, p := range g.Of(city).Procedures {
			lists := [][]procedure.Sentence{p.Who, p.Documents, p.Steps, p.Result, p.NotHere, p.Notes}
			for _, c := range p.Channels {
				lists = append(lists, c.Steps)
			}
			for _, s := range slices.Concat(lists...) {
				if rest := quoted.ReplaceAllString(s.Text.EN, ""); chinese.MatchString(rest) && !strings.Contains(s.Text.EN, "号") {
					t.Errorf("%s %s: Chinese in %q", city, p.ID, s.Text.EN)
				}
				if full.MatchString(s.Text.ZH) || !strings.HasSuffix(s.Text.ZH, "。") {
					t.Errorf("%s %s: %q", city, p.ID, s.Text.ZH)
				}
			}
		}
	}
}

// A city of the user's own has the national deadlines and no guides.
func TestACityWithoutGuides(t *testing.T) {
	book, g := policy.Embedded(), procedure.Embedded()
	nation, _ := book.Place("national")
	if g.Of("atlantis") != nil {
		t.Error("guides of nowhere")
	}
	if _, found := g.Of("atlantis").Find("open_account"); found {
		t.Error("a guide of nowhere")
	}
	if d, ok := g.Deadline(&policy.Place{ID: "atlantis", Parent: nation}, "new_hire"); !ok || d.Rule != "CN-HF-15" {
		t.Errorf("the national deadline of a new hire: %v %v", d, ok)
	}
}
