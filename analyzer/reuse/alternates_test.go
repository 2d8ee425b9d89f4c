package reuse

import (
	"strings"
	"testing"

	"hegao/analyzer/text"
)

// A source that holds two parts of a passage far apart is named with the
// place that holds more of it, never with all that lies between.
func TestAlternatesStandInOnePlace(t *testing.T) {
	passage := "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
	runes := []rune(passage)
	far := string(runes[:14]) + strings.Repeat("。闲", 300) + string(runes[14:])
	first := NewSource(Source{ID: 1, Name: "first", Text: passage})
	other := NewSource(Source{ID: 2, Name: "other", Text: far})
	f := &finder{draft: Draft{Text: passage}, track: text.Normalize(passage), weights: make([]float64, len(runes)-1)}
	for i := range f.weights {
		f.weights[i] = 1
	}
	f.claims = []claim{runClaim(first, 0, 20, 0), runClaim(other, 0, 14, 0), runClaim(other, 14, 20, 314)}
	s := &stretchOf{f: f, from: 0, to: 20, source: first, claims: []int{0}}
	got := s.alternates()
	if len(got) != 1 || got[0].Report != "other" {
		t.Fatalf("alternates %+v", got)
	}
	if place := got[0].Span.Of(far); place != string(runes[:14]) {
		t.Errorf("the other source is said to hold %.60q", place)
	}
}

// runClaim is a claim of characters [from, to) kept word for word at sFrom.
func runClaim(src *Source, from, to, sFrom int) claim {
	c := claim{source: src, from: from, to: to, sFrom: sFrom, sTo: sFrom + to - from}
	for i := from; i+1 < to; i++ {
		c.at = append(c.at, int32(i))
		c.sAt = append(c.sAt, int32(sFrom+i-from))
	}
	return c
}
