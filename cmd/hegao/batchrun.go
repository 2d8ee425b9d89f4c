package main

import (
	"context"
	"runtime"
	"sync"

	"hegao/analyzer"
	"hegao/analyzer/batch"
	"hegao/analyzer/extract"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/corpus"
)

// batchRun is one call of batch. Drafts are checked on all cores and kept in
// the order in which they came. It is used by one goroutine.
type batchRun struct {
	app      *app
	analyzer *analyzer.Analyzer
	template template.ID
	meter    *meter
	close    func() error

	seats   chan struct{} // one for each draft that may be at work
	working sync.WaitGroup
	entries []*batchEntry
}

// batchEntry is one file of a batch, checked or not. It is filled by the one
// goroutine that checks it.
type batchEntry struct {
	name   string
	report *analyzer.Report
	err    error
}

func (a *app) newBatchRun(ctx context.Context, f batchFlags) (*batchRun, error) {
	lib, err := a.library(f.templates)
	if err != nil {
		return nil, err
	}
	if _, ok := lib.Get(template.ID(f.template)); !ok && f.template != string(analyzer.AutoTemplate) {
		return nil, message.Errorf(message.Invalid, "template_unknown", f.template)
	}
	past, closeArchive, err := a.openForCheck(ctx)
	if err != nil {
		return nil, err
	}
	return &batchRun{
		app: a, analyzer: analyzer.New(lib, past), template: template.ID(f.template), meter: a.meter(),
		close: closeArchive, seats: make(chan struct{}, runtime.NumCPU()),
	}, nil
}

// read takes files in, and the files of zips, and has the drafts among them
// checked. It returns when the last is. Errors are ctx's, and batch_too_large;
// what is wrong with a file is kept with it.
func (r *batchRun) read(ctx context.Context, inputs []corpus.Input) error {
	defer r.working.Wait()
	for _, in := range inputs {
		if err := r.input(ctx, in); err != nil {
			return err
		}
	}
	r.working.Wait()
	return ctx.Err()
}

func (r *batchRun) input(ctx context.Context, in corpus.Input) error {
	data, err := []byte(nil), in.Err
	if err == nil {
		data, err = in.Read()
	}
	if err != nil {
		return r.failed(in.Name, err)
	}
	if !extract.IsZip(data) {
		return r.start(ctx, in.Name, data)
	}
	var fatal error
	entries := 0
	err = zipfile.Each(in.Name, data, extract.DefaultLimits(), func(entry string, data []byte, err error) error {
		entries++
		if name := in.Name + "/" + entry; err != nil {
			fatal = r.failed(name, corpus.InZip(in.Name, entry, err))
		} else {
			fatal = r.start(ctx, name, data)
		}
		return fatal
	})
	switch {
	case fatal != nil:
		return fatal
	case err == nil && entries == 0:
		err = message.Errorf(message.Empty, "file_empty", in.Name)
	}
	if err != nil {
		return r.failed(in.Name, err)
	}
	return nil
}

// entry makes room for a file.
func (r *batchRun) entry(name string) (*batchEntry, error) {
	if len(r.entries) == batch.MaxDrafts {
		return nil, message.Errorf(message.TooLarge, "batch_too_large", itoa(batch.MaxDrafts))
	}
	e := &batchEntry{name: name}
	r.entries = append(r.entries, e)
	r.meter.show(r.app.say("cmd.batch_read", itoa(len(r.entries))))
	return e, nil
}

func (r *batchRun) failed(name string, why error) error {
	e, err := r.entry(name)
	if err == nil {
		e.err = why
	}
	return err
}

// start checks a draft as soon as there is a seat for it.
func (r *batchRun) start(ctx context.Context, name string, data []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	e, err := r.entry(name)
	if err != nil {
		return err
	}
	r.seats <- struct{}{}
	r.working.Go(func() {
		defer func() { <-r.seats }()
		e.report, e.err = r.check(ctx, name, data)
	})
	return nil
}

func (r *batchRun) check(ctx context.Context, name string, data []byte) (*analyzer.Report, error) {
	draft, err := analyzer.Read(ctx, r.app.files.Extract, name, data, extract.DefaultLimits())
	if err != nil {
		return nil, err
	}
	draft.Template = r.template
	return r.analyzer.Check(ctx, draft)
}

// compare lays the drafts that were checked side by side, and says what is
// wrong with the other files.
func (r *batchRun) compare(ctx context.Context, roster []batch.Unit) (*batch.Batch, error) {
	defer r.meter.done()
	var drafts []batch.Draft
	for _, report := range r.reports() {
		drafts = append(drafts, batch.Draft{Report: report})
	}
	r.meter.show(r.app.say("cmd.batch_compare", itoa(len(drafts))))
	b, err := batch.Compare(ctx, drafts, roster)
	if err != nil {
		return nil, err
	}
	r.meter.done()
	for _, e := range r.entries {
		if e.err != nil {
			r.app.fail(e.err)
			b.Failed = append(b.Failed, batch.Fail(e.name, e.err))
		}
	}
	return b, nil
}

// reports are the checks, in the order of the batch.
func (r *batchRun) reports() (out []*analyzer.Report) {
	for _, e := range r.entries {
		if e.err == nil {
			out = append(out, e.report)
		}
	}
	return out
}

// result is the exit code as an error.
func (r *batchRun) result(failOn string) error {
	worst := fault.Severity("")
	for _, e := range r.entries {
		if e.err != nil {
			return exit(exitUnread)
		}
		if w := e.report.Worst(); graver(w, worst) {
			worst = w
		}
	}
	if failOn != "never" && !graver(fault.Severity(failOn), worst) {
		return exit(exitFindings)
	}
	return nil
}
