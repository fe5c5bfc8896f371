package api_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenhao/api"
)

// The pages as files: what they are made of, and how they are sent. What they do in a browser is tried in pagetest.

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
	holdsSums(t, "pagetest/testdata/axe")
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
		if moved := plain.Code == http.StatusMovedPermanently || plain.Code == http.StatusFound; moved && plain.Header().Get("Location") != "" {
			continue // to where it is looked at
		}
		if plain.Code != http.StatusOK {
			t.Errorf("%s answers %d", address, plain.Code)
			continue
		}
		if !page && !strings.HasPrefix(kind, "text/css") && !strings.HasPrefix(kind, "text/javascript") || strings.Contains(address, "echarts-") {
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

// counts takes away what may be read as a number: parts of a month or day, how many of something, the height of a picture.
var counts = strings.NewReplacer("Number(m)", "", "Number(d)", "", "Number(now)", "", "Number(v)", "", "Number(text)", "", "Number(plain(text))", "", "Number(own.length", "",
	"Number(m.slice(5))", "", "Number(month.slice(", "", "Number(day.slice(", "", `Number(answer.headers.get("X-Chart-Height"))`, "")

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
		text := counts.Replace(string(body))
		for _, word := range []string{"Number(", "Number.parse", "parseInt", "parseFloat", ".toFixed(", "valueAsNumber", "innerHTML", "eval(", "sessionStorage", "http://", "https://"} {
			if strings.Contains(text, word) {
				t.Errorf("%s has %s", file, word)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The drawing library is the largest file; browsers keep it.
func TestTheDrawingLibraryIsKept(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/charts/echarts-6.1.0.js", nil)
	r.Header.Set("Accept-Encoding", "br, gzip")
	w := httptest.NewRecorder()
	api.New(api.Options{}).ServeHTTP(w, r)
	if w.Code != http.StatusOK || w.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Body.Len() > 300_000 {
		t.Errorf("%d %v, %d bytes", w.Code, w.Header(), w.Body.Len())
	}
}
