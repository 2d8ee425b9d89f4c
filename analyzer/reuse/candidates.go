package reuse

import (
	"cmp"
	"context"
	"slices"
)

// Candidates are asked for window by window, not for the draft as a whole,
// so that one copied paragraph in a long draft counts.
const (
	// lookAround is how far around a window prints are looked at, in
	// characters.
	lookAround = 60
	// perWindow is how many reports a window is measured against, and
	// minCandidateHits how many prints each must share with it.
	perWindow        = 12
	minCandidateHits = 2
)

// weigh finds the weight of every pair of the draft.
func (f *finder) weigh(ctx context.Context) error {
	runes := f.track.Runes
	pairs := make([]Hash, len(runes)-1)
	for i := range pairs {
		pairs[i] = Pair(runes[i], runes[i+1])
	}
	counts, err := f.archive.PairCounts(ctx, pairs)
	if err != nil {
		return err
	}
	f.weights = make([]float64, len(pairs))
	for i, c := range counts {
		f.weights[i] = rarity(c, f.archive.Reports())
	}
	for _, s := range f.draft.Frame {
		for i := f.track.At(s.Start); i < len(f.weights) && int(f.track.Starts[i]) < s.End; i++ {
			f.weights[i] = 0
		}
	}
	return nil
}

// lookUp finds the draft's prints in the archive.
func (f *finder) lookUp(ctx context.Context) (err error) {
	f.prints = Prints(f.track.Runes)
	hashes := make([]Hash, len(f.prints))
	for i, p := range f.prints {
		hashes[i] = p.Hash
	}
	f.postings, err = f.archive.Lookup(ctx, hashes)
	return err
}

type scored struct {
	id    DocID
	score float64
}

// sortScored orders by descending score; equals by id, so that the same
// draft always gives the same result.
func sortScored(s []scored) {
	slices.SortFunc(s, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
	})
}

// windowCandidates ranks the reports that share prints with the characters
// from up to to, by the summed rarity of what they share.
func (f *finder) windowCandidates(from, to int) []scored {
	score := map[DocID]float64{}
	hits := map[DocID]int{}
	reports := f.archive.Reports()
	first, _ := slices.BinarySearchFunc(f.prints, from, func(p Print, at int) int { return p.At - at })
	for i := first; i < len(f.prints) && f.prints[i].At < to; i++ {
		w := rarity(f.postings[i].Count, reports)
		for _, id := range f.postings[i].Docs {
			if id != f.draft.Exclude {
				score[id] += w
				hits[id]++
			}
		}
	}
	out := make([]scored, 0, len(score))
	for id, s := range score {
		if hits[id] >= minCandidateHits {
			out = append(out, scored{id, s})
		}
	}
	sortScored(out)
	return out[:min(len(out), perWindow)]
}
