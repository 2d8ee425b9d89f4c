package search

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/segment"
	"hegao/corpus"
)

func TestBusy(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "search")
	x := openIndex(t, dir)
	mustPut(t, x, archive()...)
	_, err := Open(dir, segment.Load)
	wantCode(t, err, message.Busy, "error.archive_busy")
	wantFound(t, x, corpus.Query{Text: "理论"}, 1) // the first one is unharmed
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if openIndex(t, dir).Rebuilt() {
		t.Error("being busy cost the index")
	}
}

func TestEmptyFolderIsNew(t *testing.T) {
	x := openIndex(t, t.TempDir())
	if !x.Rebuilt() || x.MovedAside() != "" {
		t.Errorf("rebuilt %t, moved to %q", x.Rebuilt(), x.MovedAside())
	}
}

func TestFileAsFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(file, segment.Load)
	wantCode(t, err, message.Invalid, "error.archive_unwritable")
}

// TestBrokenIndexRecovers breaks an index in every way that a disk might.
func TestBrokenIndexRecovers(t *testing.T) {
	garbage := func(name string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) { overwrite(t, filepath.Join(dir, name)) }
	}
	for name, harm := range map[string]func(t *testing.T, dir string){
		"no meta":           func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "index_meta.json")) },
		"no root":           func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "store", "root.bolt")) },
		"no store":          func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "store")) },
		"no segments":       func(t *testing.T, dir string) { remove(t, segments(t, dir)...) },
		"meta is garbage":   garbage("index_meta.json"),
		"root is garbage":   garbage("store/root.bolt"),
		"segments garbage":  func(t *testing.T, dir string) { overwrite(t, segments(t, dir)...) },
		"segments are cut":  func(t *testing.T, dir string) { truncate(t, segments(t, dir)...) },
		"of another format": anotherFormat,
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "search")
			x := openIndex(t, dir)
			mustPut(t, x, archive()...)
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			harm(t, dir)
			again := openIndex(t, dir)
			if !again.Rebuilt() {
				t.Fatal("nobody would know that it is empty")
			}
			if aside := again.MovedAside(); aside != "" {
				if _, err := os.Stat(aside); err != nil {
					t.Error(err)
				}
			}
			mustPut(t, again, archive()...)
			wantFound(t, again, corpus.Query{Text: "意识形态"}, 1, 2)
		})
	}
}

func TestMoveAsideTwice(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "search")
	names := make(map[string]bool)
	for range 3 {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		aside, err := moveAside(dir)
		if err != nil {
			t.Fatal(err)
		}
		names[aside] = true
	}
	if len(names) != 3 {
		t.Errorf("names %v", names)
	}
}

// TestOpeningLoadsNoDictionary checks that the dictionary waits for the
// first text, and that its error comes out.
func TestOpeningLoadsNoDictionary(t *testing.T) {
	calls, broken := 0, errors.New("broken")
	x, err := Open(filepath.Join(t.TempDir(), "search"), func() (*segment.Segmenter, error) {
		calls++
		return nil, broken
	})
	if err != nil || calls != 0 {
		t.Fatalf("Open: %v, %d calls", err, calls)
	}
	defer x.Close()
	if err := x.Put(t.Context(), archive()); !errors.Is(err, broken) {
		t.Errorf("Put: %v", err)
	}
	if _, _, _, err := x.Find(t.Context(), corpus.Query{Text: "学习"}); !errors.Is(err, broken) {
		t.Errorf("Find: %v", err)
	}
	if words, phrases := x.Terms("学习"); words != nil || phrases != nil {
		t.Errorf("Terms: %v, %v", words, phrases)
	}
}

func TestGuard(t *testing.T) {
	fail := func() (err error) {
		defer guard(&err)
		panic("index out of range")
	}
	wantCode(t, fail(), message.Damaged, "error.search_damaged")
}

func anotherFormat(t *testing.T, dir string) {
	t.Helper()
	there, err := openThere(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(there.SetInternal([]byte(formatKey), []byte("0")), there.Close()); err != nil {
		t.Fatal(err)
	}
}

func segments(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil || len(names) == 0 {
		t.Fatalf("segments: %v, %v", names, err)
	}
	return names
}

func remove(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := os.RemoveAll(name); err != nil {
			t.Fatal(err)
		}
	}
}

func overwrite(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		noise := make([]byte, info.Size())
		for i := range noise {
			noise[i] = byte(i*31 + 7)
		}
		if err := os.WriteFile(name, noise, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func truncate(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := os.Truncate(name, 10); err != nil {
			t.Fatal(err)
		}
	}
}
