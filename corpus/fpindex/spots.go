package fpindex

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"

	"hegao/analyzer/reuse"
)

// A list says where a hash stands: spots, ascending by report, then by block.
// Each is an unsigned varint of
//
//	(report − the report before) · 16 + min(block, 15)
//
// and, where block is 15 or more, a varint of block − 15. The first step is
// the report itself. So a spot takes 1 to 4 bytes, nearly never more.
const (
	blockBits  = 4
	blockLarge = 1<<blockBits - 1
)

// encodeSpots appends the list of spots to b and returns the number of
// reports among them.
func encodeSpots(b []byte, spots []reuse.Spot) (list []byte, count int) {
	before := reuse.DocID(0)
	for i, s := range spots {
		if i == 0 || s.Doc != before {
			count++
		}
		step := uint64(s.Doc-before) << blockBits
		before = s.Doc
		if s.Block < blockLarge {
			b = binary.AppendUvarint(b, step|uint64(s.Block))
			continue
		}
		b = binary.AppendUvarint(b, step|blockLarge)
		b = binary.AppendUvarint(b, uint64(s.Block-blockLarge))
	}
	return b, count
}

// appendSpots appends the spots of list, which must be those of count
// reports, to spots.
func appendSpots(spots []reuse.Spot, list []byte, count int) ([]reuse.Spot, error) {
	doc, found := uint64(0), 0
	for at := 0; at < len(list); {
		v, n := uvarint(list[at:])
		at += n
		block := v & blockLarge
		if n > 0 && block == blockLarge {
			rest, m := uvarint(list[at:])
			at, n = at+m, min(n, m)
			block += rest
		}
		step := v >> blockBits
		doc += step
		if n <= 0 || step > math.MaxUint32 || doc > math.MaxUint32 || block > math.MaxUint16 {
			return nil, damaged("a list is malformed")
		}
		if step > 0 || found == 0 {
			found++
		}
		spots = append(spots, reuse.Spot{Doc: reuse.DocID(doc), Block: uint16(block)})
	}
	if found != count {
		return nil, damaged("a list has %d reports, not %d", found, count)
	}
	return spots, nil
}

// joinSpots appends the spots of list, which is of another segment than those
// from start on, and keeps all of them in order. Segments nearly always follow
// each other.
func joinSpots(spots []reuse.Spot, start int, list []byte, count int) ([]reuse.Spot, error) {
	joint := len(spots)
	spots, err := appendSpots(spots, list, count)
	if err == nil && joint > start && joint < len(spots) && spots[joint].Doc < spots[joint-1].Doc {
		slices.SortFunc(spots[start:], compareSpots)
	}
	return spots, err
}

func compareSpots(a, b reuse.Spot) int {
	return cmp.Or(cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Block, b.Block))
}

// uvarint is binary.Uvarint, faster for the short numbers that lists consist
// of. n is 0 or less where b does not begin with a number.
func uvarint(b []byte) (v uint64, n int) {
	if len(b) >= 3 {
		if b[0] < 0x80 {
			return uint64(b[0]), 1
		}
		if b[1] < 0x80 {
			return uint64(b[0]&0x7f) | uint64(b[1])<<7, 2
		}
		if b[2] < 0x80 {
			return uint64(b[0]&0x7f) | uint64(b[1]&0x7f)<<7 | uint64(b[2])<<14, 3
		}
	}
	return binary.Uvarint(b)
}
