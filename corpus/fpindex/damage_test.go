package fpindex

import (
	"errors"
	"fmt"
	"math/rand/v2"
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
	if err = o.compare(x, 10); err != nil {
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
// ways each. Of the pairs file, which has two million, those are taken that
// count something, those of the checksum, and some of the others.
func TestFlippedBytes(t *testing.T) {
	t.Parallel()
	dir, o := smallIndex(t)
	rng := rand.New(rand.NewPCG(3, 3))
	for _, path := range append(files(t, dir, "*.segment"), append(files(t, dir, "*.pairs"), files(t, dir, manifestName)...)...) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			places := make([]int, 0, len(data))
			for i, b := range data {
				if len(data) < 10_000 || b != 0 || i >= len(data)-4 || rng.IntN(len(data)/200) == 0 {
					places = append(places, i)
				}
			}
			refusals := 0
			for _, i := range places {
				for _, mask := range []byte{0x01, 0x20, 0x80, 0xff} {
					data[i] ^= mask
					overwrite(t, path, i, data[i])
					refused, err := answersOrRefuses(dir, o)
					if err != nil {
						t.Errorf("byte %d of %d ^ %#x: %v", i, len(data), mask, err)
					}
					if refused {
						refusals++
					}
					data[i] ^= mask
					overwrite(t, path, i, data[i])
				}
			}
			if refusals == 0 {
				t.Errorf("%d places, and no damage was seen", len(places))
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

// TestFilesCutShort cuts every file of a small index at every length; the
// pairs file at some.
func TestFilesCutShort(t *testing.T) {
	t.Parallel()
	dir, o := smallIndex(t)
	for _, path := range append(files(t, dir, "*.segment"), append(files(t, dir, "*.pairs"), files(t, dir, manifestName)...)...) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for n := 0; n < len(data); n += max(1, len(data)/80) {
				for _, tail := range [][]byte{nil, make([]byte, 7), data[:min(9, len(data))]} {
					if err := os.WriteFile(path, append(data[:n:n], tail...), 0o644); err != nil {
						t.Fatal(err)
					}
					refused, err := answersOrRefuses(dir, o)
					if err != nil || !refused && n+len(tail) != len(data) {
						t.Errorf("%d of %d bytes and %d others: refused %v, %v", n, len(data), len(tail), refused, err)
					}
				}
			}
			if err := os.WriteFile(path, append(data, 0), 0o644); err != nil {
				t.Fatal(err)
			}
			if refused, err := answersOrRefuses(dir, o); !refused || err != nil {
				t.Errorf("one byte more: refused %v, %v", refused, err)
			}
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestMissingFiles(t *testing.T) {
	whole, _ := smallIndex(t)
	for _, pattern := range []string{"*.segment", "*.pairs"} {
		for _, path := range files(t, whole, pattern) {
			dir := copyDir(t, whole)
			if err := os.Remove(filepath.Join(dir, filepath.Base(path))); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(dir); !errors.Is(err, ErrDamaged) {
				t.Errorf("without %s: %v", filepath.Base(path), err)
			}
		}
	}
}

// TestDamageIsNotPassedOn: merging a damaged segment, or counting on from
// damaged pair counts, must not make an index that looks whole.
func TestDamageIsNotPassedOn(t *testing.T) {
	cases := []struct {
		name, file string
		place      func(size int) int
	}{
		{"a block", "*.segment", func(int) int { return len(segmentMagic) + 5 }},
		{"the pair counts", "*.pairs", func(int) int { return 4 * 3 }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir, _ := smallIndex(t)
			x := open(t, dir)
			path := files(t, dir, c.file)[0]
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			overwrite(t, path, c.place(len(data)), data[c.place(len(data))]^0x40)
			for id := range corpus.ReportID(mergeWidth) {
				if err = x.Add([]corpus.Fingerprinted{printed(2000+id, reuse.Hash(id))}); err != nil {
					break
				}
			}
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("%d Adds after the damage: %v", mergeWidth, err)
			}
		})
	}
}
