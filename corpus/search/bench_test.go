package search

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"hegao/corpus"
)

// BenchmarkPut reports reports per second and the size of the index against
// that of the texts.
func BenchmarkPut(b *testing.B) {
	entries := generated(300)
	size := 0
	for _, e := range entries {
		size += len(e.Text)
	}
	x := newIndex(b, entries[:1]...) // loads the dictionary
	x.Close()
	var dir string
	for b.Loop() {
		b.StopTimer()
		dir = filepath.Join(b.TempDir(), "search")
		x := openIndex(b, dir)
		b.StartTimer()
		mustPut(b, x, entries...)
	}
	b.ReportMetric(float64(len(entries)*b.N)/b.Elapsed().Seconds(), "docs/s")
	b.ReportMetric(float64(folderSize(b, dir))/float64(size), "index/text")
}

func BenchmarkFind(b *testing.B) {
	x := newIndex(b, generated(300)...)
	for name, q := range map[string]corpus.Query{
		"word":   {Text: "网络安全", Limit: 20},
		"phrase": {Text: "“摆上重要议事日程” 疫情", Limit: 20},
		"list":   {Filter: corpus.Filter{YearFrom: 2018, YearTo: 2020}, Limit: 20},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, _, err := x.Find(context.Background(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "search")
	x := openIndex(b, dir)
	mustPut(b, x, generated(300)...)
	x.Close()
	for b.Loop() {
		openIndex(b, dir).Close()
	}
}

func folderSize(b *testing.B, dir string) (size int64) {
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := os.Stat(path)
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return size
}
