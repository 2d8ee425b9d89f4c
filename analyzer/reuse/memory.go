package reuse

import (
	"context"
	"fmt"
)

// Memory is an Archive held in memory, for a few thousand texts: drafts that
// are checked against one another. It is filled first and read afterwards;
// readers may then be many.
type Memory struct {
	sources  []*Source // by id, from 1
	families []DocID   // of sources
	spots    map[Hash][]Spot
	pairs    map[Hash]int32
	cut      int // of Lookup; 0 for DocumentCut
}

// NewMemory makes an empty archive.
func NewMemory() *Memory {
	return &Memory{spots: map[Hash][]Spot{}, pairs: map[Hash]int32{}}
}

// Add takes a text in and returns its number, counted from 1. meta is a
// Source without ID and Track; one without a Name is called r and its number.
// Cost: O(n), and 200 bytes for each character
// or so.
func (m *Memory) Add(meta Source) DocID {
	meta.ID = DocID(len(m.sources) + 1)
	if meta.Name == "" {
		meta.Name = fmt.Sprintf("r%d", meta.ID)
	}
	m.families = append(m.families, meta.ID)
	src := NewSource(meta)
	m.sources = append(m.sources, src)
	pairs := PairsInOrder(src.Track.Runes)
	for _, p := range Grams(src.Track.Runes, pairs, m.countsOf(pairs)) {
		spot := Spot{src.ID, p.Block()}
		if s := m.spots[p.Hash]; len(s) == 0 || s[len(s)-1] != spot {
			m.spots[p.Hash] = append(s, spot)
		}
	}
	for _, h := range Pairs(src.Track.Runes) {
		m.pairs[h]++
	}
	return src.ID
}

// Lookup returns the postings of each hash.
func (m *Memory) Lookup(_ context.Context, hashes []Hash) ([]Posting, error) {
	out := make([]Posting, len(hashes))
	cut := m.cut
	if cut == 0 {
		cut = DocumentCut(len(m.sources))
	}
	for i, h := range hashes {
		spots := m.spots[h]
		out[i] = Posting{Spots: spots, Count: reportsIn(spots)}
		if out[i].Count > cut {
			out[i].Spots = nil
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
	return m.countsOf(pairs), nil
}

func (m *Memory) countsOf(pairs []Hash) []int {
	out := make([]int, len(pairs))
	for i, p := range pairs {
		out[i] = int(m.pairs[p])
	}
	return out
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
