package fpindex

import (
	"math/rand/v2"
	"os"
	"path/filepath"
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
			d.Prints = append(d.Prints, reuse.Hash(rng.Uint64N(span)*0x9e3779b97f4a7c15>>24))
		}
		d.Pairs = d.Prints
		batch[i] = d
	}
	return batch
}

const benchBatch = 400 // as corpus does

// BenchmarkAdd adds 2,000 reports in batches.
func BenchmarkAdd(b *testing.B) {
	const reports = 2000
	var batches [][]corpus.Fingerprinted
	for first := 1; first < reports; first += benchBatch {
		batches = append(batches, generated(first, benchBatch))
	}
	var size int64
	for b.Loop() {
		dir := b.TempDir()
		x, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		for _, batch := range batches {
			mustAdd(b, x, batch...)
		}
		size = 0
		for _, path := range files(b, dir, "*.segment") {
			size += sizeOf(b, path)
		}
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(reports)*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
	b.ReportMetric(float64(size)/float64(reports*600), "B/posting")
}

func sizeOf(b *testing.B, path string) int64 {
	b.Helper()
	info, err := os.Stat(filepath.Clean(path))
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}

// BenchmarkLookup looks the 1,000 hashes of a draft up among 10,000 reports.
func BenchmarkLookup(b *testing.B) {
	const reports = 10_000
	x := open(b, b.TempDir())
	for first := 1; first < reports; first += benchBatch {
		mustAdd(b, x, generated(first, benchBatch)...)
	}
	var hashes []reuse.Hash
	for _, d := range generated(2*reports, 2) {
		hashes = append(hashes, d.Prints...)
	}
	hashes = hashes[:1000]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := x.Lookup(hashes, 200); err != nil {
			b.Fatal(err)
		}
	}
}
