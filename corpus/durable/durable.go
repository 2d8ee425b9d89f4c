// Package durable writes files so that they survive a power cut: what was
// acknowledged is on disk, and a file is its old or its new self, never a
// part of one.
package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Replace writes a file as a whole, synced, in place of the one that may be
// there. Only its owner may read it. A crash can leave a file ending in .tmp
// beside it. Cost: two syncs.
func Replace(path string, data []byte) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once it has its name, as it should
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return SyncDir(dir)
}

// SyncDir writes the entries of a folder to disk: without it a file that was
// synced may still have no name after a power cut. Windows and some other
// file systems cannot do this and do not need it.
func SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, fs.ErrInvalid) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
