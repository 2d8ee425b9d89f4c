// Package doctest checks, in tests and fuzz targets, that a document keeps
// the promises of package text.
package doctest

import (
	"testing"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// Check fails t unless the text of d is valid UTF-8 and its blocks are not
// empty, lie in order inside the text, do not overlap, begin with their
// labels, and leave nothing visible outside. Cost: O(len(d.Text)).
func Check(t *testing.T, d *text.Document) {
	t.Helper()
	if !utf8.ValidString(d.Text) {
		t.Fatalf("text is not valid UTF-8")
	}
	if len(d.Blocks) == 0 {
		t.Fatalf("no blocks in %d bytes of text", len(d.Text))
	}
	end := 0
	for i, b := range d.Blocks {
		if b.Start < end || b.Empty() || b.End > len(d.Text) {
			t.Fatalf("block %d %v: after %d, text of %d", i, b.Span, end, len(d.Text))
		}
		if !b.Label.Empty() && (b.Label.Start != b.Start || !b.Span.Contains(b.Label)) {
			t.Fatalf("block %d %v: label %v", i, b.Span, b.Label)
		}
		if (b.Kind == text.Heading) != (b.Level > 0) || b.Level > 9 {
			t.Fatalf("block %d: kind %q of level %d", i, b.Kind, b.Level)
		}
		blankBetween(t, d.Text, end, b.Start)
		end = b.End
	}
	blankBetween(t, d.Text, end, len(d.Text))
}

func blankBetween(t *testing.T, s string, start, end int) {
	t.Helper()
	if gap := text.Trim(s, text.Span{Start: start, End: end}); !gap.Empty() {
		t.Fatalf("%q at %v is in no block", gap.Of(s), gap)
	}
}
