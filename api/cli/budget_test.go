package cli_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"fenhao/api"
)

// write writes a file into a folder of the test's and gives its path.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// names are the files of a folder, hidden ones too.
func names(t *testing.T, dir string) (out []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		out = append(out, f.Name())
	}
	return out
}

const everything = `{"from": "2026-07", "to": "2027-06", "defaults": {"work_injury_class": 2}, "skip_bad_rows": true,
	"raises": [{"from": "2027-01", "percent": "0.0437"}, {"from": "2027-03", "percent": "5%", "department": "销售部"}],
	"rates": [{"from": "2027-02", "city": "wuhan", "employer_rate": "0.08", "employee_rate": "0.08"}],
	"joiners": [{"department": "研发部", "city": "wuxi", "month": "2026-10", "count": 7, "wage": "12345.67", "employment": "new_hire", "employer_rate": "0.1", "employee_rate": "0.1"}],
	"leavers": [{"department": "销售部", "month": "2026-12", "count": 11}]}`

// crowd is a table of several blocks with something wrong here and there.
func crowd(n int) string {
	var b strings.Builder
	b.WriteString("工号,部门,城市,月工资,上年度月平均工资,单位缴存比例,个人缴存比例\n")
	for i := range n {
		city, wage := []string{"武汉", "zhengzhou", "Wuxi", "常州市"}[i%4], fmt.Sprintf("%d.%02d", 2000+i*7919%50000, i%100)
		if i%997 == 500 {
			city = "亚特兰蒂斯"
		}
		fmt.Fprintf(&b, "P%d,%s,%s,%s,%s,12%%,12%%\n", i, []string{"研发部", "销售部", ""}[i%3], city, wage, wage)
	}
	return b.String()
}

// The command line and the service give the same files, to the byte; and the sums are those of the rows.
func TestABudgetIsTheServicesBudget(t *testing.T) {
	people, bad, chunks := 9000, 9, 4 // three blocks of the table and one of hires
	if testing.Short() {              // a block of each is enough for a race detector
		people, bad, chunks = 2000, 2, 2
	}
	dir, table := t.TempDir(), crowd(people)
	out := filepath.Join(dir, "out")
	code, stdout, stderr := run(table, "budget", "-", "--plan", write(t, dir, "plan.json", everything), "-o", out, "-o", filepath.Join(dir, "people.csv"), "-o", filepath.Join(dir, "people.parquet"), "-o", filepath.Join(dir, "totals.parquet"), "-o", filepath.Join(dir, "book.xlsx"), "--json")
	if code != 0 {
		t.Fatal(code, stderr)
	}
	var said api.BudgetSummary
	if err := json.Unmarshal([]byte(stdout), &said); err != nil {
		t.Fatal(err, stdout)
	}

	server := httptest.NewServer(api.New(api.Options{}))
	defer server.Close()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("plan", everything)
	file, _ := form.CreateFormFile("file", "t.csv")
	_, _ = io.WriteString(file, table)
	_ = form.Close()
	var job api.Budget
	fetch := func(resp *http.Response, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		text, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode >= 300 {
			t.Fatal(resp.StatusCode, err, string(text))
		}
		return text
	}
	text := fetch(http.Post(server.URL+"/api/v1/budgets", form.FormDataContentType(), &body))
	for end := time.Now().Add(time.Minute); ; text = fetch(http.Get(server.URL + job.Links.Self)) {
		job = api.Budget{}
		if err := json.Unmarshal(text, &job); err != nil {
			t.Fatal(err)
		}
		if job.State == "finished" {
			break
		}
		if time.Now().After(end) || job.State == "failed" {
			t.Fatalf("%s", text)
		}
		time.Sleep(20 * time.Millisecond)
	}
	if job.Progress.Of < chunks {
		t.Errorf("%d chunks", job.Progress.Of)
	}
	for name, link := range map[string]string{"people.csv": job.Links.People, "totals.csv": job.Links.TotalsCSV, "sources.csv": job.Links.Sources, "errors.csv": job.Links.Errors, "../people.csv": job.Links.People, "../people.parquet": job.Links.Parquet, "../totals.parquet": job.Links.TotalsParquet} {
		have, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		if want := fetch(http.Get(server.URL + link)); !bytes.Equal(have, want) {
			t.Errorf("%s: %d bytes on the command line, %d of the service\n%.300s\n%.300s", name, len(have), len(want), have, want)
		}
	}
	if *said.Totals != *job.Totals || said.BadRows != bad || said.Totals.Skipped != int64(bad) || said.People != people || said.Totals.People != int64(people-bad+7) || job.BadRows != bad || job.ProblemsTotal != int64(bad) {
		t.Errorf("%+v\n%+v", said.Totals, job.Totals)
	}
	if got, want := names(t, out), []string{"errors.csv", "people.csv", "sources.csv", "totals.csv"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if info, err := os.Stat(filepath.Join(out, "people.csv")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}

	sum := func(file, column string) (total decimal.Decimal) {
		text, err := os.ReadFile(filepath.Join(out, file))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		at := slices.Index(rows[0], column)
		for _, row := range rows[1:] {
			total = total.Add(decimal.RequireFromString(row[at]))
		}
		return total
	}
	if rows, sums := sum("people.csv", "合计").StringFixed(2), sum("totals.csv", "金额").StringFixed(2); rows != sums || sums != said.Totals.Total {
		t.Errorf("rows %s, sums %s, said %s", rows, sums, said.Totals.Total)
	}
}

const (
	rightTable = "工号,城市,上年度月平均工资,单位缴存比例,个人缴存比例\nA1,武汉,18000.00,12%,12%\n"
	wrongTable = rightTable + "A2,武汉,两万,12%,13%\n"
	shortPlan  = `{"from": "2026-07", "to": "2026-08", "schemes": ["housing_fund"]}`
	lowerPlan  = `{"from": "2026-07", "to": "2026-08", "schemes": ["housing_fund"], "rates": [{"from": "2026-08", "employer_rate": "5%", "employee_rate": "5%"}]}`
)

// Of a table with problems nothing is written but what is wrong with it; what stood there before stays as it was.
func TestABudgetIsPublishedWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	plan, right, wrong, out := write(t, dir, "plan.json", shortPlan), write(t, dir, "right.csv", rightTable), write(t, dir, "wrong.csv", wrongTable), filepath.Join(dir, "out")
	for lang, says := range map[string]string{"zh": wrong + ":3:3: “两万”不是", "en": wrong + ":3:3: \"两万\" is not"} {
		code, stdout, stderr := run("", "budget", wrong, "--plan", plan, "-o", out, "-o", filepath.Join(dir, "book.xlsx"), "--lang", lang)
		if code != 1 || stdout != "" || !strings.Contains(stderr, says) || strings.Contains(stderr, "\r") {
			t.Errorf("%d %q %q", code, stdout, stderr)
		}
		if got := names(t, out); !slices.Equal(got, []string{"errors.csv"}) {
			t.Errorf("%v", got)
		}
	}
	code, stdout, stderr := run("", "budget", right, "--plan", plan, "-o", out, "--against", write(t, dir, "lower.json", lowerPlan))
	if code != 0 || stderr != "" || !strings.Contains(stdout, "8640.00") || !strings.Contains(stdout, "-2520.00") { // 2 months × 2 × 2,160.00, WH-2.3
		t.Errorf("%d %q %q", code, stdout, stderr)
	}
	if got := names(t, out); !slices.Equal(got, []string{"comparison.csv", "people.csv", "sources.csv", "totals.csv"}) {
		t.Errorf("%v", got)
	}
	before, err := os.ReadFile(filepath.Join(out, "people.csv"))
	if err != nil {
		t.Fatal(err)
	}
	comparison, err := os.ReadFile(filepath.Join(out, "comparison.csv"))
	if err != nil || !strings.Contains(string(comparison), "2160.00,900.00,-1260.00") { // 18,000.00 × 12 % and × 5 %
		t.Errorf("%v %s", err, comparison)
	}
	files := []string{"book.xlsx", "comparison.csv", "comparison.parquet", "comparison.xlsx", "totals.csv", "totals.parquet"}
	args := []string{"budget", right, "--plan", plan, "--against", filepath.Join(dir, "lower.json")}
	single := t.TempDir()
	for _, name := range files {
		args = append(args, "-o", filepath.Join(single, name))
	}
	if code, _, stderr := run("", args...); code != 0 || !slices.Equal(names(t, single), files) {
		t.Errorf("%d %s %v", code, stderr, names(t, single))
	}
	if text, err := os.ReadFile(filepath.Join(single, "comparison.csv")); err != nil || !bytes.Equal(text, comparison) {
		t.Errorf("%v: a comparison beside nothing else is another: %s", err, text)
	}
	for name, sheets := range map[string]string{"book.xlsx": "[汇总 比较 比较明细 合计 人员 来源 说明]", "comparison.xlsx": "[比较 比较明细]"} {
		f, err := excelize.OpenFile(filepath.Join(single, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(f.GetSheetList()); got != sheets {
			t.Errorf("%s has %s", name, got)
		}
		_ = f.Close()
	}
	if code, _, _ := run("", "budget", wrong, "--plan", plan, "-o", out); code != 1 {
		t.Error(code)
	}
	after, err := os.ReadFile(filepath.Join(out, "people.csv"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("%v: what stood there has changed", err)
	}
	if got := names(t, dir); slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, ".") || s == "book.xlsx" }) {
		t.Errorf("something is left: %v", got)
	}
}

// A result never takes the place of a file it is made of, however the two are named: nothing is written, and the file is as it was.
func TestWhatIsReadIsNotWrittenOver(t *testing.T) {
	dir := t.TempDir()
	plan, table := write(t, dir, "totals.csv", shortPlan), write(t, dir, "people.csv", rightTable)
	link := filepath.Join(dir, "link.csv")
	if err := os.Symlink(table, link); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{table, "-o", dir}, {table, "-o", table}, {link, "-o", table}, {table, "-o", link}, {write(t, dir, "x.csv", rightTable), "--plan", plan, "-o", dir}, {table, "-o", filepath.Join(dir, "new.csv"), "--against", plan, "-o", plan}} {
		code, stdout, stderr := run("", append([]string{"budget", "--lang", "en"}, args...)...)
		if code != 1 || stdout != "" || !strings.Contains(stderr, "is a file that is read here") {
			t.Errorf("%v: %d %q %q", args, code, stdout, stderr)
		}
	}
	if code, _, stderr := run("", "budget", "check", write(t, dir, "wrong.csv", wrongTable), "-o", filepath.Join(dir, "wrong.csv"), "--lang", "en"); code != 1 || !strings.Contains(stderr, "is a file that is read here") {
		t.Errorf("%d %q", code, stderr)
	}
	for path, want := range map[string]string{plan: shortPlan, table: rightTable} {
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%s has changed: %v", path, err)
		}
	}
	if got := names(t, dir); !slices.Equal(got, []string{"link.csv", "people.csv", "totals.csv", "wrong.csv", "x.csv"}) {
		t.Errorf("something is left: %v", got)
	}
}

// A table that is called as one of our files is called is nobody's earlier result.
func TestATableIsNoEarlierResult(t *testing.T) {
	dir := t.TempDir()
	table := write(t, dir, "comparison.csv", rightTable)
	if code, _, stderr := run("", "budget", table, "--plan", write(t, dir, "plan.json", shortPlan), "-o", dir); code != 0 {
		t.Errorf("%d %q", code, stderr)
	}
	if got, err := os.ReadFile(table); err != nil || string(got) != rightTable {
		t.Errorf("the table has gone: %v", err)
	}
}

// What several cities have in common is said once, and of which.
func TestNotesNameTheirCities(t *testing.T) {
	dir := t.TempDir()
	file := write(t, dir, "in.csv", "工号,城市,上年度月平均工资,单位比例,个人比例\nA,武汉,18000,12%,12%\nB,郑州,18000,12%,12%\n")
	code, stdout, stderr := run("", "budget", file, "--plan", write(t, dir, "plan.json", `{"from": "2026-08", "to": "2026-08"}`), "--lang", "zh")
	if code != 0 || !strings.Contains(stdout, "[low_grade, 武汉市, 郑州市]") {
		t.Errorf("%d %s %s", code, stdout, stderr)
	}
	said := map[string]bool{}
	for line := range strings.Lines(stdout) {
		if text, _, ok := strings.Cut(line, "  ["); ok {
			if said[text] {
				t.Errorf("said twice: %s", text)
			}
			said[text] = true
		}
	}
}

// What an earlier run left and this one does not write goes: its comparison, its errors, and the drafts of a run that was killed. What
// another run is writing stays, and so does what is not ours.
func TestNothingOfAnEarlierRunStays(t *testing.T) {
	dir := t.TempDir()
	out, plan, right := filepath.Join(dir, "out"), write(t, dir, "plan.json", shortPlan), write(t, dir, "right.csv", rightTable)
	if code, _, stderr := run("", "budget", right, "--plan", plan, "-o", out, "--against", plan); code != 0 {
		t.Fatal(stderr)
	}
	write(t, out, "errors.csv", "old")
	write(t, out, ".people.csv.123.draft", "everybody's pay")
	write(t, out, ".people.csv.mine", "not a draft")
	busy, err := os.Open(write(t, out, ".people.csv.456.draft", "being written"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = busy.Close() }()
	if err := syscall.Flock(int(busy.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := run("", "budget", right, "--plan", plan, "-o", out); code != 0 {
		t.Fatal(stderr)
	}
	if got := names(t, out); !slices.Equal(got, []string{".people.csv.456.draft", ".people.csv.mine", "people.csv", "sources.csv", "totals.csv"}) {
		t.Errorf("%v", got)
	}
}

func TestBudgetExitCodes(t *testing.T) {
	dir := t.TempDir()
	plan, right, wrong := write(t, dir, "plan.json", shortPlan), write(t, dir, "right.csv", rightTable), write(t, dir, "wrong.csv", wrongTable)
	errors := filepath.Join(dir, "errors.csv")
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"budget", right, "--plan", plan}, 0, "4320.00"},
		{[]string{"budget", right, "--schemes"}, 2, "schemes"},
		{[]string{"budget", wrong, "--plan", plan, "--skip-bad-rows"}, 0, "跳过了 1 行"},
		{[]string{"budget", wrong, "--plan", plan, "--skip-bad-rows", "--lang", "en"}, 0, "Rows passed over: 1."},
		{[]string{"budget", right, "--plan", write(t, dir, "bad.json", `{"from": "2026-07", "raises": [{"from": "soon", "percent": "a lot"}]}`), "--lang", "en"}, 1, "/raises/0/percent"},
		{[]string{"budget", right, "--plan", write(t, dir, "place.json", `{"from": "2026-07", "raises": [{"from": "2026-08", "percent": "5%", "city": "atlantis"}]}`)}, 1, "atlantis"},
		{[]string{"budget", right, "--plan", filepath.Join(dir, "nothing.json")}, 1, "nothing.json”：没有这个文件或文件夹。 (file_failed)"},
		{[]string{"budget", filepath.Join(dir, "nothing.csv"), "--plan", plan, "--lang", "en"}, 1, "no such file or folder. (file_failed)"},
		{[]string{"budget", dir, "--plan", plan}, 1, "file_failed"},
		{[]string{"budget", right, "--plan", plan, "--detail", "week"}, 2, "month or person"},
		{[]string{"budget", right, "--plan", plan, "-o", filepath.Join(dir, "comparison.xlsx")}, 2, "--against"},
		{[]string{"budget", "-", "--plan", plan, "--against", plan}, 2, "second time"},
		{[]string{"budget", right, "--plan", plan, "-o", filepath.Join(dir, "no", "such", "x.csv"), "--lang", "en"}, 1, `x.csv": no such file or folder. (file_failed)`},
		{[]string{"budget", right, "--plan", plan, "-o", filepath.Join(dir, "a"), "-o", filepath.Join(dir, "b")}, 2, "two folders"},
		{[]string{"budget"}, 2, "help"},
		{[]string{"budget", "check", right, "--plan", plan, "--lang", "en"}, 0, "no problems: 1 rows, 1 people"},
		{[]string{"budget", "check", wrong, "--plan", plan, "-o", errors}, 1, "not_a_number"},
		{[]string{"budget", "check", write(t, dir, "page.csv", "<html>"), "--plan", plan}, 1, "unreadable_table"},
		{[]string{"budget", "template"}, 0, "工号"},
		{[]string{"budget", "template", "--lang", "en", "-o", filepath.Join(dir, "t.csv")}, 0, ""},
		{[]string{"budget", "check", filepath.Join(dir, "t.csv"), "--plan", plan}, 1, "no_people"},
		{[]string{"budget", "template", "-o", dir}, 1, "file_failed"}, // nor is a device, which would be replaced
		{[]string{"budget", "template", "-o", filepath.Join(dir, "t.xlsx")}, 0, ""},
		{[]string{"budget", "check", filepath.Join(dir, "t.xlsx"), "--plan", plan}, 1, "no_people"},
	} {
		code, stdout, stderr := run("", c.args...)
		if code != c.code || !strings.Contains(stdout+stderr, c.says) {
			t.Errorf("%v: %d, want %d with %q\n%s%s", c.args, code, c.code, c.says, stdout, stderr)
		}
	}
	if text, err := os.ReadFile(errors); err != nil || !strings.Contains(string(text), "两万") {
		t.Errorf("%v %s", err, text)
	}
	if _, err := os.Stat(filepath.Join(dir, "a")); err == nil {
		t.Error("a folder is left of a command that could not be understood")
	}
	broken := write(t, dir, "broken.csv", "工号,城市\nA1,\x00\n")
	if code, _, stderr := run("", "budget", "check", broken, "--plan", plan); code != 1 || !strings.Contains(stderr, "control_character") || strings.Contains(stderr, "no_people") {
		t.Errorf("somebody is in the table, though in a row that cannot be read: %d %s", code, stderr)
	}
	workbook, err := os.ReadFile(filepath.Join(dir, "t.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if code, stdout, stderr := run(string(workbook), "budget", "check", "-", "--plan", plan); code != 1 || !strings.Contains(stderr, "no_people") {
		t.Errorf("a workbook on standard input: %d %s%s", code, stdout, stderr)
	}
}
