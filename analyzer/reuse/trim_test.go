package reuse

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"hegao/analyzer/text"
)

// randomBorders are borders of a text of n characters, one clause in rare.
func randomBorders(rng *rand.Rand, n, rare int) []level {
	out := make([]level, n+1)
	for i := range out {
		if i == 0 || i == n || rng.IntN(rare) == 0 {
			out[i] = clauseEnd + level(rng.IntN(3))
		}
	}
	return out
}

// sceneOf is a finder with a draft and one source, number 1.
func sceneOf(rng *rand.Rand, draft, source []rune, borders []level) *finder {
	weights := pairWeights(rng, draft)
	return &finder{
		track: &text.Track{Runes: draft}, weights: weights, pairs: newDraftPairs(draft, weights), borders: borders,
		sources: map[DocID]*Source{1: {ID: 1, Track: &text.Track{Runes: source}}},
	}
}

// slowWeight sums the weights of the pairs that begin in [from, to) of the
// draft, and of those that stand in a text as well.
func slowWeight(draft []rune, weights []float64, other []rune, from, to int) (total, held float64) {
	for i := from; i < min(to, len(weights)); i++ {
		if weights[i] < lightest {
			continue
		}
		total += weights[i]
		for j := 0; j+1 < len(other); j++ {
			if samePair(draft, i, other, j) {
				held += weights[i]
				break
			}
		}
	}
	return total, held
}

// TestClauses: they follow each other without a gap, end at borders only,
// and hold what a plain count says.
func TestClauses(t *testing.T) {
	rng := seeded(70)
	total := 0
	for range 300 {
		n := 5 + rng.IntN(60)
		draft, source := randomRunes(rng, 8, n), randomRunes(rng, 8, rng.IntN(30))
		f := sceneOf(rng, draft, source, randomBorders(rng, n, 1+rng.IntN(12)))
		from, to := drawn(rng, n)
		at := from
		for _, c := range f.clauses(from, to, f.pairs.in(source)) {
			if c.from != at || c.to <= c.from || c.to > to {
				t.Fatalf("clause %d–%d after %d, of %d–%d", c.from, c.to, at, from, to)
			}
			if c.to < to && f.borders[c.to] == inside || slices.ContainsFunc(f.borders[c.from+1:c.to], outside) {
				t.Fatalf("clause %d–%d, borders %v", c.from, c.to, f.borders)
			}
			weight, held := slowWeight(draft, f.weights, source, c.from, c.to)
			if math.Abs(weight-c.weight) > 1e-9 || math.Abs(held-c.held) > 1e-9 {
				t.Fatalf("clause %d–%d holds %v of %v, want %v of %v", c.from, c.to, c.held, c.weight, held, weight)
			}
			at = c.to
			total++
		}
		if at != to {
			t.Fatalf("the clauses of %d–%d end at %d", from, to, at)
		}
	}
	if total < 1000 {
		t.Errorf("only %d clauses", total)
	}
}

// someClauses draws clauses of 1 to 25 characters. Weights are binary
// fractions, so that sums do not depend on their order.
func someClauses(rng *rand.Rand, n int) []clause {
	var out []clause
	at := rng.IntN(10)
	for range n {
		c := clause{from: at, to: at + 1 + rng.IntN(25), weight: float64(rng.IntN(9)) / 8}
		c.held = c.weight * float64(rng.IntN(5)) / 4
		out = append(out, c)
		at = c.to
	}
	return out
}

// shareOf is what clauses hold together.
func shareOf(clauses []clause) float64 {
	weight, held := 0.0, 0.0
	for _, c := range clauses {
		weight, held = weight+c.weight, held+c.held
	}
	if weight == 0 {
		return 0
	}
	return held / weight
}

func lengthOf(clauses []clause) int {
	if len(clauses) == 0 {
		return 0
	}
	return clauses[len(clauses)-1].to - clauses[0].from
}

// slowBestRun is the oracle of bestRun: the best of all runs of trimRun
// characters that no shorter one with the same end has.
func slowBestRun(clauses []clause) float64 {
	if lengthOf(clauses) < trimRun {
		return shareOf(clauses)
	}
	best := 0.0
	for a := range clauses {
		for b := a + 1; b <= len(clauses); b++ {
			if run := clauses[a:b]; lengthOf(run) >= trimRun && lengthOf(run[1:]) < trimRun {
				best = max(best, shareOf(run))
			}
		}
	}
	return best
}

func TestBestRun(t *testing.T) {
	rng := seeded(71)
	short := 0
	for range 5000 {
		clauses := someClauses(rng, 1+rng.IntN(12))
		if lengthOf(clauses) < trimRun {
			short++
		}
		if got, want := bestRun(clauses), slowBestRun(clauses); math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v: %v, want %v", clauses, got, want)
		}
	}
	if short < 200 || short > 4800 {
		t.Errorf("%d of 5000 were short", short)
	}
	if got := bestRun(nil); got != 0 {
		t.Errorf("no clauses hold %v", got)
	}
}

// TestBestRunWithoutWeight: where a run weighs nothing (a long heading), what
// adding and taking away leaves of a sum must not count as its share.
func TestBestRunWithoutWeight(t *testing.T) {
	var clauses []clause
	for i, held := range []float64{0.42, 0.63, 0.06, 0.18, 0.21, 0.06} {
		weight := []float64{2.1, 2.1, 0.2, 0.9, 0.7, 0.3}[i]
		clauses = append(clauses, clause{20 * i, 20 * (i + 1), weight, held})
	}
	clauses = append(clauses, clause{from: 120, to: 180})
	if got, want := bestRun(clauses), slowBestRun(clauses); math.Abs(got-want) > 1e-9 {
		t.Errorf("%v, want %v", got, want)
	}
}

// bestSum is the greatest sum over all runs of clauses of what they hold less
// level times their weight; 0 for none.
func bestSum(clauses []clause, level float64) float64 {
	best := 0.0
	for a := range clauses {
		sum := 0.0
		for _, c := range clauses[a:] {
			sum += c.held - level*c.weight
			best = max(best, sum)
		}
	}
	return best
}

// TestTrim holds trim against every run of clauses.
func TestTrim(t *testing.T) {
	rng := seeded(72)
	narrowed, whole := 0, 0
	for range 800 {
		n := 20 + rng.IntN(120)
		source := randomRunes(rng, 60, 150)
		draft := randomRunes(rng, 60, n)
		copied := rng.IntN(n)
		copy(draft[rng.IntN(n):], source[50:50+copied/2])
		f := sceneOf(rng, draft, source, randomBorders(rng, n, 4+rng.IntN(12)))
		from, to := drawn(rng, n)
		sFrom, sTo := drawn(rng, len(source))
		v := verdict{source: 1, from: from, to: to, sFrom: sFrom, sTo: sTo, share: 0.5, evidence: 3}
		got := f.trim(v)
		around := source[max(0, sFrom-trimAround):min(len(source), sTo+trimAround)]
		clauses := f.clauses(from, to, f.pairs.in(around))
		level := trimShare * slowBestRun(clauses)
		kept := slices.DeleteFunc(slices.Clone(clauses), func(c clause) bool { return c.from < got.from || c.to > got.to })
		sum := 0.0
		for _, c := range kept {
			sum += c.held - level*c.weight
		}
		want := bestSum(clauses, level)
		if want > 0 && (len(kept) == 0 || kept[0].from != got.from || kept[len(kept)-1].to != got.to || math.Abs(sum-want) > 1e-9) {
			t.Fatalf("%d–%d of %d–%d is worth %v, not %v; clauses %v", got.from, got.to, from, to, sum, want, clauses)
		}
		if want == 0 && (got.from != from || got.to != to) {
			t.Fatalf("nothing is held, and %d–%d became %d–%d", from, to, got.from, got.to)
		}
		switch {
		case got.from != from || got.to != to:
			narrowed++
		case want > 0:
			whole++
		}
		got.from, got.to = v.from, v.to
		if got != v {
			t.Fatalf("%+v became %+v", v, got)
		}
	}
	if narrowed < 100 || whole < 50 {
		t.Errorf("%d were narrowed, %d stayed whole", narrowed, whole)
	}
}

// TestTrimTakesOff: a sentence of one's own before the copied one goes, one
// inside it stays.
func TestTrimTakesOff(t *testing.T) {
	rng := seeded(73)
	source := randomRunes(rng, 4000, 300)
	own := func(n int) []rune {
		out := randomRunes(rng, 4000, n)
		for i := range out {
			out[i] += 6000
		}
		return out
	}
	for _, c := range []struct {
		name     string
		clauses  [][]rune
		from, to int // clauses that stay
	}{
		{"all copied", [][]rune{source[50:70], source[70:90], source[90:110]}, 0, 3},
		{"own before", [][]rune{own(20), source[50:70], source[70:95]}, 1, 3},
		{"own behind", [][]rune{source[50:70], source[70:95], own(20)}, 0, 2},
		{"own on both sides", [][]rune{own(15), source[50:70], source[70:95], own(20)}, 1, 3},
		{"own inside", [][]rune{source[50:75], own(10), source[75:110]}, 0, 3},
		{"moved", [][]rune{source[90:110], source[50:70], source[70:90]}, 0, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			draft := slices.Concat(c.clauses...)
			borders := make([]level, len(draft)+1)
			ends := []int{0}
			for _, runes := range c.clauses {
				ends = append(ends, ends[len(ends)-1]+len(runes))
				borders[ends[len(ends)-1]] = clauseEnd
			}
			f := sceneOf(rng, draft, source, borders)
			for i := range f.weights {
				f.weights[i] = 0.5
			}
			f.pairs = newDraftPairs(draft, f.weights)
			got := f.trim(verdict{source: 1, from: 0, to: len(draft), sFrom: 50, sTo: 110})
			if got.from != ends[c.from] || got.to != ends[c.to] {
				t.Errorf("%d–%d, want %d–%d of %v", got.from, got.to, ends[c.from], ends[c.to], ends)
			}
		})
	}
}
