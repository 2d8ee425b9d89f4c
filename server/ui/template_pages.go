package ui

import (
	"net/http"
	"net/url"
	"slices"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
)

// templatesView is all templates in short.
type templatesView struct {
	Done  string
	Own   []templateLine
	Built []templateLine
}

type templateLine struct {
	Href  string
	Name  string
	ID    string
	Facts []string
	Over  bool // the unit's, in the place of a built-in one
}

func (u *pages) templates(v *visit) error {
	view := templatesView{}
	if v.QueryParam("done") == "dropped" {
		view.Done = v.say("page.templates.dropped")
	}
	builtin, err := template.Builtin()
	if err != nil {
		return err
	}
	for _, t := range u.service.Templates().All() {
		line := templateLine{Href: templateURL(t.ID), Name: t.Name, ID: string(t.ID), Facts: templateFacts(v, t)}
		if t.Layer == template.BuiltinLayer {
			view.Built = append(view.Built, line)
			continue
		}
		_, line.Over = builtin.Get(t.ID)
		view.Own = append(view.Own, line)
	}
	return u.show(v, http.StatusOK, "templates", v.say("page.templates.title"), "templates", view)
}

func templateURL(id template.ID) string { return "/templates/" + url.PathEscape(string(id)) }

// templateFacts is how much a template asks for, in a few words each.
func templateFacts(v *visit, t *template.Template) []string {
	required := 0
	for _, s := range t.Sections {
		if s.Required {
			required++
		}
	}
	facts := []string{v.say("page.templates.sections", len(t.Sections), required)}
	if len(t.Points) > 0 {
		facts = append(facts, v.say("page.templates.points", len(t.Points)))
	}
	return append(facts, basisIn(v.lang)(t.Basis))
}

// templateView is one template as a person reads it.
type templateView struct {
	ID, Name, Layer string
	Done            string
	Edit, Drop      string // addresses; "" where it cannot be
	Basis           string
	About           []string // sentences about the whole
	Sections        []demand
	Points          []demand
	Examples        examplesView
	Source          string
}

// demand is a section or a point that a template asks for.
type demand struct {
	Name     string
	State    state    // must, should, may
	Basis    string   // "" where it is the template's
	Needs    []string // what keeps it from being thin, in sentences
	Headings string   // other wordings that count
}

// examplesView is how the examples inside a template came out.
type examplesView struct {
	Said   string
	Failed []string
}

func (u *pages) template(v *visit) error {
	lib := u.service.Templates()
	t, ok := lib.Get(template.ID(param(v, "id")))
	if !ok {
		return message.Errorf(message.NotFound, "template_unknown", param(v, "id"))
	}
	source, _ := lib.Source(t.ID)
	view := templateView{
		ID: string(t.ID), Name: t.Name, Layer: message.Text(v.lang, message.Key("layer."+t.Layer)),
		Basis: basisIn(v.lang)(t.Basis), About: aboutTemplate(v, t), Source: source,
		Edit: templateURL(t.ID) + "/edit", Examples: examplesIn(v, lib, t),
	}
	switch {
	case t.Layer == template.UnitLayer:
		view.Drop = templateURL(t.ID) + "/drop"
	case t.Layer == template.OwnLayer:
		view.Edit = ""
	}
	if v.QueryParam("done") == "saved" {
		view.Done = v.say("page.template.saved")
	}
	for i := range t.Sections {
		view.Sections = append(view.Sections, sectionDemand(v, lib, t, &t.Sections[i]))
	}
	for i := range t.Points {
		view.Points = append(view.Points, pointDemand(v, t, &t.Points[i]))
	}
	return u.show(v, http.StatusOK, "template", t.Name, "templates", view)
}

// param is a part of the address, undone once more where the router handed it
// on escaped.
func param(v *visit, name string) string {
	if s, err := url.PathUnescape(v.Param(name)); err == nil {
		return s
	}
	return v.Param(name)
}

func examplesIn(v *visit, lib *template.Library, t *template.Template) examplesView {
	failures, run := lib.TestExamples(t)
	return examplesOf(v, failures, run)
}

func examplesOf(v *visit, failures []template.Failure, run int) examplesView {
	out := examplesView{Said: v.say("page.template.examples_hold", run)}
	switch {
	case run == 0:
		out.Said = v.say("page.template.examples_none")
	case len(failures) > 0:
		out.Said = v.say("page.template.examples_fail", len(failures), run)
	}
	for _, f := range failures {
		out.Failed = append(out.Failed, f.Place()+" "+f.What.In(v.lang))
	}
	return out
}

// aboutTemplate says when a template is chosen and what it is like.
func aboutTemplate(v *visit, t *template.Template) []string {
	var out []string
	if len(t.Titles.Any) > 0 {
		out = append(out, v.say("page.template.titles", listed(v, t.Titles.Any, 8)))
	}
	if len(t.Titles.None) > 0 {
		out = append(out, v.say("page.template.titles_not", listed(v, t.Titles.None, 8)))
	}
	if t.Fallback {
		out = append(out, v.say("page.template.fallback"))
	}
	if t.TypicalChars > 0 {
		out = append(out, v.say("page.template.typical", t.TypicalChars))
	}
	if t.StrictOrder {
		out = append(out, v.say("page.template.order"))
	}
	if t.Extends != "" {
		out = append(out, v.say("page.template.extends", string(t.Extends)))
	}
	return out
}

// listed names the first few of a list.
func listed(v *visit, all []string, n int) string {
	out := ""
	for i, s := range all[:min(len(all), n)] {
		if i > 0 {
			out += listComma(v.lang)
		}
		out += v.say("page.template.word", s)
	}
	if len(all) > n {
		out += " …"
	}
	return out
}

func sectionDemand(v *visit, lib *template.Library, t *template.Template, s *template.Section) demand {
	d := demand{Name: s.Name, State: askedState(v, s.Required, s.Level)}
	if s.Basis != t.Basis {
		d.Basis = basisIn(v.lang)(s.Basis)
	}
	need := func(wanted bool, key message.Key, args ...any) {
		if wanted {
			d.Needs = append(d.Needs, v.say(key, args...))
		}
	}
	need(s.When.Regexp != nil, "page.template.when")
	need(s.Opening, "page.template.opening")
	need(s.MinChars > 0, "page.template.min_chars", s.MinChars)
	need(s.MinItems > 0, "page.template.min_items", s.MinItems)
	need(s.NeedNumbers > 0, "page.template.need_numbers", s.NeedNumbers)
	need(s.NeedMeans, "page.template.need_means")
	need(s.Flat, "page.template.flat")
	headings := slices.Clone(s.Headings)
	for _, id := range s.Roles {
		if r, ok := lib.Role(id); ok {
			headings = append(headings, r.Headings...)
		}
	}
	if len(headings) > 0 {
		d.Headings = v.say("page.template.headings", listed(v, headings, 10))
	}
	return d
}

func pointDemand(v *visit, t *template.Template, p *template.Point) demand {
	d := demand{Name: p.Name, State: askedState(v, p.Required, "warning")}
	if p.Basis != t.Basis {
		d.Basis = basisIn(v.lang)(p.Basis)
	}
	if p.When.Regexp != nil {
		d.Needs = append(d.Needs, v.say("page.template.when"))
	}
	if p.MinTimes > 0 {
		d.Needs = append(d.Needs, v.say("page.template.min_times", p.MinTimes))
	}
	if words := append(slices.Clone(p.Strong), p.Weak...); len(words) > 0 {
		d.Headings = v.say("page.template.words", listed(v, words, 10))
	}
	return d
}

// askedState says how strongly something is asked for.
func askedState(v *visit, required bool, level template.Level) state {
	switch {
	case !required:
		return state{"off", v.say("page.template.may")}
	case level == "error":
		return state{"miss", v.say("page.template.must")}
	}
	return state{"thin", v.say("page.template.should")}
}

func (u *pages) dropTemplate(v *visit) error {
	if err := u.service.DropTemplate(template.ID(param(v, "id"))); err != nil {
		return err
	}
	return v.Redirect(http.StatusSeeOther, "/templates?done=dropped")
}
