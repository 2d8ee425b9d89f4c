package fpindex

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"hegao/corpus"
)

// TestCrashBeforePublish: whatever of a new state is on disk before its
// manifest is, the old state stands, and the next Add is not disturbed.
func TestCrashBeforePublish(t *testing.T) {
	cases := []struct {
		name  string
		leave func(t *testing.T, old, next string) []string // names of files of the new state
	}{
		{"the new segment", func(t *testing.T, _, next string) []string { return files(t, next, "*.segment") }},
		{"the new segment and pairs", func(t *testing.T, _, next string) []string {
			return append(files(t, next, "*.segment"), files(t, next, "*.pairs")...)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir, o := smallIndex(t)
			next := copyDir(t, dir)
			batch := someBatch(rand.New(rand.NewPCG(1, 2)), 500, 5)
			mustAdd(t, open(t, next), batch...)
			for _, path := range c.leave(t, dir, next) {
				data, err := os.ReadFile(path)
				if err == nil {
					err = os.WriteFile(filepath.Join(dir, filepath.Base(path)), data, 0o644)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			x := open(t, dir)
			if err := o.compare(x, 10); err != nil {
				t.Fatalf("the old state: %v", err)
			}
			other := someBatch(rand.New(rand.NewPCG(3, 4)), 700, 3)
			mustAdd(t, x, other...)
			o.add(other)
			if err := o.compare(open(t, dir), 10); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestLeftovers: half-written and forgotten files are in nobody's way and
// gone after the next Add; a stranger's file is left alone.
func TestLeftovers(t *testing.T) {
	dir, o := smallIndex(t)
	for _, name := range []string{"00000009.segment.tmp", "MANIFEST.tmp", "00000009.pairs.tmp", "00000001.pairs", "00000077.segment", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("half"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	x := open(t, dir)
	if err := o.compare(x, 10); err != nil {
		t.Fatal(err)
	}
	mustAdd(t, x, printed(900, 1))
	want := append(slices.Clone(x.view.manifest.Segments), x.view.manifest.Pairs, manifestName, "notes.txt")
	slices.Sort(want)
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
}

// TestEveryStateOfAnAdd copies the folder as it is after each step that an
// Add with a merge takes on disk, and opens each copy: it must be the old
// state or the new one.
func TestEveryStateOfAnAdd(t *testing.T) {
	dir := t.TempDir()
	x, before := open(t, dir), newOracle()
	rng := rand.New(rand.NewPCG(8, 8))
	for b := range mergeWidth - 1 {
		batch := someBatch(rng, corpus.ReportID(10*b+1), 1)
		mustAdd(t, x, batch...)
		before.add(batch)
	}
	old := copyDir(t, dir)
	batch := someBatch(rng, 900, 1)
	after := before.clone()
	after.add(batch)
	mustAdd(t, x, batch...)
	if n := len(x.view.segments); n != 1 {
		t.Fatalf("%d segments: there was no merge", n)
	}
	// The files of all states have names of their own, so any mixture of old
	// and new files under either manifest is a state that a crash can leave.
	for _, c := range []struct {
		name     string
		manifest string // folder of the manifest
		want     *oracle
	}{{"old manifest", old, before}, {"new manifest", dir, after}} {
		mixed := copyDir(t, old)
		for _, path := range append(files(t, dir, "*.segment"), files(t, dir, "*.pairs")...) {
			copyInto(t, path, mixed)
		}
		copyInto(t, filepath.Join(c.manifest, manifestName), mixed)
		if err := c.want.compare(open(t, mixed), 10); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func copyInto(t *testing.T, path, dir string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, filepath.Base(path)), data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
