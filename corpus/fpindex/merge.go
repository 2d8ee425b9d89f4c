package fpindex

import (
	"errors"
	"math"
	"slices"
	"sync/atomic"

	"hegao/analyzer/reuse"
)

// errStopped is how a merge ends that was asked to.
var errStopped = errors.New("merge stopped")

// merger is the postings of several segments.
type merger struct {
	segments []*segment
	cursors  []cursor
	heads    []uint64 // the hash at which each cursor stands, or ended
	stop     *atomic.Bool
	spots    []reuse.Spot
	list     []byte
}

// ended is behind all hashes.
const ended = math.MaxUint64

func newMerger(segments []*segment, stop *atomic.Bool) (*merger, error) {
	m := &merger{segments: segments, stop: stop, heads: make([]uint64, len(segments))}
	for i, s := range segments {
		advise(s.data, sequential) // whatever its size; it is given up afterwards
		m.cursors = append(m.cursors, cursor{segment: s})
		if err := m.advance(i); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *merger) advance(i int) error {
	ok, err := m.cursors[i].next()
	m.heads[i] = ended
	if ok {
		m.heads[i] = m.cursors[i].hash
	}
	return err
}

func (m *merger) bound() int {
	n := 0
	for _, s := range m.segments {
		n += s.hashes
	}
	return n
}

func (m *merger) reported() runs {
	var all []runs
	for _, s := range m.segments {
		all = append(all, s.runs)
	}
	return joinRuns(all...)
}

func (m *merger) paired() ([]byte, error) { return mergePairs(m.segments) }

// next finds the smallest head by walking: there are few, and no heap is as
// fast.
func (m *merger) next() (hash uint64, count int, list []byte, ok bool, err error) {
	if m.stop.Load() {
		return 0, 0, nil, false, errStopped
	}
	hash = slices.Min(m.heads)
	if hash == ended {
		return 0, 0, nil, false, nil
	}
	first := slices.Index(m.heads, hash)
	count, list = m.cursors[first].count, m.cursors[first].list
	if slices.Contains(m.heads[first+1:], hash) {
		count, list, err = m.join(hash)
		return hash, count, list, err == nil, err
	}
	err = m.advance(first) // list stays where it is, in the file
	return hash, count, list, err == nil, err
}

// join makes one list of those of all cursors that stand at hash, and moves
// them on.
func (m *merger) join(hash uint64) (count int, list []byte, err error) {
	m.spots = m.spots[:0]
	for i, h := range m.heads {
		if h != hash {
			continue
		}
		c := &m.cursors[i]
		if m.spots, err = joinSpots(m.spots, 0, c.list, c.count); err != nil {
			return 0, nil, err
		}
		if err = m.advance(i); err != nil {
			return 0, nil, err
		}
	}
	m.list, count = encodeSpots(m.list[:0], m.spots)
	return count, m.list, nil
}

// cursor walks a segment from its first hash to its last. What it reads it
// verifies again, since the merged segment has new checksums: from then on
// damage could not be told from truth.
type cursor struct {
	segment  *segment
	verified [2]int // the page up to which the table and the buckets are
	after    uint64 // the bucket after b
	b        bucket
	i, at    int // the next hash of b, and its slot

	hash  uint64
	count int
	list  []byte
}

// next moves to the next hash; false at the end.
func (c *cursor) next() (bool, error) {
	for c.i == c.b.n {
		if c.after == 1<<c.segment.bucketBits {
			return false, nil
		}
		if err := c.enter(); err != nil {
			return false, err
		}
	}
	s := c.segment
	hash := (c.after-1)<<s.keyBits | s.key(c.b, c.i)
	if c.i > 0 && hash <= c.hash || hash>>s.keyBits != c.after-1 {
		return false, damaged("%s has hashes that are not in order", s.name)
	}
	l, err := s.slot(c.b, c.i, c.at)
	if err != nil {
		return false, err
	}
	c.hash, c.count, c.list = hash, l.count, s.data[l.from:l.to]
	c.at += slotBytes(s.data[c.b.sizes+c.i])
	c.i++
	return true, nil
}

// enter begins the next bucket.
func (c *cursor) enter() error {
	s := c.segment
	at := len(segmentMagic) + int(c.after)*tableEntry
	if err := c.verify(0, at, at+2*tableEntry); err != nil {
		return err
	}
	start, end, err := s.entry(at)
	if err != nil {
		return err
	}
	c.after++
	c.b, c.i = bucket{}, 0
	if start == end {
		return nil
	}
	if err := c.verify(1, start, end); err != nil {
		return err
	}
	c.b, err = s.bucketAt(start, end)
	c.at = c.b.slots
	return err
}

// verify verifies the pages of from…to, which begins where the last such
// call ended.
func (c *cursor) verify(part, from, to int) error {
	page := max(c.verified[part], from/pageSize)
	for ; page*pageSize < to; page++ {
		if err := c.segment.pages.verify(page); err != nil {
			return err
		}
	}
	c.verified[part] = page
	return nil
}
