package corpus

import (
	"cmp"
	"slices"

	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
)

// printed is an entry on its way into the fingerprint index.
type printed struct {
	Entry
	track *text.Track
	// grams are the distinct hashes that winnowing keeps, ascending: what
	// kinship is told by.
	grams []reuse.Hash
	pairs []reuse.Hash // distinct
}

func printOf(e Entry) *printed {
	track := text.Normalize(e.Text)
	p := &printed{Entry: e, track: track, pairs: reuse.Pairs(track.Runes)}
	for _, g := range reuse.Prints(track.Runes) {
		p.grams = append(p.grams, g.Hash)
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
	grams := reuse.Grams(runes, a.prints.PairCounts(reuse.PairsInOrder(runes)))
	slices.SortFunc(grams, func(x, y reuse.Print) int {
		return cmp.Or(cmp.Compare(x.Hash, y.Hash), cmp.Compare(x.At, y.At))
	})
	f := Fingerprinted{ID: p.ID, Prints: grams, Pairs: p.pairs}
	if nearest != nil {
		f.Pairs = without(p.pairs, reuse.Pairs(nearest.Runes))
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
