// Package api is how people reach the calculation: JSON over HTTP, with its description at /swagger/index.html.
//
// A request is read in decode.go, its values in values.go; a fault becomes a status in errors.go and nowhere else.
// Every calculation is done by calc, the same one the command line calls.
package api

import (
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Options say what a service is made of. The zero value works: the embedded book, no log, no limit.
type Options struct {
	Book    *policy.Book     // nil is the embedded book
	Log     *slog.Logger     // nil logs nothing
	Rate    float64          // requests a second for each client; 0 is no limit
	Version string           // the program's version, for /metrics
	Ready   func() bool      // false while the service stops; nil is always ready
	Now     func() time.Time // nil is the system's clock; only GET requests without a day and the limiter ask for it
}

type service struct {
	book   *policy.Book
	log    *slog.Logger
	now    func() time.Time
	ready  func() bool
	shown  renderings
	warned sync.Map // warned → its JSON
	cities []city
}

func newService(o Options) *service {
	s := &service{book: o.Book, log: o.Log, now: o.Now, ready: o.Ready}
	if s.book == nil {
		s.book = policy.Embedded()
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.ready == nil {
		s.ready = func() bool { return true }
	}
	s.shown = newRenderings(s.book)
	s.cities = s.listCities()
	return s
}

// Contributions answers the body of a POST /contributions without a service: the same answer, byte for byte. The error holds faults,
// see [NewProblem].
func Contributions(b *policy.Book, body []byte, l lang.Lang) ([]byte, error) {
	var w worker
	if err := decode(body, &w.request); err != nil {
		return nil, err
	}
	return newService(Options{Book: b}).contributions(nil, &w, l)
}

// New makes the service's handler.
func New(o Options) http.Handler {
	s := newService(o)
	m := newMetrics(o.Version, s.book.Hash())

	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	_ = r.SetTrustedProxies(nil) // cannot fail for nil
	r.HandleMethodNotAllowed = true
	r.RedirectTrailingSlash = false
	r.NoRoute(unknownRoute)
	r.NoMethod(wrongMethod)
	r.Use(identify, record(s.log, m), survive(s.log), protect, hurry)
	if o.Rate > 0 {
		r.Use(newLimiter(o.Rate, s.now).handle)
	}

	get(r, "/livez", alive)
	get(r, "/readyz", s.readiness)
	get(r, "/metrics", gin.WrapH(m.handler()))

	v1 := r.Group("/api/v1")
	get(v1, "/cities", s.getCities)
	get(v1, "/cities/:city", s.getCity)
	get(v1, "/cities/:city/parameters", s.getParameters)
	get(v1, "/cities/:city/parameters/:key", s.getParameter)
	get(v1, "/cities/:city/tiers", s.getTiers)
	v1.POST("/contributions", s.postContributions)
	v1.POST("/contributions/batch", s.postContributionsBatch)
	v1.POST("/eligibility/enrolment", s.postEnrolment)
	v1.POST("/eligibility/rate-reduction", s.postRateReduction)

	servePages(r)
	return r
}

// get registers a handler for GET and, as every reader of the web expects, for HEAD.
func get(r gin.IRouter, path string, h gin.HandlerFunc) {
	r.GET(path, h)
	r.HEAD(path, h)
}
