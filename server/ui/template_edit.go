package ui

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/corpus"
	"hegao/server/problem"
	"hegao/server/service"
)

// newID stands in the address of a template that has no id yet.
const newID = "new"

// editView is a template being written.
type editView struct {
	Title   string
	Action  string
	Back    link
	Over    bool // saving makes the unit's own of a built-in one
	Source  string
	Rows    int
	Problem string
	Checked *checkedTemplate // nil before anything was checked
}

// checkedTemplate is what there is to say of the source. It is the fragment
// that a script asks for as a person types.
type checkedTemplate struct {
	OK       bool
	Said     string
	Mistakes []mistakeLine
	Examples examplesView
	Trial    *trialView
	Asked    bool // for a trial
}

// mistakeLine is one mistake, with its place in the editor.
type mistakeLine struct {
	Place  string
	Line   int
	Column int
	Text   string
	What   string
}

// trialView is what past reports would be told.
type trialView struct {
	Said    string
	Tallies []tallyLine
}

type tallyLine struct {
	State state
	Words string
	Names string
}

// trialLast is how many past reports a template is tried on.
const trialLast = 30

func (u *pages) editTemplate(v *visit) error {
	id := template.ID(param(v, "id"))
	t, ok := u.service.Templates().Get(id)
	if !ok {
		return message.Errorf(message.NotFound, "template_unknown", string(id))
	}
	source, _ := u.service.Templates().Source(id)
	view := u.editing(v, string(id), source)
	view.Title, view.Over = v.say("page.edit.title", t.Name), t.Layer == template.BuiltinLayer
	return u.showEdit(v, http.StatusOK, view)
}

func (u *pages) editing(v *visit, id, source string) editView {
	view := editView{
		Title: v.say("page.edit.new"), Action: templateURL(template.ID(id)) + "/edit", Source: source,
		Back: link{"/templates", v.say("page.templates.title")}, Rows: min(max(strings.Count(source, "\n")+2, 16), 34),
	}
	if t, ok := u.service.Templates().Get(template.ID(id)); ok {
		view.Title, view.Back = v.say("page.edit.title", t.Name), link{templateURL(t.ID), t.Name}
		view.Over = t.Layer == template.BuiltinLayer
	}
	return view
}

func (u *pages) showEdit(v *visit, status int, view editView) error {
	return u.show(v, status, "template_edit", view.Title, "templates", view)
}

// saveTemplate checks, tries or saves what was written, by the button.
func (u *pages) saveTemplate(v *visit) error {
	source := strings.ReplaceAll(v.FormValue("source"), "\r\n", "\n")
	view := u.editing(v, param(v, "id"), source)
	last := 0
	if v.FormValue("do") == "try" {
		last = trialLast
	}
	if v.FormValue("do") == "save" {
		t, err := u.service.SaveTemplate([]byte(source))
		if err == nil {
			return v.Redirect(http.StatusSeeOther, templateURL(t.ID)+"?done=saved")
		}
		if problem.Status(err) >= http.StatusInternalServerError {
			return err
		}
		problem.Note(v, err)
		view.Problem = problem.Sentence(err, v.lang)
	}
	trial, err := u.service.TryTemplate(v.Request().Context(), []byte(source), last)
	if err != nil {
		if problem.Status(err) >= http.StatusInternalServerError {
			return err
		}
		problem.Note(v, err)
		view.Problem = problem.Sentence(err, v.lang)
		return u.showEdit(v, problem.Status(err), view)
	}
	view.Checked = checkedOf(v, trial, last > 0)
	status := http.StatusOK
	if view.Problem != "" {
		status = http.StatusBadRequest
	}
	return u.showEdit(v, status, view)
}

func checkedOf(v *visit, x *service.TemplateTrial, asked bool) *checkedTemplate {
	c := &checkedTemplate{OK: len(x.Mistakes) == 0, Asked: asked}
	for _, m := range x.Mistakes {
		c.Mistakes = append(c.Mistakes, mistakeLine{m.Place(), m.Line, m.Column, strings.TrimSpace(shorten(m.Text, 120)), m.What.In(v.lang)})
	}
	if !c.OK {
		c.Said = v.say("page.edit.mistakes", len(x.Mistakes))
		return c
	}
	c.Said = v.say("page.edit.sound", x.Template.Name, len(x.Template.Sections), len(x.Template.Points))
	c.Examples = examplesOf(v, x.Failures, x.Examples)
	if x.Trial != nil {
		c.Trial = newTrialView(v, x.Trial)
	}
	return c
}

func newTrialView(v *visit, t *template.Trial) *trialView {
	view := &trialView{Said: v.say("page.edit.tried", t.Reports)}
	if t.Reports == 0 {
		view.Said = v.say("page.edit.tried_none")
		return view
	}
	for _, tallies := range [][]template.Tally{t.Sections, t.Points} {
		for _, x := range tallies {
			if n := x.Counts[template.Missing]; x.Required && n > 0 {
				view.Tallies = append(view.Tallies, tallyLine{state{"miss", v.say("page.state.missing")}, v.say("page.edit.told_missing", n, x.Name), listed(v, x.Missing, 3)})
			}
			if n := x.Counts[template.Thin]; x.Required && n > 0 {
				view.Tallies = append(view.Tallies, tallyLine{state{"thin", v.say("page.state.thin")}, v.say("page.edit.told_thin", n, x.Name), ""})
			}
		}
	}
	if len(view.Tallies) == 0 {
		view.Said += v.say("page.edit.told_nothing")
	}
	return view
}

// newTemplateView asks for two or three past reports.
type newTemplateView struct {
	Error   string
	Type    string
	Types   []option
	Reports []modelLine
}

type modelLine struct {
	Name  string
	Title string
	Facts []string
}

// shownModels is how many past reports are offered.
const shownModels = 30

func (u *pages) newTemplate(v *visit) error { return u.showNewTemplate(v, http.StatusOK, "") }

func (u *pages) showNewTemplate(v *visit, status int, problem string) error {
	view := newTemplateView{Error: problem, Type: v.QueryParam("type"), Types: u.types()}
	q := corpus.Query{Limit: shownModels, Filter: corpus.Filter{Kind: corpus.Kind(view.Type)}}
	if u.service.Archive().Reports() > 0 {
		found, err := u.service.Archive().Search(v.Request().Context(), q)
		if err != nil {
			return err
		}
		for _, h := range found.Hits {
			view.Reports = append(view.Reports, modelLine{h.Report.Name(), h.Report.Title, u.factsOf(v, h.Report)})
		}
	}
	return u.show(v, status, "template_new", v.say("page.newtemplate.title"), "templates", view)
}

// propose writes a template from past reports and leads to the editor with it;
// nothing is saved.
func (u *pages) propose(v *visit) error {
	source, err := u.proposed(v)
	if err != nil {
		if problem.Status(err) >= http.StatusInternalServerError {
			return err
		}
		problem.Note(v, err)
		return u.showNewTemplate(v, problem.Status(err), problem.Sentence(err, v.lang))
	}
	view := u.editing(v, newID, source)
	trial, err := u.service.TryTemplate(v.Request().Context(), []byte(source), trialLast)
	if err != nil {
		return err
	}
	view.Checked = checkedOf(v, trial, true)
	return u.showEdit(v, http.StatusOK, view)
}

func (u *pages) proposed(v *visit) (string, error) {
	var files []service.Upload
	if form := v.Request().MultipartForm; form != nil {
		for _, header := range form.File["file"] {
			if header.Filename == "" {
				continue
			}
			name := relativeName(header)
			data, err := u.readUpload(name, header)
			if err != nil {
				return "", err
			}
			files = append(files, service.Upload{Name: name, Data: data})
		}
	}
	values, err := v.FormParams()
	if err != nil {
		return "", echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	return u.service.ProposeTemplate(v.Request().Context(), files, values["report"], v.lang)
}
