package api_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hegao/analyzer/extract/docx/docxtest"
	"hegao/server"
	"hegao/server/servicetest"
)

// Guards: a file that cannot be read is the client's problem, by name, and
// the server goes on.
func TestFilesThatCannotBeRead(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	good := docxtest.Build(docxtest.Doc{Body: docxtest.P("一、工作开展情况")})
	bomb := docxtest.Build(docxtest.Doc{Raw: map[string]string{"word/document.xml": strings.Repeat(" ", 40<<20)}})
	for _, test := range []struct {
		file   file
		status int
		name   string
	}{
		{file{"炸弹.docx", bomb}, 413, "zip_bomb"},
		{file{"broken.docx", docxtest.Build(docxtest.Doc{Body: "<w:p><w:r>"})}, 422, "docx_damaged"},
		{file{"cut.docx", good[:len(good)/2]}, 422, "docx_damaged"},
		{file{"empty.txt", nil}, 422, "file_empty"},
		{file{"blank.txt", []byte(" \n\n")}, 422, "file_empty"},
		{file{"paper.ps", []byte("%!PS-Adobe-3.0\n")}, 415, "format_unknown"},
		{file{"picture.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")}, 415, "format_unknown"},
		{file{"many.zip", zipped(t, servicetest.Reports())}, 415, "zip_here"},
	} {
		for _, path := range []string{"/api/v1/checks", "/api/v1/similar"} {
			a := c.postForm(path, nil, []file{test.file}, test.status)
			wantProblem(t, a, test.name)
			if !strings.Contains(string(a.body), test.file.name) {
				t.Errorf("%s does not name the file: %s", test.name, a.body)
			}
		}
	}
	c.postForm("/api/v1/checks", nil, []file{draftFile()}, 201)
}

func zipped(t testing.TB, files []servicetest.Text) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.Name)
		if err == nil {
			_, err = io.WriteString(w, f.Text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// endless is a body without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// Guards: no request takes more memory than its limit, whether it says how
// long it is or not. A recorder stands for the client, because a real one
// may fail to send before it reads the refusal.
func TestBodiesOverTheLimit(t *testing.T) {
	h := server.New(t.Context(), servicetest.New(t), server.Options{})
	spec := loadSpec(t)
	const formType = "multipart/form-data; boundary=b"
	head := "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"大.txt\"\r\n\r\n"
	field := "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n"
	for _, test := range []struct {
		what, path, contentType, head, problem string
		length                                 int64
	}{
		{"form that says so", "/api/v1/checks", formType, head, "body_too_large", 61 << 20},
		{"form that does not", "/api/v1/reports", formType, head, "file_too_large", -1},
		{"field", "/api/v1/checks", formType, field, "field_too_long", -1},
		{"JSON that says so", "/api/v1/checks", "application/json", `{"text":"`, "body_too_large", 2 << 20},
		{"JSON that does not", "/api/v1/similar", "application/json", `{"text":"`, "body_too_large", -1},
		{"anything else", "/api/v1/checks", "text/plain", "", "body_too_large", 2 << 20},
	} {
		body := &counter{Reader: io.MultiReader(strings.NewReader(test.head), endless{})}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, test.path, body)
		r.Header.Set("Content-Type", test.contentType)
		r.ContentLength = test.length
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), test.problem) {
			t.Errorf("%s: %d %s", test.what, w.Code, w.Body)
		}
		if body.n > 60<<20+64<<10 {
			t.Errorf("%s: %d bytes were read", test.what, body.n)
		}
		spec.checkAnswer(t, r, "413", w.Header().Get("Content-Type"), w.Body.Bytes())
	}
}

// counter counts the bytes read.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}
