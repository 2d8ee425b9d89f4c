package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"hegao/server"
	"hegao/server/problem"
	"hegao/server/service"
	"hegao/server/servicetest"
)

// client talks to a whole server and holds every answer against the spec.
type client struct {
	*testing.T
	server  *httptest.Server
	service *service.Service
	spec    *openapi
}

func newClient(t *testing.T, s *service.Service) *client {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	srv := httptest.NewServer(server.New(ctx, s, server.Options{}))
	t.Cleanup(srv.Close)
	return &client{T: t, server: srv, service: s, spec: loadSpec(t)}
}

// withReports is a client of a server with servicetest.Reports.
func withReports(t *testing.T) *client {
	t.Helper()
	return newClient(t, servicetest.WithReports(t))
}

// answer is a response with its body read.
type answer struct {
	*http.Response
	body []byte
}

func (c *client) request(method, path, contentType string, body io.Reader) *http.Request {
	c.Helper()
	r, err := http.NewRequestWithContext(c.Context(), method, c.server.URL+path, body)
	if err != nil {
		c.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return r
}

// do sends r, wants the status, and checks the answer.
func (c *client) do(r *http.Request, status int) answer {
	c.Helper()
	resp, err := c.server.Client().Do(r)
	if err != nil {
		c.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		c.Fatal(err)
	}
	if resp.StatusCode != status {
		c.Fatalf("%s %s: status %d, want %d\n%s", r.Method, r.URL, resp.StatusCode, status, body)
	}
	c.spec.checkAnswer(c, r, strconv.Itoa(status), resp.Header.Get("Content-Type"), body)
	if resp.Header.Get("Cache-Control") != "no-store" || resp.Header.Get("X-Content-Type-Options") != "nosniff" {
		c.Errorf("%s %s: headers %v", r.Method, r.URL, resp.Header)
	}
	return answer{resp, body}
}

func (c *client) get(path string, status int) answer {
	c.Helper()
	return c.do(c.request("GET", path, "", nil), status)
}

func (c *client) postJSON(path string, v any, status int) answer {
	c.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		c.Fatal(err)
	}
	if status < 300 {
		c.spec.validate(c, "/paths/"+escape(c.spec.pathOf(strings.Split(path, "?")[0]))+"/post/requestBody/content/application~1json/schema", b)
	}
	return c.do(c.request("POST", path, "application/json", bytes.NewReader(b)), status)
}

// file is a file of a form.
type file struct {
	name string
	data []byte
}

func (c *client) postForm(path string, fields map[string]string, files []file, status int) answer {
	c.Helper()
	contentType, body := form(c, fields, files)
	return c.do(c.request("POST", path, contentType, bytes.NewReader(body)), status)
}

func form(t testing.TB, fields map[string]string, files []file) (contentType string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range fields {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		part, err := w.CreateFormFile("file", f.name)
		if err == nil {
			_, err = part.Write(f.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), b.Bytes()
}

// decode reads the answer's JSON as T.
func decode[T any](t testing.TB, a answer) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("%v\n%s", err, a.body)
	}
	return v
}

// wantProblem fails unless the answer is the problem with this name.
func wantProblem(t testing.TB, a answer, name string) {
	t.Helper()
	p := decode[problem.Document](t, a)
	if p.Type != "urn:hegao:problem:"+name || p.Instance != a.Header.Get("X-Request-Id") || p.Status != a.StatusCode {
		t.Errorf("%+v, want %s", p, name)
	}
	if strings.ContainsAny(p.Detail, "{}") || strings.Contains(p.Detail, "error.") || p.Title == "" || strings.HasPrefix(p.Title, "problem.") {
		t.Errorf("not written for people: %q: %q", p.Title, p.Detail)
	}
}
