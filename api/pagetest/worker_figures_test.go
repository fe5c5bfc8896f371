package pagetest

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Figures of the worker's other tabs, worked out by hand.

// A base of 50,000 at 12 % in Wuhan: 34,560.25 × 12 % = 4,147.23 in June, half of the joint cap of 8,657.34 in July (HF1): 181.44 more. With an
// own average of 5,000 from July 5,000 × 12 % = 600.00: 3,547.23 less. What was entered is there after a look at another tab.
func TestWorkerSeesWhatJulyChanges(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	file := downloads(t, tab)
	changes := `(document.querySelector(".stale") ? "" : document.querySelector(".answer").innerText)`
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08#july"),
		chromedp.WaitVisible(`[name="insurance"]`, chromedp.ByQuery), chromedp.Click(`[name="insurance"]`, chromedp.ByQuery), chromedp.Click(`[name="tax"]`, chromedp.ByQuery),
		enter(`[name="average"]`, "50000"),
		has(changes, "4,147.23", "4,328.67", "+181.44", "基数 34,560.25 → 36,072.25", "34,560.25 元/月", "36,072.25 元/月"),
		enter(`[name="newAverage"]`, "5000"),
		has(changes, "4,147.23", "600.00", "−3,547.23"),
		chromedp.Evaluate(`[...document.querySelectorAll(".actions button")].find((b) => b.textContent.includes("CSV")).click()`, nil),
		chromedp.Evaluate(`location.hash = "payslip"`, nil), hold(".payslip"), chromedp.Evaluate(`location.hash = "july"`, nil),
		has(changes, "600.00"), until(`document.querySelector('[name="newAverage"]').value === "5000"`),
	); err != nil {
		t.Fatal(err)
	}
	if csv := string(file("fenhao-wuhan-2026-06-2026-07.csv")); !strings.Contains(csv, ",4147.23,") || !strings.Contains(csv, ",600.00,") {
		t.Errorf("%q", csv)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// In Zhengzhou the first debit is in the month after opening (ZZ-9a): opened in January, eleven times 1,000.00 by December, and one settlement of
// interest, at the end of June. The balance is all of it.
func TestWorkerSeesBalanceAndInterest(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var balance, interest string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-01&city=zhengzhou#account"),
		chromedp.WaitVisible(`[value="flexible"] + span`, chromedp.ByQuery), chromedp.Click(`[value="flexible"] + span`, chromedp.ByQuery),
		hold(`[name="monthly"]`), choose(`[name="length"]`, "12"),
		until(`document.querySelectorAll(".timeline .cell").length === 12 && document.querySelectorAll(".settled > span").length === 1 && !document.querySelector(".stale")`),
		chromedp.Text(`[data-balance]`, &balance, chromedp.ByQuery), chromedp.Text(`.settled > span`, &interest, chromedp.ByQuery),
	); err != nil {
		t.Fatal(err)
	}
	fen := func(text string) int {
		number, _, _ := strings.Cut(strings.TrimSpace(text), " ")
		n, err := strconv.Atoi(strings.NewReplacer(",", "", ".", "").Replace(number))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	// Five deposits of 1,000.00, at most five months in the account, at no more than 1.5 % a year: under 31.25 yuan.
	if got := fen(interest); got < 1 || got > 3125 || !strings.Contains(interest, "2026年6月") || fen(balance) != 11*1000_00+got {
		t.Errorf("balance %s with interest of %s", balance, interest)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// A first home in Wuhan for a million: the fund lends 80 % of the price, and says that the price decides.
func TestWorkerSeesWhichLimitDecides(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var binding, reason, principal string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08#loan"), hold("[data-quota]"),
		enter(`[name="price"]`, "1000000"),
		until(`document.querySelector("[data-quota]").textContent === "800,000.00" && !document.querySelector(".stale")`),
		chromedp.Text(`.limits .binding summary`, &binding, chromedp.ByQuery),
		chromedp.Evaluate(`document.querySelector(".limits .binding details").textContent`, &reason),
		chromedp.Value(`[name="principal"]`, &principal, chromedp.ByQuery),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(binding, "按房价") || !strings.Contains(binding, "800,000.00") || !strings.Contains(reason, "1,000,000") || principal != "800000.00" {
		t.Errorf("%s decides, for %s; %s is to be paid back", binding, reason, principal)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// The lowest tier of Changzhou's pension in August 2026 is 4,952.00, of which 20 % is 990.40.
func TestWorkerSeesTheTiers(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08&city=changzhou"),
		chromedp.WaitVisible(`[value="flexible"] + span`, chromedp.ByQuery), chromedp.Click(`[value="flexible"] + span`, chromedp.ByQuery),
		has(`(document.querySelector("tr.chosen")?.innerText ?? "")`, "养老保险 1 档", "4,952.00", "20%", "990.40"),
	); err != nil {
		t.Fatal(err)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// A theme that was chosen is there on the next visit, on every door; the system's leaves nothing behind.
func TestThemeIsRemembered(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var kept string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh"), choose(`select.theme`, "dark"),
		until(`document.documentElement.dataset.theme === "dark" && getComputedStyle(document.body).backgroundColor === "rgb(23, 27, 33)"`),
		chromedp.Navigate(service+"/book"), hold("select.theme"),
		until(`document.querySelector("select.theme").value === "dark" && getComputedStyle(document.body).backgroundColor === "rgb(23, 27, 33)"`),
		choose(`select.theme`, "light"), until(`getComputedStyle(document.body).backgroundColor === "rgb(255, 255, 255)"`),
		choose(`select.theme`, "auto"), until(`document.documentElement.dataset.theme === undefined`),
		chromedp.Evaluate(`JSON.stringify(localStorage.getItem("fenhao.theme"))`, &kept),
	); err != nil {
		t.Fatal(err)
	}
	if kept != "null" {
		t.Errorf("kept: %s", kept)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}
