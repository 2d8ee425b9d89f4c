package fpindex

import (
	"fmt"

	"hegao/analyzer/reuse"
	"hegao/corpus"
)

// batch is the postings of reports in memory.
type batch struct {
	places []entry // hash and spot, ascending
	hashes int
	runs   runs
	pairs  []byte
	spots  []reuse.Spot
	list   []byte
}

// newBatch takes the fingerprints of reports, each once and ascending, that
// are not in the index. Cost: O(prints and pairs).
func newBatch(docs []corpus.Fingerprinted) (*batch, error) {
	b := &batch{pairs: pairsOf(docs)}
	prints := 0
	for _, d := range docs {
		b.runs = b.runs.add(uint32(d.ID), uint32(d.ID))
		prints += len(d.Prints)
	}
	places := make([]entry, 0, prints)
	for _, d := range docs {
		for _, p := range d.Prints {
			if p.Hash >= 1<<hashBits {
				return nil, fmt.Errorf("the hash %x has more than %d bits", p.Hash, hashBits)
			}
			places = append(places, entry{uint64(p.Hash), packSpot(uint32(d.ID), p.Block())})
		}
	}
	b.places = sortByKey(places, hashBits)
	for i, p := range b.places {
		if i == 0 || p.key != b.places[i-1].key {
			b.hashes++
		}
	}
	return b, nil
}

func packSpot(doc uint32, block uint16) uint64 { return uint64(doc)<<16 | uint64(block) }

func unpackSpot(v uint64) reuse.Spot {
	return reuse.Spot{Doc: reuse.DocID(v >> 16), Block: uint16(v)}
}

func (b *batch) bound() int              { return b.hashes }
func (b *batch) reported() runs          { return b.runs }
func (b *batch) paired() ([]byte, error) { return b.pairs, nil }

func (b *batch) next() (hash uint64, count int, list []byte, ok bool, err error) {
	if len(b.places) == 0 {
		return 0, 0, nil, false, nil
	}
	hash = b.places[0].key
	b.spots = b.spots[:0]
	n := 0
	for ; n < len(b.places) && b.places[n].key == hash; n++ {
		// The same gram twice in a block is one spot.
		if n == 0 || b.places[n].value != b.places[n-1].value {
			b.spots = append(b.spots, unpackSpot(b.places[n].value))
		}
	}
	b.places = b.places[n:]
	b.list, count = encodeSpots(b.list[:0], b.spots)
	return hash, count, b.list, true, nil
}
