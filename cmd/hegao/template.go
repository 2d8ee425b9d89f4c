package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
)

// The commands about templates: which there are, whether they hold, and how
// to make one.

// templateRun is one call of hegao template.
type templateRun struct {
	*app
	own string // --templates
}

func (a *app) templateCommand() *cobra.Command {
	r := &templateRun{app: a}
	cmd := &cobra.Command{
		Use: "template", Short: a.say("cmd.template"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVar(&r.own, "templates", "", a.say("flag.templates"))
	cmd.AddCommand(r.list(), r.show(), r.test(), r.try(), r.propose(), r.schema())
	return cmd
}

// unitTemplates is the folder of the unit's templates in an archive's folder.
func unitTemplates(data string) string { return filepath.Join(data, "templates") }

// ownLayers are the layers over the unit's: a folder of one's own, "" for
// none.
func ownLayers(own string) ([]template.Layer, error) {
	if own == "" {
		return nil, nil
	}
	if info, err := os.Stat(own); err != nil || !info.IsDir() {
		return nil, message.Errorf(message.NotFound, "file_missing", own).Wrap(err)
	}
	return []template.Layer{folderLayer(template.OwnLayer, own)}, nil
}

// library is libraryIn for the archive that the command is about.
func (a *app) library(own string, more ...template.Layer) (*template.Library, error) {
	return a.libraryIn(a.data, own, more...)
}

// libraryIn is the templates that hold for an archive: the built-in ones, over
// them the unit's in the archive's folder, over them one's own and more.
// Mistakes in them are told in full.
func (a *app) libraryIn(data, own string, more ...template.Layer) (*template.Library, error) {
	over, err := ownLayers(own)
	if err != nil {
		return nil, err
	}
	layers := append([]template.Layer{folderLayer(template.UnitLayer, unitTemplates(data))}, over...)
	lib, err := template.Load(append(layers, more...)...)
	if mistakes, ok := errors.AsType[template.Mistakes](err); ok {
		a.tellMistakes(mistakes)
		return nil, exit(exitUsage)
	}
	return lib, err
}

func folderLayer(name template.LayerName, dir string) template.Layer {
	return template.Layer{Name: name, Dir: filepath.ToSlash(dir), FS: os.DirFS(dir)}
}

// mistakeLine is a mistake as other programs read it.
type mistakeLine struct {
	Template template.ID `json:"template,omitempty"`
	File     string      `json:"file"`
	Line     int         `json:"line"`
	Column   int         `json:"column"`
	Text     string      `json:"text"`
	Message  string      `json:"message"`
}

func (a *app) mistakeLine(m template.Mistake) mistakeLine {
	return mistakeLine{File: m.File, Line: m.Line, Column: m.Column, Text: m.Text, Message: m.What.In(a.lang)}
}

// tellMistakes prints every mistake with its line on stderr, and as JSON on
// stdout where that is asked for.
func (a *app) tellMistakes(mistakes template.Mistakes) {
	for _, m := range mistakes {
		fmt.Fprintln(a.stderr, m.In(a.lang))
		if a.json() {
			// Nobody is left to tell if stdout is gone.
			_ = json.NewEncoder(a.stdout).Encode(a.mistakeLine(m))
		}
	}
	fmt.Fprintln(a.stderr, a.say("cmd.error")+a.say("cmd.template_mistakes", itoa(len(mistakes))))
}

func (r *templateRun) list() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: r.say("cmd.template_list"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			lib, err := r.library(r.own)
			if err != nil {
				return err
			}
			for _, t := range lib.All() {
				if r.json() {
					err = json.NewEncoder(r.stdout).Encode(t.View())
				} else {
					_, err = fmt.Fprintf(r.stdout, "%-30s %s  [%s]\n", t.ID, t.Name, r.layer(t))
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (r *templateRun) layer(t *template.Template) string {
	return r.say(messageKey("layer", string(t.Layer)))
}

func (r *templateRun) show() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: r.say("cmd.template_show"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			lib, err := r.library(r.own)
			if err != nil {
				return err
			}
			t, ok := lib.Get(template.ID(args[0]))
			if !ok {
				return message.Errorf(message.Invalid, "template_unknown", args[0])
			}
			if r.json() {
				return json.NewEncoder(r.stdout).Encode(t.View())
			}
			source, _ := lib.Source(t.ID)
			_, err = fmt.Fprintf(r.stdout, "# %s\n%s", r.say("cmd.template_from", r.layer(t), t.File), source)
			return err
		},
	}
}

func (r *templateRun) schema() *cobra.Command {
	return &cobra.Command{
		Use: "schema", Short: r.say("cmd.template_schema"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			lib, err := r.library(r.own)
			if err != nil {
				return err
			}
			schema, err := lib.Schema(r.lang)
			if err != nil {
				return err
			}
			_, err = r.stdout.Write(schema)
			return err
		},
	}
}

// file reads a template file on top of the library and returns what it holds.
func (r *templateRun) file(path string) (*template.Library, []*template.Template, error) {
	data, err := r.read(path)
	if err != nil {
		return nil, nil, err
	}
	lib, err := r.library(r.own, template.Layer{Name: template.GivenLayer, Files: []template.File{{Name: path, Data: data}}})
	if err != nil {
		return nil, nil, err
	}
	return lib, lib.Of(template.GivenLayer), nil
}

func (r *templateRun) test() *cobra.Command {
	return &cobra.Command{
		Use: "test [FILE]", Short: r.say("cmd.template_test"), Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				lib, err := r.library(r.own)
				if err != nil {
					return err
				}
				return r.examples(lib, lib.All())
			}
			lib, templates, err := r.file(args[0])
			if err != nil {
				return err
			}
			return r.examples(lib, templates)
		},
	}
}

// examples runs the examples inside templates and tells those that fail.
func (r *templateRun) examples(lib *template.Library, templates []*template.Template) error {
	failures, run := lib.TestExamples(templates...)
	for _, f := range failures {
		if !r.json() {
			fmt.Fprintln(r.stdout, f.In(r.lang))
			continue
		}
		line := r.mistakeLine(f.Mistake)
		line.Template = f.Template
		if err := json.NewEncoder(r.stdout).Encode(line); err != nil {
			return err
		}
	}
	if r.json() {
		summary := map[string]any{"summary": map[string]int{"templates": len(templates), "examples": run, "failed": len(failures)}}
		if err := json.NewEncoder(r.stdout).Encode(summary); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(r.stdout, r.say("cmd.template_tested", itoa(len(templates)), itoa(run), itoa(len(failures))))
	}
	if len(failures) > 0 {
		return exit(exitFindings)
	}
	return nil
}

func (r *templateRun) propose() *cobra.Command {
	var from []string
	cmd := &cobra.Command{
		Use: "new --from REPORT [REPORT…]", Short: r.say("cmd.template_new"), Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return r.proposeFrom(cmd.Context(), append(from, args...))
		},
	}
	cmd.Flags().StringArrayVar(&from, "from", nil, r.say("flag.from"))
	return cmd
}

func (r *templateRun) proposeFrom(ctx context.Context, paths []string) error {
	if len(paths) == 0 {
		return message.Errorf(message.Invalid, "template_reports", "--from")
	}
	lib, err := r.library(r.own)
	if err != nil {
		return err
	}
	reports, err := r.reports(ctx, paths)
	if err != nil {
		return err
	}
	source, err := lib.Propose(reports, r.lang)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(r.stdout, source)
	return err
}

// reports reads past reports from files.
func (r *templateRun) reports(ctx context.Context, paths []string) ([]template.PastReport, error) {
	var out []template.PastReport
	for _, path := range paths {
		doc, err := r.document(ctx, path)
		if err != nil {
			return nil, err
		}
		out = append(out, template.PastReport{Name: filepath.Base(path), Doc: doc})
	}
	return out, nil
}
