package corpus

import (
	"hegao/analyzer"
	"hegao/analyzer/outline"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// FromGiven is the origin of what the input or the call says.
const FromGiven template.Origin = "given"

// guess is what is known about a report and what is proposed for the rest.
type guess struct {
	Known
	// From says where each column of a manifest was read; nothing for a
	// column that is empty.
	From map[string]template.Origin
	// ownTitle is the title of the text itself, or its first words.
	ownTitle string
}

// guesser finds out what a report is.
type guesser struct {
	lib  *template.Library
	opts ImportOptions
}

// parts are the reports of a document.
func (g *guesser) parts(doc *text.Document) []*text.Document {
	if g.opts.NoSplit {
		return []*text.Document{doc}
	}
	found, _ := outline.Split(doc)
	if len(found) < 2 {
		return []*text.Document{doc}
	}
	parts := make([]*text.Document, len(found))
	for i, p := range found {
		parts[i] = doc.Slice(p.Span)
	}
	return parts
}

// guess describes a report: by what is known, else by the defaults, else by
// its own text, the name of the file and what the file says of itself.
func (g *guesser) guess(in Input, doc *text.Document) guess {
	o := outline.Parse(doc)
	facts := analyzer.Guess(doc, o, in.Name)
	out := guess{Known: in.Known.or(g.opts.Defaults), From: map[string]template.Origin{}, ownTitle: analyzer.TitleFor(facts, doc.Text)}
	note := func(column string, given bool, from template.Origin) {
		if given {
			from = FromGiven
		}
		if from != "" {
			out.From[column] = from
		}
	}
	choice := g.lib.Choose(doc, o, in.Name)
	note("unit", out.Unit != "", facts.From.Unit)
	note("year", out.Year != 0, facts.From.Year)
	note("type", out.Kind != "", choice.From)
	note("title", out.Title != "", facts.From.Title)
	said := Known{Unit: Unit(facts.Unit), Year: facts.Year}
	if choice.From != "" {
		said.Kind = Kind(choice.Template.ID)
	}
	out.Known = out.Known.or(said)
	if out.Title == "" && facts.Title != "" {
		out.Title = facts.Title
	}
	return out
}
