package reuse

import "sync"

// spotTally adds up scores by spot: a hash table with open addressing that is
// emptied for each part of the draft, because Go's map costs ten times as
// much here, in the innermost loop of a check.
type spotTally struct {
	keys   []uint64 // of the spot plus 1, 0 where empty
	scores []float64
	used   []int32 // filled slots, in the order of filling
	order  []int32 // ranks of the grams of the part, ascending
}

// tallySize is twice what is ever filled, rounded up to a power of 2.
const tallySize = 1 << 13

func newSpotTally() *spotTally {
	return &spotTally{keys: make([]uint64, tallySize), scores: make([]float64, tallySize)}
}

// spotTallies are those of drafts done, kept for the next: one is a twelfth of
// the memory that a draft of 1,800 characters takes.
var spotTallies = sync.Pool{New: func() any { return newSpotTally() }}

func (t *spotTally) clear() {
	for _, at := range t.used {
		t.keys[at], t.scores[at] = 0, 0
	}
	t.used = t.used[:0]
}

func spotKey(doc DocID, block uint16) uint64 { return uint64(doc)<<16 + uint64(block) + 1 }

// slot is where a key stands or would stand.
func (t *spotTally) slot(key uint64) int32 {
	at := key * 0x9e3779b97f4a7c15 >> 51
	for t.keys[at] != 0 && t.keys[at] != key {
		at = (at + 1) % tallySize
	}
	return int32(at)
}

func (t *spotTally) add(s Spot, score float64) {
	key := spotKey(s.Doc, s.Block)
	at := t.slot(key)
	if t.keys[at] == 0 {
		t.keys[at] = key
		t.used = append(t.used, at)
	}
	t.scores[at] += score
}

// best lists the best places of at most perPart reports. A place is a block
// and the one after it.
func (t *spotTally) best() []candidate {
	var top [perPart]candidate
	n := 0
	for _, at := range t.used {
		key := t.keys[at] - 1
		c := candidate{DocID(key >> 16), int(key & 0xffff), t.scores[at]}
		if c.block < 0xffff {
			c.score += t.scores[t.slot(key+2)]
		}
		if n < perPart || c.score >= top[n-1].score {
			n = insert(top[:], n, c)
		}
	}
	return append([]candidate(nil), top[:n]...)
}

// insert puts c in its place among the first n of top, which are in order; of
// two places of one report the better stays. It returns how many there are.
func insert(top []candidate, n int, c candidate) int {
	at := n
	for at > 0 && c.before(top[at-1]) {
		at--
	}
	for k := range top[:at] {
		if top[k].doc == c.doc {
			return n
		}
	}
	end := min(n, len(top)-1) // what stands here goes
	for k := at; k < n; k++ {
		if top[k].doc == c.doc {
			end = k
		}
	}
	if at > end {
		return n
	}
	copy(top[at+1:end+1], top[at:end])
	top[at] = c
	return max(n, end+1)
}

func (c candidate) before(o candidate) bool {
	return c.score > o.score || c.score == o.score && (c.doc < o.doc || c.doc == o.doc && c.block < o.block)
}

// familyTally counts how many grams each family holds. The zero value is
// ready.
type familyTally struct {
	numbers numbering // of families
	grams   []int32   // by number: how many it holds
	last    []int32   // by number: the gram counted last
	gram    int32     // the present one
}

func (t *familyTally) clear() {
	t.numbers.clear()
	t.grams, t.last, t.gram = t.grams[:0], t.last[:0], 0
}

// add counts the present gram for a family, once however often it is added.
func (t *familyTally) add(family DocID) {
	n := t.numbers.give(Hash(family))
	if int(n) == len(t.grams) {
		t.grams, t.last = append(t.grams, 0), append(t.last, 0)
	}
	if t.last[n] != t.gram {
		t.last[n] = t.gram
		t.grams[n]++
	}
}

// of is how many grams a family holds.
func (t *familyTally) of(family DocID) int {
	if n, ok := t.numbers.find(Hash(family)); ok {
		return int(t.grams[n])
	}
	return 0
}
