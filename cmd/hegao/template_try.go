package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/corpus"
)

// A dry run of a template: what it would say of past reports.

// mostLast bounds the past reports that a template is tried on.
const mostLast = 1000

func (r *templateRun) try() *cobra.Command {
	last := 30
	cmd := &cobra.Command{
		Use: "try FILE|ID [REPORT…]", Short: r.say("cmd.template_try"), Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if last < 1 || last > mostLast {
				return message.Errorf(message.Invalid, "number_invalid", "--last", "1", itoa(mostLast))
			}
			return r.tryOn(cmd.Context(), args[0], args[1:], last)
		},
	}
	cmd.Flags().IntVar(&last, "last", last, r.say("flag.last"))
	return cmd
}

func (r *templateRun) tryOn(ctx context.Context, which string, paths []string, last int) error {
	lib, t, err := r.one(which)
	if err != nil {
		return err
	}
	reports, err := r.reports(ctx, paths)
	if err == nil && len(paths) == 0 {
		reports, err = r.fromArchive(ctx, lib, t, last)
	}
	if err != nil {
		return err
	}
	if len(reports) == 0 {
		return message.Errorf(message.Empty, "template_reports", t.Name)
	}
	trial := lib.Try(t, reports)
	if r.json() {
		return json.NewEncoder(r.stdout).Encode(struct {
			Template template.ID `json:"template"`
			*template.Trial
		}{t.ID, trial})
	}
	return r.tell(t, trial)
}

// one is the template of a file, or the one with an id.
func (r *templateRun) one(which string) (*template.Library, *template.Template, error) {
	if _, err := os.Stat(which); which != "-" && errors.Is(err, fs.ErrNotExist) {
		lib, err := r.library(r.own)
		if err != nil {
			return nil, nil, err
		}
		if t, ok := lib.Get(template.ID(which)); ok {
			return lib, t, nil
		}
		return nil, nil, message.Errorf(message.Invalid, "template_unknown", which)
	}
	lib, templates, err := r.file(which)
	if err != nil {
		return nil, nil, err
	}
	return lib, templates[0], nil
}

// How many reports of the archive are looked through for those of a kind, and
// how many at a time.
const (
	lookedAt = 5000
	atATime  = 200
)

// pastReports is what the dry run asks of the archive.
type pastReports interface {
	Count(ctx context.Context) (int, error)
	Reports(ctx context.Context, ids []corpus.ReportID) ([]*corpus.Report, error)
	Text(ctx context.Context, id corpus.ReportID) (string, error)
}

// fromArchive are the newest reports of the template's kind; none where there
// is no archive.
func (r *templateRun) fromArchive(ctx context.Context, lib *template.Library, t *template.Template, last int) ([]template.PastReport, error) {
	if _, err := os.Stat(r.data); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	x, err := r.openArchive(ctx, r.data)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	return newest(ctx, x.Store(), last, func(r *corpus.Report) bool {
		return lib.Fits(t, template.ID(r.Kind), r.Title)
	})
}

// newest are the last so many reports that fit, the newest first. Cost: the
// facts of at most lookedAt reports, and the texts of those that fit.
func newest(ctx context.Context, past pastReports, last int, fits func(*corpus.Report) bool) ([]template.PastReport, error) {
	count, err := past.Count(ctx)
	if err != nil {
		return nil, err
	}
	var out []template.PastReport
	for top := count; top > max(count-lookedAt, 0) && len(out) < last; top -= atATime {
		rows, err := past.Reports(ctx, idsDown(top))
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if len(out) == last || !fits(row) {
				continue
			}
			body, err := past.Text(ctx, row.ID)
			if err != nil {
				return nil, err
			}
			out = append(out, template.PastReport{Name: cmp.Or(row.Title, row.File), Doc: plainText(body)})
		}
	}
	return out, nil
}

// idsDown are the ids of one look into the archive, the newest first.
func idsDown(top int) []corpus.ReportID {
	var ids []corpus.ReportID
	for id := top; id > 0 && len(ids) < atATime; id-- {
		ids = append(ids, corpus.ReportID(id))
	}
	return ids
}

// tell prints what the reports would be told.
func (r *templateRun) tell(t *template.Template, trial *template.Trial) error {
	var b strings.Builder
	fmt.Fprintln(&b, r.say("cmd.try_head", t.Name, itoa(trial.Reports)))
	told := 0
	for _, tallies := range [][]template.Tally{trial.Sections, trial.Points} {
		for _, x := range tallies {
			if n := x.Counts[template.Missing]; x.Required && n > 0 {
				told++
				fmt.Fprintln(&b, "  "+r.say("cmd.try_missing", itoa(n), x.Name, shortList(x.Missing)))
			}
			if n := x.Counts[template.Thin]; x.Required && n > 0 {
				told++
				fmt.Fprintln(&b, "  "+r.say("cmd.try_thin", itoa(n), x.Name))
			}
		}
	}
	if told == 0 {
		fmt.Fprintln(&b, "  "+r.say("cmd.try_nothing"))
	}
	_, err := fmt.Fprint(r.stdout, b.String())
	return err
}

// shownTold is how many reports are named.
const shownTold = 3

// shortList names the first few of a list.
func shortList(names []string) string {
	shown := strings.Join(names[:min(len(names), shownTold)], "、")
	if len(names) > shownTold {
		shown += " …"
	}
	return shown
}
