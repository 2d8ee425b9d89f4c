package fpindex

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"math/bits"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"hegao/analyzer/reuse"
	"hegao/corpus"
)

// TestDue lets batches of all sizes come in and checks what is left: few
// segments, and few reports written again.
func TestDue(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	cases := []struct {
		name string
		add  func(i int) int
		n    int
		most float64 // how often a report may be written, on average
	}{
		{"single reports", func(int) int { return 1 }, 5000, 9},
		{"batches of 400", func(int) int { return 400 }, 2500, 6},
		{"an import, then single reports", func(i int) int { return max(1, 400*(1-i/100)) }, 3000, 4},
		{"any size", func(int) int { return 1 + rng.IntN(1000) }, 1000, 6},
	}
	for _, c := range cases {
		var sizes []int
		total, written := 0, 0
		for i := range c.n {
			sizes = append(sizes, c.add(i))
			total += sizes[len(sizes)-1]
			for from := due(sizes, smallMerge); from < len(sizes); from = due(sizes, smallMerge) {
				sum := 0
				for _, n := range sizes[from:] {
					sum += n
				}
				written += sum
				sizes = append(sizes[:from], sum)
			}
			if most := bits.Len(uint(total)) + mergeWidth; len(sizes) > most {
				t.Fatalf("%s: %d segments of %d reports", c.name, len(sizes), total)
			}
		}
		if times := float64(written) / float64(total); times > c.most {
			t.Errorf("%s: every report is written %.1f times", c.name, times)
		}
	}
}

// TestMerging checks that segments stay few, and that what they replace
// goes.
func TestMerging(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := open(t, dir)
	for id := range corpus.ReportID(70) {
		mustAdd(t, x, printed(id+1, reuse.Hash(id), 99))
		mustSettle(t, x)
		if n := len(x.view.segments); n > bits.Len(uint(id))+mergeWidth {
			t.Fatalf("%d segments after %d reports", n, id+1)
		}
		wantFiles(t, dir)
	}
}

// TestWritersAndReaders adds from several goroutines while others look up
// and merges run, and compares the end with the oracle.
func TestWritersAndReaders(t *testing.T) {
	t.Parallel()
	const writers, batches = 3, 25
	dir, o := t.TempDir(), newOracle()
	x := open(t, dir)
	done := make(chan struct{})
	var adding, reading sync.WaitGroup
	for range 2 {
		reading.Go(func() {
			for running(done) {
				if err := consistent(x); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	var mu sync.Mutex // guards o
	for w := range writers {
		adding.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(w), 2))
			for b := range batches {
				batch := someBatch(rng, corpus.ReportID(1+1000*w+20*b), 1+rng.IntN(20))
				if err := x.Add(batch); err != nil {
					t.Error(err)
				}
				mu.Lock()
				o.add(batch)
				mu.Unlock()
			}
		})
	}
	adding.Wait()
	close(done)
	reading.Wait()
	mustSettle(t, x)
	if err := errors.Join(o.compare(x, 5), o.compare(open(t, dir), 1000)); err != nil {
		t.Error(err)
	}
	wantFiles(t, dir)
}

func running(done chan struct{}) bool {
	select {
	case <-done:
		return false
	default:
		return true
	}
}

// consistent asks for hashes that many reports hold, and whether what comes
// back can be true of some state.
func consistent(x *Index) error {
	rng := rand.New(rand.NewPCG(1, 1))
	postings, err := x.Lookup(someHashes(rng, 200), math.MaxInt)
	if err != nil {
		return err
	}
	for _, p := range postings {
		count := 0
		for i, s := range p.Spots {
			if i > 0 && compareSpots(p.Spots[i-1], s) >= 0 || !x.Has(corpus.ReportID(s.Doc)) {
				return fmt.Errorf("spots %v", p.Spots)
			}
			if i == 0 || p.Spots[i-1].Doc != s.Doc {
				count++
			}
		}
		if count != p.Count {
			return fmt.Errorf("%d reports among %d", count, p.Count)
		}
	}
	return nil
}

// TestViewOutlivesMerge: what a reader holds stays readable however much is
// merged, and is let go of afterwards.
func TestViewOutlivesMerge(t *testing.T) {
	x := open(t, t.TempDir())
	mustAdd(t, x, printed(1, 3, 5))
	v := x.acquire()
	s := v.segments[0]
	for id := range corpus.ReportID(20) {
		mustAdd(t, x, printed(id+2, 3))
	}
	mustSettle(t, x)
	if l, err := s.find(3); err != nil || l.count != 1 {
		t.Errorf("the view of before: %v, %v", l, err)
	}
	if err := v.release(); err != nil || s.data != nil {
		t.Errorf("released by all, but still mapped: %v", err)
	}
	for _, s := range x.view.segments {
		if n := s.refs.Load(); n != 1 {
			t.Errorf("%s has %d references", s.name, n)
		}
	}
}

// largeBatches are such that merging four of them takes a while.
func largeBatches(n int) (batches [][]corpus.Fingerprinted) {
	for b := range n {
		batches = append(batches, generated(1+100*b, 100))
	}
	return batches
}

// TestEndDuringMerge ends merges at all kinds of moments, by Close, Reset and
// Refresh. What was added stays, and no file is left over.
func TestEndDuringMerge(t *testing.T) {
	batches := largeBatches(mergeWidth)
	ways := map[string]func(x *Index) error{"Close": (*Index).Close, "Reset": (*Index).Reset, "Refresh": (*Index).Refresh}
	for name, end := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for wait := range 12 {
				dir := t.TempDir()
				x := open(t, dir)
				for _, b := range batches {
					mustAdd(t, x, b...)
				}
				time.Sleep(time.Duration(wait) * 2 * time.Millisecond)
				if err := end(x); err != nil || x.merging {
					t.Fatalf("after %d ms: merging %v, %v", 2*wait, x.merging, err)
				}
				wantFiles(t, dir)
				want := len(batches) * 100
				if name == "Reset" {
					want = 0
				}
				if got := open(t, dir).Reports(); got != want {
					t.Errorf("%d reports, want %d", got, want)
				}
			}
		})
	}
}

// TestAddAfterRefresh: a merge that was ended begins again with the next Add.
func TestAddAfterRefresh(t *testing.T) {
	dir := t.TempDir()
	x, n := open(t, dir), 0
	for _, b := range largeBatches(mergeWidth) {
		mustAdd(t, x, b...)
		n += len(b)
	}
	if err := x.Refresh(); err != nil {
		t.Fatal(err)
	}
	mustAdd(t, x, printed(90_000, 1))
	mustSettle(t, x)
	if segments := len(x.view.segments); segments >= mergeWidth || x.Reports() != n+1 {
		t.Errorf("%d segments, %d reports", segments, x.Reports())
	}
}

// unmerged is an index of so many segments that the next Add waits.
func unmerged(t *testing.T) *Index {
	x := open(t, t.TempDir())
	x.merging = true // none is running in truth
	for id := range corpus.ReportID(maxSegments) {
		mustAdd(t, x, printed(id+1, 3))
	}
	return x
}

// TestTooManySegments: an Add that comes while merging is far behind waits,
// and goes on when a merge is done or the index is closed.
func TestTooManySegments(t *testing.T) {
	for name, release := range map[string]func(x *Index){
		"merging goes on": func(x *Index) { x.merging = false },
		"closed":          func(x *Index) { x.merging, x.closed = false, true },
	} {
		t.Run(name, func(t *testing.T) {
			x := unmerged(t)
			added := make(chan error)
			go func() { added <- x.Add([]corpus.Fingerprinted{printed(9999, 3)}) }()
			select {
			case err := <-added:
				t.Fatalf("Add did not wait: %v", err)
			case <-time.After(20 * time.Millisecond):
			}
			x.write.Lock()
			release(x)
			closed := x.closed
			x.changed.Broadcast()
			x.write.Unlock()
			if err := <-added; closed != errors.Is(err, fs.ErrClosed) {
				t.Error(err)
			}
		})
	}
}

// TestEveryReportByItsOwnProcess: merges that no process lived to finish are
// made up for, and a failure of that is said and not tried for ever.
func TestEveryReportByItsOwnProcess(t *testing.T) {
	x := unmerged(t)
	x.merging = false
	x.failed = errors.New("no space")
	if err := x.Add([]corpus.Fingerprinted{printed(9998, 3)}); err == nil {
		t.Error("the failure was not said")
	}
	mustAdd(t, x, printed(9999, 3))
	v := x.acquire()
	defer v.release()
	if n := len(v.segments); n >= mergeWidth {
		t.Errorf("%d segments", n)
	}
}

// TestFailedMerge: what may pass is said once, and the merge is made up for
// afterwards.
func TestFailedMerge(t *testing.T) {
	dir, o := t.TempDir(), newOracle()
	x := open(t, dir)
	x.failed = errors.New("no space")
	batch := []corpus.Fingerprinted{printed(1, 3)}
	if err := x.Add(batch); err == nil || x.Has(1) {
		t.Errorf("Add after a failed merge: %v", err)
	}
	mustAdd(t, x, batch...)
	o.add(batch)
	// A folder stands where the merge wants to write.
	blocked := filepath.Join(dir, "00000005.segment")
	if err := os.MkdirAll(filepath.Join(blocked, "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	for id := range corpus.ReportID(mergeWidth - 1) {
		batch := []corpus.Fingerprinted{printed(id+10, 3)}
		mustAdd(t, x, batch...)
		o.add(batch)
	}
	if err := x.Settle(); err == nil {
		t.Fatal("the merge went well: this tests nothing")
	}
	if err := o.compare(x, 100); err != nil {
		t.Error(err)
	}
}
