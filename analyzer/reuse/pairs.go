package reuse

import "slices"

// pairIndex tells where each pair of neighbouring characters of a text
// stands: one entry per pair, its hash above its place, ascending.
type pairIndex []uint64

const (
	placeBits = 24 // texts are shorter than 16 million characters
	placeMask = 1<<placeBits - 1
)

// indexPairs indexes a text. Cost: O(n log n).
func indexPairs(runes []rune) pairIndex {
	x := make(pairIndex, max(len(runes)-1, 0))
	for i := range x {
		x[i] = uint64(Pair(runes[i], runes[i+1]))<<placeBits | uint64(i)
	}
	slices.Sort(x)
	return x
}

// draftPairs are the pairs of the draft, numbered in the order of their
// hashes.
type draftPairs struct {
	ids    []int32  // of the pair that begins at each character
	hashes []uint64 // by id
}

func numberPairs(x pairIndex) *draftPairs {
	d := &draftPairs{ids: make([]int32, len(x))}
	for i, e := range x {
		if i == 0 || e>>placeBits != x[i-1]>>placeBits {
			d.hashes = append(d.hashes, e>>placeBits)
		}
		d.ids[e&placeMask] = int32(len(d.hashes) - 1)
	}
	return d
}

// common is where a source has the draft's pairs: those with number id stand
// at entries [lo[id], hi[id]) of its index.
type common struct {
	source pairIndex
	lo, hi []int32
}

// join finds the draft's pairs in a source. Cost: O(both).
func (d *draftPairs) join(source pairIndex) *common {
	n := len(d.hashes)
	bounds := make([]int32, 2*n)
	c := &common{source: source, lo: bounds[:n], hi: bounds[n:]}
	j := 0
	for id, h := range d.hashes {
		for j < len(source) && source[j]>>placeBits < h {
			j++
		}
		c.lo[id] = int32(j)
		for j < len(source) && source[j]>>placeBits == h {
			j++
		}
		c.hi[id] = int32(j)
	}
	return c
}

// places are the entries of the pair with number id, ascending by place.
func (c *common) places(id int32) pairIndex { return c.source[c.lo[id]:c.hi[id]] }
