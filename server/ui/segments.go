package ui

import (
	"cmp"
	"slices"

	"hegao/analyzer/text"
)

// layer orders marks that lie over the same text, the outermost first.
type layer int

const (
	layerAnchor  layer = iota // a place to jump to, nothing to see
	layerCommon               // set phrases, quotations
	layerPassage              // text that stands elsewhere
	layerHeading
	layerChange // characters that were changed
	layerFault
)

// mark is something to show on a span of a text.
type mark struct {
	Span  text.Span
	Layer layer
	Class string
	// ID is the anchor of the mark's beginning; "" for none.
	ID string
	// Tag is a short label set behind the mark's end, a link to Href.
	Tag, Href string
	// Label says in words what the mark is, for whoever cannot see it.
	Label string
}

// stretch is a piece of text under one set of marks.
type stretch struct {
	Span text.Span
	// Marks are indexes of the marks over it, the outermost first.
	Marks []int
}

// segments cuts the bytes 0…length at the borders of all marks and at cuts,
// so that whatever the marks' overlaps, each segment can be wrapped in its
// own elements. Marks that hold no byte are left out. Together the segments
// cover every byte once, in order.
// Cost: O((n + c) log n + answer) for n marks and c cuts.
func segments(length int, marks []mark, cuts []int) []stretch {
	borders := []int{0, length}
	for _, c := range cuts {
		borders = append(borders, min(max(c, 0), length))
	}
	order := make([]int, 0, len(marks))
	for i, m := range marks {
		if s := m.Span.Intersect(text.Span{Start: 0, End: length}); !s.Empty() {
			borders = append(borders, s.Start, s.End)
			order = append(order, i)
		}
	}
	slices.Sort(borders)
	borders = slices.Compact(borders)
	slices.SortStableFunc(order, func(a, b int) int { return marks[a].Span.Start - marks[b].Span.Start })

	out := make([]stretch, 0, len(borders))
	var open []int
	for i := 0; i+1 < len(borders); i++ {
		from, to := borders[i], borders[i+1]
		open = slices.DeleteFunc(open, func(k int) bool { return marks[k].Span.End <= from })
		for len(order) > 0 && marks[order[0]].Span.Start <= from {
			if marks[order[0]].Span.End > from {
				open = append(open, order[0])
			}
			order = order[1:]
		}
		s := stretch{Span: text.Span{Start: from, End: to}, Marks: slices.Clone(open)}
		slices.SortStableFunc(s.Marks, func(a, b int) int { return outermost(marks[a], marks[b]) })
		out = append(out, s)
	}
	return out
}

// outermost orders two marks over the same text: by layer, then the longer
// one outside.
func outermost(a, b mark) int {
	return cmp.Or(cmp.Compare(a.Layer, b.Layer), cmp.Compare(b.Span.Len(), a.Span.Len()), cmp.Compare(a.Span.Start, b.Span.Start))
}
