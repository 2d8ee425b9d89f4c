package corpus

import (
	"slices"

	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
)

// printed is an entry on its way into the fingerprint index.
type printed struct {
	Entry
	track  *text.Track
	prints []reuse.Print
	// grams are the distinct hashes of prints, ascending: what kinship is
	// told by.
	grams []reuse.Hash
}

func printOf(e Entry, track *text.Track) *printed {
	p := &printed{Entry: e, track: track, prints: reuse.Prints(track.Runes)}
	p.grams = make([]reuse.Hash, len(p.prints))
	for i, g := range p.prints {
		p.grams[i] = g.Hash
	}
	slices.Sort(p.grams)
	p.grams = slices.Compact(p.grams)
	return p
}

// fingerprinted is what the index keeps of p. nearest is the report of its
// family that is most like it, nil where it is the first: what both hold is
// counted once.
func (a *Archive) fingerprinted(p *printed, nearest *text.Track) Fingerprinted {
	runes := p.track.Runes
	inOrder := reuse.PairsInOrder(runes)
	f := Fingerprinted{ID: p.ID, Prints: reuse.WithRarePairs(p.prints, inOrder, a.prints.PairCounts(inOrder))}
	f.Pairs = slices.Clone(inOrder)
	slices.Sort(f.Pairs)
	f.Pairs = slices.Compact(f.Pairs)
	if nearest != nil {
		f.Pairs = without(f.Pairs, reuse.Pairs(nearest.Runes))
	}
	return f
}

// without returns the elements of all that are not among those.
func without(all, those []reuse.Hash) []reuse.Hash {
	known := make(map[reuse.Hash]struct{}, len(those))
	for _, h := range those {
		known[h] = struct{}{}
	}
	return slices.DeleteFunc(slices.Clone(all), func(h reuse.Hash) bool {
		_, there := known[h]
		return there
	})
}
