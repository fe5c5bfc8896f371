package api_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	_ "embed" // axe-core
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
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
	service := httptest.NewServer(api.New(api.Options{Now: func() time.Time { return today }}))
	t.Cleanup(service.Close)
	return service.URL
}

// A view is a way to look at a page.
type view struct {
	width int64
	lang  string
	theme string
}

func (v view) String() string { return fmt.Sprintf("%d-%s-%s", v.width, v.lang, v.theme) }

// views are the ways a page has to be fit to be seen in: two that between them have both widths, languages and themes; four, in which every
// two of them meet, where a browser is required; all, where pictures are wanted.
func views() []view {
	some := []view{{360, "en", "dark"}, {1280, "zh", "dark"}, {360, "zh", "light"}, {1280, "en", "light"}}
	switch {
	case os.Getenv("FENHAO_SCREENSHOTS") != "":
	case os.Getenv("FENHAO_REQUIRE_BROWSER") == "1":
		return some
	default:
		return []view{some[0], {1280, "zh", "light"}}
	}
	var out []view
	for _, width := range []int64{360, 1280} {
		for _, lang := range []string{"zh", "en"} {
			for _, theme := range []string{"light", "dark"} {
				out = append(out, view{width, lang, theme})
			}
		}
	}
	return out
}

// open goes to a page in this view. Motion is off, so that nothing is looked at half-way.
func (v view) open(address string) chromedp.Action {
	join := "?"
	if strings.Contains(address, "?") {
		join = "&"
	}
	return chromedp.Tasks{
		chromedp.EmulateViewport(v.width, 900),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}),
		chromedp.Navigate(address + join + "lang=" + v.lang + "&theme=" + v.theme),
	}
}

// look runs axe-core over the page as it stands, sees that it is no broader than the screen and in the right language, and keeps a picture
// of it in FENHAO_SCREENSHOTS. Everything axe-core finds is an error, minor or not.
func look(t *testing.T, tab context.Context, name string) {
	t.Helper()
	var broad, width int64
	var there bool
	var found []struct {
		ID, Impact, Help string
		Nodes            []struct {
			HTML           string
			FailureSummary string
		}
	}
	err := chromedp.Run(tab,
		chromedp.Evaluate(`document.documentElement.scrollWidth`, &broad),
		chromedp.Evaluate(`window.innerWidth`, &width),
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
	if broad > width {
		t.Errorf("%s: the page is %d px wide, the screen %d", name, broad, width)
	}
	for _, v := range found {
		for _, n := range v.Nodes {
			t.Errorf("%s: %s (%s): %s\n%s\n%s", name, v.ID, v.Impact, v.Help, n.HTML, n.FailureSummary)
		}
	}
	picture(t, tab, name)
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

// until waits until a script says true.
func until(script string) chromedp.Action {
	return chromedp.Poll(script, nil, chromedp.WithPollingTimeout(20*time.Second), chromedp.WithPollingInterval(20*time.Millisecond))
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
	if err := chromedp.Run(tab, cdpbrowser.SetDownloadBehavior(cdpbrowser.SetDownloadBehaviorBehaviorAllow).WithDownloadPath(dir)); err != nil {
		t.Fatal(err)
	}
	return func(name string) []byte {
		t.Helper()
		for range 500 {
			if body, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
				return body
			}
			time.Sleep(10 * time.Millisecond)
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

// holdsSums checks a folder against its SHA256SUMS; every file but VERSION and the list itself has to stand there.
func holdsSums(t *testing.T, dir string) {
	t.Helper()
	list, err := os.Open(filepath.Join(dir, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = list.Close() }()
	listed := map[string]bool{"SHA256SUMS": true, "VERSION": true}
	for lines := bufio.NewScanner(list); lines.Scan(); {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok {
			t.Fatalf("%s: not a line of sha256sum: %q", dir, lines.Text())
		}
		listed[name] = true
		body, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if got := sha256.Sum256(body); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s/%s is not the file that was published", dir, name)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !listed[f.Name()] {
			t.Errorf("%s/%s has no sum", dir, f.Name())
		}
	}
}

func TestVendoredFilesAreThePublishedOnes(t *testing.T) {
	holdsSums(t, "web/vendor")
	holdsSums(t, "testdata/axe")
}

// Every page and module is sent compressed to who takes that, is not sent twice, and allows nothing inline.
func TestPagesAreCompressedAndStrict(t *testing.T) {
	handler := api.New(api.Options{})
	ask := func(address string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, address, nil)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w
	}
	checked := 0
	for _, route := range api.Routes() {
		address, ok := strings.CutPrefix(route, "GET ")
		if !ok || strings.HasPrefix(address, "/api/") || strings.HasPrefix(address, "/swagger") || strings.Contains(address, "/vendor/") {
			continue
		}
		plain := ask(address)
		kind := plain.Header().Get("Content-Type")
		page := strings.HasPrefix(kind, "text/html")
		if plain.Code != http.StatusOK || !page && !strings.HasPrefix(kind, "text/css") && !strings.HasPrefix(kind, "text/javascript") || strings.Contains(address, "echarts-") {
			continue
		}
		checked++
		small := ask(address, "Accept-Encoding", "gzip")
		if small.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(strings.Join(small.Header()["Vary"], ","), "Accept-Encoding") {
			t.Errorf("%s is not compressed: %v", address, small.Header())
			continue
		}
		r, err := gzip.NewReader(small.Body)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(r); err != nil || !bytes.Equal(body, plain.Body.Bytes()) {
			t.Errorf("%s: what is compressed is another file (%v)", address, err)
		}
		if tag := small.Header().Get("ETag"); tag == "" || tag == plain.Header().Get("ETag") || ask(address, "Accept-Encoding", "gzip", "If-None-Match", tag).Code != http.StatusNotModified {
			t.Errorf("%s: ETag %q", address, tag)
		}
		policy := plain.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %q", address, policy)
		}
		if text := plain.Body.String(); page && (strings.Contains(text, "<style") || strings.Contains(text, " style=") || strings.Contains(text, "<script>") || strings.Contains(text, "://")) {
			t.Errorf("%s has something inline, or of another host", address)
		}
	}
	if checked < 20 {
		t.Errorf("only %d pages and modules were looked at", checked)
	}
}

// No module reads an amount as a number: what is paid is worked out by the API alone.
func TestPagesDoNotReckon(t *testing.T) {
	err := filepath.WalkDir("web", func(file string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() && (entry.Name() == "swagger" || entry.Name() == "vendor") {
			if err == nil {
				err = filepath.SkipDir
			}
			return err
		}
		if entry.IsDir() || filepath.Ext(file) != ".js" {
			return nil
		}
		body, err := os.ReadFile(file)
		for _, word := range []string{"parseFloat", ".toFixed(", "innerHTML", "eval(", "sessionStorage", "http://", "https://"} {
			if strings.Contains(string(body), word) {
				t.Errorf("%s has %s", file, word)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
