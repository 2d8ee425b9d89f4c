package reuse

// draftPairs are the pairs of neighbouring characters of the draft: numbered,
// weighed, and found again by their characters.
type draftPairs struct {
	ids    []int32   // of the pair that begins at each character, or -1
	weight []float64 // by id
	// The pair with number id begins at the characters
	// places[first[id]:first[id+1]], ascending.
	first  []int32
	places []int32
	// table finds a pair's number: open addressing, linear probing.
	table []pairSlot
	mask  uint64
}

type pairSlot struct {
	key uint64 // 0 where empty
	id  int32
}

// pairKey is never 0, since no text holds the character 0 twice in a row
// that could be compared.
func pairKey(a, b rune) uint64 { return uint64(a)<<21 | uint64(b) }

func newDraftPairs(runes []rune, weights []float64) *draftPairs {
	size := uint64(16)
	for size < 3*uint64(len(runes)) {
		size *= 2
	}
	d := &draftPairs{ids: make([]int32, len(weights)), table: make([]pairSlot, size), mask: size - 1}
	for i, w := range weights {
		d.ids[i] = -1
		if w < lightest {
			continue // it stands nearly everywhere, or in a heading
		}
		s := d.slot(pairKey(runes[i], runes[i+1]))
		if s.key == 0 {
			*s = pairSlot{pairKey(runes[i], runes[i+1]), int32(len(d.weight))}
			d.weight = append(d.weight, w)
		}
		d.ids[i] = s.id
	}
	d.list()
	return d
}

// list fills in where each pair stands.
func (d *draftPairs) list() {
	d.first = make([]int32, len(d.weight)+1)
	for _, id := range d.ids {
		if id >= 0 {
			d.first[id+1]++
		}
	}
	for id := range d.weight {
		d.first[id+1] += d.first[id]
	}
	d.places = make([]int32, d.first[len(d.weight)])
	next := append([]int32(nil), d.first...)
	for i, id := range d.ids {
		if id >= 0 {
			d.places[next[id]] = int32(i)
			next[id]++
		}
	}
}

func (d *draftPairs) slot(key uint64) *pairSlot {
	at := (key * 0x9e3779b97f4a7c15 >> 20) & d.mask
	for d.table[at].key != 0 && d.table[at].key != key {
		at = (at + 1) & d.mask
	}
	return &d.table[at]
}

// find returns the number of a pair, -1 where the draft has none.
func (d *draftPairs) find(a, b rune) int32 {
	if s := d.slot(pairKey(a, b)); s.key != 0 {
		return s.id
	}
	return -1
}

// common is a pair that stands in the source at character j, and in the
// draft at the characters places[lo:hi] of the part looked at.
type common struct {
	j, id  int32
	lo, hi int32
}

// common appends the pairs common to characters [from, to) of the draft and
// [sFrom, sTo) of a source, ascending in the source. Cost: O(sTo-sFrom).
func (d *draftPairs) common(out []common, source []rune, from, to, sFrom, sTo int) []common {
	for j := max(sFrom, 0); j < min(sTo, len(source)-1); j++ {
		id := d.find(source[j], source[j+1])
		if id < 0 {
			continue
		}
		lo, hi := d.first[id], d.first[id+1]
		for lo < hi && int(d.places[lo]) < from {
			lo++
		}
		for lo < hi && int(d.places[hi-1]) >= to {
			hi--
		}
		if lo < hi {
			out = append(out, common{int32(j), id, lo, hi})
		}
	}
	return out
}
