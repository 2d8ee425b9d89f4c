package main

import (
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// The measures that need no archive: labelled texts in, figures out.

// score is what a measure prints.
type score interface{ Print(out io.Writer) error }

// measureHelp is what the help says of each measure: in a line, and at length.
var measureHelp = map[string][2]message.Key{
	"coverage": {"cmd.eval_coverage", "cmd.eval_coverage_long"},
	"faults":   {"cmd.eval_faults", "cmd.eval_faults_long"},
	"outline":  {"cmd.eval_outline", "cmd.eval_outline_long"},
	"split":    {"cmd.eval_split", "cmd.eval_split_long"},
}

// textMeasure is the command hegao eval NAME DIR.
func (a *app) textMeasure(name string, measure func(cases fs.FS) (score, error)) *cobra.Command {
	help := measureHelp[name]
	return &cobra.Command{
		Use: name + " DIR", Short: a.say(help[0]), Long: a.say(help[1]),
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if info, err := os.Stat(args[0]); err != nil || !info.IsDir() {
				return message.Errorf(message.NotFound, "file_missing", args[0]).Wrap(err)
			}
			s, err := measure(os.DirFS(args[0]))
			switch {
			case err != nil:
				return err
			case a.json():
				return json.NewEncoder(a.stdout).Encode(s)
			}
			return s.Print(a.stdout)
		},
	}
}

// plainText is the document that a case's text becomes.
func plainText(t string) *text.Document {
	return &text.Document{Text: t, Blocks: text.Lines(t), Format: text.FormatText}
}

func measureFaults(cases fs.FS) (score, error) {
	all, err := evaluate.ReadFaultCases(cases)
	if err != nil {
		return nil, err
	}
	return evaluate.ScoreFaults(all, func(c *evaluate.FaultCase) []evaluate.Found {
		var out []evaluate.Found
		for _, f := range fault.Check(faultInput(c)) {
			out = append(out, evaluate.Found{Rule: string(f.Rule), Span: f.Span})
		}
		return out
	}), nil
}

// faultInput makes a draft of a case and its options.
func faultInput(c *evaluate.FaultCase) fault.Input {
	d := plainText(c.Text)
	in := fault.Input{Doc: d, Outline: outline.Parse(d)}
	for _, v := range c.Options["unit"] {
		in.Unit = v
	}
	for _, v := range c.Options["roster"] {
		in.Roster = fault.NewRoster(strings.Split(v, "、"))
	}
	for _, v := range c.Options["copied"] {
		unit, passage, _ := strings.Cut(v, "|")
		passage = strings.TrimSpace(passage)
		if at := strings.Index(c.Text, passage); at >= 0 {
			in.Copied = append(in.Copied, fault.Copied{Unit: strings.TrimSpace(unit), Span: text.Span{Start: at, End: at + len(passage)}})
		}
	}
	for _, v := range c.Options["last"] {
		year, past, _ := strings.Cut(v, "|")
		in.Last.Text = strings.TrimSpace(past)
		in.Last.Year, _ = strconv.Atoi(strings.TrimSpace(year))
	}
	return in
}

func measureSplit(cases fs.FS) (score, error) {
	all, err := evaluate.SplitCases(cases)
	if err != nil {
		return nil, err
	}
	return evaluate.Split(all, cutsOf), nil
}

func cutsOf(t string) evaluate.Cut {
	parts, residue := outline.Split(plainText(t))
	index := text.NewRuneIndex(t)
	var c evaluate.Cut
	for _, p := range parts {
		start, end := index.Span(p.Span)
		c.Reports = append(c.Reports, evaluate.Range{Start: start, End: end})
	}
	for _, r := range residue {
		start, end := index.Span(r.Span)
		c.Residue = append(c.Residue, evaluate.KindRange{Range: evaluate.Range{Start: start, End: end}, Kind: string(r.Kind)})
	}
	return c
}

func measureOutline(cases fs.FS) (score, error) {
	all, err := evaluate.ReadOutlineCases(cases)
	if err != nil {
		return nil, err
	}
	return evaluate.Outlines(all, headingsOf), nil
}

func headingsOf(t string) evaluate.Headings {
	o := outline.Parse(plainText(t))
	var out evaluate.Headings
	for _, h := range o.Headings {
		out.Headings = append(out.Headings, evaluate.HeadingSpot{Level: h.Level, Span: h.Span})
	}
	for _, it := range o.Items {
		out.Items = append(out.Items, text.Trim(t, it.Label))
	}
	return out
}
