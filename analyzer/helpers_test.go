package analyzer

import (
	"context"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"hegao/analyzer/extract"
	"hegao/analyzer/outline"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
	"hegao/testdata"
)

// memory is an archive of a few reports, each its own family.
type memory struct {
	sources []*reuse.Source // by id, from 1
	docs    map[reuse.Hash][]reuse.DocID
	pairs   map[reuse.Hash]int
}

func newMemory(reports ...reuse.Source) *memory {
	m := &memory{docs: map[reuse.Hash][]reuse.DocID{}, pairs: map[reuse.Hash]int{}}
	for i, meta := range reports {
		meta.ID, meta.Family = reuse.DocID(i+1), reuse.DocID(i+1)
		src := reuse.NewSource(meta)
		m.sources = append(m.sources, src)
		seen := map[reuse.Hash]bool{}
		for _, p := range reuse.Prints(src.Track.Runes) {
			if !seen[p.Hash] {
				seen[p.Hash] = true
				m.docs[p.Hash] = append(m.docs[p.Hash], src.ID)
			}
		}
		for _, h := range reuse.Pairs(src.Track.Runes) {
			m.pairs[h]++
		}
	}
	return m
}

func (m *memory) Lookup(_ context.Context, hashes []reuse.Hash) ([]reuse.Posting, error) {
	out := make([]reuse.Posting, len(hashes))
	for i, h := range hashes {
		out[i] = reuse.Posting{Docs: m.docs[h], Count: len(m.docs[h])}
	}
	return out, nil
}

func (m *memory) PairCounts(_ context.Context, pairs []reuse.Hash) ([]int, error) {
	out := make([]int, len(pairs))
	for i, p := range pairs {
		out[i] = m.pairs[p]
	}
	return out, nil
}

func (m *memory) Source(_ context.Context, id reuse.DocID) (*reuse.Source, error) {
	if id < 1 || int(id) > len(m.sources) {
		return nil, fmt.Errorf("no report %d", id)
	}
	return m.sources[id-1], nil
}

func (m *memory) Reports() int                      { return len(m.sources) }
func (m *memory) Family(id reuse.DocID) reuse.DocID { return id }

// typed makes the document that a plain text becomes, with its outline.
func typed(source string) (*text.Document, *outline.Outline) {
	d := &text.Document{Text: source, Blocks: text.Lines(source), Format: text.FormatText}
	return d, outline.Parse(d)
}

// sample reads a file of testdata as a draft.
func sample(t testing.TB, name string) Draft {
	t.Helper()
	b, err := testdata.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read(context.Background(), name, b, extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// samples is the archive of all invented reports.
func samples(t testing.TB) *memory {
	t.Helper()
	f, err := testdata.Files.Open("manifest.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var reports []reuse.Source
	for i, row := range rows[1:] {
		year, _ := strconv.Atoi(row[2])
		reports = append(reports, reuse.Source{
			Name: fmt.Sprintf("r%02d", i+1), File: row[0], Unit: row[1], Year: year, Title: row[4], Text: sample(t, row[0]).Doc.Text,
		})
	}
	if len(reports) < 40 {
		t.Fatalf("only %d reports", len(reports))
	}
	return newMemory(reports...)
}

func newAnalyzer(t testing.TB, archive reuse.Archive) *Analyzer {
	t.Helper()
	l, err := template.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return New(l, archive)
}

func check(t testing.TB, a *Analyzer, d Draft) *Report {
	t.Helper()
	r, err := a.Check(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// told is running text of n sentences.
func told(n int) string {
	return strings.Repeat("镇里挨家挨户问过意见之后把路灯装到了巷子尽头，夜里回家的人不再摸黑。", n)
}
