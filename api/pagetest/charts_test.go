package pagetest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The pages of the charts.

var chartPages = []string{"base-curve", "budget", "city-comparison", "balance", "loan-timeline", "schedule", "sweep", "tiers", "parameter-history"}

// drawn is true when the page has finished and its canvas shows more than white.
const drawn = `(() => {
  const canvas = document.querySelector("#chart canvas");
  if (!canvas || document.getElementById("status").textContent || document.getElementById("chart").classList.contains("busy")) return false;
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let dark = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0 && data[i] + data[i + 1] + data[i + 2] < 600) dark++;
  return dark > 1000;
})()`

func TestPagesDraw(t *testing.T) {
	t.Parallel()
	service := serve(t)
	ctx := browser(t)
	for i, kind := range chartPages {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			tab, wrong := visit(t, ctx, service)
			views := []view{{360, "zh", "light"}, {1280, "en", "light"}, {360, "en", "light"}, {1280, "zh", "light"}}
			if os.Getenv("FENHAO_SCREENSHOTS") == "" {
				views = views[i%2*2 : i%2*2+2] // both widths and both languages, the other way round for the next chart
			}
			for _, v := range views {
				var broad int64
				var errors, heading, language string
				err := chromedp.Run(tab,
					v.open(service+"/charts/"+kind),
					until(drawn),
					chromedp.Evaluate(`document.documentElement.scrollWidth`, &broad),
					chromedp.Text("#errors", &errors, chromedp.ByQuery, chromedp.NodeReady),
					chromedp.Text("#heading", &heading, chromedp.ByQuery),
					chromedp.Evaluate(`document.documentElement.lang`, &language),
				)
				if err != nil {
					_ = chromedp.Run(tab, chromedp.Text("#errors", &errors, chromedp.ByQuery, chromedp.NodeReady))
					t.Fatalf("%s: %v; the page says %q", v, err, errors)
				}
				picture(t, tab, fmt.Sprintf("%s-%d-%s", kind, v.width, v.lang))
				if broad > v.width {
					t.Errorf("%s: the page is %d px wide", v, broad)
				}
				if errors != "" || heading == "" || language != v.lang {
					t.Errorf("%s: errors %q, heading %q, language %q", v, errors, heading, language)
				}
			}
			for _, w := range wrong() {
				t.Error(w)
			}
		})
	}
}

// The listener hears what it is there for: without this, a silent one would pass for a clean page.
func TestTheBrowserComplains(t *testing.T) {
	t.Parallel()
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src *")
		_, _ = io.WriteString(w, `<!DOCTYPE html><p style="color:red">a</p><script>alert(1)</script><img src="http://127.0.0.1:1/x.png">`)
	}))
	defer service.Close()
	tab, wrong := visit(t, browser(t), service.URL)
	if err := chromedp.Run(tab, chromedp.Navigate(service.URL)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"loads http://127.0.0.1:1/x.png", "inline style", "inline script"} {
		for end := time.Now().Add(patience); !strings.Contains(strings.Join(wrong(), "\n"), want); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("nobody says %q:\n%s", want, strings.Join(wrong(), "\n"))
			}
		}
	}
}

// A title goes from the form through the API into the picture and stays a title.
func TestATitleNeverRuns(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	if err := chromedp.Run(tab, chromedp.Navigate(service+"/charts/tiers?lang=zh"), until(drawn)); err != nil {
		t.Fatal(err)
	}
	for _, title := range []string{`</script><script>alert(1)</script>`, `__f__(() => alert(1))()__f__`, `<img src=x onerror=alert(1)>`, `{a|b}`} {
		var shown, label string
		err := chromedp.Run(tab,
			chromedp.SetValue(`[name="title"]`, title, chromedp.ByQuery),
			chromedp.Evaluate(`document.getElementById("form").requestSubmit()`, nil),
			until(fmt.Sprintf(`echarts.getInstanceByDom(document.getElementById("chart"))?.getOption().title[0].text === %q && !document.getElementById("chart").classList.contains("busy")`, title)),
			chromedp.Evaluate(`echarts.getInstanceByDom(document.getElementById("chart")).dispatchAction({type: "showTip", seriesIndex: 0, dataIndex: 0})`, nil),
			chromedp.Evaluate(`echarts.getInstanceByDom(document.getElementById("chart")).getOption().title[0].text`, &shown),
			chromedp.AttributeValue("#chart", "aria-label", &label, nil, chromedp.ByQuery),
			// An image of the title's would have been asked for before this answer, and failed.
			chromedp.Evaluate(`new Promise((done) => requestAnimationFrame(done)).then(() => fetch("/charts/tiers")).then((answer) => answer.text())`, nil, awaited),
		)
		if err != nil {
			t.Fatalf("%s: %v", title, err)
		}
		if shown != title || !strings.Contains(label, title) {
			t.Errorf("%s is shown as %q, read out as %q", title, shown, label)
		}
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// What cannot be answered is said beside the form, and the picture goes.
func TestARefusalIsShown(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	var said string
	var left int
	if err := chromedp.Run(tab,
		chromedp.Navigate(service+"/charts/budget?lang=zh"),
		until(drawn),
		chromedp.SetValue(`[name="wage"]`, "一万", chromedp.ByQuery),
		chromedp.Evaluate(`document.getElementById("form").requestSubmit()`, nil),
		until(`document.getElementById("errors").textContent !== ""`),
		chromedp.Text("#errors", &said, chromedp.ByQuery),
		chromedp.Evaluate(`document.querySelectorAll("#chart canvas").length`, &left),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said, "一万") || left != 0 {
		t.Errorf("the page says %q, and shows %d canvases", said, left)
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}
