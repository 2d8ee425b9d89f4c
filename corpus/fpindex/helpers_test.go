package fpindex

import (
	"errors"
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
	holds map[reuse.Hash]map[reuse.Spot]bool
	slots map[uint64]int // pairs by counter
}

func newOracle() *oracle {
	return &oracle{
		docs: map[corpus.ReportID]corpus.Fingerprinted{}, holds: map[reuse.Hash]map[reuse.Spot]bool{}, slots: map[uint64]int{},
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
		for _, p := range d.Prints {
			if o.holds[p.Hash] == nil {
				o.holds[p.Hash] = map[reuse.Spot]bool{}
			}
			o.holds[p.Hash][reuse.Spot{Doc: reuse.DocID(d.ID), Block: p.Block()}] = true
		}
		for _, p := range d.Pairs {
			o.slots[uint64(p)%pairSlots]++
		}
	}
}

func (o *oracle) posting(h reuse.Hash, limit int) reuse.Posting {
	p := reuse.Posting{Spots: slices.SortedFunc(maps.Keys(o.holds[h]), compareSpots)}
	for i, s := range p.Spots {
		if i == 0 || s.Doc != p.Spots[i-1].Doc {
			p.Count++
		}
	}
	if p.Count > limit {
		p.Spots = nil
	}
	return p
}

// hashes are those of all reports, and their neighbours, which no report
// needs to hold; in no order, and some twice.
func (o *oracle) hashes() []reuse.Hash {
	var all []reuse.Hash
	for h := range o.holds {
		all = append(all, h-1, h, h+1)
	}
	return all
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
		if got[i].Count != want.Count || !slices.Equal(got[i].Spots, want.Spots) {
			return fmt.Errorf("Lookup(%x, %d) = %v, want %v", h, limit, got[i], want)
		}
	}
	return o.comparePairs(x)
}

func (o *oracle) comparePairs(x *Index) error {
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
	x.small = 0 // small as they are, the indexes of tests stand for large ones
	t.Cleanup(func() { mustClose(t, x) })
	return x
}

func mustClose(t testing.TB, x *Index) {
	t.Helper()
	if err := x.Close(); err != nil {
		t.Error(err)
	}
}

func mustAdd(t testing.TB, x *Index, batch ...corpus.Fingerprinted) {
	t.Helper()
	if err := x.Add(batch); err != nil {
		t.Fatal(err)
	}
}

func mustSettle(t testing.TB, x *Index) {
	t.Helper()
	if err := x.Settle(); err != nil {
		t.Fatal(err)
	}
}

// printed is a report that holds the hashes in its first block.
func printed(id corpus.ReportID, hashes ...reuse.Hash) corpus.Fingerprinted {
	d := corpus.Fingerprinted{ID: id, Pairs: hashes}
	for _, h := range hashes {
		d.Prints = append(d.Prints, reuse.Print{Hash: h})
	}
	sortPrints(d.Prints)
	return d
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
			set[1<<hashBits-1] = true
		default:
			set[reuse.Hash(h*h*h*7919%(1<<hashBits))] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// somePrints draws n fingerprints. Some hashes stand in several blocks, some
// blocks are far out.
func somePrints(rng *rand.Rand, n int) []reuse.Print {
	var out []reuse.Print
	for _, h := range someHashes(rng, n) {
		for range 1 + rng.IntN(4)/3*rng.IntN(5) {
			at := rng.IntN(20 * reuse.BlockLength)
			if rng.IntN(20) == 0 {
				at = rng.IntN(1 << 25) // also behind the last block
			}
			out = append(out, reuse.Print{Hash: h, At: at})
		}
	}
	sortPrints(out)
	return out
}

// someBatch makes n reports with ids from first on.
func someBatch(rng *rand.Rand, first corpus.ReportID, n int) []corpus.Fingerprinted {
	batch := make([]corpus.Fingerprinted, n)
	for i := range batch {
		batch[i] = corpus.Fingerprinted{
			ID: first + corpus.ReportID(i), Prints: somePrints(rng, rng.IntN(60)), Pairs: someHashes(rng, rng.IntN(40)),
		}
	}
	return batch
}

// smallIndex writes a small index of two segments to a new folder. One list
// is too long for its slot.
func smallIndex(t testing.TB) (dir string, o *oracle) {
	t.Helper()
	dir, o = t.TempDir(), newOracle()
	x := open(t, dir)
	long := printed(8, 1<<39)
	for block := range 140 {
		long.Prints = append(long.Prints, reuse.Print{Hash: 1<<39 + 7, At: block * reuse.BlockLength})
	}
	batches := [][]corpus.Fingerprinted{
		{printed(1, 3, 70000, 1<<39), printed(2, 3, 5)},
		{printed(7, 5, 1<<39, 1<<40-1), long, printed(300, 3)},
	}
	for _, b := range batches {
		mustAdd(t, x, b...)
		o.add(b)
	}
	mustClose(t, x)
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

func copyInto(t testing.TB, path, dir string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err = errors.Join(err, os.WriteFile(filepath.Join(dir, filepath.Base(path)), data, 0o644)); err != nil {
		t.Fatal(err)
	}
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

// wantFiles checks that dir holds what its manifest names and others, and
// nothing else.
func wantFiles(t testing.TB, dir string, others ...string) {
	t.Helper()
	m, err := readManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := append(append(m.Segments, manifestName), others...)
	slices.Sort(want)
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
}
