package fpindex

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"

	"hegao/corpus"
)

// postings is what a segment is written from.
type postings interface {
	// next returns the next hash in ascending order with its reports in
	// ascending order, valid until the next call; ok is false at the end.
	next() (hash uint64, docs []uint32, ok bool, err error)
	// reports lists the reports, ascending.
	reports() []uint32
}

// batch is the postings of reports in memory.
type batch struct {
	pairs []posting // sorted
	ids   []uint32
	docs  []uint32
}

type posting struct {
	hash uint64
	doc  uint32
}

func postingsOf(docs []corpus.Fingerprinted) *batch {
	b := &batch{}
	for _, d := range docs {
		b.ids = append(b.ids, uint32(d.ID))
		for _, h := range d.Prints {
			b.pairs = append(b.pairs, posting{uint64(h), uint32(d.ID)})
		}
	}
	slices.Sort(b.ids)
	slices.SortFunc(b.pairs, func(x, y posting) int {
		return cmp.Or(cmp.Compare(x.hash, y.hash), cmp.Compare(x.doc, y.doc))
	})
	b.pairs = slices.Compact(b.pairs)
	return b
}

func (b *batch) reports() []uint32 { return b.ids }

func (b *batch) next() (uint64, []uint32, bool, error) {
	if len(b.pairs) == 0 {
		return 0, nil, false, nil
	}
	h := b.pairs[0].hash
	b.docs = b.docs[:0]
	for len(b.pairs) > 0 && b.pairs[0].hash == h {
		b.docs = append(b.docs, b.pairs[0].doc)
		b.pairs = b.pairs[1:]
	}
	return h, b.docs, true, nil
}

// writeSegment writes a segment file durably.
func writeSegment(path string, from postings) error {
	tmp := path + ".tmp"
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	w := &segmentWriter{out: bufio.NewWriterSize(f, 1<<20), sum: crc32.New(castagnoli)}
	err = w.write(from)
	if err == nil {
		err = w.out.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

type segmentWriter struct {
	out    *bufio.Writer
	offset uint64
	table  []byte
	block  []byte
	hashes int // in block
	first  uint64
	last   uint64
	sum    hash.Hash32
}

func (w *segmentWriter) write(from postings) error {
	if err := w.emit([]byte(segmentMagic)); err != nil {
		return err
	}
	for {
		h, docs, ok, err := from.next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		w.add(h, docs)
		if w.hashes == blockHashes {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	if err := w.flush(); err != nil {
		return err
	}
	return w.finish(from.reports())
}

func (w *segmentWriter) add(h uint64, docs []uint32) {
	step := h - w.last
	if w.hashes == 0 {
		w.first, step = h, 0
	}
	w.last = h
	w.hashes++
	w.block = binary.AppendUvarint(w.block, step)
	w.block = binary.AppendUvarint(w.block, uint64(len(docs)))
	before := uint32(0)
	for _, d := range docs {
		w.block = binary.AppendUvarint(w.block, uint64(d-before))
		before = d
	}
}

func (w *segmentWriter) flush() error {
	if w.hashes == 0 {
		return nil
	}
	w.table = binary.LittleEndian.AppendUint64(w.table, w.first)
	w.table = binary.LittleEndian.AppendUint64(w.table, w.offset)
	sum := binary.LittleEndian.AppendUint32(nil, crc32.Checksum(w.block, castagnoli))
	err := errors.Join(w.emit(sum), w.emit(w.block))
	w.block, w.hashes = w.block[:0], 0
	return err
}

func (w *segmentWriter) finish(reports []uint32) error {
	tail := w.table
	for _, id := range reports {
		tail = binary.LittleEndian.AppendUint32(tail, id)
	}
	blocks := uint64(len(w.table) / tableEntry)
	for _, v := range []uint64{w.offset, blocks, uint64(len(reports))} {
		tail = binary.LittleEndian.AppendUint64(tail, v)
	}
	tail = binary.LittleEndian.AppendUint32(tail, crc32.Checksum(tail, castagnoli))
	return w.emit(append(tail, segmentMagic...))
}

func (w *segmentWriter) emit(b []byte) error {
	n, err := w.out.Write(b)
	w.offset += uint64(n)
	return err
}
