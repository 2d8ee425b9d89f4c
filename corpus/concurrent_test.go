package corpus_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"hegao/analyzer"
	"hegao/analyzer/extract"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/corpus"
)

type similar = reuse.Alike

// TestReadersDuringImport checks and searches while reports come in. What
// was there before must be found at every moment, and what is found only
// grows.
func TestReadersDuringImport(t *testing.T) {
	t.Parallel()
	p := open(t, t.TempDir(), nil)
	inputs := samples(t)
	lines, _ := take(t, p, corpus.ImportOptions{}, inputs[:6]...)
	draft, err := inputs[0].Read()
	if err != nil {
		t.Fatal(err)
	}
	lib, err := template.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	checker := analyzer.New(lib, p.Archive)
	name := lines[0].Report
	readers := map[string]func() error{
		"check":   func() error { return copyIsSeen(checker, inputs[0].Name, draft, name) },
		"similar": func() error { return isLike(p, name) },
		"search":  func() error { return grows(p) },
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	for what, read := range readers {
		wg.Go(func() {
			for {
				if err := read(); err != nil {
					t.Errorf("%s: %v", what, err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for from := 6; from < 30; from += 4 {
		take(t, p, corpus.ImportOptions{}, inputs[from:from+4]...)
	}
	close(done)
	wg.Wait()
}

func copyIsSeen(checker *analyzer.Analyzer, file string, data []byte, name string) error {
	ctx := context.Background()
	draft, err := analyzer.Read(ctx, extract.Extract, file, data, extract.DefaultLimits())
	if err != nil {
		return err
	}
	r, err := checker.Check(ctx, draft)
	if err != nil {
		return err
	}
	if r.Reuse.Ratios == nil || r.Reuse.Ratios.Total < 0.96 {
		return fmt.Errorf("a draft that is in the archive reads %+v", r.Reuse.Ratios)
	}
	for _, s := range r.Reuse.Sources {
		if s.Report == name {
			return nil
		}
	}
	return fmt.Errorf("%s is none of the sources %+v", name, r.Reuse.Sources)
}

func isLike(p *parts, name string) error {
	ctx := context.Background()
	_, body, err := p.Open(ctx, name)
	if err != nil {
		return err
	}
	found, err := p.Similar(ctx, body, 3)
	if err != nil || len(found) == 0 || found[0].Source.Name != name {
		return fmt.Errorf("the report is not like itself: %v, %w", found, err)
	}
	return nil
}

func grows(p *parts) error {
	before, n := p.Reports(), 0
	for _, q := range []string{"工作", "“工作”"} {
		r, err := p.Search(context.Background(), corpus.Query{Text: q, Limit: 100})
		if err != nil {
			return err
		}
		if r.Total != len(r.Hits) || r.Total < 1 {
			return fmt.Errorf("%q: total %d, hits %d", q, r.Total, len(r.Hits))
		}
		n = r.Total
	}
	if after := p.Reports(); after < before || n > after+8 {
		return fmt.Errorf("%d reports before, %d found, %d after", before, n, after)
	}
	return nil
}
