package ui

import (
	"hegao/analyzer/text"
	"hegao/analyzer/yearly"
	"hegao/server/service"
)

// yearsView is what became of last year's report: sections, figures, plans.
type yearsView struct {
	Sections []yearSection
	Figures  []yearFigure
	MoreOf   string // how many figures are not listed, in words
	Plans    []yearPlan
	PlanSaid string // where there are no plans: why
}

type yearSection struct {
	State *state
	Href  string
	Title string
	Share string // how much stands in last year's report
}

// yearFigure is a sentence whose figures did not change.
type yearFigure struct {
	Href       string
	This, Last []*piece
}

// yearPlan is something that was planned and what this year's report has on
// it.
type yearPlan struct {
	State *state
	Item  string
	Place string
	Href  string
}

const (
	// shownFigures bounds the sentences with unchanged figures that are
	// listed, quotedYear the characters of each text that is quoted.
	shownFigures = 30
	quotedYear   = 160
)

func newYears(v *visit, b *service.Beside, w *besideWriter) *yearsView {
	out := &yearsView{}
	for i, s := range b.Sections {
		x := yearSection{State: stateOfYear(v, s.State), Title: trimmed(s.Title)}
		if x.Title == "" {
			x.Title = v.say("page.years.opening")
		}
		if !s.This.Empty() {
			x.Share = v.say("page.years.share", percent(s.Share))
			x.Href = w.rowAt(s.This)
		}
		if s.Title != "" {
			x.Href = "#" + sectionAnchor(i)
		}
		out.Sections = append(out.Sections, x)
	}
	for _, f := range b.Figures[:min(len(b.Figures), shownFigures)] {
		out.Figures = append(out.Figures, yearFigure{
			w.rowAt(f.This), quoteFigures(b.After.Text, f.This, f.Same), quoteFigures(b.Before.Text, f.Last, f.SameLast),
		})
	}
	if n := len(b.Figures) - shownFigures; n > 0 {
		out.MoreOf = v.say("page.years.figures_more", n)
	}
	for _, p := range b.Plans {
		x := yearPlan{State: answerOf(v, p.Answer), Item: shorten(p.Item.Of(b.Before.Text), quotedYear)}
		if !p.Place.Empty() {
			x.Place, x.Href = shorten(p.Place.Of(b.After.Text), quotedYear), w.rowAt(p.Place)
		}
		out.Plans = append(out.Plans, x)
	}
	if !b.PlanFound {
		out.PlanSaid = v.say("page.years.plan_none")
	} else if len(b.Plans) == 0 {
		out.PlanSaid = v.say("page.years.plan_empty")
	}
	return out
}

// quoteFigures quotes a sentence with its figures marked.
func quoteFigures(t string, s text.Span, figures []text.Span) []*piece {
	var marks []mark
	shown := clip(t, s, quotedYear)
	for _, f := range figures {
		if shown.Contains(f) {
			marks = append(marks, mark{Span: f.Shift(-shown.Start), Layer: layerPassage, Class: "hit"})
		}
	}
	tail := ""
	if shown.End < s.End {
		tail = "…"
	}
	return newPieces(shown.Of(t)+tail, marks)
}

func answerOf(v *visit, a yearly.Answer) *state {
	switch a {
	case yearly.Answered:
		return &state{"ok", v.say("page.years.answered")}
	case yearly.Repeated:
		return &state{"thin", v.say("page.years.repeated")}
	}
	return &state{"miss", v.say("page.years.unanswered")}
}
