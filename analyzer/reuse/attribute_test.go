package reuse

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"hegao/analyzer/text"
)

// worth is what character i of a run of claim c is worth.
func worth(f *finder, c *claim, i int) float64 {
	switch {
	case slices.Contains(c.at, int32(i)):
		return f.weights[i]
	case slices.Contains(c.at, int32(i-1)):
		return 0
	}
	return -passCost
}

// valueOf is what a way through the claims is worth. Taking up the source
// that was just left costs resume.
func valueOf(f *finder, runs []run, resume float64) float64 {
	total := 0.0
	for k, r := range runs {
		c := &f.claims[r.claim]
		if k > 0 && r.from-runs[k-1].to <= resumeGap && f.claims[runs[k-1].claim].source == c.source {
			total -= resume
		} else {
			total -= switchCost
		}
		for i := r.from; i < r.to; i++ {
			total += worth(f, c, i)
		}
	}
	return total
}

// bestWay is the slow oracle: every way through the claims.
func bestWay(f *finder, resume float64) float64 {
	best := 0.0
	var way []run
	var try func(at int)
	try = func(at int) {
		best = max(best, valueOf(f, way, resume))
		for c := range f.claims {
			for from := max(at, f.claims[c].from); from < f.claims[c].to; from++ {
				for to := from + 1; to <= f.claims[c].to; to++ {
					way = append(way, run{c, from, to})
					try(to)
					way = way[:len(way)-1]
				}
			}
		}
	}
	try(0)
	return best
}

// tinyClaims makes up to three claims on a draft of n characters.
func tinyClaims(rng *rand.Rand, n int) []claim {
	sources := []*Source{{ID: 1}, {ID: 2}}
	var claims []claim
	for range 1 + rng.IntN(3) {
		from := rng.IntN(n - 2)
		to := from + 2 + rng.IntN(n-from-1)
		c := claim{source: sources[rng.IntN(2)], from: from, to: to}
		for i := from; i < to-1; i++ {
			if i == from || i == to-2 || rng.IntN(3) > 0 {
				c.at = append(c.at, int32(i))
			}
		}
		claims = append(claims, c)
	}
	return claims
}

// TestAttribute: the way taken is worth what it claims, no worse than the
// best without resumption and no better than the best of all.
func TestAttribute(t *testing.T) {
	rng := seeded(20)
	taken := 0
	for range 250 {
		n := 4 + rng.IntN(3)
		f := &finder{track: text.Normalize(string(randomRunes(rng, 3000, n))), claims: tinyClaims(rng, n)}
		for range n {
			f.weights = append(f.weights, 4*rng.Float64())
		}
		runs := f.attribute()
		if len(runs) > 0 {
			taken++
		}
		end := 0
		for _, r := range runs {
			c := f.claims[r.claim]
			if r.from < end || r.from >= r.to || r.from < c.from || r.to > c.to {
				t.Fatalf("run %+v of claim %d–%d after %d", r, c.from, c.to, end)
			}
			end = r.to
		}
		got := valueOf(f, runs, resumeCost)
		if least, most := bestWay(f, switchCost), bestWay(f, resumeCost); got < least-1e-9 || got > most+1e-9 {
			t.Fatalf("claims %+v, weights %v: way %v is worth %v, not between %v and %v", f.claims, f.weights, runs, got, least, most)
		}
	}
	if taken < 50 {
		t.Fatalf("only %d cases took any claim", taken)
	}
}

func TestAttributePrefersOneSource(t *testing.T) {
	// Two sources hold all of it, one of them a little better: one run.
	const n = 40
	long := func(id DocID, skip int) claim {
		c := claim{source: &Source{ID: id}, from: 0, to: n}
		for i := range n - 1 {
			if i%7 != skip {
				c.at = append(c.at, int32(i))
			}
		}
		return c
	}
	f := &finder{track: text.Normalize(string(randomRunes(seeded(21), 3000, n))), claims: []claim{long(1, 3), long(2, -1)}}
	for range n {
		f.weights = append(f.weights, 0.8)
	}
	runs := f.attribute()
	if len(runs) != 1 || f.claims[runs[0].claim].source.ID != 2 || math.Abs(float64(runs[0].to-n)) > 1 {
		t.Errorf("runs %+v", runs)
	}
	if got := (&finder{}).attribute(); got != nil {
		t.Errorf("without claims: %v", got)
	}
}
