package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"hegao/analyzer/message"
	"hegao/corpus/durable"
)

// staleAfter is the age at which a temporary file cannot belong to a running
// program any more.
const staleAfter = 24 * time.Hour

// originals is the folder of kept files: ab/abcdef… under the SHA-256 of the
// bytes, and tmp/ for files that are still being written.
type originals struct{ dir string }

// PutOriginal keeps data and returns its address. On return it is on disk.
// Where it is kept already, the kept bytes are read and compared, and written
// anew if they were damaged. Cost: one SHA-256 and one write or read.
func (s *Store) PutOriginal(ctx context.Context, data []byte) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	address, err := s.originals.put(data)
	return address, s.explain(ctx, err)
}

// Original returns the bytes kept under address and verifies them. Errors:
// NotFound "original_missing", Damaged "original_damaged".
func (s *Store) Original(ctx context.Context, address string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	data, err := s.originals.get(address)
	return data, s.explain(ctx, err)
}

func (o originals) put(data []byte) (string, error) {
	address := addressOf(data)
	path := o.path(address)
	if _, err := o.get(address); err == nil {
		return address, o.syncNames(path)
	}
	if err := makeDir(filepath.Dir(path)); err != nil {
		return "", err
	}
	temp, err := o.writeTemp(data)
	if err != nil {
		return "", err
	}
	if err := os.Rename(temp, path); err != nil {
		return "", errors.Join(err, os.Remove(temp))
	}
	return address, o.syncNames(path)
}

// syncNames puts the file's name and its folder's name on disk. Both always:
// another process may have made them a moment ago and not have come to that.
// It costs next to nothing where there is nothing to write.
func (o originals) syncNames(path string) error {
	return errors.Join(durable.SyncDir(filepath.Dir(path)), durable.SyncDir(o.dir))
}

// writeTemp writes data to a new file on the same disk, synced.
func (o originals) writeTemp(data []byte) (name string, err error) {
	f, err := os.CreateTemp(o.temp(), "*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

func (o originals) get(address string) ([]byte, error) {
	// The address comes from outside and becomes a path: nothing but a
	// SHA-256 may pass.
	if !isAddress(address) {
		return nil, message.Errorf(message.NotFound, "original_missing", address)
	}
	data, err := os.ReadFile(o.path(address))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, message.Errorf(message.NotFound, "original_missing", address)
	}
	if err != nil {
		return nil, err
	}
	if addressOf(data) != address {
		return nil, message.Errorf(message.Damaged, "original_damaged", address)
	}
	return data, nil
}

// prepare makes the folders and clears away what a program that was killed
// left half-written.
func (o originals) prepare() error {
	for _, dir := range []string{o.dir, o.temp()} {
		if err := makeDir(dir); err != nil {
			return err
		}
	}
	left, err := os.ReadDir(o.temp())
	if err != nil {
		return err
	}
	for _, entry := range left {
		info, err := entry.Info()
		if err == nil && time.Since(info.ModTime()) > staleAfter {
			// Another process may have been faster; either way it is gone.
			_ = os.Remove(filepath.Join(o.temp(), entry.Name()))
		}
	}
	return nil
}

func (o originals) temp() string { return filepath.Join(o.dir, "tmp") }

func (o originals) path(address string) string {
	return filepath.Join(o.dir, address[:2], address)
}

func addressOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// isAddress reports whether s is a SHA-256 in lower-case hexadecimal.
func isAddress(s string) bool { return len(s) == 2*sha256.Size && isHex(s) }
