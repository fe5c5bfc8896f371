package api_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"fenhao/api"
	"fenhao/docs"
)

// The goal: POST /contributions reaches at least half the throughput of a handler that decodes the same question and encodes the same
// answer with encoding/json and does nothing else. Run with
//
//	go test ./api -run '^$' -bench Contributions -benchtime 2s -count 5
//
// and read the median of "ratio" of BenchmarkContributionsAgainstEcho, which measures both in turns in one run.

func wuhanQuestion(b testing.TB) []byte {
	q, err := docs.Examples.ReadFile("examples/contributions/wuhan.json")
	if err != nil {
		b.Fatal(err)
	}
	var small bytes.Buffer
	if err := json.Compact(&small, q); err != nil {
		b.Fatal(err)
	}
	return small.Bytes()
}

// logged is the service as it runs, with a log that goes nowhere.
func logged(b testing.TB) http.Handler {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = null.Close() })
	return api.New(api.Options{Log: slog.New(slog.NewJSONHandler(null, nil))})
}

// echo decodes the same question into typed fields and encodes the same answer, and does nothing else.
func echo(b testing.TB, question, answer []byte) http.Handler {
	type asked struct {
		City        string                        `json:"city"`
		Month       string                        `json:"month"`
		Person      struct{ Kind string }         `json:"person"`
		Wage        string                        `json:"wage"`
		AverageWage string                        `json:"average_wage"`
		Employer    struct{ Kind string }         `json:"employer"`
		HousingFund map[string]string             `json:"housing_fund"`
		Insurance   struct{ WorkInjuryClass int } `json:"insurance"`
	}
	var whole api.ContributionAnswer
	if err := json.Unmarshal(answer, &whole); err != nil {
		b.Fatal(err)
	}
	var once asked
	if err := json.Unmarshal(question, &once); err != nil || once.AverageWage == "" {
		b.Fatal("the question is not understood", err)
	}
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.POST("/api/v1/contributions", func(c *gin.Context) {
		var q asked
		if err := json.NewDecoder(c.Request.Body).Decode(&q); err != nil {
			c.AbortWithStatus(http.StatusBadRequest)
			return
		}
		body, err := json.Marshal(&whole)
		if err != nil {
			c.AbortWithStatus(http.StatusInternalServerError)
			return
		}
		c.Data(http.StatusOK, "application/json", body)
	})
	return r
}

// post sends one question over loopback and reads the whole answer.
func post(b testing.TB, url string, body []byte) []byte {
	resp, err := http.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		b.Fatal(resp.Status, err, string(answer[:min(len(answer), 300)]))
	}
	return answer
}

// drive keeps the server busy with n requests over a few connections. The requests are written and the answers skipped by hand, so that
// the client costs little beside the server.
func drive(b testing.TB, server *httptest.Server, body []byte, n int) time.Duration {
	const connections = 8
	request := "POST /api/v1/contributions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " +
		strconv.Itoa(len(body)) + "\r\n\r\n" + string(body)
	var left atomic.Int64
	left.Store(int64(n))
	done := make(chan error, connections)
	start := time.Now()
	for range connections {
		go func() { done <- converse(server.Listener.Addr().String(), request, &left) }()
	}
	for range connections {
		if err := <-done; err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start)
}

func BenchmarkContributions(b *testing.B) {
	server := httptest.NewServer(logged(b))
	defer server.Close()
	q := wuhanQuestion(b)
	b.ReportAllocs()
	b.ResetTimer()
	took := drive(b, server, q, b.N)
	b.ReportMetric(float64(b.N)/took.Seconds(), "req/s")
}

func BenchmarkContributionsEcho(b *testing.B) {
	full := httptest.NewServer(logged(b))
	defer full.Close()
	q := wuhanQuestion(b)
	server := httptest.NewServer(echo(b, q, post(b, full.URL+"/api/v1/contributions", q)))
	defer server.Close()
	b.ReportAllocs()
	b.ResetTimer()
	took := drive(b, server, q, b.N)
	b.ReportMetric(float64(b.N)/took.Seconds(), "req/s")
}

func BenchmarkContributionsAgainstEcho(b *testing.B) {
	full := httptest.NewServer(logged(b))
	defer full.Close()
	q := wuhanQuestion(b)
	bare := httptest.NewServer(echo(b, q, post(b, full.URL+"/api/v1/contributions", q)))
	defer bare.Close()
	var ours, theirs time.Duration
	b.ResetTimer()
	const turn = 500
	for n := 0; n < b.N; n += turn {
		ours += drive(b, full, q, min(turn, b.N-n))
		theirs += drive(b, bare, q, min(turn, b.N-n))
	}
	b.ReportMetric(float64(theirs)/float64(ours), "ratio")
}

// A batch of ten thousand people, each with another wage. The goal is 0.3 s from the first byte sent to the last byte read.
func BenchmarkBatch10000(b *testing.B) {
	server := httptest.NewServer(logged(b))
	defer server.Close()
	body := batchOf(10_000, string(wuhanQuestion(b)))
	b.ReportMetric(float64(len(body)), "bytes-in")
	b.ResetTimer()
	for b.Loop() {
		resp, err := http.Post(server.URL+"/api/v1/contributions/batch", "application/json", strings.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		n, err := io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK {
			b.Fatal(resp.Status, err)
		}
		b.ReportMetric(float64(n), "bytes-out")
	}
}

func batchOf(n int, question string) string {
	var body strings.Builder
	body.WriteString(`{"items":[`)
	for i := range n {
		if i > 0 {
			body.WriteByte(',')
		}
		body.WriteString(strings.Replace(question, "18000.00", strconv.Itoa(3000+i)+".00", 1))
	}
	body.WriteString(`]}`)
	return body.String()
}

// converse asks over one connection until nothing is left to ask.
func converse(address, request string, left *atomic.Int64) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	in := bufio.NewReaderSize(conn, 32<<10)
	for left.Add(-1) >= 0 {
		if _, err := io.WriteString(conn, request); err != nil {
			return err
		}
		if err := skipAnswer(in); err != nil {
			return err
		}
	}
	return nil
}

func skipAnswer(in *bufio.Reader) error {
	length := -1
	for first := true; ; first = false {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		switch {
		case first && !bytes.Contains(line, []byte(" 200 ")):
			return fmt.Errorf("answered %s", line)
		case bytes.HasPrefix(line, []byte("Content-Length: ")):
			if length, err = strconv.Atoi(string(bytes.TrimSpace(line[16:]))); err != nil {
				return err
			}
		case len(bytes.TrimSpace(line)) == 0:
			if length < 0 {
				return errors.New("an answer without a length")
			}
			_, err := in.Discard(length)
			return err
		}
	}
}
