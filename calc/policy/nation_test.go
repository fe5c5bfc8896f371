package policy_test

import (
	"os"
	"strings"
	"testing"

	"fenhao/calc/policy"
)

// nation is the list of cities the book has to have; it was taken from public tables, not from the book.
func nation(t *testing.T) (cities [][4]string) {
	t.Helper()
	text, err := os.ReadFile("testdata/nation.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) == 4 && f[0] != "#" {
			cities = append(cities, [4]string(f))
		}
	}
	if len(cities) != 136 {
		t.Fatalf("%d cities in the list", len(cities))
	}
	return cities
}

func TestEveryCityOfTheNationIsInTheBook(t *testing.T) {
	b := policy.Embedded()
	for _, c := range nation(t) {
		id, name, code, province := c[0], c[1], strings.Trim(c[2], "-"), c[3]
		p, ok := b.Place(id)
		switch {
		case !ok:
			t.Errorf("%s (%s) is not in the book", id, name)
		case p.Kind != policy.City, !strings.HasPrefix(p.Name.ZH, name), p.Code != code:
			t.Errorf("%s is the %s %s %q; want the city %s %q", id, p.Kind, p.Name.ZH, p.Code, name, code)
		case p.Parent.Name.ZH != province:
			t.Errorf("%s lies in %s; want %s", id, p.Parent.Name.ZH, province)
		}
	}
}

// A bound in two files of one province can come to differ when one is corrected and the other is not. The same document on the same day
// must say the same in both.
func TestACityAndItsProvinceAgreeOnADocument(t *testing.T) {
	for _, p := range policy.Embedded().Cities() {
		for k := policy.Key(1); int(k) < policy.Keys; k++ {
			for _, own := range p.Own(k) {
				for _, wide := range p.Parent.Own(k) {
					if own.From == wide.From && own.Source.Number != "" && own.Source.Number == wide.Source.Number && own.Value != wide.Value && !own.Ended && !wide.Ended {
						t.Errorf("%s %s from %s: %s has %v, %s has %v, both by %s", k, own.Key, own.From, p.ID, own.Value, p.Parent.ID, wide.Value, own.Source.Number)
					}
				}
			}
		}
	}
}
