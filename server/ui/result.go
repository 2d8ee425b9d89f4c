package ui

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/server/service"
)

// resultView is the result of a check.
type resultView struct {
	ID       string
	Title    string
	File     string
	Facts    againForm
	Exports  []link
	Changes  *changesView
	Warnings []string
	Compared string
	Empty    bool // there was nothing to compare with
	Limit    *limitForm
	Decide   string // where decisions go
	Teach    string // where headings go
	Kept     []link // what was decided for the unit, where anything was
	Said     string // the figures in a sentence
	Nothing  string // what was compared, where no passage was found
	Figures  []figure
	Chain    []step
	Sections []sectionRow
	Points   pointList
	Headings []heading
	Paper    *paper
	First    []card
	Folds    []fold
	Legend   []legend
}

// sectionRow is one section of the template and how it stands.
type sectionRow struct {
	Name  string
	State state
	Href  string
	Why   string
}

// state is how a section or point stands, as a word and a class.
type state struct{ Class, Word string }

// pointList is the points of the template: how many are there, and those
// that are not.
type pointList struct {
	Have, Of int
	Weak     []sectionRow
}

// legend explains one kind of mark that the paper carries.
type legend struct{ Class, Word string }

func (u *pages) result(v *visit) error {
	limit, err := familiesIn(v)
	if err != nil {
		return err
	}
	c, err := u.service.LoadCheck(v.Request().Context(), v.Param("id"))
	if err != nil {
		return err
	}
	decided, err := u.service.Decisions(v.Request().Context(), c)
	if err != nil {
		return err
	}
	view, err := u.resultOf(v, c.Limited(limit), decided)
	if err != nil {
		return err
	}
	view.Limit, view.Decide = newLimitForm(v, c, limit), decideURL(c.ID, limit)
	return u.show(v, http.StatusOK, "result", v.say("page.result.title", view.Title), "check", view)
}

func (u *pages) resultOf(v *visit, c *service.Checked, d *service.Decisions) (resultView, error) {
	r := c.Report
	f := newFindings(v, u.service, c, d)
	first, folds := f.cards()
	changes, err := u.changes(v, c, d)
	if err != nil {
		return resultView{}, err
	}
	exports, err := u.exportLinks(v, c)
	if err != nil {
		return resultView{}, err
	}
	view := resultView{
		ID: c.ID, Title: titleOf(r), File: r.Draft.File, Facts: u.againForm(v, c), Exports: exports, Changes: changes,
		Figures: f.figures(), Chain: f.chain(), Teach: "/checks/" + c.ID + "/teach",
		Sections: f.sections(), Points: f.points(), Headings: f.headings,
		Paper: newPaper(r.Text, compact(r.Draft.Title), f.headings, f.marks), First: first, Folds: folds,
		Legend: f.legend(), Empty: r.Stats.Reports == 0, Said: saidOf(v, f.counted.Reuse),
	}
	if r.Draft.Unit != "" && len(d.All()) > 0 {
		view.Kept = []link{{settledURL(r.Draft.Unit), v.say("page.settled.all", r.Draft.Unit)}}
	}
	if len(r.Reuse.Passages) == 0 {
		view.Nothing = message.Join(v.lang, append([]message.Message{message.Say("cmd.no_passages")}, analyzer.ExplainNothing(r.Reuse)...)...)
	}
	for _, w := range r.Draft.Warnings {
		view.Warnings = append(view.Warnings, message.Text(v.lang, message.Key("warning."+w.Code), w.Args...))
	}
	if view.Empty {
		view.Compared = v.say("page.result.compared_none")
	} else {
		view.Compared = v.say("page.result.compared", r.Stats.Reports, r.Reuse.Compared.Candidates)
	}
	if r.Reuse.Limit > 0 {
		view.Compared = message.InARow(v.lang, view.Compared, v.say("cmd.limit", r.Reuse.Limit))
	}
	return view, nil
}

// copies are the files that go back to a person; the API makes them.
func copies(v *visit, c *service.Checked) []link {
	q := url.Values{"lang": {string(v.lang)}}
	if n := c.Report.Reuse.Limit; n > 0 {
		q.Set("families", strconv.Itoa(n))
	}
	at := "/api/v1/checks/" + url.PathEscape(c.ID)
	return []link{
		{at + "/draft.docx?" + q.Encode(), v.say("page.result.draft_docx")},
		{at + "/sheet.docx?" + q.Encode(), v.say("page.result.sheet_docx")},
		{at + "/sheet.html?" + q.Encode(), v.say("page.result.sheet_html")},
	}
}

// exportLinks are copies, and the comparison with last year's report where
// there is one.
func (u *pages) exportLinks(v *visit, c *service.Checked) ([]link, error) {
	out := copies(v, c)
	d := c.Report.Draft
	if d.Unit == "" || d.Year == 0 {
		return out, nil
	}
	there, err := u.service.HasLastYear(v.Request().Context(), d.Unit, d.Kind, d.Year)
	if there {
		out = append(out, link{besideURL("/checks/"+c.ID, ""), v.say("page.result.last_year")})
	}
	return out, err
}

func compact(s string) string { return strings.Join(strings.Fields(s), "") }

// titleOf is the draft's title, or its file's name where it has none.
func titleOf(r *analyzer.Report) string {
	if r.Draft.Title != "" {
		return r.Draft.Title
	}
	return r.Draft.File
}

// chips say what the draft was taken for.
func (u *pages) chips(v *visit, r *analyzer.Report) []string {
	unit, year := v.say("page.unit.unknown"), v.say("page.year.unknown")
	if r.Draft.Unit != "" {
		unit = v.say("page.result.unit", r.Draft.Unit)
	}
	if r.Draft.Year != 0 {
		year = v.say("page.result.year", yearIn(v.lang)(r.Draft.Year))
	}
	chosen := v.say("page.result.chosen_auto")
	if r.Template.Chosen == "given" {
		chosen = v.say("page.result.chosen_given")
	}
	return []string{unit, year, v.say("page.result.type", r.Template.Name, chosen), v.say("page.result.chars", r.Draft.Chars)}
}

// sections lists the template's sections. Absent ones that the template does
// not ask for are not called missing.
func (f *findings) sections() []sectionRow {
	var rows []sectionRow
	for i, s := range f.report.Coverage.Sections {
		row := sectionRow{Name: s.Name, State: f.stateOf(sectionFinding(s), s.Status, s.Required), Why: s.Why.In(f.visit.lang)}
		if s.Status == template.Missing {
			if s.Required {
				row.Href = "#" + sectionCard(i)
			}
		} else if !s.Span.Empty() {
			row.Href = "#" + sectionAnchor(i)
		}
		rows = append(rows, row)
	}
	return rows
}

func (f *findings) points() pointList {
	var list pointList
	for i, p := range f.report.Coverage.Points {
		if !p.Required {
			continue
		}
		list.Of++
		if p.Status == template.Present || p.Status == template.Unheaded {
			list.Have++
			continue
		}
		list.Weak = append(list.Weak, sectionRow{
			Name: p.Name, State: f.stateOf(pointFinding(p), p.Status, true), Why: p.Why.In(f.visit.lang), Href: "#" + pointCard(i),
		})
	}
	return list
}

// stateOf says how a section or point stands; one that a person explained is
// no longer called missing or thin.
func (f *findings) stateOf(x service.Finding, s template.Status, required bool) state {
	v := f.visit
	switch d, ok := f.decided.Of(x); {
	case ok && d.State == service.Dismissed:
		return state{"off", v.say("page.state.dismissed")}
	case ok:
		return state{"off", v.say("page.state.mended")}
	}
	switch {
	case s == template.Missing && !required:
		return state{"off", v.say("page.state.optional")}
	case s == template.Missing:
		return state{"miss", v.say("page.state.missing")}
	case s == template.Thin:
		return state{"thin", v.say("page.state.thin")}
	case s == template.Unheaded:
		return state{"ok", v.say("page.state.unheaded")}
	case s == template.Unassessable:
		return state{"off", v.say("page.state.unassessable")}
	}
	return state{"ok", v.say("page.state.present")}
}

// legend lists the kinds of marks on this paper, and no others.
func (f *findings) legend() []legend {
	seen := map[string]bool{}
	var out []legend
	add := func(class string, key message.Key) {
		if !seen[class] {
			seen[class] = true
			out = append(out, legend{class, f.visit.say(key)})
		}
	}
	for _, kind := range []reuse.Kind{reuse.Verbatim, reuse.Near, reuse.OwnHistory, reuse.Rewritten, reuse.SetPhrase, reuse.SharedText, reuse.Quotation} {
		for _, p := range f.counted.Reuse.Passages {
			if p.Kind == kind {
				add(lookOf(kind).class, lookOf(kind).legend)
			}
		}
	}
	if len(f.counted.Faults) > 0 {
		add("fault", "page.legend.fault")
	}
	return out
}
