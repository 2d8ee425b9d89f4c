package reuse

import (
	"strings"

	"hegao/analyzer/text"
)

// level is how strong a border between two compared characters is.
type level uint8

const (
	inside level = iota
	clauseEnd
	sentenceEnd
	lineEnd
)

// textBetween is the text between compared character i-1 and i; nothing where one
// sign, such as ㎡, gave both.
func textBetween(t string, k *text.Track, i int) string {
	return t[k.Ends[i-1]:max(k.Ends[i-1], k.Starts[i])]
}

// bordersOf tells for each compared character how strong the border before
// it is; the last element is the end of the text. Cost: O(n).
func bordersOf(t string, k *text.Track) []level {
	out := make([]level, k.Len()+1)
	out[0], out[k.Len()] = lineEnd, lineEnd
	for i := 1; i < k.Len(); i++ {
		switch gap := textBetween(t, k, i); {
		case gap == "":
		case strings.Contains(gap, "\n"):
			out[i] = lineEnd
		case strings.ContainsAny(gap, "。！？；!?;"):
			out[i] = sentenceEnd
		case strings.ContainsAny(gap, "，：,:"):
			out[i] = clauseEnd
		}
	}
	return out
}
