package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"hegao/analyzer/message"
	"hegao/corpus"
)

// propose is an import that writes nothing: it lists what the files would be
// imported as, a manifest or lines of JSON.
func (a *app) propose(ctx context.Context, inputs []corpus.Input, f importFlags) error {
	var out bytes.Buffer
	list, err := a.newProposals(&out, f.output)
	if err != nil {
		return err
	}
	lib, err := a.library("")
	if err != nil {
		return err
	}
	m := a.meter()
	counts := map[corpus.Status]int{}
	err = corpus.Propose(ctx, inputs, corpus.ImportOptions{
		Extract: a.files.Extract, Templates: lib, Defaults: f.known, NoSplit: f.noSplit, Lang: a.lang,
		Progress: func(p corpus.Progress) { m.show(a.say("cmd.checking", itoa(p.Files), itoa(p.Of))) },
	}, func(p corpus.Proposal) error {
		counts[p.Status]++
		if p.Status == corpus.StatusFailed {
			m.done()
			a.fail(p.Err)
		}
		return list.write(p)
	})
	m.done()
	if err != nil {
		return err
	}
	if err := errors.Join(list.close(), a.writeWhole(cmp.Or(f.output, "-"), out.Bytes())); err != nil {
		return message.Errorf(message.Invalid, "output", f.output).Wrap(err)
	}
	if !a.quiet && !a.json() {
		fmt.Fprintln(a.stderr, a.say("cmd.proposed", itoa(counts[corpus.StatusProposed]), itoa(counts[corpus.StatusSkipped]), itoa(counts[corpus.StatusFailed])))
	}
	if counts[corpus.StatusFailed] > 0 {
		return exit(exitUnread)
	}
	return nil
}

// proposals is where proposals go.
type proposals struct {
	write func(corpus.Proposal) error
	close func() error
}

func (a *app) newProposals(out io.Writer, path string) (proposals, error) {
	if a.json() {
		e := json.NewEncoder(out)
		return proposals{func(p corpus.Proposal) error { return e.Encode(p) }, func() error { return nil }}, nil
	}
	m, err := corpus.NewManifestWriter(out, a.lang)
	if err != nil {
		return proposals{}, err
	}
	return proposals{func(p corpus.Proposal) error { return m.Write(besides(path, p.File), p) }, m.Close}, nil
}

// besides is a file as a manifest at path names it: relative to the manifest's
// folder, or to this one where it is written to standard output.
func besides(path, file string) string {
	if path == "" || path == "-" || filepath.IsAbs(file) {
		return filepath.ToSlash(file)
	}
	from, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return filepath.ToSlash(file)
	}
	to, err := filepath.Abs(file)
	if err != nil {
		return filepath.ToSlash(file)
	}
	rel, err := filepath.Rel(from, to)
	if err != nil {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}
