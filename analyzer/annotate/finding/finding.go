// Package finding lists what a check found in the words of one language, the
// most embarrassing first, for everything that is written about a draft: the
// comments in it, the sheet (核稿单), the reading copy.
package finding

import (
	"cmp"
	"slices"

	"hegao/analyzer"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// Class sorts findings by what they are.
type Class string

// The classes.
const (
	Fault     Class = "fault"     // a drafting error
	Missing   Class = "missing"   // a section that is not there
	Thin      Class = "thin"      // a section that is too short
	Point     Class = "point"     // a point that is absent or only touched on
	Other     Class = "other"     // text that stands in another unit's report
	Own       Class = "own"       // text from the unit's own earlier report
	Rewritten Class = "rewritten" // text in other words
	Common    Class = "common"    // set phrases and shared text, not counted
	Quote     Class = "quote"     // quotations, not counted
)

// Counted reports whether a finding of the class is one to act on. The
// others explain what was left out of the figures.
func (c Class) Counted() bool { return c != Common && c != Quote }

// Finding is one thing to look at.
type Finding struct {
	// ID is the same for the same finding in a later version of the draft.
	ID    string
	Class Class
	// Kind says in a few words what it is, Why says more and what to do.
	Kind, Why string
	// Basis is the authority on which a section or point is asked for, Source
	// where a passage stands and how like it is; "" where there is none.
	Basis, Source string
	// Span is what it is about, in bytes of the report's text: for what is
	// missing the heading nearest to it, or the title.
	Span text.Span

	rank, weight int
}

// The ranks, the most embarrassing first.
const (
	rankForeign = iota
	rankPlaceholder
	rankSection
	rankCount
	rankNumbering
	rankFault
	rankPassage
	rankOwn
	rankRewritten
	rankThin
	rankCommon
	rankQuote
)

// Of returns the findings of a report: by rank, then the gravest or longest
// first, then in reading order. Cost: O(text + n log n).
func Of(r *analyzer.Report, lang message.Lang) []Finding {
	l := &lister{report: r, lang: lang, title: titleSpan(r)}
	l.faults()
	l.sections()
	l.points()
	l.passages()
	slices.SortStableFunc(l.all, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.weight, a.weight), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	return l.all
}

type lister struct {
	report *analyzer.Report
	lang   message.Lang
	title  text.Span
	all    []Finding
}

func (l *lister) say(key message.Key, args ...any) string {
	return message.New(key, args...).In(l.lang)
}

// titleSpan is the first line that holds anything.
func titleSpan(r *analyzer.Report) text.Span {
	all := text.Trim(r.Text, text.Span{End: len(r.Text)})
	for i := all.Start; i < all.End; i++ {
		if r.Text[i] == '\n' {
			return text.Trim(r.Text, text.Span{Start: all.Start, End: i})
		}
	}
	return all
}

func (l *lister) faults() {
	for _, f := range l.report.Faults {
		key, rank := ruleLook(f.Rule)
		l.all = append(l.all, Finding{
			ID: "f." + f.ID, Class: Fault, Kind: l.say(key), Why: message.Join(l.lang, f.Message, f.Suggestion),
			Span: f.Span, rank: rank, weight: severityWeight(f.Severity),
		})
	}
}

// ruleLook names a rule and ranks it; one that is not known here is a fault
// all the same. The names are those of CONTRACT.md.
func ruleLook(r fault.RuleID) (message.Key, int) {
	switch r {
	case "foreign_name":
		return "page.rule.foreign_name", rankForeign
	case "placeholder":
		return "page.rule.placeholder", rankPlaceholder
	case "count_mismatch":
		return "page.rule.count_mismatch", rankCount
	case "numbering":
		return "page.rule.numbering", rankNumbering
	case "repeated_words":
		return "page.rule.repeated_words", rankFault
	case "unfinished":
		return "page.rule.unfinished", rankFault
	case "unbalanced":
		return "page.rule.unbalanced", rankFault
	case "residue":
		return "page.rule.residue", rankFault
	case "date_conflict":
		return "page.rule.date_conflict", rankFault
	}
	return "page.rule.other", rankFault
}

func severityWeight(s fault.Severity) int {
	switch s {
	case fault.Error:
		return 2
	case fault.Warning:
		return 1
	}
	return 0
}

// sections lists sections that are asked for and missing or thin.
func (l *lister) sections() {
	for _, s := range l.report.Coverage.Sections {
		f := Finding{ID: "s." + string(s.ID), Why: s.Why.In(l.lang), Basis: Basis(l.lang, s.Basis)}
		switch {
		case !s.Required:
			continue
		case s.Status == template.Missing:
			f.Class, f.Kind, f.rank, f.Span = Missing, l.say("page.card.missing", s.Name), rankSection, l.nearest(s)
		case s.Status == template.Thin:
			f.Class, f.Kind, f.rank, f.weight, f.Span = Thin, l.say("page.card.thin", s.Name), rankThin, 2, l.place(s)
		default:
			continue
		}
		l.all = append(l.all, f)
	}
}

// nearest is the heading that the message about a missing section names.
func (l *lister) nearest(s template.SectionResult) text.Span {
	const nearest = 3 // among the message's arguments
	if len(s.Why.Args) > nearest {
		for _, h := range l.report.Outline {
			if h.Title == s.Why.Args[nearest] {
				return h.Span
			}
		}
	}
	return l.title
}

// place is where a section begins.
func (l *lister) place(s template.SectionResult) text.Span {
	switch {
	case len(s.Headings) > 0:
		return s.Headings[0]
	case len(s.Evidence) > 0:
		return s.Evidence[0].Span
	case !s.Span.Empty():
		return s.Span
	}
	return l.title
}

func (l *lister) points() {
	for _, p := range l.report.Coverage.Points {
		if !p.Required || p.Status != template.Missing && p.Status != template.Thin {
			continue
		}
		f := Finding{
			ID: "p." + string(p.ID), Class: Point, Why: p.Why.In(l.lang), Basis: Basis(l.lang, p.Basis),
			Kind: l.say("page.card.point_thin", p.Name), Span: l.title, rank: rankThin,
		}
		if p.Status == template.Missing {
			f.Kind, f.weight = l.say("page.card.point_missing", p.Name), 1
		}
		l.all = append(l.all, f)
	}
}

func (l *lister) passages() {
	for _, p := range l.report.Reuse.Passages {
		f := Finding{ID: "r." + p.ID, Why: p.Why.In(l.lang), Span: p.Span, weight: p.Chars}
		var key message.Key
		f.Class, f.rank, key = kindLook(p.Kind)
		source := ""
		if len(p.Sources) > 0 {
			source = l.source(p.Sources[0])
			f.Source = l.say("page.card.source", p.Sources[0].Title, Percent(p.Similarity))
		}
		f.Kind = l.say(key, source)
		if n := len(p.Sources) - 1; n > 0 {
			f.Source += l.say("page.card.source_more", n)
		}
		l.all = append(l.all, f)
	}
}

func kindLook(k reuse.Kind) (Class, int, message.Key) {
	switch k {
	case reuse.Verbatim:
		return Other, rankPassage, "page.kind.verbatim"
	case reuse.Near:
		return Other, rankPassage, "page.kind.near"
	case reuse.OwnHistory:
		return Own, rankOwn, "page.kind.own_history"
	case reuse.Rewritten:
		return Rewritten, rankRewritten, "page.kind.rewritten"
	case reuse.Quotation:
		return Quote, rankQuote, "page.kind.quotation"
	case reuse.SharedText:
		return Common, rankCommon, "page.kind.shared_text"
	}
	return Common, rankCommon, "page.kind.set_phrase"
}

// source names a report by who wrote it and when.
func (l *lister) source(p reuse.Place) string {
	name := p.Unit
	if name == "" {
		name = "《" + Shorten(p.Title, 20) + "》"
	}
	if p.Year == 0 {
		return name
	}
	return l.say("page.source", name, p.Year)
}
