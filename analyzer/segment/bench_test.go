package segment

import (
	"runtime"
	"strings"
	"testing"
)

// sample is an invented report of about 40 kB.
func sample() string {
	return strings.Repeat("坚持以服务群众为中心的工作思路，全面落实安全生产责任制，"+
		"2024年召开党委会专题研究3次，组织中心组学习12次，开展网络安全检查。\n"+
		"（一）加强理论武装。把政治学习作为首要任务，推动学习型党组织建设走深走实；", 150)
}

// BenchmarkLoad reports the time to load the dictionary and, as heap-MB, the
// memory that it keeps.
func BenchmarkLoad(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		s, err := newSegmenter()
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(s)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "heap-MB")
}

func BenchmarkWords(b *testing.B) {
	s, source := loaded(b), sample()
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		s.Words(source)
	}
}

func BenchmarkSearchWords(b *testing.B) {
	s, source := loaded(b), sample()
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		s.SearchWords(source)
	}
}

func BenchmarkSentences(b *testing.B) {
	source := sample()
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		Sentences(source)
	}
}
