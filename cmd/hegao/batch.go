package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"hegao/analyzer"
	"hegao/analyzer/batch"
	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/workbook"
	"hegao/corpus"
)

type batchFlags struct {
	roster    string
	template  string
	templates string
	output    string
	letters   string
	failOn    string
}

func (a *app) batchCommand() *cobra.Command {
	var f batchFlags
	cmd := &cobra.Command{
		Use: "batch PATH…", Short: a.say("cmd.batch"), Args: cobra.MinimumNArgs(1),
		Annotations: map[string]string{formats: "text json xlsx"},
		RunE:        func(cmd *cobra.Command, args []string) error { return a.batch(cmd.Context(), args, f) },
	}
	cmd.Flags().StringVar(&f.roster, "roster", "", a.say("flag.roster"))
	cmd.Flags().StringVar(&f.templates, "templates", "", a.say("flag.templates"))
	cmd.Flags().StringVar(&f.template, "template", string(analyzer.AutoTemplate), a.say("flag.template"))
	cmd.Flags().StringVarP(&f.output, "output", "o", "", a.say("flag.output"))
	cmd.Flags().StringVar(&f.letters, "letters", "", a.say("flag.letters"))
	cmd.Flags().StringVar(&f.failOn, "fail-on", "error", a.say("flag.fail_on"))
	return cmd
}

func (a *app) batch(ctx context.Context, paths []string, f batchFlags) (err error) {
	format := a.batchFormat(f.output)
	if err := a.checkWorkbook(format, f.output); err != nil {
		return err
	}
	if f.failOn != "error" && f.failOn != "warning" && f.failOn != "never" {
		return message.Errorf(message.Invalid, "fail_on", f.failOn)
	}
	roster, err := readRoster(f.roster)
	if err != nil {
		return err
	}
	run, err := a.newBatchRun(ctx, f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, run.close()) }()
	if err := run.read(ctx, a.inputs(paths)); err != nil {
		return err
	}
	if len(run.entries) == 0 {
		return message.Errorf(message.Empty, "batch_empty", strings.Join(paths, " "))
	}
	b, err := run.compare(ctx, roster)
	if err != nil {
		return err
	}
	if err := a.writeBatch(b, run.reports(), format, f); err != nil {
		return err
	}
	return run.result(f.failOn)
}

// batchFormat is the format of a batch's result: that of the output's name,
// else --format.
func (a *app) batchFormat(output string) string {
	switch ext := strings.ToLower(filepath.Ext(output)); ext {
	case ".xlsx", ".json":
		return ext[1:]
	}
	return a.format
}

func readRoster(path string) ([]batch.Unit, error) {
	if path == "" {
		return nil, nil
	}
	data, err := corpus.ReadFile(path, extract.DefaultLimits().FileBytes)
	if err != nil {
		return nil, err
	}
	return batch.ReadRoster(path, data)
}

// writeBatch writes the result, and the letters where they were asked for.
// reports are the checks in the order of the batch.
func (a *app) writeBatch(b *batch.Batch, reports []*analyzer.Report, format string, f batchFlags) error {
	var out bytes.Buffer
	var err error
	switch v := b.View(a.lang); format {
	case "json":
		err = json.NewEncoder(&out).Encode(v)
	case "xlsx":
		err = workbook.Batch(&out, v, views(reports, a.lang), a.lang)
	default:
		err = printBatch(&out, v, a)
	}
	if err == nil {
		err = a.writeWhole(cmp.Or(f.output, "-"), out.Bytes())
	}
	if err != nil {
		return message.Errorf(message.Invalid, "output", f.output).Wrap(err)
	}
	return a.writeLetters(b, reports, f.letters)
}

func views(reports []*analyzer.Report, lang message.Lang) []*analyzer.View {
	out := make([]*analyzer.View, len(reports))
	for k, r := range reports {
		out[k] = r.View(lang)
	}
	return out
}

// writeLetters writes one text file a draft into a folder, which is made.
func (a *app) writeLetters(b *batch.Batch, reports []*analyzer.Report, dir string) error {
	if dir == "" {
		return nil
	}
	err := os.MkdirAll(dir, 0o755)
	for k := 0; k < len(reports) && err == nil; k++ {
		name := itoa(k+1) + " " + batch.FileName(b.Drafts[k]) + ".txt"
		err = os.WriteFile(filepath.Join(dir, name), []byte(b.Letter(k, reports[k], a.lang)), 0o644)
	}
	if err != nil {
		return message.Errorf(message.Invalid, "output", dir).Wrap(err)
	}
	if !a.quiet {
		_, err = io.WriteString(a.stderr, a.say("cmd.batch_file", dir)+"\n")
	}
	return err
}
