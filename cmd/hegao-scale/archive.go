package main

import (
	"context"
	"fmt"
	"path/filepath"

	"hegao/analyzer/evaluate/generate"
	"hegao/analyzer/text"
	"hegao/corpus"
	"hegao/corpus/fpindex"
	"hegao/corpus/store"
)

// archive is an archive without full-text search.
type archive struct {
	*corpus.Archive
	store  *store.Store
	prints *fpindex.Index
}

func open(ctx context.Context, dir string) (*archive, error) {
	st, err := store.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	prints, err := fpindex.Open(filepath.Join(dir, "fingerprints"))
	if err != nil {
		return nil, err
	}
	a, err := corpus.New(ctx, st, prints, func() (corpus.FullText, error) { return noSearch{}, nil })
	return &archive{a, st, prints}, err
}

// noSearch is a full-text index that holds nothing.
type noSearch struct{}

func (noSearch) Remove(context.Context, []corpus.ReportID) error { return nil }
func (noSearch) Put(context.Context, []corpus.Entry) error       { return nil }
func (noSearch) Find(context.Context, corpus.Query) ([]corpus.Match, int, corpus.Facets, error) {
	return nil, 0, corpus.Facets{}, nil
}
func (noSearch) Terms(string) (words, phrases []string) { return nil, nil }
func (noSearch) Close() error                           { return nil }

// entry is a generated report on its way into the archive.
func entry(r generate.Report, n int) corpus.Entry {
	track := text.Normalize(r.Text)
	return corpus.Entry{Text: r.Text, Report: corpus.Report{
		Identity: track.Identity(), Title: r.Title, Unit: corpus.Unit(r.Unit), Year: r.Year,
		Kind: corpus.Kind(r.Type), File: fmt.Sprintf("%07d.txt", n), Part: 1, Chars: track.Len(),
	}}
}
