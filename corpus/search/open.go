package search

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	bolt "go.etcd.io/bbolt/errors"

	"hegao/analyzer/message"
)

const (
	// lockWait is how long Open waits for another process to let go.
	lockWait = "2s"
	// format names how documents are laid out and cut. An index of another
	// format is made anew: raise it whenever put.go or the cutting changes.
	format = "1"
)

// formatKey is where an index remembers its format.
const formatKey = "hegao.format"

func (x *Index) open(dir string) error {
	fresh, err := isNew(dir)
	if err != nil {
		return cannotUse(dir, err)
	}
	if !fresh {
		x.index, err = openThere(dir)
		if err == nil || isOutside(err) {
			return cannotUse(dir, err)
		}
		if x.movedAside, err = moveAside(dir); err != nil {
			return cannotUse(dir, err)
		}
	}
	x.index, err = create(dir)
	return cannotUse(dir, err)
}

// isNew reports whether there is nothing in dir.
func isNew(dir string) (bool, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return len(entries) == 0, err
}

func create(dir string) (_ bleve.Index, err error) {
	defer guard(&err)
	// The mapping stays at its default: documents are built field by field
	// in put.go and never mapped. Only the scoring is read from it.
	mapping := bleve.NewIndexMapping()
	mapping.ScoringModel = index.BM25Scoring
	made, err := bleve.NewUsing(dir, mapping, scorch.Name, scorch.Name, map[string]any{"bolt_timeout": lockWait})
	if err != nil {
		return nil, err
	}
	if err := made.SetInternal([]byte(formatKey), []byte(format)); err != nil {
		return nil, errors.Join(err, made.Close())
	}
	return made, nil
}

func openThere(dir string) (_ bleve.Index, err error) {
	defer guard(&err)
	there, err := bleve.OpenUsing(dir, map[string]any{"bolt_timeout": lockWait})
	if err != nil {
		return nil, err
	}
	found, err := there.GetInternal([]byte(formatKey))
	if err == nil && string(found) != format {
		err = fmt.Errorf("the index has format %q, this program %q", found, format)
	}
	if err != nil {
		return nil, errors.Join(err, there.Close())
	}
	return there, nil
}

// isOutside reports whether err says nothing about the index itself: it is
// held by another process, or the system refused. Moving it aside would then
// destroy what is whole.
func isOutside(err error) bool {
	for _, cause := range []error{bolt.ErrTimeout, fs.ErrPermission, syscall.EMFILE, syscall.ENFILE,
		syscall.ENOSPC, syscall.EROFS, syscall.ENOMEM} {
		if errors.Is(err, cause) {
			return true
		}
	}
	return false
}

// cannotUse gives err a sentence for people where there is one.
func cannotUse(dir string, err error) error {
	switch {
	case errors.Is(err, bolt.ErrTimeout), errors.Is(err, bleve.ErrorIndexPathExists):
		// The second: another process made the index a moment ago.
		return message.Errorf(message.Busy, "archive_busy").Wrap(err)
	case errors.Is(err, syscall.ENOSPC):
		return message.Errorf(message.Internal, "disk_full").Wrap(err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR):
		return message.Errorf(message.Invalid, "archive_unwritable", dir).Wrap(err)
	}
	return wrap(err)
}

// moveAside renames dir to dir.broken-<seconds since 1970>, or the next
// number that is free, and returns the new name.
func moveAside(dir string) (string, error) {
	for at := time.Now().Unix(); ; at++ {
		aside := fmt.Sprintf("%s.broken-%d", dir, at)
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			return aside, os.Rename(dir, aside)
		} else if err != nil {
			return "", err
		}
	}
}
