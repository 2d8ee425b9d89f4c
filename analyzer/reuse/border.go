package reuse

import (
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// A chain ends at the last pair that was kept. What a person copies are
// clauses: where only a few characters are left to the border of the clause,
// in the draft and in the source alike, they belong to the passage (a number
// that was changed, a word at the end that was replaced).
const (
	// borderReach is how far a passage may grow on one side, in compared
	// characters; borderShare keeps short passages from growing much.
	borderReach = 8
	borderShare = 0.15
)

// widen grows the stretch by plain alignment, then to the borders of its
// clauses, within the characters [least, most) of the draft.
func (s *stretchOf) widen(least, most int) {
	draft, source := s.f.track, s.source.Track
	sFrom, sTo := s.place()
	n, m := extend(draft.Runes[least:s.from], source.Runes[:sFrom], -1)
	s.from, sFrom = s.from-n, sFrom-m
	n, m = extend(draft.Runes[s.to:most], source.Runes[sTo:], 1)
	s.to, sTo = s.to+n, sTo+m
	reach := min(borderReach, int(borderShare*float64(s.to-s.from))+1)
	n = toBorder(s.f.draft.Text, draft.Starts, s.from, -1, reach)
	m = toBorder(s.source.Text, source.Starts, sFrom, -1, 2*reach)
	if n > 0 && s.from-n >= least && near(m, n) {
		s.from, sFrom = s.from-n, sFrom-m
	}
	n = toBorder(s.f.draft.Text, draft.Ends, s.to-1, 1, reach)
	m = toBorder(s.source.Text, source.Ends, sTo-1, 1, 2*reach)
	if n > 0 && s.to+n <= most && near(m, n) {
		s.to, sTo = s.to+n, sTo+m
	}
	s.sFrom, s.sTo = sFrom, sTo
	s.shed()
	s.from, s.to = wholeSigns(draft, s.from, s.to, least, most)
	s.sFrom, s.sTo = wholeSigns(source, s.sFrom, s.sTo, 0, source.Len())
}

// wholeSigns widens [from, to), at most to [least, most), to whole signs of
// the text: one, such as ㎡, may give several compared characters. A sign that
// lies across these bounds is left out.
func wholeSigns(k *text.Track, from, to, least, most int) (int, int) {
	for from > least && splitsSign(k, from) {
		from--
	}
	for to < most && splitsSign(k, to) {
		to++
	}
	for from < to && splitsSign(k, from) {
		from++
	}
	for from < to && splitsSign(k, to) {
		to--
	}
	return from, to
}

// stray is the number of characters beyond a line break that belong to the
// passage by chance: the number of the next heading, the end of a title.
const stray = 4

// shed takes strays off both ends, in the draft and in the source.
func (s *stretchOf) shed() {
	for n := 1; n <= stray && n < s.to-s.from; n++ {
		if breaksBetween(s.f.draft.Text, s.f.track, s.to-n) {
			s.to, s.sTo = s.to-n, max(s.sTo-n, s.sFrom+1)
			break
		}
	}
	for n := 1; n <= stray && n < s.to-s.from; n++ {
		if breaksBetween(s.f.draft.Text, s.f.track, s.from+n) {
			s.from, s.sFrom = s.from+n, min(s.sFrom+n, s.sTo-1)
			break
		}
	}
}

// breaksBetween reports whether a line ends between compared character i-1
// and i.
func breaksBetween(t string, k *text.Track, i int) bool {
	return strings.Contains(textBetween(t, k, i), "\n")
}

// near: the source comes to a border about as soon; -1 is no border.
func near(source, draft int) bool { return source >= 0 && source <= draft+borderReach }

// toBorder counts the compared characters between character at and the next
// border of a clause in direction step, -1 where there is none within reach.
// ends are the bytes at which characters begin (step -1) or end (step 1).
func toBorder(t string, ends []int32, at, step, reach int) int {
	for n := 0; n <= reach; n++ {
		i := at + n*step
		if i < 0 || i >= len(ends) {
			return n - 1
		}
		if borderAt(t, int(ends[i]), step) {
			return n
		}
	}
	return -1
}

// borderAt reports whether a mark that ends a clause stands right before
// (step -1) or after (step 1) byte b.
func borderAt(t string, b, step int) bool {
	for {
		var r rune
		var n int
		if step < 0 {
			r, n = utf8.DecodeLastRuneInString(t[:b])
			b -= n
		} else {
			r, n = utf8.DecodeRuneInString(t[b:])
			b += n
		}
		switch {
		case n == 0 || strings.ContainsRune("。；！？，：、\n;!?,:", r):
			return true
		case !strings.ContainsRune(" \t\r　“”‘’\"《》（）()", r):
			return false
		}
	}
}

// splitsSign reports whether compared characters i-1 and i are of one sign.
func splitsSign(k *text.Track, i int) bool {
	return i > 0 && i < k.Len() && k.Starts[i] == k.Starts[i-1]
}
