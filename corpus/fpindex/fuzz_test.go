package fpindex

import (
	"encoding/binary"
	"hash/crc32"
	"os"
	"testing"
)

// mend gives the bytes the magic and the checksums of a segment, so that
// what they say is believed.
func mend(data []byte) []byte {
	n := len(data)
	copy(data, segmentMagic)
	copy(data[n-len(segmentMagic):], segmentMagic)
	foot := data[n-footerSize:]
	table := binary.LittleEndian.Uint64(foot)
	blocks := binary.LittleEndian.Uint64(foot[8:])
	if table > uint64(n-footerSize) {
		return data
	}
	for i := range min(blocks, uint64(n)/tableEntry) {
		at := table + i*tableEntry + 8
		if at+8 > uint64(n-footerSize) {
			break
		}
		end := table
		if i+1 < blocks && at+tableEntry+8 <= uint64(n-footerSize) {
			end = binary.LittleEndian.Uint64(data[at+tableEntry:])
		}
		start := binary.LittleEndian.Uint64(data[at:])
		if start <= table && end <= table && start+4 <= end {
			binary.LittleEndian.PutUint32(data[start:], crc32.Checksum(data[start+4:end], castagnoli))
		}
	}
	binary.LittleEndian.PutUint32(foot[24:], crc32.Checksum(data[table:n-footerSize+24], castagnoli))
	return data
}

// FuzzSegment looks hashes up in bytes that pass for a segment. Whatever
// they are, there is no panic, and no answer is longer than the file.
func FuzzSegment(f *testing.F) {
	dir, o := smallIndex(f)
	seeds := 0
	for _, path := range files(f, dir, "*.segment") {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, uint64(3), uint32(2))
		seeds++
	}
	if seeds == 0 {
		f.Fatal("no seeds")
	}
	hashes := o.hashes()
	f.Fuzz(func(t *testing.T, data []byte, hash uint64, id uint32) {
		if len(data) < len(segmentMagic)+footerSize {
			return
		}
		s := &segment{data: mend(append([]byte(nil), data...))}
		if s.readFooter("fuzz") != nil {
			return
		}
		s.has(id)
		if len(s.ids()) != s.count() || s.count() > len(data) {
			t.Fatalf("%d reports in %d bytes", s.count(), len(data))
		}
		for _, h := range hashes {
			lookupBounded(t, s, uint64(h), len(data))
		}
		lookupBounded(t, s, hash, len(data))
		m := newMerger([]*segment{s, s})
		for n := 0; ; n++ {
			_, docs, ok, err := m.next()
			if !ok || err != nil {
				break
			}
			if n > 2*len(data) || len(docs) > 2*len(data) {
				t.Fatalf("merging %d bytes gives no end of postings", len(data))
			}
		}
	})
}

func lookupBounded(t *testing.T, s *segment, hash uint64, size int) {
	docs, err := s.lookup(hash, nil)
	if err == nil && len(docs) > size {
		t.Fatalf("%d reports out of %d bytes", len(docs), size)
	}
}
