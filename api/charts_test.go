package api_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fenhao/api"
)

// charting asks for a chart: with a body by POST, without one by GET.
func charting(t *testing.T, service http.Handler, path, accept, body string) *httptest.ResponseRecorder {
	t.Helper()
	method := http.MethodGet
	if body != "" {
		method = http.MethodPost
	}
	r := httptest.NewRequest(method, "/api/v1/charts/"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	w := httptest.NewRecorder()
	service.ServeHTTP(w, r)
	return w
}

// chartOption is the part of an option that tests look at.
type chartOption struct {
	Title []struct{ Text, Subtext string }
	XAxis []struct {
		Name string
		Type string
		Data []string
	}
	YAxis []struct {
		Name string
		Data []string
	}
	Series []struct {
		Name string
		Type string
		Data []any
	}
}

func optionOf(t *testing.T, w *httptest.ResponseRecorder) (o chartOption) {
	t.Helper()
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	d := json.NewDecoder(w.Body)
	d.UseNumber()
	if err := d.Decode(&o); err != nil {
		t.Fatal(err)
	}
	return o
}

// notes are what is written under the chart.
func (o *chartOption) notes() string { return o.Title[len(o.Title)-1].Subtext }

func (o *chartOption) series(name string) []any {
	for _, s := range o.Series {
		if s.Name == name {
			return s.Data
		}
	}
	return nil
}

func valueAt(t *testing.T, data []any, i int) string {
	t.Helper()
	switch v := data[i].(type) {
	case map[string]any:
		return fmt.Sprint(v["value"])
	default:
		return fmt.Sprint(v)
	}
}

// now is a day on which the tests happen, whenever they do.
func now() time.Time { return time.Date(2026, 11, 15, 9, 0, 0, 0, time.UTC) }

// answerTo asks the calculation itself.
func answerTo(t *testing.T, service http.Handler, path string, body map[string]any, into any) {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/api/v1/"+path, bytes.NewReader(b))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	service.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", b, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		t.Fatal(err)
	}
}

func exampleBody(t *testing.T, kind, name string) (string, map[string]any) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../docs/examples/charts-"+kind, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return string(b), m
}

type totalsOnly struct {
	Totals struct{ Employer, Employee, Total string }
}

// A bar is as long as the answer says: the chart and the calculation cannot disagree.
func TestABudgetIsTheMonthsAnswers(t *testing.T) {
	service := api.New(api.Options{Now: now})
	body, question := exampleBody(t, "budget", "wuhan")
	o := optionOf(t, charting(t, service, "budget", "", body))
	totals := o.series("合计")
	if len(totals) != 12 || len(o.XAxis[0].Data) != 12 {
		t.Fatalf("%d totals, months %v", len(totals), o.XAxis[0].Data)
	}
	delete(question, "months")
	for i := range 12 {
		question["month"] = fmt.Sprintf("2026-%02d", i+1)
		var a totalsOnly
		answerTo(t, service, "contributions", question, &a)
		if got := valueAt(t, totals, i); got != a.Totals.Total {
			t.Errorf("month %d: drawn %s, answered %s", i+1, got, a.Totals.Total)
		}
	}
	if !strings.Contains(o.notes(), "* 2026-07：住房公积金缴存基数上限 34560.25 → 36072.25") {
		t.Errorf("July's new ceiling is not said:\n%s", o.notes())
	}
	if o.XAxis[0].Data[6] != "2026-07 *" {
		t.Errorf("July is not marked: %v", o.XAxis[0].Data)
	}
}

func TestCitiesAreTheCitiesAnswers(t *testing.T) {
	service := api.New(api.Options{Now: now})
	body, question := exampleBody(t, "city-comparison", "cities")
	o := optionOf(t, charting(t, service, "city-comparison", "", body))
	drawn := map[string]string{}
	for i, name := range o.YAxis[0].Data {
		drawn[strings.TrimSuffix(name, " *")] = valueAt(t, o.series("合计"), i)
	}
	delete(question, "cities")
	for id, name := range map[string]string{"wuhan": "武汉市", "zhengzhou": "郑州市", "wuxi": "无锡市", "urumqi": "乌鲁木齐市", "changzhou": "常州市"} {
		question["city"] = id
		var a totalsOnly
		answerTo(t, service, "contributions", question, &a)
		if drawn[name] != a.Totals.Total {
			t.Errorf("%s: drawn %q, answered %s", name, drawn[name], a.Totals.Total)
		}
	}
}

// With all cities of the book: a bar each for the highest, the asker's own with its rank, the rest counted and the unanswered named.
func TestAllCitiesFitOntoAScreen(t *testing.T) {
	service := api.New(api.Options{Now: now})
	body := `{"month": "2026-08", "person": {"kind": "employee"}, "average_wage": "40000.00", "employer": {"kind": "enterprise"},
		"housing_fund": {"employer_rate": "0.12", "employee_rate": "0.12"}, "city": "zhengzhou", "top": 10}`
	w := charting(t, service, "city-comparison", "", body)
	o := optionOf(t, w)
	names := o.YAxis[0].Data
	if n := len(names); n != 11 || !strings.Contains(names[10], "郑州市") || !strings.HasPrefix(names[0], "1 ") {
		t.Errorf("drawn: %q", names)
	}
	if !strings.Contains(o.notes(), "未画出") {
		t.Errorf("nobody says that cities are left out:\n%s", o.notes())
	}
	if w.Header().Get("X-Chart-Height") == "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%v", w.Header())
	}
}

// The curve passes through the answers, its corners included: 36,072.25 is the ceiling of Wuhan's fund and no multiple of a thousand.
func TestACurvePassesThroughTheAnswers(t *testing.T) {
	service := api.New(api.Options{Now: now})
	body, question := exampleBody(t, "base-curve", "wuhan")
	o := optionOf(t, charting(t, service, "base-curve", "", body))
	delete(question, "wages")
	checked := 0
	for _, p := range o.series("个人缴纳") {
		pair := p.(map[string]any)["value"].([]any)
		wage := fmt.Sprint(pair[0])
		if !strings.HasSuffix(wage, "0000.00") && wage != "36072.25" && wage != "0.00" {
			continue
		}
		checked++
		question["average_wage"] = wage
		var a totalsOnly
		answerTo(t, service, "contributions", question, &a)
		if got := fmt.Sprint(pair[1]); got != a.Totals.Employee {
			t.Errorf("wage %s: drawn %s, answered %s", wage, got, a.Totals.Employee)
		}
	}
	if checked < 6 {
		t.Errorf("only %d points were there to check", checked)
	}
}

func TestAnAccountAndALoanAreTheirAnswers(t *testing.T) {
	service := api.New(api.Options{Now: now})
	body, question := exampleBody(t, "balance", "wuxi")
	var account struct {
		Months []struct{ Month, Balance string }
	}
	answerTo(t, service, "accounts/simulate", question, &account)
	o := optionOf(t, charting(t, service, "balance", "", body))
	for i, m := range account.Months {
		if got := valueAt(t, o.series("余额"), i); got != m.Balance || o.XAxis[0].Data[i] != m.Month {
			t.Errorf("%s: drawn %s, answered %s", m.Month, got, m.Balance)
		}
	}
	body, question = exampleBody(t, "loan-timeline", "zhengzhou")
	var row struct {
		Months []struct {
			ContinuousMonths int  `json:"continuous_months"`
			LoanEligible     bool `json:"loan_eligible"`
		}
	}
	answerTo(t, service, "accounts/simulate", question, &row)
	o = optionOf(t, charting(t, service, "loan-timeline", "", body))
	for i, m := range row.Months {
		name := "尚不可申请"
		if m.LoanEligible {
			name = "可申请贷款"
		}
		if got := valueAt(t, o.series(name), i); got != fmt.Sprint(m.ContinuousMonths) {
			t.Errorf("month %d: drawn %s, answered %d", i, got, m.ContinuousMonths)
		}
	}
	body, question = exampleBody(t, "schedule", "wuhan")
	var loan struct {
		Rows []struct{ Principal, Interest, Balance string }
	}
	answerTo(t, service, "loans/schedule", question, &loan)
	o = optionOf(t, charting(t, service, "schedule", "", body))
	for i, r := range loan.Rows {
		if valueAt(t, o.series("本金"), i) != r.Principal || valueAt(t, o.series("利息"), i) != r.Interest || valueAt(t, o.series("剩余本金"), i) != r.Balance {
			t.Errorf("row %d differs", i)
		}
	}
}

// Charts of the book need no body, and can be the address of an image.
func TestChartsOfTheBook(t *testing.T) {
	service := api.New(api.Options{Now: now})
	for _, path := range []string{
		"parameter-history?city=wuhan&key=housing_fund.base.ceiling", "parameter-history?city=urumqi&key=pension.rate.employee&lang=en&width=360",
		"tiers?city=changzhou", "tiers?city=changzhou&month=2026-08", "city-comparison", "city-comparison?month=2026-08&scheme=insurance&city=wuxi&top=3",
	} {
		w := charting(t, service, path, "", "")
		o := optionOf(t, w)
		if len(o.Title) != 2 || !strings.Contains(o.Title[0].Subtext, "a") || w.Header().Get("ETag") == "" {
			t.Errorf("%s: %+v %v", path, o.Title, w.Header())
		}
		// What a browser sends for an <img>.
		w = charting(t, service, path, "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "")
		if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || got != "image/svg+xml" {
			t.Errorf("%s as an image: %d %s", path, w.Code, got)
		}
		if !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: an SVG is a document and may do too much: %q", path, w.Header().Get("Content-Security-Policy"))
		}
	}
	o := optionOf(t, charting(t, service, "parameter-history?city=wuhan&key=housing_fund.base.ceiling", "", ""))
	steps := o.series("已核对")
	if first, last := valueAt(t, steps, 0), valueAt(t, steps, len(steps)-1); first != "[2025-07-01 34560.25]" || !strings.HasSuffix(last, " 36072.25]") {
		t.Errorf("from %s to %s", first, last)
	}
}

func TestFormsOfAChart(t *testing.T) {
	service := api.New(api.Options{Now: now})
	const path = "tiers?city=changzhou&month=2026-08"
	for accept, want := range map[string]string{
		"": "application/json", "*/*": "application/json", "application/json": "application/json", "text/html, */*;q=0.1": "application/json",
		"image/svg+xml": "image/svg+xml", "image/*": "image/svg+xml", "application/json;q=0.5, image/svg+xml": "image/svg+xml",
		"image/svg+xml;q=0, */*": "application/json",
	} {
		w := charting(t, service, path, accept, "")
		if got, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";"); w.Code != http.StatusOK || got != want {
			t.Errorf("Accept %q: %d %s, not %s", accept, w.Code, got, want)
		}
		if !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept") {
			t.Errorf("Accept %q: Vary %v", accept, w.Header().Values("Vary"))
		}
	}
	for _, accept := range []string{"text/html", "image/jpeg", "application/json;q=0"} {
		if w := charting(t, service, path, accept, ""); w.Code != http.StatusNotAcceptable || !strings.Contains(w.Body.String(), "not_acceptable") {
			t.Errorf("Accept %q: %d %s", accept, w.Code, w.Body)
		}
	}
	if _, err := exec.LookPath("rsvg-convert"); err == nil {
		if w := charting(t, service, path, "image/png", ""); w.Code != http.StatusOK || !bytes.HasPrefix(w.Body.Bytes(), []byte("\x89PNG")) {
			t.Errorf("PNG: %d %s", w.Code, w.Header().Get("Content-Type"))
		}
	}
	t.Setenv("PATH", "")
	w := charting(t, service, path, "image/png", "")
	if w.Code != http.StatusNotImplemented || !strings.Contains(w.Body.String(), "rsvg-convert") {
		t.Errorf("PNG without a converter: %d %s", w.Code, w.Body)
	}
}

func TestChartsRefuse(t *testing.T) {
	service := api.New(api.Options{Now: now})
	const person = `"city": "wuhan", "month": "2026-08", "person": {"kind": "employee"}, "average_wage": "18000.00", "employer": {"kind": "enterprise"}, "insurance": {}`
	for _, c := range []struct {
		path, body string
		status     int
		pointer    string
	}{
		{"tiers?city=nowhere&month=2026-08", "", 404, ""},
		{"tiers?month=2026-08", "", 422, "/city"},
		{"tiers?city=wuhan&month=2026-08", "", 422, "/city"},
		{"tiers?city=changzhou&color=red", "", 400, "/color"},
		{"tiers?city=changzhou&width=12", "", 422, "/width"},
		{"parameter-history?city=wuhan&key=no.such.key", "", 404, "/key"},
		{"parameter-history?city=wuhan&key=housing_fund.rate.equal", "", 422, "/key"},
		{"city-comparison?scheme=tax", "", 422, "/scheme"},
		{"city-comparison?top=0", "", 422, "/top"},
		{"city-comparison?month=1950-01", "", 422, "/month"},
		{"no-such-kind", "", 404, ""},
		{"budget", "", 405, ""},
		{"budget", `{` + person + `, "months": 61}`, 422, "/months"},
		{"budget", `{` + person + `, "wages": {}}`, 400, "/wages"},
		{"budget", `{` + person + `, "tax": {}}`, 422, "/tax"},
		{"budget", `{` + person + `, "title": "` + strings.Repeat("长", 121) + `"}`, 422, "/title"},
		{"budget", `{` + strings.Replace(person, "2026-08", "1990-01", 1) + `}`, 422, "/month"},
		{"base-curve", `{` + person + `, "wages": {"from": "0", "to": "100000", "step": "1"}}`, 422, "/wages/step"},
		{"base-curve", `{` + person + `, "wages": {"from": "10", "to": "5", "step": "1"}}`, 422, "/wages/to"},
		{"base-curve", `{` + person + `, "wages": {"from": "0", "to": "5", "step": "0"}}`, 422, "/wages/step"},
		{"base-curve", `{` + person + `, "wages": {"from": "0"}}`, 422, "/wages/to"},
		{"city-comparison", `{` + person + `, "cities": ["wuhan", "atlantis"]}`, 404, "/cities/1"},
		{"city-comparison", `{` + strings.Replace(person, `"city": "wuhan", `, "", 1) + `, "cities": []}`, 422, "/cities"},
		{"schedule", `{"rate": "0", "principal": "1000", "months": 12, "method": "linear", "first_payment": "2026-09-20"}`, 422, "/rate"},
		{"sweep", `{}`, 422, "/scenario"},
		{"sweep", `{"scenario": {}, "vary": {}, "colour": 1}`, 400, "/colour"},
		{"sweep", sweepOf(`"show": []`), 422, "/show"},
		{"sweep", sweepOf(`"show": ["/totals/nothing"]`), 422, "/show/0"},
		{"sweep", sweepOf(`"show": ["/totals"]`), 422, "/show/0"},
		{"balance", `{"city": "wuxi", "from": "2026-01", "to": "2026-12"}`, 422, "/account"},
	} {
		w := charting(t, service, c.path, "", c.body)
		var p struct{ Errors []struct{ Pointer string } }
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			t.Errorf("%s %s: %v %s", c.path, c.body, err, w.Body)
			continue
		}
		found := c.pointer == ""
		for _, e := range p.Errors {
			found = found || e.Pointer == c.pointer
		}
		if w.Code != c.status || !found {
			t.Errorf("%s %s: %d %s, not %d at %q", c.path, c.body, w.Code, w.Body, c.status, c.pointer)
		}
	}
}

// sweepOf is a sweep over the fund's rate in Wuhan, with something more.
func sweepOf(more string) string {
	return `{"scenario": {"person": {"kind": "employee"}, "employer": {"kind": "enterprise"}, "city": "wuhan", "from": "2026-01", "to": "2026-12",
		"wage": {"amount": "20000.00", "average_of_last_year": "18000.00"}, "housing_fund": {"employer_rate": "12%", "employee_rate": "12%"}},
		"vary": {"path": "/housing_fund/employer_rate", "also": ["/housing_fund/employee_rate"], "from": "0.04", "to": "0.12", "step": "0.01"}, ` + more + `}`
}

// Each point is what the sweep answers; 4 % is below the minimum, is left empty, and is said.
func TestASweepIsItsPoints(t *testing.T) {
	service := api.New(api.Options{Now: now})
	var question map[string]any
	if err := json.Unmarshal([]byte(sweepOf(`"months": false`)), &question); err != nil {
		t.Fatal(err)
	}
	var a struct {
		Points []struct {
			Value  string
			Result *struct{ Totals struct{ Employer string } }
		}
	}
	answerTo(t, service, "scenarios/sweep", question, &a)
	o := optionOf(t, charting(t, service, "sweep", "", sweepOf(`"title": "比例"`)))
	drawn := o.series("单位合计")
	if len(drawn) != 9 || len(a.Points) != 9 {
		t.Fatalf("%d points drawn, %d answered", len(drawn), len(a.Points))
	}
	for i, p := range a.Points {
		want := fmt.Sprintf("[%d -]", i+4)
		if p.Result != nil {
			want = fmt.Sprintf("[%d %s]", i+4, p.Result.Totals.Employer)
		}
		if got := valueAt(t, drawn, i); got != want {
			t.Errorf("%s: drawn %s, answered %s", p.Value, got, want)
		}
	}
	if !strings.Contains(o.notes(), "! 0.04：") || o.Title[0].Text != "比例" {
		t.Errorf("the refused rate is not said:\n%s", o.notes())
	}
	if under := o.XAxis[0].Name; under != "公积金双方比例 (%)" || !strings.HasPrefix(o.Title[0].Subtext, "公积金双方比例 0.04 – ") {
		t.Errorf("both rates are varied, and called %q, %q", under, o.Title[0].Subtext)
	}
	alone := optionOf(t, charting(t, service, "sweep", "", strings.Replace(sweepOf(`"title": "比例"`), `"also": ["/housing_fund/employee_rate"], `, "", 1)))
	if alone.XAxis[0].Name != "公积金单位比例 (%)" {
		t.Errorf("the employer's rate alone is called %q", alone.XAxis[0].Name)
	}
}

// A title that is a script anywhere comes out of every form as the text it is.
func TestTitlesAreTextInEveryForm(t *testing.T) {
	service := api.New(api.Options{Now: now})
	for _, title := range []string{`</script><script>alert(1)</script>`, `__f__alert(1)__f__`, `<img src=x onerror=alert(1)>`} {
		path := "tiers?city=changzhou&month=2026-08&width=2000&title=" + url.QueryEscape(title)
		w := charting(t, service, path, "", "")
		if bytes.ContainsAny(w.Body.Bytes(), "<>") {
			t.Errorf("the option of %q could end a script element", title)
		}
		if o := optionOf(t, w); o.Title[0].Text != title {
			t.Errorf("option: %q", o.Title[0].Text)
		}
		d := xml.NewDecoder(charting(t, service, path, "image/svg+xml", "").Body)
		seen := 0
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			switch x := token.(type) {
			case xml.StartElement:
				if x.Name.Local == "script" || x.Name.Local == "img" {
					t.Errorf("the picture has a <%s>", x.Name.Local)
				}
			case xml.CharData:
				if string(x) == title {
					seen++
				}
			}
		}
		if seen != 2 { // as the picture's title, and drawn
			t.Errorf("%q stands %d times in the picture", title, seen)
		}
	}
}
