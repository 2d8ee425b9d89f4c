package fpindex

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// replaceFile replaces a file as a whole and durably.
func replaceFile(path string, data []byte) error {
	tmp := path + ".tmp"
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes a rename durable. Some systems cannot sync a folder and do
// not need it; their refusal is no error.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// removeStale deletes files that are not part of the index: of earlier
// states, of another format, or left by a crash; growing is spared. Only the
// writer may call it. A file that cannot be deleted (still mapped by a reader
// on some systems) goes the next time.
func removeStale(dir string, m manifest, growing string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		name := e.Name()
		ours := strings.HasSuffix(name, ".segment") || strings.HasSuffix(name, ".pairs") || strings.HasSuffix(name, ".tmp")
		if ours && name != growing && !slices.Contains(m.Segments, name) {
			_ = os.Remove(filepath.Join(dir, name))
		}
	}
}
