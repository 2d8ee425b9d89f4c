package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"hegao/corpus"
)

const (
	defaultHits = 10
	maxHits     = 100
	maxOffset   = 10_000
)

func (a *api) search(c echo.Context) error {
	q, err := readQuery(c)
	if err != nil {
		return err
	}
	results, err := a.service.Archive().Search(c.Request().Context(), q)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, results.View())
}

func readQuery(c echo.Context) (q corpus.Query, err error) {
	q.Text = c.QueryParam("q")
	q.Filter.Unit, q.Filter.Kind = corpus.Unit(c.QueryParam("unit")), corpus.Kind(c.QueryParam("type"))
	if q.Filter.YearFrom, q.Filter.YearTo, err = corpus.ParseYears(c.QueryParam("year")); err != nil {
		return q, err
	}
	q.Section, q.Distinct = c.QueryParam("section"), c.QueryParam("distinct") == "true"
	if q.Limit, err = number("limit", c.QueryParam("limit"), defaultHits, 1, maxHits); err != nil {
		return q, err
	}
	q.Offset, err = number("offset", c.QueryParam("offset"), 0, 0, maxOffset)
	return q, err
}

func (a *api) similar(c echo.Context) error {
	ctx := c.Request().Context()
	doc, err := a.readDocument(c)
	if err != nil {
		return err
	}
	limit, err := number("limit", doc.value("limit"), defaultHits, 1, maxHits)
	if err != nil {
		return err
	}
	draft, err := a.service.Read(ctx, doc.file.Name, doc.file.Data)
	if err != nil {
		return err
	}
	found, err := a.service.Archive().Similar(ctx, draft.Doc.Text, limit)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, corpus.AlikeView(draft.Doc.Text, found))
}
