package ui

import (
	"net/http"
	"strings"
	"time"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/server/service"
	"hegao/server/upload"
)

// againForm says what the draft was taken for, and lets a person mend it and
// check again.
type againForm struct {
	Action string
	Chips  []string
	Name   string
	Unit   string
	Year   string
	Type   string // "" where the template was chosen by itself
	Auto   string // the words for that
	Types  []option
}

func (u *pages) againForm(v *visit, c *service.Checked) againForm {
	d := c.Report.Draft
	f := againForm{
		Action: "/checks/" + c.ID + "/again", Chips: u.chips(v, c.Report), Name: d.File,
		Unit: d.Unit, Year: yearValue(d.Year), Types: u.types(), Auto: v.say("page.form.guess"),
	}
	if c.Report.Template.Chosen == "given" {
		f.Type = string(c.Report.Template.ID)
	} else {
		f.Auto = v.say("page.again.auto", c.Report.Template.Name)
	}
	return f
}

// again checks a draft again: a new version where a file was sent, else the
// same file with what was mended.
func (u *pages) again(v *visit) error {
	in, err := u.mended(v)
	if err == nil {
		in, err = u.service.Again(v.Request().Context(), v.Param("id"), in)
	}
	if err != nil {
		return err
	}
	return u.begin(v, in)
}

// mended reads the form. What stands in it as it was guessed is guessed again.
func (u *pages) mended(v *visit) (service.CheckInput, error) {
	c, err := u.service.LoadCheck(v.Request().Context(), v.Param("id"))
	if err != nil {
		return service.CheckInput{}, err
	}
	in := service.CheckInput{Unit: c.Asked.Unit, Year: c.Asked.Year, Template: c.Asked.Template}
	if file, err := v.FormFile("file"); err == nil && file.Filename != "" {
		in.Name = upload.CleanName(file.Filename)
		in.Data, err = u.readUpload(in.Name, file)
		return in, err
	}
	if !v.has("type") {
		return in, refuse("page.again.nothing")
	}
	if name := strings.TrimSpace(v.FormValue("name")); name != "" {
		in.Name = upload.CleanName(name)
	}
	in.Template = template.ID(v.FormValue("type"))
	if unit := strings.TrimSpace(v.FormValue("unit")); unit != c.Report.Draft.Unit {
		in.Unit = unit
	}
	year, err := yearField(v, "year")
	if year != c.Report.Draft.Year {
		in.Year = year
	}
	return in, err
}

// has reports whether the form has a field, be it empty.
func (v *visit) has(name string) bool {
	form, err := v.FormParams()
	return err == nil && form.Has(name)
}

// readingPatience is how long an answer waits for a check. Most are done by
// then; the others show how far they have come.
const readingPatience = 1500 * time.Millisecond

// begin starts a check and leads to its result, or to the page that follows
// it there.
func (u *pages) begin(v *visit, in service.CheckInput) error {
	checking := u.service.StartCheck(in, v.lang)
	checked, ended, err := checking.Wait(v.Request().Context(), u.patience())
	if err != nil {
		return err
	}
	address, status := "/checks/jobs/"+checking.Job, http.StatusAccepted
	if ended {
		address, status = "/checks/"+checked.ID, http.StatusCreated
	}
	if v.wantsJSON() {
		return v.JSON(status, map[string]string{"location": address})
	}
	return v.Redirect(http.StatusSeeOther, address)
}

func (u *pages) patience() time.Duration {
	if u.opts.Patience != 0 {
		return u.opts.Patience
	}
	return readingPatience
}

// readingView is a check on its way.
type readingView struct {
	Title   string
	File    string
	Running bool
	Problem string
	Result  string // address, once there is one
	Events  string
	State   state
	Stages  []stage
}

// stage is one stage of a check and how it stands.
type stage struct {
	Name  string
	State state
	Now   bool
}

// reading follows a check to its result.
func (u *pages) reading(v *visit) error {
	j, err := u.service.Job(v.Param("id"))
	if err != nil {
		return err
	}
	view := readingOf(v, j)
	if view.Result != "" && !v.wantsFragment() {
		return v.Redirect(http.StatusSeeOther, view.Result)
	}
	return u.show(v, http.StatusOK, "reading", view.Title, "check", view)
}

func readingOf(v *visit, j service.Job) readingView {
	view := readingView{
		File: j.File, Running: j.State == service.JobRunning, Problem: j.Problem, Events: "/api/v1/jobs/" + j.ID + "/events",
		State: state{"thin", v.say("page.reading.running")},
	}
	switch {
	case j.Check != "":
		view.Result, view.State = "/checks/"+j.Check, state{"ok", v.say("page.reading.done")}
	case !view.Running:
		view.State = state{"miss", v.say("page.reading.failed")}
	}
	view.Title = view.State.Word
	waiting := false
	for _, s := range []struct {
		at   service.CheckStage
		name message.Key
	}{
		{service.StageReading, "page.reading.read"}, {service.StageChecking, "page.reading.check"}, {service.StageKeeping, "page.reading.keep"},
	} {
		row := stage{Name: v.say(s.name), State: state{"ok", v.say("page.reading.stage_done")}}
		switch {
		case waiting:
			row.State = state{"off", v.say("page.reading.stage_next")}
		case s.at == j.Stage && view.Result == "":
			row.State, row.Now, waiting = state{"thin", v.say("page.reading.stage_now")}, true, true
		}
		view.Stages = append(view.Stages, row)
	}
	return view
}

// changesView says what became of the last check's findings.
type changesView struct {
	Words string
	Back  string // address of the check before
	Lists []changeList
}

// changeList is one kind of change.
type changeList struct {
	Class, Name string
	Words       []string
}

func (u *pages) changes(v *visit, c *service.Checked, d *service.Decisions) (*changesView, error) {
	x, err := u.service.Changes(v.Request().Context(), c, d)
	if err != nil || x == nil {
		return nil, err
	}
	key := message.Key("page.changes.said")
	if x.SameText(c.Report) {
		key = "page.changes.said_same"
	}
	view := &changesView{
		Words: v.say(key, len(x.Gone)+len(x.Still), len(x.Gone), len(x.Still), len(x.New)), Back: "/checks/" + x.Before.ID,
	}
	for _, l := range []struct {
		class string
		name  message.Key
		of    []service.Found
	}{{"gone", "page.changes.gone", x.Gone}, {"still", "page.changes.still", x.Still}, {"new", "page.changes.new", x.New}} {
		if len(l.of) == 0 {
			continue
		}
		list := changeList{Class: l.class, Name: v.say(l.name, len(l.of))}
		for _, f := range l.of {
			kind := v.say(kindOfDecision(service.Decision{Finding: f.Finding, Rule: f.Rule}))
			list.Words = append(list.Words, v.say("page.changes.row", kind, shorten(f.Words, maxTaken)))
		}
		view.Lists = append(view.Lists, list)
	}
	return view, nil
}
