package text

import "unicode/utf8"

// runeStep is the distance in bytes between two remembered places: small
// enough that walking the rest costs nothing, large enough that the table is
// a thousandth of the text.
const runeStep = 512

// RuneIndex converts between byte offsets and code point offsets of one
// text. Building it costs O(len(text)), a conversion O(1). It is safe for
// use by several goroutines at once.
type RuneIndex struct {
	text   string
	before []int // before[i]: code points that start before byte i*runeStep
}

// NewRuneIndex builds the index of t.
func NewRuneIndex(t string) *RuneIndex {
	x := &RuneIndex{text: t, before: make([]int, 0, len(t)/runeStep+1)}
	count := 0
	for i := 0; i < len(t); i++ {
		if i%runeStep == 0 {
			x.before = append(x.before, count)
		}
		if utf8.RuneStart(t[i]) {
			count++
		}
	}
	return x
}

// Rune returns how many code points start before byte offset b, which must
// be the start of a character or the length of the text.
func (x *RuneIndex) Rune(b int) int {
	if b <= 0 || len(x.before) == 0 {
		return 0
	}
	b = min(b, len(x.text))
	at := min(b/runeStep, len(x.before)-1)
	count := x.before[at]
	for i := at * runeStep; i < b; i++ {
		if utf8.RuneStart(x.text[i]) {
			count++
		}
	}
	return count
}

// Byte returns the byte offset of code point r; past the end it returns the
// length of the text.
func (x *RuneIndex) Byte(r int) int {
	lo, hi := 0, len(x.before)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; x.before[mid] <= r {
			lo = mid
		} else {
			hi = mid
		}
	}
	if hi == 0 {
		return 0
	}
	count := x.before[lo]
	for i := lo * runeStep; i < len(x.text); i++ {
		if utf8.RuneStart(x.text[i]) {
			if count == r {
				return i
			}
			count++
		}
	}
	return len(x.text)
}

// Span converts a span of bytes to a pair of code point offsets.
func (x *RuneIndex) Span(s Span) (start, end int) { return x.Rune(s.Start), x.Rune(s.End) }
