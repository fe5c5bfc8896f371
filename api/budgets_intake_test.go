package api_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"fenhao/api"
)

// Senders who send next to nothing keep nobody out: those who have sent little have no place, and those who have one lose it. While there
// is none, others are told when to come again.
func TestSlowSendersKeepNobodyOut(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits")
	}
	b := newBudgets(t, api.Options{})
	type answer struct {
		resp *http.Response
		text string
	}
	slow := func(first string) <-chan answer {
		r, w := io.Pipe()
		t.Cleanup(func() { _ = w.Close() })
		out := make(chan answer, 1)
		go func() {
			resp, text := b.do(http.MethodPost, "?from=2026-07&to=2026-08", "text/csv", r)
			_ = r.Close()
			out <- answer{resp, text}
		}()
		go func() {
			_, err := io.WriteString(w, first)
			for err == nil {
				time.Sleep(200 * time.Millisecond)
				_, err = io.WriteString(w, "\n")
			}
		}()
		return out
	}
	var large strings.Builder
	large.WriteString(people)
	for i := range 1000 {
		fmt.Fprintf(&large, "B%d,研发部,武汉,18000,12%%,12%%,\n", i)
	}
	var all []<-chan answer
	for range 6 {
		all = append(all, slow(people))
	}
	time.Sleep(500 * time.Millisecond)
	b.finished(b.form("plan", fundPlan, "file", people))

	for range 4 {
		all = append(all, slow(large.String()))
	}
	time.Sleep(time.Second)
	resp, text := b.form("plan", fundPlan, "file", people)
	if resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") != "10" || !strings.Contains(text, "intake_full") {
		t.Errorf("no place was left: %d %v %s", resp.StatusCode, resp.Header, text)
	}
	for _, c := range all {
		a := <-c
		var p api.Problem
		if err := json.Unmarshal([]byte(a.text), &p); err != nil || a.resp.StatusCode != http.StatusRequestTimeout || p.Code != "body_too_slow" {
			t.Errorf("a slow sender: %d %s", a.resp.StatusCode, a.text)
		}
	}
	b.finished(b.form("plan", fundPlan, "file", people))
}

// A workbook that cannot be held says what to do instead.
func TestAWorkbookTooLargeToHold(t *testing.T) {
	if testing.Short() {
		t.Skip("it is large")
	}
	b := newBudgets(t, api.Options{})
	resp, text := b.do(http.MethodPost, "", "application/octet-stream", io.MultiReader(strings.NewReader("PK\x03\x04"), strings.NewReader(strings.Repeat("x", 65<<20))))
	if resp.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(text, "workbook_too_large") || !strings.Contains(text, "64 MiB") || !strings.Contains(text, "--data") {
		t.Errorf("%d %s", resp.StatusCode, text)
	}
}

// Of a table with more problems than anybody mends the first are listed, the last row says how many there are, and the answer counts all.
func TestTheListOfProblemsEnds(t *testing.T) {
	if testing.Short() {
		t.Skip("it is large")
	}
	b := newBudgets(t, api.Options{})
	out := b.accepted(b.form("plan", fundPlan, "file", people+strings.Repeat(",,,两万,,,\n", 100_010)))
	lines := strings.Split(strings.TrimSpace(b.get(out.Links.Errors+"?lang=en")), "\n")
	if last := lines[len(lines)-1]; out.ProblemsTotal <= 100_000 || len(lines) != 100_002 || !strings.Contains(last, fmt.Sprintf("There are %d problems; only the first 100000 are listed.", out.ProblemsTotal)) {
		t.Errorf("%d problems, %d lines, the last is %s", out.ProblemsTotal, len(lines), last)
	}
}
