package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"hegao/analyzer"
	"hegao/analyzer/evaluate"
	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/corpus"
)

func (a *app) evalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "eval", Short: a.say("cmd.eval"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use: "reuse DIR", Short: a.say("cmd.eval_reuse"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.evalReuse(cmd.Context(), args[0]) },
	}, a.textMeasure("faults", measureFaults), a.textMeasure("split", measureSplit), a.textMeasure("outline", measureOutline),
		a.textMeasure("coverage", measureCoverage))
	return cmd
}

// reuseCases is a folder of labelled cases: manifest.csv imports the archive,
// drafts/NAME.txt are checked, truth.json says by NAME what was copied into
// them, natural.json (which may be absent) what only looks so.
type reuseCases struct {
	dir   string
	Truth map[string]struct {
		Unit  string          `json:"unit"`
		Year  int             `json:"year"`
		Cases []evaluate.Case `json:"cases"`
	}
	Natural map[string][][2]int
}

func readReuseCases(dir string) (*reuseCases, error) {
	c := &reuseCases{dir: dir}
	for name, into := range map[string]any{"truth.json": &c.Truth, "natural.json": &c.Natural} {
		path := filepath.Join(dir, name)
		if _, err := os.Stat(path); err != nil && name == "natural.json" {
			continue
		}
		data, err := corpus.ReadFile(path, extract.DefaultLimits().FileBytes)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, into); err != nil {
			return nil, message.Errorf(message.Invalid, "cases", path).Wrap(err)
		}
	}
	if len(c.Truth) == 0 {
		return nil, message.Errorf(message.Invalid, "cases", filepath.Join(dir, "truth.json"))
	}
	return c, nil
}

// evalReuse imports the archive of the cases into a throwaway folder, checks
// the drafts, and prints what was found of what was copied.
func (a *app) evalReuse(ctx context.Context, dir string) error {
	cases, err := readReuseCases(dir)
	if err != nil {
		return err
	}
	inputs, err := corpus.Manifest(filepath.Join(dir, "manifest.csv"))
	if err != nil {
		return err
	}
	tmp, err := os.MkdirTemp("", "hegao-eval-")
	if err != nil {
		return message.Errorf(message.Invalid, "demo_folder").Wrap(err)
	}
	defer os.RemoveAll(tmp)
	x, err := a.openArchive(ctx, tmp)
	if err != nil {
		return err
	}
	defer x.Close()
	m := a.meter()
	defer m.done()
	if _, err := x.Import(ctx, inputs, corpus.ImportOptions{Lang: a.lang, Extract: a.files.Extract, Progress: func(p corpus.Progress) {
		m.show(a.say("cmd.importing", itoa(p.Files), itoa(p.Of), itoa(p.Indexed)))
	}}); err != nil {
		return err
	}
	score, err := a.scoreReuse(ctx, cases, inputs, x.Archive, m)
	if err != nil {
		return err
	}
	m.done()
	if a.json() {
		return json.NewEncoder(a.stdout).Encode(score)
	}
	return printReuseScore(a.stdout, score)
}

func (a *app) scoreReuse(ctx context.Context, cases *reuseCases, inputs []corpus.Input, x *corpus.Archive, m *meter) (*evaluate.ReuseScore, error) {
	texts := make([]string, 0, len(inputs))
	for _, in := range inputs {
		data, err := in.Read()
		if err != nil {
			return nil, err
		}
		doc, err := a.files.Extract(ctx, in.Name, data, extract.DefaultLimits())
		if err != nil {
			return nil, err
		}
		texts = append(texts, doc.Text)
	}
	lib, err := template.Builtin()
	if err != nil {
		return nil, err
	}
	checker, scorer, done := analyzer.New(lib, x), evaluate.NewReuse(texts), 0
	for name, labels := range cases.Truth {
		m.show(a.say("cmd.checking", itoa(done+1), itoa(len(cases.Truth))))
		path := filepath.Join(cases.dir, "drafts", name+".txt")
		data, err := corpus.ReadFile(path, extract.DefaultLimits().FileBytes)
		if err != nil {
			return nil, err
		}
		draft, err := analyzer.Read(ctx, a.files.Extract, path, data, extract.DefaultLimits())
		if err != nil {
			return nil, err
		}
		draft.Unit, draft.Year = labels.Unit, labels.Year
		report, err := checker.Check(ctx, draft)
		if err != nil {
			return nil, err
		}
		scorer.Add(evaluate.Draft{Text: draft.Doc.Text, Cases: labels.Cases, Natural: cases.Natural[name]}, claimsOf(report))
		done++
	}
	score := scorer.Score()
	return &score, nil
}

// claimsOf are the passages that count as copied.
func claimsOf(r *analyzer.Report) []evaluate.Claim {
	var claims []evaluate.Claim
	for _, p := range r.View(message.English).Reuse.Passages {
		if p.Kind.Copied() {
			file := filepath.Base(p.Sources[0].File)
			claims = append(claims, evaluate.Claim{Start: p.Start, End: p.End, Source: strings.TrimSuffix(file, filepath.Ext(file))})
		}
	}
	return claims
}

// printReuseScore prints the table in English in either language, because
// its words are those of the field.
func printReuseScore(out io.Writer, s *evaluate.ReuseScore) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-22s %5s  %11s  %12s\n", "kind", "cases", "found >=1/2", "chars recall")
	for _, k := range s.Kinds {
		fmt.Fprintf(&b, "%-22s %5d  %11.3f  %12.3f\n", k.Kind, k.Cases, float64(k.Half)/float64(k.Cases), k.Recall())
	}
	fmt.Fprintf(&b, "recall %.3f  precision %.3f  granularity %.3f  plagdet %.3f  source@1 %.3f  clean flagged %.4f  set phrases flagged %.3f\n",
		s.Recall, s.Precision, s.Granularity, s.PlagDet, s.SourceAt1, s.Clean, s.SetPhrases)
	_, err := io.WriteString(out, b.String())
	return err
}
