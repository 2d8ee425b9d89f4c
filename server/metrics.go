package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"hegao/server/service"
)

const metricsRoute = "/metrics"

// metrics are the figures of one server, in a registry of their own.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMetrics(s *service.Service) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "hegao_http_requests_total", Help: "Requests answered.",
		}, []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "hegao_http_request_seconds", Help: "Time from a request's header to the end of its answer.",
			Buckets: []float64{.001, .005, .025, .1, .25, .5, 1, 2.5, 5, 10, 30, 120},
		}, []string{"method", "route"}),
	}
	m.registry.MustRegister(m.requests, m.seconds,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "hegao_archive_reports", Help: "Past reports that can be found.",
		}, func() float64 { return float64(s.Archive().Reports()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "hegao_checks_total", Help: "Drafts checked since the start.",
		}, func() float64 { return float64(s.Checks()) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "hegao_jobs_running", Help: "Jobs that have not ended.",
		}, func() float64 { return float64(s.Running()) }),
	)
	return m
}

func (m *metrics) count(r request, took time.Duration) {
	m.requests.WithLabelValues(r.method, r.route, strconv.Itoa(r.status)).Inc()
	m.seconds.WithLabelValues(r.method, r.route).Observe(took.Seconds())
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry})
}
