package api

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what /metrics shows. Each handler has a registry of its own, so that two of them can live in one program.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	inFlight prometheus.Gauge

	known sync.Map // label → series: looking one up by its three labels costs more than the calculation
}

type label struct {
	method, route string
	status        int
}

type series struct {
	count   prometheus.Counter
	seconds prometheus.Observer
}

func newMetrics(version, ruleset string) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "fenhao_http_requests_total", Help: "Requests answered."}, []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "fenhao_http_request_seconds", Help: "Time to answer.",
			Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 20}}, []string{"route"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "fenhao_http_requests_in_flight", Help: "Requests being answered."}),
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{Name: "fenhao_info", Help: "The program and its policy book.",
		ConstLabels: prometheus.Labels{"version": version, "ruleset": ruleset}})
	info.Set(1)
	m.registry.MustRegister(m.requests, m.seconds, m.inFlight, info,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// begin counts a request in; the function returned counts it out.
func (m *metrics) begin() func(method, route string, status int, took time.Duration) {
	m.inFlight.Inc()
	return m.end
}

func (m *metrics) end(method, route string, status int, took time.Duration) {
	m.inFlight.Dec()
	key := label{method, route, status}
	found, ok := m.known.Load(key)
	if !ok {
		found, _ = m.known.LoadOrStore(key, series{m.requests.WithLabelValues(method, route, strconv.Itoa(status)), m.seconds.WithLabelValues(route)})
	}
	s := found.(series)
	s.count.Inc()
	s.seconds.Observe(took.Seconds())
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
