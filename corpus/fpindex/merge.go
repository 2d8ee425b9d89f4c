package fpindex

import (
	"cmp"
	"container/heap"
	"math/bits"
	"path/filepath"
	"slices"
)

// mergeWidth is how many neighbouring segments of one size class are merged
// into one. A class spans a factor of mergeWidth, so that every posting is
// written about log(reports)/log(mergeWidth) times in all.
const mergeWidth = 8

// merge joins segments until no class holds mergeWidth neighbours.
func (x *Index) merge() error {
	for {
		from, to := x.view.mergeable()
		if from == to {
			return nil
		}
		next := x.view.manifest.advance()
		name := next.segmentName()
		if err := writeSegment(filepath.Join(x.dir, name), newMerger(x.view.segments[from:to])); err != nil {
			return err
		}
		next.Segments = slices.Replace(slices.Clone(next.Segments), from, to, name)
		if err := x.publish(next); err != nil {
			return err
		}
	}
}

// mergeable finds mergeWidth neighbours of one class, the newest first.
func (v *view) mergeable() (from, to int) {
	for to = len(v.segments); to >= mergeWidth; to-- {
		from = to - mergeWidth
		class := sizeClass(v.segments[from].count())
		same := true
		for _, s := range v.segments[from:to] {
			same = same && sizeClass(s.count()) <= class
		}
		if same {
			return from, to
		}
	}
	return 0, 0
}

// sizeClass is the logarithm of n to the base mergeWidth.
func sizeClass(n int) int { return bits.Len(uint(n)) / 3 }

// cursor walks a segment from its first hash to its last.
type cursor struct {
	s     *segment
	at    int // next block
	r     reader
	docs  []uint32
	order int
}

func (c *cursor) next() (ok bool, err error) {
	for !c.r.next() {
		if c.r.err != nil {
			return false, c.r.err
		}
		if c.at == c.s.blocks {
			return false, nil
		}
		first, body, err := c.s.block(c.at)
		if err != nil {
			return false, err
		}
		c.r = reader{body: body, hash: first}
		c.at++
	}
	c.docs, err = c.r.docs(c.docs[:0])
	return err == nil, err
}

// merger is the postings of several segments.
type merger struct {
	segments []*segment
	heap     cursors
	started  bool
	docs     []uint32
}

func newMerger(segments []*segment) *merger { return &merger{segments: segments} }

func (m *merger) reports() []uint32 {
	var ids []uint32
	for _, s := range m.segments {
		ids = append(ids, s.ids()...)
	}
	slices.Sort(ids)
	return ids
}

func (m *merger) next() (uint64, []uint32, bool, error) {
	if !m.started {
		m.started = true
		for i, s := range m.segments {
			if err := m.push(&cursor{s: s, order: i}); err != nil {
				return 0, nil, false, err
			}
		}
	}
	if len(m.heap) == 0 {
		return 0, nil, false, nil
	}
	hash := m.heap[0].r.hash
	m.docs = m.docs[:0]
	for len(m.heap) > 0 && m.heap[0].r.hash == hash {
		c := heap.Pop(&m.heap).(*cursor)
		m.docs = append(m.docs, c.docs...)
		if err := m.push(c); err != nil {
			return 0, nil, false, err
		}
	}
	slices.Sort(m.docs)
	return hash, m.docs, true, nil
}

// push moves c on and puts it back where it has more.
func (m *merger) push(c *cursor) error {
	ok, err := c.next()
	if ok {
		heap.Push(&m.heap, c)
	}
	return err
}

// cursors is a heap by hash, then by the order of the segments.
type cursors []*cursor

func (h cursors) Len() int { return len(h) }
func (h cursors) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(h[i].r.hash, h[j].r.hash), cmp.Compare(h[i].order, h[j].order)) < 0
}
func (h cursors) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *cursors) Push(c any)   { *h = append(*h, c.(*cursor)) }
func (h *cursors) Pop() any {
	old := *h
	c := old[len(old)-1]
	*h = old[:len(old)-1]
	return c
}
