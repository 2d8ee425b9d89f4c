package fpindex

import (
	"encoding/binary"
	"fmt"
	"math"
)

// A bucket holds the hashes that begin with its number:
//
//	n       how many there are, unsigned varint
//	keys    the other bits of each, ascending, in as few bytes as hold them
//	sizes   a byte for each, see below
//	slots   the list of each (see spots.go)
//	long    lists that are too long for a slot
//
// A bucket without hashes has no bytes at all. The size says what is in the
// slot, so that lists which are not wanted are stepped over unread:
//
//	2·bytes        the list of a hash that one report holds
//	2·bytes + 1    the number of reports (varint), then their list
//	sizeLong       the number of reports, where the list begins in long, how
//	               many bytes it has; 4 bytes each
//
// A hash that is in a great many reports thus costs no more to pass, or to
// count, than any other.
const (
	sizeLong  = 255
	longSlot  = 12 // bytes
	maxInSlot = 126
)

// slotBytes is the number of bytes of the slot with this size.
func slotBytes(size byte) int {
	if size == sizeLong {
		return longSlot
	}
	return int(size) / 2
}

// bucket is where the parts of a bucket begin in its segment.
type bucket struct {
	n                  int
	keys, sizes, slots int
	end                int
}

// list is where a segment keeps the spots of a hash; count is 0 where it
// does not hold the hash.
type list struct {
	segment  *segment
	from, to int
	count    int // reports
}

// bytes returns the list.
func (l list) bytes() ([]byte, error) {
	if err := l.segment.pages.check(l.from, l.to); err != nil {
		return nil, err
	}
	return l.segment.data[l.from:l.to], nil
}

// find returns where the spots of hash are. They are not read, however many
// there are. Cost: one read in the table, one or two in the bucket.
func (s *segment) find(hash uint64) (list, error) {
	start, end, err := s.place(hash >> s.keyBits)
	if err != nil || start == end {
		return list{}, err
	}
	if err := s.pages.check(start, min(start+binary.MaxVarintLen64, end)); err != nil {
		return list{}, err
	}
	b, err := s.bucketAt(start, end)
	if err != nil {
		return list{}, err
	}
	if err := s.pages.check(start, b.slots); err != nil {
		return list{}, err
	}
	i := s.search(b, hash&(1<<s.keyBits-1))
	if i < 0 {
		return list{}, nil
	}
	at := b.slots + s.slotsBytes(b, i)
	if err := s.pages.check(at, min(at+longSlot, b.end)); err != nil {
		return list{}, err
	}
	return s.slot(b, i, at)
}

// touch reads the first bytes that find will read for these hashes, without
// regard to what they say. find waits for every place that it reads; here the
// processor fetches many of them at once. Measured with 100,000 reports: a
// lookup takes 570 ns a hash instead of 760 in one segment, 1.3 µs instead of
// 1.9 in five.
func (s *segment) touch(asked []entry) (sum byte) {
	for _, a := range asked {
		if start := s.bucketStart(a.key); start < s.end {
			sum += s.data[start]
		}
	}
	return sum
}

// bucketStart is where the table says that the bucket of a hash begins. It is
// not verified.
func (s *segment) bucketStart(hash uint64) int {
	return int(s.number(len(segmentMagic)+int(hash>>s.keyBits)*tableEntry) & (1<<(8*tableEntry) - 1))
}

// bucketAt takes a bucket apart; its first bytes must be verified.
func (s *segment) bucketAt(start, end int) (bucket, error) {
	n, w := uvarint(s.data[start:end])
	if w <= 0 || n == 0 || n > uint64(end-start) {
		return bucket{}, damaged("%s has a malformed bucket", s.name)
	}
	b := bucket{n: int(n), keys: start + w, end: end}
	b.sizes = b.keys + b.n*s.keyBytes
	b.slots = b.sizes + b.n
	if b.slots > end {
		return bucket{}, damaged("%s has a malformed bucket", s.name)
	}
	return b, nil
}

// key returns the i-th key.
func (s *segment) key(b bucket, i int) uint64 {
	return s.number(b.keys+i*s.keyBytes) & (1<<(8*s.keyBytes) - 1)
}

// search returns the index of key, or -1. There are so few that walking is
// as fast as halving.
func (s *segment) search(b bucket, key uint64) int {
	for i := range b.n {
		if k := s.key(b, i); k >= key {
			if k == key {
				return i
			}
			break
		}
	}
	return -1
}

// slotsBytes is the number of bytes of the first n slots.
func (s *segment) slotsBytes(b bucket, n int) int {
	sum := 0
	for _, size := range s.data[b.sizes : b.sizes+n] {
		sum += slotBytes(size)
	}
	return sum
}

// slot reads the i-th slot, which begins at at and must be verified.
func (s *segment) slot(b bucket, i, at int) (list, error) {
	size := s.data[b.sizes+i]
	l := list{segment: s, from: at, to: at + slotBytes(size), count: 1}
	if l.to > b.end {
		return list{}, damaged("%s has a slot that lies outside", s.name)
	}
	switch {
	case size == sizeLong:
		l.count = int(binary.LittleEndian.Uint32(s.data[at:]))
		l.from = b.slots + s.slotsBytes(b, b.n) + int(binary.LittleEndian.Uint32(s.data[at+4:]))
		l.to = l.from + int(binary.LittleEndian.Uint32(s.data[at+8:]))
	case size%2 == 1:
		n, w := uvarint(s.data[at:l.to])
		l.count = int(min(n, math.MaxInt32)) // too many is seen below
		l.from += max(w, 0)
	}
	if l.count < 1 || l.count > l.to-l.from || l.to > b.end {
		return list{}, damaged("%s has a malformed slot", s.name)
	}
	return l, nil
}

// bucketWriter puts a bucket together.
type bucketWriter struct {
	n                        int
	keys, sizes, slots, long []byte
}

// add appends a hash that is in count reports. keyBytes bytes hold its key.
func (w *bucketWriter) add(key uint64, keyBytes, count int, list []byte) {
	w.n++
	var k [8]byte
	binary.LittleEndian.PutUint64(k[:], key)
	w.keys = append(w.keys, k[:keyBytes]...)
	before := len(w.slots)
	if count > 1 {
		w.slots = binary.AppendUvarint(w.slots, uint64(count))
	}
	bytes := len(w.slots) - before + len(list)
	switch {
	case bytes > maxInSlot:
		w.slots = binary.LittleEndian.AppendUint32(w.slots[:before], uint32(count))
		w.slots = binary.LittleEndian.AppendUint32(w.slots, uint32(len(w.long)))
		w.slots = binary.LittleEndian.AppendUint32(w.slots, uint32(len(list)))
		w.sizes = append(w.sizes, sizeLong)
		w.long = append(w.long, list...)
	default:
		w.slots = append(w.slots, list...)
		w.sizes = append(w.sizes, byte(2*bytes+min(count-1, 1)))
	}
}

// flush appends the bucket to out and begins a new one. A bucket of more
// than 4 GB, which no archive of fewer than a billion reports has, is an
// error.
func (w *bucketWriter) flush(out *stream) error {
	if w.n == 0 {
		return nil
	}
	if uint64(len(w.long)) > math.MaxUint32 {
		return fmt.Errorf("a bucket of %d bytes", len(w.long))
	}
	var n [binary.MaxVarintLen64]byte
	out.write(n[:binary.PutUvarint(n[:], uint64(w.n))])
	out.write(w.keys)
	out.write(w.sizes)
	out.write(w.slots)
	out.write(w.long)
	*w = bucketWriter{keys: w.keys[:0], sizes: w.sizes[:0], slots: w.slots[:0], long: w.long[:0]}
	return nil
}
