package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"hegao/analyzer"
	"hegao/analyzer/extract"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/corpus"
)

type checkFlags struct {
	unit      string
	year      int
	template  string
	templates string // folder of one's own templates
	output    string
	failOn    string
	split     bool
	families  int    // from which a passage is common; 0 for automatic
	since     string // file with an earlier check
}

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use: "check FILE…", Short: a.say("cmd.check"), Args: cobra.MinimumNArgs(1),
		Annotations: map[string]string{formats: "text json docx html xlsx sarif"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("families") && (f.families < 1 || f.families > analyzer.MaxLimit) {
				return message.Errorf(message.Invalid, "number_invalid", "--families", "1", itoa(analyzer.MaxLimit))
			}
			return a.check(cmd.Context(), args, f)
		},
	}
	cmd.Flags().StringVar(&f.unit, "unit", "", a.say("flag.unit"))
	cmd.Flags().IntVar(&f.year, "year", 0, a.say("flag.year"))
	cmd.Flags().StringVar(&f.template, "template", string(analyzer.AutoTemplate), a.say("flag.template"))
	cmd.Flags().StringVar(&f.templates, "templates", "", a.say("flag.templates"))
	cmd.Flags().StringVarP(&f.output, "output", "o", "", a.say("flag.output"))
	cmd.Flags().StringVar(&f.failOn, "fail-on", "error", a.say("flag.fail_on"))
	cmd.Flags().BoolVar(&f.split, "split", false, a.say("flag.split"))
	cmd.Flags().IntVar(&f.families, "families", 0, a.say("flag.families"))
	cmd.Flags().StringVar(&f.since, "since", "", a.say("flag.since"))
	return cmd
}

// checkError is the JSON line of a file that could not be checked.
type checkError struct {
	Schema string `json:"schema"`
	Draft  struct {
		File string `json:"file"`
	} `json:"draft"`
	Error struct {
		Code    message.Code `json:"code"`
		Message string       `json:"message"`
	} `json:"error"`
}

func (a *app) check(ctx context.Context, files []string, f checkFlags) (err error) {
	if f.failOn != "error" && f.failOn != "warning" && f.failOn != "never" {
		return message.Errorf(message.Invalid, "fail_on", f.failOn)
	}
	if err := errors.Join(a.checkCopies(files, f), a.checkWorkbook(a.format, f.output)); err != nil {
		return err
	}
	lib, err := a.library(f.templates)
	if err != nil {
		return err
	}
	if _, ok := lib.Get(template.ID(f.template)); !ok && f.template != string(analyzer.AutoTemplate) {
		return message.Errorf(message.Invalid, "template_unknown", f.template)
	}
	before, err := a.earlierChecks(f.since)
	if err != nil {
		return err
	}
	settings, err := faultSettings(a.data)
	if err != nil {
		return err
	}
	past, closeArchive, err := a.openForCheck(ctx)
	if err != nil {
		return err
	}
	defer closeArchive()
	output := a.output
	if a.copies() || a.sums() && f.output != "" {
		output = a.copyOutput
	}
	out, closeOutput, err := output(f.output)
	if err != nil {
		return err
	}
	run := &checkRun{app: a, flags: f, analyzer: analyzer.New(lib, past).With(settings), before: before, out: out, meter: a.meter()}
	for i, file := range files {
		run.meter.show(a.say("cmd.checking", itoa(i+1), itoa(len(files))))
		run.file(ctx, file)
	}
	run.meter.done()
	run.writeSum()
	if err := closeOutput(); err != nil {
		return err
	}
	return run.result()
}

// output is where results go: standard output, or a file.
func (a *app) output(path string) (io.Writer, func() error, error) {
	if path == "" || path == "-" {
		return a.stdout, func() error { return nil }, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, nil, message.Errorf(message.Invalid, "output", path).Wrap(err)
	}
	return f, f.Close, nil
}

// checkRun is one call of check.
type checkRun struct {
	app      *app
	flags    checkFlags
	analyzer *analyzer.Analyzer
	before   []*analyzer.View
	out      io.Writer
	meter    *meter
	worst    fault.Severity
	unread   bool
	err      error // writing failed
	sum      sum
}

// file checks one file, or every file of a zip.
func (r *checkRun) file(ctx context.Context, path string) {
	data, err := r.app.read(path)
	if err != nil {
		r.failed(path, err)
		return
	}
	lim := extract.DefaultLimits()
	if !extract.IsZip(data) {
		r.document(ctx, path, data)
		return
	}
	if r.app.copies() {
		r.failed(path, message.Errorf(message.Unsupported, "zip_here", path))
		return
	}
	entries := 0
	err = zipfile.Each(path, data, lim, func(entry string, data []byte, err error) error {
		entries++
		if err != nil {
			r.failed(path+"/"+entry, corpus.InZip(path, entry, err))
		} else {
			r.document(ctx, path+"/"+entry, data)
		}
		return nil
	})
	if err == nil && entries == 0 {
		err = message.Errorf(message.Empty, "file_empty", path)
	}
	if err != nil {
		r.failed(path, err)
	}
}

// read returns the bytes of a file, or of standard input for "-".
func (a *app) read(path string) ([]byte, error) {
	limit := extract.DefaultLimits().FileBytes
	if path == "-" {
		return corpus.ReadAll("-", a.stdin, limit)
	}
	return corpus.ReadFile(path, limit)
}

func (r *checkRun) document(ctx context.Context, name string, data []byte) {
	draft, err := analyzer.Read(ctx, r.app.files.Extract, name, data, extract.DefaultLimits())
	if err != nil {
		r.failed(name, err)
		return
	}
	draft.Unit, draft.Year, draft.Template = r.flags.unit, r.flags.year, template.ID(r.flags.template)
	drafts := []analyzer.Draft{draft}
	if r.flags.split {
		drafts = analyzer.Split(draft)
	}
	for _, d := range drafts {
		report, err := r.analyzer.Check(ctx, d)
		if err != nil {
			r.failed(name, err)
			return
		}
		r.write(ctx, report.Limited(r.flags.families), data)
	}
}

// write writes one result; original is the file that was checked.
func (r *checkRun) write(ctx context.Context, report *analyzer.Report, original []byte) {
	if graver(report.Worst(), r.worst) {
		r.worst = report.Worst()
	}
	r.meter.done()
	if r.app.copies() {
		r.note(r.writeCopy(ctx, report, original))
		return
	}
	view := report.View(r.app.lang)
	if b := earlier(r.before, view); b != nil {
		view.Changes = view.ChangesSince(b)
	}
	switch {
	case r.app.sums():
		r.sum.views = append(r.sum.views, view)
	case r.app.json():
		r.note(json.NewEncoder(r.out).Encode(view))
	default:
		r.note(printCheck(r.out, view, r.app))
	}
}

func (r *checkRun) note(err error) {
	if r.err == nil {
		r.err = err
	}
}

// failed reports a file that could not be checked; the others go on.
func (r *checkRun) failed(name string, err error) {
	r.unread = true
	r.meter.done()
	r.app.fail(err)
	r.sum.fail(name, err, r.app.lang)
	if r.app.json() {
		line := checkError{Schema: analyzer.Schema}
		line.Draft.File = name
		line.Error.Code, line.Error.Message = message.CodeOf(err), message.Explain(err, r.app.lang)
		r.note(json.NewEncoder(r.out).Encode(line))
	}
}

func (r *checkRun) result() error {
	switch {
	case r.err != nil:
		return message.Errorf(message.Invalid, "output", r.flags.output).Wrap(r.err)
	case r.unread:
		return exit(exitUnread)
	case r.flags.failOn != "never" && !graver(fault.Severity(r.flags.failOn), r.worst):
		return exit(exitFindings)
	}
	return nil
}

// graver reports whether a is graver than b.
func graver(a, b fault.Severity) bool {
	rank := func(s fault.Severity) int {
		switch s {
		case fault.Error:
			return 3
		case fault.Warning:
			return 2
		case fault.Info:
			return 1
		}
		return 0
	}
	return rank(a) > rank(b)
}
