package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"hegao/analyzer/evaluate/generate"
	"hegao/corpus"
)

// whole is the size of the series that reports are taken from, whatever the
// number asked for, so that a smaller archive is the beginning of a larger.
const whole = 1_000_000

// batch is how many reports are stored and indexed at once.
const batch = 400

// build fills the archive in s.dir up to s.reports.
func build(ctx context.Context, s settings, out io.Writer) error {
	a, err := open(ctx, s.dir)
	if err != nil {
		return err
	}
	series := generate.NewCorpus(s.seed, whole)
	have, err := a.store.Count(ctx)
	if err != nil {
		return err
	}
	cpu, wall := spent(), time.Now()
	chars := 0
	for at := have; at < s.reports; at += batch {
		entries := make([]corpus.Entry, 0, batch)
		for i := at; i < min(at+batch, s.reports); i++ {
			e := entry(series.Report(i), i)
			chars += e.Chars
			entries = append(entries, e)
		}
		if _, err := a.store.Add(ctx, entries); err != nil {
			return err
		}
		if err := a.CatchUp(ctx, nil); err != nil {
			return err
		}
		if n := at + len(entries); n%10_000 == 0 {
			fmt.Fprintf(out, "%d reports, %.0f a CPU second, %.0f a second, %s\n", n,
				float64(n-have)/(spent()-cpu).Seconds(), float64(n-have)/time.Since(wall).Seconds(), memory())
		}
	}
	if err := a.prints.Settle(); err != nil {
		return err
	}
	if added := s.reports - have; added > 0 {
		fmt.Fprintf(out, "%d reports of %d characters on average: %.2f ms of CPU each\n", s.reports, chars/added, ms(spent()-cpu)/float64(added))
	}
	if err := a.Close(); err != nil {
		return err
	}
	return sizes(s, out)
}

// sizes prints what the archive takes on disk.
func sizes(s settings, out io.Writer) error {
	prints, err := size(filepath.Join(s.dir, "fingerprints"))
	if err != nil {
		return err
	}
	all, err := size(s.dir)
	if err != nil {
		return err
	}
	raw, series := 0, generate.NewCorpus(s.seed, whole)
	const sample = 1000
	for i := range sample {
		raw += len(series.Report(i * (s.reports / sample)).Text)
	}
	each := float64(raw) / sample
	fmt.Fprintf(out, "fingerprints: %.0f bytes a report, %.2f of the raw text (%.0f bytes); whole archive %.0f bytes a report\n",
		float64(prints)/float64(s.reports), float64(prints)/float64(s.reports)/each, each, float64(all)/float64(s.reports))
	return nil
}

func size(dir string) (n int64, err error) {
	err = filepath.Walk(dir, func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			n += info.Size()
		}
		return err
	})
	return n, err
}
