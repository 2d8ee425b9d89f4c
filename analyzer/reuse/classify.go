package reuse

import (
	"slices"
)

// What a stretch of the draft is follows from two questions. How much of it
// was kept? And how many families hold it as well as its source does? What
// several hold is a set phrase or, where it is long, shared text.
const (
	// keptVerbatim and keptNear are the similarities from which a passage
	// is verbatim and near.
	keptVerbatim = 0.97
	keptNear     = 0.60
	// minChars is the shortest passage, in compared characters. One with
	// fewer than loneChars kept counts only where the same source gave
	// another of at least supportChars: everybody writes twenty characters
	// that somebody wrote before.
	minChars     = 16
	loneChars    = 28
	supportChars = 60
	// longChars is the length from which common text is no set phrase any
	// more but text that somebody took over.
	longChars = 90
	// holdsShare is the share of a passage's grams that a family must hold
	// to count as holding the passage, and equalShare how close it must
	// come to what the source itself holds.
	holdsShare = 0.6
	equalShare = 0.9
)

// commonFrom is the number of families from which a gram is common.
func commonFrom(reports int) int { return min(max(3, 3+reports/300), 40) }

// stretchOf is a stretch of the draft with the claims on it.
type stretchOf struct {
	f        *finder
	from, to int // characters of the draft
	source   *Source
	claims   []int // of source, that the stretch was made from
	// Characters [sFrom, sTo) of the source, once the stretch was widened.
	sFrom, sTo int
}

// strength is the share of the weight of [from, to) that the claim keeps.
func (c *claim) strength(weights []float64, from, to int) float64 {
	total := 0.0
	for _, w := range weights[from:min(to-1, len(weights))] {
		total += w
	}
	if total == 0 {
		return 0
	}
	held := 0.0
	k, _ := slices.BinarySearch(c.at, int32(from))
	for ; k < len(c.at) && int(c.at[k]) < to-1; k++ {
		held += weights[c.at[k]]
	}
	return held / total
}

// place is the part of the source that the stretch's claims cover, and what
// it was widened by.
func (s *stretchOf) place() (sFrom, sTo int) {
	if s.sTo > 0 {
		return s.sFrom, s.sTo
	}
	sFrom, sTo = 1<<30, 0
	for _, i := range s.claims {
		c := &s.f.claims[i]
		k, _ := slices.BinarySearch(c.at, int32(s.from))
		for ; k < len(c.at) && int(c.at[k]) < s.to-1; k++ {
			sFrom = min(sFrom, int(c.sAt[k]))
			sTo = max(sTo, int(c.sAt[k])+2)
		}
	}
	return sFrom, sTo
}

// similarity compares the stretch with its place in the source.
func (s *stretchOf) similarity() float64 {
	sFrom, sTo := s.place()
	return similarityOf(s.f.track.Runes[s.from:s.to], s.source.Track.Runes[sFrom:sTo])
}

// strength is the stretch's strength by its own claims.
func (s *stretchOf) strength() float64 {
	best := 0.0
	for _, i := range s.claims {
		best += s.f.claims[i].strength(s.f.weights, s.from, s.to)
	}
	return min(best, 1)
}

// families counts the families that hold the stretch as a whole: at least
// holdsShare of its grams that stand in the archive at all. A gram too common
// to be listed is taken to be held by all.
func (s *stretchOf) families() int {
	grams, everywhere := 0, 0
	held := map[DocID]int{}
	first, _ := slices.BinarySearchFunc(s.f.prints, s.from, func(p Print, at int) int { return p.At - at })
	for i := first; i < len(s.f.prints) && s.f.prints[i].At+gramLength <= s.to; i++ {
		p := s.f.postings[i]
		if p.Count == 0 {
			continue
		}
		grams++
		if p.Docs == nil {
			everywhere++
			continue
		}
		for _, id := range s.f.familiesOf(p) {
			held[id]++
		}
	}
	if grams > 0 && float64(everywhere) >= holdsShare*float64(grams) {
		return commonFrom(s.f.archive.Reports())
	}
	own := held[s.source.Family] + everywhere
	least := max(holdsShare*float64(grams), equalShare*float64(own))
	n := 0
	for _, h := range held {
		if float64(h+everywhere) >= least {
			n++
		}
	}
	return max(n, 1)
}

// familiesOf lists the distinct families of a posting.
func (f *finder) familiesOf(p Posting) []DocID {
	fams := make([]DocID, 0, len(p.Docs))
	for _, id := range p.Docs {
		if id != f.draft.Exclude {
			fams = append(fams, f.archive.Family(id))
		}
	}
	slices.Sort(fams)
	return slices.Compact(fams)
}

// kind classifies the stretch; ok is false where it is no finding at all.
func (s *stretchOf) kind() (k Kind, similarity float64, families int, ok bool) {
	length := s.to - s.from
	if length < minChars {
		return "", 0, 0, false
	}
	similarity, families = s.similarity(), s.families()
	common := families >= commonFrom(s.f.archive.Reports())
	switch {
	case s.quoted():
		k = Quotation
	case common && similarity >= keptNear && length < longChars:
		k = SetPhrase
	case common && similarity >= keptNear:
		k = SharedText
	case s.f.draft.Unit != "" && s.source.Unit == s.f.draft.Unit:
		k = OwnHistory
	case similarity >= keptVerbatim:
		k = Verbatim
	case similarity >= keptNear:
		k = Near
	default:
		k = Rewritten
	}
	return k, similarity, families, true
}
