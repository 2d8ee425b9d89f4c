package batch

import (
	"cmp"
	"slices"

	"hegao/analyzer/reuse"
)

// Pair is two drafts of which the one is largely the other.
type Pair struct {
	Drafts [2]int  `json:"drafts"` // the lower number first
	Ratio  float64 `json:"ratio"`  // of the draft that holds more of the other
}

// largely is the share from which a draft counts as another one's text.
const largely = 0.8

// pairsIn finds the drafts that are largely one text, the most alike first.
// Nothing is left out of the share for being common: if all units handed in
// the same text, that is what must be seen. Drafts too short for figures are in
// no pair.
func pairsIn(results []*reuse.Result) []Pair {
	best := map[[2]int]float64{}
	for k, r := range results {
		if r.Ratios == nil {
			continue
		}
		for other, chars := range heldBy(r) {
			if ratio := float64(chars) / float64(r.Checked); ratio >= largely {
				pair := [2]int{min(k, other), max(k, other)}
				best[pair] = max(best[pair], ratio)
			}
		}
	}
	out := []Pair{}
	for pair, ratio := range best {
		out = append(out, Pair{pair, ratio})
	}
	slices.SortFunc(out, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Ratio, a.Ratio), cmp.Compare(a.Drafts[0], b.Drafts[0]), cmp.Compare(a.Drafts[1], b.Drafts[1]))
	})
	return out
}

// heldBy is how many of a draft's compared characters stand in each of the
// others.
func heldBy(r *reuse.Result) map[int]int {
	held := map[int]int{}
	for _, p := range r.Passages {
		if p.Kind == reuse.Rewritten {
			continue
		}
		counted := map[int]bool{}
		for _, source := range p.Sources {
			if other := draftOf(source); !counted[other] {
				counted[other] = true
				held[other] += p.Chars
			}
		}
	}
	return held
}
