package pagetest

import (
	"context"
	_ "embed" // axe-core
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"fenhao/api"
)

// What the tests of the front doors share: a service with a day of its own, a look at a page as axe-core, a narrow screen and a person
// see it, and how much it has loaded.

// axe is axe-core, which finds what keeps people from using a page.
//
//go:embed testdata/axe/axe.min.js
var axe string

// today is the day of the service in browser tests, so that a page which begins with "this month" always begins with the same one.
var today = time.Date(2026, 11, 15, 9, 0, 0, 0, time.UTC)

// serve starts a service for pages.
func serve(t *testing.T) string {
	t.Helper()
	return serveThrough(t, func(h http.Handler) http.Handler { return h })
}

// serveThrough is serve with something in between.
func serveThrough(t *testing.T, around func(http.Handler) http.Handler) string {
	t.Helper()
	service := httptest.NewServer(around(api.New(api.Options{Now: func() time.Time { return today }})))
	t.Cleanup(service.Close)
	return service.URL
}

// lame is a service that has nothing at an address, until it is healed.
func lame(t *testing.T, address string) (service string, heal func()) {
	t.Helper()
	var well atomic.Bool
	return serveThrough(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !well.Load() && strings.HasSuffix(r.URL.Path, address) {
				http.Error(w, "nothing", http.StatusNotFound)
				return
			}
			h.ServeHTTP(w, r)
		})
	}), func() { well.Store(true) }
}

// A view is a way to look at a page.
type view struct {
	width int64
	lang  string
	theme string
}

func (v view) String() string { return fmt.Sprintf("%d-%s-%s", v.width, v.lang, v.theme) }

// views are all ways a page has to be fit to be seen in, each far from the one before.
var views = []view{{360, "en", "dark"}, {1280, "zh", "light"}, {360, "zh", "dark"}, {1280, "en", "light"}, {360, "en", "light"}, {1280, "zh", "dark"}, {360, "zh", "light"}, {1280, "en", "dark"}}

// A walk leads through states of a page in one view; show is what everybody looks at.
type walk func(t *testing.T, tab context.Context, v view, show func(name string, actions ...chromedp.Action))

// walks makes each walk in another view, so that a page is seen in many and all pages in all; for pictures, each in all. The first walk of a
// page, its main state, is made in both languages, both themes and both widths: in the first two views.
func walks(t *testing.T, page, service string, first int, all ...walk) {
	t.Helper()
	ctx := browser(t)
	for i, walk := range all {
		for j, v := range views {
			if os.Getenv("FENHAO_SCREENSHOTS") == "" && j != (first+i)%len(views) && (i > 0 || j > 1) {
				continue
			}
			t.Run(fmt.Sprintf("%d-%s", i+1, v), func(t *testing.T) {
				t.Parallel()
				tab, wrong := visit(t, ctx, service)
				walk(t, tab, v, func(name string, actions ...chromedp.Action) {
					t.Helper()
					var language string
					if err := chromedp.Run(tab, chromedp.Tasks(actions), chromedp.Evaluate(`document.documentElement.lang`, &language)); err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					if language != v.lang {
						t.Errorf("%s is in %q", name, language)
					}
					look(t, tab, page+"-"+name+"-"+v.String())
				})
				for _, w := range quiet(wrong()) {
					t.Error(w)
				}
			})
		}
	}
}

// open goes to a page in this view. Motion is off, so that nothing is looked at half-way.
func (v view) open(address string) chromedp.Action {
	address, part, found := strings.Cut(address, "#")
	if found {
		part = "#" + part
	}
	join := "?"
	if strings.Contains(address, "?") {
		join = "&"
	}
	return chromedp.Tasks{
		chromedp.EmulateViewport(v.width, 900),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}),
		chromedp.Navigate(address + join + "lang=" + v.lang + "&theme=" + v.theme + part),
	}
}

// look runs axe-core over the page as it stands, sees that it is no broader than a screen, be that wide or narrow, and keeps a picture of it
// in FENHAO_SCREENSHOTS. Everything axe-core finds is an error, minor or not.
func look(t *testing.T, tab context.Context, name string) {
	t.Helper()
	var width, height int64
	var there bool
	var found []struct {
		ID, Impact, Help string
		Nodes            []struct {
			HTML           string
			FailureSummary string
		}
	}
	err := chromedp.Run(tab,
		chromedp.Evaluate(`window.innerWidth`, &width),
		chromedp.Evaluate(`window.innerHeight`, &height),
		chromedp.Evaluate(`typeof axe === "object"`, &there),
		chromedp.ActionFunc(func(ctx context.Context) error {
			if there {
				return nil
			}
			return chromedp.Evaluate(axe+"; 0", nil).Do(ctx)
		}),
		chromedp.Evaluate(`axe.run(document, {resultTypes: ["violations"], preload: false}).then((r) => r.violations)`, &found, awaited),
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range found {
		for _, n := range v.Nodes {
			t.Errorf("%s: %s (%s): %s\n%s\n%s", name, v.ID, v.Impact, v.Help, n.HTML, n.FailureSummary)
		}
	}
	picture(t, tab, name)
	for _, w := range []int64{360, 1280, width} {
		// What is drawn follows the screen's width a moment later.
		if err := chromedp.Run(tab, chromedp.EmulateViewport(w, height), until(`document.documentElement.scrollWidth <= `+fmt.Sprint(w))); err != nil {
			var broad int64
			_ = chromedp.Run(tab, chromedp.Evaluate(`document.documentElement.scrollWidth`, &broad))
			t.Errorf("%s: the page is %d px wide, the screen %d: %v", name, broad, w, err)
		}
	}
}

// awaited lets a script that gives a promise finish first.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// picture keeps a picture of the whole page in FENHAO_SCREENSHOTS.
func picture(t *testing.T, tab context.Context, name string) {
	t.Helper()
	dir := os.Getenv("FENHAO_SCREENSHOTS")
	if dir == "" {
		return
	}
	var png []byte
	if err := chromedp.Run(tab, chromedp.FullScreenshot(&png, 100)); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Error(err)
	}
}

// patience is how long something may take that takes a moment: on a busy machine a long one.
const patience = time.Minute

// until waits until a script says true.
func until(script string) chromedp.Action {
	return chromedp.ActionFunc(func(tab context.Context) error {
		err := chromedp.Poll(script, nil, chromedp.WithPollingTimeout(patience), chromedp.WithPollingInterval(20*time.Millisecond)).Do(tab)
		if err != nil {
			return fmt.Errorf("waiting for %s: %w", script, err)
		}
		return nil
	})
}

// enter types over what a field holds.
func enter(field, text string) chromedp.Action {
	return chromedp.Tasks{
		chromedp.WaitVisible(field, chromedp.ByQuery),
		chromedp.Evaluate(fmt.Sprintf(`document.querySelector(%q).focus(); document.querySelector(%q).select()`, field, field), nil),
		chromedp.SendKeys(field, text, chromedp.ByQuery),
	}
}

// choose takes an entry of a select.
func choose(field, value string) chromedp.Action {
	return chromedp.Tasks{
		chromedp.WaitVisible(field, chromedp.ByQuery),
		chromedp.Evaluate(fmt.Sprintf(`(() => { const s = document.querySelector(%q); s.value = %q; s.dispatchEvent(new Event("change", {bubbles: true})); })()`, field, value), nil),
	}
}

// downloads lets a tab keep files in a folder of the test, and gives a way to wait for one.
func downloads(t *testing.T, tab context.Context) func(name string) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := chromedp.Run(tab, chromedp.ActionFunc(func(ctx context.Context) error {
		info, err := target.GetTargetInfo().Do(ctx)
		if err != nil {
			return err
		}
		return cdpbrowser.SetDownloadBehavior(cdpbrowser.SetDownloadBehaviorBehaviorAllow).WithBrowserContextID(info.BrowserContextID).WithDownloadPath(dir).Do(ctx)
	})); err != nil {
		t.Fatal(err)
	}
	return func(name string) []byte {
		t.Helper()
		for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
			if body, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
				return body
			}
		}
		have, _ := os.ReadDir(dir)
		t.Fatalf("no file %s was kept, but %v", name, have)
		return nil
	}
}

// quiet leaves out what a browser says of its own when an answer is a refusal: a page that shows refusals has to be refused first.
func quiet(wrong []string) []string {
	var out []string
	for _, w := range wrong {
		if !strings.Contains(w, "the server responded with a status of 4") {
			out = append(out, w)
		}
	}
	return out
}

// A meter counts what a tab has loaded over the wire, and how often it has asked the API. It has to be there before the page is.
type meter struct {
	mu       sync.Mutex
	bytes    map[network.RequestID]int64
	address  map[network.RequestID]string
	requests int
}

func measure(t *testing.T, tab context.Context) *meter {
	t.Helper()
	m := &meter{bytes: map[network.RequestID]int64{}, address: map[network.RequestID]string{}}
	chromedp.ListenTarget(tab, func(event any) {
		m.mu.Lock()
		defer m.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			m.address[e.RequestID] = e.Request.URL
			if strings.Contains(e.Request.URL, "/api/v1/") {
				m.requests++
			}
		case *network.EventLoadingFinished:
			m.bytes[e.RequestID] = int64(e.EncodedDataLength)
		}
	})
	if err := chromedp.Run(tab, network.Enable()); err != nil {
		t.Fatal(err)
	}
	return m
}

// loaded is the sum of all bytes on the wire so far, headers included.
func (m *meter) loaded() (total int64, each string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var lines []string
	for id, n := range m.bytes {
		total += n
		lines = append(lines, fmt.Sprintf("%7d %s", n, m.address[id]))
	}
	return total, strings.Join(lines, "\n")
}

// asked is how many questions the API was asked so far.
func (m *meter) asked() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.requests
}

// maxFirstLoad is what a first visit may cost, without the drawing library, which is fetched with the first chart in view.
const maxFirstLoad = 200_000
