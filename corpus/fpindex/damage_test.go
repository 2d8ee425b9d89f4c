package fpindex

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"hegao/analyzer/reuse"
	"hegao/corpus"
)

// answersOrRefuses opens dir and asks it everything. Refusing with
// ErrDamaged is right whenever something is damaged; any other error, a
// wrong answer or a panic is not.
func answersOrRefuses(dir string, o *oracle) (refused bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	x, err := Open(dir)
	if err != nil {
		return true, unlessDamaged(err)
	}
	defer x.Close()
	if err = o.compare(x, 1000); err != nil {
		return true, unlessDamaged(err)
	}
	return false, nil
}

func unlessDamaged(err error) error {
	if errors.Is(err, ErrDamaged) {
		return nil
	}
	return err
}

// TestFlippedBytes flips every byte of every file of a small index, a few
// ways each; of the zeroes that fill up a page, some. All is read, so all
// must be noticed.
func TestFlippedBytes(t *testing.T) {
	t.Parallel()
	dir, o := smallIndex(t)
	for _, path := range append(files(t, dir, "*.segment"), filepath.Join(dir, manifestName)) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i < len(data); i++ {
				if data[i] == 0 && i > 100 && i < pageSize && i%97 != 0 {
					continue
				}
				for _, mask := range []byte{0x01, 0x80, 0xff} {
					overwrite(t, path, i, data[i]^mask)
					refused, err := answersOrRefuses(dir, o)
					if err != nil || !refused {
						t.Errorf("byte %d of %d ^ %#x: refused %v, %v", i, len(data), mask, refused, err)
					}
				}
				overwrite(t, path, i, data[i])
			}
		})
	}
	if refused, err := answersOrRefuses(dir, o); refused || err != nil {
		t.Fatalf("whole again: refused %v, %v", refused, err)
	}
}

func overwrite(t *testing.T, path string, at int, b byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt([]byte{b}, int64(at))
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestFilesCutShort cuts every file of a small index at many lengths.
func TestFilesCutShort(t *testing.T) {
	t.Parallel()
	dir, o := smallIndex(t)
	for _, path := range append(files(t, dir, "*.segment"), filepath.Join(dir, manifestName)) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for n := 0; n < len(data); n += 1 + n/pageSize*3 + len(data)/200 {
				for _, tail := range [][]byte{nil, make([]byte, 7), data[:min(9, len(data))]} {
					refusesInstead(t, path, o, append(data[:n:n], tail...), len(data))
				}
			}
			refusesInstead(t, path, o, append(data[:len(data):len(data)], 0), len(data))
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// refusesInstead puts data in the place of a file of size bytes.
func refusesInstead(t *testing.T, path string, o *oracle, data []byte, size int) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if refused, err := answersOrRefuses(filepath.Dir(path), o); err != nil || !refused && len(data) != size {
		t.Errorf("%d bytes instead of %d: refused %v, %v", len(data), size, refused, err)
	}
}

func TestMissingFiles(t *testing.T) {
	whole, _ := smallIndex(t)
	for _, path := range files(t, whole, "*.segment") {
		dir := copyDir(t, whole)
		if err := os.Remove(filepath.Join(dir, filepath.Base(path))); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); !errors.Is(err, ErrDamaged) {
			t.Errorf("without %s: %v", filepath.Base(path), err)
		}
	}
}

// TestDamageIsNotPassedOn: merging a damaged segment must not make one that
// looks whole, even where the damage came after the page was last verified.
// Add says so until the index is emptied.
func TestDamageIsNotPassedOn(t *testing.T) {
	for name, place := range map[string]func(s *segment) int{
		"the table": func(*segment) int { return len(segmentMagic) + 2 },
		"a bucket":  func(s *segment) int { return s.bucketsAt() + 5 },
		"the sums":  func(s *segment) int { return s.end + 1 },
	} {
		t.Run(name, func(t *testing.T) {
			dir, o := smallIndex(t)
			x := open(t, dir)
			if err := o.compare(x, 10); err != nil {
				t.Fatal(err)
			}
			s := x.view.segments[0]
			at := place(s)
			overwrite(t, filepath.Join(dir, s.name), at, s.data[at]^0x40)
			for id := range corpus.ReportID(mergeWidth) {
				if err := x.Add([]corpus.Fingerprinted{printed(2000+id, reuse.Hash(id))}); unlessDamaged(err) != nil {
					t.Fatal(err)
				}
			}
			for range 2 {
				if err := errors.Join(x.Settle(), x.Add(nil)); !errors.Is(err, ErrDamaged) {
					t.Errorf("after a merge: %v", err)
				}
			}
			if err := x.Reset(); err != nil {
				t.Fatal(err)
			}
			mustAdd(t, x, printed(1, 1))
			mustSettle(t, x)
			wantFiles(t, dir)
		})
	}
}

// TestCommonListIsNotRead: the list of a hash that more than limit reports
// hold is not looked at. It is damaged here, and only one who asks for its
// spots is told.
func TestCommonListIsNotRead(t *testing.T) {
	const reports = 9000
	dir := t.TempDir()
	x := open(t, dir)
	var batch []corpus.Fingerprinted
	for id := range corpus.ReportID(reports) {
		batch = append(batch, printed(id, 77))
	}
	mustAdd(t, x, append(batch, printed(reports, 78))...)
	s := x.view.segments[0]
	overwrite(t, filepath.Join(dir, s.name), s.end-2, 0x55)
	got, err := x.Lookup([]reuse.Hash{77, 78}, reports-1)
	if err != nil || got[0].Count != reports || got[0].Spots != nil || len(got[1].Spots) != 1 {
		t.Errorf("%d of %d reports, %v", got[0].Count, reports, err)
	}
	if _, err := x.Lookup([]reuse.Hash{77}, reports); !errors.Is(err, ErrDamaged) {
		t.Errorf("the spots of a damaged list: %v", err)
	}
}

// TestNonsensePairs: pairs that have the right checksum and make no sense
// are damage, too.
func TestNonsensePairs(t *testing.T) {
	dir, _ := smallIndex(t)
	x := open(t, dir)
	x.view.segments[0].pairs = []byte{0x80}
	x.PairCounts([]reuse.Hash{3})
	if _, err := x.Lookup([]reuse.Hash{3}, 10); !errors.Is(err, ErrDamaged) {
		t.Errorf("Lookup after it: %v", err)
	}
}
