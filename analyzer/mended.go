package analyzer

import (
	"cmp"
	"slices"

	"hegao/analyzer/fault"
	"hegao/analyzer/outline"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// What is checked is the draft without the page numbers that cut its
// sentences; what is reported lies in the draft as it came.

// work is the draft as it is checked.
type work struct {
	mended  *outline.Mended
	doc     *text.Document
	outline *outline.Outline
}

func newWork(d *text.Document) *work {
	m := outline.Mend(d)
	return &work{mended: m, doc: m.Doc, outline: outline.Parse(m.Doc)}
}

// back moves every span of the report from the text that was checked to the
// one that came. Cost: O(spans · log page numbers).
func (w *work) back(r *Report) {
	if len(w.mended.Left) == 0 {
		return
	}
	move := func(s *text.Span) { *s = w.mended.Back(*s) }
	for i := range r.Outline {
		move(&r.Outline[i].Span)
	}
	for i := range r.Coverage.Sections {
		s := &r.Coverage.Sections[i]
		if s.Status != template.Missing {
			move(&s.Span)
		}
		for k := range s.Headings {
			move(&s.Headings[k])
		}
		moveEvidence(s.Evidence, move)
	}
	for i := range r.Coverage.Points {
		moveEvidence(r.Coverage.Points[i].Evidence, move)
	}
	for i := range r.Coverage.Order {
		move(&r.Coverage.Order[i].Span)
	}
	for i := range r.Faults {
		move(&r.Faults[i].Span)
	}
	for i := range r.Reuse.Passages {
		move(&r.Reuse.Passages[i].Span)
	}
}

func moveEvidence(all []template.Evidence, move func(*text.Span)) {
	for i := range all {
		move(&all[i].Span)
	}
}

// addPageNumbers reports the page numbers that were left out; the spans of r
// are those of the draft as it came.
func (w *work) addPageNumbers(r *Report, s fault.Settings) {
	if len(w.mended.Left) == 0 {
		return
	}
	r.Faults = append(r.Faults, fault.PageNumbers(r.Text, w.mended.Left, s)...)
	slices.SortStableFunc(r.Faults, func(a, b fault.Fault) int {
		return cmp.Or(a.Span.Start-b.Span.Start, a.Span.End-b.Span.End)
	})
}
