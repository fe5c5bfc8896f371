package pagetest

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// On paper, which is white, does not scroll and has no buttons to press.

// cut lists what paper would cut off: a table that is broader than the sheet, a part that would have to be scrolled. An A4 sheet between its
// margins is 718 px wide.
const cut = `[...document.querySelectorAll("main .scroll")].filter((s) => {
  const style = getComputedStyle(s), table = s.querySelector("table").getBoundingClientRect();
  return style.overflowX !== "visible" || style.overflowY !== "visible" || style.maxHeight !== "none" || table.right > 719 || table.bottom > s.getBoundingClientRect().bottom + 1;
}).map((s) => s.getAttribute("aria-label") + " " + JSON.stringify([getComputedStyle(s).overflowX, getComputedStyle(s).maxHeight, s.querySelector("table").getBoundingClientRect()]))`

// inked is the colours of a chart: how many of its pixels are dark, and how many light, of those that are drawn at all.
const inks = `(() => { const c = document.querySelector("figure canvas"); const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data; let dark = 0, clear = 0;
  for (let i = 0; i < d.length; i += 4) if (d[i + 3] < 128) clear++; else if (d[i] + d[i + 1] + d[i + 2] < 300) dark++; return [dark, clear]; })()`

func TestPagesOnPaper(t *testing.T) {
	t.Parallel()
	service := serve(t)
	for _, c := range []struct{ name, address, ready, hidden, shown string }{
		{"payslip", "/?month=2026-08", `document.querySelector("[data-sum]")`, "form", ".because"},
		{"july", "/?month=2026-08#july", `document.querySelectorAll(".worth").length > 1`, "form", ".changes"},
		{"loan", "/?month=2026-08#loan", `document.querySelector("[data-payment]") && document.querySelector("figure canvas")`, ".tabs", ".as-table tbody"},
		{"months", "/compare?scenario=move-zhengzhou-wuhan", `document.querySelector(".tall table")`, ".tabs, .actions", ".tall tbody"},
		{"book", "/book?city=wuhan&on=2026-08-01&scheme=all", `document.querySelectorAll("main table").length > 3`, ".skip", ".values tbody"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tab, wrong := visit(t, browser(t), service)
			var over []string
			var colours string
			var sheets []byte
			if err := chromedp.Run(tab,
				view{718, "zh", "dark"}.open(service+c.address), chromedp.EmulateViewport(718, 4000), until(c.ready), until(`!document.querySelector(".stale, figure.busy")`),
				chromedp.Evaluate(`dispatchEvent(new Event("beforeprint"))`, nil),
				emulation.SetEmulatedMedia().WithMedia("print"),
				chromedp.Evaluate(cut, &over),
				chromedp.Evaluate(`[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color, getComputedStyle(document.documentElement).colorScheme].join(" ")`, &colours),
				until(`[...document.querySelectorAll("`+c.hidden+`")].every((e) => e.getClientRects().length === 0) && document.querySelector("`+c.shown+`").getClientRects().length > 0`),
			); err != nil {
				t.Fatal(err)
			}
			for _, what := range over {
				t.Errorf("cut off: %s", what)
			}
			if colours != "rgb(255, 255, 255) rgb(31, 38, 48) light" {
				t.Errorf("drawn in %s", colours)
			}
			if c.name == "loan" {
				var ink []int
				if err := chromedp.Run(tab, chromedp.Evaluate(inks, &ink)); err != nil {
					t.Fatal(err)
				}
				if ink[1] > 0 || ink[0] < 100 {
					t.Errorf("the chart has %d dark pixels and %d that are seen through", ink[0], ink[1])
				}
			}
			picture(t, tab, "paper-"+c.name)
			if err := chromedp.Run(tab,
				chromedp.Evaluate(`dispatchEvent(new Event("afterprint"))`, nil), emulation.SetEmulatedMedia().WithMedia(""),
				chromedp.Evaluate(`getComputedStyle(document.body).backgroundColor`, &colours),
				chromedp.ActionFunc(func(ctx context.Context) (err error) {
					sheets, _, err = page.PrintToPDF().Do(ctx)
					return err
				}),
			); err != nil {
				t.Fatal(err)
			}
			if colours != "rgb(23, 27, 33)" || len(sheets) < 10_000 {
				t.Errorf("on the screen again in %s; %d bytes of sheets", colours, len(sheets))
			}
			for _, w := range wrong() {
				t.Error(w)
			}
		})
	}
}
