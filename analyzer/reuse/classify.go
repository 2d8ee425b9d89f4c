package reuse

import (
	"math"
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
	claims   []int   // of source, that the stretch was made from
	parts    []part  // of source, by verdicts
	evidence float64 // of the surest verdict, 0 where chains alone gave it
	// Characters [sFrom, sTo) of the source, once the stretch was widened.
	sFrom, sTo int
	liked      likeness // what like found last
}

// likeness is how like two stretches of characters are.
type likeness struct {
	from, to, sFrom, sTo int
	similarity           float64
}

// part is characters [from, to) of a source.
type part struct{ from, to int }

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

// place is the part of the source that the stretch stands in: what its
// chains cover, or that and what its verdicts name, whichever is more like it.
func (s *stretchOf) place() (sFrom, sTo int) {
	if s.sTo > 0 {
		return s.sFrom, s.sTo
	}
	sFrom, sTo = s.chained()
	wFrom, wTo := s.extent()
	if sTo == 0 || (sFrom != wFrom || sTo != wTo) && s.like(wFrom, wTo) > s.like(sFrom, sTo) {
		return wFrom, wTo
	}
	return sFrom, sTo
}

// extent is all of the source that chains and verdicts name.
func (s *stretchOf) extent() (sFrom, sTo int) {
	sFrom, sTo = s.chained()
	for _, p := range s.parts {
		sFrom, sTo = min(sFrom, p.from), max(sTo, p.to)
	}
	return sFrom, sTo
}

// chained is the part of the source that the stretch's chains cover; sTo is 0
// where there is none.
func (s *stretchOf) chained() (sFrom, sTo int) {
	sFrom = math.MaxInt
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

// like compares the stretch with characters [sFrom, sTo) of its source. The
// same is often asked twice in a row.
func (s *stretchOf) like(sFrom, sTo int) float64 {
	l := likeness{from: s.from, to: s.to, sFrom: sFrom, sTo: sTo}
	if l.similarity = s.liked.similarity; l != s.liked {
		l.similarity = s.f.pattern.similarity(s.f.track.Runes[s.from:s.to], s.source.Track.Runes[sFrom:sTo])
		s.liked = l
	}
	return l.similarity
}

// similarity compares the stretch with its place in the source.
func (s *stretchOf) similarity() float64 {
	sFrom, sTo := s.place()
	return s.like(sFrom, sTo)
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
// to be listed is taken to be held by all; but in a large archive a text may
// be new as a whole and made of such grams, so where its source stands clear
// of all others, which alike counts, they say nothing.
func (s *stretchOf) families() int {
	grams, everywhere, rarest := 0, 0, math.MaxInt
	held := &s.f.held
	held.clear()
	first, _ := slices.BinarySearchFunc(s.f.grams, s.from, func(p Print, at int) int { return p.At - at })
	for i := first; i < len(s.f.grams) && s.f.grams[i].At+gramLength <= s.to; i++ {
		p := s.f.postings[i]
		if p.Count == 0 || s.f.isPair(s.f.grams[i]) {
			continue
		}
		grams++
		if p.Spots == nil {
			everywhere, rarest = everywhere+1, min(rarest, p.Count)
			continue
		}
		s.f.addFamilies(held, p)
	}
	if everywhere > 0 && s.evidence > 0 {
		return 1
	}
	if grams > 0 && float64(everywhere) >= holdsShare*float64(grams) {
		return max(rarest, commonFrom(s.f.archive.Reports()))
	}
	own := held.of(s.f.archive.Family(s.source.ID)) + everywhere
	least := max(holdsShare*float64(grams), equalShare*float64(own))
	n := 0
	for _, h := range held.grams {
		if float64(int(h)+everywhere) >= least {
			n++
		}
	}
	return max(n, 1)
}

// addFamilies counts a gram for each family that holds it.
func (f *finder) addFamilies(held *familyTally, p Posting) {
	held.gram++
	for i, s := range p.Spots {
		if s.Doc != f.draft.Exclude && (i == 0 || s.Doc != p.Spots[i-1].Doc) {
			held.add(f.archive.Family(s.Doc))
		}
	}
}

// judgement is what a stretch is.
type judgement struct {
	kind, own  Kind
	similarity float64
	families   int
}

// judge classifies the stretch; ok is false where it is no finding at all.
func (s *stretchOf) judge() (j judgement, ok bool) {
	if s.to-s.from < minChars {
		return j, false
	}
	j.similarity, j.families = s.similarity(), s.families()
	alike := s.alike()
	j.families = max(j.families, alike)
	formulaic := alike >= formulaFrom
	if formulaic && j.similarity < keptNear {
		return j, false // alike as all such texts are
	}
	j.own = s.ownKind(j.similarity)
	common := formulaic || j.families >= commonFrom(s.f.archive.Reports())
	if w := s.f.windowLike(s.from, s.to); !common && s.evidence == 0 && w != nil && !w.clear {
		return j, false
	}
	switch {
	case s.quoted():
		j.kind = Quotation
	case common && j.similarity >= keptNear && s.to-s.from < longChars:
		j.kind = SetPhrase
	case common && j.similarity >= keptNear:
		j.kind = SharedText
	default:
		j.kind = j.own
	}
	return j, true
}

// ownKind is the kind of a stretch that is not common.
func (s *stretchOf) ownKind(similarity float64) Kind {
	switch {
	case s.f.draft.Unit != "" && s.source.Unit == s.f.draft.Unit:
		return OwnHistory
	case similarity >= keptVerbatim:
		return Verbatim
	case similarity >= keptNear:
		return Near
	default:
		return Rewritten
	}
}
