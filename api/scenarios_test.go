package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenhao/api"
	"fenhao/api/store"
	"fenhao/calc/policy"
	"fenhao/scenarios"
)

const wuhanScenario = `{"person":{"kind":"employee"},"from":"2026-07","to":"2026-12","city":"wuhan","wage":{"amount":"40000.00","average_of_last_year":"40000.00"},
"employer":{"kind":"enterprise"},"housing_fund":{"employer_rate":"0.12","employee_rate":"0.12"}}`

// askJSON asks, and reads the answer as JSON.
func askJSON(t *testing.T, service http.Handler, path, body string, headers ...string) (int, map[string]any) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/api/v1"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return answerOf(t, service, r)
}

func fetchJSON(t *testing.T, service http.Handler, path string) (int, map[string]any) {
	t.Helper()
	return answerOf(t, service, httptest.NewRequest(http.MethodGet, "/api/v1"+path, nil))
}

func answerOf(t *testing.T, service http.Handler, r *http.Request) (int, map[string]any) {
	t.Helper()
	w := httptest.NewRecorder()
	service.ServeHTTP(w, r)
	var out map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%s %s: %d, not an object: %v\n%.300s", r.Method, r.URL, w.Code, err, w.Body)
	}
	return w.Code, out
}

// The same scenario is taken bare, wrapped, and as YAML; all three answer the same.
func TestAScenarioIsTakenInEveryForm(t *testing.T) {
	service := api.New(api.Options{})
	_, wrapped := askJSON(t, service, "/scenarios/run", `{"scenario":`+wuhanScenario+`}`)
	_, bare := askJSON(t, service, "/scenarios/run", wuhanScenario)
	status, yaml := askJSON(t, service, "/scenarios/run", `
person: {kind: employee}
from: 2026-07
to: 2026-12
city: wuhan
wage: {amount: 40000, average_of_last_year: 40000}
employer: {kind: enterprise}
housing_fund: {employer_rate: 12%, employee_rate: 12%}
`, "Content-Type", "application/yaml")
	if status != http.StatusOK || show(wrapped) != show(bare) || show(bare) != show(yaml) {
		t.Errorf("%d\n%.500s\n%.500s\n%.500s", status, show(wrapped), show(bare), show(yaml))
	}
	// 36,072.25 × 12 % = 4,328.67 a month, six months
	if got := wrapped["totals"].(map[string]any)["employer"]; got != "25972.02" {
		t.Errorf("the employer pays %v", got)
	}
}

// Refusals of a scenario have the statuses all refusals have, and say the line.
func TestScenarioRefusals(t *testing.T) {
	service := api.New(api.Options{})
	for _, c := range []struct {
		path, body string
		status     int
		code       string
		pointer    string
	}{
		{"/scenarios/run", `null`, 400, "wrong_type", ""},
		{"/scenarios/run", `[]`, 400, "wrong_type", ""},
		{"/scenarios/run", ``, 400, "wrong_type", ""},
		{"/scenarios/run", `{"scenario":`, 400, "bad_json", "/scenario"},
		{"/scenarios/run", `{"scenario":{}} x`, 400, "trailing_data", ""},
		{"/scenarios/run", `{"scenario":{"a":1,"a":2}}`, 400, "duplicate_field", "/scenario/a"},
		{"/scenarios/run", strings.Replace(`{"scenario":`+wuhanScenario+`}`, `"city"`, `"town"`, 1), 400, "unknown_field", "/scenario/town"},
		{"/scenarios/run", strings.Replace(`{"scenario":`+wuhanScenario+`}`, `"wuhan"`, `"atlantis"`, 1), 404, "unknown_place", "/scenario/city"},
		{"/scenarios/run", strings.Replace(`{"scenario":`+wuhanScenario+`}`, `"2026-12"`, `"9999-12"`, 1), 422, "not_a_month", "/scenario/to"},
		{"/scenarios/run", strings.Replace(wuhanScenario, `"2026-12"`, `"2190-12"`, 1), 422, "too_long", "/to"},
		{"/scenarios/solve", `{"scenario":` + wuhanScenario + `}`, 422, "required", "/target"},
		{"/scenarios", strings.Replace(wuhanScenario, `"0.12","employee_rate":"0.12"`, `"0.13","employee_rate":"0.13"`, 1), 422, "rate_above_maximum", "/housing_fund/employer_rate"},
	} {
		status, problem := askJSON(t, service, c.path, c.body)
		errs, _ := problem["errors"].([]any)
		if status != c.status || len(errs) == 0 || errs[0].(map[string]any)["code"] != c.code || errs[0].(map[string]any)["pointer"] != c.pointer {
			t.Errorf("%s %.80s: want %d %s %s, got %d %v", c.path, c.body, c.status, c.code, c.pointer, status, errs)
		}
	}
	status, problem := askJSON(t, service, "/scenarios/run", "{\n \"scenario\": {\n  \"person\": {\"kind\": \"robot\"}, \"from\": \"2026-01\", \"to\": \"2026-02\", \"city\": \"wuhan\"}}")
	first := problem["errors"].([]any)[0].(map[string]any)
	if status != 422 || first["line"] != 3.0 || first["column"] != 22.0 {
		t.Errorf("%d %v", status, first)
	}
	r := httptest.NewRequest(http.MethodPost, "/api/v1/scenarios/run", strings.NewReader("x"))
	r.Header.Set("Content-Type", "text/plain")
	if status, _ := answerOf(t, service, r); status != http.StatusUnsupportedMediaType {
		t.Errorf("text/plain: %d", status)
	}
	if status, _ := askJSON(t, service, "/scenarios/run", `{"story":"`+strings.Repeat("x", 1<<20)+`"}`); status != http.StatusRequestEntityTooLarge {
		t.Errorf("a megabyte: %d", status)
	}
}

// What is saved is read again under its id; the same key saves once; what is refused is not saved.
func TestSavedScenarios(t *testing.T) {
	dir := t.TempDir()
	kept, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	service := api.New(api.Options{Store: kept})
	status, first := askJSON(t, service, "/scenarios", `{"scenario":`+wuhanScenario+`}`, "Idempotency-Key", "k1")
	if status != http.StatusCreated || first["kept"] != "disk" {
		t.Fatalf("%d %v", status, first)
	}
	if _, again := askJSON(t, service, "/scenarios", wuhanScenario, "Idempotency-Key", "k1"); again["id"] != first["id"] {
		t.Errorf("the same key saved twice: %v and %v", first["id"], again["id"])
	}
	if status, p := askJSON(t, service, "/scenarios", strings.Replace(wuhanScenario, "40000", "50000", 1), "Idempotency-Key", "k1"); status != 422 || p["code"] != "idempotency_key_reused" {
		t.Errorf("another body under the same key: %d %v", status, p)
	}
	if status, other := askJSON(t, service, "/scenarios", wuhanScenario); status != http.StatusCreated || other["id"] == first["id"] {
		t.Errorf("without a key: %d %v", status, other["id"])
	}
	if status, _ := fetchJSON(t, service, "/scenarios/nosuchthing"); status != http.StatusNotFound {
		t.Errorf("an unknown id: %d", status)
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}

	// The process starts again, with the same book and then with one in which the ceiling has changed.
	for _, changed := range []bool{false, true} {
		kept, err := store.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		book := policy.Embedded()
		if changed {
			book = changedBook(t)
		}
		status, back := fetchJSON(t, api.New(api.Options{Store: kept, Book: book}), "/scenarios/"+fmt.Sprint(first["id"]))
		if status != 200 || back["ruleset"] != first["ruleset"] || show(back["totals"]) != show(first["totals"]) || show(back["scenario"]) != show(first["scenario"]) {
			t.Errorf("read again: %d %v", status, back)
		}
		now, moved := back["now"].(map[string]any)
		if moved != changed {
			t.Fatalf("now: %v", back["now"])
		}
		if changed {
			// 30,000 × 12 % × 6 = 21,600 instead of 36,072.25 × 12 % × 6 = 25,972.02
			totals := now["totals"].(map[string]any)
			because := show(now["because"])
			if totals["employer"] != "21600.00" || now["changed"] != true || len(now["because"].([]any)) != 1 || !strings.Contains(because, "housing_fund.base.ceiling") || !strings.Contains(because, "36072.25") || !strings.Contains(because, "30000.00") {
				t.Errorf("now: %v", now)
			}
		}
		_ = kept.Close()
	}
}

// changedBook is the embedded book with another ceiling in Wuhan.
func changedBook(t *testing.T) *policy.Book {
	t.Helper()
	dir := t.TempDir()
	text, err := os.ReadFile("../calc/policy/data/city/wuhan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), "36072.25 yuan/month", "30000 yuan/month", 1)
	if changed == string(text) {
		t.Fatal("the ceiling is not where it was")
	}
	if err := os.WriteFile(filepath.Join(dir, "wuhan.yaml"), []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := policy.Load(policy.EmbeddedFiles(), os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Without a folder the service keeps what it is given in memory, and says so.
func TestSavedInMemory(t *testing.T) {
	service := api.New(api.Options{})
	status, saved := askJSON(t, service, "/scenarios", wuhanScenario)
	if status != http.StatusCreated || saved["kept"] != "memory" {
		t.Errorf("%d %v", status, saved)
	}
	if status, back := fetchJSON(t, service, "/scenarios/"+fmt.Sprint(saved["id"])); status != 200 || back["id"] != saved["id"] {
		t.Errorf("%d %v", status, back)
	}
}

// A ready-made scenario is ready to be posted, as it is and with all that is suggested about it.
func TestLibraryIsReadyToBePosted(t *testing.T) {
	service := api.New(api.Options{})
	_, listed := fetchJSON(t, service, "/scenarios/library")
	entries := listed["scenarios"].([]any)
	if len(entries) != len(scenarios.Library()) {
		t.Errorf("%d of %d stories are listed", len(entries), len(scenarios.Library()))
	}
	for _, e := range entries {
		entry := e.(map[string]any)
		id := fmt.Sprint(entry["id"])
		_, story := fetchJSON(t, service, "/scenarios/library/"+id)
		if status, answer := askJSON(t, service, "/scenarios/run", show(story)); status != 200 || answer["as_expected"] == false {
			t.Errorf("%s: %d %v", id, status, answer["expectations"])
		}
		for _, ask := range entry["try"].([]any) {
			_, body := fetchJSON(t, service, "/scenarios/library/"+id+"/"+fmt.Sprint(ask))
			if status, answer := askJSON(t, service, "/scenarios/"+fmt.Sprint(ask), show(body)); status != 200 {
				t.Errorf("%s %s: %d %v", id, ask, status, answer)
			}
		}
	}
}

// A scenario that follows an account says of it what POST /accounts/simulate says.
func TestAScenariosAccountIsTheAccountsSimulation(t *testing.T) {
	service := api.New(api.Options{})
	stories := map[string]map[string]any{
		// Months of a flexible worker in Wuhan are counted by days from the first payment, however long the row is.
		"wuhan-flexible-for-years": {"name": map[string]any{"zh": "长期", "en": "long"}, "person": map[string]any{"kind": "flexible", "birth": "1990-05-01", "sex": "female"}, "city": "wuhan", "from": "2026-01", "to": "2030-06",
			"account": map[string]any{"kind": "flexible", "opened": "2024-06-03", "first_payment": "2024-06-10", "balance": "19000.00", "monthly_amount": "1000.00"}, "events": []any{}},
	}
	for _, id := range []string{"zhengzhou-freelancer-loan", "wuxi-pause", "wuxi-withdraw", "zhengzhou-close"} {
		_, stories[id] = fetchJSON(t, service, "/scenarios/library/"+id)
	}
	for id, story := range stories {
		_, run := askJSON(t, service, "/scenarios/run?lang=en", show(story))
		account := story["account"].(map[string]any)
		if account["state"] == nil {
			account["state"] = "normal"
		}
		question := map[string]any{"city": story["city"], "person": story["person"], "account": account, "from": story["from"], "to": story["to"], "events": story["events"]}
		status, alone := askJSON(t, service, "/accounts/simulate?lang=en", show(question))
		if status != 200 {
			t.Fatalf("%s: %v", id, alone)
		}
		a, b := run["months"].([]any), alone["months"].([]any)
		if len(a) != len(b) {
			t.Fatalf("%s: %d months and %d", id, len(a), len(b))
		}
		for i := range a {
			x, y := a[i].(map[string]any), b[i].(map[string]any)
			for _, k := range []string{"month", "state", "contribution", "back_paid", "interest", "balance", "continuous_months", "loan_eligible"} {
				if show(x[k]) != show(y[k]) {
					t.Errorf("%s %v %s: the scenario has %v, the account %v", id, x["month"], k, x[k], y[k])
				}
			}
		}
	}
}
