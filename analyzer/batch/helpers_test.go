package batch

import (
	"context"
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"hegao/analyzer"
	"hegao/analyzer/extract"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
	"hegao/testdata"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file of testdata. After a change that is meant:
// go test ./analyzer/batch -update, and read the difference.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("differs from %s at\n%s", file, firstDifference(string(got), string(want)))
	}
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			line := ""
			if i < len(b) {
				line = b[i]
			}
			return "got  " + a[i] + "\nwant " + line
		}
	}
	return "the end: the golden file is longer"
}

// samples are the checks of the invented reports and drafts, in the order of
// their names, held against an archive of nothing.
func samples(t testing.TB) []Draft {
	t.Helper()
	a := newAnalyzer(t)
	var out []Draft
	for _, dir := range []string{"drafts", "reports"} {
		entries, err := fs.ReadDir(testdata.Files, dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			name := path.Join(dir, e.Name())
			data, err := fs.ReadFile(testdata.Files, name)
			if err != nil {
				t.Fatal(err)
			}
			d, err := analyzer.Read(context.Background(), extract.Extract, name, data, extract.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, check(t, a, d))
		}
	}
	if len(out) < 50 {
		t.Fatalf("only %d reports", len(out))
	}
	return out
}

func newAnalyzer(t testing.TB) *analyzer.Analyzer {
	t.Helper()
	lib, err := template.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return analyzer.New(lib, reuse.NewMemory())
}

func check(t testing.TB, a *analyzer.Analyzer, d analyzer.Draft) Draft {
	t.Helper()
	r, err := a.Check(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	return Draft{Report: r}
}

// draft is a draft that was checked elsewhere and found faultless.
func draft(file, unit, t string) Draft {
	return Draft{Report: &analyzer.Report{
		Text: t, Reuse: &reuse.Result{}, Draft: analyzer.DraftFacts{File: file, Unit: unit, Chars: text.Chars(t), Format: text.FormatText},
	}}
}

func compare(t testing.TB, drafts []Draft, roster []Unit) *Batch {
	t.Helper()
	b, err := Compare(context.Background(), drafts, roster)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func seeded(n uint64) *rand.Rand { return rand.New(rand.NewPCG(n, n)) }

// invented are n characters of sentences that mean nothing and repeat nothing.
func invented(rng *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		switch {
		case i%14 == 13:
			b.WriteString("。")
		default:
			b.WriteRune(rune(0x4e00 + rng.IntN(6000)))
		}
	}
	return b.String()
}

// titled puts a title before a text.
func titled(unit, body string) string { return unit + "2024年工作总结\n" + body }
