package ui

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/text"
)

// TestSegmentsAgainstOracle holds random marks against an answer that is
// plainly right: for each byte, the marks that lie over it.
func TestSegmentsAgainstOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		length := r.IntN(30)
		var marks []mark
		for range r.IntN(7) {
			a, b := r.IntN(length+4)-2, r.IntN(length+4)-2
			marks = append(marks, mark{Span: text.Span{Start: a, End: b}, Layer: layer(r.IntN(5))})
		}
		var cuts []int
		for range r.IntN(4) {
			cuts = append(cuts, r.IntN(length+6)-3)
		}
		got := segments(length, marks, cuts)
		checkCover(t, length, got, cuts)
		for _, s := range got {
			checkMarks(t, s, marks)
		}
		if t.Failed() {
			t.Fatalf("length %d, marks %v, cuts %v: %v", length, marks, cuts, got)
		}
	}
}

// checkCover: every byte once, in order, no empty segment, a border at every
// cut.
func checkCover(t *testing.T, length int, got []stretch, cuts []int) {
	t.Helper()
	at := 0
	for _, s := range got {
		if s.Span.Start != at || s.Span.Empty() {
			t.Errorf("segment %v after byte %d", s.Span, at)
		}
		at = s.Span.End
		for _, c := range cuts {
			if s.Span.Start < c && c < s.Span.End {
				t.Errorf("no border at %d", c)
			}
		}
	}
	if at != length {
		t.Errorf("the segments end at %d of %d", at, length)
	}
}

// checkMarks: a segment carries exactly the marks over each of its bytes, the
// outermost first.
func checkMarks(t *testing.T, s stretch, marks []mark) {
	t.Helper()
	for b := s.Span.Start; b < s.Span.End; b++ {
		for k, m := range marks {
			over := m.Span.Start <= b && b < m.Span.End
			if over != slices.Contains(s.Marks, k) {
				t.Errorf("byte %d, mark %d: over it %v", b, k, over)
			}
		}
	}
	if !slices.IsSortedFunc(s.Marks, func(a, b int) int { return outermost(marks[a], marks[b]) }) {
		t.Errorf("marks out of order: %v", s.Marks)
	}
}

func TestFaultInsidePassageAcrossBorder(t *testing.T) {
	const doc = "甲乙丙丁戊"
	span := func(from, to int) text.Span { return text.Span{Start: 3 * from, End: 3 * to} }
	pieces := newPieces(doc, []mark{
		{Span: span(2, 5), Layer: layerFault, Class: "fault", ID: "f1"},
		{Span: span(1, 3), Layer: layerPassage, Class: "other", ID: "p1", Tag: "外1", Href: "#cp1"},
	})
	got := outlinePieces(pieces)
	want := "甲|other#p1(乙)|other(fault#f1(丙))外1|fault(丁戊)"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// outlinePieces writes pieces in a line.
func outlinePieces(pieces []*piece) string {
	var parts []string
	for _, p := range pieces {
		parts = append(parts, outlinePiece(p))
	}
	return strings.Join(parts, "|")
}

func outlinePiece(p *piece) string {
	if p.Mark == nil {
		return p.Text
	}
	id := p.Mark.ID
	if id != "" {
		id = "#" + id
	}
	return p.Mark.Class + id + "(" + outlinePiece(p.Inner) + ")" + p.Mark.Tag
}

// TestPaperKeepsEveryCharacter: whatever the marks, the page holds the text.
func TestPaperKeepsEveryCharacter(t *testing.T) {
	doc := "\n青溪县医院2025年度工作总结\n\n县局：\n一、情况\n　　正文第一段，写了不少。\n（一）小标题。后面接着写。\n单位\n2025年12月22日\n"
	title, headings := outlineOf(doc)
	marks := []mark{{Span: text.Span{Start: 0, End: len(doc)}, Layer: layerPassage, Class: "other"}}
	p := newPaper(doc, title, headings, marks)
	var lines []string
	for _, para := range p.Paragraphs {
		var line strings.Builder
		for _, x := range para.Pieces {
			for x.Mark != nil {
				x = x.Inner
			}
			line.WriteString(x.Text)
		}
		lines = append(lines, line.String())
	}
	var want []string
	for _, l := range text.Lines(doc) {
		want = append(want, l.Of(doc))
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got %q, want %q", lines, want)
	}
	if last := p.Paragraphs[len(p.Paragraphs)-1]; last.Class != "sign" {
		t.Errorf("the date is of class %q", last.Class)
	}
	if first := p.Paragraphs[0]; first.Class != "title" {
		t.Errorf("the title is of class %q (%q)", first.Class, title)
	}
}
