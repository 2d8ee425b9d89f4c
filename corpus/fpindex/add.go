package fpindex

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"hegao/corpus"
)

// maxSegments is how many segments there may be before Add waits for a
// merge: lookups visit every one.
const maxSegments = 64

// Add writes the fingerprints of a batch. On return they can be found and
// are on disk. Reports that are there already are left alone. It does not
// wait for merges, unless they have fallen far behind; where one failed, Add
// says so and changes nothing. Cost: O(postings), three syncs.
func (x *Index) Add(batch []corpus.Fingerprinted) error {
	x.write.Lock()
	defer x.write.Unlock()
	x.awaitMerging()
	if x.closed {
		return fs.ErrClosed
	}
	if err := x.takeFailure(); err != nil {
		return err
	}
	fresh := x.view.lacking(batch)
	if len(fresh) == 0 {
		return nil
	}
	postings, err := newBatch(fresh)
	if err != nil {
		return err
	}
	s, err := createSegment(filepath.Join(x.dir, x.nextName()), postings)
	if err != nil {
		return err
	}
	n := len(x.view.segments)
	if err := x.publish(x.view.replacing(n, n, s), s); err != nil {
		return err
	}
	x.startMerging()
	return nil
}

// awaitMerging waits until there are not too many segments. Where each report
// is added by a process of its own, which ends before its merges do, it is
// here that they are made up for. Called with write held, which it lets go of
// meanwhile.
func (x *Index) awaitMerging() {
	for len(x.view.segments) >= maxSegments && !x.closed && x.failed == nil {
		x.startMerging()
		x.changed.Wait()
	}
}

// lacking returns the reports of batch that v does not hold, each once,
// ascending.
func (v *view) lacking(batch []corpus.Fingerprinted) []corpus.Fingerprinted {
	fresh := slices.DeleteFunc(slices.Clone(batch), func(d corpus.Fingerprinted) bool { return v.has(uint32(d.ID)) })
	slices.SortStableFunc(fresh, func(a, b corpus.Fingerprinted) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(fresh, func(a, b corpus.Fingerprinted) bool { return a.ID == b.ID })
}

// createSegment writes a segment durably and opens it. Where that fails, it
// leaves no file.
func createSegment(path string, from postings) (*segment, error) {
	if err := writeSegment(path, from); err != nil {
		return nil, err
	}
	s, err := openSegment(path)
	if err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	return s, nil
}
