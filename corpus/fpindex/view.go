package fpindex

import (
	"errors"
	"io/fs"
	"path/filepath"
	"sync/atomic"
)

// view is one state of the index. It holds a reference to each of its
// segments, and is itself held by the index while it is the present state and
// by every reader at work on it.
type view struct {
	segments []*segment // oldest first
	pairs    *pairSum   // shared by views that follow one another
	reports  int
	refs     atomic.Int64
}

// newView makes a view with one reference. It takes over the caller's
// references to the segments.
func newView(segments []*segment, pairs *pairSum) *view {
	v := &view{segments: segments, pairs: pairs}
	v.refs.Store(1)
	for _, s := range segments {
		v.reports += s.reports
	}
	return v
}

// openAttempts is how often a manifest is read again because a segment that
// it names is gone: a writer in another process has merged it meanwhile.
const openAttempts = 10

// openView opens the state that is on disk.
func openView(dir string) (v *view, serial int, err error) {
	for range openAttempts {
		var m manifest
		if m, err = readManifest(dir); err != nil {
			return nil, 0, err
		}
		var segments []*segment
		segments, err = openSegments(dir, m.Segments)
		if err == nil {
			return newView(segments, &pairSum{}), m.Serial, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, 0, err
		}
	}
	return nil, 0, damaged("a segment is gone")
}

func openSegments(dir string, names []string) ([]*segment, error) {
	var open []*segment
	for _, name := range names {
		s, err := openSegment(filepath.Join(dir, name))
		if err != nil {
			return nil, errors.Join(err, releaseAll(open))
		}
		open = append(open, s)
	}
	return open, nil
}

// acquire returns the present view. It stays readable until it is released.
func (x *Index) acquire() *view {
	x.mu.RLock()
	defer x.mu.RUnlock()
	x.view.refs.Add(1)
	return x.view
}

// show replaces the view that readers see, and takes over the caller's
// reference to v.
func (x *Index) show(v *view) error {
	x.mu.Lock()
	old := x.view
	x.view = v
	x.mu.Unlock()
	return old.release()
}

// release gives up one reference; the last one gives up the segments.
func (v *view) release() error {
	if v.refs.Add(-1) > 0 {
		return nil
	}
	return releaseAll(v.segments)
}

func releaseAll(segments []*segment) error {
	var errs []error
	for _, s := range segments {
		errs = append(errs, s.release())
	}
	return errors.Join(errs...)
}

// replacing returns a view in which the segments from…to have given way to
// s. It takes over the caller's reference to s.
func (v *view) replacing(from, to int, s *segment) *view {
	next := make([]*segment, 0, len(v.segments)+1)
	next = append(next, v.segments[:from]...)
	next = append(next, v.segments[to:]...)
	for _, kept := range next {
		kept.retain()
	}
	next = append(next[:from], append([]*segment{s}, next[from:]...)...)
	return newView(next, v.pairs)
}

func (v *view) has(id uint32) bool {
	for _, s := range v.segments {
		if s.runs.has(id) {
			return true
		}
	}
	return false
}

func (v *view) names() []string {
	names := make([]string, len(v.segments))
	for i, s := range v.segments {
		names[i] = s.name
	}
	return names
}
