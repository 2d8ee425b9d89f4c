package reuse

// numbering gives hashes numbers from 0, in the order of their coming: open
// addressing with linear probing over the hashes themselves, one look into
// memory for most of them, where Go's map takes two or three.
type numbering struct {
	keys    []Hash // plus 1, 0 where empty
	numbers []int32
	used    int
}

// leastTable is the size of the first table, a power of 2.
const leastTable = 1 << 10

// slot is where a key stands or would stand.
func (t *numbering) slot(key Hash) int {
	at := int(uint64(key)*0x9e3779b97f4a7c15>>20) & (len(t.keys) - 1)
	for t.keys[at] != 0 && t.keys[at] != key {
		at = (at + 1) & (len(t.keys) - 1)
	}
	return at
}

// find returns the number of a hash.
func (t *numbering) find(h Hash) (number int32, ok bool) {
	if t.used == 0 {
		return 0, false
	}
	at := t.slot(h + 1)
	return t.numbers[at], t.keys[at] != 0
}

// give returns the number of a hash, the next one if it has none.
func (t *numbering) give(h Hash) int32 {
	if 2*(t.used+1) > len(t.keys) {
		t.grow()
	}
	at := t.slot(h + 1)
	if t.keys[at] == 0 {
		t.keys[at], t.numbers[at] = h+1, int32(t.used)
		t.used++
	}
	return t.numbers[at]
}

// clear takes all numbers back; the table stays as large as it is.
func (t *numbering) clear() {
	clear(t.keys)
	t.used = 0
}

func (t *numbering) grow() {
	keys, numbers := t.keys, t.numbers
	size := max(leastTable, 2*len(keys))
	t.keys, t.numbers = make([]Hash, size), make([]int32, size)
	for i, key := range keys {
		if key != 0 {
			at := t.slot(key)
			t.keys[at], t.numbers[at] = key, numbers[i]
		}
	}
}
