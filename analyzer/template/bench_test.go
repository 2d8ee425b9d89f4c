//go:build unix

package template

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"hegao/analyzer/evaluate"
)

// draft is a text of so many characters: the labelled cases one after
// another, with their headings.
func draft(b *testing.B, chars int) string {
	b.Helper()
	cases, err := evaluate.ReadCoverageCases(os.DirFS(coverageCases))
	if err != nil {
		b.Fatal(err)
	}
	var out strings.Builder
	for out.Len() < 4*chars {
		for _, c := range cases {
			out.WriteString(c.Text)
		}
	}
	all := []rune(out.String())
	return string(all[:chars])
}

// onCPU runs work as a benchmark does and reports the time it took on the
// processor besides: that of the clock counts what other processes do too.
func onCPU(b *testing.B, bytes int, work func()) {
	b.Helper()
	b.SetBytes(int64(bytes))
	b.ResetTimer()
	start := cpuTime(b)
	for b.Loop() {
		work()
	}
	used := cpuTime(b) - start
	b.ReportMetric(float64(used.Microseconds())/float64(b.N), "cpu-µs/op")
	b.ReportMetric(float64(bytes)*float64(b.N)/used.Seconds()/1e6, "cpu-MB/s")
}

func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// BenchmarkCover holds a draft of 5,000 characters against each template.
func BenchmarkCover(b *testing.B) {
	d, o := typed("镇工作总结\n" + draft(b, 5000))
	for _, t := range library(b).All() {
		b.Run(string(t.ID), func(b *testing.B) {
			onCPU(b, len(d.Text), func() { library(b).Cover(t, d, o) })
		})
	}
}

// BenchmarkCoverLong holds texts that hold nothing but one kind of thing
// against the template with the most to look for, at two lengths: where
// cpu-MB/s falls with the length, something costs more than it should.
func BenchmarkCoverLong(b *testing.B) {
	for name, piece := range map[string]string{
		"prose": counted(1), "lines": counted(1) + "\n", "headings": "一、存在问题\n路远。\n", "other headings": "（一）老大难\n路远。\n",
		"hanzi": "路", "problems": "问题", "digits": "7", "letters": "x", "commas": "，", "stops": "。", "blanks": " 　", "newlines": "\n",
		"brackets": "（", "quotes": "“", "items": "一是路远。", "lists": "1.路远\n", "needles": "但存在原因下一步将",
	} {
		for size, chars := range map[string]int{"10k": 10_000, "100k": 100_000} {
			b.Run(name+"/"+size, func(b *testing.B) {
				source := strings.Repeat(piece, 1+chars/len([]rune(piece)))
				d, o := typed(source)
				t := mustGet(b, "self-inspection")
				onCPU(b, len(d.Text), func() { library(b).Cover(t, d, o) })
			})
		}
	}
}

// BenchmarkBuiltin reads the built-in templates, which a process does once.
func BenchmarkBuiltin(b *testing.B) {
	for b.Loop() {
		if _, err := readBuiltin(); err != nil {
			b.Fatal(err)
		}
	}
}
