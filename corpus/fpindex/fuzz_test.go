package fpindex

import (
	"encoding/binary"
	"hash/crc32"
	"os"
	"sync/atomic"
	"testing"

	"hegao/analyzer/reuse"
)

// mend gives the bytes the magic and the checksums of a segment, so that
// what they say is believed.
func mend(data []byte) []byte {
	n := len(data)
	copy(data[n-len(segmentMagic):], segmentMagic)
	end := binary.LittleEndian.Uint64(data[n-footerSize:])
	if end > uint64(n-footerSize) {
		return data
	}
	sums := appendSums(nil, data[:end])
	top := appendSums(nil, sums)
	if int(end)+len(sums)+len(top)+footerSize > n {
		return data
	}
	copy(data[end:], append(sums, top...))
	sum := n - len(segmentMagic) - sumSize
	binary.LittleEndian.PutUint32(data[sum:], crc32.Checksum(data[int(end)+len(sums):sum], castagnoli))
	return data
}

// FuzzSegment looks hashes up in bytes that pass for a segment. Whatever
// they are, there is no panic, and no answer is longer than the file.
func FuzzSegment(f *testing.F) {
	dir, o := smallIndex(f)
	for _, path := range files(f, dir, "*.segment") {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, uint64(3), uint32(2))
	}
	hashes := o.hashes()
	f.Fuzz(func(t *testing.T, data []byte, hash uint64, id uint32) {
		if len(data) < pageSize+footerSize {
			return
		}
		s := &segment{data: mend(append([]byte(nil), data...))}
		if s.readFooter() != nil {
			return
		}
		s.runs.has(id)
		_ = eachPair(s.pairs, func(slot, _ uint64) {
			if slot >= pairSlots {
				t.Fatalf("slot %d", slot)
			}
		})
		for _, h := range append(hashes, reuse.Hash(hash%(1<<hashBits))) {
			lookupBounded(t, s, uint64(h), len(data))
		}
		mergeBounded(t, s, len(data))
	})
}

func lookupBounded(t *testing.T, s *segment, hash uint64, size int) {
	if hash >= 1<<hashBits {
		return
	}
	s.touch([]entry{{key: hash}})
	s.announceTable()
	s.announceBuckets([]entry{{key: hash}})
	l, err := s.find(hash)
	if err != nil || l.count == 0 {
		return
	}
	b, err := l.bytes()
	if err != nil {
		t.Fatalf("mended, but %v", err)
	}
	if spots, err := appendSpots(nil, b, l.count); err == nil && (len(spots) > size || l.count > size) {
		t.Fatalf("%d spots of %d reports out of %d bytes", len(spots), l.count, size)
	}
}

func mergeBounded(t *testing.T, s *segment, size int) {
	m, err := newMerger([]*segment{s, s}, &atomic.Bool{})
	if err != nil {
		return
	}
	_, _ = m.paired()
	last := uint64(0)
	for n := 0; ; n++ {
		hash, count, list, ok, err := m.next()
		if !ok || err != nil {
			return
		}
		if n > 0 && hash <= last || hash >= 1<<hashBits || n > size || count > size || len(list) > 20*size {
			t.Fatalf("hash %x after %x; %d in %d reports, %d bytes out of %d", hash, last, n, count, len(list), size)
		}
		last = hash
	}
}
