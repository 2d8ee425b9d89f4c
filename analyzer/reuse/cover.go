package reuse

import (
	"cmp"
	"slices"
)

// Chains follow what was kept in order. Where a sentence was said anew, or
// its clauses were moved about, little is left for them, though the window
// as a whole stands out. There the passage is what the verdicts say: the
// stretches that chains gave are grown to the verdicts on the same source,
// and a verdict without a stretch becomes one.

// exactEnds is the share of the weight kept from which the ends of a chain are
// exact.
const exactEnds = 0.9

// cover grows the stretches to the verdicts, the surest first, and returns
// them in the order of the draft; they do not overlap.
func (f *finder) cover(stretches []*stretchOf) []*stretchOf {
	verdicts := slices.DeleteFunc(slices.Clone(f.verdicts), func(v verdict) bool { return v.byMany })
	slices.SortStableFunc(verdicts, func(a, b verdict) int { return cmp.Compare(b.evidence, a.evidence) })
	for _, v := range verdicts {
		stretches = f.coverOne(stretches, v)
	}
	return stretches
}

// coverOne takes one verdict in. Stretches are ascending and apart, before
// and after.
func (f *finder) coverOne(stretches []*stretchOf, v verdict) []*stretchOf {
	first, _ := slices.BinarySearchFunc(stretches, v.from, func(s *stretchOf, at int) int { return cmp.Compare(s.to, at+1) })
	last := first
	for last < len(stretches) && stretches[last].from < v.to {
		last++
	}
	s := &stretchOf{f: f, from: v.from, to: v.to, source: f.sources[v.source], parts: []part{{v.sFrom, v.sTo}}, evidence: v.evidence}
	for _, o := range stretches[first:last] {
		switch {
		case o.from >= s.to: // beyond a stretch of another source
		case o.source == s.source && s.beside(o):
			f.keepEnds(s, o)
			s.take(o)
		case o.from <= s.from:
			s.from = max(s.from, o.to)
		default:
			s.to = min(s.to, o.from)
		}
		if s.to-s.from < minChars {
			return stretches
		}
	}
	keep := stretches[first:last:last]
	var around []*stretchOf
	for _, o := range keep {
		if o.to <= s.from || s.to <= o.from {
			around = append(around, o)
		}
	}
	at, _ := slices.BinarySearchFunc(around, s.from, func(o *stretchOf, at int) int { return cmp.Compare(o.from, at) })
	return slices.Replace(stretches, first, last, slices.Insert(around, at, s)...)
}

// keepEnds moves the ends of s to those of a stretch that was kept nearly word
// for word where both lie in one clause: then it is known at which character
// the copy begins. What was edited may begin with edited words.
func (f *finder) keepEnds(s, o *stretchOf) {
	if o.strength() < exactEnds {
		return
	}
	if s.from < o.from && !slices.ContainsFunc(f.borders[s.from+1:o.from+1], outside) {
		s.from = o.from
	}
	if o.to < s.to && !slices.ContainsFunc(f.borders[o.to:s.to], outside) {
		s.to = o.to
	}
}

func outside(b level) bool { return b != inside }

// beside reports whether two stretches stand in one part of their source.
func (s *stretchOf) beside(o *stretchOf) bool {
	from, to := s.extent()
	oFrom, oTo := o.extent()
	return oFrom <= to+joinReach && from <= oTo+joinReach
}

// take joins a stretch of the same source to s.
func (s *stretchOf) take(o *stretchOf) {
	s.from, s.to = min(s.from, o.from), max(s.to, o.to)
	s.claims = append(s.claims, o.claims...)
	s.parts = append(s.parts, o.parts...)
	s.evidence = max(s.evidence, o.evidence)
}
