package reuse

import (
	"context"
	"encoding/csv"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	files "hegao/analyzer/extract"
	"hegao/analyzer/text"
	"hegao/testdata"
)

func find(t testing.TB, m *Memory, d Draft) *Result {
	t.Helper()
	r, err := Find(context.Background(), m, d)
	if err != nil {
		t.Fatal(err)
	}
	wantSound(t, m, d, r)
	return r
}

// seeded gives the same texts in every run.
func seeded(n uint64) *rand.Rand { return rand.New(rand.NewPCG(n, 7)) }

func randomRunes(rng *rand.Rand, alphabet, n int) []rune {
	out := make([]rune, n)
	for i := range out {
		out[i] = rune('一' + rng.IntN(alphabet))
	}
	return out
}

// invented is text of n hanzi that nobody wrote, in sentences.
func invented(rng *rand.Rand, n int) string {
	var b strings.Builder
	for i, r := range randomRunes(rng, 2000, n) {
		b.WriteRune(r)
		switch {
		case i%36 == 35:
			b.WriteString("。\n")
		case i%12 == 11:
			b.WriteString("，")
		}
	}
	return b.String()
}

// clip is n compared characters of t from the k-th on, as they stand there.
func clip(t string, k, n int) string {
	return text.Normalize(t).Span(k, k+n).Of(t)
}

// edited replaces every nth hanzi of t by another.
func edited(rng *rand.Rand, t string, nth int) string {
	runes := []rune(t)
	kept := 0
	for i, r := range runes {
		if text.Chars(string(r)) == 0 {
			continue
		}
		if kept++; kept%nth == 0 {
			runes[i] = rune('一' + 3000 + rng.IntN(2000))
		}
	}
	return string(runes)
}

// sample reads a file of testdata the way the program reads it.
func sample(t testing.TB, name string) string {
	t.Helper()
	b, err := testdata.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := files.Extract(context.Background(), name, b, files.DefaultLimits())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return d.Text
}

// sampleTable reads a CSV of testdata as one map a row.
func sampleTable(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := testdata.Files.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, column := range rows[0] {
			m[strings.TrimPrefix(column, "\ufeff")] = row[i]
		}
		out = append(out, m)
	}
	if len(out) == 0 {
		t.Fatalf("%s is empty", name)
	}
	return out
}

// samples is the archive of all invented reports, each its own family. A
// report is found by its file's name without folder and extension.
func samples(t testing.TB) (*Memory, map[string]DocID) {
	t.Helper()
	m, ids := NewMemory(), map[string]DocID{}
	for _, row := range sampleTable(t, "manifest.csv") {
		year, _ := strconv.Atoi(row["year"])
		ids[bare(row["file"])] = m.Add(Source{
			Name: bare(row["file"]), File: row["file"], Title: row["title"], Unit: row["unit"], Year: year, Text: sample(t, row["file"]),
		})
	}
	if len(ids) < 40 {
		t.Fatalf("only %d reports", len(ids))
	}
	return m, ids
}

func bare(file string) string {
	return strings.TrimSuffix(path.Base(file), path.Ext(file))
}

// wantSound holds what every result promises: passages in order and apart,
// exact places on both sides, ratios between 0 and 1.
func wantSound(t testing.TB, m *Memory, d Draft, r *Result) {
	t.Helper()
	if r.Checked != text.Normalize(d.Text).Len() || r.Compared.Reports != m.Reports() {
		t.Fatalf("checked %d characters against %d reports", r.Checked, r.Compared.Reports)
	}
	end, ids := 0, map[string]bool{}
	for _, p := range r.Passages {
		if p.Span.Empty() || p.Span.Start < end || p.Span.End > len(d.Text) {
			t.Fatalf("passage %v after %d, of %d bytes", p.Span, end, len(d.Text))
		}
		end = p.Span.End
		if p.ID == "" || len(p.Sources) == 0 || p.Families < 1 || p.Similarity <= 0 || p.Similarity > 1 {
			t.Fatalf("passage %+v", p)
		}
		ids[p.ID] = true
		for _, s := range p.Sources {
			wantPlace(t, m, d, s)
		}
		want := similarityOf(kept(p.Span.Of(d.Text)), kept(p.Sources[0].Span.Of(byName(t, m, p.Sources[0].Report).Text)))
		if diff := p.Similarity - want; diff > 1e-9 || diff < -1e-9 {
			t.Fatalf("similarity %v, but %q and its source are %v alike", p.Similarity, p.Span.Of(d.Text), want)
		}
	}
	if r.Ratios != nil {
		for _, x := range []float64{r.Ratios.Total, r.Ratios.WithoutSetPhrases, r.Ratios.WithoutQuotations, r.Ratios.OtherUnits, r.Ratios.LargestSource} {
			if x < 0 || x > 1 {
				t.Fatalf("ratios %+v", *r.Ratios)
			}
		}
	}
}

func byName(t testing.TB, m *Memory, name string) *Source {
	t.Helper()
	i := slices.IndexFunc(m.sources, func(s *Source) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("no report %s", name)
	}
	return m.sources[i]
}

func wantPlace(t testing.TB, m *Memory, d Draft, p Place) {
	t.Helper()
	src := byName(t, m, p.Report)
	if src.ID == d.Exclude {
		t.Fatalf("%s was to be left out", p.Report)
	}
	if p.Span.Empty() || p.Span.Start < 0 || p.Span.End > len(src.Text) {
		t.Fatalf("place %v of %d bytes in %s", p.Span, len(src.Text), p.Report)
	}
	start, end := text.NewRuneIndex(src.Text).Span(p.Span)
	if p.RuneStart != start || p.RuneEnd != end {
		t.Fatalf("place %v is %d–%d in code points, not %d–%d", p.Span, start, end, p.RuneStart, p.RuneEnd)
	}
	if p.File != src.File || p.Unit != src.Unit || p.Year != src.Year || p.Title != src.Title {
		t.Fatalf("place %+v is not of %+v", p, src)
	}
}

func kept(t string) []rune { return text.Normalize(t).Runes }

func rarity(count, reports int) float64 { return raritiesIn(reports).of(count) }
