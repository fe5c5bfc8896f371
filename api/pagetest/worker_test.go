package pagetest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The worker's page, as somebody uses it. Expected figures are published ones, or worked out in ../testdata/cases; never this page's own.

// sum waits until one of the figures above the payslip reads so.
func sum(key, value string) chromedp.Action {
	return until(fmt.Sprintf(`document.querySelector('[data-sum="%s"]')?.textContent === %q && !document.querySelector(".stale")`, key, value))
}

// settled is true when nothing is being asked and every chart in view is drawn.
const settled = `!document.querySelector('.stale, [aria-busy="true"], figure.busy') && (document.querySelector("[data-sum], [data-opens], [data-quota], .changes") !== null)`

func TestWorkerPageInEveryView(t *testing.T) {
	t.Parallel()
	service := serve(t)
	at := func(hash string) chromedp.Action {
		return chromedp.Evaluate(fmt.Sprintf(`location.hash = %q`, hash), nil)
	}
	walks(t, "worker", service, 0,
		func(t *testing.T, tab context.Context, v view, show func(string, ...chromedp.Action)) {
			show("payslip", v.open(service+"/"), until(settled))
			show("reason", chromedp.Click(`.opener`, chromedp.ByQuery), until(`document.querySelector(".because .parameter a") !== null`), until(settled))
			show("refused", enter(`[name="average"]`, "一万八"), until(`document.querySelector('[aria-invalid="true"]') !== null`))
			if err := chromedp.Run(tab, enter(`[name="average"]`, "45000"), until(`document.querySelector('[aria-invalid="true"]') === null`), until(settled)); err != nil {
				t.Fatal(err)
			}
		},
		func(t *testing.T, _ context.Context, v view, show func(string, ...chromedp.Action)) {
			show("july", v.open(service+"/"), until(settled), at("july"), until(`document.querySelectorAll(".worth").length > 1`), until(settled))
		},
		func(t *testing.T, _ context.Context, v view, show func(string, ...chromedp.Action)) {
			show("account", v.open(service+"/"), until(settled), at("account"), until(`document.querySelector("[data-opens]") !== null`),
				chromedp.Click(`.timeline [data-month="2027-01"]`, chromedp.ByQuery), until(`document.querySelector("figure canvas") !== null`), until(settled))
		},
		func(t *testing.T, _ context.Context, v view, show func(string, ...chromedp.Action)) {
			show("loan", v.open(service+"/"), until(settled), at("loan"), until(`document.querySelector("[data-payment]") !== null`), chromedp.Click(`.limits summary`, chromedp.ByQuery),
				chromedp.ScrollIntoView(`figure`, chromedp.ByQuery), until(`document.querySelector("figure canvas") !== null`), until(settled))
		},
		func(t *testing.T, _ context.Context, v view, show func(string, ...chromedp.Action)) {
			show("flexible", v.open(service+"/?city=changzhou&month=2026-08"), chromedp.WaitVisible(`[value="flexible"] + span`, chromedp.ByQuery), chromedp.Click(`[value="flexible"] + span`, chromedp.ByQuery),
				until(`document.querySelectorAll("tbody tr").length > 4 && document.querySelector("[data-sum]")`), until(settled))
		})
}

// The published joint cap of Wuhan's fund in 2026 is 8657.34, half of it a side (HF1 of the published examples); the payroll example with a
// base of 5000 pays 522.00 and 1280.00 into the insurances (C2).
func TestWorkerReadsAPayslip(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	file := downloads(t, tab)
	var reason, address, heading, storage, average string
	err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08"),
		chromedp.WaitVisible(`.example`, chromedp.ByQuery),
		chromedp.Click(`[name="tax"]`, chromedp.ByQuery),
		chromedp.Click(`[name="insurance"]`, chromedp.ByQuery),
		enter(`[name="average"]`, "５０,000 元"), // as people paste it
		sum("employee", "4,328.67"), sum("employer", "4,328.67"),
		until(`document.querySelector(".example") === null`),
		// The reason, by keyboard alone.
		chromedp.Focus(`.opener`, chromedp.ByQuery), chromedp.KeyEvent(kb.Enter),
		until(`document.querySelector('.opener').getAttribute("aria-expanded") === "true" && document.querySelector(".because .rule")?.textContent.includes("基数")`),
		chromedp.Text(`.because`, &reason, chromedp.ByQuery),
		chromedp.Click(`[name="fund"]`, chromedp.ByQuery),
		chromedp.Click(`[name="insurance"]`, chromedp.ByQuery),
		enter(`[name="average"]`, "5000"),
		sum("employee", "522.00"), sum("employer", "1,280.00"),
		chromedp.Evaluate(`[...document.querySelectorAll(".actions button")].filter((b) => /CSV|JSON/.test(b.textContent)).forEach((b) => b.click())`, nil),
		// The other language keeps what was entered, and no address or storage holds it.
		chromedp.Click(`.language`, chromedp.ByQuery),
		until(`document.documentElement.lang === "en" && document.querySelector(".payslip")?.textContent.includes("Pension") && !document.querySelector(".stale")`),
		sum("employee", "522.00"),
		chromedp.Text(`h1`, &heading, chromedp.ByQuery),
		chromedp.Value(`[name="average"]`, &average, chromedp.ByQuery),
		chromedp.Location(&address),
		chromedp.Evaluate(`JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.title])`, &storage),
		chromedp.Reload(),
		until(`document.documentElement.lang === "en" && document.querySelector(".example") !== null`), // nothing is remembered but the language
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"50,000.00", "36,072.25", "按上限", "12%", "四舍五入到分", "4,328.67", "WH-2.3", "住房公积金缴存基数上限", "2026年", "有官方"} {
		if !strings.Contains(reason, want) {
			t.Errorf("the reason does not say %q:\n%s", want, reason)
		}
	}
	if !strings.HasPrefix(heading, "What you pay") || average != "5000" {
		t.Errorf("%q, average wage %q", heading, average)
	}
	if strings.Contains(address, "5000") || strings.Contains(storage, "5000") || !strings.Contains(address, "lang=en") {
		t.Errorf("at %s, kept %s", address, storage)
	}
	csv := string(file("fenhao-wuhan-2026-08.csv"))
	if !strings.HasPrefix(csv, "\ufeff月份,") || !strings.Contains(csv, ",522.00") || !strings.Contains(csv, "2026-08,养老保险,单位,5000.00,5000.00,在上下限之间,0.16,四舍五入到分,800.00,") {
		t.Errorf("%q", csv)
	}
	if json := string(file("fenhao-wuhan-2026-08.json")); !strings.Contains(json, `"employee": "522.00"`) || !strings.Contains(json, `"ruleset"`) {
		t.Errorf("%q", json)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// What cannot be answered is said at its field, and goes when it is mended.
func TestWorkerIsRefused(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var said string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08"),
		sum("employer", "6,768.00"),
		enter(`[name="employerRate"]`, "13"),
		until(`document.querySelector('[name="employerRate"]').getAttribute("aria-invalid") === "true"`),
		chromedp.Evaluate(`document.querySelector('[name="employerRate"]').getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id).textContent).join(" ")`, &said),
		enter(`[name="employerRate"]`, "12"),
		until(`document.querySelector('[aria-invalid="true"]') === null`),
		sum("employer", "6,768.00"),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said, "不得高于 12%") {
		t.Errorf("the field says %q", said)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// A city is found by pinyin, by its English name and by its Chinese one, and another city asks a flexible worker for other things: the
// fields are those whose absence the API misses.
func TestWorkerFindsACity(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	for _, c := range []struct{ typed, city, field string }{
		{"changzh", "常州市", `[name="pensionTier"]`}, {"Wuxi", "无锡市", `[name="amount"]`}, {"武汉", "武汉市", `[name="amount"]`},
	} {
		if c.typed == "changzh" {
			if err := chromedp.Run(tab, chromedp.Navigate(service+"/?lang=zh&month=2026-08&city=beijing"), chromedp.WaitVisible(`[value="flexible"] + span`, chromedp.ByQuery),
				chromedp.Click(`[value="flexible"] + span`, chromedp.ByQuery), until(`document.querySelector('[name="city"]').value === "北京市"`)); err != nil {
				t.Fatal(err)
			}
		}
		var value string
		if err := chromedp.Run(tab,
			enter(`[name="city"]`, c.typed),
			until(`document.querySelectorAll('[role="option"]').length > 0`),
			chromedp.SendKeys(`[name="city"]`, kb.Enter, chromedp.ByQuery),
			chromedp.WaitVisible(c.field, chromedp.ByQuery),
			chromedp.Value(`[name="city"]`, &value, chromedp.ByQuery),
		); err != nil {
			t.Fatalf("%s: %v", c.typed, err)
		}
		if value != c.city {
			t.Errorf("%q finds %q", c.typed, value)
		}
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// Zhengzhou asks for six months in a row (ZZ-13a), the first debit is in the month after opening (ZZ-9a), a missed month never made good
// starts the row again, and one made good keeps it, without counting (ZZ-9c).
func TestWorkerDrawsAGap(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	opens := func(month string) chromedp.Action {
		return until(fmt.Sprintf(`document.querySelector("[data-opens]")?.textContent === %q && !document.querySelector(".stale")`, month))
	}
	cell := func(month string) string { return `.timeline [data-month="` + month + `"]` }
	middle := func(month string, x, y *float64) chromedp.Action {
		return chromedp.Tasks{
			chromedp.Evaluate(`(() => { const r = document.querySelector('`+cell(month)+`').getBoundingClientRect(); return r.x + r.width / 2 })()`, x),
			chromedp.Evaluate(`(() => { const r = document.querySelector('`+cell(month)+`').getBoundingClientRect(); return r.y + r.height / 2 })()`, y),
		}
	}
	var x1, y1, x2, y2 float64
	var marked []string
	if err := chromedp.Run(tab,
		chromedp.EmulateViewport(1280, 1200),
		chromedp.Navigate(service+"/?lang=zh&month=2026-01&city=zhengzhou#account"),
		chromedp.WaitVisible(`[value="flexible"] + span`, chromedp.ByQuery), chromedp.Click(`[value="flexible"] + span`, chromedp.ByQuery),
		opens("2026年7月末"),
		// By keyboard: to April, and a gap.
		chromedp.Focus(cell("2026-01"), chromedp.ByQuery),
		chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(" "),
		opens("2026年10月末"),
		// Made good in May: the row goes on, and six months on time are full a month later than without a gap.
		chromedp.Click(`[name="brush"][value="back_pay"] + span`, chromedp.ByQuery),
		chromedp.Click(cell("2026-05"), chromedp.ByQuery),
		opens("2026年8月末"),
		// By pointer: a suspension drawn over March to June.
		chromedp.Evaluate(`[...document.querySelectorAll(".actions button")].find((b) => !b.disabled).click()`, nil),
		opens("2026年7月末"),
		chromedp.Click(`[name="brush"][value="suspend"] + span`, chromedp.ByQuery),
		chromedp.ScrollIntoView(`.timeline`, chromedp.ByQuery),
		middle("2026-03", &x1, &y1), middle("2026-06", &x2, &y2),
	); err != nil {
		t.Fatal(err)
	}
	at := func(kind input.MouseType, x, y float64) chromedp.Action {
		return input.DispatchMouseEvent(kind, x, y).WithButton(input.Left).WithButtons(1).WithClickCount(1)
	}
	if err := chromedp.Run(tab,
		at(input.MousePressed, x1, y1), at(input.MouseMoved, (x1+x2)/2, y1), at(input.MouseMoved, x2, y2), at(input.MouseReleased, x2, y2),
		chromedp.Evaluate(`[...document.querySelectorAll('.timeline [aria-pressed="true"]')].map((b) => b.dataset.month)`, &marked),
		opens("2026年12月末"), // suspended for four months: the row starts again in July and is full in December
	); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(marked, " "); got != "2026-03 2026-04 2026-05 2026-06" {
		t.Errorf("drawn over March to June: %s", got)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// 800,000 yuan over thirty years at the rate of the book: ../testdata/cases/loan_schedule.yaml.
func TestWorkerPaysALoanBack(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	file := downloads(t, tab)
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=en&month=2026-08#loan"),
		until(`document.querySelector("[data-payment]") !== null && !document.querySelector(".stale")`), // what the fund lends fills the fields: typed earlier, keys would meet it
		enter(`[name="principal"]`, "800000"), enter(`[name="term"]`, "360"),
		until(`document.querySelector("[data-payment]")?.textContent === "3,202.72" && document.querySelector("[data-interest]").textContent === "352,978.04"`),
		chromedp.ScrollIntoView(`figure`, chromedp.ByQuery),
		until(`document.querySelector("figure canvas") !== null`),
		chromedp.Evaluate(`[...document.querySelectorAll(".actions button")].find((b) => b.textContent.includes("CSV")).click()`, nil),
	); err != nil {
		t.Fatal(err)
	}
	if csv := string(file("fenhao-loan-wuhan.csv")); !strings.Contains(csv, "360,2056-08-20,3201.56,3194.64,6.92,0.00\r\n") {
		t.Errorf("%q", csv)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// What is saved comes back by its address, and only what is saved.
func TestWorkerSaves(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var address, wage string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08"),
		sum("employer", "6,768.00"),
		chromedp.Click(`[name="insurance"]`, chromedp.ByQuery),
		enter(`[name="average"]`, "36072.25"), enter(`[name="wage"]`, "40000"),
		sum("employee", "4,328.67"),
		chromedp.Click(`.actions button`, chromedp.ByQuery),
		chromedp.WaitVisible(`.saved a`, chromedp.ByQuery),
		chromedp.Text(`.saved a`, &address, chromedp.ByQuery),
	); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Run(tab,
		chromedp.Navigate(address),
		sum("employee", "4,328.67"),
		chromedp.Value(`[name="wage"]`, &wage, chromedp.ByQuery),
	); err != nil {
		t.Fatal(err)
	}
	if wage != "40000" && wage != "40000.00" || strings.Contains(address, "40000") {
		t.Errorf("wage %q from %s", wage, address)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// A first visit is light, the drawing library waits for a chart, and of many keys in a row the last one is asked about.
func TestWorkerPageIsLight(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	m := measure(t, tab)
	if err := chromedp.Run(tab, chromedp.Navigate(service+"/"), sum("employer", "6,768.00")); err != nil {
		t.Fatal(err)
	}
	total, each := m.loaded()
	if total > maxFirstLoad || strings.Contains(each, "echarts") {
		t.Errorf("a first visit loads %d bytes:\n%s", total, each)
	}
	before := m.asked()
	if err := chromedp.Run(tab, chromedp.Evaluate(`(() => {
		const field = document.querySelector('[name="average"]');
		for (const text of ["1", "10", "100", "1000", "10000"]) {
			field.value = text;
			field.dispatchEvent(new Event("input", {bubbles: true}));
		}
	})()`, nil), sum("employer", "3,760.00")); err != nil {
		t.Fatal(err)
	}
	if asked := m.asked() - before; asked != 1 {
		t.Errorf("five keys in a row ask %d questions", asked)
	}
	t.Logf("first visit: %d bytes over the wire\n%s", total, each)
	for _, w := range wrong() {
		t.Error(w)
	}
}
