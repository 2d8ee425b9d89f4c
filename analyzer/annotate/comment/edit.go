package comment

import (
	"cmp"
	"slices"
)

// edit takes drop bytes out at a place and puts insert there.
type edit struct {
	at, drop int
	insert   string
}

// apply returns part with the edits done. What is inserted where something is
// dropped comes before it; edits that drop do not overlap, save that one may
// lie inside another, and then it is done with that.
func apply(part []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b2i(a.drop > 0), b2i(b.drop > 0)))
	})
	size := len(part)
	for _, e := range edits {
		size += len(e.insert)
	}
	out := make([]byte, 0, size)
	at := 0
	for _, e := range edits {
		if e.at > at {
			out = append(out, part[at:e.at]...)
			at = e.at
		}
		out = append(out, e.insert...)
		at = max(at, e.at+e.drop)
	}
	return append(out, part[at:]...)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
