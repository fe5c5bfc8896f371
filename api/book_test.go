package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"fenhao/api"
)

// The list of cities counts what each city's page shows, and what holds and what is missing are together all there is.
func TestTheBookAddsUp(t *testing.T) {
	service := api.New(api.Options{})
	read := func(path string, into any) {
		t.Helper()
		w := httptest.NewRecorder()
		service.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/v1"+path, nil))
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
		if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
			t.Fatal(err)
		}
	}
	var cities []struct {
		ID, Checked string
		Grades      map[string]int
	}
	read("/cities", &cities)
	if len(cities) != 136 {
		t.Errorf("%d cities", len(cities))
	}
	all := -1
	for _, city := range cities {
		var known struct {
			Parameters []struct{ Place, Grade string }
		}
		var gaps struct{ Gaps []struct{ Key string } }
		read("/cities/"+city.ID+"/parameters?on="+city.Checked, &known)
		read("/cities/"+city.ID+"/gaps?on="+city.Checked, &gaps)
		counted := map[string]int{"A": 0, "B": 0, "C": 0, "D": 0, "E": 0}
		for _, p := range known.Parameters {
			if p.Place != "national" {
				counted[p.Grade]++
			}
		}
		for grade, n := range counted {
			if city.Grades[grade] != n {
				t.Errorf("%s: %d values of grade %s, and the list says %d", city.ID, n, grade, city.Grades[grade])
			}
		}
		sum := len(known.Parameters) + len(gaps.Gaps)
		if all < 0 {
			all = sum
		}
		if sum != all {
			t.Errorf("%s: %d parameters known or missing, elsewhere %d", city.ID, sum, all)
		}
	}
}
