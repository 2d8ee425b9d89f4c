package ui

import (
	"net/http"
	"net/url"
	"strings"

	"hegao/analyzer/batch"
	"hegao/corpus"
	"hegao/server/service"
)

// batchView is a batch: how far it is, and once it is done what was found.
type batchView struct {
	ID       string
	Name     string
	Running  bool
	Stopped  bool
	State    state
	Problem  string
	Progress string
	Finished int
	Of       int
	Events   string
	Files    []fileLine
	Result   *overview // nil until it is done
}

// fileLine is one file of a batch that is not done.
type fileLine struct {
	Name   string
	State  state
	Href   string
	Reason string
}

// overview is what was found in a batch.
type overview struct {
	ID       string
	Figures  []figure
	Workbook string
	Copies   string // the drafts with comments, as a zip
	Letters  string
	Missing  []string
	Unlisted []draftLink
	Failed   []fileLine
	Matrix   *matrixView
	Pairs    pairList
	Groups   groupList
	Common   groupList
	Mistakes mistakeList
	Bars     *barChart
}

// draftLink is a draft of the batch by its unit's name, or its file's.
type draftLink struct {
	Name string
	File string // "" where Name is the file
	Href string
}

func (u *pages) batch(v *visit) error {
	b, err := u.service.Batch(v.Request().Context(), v.Param("id"))
	if err != nil {
		return err
	}
	view := batchOf(v, b)
	if b.State == service.JobDone {
		result, err := u.service.BatchResult(v.Request().Context(), b.ID)
		if err != nil {
			return err
		}
		view.Result = newOverview(v, b, result)
	}
	return u.show(v, http.StatusOK, "batch", b.Name, "batches", view)
}

func batchOf(v *visit, b *service.Batch) batchView {
	view := batchView{
		ID: b.ID, Name: b.Name, State: batchState(v, b), Running: b.State == service.JobRunning && !b.Stopped, Stopped: b.Stopped,
		Finished: b.Finished, Of: b.Items, Events: "/api/v1/jobs/" + b.ID + "/events",
		Progress: v.say("page.batch.progress", b.Finished, b.Items),
	}
	if b.Finished == b.Items && view.Running {
		view.Progress = v.say("page.batch.comparing", b.Items)
	}
	if b.Problem != nil {
		view.Problem = b.Problem.In(v.lang)
	}
	if b.State != service.JobDone {
		for _, f := range b.Files {
			view.Files = append(view.Files, fileLineOf(v, f))
		}
	}
	return view
}

func fileLineOf(v *visit, f service.BatchFile) fileLine {
	line := fileLine{Name: f.Name}
	switch f.State {
	case corpus.ItemDone:
		line.State, line.Href = state{"ok", v.say("page.batch.file_done")}, resultURL(f.Check, 0)
	case corpus.ItemFailed:
		line.State = state{"miss", v.say("page.batch.file_failed")}
	case corpus.ItemReading:
		line.State = state{"thin", v.say("page.batch.file_reading")}
	default:
		line.State = state{"off", v.say("page.batch.file_waiting")}
	}
	if f.Err != nil {
		line.Reason = f.Err.In(v.lang)
	}
	return line
}

func newOverview(v *visit, b *service.Batch, r *batch.Batch) *overview {
	o := &overview{
		ID: b.ID, Workbook: "/api/v1/batches/" + b.ID + "/workbook.xlsx?" + query("lang", string(v.lang)), Letters: batchURL(b.ID) + "/letters",
		Copies:  "/api/v1/batches/" + b.ID + "/drafts.zip?" + query("lang", string(v.lang)),
		Missing: r.Roster.Missing(), Matrix: newMatrix(v, b, r), Bars: newBars(v, r),
	}
	for _, k := range r.Roster.Unlisted {
		o.Unlisted = append(o.Unlisted, linkOf(r.Drafts[k]))
	}
	for _, f := range r.Failed {
		o.Failed = append(o.Failed, fileLine{Name: f.File, Reason: f.Err.In(v.lang)})
	}
	s := newShared(v, r)
	o.Pairs, o.Groups, o.Common, o.Mistakes = s.pairs(), s.groups(false), s.groups(true), s.mistakes()
	o.Figures = batchFigures(v, r, o)
	return o
}

// batchFigures are the numbers at the top.
func batchFigures(v *visit, r *batch.Batch, o *overview) []figure {
	var out []figure
	add := func(n int, class, label string) {
		if n == 0 {
			class = ""
		}
		out = append(out, figure{Value: v.say("page.count", n), Label: label, Class: class})
	}
	if r.Roster.Expected {
		add(len(r.Roster.Lines), "", v.say("page.batch.expected"))
		add(len(r.Roster.Lines)-len(o.Missing), "", v.say("page.batch.handed_in"))
		add(len(o.Missing), "bad", v.say("page.batch.missing"))
	}
	if !r.Roster.Expected || len(r.Drafts) != len(r.Roster.Lines)-len(o.Missing) {
		add(len(r.Drafts), "", v.say("page.batch.checked"))
	}
	if len(r.Failed) > 0 {
		add(len(r.Failed), "bad", v.say("page.batch.failed_files"))
	}
	add(o.Matrix.Gaps, "warn", v.say("page.batch.gaps"))
	add(o.Pairs.Of, "bad", v.say("page.batch.pairs_figure"))
	add(o.Groups.Of, "warn", v.say("page.batch.groups_figure", o.Groups.Units))
	return out
}

func linkOf(d batch.Summary) draftLink {
	l := draftLink{Name: d.Unit, File: inZip(d.File), Href: resultURL(d.Check, 0)}
	if l.Name == "" {
		l.Name, l.File = l.File, ""
	}
	return l
}

// inZip is a file's name without that of the zip it came in.
func inZip(file string) string {
	if _, inner, ok := strings.Cut(file, ".zip/"); ok {
		return inner
	}
	return file
}

// query makes the query of an address out of names and values in turn.
func query(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return q.Encode()
}
