package reuse

import "slices"

// What everybody writes is told from what was copied by how many families
// write it, and how nearly alike.
const (
	// formulaFrom is the number of families that make a formula.
	formulaFrom = 3
	// formulaShare is how near the source of the formulaFrom-th family must
	// come to the first for a stretch to be a formula.
	formulaShare = 0.5
	// ownWording is the share of a stretch kept word for word from which
	// other families must have worded it alike too, and otherWording how
	// much of what its source has they must have.
	ownWording   = 0.45
	otherWording = 0.7
	// clauseHeld is the share of the weight of a clause that a family holds
	// that words it alike.
	clauseHeld = 0.8
)

// alike counts the families that word the stretch nearly as its source does:
// in the window most like it, they come near to what the source holds; and
// where a source that stands out has it word for word, so have they.
// Regulations on one subject share half of their pairs or more, and yet a
// draft has a clause of theirs from one of them.
func (s *stretchOf) alike() int {
	w := s.f.windowLike(s.from, s.to)
	if w == nil {
		return 1
	}
	near := slices.DeleteFunc(s.f.ofFamilies(w.held), func(h held) bool { return h.share < formulaShare*w.held[0].share })
	here := slices.IndexFunc(w.held, func(h held) bool { return h.source == s.source.ID })
	if here < 0 || len(near) < 2 || s.evidence == 0 {
		return len(near)
	}
	if own := s.wording(w.held[here]); own >= ownWording {
		near = slices.DeleteFunc(near, func(h held) bool { return s.wording(h) < otherWording*own })
	}
	return max(len(near), 1)
}

// ofFamilies keeps the first holder of each family.
func (f *finder) ofFamilies(holders []held) []held {
	var families []DocID
	var out []held
	for _, h := range holders {
		if family := f.archive.Family(h.source); !slices.Contains(families, family) {
			families = append(families, family)
			out = append(out, h)
		}
	}
	return out
}

// windowLike is the window that has most in common with characters
// [from, to), nil where none is mostly the same.
func (f *finder) windowLike(from, to int) *window {
	var like *window
	most := 0.5
	longest := 2 * grains[len(grains)-1].length
	first, _ := slices.BinarySearchFunc(f.windows, from-longest, func(w window, at int) int { return w.from - at })
	for i := first; i < len(f.windows) && f.windows[i].from < to; i++ {
		w := &f.windows[i]
		common := min(to, w.to) - max(from, w.from)
		if same := float64(common) / float64(max(to, w.to)-min(from, w.from)); same > most && len(w.held) > 0 {
			like, most = w, same
		}
	}
	return like
}

// formulaChars counts the characters of the stretch that stand in clauses
// which several families word alike: set phrases inside what may be a copy.
func (s *stretchOf) formulaChars() int {
	w := s.f.windowLike(s.from, s.to)
	if w == nil {
		return 0
	}
	places := s.f.familyPlaces(w)
	n := 0
	for at := s.from; at < s.to; {
		end := s.f.clauseEnd(at, s.to)
		holders := 0
		for _, place := range places {
			if total, held := s.f.weightOf(place, at, end); held > 0 && held >= clauseHeld*total {
				holders++
			}
		}
		if holders >= formulaFrom {
			n += end - at
		}
		at = end
	}
	return n
}

// familyPlaces returns for each family that holds the window the pairs that
// stand where it holds it.
func (f *finder) familyPlaces(w *window) []pairSet {
	var places []pairSet
	for _, h := range f.ofFamilies(w.held) {
		places = append(places, f.pairsNear(h.source, h.from, h.to))
	}
	return places
}

// pairsNear are the pairs of the draft that stand in characters [from, to) of
// a source or close to them.
func (f *finder) pairsNear(source DocID, from, to int) pairSet {
	runes := f.sources[source].Track.Runes
	return f.pairs.in(runes[max(0, from-trimAround):min(to+trimAround, len(runes))])
}
