package ui

import (
	"net/http"
	"slices"
	"strings"

	"hegao/corpus"
	"hegao/server/problem"
	"hegao/server/service"
)

// importView is the form for taking reports in.
type importView struct {
	Error   string
	Unit    string
	Year    string
	Type    string
	Types   []option
	Reports int
}

// jobView is an import as it stands.
type jobView struct {
	ID       string
	Running  bool
	State    state
	Problem  string
	Files    int
	Of       int
	Progress string // in words
	Counts   []figure
	Lines    []jobLine
	Events   string // address of the job's server-sent events
	Trial    bool   // nothing was taken in
	Corrects []trialLine
	Unlisted string // how many are not listed, in words
}

// jobLine is one report, or a file that gave none.
type jobLine struct {
	Added  bool
	State  state
	Title  string
	Href   string
	Facts  string
	File   string
	Reason string
}

func (u *pages) importForm(v *visit) error { return u.showImport(v, http.StatusOK, "") }

func (u *pages) showImport(v *visit, status int, problem string) error {
	view := importView{
		Error: problem, Unit: v.FormValue("unit"), Year: v.FormValue("year"), Type: v.FormValue("type"),
		Types: u.types(), Reports: u.service.Archive().Reports(),
	}
	return u.show(v, status, "import", v.say("page.import.title"), "import", view)
}

// importFiles starts an import and leads to the page that shows it.
func (u *pages) importFiles(v *visit) error {
	files, known, err := u.toImport(v)
	if err == nil {
		start := u.service.Import
		if v.FormValue("try") != "" {
			start = u.service.TryImport
		}
		job := start(files, known, v.lang)
		if v.wantsJSON() {
			return v.JSON(http.StatusAccepted, map[string]string{"location": "/archive/jobs/" + job.ID})
		}
		return v.Redirect(http.StatusSeeOther, "/archive/jobs/"+job.ID)
	}
	if v.wantsJSON() || problem.Status(err) >= http.StatusInternalServerError {
		return err
	}
	problem.Note(v, err)
	return u.showImport(v, problem.Status(err), problem.Sentence(err, v.lang))
}

func (u *pages) toImport(v *visit) ([]service.Upload, corpus.Known, error) {
	known := corpus.Known{Unit: corpus.Unit(strings.TrimSpace(v.FormValue("unit"))), Kind: corpus.Kind(v.FormValue("type"))}
	var err error
	if known.Year, err = yearField(v, "year"); err != nil {
		return nil, known, err
	}
	form, err := v.MultipartForm()
	if err != nil {
		return nil, known, refuse("page.import.nothing")
	}
	var files []service.Upload
	for _, header := range form.File["file"] {
		if header.Filename == "" || leftOut(header.Filename) {
			continue
		}
		name := relativeName(header)
		data, err := u.readUpload(name, header)
		if err != nil {
			return nil, known, err
		}
		files = append(files, service.Upload{Name: name, Data: data})
	}
	if len(files) == 0 {
		return nil, known, refuse("page.import.nothing")
	}
	return files, known, nil
}

// leftOut reports whether a file of a folder is no document at all: hidden,
// or a lock of Word.
func leftOut(name string) bool { return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") }

func (u *pages) job(v *visit) error {
	j, err := u.service.Job(v.Param("id"))
	if err != nil {
		return err
	}
	return u.show(v, http.StatusOK, "job", v.say("page.job.title"), "import", u.jobOf(v, j))
}

func (u *pages) jobOf(v *visit, j service.Job) jobView {
	view := jobView{
		ID: j.ID, Running: j.State == service.JobRunning, Problem: j.Problem, Files: j.Files, Of: j.Of,
		Events: "/api/v1/jobs/" + j.ID + "/events",
	}
	view.State, view.Progress = jobState(v, j)
	count := map[corpus.Status]int{}
	for _, r := range j.Reports {
		count[r.Status]++
	}
	if !view.Running {
		s := j.Summary
		count = map[corpus.Status]int{corpus.StatusAdded: s.Added, corpus.StatusLinked: s.Linked, corpus.StatusSkipped: s.Skipped, corpus.StatusFailed: s.Failed}
	}
	for _, s := range []corpus.Status{corpus.StatusAdded, corpus.StatusLinked, corpus.StatusSkipped, corpus.StatusFailed} {
		f := figure{Value: v.say("page.count", count[s]), Label: lineState(v, s).Word}
		if s == corpus.StatusFailed && count[s] > 0 {
			f.Class = "bad"
		}
		view.Counts = append(view.Counts, f)
	}
	view.Lines = u.jobLines(v, j.Reports, j.IsTrial())
	if view.Trial = j.IsTrial(); view.Trial {
		view.Counts[0].Label = v.say("page.job.trial_added")
	}
	if view.Trial && j.State == service.JobDone {
		view.State.Word = v.say("page.job.tried")
		view.Corrects = u.trialLines(v, j.Reports)
		if n := j.Summary.Added - len(view.Corrects); n > 0 {
			view.Unlisted = v.say("page.job.trial_unlisted", n)
		}
		view.Lines = slices.DeleteFunc(view.Lines, func(l jobLine) bool { return l.Added })
	}
	return view
}

func jobState(v *visit, j service.Job) (state, string) {
	switch {
	case j.State == service.JobDone:
		return state{"ok", v.say("page.job.done")}, v.say("page.job.read", j.Summary.Files)
	case j.State == service.JobFailed:
		return state{"miss", v.say("page.job.failed")}, v.say("page.job.read", j.Summary.Files)
	case j.Of == 0:
		return state{"thin", v.say("page.job.running")}, v.say("page.job.starting")
	case j.Files == j.Of:
		return state{"thin", v.say("page.job.running")}, v.say("page.job.indexing", j.Of)
	}
	return state{"thin", v.say("page.job.running")}, v.say("page.job.reading", j.Files, j.Of)
}

func lineState(v *visit, s corpus.Status) state {
	switch s {
	case corpus.StatusAdded:
		return state{"ok", v.say("page.job.added")}
	case corpus.StatusLinked:
		return state{"ok", v.say("page.job.linked")}
	case corpus.StatusSkipped:
		return state{"off", v.say("page.job.skipped")}
	}
	return state{"miss", v.say("page.job.file_failed")}
}

// jobLines lists what failed first, then the rest, the newest first.
func (u *pages) jobLines(v *visit, reports []corpus.Imported, trial bool) []jobLine {
	var failed, rest []jobLine
	for i := len(reports) - 1; i >= 0; i-- {
		r := reports[i]
		line := jobLine{Added: r.Status == corpus.StatusAdded, State: lineState(v, r.Status), Title: r.Title, File: fileName(v, r.File, r.Part), Reason: r.Reason}
		if r.Report != "" {
			if line.Href = reportURL(r.Report); r.Status == corpus.StatusAdded && trial {
				line.Href = ""
			}
			facts := u.factsOf(v, &corpus.Report{Unit: r.Unit, Year: r.Year, Kind: r.Kind, Chars: r.Chars})
			line.Facts = strings.Join(facts, " · ")
		}
		if r.Status == corpus.StatusFailed {
			failed = append(failed, line)
		} else {
			rest = append(rest, line)
		}
	}
	return append(failed, rest...)
}
