package api_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fenhao/api"
	"fenhao/api/store"
	"fenhao/api/store/storetest"
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

func fetch(service http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	service.ServeHTTP(w, r)
	return w
}

func TestReadersGetAnETagAndThen304(t *testing.T) {
	service := api.New(api.Options{})
	for _, path := range []string{"/api/v1/cities", "/api/v1/cities/wuhan", "/api/v1/cities/wuhan/parameters?on=2026-08-01",
		"/api/v1/cities/wuhan/parameters/housing_fund.base.ceiling", "/api/v1/cities/changzhou/tiers?month=2026-08", "/", "/openapi.json"} {
		first := fetch(service, path)
		tag := first.Header().Get("ETag")
		if first.Code != http.StatusOK || tag == "" {
			t.Fatalf("%s: %d, ETag %q", path, first.Code, tag)
		}
		for _, known := range []string{tag, "W/" + tag, `"old", ` + tag} {
			again := fetch(service, path, "If-None-Match", known)
			if again.Code != http.StatusNotModified || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
				t.Errorf("%s: %d with %d bytes for %s", path, again.Code, again.Body.Len(), known)
			}
		}
		if other := fetch(service, path, "If-None-Match", `"other"`); other.Code != http.StatusOK {
			t.Errorf("%s: %d for another tag", path, other.Code)
		}
	}
	zh, en := fetch(service, "/api/v1/cities?lang=zh"), fetch(service, "/api/v1/cities", "Accept-Language", "en")
	if zh.Header().Get("ETag") == en.Header().Get("ETag") || !strings.Contains(strings.Join(zh.Header()["Vary"], ","), "Accept-Language") {
		t.Error("two languages share one ETag")
	}
}

// A long answer is sent in fewer bytes to who takes them; the two forms have tags of their own.
func TestLongAnswersAreCompressed(t *testing.T) {
	service := api.New(api.Options{})
	const path = "/api/v1/cities/wuhan/parameters?on=2026-08-01"
	plain, small := fetch(service, path), fetch(service, path, "Accept-Encoding", "gzip")
	r, err := gzip.NewReader(bytes.NewReader(small.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(r); err != nil || !bytes.Equal(body, plain.Body.Bytes()) || small.Body.Len()*5 > len(body) {
		t.Errorf("%v: %d bytes in %d", err, len(body), small.Body.Len())
	}
	if tag := small.Header().Get("ETag"); tag == plain.Header().Get("ETag") || fetch(service, path, "Accept-Encoding", "gzip", "If-None-Match", tag).Code != http.StatusNotModified {
		t.Errorf("ETag %q", tag)
	}
	if short := fetch(service, "/api/v1/cities/wuhan/diff?on=2026-08-01&with_on=2026-08-01", "Accept-Encoding", "gzip"); short.Header().Get("Content-Encoding") != "" || !strings.Contains(short.Body.String(), `"differ":[]`) {
		t.Errorf("a short answer: %v %s", short.Header(), short.Body)
	}
}

func TestLanguage(t *testing.T) {
	service := api.New(api.Options{})
	for _, c := range []struct{ path, accept, want string }{
		{"/api/v1/cities/wuhan", "", "武汉市"},
		{"/api/v1/cities/wuhan", "en-GB,en;q=0.9", "Wuhan"},
		{"/api/v1/cities/wuhan", "fr, en;q=0.5, zh;q=0.4", "Wuhan"},
		{"/api/v1/cities/wuhan", "zh-Hans-CN, en;q=0.5", "武汉市"},
		{"/api/v1/cities/wuhan", "en;q=0, *", "武汉市"},
		{"/api/v1/cities/wuhan", "en;q=nonsense", "武汉市"},
		{"/api/v1/cities/wuhan?lang=en", "zh", "Wuhan"},
		{"/api/v1/cities/wuhan?lang=zh", "en", "武汉市"},
		{"/api/v1/cities/wuhan?lang=fr", "en", "Wuhan"},
	} {
		var city api.City
		if err := json.Unmarshal(fetch(service, c.path, "Accept-Language", c.accept).Body.Bytes(), &city); err != nil || city.Name != c.want {
			t.Errorf("%s with %q: %q, want %q (%v)", c.path, c.accept, city.Name, c.want, err)
		}
	}
}

// What a value's row remarks comes in the language asked for.
func TestRemarksOfAParameter(t *testing.T) {
	service := api.New(api.Options{})
	for l, want := range map[string][2]string{"zh": {"一份较早的脚本作0.5%", "另一份脚本一致"}, "en": {"an older script has 0.5 %", "A second script agrees"}} {
		var answer api.ParameterHistory
		body := fetch(service, "/api/v1/cities/wuhan/parameters/unemployment.rate.employer?lang="+l).Body.Bytes()
		if err := json.Unmarshal(body, &answer); err != nil {
			t.Fatal(err)
		}
		last := answer.History[len(answer.History)-1]
		if last.Conflict != want[0] || last.Note != want[1] {
			t.Errorf("%s: %q and %q", l, last.Conflict, last.Note)
		}
	}
}

func TestUnknownRouteAndMethod(t *testing.T) {
	service := api.New(api.Options{})
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/nothing", 404}, {"GET", "/api/v1", 404}, {"POST", "/api/v2/contributions", 404}, {"GET", "/swagger/../../etc/passwd", 404},
		{"GET", "/api/v1/contributions", 405}, {"DELETE", "/api/v1/cities", 405}, {"BREW", "/api/v1/cities", 405},
	} {
		w := httptest.NewRecorder()
		service.ServeHTTP(w, httptest.NewRequest(c.method, c.path, nil))
		if w.Code != c.status || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s: %d %s", c.method, c.path, w.Code, w.Header().Get("Content-Type"))
		}
		if c.status == 405 && w.Header().Get("Allow") == "" {
			t.Errorf("%s %s: nothing allowed", c.method, c.path)
		}
	}
}

func TestMistypedQueryIsRefused(t *testing.T) {
	service := api.New(api.Options{})
	for _, path := range []string{"/api/v1/cities/wuhan/parameters?onn=2020-01-01", "/api/v1/cities/wuhan/parameters?on=2026-08-01&on=2020-01-01", "/api/v1/cities?city=wuhan"} {
		if w := fetch(service, path); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestEveryAnswerIsProtected(t *testing.T) {
	service := api.New(api.Options{})
	for _, path := range []string{"/", "/swagger/index.html", "/api/v1/cities", "/nothing"} {
		h := fetch(service, path, "Origin", "https://elsewhere.example").Header()
		csp := h.Get("Content-Security-Policy")
		// Scripts of ours alone: by default, or as the pages say it, which allow nothing inline.
		ours := strings.Contains(csp, "default-src 'self'") && !strings.Contains(csp, "script-src") ||
			strings.Contains(csp, "default-src 'none'") && strings.Contains(csp, "script-src 'self';") && !strings.Contains(csp, "unsafe")
		if !ours || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, h)
		}
		if h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s serves other origins", path)
		}
	}
}

// Pages keep to the policy above: no script and no handler within the HTML, nothing from elsewhere.
func TestPagesNeedNoNetwork(t *testing.T) {
	service := api.New(api.Options{})
	for _, path := range []string{"/", "/swagger/index.html"} {
		page := fetch(service, path).Body.String()
		for _, bad := range []string{"<script>", "onclick=", "src=\"http", "href=\"http", "style=\""} {
			if strings.Contains(page, bad) {
				t.Errorf("%s contains %s", path, bad)
			}
		}
	}
	for _, path := range []string{"/swagger", "/swagger/"} {
		if w := fetch(service, path); w.Code != http.StatusFound || w.Header().Get("Location") != "/swagger/index.html" {
			t.Errorf("%s: %d %s", path, w.Code, w.Header().Get("Location"))
		}
	}
	for _, path := range []string{"/swagger/swagger-ui.css", "/swagger/swagger-ui-bundle.js", "/swagger/swagger-ui-standalone-preset.js", "/swagger/start.js", "/swagger/doc.json", "/app.css"} {
		if w := fetch(service, path); w.Code != http.StatusOK || w.Body.Len() == 0 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestHeadAnswersLikeGet(t *testing.T) {
	server := httptest.NewServer(api.New(api.Options{}))
	defer server.Close()
	for _, path := range []string{"/livez", "/readyz", "/api/v1/cities", "/"} {
		resp, err := http.Head(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Errorf("HEAD %s: %d", path, resp.StatusCode)
		}
	}
}

func TestReadyUntilItStops(t *testing.T) {
	ready := true
	service := api.New(api.Options{Ready: func() bool { return ready }})
	if w := fetch(service, "/readyz"); w.Code != http.StatusOK {
		t.Error(w.Code)
	}
	ready = false
	if w := fetch(service, "/readyz"); w.Code != http.StatusServiceUnavailable {
		t.Error(w.Code)
	}
	if w := fetch(service, "/livez"); w.Code != http.StatusOK {
		t.Error(w.Code)
	}
}

// While the store is away nobody is sent here who may need it; what needs none is answered.
func TestReadyWhileTheStoreAnswers(t *testing.T) {
	server := storetest.NewServer(t)
	st, err := store.Connect(t.Context(), server.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	service := api.New(api.Options{Store: st})
	is := func(status int, says string) {
		t.Helper()
		w := fetch(service, "/readyz")
		for end := time.Now().Add(10 * time.Second); w.Code != status && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			w = fetch(service, "/readyz")
		}
		if w.Code != status || w.Body.String() != says {
			t.Errorf("%d %q, not %d %q", w.Code, w.Body, status, says)
		}
	}
	is(http.StatusOK, "ready\n")
	server.Stop()
	is(http.StatusServiceUnavailable, "store\n")
	for _, path := range []string{"/livez", "/api/v1/cities"} {
		if w := fetch(service, path); w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	server.Start(t)
	is(http.StatusOK, "ready\n")
}

func TestTooFastIsAskedToWait(t *testing.T) {
	now := time.Unix(0, 0)
	service := api.New(api.Options{Rate: 2, Now: func() time.Time { return now }})
	var last *httptest.ResponseRecorder
	for range 5 {
		last = fetch(service, "/api/v1/cities")
	}
	seconds, err := strconv.Atoi(last.Header().Get("Retry-After"))
	if last.Code != http.StatusTooManyRequests || err != nil || seconds < 1 {
		t.Fatalf("%d, Retry-After %q", last.Code, last.Header().Get("Retry-After"))
	}
	other := httptest.NewRequest(http.MethodGet, "/api/v1/cities", nil)
	other.RemoteAddr = "198.51.100.7:1234"
	other.Header.Set("X-Forwarded-For", "192.0.2.1")
	w := httptest.NewRecorder()
	service.ServeHTTP(w, other)
	if w.Code != http.StatusOK {
		t.Error("another client has to wait too")
	}
	now = now.Add(time.Duration(seconds) * time.Second)
	if w := fetch(service, "/api/v1/cities"); w.Code != http.StatusOK {
		t.Errorf("still %d after the wait", w.Code)
	}
}

// Nothing of a question reaches the log: no wage, no query, no address with an id in it.
func TestTheLogHoldsNoPersonalData(t *testing.T) {
	var log bytes.Buffer
	service := api.New(api.Options{Log: slog.New(slog.NewJSONHandler(&log, nil))})
	send(service, "/api/v1/contributions?lang=en", "application/json", strings.Replace(wuhan, "18000.00", "17654.32", 1)+"}")
	send(service, "/api/v1/contributions", "application/json", strings.Replace(wuhan, "18000.00", "17654.321", 1)+"}")
	fetch(service, "/api/v1/cities/17654.32?on=17654.32")
	r := httptest.NewRequest("17654.32", "/17654.32", nil)
	r.Header.Set("X-Request-Id", "forged\",\"level\":\"17654.32")
	service.ServeHTTP(httptest.NewRecorder(), r)
	if strings.Contains(log.String(), "17654.32") || strings.Contains(log.String(), "lang=en") {
		t.Error(log.String())
	}
	if n := strings.Count(log.String(), "\n"); n != 4 {
		t.Errorf("%d lines for 4 requests", n)
	}
	for line := range strings.Lines(log.String()) {
		if !json.Valid([]byte(line)) {
			t.Errorf("not JSON: %s", line)
		}
	}
}

func TestMetricsAreLabelledByRoute(t *testing.T) {
	service := api.New(api.Options{})
	fetch(service, "/api/v1/cities/wuhan")
	fetch(service, "/api/v1/cities/atlantis")
	fetch(service, "/api/v1/secret-17654.32")
	text := fetch(service, "/metrics").Body.String()
	for _, want := range []string{
		`fenhao_http_requests_total{method="GET",route="/api/v1/cities/:city",status="200"} 1`,
		`fenhao_http_requests_total{method="GET",route="/api/v1/cities/:city",status="404"} 1`,
		`route="unmatched"`, `ruleset="` + policy.Embedded().Hash() + `"`, "go_goroutines",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	if strings.Contains(text, "17654.32") || strings.Contains(text, "atlantis") {
		t.Error("an address became a label")
	}
}

func TestRequestID(t *testing.T) {
	service := api.New(api.Options{})
	if got := fetch(service, "/livez", "X-Request-Id", "abc-1.2_3").Header().Get("X-Request-Id"); got != "abc-1.2_3" {
		t.Errorf("%q", got)
	}
	seen := map[string]bool{}
	for _, bad := range []string{"", strings.Repeat("a", 65), "a b", "a\tb", "编号"} {
		got := fetch(service, "/livez", "X-Request-Id", bad).Header().Get("X-Request-Id")
		if len(got) != 16 || seen[got] {
			t.Errorf("%q became %q", bad, got)
		}
		seen[got] = true
	}
}

// A body of 50 MB is refused, and its sender sees the refusal and not a broken connection.
func TestABodyOf50MB(t *testing.T) {
	server := httptest.NewServer(api.New(api.Options{}))
	defer server.Close()
	for _, path := range []string{"/api/v1/contributions", "/api/v1/contributions/batch", "/api/v1/eligibility/enrolment"} {
		for name, body := range map[string]io.Reader{
			"with a length": bytes.NewReader(bytes.Repeat([]byte(" "), 50<<20)),
			"in chunks":     io.LimitReader(spaces{}, 50<<20),
		} {
			resp, err := http.Post(server.URL+path, "application/json", body)
			if err != nil {
				t.Fatalf("%s %s: %v", path, name, err)
			}
			_ = resp.Body.Close()
			if resp.StatusCode != http.StatusRequestEntityTooLarge {
				t.Errorf("%s %s: %d", path, name, resp.StatusCode)
			}
		}
	}
}

type spaces struct{}

func (spaces) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

func TestBatchAnswersInOrder(t *testing.T) {
	service := api.New(api.Options{})
	body := `{"items":[` + wuhan + `},null,` + wuhan + `,"salary":1},` + strings.Replace(wuhan, "18000.00", "-1", 1) + `},[],` + wuhan + `}]}`
	w := send(service, "/api/v1/contributions/batch", "application/json", body)
	var out struct {
		Items []struct {
			api.ContributionAnswer
			Status int
			Errors []api.ProblemItem
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK || len(out.Items) != 6 {
		t.Fatalf("%d %v\n%s", w.Code, err, w.Body)
	}
	for i, want := range []struct {
		status  int
		pointer string
	}{{}, {400, "/items/1"}, {400, "/items/2/salary"}, {422, "/items/3/average_wage"}, {400, "/items/4"}, {}} {
		got := out.Items[i]
		if got.Status != want.status || want.status != 0 && got.Errors[0].Pointer != want.pointer || want.status == 0 && got.Totals.Total != "4320.00" {
			t.Errorf("item %d: %+v", i, got)
		}
	}
	alone := send(service, "/api/v1/contributions", "application/json", wuhan+"}").Body.String()
	if !strings.HasPrefix(w.Body.String(), `{"items":[`+alone+`,`) {
		t.Error("a batch answers otherwise than a single request")
	}
	for body, status := range map[string]int{`{}`: 422, `{"items":null}`: 422, `{"items":[]}`: 200, `{"items":{}}`: 400, `{"items":[{]}`: 400, `{"items":[],"items":[]}`: 400,
		`{"items":[` + strings.Repeat("0,", 10_000) + `0]}`: 413, `{"items":[{"a":1,"a":2}]}`: 400} {
		if w := send(service, "/api/v1/contributions/batch", "application/json", body); w.Code != status {
			t.Errorf("%.60s: %d, want %d", body, w.Code, status)
		}
	}
}

// Ten thousand people, none of whom gets another's answer.
func TestBatchOfTenThousand(t *testing.T) {
	w := send(api.New(api.Options{}), "/api/v1/contributions/batch", "application/json", batchOf(10_000, wuhan+"}"))
	var out struct{ Items []api.ContributionAnswer }
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || len(out.Items) != 10_000 {
		t.Fatal(w.Code, len(out.Items), err)
	}
	for i, a := range out.Items {
		if want := fmt.Sprintf("%d.00", 3000+i); *a.Lines[0].Declared != want {
			t.Fatalf("item %d is about %s, want %s", i, *a.Lines[0].Declared, want)
		}
	}
}

// Eight clients at once get what one alone gets.
func TestManyAtOnce(t *testing.T) {
	service := api.New(api.Options{Rate: 1e9})
	bodies := []string{wuhan + "}", wuhan + `,"insurance":{}}`, wuhan + `,"wage":"20000","tax":{}}`, wuhan + `,"overrides":[{"key":"housing_fund.base.ceiling","value":"16000 yuan/month"}]}`,
		wuhan + `,"known_on":"2026-07-01"}`, strings.Replace(wuhan, "wuhan", "wuxi", 1) + "}", `{"items":[` + wuhan + `}]}`, `{}`}
	path := func(i int) string {
		if strings.HasPrefix(bodies[i], `{"items"`) {
			return "/api/v1/contributions/batch"
		}
		return "/api/v1/contributions"
	}
	want := make([]string, len(bodies))
	ask := func(i int, l string) string {
		r := httptest.NewRequest(http.MethodPost, path(i)+"?lang="+l, strings.NewReader(bodies[i]))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Request-Id", "same")
		w := httptest.NewRecorder()
		service.ServeHTTP(w, r)
		return w.Body.String()
	}
	for i := range bodies {
		want[i] = ask(i, "zh") + ask(i, "en")
	}
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for n := range 200 {
				i := (worker + n) % len(bodies)
				if got := ask(i, "zh") + ask(i, "en"); got != want[i] {
					t.Errorf("question %d was answered otherwise", i)
					return
				}
				fetch(service, "/api/v1/cities/wuhan/parameters?on=2026-08-01")
			}
		})
	}
	all.Wait()
}

// A what-if leaves nothing behind: the next asker gets the book's figures.
func TestAWhatIfIsNobodyElses(t *testing.T) {
	service := api.New(api.Options{})
	before := send(service, "/api/v1/contributions", "application/json", wuhan+"}").Body.String()
	what := send(service, "/api/v1/contributions", "application/json", wuhan+`,"overrides":[{"key":"housing_fund.base.ceiling","value":"16000 yuan/month"}]}`)
	var a api.ContributionAnswer
	if err := json.Unmarshal(what.Body.Bytes(), &a); err != nil {
		t.Fatal(err)
	}
	if line := a.Lines[0]; *line.Base != "16000.00" || line.Limit != "ceiling" || line.Grade != "E" {
		t.Errorf("%+v", line)
	}
	if after := send(service, "/api/v1/contributions", "application/json", wuhan+"}").Body.String(); after != before {
		t.Error("the what-if stayed")
	}
}

// The command line and the batch go through the same door as the service.
func TestTheSameAnswerWithoutAService(t *testing.T) {
	for l, name := range map[lang.Lang]string{lang.ZH: "zh", lang.EN: "en"} {
		body, err := api.Contributions(policy.Embedded(), []byte(wuhan+"}"), l)
		if err != nil {
			t.Fatal(err)
		}
		if w := send(api.New(api.Options{}), "/api/v1/contributions?lang="+name, "application/json", wuhan+"}"); w.Body.String() != string(body) {
			t.Errorf("%s\n%s", w.Body, body)
		}
	}
}

// What the list says can be calculated in a city, each by itself, is what the calculator answers; for the rest it lacks values.
func TestTheListOfCitiesIsWhatTheCalculatorAnswers(t *testing.T) {
	service := api.New(api.Options{})
	var cities []api.City
	if err := json.Unmarshal(fetch(service, "/api/v1/cities").Body.Bytes(), &cities); err != nil || len(cities) == 0 {
		t.Fatal(err)
	}
	for _, city := range cities {
		for scheme := policy.HousingFund; scheme <= policy.WorkInjury; scheme++ {
			asked := fmt.Sprintf(`"insurance":{"schemes":[%q]}`, scheme)
			if scheme == policy.HousingFund {
				asked = `"housing_fund":{}`
			}
			w := send(service, "/api/v1/contributions", "application/json", fmt.Sprintf(`{"city":%q,"month":%q,"average_wage":"10000","person":{"kind":"employee"},%s}`, city.ID, city.Checked[:7], asked))
			lacks := strings.Contains(w.Body.String(), string(fault.ValueUnknown)) || strings.Contains(w.Body.String(), string(fault.BeforeFirst)) || strings.Contains(w.Body.String(), string(fault.ValueEnded))
			if listed := slices.Contains(city.Schemes, scheme.String()); listed != (w.Code == http.StatusOK || !lacks) {
				t.Errorf("%s %v: listed %v, and the calculator says %s", city.ID, scheme, listed, w.Body)
			}
		}
	}
}

// The first month a city announces is answered, and the month before it is not.
func TestFirstMonthIsTheFirst(t *testing.T) {
	service := api.New(api.Options{})
	var cities []api.City
	if err := json.Unmarshal(fetch(service, "/api/v1/cities").Body.Bytes(), &cities); err != nil {
		t.Fatal(err)
	}
	for _, city := range cities {
		p, _ := policy.Embedded().Place(city.ID)
		first, err := civil.ParseMonth(city.FirstMonth)
		if err != nil {
			t.Errorf("%s: %v", city.ID, err)
			continue
		}
		answerable := func(m civil.Month) bool {
			for s := policy.HousingFund; s <= policy.Maternity; s++ {
				if contribution.Answerable(policy.Embedded().At(p, m), s) {
					return true
				}
			}
			return false
		}
		if !answerable(first) || answerable(first-1) {
			t.Errorf("%s announces %s: answered %v, the month before %v", city.ID, first, answerable(first), answerable(first-1))
		}
	}
}
