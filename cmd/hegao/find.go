package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"hegao/analyzer/extract"
	"hegao/corpus"
)

type searchFlags struct {
	unit, year, kind string
	limit, offset    int
}

func (a *app) searchCommand() *cobra.Command {
	var f searchFlags
	cmd := &cobra.Command{
		Use: "search QUERY", Short: a.say("cmd.search"), Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.search(cmd.Context(), strings.Join(args, " "), f)
		},
	}
	cmd.Flags().StringVar(&f.unit, "unit", "", a.say("flag.unit"))
	cmd.Flags().StringVar(&f.year, "year", "", a.say("flag.years"))
	cmd.Flags().StringVar(&f.kind, "type", "", a.say("flag.type"))
	cmd.Flags().IntVar(&f.limit, "limit", 10, a.say("flag.limit"))
	cmd.Flags().IntVar(&f.offset, "offset", 0, a.say("flag.offset"))
	return cmd
}

func (a *app) search(ctx context.Context, query string, f searchFlags) error {
	from, to, err := corpus.ParseYears(f.year)
	if err != nil {
		return err
	}
	x, err := a.openArchive(ctx, a.data)
	if err != nil {
		return err
	}
	defer x.Close()
	if err := a.fullText(ctx, x); err != nil {
		return err
	}
	results, err := x.Search(ctx, corpus.Query{
		Text: query, Limit: f.limit, Offset: f.offset,
		Filter: corpus.Filter{Unit: corpus.Unit(f.unit), Kind: corpus.Kind(f.kind), YearFrom: from, YearTo: to},
	})
	if err != nil {
		return err
	}
	if a.json() {
		return json.NewEncoder(a.stdout).Encode(results.View())
	}
	a.printHits(results)
	return nil
}

func (a *app) printHits(r *corpus.Results) {
	s := styleFor(a.stdout)
	fmt.Fprintln(a.stdout, a.say("cmd.found", itoa(r.Total)))
	for _, h := range r.Hits {
		fmt.Fprintf(a.stdout, "\n%s  %s\n", s.bold(h.Report.Title), s.faint(reportFacts(h.Report)))
		for _, e := range h.Excerpts {
			fmt.Fprintf(a.stdout, "  %s\n", marked(e, s))
		}
	}
}

func reportFacts(r *corpus.Report) string {
	facts := []string{}
	if r.Unit != "" {
		facts = append(facts, string(r.Unit))
	}
	if r.Year > 0 {
		facts = append(facts, itoa(r.Year))
	}
	return strings.Join(append(facts, r.File, r.Name()), " · ")
}

// marked renders an excerpt with its marks: coloured on a terminal, in
// brackets elsewhere.
func marked(e corpus.Excerpt, s style) string {
	var b strings.Builder
	at := 0
	for _, m := range e.Marks {
		b.WriteString(e.Text[at:m.Start])
		if s {
			b.WriteString(s.red(m.Of(e.Text)))
		} else {
			b.WriteString("【" + m.Of(e.Text) + "】")
		}
		at = m.End
	}
	b.WriteString(e.Text[at:])
	return oneLine(b.String())
}

func (a *app) similarCommand() *cobra.Command {
	limit := 10
	cmd := &cobra.Command{
		Use: "similar FILE|-", Short: a.say("cmd.similar"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.similar(cmd.Context(), args[0], limit) },
	}
	cmd.Flags().IntVar(&limit, "limit", limit, a.say("flag.limit"))
	return cmd
}

func (a *app) similar(ctx context.Context, path string, limit int) error {
	data, err := a.read(path)
	if err != nil {
		return err
	}
	doc, err := a.files.Extract(ctx, path, data, extract.DefaultLimits())
	if err != nil {
		return err
	}
	x, err := a.openArchive(ctx, a.data)
	if err != nil {
		return err
	}
	defer x.Close()
	alike, err := x.Similar(ctx, doc.Text, max(limit, 0))
	if err != nil {
		return err
	}
	if a.json() {
		return json.NewEncoder(a.stdout).Encode(corpus.AlikeView(doc.Text, alike))
	}
	fmt.Fprintln(a.stdout, a.say("cmd.found", itoa(len(alike))))
	s := styleFor(a.stdout)
	for _, m := range alike {
		fmt.Fprintf(a.stdout, "\n%s  %s  %s\n  %s\n", share(m.Score), s.bold(m.Source.Title),
			s.faint(strings.TrimSpace(m.Source.Unit+" "+m.Source.Name)), oneLine(short(m.Place.Span.Of(m.Source.Text), 80)))
	}
	return nil
}

// short is the beginning of t, at most n characters.
func short(t string, n int) string {
	for i := range t {
		if n--; n < 0 {
			return t[:i] + "…"
		}
	}
	return t
}
