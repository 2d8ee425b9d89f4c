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
	Chips    []string
	Again    string // address of the form with what was assumed filled in
	Warnings []string
	Compared string
	Empty    bool // there was nothing to compare with
	Limit    *limitForm
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
	Copies   []link // the draft with comments and the sheet, to download
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
	view := u.resultOf(v, c.Limited(limit))
	view.Limit = newLimitForm(v, c, limit)
	return u.show(v, http.StatusOK, "result", v.say("page.result.title", view.Title), "check", view)
}

func (u *pages) resultOf(v *visit, c *service.Checked) resultView {
	r := c.Report
	f := newFindings(v, u.service, c)
	first, folds := f.cards()
	view := resultView{
		ID: c.ID, Title: titleOf(r), File: r.Draft.File, Chips: u.chips(v, r), Again: again(r), Figures: figures(v, r), Chain: chain(v, r, folds),
		Sections: f.sections(), Points: f.points(), Headings: f.headings,
		Paper: newPaper(r.Text, compact(r.Draft.Title), f.headings, f.marks), First: first, Folds: folds,
		Legend: f.legend(), Empty: r.Stats.Reports == 0, Said: saidOf(v, r.Reuse),
		Copies: copies(v, c),
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
	return view
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

// again leads to the first page with unit, year and type filled in, to mend
// one of them and send the file once more. The check itself keeps the text
// only, and without the file's own headings a second look would see less.
func again(r *analyzer.Report) string {
	q := url.Values{"unit": {r.Draft.Unit}, "year": {yearValue(r.Draft.Year)}, "type": {string(r.Template.ID)}}
	return "/?" + q.Encode()
}

// sections lists the template's sections. Absent ones that the template does
// not ask for are not called missing.
func (f *findings) sections() []sectionRow {
	var rows []sectionRow
	for i, s := range f.report.Coverage.Sections {
		row := sectionRow{Name: s.Name, State: stateOf(f.visit, s.Status, s.Required), Why: s.Why.In(f.visit.lang)}
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
			Name: p.Name, State: stateOf(f.visit, p.Status, true), Why: p.Why.In(f.visit.lang), Href: "#" + pointCard(i),
		})
	}
	return list
}

func stateOf(v *visit, s template.Status, required bool) state {
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
		for _, p := range f.report.Reuse.Passages {
			if p.Kind == kind {
				add(lookOf(kind).class, lookOf(kind).legend)
			}
		}
	}
	if len(f.report.Faults) > 0 {
		add("fault", "page.legend.fault")
	}
	return out
}
