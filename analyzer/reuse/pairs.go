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
	keys   []uint64 // the two characters of each pair, by id
	// table finds a pair's number: open addressing with linear probing over
	// numbers plus 1, four slots a pair, so that most of what is not there
	// is known at the first look.
	table []int32
	shift uint
}

func pairKey(a, b rune) uint64 { return uint64(a)<<21 | uint64(b) }

func newDraftPairs(runes []rune, weights []float64) *draftPairs {
	bits := uint(6)
	for 1<<bits < 4*len(runes) {
		bits++
	}
	d := &draftPairs{ids: make([]int32, len(weights)), table: make([]int32, 1<<bits), shift: 64 - bits}
	for i, w := range weights {
		d.ids[i] = -1
		if w < lightest {
			continue // it stands nearly everywhere, or in a heading
		}
		key := pairKey(runes[i], runes[i+1])
		at := d.slot(key)
		if d.table[at] == 0 {
			d.weight, d.keys = append(d.weight, w), append(d.keys, key)
			d.table[at] = int32(len(d.keys))
		}
		d.ids[i] = d.table[at] - 1
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

// slot is where a pair stands in the table or would stand.
func (d *draftPairs) slot(key uint64) int {
	at := int(key * 0x9e3779b97f4a7c15 >> d.shift)
	for d.table[at] != 0 && d.keys[d.table[at]-1] != key {
		at = (at + 1) & (len(d.table) - 1)
	}
	return at
}

// find returns the number of a pair, -1 where the draft has none.
func (d *draftPairs) find(a, b rune) int32 { return d.table[d.slot(pairKey(a, b))] - 1 }

// pairSet is a set of pairs of the draft, by number.
type pairSet []bool

// in returns the pairs of the draft that stand in a text. Cost: O(n).
func (d *draftPairs) in(runes []rune) pairSet {
	set := make(pairSet, len(d.keys))
	for j := 0; j+1 < len(runes); j++ {
		if id := d.find(runes[j], runes[j+1]); id >= 0 {
			set[id] = true
		}
	}
	return set
}

// common is a pair that stands in the source at character j, and in the
// draft at the characters places[lo:hi] of the part looked at, from first to
// last.
type common struct {
	j, id       int32
	lo, hi      int32
	first, last int32
}

// sieve says for most pairs that do not stand in a part of the draft that they
// do not: one bit for each hash of a pair. Most pairs of a source are of that
// kind, and the sieve stays in the processor's nearest memory, as the table of
// all pairs does not: with it a check takes an eighth less.
type sieve [1 << (sieveBits - 6)]uint64

const sieveBits = 13

func sieveBit(key uint64) (word, bit uint64) {
	h := key * 0x9e3779b97f4a7c15 >> (64 - sieveBits)
	return h / 64, h % 64
}

// sieve is that of the pairs that begin at characters [from, to).
func (d *draftPairs) sieve(from, to int) *sieve {
	var s sieve
	for i := max(from, 0); i < min(to, len(d.ids)); i++ {
		if id := d.ids[i]; id >= 0 {
			word, bit := sieveBit(d.keys[id])
			s[word] |= 1 << bit
		}
	}
	return &s
}

// common appends the pairs common to characters [from, to) of the draft and
// [sFrom, sTo) of a source, ascending in the source. Cost: O(sTo-sFrom +
// to-from).
func (d *draftPairs) common(out []common, source []rune, from, to, sFrom, sTo int) []common {
	wanted := d.sieve(from, to)
	for j := max(sFrom, 0); j < min(sTo, len(source)-1); j++ {
		if word, bit := sieveBit(pairKey(source[j], source[j+1])); wanted[word]>>bit&1 == 0 {
			continue
		}
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
			out = append(out, common{int32(j), id, lo, hi, d.places[lo], d.places[hi-1]})
		}
	}
	return out
}
