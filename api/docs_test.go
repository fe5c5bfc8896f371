package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"fenhao/api"
	"fenhao/docs"
)

// description is openapi.json as it is served, checked against the rules of OpenAPI itself, example values included.
func description(t *testing.T, service http.Handler) (*openapi3.T, routers.Router) {
	t.Helper()
	w := httptest.NewRecorder()
	service.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/openapi.json", nil))
	doc, err := openapi3.NewLoader().LoadFromData(w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return doc, router
}

// Whoever tries an example of the Swagger page gets an answer, and the answer looks as described.
func TestDocumentedExamplesWork(t *testing.T) {
	t.Parallel()
	service := api.New(api.Options{})
	doc, router := description(t, service)
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			if op.RequestBody == nil {
				t.Run(method+" "+path, func(t *testing.T) {
					t.Parallel()
					fits(t, service, router, httptest.NewRequest(method, address(t, service, path, item, op), nil))
				})
				continue
			}
			examples := op.RequestBody.Value.Content["application/json"].Examples
			if len(examples) == 0 {
				t.Errorf("%s %s has no example in docs/examples", method, path)
			}
			for name, example := range examples {
				for _, lang := range []string{"zh", "en"} {
					t.Run(method+" "+path+" "+name+" "+lang, func(t *testing.T) {
						t.Parallel()
						value := maps.Clone(example.Value.Value.(map[string]any))
						if path == "/budgets" { // the example names a table of somebody's
							value["of"] = handedIn(t, service, true)
						}
						if value["paths"] != nil && testing.Short() { // the race detector makes chances slow
							value["paths"] = 20
						}
						body, err := json.Marshal(value)
						if err != nil {
							t.Fatal(err)
						}
						r := httptest.NewRequest(method, address(t, service, path, item, op)+"?lang="+lang, bytes.NewReader(body))
						r.Header.Set("Content-Type", "application/json")
						fits(t, service, router, r)
					})
				}
			}
		}
	}
}

// address fills the parameters of an operation with their documented defaults. The id of a budget is that of one just handed in.
func address(t *testing.T, service http.Handler, path string, item *openapi3.PathItem, op *openapi3.Operation) string {
	query := ""
	for _, p := range append(item.Parameters, op.Parameters...) {
		value, _ := p.Value.Schema.Value.Default.(string)
		switch p.Value.In {
		case "path":
			if value == "" && strings.HasPrefix(path, "/budgets/") {
				value = handedIn(t, service, !strings.HasSuffix(path, "/run") && !strings.HasSuffix(path, "/cancel"))
			}
			path = strings.ReplaceAll(path, "{"+p.Value.Name+"}", value)
		case "query":
			if value != "" {
				query += "&" + p.Value.Name + "=" + value
			}
		}
	}
	if query != "" {
		path += "?" + query[1:]
	}
	return "/api/v1" + path
}

// handedIn is the id of a budget whose table has something wrong in one row; it has finished, or waits to be run.
func handedIn(t *testing.T, service http.Handler, finished bool) string {
	t.Helper()
	ask := func(method, path, body string) (b api.Budget) {
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.Header.Set("Content-Type", "text/csv")
		w := httptest.NewRecorder()
		service.ServeHTTP(w, r)
		if err := json.Unmarshal(w.Body.Bytes(), &b); err != nil || w.Code >= 300 {
			t.Fatal(w.Code, err, w.Body)
		}
		return b
	}
	b := ask(http.MethodPost, fmt.Sprintf("/api/v1/budgets?from=2026-07&to=2026-08&skip_bad_rows=true&keep=true&run=%v", finished),
		"id,city,average wage,employer rate,employee rate,work injury class\nA1,wuhan,18000.00,12%,12%,1\nA2,nowhere,1,12%,12%,1\n")
	for end := time.Now().Add(20 * time.Second); finished && b.State != "finished" && time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		b = ask(http.MethodGet, b.Links.Self, "")
	}
	return b.ID
}

// fits asks, expects success, and holds question and answer to the description.
func fits(t *testing.T, service http.Handler, router routers.Router, r *http.Request) {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	route, params, err := router.FindRoute(r)
	if err != nil {
		t.Fatal(r.Method, r.URL, err)
	}
	in := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route}
	if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
		t.Fatal(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	w := httptest.NewRecorder()
	service.ServeHTTP(w, r)
	if w.Code/100 != 2 {
		t.Fatalf("%s %s: %d\n%s", r.Method, r.URL, w.Code, w.Body)
	}
	if !strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
		return // a calendar, a picture: described by its media type only
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: w.Code, Header: w.Header()}
	out.SetBodyBytes(w.Body.Bytes())
	if err := openapi3filter.ValidateResponse(context.Background(), out); err != nil {
		t.Error(err)
	}
}

// Refusals look as described too.
func TestProblemsFitTheDescription(t *testing.T) {
	service := api.New(api.Options{})
	_, router := description(t, service)
	for _, body := range []string{`{"city":"atlantis"}`, `{"city":`, `{"wages":1}`, `[]`} {
		r := httptest.NewRequest(http.MethodPost, "/api/v1/contributions", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		route, params, err := router.FindRoute(r)
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		service.ServeHTTP(w, r)
		out := &openapi3filter.ResponseValidationInput{
			RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route}, Status: w.Code, Header: w.Header(),
		}
		out.SetBodyBytes(w.Body.Bytes())
		if err := openapi3filter.ValidateResponse(context.Background(), out); err != nil {
			t.Errorf("%s: %d %s\n%v", body, w.Code, w.Body, err)
		}
	}
}

// Every route of the API is described, and nothing else is.
func TestEveryRouteIsDescribed(t *testing.T) {
	described := map[string]bool{}
	doc, _ := description(t, api.New(api.Options{}))
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			described[method+" "+path] = true
		}
	}
	served := map[string]bool{}
	for _, route := range api.Routes() {
		method, path, _ := strings.Cut(route, " ")
		path, ours := strings.CutPrefix(path, "/api/v1")
		if !ours || method == http.MethodHead {
			continue
		}
		for part := range strings.SplitSeq(path, "/") {
			if name, ok := strings.CutPrefix(part, ":"); ok {
				path = strings.Replace(path, part, "{"+name+"}", 1)
			}
		}
		served[method+" "+path] = true
		if !described[method+" "+path] {
			t.Errorf("%s %s is served and not described", method, path)
		}
	}
	for route := range described {
		if !served[route] {
			t.Errorf("%s is described and not served", route)
		}
	}
}

// The generated files are what go generate ./docs writes.
func TestDescriptionIsCurrent(t *testing.T) {
	if testing.Short() {
		t.Skip("takes the Go tool and some seconds")
	}
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
			t.Fatalf("go %v: %v\n%s", args, err, out)
		}
	}
	run("tool", "swag", "init", "--quiet", "--generalInfo", "api.go", "--dir", ".,../scenarios", "--output", dir, "--outputTypes", "json", "--parseInternal=false")
	run("run", "fenhao/docs/internal/openapi", dir, "../docs/examples")
	for name, have := range map[string][]byte{"swagger.json": docs.Swagger, "openapi.json": docs.OpenAPI} {
		want, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, have) {
			t.Errorf("docs/%s is not current: run go generate ./docs", name)
		}
	}
}
