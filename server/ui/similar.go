package ui

import (
	"net/http"
	"strings"

	"hegao/analyzer/reuse"
	"hegao/corpus"
)

// similarView is the reports that are like a report or a passage.
type similarView struct {
	Title   string // of the report, or "" for a passage
	Href    string
	Text    string // the passage
	Asked   bool
	Reports int
	Hits    []hit
}

// maxSimilar is how many reports are listed.
const maxSimilar = 20

// similarReport lists what is like a whole report, or asks for a passage.
func (u *pages) similarReport(v *visit) error {
	name := v.QueryParam("report")
	view := similarView{Reports: u.service.Archive().Reports()}
	if name == "" {
		return u.showSimilar(v, view)
	}
	r, t, err := u.service.Archive().Open(v.Request().Context(), name)
	if err != nil {
		return err
	}
	view.Asked, view.Title, view.Href = true, r.Title, reportURL(name)
	alike, err := u.service.Archive().Similar(v.Request().Context(), t, maxSimilar+1)
	if err != nil {
		return err
	}
	for _, a := range alike {
		if a.Source.Name != r.Name() && len(view.Hits) < maxSimilar {
			view.Hits = append(view.Hits, u.alikeOf(v, a))
		}
	}
	return u.showSimilar(v, view)
}

// similarText lists what is like the passage that was sent.
func (u *pages) similarText(v *visit) error {
	view := similarView{Reports: u.service.Archive().Reports(), Text: strings.TrimSpace(v.FormValue("text"))}
	if view.Text == "" {
		return refuse("page.similar.nothing")
	}
	alike, err := u.service.Archive().Similar(v.Request().Context(), view.Text, maxSimilar)
	if err != nil {
		return err
	}
	view.Asked = true
	for _, a := range alike {
		view.Hits = append(view.Hits, u.alikeOf(v, a))
	}
	return u.showSimilar(v, view)
}

func (u *pages) showSimilar(v *visit, view similarView) error {
	return u.show(v, http.StatusOK, "similar", v.say("page.similar.title"), "archive", view)
}

const (
	alikeContext = 24
	alikeQuoted  = 150
)

func (u *pages) alikeOf(v *visit, a reuse.Alike) hit {
	src := a.Source
	facts := u.factsOf(v, &corpus.Report{Unit: corpus.Unit(src.Unit), Year: src.Year, Chars: src.Track.Len()})
	around := window(src.Text, clip(src.Text, a.Place.Span, alikeQuoted), alikeContext, alikeContext)
	return hit{
		Href: spanURL(src.Name, a.Place.RuneStart, a.Place.RuneEnd), Title: src.Title, Facts: facts,
		Excerpts: [][]*piece{quote(src.Text, around, a.Place.Span, "hit")}, Share: percent(a.Score),
	}
}
