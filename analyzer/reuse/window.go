package reuse

import "math"

// A window of the draft is held against the best part of a source by one
// plain measure: the share of the weight of its distinct pairs that the part
// holds, in whatever order. Copied text stands out by it even when most words
// were replaced and clauses moved; and what sets copying apart from what
// everybody writes is the margin to the best source of another family,
// because honest formulaic text is held about as well by many, a copy by one.
//
// What people take over are clauses, sentences and paragraphs, so windows
// begin and end where these do and do not reach across lines. (Windows of
// fixed length, laid anyhow, mix what was copied with what was not: on
// labelled cases a paragraph that was wholly rewritten then falls below the
// margin that it clears when it is looked at by itself.)
type grain struct {
	length   int     // in characters, from which a window ends at the next border
	step     int     // least distance between the beginnings of two windows
	evidence float64 // from which a window counts as taken, see strengthen
	// hopeless is the share under which no source reaches the evidence: in
	// two sets of labelled cases none did.
	hopeless float64
}

var grains = []grain{
	{length: 36, step: 12, evidence: 4.0, hopeless: 0.25},
	{length: 80, step: 20, evidence: 3.0, hopeless: 0.12},
	{length: 300, step: 150, evidence: 2.3, hopeless: 0.08},
}

const (
	// leastWindow is the shortest window, and the shortest line that is
	// looked at by itself.
	leastWindow = 20
	// partStretch is how much longer than the window the part of the source
	// may be: an edited copy may be shorter than what it was made from.
	partStretch = 1.25
	// lightest is the weight under which a pair is left out: it stands
	// nearly everywhere.
	lightest = 0.02
)

// window is a window of the draft.
type window struct {
	grain    int // index into grains
	from, to int // characters of the draft
	total    float64
	held     []held
	// clear is false where many sources look alike from afar, so that only
	// the first few were read: the window may hold a set phrase, but can
	// convict none of them.
	clear bool
}

// held is how well a source holds a window.
type held struct {
	source   DocID
	share    float64 // of the window's weight, 0…1
	from, to int     // characters of the source
	order    int     // characters of the window kept in order
	strength float64 // share and order together
}

// cut makes the windows of a grain.
func (f *finder) cut(g grain) []window {
	var out []window
	for from := 0; from < f.track.Len(); from = f.nextStart(from, g) {
		if to := f.windowEnd(from, g); to-from >= leastWindow {
			out = append(out, window{from: from, to: to})
		}
	}
	return out
}

// windowEnd is the first border after g.length characters; or the end of the
// line, except that a short line at which the window begins is taken together
// with the next.
func (f *finder) windowEnd(from int, g grain) int {
	whole := f.borders[from] == lineEnd
	for to := from + 1; ; to++ {
		length := to - from
		switch b := f.borders[to]; {
		case to == f.track.Len(), length >= 2*g.length:
			return to
		case b == lineEnd && (length >= leastWindow || !whole):
			return to
		case b >= clauseEnd && length >= g.length:
			return to
		}
	}
}

func (f *finder) nextStart(from int, g grain) int {
	next := from + 1
	for next < f.track.Len() && f.borders[next] != lineEnd {
		if n := next - from; n >= g.length || f.borders[next] >= clauseEnd && n >= g.step {
			break
		}
		next++
	}
	return next
}

// weighWindow sums the weight of the window's distinct pairs. seen holds a
// stamp for each pair.
func (f *finder) weighWindow(w *window, seen []int32, stamp int32) {
	for i := w.from; i+1 < w.to; i++ {
		if id := f.pairs.ids[i]; id >= 0 && seen[id] != stamp {
			seen[id] = stamp
			w.total += f.pairs.weight[id]
		}
	}
}

// measurer holds the working memory of measure.
type measurer struct {
	common []common
	row    []sourcePair // those of one window
	count  []int32      // by pair, of those in the part looked at
}

// sourcePair is a pair of the draft that stands in the source at character j.
type sourcePair struct{ j, id int32 }

// measure slides over the common pairs of a part of the draft and a part of
// a source and finds the stretch that holds most of the window. Cost: O(h)
// for h common pairs, no allocation.
func (m *measurer) measure(p *draftPairs, w *window) held {
	row, head, sum := m.row[:0], 0, 0.0
	best := held{}
	width := int32(math.Ceil(float64(w.to-w.from) * partStretch))
	from, to := int32(w.from), int32(w.to-1)
	for k := range m.common {
		c := &m.common[k]
		if !p.stands(c, from, to) {
			continue
		}
		if m.count[c.id]++; m.count[c.id] == 1 {
			sum += p.weight[c.id]
		}
		row = append(row, sourcePair{c.j, c.id})
		for c.j-row[head].j >= width {
			if m.count[row[head].id]--; m.count[row[head].id] == 0 {
				sum -= p.weight[row[head].id]
			}
			head++
		}
		if sum > best.share+1e-9 {
			best.share, best.from, best.to = sum, int(row[head].j), int(c.j)+2
		}
	}
	for _, c := range row[head:] {
		m.count[c.id] = 0
	}
	m.row = row
	best.share /= w.total
	return best
}

// stands reports whether the pair begins at a character of [from, to) of the
// draft.
func (p *draftPairs) stands(c *common, from, to int32) bool {
	if c.last < from || c.first >= to {
		return false
	}
	if c.first >= from || c.last < to {
		return true
	}
	for _, i := range p.places[c.lo:c.hi] { // before and after it; inside too?
		if i >= from {
			return i < to
		}
	}
	return false
}
