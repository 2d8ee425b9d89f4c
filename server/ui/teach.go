package ui

import (
	"slices"

	"hegao/analyzer/template"
	"hegao/analyzer/text"
	"hegao/server/service"
)

// teachForm lets a person point out the heading of a section that was not
// found.
type teachForm struct {
	Section  string
	Name     string
	Headings []teachable
	// Known are the headings that are looked for.
	Known []string
}

// teachable is a heading of the draft that can be pointed out; ID is its
// anchor.
type teachable struct{ ID, Title, Shown string }

// teachForm offers the headings that serve no section first.
func (f *findings) teachForm(s template.SectionResult) *teachForm {
	form := &teachForm{Section: string(s.ID), Name: s.Name, Known: f.service.Templates().HeadingsOf(f.report.Template.ID, s.ID)}
	serving := map[text.Span]bool{}
	for _, other := range f.report.Coverage.Sections {
		for _, h := range other.Headings {
			serving[h] = true
		}
	}
	var rest []teachable
	for i, h := range f.report.Outline {
		x := teachable{f.headings[i].ID, h.Title, shorten(f.headings[i].Title, maxHeading)}
		if slices.ContainsFunc(form.Headings, func(y teachable) bool { return y.Title == h.Title }) || h.Title == "" {
			continue
		}
		if serving[h.Span] {
			rest = append(rest, x)
		} else {
			form.Headings = append(form.Headings, x)
		}
	}
	form.Headings = append(form.Headings, rest...)
	form.Headings = form.Headings[:min(len(form.Headings), maxTeachable)]
	return form
}

const (
	// maxHeading is how much of a heading a choice shows, in characters.
	maxHeading = 30
	// maxTeachable is how many headings are offered.
	maxTeachable = 100
)

// teach makes a heading serve a section from now on, and checks again.
func (u *pages) teach(v *visit) error {
	ctx, check := v.Request().Context(), v.Param("id")
	c, err := u.service.LoadCheck(ctx, check)
	if err != nil {
		return err
	}
	in, err := u.service.Again(ctx, check, service.CheckInput{Unit: c.Asked.Unit, Year: c.Asked.Year, Template: c.Asked.Template})
	if err != nil {
		return err
	}
	if err := u.service.Teach(ctx, check, template.SectionID(v.FormValue("section")), v.FormValue("heading")); err != nil {
		return err
	}
	return u.begin(v, in)
}
