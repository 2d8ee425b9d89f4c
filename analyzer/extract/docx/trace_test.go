package docx_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hegao/analyzer/extract/docx"
	. "hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/text"
)

func traced(t *testing.T, data []byte) (*text.Document, *docx.Trace) {
	t.Helper()
	f, err := docx.Open(context.Background(), "a.docx", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	doc, trace, err := f.Read()
	if err != nil {
		t.Fatal(err)
	}
	return doc, trace
}

// TestTrace: with a trace the same document is read, and what no atom covers
// was drawn: numbers, the ends of lines and cells.
func TestTrace(t *testing.T) {
	body := P("一级", Num(1, 0)) + Para(R("前半"), deletedMark) + Para(R("中"), `<w:framePr w:dropCap="drop"/>`) + P("后半") + Table([]string{"甲", "", "乙"}, []string{"丙"}) +
		Para(R("锚")+box(P("框", Num(1, 0)))+R("后")) + Para(`<w:hyperlink>`+R("链")+`</w:hyperlink><w:sdt><w:sdtContent>`+R("控")+`</w:sdtContent></w:sdt>`) +
		Para(R("a", "<w:vanish/>")+`<w:r><w:t>b&lt;</w:t><w:br/><w:sym w:font="x" w:char="2264"/></w:r><w:r><w:footnoteReference w:id="1"/></w:r>`)
	data := Build(Doc{Body: body, Numbering: official() + Use(1, 0), Footnotes: `<w:footnote w:id="1">` + P("注") + `</w:footnote>`})
	want := readData(t, data)
	doc, trace := traced(t, data)
	if diff := cmp.Diff(want, doc); diff != "" {
		t.Fatalf("the trace changes what is read:\n%s", diff)
	}
	drawn, at := "", 0
	for _, a := range trace.Atoms {
		if a.Text.Start < at || a.Text.Empty() {
			t.Fatalf("atom %v after %d", a.Text, at)
		}
		drawn += doc.Text[at:a.Text.Start]
		at = a.Text.End
		written := a.Text.Of(doc.Text)
		if a.Content.Empty() {
			continue
		}
		if raw := a.Content.Of(string(trace.XML)); raw != strings.ReplaceAll(written, "<", "&lt;") {
			t.Errorf("%q is written as %q", written, raw)
		}
		u := trace.Units[a.Unit].Of(string(trace.XML))
		if !strings.HasPrefix(u, "<w:t") || !strings.HasSuffix(u, "</w:t>") {
			t.Errorf("%q stands in %q", written, u)
		}
	}
	if drawn != "一、\n\n\t\t\n\n\n二、\n\n\n" {
		t.Errorf("in no atom: %q", drawn)
	}
	for _, p := range trace.Paragraphs {
		xml := p.Of(string(trace.XML))
		if !strings.HasPrefix(xml, "<w:p>") || !strings.HasSuffix(xml, "</w:p>") || strings.Contains(p.Inner.Of(string(trace.XML)), "<w:pPr>") && !strings.Contains(xml, "txbx") {
			t.Errorf("paragraph %q, inside %q", xml, p.Inner.Of(string(trace.XML)))
		}
	}
	for _, r := range trace.Runs {
		if xml := r.Of(string(trace.XML)); !strings.HasPrefix(xml, "<w:r>") || !strings.HasSuffix(xml, "</w:r>") {
			t.Errorf("run %q", xml)
		}
	}
}

func readData(t *testing.T, data []byte) *text.Document {
	t.Helper()
	doc, err := docx.Read(context.Background(), "a.docx", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestCut(t *testing.T) {
	cases := []struct {
		name, content string
		offset        int
		before        string // of the content; "-" where it cannot be cut
	}{
		{"hanzi", "甲乙丙", 3, "甲"},
		{"behind a named reference", "甲&lt;乙", 4, "甲&lt;"},
		{"behind a decimal one", "&#19968;乙", 3, "&#19968;"},
		{"behind a hexadecimal one", "&#x4E00;乙", 3, "&#x4E00;"},
		{"line end of two characters", "a\r\nb", 2, "a\r\n"},
		{"line end and tab", "a\r\tb", 3, "a\r\t"},
		{"the end", "甲乙", 6, "甲乙"},
		{"CDATA", "甲<![CDATA[乙]]>", 3, "-"},
		{"a comment", "甲<!-- -->乙", 3, "-"},
		{"a line end by its number", "a&#10;b", 2, "-"},
	}
	for _, c := range cases {
		doc, trace := traced(t, Build(Doc{Body: "<w:p><w:r><w:t>" + c.content + "</w:t></w:r></w:p>"}))
		places, ok := trace.Cut(doc.Text, 0, []int{c.offset})
		got := "-"
		if ok {
			got = string(trace.XML[trace.Atoms[0].Content.Start:places[0]])
		}
		if got != c.before {
			t.Errorf("%s: before %q, want %q", c.name, got, c.before)
		}
	}
}

func TestOpenRefusesAsReadDoes(t *testing.T) {
	for _, data := range [][]byte{encrypted(), []byte("PK\x03\x04"), nil} {
		_, want := docx.Read(context.Background(), "a", data, limits.Default())
		_, got := docx.Open(context.Background(), "a", data, limits.Default())
		if want == nil || got == nil || want.Error() != got.Error() {
			t.Errorf("%v and %v", want, got)
		}
	}
}
