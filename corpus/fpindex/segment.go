package fpindex

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/bits"
	"os"
	"path/filepath"
	"sync/atomic"

	mmap "github.com/blevesearch/mmap-go"
)

// A segment file, all numbers little-endian:
//
//	magic      8 bytes
//	table      5 bytes a bucket: where it begins; and where the last one
//	           ends. Filled up with zeroes to a page
//	buckets    one after another, see bucket.go
//	sums       4 bytes for each page of all the above: its CRC-32C
//	top sums   4 bytes for each page of sums: its CRC-32C
//	runs       the reports, see runs.go
//	pairs      see pairs.go
//	footer     where the buckets end, the number of hashes, the number of
//	           runs, the bytes of pairs (8 bytes each), the bits of a bucket
//	           number (8 bytes), CRC-32C from the top sums to here, magic
//
// The hashes are uniform, so their first bits are as good a bucket number as
// any: a hash is found with one read in the table and one in its bucket.
//
// From the top sums on, everything is verified when the file is opened: a
// few KB, and up to 3 MB of pairs in a segment of a million reports.
const (
	segmentMagic  = "HEGAOFP2"
	tableEntry    = 5
	footerNumbers = 5
	footerSize    = footerNumbers*8 + sumSize + len(segmentMagic)
)

// hashBits is how many bits of a reuse.Hash are in use.
const hashBits = 40

// Buckets have between bucketHashes/2 and bucketHashes hashes on average;
// fewer after a merge of segments that share many. Measured with 100,000
// reports of 1,000 postings in one segment: with 16 a lookup takes 440 ns a
// hash at 4.54 bytes a posting, with 32 550 ns at 4.41, with 64 590 ns at
// 4.35; the table has 0.49, 0.25 and 0.12 bytes a hash.
const bucketHashes = 32

// bucketBitsFor is the number of bits of a bucket number among n hashes.
func bucketBitsFor(n int) int {
	return min(bits.Len(uint(n/bucketHashes)), hashBits-8)
}

// layout is what follows from the number of buckets.
type layout struct {
	bucketBits int
	keyBits    int // of a hash, besides its bucket
	keyBytes   int // that hold them
}

func layoutOf(bucketBits int) layout {
	keyBits := hashBits - bucketBits
	return layout{bucketBits, keyBits, (keyBits + 7) / 8}
}

// bucketsAt is where the first bucket begins.
func (l layout) bucketsAt() int {
	return pageCount(len(segmentMagic)+(1<<l.bucketBits+1)*tableEntry) * pageSize
}

// segment is an open segment file.
type segment struct {
	layout
	name    string
	data    mmap.MMap
	end     int    // of the buckets
	pages   *pages // of the table and the buckets
	hashes  int
	runs    runs
	reports int
	pairs   []byte
	refs    atomic.Int64
}

// openSegment opens a segment with one reference to it.
func openSegment(path string) (*segment, error) {
	data, err := mapFile(path)
	if err != nil {
		return nil, err
	}
	s := &segment{name: filepath.Base(path), data: data}
	s.refs.Store(1)
	if err := s.readFooter(); err != nil {
		return nil, errors.Join(err, data.Unmap())
	}
	if len(data) >= largeSegment {
		advise(data[:s.end], scattered) // what follows was just read whole
	}
	return s, nil
}

func mapFile(path string) (mmap.MMap, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < int64(pageSize+footerSize) {
		return nil, damaged("%s is cut short", info.Name())
	}
	return mmap.Map(f, mmap.RDONLY, 0)
}

// readFooter verifies and takes apart what stands behind the sums.
func (s *segment) readFooter() error {
	size := len(s.data)
	foot := s.data[size-footerSize:]
	number := func(i int) int {
		return int(min(binary.LittleEndian.Uint64(foot[i*8:]), uint64(size))) // too much is seen below
	}
	end, runBytes, pairBytes, bucketBits := number(0), number(2)*runSize, number(3), number(4)
	sums := pageCount(end) * sumSize
	top := pageCount(sums) * sumSize
	if string(foot[footerSize-len(segmentMagic):]) != segmentMagic || bucketBits > hashBits-8 ||
		end+sums+top+runBytes+pairBytes+footerSize != size {
		return damaged("%s has a broken footer", s.name)
	}
	tail := s.data[end+sums : size-len(segmentMagic)-sumSize]
	if crc32.Checksum(tail, castagnoli) != binary.LittleEndian.Uint32(s.data[size-len(segmentMagic)-sumSize:]) {
		return damaged("%s has a wrong checksum", s.name)
	}
	s.layout, s.end, s.hashes = layoutOf(bucketBits), end, number(1)
	if s.bucketsAt() > end {
		return damaged("%s has no room for its table", s.name)
	}
	s.pages = newPages(s.data[:end], s.data[end:end+sums], newPages(s.data[end:end+sums], tail[:top], nil))
	s.runs, s.pairs = runs(tail[top:top+runBytes]), tail[top+runBytes:top+runBytes+pairBytes]
	var err error
	s.reports, err = s.runs.count()
	return err
}

func (s *segment) retain() { s.refs.Add(1) }

// release gives up a reference; the last one unmaps the file.
func (s *segment) release() error {
	if s.refs.Add(-1) > 0 {
		return nil
	}
	return s.data.Unmap()
}

// place returns where a bucket begins and ends.
func (s *segment) place(bucket uint64) (start, end int, err error) {
	at := len(segmentMagic) + int(bucket)*tableEntry
	if err := s.pages.check(at, at+2*tableEntry); err != nil {
		return 0, 0, err
	}
	return s.entry(at)
}

// entry reads two neighbours in the table, whose pages are verified.
func (s *segment) entry(at int) (start, end int, err error) {
	start = int(s.number(at) & (1<<(8*tableEntry) - 1))
	end = int(s.number(at+tableEntry) & (1<<(8*tableEntry) - 1))
	if start > end || start < s.bucketsAt() || end > s.end {
		return 0, 0, damaged("%s has a bucket that lies outside", s.name)
	}
	return start, end, nil
}

// number reads 8 bytes, of which the caller uses those that belong to what is
// stored there. The footer is longer than that, so there always are 8.
func (s *segment) number(at int) uint64 { return binary.LittleEndian.Uint64(s.data[at:]) }
