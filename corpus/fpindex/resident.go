package fpindex

import "sync/atomic"

// The pages of a map that were touched count as memory of this process until
// they are given back, although the system could take them at any moment: a
// lookup touches pages all over an index, and the system maps the neighbours
// of each along. So that a check against a million reports does not look like
// a process of several gigabytes, an index larger than largeIndex gives its
// pages back whenever hashesKept hashes were looked up: those of some drafts.
// They stay in the system's cache; touching them again costs some
// milliseconds a draft.
const (
	largeIndex = 1 << 30
	hashesKept = 10_000
)

// resident counts hashes looked up. The zero value is ready.
type resident struct{ hashes atomic.Int64 }

// looked is called after a lookup of n hashes.
func (r *resident) looked(v *view, n int) {
	after := r.hashes.Add(int64(n))
	if after/hashesKept != (after-int64(n))/hashesKept && v.size() > largeIndex {
		v.giveBack()
	}
}

// size is the size of the view's files in bytes.
func (v *view) size() (n int64) {
	for _, s := range v.segments {
		n += int64(len(s.data))
	}
	return n
}

// giveBack lets the system forget that this process uses the pages. Readers at
// work are not disturbed: they touch them again.
func (v *view) giveBack() {
	for _, s := range v.segments {
		advise(s.data, unneeded)
	}
}
