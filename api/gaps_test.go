package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"fenhao/api"
)

// What GET …/gaps does not name as needed can be calculated, in every city: the worker's page leaves out the one and asks for the other.
func TestWhatIsNotMissingIsAnswered(t *testing.T) {
	handler := api.New(api.Options{})
	ask := func(method, path, body string, out any) int {
		r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if err := json.Unmarshal(w.Body.Bytes(), out); err != nil {
			t.Fatal(path, err)
		}
		return w.Code
	}
	var cities []struct{ ID string }
	ask(http.MethodGet, "/cities", "", &cities)
	parts := 0
	for _, city := range someOf(cities) {
		var book struct {
			Parameters []struct{ Key, Value string }
			Gaps       []struct {
				NeededFor []string `json:"needed_for"`
			}
		}
		ask(http.MethodGet, "/cities/"+city.ID+"/parameters?on=2026-11-01", "", &book)
		ask(http.MethodGet, "/cities/"+city.ID+"/gaps?on=2026-11-01", "", &book)
		var lacking []string
		for _, g := range book.Gaps {
			lacking = append(lacking, g.NeededFor...)
		}
		rate := ""
		for _, p := range book.Parameters {
			if p.Key == "housing_fund.rate.max" {
				rate = p.Value
			}
		}
		for _, scheme := range []string{"housing_fund", "pension", "medical", "unemployment", "work_injury", "maternity"} {
			part := `"insurance":{"schemes":["` + scheme + `"]}`
			if scheme == "housing_fund" {
				part = `"housing_fund":{"employer_rate":"` + rate + `","employee_rate":"` + rate + `"}`
			}
			var answer struct{ Detail string }
			code := ask(http.MethodPost, "/contributions", `{"city":"`+city.ID+`","month":"2026-11","person":{"kind":"employee"},"average_wage":"18000","employer":{"kind":"enterprise"},`+part+`}`, &answer)
			missing := slices.Contains(lacking, scheme)
			// Maternity insurance that is paid with the medical insurance has no line of its own to be refused.
			if answered := code == http.StatusOK; answered == missing && scheme != "maternity" || !answered && !missing {
				t.Errorf("%s, %s: missing %v, answered %d %s", city.ID, scheme, missing, code, answer.Detail)
			}
			if code == http.StatusOK {
				parts++
			}
		}
	}
	if len(cities) < 100 || parts*len(cities) < 300*len(someOf(cities)) {
		t.Errorf("%d parts of %d cities were answered", parts, len(cities))
	}
}

// The same for flexible workers, whatever form the fund and the insurances have in a city: what the gaps name as needed is what a question
// is refused for, or what an amount is unknown for.
func TestWhatFlexibleWorkersMissIsNamed(t *testing.T) {
	handler := api.New(api.Options{})
	ask := func(method, path, body string) string {
		r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w.Body.String()
	}
	var cities []struct{ ID string }
	if err := json.Unmarshal([]byte(ask(http.MethodGet, "/cities", "")), &cities); err != nil {
		t.Fatal(err)
	}
	named := map[bool]int{}
	for _, city := range someOf(cities) {
		var gaps struct {
			Gaps []struct {
				NeededFor []string `json:"needed_for_flexible"`
			}
		}
		if err := json.Unmarshal([]byte(ask(http.MethodGet, "/cities/"+city.ID+"/gaps?on=2026-11-01", "")), &gaps); err != nil {
			t.Fatal(err)
		}
		for scheme, bodies := range map[string][]string{
			"housing_fund": {`"housing_fund":{}`},
			"pension":      {`"insurance":{"schemes":["pension"]},"flexible":{"base":"6000"}`, `"insurance":{"schemes":["pension"]},"flexible":{"pension_tier":2}`},
			"medical":      {`"insurance":{"schemes":["medical"]}`, `"insurance":{"schemes":["medical"]},"flexible":{"medical_tier":5}`},
		} {
			missing, refused := false, ""
			for _, g := range gaps.Gaps {
				missing = missing || slices.Contains(g.NeededFor, scheme)
			}
			for _, body := range bodies {
				answer := ask(http.MethodPost, "/contributions", `{"city":"`+city.ID+`","month":"2026-11","person":{"kind":"flexible"},`+body+`}`)
				for _, code := range []string{"value_unknown", "before_first_value", "value_ended"} {
					if strings.Contains(answer, `"code":"`+code+`"`) {
						refused = code
					}
				}
			}
			if named[missing]++; missing != (refused != "") {
				t.Errorf("%s, %s: missing %v, the answers say %q", city.ID, scheme, missing, refused)
			}
		}
	}
	if named[true] == 0 || named[false] == 0 {
		t.Errorf("%v", named)
	}
}

// someOf is all of a list, or where the race detector looks on a part of it: one of them is as good as another there.
func someOf[T any](list []T) (out []T) {
	if !testing.Short() {
		return list
	}
	for i := 0; i < len(list); i += 8 {
		out = append(out, list[i])
	}
	return out
}
