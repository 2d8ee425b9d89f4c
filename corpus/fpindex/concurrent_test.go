package fpindex

import (
	"fmt"
	"sync"
	"testing"

	"hegao/analyzer/reuse"
	"hegao/corpus"
)

// TestReadersWhileWriting: every report of batch b holds the hash b and the
// hash common. A reader must see whole batches, in their order, whatever is
// being merged meanwhile.
func TestReadersWhileWriting(t *testing.T) {
	t.Parallel()
	const batches, size, readers, common = 30, 5, 3, 1 << 30
	x := open(t, t.TempDir())
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range readers {
		wg.Go(func() {
			for last := 0; running(done); {
				n, err := seen(x, batches, size, common)
				if err != nil || n < last {
					t.Errorf("%d reports after %d: %v", n, last, err)
					return
				}
				last = n
			}
		})
	}
	for b := range batches {
		var batch []corpus.Fingerprinted
		for i := range size {
			batch = append(batch, printed(corpus.ReportID(b*size+i+1), reuse.Hash(b), common))
		}
		if err := x.Add(batch); err != nil {
			t.Error(err)
			break
		}
	}
	close(done)
	wg.Wait()
	if n, err := seen(x, batches, size, common); n != batches*size || err != nil {
		t.Errorf("%d reports at the end, %v", n, err)
	}
}

func seen(x *Index, batches, size int, common reuse.Hash) (int, error) {
	hashes := []reuse.Hash{common}
	for b := range batches {
		hashes = append(hashes, reuse.Hash(b))
	}
	postings, err := x.Lookup(hashes, batches*size)
	if err != nil {
		return 0, err
	}
	n := postings[0].Count
	for i, s := range postings[0].Spots {
		if s.Doc != reuse.DocID(i+1) {
			return n, fmt.Errorf("report %d stands at place %d", s.Doc, i)
		}
	}
	for b, p := range postings[1:] {
		if want := min(size, max(0, n-b*size)); p.Count != want || n%size != 0 {
			return n, fmt.Errorf("batch %d shows %d reports of %d; %d in all", b, p.Count, want, n)
		}
	}
	if pairs := x.PairCounts([]reuse.Hash{common})[0]; pairs < n || x.Reports() < n {
		return n, fmt.Errorf("%d reports, but pair counts of %d and Reports %d", n, pairs, x.Reports())
	}
	return n, nil
}

// TestFirstPairCounts: the sum is right whenever it is first asked for, also
// while reports come in and the index is emptied.
func TestFirstPairCounts(t *testing.T) {
	t.Parallel()
	for round := range 10 {
		x := open(t, t.TempDir())
		var wg sync.WaitGroup
		wg.Go(func() {
			for id := range corpus.ReportID(12) {
				if err := x.Add([]corpus.Fingerprinted{printed(id+1, 3)}); err != nil {
					t.Error(err)
				}
				if int(id) == round {
					if err := x.Reset(); err != nil {
						t.Error(err)
					}
				}
			}
		})
		for range 3 {
			wg.Go(func() { x.PairCounts([]reuse.Hash{3}) })
		}
		wg.Wait()
		if got, want := x.PairCounts([]reuse.Hash{3})[0], 11-round; got != want {
			t.Errorf("round %d: %d reports hold the pair, want %d", round, got, want)
		}
	}
}
