package fpindex

import (
	"errors"
	"os"
	"path/filepath"
)

// Segments are merged when at least mergeWidth of the newest are, together,
// as large as the one before them: the logarithmic method (Bentley and Saxe,
// "Decomposable searching problems I", Journal of Algorithms 1, 1980), with
// fewer and wider merges. n batches of one size leave about log2(n)/2
// segments, and each report is written about as often.
//
// Simulated for 100,000 reports that come in batches of 400, and for 20,000
// that come singly: 4.5 and 7.5 segments on average, 8 and 15 at most, every
// report written 3 and 7 times. Merging eight of a size would leave 8 and 16
// segments on average, 16 and 31 at most, for 2 and 4 times.
//
// Up to smallMerge reports are merged two by two: that takes no time, and most
// archives have no more, where a check should not look into many files.
const (
	mergeWidth = 4
	smallMerge = 4096
)

// due returns which segments to merge: the newest ones from from on. Sizes
// are their numbers of reports, the oldest first; up to small reports two are
// enough. Where from is len(sizes), none.
func due(sizes []int, small int) (from int) {
	from = len(sizes)
	newer := 0
	for i := len(sizes) - 1; i >= 0; i-- {
		enough := len(sizes)-i >= mergeWidth || len(sizes)-i >= 2 && sizes[i]+newer <= small
		if enough && sizes[i] <= newer {
			from = i
		}
		newer += sizes[i]
	}
	return from
}

func (x *Index) due() (from int) {
	sizes := make([]int, len(x.view.segments))
	for i, s := range x.view.segments {
		sizes[i] = s.reports
	}
	return due(sizes, x.small)
}

// startMerging begins to merge in the background where that is due. Called
// with write held.
func (x *Index) startMerging() {
	if x.merging || x.due() == len(x.view.segments) {
		return
	}
	x.merging = true
	x.stop.Store(false)
	go x.mergeAll()
}

// stopMerging ends merging and waits until it has; that takes no longer than
// a sync. Called with write held, which it lets go of meanwhile.
func (x *Index) stopMerging() {
	for x.merging {
		x.stop.Store(true)
		x.changed.Wait()
	}
}

// Settle waits until no merge is running or due. Its error is that of the
// last merge.
func (x *Index) Settle() error {
	x.write.Lock()
	defer x.write.Unlock()
	for x.merging {
		x.changed.Wait()
	}
	return x.failed
}

// takeFailure returns why merging ended, if it did not end well. What may
// pass, such as a full disk, is said once, and then merging is tried again;
// damage stays.
func (x *Index) takeFailure() error {
	err := x.failed
	if !errors.Is(err, ErrDamaged) {
		x.failed = nil
	}
	return err
}

// mergeAll merges until nothing is due.
func (x *Index) mergeAll() {
	x.write.Lock()
	defer x.write.Unlock()
	for !x.stop.Load() {
		from, to := x.due(), len(x.view.segments)
		if from == to {
			break
		}
		if err := x.merge(from, to); err != nil {
			if !errors.Is(err, errStopped) {
				x.failed = err
			}
			break
		}
		x.changed.Broadcast()
	}
	x.merging = false
	x.changed.Broadcast()
}

// merge replaces the segments from…to by one. Called with write held, which
// it lets go of while it works: meanwhile Add appends segments, and whatever
// else would change the list waits for merging to end.
func (x *Index) merge(from, to int) error {
	v := x.acquire()
	x.growing = x.nextName()
	path := filepath.Join(x.dir, x.growing)
	x.write.Unlock()
	s, err := mergeInto(path, v.segments[from:to], x)
	err = errors.Join(err, v.release())
	x.write.Lock()
	x.growing = ""
	if err == nil && x.stop.Load() {
		err = errStopped
	}
	if err != nil {
		return errors.Join(err, discard(s, path))
	}
	return x.publish(x.view.replacing(from, to, s), nil)
}

func mergeInto(path string, segments []*segment, x *Index) (*segment, error) {
	m, err := newMerger(segments, &x.stop)
	if err != nil {
		return nil, err
	}
	return createSegment(path, m)
}

// discard gives up a segment that did not become part of the index.
func discard(s *segment, path string) error {
	if s == nil {
		return nil
	}
	return errors.Join(s.release(), os.Remove(path))
}
