package pagetest

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/xuri/excelize/v2"

	"fenhao/api"
	"fenhao/api/queue"
	"fenhao/api/store"
	"fenhao/calc/policy"
)

// The employers' page, as somebody uses it. Expected figures are published ones or worked out by hand; never this page's own.

// The joint cap of Wuhan's fund from July 2026 is 8657.34, half of it a side (HF1 of the published examples, base 36072.25 at 12 %). The
// other person pays 5000.00 × 8 % = 400.00 a side. The plan is July to December, the fund alone:
//
//	a side  6 × (4328.67 + 400.00) = 28,372.02      both  56,744.04
//
// At 8 % from October the first pays 36072.25 × 8 % = 2885.78 a side, the second what he did:
//
//	a side  3 × (2885.78 − 4328.67) = −4,328.67     both  −8,657.34
const (
	tableHead = "工号,部门,城市,上年度月平均工资,单位缴存比例,个人缴存比例\n"
	tableGood = tableHead + "A1,研发部,武汉,50000,12%,12%\nA2,销售部,武汉,5000.00,8%,8%\n"
	tableBad  = tableGood + "A3,研发部,武汉,两万,12%,12%\nA2,研发部,亚特兰蒂斯,18000,12%,12%\n"
)

// click presses one of the page's buttons when it can be.
func click(name string) chromedp.Action {
	button := `[data-do="` + name + `"]`
	return chromedp.Tasks{until(`document.querySelector('` + button + `') && !document.querySelector('` + button + `').disabled`), chromedp.Click(button, chromedp.ByQuery)}
}

// total waits until a figure of a result reads so.
func total(id, value string) chromedp.Action {
	return until(fmt.Sprintf(`document.querySelector('[data-sum="%s"]')?.textContent === %q && !document.querySelector(".answer .stale")`, id, value))
}

// hold is true when there is such an element.
func hold(selector string) chromedp.Action {
	return until(fmt.Sprintf(`document.querySelector(%q) !== null`, selector))
}

// written keeps a table in a file of the test's.
func written(t *testing.T, name, text string) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{file}
}

// half is the plan of the cases by hand: July to December, the fund alone.
func half() chromedp.Action {
	actions := chromedp.Tasks{choose(`[name="to-year"]`, "2026"), choose(`[name="to-month"]`, "12")}
	for _, scheme := range []string{"pension", "medical", "unemployment", "work_injury", "maternity"} {
		actions = append(actions, chromedp.Evaluate(`document.querySelector('[name="scheme-`+scheme+`"]').click()`, nil))
	}
	return actions
}

const calculated = `document.querySelector('[data-sum="person_months"]') && document.querySelector("figure canvas") && document.querySelector(".answer tbody tr") && !document.querySelector(".stale, figure.busy")`

func TestBudgetPageInEveryView(t *testing.T) {
	t.Parallel()
	service := serve(t)
	bad := written(t, "人员.csv", tableBad)
	walks(t, "budget", service, 5,
		func(t *testing.T, _ context.Context, v view, show func(string, ...chromedp.Action)) {
			show("guide", v.open(service+"/budget"), chromedp.Click(`.columns summary`, chromedp.ByQuery), hold(".columns tbody tr"))
			show("refused", chromedp.SetUploadFiles(`[name="file"]`, bad, chromedp.ByQuery), click("calculate"), hold(`[data-do="skip"]`))
			open := chromedp.Evaluate(`document.querySelectorAll(".inputs details.lines:not([open]) > summary").forEach((s) => s.click());
				["raises", "rates", "joiners", "leavers", "overrides"].forEach((n) => document.querySelector('[data-add="' + n + '"]').click())`, nil)
			show("plan", open, hold(`[name="overrides-0-key"] option:nth-child(5)`), click("calculate"), hold(`.inputs [aria-invalid="true"]`))
		},
		func(t *testing.T, _ context.Context, v view, show func(string, ...chromedp.Action)) {
			show("result", v.open(service+"/budget"), chromedp.Click(`.demo`, chromedp.ByQuery), click("calculate"), hold("figure"), chromedp.ScrollIntoView("figure", chromedp.ByQuery), until(calculated),
				chromedp.Click(`.answer .warnings summary`, chromedp.ByQuery))
			show("against", click("compare"), chromedp.Evaluate(`document.querySelector('[data-add="rates"]').click()`, nil), click("calculate"), hold(".against tbody tr"), until(`!document.querySelector(".stale")`))
			show("deleted", click("erase"), click("delete"), hold(".saved"))
		},
		func(t *testing.T, _ context.Context, v view, show func(string, ...chromedp.Action)) {
			show("deadlines", v.open(service+"/budget?city=urumqi"), chromedp.Evaluate(`location.hash = "deadlines"`, nil), hold(".deadlines tbody tr"))
		})
}

// From a file with mistakes to the workbook: the check, mending by passing over, the figures, the files, another plan.
func TestEmployerBudgets(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	file := downloads(t, tab)
	var problems, address, keptSomewhere, plans string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/budget?lang=zh"),
		chromedp.WaitReady(`[name="file"]`, chromedp.ByQuery),
		half(),
		chromedp.SetUploadFiles(`[name="file"]`, written(t, "人员.csv", tableBad), chromedp.ByQuery),
		click("calculate"),
		hold(`.problems tbody tr`),
		chromedp.Text(`.problems`, &problems, chromedp.ByQuery),
		chromedp.Click(`.problems a`, chromedp.ByQuery),
		click("skip"),
		total("employer", "28,372.02"), total("employee", "28,372.02"), total("total", "56,744.04"), total("person_months", "12"),
		until(`document.querySelector(".answer .refusals").textContent.includes("有 2 行因为有问题被跳过")`),
		chromedp.Click(`a.main[role="button"]`, chromedp.ByQuery),
		chromedp.Evaluate(`document.querySelector(".files summary").click(); document.querySelector('.files a[href*="people.csv?lang"]').click()`, nil),
		chromedp.Evaluate(`JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.title])`, &keptSomewhere),
	); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"3 处问题", "4", "D 上年度月平均工资", "两万", "5", "A 工号", "C 城市", "亚特兰蒂斯"} {
		if !strings.Contains(strings.Join(strings.Fields(problems), " "), want) {
			t.Errorf("the check does not say %q:\n%s", want, problems)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file("问题.csv"), []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Errorf("%v %v", rows, err)
	}
	workbook, err := excelize.OpenReader(bytes.NewReader(file("用工预算.xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	people, err := workbook.GetRows("人员", excelize.Options{RawCellValue: true})
	if err != nil || len(people) != 13 || !slices.Contains(people[1], "4328.67") || people[1][0] != "A1" || !slices.Contains(people[12], "400") && !slices.Contains(people[12], "400.00") {
		t.Errorf("%d rows of people, %v: %v", len(people), err, people)
	}
	if summary, err := workbook.GetRows("汇总", excelize.Options{RawCellValue: true}); err != nil || !strings.Contains(fmt.Sprint(summary), "28372.02 28372.02 56744.04") {
		t.Errorf("%v %v", summary, err)
	}
	if text := string(file("每人明细.csv")); !strings.Contains(text, "A1,研发部,武汉市,2026-07,50000.00,36072.25,4328.67,4328.67,") {
		t.Errorf("%.600s", text)
	}

	// Another plan of the same file, then everything again after a reload and in the other language.
	if err := chromedp.Run(tab,
		click("compare"),
		chromedp.Evaluate(`document.querySelector('[data-add="rates"]').click()`, nil),
		choose(`[name="rates-0-from-month"]`, "10"),
		click("calculate"),
		total("difference", "−8,657.34"), total("difference-employer", "−4,328.67"), total("a", "56,744.04"), total("b", "48,086.70"),
		until(`document.querySelector(".against tbody tr td:last-child")?.textContent === "−4,328.67"`),
		chromedp.Evaluate(`[".csv?", ".xlsx?", ".parquet?"].forEach((name) => document.querySelector('.against .actions a[href*="' + name + '"]').click())`, nil),
		chromedp.Evaluate(`document.querySelector('.files a[href*="totals.parquet"]').click()`, nil),
		chromedp.Location(&address),
		chromedp.Click(`.language`, chromedp.ByQuery),
		until(`document.documentElement.lang === "en" && document.querySelector(".against h2")?.textContent === "Two plans compared"`),
		chromedp.Reload(),
		total("difference", "−8,657.34"),
		total("employer", "24,043.35"),
		chromedp.Text(`.two`, &plans, chromedp.ByQuery),
		until(`document.querySelector('[name="rates-0-employer_rate"]').value === "8" && document.querySelector('[name="to-month"]').value === "12"`),
		until(`document.querySelector('[data-do="calculate"]').disabled`), // the file is gone with the page, and was not kept
	); err != nil {
		t.Fatal(err)
	}
	if text := string(file("比较.csv")); !strings.Contains(text, "-4328.67") {
		t.Error(text)
	}
	both, err := excelize.OpenReader(bytes.NewReader(file("比较.xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	var cells strings.Builder
	for _, sheet := range both.GetSheetList() {
		rows, err := both.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Error(err)
		}
		fmt.Fprintln(&cells, rows)
	}
	if !strings.Contains(cells.String(), "-4328.67") {
		t.Error(cells.String())
	}
	for _, name := range []string{"比较.parquet", "合计.parquet"} {
		if body := file(name); !bytes.HasPrefix(body, []byte("PAR1")) || !bytes.HasSuffix(body, []byte("PAR1")) {
			t.Errorf("%s begins with %q", name, body[:min(4, len(body))])
		}
	}
	if !strings.Contains(plans, "fund, employer 8%") || !strings.Contains(plans, "from Oct 2026") {
		t.Error(plans)
	}
	for _, personal := range []string{"50000", "A1", "4328"} {
		if strings.Contains(address, personal) || strings.Contains(keptSomewhere, personal) {
			t.Errorf("%s is in %s or %s", personal, address, keptSomewhere)
		}
	}

	// All of it goes when that is wanted, and its address says so.
	if err := chromedp.Run(tab,
		click("erase"), click("delete"),
		hold(".saved"),
		until(`!location.search.includes("budget=")`),
		chromedp.Navigate(address),
		until(`document.querySelector(".answer .refusals")?.textContent.includes("已到期、已删除")`),
	); err != nil {
		t.Fatal(err)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// A workbook that is dropped, a check alone, what is wrong with the plan, and all that by keyboard where there is one.
func TestEmployerChecksAWorkbook(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	workbook := excelize.NewFile()
	for i, line := range strings.Split(strings.TrimSpace(tableGood), "\n") {
		for j, cell := range strings.Split(line, ",") {
			_ = workbook.SetCellStr("Sheet1", string(rune('A'+j))+fmt.Sprint(i+1), cell)
		}
	}
	var xlsx bytes.Buffer
	if err := workbook.Write(&xlsx); err != nil {
		t.Fatal(err)
	}
	var said string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/budget?lang=zh"),
		chromedp.WaitReady(`[name="file"]`, chromedp.ByQuery),
		half(),
		chromedp.Evaluate(fmt.Sprintf(`(() => {
			const data = new DataTransfer();
			data.items.add(new File([Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))], "people.xlsx"));
			document.querySelector(".drop").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
		})()`, base64.StdEncoding.EncodeToString(xlsx.Bytes())), nil),
		until(`document.querySelector(".drop .file")?.textContent === "people.xlsx"`),
		chromedp.Evaluate(`document.querySelector('[data-add="raises"]').closest("details").open = true`, nil),
		chromedp.Evaluate(`document.querySelector('[data-add="raises"]').click()`, nil),
		until(`document.activeElement.closest(".line") !== null`), // in the line that was added
		enter(`[name="raises-0-percent"]`, "一成"),
		click("check"),
		until(`document.querySelector('[name="raises-0-percent"]').getAttribute("aria-invalid") === "true"`),
		chromedp.Evaluate(`document.getElementById(document.querySelector('[name="raises-0-percent"]').getAttribute("aria-describedby")).textContent`, &said),
		chromedp.Click(`.drop-line`, chromedp.ByQuery),
		chromedp.Focus(`[data-do="check"]`, chromedp.ByQuery), chromedp.KeyEvent(kb.Enter),
		hold(`[data-do="run"]`),
		until(`document.activeElement !== document.body`), // the keyboard goes on somewhere
		until(`document.querySelector(".answer").textContent.includes("没有问题") && document.querySelector(".counts").textContent.startsWith("2 人")`),
		chromedp.Focus(`[data-do="run"]`, chromedp.ByQuery), chromedp.KeyEvent(kb.Enter),
		total("employer", "28,372.02"),
		// By department, broken down by scheme: figures of the second person alone, 6 × 400.00.
		chromedp.Click(`[name="view"][value="department"] + span`, chromedp.ByQuery), chromedp.Click(`[name="view-scheme"]`, chromedp.ByQuery),
		until(`[...document.querySelectorAll(".answer tbody tr")].some((r) => [...r.children].map((c) => c.textContent).join(" ") === "销售部 住房公积金 2,400.00 2,400.00 4,800.00 6")`),
		chromedp.Click(`.sources summary`, chromedp.ByQuery),
		until(`document.querySelector(".sources").textContent.includes("住房公积金缴存基数上限")`),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said, "一成") {
		t.Errorf("the field says %q", said)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// From the foot of a long form the answer is above, and is brought into view; a plan that is refused leaves its reason in view.
func TestEmployerSeesTheAnswerFromTheFootOfTheForm(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	seen := func(selector string) chromedp.Action {
		return until(fmt.Sprintf(`(() => { const at = document.querySelector(%q)?.getBoundingClientRect(); return at && at.top >= 0 && at.top < innerHeight * 0.7; })()`, selector))
	}
	var above bool
	if err := chromedp.Run(tab,
		chromedp.EmulateViewport(1280, 900),
		chromedp.Navigate(service+"/budget?lang=en"),
		chromedp.Focus(`.demo`, chromedp.ByQuery), chromedp.KeyEvent(kb.Enter),
		until(`document.activeElement?.name === "file"`), // the button is gone: the keyboard goes on at what it has chosen
		chromedp.Evaluate(`document.querySelectorAll(".inputs details:not([open]) > summary").forEach((s) => s.click());
			["raises", "rates"].forEach((n) => document.querySelector('[data-add="' + n + '"]').click())`, nil),
		hold(`[name="rates-0-employer_rate"]`),
		enter(`[name="raises-0-percent"]`, "a lot"),
		chromedp.ScrollIntoView(`[data-do="calculate"]`, chromedp.ByQuery),
		chromedp.Evaluate(`document.querySelector(".guide").getBoundingClientRect().bottom < 0`, &above),
		click("calculate"),
		until(`(() => { const at = document.querySelector(".hand-in .refusals")?.getBoundingClientRect(); return at && at.top >= 0 && at.bottom <= innerHeight; })()`),
		enter(`[name="raises-0-percent"]`, "5"),
		chromedp.ScrollIntoView(`[data-do="calculate"]`, chromedp.ByQuery),
		click("calculate"),
		hold(`[data-sum="employer"]`), seen(".answer h2"),
		until(`document.activeElement?.className === "answer"`),
	); err != nil {
		t.Fatal(err)
	}
	if !above {
		t.Error("the answer was in view before")
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// On a phone a problem's card says which row, and its column stands beside the word for it, name and letter in one line.
func TestEmployerReadsProblemsOnAPhone(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var row, all string
	var together bool
	if err := chromedp.Run(tab,
		chromedp.EmulateViewport(360, 900),
		chromedp.Navigate(service+"/budget?lang=en"),
		chromedp.WaitReady(`[name="file"]`, chromedp.ByQuery),
		chromedp.SetUploadFiles(`[name="file"]`, written(t, "people.csv", tableBad), chromedp.ByQuery),
		click("calculate"), hold(`.problems tbody tr`),
		chromedp.Text(`.problems tbody th`, &row, chromedp.ByQuery),
		chromedp.Evaluate(`[...document.querySelectorAll(".problems tbody td")].every((td) => td.childNodes.length === 1 && td.firstChild.getBoundingClientRect().left > td.getBoundingClientRect().left + 60)`, &together),
		chromedp.EmulateViewport(1280, 900), chromedp.Text(`.problems tbody th`, &all, chromedp.ByQuery),
	); err != nil {
		t.Fatal(err)
	}
	if row != "Row 4" || all != "4" || !together {
		t.Errorf("on a phone %q, on a desk %q; each cell in its place: %v", row, all, together)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// A raise of July 2026 is in the average of 2026, which is the base from July 2027: later than a plan of twelve months, within one of
// thirteen. Where bases are not adjusted it changes nothing. Beside the two sums it is said, not folded away.
func TestEmployerIsToldWhenARaiseReachesTheBases(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var late, inTime, never string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/budget?lang=en"),
		chromedp.WaitReady(`[name="file"]`, chromedp.ByQuery),
		chromedp.SetUploadFiles(`[name="file"]`, written(t, "people.csv", tableHead[:len(tableHead)-1]+",月工资\nA1,研发部,武汉,20000,12%,12%,20000\n"), chromedp.ByQuery),
		click("calculate"), hold(`[data-sum="employer"]`), until(`!document.querySelector(".reach")`),
		click("compare"),
		chromedp.Evaluate(`document.querySelector('[data-add="raises"]').click()`, nil), click("calculate"),
		total("difference", "no change"), hold(".against tbody tr"), chromedp.ActionFunc(func(context.Context) error { look(t, tab, "budget-raise"); return nil }), chromedp.Evaluate(text(".against p.reach"), &late),
		choose(`[name="to-year"]`, "2027"), choose(`[name="to-month"]`, "07"), click("calculate"),
		until(text(".answer > p.reach")+`.endsWith("here Jul 2027.")`), chromedp.Evaluate(text(".answer > p.reach"), &inTime),
		chromedp.Evaluate(`document.querySelector('[name="adjust"]').click()`, nil), click("calculate"),
		until(text(".answer > p.reach")+`.includes("does not adjust")`), chromedp.Evaluate(text(".answer > p.reach"), &never),
	); err != nil {
		t.Fatal(err)
	}
	const rule = "Raises reach the bases with the July adjustment of the next year"
	if !strings.HasPrefix(late, rule) || !strings.Contains(late, "here Jul 2027, after the plan's last month, Jun 2027") || !strings.HasPrefix(inTime, rule) || !strings.HasPrefix(never, rule) {
		t.Errorf("late: %q\nin time: %q\nnever: %q", late, inTime, never)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// idle is a service whose budgets wait, as if all workers were busy, and somebody who can be called to calculate them, and to leave again
// after the block at hand. `events` stands before the stream of events.
func idle(t *testing.T, events func(http.Handler) http.Handler) (address string, help func() (leave func())) {
	t.Helper()
	book := policy.Embedded()
	dir, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	open := func(workers int) *queue.Service {
		q, err := queue.Open(context.Background(), dir, book, queue.Options{Plan: api.ReadPlan, Workers: workers, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = q.Close(context.Background()) })
		return q
	}
	t.Cleanup(func() { _ = dir.Close() })
	service := httptest.NewServer(events(api.New(api.Options{Book: book, Budgets: open(-1), Now: func() time.Time { return today }})))
	t.Cleanup(service.Close)
	return service.URL, func() func() {
		helper := open(1)
		return func() { _ = helper.Close(context.Background()) }
	}
}

// Progress comes by events, the result when it is there; without events the page asks instead. What waits can be cancelled.
func TestEmployerWaitsAndCancels(t *testing.T) {
	t.Parallel()
	for name, events := range map[string]func(http.Handler) http.Handler{
		"events": func(h http.Handler) http.Handler { return h },
		"no events": func(h http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/events") {
					http.Error(w, "none", http.StatusNotFound)
					return
				}
				h.ServeHTTP(w, r)
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			service, help := idle(t, events)
			tab, wrong := visit(t, browser(t), service)
			m := measure(t, tab)
			if err := chromedp.Run(tab,
				chromedp.Navigate(service+"/budget?lang=zh"),
				chromedp.WaitReady(`[name="file"]`, chromedp.ByQuery),
				hold(".columns"),
			); err != nil {
				t.Fatal(err)
			}
			if bytes, each := m.loaded(); bytes > maxFirstLoad || strings.Contains(each, "echarts") {
				t.Errorf("a first visit loads %d bytes:\n%s", bytes, each)
			}
			if err := chromedp.Run(tab,
				half(),
				chromedp.SetUploadFiles(`[name="file"]`, written(t, "人员.csv", tableGood), chromedp.ByQuery),
				click("calculate"),
				until(`document.querySelector("[data-progress]")?.textContent === "0 / 1 块"`),
				click("cancel"),
				until(`document.querySelector(".answer h2:not([role])")?.textContent === "已取消" && document.querySelector(".answer [role=status]").contains(document.querySelector(".answer h2"))`),
				click("calculate"),
				until(`document.querySelector("[data-progress]")?.textContent === "0 / 1 块"`),
				chromedp.Sleep(2*time.Second),
			); err != nil {
				t.Fatal(err)
			}
			if asked := m.asked(); name == "events" && asked > 25 {
				t.Errorf("with events the page asked %d times", asked)
			}
			help()
			if err := chromedp.Run(tab, total("employer", "28,372.02")); err != nil {
				t.Fatal(err)
			}
			for _, w := range quiet(wrong()) {
				t.Error(w)
			}
		})
	}
}

// Progress moves while it is calculated, and what is calculated can be cancelled. The helper is called away once it has begun, so that there
// is time to see both.
func TestEmployerSeesProgressAndCancels(t *testing.T) {
	t.Parallel()
	service, help := idle(t, func(h http.Handler) http.Handler { return h })
	tab, wrong := visit(t, browser(t), service)
	const blocks = 24
	var table strings.Builder
	table.WriteString(tableHead)
	for n := range blocks * 4096 {
		fmt.Fprintf(&table, "B%d,研发部,武汉,9000,12%%,12%%\n", n)
	}
	var first, last string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/budget?lang=zh"),
		chromedp.WaitReady(`[name="file"]`, chromedp.ByQuery),
		half(),
		chromedp.SetUploadFiles(`[name="file"]`, written(t, "人员.csv", table.String()), chromedp.ByQuery),
		click("calculate"),
		until(`document.querySelector("[data-progress]")?.textContent === "0 / 24 块"`),
	); err != nil {
		t.Fatal(err)
	}
	leave := help()
	moved := until(`/^[1-9]/.test(document.querySelector("[data-progress]")?.textContent)`)
	if err := chromedp.Run(tab, moved, chromedp.Text("[data-progress]", &first, chromedp.ByQuery)); err != nil {
		t.Fatal(err)
	}
	leave()
	if err := chromedp.Run(tab,
		chromedp.Evaluate(`document.querySelector("[data-progress]").textContent + " of " + document.querySelector(".running progress").max + ", " + document.querySelector(".running h2").textContent`, &last),
		click("cancel"),
		until(`document.querySelector(".answer h2")?.textContent === "已取消"`),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(first, "/ 24 块") || strings.HasPrefix(first, "24") || !strings.HasSuffix(last, " of 24, 正在计算") {
		t.Errorf("%q, then %q", first, last)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// figuresDrawn reads the figures of the first chart on a page, by the name of their series.
const figuresDrawn = `JSON.stringify(Object.fromEntries(echarts.getInstanceByDom(document.querySelector("figure .plot")).getOption().series.map((s) => [s.name, s.data.map((d) => d?.value ?? d)])))`

// The chart has the figures of the table: 4328.67 + 400.00 a side and month. A ceiling of 31,000 instead, written as people write it, makes
// the first person's side 31000 × 12 % = 3720.00: 6 × (3720.00 + 400.00) = 24,720.00. No ceiling makes it 50000 × 12 % = 6000.00, and
// 6 × (6000.00 + 400.00) = 38,400.00.
func TestEmployerSupposesAnotherCeiling(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var figures, keys, plan string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/budget?lang=zh"),
		chromedp.WaitReady(`[name="file"]`, chromedp.ByQuery),
		half(),
		chromedp.SetUploadFiles(`[name="file"]`, written(t, "人员.csv", tableGood), chromedp.ByQuery),
		click("calculate"), total("employer", "28,372.02"),
		chromedp.ScrollIntoView("figure", chromedp.ByQuery), until(calculated), chromedp.Evaluate(figuresDrawn, &figures),
		chromedp.Evaluate(`document.querySelector('[data-add="overrides"]').click()`, nil), hold(`[name="overrides-0-key"] option:nth-child(5)`),
		chromedp.Evaluate(`[...document.querySelectorAll('[name="overrides-0-key"] option')].map((o) => o.value).join(" ")`, &keys),
		choose(`[name="overrides-0-key"]`, "housing_fund.base.ceiling"), until(`!document.querySelector('[name="overrides-0-value"]').disabled`),
		enter(`[name="overrides-0-value"]`, "31,000"), click("calculate"), total("employer", "24,720.00"),
		until(text(".plan-said")+`.includes("元/月")`), chromedp.Text(`.plan-said`, &plan, chromedp.ByQuery),
		enter(`[name="overrides-0-value"]`, "none"), click("calculate"), total("employer", "38,400.00"),
	); err != nil {
		t.Fatal(err)
	}
	if strings.Count(figures, "4728.67") != 12 {
		t.Errorf("drawn is %s", figures)
	}
	for _, unused := range []string{"withdrawal", "loan", "tax.", ".fine."} {
		if strings.Contains(keys, unused) {
			t.Errorf("offered is what no contribution follows from: %s", keys)
		}
	}
	if !strings.Contains(plan, "住房公积金缴存基数上限为 31,000 元/月，自2026年7月1日起") {
		t.Errorf("the plan says %q", plan)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// What does not come is said, with a way to ask again: a part of the page, or a budget that is gone, until another table is chosen.
func TestEmployerIsToldWhatDoesNotCome(t *testing.T) {
	t.Parallel()
	service, heal := lame(t, "/budget/deadlines.js")
	tab, wrong := visit(t, browser(t), service)
	var chinese string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/budget?lang=zh#deadlines"),
		hold(`main .refusals button`),
		chromedp.ActionFunc(func(context.Context) error { heal(); return nil }),
		press("重试"), hold(`.deadlines table`),
		chromedp.Evaluate(text(".deadlines caption"), &chinese),
		chromedp.Navigate(service+"/budget?lang=zh&budget=nowhere"), until(text(".answer .refusals")+`.includes("没有这个预算")`),
		chromedp.SetUploadFiles(`[name="file"]`, written(t, "人员.csv", tableGood), chromedp.ByQuery),
		until(`!document.querySelector(".answer .refusals")`),
		// A refusal is not left standing in the language of before.
		chromedp.Evaluate(`document.querySelector('[data-add="raises"]').click()`, nil), enter(`[name="raises-0-percent"]`, "一成"), click("check"),
		until(`document.querySelector('[name="raises-0-percent"]').getAttribute("aria-invalid") === "true"`),
		chromedp.Click(`.language`, chromedp.ByQuery), until(`document.documentElement.lang === "en" && !/[一-龥]/.test(document.querySelector(".hand-in").textContent + [...document.querySelectorAll(".error")].map((e) => e.textContent))`),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(chinese, "2026年11月15日") {
		t.Errorf("the deadlines are those of %q", chinese)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// A table that was kept can be asked another plan after a reload; one of made-up people says that they are.
func TestEmployerKeepsATable(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var before, after, reference string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/budget?lang=en"),
		chromedp.Click(`.demo`, chromedp.ByQuery),
		until(`document.querySelector(".drop .example")?.textContent === "made-up people"`),
		chromedp.Click(`[name="keep"]`, chromedp.ByQuery),
		click("calculate"),
		hold(`.answer h2 .example`), hold(`[data-sum="total"]`),
		chromedp.Text(`[data-sum="total"]`, &before, chromedp.ByQuery),
	); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Run(tab,
		chromedp.Reload(),
		total("total", before),
		click("compare"),
		chromedp.Evaluate(`document.querySelector('[data-add="raises"]').click()`, nil),
		click("calculate"),
		hold(`.against [data-sum="difference"]`),
		chromedp.Text(`.against [data-sum="difference"]`, &after, chromedp.ByQuery),
		chromedp.Text(`.against [data-sum="a"]`, &reference, chromedp.ByQuery),
		// By everything there are more rows than are drawn, and that is said.
		chromedp.Click(`[name="compared-department"]`, chromedp.ByQuery), chromedp.Click(`[name="compared-city"]`, chromedp.ByQuery), chromedp.Click(`[name="compared-month"]`, chromedp.ByQuery),
		until(`/^The first 400 of [\d,]+ rows/.test(document.querySelector(".against caption").textContent) && document.querySelectorAll(".against tbody tr").length === 400`),
	); err != nil {
		t.Fatal(err)
	}
	if reference != before || after == "" {
		t.Errorf("%s, then %s, difference %s", before, reference, after)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// A retroactive difference: until Wuhan published the ceiling of 2026 its employers paid by that of 2025, 34560.25. For the first person that
// is 4147.23 a side, 181.44 less than due: 6 months × 2 × 181.44 = 2,177.28. The other one is below both ceilings and owes nothing.
func TestEmployerOwesADifference(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	if err := chromedp.Run(tab,
		chromedp.EmulateViewport(1280, 900),
		chromedp.Navigate(service+"/budget?lang=zh"),
		chromedp.WaitReady(`[name="file"]`, chromedp.ByQuery),
		half(),
		chromedp.SetUploadFiles(`[name="file"]`, written(t, "人员.csv", tableGood), chromedp.ByQuery),
		chromedp.Evaluate(`(() => { const day = document.querySelector('[name="paid_known_on"]'); day.value = "2026-06-30"; day.dispatchEvent(new Event("input", {bubbles: true})); })()`, nil),
		click("calculate"),
		total("owed", "2,177.28"), total("total", "56,744.04"), total("paid", "54,566.76"),
		chromedp.ScrollIntoView("figure", chromedp.ByQuery), until(calculated),
	); err != nil {
		t.Fatal(err)
	}
	look(t, tab, "budget-owed")
	for _, w := range wrong() {
		t.Error(w)
	}
}

// The deadlines of a city with its rule, and where none are known that is said.
func TestEmployerReadsDeadlines(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	file := downloads(t, tab)
	var list string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/budget?lang=zh&city=urumqi#deadlines"),
		hold(`.deadlines tbody tr .rule`),
		until(`document.querySelector(".deadlines tbody .rule").textContent.length > 12`), // the rule with its text
		chromedp.Text(`.deadlines table`, &list, chromedp.ByQuery),
		chromedp.Click(`.deadlines .actions a`, chromedp.ByQuery),
	); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"30 天", "单位设立之日", "UR-7"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list does not say %q:\n%s", want, list)
		}
	}
	if text := string(file("fenhao-urumqi-2026.ics")); !strings.HasPrefix(text, "BEGIN:VCALENDAR") {
		t.Errorf("%.100s", text)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}
