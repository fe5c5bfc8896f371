package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/shopspring/decimal"

	"fenhao/api"
	"fenhao/calc/policy"
)

// The cases under testdata/cases are the oracle: sentences with a source, worked out by hand from the documents and the
// published examples, exact to the fen. None was taken from an answer of this program.
//
// A case asks one thing (`post` with a `body`, or with a `raw` one; or `get`) and pictures the answer in part:
//
//	expect    maps are subsets; each listed line, warning or reason is matched by another one of the answer
//	lines     the exact number of lines
//	without   what the answer must not have, list by list
//	errors    all that is refused: each is matched by another error of the answer, and none is left over;
//	          `contains` is a part of its message
type testCase struct {
	Case    string
	Rules   []string
	Source  string
	Post    string
	Get     string
	Headers map[string]string
	Body    map[string]any
	Raw     *string
	Status  int
	Expect  any
	Lines   *int
	Without map[string][]map[string]any
	Errors  []map[string]any

	file string
}

func loadCases(t *testing.T) []testCase {
	t.Helper()
	var all []testCase
	names := map[string]string{}
	err := filepath.WalkDir("testdata/cases", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var cases []testCase
		if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&cases); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for i := range cases {
			c := &cases[i]
			c.file = strings.TrimSuffix(filepath.Base(path), ".yaml")
			switch {
			case c.Case == "", c.Source == "", c.Status == 0:
				return fmt.Errorf("%s: case %d (%q) needs a sentence, a source and a status", path, i+1, c.Case)
			case (c.Post == "") == (c.Get == ""), c.Get != "" && (c.Body != nil || c.Raw != nil), c.Body != nil && c.Raw != nil:
				return fmt.Errorf("%s: %q needs one of post and get, and a post one of body and raw", path, c.Case)
			case c.Status >= 400 && len(c.Errors) == 0, c.Status < 400 && c.Expect == nil:
				return fmt.Errorf("%s: %q expects nothing", path, c.Case)
			}
			if other, twice := names[c.Case]; twice {
				return fmt.Errorf("%s: %q stands in %s already", path, c.Case, other)
			}
			names[c.Case] = path
		}
		all = append(all, cases...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCases(t *testing.T) {
	service := api.New(api.Options{})
	for _, c := range loadCases(t) {
		t.Run(c.file+"/"+c.Case, func(t *testing.T) {
			answer, text := ask(t, service, c)
			if t.Failed() {
				return
			}
			var diff []string
			if c.Status >= 400 {
				diff = checkErrors(c, answer)
			} else {
				diff = append(match("", plain(c.Expect), answer), checkAnswer(c, answer)...)
			}
			if len(diff) > 0 {
				t.Errorf("source: %s\nrules: %v\nasked: %s\n  %s\nanswered: %s", c.Source, c.Rules, question(c), strings.Join(diff, "\n  "), text)
			}
		})
	}
}

func question(c testCase) string {
	if c.Get != "" {
		return "GET " + c.Get
	}
	if c.Raw != nil {
		return "POST " + c.Post + " " + *c.Raw
	}
	b, _ := json.Marshal(c.Body)
	return "POST " + c.Post + " " + string(b)
}

func ask(t *testing.T, service http.Handler, c testCase) (answer any, text string) {
	t.Helper()
	method, path, body := http.MethodGet, c.Get, ""
	if c.Post != "" {
		method, path = http.MethodPost, c.Post
		if c.Raw != nil {
			body = *c.Raw
		} else {
			b, err := json.Marshal(c.Body)
			if err != nil {
				t.Fatal(err)
			}
			body = string(b)
		}
	}
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
	}
	for k, v := range c.Headers {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	service.ServeHTTP(w, r)
	if w.Code != c.Status {
		t.Errorf("source: %s\nasked: %s\n  status: want %d, got %d\nanswered: %s", c.Source, question(c), c.Status, w.Code, short(w.Body.String()))
		return nil, ""
	}
	want := "application/json"
	if c.Status >= 400 {
		want = "application/problem+json"
	}
	if got := w.Header().Get("Content-Type"); !strings.HasPrefix(got, want) {
		t.Errorf("Content-Type: want %s, got %q", want, got)
	}
	d := json.NewDecoder(bytes.NewReader(w.Body.Bytes()))
	d.UseNumber()
	if err := d.Decode(&answer); err != nil {
		t.Errorf("the answer is not JSON: %v\n%s", err, short(w.Body.String()))
	}
	return answer, short(w.Body.String())
}

func short(s string) string {
	const most = 3000
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}

// plain turns what YAML gave into what JSON gives, so that both can be compared.
func plain(v any) any {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var out any
	if err := d.Decode(&out); err != nil {
		panic(err)
	}
	return out
}

// match says where the answer differs from the picture.
func match(at string, want, got any) []string {
	switch want := want.(type) {
	case map[string]any:
		got, ok := got.(map[string]any)
		if !ok {
			return []string{fmt.Sprintf("%s: want an object, got %v", at, show(got))}
		}
		var diff []string
		for _, k := range slices.Sorted(maps.Keys(want)) {
			diff = append(diff, match(at+"/"+k, want[k], got[k])...) // absent and null are the same
		}
		return diff
	case []any:
		got, ok := got.([]any)
		if !ok {
			return []string{fmt.Sprintf("%s: want a list, got %v", at, show(got))}
		}
		return matchList(at, want, got)
	}
	if want != got {
		return []string{fmt.Sprintf("%s: want %s, got %s", at, show(want), show(got))}
	}
	return nil
}

// matchList gives every pictured element another element of the answer, in any order.
func matchList(at string, want, got []any) []string {
	if partner := pair(want, got); partner == nil {
		var diff []string
		for i, w := range want {
			best := []string(nil)
			fits := false
			for j, g := range got {
				d := match(fmt.Sprintf("%s/%d", at, j), w, g)
				if len(d) == 0 {
					fits = true
					break
				}
				if best == nil || len(d) < len(best) {
					best = d
				}
			}
			if !fits {
				diff = append(diff, fmt.Sprintf("%s: nothing matches no. %d, %s; the nearest differs:", at, i+1, show(w)))
				for _, d := range best {
					diff = append(diff, "  "+d)
				}
			}
		}
		if diff == nil {
			diff = []string{at + ": one element would have to match two of " + show(want)}
		}
		return diff
	}
	return nil
}

// pair assigns to each wanted element another one of the answer (augmenting paths), or nil if that cannot be done.
func pair(want, got []any) map[int]int {
	owner := map[int]int{} // answer's element → wanted element
	var assign func(i int, tried map[int]bool) bool
	assign = func(i int, tried map[int]bool) bool {
		for j := range got {
			if tried[j] || len(match("", want[i], got[j])) > 0 {
				continue
			}
			tried[j] = true
			if k, taken := owner[j]; !taken || assign(k, tried) {
				owner[j] = i
				return true
			}
		}
		return false
	}
	for i := range want {
		if !assign(i, map[int]bool{}) {
			return nil
		}
	}
	return owner
}

func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

// unfilled is a place in a sentence that nobody filled in.
var unfilled = regexp.MustCompile(`\{[a-z_]+\}`)

// checkErrors compares all errors of a refusal, in both directions.
func checkErrors(c testCase, answer any) (diff []string) {
	problem, _ := answer.(map[string]any)
	got, _ := problem["errors"].([]any)
	matches := func(want map[string]any, got map[string]any) bool {
		for k, v := range want {
			if k == "contains" {
				if s, _ := got["message"].(string); !strings.Contains(s, v.(string)) {
					return false
				}
			} else if plain(v) != got[k] {
				return false
			}
		}
		return true
	}
	for _, w := range c.Errors {
		if !slices.ContainsFunc(got, func(g any) bool { return matches(w, g.(map[string]any)) }) {
			diff = append(diff, "no error "+show(w))
		}
	}
	for _, g := range got {
		if !slices.ContainsFunc(c.Errors, func(w map[string]any) bool { return matches(w, g.(map[string]any)) }) {
			diff = append(diff, "not expected: "+show(g))
		}
		for _, k := range []string{"message", "hint"} {
			if s, _ := g.(map[string]any)[k].(string); s == "" || unfilled.MatchString(s) {
				diff = append(diff, fmt.Sprintf("%s has a gap: %q", k, s))
			}
		}
	}
	return diff
}

// checkAnswer holds every answer to what all answers promise: it is about the month and place asked for, its shares sum to its totals,
// its lines cite a rule and show sources, its warnings say something, and it names the book.
func checkAnswer(c testCase, answer any) (diff []string) {
	whole, _ := answer.(map[string]any)
	for list, unwanted := range c.Without {
		items, _ := whole[list].([]any)
		for _, u := range unwanted {
			for i, item := range items {
				if len(match("", plain(u), item)) == 0 {
					diff = append(diff, fmt.Sprintf("/%s/%d: not expected: %s", list, i, show(item)))
				}
			}
		}
	}
	if c.Lines != nil {
		if n := len(list(whole, "lines")); n != *c.Lines {
			diff = append(diff, fmt.Sprintf("want %d lines, got %d", *c.Lines, n))
		}
	}
	if path, _, _ := strings.Cut(c.Post, "?"); path != "/contributions" {
		return diff
	}
	for _, k := range []string{"city", "month"} {
		if want := c.Body[k]; c.Body != nil && whole[k] != want {
			diff = append(diff, fmt.Sprintf("/%s: asked for %v, answered for %v", k, want, whole[k]))
		}
	}
	if s, _ := whole["ruleset"].(string); s == "" {
		diff = append(diff, "/ruleset is missing")
	}
	sums := map[string]decimal.Decimal{}
	for i, l := range list(whole, "lines") {
		l := l.(map[string]any)
		if s, _ := l["rule"].(string); s == "" {
			diff = append(diff, fmt.Sprintf("/lines/%d cites no rule", i))
		}
		for j, p := range list(l, "because") {
			p, _ := p.(map[string]any)
			source, _ := p["source"].(map[string]any)
			if p["grade"] != "E" && show(source["title"])+show(source["number"]) == `""""` {
				diff = append(diff, fmt.Sprintf("/lines/%d/because/%d has no source: %s", i, j, show(p)))
			}
		}
		if amount, ok := l["amount"].(string); ok {
			d, err := decimal.NewFromString(amount)
			if err != nil || d.StringFixed(2) != amount {
				diff = append(diff, fmt.Sprintf("/lines/%d/amount is not money: %q", i, amount))
			}
			sums[l["payer"].(string)] = sums[l["payer"].(string)].Add(d)
		}
	}
	sums["total"] = sums["employer"].Add(sums["employee"])
	totals, _ := whole["totals"].(map[string]any)
	for _, k := range []string{"employer", "employee", "total"} {
		if want := sums[k].StringFixed(2); totals[k] != want {
			diff = append(diff, fmt.Sprintf("/totals/%s: the lines sum to %s, got %s", k, want, show(totals[k])))
		}
	}
	for i, w := range list(whole, "warnings") {
		if s, _ := w.(map[string]any)["message"].(string); s == "" {
			diff = append(diff, fmt.Sprintf("/warnings/%d has no message", i))
		}
	}
	return diff
}

func list(m map[string]any, key string) []any {
	l, _ := m[key].([]any)
	return l
}

// documents are all rules the five source documents settle, each with what it is: a figure, a verdict, a state of the account, a date or a
// guide. (Local rules beyond the documents and national ones have ids of their own and are not listed.)
var documents = map[string]string{
	"WX-1": "guide", "WX-2.1a": "date", "WX-2.1b": "guide", "WX-2.1c": "date", "WX-2.1d": "guide", "WX-2.2a": "figure", "WX-2.2b": "state", "WX-2.2c": "verdict",
	"WX-2.2d": "figure", "WX-2.2e": "date", "WX-2.3": "state", "WX-2.4": "state", "WX-2.5": "date", "WX-2.6a": "figure", "WX-2.6b": "state", "WX-2.6c": "verdict",
	"ZZ-2": "verdict", "ZZ-3": "verdict", "ZZ-6": "guide/date", "ZZ-7": "state", "ZZ-8a": "figure", "ZZ-8b": "date", "ZZ-9a": "date", "ZZ-9b": "state", "ZZ-9c": "state",
	"ZZ-10": "figure", "ZZ-11": "guide", "ZZ-12": "verdict/figure", "ZZ-13a": "verdict", "ZZ-13b": "figure/state", "ZZ-14": "guide", "ZZ-17": "guide",
	"WH-1a": "date", "WH-1b": "verdict", "WH-1c": "verdict", "WH-2.1": "figure", "WH-2.2": "figure", "WH-2.3": "figure", "WH-2.4": "figure/date", "WH-3": "guide/verdict",
	"WH-3b": "guide/date", "WH-4a": "state", "WH-4b": "verdict", "WH-4c": "guide",
	"UR-6": "verdict", "UR-7": "guide/date", "UR-8": "guide", "UR-9": "date", "UR-10": "figure", "UR-11": "verdict/date", "UR-12a": "figure", "UR-12b": "figure/date",
	"UR-12c": "figure", "UR-12d": "date", "UR-12e": "state", "UR-13": "date", "UR-14": "figure", "UR-15": "date", "UR-16": "guide/state", "UR-17": "state", "UR-18": "state",
	"UR-19": "date/state", "UR-20": "state/figure", "UR-21": "figure", "UR-22": "figure", "UR-23": "figure", "UR-24": "guide", "UR-26": "figure", "UR-27": "guide",
	"CZ-1": "verdict", "CZ-2": "verdict", "CZ-3": "guide", "CZ-4": "guide", "CZ-5": "figure", "CZ-6": "guide", "CZ-8": "date", "CZ-9": "guide",
}

// Every rule of the five documents has a case that names it. A guide's words show a guide; a figure, a verdict, a state or a date is shown by
// an answer that was worked out. Every rule named by a case is in the book.
func TestEveryRuleHasACase(t *testing.T) {
	inBook := map[string]bool{}
	for _, p := range policy.Embedded().Places() {
		for _, r := range p.Rules {
			inBook[r.ID] = true
		}
	}
	named, workedOut := map[string]bool{}, map[string]bool{}
	for _, c := range loadCases(t) {
		for _, id := range c.Rules {
			if !inBook[id] {
				t.Errorf("%s: %q names the rule %s, which the policy book does not have", c.file, c.Case, id)
			}
			named[id] = true
			if !strings.Contains(c.Get, "/procedures") {
				workedOut[id] = true
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(documents)) {
		switch {
		case !inBook[id]:
			t.Errorf("the policy book has no rule %s", id)
		case !named[id]:
			t.Errorf("no case names the rule %s", id)
		case documents[id] != "guide" && documents[id] != "guide/state" && !workedOut[id]:
			t.Errorf("%s is a %s, and only a guide's words show it", id, documents[id])
		}
	}
	var open []string
	for id := range inBook {
		if !named[id] {
			open = append(open, id)
		}
	}
	slices.Sort(open)
	t.Logf("%d rules of the documents; %d rules in the book, of which without a case: %s", len(documents), len(inBook), strings.Join(open, " "))
}
