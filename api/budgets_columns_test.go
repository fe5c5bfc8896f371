package api_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"fenhao/api"
)

// The columns that are explained are those of the template, in both languages and in the same order.
func TestTheTemplateHasTheColumnsThatAreExplained(t *testing.T) {
	handler := api.New(api.Options{})
	get := func(address string) string {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", address, w.Code, w.Body)
		}
		return w.Body.String()
	}
	for lang, average := range map[string]string{"zh": "上年度月平均工资", "en": "average wage"} {
		var explained api.TableColumns
		if err := json.Unmarshal([]byte(get("/api/v1/budgets/columns?lang="+lang)), &explained); err != nil {
			t.Fatal(err)
		}
		var names, required []string
		for _, c := range explained.Columns {
			names = append(names, c.Name)
			if c.Required {
				required = append(required, c.ID)
			}
			if c.Meaning == "" || c.ID == "average_wage" && c.Name != average {
				t.Errorf("%s: %+v", lang, c)
			}
		}
		header, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(get("/api/v1/budgets/template.csv?lang="+lang), "\ufeff"))).Read()
		if err != nil || !slices.Equal(header, names) || !slices.Equal(required, []string{"id", "city"}) {
			t.Errorf("%s: the template has %v (%v), explained are %v, required %v", lang, header, err, names, required)
		}
	}
}
