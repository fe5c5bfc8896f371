package api_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"fenhao/api"
	"fenhao/scenarios/workforce"
	"fenhao/scenarios/workforce/table"
)

// Worked by hand from 武汉 office notice WH-2.3: 18,000.00 × 12 % = 2,160.00 for each side; 20,000.00 × 8 % = 1,600.00.
const (
	people   = "工号,部门,城市,上年度月平均工资,单位缴存比例,个人缴存比例,离职月份\nA1,研发部,武汉,18000.00,12%,12%,\nA2,销售部,武汉,20000,8%,8%,2026-09\n"
	fundPlan = `{"from": "2026-07", "to": "2026-12", "schemes": ["housing_fund"]}`
)

// budgets is a service as people reach it, with connections and their deadlines.
type budgets struct {
	*testing.T
	url string
}

func newBudgets(t *testing.T, o api.Options) *budgets { return hurried(t, o, time.Minute) }

// hurried is one whose server waits for a request and an answer only so long.
func hurried(t *testing.T, o api.Options, deadline time.Duration) *budgets {
	s := httptest.NewUnstartedServer(api.New(o))
	s.Config.ReadTimeout, s.Config.WriteTimeout = deadline, deadline
	s.Start()
	t.Cleanup(s.Close)
	return &budgets{t, s.URL}
}

func (b *budgets) do(method, path, contentType string, body io.Reader, headers ...string) (*http.Response, string) {
	b.Helper()
	if !strings.HasPrefix(path, "/api") {
		path = "/api/v1/budgets" + path
	}
	r, err := http.NewRequest(method, b.url+path, body)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Accept-Language", "en")
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		b.Fatal(err)
	}
	return resp, string(text)
}

func (b *budgets) get(path string) string {
	b.Helper()
	resp, text := b.do(http.MethodGet, path, "", nil)
	if resp.StatusCode != http.StatusOK {
		b.Fatalf("GET %s: %d %s", path, resp.StatusCode, text)
	}
	return text
}

// form hands in parts in the order given: name, content, name, content …
func (b *budgets) form(parts ...string) (*http.Response, string) {
	b.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(parts); i += 2 {
		if parts[i] == "file" {
			p, _ := w.CreateFormFile("file", "people.csv")
			_, _ = io.WriteString(p, parts[i+1])
		} else {
			_ = w.WriteField(parts[i], parts[i+1])
		}
	}
	_ = w.Close()
	return b.do(http.MethodPost, "", w.FormDataContentType(), &body)
}

func (b *budgets) accepted(resp *http.Response, text string) (out api.Budget) {
	b.Helper()
	if resp.StatusCode != http.StatusAccepted {
		b.Fatalf("%d %s", resp.StatusCode, text)
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		b.Fatal(err)
	}
	if got := resp.Header.Get("Location"); got != "/api/v1/budgets/"+out.ID || out.Links.Self != got {
		b.Errorf("Location %q, self %q", got, out.Links.Self)
	}
	return out
}

// wait waits until a budget has ended.
func (b *budgets) wait(id string) (out api.Budget) {
	b.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		out = api.Budget{}
		if err := json.Unmarshal([]byte(b.get("/"+id)), &out); err != nil {
			b.Fatal(err)
		}
		if out.State == "finished" || out.State == "failed" || out.State == "refused" || out.State == "cancelled" {
			return out
		}
	}
	b.Fatalf("%s is still %s", id, out.State)
	return out
}

func (b *budgets) finished(resp *http.Response, text string) api.Budget {
	b.Helper()
	out := b.wait(b.accepted(resp, text).ID)
	if out.State != "finished" {
		b.Fatalf("%+v", out)
	}
	return out
}

func TestABudgetFromTheTableToTheFiles(t *testing.T) {
	b := newBudgets(t, api.Options{})
	done := b.finished(b.form("plan", fundPlan, "file", people))
	// A1: 6 months; A2: 3 months. 6 × 2,160 + 3 × 1,600 = 17,760 for each side.
	if s := done.Totals; s == nil || s.Employer != "17760.00" || s.Employee != "17760.00" || s.Total != "35520.00" || s.PersonMonths != 9 || s.People != 2 || s.Unknown != 0 {
		t.Errorf("%+v", done.Totals)
	}
	if done.Rows != 2 || done.BadRows != 0 || done.People != 2 || done.ProblemsTotal != 0 || done.From != "2026-07" || done.To != "2026-12" || done.Progress.Done != done.Progress.Of || done.Expires == "" {
		t.Errorf("%+v", done)
	}

	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.get(done.Links.People), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 10 {
		t.Fatal(len(rows), err)
	}
	got := strings.Join(rows[9], ",")
	if want := "A2,销售部,Wuhan,2026-09,20000.00,20000.00,1600.00,1600.00" + strings.Repeat(",", 15) + ",1600.00,1600.00,3200.00"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}

	var sums api.BudgetTotals
	if err := json.Unmarshal([]byte(b.get("/"+done.ID+"/totals?by=department,month")), &sums); err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, r := range sums.Rows {
		list = append(list, fmt.Sprint(r.Month, " ", *r.Department, " ", r.City, r.Scheme, r.Payer, r.PersonMonths, " ", r.Lines, " ", r.Amount))
	}
	for m, want := range map[string][]string{"2026-09": {"2026-09 研发部 1 2 4320.00", "2026-09 销售部 1 2 3200.00"}, "2026-10": {"2026-10 研发部 1 2 4320.00"}} {
		of := slices.DeleteFunc(slices.Clone(list), func(s string) bool { return !strings.HasPrefix(s, m) })
		slices.Sort(of)
		slices.Sort(want)
		if !slices.Equal(of, want) {
			t.Errorf("%s: got %v, want %v", m, of, want)
		}
	}
	if text := b.get("/" + done.ID + "/totals?by="); !strings.Contains(text, `"rows":[{"person_months":9,"lines":18,"unknown":0,"amount":"35520.00"}]`) {
		t.Error(text)
	}
	if resp, text := b.do(http.MethodGet, "/"+done.ID+"/totals?by=month,age", "", nil); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(text, `"/by"`) {
		t.Errorf("%d %s", resp.StatusCode, text)
	}
	for _, kind := range slices.Sorted(maps.Keys(done.Links.Charts)) {
		if text := b.get(done.Links.Charts[kind]); !json.Valid([]byte(text)) || !strings.Contains(text, "series") {
			t.Errorf("%s: %.200s", kind, text)
		}
		if resp, text := b.do(http.MethodGet, done.Links.Charts[kind], "", nil, "Accept", "image/svg+xml"); resp.StatusCode != http.StatusOK || !strings.HasPrefix(text, "<svg") {
			t.Errorf("%s as SVG: %d %.200s", kind, resp.StatusCode, text)
		}
	}

	resp, _ := b.do(http.MethodDelete, "/"+done.ID, "", nil)
	if resp.StatusCode != http.StatusNoContent {
		t.Error(resp.StatusCode)
	}
	if resp, text := b.do(http.MethodGet, "/"+done.ID, "", nil); resp.StatusCode != http.StatusNotFound {
		t.Errorf("%d %s", resp.StatusCode, text)
	}
}

// Whatever way a table comes in, what comes out is the same to the byte.
func TestEveryWayInGivesTheSame(t *testing.T) {
	workbook := excelize.NewFile()
	for i, line := range strings.Split(strings.TrimSpace(people), "\n") {
		for j, cell := range strings.Split(line, ",") {
			_ = workbook.SetCellStr("Sheet1", string(rune('A'+j))+fmt.Sprint(i+1), cell)
		}
	}
	var xlsx bytes.Buffer
	if err := workbook.Write(&xlsx); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, o := range map[string]api.Options{"memory": {}, "folder": {Spool: folder}} {
		t.Run(name, func(t *testing.T) {
			b := newBudgets(t, o)
			want := b.get(b.finished(b.form("plan", fundPlan, "file", people)).Links.People)
			raw := "?from=2026-07&to=2026-12"
			for way, done := range map[string]api.Budget{
				"file before plan":     b.finished(b.form("file", people, "plan", fundPlan, "run", "true")),
				"run after the file":   b.finished(b.form("plan", fundPlan, "keep", "false", "file", people, "run", "true")),
				"workbook, plan first": b.finished(b.form("plan", fundPlan, "file", xlsx.String())),
				"workbook, plan last":  b.finished(b.form("file", xlsx.String(), "plan", fundPlan)),
			} {
				if got := b.get(done.Links.People); got != want {
					t.Errorf("%s: got\n%s\nwant\n%s", way, got, want)
				}
			}
			for contentType, body := range map[string]string{"text/csv; charset=utf-8": people, "application/octet-stream": xlsx.String()} {
				done := b.finished(b.do(http.MethodPost, raw, contentType, strings.NewReader(body)))
				rows, err := csv.NewReader(strings.NewReader(b.get(done.Links.People))).ReadAll()
				if err != nil || len(rows) != 10 || rows[9][6] != "1600.00" {
					t.Errorf("%s: %v %v", contentType, rows, err)
				}
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("the folder still holds %v, %v", left, err)
			}
		})
	}
}

// What is wrong is said by row and column, all of it, and nothing is calculated.
func TestABrokenTableIsRefusedByRowAndColumn(t *testing.T) {
	b := newBudgets(t, api.Options{})
	broken := people + "A3,研发部,武汉,两万,12%,12%,\nA1,研发部,亚特兰蒂斯,18000,12%,12%,\n"
	out := b.accepted(b.form("plan", fundPlan, "file", broken))
	var got []string
	for _, p := range out.Problems {
		if p.Message == "" || p.Hint == "" {
			t.Errorf("%+v has no words", p)
		}
		got = append(got, fmt.Sprint(p.Row, "/", p.Column, " ", p.Name, " ", p.Code))
	}
	if want := []string{"4/4 上年度月平均工资 not_a_number", "5/1 工号 doubled_id", "5/3 城市 unknown_place"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if out.State != "refused" || out.BadRows != 2 || out.Rows != 4 || out.ProblemsTotal != 3 || out.Totals != nil || out.Links.People != "" {
		t.Errorf("%+v", out)
	}
	for lang, row := range map[string]string{"zh": "两万", "en": "两万"} {
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.get(out.Links.Errors+"?lang="+lang), "\ufeff"))).ReadAll()
		if err != nil || len(rows) != 4 || !strings.Contains(strings.Join(rows[1], " "), row) {
			t.Errorf("%v %v", rows, err)
		}
	}
	if resp, text := b.do(http.MethodGet, "/"+out.ID+"/people.csv", "", nil); resp.StatusCode != http.StatusConflict {
		t.Errorf("%d %s", resp.StatusCode, text)
	}
	skipping := b.finished(b.form("plan", strings.Replace(fundPlan, "{", `{"skip_bad_rows": true, `, 1), "file", broken))
	if s := skipping.Totals; s.Total != "35520.00" || s.Skipped != 2 || s.People != 2 || skipping.BadRows != 2 || skipping.ProblemsTotal != 3 {
		t.Errorf("%+v %+v", skipping, s)
	}
}

func TestWhatCannotBeTakenIn(t *testing.T) {
	b := newBudgets(t, api.Options{})
	form := func(parts ...string) func() (*http.Response, string) {
		return func() (*http.Response, string) { return b.form(parts...) }
	}
	post := func(path, contentType, body string) func() (*http.Response, string) {
		return func() (*http.Response, string) {
			return b.do(http.MethodPost, path, contentType, strings.NewReader(body))
		}
	}
	for name, c := range map[string]struct {
		ask    func() (*http.Response, string)
		status int
		errors string // "pointer code" of each
	}{
		"no file":         {form("plan", fundPlan), 422, "/file required"},
		"plan of nothing": {form("plan", `{"fro": "2026-07"}`, "file", people), 400, "/fro unknown_field"},
		"bad plan":        {form("plan", `{"from": "2026-07", "to": "2026-06", "raises": [{"from": "2026-08"}]}`, "file", people), 422, "/raises/0/percent required, /to not_in_order"},
		"form and meaning": {form("plan", `{"from": "2026-07", "to": "2026-12", "defaults": {"city": "atlantis", "work_injury_class": 9}, "raises": [{"from": "2027-01", "percent": "2000%"}],
			"rates": [{"from": "2026-08"}, {"from": "2026-08", "employer_rate": "much"}], "joiners": [{"city": "wuhan", "month": "2027-03", "count": 1, "wage": "1", "employment": "new_hire"}],
			"overrides": [{"key": "x", "value": "1"}]}`, "file", people), 422, "/defaults/work_injury_class out_of_range, /raises/0/percent out_of_range, /rates/1/employer_rate not_a_number, " +
			"/defaults/city unknown_place, /raises/0/from out_of_range, /rates/0 required, /overrides/0/key bad_override, /joiners/0/month out_of_range"},
		"all of a query":  {post("?from=abc&run=maybe&bogus=1&lang=fr&city=atlantis", "text/csv", people), 400, "/bogus unknown_field, /lang not_one_of, /run not_one_of, /from not_a_month"},
		"query of a form": {post("?from=2026-07", "application/json", `{"of": "nobody"}`), 400, "/from unknown_field"},
		"plan and table":  {form("plan", `{"from": "2026-07", "to": "2026-08", "raises": [{"from": "2026-08", "percent": "0.1", "city": "atlantis"}]}`, "file", people), 404, "/raises/0/city unknown_place"},
		"unknown part":    {form("plan", fundPlan, "files", people), 400, "/files unknown_field"},
		"two plans":       {form("plan", fundPlan, "plan", fundPlan, "file", people), 400, "/plan duplicate_field"},
		"late, unknown":   {form("plan", fundPlan, "file", people, "kept", "true"), 400, "/kept unknown_field"},
		"late, wrong":     {form("plan", fundPlan, "file", people, "keep", "maybe"), 422, "/keep not_one_of"},
		"run neither":     {form("run", "maybe", "plan", fundPlan, "file", people), 422, "/run not_one_of"},
		"cut off":         {post("", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"plan\"\r\n\r\n{"), 400, " bad_form"},
		"web page":        {form("plan", fundPlan, "file", "<html><table>"), 400, " unreadable_table"},
		"old workbook":    {form("plan", fundPlan, "file", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"), 400, " old_or_locked_workbook"},
		"empty":           {post("", "text/csv", ""), 400, " no_header"},
		"other type":      {post("", "image/png", "x"), 415, " unsupported_media_type"},
		"of nothing":      {post("", "application/json", `{"of": "nobody"}`), 404, " unknown_id"},
		"of what":         {post("", "application/json", `{}`), 422, "/of required"},
	} {
		t.Run(name, func(t *testing.T) {
			resp, text := c.ask()
			var p api.Problem
			if err := json.Unmarshal([]byte(text), &p); err != nil || resp.StatusCode != c.status {
				t.Fatalf("%d %v %s", resp.StatusCode, err, text)
			}
			var got []string
			for _, e := range p.Errors {
				got = append(got, e.Pointer+" "+e.Code)
			}
			if strings.Join(got, ", ") != c.errors {
				t.Errorf("got %v, want %s", got, c.errors)
			}
		})
	}
}

// What the reader refused is refused again when a kept table is asked another plan.
func TestAKeptTableKeepsItsProblems(t *testing.T) {
	b := newBudgets(t, api.Options{})
	broken := people + "A3,研发\x00部,武汉,18000,12%,12%,\nA4,研发部,武汉,两万,12%,12%,\n"
	first := b.accepted(b.form("keep", "true", "plan", fundPlan, "file", broken))
	again := b.accepted(b.do(http.MethodPost, "", "application/json", strings.NewReader(`{"of": "`+first.ID+`", "plan": `+fundPlan+`}`)))
	if first.BadRows != 2 || again.BadRows != 2 || again.Rows != first.Rows || again.People != first.People || fmt.Sprint(again.Problems) != fmt.Sprint(first.Problems) {
		t.Errorf("first %+v, again %+v", first.Problems, again.Problems)
	}
}

// A table of nobody is refused, unless the plan hires somebody.
func TestATableOfNobodyIsRefused(t *testing.T) {
	b := newBudgets(t, api.Options{})
	head, _, _ := strings.Cut(people, "\n")
	out := b.accepted(b.form("plan", fundPlan, "file", head+"\n\n"))
	if out.State != "refused" || out.ProblemsTotal != 1 || out.Problems[0].Code != "no_people" || out.Problems[0].Row != 0 {
		t.Errorf("%+v", out)
	}
	hires := `{"from": "2026-07", "to": "2026-12", "schemes": ["housing_fund"], "joiners": [{"city": "wuhan", "month": "2026-08", "count": 1, "wage": "10000", "employment": "transferred", "employer_rate": "0.12", "employee_rate": "0.12"}]}`
	if done := b.finished(b.form("plan", hires, "file", head+"\n")); done.Totals.Total != "12000.00" {
		t.Errorf("%+v", done.Totals)
	}
}

// run and keep are heeded wherever they stand in a form, and a table that is refused is kept, too.
func TestKeepAndRunComeLate(t *testing.T) {
	b := newBudgets(t, api.Options{})
	for name, c := range map[string]struct{ file, state string }{
		"sound":  {people, "checked"},
		"broken": {people + "A3,研发部,武汉,两万,12%,12%,\n", "refused"},
	} {
		late := b.accepted(b.form("plan", fundPlan, "file", c.file, "run", "false", "keep", "true"))
		if late.State != c.state || !late.Kept {
			t.Errorf("%s: %s, kept %v", name, late.State, late.Kept)
		}
		again := b.finished(b.do(http.MethodPost, "", "application/json", strings.NewReader(`{"of": "`+late.ID+`", "plan": {"skip_bad_rows": true, `+fundPlan[1:]+`}`)))
		if again.Totals.Total != "35520.00" {
			t.Errorf("%s: %+v", name, again.Totals)
		}
		gone := b.accepted(b.form("plan", fundPlan, "file", c.file, "run", "true", "keep", "false"))
		b.wait(gone.ID)
		if resp, text := b.do(http.MethodPost, "", "application/json", strings.NewReader(`{"of": "`+gone.ID+`"}`)); resp.StatusCode != http.StatusConflict {
			t.Errorf("%s: %d %s", name, resp.StatusCode, text)
		}
	}
}

// Every address of budgets refuses what it does not know, and knows what its description lists.
func TestBudgetsRefuseUnknownParameters(t *testing.T) {
	b := newBudgets(t, api.Options{})
	done := b.finished(b.form("plan", fundPlan, "file", people))
	var described struct {
		Paths map[string]map[string]struct {
			Parameters []struct{ In, Name string }
		}
	}
	text, err := os.ReadFile("../docs/openapi.json")
	if err == nil {
		err = json.Unmarshal(text, &described)
	}
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for path, methods := range described.Paths {
		rest, found := strings.CutPrefix(path, "/budgets")
		if !found {
			continue
		}
		for method, d := range methods {
			known := []string{"lang"}
			for _, p := range d.Parameters {
				if p.In == "query" && p.Name != "lang" {
					known = append(known, p.Name)
				}
			}
			slices.Sort(known)
			at := strings.NewReplacer("{id}", done.ID, "{other}", done.ID, "{kind}", "months").Replace(rest)
			resp, text := b.do(strings.ToUpper(method), at+"?bogus=1", map[string]string{"": "text/csv"}[rest], strings.NewReader(people))
			var p api.Problem
			if err := json.Unmarshal([]byte(text), &p); err != nil || resp.StatusCode != http.StatusBadRequest || p.Errors[0].Pointer != "/bogus" {
				t.Errorf("%s %s: %d %s", method, path, resp.StatusCode, text)
				continue
			}
			_, list, _ := strings.Cut(strings.TrimSuffix(p.Errors[0].Hint, "."), ": ")
			got := strings.Split(list, ", ")
			slices.Sort(got)
			if !slices.Equal(got, known) {
				t.Errorf("%s %s knows %v and describes %v", method, path, got, known)
			}
			asked++
		}
	}
	if asked < 15 {
		t.Errorf("only %d addresses were asked", asked)
	}
}

// Check first, run later; a kept table under another plan; two plans side by side; cancelling.
func TestOneTableUnderTwoPlans(t *testing.T) {
	b := newBudgets(t, api.Options{})
	first := b.accepted(b.form("run", "false", "keep", "true", "plan", fundPlan, "file", people))
	if first.State != "checked" || first.Links.Run == "" {
		t.Fatalf("%+v", first)
	}
	if resp, text := b.do(http.MethodPost, first.Links.Run, "", nil); resp.StatusCode != http.StatusAccepted {
		t.Fatalf("%d %s", resp.StatusCode, text)
	}
	b.wait(first.ID)
	lower := `{"of": "` + first.ID + `", "plan": {"from": "2026-07", "to": "2026-12", "schemes": ["housing_fund"], "rates": [{"from": "2026-10", "employer_rate": "0.08", "employee_rate": "0.08"}]}}`
	second := b.finished(b.do(http.MethodPost, "", "application/json", strings.NewReader(lower)))
	// A1 pays 1,440.00 instead of 2,160.00 for three months: 3 × 720 × 2 = 4,320 less.
	if second.Totals.Total != "31200.00" {
		t.Errorf("%+v", second.Totals)
	}
	var c api.BudgetComparison
	if err := json.Unmarshal([]byte(b.get("/"+first.ID+"/comparison/"+second.ID+"?by=month")), &c); err != nil {
		t.Fatal(err)
	}
	if c.Total.A.Amount != "35520.00" || c.Total.B.Amount != "31200.00" || c.Total.Difference != "-4320.00" || len(c.Rows) != 6 || c.Rows[2].Difference != "0.00" || c.Rows[3].Difference != "-1440.00" {
		t.Errorf("%+v", c)
	}
	if resp, text := b.do(http.MethodPost, "", "application/json", strings.NewReader(`{"of": "`+second.ID+`"}`)); resp.StatusCode != http.StatusConflict || !strings.Contains(text, "table_gone") {
		t.Errorf("the second table was not kept: %d %s", resp.StatusCode, text)
	}
	b.finished(b.do(http.MethodPost, "", "application/json", strings.NewReader(`{"of": "`+first.ID+`"}`)))
	back := `{"of": "` + first.ID + `", "plan": {"from": "2026-06", "to": "2026-09", "schemes": ["housing_fund"], "keep_bases": true, "paid_known_on": "2026-07-15"}}`
	retroactive := b.finished(b.do(http.MethodPost, "", "application/json", strings.NewReader(back)))
	compared := "/" + first.ID + "/comparison/" + second.ID
	_, want, _ := strings.Cut(b.get(compared+".csv?by=month,scheme"), "\n")
	packed := b.get(compared + ".parquet?by=month,scheme")
	var block workforce.Block
	if r, err := table.Open(strings.NewReader(packed), int64(len(packed))); err != nil || r.Next(&block) != nil || string(block.CSV) != want {
		t.Errorf("%v: the Parquet file says\n%s, the CSV\n%s", err, block.CSV, want)
	}
	f, err := excelize.OpenReader(strings.NewReader(b.get(compared + ".xlsx?by=month,scheme")))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Compared sums", excelize.Options{RawCellValue: true})
	text := ""
	for _, row := range rows[min(1, len(rows)):] {
		text += strings.Join(row, ",") + "\n"
	}
	if err := errors.Join(err, f.Close()); err != nil || text != want {
		t.Errorf("%v: the workbook says\n%s, the CSV\n%s", err, text, want)
	}
	for _, address := range []string{first.ID + "/comparison/" + retroactive.ID, retroactive.ID + "/comparison/" + first.ID + ".csv", retroactive.ID + "/comparison/" + first.ID + ".xlsx", first.ID + "/comparison/" + retroactive.ID + ".parquet"} {
		if resp, text := b.do(http.MethodGet, "/"+address, "", nil); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(text, "not_comparable") {
			t.Errorf("what is owed is held against a plan: %d %s", resp.StatusCode, text)
		}
	}
	if text := b.get("/" + retroactive.ID + "/comparison/" + retroactive.ID); !strings.Contains(text, `"owed_difference":"0.00"`) {
		t.Error(text)
	}
	third := b.accepted(b.form("run", "false", "plan", fundPlan, "file", people))
	if resp, text := b.do(http.MethodPost, third.Links.Cancel, "", nil); resp.StatusCode != http.StatusOK || !strings.Contains(text, `"cancelled"`) {
		t.Errorf("%d %s", resp.StatusCode, text)
	}
	if resp, _ := b.do(http.MethodPost, third.Links.Run, "", nil); resp.StatusCode != http.StatusConflict {
		t.Errorf("a cancelled budget runs: %d", resp.StatusCode)
	}
}

func TestProgressIsStreamed(t *testing.T) {
	b := newBudgets(t, api.Options{})
	out := b.accepted(b.form("run", "false", "plan", fundPlan, "file", people))
	resp, text := b.do(http.MethodGet, out.Links.Events, "", nil)
	if got := resp.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/event-stream") || text != "retry: 2000\n\nevent: progress\nid: checked-0\ndata: {\"state\":\"checked\",\"progress\":{\"done\":0,\"of\":1}}\n\n" {
		t.Errorf("%s %q", got, text)
	}
	b.do(http.MethodPost, out.Links.Run, "", nil)
	_, text = b.do(http.MethodGet, out.Links.Events, "", nil)
	if !strings.HasSuffix(text, "event: progress\nid: finished-1\ndata: {\"state\":\"finished\",\"progress\":{\"done\":1,\"of\":1}}\n\n") {
		t.Errorf("%q", text)
	}
	if resp, _ := b.do(http.MethodGet, out.Links.Events, "", nil, "Last-Event-ID", "finished-1"); resp.StatusCode != http.StatusNoContent {
		t.Errorf("a page that has seen the end connects again: %d", resp.StatusCode)
	}
	if resp, _ := b.do(http.MethodGet, "/nobody/events", "", nil); resp.StatusCode != http.StatusNotFound {
		t.Error(resp.StatusCode)
	}
}

func TestDownloads(t *testing.T) {
	b := newBudgets(t, api.Options{})
	done := b.finished(b.form("plan", fundPlan, "file", people))
	for path, disposition := range map[string]string{
		done.Links.People + "?lang=zh":                                      `attachment; filename="people.csv"; filename*=UTF-8''%E6%AF%8F%E4%BA%BA%E6%98%8E%E7%BB%86.csv`,
		done.Links.People + "?lang=en":                                      `attachment; filename="people.csv"; filename*=UTF-8''people.csv`,
		done.Links.Parquet + "?lang=en":                                     `attachment; filename="people.parquet"; filename*=UTF-8''people.parquet`,
		done.Links.Workbook + "?lang=en":                                    `attachment; filename="budget.xlsx"; filename*=UTF-8''budget.xlsx`,
		done.Links.Sources + "?lang=en":                                     `attachment; filename="sources.csv"; filename*=UTF-8''sources.csv`,
		done.Links.TotalsCSV:                                                `attachment; filename="totals.csv"; filename*=UTF-8''totals.csv`,
		done.Links.TotalsParquet:                                            `attachment; filename="totals.parquet"; filename*=UTF-8''totals.parquet`,
		"/" + done.ID + "/comparison/" + done.ID + ".csv?lang=en":           `attachment; filename="comparison.csv"; filename*=UTF-8''comparison.csv`,
		"/" + done.ID + "/comparison/" + done.ID + ".xlsx?by=month&lang=zh": `attachment; filename="comparison.xlsx"; filename*=UTF-8''%E6%AF%94%E8%BE%83.xlsx`,
		"/" + done.ID + "/comparison/" + done.ID + ".parquet?lang=en":       `attachment; filename="comparison.parquet"; filename*=UTF-8''comparison.parquet`,
		"/template.csv":                                                     `attachment; filename="template.csv"; filename*=UTF-8''template.csv`,
		"/template.xlsx?lang=en":                                            `attachment; filename="template.xlsx"; filename*=UTF-8''template.xlsx`,
	} {
		resp, text := b.do(http.MethodGet, path, "", nil, "Accept-Encoding", "identity")
		if got := resp.Header.Get("Content-Disposition"); resp.StatusCode != http.StatusOK || got != disposition || text == "" || resp.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: %d %q", path, resp.StatusCode, got)
		}
		if head, none := b.do(http.MethodHead, path, "", nil); head.StatusCode != http.StatusOK || none != "" || head.Header.Get("Content-Type") != resp.Header.Get("Content-Type") {
			t.Errorf("HEAD %s: %d %v", path, head.StatusCode, head.Header)
		}
	}
	resp, packed := b.do(http.MethodGet, done.Links.People, "", nil, "Accept-Encoding", "gzip")
	z, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil || resp.Header.Get("Content-Encoding") != "gzip" {
		t.Fatal(err, resp.Header)
	}
	if text, err := io.ReadAll(z); err != nil || string(text) != b.get(done.Links.People) {
		t.Errorf("%v %s", err, text)
	}
}

// Nothing about people is in the log or the metrics; and a slow sender is waited for as long as something comes.
func TestABudgetIsPrivateAndPatient(t *testing.T) {
	var log bytes.Buffer
	b := hurried(t, api.Options{Log: slog.New(slog.NewJSONHandler(&log, nil))}, 2*time.Second)
	r, w := io.Pipe()
	go func() {
		for line := range strings.Lines(people + "A3,研发部,武汉,两万,12%,12%,\n") {
			_, _ = io.WriteString(w, line)
			time.Sleep(700 * time.Millisecond) // longer in all than the server's own deadline
		}
		_ = w.Close()
	}()
	out := b.accepted(b.do(http.MethodPost, "?from=2026-07&to=2026-08&skip_bad_rows=true", "text/csv", r))
	b.wait(out.ID)
	b.get("/" + out.ID + "/people.csv")
	_, metrics := b.do(http.MethodGet, "/api/../metrics", "", nil)
	for _, secret := range []string{"A1", "A2", "18000", "20000", "研发部", "两万", out.ID} {
		if strings.Contains(strings.ReplaceAll(log.String(), `"budget":"`+out.ID, ""), secret) || strings.Contains(metrics, secret) {
			t.Errorf("%q is in the log or the metrics:\n%s", secret, log.String())
		}
	}
}

// The sums are those of the rows, in every grouping.
func TestSumsAreThoseOfTheRows(t *testing.T) {
	b := newBudgets(t, api.Options{})
	plan := `{"from": "2026-07", "to": "2027-08", "defaults": {"employer_rate": "0.1", "employee_rate": "0.1", "work_injury_class": 2}, "raises": [{"from": "2027-01", "percent": "0.0333"}],
		"joiners": [{"department": "研发部", "city": "wuxi", "month": "2026-10", "count": 3, "wage": "12345.67", "employment": "new_hire"}], "leavers": [{"department": "销售部", "month": "2026-12", "count": 1}]}`
	var table strings.Builder
	table.WriteString("id,department,city,wage,average wage\n")
	for i := range 50 {
		fmt.Fprintf(&table, "P%d,%s,%s,%d.%02d,%d\n", i, []string{"研发部", "销售部", "=1+1", ""}[i%4], []string{"wuhan", "wuxi", "changzhou"}[i%3], 3000+977*i, i, 3000+950*i)
	}
	done := b.finished(b.form("plan", plan, "file", table.String()))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.get(done.Links.People), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]decimal.Decimal{}
	for _, row := range rows[1:] {
		n := len(row)
		total := decimal.RequireFromString(row[n-1])
		if !decimal.RequireFromString(row[n-3]).Add(decimal.RequireFromString(row[n-2])).Equal(total) {
			t.Fatal(row)
		}
		if row[0] == "" || strings.HasPrefix(row[1], "=") {
			t.Errorf("a formula or nothing: %v", row)
		}
		want[row[3]+strings.TrimPrefix(row[1], "'")] = want[row[3]+strings.TrimPrefix(row[1], "'")].Add(total)
	}
	var sums api.BudgetTotals
	if err := json.Unmarshal([]byte(b.get("/"+done.ID+"/totals?by=month,department")), &sums); err != nil {
		t.Fatal(err)
	}
	if len(sums.Rows) != len(want) || len(want) != 14*4 {
		t.Errorf("%d sums, %d groups of rows", len(sums.Rows), len(want))
	}
	all := decimal.Zero
	for _, r := range sums.Rows {
		if r.Department == nil {
			t.Fatal("people without a department are a department called \"\"")
		}
		if w := want[r.Month+*r.Department]; !w.Equal(decimal.RequireFromString(r.Amount)) {
			t.Errorf("%s %s: the rows sum to %s, the total is %s", r.Month, *r.Department, w, r.Amount)
		}
		all = all.Add(decimal.RequireFromString(r.Amount))
	}
	if all.StringFixed(2) != done.Totals.Total {
		t.Errorf("%s and %s", all, done.Totals.Total)
	}
}
