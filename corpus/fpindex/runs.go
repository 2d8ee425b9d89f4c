package fpindex

import (
	"encoding/binary"
	"slices"
	"sort"
)

// runs are the reports of a segment: for each stretch of neighbouring
// numbers the first and the last, 4 bytes each, ascending. Reports are
// numbered as they come, so that a whole archive is one run.
type runs []byte

const runSize = 8

func (r runs) len() int           { return len(r) / runSize }
func (r runs) first(i int) uint32 { return binary.LittleEndian.Uint32(r[i*runSize:]) }
func (r runs) last(i int) uint32  { return binary.LittleEndian.Uint32(r[i*runSize+4:]) }

// has reports whether id is in one of the runs. Cost: O(log runs).
func (r runs) has(id uint32) bool {
	i := sort.Search(r.len(), func(i int) bool { return r.last(i) >= id })
	return i < r.len() && r.first(i) <= id
}

// count returns the number of reports. Cost: O(runs).
func (r runs) count() (int, error) {
	n := 0
	for i := range r.len() {
		if r.last(i) < r.first(i) || i > 0 && r.first(i) <= r.last(i-1) {
			return 0, damaged("the reports are not in order")
		}
		n += int(r.last(i)-r.first(i)) + 1
	}
	return n, nil
}

// joinRuns returns the reports of all of them, which have none in common.
func joinRuns(all ...runs) runs {
	var starts []uint64 // first<<32 | last
	for _, r := range all {
		for i := range r.len() {
			starts = append(starts, uint64(r.first(i))<<32|uint64(r.last(i)))
		}
	}
	slices.Sort(starts)
	var out runs
	for _, s := range starts {
		out = out.add(uint32(s>>32), uint32(s))
	}
	return out
}

// add appends a run that lies behind all others.
func (r runs) add(first, last uint32) runs {
	if n := r.len(); n > 0 && r.last(n-1)+1 == first {
		binary.LittleEndian.PutUint32(r[len(r)-4:], last)
		return r
	}
	r = binary.LittleEndian.AppendUint32(r, first)
	return binary.LittleEndian.AppendUint32(r, last)
}
