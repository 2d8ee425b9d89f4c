package fpindex

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/reuse"
	"hegao/corpus"
)

// TestAgainstOracle adds random batches, enough for several rounds of
// merging, and compares every answer with the oracle's.
func TestAgainstOracle(t *testing.T) {
	cases := []struct {
		name    string
		batches int
		size    func(rng *rand.Rand) int
		ids     func(rng *rand.Rand, batch int) corpus.ReportID // first id of a batch
	}{
		{"one report a batch", 66, func(*rand.Rand) int { return 1 },
			func(_ *rand.Rand, b int) corpus.ReportID { return corpus.ReportID(b + 1) }},
		{"batches of any size", 40, func(rng *rand.Rand) int { return rng.IntN(12) },
			func(_ *rand.Rand, b int) corpus.ReportID { return corpus.ReportID(1 + 20*b) }},
		{"ids that descend from batch to batch", 20, func(rng *rand.Rand) int { return 1 + rng.IntN(5) },
			func(_ *rand.Rand, b int) corpus.ReportID { return corpus.ReportID(1000 - 10*b) }},
		{"reports that come again", 40, func(rng *rand.Rand) int { return rng.IntN(8) },
			func(rng *rand.Rand, _ int) corpus.ReportID { return corpus.ReportID(1 + rng.IntN(40)) }},
		{"ids as large as they come", 10, func(*rand.Rand) int { return 3 },
			func(_ *rand.Rand, b int) corpus.ReportID { return ^corpus.ReportID(0) - 5 - 10*corpus.ReportID(b) }},
	}
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(uint64(i), 1))
			dir, o := t.TempDir(), newOracle()
			x := open(t, dir)
			for b := range c.batches {
				batch := someBatch(rng, c.ids(rng, b), c.size(rng))
				mustAdd(t, x, batch...)
				o.add(batch)
				if b%9 == 0 {
					if err := o.compare(x, 1+rng.IntN(5)); err != nil {
						t.Fatalf("after batch %d: %v", b, err)
					}
				}
			}
			for _, limit := range []int{0, 1, 3, 1000} {
				if err := errors.Join(o.compare(x, limit), o.compare(open(t, dir), limit)); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestMerging checks that segments stay few, and that what they replace
// goes.
func TestMerging(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := open(t, dir)
	for id := range corpus.ReportID(mergeWidth*mergeWidth + 3) {
		mustAdd(t, x, printed(id+1, reuse.Hash(id), 99))
		if n := len(x.view.segments); n >= 3*mergeWidth {
			t.Fatalf("%d segments after %d reports", n, id+1)
		}
	}
	if n := len(x.view.segments); n != 4 {
		t.Errorf("%d segments at the end, want one of 64 reports and three of 1", n)
	}
	want := append(slices.Clone(x.view.manifest.Segments), x.view.manifest.Pairs, manifestName)
	slices.Sort(want)
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
}

func TestPairCountsAreNeverTooFew(t *testing.T) {
	x, want := open(t, t.TempDir()), map[reuse.Hash]int{}
	rng := rand.New(rand.NewPCG(5, 5))
	for id := range corpus.ReportID(30) {
		d := corpus.Fingerprinted{ID: id + 1}
		for range 20 {
			h := reuse.Hash(rng.Uint64N(40)*pairSlots + rng.Uint64N(6)) // many share a counter
			if !slices.Contains(d.Pairs, h) {
				d.Pairs = append(d.Pairs, h)
				want[h]++
			}
		}
		mustAdd(t, x, d)
	}
	for h, n := range want {
		if got := x.PairCounts([]reuse.Hash{h})[0]; got < n {
			t.Errorf("PairCounts(%x) = %d, want at least %d", h, got, n)
		}
	}
	if got := x.PairCounts([]reuse.Hash{100}); got[0] != 0 {
		t.Errorf("a pair that no report holds is in %d", got[0])
	}
}

func TestAddOfKnownReports(t *testing.T) {
	cases := []struct {
		name  string
		batch []corpus.Fingerprinted
		want  int // reports
		files bool
	}{
		{"nothing", nil, 2, false},
		{"all are known", []corpus.Fingerprinted{printed(1, 3), printed(2, 4)}, 2, false},
		{"known with other fingerprints", []corpus.Fingerprinted{printed(1, 77)}, 2, false},
		{"one is new", []corpus.Fingerprinted{printed(1, 3), printed(9, 3)}, 3, true},
		{"one is new and named twice", []corpus.Fingerprinted{printed(9, 3), printed(9, 3)}, 3, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir, o := t.TempDir(), newOracle()
			x := open(t, dir)
			first := []corpus.Fingerprinted{printed(1, 3, 5), printed(2, 4)}
			mustAdd(t, x, first...)
			before := names(t, dir)
			mustAdd(t, x, c.batch...)
			o.add(first)
			o.add(c.batch)
			if x.Reports() != c.want {
				t.Errorf("%d reports, want %d", x.Reports(), c.want)
			}
			if err := o.compare(x, 10); err != nil {
				t.Error(err)
			}
			if changed := !slices.Equal(before, names(t, dir)); changed != c.files {
				t.Errorf("files changed: %v", changed)
			}
		})
	}
}

func TestReset(t *testing.T) {
	dir, _ := smallIndex(t)
	x := open(t, dir)
	if err := x.Reset(); err != nil {
		t.Fatal(err)
	}
	for _, x := range []*Index{x, open(t, dir)} {
		if p, err := x.Lookup([]reuse.Hash{3}, 10); x.Reports() != 0 || x.Has(1) || p[0].Count != 0 || err != nil {
			t.Errorf("after Reset: %d reports, %v, %v", x.Reports(), p, err)
		}
		if n := x.PairCounts([]reuse.Hash{3})[0]; n != 0 {
			t.Errorf("after Reset a pair is in %d reports", n)
		}
	}
	mustAdd(t, x, printed(4, 3))
	if p, err := x.Lookup([]reuse.Hash{3}, 10); err != nil || !slices.Equal(p[0].Docs, []reuse.DocID{4}) {
		t.Errorf("after Reset and Add: %v, %v", p, err)
	}
	if got := names(t, dir); len(got) != 3 {
		t.Errorf("files of before are still there: %v", got)
	}
}

func TestRecreate(t *testing.T) {
	dir, _ := smallIndex(t)
	x, err := Recreate(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if x.Reports() != 0 || len(names(t, dir)) != 0 {
		t.Errorf("%d reports, files %v", x.Reports(), names(t, dir))
	}
}

// TestClosed: a job that still runs while the program ends gets answers or
// errors, never a panic, and spoils nothing.
func TestClosed(t *testing.T) {
	dir, o := smallIndex(t)
	x, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if p, err := x.Lookup([]reuse.Hash{3}, 10); err == nil && p[0].Count != 0 {
		t.Errorf("a closed index answers %v", p)
	}
	if n := x.PairCounts([]reuse.Hash{3}); len(n) != 1 {
		t.Errorf("PairCounts = %v", n)
	}
	for name, change := range map[string]func() error{
		"Add":     func() error { return x.Add([]corpus.Fingerprinted{printed(8, 8)}) },
		"Reset":   x.Reset,
		"Refresh": x.Refresh,
	} {
		if err := change(); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("%s on a closed index: %v", name, err)
		}
	}
	if err := o.compare(open(t, dir), 10); err != nil {
		t.Error(err)
	}
}

// TestRefresh: a process that opened the index before another wrote to it
// must not write over what the other wrote.
func TestRefresh(t *testing.T) {
	dir, o := smallIndex(t)
	late, other := open(t, dir), open(t, dir)
	for id := range corpus.ReportID(2 * mergeWidth) {
		batch := []corpus.Fingerprinted{printed(1000+id, 3, reuse.Hash(id))}
		mustAdd(t, other, batch...)
		o.add(batch)
	}
	if late.Reports() == other.Reports() {
		t.Fatal("the late one saw everything without Refresh: this tests nothing")
	}
	if err := late.Refresh(); err != nil {
		t.Fatal(err)
	}
	if err := o.compare(late, 100); err != nil {
		t.Fatal(err)
	}
	batch := []corpus.Fingerprinted{printed(5000, 3)}
	mustAdd(t, late, batch...)
	o.add(batch)
	if err := o.compare(open(t, dir), 100); err != nil {
		t.Error(err)
	}
}

// TestFileNames: what the manifest names is looked for in its own folder
// only.
func TestFileNames(t *testing.T) {
	for _, name := range []string{"../x.segment", "/etc/passwd", "a/b.segment", "./x.segment"} {
		dir := t.TempDir()
		m := manifest{Version: formatVersion, Segments: []string{name}}
		if err := m.write(dir); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); !errors.Is(err, ErrDamaged) {
			t.Errorf("%q: %v", name, err)
		}
	}
	dir := t.TempDir()
	m := manifest{Version: formatVersion + 1}
	if err := m.write(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "version") {
		t.Errorf("another version: %v", err)
	}
}
