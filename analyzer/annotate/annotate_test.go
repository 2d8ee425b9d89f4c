package annotate_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hegao/analyzer"
	"hegao/analyzer/annotate"
	"hegao/analyzer/annotate/annotatetest"
	"hegao/analyzer/annotate/comment"
	"hegao/analyzer/extract/docx"
	"hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

var day = time.Date(2025, 12, 4, 1, 2, 3, 0, time.UTC)

func draft(t *testing.T, r *analyzer.Report, original []byte) *comment.Result {
	t.Helper()
	res, err := annotate.Draft(context.Background(), r, original, annotate.Options{Lang: message.Chinese, Date: day})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	f, err := docx.Open(context.Background(), "a", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	p, found, err := f.Part(name)
	if err != nil || !found {
		t.Fatalf("%s: %v, %v", name, found, err)
	}
	return string(p)
}

// golden holds got against a file.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (UPDATE_GOLDEN=1 writes it):\n%s", file, diff)
	}
}

// A text becomes a Word file with a comment at every finding.
func TestDraftOfText(t *testing.T) {
	r := annotatetest.Report()
	res := draft(t, r, []byte(r.Text))
	const findings = 9 // one of them for both points
	if res.Written != findings || len(res.Warnings) != 1 || res.Warnings[0].Code != annotate.WarnRebuilt {
		t.Errorf("%d written, warnings %v", res.Written, res.Warnings)
	}
	golden(t, "testdata/comments.xml", part(t, res.Data, "word/comments.xml"))
	golden(t, "testdata/document.xml", part(t, res.Data, "word/document.xml"))
	doc, err := docx.Read(context.Background(), "a", res.Data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	if squeeze(doc.Text) != squeeze(r.Text) {
		t.Errorf("the text differs:\n%s", cmp.Diff(r.Text, doc.Text))
	}
	var headings []string
	for _, b := range doc.Blocks {
		if b.Kind == text.Heading {
			headings = append(headings, b.Of(doc.Text))
		}
	}
	if diff := cmp.Diff([]string{"一、主要工作", "（一）<预案>演练", "三、下一步打算"}, headings); diff != "" {
		t.Error(diff)
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// A Word file stays the file it is.
func TestDraftOfWord(t *testing.T) {
	r := annotatetest.Report()
	var body strings.Builder
	for line := range strings.SplitSeq(r.Text, "\n") {
		body.WriteString(docxtest.P(line))
	}
	original := docxtest.Build(docxtest.Doc{Body: body.String(), Author: "某科"})
	doc, err := docx.Read(context.Background(), "a", original, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	// The reader leaves out blank lines: the report is that of this text.
	r = shift(r, doc.Text)
	r.Draft.Format = text.FormatDOCX
	res := draft(t, r, original)
	if res.Written != 9 || len(res.Warnings) != 0 || !strings.Contains(part(t, res.Data, "docProps/core.xml"), "某科") {
		t.Errorf("%d written, warnings %v", res.Written, res.Warnings)
	}
	again := draft(t, r, res.Data)
	if again.Written != 9 || again.Removed != 9 {
		t.Errorf("again: %d written, %d removed", again.Written, again.Removed)
	}
	for name, original := range map[string][]byte{"not kept": nil, "another text": docxtest.Build(docxtest.Doc{Body: docxtest.P("别的")})} {
		if res := draft(t, r, original); res.Written != 9 || len(res.Warnings) != 1 {
			t.Errorf("%s: %d written, warnings %v", name, res.Written, res.Warnings)
		}
	}
}

// shift makes the report one of a text in which the same words stand.
func shift(r *analyzer.Report, t string) *analyzer.Report {
	move := func(s *text.Span) {
		if !s.Empty() {
			i := strings.Index(t, s.Of(r.Text))
			*s = text.Span{Start: i, End: i + s.Len()}
		}
	}
	for i := range r.Outline {
		move(&r.Outline[i].Span)
	}
	for i := range r.Faults {
		move(&r.Faults[i].Span)
	}
	for i := range r.Reuse.Passages {
		move(&r.Reuse.Passages[i].Span)
	}
	for i := range r.Coverage.Sections {
		s := &r.Coverage.Sections[i]
		move(&s.Span)
		for k := range s.Headings {
			move(&s.Headings[k])
		}
	}
	r.Text = t
	return r
}

// Control characters of a text cannot stand in XML.
func TestDraftOfOddText(t *testing.T) {
	r := annotatetest.Report()
	r.Text = strings.Replace(r.Text, "全镇走访", "全\x01\x0b\uffff访", 1)
	r = shift(annotatetest.Report(), r.Text)
	if res := draft(t, r, nil); res.Written != 9 {
		t.Errorf("%d written", res.Written)
	}
}

func TestEnglish(t *testing.T) {
	res, err := annotate.Draft(context.Background(), annotatetest.Report(), nil, annotate.Options{Lang: message.English})
	if err != nil {
		t.Fatal(err)
	}
	comments := part(t, res.Data, "word/comments.xml")
	if !strings.Contains(comments, "Not filled in") || strings.Contains(comments, "没有填写") || strings.Contains(comments, "w:date") {
		t.Error(comments)
	}
}
