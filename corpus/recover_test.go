package corpus_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
	"hegao/corpus"
)

// state is everything an archive answers, written out: two archives with the
// same state cannot be told apart.
func state(t testing.TB, p *parts) string {
	t.Helper()
	ctx := context.Background()
	var b strings.Builder
	all := reports(t, p)
	for _, name := range sortedNames(all) {
		r, body, err := p.Open(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		relatives, err := p.Relatives(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %s family %d of %d, there %v\n", name, r.File, r.Family, len(relatives), p.prints.Has(r.ID))
		track := text.Normalize(body)
		hashes := []reuse.Hash{}
		for _, x := range reuse.Prints(track.Runes) {
			hashes = append(hashes, x.Hash)
		}
		postings, err := p.prints.Lookup(hashes, 10)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, postings, p.prints.PairCounts(reuse.Pairs(track.Runes)))
	}
	for _, q := range []string{"", "安全", "意识形态 责任制", "“工作总结”", "粮站", "县医院"} {
		found, r := find(t, p, corpus.Query{Text: q})
		fmt.Fprintln(&b, q, r.Total, found, r.Facets)
	}
	fmt.Fprintln(&b, p.Reports())
	return b.String()
}

func sortedNames(all map[string]*corpus.Report) []string {
	names := make([]string, 0, len(all))
	for n := range all {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// killed is a store whose program ends at a chosen step of the indexing.
type killed struct {
	corpus.Store
	at string
}

var errKilled = errors.New("killed")

func (k killed) Pending(ctx context.Context, limit int) ([]corpus.ReportID, error) {
	if k.at == "before indexing" {
		return nil, errKilled
	}
	return k.Store.Pending(ctx, min(limit, 5)) // several rounds
}

func (k killed) Families(ctx context.Context) (map[corpus.ReportID]corpus.FamilyID, error) {
	return k.Store.Families(ctx)
}

func (k killed) MarkIndexed(ctx context.Context, ids []corpus.ReportID, f map[corpus.ReportID]corpus.FamilyID, m map[corpus.FamilyID]corpus.FamilyID) error {
	switch {
	case k.at == "before the first mark", k.at == "before the third mark" && slices.Max(ids) > 10:
		return errKilled
	}
	err := k.Store.MarkIndexed(ctx, ids, f, m)
	if k.at == "after the second mark" && slices.Max(ids) > 5 {
		return errKilled
	}
	return err
}

// TestCatchUp: an import that ends in the middle is made good when the
// archive is opened the next time, to the same state as one that did not.
func TestCatchUp(t *testing.T) {
	t.Parallel()
	inputs := samples(t)[:22]
	whole := open(t, t.TempDir(), nil)
	take(t, whole, corpus.ImportOptions{}, inputs...)
	want := state(t, whole)
	for _, at := range []string{"before indexing", "before the first mark", "after the second mark", "before the third mark"} {
		t.Run(at, func(t *testing.T) {
			ctx, dir := context.Background(), t.TempDir()
			p := open(t, dir, func(s corpus.Store) corpus.Store { return killed{s, at} })
			if _, err := p.Import(ctx, inputs, corpus.ImportOptions{}); !errors.Is(err, errKilled) {
				t.Fatalf("the import was not stopped: %v", err)
			}
			p.close(t)
			p = open(t, dir, nil)
			told := 0
			for range 2 { // the second time there is nothing to do
				if err := p.CatchUp(ctx, func(done int) { told = done }); err != nil {
					t.Fatal(err)
				}
			}
			if told == 0 {
				t.Error("CatchUp told nothing of what it did")
			}
			if got := state(t, p); got != want {
				t.Errorf("another state than without the crash:\n%s", firstDifference(got, want))
			}
			found, err := p.Similar(ctx, bodyOf(t, p, inputs[21].Name), 3)
			if err != nil || len(found) == 0 || found[0].Source.File != inputs[21].Name || found[0].Score < 0.99 {
				t.Errorf("the last report is not found by its text: %v, %v", found, err)
			}
			if _, sum := take(t, p, corpus.ImportOptions{}, inputs...); sum.Linked != len(inputs) {
				t.Errorf("the same import again: %+v", sum)
			}
			if n, err := p.full.Count(); n != len(inputs) || err != nil {
				t.Errorf("%d reports in full text, %v", n, err)
			}
		})
	}
}

// bodyOf is the text of the report that came from a file.
func bodyOf(t testing.TB, p *parts, file string) string {
	t.Helper()
	for name, r := range reports(t, p) {
		if r.File == file {
			_, body, err := p.Open(context.Background(), name)
			if err != nil {
				t.Fatal(err)
			}
			return body
		}
	}
	t.Fatalf("no report came from %s", file)
	return ""
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %.400s\nwant %.400s", i, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

func TestRebuild(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := open(t, dir, nil)
	for portion := range slices.Chunk(samples(t), 15) {
		take(t, p, corpus.ImportOptions{}, portion...)
	}
	want := state(t, p)
	for range 2 {
		if err := p.Rebuild(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		if got := state(t, p); got != want {
			t.Fatalf("after Rebuild:\n%s", firstDifference(got, want))
		}
	}
	p.close(t)
	if got := state(t, open(t, dir, nil)); got != want {
		t.Errorf("after Rebuild, opened again:\n%s", firstDifference(got, want))
	}
}

// TestLostIndexes: an index that is gone or damaged is made anew by itself;
// answers without the reports it should hold would be wrong in silence.
func TestLostIndexes(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		lose func(t *testing.T, dir string)
	}{
		{"the fingerprints", func(t *testing.T, dir string) { remove(t, dir, "fingerprints") }},
		{"the manifest of the fingerprints", func(t *testing.T, dir string) { remove(t, dir, "fingerprints", "MANIFEST") }},
		{"a byte of a segment", func(t *testing.T, dir string) {
			paths, err := filepath.Glob(filepath.Join(dir, "fingerprints", "*.segment"))
			if err != nil || len(paths) == 0 {
				t.Fatal("no segments", err)
			}
			flipEvery(t, paths[0], 500)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ctx, dir := context.Background(), t.TempDir()
			p := open(t, dir, nil)
			take(t, p, corpus.ImportOptions{}, samples(t)[:12]...)
			want := state(t, p)
			p.close(t)
			c.lose(t, dir)
			p = open(t, dir, nil)
			if err := p.CatchUp(ctx, nil); err != nil {
				t.Fatal(err)
			}
			name := sortedNames(reports(t, p))[0]
			_, body, err := p.Open(ctx, name)
			if err != nil {
				t.Fatal(err)
			}
			found, err := p.Similar(ctx, body, 5)
			if err != nil || len(found) == 0 || found[0].Source.Name != name {
				t.Fatalf("a report is not found by its own text: %v, %v", found, err)
			}
			if got := state(t, p); got != want {
				t.Errorf("another state:\n%s", firstDifference(got, want))
			}
		})
	}
}

func remove(t *testing.T, path ...string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(path...)); err != nil {
		t.Fatal(err)
	}
}

// flipEvery flips a bit of every step-th byte of the blocks of a segment.
func flipEvery(t *testing.T, path string, step int) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 20; i < len(data)/2; i += step {
		data[i] ^= 4
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestTwoPrograms: a program that opened the archive before another one
// imported must not undo what the other did when it imports itself.
func TestTwoPrograms(t *testing.T) {
	t.Parallel()
	inputs := samples(t)
	dir := t.TempDir()
	late := open(t, dir, nil)
	early := open(t, dir, nil)
	take(t, early, corpus.ImportOptions{}, inputs[:30]...)
	early.close(t)
	take(t, late, corpus.ImportOptions{}, inputs[30:]...)
	want := state(t, sampleArchive(t))
	if got := state(t, late); got != want {
		t.Errorf("the late one:\n%s", firstDifference(got, want))
	}
	late.close(t)
	if got := state(t, open(t, dir, nil)); got != want {
		t.Errorf("opened again:\n%s", firstDifference(got, want))
	}
}
