package fpindex

import (
	"encoding/binary"
	"hash/crc32"
	"sync/atomic"
)

// pageSize is how many bytes share a checksum: what the system reads from
// disk at least.
const pageSize = 4096

const sumSize = 4 // bytes of a CRC-32C

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// pages is a stretch of bytes with a CRC-32C for each page of it. A page is
// verified when it is first touched, and then never again: opening costs
// nothing, and damage is never taken for an answer.
type pages struct {
	data  []byte
	sums  []byte
	above *pages          // verifies sums; nil where they are verified
	seen  []atomic.Uint64 // a bit for each page that is verified
}

func newPages(data, sums []byte, above *pages) *pages {
	return &pages{data: data, sums: sums, above: above, seen: make([]atomic.Uint64, pageCount(len(data))/64+1)}
}

// pageCount is the number of pages of n bytes.
func pageCount(n int) int { return (n + pageSize - 1) / pageSize }

// check verifies the pages of the bytes from…to, which must lie in p.data,
// so far as they are not verified yet.
func (p *pages) check(from, to int) error {
	for i := from / pageSize; i*pageSize < to; i++ {
		bit := uint64(1) << (i % 64)
		if p.seen[i/64].Load()&bit != 0 {
			continue
		}
		if err := p.verify(i); err != nil {
			return err
		}
		p.seen[i/64].Or(bit)
	}
	return nil
}

// verify verifies one page.
func (p *pages) verify(i int) error {
	if p.above != nil {
		if err := p.above.check(i*sumSize, (i+1)*sumSize); err != nil {
			return err
		}
	}
	page := p.data[i*pageSize : min((i+1)*pageSize, len(p.data))]
	if crc32.Checksum(page, castagnoli) != binary.LittleEndian.Uint32(p.sums[i*sumSize:]) {
		return damaged("page %d has a wrong checksum", i)
	}
	return nil
}

// appendSums appends the checksums of the pages of data to sums.
func appendSums(sums, data []byte) []byte {
	for len(data) > 0 {
		n := min(pageSize, len(data))
		sums = binary.LittleEndian.AppendUint32(sums, crc32.Checksum(data[:n], castagnoli))
		data = data[n:]
	}
	return sums
}
