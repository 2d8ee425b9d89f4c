package reuse

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
)

// Memory is an Archive held in memory, for a few thousand texts: drafts that
// are checked against one another. It is filled first and read afterwards;
// readers may then be many.
//
// Every hash has a number, and what belongs to it stands in slices by that
// number. There are no pointers in them, so that the garbage collector passes
// them over: filling takes two fifths of what it took with maps.
type Memory struct {
	sources  []*Source // by id, from 1
	families []DocID   // of sources
	numbers  numbering
	known    []known  // by number
	kept     []posted // in the order of adding
	cut      int      // of Lookup; 0 for DocumentCut

	sorting sync.Mutex
	sorted  atomic.Int64 // how many of kept stand in spots
	spots   []Spot       // by number
	first   []int32      // where those of a number begin
	reports []int32      // in which it stands, by number
}

// known is what is known of a hash while texts are added.
type known struct {
	texts  int32 // that hold it as a pair
	last   DocID // of them
	newest Spot  // of those kept
}

// posted is where a hash stands.
type posted struct {
	number int32
	spot   Spot
}

// NewMemory makes an empty archive.
func NewMemory() *Memory { return &Memory{} }

// Add takes a text in and returns its number, counted from 1. meta is a
// Source without ID and Track; one without a Name is called r and its number.
// Cost: O(n), and 100 bytes for each character or so.
func (m *Memory) Add(meta Source) DocID {
	meta.ID = DocID(len(m.sources) + 1)
	if meta.Name == "" {
		meta.Name = fmt.Sprintf("r%d", meta.ID)
	}
	m.families = append(m.families, meta.ID)
	src := NewSource(meta)
	m.sources = append(m.sources, src)
	pairs := PairsInOrder(src.Track.Runes)
	for _, p := range Grams(src.Track.Runes, pairs, m.count(src.ID, pairs)) {
		m.keep(posted{m.number(p.Hash), Spot{src.ID, p.Block()}})
	}
	return src.ID
}

// keep keeps where a hash stands, once for each block.
func (m *Memory) keep(p posted) {
	if k := &m.known[p.number]; k.newest != p.spot {
		k.newest = p.spot
		m.kept = append(m.kept, p)
	}
}

// number is that of a hash, given now if it had none.
func (m *Memory) number(h Hash) int32 {
	n := m.numbers.give(h)
	if int(n) == len(m.known) {
		m.known = append(m.known, known{})
	}
	return n
}

// count counts a text for each of its pairs, and returns in how many texts
// before it each stands.
func (m *Memory) count(id DocID, pairs []Hash) []int {
	before := make([]int, len(pairs))
	for i, h := range pairs {
		k := &m.known[m.number(h)]
		if k.last != id {
			k.last = id
			k.texts++
		}
		before[i] = int(k.texts) - 1
	}
	return before
}

// sort puts what was kept in the order of the numbers, unless it is.
// Cost: O(n).
func (m *Memory) sort() {
	if m.sorted.Load() == int64(len(m.kept)) {
		return
	}
	m.sorting.Lock()
	defer m.sorting.Unlock()
	if m.sorted.Load() == int64(len(m.kept)) {
		return
	}
	m.first = make([]int32, len(m.known)+1)
	for _, p := range m.kept {
		m.first[p.number+1]++
	}
	for n := range m.known {
		m.first[n+1] += m.first[n]
	}
	m.spots = make([]Spot, len(m.kept))
	next := slices.Clone(m.first)
	for _, p := range m.kept {
		m.spots[next[p.number]] = p.spot
		next[p.number]++
	}
	m.reports = make([]int32, len(m.known))
	for n := range m.known {
		m.reports[n] = int32(reportsIn(m.spots[m.first[n]:m.first[n+1]]))
	}
	m.sorted.Store(int64(len(m.kept)))
}

// Lookup returns the postings of each hash.
func (m *Memory) Lookup(_ context.Context, hashes []Hash) ([]Posting, error) {
	m.sort()
	out := make([]Posting, len(hashes))
	cut := m.cut
	if cut == 0 {
		cut = DocumentCut(len(m.sources))
	}
	for i, h := range hashes {
		n, ok := m.numbers.find(h)
		if !ok || m.reports[n] == 0 {
			continue
		}
		out[i].Count = int(m.reports[n])
		if out[i].Count <= cut {
			out[i].Spots = m.spots[m.first[n]:m.first[n+1]:m.first[n+1]]
		}
	}
	return out, nil
}

// reportsIn counts the distinct reports of ascending spots.
func reportsIn(spots []Spot) int {
	n := 0
	for i, s := range spots {
		if i == 0 || s.Doc != spots[i-1].Doc {
			n++
		}
	}
	return n
}

// PairCounts returns in how many texts each pair occurs.
func (m *Memory) PairCounts(_ context.Context, pairs []Hash) ([]int, error) {
	out := make([]int, len(pairs))
	for i, p := range pairs {
		if n, ok := m.numbers.find(p); ok {
			out[i] = int(m.known[n].texts)
		}
	}
	return out, nil
}

// Sources returns the texts with these numbers.
func (m *Memory) Sources(_ context.Context, ids []DocID) ([]*Source, error) {
	out := make([]*Source, len(ids))
	for i, id := range ids {
		if id < 1 || int(id) > len(m.sources) {
			return nil, fmt.Errorf("no text %d", id)
		}
		out[i] = m.sources[id-1]
	}
	return out, nil
}

// Reports is the number of texts.
func (m *Memory) Reports() int { return len(m.sources) }

// Family returns the family of a text.
func (m *Memory) Family(id DocID) DocID { return m.families[id-1] }

// Join makes a text one family with an older one.
func (m *Memory) Join(id, older DocID) { m.families[id-1] = m.families[older-1] }
