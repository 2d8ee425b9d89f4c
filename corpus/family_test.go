package corpus_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hegao/corpus"
)

// copied is a row of copies.csv: base names without their endings.
type copied struct{ file, source, way string }

func copies(t testing.TB) []copied {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(embedded(t, "copies.csv"))).ReadAll()
	if err != nil || len(rows) < 20 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	var out []copied
	for _, row := range rows[1:] {
		out = append(out, copied{base(row[0]), base(row[1]), row[2]})
	}
	return out
}

func base(file string) string {
	return strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
}

// TestFamilies: whole copies and a unit's versions of one report are one
// family; reports that share a passage or nothing are not.
func TestFamilies(t *testing.T) {
	t.Parallel()
	p := sampleArchive(t)
	family := map[string]corpus.FamilyID{}
	for _, r := range reports(t, p) {
		family[base(r.File)] = r.Family
	}
	kin := map[string]string{} // union of what copies.csv joins
	var root func(string) string
	root = func(f string) string {
		if next, ok := kin[f]; ok && next != f {
			return root(next)
		}
		return f
	}
	wholes, versions := 0, 0
	for _, c := range copies(t) {
		if family[c.file] == 0 || family[c.source] == 0 {
			t.Fatalf("%s or %s is not in the archive", c.file, c.source)
		}
		switch c.way {
		case "whole":
			wholes++
		case "own_history":
			versions++
		default:
			continue
		}
		kin[root(c.file)] = root(c.source)
		if family[c.file] != family[c.source] {
			t.Errorf("%s: %s is no family with %s", c.way, c.file, c.source)
		}
	}
	if wholes == 0 || versions == 0 {
		t.Fatalf("%d whole copies and %d versions: nothing was tested", wholes, versions)
	}
	for a := range family {
		for b := range family {
			if a < b && root(a) != root(b) && family[a] == family[b] {
				t.Errorf("%s and %s are one family", a, b)
			}
		}
	}
}

// TestFamiliesAndOrder imports the same reports in other orders and in other
// portions.
func TestFamiliesAndOrder(t *testing.T) {
	t.Parallel()
	inputs := samples(t)
	want := familyList(t, sampleArchive(t))
	reversed := slices.Clone(inputs)
	slices.Reverse(reversed)
	shuffled := slices.Clone(inputs)
	rng := rand.New(rand.NewPCG(4, 4))
	rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	cases := []struct {
		name    string
		inputs  []corpus.Input
		portion int
	}{
		{"backwards", reversed, len(reversed)},
		{"shuffled, seven at a time", shuffled, 7},
		{"backwards, one at a time", reversed[:12], 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, t.TempDir(), nil)
			for portion := range slices.Chunk(c.inputs, c.portion) {
				take(t, p, corpus.ImportOptions{}, portion...)
			}
			expect := want
			if len(c.inputs) < len(inputs) {
				all := open(t, t.TempDir(), nil)
				take(t, all, corpus.ImportOptions{}, c.inputs...)
				expect = familyList(t, all)
			}
			if got := familyList(t, p); !slices.Equal(got, expect) {
				t.Errorf("families\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(expect, "\n  "))
			}
		})
	}
}

// TestAReportThatJoinsFamilies: two unrelated reports become one family when
// a third holds both, also after the archive is opened again.
func TestAReportThatJoinsFamilies(t *testing.T) {
	one, two := string(embedded(t, "drafts/honest.txt")), string(embedded(t, "drafts/patchwork.txt"))
	dir := t.TempDir()
	p := open(t, dir, nil)
	take(t, p, corpus.ImportOptions{NoSplit: true}, txt("1.txt", one))
	take(t, p, corpus.ImportOptions{NoSplit: true}, txt("2.txt", two))
	if got := familyList(t, p); len(got) != 2 {
		t.Fatalf("families %v: nothing to join", got)
	}
	take(t, p, corpus.ImportOptions{NoSplit: true}, txt("3.txt", one+"\n"+two))
	want := []string{"1.txt + 2.txt + 3.txt"}
	if got := familyList(t, p); !slices.Equal(got, want) {
		t.Errorf("families %v", got)
	}
	p.close(t)
	p = open(t, dir, nil)
	for _, r := range reports(t, p) {
		relatives, err := p.Relatives(context.Background(), r)
		if err != nil || len(relatives) != 2 || r.Family != 1 {
			t.Errorf("%s: family %d, %d relatives, %v", r.File, r.Family, len(relatives), err)
		}
	}
}
