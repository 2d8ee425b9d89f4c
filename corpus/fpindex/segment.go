package fpindex

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"slices"

	mmap "github.com/blevesearch/mmap-go"
)

// A segment file, all numbers little-endian:
//
//	magic       8 bytes
//	blocks      one after another; see block
//	table       16 bytes a block: its first hash, its offset
//	reports     4 bytes each, ascending
//	footer      offset of table, number of blocks, number of reports (8 bytes
//	            each), CRC-32C of table, reports and the footer so far, magic
//
// A block holds up to blockHashes hashes with their reports:
//
//	CRC-32C of the rest    4 bytes
//	for each hash: the step from the hash before (0 for the first), the
//	number of reports, the first report, the steps to the others; all as
//	unsigned varints
//
// The checksum of a block is verified whenever it is read, so that opening
// costs nothing and damage is never taken for an answer.
const (
	segmentMagic = "HEGAOFP1"
	blockHashes  = 64
	footerSize   = 3*8 + 4 + 8
	tableEntry   = 16
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

type segment struct {
	data    mmap.MMap
	table   []byte
	reports []byte
	blocks  int
	// end is where the last block ends.
	end int
}

func openSegment(path string) (*segment, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < int64(len(segmentMagic)+footerSize) {
		return nil, damaged("%s is cut short", info.Name())
	}
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, err
	}
	s := &segment{data: data}
	if err := s.readFooter(info.Name()); err != nil {
		return nil, errors.Join(err, data.Unmap())
	}
	return s, nil
}

func (s *segment) readFooter(name string) error {
	n := len(s.data)
	foot := s.data[n-footerSize:]
	table := binary.LittleEndian.Uint64(foot)
	blocks := binary.LittleEndian.Uint64(foot[8:])
	reports := binary.LittleEndian.Uint64(foot[16:])
	size := uint64(n - footerSize)
	if string(s.data[:8]) != segmentMagic || string(foot[28:]) != segmentMagic ||
		table > size || blocks > size || reports > size || table+blocks*tableEntry+reports*4 != size {
		return damaged("%s has a broken footer", name)
	}
	if crc32.Checksum(s.data[table:n-footerSize+24], castagnoli) != binary.LittleEndian.Uint32(foot[24:]) {
		return damaged("%s has a broken table", name)
	}
	s.end, s.blocks = int(table), int(blocks)
	s.table = s.data[table : table+blocks*tableEntry]
	s.reports = s.data[table+blocks*tableEntry : size]
	return nil
}

func (s *segment) close() error {
	if s.data == nil {
		return fs.ErrClosed
	}
	data := s.data
	s.data = nil
	return data.Unmap()
}

func (s *segment) first(block int) uint64 {
	return binary.LittleEndian.Uint64(s.table[block*tableEntry:])
}

func (s *segment) block(i int) (first uint64, body []byte, err error) {
	start := int(binary.LittleEndian.Uint64(s.table[i*tableEntry+8:]))
	end := s.end
	if i+1 < s.blocks {
		end = int(binary.LittleEndian.Uint64(s.table[(i+1)*tableEntry+8:]))
	}
	if start < len(segmentMagic) || end > s.end || end-start < 4 {
		return 0, nil, damaged("block %d lies outside", i)
	}
	body = s.data[start+4 : end]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(s.data[start:]) {
		return 0, nil, damaged("block %d has a wrong checksum", i)
	}
	return s.first(i), body, nil
}

// lookup appends the reports that hold hash to docs.
func (s *segment) lookup(hash uint64, docs []uint32) ([]uint32, error) {
	lo, hi := 0, s.blocks // the last block that begins at or before hash
	for lo < hi {
		if mid := (lo + hi) / 2; s.first(mid) <= hash {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return docs, nil
	}
	first, body, err := s.block(lo - 1)
	if err != nil {
		return nil, err
	}
	r := reader{body: body, hash: first}
	for r.next() && r.hash <= hash {
		if r.hash == hash {
			return r.docs(docs)
		}
		if err := r.skip(); err != nil {
			return nil, err
		}
	}
	return docs, r.err
}

// has reports whether the segment holds the report.
func (s *segment) has(id uint32) bool {
	lo, hi := 0, len(s.reports)/4
	for lo < hi {
		if mid := (lo + hi) / 2; binary.LittleEndian.Uint32(s.reports[mid*4:]) < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(s.reports)/4 && binary.LittleEndian.Uint32(s.reports[lo*4:]) == id
}

func (s *segment) count() int { return len(s.reports) / 4 }

func (s *segment) ids() []uint32 {
	ids := make([]uint32, s.count())
	for i := range ids {
		ids[i] = binary.LittleEndian.Uint32(s.reports[i*4:])
	}
	return ids
}

// reader walks the entries of a block.
type reader struct {
	body  []byte
	hash  uint64
	n     uint64 // reports of the current hash
	begun bool
	err   error
}

// next moves to the next hash; false at the end of the block.
func (r *reader) next() bool {
	if len(r.body) == 0 || r.err != nil {
		return false
	}
	step := r.uvarint()
	if r.begun {
		r.hash += step
	}
	r.begun = true
	r.n = r.uvarint()
	return r.err == nil
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.body)
	if n <= 0 {
		r.err, r.body = damaged("a number is cut short"), nil
		return 0
	}
	r.body = r.body[n:]
	return v
}

func (r *reader) docs(docs []uint32) ([]uint32, error) {
	id := uint64(0)
	docs = slices.Grow(docs, int(min(r.n, uint64(len(r.body)))))
	for range r.n {
		id += r.uvarint()
		if r.err != nil {
			return nil, r.err
		}
		docs = append(docs, uint32(id))
	}
	return docs, nil
}

func (r *reader) skip() error {
	for range r.n {
		i := 0
		for i < len(r.body) && r.body[i] >= 0x80 {
			i++
		}
		if i == len(r.body) {
			r.err = damaged("a posting is cut short")
			return r.err
		}
		r.body = r.body[i+1:]
	}
	return nil
}
