package pagetest

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What goes wrong around a form: fingers, half of a date, a city that is not there, a line that breaks, an address that is kept.

// put puts a text into a field, also one that is folded away.
func put(field, value string) chromedp.Action { return day(field, value) }

// marks lists the months that are marked on the timeline.
const marks = `[...document.querySelectorAll('.timeline [aria-pressed="true"]')].map((b) => b.dataset.month).join(" ")`

// The skip link is for the keyboard and leads to what was being read, not to the first tab.
func TestSkipLinkStaysOnTheTab(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	for _, c := range []struct{ address, there string }{{"/?lang=zh&month=2026-08#july", ".changes"}, {"/budget?lang=zh#deadlines", ".deadlines"}} {
		var hash, focused string
		if err := chromedp.Run(tab,
			chromedp.Navigate(service+c.address), hold(c.there),
			chromedp.Focus(`.skip`, chromedp.ByQuery), chromedp.KeyEvent(kb.Enter),
			until(`document.activeElement.id === "content"`),
			chromedp.Evaluate(`new Promise((done) => setTimeout(() => done(document.activeElement.id), 50))`, &focused, awaited), hold(c.there),
			chromedp.Evaluate(`location.hash`, &hash),
		); err != nil {
			t.Errorf("%s: %v", c.address, err)
		}
		if !strings.HasSuffix(c.address, hash) || hash == "" || focused != "content" {
			t.Errorf("%s: at %q, on %q", c.address, hash, focused)
		}
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// A finger that scrolls over the timeline marks nothing, one that moves sideways draws, one that taps marks; a screen reader clicks without
// a pointer. The arrow downwards goes to the month below, which stands there because a first year that is not whole is set in its place.
func TestTimelineByFingerVoiceAndArrow(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	at := func(month string, x, y *float64) chromedp.Action {
		return chromedp.Tasks{
			chromedp.Evaluate(`document.querySelector('[data-month="`+month+`"]').getBoundingClientRect().x + 12`, x),
			chromedp.Evaluate(`document.querySelector('[data-month="`+month+`"]').getBoundingClientRect().y + 12`, y),
		}
	}
	touch := func(kind input.TouchType, x, y float64) chromedp.Action {
		if kind == input.TouchEnd {
			return input.DispatchTouchEvent(kind, []*input.TouchPoint{})
		}
		return input.DispatchTouchEvent(kind, []*input.TouchPoint{{X: x, Y: y}})
	}
	var x1, y1, x2, y2 float64
	var scrolled, drawn, tapped, voiced, below, column string
	if err := chromedp.Run(tab,
		chromedp.EmulateViewport(360, 700, chromedp.EmulateMobile), emulation.SetTouchEmulationEnabled(true),
		chromedp.Navigate(service+"/?lang=zh&month=2026-11#account"), hold("[data-opens]"),
		chromedp.Evaluate(`document.querySelector(".timeline").scrollIntoView({block: "center"})`, nil),
		at("2027-01", &x1, &y1),
	); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Run(tab,
		touch(input.TouchStart, x1, y1), touch(input.TouchMove, x1+2, y1-20), touch(input.TouchMove, x1+4, y1-60), touch(input.TouchEnd, 0, 0),
		chromedp.Evaluate(`new Promise((done) => setTimeout(() => done(`+marks+`), 100))`, &scrolled, awaited),
		until(`(() => { const was = globalThis.scrolledTo; globalThis.scrolledTo = scrollY; return was === scrollY && scrollY > 0; })()`),
		chromedp.Evaluate(`document.querySelector(".timeline").scrollIntoView({block: "center"})`, nil),
		at("2027-01", &x1, &y1), at("2027-03", &x2, &y2),
	); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Run(tab,
		touch(input.TouchStart, x1, y1), touch(input.TouchMove, x1+20, y1+2), touch(input.TouchMove, (x1+x2)/2, y1+2), touch(input.TouchMove, x2, y2), touch(input.TouchEnd, 0, 0),
		until(marks+` !== ""`), chromedp.Evaluate(marks, &drawn),
		at("2027-05", &x1, &y1),
	); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Run(tab,
		touch(input.TouchStart, x1, y1), touch(input.TouchEnd, 0, 0),
		until(marks+`.includes("2027-05")`), chromedp.Evaluate(marks, &tapped),
		// As assistive technology clicks: no pointer, no key.
		chromedp.Evaluate(`document.querySelector('[data-month="2027-06"]').click()`, nil),
		until(marks+`.includes("2027-06")`), chromedp.Evaluate(marks, &voiced),
		chromedp.Focus(`[data-month="2026-11"]`, chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowDown),
		chromedp.Evaluate(`document.activeElement.dataset.month`, &below),
		chromedp.Evaluate(`String(Math.abs(document.querySelector('[data-month="2026-11"]').getBoundingClientRect().x - document.activeElement.getBoundingClientRect().x) < 2)`, &column),
	); err != nil {
		t.Fatal(err)
	}
	if scrolled != "" || drawn != "2027-01 2027-02 2027-03" || tapped != drawn+" 2027-05" || voiced != tapped+" 2027-06" {
		t.Errorf("scrolled %q, drawn %q, tapped %q, by voice %q", scrolled, drawn, tapped, voiced)
	}
	if below != "2027-05" || column != "true" { // six months a row on a phone
		t.Errorf("below November 2026 is %q, in the same column: %s", below, column)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// Half of a month is no month, and one that may be missing can be emptied.
func TestMonthIsWholeOrNone(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	since := `document.querySelector('[name="since-year"]').value + "-" + document.querySelector('[name="since-month"]').value`
	var half, hint, whole, emptied string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08"), sum("employer", "6,768.00"),
		chromedp.Click(`.inputs details summary`, chromedp.ByQuery),
		choose(`[name="since-month"]`, "05"),
		until(`document.querySelector('.field:has([name="since-month"]) .hint').textContent.includes("年和月")`),
		chromedp.Evaluate(since, &half), chromedp.Text(`.field:has([name="since-month"]) .hint`, &hint, chromedp.ByQuery),
		choose(`[name="since-year"]`, "2026"), chromedp.Evaluate(since, &whole), fresh,
		choose(`[name="since-month"]`, ""), chromedp.Evaluate(since, &emptied), fresh,
	); err != nil {
		t.Fatal(err)
	}
	if half != "-05" || whole != "2026-05" || emptied != "-" {
		t.Errorf("half %q (%s), whole %q, emptied %q", half, hint, whole, emptied)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// A date of which a part is being replaced is left alone, and the book goes on showing the day before.
func TestDayIsLeftAloneWhileItIsTyped(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var partial bool
	var address, said string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/book?city=wuhan&on=2026-06-30&lang=zh"), has(rowOf("housing_fund.base.ceiling"), "34,560.25"),
		chromedp.Focus(`input[name=on]`, chromedp.ByQuery), chromedp.KeyEvent(kb.Backspace),
		chromedp.Evaluate(`new Promise((done) => setTimeout(() => done(document.querySelector("input[name=on]").validity.badInput), 200))`, &partial, awaited),
		chromedp.Location(&address),
		chromedp.Evaluate(`document.activeElement.blur()`, nil),
		until(`document.querySelector('.field:has(input[name=on]) .error')?.textContent.includes("没有填完整")`),
		chromedp.Evaluate(`document.querySelector('.field:has(input[name=on]) .error').textContent`, &said),
		has(rowOf("housing_fund.base.ceiling"), "34,560.25"),
		day("input[name=on]", "2026-08-01"), has(rowOf("housing_fund.base.ceiling"), "36,072.25"),
		until(`!document.querySelector('.field:has(input[name=on]) .error')`),
	); err != nil {
		t.Fatal(err)
	}
	if !partial || !strings.Contains(address, "on=2026-06-30") {
		t.Errorf("a part was taken away: partial %v, at %s; %s", partial, address, said)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// Who types a city and goes on has it, if it can be only one; else it is said that nothing was taken.
func TestCityTypedAndLeft(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	typed := func(text string) chromedp.Action {
		return chromedp.Tasks{enter(`[name="city"]`, text), until(`document.querySelectorAll('[role="option"]').length > 0`), chromedp.KeyEvent(kb.Tab)}
	}
	value := func(name string) chromedp.Action {
		return until(`document.querySelector('[name="city"]').value === "` + name + `"`)
	}
	said := func(text string) chromedp.Action {
		return until(`document.querySelector('.field:has([name="city"]) .error')?.textContent.includes("` + text + `")`)
	}
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08"), sum("employer", "6,768.00"),
		typed("郑州"), value("郑州市"), until(`location.search.includes("city=zhengzhou")`),
		typed("atlantis"), value("郑州市"), said("没有“atlantis”这样的城市"),
		typed("zhou"), value("郑州市"), said("不止一个"),
		typed("wuxi"), value("无锡市"), until(`document.querySelector('.field:has([name="city"]) .error') === null`),
	); err != nil {
		t.Fatal(err)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// What is refused in a part that is folded away unfolds it.
func TestFoldedFieldsUnfoldWhenRefused(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	open := func(field string, yes bool) chromedp.Action {
		return until(fmt.Sprintf(`document.querySelector('[name=%q]').closest("details").open === %v`, field, yes))
	}
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08"), sum("employer", "6,768.00"),
		open("deductions", false), put(`[name="deductions"]`, "-5"),
		until(`document.querySelector('[name="deductions"]').getAttribute("aria-invalid") === "true"`), open("deductions", true),
		// It is not folded again while it is mended.
		put(`[name="deductions"]`, "1000"), until(`document.querySelector('[aria-invalid="true"]') === null`), fresh, open("deductions", true),
		chromedp.Evaluate(`location.hash = "loan"`, nil), hold("[data-quota]"),
		open("children", false), put(`[name="children"]`, "two"),
		until(`document.querySelector('[name="children"]').getAttribute("aria-invalid") === "true"`), open("children", true),
	); err != nil {
		t.Fatal(err)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// A service that is away when a page is opened: what could not be read is read by one press of a button when it is back.
func TestPagesAreHealed(t *testing.T) {
	t.Parallel()
	var away atomic.Bool
	service := serveThrough(t, func(pages http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if away.Load() && strings.HasPrefix(r.URL.Path, "/api/") {
				http.Error(w, "", http.StatusServiceUnavailable)
				return
			}
			pages.ServeHTTP(w, r)
		})
	})
	tab, wrong := visit(t, browser(t), service)
	for _, c := range []struct{ address, ready string }{
		{"/", `document.querySelector('[data-sum="employer"]')?.textContent === "6,768.00" && document.querySelector('[name="city"]').value === "武汉市"`},
		{"/book", `document.querySelectorAll("main tbody tr").length === 136`},
		{"/book?city=wuhan&on=2026-08-01", `document.querySelector("main h1")?.innerText === "武汉市" && document.querySelector("main tbody tr")`},
		{"/book?city=wuxi&on=2026-08-01&view=diff&with_city=changzhou", `document.querySelector("main .summary")`},
		{"/budget", `document.querySelector('[name="from-year"]')?.value === "2026"`},
	} {
		away.Store(true)
		if err := chromedp.Run(tab, chromedp.Navigate(service+c.address), until(`[...document.querySelectorAll("main button")].some((b) => b.textContent === "重试")`)); err != nil {
			t.Errorf("%s: nothing to press: %v", c.address, err)
			continue
		}
		away.Store(false)
		// One press is for everything that has failed by then; what fails a moment later has a button again.
		press := `[...document.querySelectorAll("main button")].find((b) => b.textContent === "重试")?.click()`
		if err := chromedp.Run(tab, until(`(() => { `+press+`; return `+c.ready+`; })()`), until(`document.querySelector(".refusals") === null`)); err != nil {
			t.Errorf("%s: %v", c.address, err)
		}
	}
	for _, w := range wrong() {
		if !strings.Contains(w, "responded with a status of 503") {
			t.Error(w)
		}
	}
}

// A scenario that does not exist leaves a page to work with, and its sentence goes with the first figure somebody enters.
func TestWorkerIsGivenAnUnknownScenario(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var address string
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&scenario=nothing-like-it"),
		hold(".answer .refusals"), sum("employer", "6,768.00"), pressNamed("English"),
		until(`document.querySelector(".answer .refusals")?.textContent.match(/^[^\u4e00-\u9fff]+$/)`),
		enter(`[name="average"]`, "5000"), until(`document.querySelector(".refusals") === null`), sum("employer", "1,880.00"),
		chromedp.Location(&address),
	); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(address, "scenario") {
		t.Error(address)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// Of a scenario that holds more than one month the page says what it leaves out. Once a figure is changed the address no longer names it.
func TestWorkerSaysWhatItDoesNotShowOfAScenario(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var id, said, link, address string
	var ids int
	const more = `{scenario: {city: "wuhan", from: "2026-08", to: "2026-12", person: {kind: "employee"}, employer: {kind: "enterprise"}, wage: {amount: "20000", average_of_last_year: "18000"},
		housing_fund: {employer_rate: "0.12", employee_rate: "0.12"}, overrides: [{key: "housing_fund.base.ceiling", from: "2026-07-01", value: "10000 yuan/month"}]}}`
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&month=2026-08"), sum("employer", "6,768.00"),
		chromedp.Evaluate(`fetch("/api/v1/scenarios", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(`+more+`)}).then((a) => a.json()).then((a) => a.id ?? JSON.stringify(a))`, &id, awaited),
	); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/?lang=zh&scenario="+id), sum("employer", "2,160.00"), // 18,000 × 12 %, by the book
		chromedp.Text(`.answer .uncounted`, &said, chromedp.ByQuery),
		chromedp.AttributeValue(`.answer .uncounted a`, "href", &link, nil, chromedp.ByQuery),
		enter(`[name="average"]`, "5000"), sum("employer", "600.00"),
		until(`document.querySelector(".answer .uncounted") === null`),
		chromedp.Location(&address),
		// Pressed twice before the answer is there, and then again: one scenario.
		chromedp.Evaluate(`(() => { const b = document.querySelector(".actions button"); b.click(); b.click(); })()`, nil), chromedp.WaitVisible(`.saved a`, chromedp.ByQuery),
		chromedp.Evaluate(`(globalThis.saved = [document.querySelector(".saved a").href], document.querySelector(".actions button").click())`, nil),
		until(`!document.querySelector(".actions button").disabled`),
		chromedp.Evaluate(`new Set([...saved, document.querySelector(".saved a").href]).size`, &ids),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said, "假设的参数值") || !strings.Contains(said, "第一个月之后的月份") || !strings.Contains(link, "/compare?scenario="+id) {
		t.Errorf("%s says %q and leads to %s", id, said, link)
	}
	if strings.Contains(address, "scenario") || ids != 1 {
		t.Errorf("at %s, kept as %d", address, ids)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}
