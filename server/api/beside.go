package api

import (
	"math"
	"net/http"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/align"
	"hegao/analyzer/text"
	"hegao/analyzer/yearly"
	"hegao/server/service"
)

// betextView is a later text beside an earlier one. Spans are pairs of code
// points of the text they are of, null where there is none.
type betextView struct {
	Before   textView      `json:"before"`
	After    textView      `json:"after"`
	OneUnit  bool          `json:"one_unit"`
	Rows     []rowView     `json:"rows"`
	Sections []yearSection `json:"sections"`
	Figures  []yearFigure  `json:"figures"`
	Plans    []yearPlan    `json:"plans"`
}

type textView struct {
	Report string `json:"report"`
	Title  string `json:"title"`
	Unit   string `json:"unit"`
	Year   int    `json:"year"`
	Text   string `json:"text"`
}

// pair is a half-open pair of code points.
type pair *[2]int

type rowView struct {
	Kind     align.Kind `json:"kind"`
	Moved    bool       `json:"moved"`
	Before   pair       `json:"before"`
	After    pair       `json:"after"`
	Deleted  [][2]int   `json:"deleted"`
	Inserted [][2]int   `json:"inserted"`
}

type yearSection struct {
	Title string       `json:"title"`
	State yearly.State `json:"state"`
	Share float64      `json:"share"`
	This  pair         `json:"this"`
	Last  pair         `json:"last"`
}

type yearFigure struct {
	This     pair     `json:"this"`
	Last     pair     `json:"last"`
	Same     [][2]int `json:"same"`
	SameLast [][2]int `json:"same_last"`
}

type yearPlan struct {
	Item   pair          `json:"item"`
	Answer yearly.Answer `json:"answer"`
	Place  pair          `json:"place"`
}

func (a *api) compareReport(c echo.Context) error {
	b, err := a.service.ReportBeside(c.Request().Context(), c.Param("name"), c.QueryParam("with"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, viewBeside(b))
}

func (a *api) compareCheck(c echo.Context) error {
	b, err := a.service.CheckBeside(c.Request().Context(), c.Param("id"), c.QueryParam("with"), 0)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, viewBeside(b))
}

// points turns spans of one text into pairs of code points.
type points struct{ *text.RuneIndex }

func (p points) pair(s text.Span) pair {
	if s.Empty() {
		return nil
	}
	from, to := p.Span(s)
	return &[2]int{from, to}
}

func (p points) pairs(all []text.Span) [][2]int {
	out := [][2]int{}
	for _, s := range all {
		from, to := p.Span(s)
		out = append(out, [2]int{from, to})
	}
	return out
}

func viewBeside(b *service.Beside) betextView {
	last, this := points{text.NewRuneIndex(b.Before.Text)}, points{text.NewRuneIndex(b.After.Text)}
	v := betextView{
		Before: textView(b.Before), After: textView(b.After), OneUnit: b.OneUnit,
		Rows: []rowView{}, Sections: []yearSection{}, Figures: []yearFigure{}, Plans: []yearPlan{},
	}
	for _, r := range b.Rows {
		v.Rows = append(v.Rows, rowView{r.Kind, r.Moved, last.pair(r.Before), this.pair(r.After), last.pairs(r.Deleted), this.pairs(r.Inserted)})
	}
	for _, s := range b.Sections {
		v.Sections = append(v.Sections, yearSection{s.Title, s.State, math.Round(s.Share*1e4) / 1e4, this.pair(s.This), last.pair(s.Last)})
	}
	for _, f := range b.Figures {
		v.Figures = append(v.Figures, yearFigure{this.pair(f.This), last.pair(f.Last), this.pairs(f.Same), last.pairs(f.SameLast)})
	}
	for _, p := range b.Plans {
		v.Plans = append(v.Plans, yearPlan{last.pair(p.Item), p.Answer, this.pair(p.Place)})
	}
	return v
}
