package reuse

import (
	"math"
	"slices"
)

// A window of the draft is held against windows of a source by one plain
// measure: the share of the weight of its distinct pairs that the best
// window of the source holds, in whatever order. Copied text stands out by
// it even when most words were replaced and clauses moved; and what sets
// copying apart from what everybody writes is the margin to the best source
// of another family, because honest formulaic text is held about as well by
// many, a copy by one.
//
// Two widths are used. The narrow one sees single sentences, the wide one
// passages said so much anew that each sentence alone is in doubt. The
// thresholds were set on labelled cases: of windows of honest text 0.5 %
// reach the narrow margin.
type scale struct {
	width, step int     // in characters of the draft
	share       float64 // least share held
	margin      float64 // least margin to the next family
}

var scales = []scale{
	{width: 60, step: 15, share: 0.22, margin: 0.18},
	{width: 130, step: 33, share: 0.14, margin: 0.10},
}

const (
	// sourceStretch is how much wider a source window is: an edited copy
	// may be shorter than what it was made from.
	sourceStretch = 1.25
	// maxPairs bounds the distinct pairs of a window; it fits a byte.
	maxPairs = 256
	// lightest is the weight under which a pair is left out: it stands
	// nearly everywhere.
	lightest = 0.02
	// heldByMany is the share from which a window without a margin is
	// looked at as a set phrase.
	heldByMany = 0.6
)

// window is a window of the draft.
type window struct {
	scale    *scale
	from, to int     // characters of the draft
	ids      []int32 // its distinct pairs that weigh anything
	weights  []float64
	total    float64 // of all its distinct pairs
}

// cut makes the windows of both widths.
func (f *finder) cut() []window {
	var out []window
	seen := make([]int32, len(f.pairs.hashes))
	stamp := int32(0)
	for s := range scales {
		sc := &scales[s]
		for from := 0; from == 0 || from+sc.width/2 < f.track.Len(); from += sc.step {
			stamp++
			out = append(out, f.window(sc, from, seen, stamp))
		}
	}
	return out
}

func (f *finder) window(sc *scale, from int, seen []int32, stamp int32) window {
	w := window{scale: sc, from: from, to: min(from+sc.width, f.track.Len())}
	for i := from; i+1 < w.to; i++ {
		id := f.pairs.ids[i]
		if seen[id] == stamp {
			continue
		}
		seen[id] = stamp
		w.total += f.weights[i]
		if f.weights[i] >= lightest && len(w.ids) < maxPairs {
			w.ids = append(w.ids, id)
			w.weights = append(w.weights, f.weights[i])
		}
	}
	return w
}

// held is how well a source holds a window of the draft.
type held struct {
	source DocID
	share  float64 // of the window's weight
	at     int     // where the source's window begins
}

// round is the share without the last digits, which depend on the order in
// which the weights were added.
func (h held) round() float64 { return math.Round(h.share * 1e9) }

// measurer holds the working memory of measure.
type measurer struct {
	hits  []uint32
	count []int32
}

// measure slides a window over the source. Cost: O(h log h) for h common
// pairs.
func (m *measurer) measure(w *window, c *common) (share float64, at int) {
	m.hits = m.hits[:0]
	for k, id := range w.ids {
		for _, e := range c.places(id) {
			m.hits = append(m.hits, uint32(e&placeMask)<<8|uint32(k))
		}
	}
	if len(m.hits) == 0 || w.total == 0 {
		return 0, 0
	}
	slices.Sort(m.hits)
	m.count = slices.Grow(m.count[:0], len(w.ids))[:len(w.ids)]
	clear(m.count)
	width := uint32(float64(w.to-w.from) * sourceStretch)
	sum, best, first := 0.0, 0.0, 0
	for _, h := range m.hits {
		k := h & 0xff
		if m.count[k]++; m.count[k] == 1 {
			sum += w.weights[k]
		}
		for h>>8-m.hits[first]>>8 >= width {
			o := m.hits[first] & 0xff
			if m.count[o]--; m.count[o] == 0 {
				sum -= w.weights[o]
			}
			first++
		}
		if sum > best {
			best, at = sum, int(m.hits[first]>>8)
		}
	}
	return best / w.total, at
}
