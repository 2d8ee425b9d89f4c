package fpindex

import (
	"cmp"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"hegao/analyzer/reuse"
	"hegao/corpus"
)

// generated makes reports with 600 fingerprints each, as a report of 2,000
// characters has: a third of them from what everybody writes, the rest its
// own or those of a few others.
func generated(first, n int) []corpus.Fingerprinted {
	rng := rand.New(rand.NewPCG(uint64(first), 9))
	batch := make([]corpus.Fingerprinted, n)
	for i := range batch {
		d := corpus.Fingerprinted{ID: corpus.ReportID(first + i)}
		for p := range 600 {
			span := uint64(1) << 22
			if p%3 == 0 {
				span = 20_000
			}
			h := reuse.Hash(rng.Uint64N(span) * 0x9e3779b97f4a7c15 >> (64 - hashBits))
			d.Prints = append(d.Prints, reuse.Print{Hash: h, At: 3 * p})
			d.Pairs = append(d.Pairs, h)
		}
		sortPrints(d.Prints)
		batch[i] = d
	}
	return batch
}

func sortPrints(p []reuse.Print) {
	slices.SortFunc(p, func(a, b reuse.Print) int {
		return cmp.Or(cmp.Compare(a.Hash, b.Hash), cmp.Compare(a.At, b.At))
	})
}

const benchBatch = 400 // as corpus does

// filled is an index of generated reports that came in batches of 400.
func filled(b *testing.B, reports int) *Index {
	b.Helper()
	x := open(b, b.TempDir())
	for first := 1; first < reports; first += benchBatch {
		mustAdd(b, x, generated(first, benchBatch)...)
	}
	mustSettle(b, x)
	return x
}

// mergeWhole leaves one segment.
func mergeWhole(t testing.TB, x *Index) {
	t.Helper()
	mustSettle(t, x)
	x.write.Lock()
	defer x.write.Unlock()
	x.stop.Store(false)
	if err := x.merge(0, len(x.view.segments)); err != nil {
		t.Fatal(err)
	}
}

func segmentBytes(b *testing.B, x *Index) (size int64) {
	b.Helper()
	for _, s := range x.view.segments {
		info, err := os.Stat(filepath.Join(x.dir, s.name))
		if err != nil {
			b.Fatal(err)
		}
		size += info.Size()
	}
	return size
}

// BenchmarkAdd adds 8,000 reports in batches and waits for the merges.
func BenchmarkAdd(b *testing.B) {
	const reports = 8000
	var batches [][]corpus.Fingerprinted
	for first := 1; first < reports; first += benchBatch {
		batches = append(batches, generated(first, benchBatch))
	}
	var size int64
	for b.Loop() {
		x := open(b, b.TempDir())
		for _, batch := range batches {
			mustAdd(b, x, batch...)
		}
		mustSettle(b, x)
		size = segmentBytes(b, x)
	}
	b.ReportMetric(float64(reports)*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
	b.ReportMetric(float64(size)/float64(reports*600), "B/posting")
}

// BenchmarkAddOne adds single reports to an index of 20,000.
func BenchmarkAddOne(b *testing.B) {
	const reports = 20_000
	x := filled(b, reports)
	more := generated(reports+1, 1000)
	next := 0
	for b.Loop() {
		d := more[next%len(more)]
		d.ID = corpus.ReportID(reports + 1 + next)
		mustAdd(b, x, d)
		next++
	}
}

// BenchmarkLookup looks the 1,700 hashes of a draft up among 20,000 reports.
func BenchmarkLookup(b *testing.B) {
	const reports = 20_000
	cases := []struct {
		name    string
		prepare func(x *Index)
	}{
		{"several segments", func(x *Index) {
			for id := range 20 {
				mustAdd(b, x, generated(reports+1+id, 1)...)
			}
			mustSettle(b, x)
		}},
		{"merged", func(x *Index) { mergeWhole(b, x) }},
	}
	var hashes []reuse.Hash
	for _, d := range generated(2*reports, 3) {
		for _, p := range d.Prints {
			hashes = append(hashes, p.Hash)
		}
	}
	hashes = hashes[:1700]
	x := filled(b, reports)
	for _, c := range cases {
		b.Run(c.name, func(b *testing.B) {
			c.prepare(x)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := x.Lookup(hashes, 200); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(hashes)), "ns/hash")
			b.ReportMetric(float64(len(x.view.segments)), "segments")
		})
	}
}

// BenchmarkOpen opens and closes an index of 20,000 reports.
func BenchmarkOpen(b *testing.B) {
	dir := filled(b, 20_000).dir
	for b.Loop() {
		x, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPairCounts makes the sum of 20,000 reports.
func BenchmarkPairCounts(b *testing.B) {
	x := filled(b, 20_000)
	for b.Loop() {
		x.view.pairs.counts.Store(nil)
		x.PairCounts([]reuse.Hash{1})
	}
}
