package pagetest

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What the worker's page says of what the book does not know, or knows beside the figures.

// Guangzhou publishes the bounds of the fund and of the pension, and not those of the other insurances: 18,000 × 12 % and × 8 % is what an
// employee pays as far as it is known, and nothing is taken for zero.
func TestWorkerLeavesOutWhatIsUnknown(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	file := downloads(t, tab)
	var page, link, month string
	var refusals int
	if err := chromedp.Run(tab,
		chromedp.EmulateViewport(1280, 1200),
		chromedp.Navigate(service+"/?lang=zh&month=2026-11&city=guangzhou"),
		sum("employee", "3,600.00"), sum("employer", "5,040.00"),
		until(`document.querySelector(".uncounted") !== null`),
		chromedp.Text(`.answer`, &page, chromedp.ByQuery),
		chromedp.Text(`.inputs`, &month, chromedp.ByQuery),
		chromedp.AttributeValue(`.uncounted a`, "href", &link, nil, chromedp.ByQuery),
		chromedp.Evaluate(`document.querySelectorAll('.refusals, [aria-invalid="true"], [data-sum="take_home"]').length`, &refusals),
		chromedp.Evaluate(`[...document.querySelectorAll(".actions button")].find((b) => b.textContent.includes("CSV")).click()`, nil),
	); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"合计不含医疗保险、失业保险、工伤保险、生育保险", "未知", "不是零", "不算个税和到手工资"} {
		if !strings.Contains(page, want) {
			t.Errorf("the payslip does not say %q:\n%s", want, page)
		}
	}
	if refusals != 0 || strings.Contains(page+month, "overrides") {
		t.Errorf("%d refusals or a take-home; the form says\n%s", refusals, month)
	}
	if !strings.Contains(link, "/book?city=guangzhou&on=2026-11-01&view=gaps") {
		t.Errorf("the gaps are at %s", link)
	}
	if csv := string(file("fenhao-guangzhou-2026-11.csv")); !strings.Contains(csv, "医疗保险,,,,,,,未知") || !strings.Contains(csv, "合计（不含医疗保险、失业保险、工伤保险、生育保险）,个人,,,,,,3600.00") {
		t.Errorf("%q", csv)
	}
	// Medical insurance of a flexible worker in Wuhan has no published rate: the line is unknown, and the total says what it is without.
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=en&month=2026-08"), sum("employer", "6,768.00"),
		chromedp.Click(`[value="flexible"] + span`, chromedp.ByQuery), sum("employee", "2,200.00"),
		chromedp.Text(`.payslip`, &page, chromedp.ByQuery),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page, "not published") || !strings.Contains(page, "unknown") || !strings.Contains(page, "without medical") {
		t.Error(page)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// Wuhan's bounds of 2026 are 2,400.00 and 36,072.25 (HF1): the reason has them though a base of 18,000 reaches neither.
func TestWorkerSeesTheBounds(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var reason string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=en&month=2026-08"), sum("employer", "6,768.00"),
		chromedp.Click(`.opener`, chromedp.ByQuery),
		until(`document.querySelector(".because .bounds")?.textContent === "2,400.00 – 36,072.25"`),
		chromedp.Text(`.because`, &reason, chromedp.ByQuery),
	); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"within floor and ceiling", "Housing-fund base ceiling", "since 1 Jul 2026", "2026年武汉公积金基数上限", "official number"} {
		if !strings.Contains(reason, want) {
			t.Errorf("the reason does not say %q:\n%s", want, reason)
		}
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// Shanghai's fund takes 5 to 7 per cent a side: the example follows, and says so; a rate somebody entered stays.
func TestWorkersExampleFitsTheCity(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var hint string
	rate := func(percent string) chromedp.Action {
		return until(`document.querySelector('[name="employerRate"]').value === "` + percent + `"`)
	}
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-11&city=shanghai"),
		rate("7"), until(`document.querySelector("[data-sum]") !== null && !document.querySelector('[aria-invalid="true"]')`),
		chromedp.Text(`.field:has([name="employerRate"]) .hint`, &hint, chromedp.ByQuery),
		enter(`[name="city"]`, "wuhan"), until(`document.querySelectorAll('[role="option"]').length > 0`), chromedp.SendKeys(`[name="city"]`, kb.Enter, chromedp.ByQuery),
		rate("12"), sum("employer", "6,768.00"),
		enter(`[name="employerRate"]`, "8"), enter(`[name="employeeRate"]`, "8"), sum("employee", "3,301.00"),
		enter(`[name="city"]`, "shanghai"), until(`document.querySelectorAll('[role="option"]').length > 0`), chromedp.SendKeys(`[name="city"]`, kb.Enter, chromedp.ByQuery),
		until(`document.querySelector('[name="employerRate"]').getAttribute("aria-invalid") === "true"`),
		rate("8"),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(hint, "5%–7%") {
		t.Errorf("the field says %q", hint)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// In Changzhou the fund takes a base and the pension a tier; 6,000 × 10 % and the floor of 4,952 × 20 % are one total, which can be saved.
// The address of what was saved goes as soon as other figures stand there.
func TestWorkersSavedLinkIsOfTheFiguresShown(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var address string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08&city=changzhou"), chromedp.WaitVisible(`[value="flexible"] + span`, chromedp.ByQuery),
		chromedp.Click(`[value="flexible"] + span`, chromedp.ByQuery),
		sum("employee", "1,590.40"),
		chromedp.Click(`.actions button`, chromedp.ByQuery), chromedp.WaitVisible(`.saved a`, chromedp.ByQuery),
		chromedp.Text(`.saved a`, &address, chromedp.ByQuery),
		enter(`[name="base"]`, "7000"), until(`document.querySelector(".saved") === null`), sum("employee", "1,690.40"),
	); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Run(tab, chromedp.Navigate(address), sum("employee", "1,590.40")); err != nil {
		t.Fatal(err)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// A service that was away is asked again when the network is back; that a button asks too is in TestPagesAreHealed.
func TestWorkerTriesAgain(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	away := func(yes bool) chromedp.Action { return network.EmulateNetworkConditions(yes, 0, -1, -1) }
	if err := chromedp.Run(tab,
		network.Enable(),
		chromedp.Navigate(service+"/?lang=zh&month=2026-08"), sum("employer", "6,768.00"),
		away(true), enter(`[name="average"]`, "5000"),
		until(`document.querySelector(".refusals button")?.textContent === "重试"`),
		away(false), // the browser tells the page
		until(`document.querySelector(".refusals") === null`), sum("employer", "1,880.00"),
	); err != nil {
		t.Fatal(err)
	}
	for _, w := range wrong() {
		if !strings.Contains(w, "ERR_INTERNET_DISCONNECTED") {
			t.Error(w)
		}
	}
}
