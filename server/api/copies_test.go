package api_test

import (
	"context"
	"mime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hegao/analyzer/extract"
	"hegao/analyzer/extract/docx"
	"hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/extract/limits"
	"hegao/server/servicetest"
)

// asWord is the draft as a Word file.
func asWord() file {
	var body strings.Builder
	for line := range strings.SplitSeq(servicetest.Draft().Text, "\n") {
		body.WriteString(docxtest.P(line))
	}
	return file{"送审.docx", docxtest.Build(docxtest.Doc{Body: body.String(), Author: "某科"})}
}

func wordText(t *testing.T, data []byte) string {
	t.Helper()
	doc, err := docx.Read(context.Background(), "a", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	return doc.Text
}

func wordPart(t *testing.T, data []byte, name string) string {
	t.Helper()
	f, err := docx.Open(context.Background(), "a", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	part, _, err := f.Part(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(part)
}

func fileName(t *testing.T, a answer) (disposition, name string) {
	t.Helper()
	disposition, params, err := mime.ParseMediaType(a.Header.Get("Content-Disposition"))
	if err != nil {
		t.Fatal(err)
	}
	return disposition, params["filename"]
}

// Guards: the very file that was sent comes back with comments, the same
// every time; of a text a file is made, and that is said.
func TestDraftWithComments(t *testing.T) {
	c := withReports(t)
	sent := asWord()
	made := decode[check](t, c.postForm("/api/v1/checks", nil, []file{sent}, 201))
	got := c.get("/api/v1/checks/"+made.ID+"/draft.docx", 200)
	if disposition, name := fileName(t, got); disposition != "attachment" || name != "送审（批注）.docx" || got.Header.Get("Hegao-Warnings") != "" {
		t.Errorf("headers %v", got.Header)
	}
	if diff := cmp.Diff(wordText(t, sent.data), wordText(t, got.body)); diff != "" {
		t.Errorf("the text differs:\n%s", diff)
	}
	comments := wordPart(t, got.body, "word/comments.xml")
	if !strings.Contains(comments, "没有填写") || !strings.Contains(wordPart(t, got.body, "docProps/core.xml"), "某科") {
		t.Error("no comments, or not the file that was sent")
	}
	if again := c.get("/api/v1/checks/"+made.ID+"/draft.docx", 200); string(again.body) != string(got.body) {
		t.Error("the second answer differs")
	}
	english := c.get("/api/v1/checks/"+made.ID+"/draft.docx?lang=en", 200)
	if !strings.Contains(wordPart(t, english.body, "word/comments.xml"), "Not filled in") {
		t.Error("not in English")
	}

	text := decode[check](t, c.postForm("/api/v1/checks", nil, []file{draftFile()}, 201))
	rebuilt := c.get("/api/v1/checks/"+text.ID+"/draft.docx", 200)
	if rebuilt.Header.Get("Hegao-Warnings") != "docx_rebuilt" || !strings.Contains(wordPart(t, rebuilt.body, "word/comments.xml"), "没有填写") {
		t.Errorf("of a text: %v", rebuilt.Header)
	}
	template := sent
	template.name = "模板.DOTX"
	of := decode[check](t, c.postForm("/api/v1/checks", nil, []file{template}, 201))
	if _, name := fileName(t, c.get("/api/v1/checks/"+of.ID+"/draft.docx", 200)); name != "模板（批注）.dotx" {
		t.Errorf("a template comes back as %s", name)
	}
	c.get("/api/v1/checks/none/draft.docx", 404)
	c.get("/api/v1/checks/"+made.ID+"/draft.docx?families=0", 400)
}

func TestSheet(t *testing.T) {
	c := withReports(t)
	made := decode[check](t, c.postForm("/api/v1/checks", nil, []file{draftFile()}, 201))
	page := c.get("/api/v1/checks/"+made.ID+"/sheet.html", 200)
	word := c.get("/api/v1/checks/"+made.ID+"/sheet.docx", 200)
	doc, err := extract.Extract(context.Background(), "a.html", page.body, extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"核稿单", "白沙县应急管理局", "没有填写"} {
		if !strings.Contains(doc.Text, want) || !strings.Contains(wordText(t, word.body), want) {
			t.Errorf("the sheet lacks %s", want)
		}
	}
	if disposition, _ := fileName(t, page); disposition != "inline" || !strings.Contains(page.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("page headers %v", page.Header)
	}
	if disposition, name := fileName(t, word); disposition != "attachment" || name != "draft（核稿单）.docx" {
		t.Errorf("%s %s", disposition, name)
	}
	c.get("/api/v1/checks/none/sheet.html", 404)
}
