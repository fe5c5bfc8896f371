package pagetest

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What the worker's page says beside its figures, so that none looks better known or more complete than it is.

// asFlexible opens the page for a flexible worker.
func asFlexible(address string) chromedp.Action {
	return chromedp.Tasks{chromedp.Navigate(address), chromedp.WaitVisible(`[value="flexible"] + span`, chromedp.ByQuery), chromedp.Click(`[value="flexible"] + span`, chromedp.ByQuery)}
}

// payslip is what the answer shows once it is there.
const payslip = `(document.querySelector(".stale") ? "" : document.querySelector(".answer section")?.innerText ?? "")`

// In Changzhou the tiers of the pension are estimates, and medical insurance is tier 5 or none, of which nothing is chosen for anybody: until
// then, and with none, the total is without it. The rate of tier 5 is not published: its amount is unknown.
func TestWorkerSeesWhatATotalIsWithout(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	file := downloads(t, tab)
	var offered, chosen, hint, total, line, foot, page string
	marked := `document.querySelectorAll('[data-mark="estimate"]').length`
	var marks int
	if err := chromedp.Run(tab,
		asFlexible(service+"/?lang=en&month=2026-08&city=changzhou"),
		sum("employee", "1,590.40"), hold(`[name="medicalTier"]`),
		chromedp.Evaluate(`[...document.querySelector('[name="medicalTier"]').options].map((o) => o.textContent).join("; ")`, &offered),
		chromedp.Value(`[name="medicalTier"]`, &chosen, chromedp.ByQuery),
		chromedp.Text(`.field:has([name="medicalTier"]) .hint`, &hint, chromedp.ByQuery),
		chromedp.Text(`.sum:has([data-sum="employee"]) dt`, &total, chromedp.ByQuery),
		chromedp.Text(`.payslip tr.line:has([aria-controls="why-pension"]) th`, &line, chromedp.ByQuery),
		chromedp.Text(`.payslip tfoot th`, &foot, chromedp.ByQuery),
		chromedp.Evaluate(`document.querySelector('[name="pensionTier"]').selectedOptions[0].textContent`, &page),
		chromedp.Evaluate(marked, &marks),
		chromedp.Evaluate(`[...document.querySelectorAll(".actions button")].find((b) => b.textContent.includes("CSV")).click()`, nil),
	); err != nil {
		t.Fatal(err)
	}
	if offered != "Choose; Tier 5 · base 24,762.00 (estimate); None" || chosen != "" || !strings.Contains(hint, "without it") {
		t.Errorf("medical insurance offers %q, %q is chosen: %s", offered, chosen, hint)
	}
	for _, said := range []string{total, foot} {
		if !strings.Contains(said, "without medical") || !strings.Contains(said, "estimate") {
			t.Errorf("the total says %q", said)
		}
	}
	if !strings.Contains(line, "estimate") || page != "Tier 1 · base 4,952.00 (estimate)" {
		t.Errorf("the line says %q, the tier %q; %d marks", line, page, marks)
	}
	if csv := string(file("fenhao-changzhou-2026-08.csv")); !strings.Contains(csv, "Total (without medical),Employee,,,,,,1590.40,,,yes") {
		t.Errorf("%q", csv)
	}
	if err := chromedp.Run(tab,
		choose(`[name="medicalTier"]`, "5"), has(payslip, "not published", "unknown", "without medical"), sum("employee", "1,590.40"),
		choose(`[name="medicalTier"]`, "none"), has(payslip, "No medical tier is chosen", "without medical"), until(`!document.querySelector(".payslip").textContent.includes("not published")`),
		// What is fixed by law is no estimate, and a total without insurances is without nothing.
		chromedp.Click(`[name="insurance"]`, chromedp.ByQuery), sum("employee", "600.00"), until(`!document.querySelector(".less, .payslip .mark, .sums .mark")`),
	); err != nil {
		t.Fatal(err)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// The book was last looked at in October 2026: August stands, and what it says of 2035 is carried forward.
func TestWorkerSeesThatValuesAreCarriedForward(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var far, near string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2035-12"), hold("[data-sum]"), hold(`[data-mark="carried"]`),
		has(`document.querySelector('[data-mark="carried"]').textContent`, "按 2026 年数值沿用"),
		chromedp.Text(`.sum.main`, &far, chromedp.ByQuery),
		chromedp.Navigate(service+"/?lang=zh&month=2026-08"), sum("employer", "6,768.00"),
		chromedp.Text(`.sum.main`, &near, chromedp.ByQuery),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(far, "沿用") || strings.Contains(near, "沿用") {
		t.Errorf("2035 says %q, August 2026 %q", far, near)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// In Wuhan both sides pay the same rate: one that is changed takes the other along, whichever it is, and nothing is refused. Shanghai has no
// such rule.
func TestWorkersRatesGoTogetherWhereTheyHaveTo(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	rates := func(employer, employee string) chromedp.Action {
		return until(`document.querySelector('[name="employerRate"]').value === "` + employer + `" && document.querySelector('[name="employeeRate"]').value === "` + employee + `"`)
	}
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08"), sum("employer", "6,768.00"),
		has(`document.querySelector('.field:has([name="employeeRate"]) .hint')?.textContent ?? ""`, "须相同"),
		chromedp.Evaluate(`globalThis.refused = 0; new MutationObserver(() => { globalThis.refused += document.querySelectorAll('[aria-invalid="true"], .refusals').length; }).observe(document.body, {childList: true, subtree: true, attributes: true})`, nil),
		enter(`[name="employerRate"]`, "8"), rates("8", "8"), sum("employee", "3,301.00"),
		enter(`[name="employeeRate"]`, "12"), rates("12", "12"), sum("employer", "6,768.00"),
		until(`globalThis.refused === 0`),
		chromedp.Navigate(service+"/?lang=zh&month=2026-11&city=shanghai"), rates("7", "7"), hold("[data-sum]"),
		until(`!document.querySelector('.stale')`), enter(`[name="employerRate"]`, "5"), rates("5", "7"),
	); err != nil {
		t.Fatal(err)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// On a phone, sums which are not those of what is being typed are grey, and no field that is gone to lies behind them.
func TestWorkersSumsAtTheFootOfAPhone(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	colour := `getComputedStyle(document.querySelector(".quick b")).color`
	var ink, grey, text string
	if err := chromedp.Run(tab,
		chromedp.EmulateViewport(360, 780, chromedp.EmulateMobile),
		chromedp.Navigate(service+"/?lang=en&month=2026-08"), hold(".quick b"), until(settled),
		chromedp.Evaluate(colour, &ink),
		enter(`[name="average"]`, "abc"), until(`document.querySelector(".quick.stale") && document.querySelector('[aria-invalid="true"]')`),
		chromedp.Evaluate(colour, &grey), chromedp.Evaluate(`getComputedStyle(document.querySelector(".quick span")).color`, &text),
		enter(`[name="average"]`, "18000"), until(settled),
		chromedp.Evaluate(`scrollTo(0, 0); document.querySelector("a").focus()`, nil),
	); err != nil {
		t.Fatal(err)
	}
	if ink == grey || grey != text {
		t.Errorf("figures are %s, stale ones %s beside %s", ink, grey, text)
	}
	seen := 0
	for range 60 {
		var covered string
		if err := chromedp.Run(tab, chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(`(() => {
			const at = document.activeElement, place = at.getBoundingClientRect(), quick = document.querySelector(".quick").getBoundingClientRect();
			if (!at.closest(".inputs")) return "";
			return (at.name || at.tagName) + (place.bottom > quick.top + 1 ? " covered" : "");
		})()`, &covered)); err != nil {
			t.Fatal(err)
		}
		if covered != "" {
			seen++
		}
		if strings.HasSuffix(covered, "covered") {
			t.Errorf("%s by the sums", covered)
		}
	}
	if seen < 10 {
		t.Errorf("only %d fields were gone to", seen)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// In June 2026 Changzhou's rate for flexible workers is unknown and in July it is not: the fund is left out of both months, as it is for
// employees, and nothing is said of an employer.
func TestJulyOfAFlexibleWorker(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var page string
	if err := chromedp.Run(tab,
		asFlexible(service+"/?lang=zh&month=2026-08&city=changzhou#july"),
		has(wholeAnswer, "两个月都不含住房公积金", "灵活就业住房公积金缴存比例", "990.40", "不变"),
		chromedp.Evaluate(wholeAnswer, &page),
	); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(page, "单位每月缴") || strings.Contains(page, "数值未知") {
		t.Error(page)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// wholeAnswer is the text of the answer, with what is folded.
const wholeAnswer = `(document.querySelector(".answer .stale") ? "" : document.querySelector(".answer").textContent)`

// Every row of the file has as many fields as its header, and a fixed amount is between no bounds.
func TestPayslipFileIsATable(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	file := downloads(t, tab)
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=en&month=2026-08"), sum("employer", "6,768.00"), until(settled),
		chromedp.Evaluate(`[...document.querySelectorAll(".actions button")].find((b) => b.textContent.includes("CSV")).click()`, nil),
	); err != nil {
		t.Fatal(err)
	}
	text := strings.TrimPrefix(string(file("fenhao-wuhan-2026-08.csv")), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll() // which wants as many fields in each row
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	fixed := 0
	for _, row := range rows {
		if row[8] == "7.00" {
			fixed++
			if row[4] != "" || row[5] != "" {
				t.Errorf("a fixed amount with base and limit: %q", row)
			}
		}
	}
	if fixed != 1 {
		t.Errorf("%d fixed amounts of 7.00 in\n%s", fixed, text)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// Whether somebody is an employee is no personal figure: it is in the address, and who comes back to it finds the same form.
func TestWorkersKindIsInTheAddress(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var address, employee string
	if err := chromedp.Run(tab,
		asFlexible(service+"/?lang=zh&month=2026-08&city=changzhou"), sum("employee", "1,590.40"), chromedp.Location(&address),
	); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/book?lang=zh"), hold("main table"), chromedp.Navigate(address), sum("employee", "1,590.40"),
		chromedp.Click(`[value="employee"] + span`, chromedp.ByQuery), hold(`[name="employerRate"]`), chromedp.Location(&employee),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(address, "kind=flexible") || strings.Contains(employee, "kind") {
		t.Errorf("a flexible worker is at %s, an employee at %s", address, employee)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}
