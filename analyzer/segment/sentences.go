package segment

import (
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

const (
	// enders end a sentence. The full stop of Latin script is not among
	// them: in these texts it numbers headings and splits decimals.
	enders = "。！？；!?;｡"
	// closers belong to the sentence that they follow.
	closers = "”’」』）】》〉〕］)]}"
)

// Sentences returns the sentences of t from left to right, without the white
// space around them. They end after 。！？；!?; and the closing quotation
// marks and brackets that follow, and at the end of a line. Every character
// that is not blank belongs to one. Cost: O(len(t)).
func Sentences(t string) []text.Span {
	var sentences []text.Span
	start := 0
	cut := func(end int) {
		if s := text.Trim(t, text.Span{Start: start, End: end}); !s.Empty() {
			sentences = append(sentences, s)
		}
		start = end
	}
	for i := 0; i < len(t); {
		r, n := utf8.DecodeRuneInString(t[i:])
		i += n
		switch {
		case r == '\n' || r == '\r':
			cut(i)
		case strings.ContainsRune(enders, r):
			i = tailEnd(t, start, i)
			cut(i)
		}
	}
	cut(len(t))
	return sentences
}

// tailEnd returns where the enders and closers that follow byte i end, in a
// sentence that began at start. A straight quotation mark closes only where
// one is open.
func tailEnd(t string, start, i int) int {
	open := strings.Count(t[start:i], `"`)%2 == 1
	for i < len(t) {
		r, n := utf8.DecodeRuneInString(t[i:])
		switch {
		case strings.ContainsRune(enders, r) || strings.ContainsRune(closers, r):
		case r == '"' && open:
			open = false
		default:
			return i
		}
		i += n
	}
	return i
}
