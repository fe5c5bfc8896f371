package pagetest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// The pages in a real browser. Without one the tests are skipped, unless FENHAO_REQUIRE_BROWSER is 1, as it is for .ci/run.
// FENHAO_SCREENSHOTS=dir keeps a picture of every page in every view, for people to look at.

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
	// The shell is the same browser without windows of its own: the tests take half the time.
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("FENHAO_REQUIRE_BROWSER") == "1" {
			t.Fatal("no browser: install Debian's chromium-headless-shell, or chromium")
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
		// A window has pages of the browser's own beside ours, each a process: tests look at none of them.
		chromedp.Flag("disable-features", "PreloadTopChromeWebUI,WebUIReloadButton,InitialWebUI,Translate,MediaRouter,OptimizationHints,SpareRendererForSitePerProcess"),
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
	// Storage, files, focus and window of its own, as two tests run at a time.
	executor := cdp.WithExecutor(browser, chromedp.FromContext(browser).Browser)
	own, err := target.CreateBrowserContext().Do(executor)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = target.DisposeBrowserContext(own).Do(executor) })
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(own).WithNewWindow(true).Do(executor)
	if err != nil {
		t.Fatal(err)
	}
	tab, cancel := chromedp.NewContext(browser, chromedp.WithTargetID(id))
	t.Cleanup(cancel)
	tab, cancel = context.WithTimeout(tab, 5*time.Minute)
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
			ours := strings.Contains(e.Entry.Text, "willReadFrequently") // the tests read the canvas, the pages do not
			if !ours && (e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning) {
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
