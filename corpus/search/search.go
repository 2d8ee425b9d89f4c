// Package search is the full-text index of the archive, on bleve. It holds
// nothing that the store does not hold: it can be thrown away and made anew,
// and Open does so by itself where it finds it damaged. It implements
// corpus.FullText.
//
// Texts are cut into words by package segment, documents with the words
// inside long words, queries without. The body is neither stored nor kept
// with positions, which makes the index half the size of the texts; so a
// phrase is found by its words, and the caller verifies it on the text.
// What a person typed never reaches bleve's query language: queries are built
// from terms.
package search

import (
	"errors"
	"fmt"
	"sync"

	"github.com/blevesearch/bleve/v2"

	"hegao/analyzer/message"
	"hegao/analyzer/segment"
	"hegao/corpus"
)

// Index is an open full-text index. It is safe for use by several goroutines;
// only one process can hold an index at a time.
type Index struct {
	index      bleve.Index
	segmenter  func() (*segment.Segmenter, error)
	rebuilt    bool
	movedAside string
	close      func() error
}

var _ corpus.FullText = (*Index)(nil)

// Open opens the index in the folder dir and makes one where there is none.
// An index that cannot be opened is moved aside and a new one is made; ask
// Rebuilt and MovedAside. Where another process holds it, Open waits two
// seconds and returns the Busy error "archive_busy". segmenter (normally
// segment.Load) is called when a text or a query is first cut into words.
func Open(dir string, segmenter func() (*segment.Segmenter, error)) (*Index, error) {
	x := &Index{segmenter: segmenter}
	if err := x.open(dir); err != nil {
		return nil, err
	}
	x.close = sync.OnceValue(x.index.Close)
	n, err := x.Count()
	if err != nil {
		return nil, errors.Join(err, x.Close())
	}
	x.rebuilt = n == 0
	return x, nil
}

// Rebuilt reports whether the index was empty when it was opened: there was
// none, it had to be moved aside, or an earlier program ended between making
// it and filling it. Every report of the store is then to be indexed.
func (x *Index) Rebuilt() bool { return x.rebuilt }

// MovedAside is the folder to which Open moved a damaged index, or "". It
// can be deleted.
func (x *Index) MovedAside() string { return x.movedAside }

// Count is the number of reports in the index. Where it is not the number of
// reports that the store has marked as indexed, the index lost something
// without Open seeing it and should be made anew.
func (x *Index) Count() (int, error) {
	n, err := x.index.DocCount()
	return int(n), wrap(err)
}

// Close releases the index. Calling it again does nothing.
func (x *Index) Close() error { return wrap(x.close()) }

// damaged is the error for an index that broke while it was in use.
func damaged(cause any) error {
	return message.Errorf(message.Damaged, "search_damaged").Wrap(fmt.Errorf("search: %v", cause))
}

// guard turns a panic of bleve into an error. Its segments carry no checksum
// that is looked at, so it trips over damaged bytes wherever it comes to them.
func guard(err *error) {
	if cause := recover(); cause != nil {
		*err = damaged(cause)
	}
}

func wrap(err error) error {
	var known *message.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return fmt.Errorf("search: %w", err)
}
