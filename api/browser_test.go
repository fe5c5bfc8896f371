package api_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"fenhao/api"
)

// The pages in a real browser. Without one the tests are skipped, unless FENHAO_REQUIRE_BROWSER is 1, as it is for .ci/run.
// FENHAO_SCREENSHOTS=dir keeps a picture of every page, for people to look at.

var chartPages = []string{"base-curve", "budget", "city-comparison", "balance", "loan-timeline", "schedule", "sweep", "tiers", "parameter-history"}

// one is the browser all tests share, each in tabs of its own; TestMain lets it go.
var one struct {
	sync.Mutex
	ctx  context.Context
	stop []func()
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, stop := range slices.Backward(one.stop) {
		stop()
	}
	os.Exit(code)
}

// browser starts the browser, or skips the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("FENHAO_REQUIRE_BROWSER") == "1" {
			t.Fatal("no browser: install Debian's chromium")
		}
		t.Skip("no browser is installed")
	}
	if testing.Short() {
		t.Skip("-short")
	}
	one.Lock()
	defer one.Unlock()
	if one.ctx != nil {
		return one.ctx
	}
	dir, err := os.MkdirTemp("", "fenhao-browser-")
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(dir),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WSURLReadTimeout(time.Minute))
	allocated, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, leave := chromedp.NewContext(allocated)
	one.stop = append(one.stop, func() { remove(dir) }, cancel, leave)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	one.ctx = ctx
	return ctx
}

// remove takes the browser's folder away, in which its last processes may still write.
func remove(dir string) {
	for range 50 {
		if os.RemoveAll(dir) == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// visit opens a tab that reports what a page should not do: load from elsewhere, complain, open a dialog.
func visit(t *testing.T, browser context.Context, service string) (context.Context, func() []string) {
	t.Helper()
	tab, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	tab, cancel = context.WithTimeout(tab, 90*time.Second)
	t.Cleanup(cancel)
	var mu sync.Mutex
	var wrong []string
	complain := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		wrong = append(wrong, fmt.Sprintf(format, args...))
	}
	chromedp.ListenTarget(tab, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; !strings.HasPrefix(u, service+"/") && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:"+service) {
				complain("loads %s", u)
			}
		case *runtime.EventExceptionThrown:
			complain("exception: %s", e.ExceptionDetails.Error())
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning {
				complain("console: %s", e.Args[0].Value)
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning {
				complain("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL)
			}
		case *page.EventJavascriptDialogOpening:
			complain("a dialog opens: %s", e.Message)
			go func() { _ = chromedp.Run(tab, page.HandleJavaScriptDialog(true)) }()
		}
	})
	return tab, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return wrong
	}
}

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
	service := httptest.NewServer(api.New(api.Options{Now: func() time.Time { return time.Date(2026, 11, 15, 9, 0, 0, 0, time.UTC) }}))
	defer service.Close()
	ctx := browser(t)
	for _, kind := range chartPages {
		for _, width := range []int64{360, 1280} {
			for _, lang := range []string{"zh", "en"} {
				name := fmt.Sprintf("%s-%d-%s", kind, width, lang)
				t.Run(name, func(t *testing.T) {
					tab, wrong := visit(t, ctx, service.URL)
					var broad int64
					var errors, heading, language string
					var picture []byte
					err := chromedp.Run(tab,
						chromedp.EmulateViewport(width, 900),
						chromedp.Navigate(service.URL+"/charts/"+kind+"?lang="+lang),
						chromedp.Poll(drawn, nil, chromedp.WithPollingTimeout(30*time.Second)),
						chromedp.Evaluate(`document.documentElement.scrollWidth`, &broad),
						chromedp.Text("#errors", &errors, chromedp.ByQuery, chromedp.NodeReady),
						chromedp.Text("#heading", &heading, chromedp.ByQuery),
						chromedp.Evaluate(`document.documentElement.lang`, &language),
						chromedp.FullScreenshot(&picture, 100),
					)
					if dir := os.Getenv("FENHAO_SCREENSHOTS"); dir != "" && len(picture) > 0 {
						if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o644); err != nil {
							t.Error(err)
						}
					}
					if err != nil {
						_ = chromedp.Run(tab, chromedp.Text("#errors", &errors, chromedp.ByQuery, chromedp.NodeReady))
						t.Errorf("%v; the page says %q", err, errors)
					}
					for _, w := range wrong() {
						t.Error(w)
					}
					if broad > width {
						t.Errorf("the page is %d px wide, the screen %d", broad, width)
					}
					if errors != "" || heading == "" || language != lang {
						t.Errorf("errors %q, heading %q, language %q", errors, heading, language)
					}
				})
			}
		}
	}
}

// The listener hears what it is there for: without this, a silent one would pass for a clean page.
func TestTheBrowserComplains(t *testing.T) {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src *")
		_, _ = io.WriteString(w, `<!DOCTYPE html><p style="color:red">a</p><script>alert(1)</script><img src="http://127.0.0.1:1/x.png">`)
	}))
	defer service.Close()
	tab, wrong := visit(t, browser(t), service.URL)
	if err := chromedp.Run(tab, chromedp.Navigate(service.URL), chromedp.Sleep(300*time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	heard := strings.Join(wrong(), "\n")
	for _, want := range []string{"loads http://127.0.0.1:1/x.png", "inline style", "inline script"} {
		if !strings.Contains(heard, want) {
			t.Errorf("nobody says %q:\n%s", want, heard)
		}
	}
}

// A title goes from the form through the API into the picture and stays a title.
func TestATitleNeverRuns(t *testing.T) {
	service := httptest.NewServer(api.New(api.Options{}))
	defer service.Close()
	ctx := browser(t)
	for _, title := range []string{`</script><script>alert(1)</script>`, `__f__(() => alert(1))()__f__`, `<img src=x onerror=alert(1)>`, `{a|b}`} {
		t.Run(title, func(t *testing.T) {
			tab, wrong := visit(t, ctx, service.URL)
			var shown, label string
			err := chromedp.Run(tab,
				chromedp.Navigate(service.URL+"/charts/tiers?lang=zh"),
				chromedp.Poll(drawn, nil),
				chromedp.SetValue(`[name="title"]`, title, chromedp.ByQuery),
				chromedp.Evaluate(`document.getElementById("form").requestSubmit()`, nil),
				chromedp.Poll(fmt.Sprintf(`echarts.getInstanceByDom(document.getElementById("chart")).getOption().title[0].text === %q`, title), nil),
				chromedp.Evaluate(`echarts.getInstanceByDom(document.getElementById("chart")).dispatchAction({type: "showTip", seriesIndex: 0, dataIndex: 0})`, nil),
				chromedp.Evaluate(`echarts.getInstanceByDom(document.getElementById("chart")).getOption().title[0].text`, &shown),
				chromedp.AttributeValue("#chart", "aria-label", &label, nil, chromedp.ByQuery),
				chromedp.Sleep(200*time.Millisecond),
			)
			if err != nil {
				t.Error(err)
			}
			if shown != title || !strings.Contains(label, title) {
				t.Errorf("shown as %q, read out as %q", shown, label)
			}
			for _, w := range wrong() {
				t.Error(w)
			}
		})
	}
}

// What cannot be answered is said beside the form, and the picture goes.
func TestARefusalIsShown(t *testing.T) {
	service := httptest.NewServer(api.New(api.Options{}))
	defer service.Close()
	tab, _ := visit(t, browser(t), service.URL)
	var said string
	var left int
	if err := chromedp.Run(tab,
		chromedp.Navigate(service.URL+"/charts/budget?lang=zh"),
		chromedp.Poll(drawn, nil),
		chromedp.SetValue(`[name="wage"]`, "一万", chromedp.ByQuery),
		chromedp.Evaluate(`document.getElementById("form").requestSubmit()`, nil),
		chromedp.Poll(`document.getElementById("errors").textContent !== ""`, nil),
		chromedp.Text("#errors", &said, chromedp.ByQuery),
		chromedp.Evaluate(`document.querySelectorAll("#chart canvas").length`, &left),
	); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said, "一万") || left != 0 {
		t.Errorf("the page says %q, and shows %d canvases", said, left)
	}
}

// The pages allow nothing inline and nothing from elsewhere, and the library is kept by browsers.
func TestChartPagesAreStrict(t *testing.T) {
	service := httptest.NewServer(api.New(api.Options{}))
	defer service.Close()
	for _, kind := range append([]string{""}, chartPages...) {
		address := strings.TrimSuffix(service.URL+"/charts/"+kind, "/")
		answer, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %v", address, answer.StatusCode, err)
		}
		policy := answer.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %q", address, policy)
		}
		if text := string(body); strings.Contains(text, "<style") || strings.Contains(text, " style=") || strings.Contains(text, "<script>") || strings.Contains(text, "http") {
			t.Errorf("%s has something inline, or of another host", address)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/charts/echarts-6.1.0.js", nil)
	r.Header.Set("Accept-Encoding", "br, gzip")
	w := httptest.NewRecorder()
	api.New(api.Options{}).ServeHTTP(w, r)
	if w.Code != http.StatusOK || w.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Body.Len() > 300_000 {
		t.Errorf("%d %v, %d bytes", w.Code, w.Header(), w.Body.Len())
	}
}
