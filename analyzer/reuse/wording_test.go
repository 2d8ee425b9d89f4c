package reuse

import (
	"strings"
	"testing"
)

// slowWordedAlike is the oracle of wordedAlike: a character counts if some run
// around it stands in the source.
func slowWordedAlike(draft, source []rune) int {
	n := 0
	for i := range draft {
		for from := max(0, i-wordingRun+1); from <= i && from+wordingRun <= len(draft); from++ {
			if strings.Contains(string(source), string(draft[from:from+wordingRun])) {
				n++
				break
			}
		}
	}
	return n
}

// TestWordedAlike against the oracle: texts of few characters, so that runs of
// every length come about by themselves.
func TestWordedAlike(t *testing.T) {
	rng := seeded(180)
	some := 0
	for range 400 {
		draft, source := randomRunes(rng, 4, rng.IntN(80)), randomRunes(rng, 4, rng.IntN(200))
		if n := min(len(draft), len(source), rng.IntN(40)); n > 0 {
			at := rng.IntN(len(draft) - n + 1)
			copy(draft[at:at+n], source)
		}
		want := slowWordedAlike(draft, source)
		if want > 0 && want < len(draft) {
			some++
		}
		if got := wordedAlike(draft, source); got != want {
			t.Fatalf("%s in %s: %d, want %d", string(draft), string(source), got, want)
		}
	}
	if some < 100 {
		t.Errorf("only %d of 400 pairs have something in common", some)
	}
}

// TestWordingAround: what the draft left out lies between in the source, so
// it is looked for around the part that holds most.
func TestWordingAround(t *testing.T) {
	f := stage(seeded(181), 300)
	source := f.sources[1].Track.Runes
	copy(f.track.Runes[100:120], source[1000:1020])
	copy(f.track.Runes[120:140], source[1060:1080])
	s := &stretchOf{f: f, from: 100, to: 140}
	for _, c := range []struct {
		from, to int
		want     float64
	}{{1000, 1020, 0.5}, {1000, 1045, 1}, {1060, 1080, 0.5}, {1800, 1840, 0}} {
		if got := s.wording(held{source: 1, from: c.from, to: c.to}); got != c.want {
			t.Errorf("held at %d–%d: %v, want %v", c.from, c.to, got, c.want)
		}
	}
}

func BenchmarkWordedAlike(b *testing.B) {
	rng := seeded(182)
	draft, source := randomRunes(rng, 2000, 60), randomRunes(rng, 2000, 240)
	copy(draft[20:], source[100:140])
	b.ReportAllocs()
	for b.Loop() {
		wordedAlike(draft, source)
	}
}
