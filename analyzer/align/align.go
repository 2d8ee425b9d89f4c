// Package align lays two texts side by side by paragraphs: which paragraph of
// the one became which of the other, what was added, left out or moved, and
// which characters were changed inside those that go together. All spans are
// bytes of the text they are of.
package align

import (
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
)

// Kind says what became of a row's paragraphs.
type Kind string

// The kinds.
const (
	Same    Kind = "same"    // but for punctuation and white space
	Changed Kind = "changed" // both sides, with other characters
	Added   Kind = "added"   // in the later text only
	Removed Kind = "removed" // in the earlier text only
)

// Row is paragraphs that stand side by side.
type Row struct {
	Kind Kind `json:"kind"`
	// Before and After cover whole lines of the earlier and the later text,
	// the line ends between them included; Empty where that side has none.
	Before text.Span `json:"before"`
	After  text.Span `json:"after"`
	// Moved: the paragraph stands elsewhere in the earlier text.
	Moved bool `json:"moved,omitempty"`
	// Deleted and Inserted are the characters that make the difference of a
	// Changed row: of the earlier text and of the later. A row whose sides
	// have too little in common, or are too long, has none.
	Deleted  []text.Span `json:"deleted,omitempty"`
	Inserted []text.Span `json:"inserted,omitempty"`
}

// Rows lays two texts side by side, in the order of the later one; what only
// the earlier one has stands where it would have come. Every line that is not
// blank is in one row. Cost: O(n log n) in the characters, and for the
// characters changed O(length · changes) per row of at most 4,000 characters.
func Rows(before, after string) []Row {
	p := newPairing(before, after)
	p.chain()
	p.joinAfter()
	p.joinBefore()
	p.moved()
	rows := p.rows()
	for i := range rows {
		rows[i].compare(before, after)
	}
	return rows
}

// maxCompared bounds the characters of a side whose changes are looked for,
// and leastAlike is the share of the longer side that has to be common: of
// two texts that have less, a list of edits says nothing.
const (
	maxCompared = 4000
	leastAlike  = 0.4
)

// compare finds what kind of row it is, and the characters changed.
func (r *Row) compare(before, after string) {
	switch {
	case r.Before.Empty():
		r.Kind = Added
		return
	case r.After.Empty():
		r.Kind = Removed
		return
	}
	a, b := r.Before.Of(before), r.After.Of(after)
	if text.Normalize(a).Identity() == text.Normalize(b).Identity() {
		r.Kind = Same
		return
	}
	r.Kind = Changed
	if text.Chars(a) > maxCompared || text.Chars(b) > maxCompared {
		return
	}
	edits, common := settle(reuse.Diff(a, b))
	if float64(common) < leastAlike*float64(max(len(a), len(b))) {
		return
	}
	at, to := r.Before.Start, r.After.Start
	for _, e := range edits {
		n := len(e.Text)
		switch e.Op {
		case reuse.Removed:
			r.Deleted = append(r.Deleted, text.Span{Start: at, End: at + n})
			at += n
		case reuse.Added:
			r.Inserted = append(r.Inserted, text.Span{Start: to, End: to + n})
			to += n
		default:
			at, to = at+n, to+n
		}
	}
}

// settle makes one change of two that only a character or two part, which
// nobody could read, and counts the bytes that stay.
func settle(edits []reuse.Edit) (out []reuse.Edit, common int) {
	removed, added := "", ""
	flush := func() {
		if removed != "" {
			out = append(out, reuse.Edit{Op: reuse.Removed, Text: removed})
		}
		if added != "" {
			out = append(out, reuse.Edit{Op: reuse.Added, Text: added})
		}
		removed, added = "", ""
	}
	for i, e := range edits {
		switch {
		case e.Op == reuse.Removed:
			removed += e.Text
		case e.Op == reuse.Added:
			added += e.Text
		case i > 0 && i+1 < len(edits) && len([]rune(e.Text)) <= 2 && removed != "" && added != "":
			removed, added = removed+e.Text, added+e.Text
		default:
			flush()
			out = append(out, e)
			common += len(e.Text)
		}
	}
	flush()
	return out, common
}
