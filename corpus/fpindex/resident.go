package fpindex

import "sync/atomic"

// The pages of a map that were touched count as memory of this process until
// they are given back, although the system could take them at any moment: a
// lookup touches pages all over an index, and the system maps the neighbours
// of each along. So that a check against a million reports does not look like
// a process of several gigabytes, an index larger than largeIndex gives its
// pages back after every lookupsKept lookups. They stay in the system's
// cache; touching them again costs some milliseconds a lookup.
const (
	largeIndex  = 1 << 30
	lookupsKept = 3
)

// resident counts lookups. The zero value is ready.
type resident struct{ lookups atomic.Int64 }

// looked is called after each lookup.
func (r *resident) looked(v *view) {
	if r.lookups.Add(1)%lookupsKept != 0 {
		return
	}
	if size := v.size(); size > largeIndex {
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
		forget(s.data)
	}
}
