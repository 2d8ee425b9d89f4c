package yearly

import (
	"hegao/analyzer/segment"
	"hegao/analyzer/text"
)

// sentences cuts the text, headings and title included: a heading may be the
// only place that says what was done.
func (r *reading) sentences() { r.sentence = segment.Sentences(r.text) }

// bigrams are the pairs of characters in a text, digits masked.
func bigrams(t string) map[string]bool {
	runes := masked(t).Runes
	out := make(map[string]bool, len(runes))
	for i := 0; i+2 <= len(runes); i++ {
		out[string(runes[i:i+2])] = true
	}
	return out
}

// alike is the Dice coefficient of two sets.
func alike(a, b map[string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	shared := 0
	for g := range a {
		if b[g] {
			shared++
		}
	}
	return 2 * float64(shared) / float64(max(len(a)+len(b), 1))
}

// holders lists for each pair of characters the sentences that have it.
type holders map[string][]int

func holdersOf(t string, sentences []text.Span) holders {
	out := holders{}
	for i, s := range sentences {
		for g := range bigrams(s.Of(t)) {
			out[g] = append(out[g], i)
		}
	}
	return out
}
