package reuse

import (
	"testing"
)

// twoPieces is an archive of which the last report holds two sentences of
// sixty characters with others between them, and a draft that holds the two
// side by side.
func twoPieces(seed uint64, between int, reversed bool) (m *Memory, draft, one, two string) {
	rng := seeded(seed)
	m = library(rng, 20)
	one, two = sentence(rng, 60), sentence(rng, 60)
	body := one
	if between > 0 {
		body += sentence(rng, between)
	}
	m.Add(Source{Text: sentence(rng, 300) + body + two + sentence(rng, 300)})
	if reversed {
		one, two = two, one
	}
	return m, sentence(rng, 200) + "\n" + one + two + "\n" + sentence(rng, 200), one, two
}

// copiedChars counts the characters of passages that were kept well enough to
// count in the ratios.
func copiedChars(r *Result) int {
	n := 0
	for _, p := range r.Passages {
		if p.Kind == Verbatim || p.Kind == Near {
			n += p.Chars
		}
	}
	return n
}

// TestPiecesSideBySide: two sentences of one source, kept word for word, are
// a copy, in whatever order and with little left out between them.
func TestPiecesSideBySide(t *testing.T) {
	for _, between := range []int{0, 36, 60} {
		for _, reversed := range []bool{false, true} {
			m, draft, _, _ := twoPieces(160, between, reversed)
			if n := copiedChars(find(t, m, Draft{Text: draft})); n < 115 || n > 125 {
				t.Errorf("%d characters between, reversed %v: %d of 120 characters", between, reversed, n)
			}
		}
	}
}

// TestNothingIsLeft: where another stretch took the part of a verdict that
// its source holds, what is left of it is no passage, however sure the verdict.
func TestNothingIsLeft(t *testing.T) {
	f := stage(seeded(170), 300)
	copy(f.track.Runes[100:140], f.sources[1].Track.Runes[1000:1040])
	f.pairs = newDraftPairs(f.track.Runes, f.weights)
	clear(f.borders)
	there := f.stretch(2, 100, 140, 500, true)
	f.verdicts = []verdict{{source: 1, from: 60, to: 140, sFrom: 1000, sTo: 1040, share: 0.5, evidence: 4}}
	stretches := f.cover([]*stretchOf{there})
	for _, s := range stretches {
		if s.source.ID == 1 && s.supported(s.similarity(), 0, stretches) {
			t.Errorf("characters %d–%d are said to come from where nothing of them stands", s.from, s.to)
		}
	}
}

// TestSupported: what a passage must show, by itself and beside others.
func TestSupported(t *testing.T) {
	for _, c := range []struct {
		name       string
		length     int
		similarity float64
		formula    int
		inRuns     int // characters that draft and source word alike
		evidence   float64
		beside     int // length of another stretch of the same source
		want       bool
	}{
		{"long and kept", 100, 0.9, 0, 0, 0, 0, true},
		{"just enough is kept", loneChars, 1, 0, 0, 0, 0, true},
		{"too little is kept", 50, float64(loneChars)/50 - 0.01, 0, 0, 0, 0, false},
		{"enough in runs", 50, leastLike, 0, loneChars, 0, 0, true},
		{"too little in runs", 50, leastLike, 0, loneChars - 1, 0, 0, false},
		{"short", loneChars - 1, 1, 0, 0, 0, 0, false},
		{"short, but sure", loneChars - 1, 1, 0, 0, loneEvidence, 0, false},
		{"sure", loneChars, 0.4, 0, 0, loneEvidence, 0, true},
		{"not quite sure", loneChars, 0.4, 0, 0, loneEvidence - 0.1, 0, false},
		{"sure, but hardly like", 80, hardlyLike - 0.01, 0, 0, 9, 0, false},
		{"sure, and not very like", 80, leastLike - 0.01, 0, 0, loneEvidence, 0, true},
		{"long, but not like", 200, leastLike - 0.01, 0, 0, 0, 0, false},
		{"short, beside another", 20, 1, 0, 0, 0, supportChars, true},
		{"short, beside a short one", 20, 1, 0, 0, 0, supportChars - 1, false},
		{"short, beside another, not like", 20, leastLike - 0.01, 0, 0, 0, supportChars, false},
		{"a set phrase in a short one", 60, 0.9, 40, 60, 0, 0, false},
		{"a set phrase in a short one, quite sure", 60, 0.9, 40, 60, sureEvidence - 0.1, 0, false},
		{"a set phrase in a short one, sure", 60, 0.9, 40, 0, sureEvidence, 0, true},
		{"a set phrase in a short one beside another", 60, 0.9, 40, 60, 0, supportChars, false},
		{"a small set phrase in a short one", 60, 0.9, 20, 0, 0, 0, true},
		{"a set phrase in a long one", longChars, 0.9, 80, 0, 0, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := stage(seeded(171), 300)
			src := NewSource(Source{ID: 1, Text: string(randomRunes(seeded(172), 2000, 600))})
			copy(f.track.Runes[10:10+c.inRuns], src.Track.Runes[100:])
			s := &stretchOf{f: f, from: 10, to: 10 + c.length, source: src, sFrom: 100, sTo: 400, evidence: c.evidence}
			all := []*stretchOf{s, {from: 300, to: 900, source: &Source{ID: 2}}, {from: 1000, to: 1000 + c.beside, source: src}}
			if got := s.supported(c.similarity, c.formula, all); got != c.want {
				t.Errorf("%v", got)
			}
		})
	}
}
