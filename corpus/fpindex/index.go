// Package fpindex keeps on disk which report holds which fingerprint in
// which of its blocks, and in how many reports each pair of characters
// occurs. All of it is derived from the store: on any damage it is thrown
// away and made anew.
//
// The index is a list of immutable segments that are read through memory
// maps (segment.go: the layout; bucket.go and spots.go: the postings;
// pages.go: the checksums; pairs.go and pairsum.go: the pairs). Every batch
// becomes a segment; one goroutine joins them in the background, so that a
// lookup visits few (background.go: when; merge.go: how). The MANIFEST names
// the live segments; it is replaced as a whole, so that a crash leaves either
// the old state or the new one.
package fpindex

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"

	"hegao/corpus"
)

// Index is an open fingerprint index. All methods may be called from several
// goroutines; readers never wait for the writer. Of several processes, only
// one may write.
type Index struct {
	dir   string
	small int // see due

	// write is held while the state on disk changes; no merge runs under it.
	write   sync.Mutex
	closed  bool
	serial  int        // number of the newest file
	growing string     // the file that a merge is writing
	merging bool       // the merging goroutine is there
	failed  error      // what ended it
	changed *sync.Cond // signalled when a merge is done, and when merging ends
	stop    atomic.Bool

	mu   sync.RWMutex // held while view is read or replaced
	view *view        // what readers see; replaced as a whole

	resident resident
	ahead    ahead
}

// Open opens the index in dir and creates it where there is none. A damaged
// index is an error that wraps ErrDamaged; Reset makes it empty again.
// Nothing is written or removed before the first change. Cost: a map and a
// few reads for each segment.
func Open(dir string) (*Index, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	v, serial, err := openView(dir)
	if err != nil {
		return nil, err
	}
	x := &Index{dir: dir, small: smallMerge, view: v, serial: serial}
	x.changed = sync.NewCond(&x.write)
	return x, nil
}

// Recreate makes an empty index in dir, whatever is there.
func Recreate(dir string) (*Index, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	return Open(dir)
}

// Reports is the number of reports in the index.
func (x *Index) Reports() int {
	v := x.acquire()
	defer v.release()
	return v.reports
}

// Has reports whether the index holds the report.
func (x *Index) Has(id corpus.ReportID) bool {
	v := x.acquire()
	defer v.release()
	return v.has(uint32(id))
}

// Refresh sees what another process has written since the index was opened.
// Whoever becomes the writer calls it first.
func (x *Index) Refresh() error {
	x.write.Lock()
	defer x.write.Unlock()
	if x.closed {
		return fs.ErrClosed
	}
	x.stopMerging()
	v, serial, err := openView(x.dir)
	if err != nil {
		return err
	}
	x.serial, x.failed = max(x.serial, serial), nil
	return x.show(v)
}

// Reset empties the index.
func (x *Index) Reset() error {
	x.write.Lock()
	defer x.write.Unlock()
	if x.closed {
		return fs.ErrClosed
	}
	x.stopMerging()
	x.serial++
	x.failed = nil
	return x.publish(newView(nil, &pairSum{}), nil)
}

// Close ends a merge that is running and lets go of the files. After it the
// index answers as an empty one and takes nothing in.
func (x *Index) Close() error {
	x.write.Lock()
	defer x.write.Unlock()
	x.closed = true
	x.stopMerging()
	return x.show(newView(nil, &pairSum{}))
}

// publish makes v the state of the index, first on disk, then for readers.
// added, where not nil, is the one segment that holds reports which were not
// there before. Files that are no longer part of the index go. Called with
// write held.
func (x *Index) publish(v *view, added *segment) error {
	m := manifest{Version: formatVersion, Serial: x.serial, Segments: v.names()}
	if err := m.write(x.dir); err != nil {
		return errors.Join(err, v.release())
	}
	v.pairs.mu.Lock()
	v.pairs.include(added) // before it can be looked up: never too few
	err := x.show(v)
	v.pairs.mu.Unlock()
	removeStale(x.dir, m, x.growing)
	return err
}

// nextName is the name of a new segment. No name is used twice, so that a
// process with an older manifest never finds another segment under a name
// it knows.
func (x *Index) nextName() string {
	x.serial++
	return fmt.Sprintf("%08d.segment", x.serial)
}
