package reading

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"hegao/analyzer"
	"hegao/analyzer/annotate/finding"
	"hegao/analyzer/text"
)

// line is one line of the draft.
type line struct {
	Class  string // "title", "heading" or ""
	Pieces []piece
}

// piece is a stretch of text under one set of marks.
type piece struct {
	Text  string
	Class string // of the marks over it; "" for none
	Title string // what they say
	// IDs are the anchors that begin here, Refs the cards of the marks that
	// end here.
	IDs, Refs []int
}

// linesOf cuts the text at line ends and at the borders of marks. Points and
// missing sections stand nowhere and are not marked.
func linesOf(r *analyzer.Report, all []finding.Finding) []line {
	m := newMarker(r, all)
	heads := headings(r)
	var out []line
	at, begun := 0, false
	for l := range strings.SplitAfterSeq(r.Text, "\n") {
		span := text.Trim(r.Text, text.Span{Start: at, End: at + len(l)})
		at += len(l)
		if span.Empty() {
			continue
		}
		next := line{Pieces: m.pieces(span)}
		if heads[span.Start] {
			next.Class = "heading"
		}
		if !begun && squeeze(span.Of(r.Text)) == squeeze(r.Draft.Title) {
			next.Class = "title"
		}
		begun = true
		out = append(out, next)
	}
	return out
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// marker goes through the text once.
type marker struct {
	text  string
	all   []finding.Finding
	order []int // marked findings, by where they begin
	open  []int // those that cover the place reached
}

func newMarker(r *analyzer.Report, all []finding.Finding) *marker {
	m := &marker{text: r.Text, all: all}
	for i, f := range all {
		if f.Class != finding.Point && f.Class != finding.Missing && !f.Span.Empty() {
			m.order = append(m.order, i)
		}
	}
	slices.SortStableFunc(m.order, func(a, b int) int { return cmp.Compare(all[a].Span.Start, all[b].Span.Start) })
	return m
}

// pieces cuts a line, which begins behind all lines before.
func (m *marker) pieces(span text.Span) []piece {
	var out []piece
	for at := span.Start; at < span.End; {
		var ids []int
		m.open = slices.DeleteFunc(m.open, func(i int) bool { return m.all[i].Span.End <= at })
		for len(m.order) > 0 && m.all[m.order[0]].Span.Start <= at {
			ids = append(ids, m.order[0]+1)
			if m.all[m.order[0]].Span.End > at {
				m.open = append(m.open, m.order[0])
			}
			m.order = m.order[1:]
		}
		end := span.End
		if len(m.order) > 0 {
			end = min(end, m.all[m.order[0]].Span.Start)
		}
		for _, i := range m.open {
			end = min(end, m.all[i].Span.End)
		}
		p := piece{Text: m.text[at:end], IDs: ids}
		m.describe(&p, end, span.End)
		out = append(out, p)
		at = end
	}
	return out
}

// describe says what lies over a piece that ends at end, in a line that ends
// at last.
func (m *marker) describe(p *piece, end, last int) {
	var classes, titles []string
	for _, i := range m.open {
		f := m.all[i]
		classes = append(classes, string(f.Class))
		titles = append(titles, strconv.Itoa(i+1)+" "+f.Kind)
		if f.Span.End == end || end == last && text.Trim(m.text, text.Span{Start: end, End: f.Span.End}).Empty() {
			p.Refs = append(p.Refs, i+1)
		}
	}
	slices.Sort(classes)
	p.Class = strings.Join(slices.Compact(classes), " ")
	p.Title = strings.Join(titles, "\n")
}
