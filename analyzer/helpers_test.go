package analyzer

import (
	"context"
	"encoding/csv"
	"fmt"
	"slices"
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

// memory is an archive that is Past too.
type memory struct {
	*reuse.Memory
	all []reuse.Source
}

// newMemory is an archive of a few reports, each its own family.
func newMemory(reports ...reuse.Source) *memory {
	m := &memory{reuse.NewMemory(), reports}
	for _, r := range reports {
		m.Add(r)
	}
	return m
}

func (m *memory) UnitNames(context.Context) ([]string, error) {
	var names []string
	for _, r := range m.all {
		names = append(names, r.Unit)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// Latest takes any report of the unit, whatever its kind.
func (m *memory) Latest(_ context.Context, unit, _ string, before int) (*reuse.Source, error) {
	var last *reuse.Source
	for i, r := range m.all {
		if r.Unit == unit && r.Year < before && (last == nil || r.Year > last.Year) {
			last = &m.all[i]
		}
	}
	return last, nil
}

// Newest takes any reports, whatever their kind.
func (m *memory) Newest(_ context.Context, _ string, limit int) ([]string, error) {
	var texts []string
	for _, r := range m.all[:min(limit, len(m.all))] {
		texts = append(texts, r.Text)
	}
	return texts, nil
}

// sourcesOf lists the reports of an archive.
func sourcesOf(t testing.TB, m *memory) []*reuse.Source {
	t.Helper()
	ids := make([]reuse.DocID, m.Reports())
	for i := range ids {
		ids[i] = reuse.DocID(i + 1)
	}
	out, err := m.Sources(context.Background(), ids)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

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
	d, err := Read(context.Background(), extract.Extract, name, b, extract.DefaultLimits())
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
