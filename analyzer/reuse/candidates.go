package reuse

import (
	"cmp"
	"context"
	"slices"
)

// Candidates are asked for part by part, not for the draft as a whole, so
// that one copied paragraph in a long draft counts; and they are parts of
// reports, two neighbouring blocks, not whole ones, because in a long report
// anything can be found.
const (
	// perPart is how many reports are ranked for a part of the draft, and
	// toRead how many of them it is held against.
	perPart = 8
	toRead  = 5
	// askedPair: see lookUp.
	askedPair = 8
	// clearShare: see worthwhile.
	clearShare = 1.8
	// mostSpots bounds the spots looked at for one part; rare grams come
	// first, so that what is left out is what tells least.
	mostSpots = 2000
	// partAround is how far around a part prints are looked at.
	partAround = 20
)

// parts is how the draft is cut for candidates.
var parts = grain{length: 110, step: 80}

// weigh finds the weight of every pair of the draft.
func (f *finder) weigh(ctx context.Context) error {
	runes := f.track.Runes
	f.inOrder = PairsInOrder(runes)
	counts, err := f.archive.PairCounts(ctx, f.inOrder)
	if err != nil {
		return err
	}
	f.counts = counts
	f.weights = make([]float64, len(counts))
	for i, c := range counts {
		f.weights[i] = f.rarityOf(c)
	}
	for _, s := range f.draft.Frame {
		for i := f.track.At(s.Start); i < len(f.weights) && int(f.track.Starts[i]) < s.End; i++ {
			f.weights[i] = 0
		}
	}
	f.pairs = newDraftPairs(runes, f.weights)
	return nil
}

// rarityOf is the weight of what so many reports hold.
func (f *finder) rarityOf(count int) float64 {
	if f.rarities.few == nil {
		f.rarities = raritiesIn(f.archive.Reports())
	}
	return f.rarities.of(count)
}

// worthwhile cuts the candidates of characters [from, to) down to those that
// are worth reading, and tells whether one of them may be their source. Where
// the part was copied, that one stands out from the last by clearShare or more
// (on labelled cases nine in ten copies by three and more, half of the honest
// parts by less than 1.8). Where none does, the part is as all such texts are,
// and the first can show what set phrases it holds.
func (f *finder) worthwhile(all []candidate, from, to int) (few []candidate, clear bool) {
	if len(all) < perPart || all[0].score >= clearShare*all[perPart-1].score {
		return all[:min(len(all), toRead)], true
	}
	if f.longestRun(all[0].doc, from, to) < minChars {
		return nil, false
	}
	return all[:1], false
}

// longestRun is the length of the longest run of neighbouring grams of
// characters [from, to) that a report holds one and all, in characters. Grams
// too common to be listed are taken to be held.
func (f *finder) longestRun(doc DocID, from, to int) int {
	longest, start := 0, -1
	first, _ := slices.BinarySearchFunc(f.grams, from, func(p Print, at int) int { return p.At - at })
	for i := first; i < len(f.grams) && f.grams[i].At < to; i++ {
		g, p := f.grams[i], &f.postings[i]
		if f.isPair(g) {
			continue
		}
		if p.Count == 0 || p.Spots != nil && !holds(p.Spots, doc) {
			start = -1
			continue
		}
		if start < 0 {
			start = g.At
		}
		longest = max(longest, g.At+gramLength-start)
	}
	return longest
}

// holds reports whether a report is among ascending spots.
func holds(spots []Spot, doc DocID) bool {
	_, there := slices.BinarySearchFunc(spots, doc, func(s Spot, id DocID) int { return cmp.Compare(s.Doc, id) })
	return there
}

// lookUp finds the draft's grams in the archive. Pairs that no report holds, or
// more than askedPair, are not asked for: there are always rarer ones.
func (f *finder) lookUp(ctx context.Context) (err error) {
	f.grams = slices.DeleteFunc(Grams(f.track.Runes, f.inOrder, f.counts), func(p Print) bool {
		return f.isPair(p) && (f.counts[p.At] == 0 || f.counts[p.At] > askedPair)
	})
	hashes := make([]Hash, len(f.grams))
	for i, p := range f.grams {
		hashes[i] = p.Hash
	}
	if f.postings, err = f.archive.Lookup(ctx, hashes); err != nil {
		return err
	}
	f.rank()
	return nil
}

// isPair reports whether a gram is a pair of characters.
func (f *finder) isPair(p Print) bool {
	return p.At < len(f.inOrder) && p.Hash == f.inOrder[p.At]
}

// candidate is a place that may be the source of a part of the draft: block
// and the one after it.
type candidate struct {
	doc   DocID
	block int
	score float64
}

// candidates ranks the places that share grams with the characters from from
// to to, by the summed rarity of what they share; a report is named once.
// Cost: O(mostSpots), no allocation but the result.
func (f *finder) candidates(t *spotTally, from, to int) []candidate {
	t.clear()
	f.rarestFirst(t, from-partAround, to+partAround)
	spots := 0
	for n, rank := range t.order {
		i := f.rarest[rank]
		p := &f.postings[i]
		if n > 0 && f.grams[f.rarest[t.order[n-1]]].Hash == f.grams[i].Hash {
			continue
		}
		if spots += len(p.Spots); spots > mostSpots {
			break
		}
		w := f.rarityOf(p.Count)
		for _, s := range p.Spots {
			if s.Doc != f.draft.Exclude {
				t.add(s, w)
			}
		}
	}
	return t.best()
}

// rarestFirst lists the ranks of the grams of characters [from, to) that are
// held by some reports.
func (f *finder) rarestFirst(t *spotTally, from, to int) {
	t.order = t.order[:0]
	first, _ := slices.BinarySearchFunc(f.grams, from, func(p Print, at int) int { return p.At - at })
	for i := first; i < len(f.grams) && f.grams[i].At < to; i++ {
		if f.postings[i].Spots != nil {
			t.order = append(t.order, f.ranks[i])
		}
	}
	slices.Sort(t.order)
}

// rank puts the grams in the order of how many reports hold them, once for
// all parts.
func (f *finder) rank() {
	f.rarest = make([]int32, len(f.grams))
	for i := range f.rarest {
		f.rarest[i] = int32(i)
	}
	slices.SortFunc(f.rarest, func(a, b int32) int {
		if by := f.postings[a].Count - f.postings[b].Count; by != 0 {
			return by
		}
		return cmp.Or(cmp.Compare(f.grams[a].Hash, f.grams[b].Hash), int(a-b))
	})
	f.ranks = make([]int32, len(f.grams))
	for rank, i := range f.rarest {
		f.ranks[i] = int32(rank)
	}
}
