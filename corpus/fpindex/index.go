// Package fpindex keeps which report holds which fingerprint, on disk, in
// immutable segments that are read through memory maps, and in how many
// reports each pair of characters occurs. All of it is derived from the
// store: on any damage it is thrown away and made anew.
//
// A segment holds the postings of one batch of reports. Segments of similar
// size are merged when there are several, so that a lookup visits few. The
// MANIFEST names the live files; it is replaced as a whole (temp, fsync,
// rename, fsync of the folder), so that a crash leaves either the old state
// or the new one.
package fpindex

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"hegao/analyzer/reuse"
	"hegao/corpus"
)

// Index is an open fingerprint index. Readers and one writer may work at the
// same time.
type Index struct {
	dir string

	write  sync.Mutex // held by the writer
	closed bool       // guarded by write
	mu     sync.RWMutex
	view   *view // what readers see; replaced as a whole
}

// view is one state of the index.
type view struct {
	manifest manifest
	segments []*segment
	pairs    *pairTable
}

// Open opens the index in dir and creates it where there is none. A damaged
// index is an error that wraps ErrDamaged; Reset makes it empty again.
// Cost: one map per segment, whatever their size.
func Open(dir string) (*Index, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	v, err := openView(dir)
	for attempt := 0; errors.Is(err, fs.ErrNotExist) && attempt < 3; attempt++ {
		v, err = openView(dir) // a writer in another process merged meanwhile
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = damaged("a segment is gone")
	}
	if err != nil {
		return nil, err
	}
	return &Index{dir: dir, view: v}, nil
}

func openView(dir string) (*view, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	v := &view{manifest: m}
	for _, name := range m.Segments {
		s, err := openSegment(filepath.Join(dir, name))
		if err != nil {
			v.close()
			return nil, err
		}
		v.segments = append(v.segments, s)
	}
	if v.pairs, err = openPairs(dir, m.Pairs); err != nil {
		v.close()
		return nil, err
	}
	return v, nil
}

func (v *view) close() error {
	var errs []error
	for _, s := range v.segments {
		errs = append(errs, s.close())
	}
	if v.pairs != nil {
		errs = append(errs, v.pairs.close())
	}
	return errors.Join(errs...)
}

// Reports is the number of reports in the index.
func (x *Index) Reports() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.view.manifest.Reports
}

// Has reports whether the index holds the report.
func (x *Index) Has(id corpus.ReportID) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for _, s := range x.view.segments {
		if s.has(uint32(id)) {
			return true
		}
	}
	return false
}

// Lookup returns the postings of each hash; those of more than limit reports
// come with their count only. Cost: O(segments · log hashes) per hash.
func (x *Index) Lookup(hashes []reuse.Hash, limit int) ([]reuse.Posting, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	out := make([]reuse.Posting, len(hashes))
	var docs []uint32
	for i, h := range hashes {
		p := &out[i]
		for _, s := range x.view.segments {
			var err error
			if docs, err = s.lookup(uint64(h), docs[:0]); err != nil {
				return nil, err
			}
			p.Count += len(docs)
			if p.Count <= limit {
				for _, d := range docs {
					p.Docs = append(p.Docs, reuse.DocID(d))
				}
			}
		}
		if p.Count > limit {
			p.Docs = nil
		}
		slices.Sort(p.Docs) // segments need not follow each other in their ids
	}
	return out, nil
}

// PairCounts returns in how many reports each pair of characters occurs;
// rarely too many (two pairs may share a counter), never too few.
func (x *Index) PairCounts(pairs []reuse.Hash) []int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	out := make([]int, len(pairs))
	for i, p := range pairs {
		out[i] = x.view.pairs.count(p)
	}
	return out
}

// Add writes the fingerprints of a batch. On return they can be found and
// are on disk. Reports that are there already are left alone.
func (x *Index) Add(batch []corpus.Fingerprinted) error {
	x.write.Lock()
	defer x.write.Unlock()
	if x.closed {
		return fs.ErrClosed
	}
	taken := map[corpus.ReportID]bool{}
	fresh := slices.DeleteFunc(slices.Clone(batch), func(d corpus.Fingerprinted) bool {
		known := taken[d.ID] || x.Has(d.ID)
		taken[d.ID] = true
		return known
	})
	if len(fresh) == 0 {
		return nil
	}
	next := x.view.manifest.advance()
	name := next.segmentName()
	if err := writeSegment(filepath.Join(x.dir, name), postingsOf(fresh)); err != nil {
		return err
	}
	next.Segments = append(slices.Clone(next.Segments), name)
	next.Reports += len(fresh)
	next.Pairs = next.pairsName()
	if err := writePairs(filepath.Join(x.dir, next.Pairs), x.view.pairs, fresh); err != nil {
		return err
	}
	if err := x.publish(next); err != nil {
		return err
	}
	return x.merge()
}

// publish makes the manifest the state of the index, for this process and
// on disk, and removes the files that are no longer part of it.
func (x *Index) publish(m manifest) error {
	if err := m.write(x.dir); err != nil {
		return err
	}
	if err := x.reopen(); err != nil {
		return err
	}
	removeStale(x.dir, m)
	return nil
}

// reopen shows readers the state that is on disk.
func (x *Index) reopen() error {
	v, err := openView(x.dir)
	if err != nil {
		return err
	}
	x.mu.Lock()
	old := x.view
	x.view = v
	x.mu.Unlock()
	return old.close()
}

// Refresh sees what another process has written since the index was opened.
// Whoever becomes the writer calls it first.
func (x *Index) Refresh() error {
	x.write.Lock()
	defer x.write.Unlock()
	if x.closed {
		return fs.ErrClosed
	}
	return x.reopen()
}

// Reset empties the index.
func (x *Index) Reset() error {
	x.write.Lock()
	defer x.write.Unlock()
	if x.closed {
		return fs.ErrClosed
	}
	m := manifest{Version: formatVersion, Generation: x.view.manifest.Generation + 1}
	return x.publish(m)
}

// Recreate makes an empty index in dir, whatever is there.
func Recreate(dir string) (*Index, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	return Open(dir)
}

// Close lets go of the files. After it the index answers as an empty one
// and takes nothing in.
func (x *Index) Close() error {
	x.write.Lock()
	defer x.write.Unlock()
	x.mu.Lock()
	defer x.mu.Unlock()
	v := x.view
	x.view, x.closed = &view{pairs: &pairTable{}}, true
	return v.close()
}
