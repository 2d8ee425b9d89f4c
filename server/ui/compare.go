package ui

import (
	"net/http"
	"net/url"
	"strconv"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
	"hegao/server/service"
)

// compareView is a passage of the draft beside one of its sources.
type compareView struct {
	Back       string // the passage's card on the result
	Kind       string
	Class      string
	Why        string
	Similarity string
	Whole      string // address of both whole texts
	Tabs       []tab
	Draft      side
	Source     side
	Previous   string // addresses of the passages before and after
	Next       string
	Position   string
}

// tab is one source of the passage.
type tab struct {
	Href, Name string
	Current    bool
}

// side is one of the two texts: what comes before the passage and after it
// is folded away, so that both passages are in sight without scrolling.
type side struct {
	Name   string
	Title  string
	Place  string
	Href   string
	Before *folded
	Near   []paragraph
	After  *folded
}

// folded is the part of a text away from the passage.
type folded struct {
	Words      string
	Paragraphs []paragraph
}

func (u *pages) compare(v *visit) error {
	index, err := strconv.Atoi(v.QueryParam("source"))
	if err != nil {
		index = 0
	}
	limit, err := familiesIn(v)
	if err != nil {
		return err
	}
	x, err := u.service.Compare(v.Request().Context(), service.Pairing{
		Check: v.Param("id"), Passage: v.Param("pid"), Source: index, Families: limit,
	})
	if err != nil {
		return err
	}
	return u.show(v, http.StatusOK, "compare", v.say("page.compare.title"), "check", compareOf(v, x))
}

func compareOf(v *visit, x *service.Comparison) compareView {
	r, src := x.Check.Report, x.Place
	look := lookOf(x.Passage.Kind)
	view := compareView{
		Kind: v.say(kindName(x.Passage.Kind), sourceName(v, src.Unit, src.Title, src.Year)), Class: look.class,
		Why: x.Passage.Why.In(v.lang), Similarity: percent(src.Similarity),
		Whole: besideURL("/checks/"+url.PathEscape(x.Check.ID), src.Report), Tabs: tabs(v, x),
	}
	added, removed := spansOf(x.Edits, x.Passage.Span.Start, src.Span.Start)
	if x.Passage.Kind == reuse.Rewritten {
		added, removed = nil, nil // nearly all of it: no help
	}
	view.Draft = newSide(v, sideOf{
		text: r.Text, title: compact(r.Draft.Title), headings: headingsOf(r.Outline), passage: x.Passage.Span,
		changed: added, element: "ins", class: look.class, label: v.say(look.legend), anchor: "draft-place",
	})
	view.Draft.Name, view.Draft.Title = v.say("page.compare.draft"), titleOf(r)
	title, headings := outlineOf(x.SourceText)
	view.Source = newSide(v, sideOf{
		text: x.SourceText, title: title, headings: headings, passage: src.Span,
		changed: removed, element: "del", class: look.class, label: v.say(look.legend), anchor: "source-place",
	})
	view.Source.Name, view.Source.Title = sourceName(v, src.Unit, src.Title, src.Year), src.Title
	view.Source.Href = spanURL(src.Report, src.RuneStart, src.RuneEnd)
	view.neighbours(v, x)
	return view
}

func tabs(v *visit, x *service.Comparison) []tab {
	var out []tab
	for i, p := range x.Passage.Sources {
		name := sourceName(v, p.Unit, p.Title, p.Year) + " " + percent(p.Similarity)
		out = append(out, tab{compareURL(beside(x, x.Passage.ID, i)), name, i == x.Index})
	}
	return out
}

// beside names a source of a passage of the same check under the same limit.
func beside(x *service.Comparison, passage string, source int) service.Pairing {
	return service.Pairing{Check: x.Check.ID, Passage: passage, Source: source, Families: x.Check.Report.Reuse.Limit}
}

// neighbours finds the way back, and the passages before and after among
// those that have a source to lay beside.
func (view *compareView) neighbours(v *visit, x *service.Comparison) {
	var ids []string
	at := 0
	for i, p := range x.Check.Report.Reuse.Passages {
		if p.ID == x.Passage.ID {
			at = len(ids)
			view.Back = resultURL(x.Check.ID, x.Check.Report.Reuse.Limit) + "#" + passageCard(i)
		}
		if p.Kind.Copied() || p.ID == x.Passage.ID {
			ids = append(ids, p.ID)
		}
	}
	if at > 0 {
		view.Previous = compareURL(beside(x, ids[at-1], 0))
	}
	if at+1 < len(ids) {
		view.Next = compareURL(beside(x, ids[at+1], 0))
	}
	view.Position = v.say("page.compare.position", at+1, len(ids))
}

// sideOf is what a side is made from.
type sideOf struct {
	text, title string
	headings    []heading
	passage     text.Span
	changed     []text.Span
	element     string // of what was changed: "ins" or "del"
	class       string
	label       string
	anchor      string
}

// nearChars is about how much text around the passage's own paragraphs stands
// unfolded on either side; a longer paragraph is folded away
// too, or on a telephone the passage would begin out of sight.
const nearChars = 120

func newSide(v *visit, s sideOf) side {
	marks := []mark{{Span: s.passage, Layer: layerPassage, Class: s.class, Label: s.label, ID: s.anchor}}
	for _, c := range s.changed {
		marks = append(marks, mark{Span: c, Layer: layerChange, Class: s.element})
	}
	for i := range s.headings {
		s.headings[i].ID = "" // two texts on one page: ids would stand twice
	}
	all := newPaper(s.text, s.title, s.headings, marks).Paragraphs
	from, to := near(s.text, s.passage)
	return side{
		Place:  placeOf(s.headings, s.passage.Start),
		Before: foldAway(v, "page.compare.before", all[:from]), Near: all[from:to], After: foldAway(v, "page.compare.after", all[to:]),
	}
}

// near returns the first line that stands unfolded and the one after the
// last: the passage's own and short ones around it.
func near(t string, passage text.Span) (from, to int) {
	lines := text.Lines(t)
	for to < len(lines) && lines[to].Start < passage.End {
		if lines[to].End <= passage.Start {
			from = to + 1
		}
		to++
	}
	room := func(n, line int) bool {
		return line >= 0 && line < len(lines) && n < nearChars && text.Chars(lines[line].Of(t)) <= nearChars
	}
	for n := 0; room(n, from-1); n += text.Chars(lines[from].Of(t)) {
		from--
	}
	for n := 0; room(n, to); to++ {
		n += text.Chars(lines[to].Of(t))
	}
	return from, to
}

func foldAway(v *visit, key message.Key, p []paragraph) *folded {
	if len(p) == 0 {
		return nil
	}
	return &folded{v.say(key, len(p)), p}
}
