package fpindex

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"hegao/corpus"
)

// crashes lists what a new segment may look like on disk when the program
// ends before the manifest names it.
var crashes = []struct {
	name string
	left func(whole []byte) []byte
}{
	{"whole", func(b []byte) []byte { return b }},
	{"half", func(b []byte) []byte { return b[:len(b)/2] }},
	{"empty", func([]byte) []byte { return nil }},
	{"zeroes", func(b []byte) []byte { return make([]byte, len(b)) }},
}

// TestCrashBeforePublish: whatever of a new segment, written by Add or by a
// merge, is on disk before the manifest names it, the old state stands, and
// the next Add is not disturbed.
func TestCrashBeforePublish(t *testing.T) {
	writes := map[string]func(t *testing.T, dir string) string{"Add": leftByAdd, "a merge": leftByMerge}
	for by, write := range writes {
		for _, c := range crashes {
			t.Run(by+", "+c.name, func(t *testing.T) {
				dir, o := smallIndex(t)
				path := write(t, dir)
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), c.left(data), 0o644); err != nil {
					t.Fatal(err)
				}
				survives(t, dir, o)
			})
		}
	}
}

// leftByAdd returns the segment that an Add to dir would write.
func leftByAdd(t *testing.T, dir string) string {
	next := copyDir(t, dir)
	x := open(t, next)
	mustAdd(t, x, someBatch(rand.New(rand.NewPCG(1, 2)), 500, 5)...)
	return filepath.Join(next, x.view.segments[2].name)
}

// leftByMerge returns the segment that a merge in dir would write.
func leftByMerge(t *testing.T, dir string) string {
	next := copyDir(t, dir)
	x := open(t, next)
	path := filepath.Join(next, x.nextName())
	s, err := mergeInto(path, x.view.segments, x)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.release(); err != nil {
		t.Fatal(err)
	}
	return path
}

// survives checks that dir still holds what o does and takes in more; a
// reader removes nothing, the writer what is left over.
func survives(t *testing.T, dir string, o *oracle) {
	t.Helper()
	before := len(names(t, dir))
	x := open(t, dir)
	if err := o.compare(x, 10); err != nil {
		t.Fatalf("the old state: %v", err)
	}
	if after := len(names(t, dir)); after != before {
		t.Errorf("a reader changed %d files into %d", before, after)
	}
	other := someBatch(rand.New(rand.NewPCG(3, 4)), 700, 3)
	mustAdd(t, x, other...)
	o.add(other)
	if err := o.compare(open(t, dir), 10); err != nil {
		t.Error(err)
	}
	wantFiles(t, dir)
}

// TestLeftovers: half-written and forgotten files, also of the first format,
// are in nobody's way and gone after the next Add; a stranger's file is left
// alone.
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
	wantFiles(t, dir, "notes.txt")
}

// TestEveryStateOfAnAdd lets an Add with a merge happen and opens, under
// the manifest of before it, of the Add and of the merge, the files of all of
// them: whatever a crash leaves, it is one of these states.
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
	x.merging = true // no merge begins
	mustAdd(t, x, batch...)
	added := copyDir(t, dir)
	x.merging = false
	mergeWhole(t, x)
	for _, c := range []struct {
		name     string
		manifest string // folder of the manifest
		want     *oracle
	}{{"old manifest", old, before}, {"manifest of the Add", added, after}, {"manifest of the merge", dir, after}} {
		mixed := copyDir(t, added)
		for _, path := range files(t, dir, "*.segment") {
			copyInto(t, path, mixed)
		}
		copyInto(t, filepath.Join(c.manifest, manifestName), mixed)
		if err := c.want.compare(open(t, mixed), 10); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
