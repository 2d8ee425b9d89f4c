package template

import (
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
)

// Failure is an example inside a template that does not hold.
type Failure struct {
	Template ID
	Mistake
}

// TestExamples runs the examples inside the templates and returns those that
// fail, in the order of the templates, and how many there are at all. With no
// templates given it runs those of the whole library.
func (l *Library) TestExamples(templates ...*Template) (failures []Failure, run int) {
	if len(templates) == 0 {
		templates = l.templates
	}
	for _, t := range templates {
		x := exampleRun{lib: l, t: t}
		x.titles()
		for i := range t.Sections {
			x.section(&t.Sections[i])
		}
		for i := range t.Points {
			x.point(&t.Points[i])
		}
		failures, run = append(failures, x.failures...), run+x.run
	}
	return failures, run
}

// exampleRun is the run of one template's examples.
type exampleRun struct {
	lib      *Library
	t        *Template
	run      int
	failures []Failure
}

func (x *exampleRun) failed(e Example, what message.Message) {
	m := e.place
	m.What = what
	x.failures = append(x.failures, Failure{x.t.ID, m})
}

// titles: a title that must fit has to lead to this template, and one that
// must not fit to another.
func (x *exampleRun) titles() {
	for _, e := range x.t.Examples.Must {
		x.run++
		if chosen := x.lib.byTitle(e.Text); chosen != x.t {
			x.failed(e, x.notChosen(e.Text, chosen))
		}
	}
	for _, e := range x.t.Examples.MustNot {
		x.run++
		if x.lib.byTitle(e.Text) == x.t {
			x.failed(e, message.New("template.example_title_not", e.Text, x.t.Name))
		}
	}
}

// notChosen says why a title does not lead to the template.
func (x *exampleRun) notChosen(title string, chosen *Template) message.Message {
	switch {
	case containsAny(title, x.t.Titles.None) > 0:
		return message.New("template.example_title_none", title, x.t.Name, containing(title, x.t.Titles.None))
	case containsAny(title, x.t.Titles.Any) == 0:
		return message.New("template.example_title_no_word", title, x.t.Name)
	case x.t.fits(title) == 0:
		return message.New("template.example_title_genre", title, x.t.Name)
	}
	return message.New("template.example_title_other", title, x.t.Name, chosen.Name, string(chosen.ID))
}

// containing is the first of the words that t contains.
func containing(t string, words []string) string {
	for _, w := range words {
		if strings.Contains(t, w) {
			return w
		}
	}
	return ""
}

// isSentence tells a sentence of the text from a heading.
func isSentence(e string) bool {
	r, _ := utf8.DecodeLastRuneInString(e)
	return strings.ContainsRune("。！？；", r)
}

func (x *exampleRun) section(s *Section) {
	for _, e := range s.Examples.Must {
		x.run++
		switch {
		case isSentence(e.Text) && !x.says(s, e.Text):
			x.failed(e, message.New("template.example_sentence", e.Text, s.Name))
		case !isSentence(e.Text) && !x.lib.serves(s, x.t.forms(e.Text)):
			x.failed(e, x.notServed(s, e.Text))
		}
	}
	for _, e := range s.Examples.MustNot {
		x.run++
		switch {
		case isSentence(e.Text) && x.says(s, e.Text):
			x.failed(e, message.New("template.example_sentence_not", e.Text, s.Name))
		case !isSentence(e.Text) && x.lib.serves(s, x.t.forms(e.Text)):
			x.failed(e, message.New("template.example_heading_not", e.Text, s.Name))
		}
	}
}

func (x *exampleRun) says(s *Section, sentence string) bool {
	c := cover{lib: x.lib, t: x.t}
	return c.says(s, sentence, 1)
}

// notServed says why a heading does not serve a section.
func (x *exampleRun) notServed(s *Section, title string) message.Message {
	forms := strings.Join(x.t.forms(title), "、")
	for _, id := range s.Roles {
		for _, form := range x.t.forms(title) {
			if role := x.lib.roles[id]; role.None.match(form) && (role.titles[form] || role.Pattern.match(form)) {
				return message.New("template.example_heading_none", title, s.Name, role.None.FindString(form))
			}
		}
	}
	return message.New("template.example_heading", title, s.Name, forms)
}

func (x *exampleRun) point(p *Point) {
	for _, e := range p.Examples.Must {
		x.run++
		if score := p.score(e.Text); score < enoughWords && !p.EmptyOK.match(e.Text) {
			x.failed(e, message.New("template.example_point", e.Text, p.Name, score, enoughWords))
		}
	}
	for _, e := range p.Examples.MustNot {
		x.run++
		if p.score(e.Text) >= enoughWords || p.EmptyOK.match(e.Text) {
			x.failed(e, message.New("template.example_point_not", e.Text, p.Name))
		}
	}
}
