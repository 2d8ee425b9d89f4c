package api

import (
	"math"
	"net/http"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
	"hegao/corpus"
	"hegao/server/service"
)

// comparisonView is a passage of a check beside one of its sources.
type comparisonView struct {
	Check   string               `json:"check"`
	Passage analyzer.PassageView `json:"passage"`
	// Source is the index of the source among the passage's.
	Source int               `json:"source"`
	Report corpus.ReportView `json:"report"`
	// Draft and Past are the two places with some text around them.
	Draft sideView `json:"draft"`
	Past  sideView `json:"past"`
	// Edits lead from the past words to the draft's.
	Edits []reuse.Edit `json:"edits"`
}

// sideView is a place with the text around it, in code points.
type sideView struct {
	// Text begins at Offset of the whole text; the passage is [Start, End)
	// of Text.
	Text   string `json:"text"`
	Offset int    `json:"offset"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

// aroundPassage is how much text is shown on either side, in code points.
const aroundPassage = 120

func (a *api) getPassage(c echo.Context) error {
	index, err := number("source", c.QueryParam("source"), 0, 0, math.MaxInt32)
	if err != nil {
		return err
	}
	limit, err := familiesOf(c)
	if err != nil {
		return err
	}
	x, err := a.service.Compare(c.Request().Context(), service.Pairing{
		Check: c.Param("id"), Passage: c.Param("passage"), Source: index, Families: limit,
	})
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, viewComparison(x, Lang(c.Request())))
}

func viewComparison(x *service.Comparison, lang message.Lang) comparisonView {
	v := comparisonView{
		Check: x.Check.ID, Source: x.Index, Report: x.Source.View(), Edits: x.Edits,
		Draft: viewSide(x.Check.Report.Text, x.Passage.Span), Past: viewSide(x.SourceText, x.Place.Span),
	}
	for _, p := range x.Check.Report.View(lang).Reuse.Passages {
		if p.ID == x.Passage.ID {
			v.Passage = p
		}
	}
	return v
}

func viewSide(t string, s text.Span) sideView {
	from, to := s.Start, s.End
	for n := 0; n < aroundPassage && from > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(t[:from])
		from -= size
	}
	for n := 0; n < aroundPassage && to < len(t); n++ {
		_, size := utf8.DecodeRuneInString(t[to:])
		to += size
	}
	start := utf8.RuneCountInString(t[from:s.Start])
	return sideView{
		Text: t[from:to], Offset: utf8.RuneCountInString(t[:from]),
		Start: start, End: start + utf8.RuneCountInString(s.Of(t)),
	}
}
