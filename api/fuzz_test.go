package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"fenhao/api"
	"fenhao/docs"
)

// Whatever is sent, the service answers with an answer or a refusal that is JSON, never with a 5xx, and the same way twice.
func fuzz(f *testing.F, path, examples string, more ...string) {
	entries, err := docs.Examples.ReadDir("examples/" + examples)
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range entries {
		body, err := docs.Examples.ReadFile("examples/" + examples + "/" + e.Name())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(body))
	}
	for _, body := range more {
		f.Add(body)
	}
	for _, way := range ways {
		if len(way.body) < 10_000 {
			f.Add(way.body)
		}
	}
	service := api.New(api.Options{})
	f.Fuzz(func(t *testing.T, body string) {
		w := send(service, path, "application/json", body)
		if w.Code >= http.StatusInternalServerError {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		if !json.Valid(w.Body.Bytes()) {
			t.Fatalf("not JSON: %s", w.Body)
		}
		if w.Code == http.StatusOK && strings.Contains(w.Body.String(), `"amount":"-`) {
			t.Fatalf("a negative amount: %s", w.Body)
		}
		again := send(service, path, "application/json", body)
		if again.Code != w.Code || w.Code == http.StatusOK && !strings.Contains(body, "items") && again.Body.String() != w.Body.String() {
			t.Fatalf("another answer the second time:\n%s\n%s", w.Body, again.Body)
		}
	})
}

func FuzzContributions(f *testing.F) { fuzz(f, "/api/v1/contributions", "contributions") }

func FuzzBatch(f *testing.F) {
	fuzz(f, "/api/v1/contributions/batch", "contributions-batch", `{"items":[null,[],{},1]}`)
}

func FuzzEnrolment(f *testing.F) { fuzz(f, "/api/v1/eligibility/enrolment", "eligibility-enrolment") }

func FuzzRateReduction(f *testing.F) {
	fuzz(f, "/api/v1/eligibility/rate-reduction", "eligibility-rate-reduction")
}

// An Accept-Language header is anything.
func FuzzLanguage(f *testing.F) {
	f.Add("en-GB,en;q=0.9, zh;q=0.8")
	service := api.New(api.Options{})
	f.Fuzz(func(t *testing.T, header string) {
		if w := fetch(service, "/api/v1/cities", "Accept-Language", header); w.Code != http.StatusOK {
			t.Fatal(w.Code)
		}
	})
}
