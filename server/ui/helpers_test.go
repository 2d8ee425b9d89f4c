package ui

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
	"hegao/corpus"
	"hegao/server"
	"hegao/server/service"
	"hegao/server/servicetest"
)

// testdata is the folder of invented reports.
const testdata = "../../testdata"

// house is a service on an archive of its own, and its pages.
type house struct {
	t       testing.TB
	service *service.Service
	handler http.Handler
}

// newHouse makes pages over an empty archive.
func newHouse(t testing.TB, opts Options) *house {
	t.Helper()
	plain := servicetest.New(t)
	s := service.New(t.Context(), service.Deps{
		Archive: plain.Archive(), Templates: plain.Templates(), UnitTemplates: t.TempDir(), Limits: plain.Limits(),
		Samples: []service.Sample{{Name: "样稿.txt", Data: sample(t)}},
	})
	t.Cleanup(s.Wait)
	return &house{t, s, server.New(t.Context(), s, server.Options{
		Pages: func(e *echo.Echo) { Register(e, s, opts) },
	})}
}

// fill imports the invented reports, all of them or those whose names hold
// one of the given words.
func (h *house) fill(only ...string) *house {
	h.t.Helper()
	inputs, err := corpus.Manifest(filepath.Join(testdata, "manifest.csv"))
	check(h.t, err)
	var chosen []corpus.Input
	for _, in := range inputs {
		keep := len(only) == 0
		for _, word := range only {
			keep = keep || strings.Contains(in.Name, word)
		}
		if keep {
			chosen = append(chosen, in)
		}
	}
	sum, err := h.service.Archive().Import(h.t.Context(), chosen, corpus.ImportOptions{NoSplit: true})
	check(h.t, err)
	if sum.Added == 0 || sum.Failed > 0 {
		h.t.Fatalf("import: %+v", sum)
	}
	return h
}

func sample(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(testdata, "drafts", "sample-draft.txt"))
	check(t, err)
	return b
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// answer is what a request got.
type answer struct {
	status int
	header http.Header
	body   string
}

func (h *house) do(req *http.Request) answer {
	h.t.Helper()
	rec := httptest.NewRecorder()
	h.handler.ServeHTTP(rec, req)
	return answer{rec.Code, rec.Header(), rec.Body.String()}
}

func (h *house) get(path string) answer {
	h.t.Helper()
	return h.do(httptest.NewRequest(http.MethodGet, path, nil))
}

// post sends a form without files.
func (h *house) post(path string, values url.Values) answer {
	h.t.Helper()
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	req.Header.Set(echo.HeaderContentType, echo.MIMEApplicationForm)
	return h.do(req)
}

// uploadOf sends files by name, with further fields.
func uploadOf(t testing.TB, path string, files map[string][]byte, values map[string]string) *http.Request {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, data := range files {
		part, err := w.CreateFormFile("file", name)
		check(t, err)
		_, err = io.Copy(part, bytes.NewReader(data))
		check(t, err)
	}
	for name, value := range values {
		check(t, w.WriteField(name, value))
	}
	check(t, w.Close())
	req := httptest.NewRequest(http.MethodPost, path, &body)
	req.Header.Set(echo.HeaderContentType, w.FormDataContentType())
	return req
}

// checked checks a draft and returns it.
func (h *house) checked(name string, data []byte) *service.Checked {
	h.t.Helper()
	c, err := h.service.Check(h.t.Context(), service.CheckInput{Name: name, Data: data})
	check(h.t, err)
	return c
}

// visitIn is a visit outside any request, for views.
func visitIn(lang message.Lang) *visit {
	req := httptest.NewRequest(http.MethodGet, "/", nil)
	return &visit{Context: echo.New().NewContext(req, httptest.NewRecorder()), lang: lang}
}

// has fails the test for every word that the page lacks.
func (a answer) has(t testing.TB, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(a.body, w) {
			t.Errorf("the page lacks %q", w)
		}
	}
}

// is fails the test where the status is another.
func (a answer) is(t testing.TB, status int) {
	t.Helper()
	if a.status != status {
		t.Fatalf("status %d, want %d: %s", a.status, status, shorten(a.body, 300))
	}
}
