package fpindex

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"hegao/analyzer/reuse"
	"hegao/corpus"
)

// oracle answers as an index should, the slow and simple way.
type oracle struct {
	docs  map[corpus.ReportID]corpus.Fingerprinted
	holds map[reuse.Hash][]reuse.DocID
	slots map[uint64]int // pairs by counter
}

func newOracle() *oracle {
	return &oracle{
		docs: map[corpus.ReportID]corpus.Fingerprinted{}, holds: map[reuse.Hash][]reuse.DocID{}, slots: map[uint64]int{},
	}
}

func (o *oracle) clone() *oracle {
	c := newOracle()
	c.add(slices.Collect(maps.Values(o.docs)))
	return c
}

func (o *oracle) add(batch []corpus.Fingerprinted) {
	for _, d := range batch {
		if _, known := o.docs[d.ID]; known {
			continue
		}
		o.docs[d.ID] = d
		for _, h := range d.Prints {
			if !slices.Contains(o.holds[h], reuse.DocID(d.ID)) {
				o.holds[h] = append(o.holds[h], reuse.DocID(d.ID))
			}
		}
		for _, p := range d.Pairs {
			o.slots[uint64(p)%pairSlots]++
		}
	}
}

func (o *oracle) posting(h reuse.Hash, limit int) reuse.Posting {
	p := reuse.Posting{Docs: slices.Sorted(slices.Values(o.holds[h])), Count: len(o.holds[h])}
	if p.Count > limit {
		p.Docs = nil
	}
	return p
}

// hashes are those of all reports, and their neighbours, which no report
// needs to hold.
func (o *oracle) hashes() []reuse.Hash {
	set := map[reuse.Hash]bool{}
	for h := range o.holds {
		set[h-1], set[h], set[h+1] = true, true, true
	}
	return slices.Sorted(maps.Keys(set))
}

// pairs are those of all reports.
func (o *oracle) pairs() []reuse.Hash {
	set := map[reuse.Hash]bool{}
	for _, d := range o.docs {
		for _, p := range d.Pairs {
			set[p] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// compare returns how x answers otherwise than o, or an error of x.
func (o *oracle) compare(x *Index, limit int) error {
	if x.Reports() != len(o.docs) {
		return fmt.Errorf("%d reports, want %d", x.Reports(), len(o.docs))
	}
	for id := range o.docs {
		if _, next := o.docs[id+1]; !x.Has(id) || x.Has(id+1) != next {
			return fmt.Errorf("Has(%d) = %v, Has(%d) = %v", id, x.Has(id), id+1, x.Has(id+1))
		}
	}
	hashes := o.hashes()
	got, err := x.Lookup(hashes, limit)
	if err != nil {
		return err
	}
	for i, h := range hashes {
		want := o.posting(h, limit)
		if got[i].Count != want.Count || !slices.Equal(got[i].Docs, want.Docs) {
			return fmt.Errorf("Lookup(%x, %d) = %v, want %v", h, limit, got[i], want)
		}
	}
	pairs := o.pairs()
	for i, n := range x.PairCounts(pairs) {
		if want := o.slots[uint64(pairs[i])%pairSlots]; n != want {
			return fmt.Errorf("PairCounts(%x) = %d, want %d", pairs[i], n, want)
		}
	}
	return nil
}

func open(t testing.TB, dir string) *Index {
	t.Helper()
	x, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

func mustAdd(t testing.TB, x *Index, batch ...corpus.Fingerprinted) {
	t.Helper()
	if err := x.Add(batch); err != nil {
		t.Fatal(err)
	}
}

func printed(id corpus.ReportID, hashes ...reuse.Hash) corpus.Fingerprinted {
	return corpus.Fingerprinted{ID: id, Prints: hashes, Pairs: hashes}
}

// someHashes draws n hashes from a few thousand, so that reports share them;
// the ends of the range are among them.
func someHashes(rng *rand.Rand, n int) []reuse.Hash {
	set := map[reuse.Hash]bool{}
	for range n {
		switch h := rng.Uint64N(3000); h {
		case 0, 1:
			set[reuse.Hash(h)] = true
		case 2:
			set[^reuse.Hash(0)] = true
		default:
			set[reuse.Hash(h*h*h*7919)] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// someBatch makes n reports with ids from first on.
func someBatch(rng *rand.Rand, first corpus.ReportID, n int) []corpus.Fingerprinted {
	batch := make([]corpus.Fingerprinted, n)
	for i := range batch {
		batch[i] = corpus.Fingerprinted{
			ID: first + corpus.ReportID(i), Prints: someHashes(rng, rng.IntN(60)), Pairs: someHashes(rng, rng.IntN(40)),
		}
	}
	return batch
}

// smallIndex writes a small index of two segments to a new folder.
func smallIndex(t testing.TB) (dir string, o *oracle) {
	t.Helper()
	dir, o = t.TempDir(), newOracle()
	x := open(t, dir)
	batches := [][]corpus.Fingerprinted{
		{printed(1, 3, 70000, 1<<39), printed(2, 3, 5)},
		{printed(7, 5, 1<<39, 1<<40-1), printed(300, 3)},
	}
	for _, b := range batches {
		mustAdd(t, x, b...)
		o.add(b)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, o
}

// files lists the names in dir that match the pattern; it fails where there
// is none.
func files(t testing.TB, dir, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no %s in %s (%v)", pattern, dir, err)
	}
	return paths
}

func copyDir(t testing.TB, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

func names(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}
