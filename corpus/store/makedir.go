package store

import (
	"errors"
	"os"
	"path/filepath"

	"hegao/corpus/durable"
)

// makeDir makes dir and its parents where they are missing, and sees to it
// that new ones survive a power cut.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	parent := filepath.Dir(dir)
	if parent != dir {
		if err := makeDir(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return durable.SyncDir(parent)
}
