// Package servicetest makes services over real archives, for the tests of
// everything that stands on package service.
package servicetest

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"

	"hegao/analyzer/extract"
	"hegao/analyzer/segment"
	"hegao/analyzer/template"
	"hegao/corpus"
	"hegao/corpus/fpindex"
	"hegao/corpus/search"
	"hegao/corpus/store"
	"hegao/server/service"
)

// New makes a service over an empty archive in a folder of the test's own.
// Both end with the test.
func New(t testing.TB) *service.Service {
	t.Helper()
	s, _ := Open(t, t.TempDir(), nil)
	return s
}

// Open makes a service over the archive in dir, made where there is none;
// change may change its parts. end ends both, as the orderly end of a process
// does; else they end with the test.
func Open(t testing.TB, dir string, change func(*service.Deps)) (s *service.Service, end func()) {
	t.Helper()
	templates, err := template.Builtin()
	must(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	archive, closeArchive := open(t, dir)
	deps := service.Deps{
		Archive: archive, Templates: templates, UnitTemplates: filepath.Join(dir, "templates"), Limits: extract.DefaultLimits(),
	}
	if change != nil {
		change(&deps)
	}
	s = service.New(ctx, deps)
	end = sync.OnceFunc(func() {
		cancel()
		s.Wait()
		must(t, closeArchive())
	})
	t.Cleanup(end)
	return s, end
}

// WithReports makes a service whose archive holds Reports.
func WithReports(t testing.TB) *service.Service {
	t.Helper()
	s := New(t)
	Fill(t, s, Reports())
	return s
}

// WithCrowd makes a service whose archive holds Crowd.
func WithCrowd(t testing.TB) *service.Service {
	t.Helper()
	s := New(t)
	Fill(t, s, Crowd())
	return s
}

// Fill imports reports.
func Fill(t testing.TB, s *service.Service, reports []Text) {
	t.Helper()
	var inputs []corpus.Input
	for _, r := range reports {
		inputs = append(inputs, corpus.Input{Name: r.Name, Read: func() ([]byte, error) { return []byte(r.Text), nil }})
	}
	sum, err := s.Archive().Import(context.Background(), inputs, corpus.ImportOptions{})
	must(t, err)
	if sum.Added != len(inputs) {
		t.Fatalf("imported %+v of %d reports", sum, len(inputs))
	}
}

func open(t testing.TB, dir string) (*corpus.Archive, func() error) {
	t.Helper()
	ctx := context.Background()
	st, err := store.Open(ctx, dir)
	must(t, err)
	prints, err := fpindex.Open(filepath.Join(dir, "fingerprints"))
	must(t, err)
	var used *search.Index
	full := sync.OnceValues(func() (corpus.FullText, error) {
		x, err := search.Open(filepath.Join(dir, "search"), segment.Load)
		used = x
		return x, err
	})
	archive, err := corpus.New(ctx, st, prints, full)
	must(t, err)
	return archive, func() error {
		var err error
		if used != nil {
			err = used.Close()
		}
		return errors.Join(err, archive.Close())
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
