package reuse

import (
	"cmp"
	"slices"
)

// Draft and candidate are compared by the pairs of neighbouring characters
// that occur in both. Each common pair is a point (i, j): it begins at
// character i of the draft and j of the source. A chain is a row of points
// that ascend in both; it is worth the weights of its pairs less the cost of
// the gaps between them:
//
//	source j ↑            ·
//	         |          ·     a gap in both: other words
//	         |   · · ·        a run kept word for word
//	         | ·
//	         +--------------→ draft i
//
// The best chain that ends in each point follows from the points shortly
// before it (local alignment by sparse dynamic programming, after Smith and
// Waterman 1981 and Eppstein, Galil, Giancarlo and Italiano 1992). What was
// copied and edited is a long chain with small gaps; honest texts on one
// subject share single pairs far apart, whose gaps eat the chain up. Moved
// sentences are chains of their own, joined later.
const (
	// maxGap is how far apart two points of a chain may be, in characters
	// of either text.
	maxGap = 36
	// lookback bounds the points looked at before each one.
	lookback = 72
	// The cost of a gap, for each character skipped in the text that skips
	// more, and for each character by which the two differ.
	skipCost  = 0.10
	driftCost = 0.08
	// minChain is the worth from which a chain is kept.
	minChain = 2.0
)

// point is a pair that stands at i in the draft and at j in the source.
type point struct {
	i, j  int32
	back  int32 // index of the point before it in the best chain, or -1
	score float32
}

// claim is one chain: a part of the draft that a source explains.
type claim struct {
	source *Source
	// Characters [from, to) of the draft and [sFrom, sTo) of the source.
	from, to, sFrom, sTo int
	// at are the draft characters at which a kept pair begins, ascending;
	// sAt the characters of the source at which the same pairs begin.
	at, sAt []int32
	score   float64
}

// chainPoints fills in score and back of every point.
func chainPoints(points []point, weights []float64) {
	for q := range points {
		p := &points[q]
		w := float32(weights[p.i])
		p.score, p.back = w, -1
		for b := q - 1; b >= 0 && q-b <= lookback; b-- {
			o := &points[b]
			di, dj := p.i-o.i, p.j-o.j
			if di > maxGap {
				break
			}
			if di <= 0 || dj <= 0 || dj > maxGap {
				continue
			}
			if s := o.score + w - gapCost(di, dj); s > p.score {
				p.score, p.back = s, int32(b)
			}
			if di == 1 && dj == 1 {
				break // nothing beats going straight on
			}
		}
	}
}

func gapCost(di, dj int32) float32 {
	skipped := max(di, dj) - 1
	drift := di - dj
	if drift < 0 {
		drift = -drift
	}
	return skipCost*float32(skipped) + driftCost*float32(drift)
}

// extract takes the chains out of the points, the best first; a point serves
// one chain only.
func extract(points []point, src *Source) []claim {
	order := make([]int32, 0, 64)
	for q := range points {
		if points[q].score >= minChain {
			order = append(order, int32(q))
		}
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(points[b].score, points[a].score), cmp.Compare(a, b))
	})
	used := make([]bool, len(points))
	var claims []claim
	for _, end := range order {
		if used[end] {
			continue
		}
		var chain []int32
		q := end
		for q >= 0 && !used[q] {
			used[q] = true
			chain = append(chain, q)
			q = points[q].back
		}
		worth := points[end].score
		if q >= 0 {
			worth -= points[q].score // the part another chain took
		}
		if worth >= minChain {
			slices.Reverse(chain)
			claims = append(claims, newClaim(points, chain, src, float64(worth)))
		}
	}
	return claims
}

func newClaim(points []point, chain []int32, src *Source, score float64) claim {
	c := claim{source: src, score: score, at: make([]int32, len(chain)), sAt: make([]int32, len(chain))}
	for k, q := range chain {
		c.at[k], c.sAt[k] = points[q].i, points[q].j
	}
	first, last := points[chain[0]], points[chain[len(chain)-1]]
	c.from, c.to = int(first.i), int(last.i)+2
	c.sFrom, c.sTo = int(first.j), int(last.j)+2
	return c
}
