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
		{"so many that there are many buckets", 5, func(*rand.Rand) int { return 150 },
			func(_ *rand.Rand, b int) corpus.ReportID { return corpus.ReportID(150 * b) }},
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
			mustSettle(t, x)
			mergeWhole(t, x)
			if err := errors.Join(o.compare(x, 3), o.compare(open(t, dir), 1000)); err != nil {
				t.Fatalf("merged whole: %v", err)
			}
		})
	}
}

// TestHashesOfTexts: what the analyzer makes of a text fits into the index
// and is found in its blocks.
func TestHashesOfTexts(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	text := make([]rune, 3000)
	for i := range text {
		text[i] = rune(0x4e00 + rng.IntN(0x5000))
	}
	d := corpus.Fingerprinted{ID: 5, Prints: reuse.Prints(text), Pairs: reuse.Pairs(text)}
	sortPrints(d.Prints)
	x, o := open(t, t.TempDir()), newOracle()
	mustAdd(t, x, d)
	o.add([]corpus.Fingerprinted{d})
	if err := o.compare(x, 1); err != nil {
		t.Error(err)
	}
	for _, h := range d.Pairs {
		if h >= 1<<hashBits {
			t.Fatalf("the pair %x has more than %d bits", h, hashBits)
		}
	}
}

func TestHashesThatAreTooLarge(t *testing.T) {
	x := open(t, t.TempDir())
	if err := x.Add([]corpus.Fingerprinted{printed(1, 3), printed(2, 1<<hashBits)}); err == nil || x.Reports() != 0 {
		t.Errorf("%d reports, %v", x.Reports(), err)
	}
	mustAdd(t, x, printed(1, 3, 0))
	got, err := x.Lookup([]reuse.Hash{1<<hashBits + 3, 3, 1 << 63, 3}, 5)
	if err != nil || got[0].Count != 0 || got[1].Count != 1 || got[2].Count != 0 || got[3].Count != 1 {
		t.Errorf("%v, %v", got, err)
	}
}

// TestBlocks: a report that holds a hash in several blocks counts once, and
// all its blocks come back, each once.
func TestBlocks(t *testing.T) {
	blocks := []int{0, 0, 1, 14, 15, 16, 300, 65535, 70000}
	d := corpus.Fingerprinted{ID: 7}
	for _, b := range blocks {
		d.Prints = append(d.Prints, reuse.Print{Hash: 9, At: b*reuse.BlockLength + 3})
	}
	x := open(t, t.TempDir())
	mustAdd(t, x, d, printed(9, 9))
	want := []reuse.Spot{{Doc: 7, Block: 0}, {Doc: 7, Block: 1}, {Doc: 7, Block: 14}, {Doc: 7, Block: 15}, {Doc: 7, Block: 16}, {Doc: 7, Block: 300}, {Doc: 7, Block: 65535}, {Doc: 9, Block: 0}}
	got, err := x.Lookup([]reuse.Hash{9}, 2)
	if err != nil || got[0].Count != 2 || !slices.Equal(got[0].Spots, want) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err = x.Lookup([]reuse.Hash{9}, 1); err != nil || got[0].Count != 2 || got[0].Spots != nil {
		t.Errorf("two reports and a limit of one: %v, %v", got, err)
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
		if id%7 == 0 {
			x.PairCounts(nil) // from now on the sum is there already
		}
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
		{"they descend", []corpus.Fingerprinted{printed(9, 3), printed(8, 3), printed(1, 3), printed(4, 3)}, 5, true},
		{"one without fingerprints", []corpus.Fingerprinted{{ID: 4}}, 3, true},
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
	x.PairCounts(nil)
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
	if p, err := x.Lookup([]reuse.Hash{3}, 10); err != nil || !slices.Equal(p[0].Spots, []reuse.Spot{{Doc: 4}}) {
		t.Errorf("after Reset and Add: %v, %v", p, err)
	}
	wantFiles(t, dir)
}

func TestRecreate(t *testing.T) {
	dir, _ := smallIndex(t)
	x, err := Recreate(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, x)
	if x.Reports() != 0 || len(names(t, dir)) != 0 {
		t.Errorf("%d reports, files %v", x.Reports(), names(t, dir))
	}
}

// TestClosed: a job that still runs while the program ends gets answers or
// errors, never a panic, and spoils nothing.
func TestClosed(t *testing.T) {
	dir, o := smallIndex(t)
	x := open(t, dir)
	for range 2 {
		mustClose(t, x)
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
	for id := range corpus.ReportID(4 * mergeWidth) {
		batch := []corpus.Fingerprinted{printed(1000+id, 3, reuse.Hash(id))}
		mustAdd(t, other, batch...)
		o.add(batch)
	}
	if late.Reports() == other.Reports() {
		t.Fatal("the late one saw everything without Refresh: this tests nothing")
	}
	mustClose(t, other)
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
}

// TestOtherVersions: an index of another format is made anew, and its files
// go.
func TestOtherVersions(t *testing.T) {
	for _, version := range []int{1, formatVersion + 1} {
		dir := t.TempDir()
		m := manifest{Version: version, Segments: []string{"00000001.segment"}}
		if err := m.write(dir); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "version") {
			t.Errorf("version %d: %v", version, err)
		}
	}
}
