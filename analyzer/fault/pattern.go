package fault

import (
	"regexp"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// A pattern is a regular expression that is tried only where one of its first
// characters stands: a text of Chinese prose has few of them, and running all
// the expressions over all of it costs a hundred times as much.
type pattern struct {
	first runeSet
	re    *regexp.Regexp // matches at the beginning of its text only
}

// newPattern makes a pattern of an expression whose matches begin with one of
// the characters of first.
func newPattern(first, expression string) *pattern {
	p := &pattern{re: regexp.MustCompile(`^(?:` + expression + `)`)}
	for _, r := range first {
		p.first.add(r)
	}
	return p
}

// each calls f with the places where the pattern matches, from left to right
// without overlap. Cost: O(len(t)) where the expression is bounded.
func (p *pattern) each(t string, f func(s text.Span)) {
	for at := 0; at < len(t); {
		r, n := utf8.DecodeRuneInString(t[at:])
		if p.first.has(r) {
			if m := p.re.FindStringIndex(window(t, at)); m != nil && m[1] > 0 {
				f(text.Span{Start: at, End: at + m[1]})
				n = m[1]
			}
		}
		at += n
	}
}

// maxMatch is the longest match, in bytes: an engine for regular expressions
// may look at all the text it is given.
const maxMatch = 256

// window is the text from byte at on, cut where maxMatch ends.
func window(t string, at int) string {
	end := min(len(t), at+maxMatch)
	for end < len(t) && !utf8.RuneStart(t[end]) {
		end--
	}
	return t[at:end]
}

// groups calls f with the places of the whole match and of its groups, as
// FindStringSubmatchIndex has them, in bytes of t.
func (p *pattern) groups(t string, f func(at []int)) {
	p.each(t, func(s text.Span) {
		at := p.re.FindStringSubmatchIndex(window(t, s.Start))
		for i := range at {
			if at[i] >= 0 {
				at[i] += s.Start
			}
		}
		f(at)
	})
}

// runeSet is a set of characters of the basic plane.
type runeSet [1 << 10]uint64

func (s *runeSet) add(r rune) { s[r>>6&0x3ff] |= 1 << (r & 63) }

func (s *runeSet) has(r rune) bool { return r < 0x10000 && s[r>>6]&(1<<(r&63)) != 0 }
