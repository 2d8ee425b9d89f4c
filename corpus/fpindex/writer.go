package fpindex

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
)

// postings is what a segment is written from.
type postings interface {
	// bound is at least the number of hashes to come.
	bound() int
	// next returns the next hash in ascending order, the number of reports
	// that hold it and their list, valid until the next call; ok is false
	// at the end.
	next() (hash uint64, count int, list []byte, ok bool, err error)
	// reported lists the reports.
	reported() runs
	// paired returns the pair counts.
	paired() ([]byte, error)
}

// writeSegment writes a segment file durably. Where that fails, it leaves no
// file. That the folder names the file becomes durable with the manifest:
// file systems keep the order of changes in one folder, and where one does
// not, a crash at the wrong moment is found out as a missing segment.
func writeSegment(path string, from postings) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	err = newSegmentWriter(f, from.bound()).write(from)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// segmentWriter writes the table and the buckets side by side, so that
// memory holds neither.
type segmentWriter struct {
	layout
	f       *os.File
	table   *stream
	buckets *stream
	open    bucketWriter
	bucket  uint64 // that open will be
	hashes  int
}

func newSegmentWriter(f *os.File, bound int) *segmentWriter {
	l := layoutOf(bucketBitsFor(bound))
	w := &segmentWriter{layout: l, f: f, table: newStream(f, 0), buckets: newStream(f, l.bucketsAt())}
	w.table.write([]byte(segmentMagic))
	w.place()
	return w
}

func (w *segmentWriter) write(from postings) error {
	for {
		hash, count, list, ok, err := from.next()
		if err != nil {
			return err
		}
		if !ok {
			return w.finish(from)
		}
		if bucket := hash >> w.keyBits; bucket > w.bucket {
			if err := w.moveTo(bucket); err != nil {
				return err
			}
		}
		w.open.add(hash&(1<<w.keyBits-1), w.keyBytes, count, list)
		w.hashes++
	}
}

// moveTo ends the open bucket and passes over empty ones.
func (w *segmentWriter) moveTo(bucket uint64) error {
	for w.bucket < bucket {
		if err := w.open.flush(w.buckets); err != nil {
			return err
		}
		w.bucket++
		w.place()
	}
	return errors.Join(w.table.err, w.buckets.err)
}

// place enters in the table that a bucket begins here.
func (w *segmentWriter) place() {
	var entry [8]byte
	binary.LittleEndian.PutUint64(entry[:], uint64(w.buckets.offset()))
	w.table.write(entry[:tableEntry])
}

func (w *segmentWriter) finish(from postings) error {
	if err := w.moveTo(1 << w.bucketBits); err != nil {
		return err
	}
	pairs, err := from.paired()
	if err != nil {
		return err
	}
	if uint64(w.buckets.offset())>>(8*tableEntry) > 0 {
		return fmt.Errorf("a segment of %d bytes", w.buckets.offset())
	}
	w.table.write(make([]byte, w.bucketsAt()-w.table.offset()))
	w.table.flush()
	w.buckets.flush()
	sums := append(w.table.sums, w.buckets.sums...)
	out := newStream(w.f, w.buckets.offset())
	out.write(sums)
	out.write(w.tail(sums, from.reported(), pairs))
	out.flush()
	return errors.Join(w.table.err, w.buckets.err, out.err)
}

// tail is what follows the sums.
func (w *segmentWriter) tail(sums []byte, r runs, pairs []byte) []byte {
	t := appendSums(nil, sums)
	t = append(append(t, r...), pairs...)
	for _, n := range [footerNumbers]int{w.buckets.offset(), w.hashes, len(r) / runSize, len(pairs), w.bucketBits} {
		t = binary.LittleEndian.AppendUint64(t, uint64(n))
	}
	t = binary.LittleEndian.AppendUint32(t, crc32.Checksum(t, castagnoli))
	return append(t, segmentMagic...)
}

// spill is how many bytes a stream gathers before it writes them; a multiple
// of pageSize. After spillsPerSync of them the file is synced, so that
// neither the sync at the end nor one of another file has to wait long.
const (
	spill         = 1 << 18
	spillsPerSync = 128
)

// stream writes a part of a file from some page on and sums up its pages. It
// keeps the first error and writes nothing after it.
type stream struct {
	f      *os.File
	at     int // where buf belongs
	buf    []byte
	sums   []byte
	spills int
	err    error
}

func newStream(f *os.File, at int) *stream { return &stream{f: f, at: at} }

func (s *stream) offset() int { return s.at + len(s.buf) }

func (s *stream) write(b []byte) {
	s.buf = append(s.buf, b...)
	if len(s.buf) >= spill {
		s.put(len(s.buf) / pageSize * pageSize)
	}
}

// flush writes what is left.
func (s *stream) flush() { s.put(len(s.buf)) }

func (s *stream) put(n int) {
	if s.err != nil {
		return
	}
	s.sums = appendSums(s.sums, s.buf[:n])
	_, s.err = s.f.WriteAt(s.buf[:n], int64(s.at))
	s.at += n
	s.buf = append(s.buf[:0], s.buf[n:]...)
	if s.spills++; s.spills%spillsPerSync == 0 && s.err == nil {
		s.err = s.f.Sync()
	}
}
