package server_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"hegao/server"
	"hegao/server/problem"
	"hegao/server/service"
	"hegao/server/servicetest"
)

// site is a running server and its log.
type site struct {
	*testing.T
	*httptest.Server
	handler http.Handler
	log     *bytes.Buffer
}

// newSite starts a server with pages that panic and fail.
func newSite(t *testing.T, s *service.Service) *site {
	t.Helper()
	log := &bytes.Buffer{}
	opts := server.Options{
		Log: slog.New(slog.NewJSONHandler(log, nil)), Hosts: []string{"hegao.example.cn"},
		Pages: func(e *echo.Echo) {
			e.GET("/boom", func(echo.Context) error { panic("secret inside") })
			e.GET("/api/v1/boom", func(echo.Context) error { panic("secret inside") })
			e.GET("/noted", func(c echo.Context) error {
				problem.Note(c, io.ErrNoProgress)
				return c.String(http.StatusInternalServerError, "a page about it")
			})
		},
	}
	h := server.New(t.Context(), s, opts)
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return &site{t, srv, h, log}
}

// closedLog is what was logged in all; the site takes no more requests.
func (s *site) closedLog() string {
	s.Close() // waits for the handlers, which log after they answer
	return s.log.String()
}

// send makes a request, which change may alter, and wants a status.
func (s *site) send(method, path, body string, status int, change func(*http.Request)) (string, http.Header) {
	s.Helper()
	r, err := http.NewRequestWithContext(s.Context(), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		s.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if change != nil {
		change(r)
	}
	resp, err := s.Client().Do(r)
	if err != nil {
		s.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		s.Fatal(err)
	}
	if resp.StatusCode != status {
		s.Errorf("%s %s: status %d, want %d\n%s", method, path, resp.StatusCode, status, answer)
	}
	return string(answer), resp.Header
}

func (s *site) get(path string, status int) string {
	s.Helper()
	body, _ := s.send("GET", path, "", status, nil)
	return body
}

// wantProblem fails unless body is the problem with this name.
func wantProblem(t *testing.T, body, name string) {
	t.Helper()
	var p problem.Document
	if err := json.Unmarshal([]byte(body), &p); err != nil || p.Type != "urn:hegao:problem:"+name {
		t.Errorf("%s, want %s (%v)", body, name, err)
	}
}

// Guards: health is seen from outside, a store that is gone included.
func TestHealth(t *testing.T) {
	s := servicetest.New(t)
	x := newSite(t, s)
	x.get("/healthz", 200)
	x.get("/readyz", 200)
	if err := s.Archive().Store().Close(); err != nil {
		t.Fatal(err)
	}
	x.get("/healthz", 200)
	if body := x.get("/readyz", 503); strings.Contains(body, "sql") {
		t.Errorf("%q", body)
	}
}

// Guards: figures count by pattern, so that no client can make new ones.
func TestMetrics(t *testing.T) {
	x := newSite(t, servicetest.WithReports(t))
	got := ""
	for _, ask := range []struct{ method, path, body string }{
		{"POST", "/api/v1/checks", `{"text":"一、工作开展情况"}`}, {"GET", "/api/v1/checks/one", ""}, {"GET", "/api/v1/checks/two", ""},
		{"GET", "/nowhere/at/all", ""}, {"BREW", "/nowhere", ""}, {"GET", "/metrics", ""},
	} {
		// No connection: a request is counted after its answer was sent.
		r := httptest.NewRequestWithContext(t.Context(), ask.method, ask.path, strings.NewReader(ask.body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		x.handler.ServeHTTP(w, r)
		got = w.Body.String()
	}
	for _, want := range []string{
		"hegao_archive_reports 4", "hegao_checks_total 1", "hegao_jobs_running 0",
		`hegao_http_requests_total{method="GET",route="/api/v1/checks/:id",status="404"} 2`,
		`hegao_http_requests_total{method="GET",route="unmatched",status="404"} 1`,
		`hegao_http_requests_total{method="other",route="unmatched",status="404"} 1`,
		`hegao_http_request_seconds_count{method="POST",route="/api/v1/checks"} 1`,
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// Guards: what every answer carries.
func TestHeaders(t *testing.T) {
	x := newSite(t, servicetest.New(t))
	for _, path := range []string{"/healthz", "/api/v1/templates"} {
		_, h := x.send("GET", path, "", 200, nil)
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; " +
				"frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
	}
	_, first := x.send("GET", "/healthz", "", 200, func(r *http.Request) { r.Header.Set("X-Request-Id", "mine") })
	_, second := x.send("GET", "/healthz", "", 200, nil)
	if a, b := first.Get("X-Request-Id"), second.Get("X-Request-Id"); a == "mine" || len(a) < 16 || a == b {
		t.Errorf("request ids %q and %q", a, b)
	}
}

// Guards: long answers are packed for who can unpack them.
func TestCompression(t *testing.T) {
	x := newSite(t, servicetest.New(t))
	plain, h := x.send("GET", "/api/v1/openapi.yaml", "", 200, func(r *http.Request) { r.Header.Set("Accept-Encoding", "identity") })
	if h.Get("Content-Encoding") != "" {
		t.Errorf("packed unasked: %v", h)
	}
	packed, h := x.send("GET", "/api/v1/openapi.yaml", "", 200, func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") })
	if h.Get("Content-Encoding") != "gzip" || len(packed) > len(plain)/2 {
		t.Fatalf("%d of %d bytes, %v", len(packed), len(plain), h)
	}
	z, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := io.ReadAll(z); err != nil || string(again) != plain {
		t.Errorf("unpacked differs: %v", err)
	}
}

// Guards: another site's page cannot make a browser send drafts here.
func TestCrossOrigin(t *testing.T) {
	x := newSite(t, servicetest.New(t))
	const draft = `{"text":"一、工作开展情况"}`
	for _, header := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}} {
		body, _ := x.send("POST", "/api/v1/checks", draft, 403, func(r *http.Request) { r.Header.Set(header[0], header[1]) })
		wantProblem(t, body, "cross_origin")
	}
	for _, header := range [][2]string{{"Sec-Fetch-Site", "same-origin"}, {"Origin", x.URL}, {"User-Agent", "curl"}} {
		x.send("POST", "/api/v1/checks", draft, 201, func(r *http.Request) { r.Header.Set(header[0], header[1]) })
	}
	x.send("GET", "/api/v1/templates", "", 200, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") })
}

// Guards: a foreign name that points at this machine reads nothing.
func TestHosts(t *testing.T) {
	x := newSite(t, servicetest.New(t))
	port := x.URL[strings.LastIndex(x.URL, ":"):]
	for host, status := range map[string]int{
		"localhost" + port: 200, "127.0.0.1" + port: 200, "[::1]" + port: 200, "LOCALHOST" + port: 200, "localhost": 200,
		"hegao.example.cn": 200, "hegao.example.cn:443": 200,
		"evil.example" + port: 421, "localhost.evil.example": 421, "127.0.0.1.evil.example" + port: 421, "10.0.0.1" + port: 421,
	} {
		body, _ := x.send("GET", "/api/v1/templates", "", status, func(r *http.Request) { r.Host = host })
		if status != 200 {
			wantProblem(t, body, "host_refused")
		}
	}
}

// Guards: a panic costs one request, and only the log learns of what.
func TestPanic(t *testing.T) {
	x := newSite(t, servicetest.New(t))
	body, h := x.send("GET", "/api/v1/boom", "", 500, nil)
	wantProblem(t, body, "internal")
	if strings.Contains(body, "secret") || strings.Contains(x.get("/boom", 500), "secret") {
		t.Errorf("the client learns of it: %s", body)
	}
	x.get("/healthz", 200)
	if log := x.closedLog(); !strings.Contains(log, "secret inside") || !strings.Contains(log, h.Get("X-Request-Id")) || !strings.Contains(log, "server_test.go") {
		t.Errorf("the log does not: %s", log)
	}
}

// Guards: the log tells every request, and nothing that a person wrote.
func TestLog(t *testing.T) {
	x := newSite(t, servicetest.WithReports(t))
	x.send("POST", "/api/v1/checks?unit=密件单位", `{"text":"密件内容，一、工作开展情况","name":"密件.txt"}`, 201, nil)
	x.send("POST", "/api/v1/checks", `{"text":"%!PS-密件","name":"密件.ps"}`, 415, nil)
	x.get("/api/v1/search?q=密件", 200)
	x.get("/api/v1/search?year=密件", 400)
	x.get("/密件", 404)
	x.get("/noted", 500)
	log := x.closedLog()
	for _, hidden := range []string{"密件", "%E5%AF%86", `\u5bc6`} {
		if strings.Contains(log, hidden) {
			t.Errorf("the log quotes %q:\n%s", hidden, log)
		}
	}
	lines := strings.Split(strings.TrimSpace(log), "\n")
	if len(lines) != 6 {
		t.Errorf("%d lines", len(lines))
	}
	for _, want := range []string{`"route":"/api/v1/search"`, `"status":415`, `"problem":"format_unknown"`, `"route":"unmatched"`, `"method":"POST"`, `"cause":"multiple Read calls`} {
		if !strings.Contains(log, want) {
			t.Errorf("no %s in\n%s", want, log)
		}
	}
}
