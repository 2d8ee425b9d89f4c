package fpindex

// entry is a number to sort by and what belongs to it.
type entry struct{ key, value uint64 }

const digitBits = 11

// sortByKey sorts the entries by the low keyBits bits of their key; those of
// the same key stay in their order. Radix sort by least significant digit
// (Knuth, The Art of Computer Programming 3, 5.2.5). The result is in the
// same memory or in new memory. Cost: O(n · keyBits), several times faster
// than sorting by comparison from a thousand entries on.
func sortByKey(entries []entry, keyBits int) []entry {
	to := make([]entry, len(entries))
	for shift := 0; shift < keyBits; shift += digitBits {
		var next [1 << digitBits]int // where the next entry with each digit goes
		for _, e := range entries {
			next[e.key>>shift%(1<<digitBits)]++
		}
		at := 0
		for d, n := range next {
			next[d] = at
			at += n
		}
		for _, e := range entries {
			d := e.key >> shift % (1 << digitBits)
			to[next[d]] = e
			next[d]++
		}
		entries, to = to, entries
	}
	return entries
}
