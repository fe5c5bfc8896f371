package api_test

import (
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fenhao/api"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

var update = flag.Bool("update", false, "write the golden files")

const wuhan = `{"city":"wuhan","month":"2026-08","person":{"kind":"employee"},"average_wage":"18000.00","housing_fund":{"employer_rate":"0.12","employee_rate":"0.12"}`

// ways are all the ways in which a request can be wrong before a rule is asked. Their texts stand in testdata/problems.
var ways = []struct{ name, contentType, body string }{
	{"empty", "application/json", ``},
	{"null", "application/json", `null`},
	{"list", "application/json", `[` + wuhan + `}]`},
	{"string", "application/json", `"wuhan"`},
	{"not_json", "application/json", `city=wuhan`},
	{"cut_off", "application/json", wuhan},
	{"trailing_comma", "application/json", wuhan + `,}`},
	{"trailing_data", "application/json", wuhan + `} {}`},
	{"two_objects", "application/json", wuhan + `}` + wuhan + `}`},
	{"duplicate", "application/json", wuhan + `,"city":"wuxi"}`},
	{"duplicate_deep", "application/json", `{"city":"wuhan","housing_fund":{"employer_rate":"0.12","employer_rate":"0.05"}}`},
	{"duplicate_escaped", "application/json", `{"city":"wuhan","c\u0069ty":"wuxi"}`},
	{"unknown", "application/json", wuhan + `,"salary":"1"}`},
	{"unknown_deep", "application/json", `{"housing_fund":{"rate":"0.12"}}`},
	{"unknown_in_deductions", "application/json", `{"tax":{"special_deductions":{"rents":"1500"}}}`},
	{"wrong_case", "application/json", `{"City":"wuhan"}`},
	{"number_for_string", "application/json", `{"city":5}`},
	{"boolean_for_money", "application/json", wuhan + `,"wage":true}`},
	{"object_for_money", "application/json", wuhan + `,"wage":{"yuan":1}}`},
	{"list_for_object", "application/json", `{"housing_fund":[]}`},
	{"object_for_list", "application/json", wuhan + `,"overrides":{}}`},
	{"string_for_boolean", "application/json", `{"person":{"kind":"flexible","stable_income":"yes"}}`},
	{"deep_nesting", "application/json", wuhan + `,"wage":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`},
	{"deep_nesting_unknown", "application/json", strings.Repeat(`{"a":`, 100_000)},
	{"not_utf8", "application/json", "{\"city\":\"wuh\xffan\"}"},
	{"no_content_type", "", wuhan + `}`},
	{"form", "application/x-www-form-urlencoded", `city=wuhan`},
	{"other_charset", "application/json; charset=gb18030", wuhan + `}`},
	{"negative_wage", "application/json", wuhan + `,"wage":"-1"}`},
	{"rate_500_percent", "application/json", `{"city":"wuhan","month":"2026-08","person":{"kind":"employee"},"average_wage":"18000","housing_fund":{"employer_rate":"500%","employee_rate":5}}`},
	{"unequal_rates", "application/json", `{"city":"wuhan","month":"2026-08","person":{"kind":"employee"},"average_wage":"18000","housing_fund":{"employer_rate":"0.12","employee_rate":"0.1"}}`},
	{"tier_6", "application/json", `{"city":"changzhou","month":"2026-08","person":{"kind":"flexible"},"flexible":{"pension_tier":6},"insurance":{}}`},
	{"medical_tier_3", "application/json", `{"city":"changzhou","month":"2026-08","person":{"kind":"flexible"},"flexible":{"medical_tier":3},"insurance":{}}`},
	{"day_30_february", "application/json", wuhan + `,"known_on":"2026-02-30"}`},
	{"month_13", "application/json", `{"city":"wuhan","month":"2026-13","person":{"kind":"employee"}}`},
	{"full_width", "application/json", wuhan + `,"wage":"２００００"}`},
	{"full_width_month", "application/json", `{"city":"wuhan","month":"２０２６-08","person":{"kind":"employee"}}`},
	{"huge_exponent", "application/json", wuhan + `,"wage":1e-2000000000}`},
	{"huge_number", "application/json", wuhan + `,"wage":1e99}`},
	{"long_number", "application/json", wuhan + `,"wage":` + strings.Repeat("9", 100_000) + `}`},
	{"half_a_fen", "application/json", wuhan + `,"wage":"20000.005"}`},
	{"thousands", "application/json", wuhan + `,"wage":"20,000"}`},
	{"fraction_of_a_class", "application/json", wuhan + `,"insurance":{"work_injury_class":1.5}}`},
	{"nothing_given", "application/json", `{}`},
	{"all_nulls", "application/json", `{"city":null,"month":null,"person":null,"wage":null,"housing_fund":null}`},
	{"unknown_city", "application/json", strings.Replace(wuhan, "wuhan", "atlantis", 1) + `}`},
	{"unknown_city_and_more", "application/json", `{"city":"atlantis","month":"2026-02-30","person":{"kind":"robot"},"wage":"-1","average_wage":"a lot"}`},
	{"before_the_book", "application/json", strings.Replace(wuhan, "2026-08", "1999-01", 1) + `}`},
	{"bad_override", "application/json", wuhan + `,"overrides":[{"key":"housing_fund.base.ceiling","value":"40000"},{},{"key":"nothing","value":"1"}]}`},
}

func TestProblemTexts(t *testing.T) {
	service := api.New(api.Options{})
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			var got strings.Builder
			for _, l := range []string{"zh", "en"} {
				start := time.Now()
				w := send(service, "/api/v1/contributions?lang="+l, way.contentType, way.body)
				if took := time.Since(start); took > time.Second {
					t.Errorf("took %v", took)
				}
				if w.Code < 400 || w.Code >= 500 {
					t.Fatalf("answered %d\n%s", w.Code, w.Body)
				}
				if w.Body.Len() > 10_000 {
					t.Errorf("repeats the request: %d bytes", w.Body.Len())
				}
				var p api.Problem
				if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
					t.Fatal(err)
				}
				if p.Status != w.Code || p.RequestID == "" || p.RequestID != w.Header().Get("X-Request-Id") {
					t.Errorf("status %d in a %d, request id %q in a %q", p.Status, w.Code, p.RequestID, w.Header().Get("X-Request-Id"))
				}
				p.RequestID = ""
				text, err := json.MarshalIndent(p, "", "  ")
				if err != nil {
					t.Fatal(err)
				}
				got.Write(text)
				got.WriteByte('\n')
			}
			golden(t, filepath.Join("testdata/problems", way.name+".txt"), got.String())
		})
	}
}

// Every code has a sentence and a next step in both languages.
func TestEveryCodeHasItsTexts(t *testing.T) {
	for _, code := range fault.Codes() {
		e := fault.New(code, "")
		for _, l := range []lang.Lang{lang.ZH, lang.EN} {
			if e.Title(l) == "" || e.Message(l) == "" || e.Hint(l) == "" {
				t.Errorf("%s has a text missing in %s", code, l)
			}
		}
		if p := api.NewProblem(e, lang.EN, ""); p.Status < 400 {
			t.Errorf("%s becomes %d", code, p.Status)
		}
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; if that is meant, run go test ./api -update\nwant %s\ngot %s", file, want, got)
	}
}

func send(service http.Handler, path, contentType, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	w := httptest.NewRecorder()
	service.ServeHTTP(w, r)
	return w
}
