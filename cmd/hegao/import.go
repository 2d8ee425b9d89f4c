package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"hegao/analyzer/message"
	"hegao/corpus"
)

type importFlags struct {
	manifest string
	known    corpus.Known
	unit     string
	kind     string
	noSplit  bool
	dryRun   bool
	output   string // of a dry run
}

func (a *app) importCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use: "import PATH…", Short: a.say("cmd.import"), Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return a.importFiles(cmd.Context(), args, f) },
	}
	cmd.Flags().StringVar(&f.manifest, "manifest", "", a.say("flag.manifest"))
	cmd.Flags().StringVar(&f.unit, "unit", "", a.say("flag.unit"))
	cmd.Flags().IntVar(&f.known.Year, "year", 0, a.say("flag.year"))
	cmd.Flags().StringVar(&f.kind, "type", "", a.say("flag.type"))
	cmd.Flags().BoolVar(&f.noSplit, "no-split", false, a.say("flag.no_split"))
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, a.say("flag.dry_run"))
	cmd.Flags().StringVarP(&f.output, "output", "o", "", a.say("flag.import_output"))
	return cmd
}

func (a *app) importFiles(ctx context.Context, paths []string, f importFlags) (err error) {
	inputs := a.inputs(paths)
	if f.manifest != "" {
		listed, err := corpus.Manifest(f.manifest)
		if err != nil {
			return err
		}
		inputs = append(listed, inputs...)
	}
	if len(inputs) == 0 {
		return message.Errorf(message.Invalid, "import_nothing")
	}
	f.known.Unit, f.known.Kind = corpus.Unit(f.unit), corpus.Kind(f.kind)
	if f.dryRun {
		return a.propose(ctx, inputs, f)
	}
	if f.output != "" {
		return message.Errorf(message.Invalid, "output_alone")
	}
	lib, err := a.library("")
	if err != nil {
		return err
	}
	x, err := a.openArchive(ctx, a.data)
	if err != nil {
		return err
	}
	defer func() {
		if e := x.Close(); err == nil {
			err = e
		}
	}()
	m := a.meter()
	sum, err := x.Import(ctx, inputs, corpus.ImportOptions{
		Extract: a.files.Extract, Templates: lib,
		Defaults: f.known, NoSplit: f.noSplit, Lang: a.lang,
		Report: func(r corpus.Imported) { m.done(); a.imported(r) },
		Progress: func(p corpus.Progress) {
			m.show(a.say("cmd.importing", itoa(p.Files), itoa(p.Of), itoa(p.Indexed)))
		},
	})
	m.done()
	if err != nil {
		return err
	}
	return a.importSummary(sum)
}

// inputs lists the files under paths; "-" is standard input.
func (a *app) inputs(paths []string) []corpus.Input {
	var inputs []corpus.Input
	for _, path := range paths {
		if path == "-" {
			inputs = append(inputs, corpus.Input{Name: path, Read: func() ([]byte, error) { return a.read("-") }})
			continue
		}
		inputs = append(inputs, corpus.Files([]string{path})...)
	}
	return inputs
}

// imported prints one line of an import.
func (a *app) imported(r corpus.Imported) {
	if r.Status == corpus.StatusFailed {
		a.fail(r.Err)
	}
	if a.json() {
		_ = json.NewEncoder(a.stdout).Encode(r)
		return
	}
	if a.quiet || r.Status == corpus.StatusFailed {
		return
	}
	s := styleFor(a.stdout)
	status := a.say(messageKey("import", string(r.Status)))
	if r.Status == corpus.StatusSkipped {
		fmt.Fprintf(a.stdout, "%s  %s  %s\n", s.faint(status), r.File, s.faint(r.Reason))
		return
	}
	fmt.Fprintf(a.stdout, "%s  %s  %s\n", s.faint(status), r.Title, s.faint(r.File))
}

func (a *app) importSummary(sum corpus.Summary) error {
	if a.json() {
		_ = json.NewEncoder(a.stdout).Encode(map[string]corpus.Summary{"summary": sum})
	} else if !a.quiet {
		fmt.Fprintln(a.stdout, a.say("cmd.import_summary", itoa(sum.Added), itoa(sum.Linked), itoa(sum.Skipped), itoa(sum.Failed)))
	}
	if sum.Failed > 0 {
		return exit(exitUnread)
	}
	return nil
}
