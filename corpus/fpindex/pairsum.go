package fpindex

import (
	"math"
	"sync"
	"sync/atomic"

	"hegao/analyzer/reuse"
)

// pairSum is in how many reports of the index the pairs of each slot occur.
// It is made when it is first asked for, and then kept up to date.
type pairSum struct {
	mu     sync.Mutex // held while it is made, and while a segment joins
	counts atomic.Pointer[pairCounts]
	err    atomic.Pointer[error]
}

// pairCounts are read and changed atomically as soon as others can see them.
type pairCounts [pairSlots]uint32

// PairCounts returns in how many reports each pair of characters occurs;
// rarely too many, never too few. Cost: the first time, a walk over the pairs
// of all segments: some milliseconds for a million reports.
func (x *Index) PairCounts(pairs []reuse.Hash) []int {
	counts := x.pairCounts()
	out := make([]int, len(pairs))
	for i, p := range pairs {
		out[i] = int(atomic.LoadUint32(&counts[uint64(p)%pairSlots]))
	}
	return out
}

func (x *Index) pairCounts() *pairCounts {
	for {
		v := x.acquire()
		p := v.pairs
		v.release()
		if c := p.counts.Load(); c != nil {
			return c
		}
		if x.sumPairs(p) {
			return p.counts.Load()
		}
	}
}

// sumPairs makes the sum that belongs to the present view. It is false where
// that is not p any more. While it holds p.mu, no segment joins.
func (x *Index) sumPairs(p *pairSum) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	v := x.acquire()
	defer v.release()
	if v.pairs != p {
		return false
	}
	if p.counts.Load() == nil {
		counts := &pairCounts{}
		for _, s := range v.segments {
			p.add(s, func(slot, n uint64) { counts[slot] = saturated(counts[slot], n) })
		}
		p.counts.Store(counts)
	}
	return true
}

// include adds the pairs of a segment that is about to be seen. Called with
// mu held, so that nobody else adds.
func (p *pairSum) include(s *segment) {
	counts := p.counts.Load()
	if counts == nil || s == nil {
		return
	}
	p.add(s, func(slot, n uint64) {
		atomic.StoreUint32(&counts[slot], saturated(counts[slot], n))
	})
}

func (p *pairSum) add(s *segment, add func(slot, n uint64)) {
	if err := eachPair(s.pairs, add); err != nil {
		p.err.Store(&err)
	}
}

func saturated(a uint32, b uint64) uint32 { return uint32(min(uint64(a)+b, math.MaxUint32)) }

// failure is why the sum cannot be trusted: bytes that have the right
// checksum but make no sense. PairCounts cannot say it, so Lookup does.
func (p *pairSum) failure() error {
	if err := p.err.Load(); err != nil {
		return *err
	}
	return nil
}
