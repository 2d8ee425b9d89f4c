package api

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/corpus"
	"hegao/server/problem"
	"hegao/server/service"
)

// registerArchive adds what changes the archive, what lays texts side by side,
// and what helps to write a template.
func (a *api) registerArchive(g *echo.Group) {
	g.PATCH("/reports/:name", a.correctReport)
	g.DELETE("/reports/:name", a.deleteReport)
	g.GET("/deleted-reports", a.listDeleted)
	g.POST("/deleted-reports/:name/restore", a.restoreReport)
	g.GET("/reports/:name/compare", a.compareReport)
	g.GET("/checks/:id/compare", a.compareCheck)
	g.GET("/export", a.export)
	g.POST("/template-trials", a.tryTemplate)
	g.POST("/template-drafts", a.draftTemplate)
	g.DELETE("/templates/:id", a.deleteTemplate)
}

// factsBody is what a person corrects of a report; what is absent stays.
type factsBody struct {
	Title *string      `json:"title"`
	Unit  *corpus.Unit `json:"unit"`
	Year  *int         `json:"year"`
	Kind  *corpus.Kind `json:"type"`
}

// maxName bounds a title or the name of a unit, in bytes.
const maxName = 800

func (a *api) correctReport(c echo.Context) error {
	var body factsBody
	d := json.NewDecoder(c.Request().Body)
	d.DisallowUnknownFields()
	if err := d.Decode(&body); err != nil {
		return message.Errorf(message.Invalid, "json_invalid").Wrap(err)
	}
	ctx := c.Request().Context()
	r, _, err := a.service.Archive().Open(ctx, c.Param("name"))
	if err != nil {
		return err
	}
	k := corpus.Known{Title: or(body.Title, r.Title), Unit: or(body.Unit, r.Unit), Year: or(body.Year, r.Year), Kind: or(body.Kind, r.Kind)}
	switch {
	case k.Year < 0 || k.Year > 9999:
		return message.Errorf(message.Invalid, "number_invalid", "year", "0", "9999")
	case len(k.Title) > maxName || len(k.Unit) > maxName || len(k.Kind) > maxName:
		return message.Errorf(message.Invalid, "json_invalid")
	}
	if _, err := a.service.Archive().Correct(ctx, r.Name(), k); err != nil {
		return err
	}
	return a.getReport(c)
}

// or is what was sent, or what is there.
func or[T any](sent *T, there T) T {
	if sent == nil {
		return there
	}
	return *sent
}

func (a *api) deleteReport(c echo.Context) error {
	if _, err := a.service.Archive().Delete(c.Request().Context(), c.Param("name")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (a *api) restoreReport(c echo.Context) error {
	if _, err := a.service.Archive().Restore(c.Request().Context(), c.Param("name")); err != nil {
		return err
	}
	return a.getReport(c)
}

// maxDeleted is how many deleted reports are listed.
const maxDeleted = 1000

func (a *api) listDeleted(c echo.Context) error {
	deleted, err := a.service.Archive().Deleted(c.Request().Context(), maxDeleted)
	if err != nil {
		return err
	}
	list := []corpus.ReportView{}
	for _, r := range deleted {
		list = append(list, r.View())
	}
	return reply(c, http.StatusOK, map[string]any{"reports": list})
}

// export sends what a search finds as a zip.
func (a *api) export(c echo.Context) error {
	q, err := readQuery(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	reports, err := a.service.Archive().Matching(ctx, q)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "application/zip")
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": "archive.zip"}))
	c.Response().WriteHeader(http.StatusOK)
	return a.service.Archive().Export(ctx, c.Response(), reports, c.QueryParam("files") == "originals")
}

// trialView is what there is to say of a template that is being written.
type trialView struct {
	Template *templateView     `json:"template,omitempty"`
	Mistakes []problem.Mistake `json:"mistakes"`
	Examples int               `json:"examples"`
	Failures []problem.Mistake `json:"failures"`
	Trial    *template.Trial   `json:"trial,omitempty"`
}

func (a *api) tryTemplate(c echo.Context) error {
	if mediaType(c.Request()) != yamlType {
		return unsupportedMedia()
	}
	last, err := number("last", c.QueryParam("last"), 0, 0, service.MaxTrial)
	if err != nil {
		return err
	}
	source, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return message.Errorf(message.Invalid, "request_invalid").Wrap(err)
	}
	x, err := a.service.TryTemplate(c.Request().Context(), source, last)
	if err != nil {
		return err
	}
	lang := Lang(c.Request())
	v := trialView{Mistakes: []problem.Mistake{}, Failures: []problem.Mistake{}, Examples: x.Examples, Trial: x.Trial}
	for _, m := range x.Mistakes {
		v.Mistakes = append(v.Mistakes, mistakeOf(m, lang))
	}
	for _, f := range x.Failures {
		v.Failures = append(v.Failures, mistakeOf(f.Mistake, lang))
	}
	if x.Template != nil {
		t := viewTemplate(x.Template)
		v.Template = &t
	}
	return reply(c, http.StatusOK, v)
}

func mistakeOf(m template.Mistake, lang message.Lang) problem.Mistake {
	return problem.Mistake{File: m.File, Line: m.Line, Column: m.Column, Text: m.Text, Message: m.What.In(lang)}
}

// draftTemplate writes a template from two or three past reports.
func (a *api) draftTemplate(c echo.Context) error {
	if mediaType(c.Request()) != echo.MIMEMultipartForm {
		return unsupportedMedia()
	}
	form, err := a.readForm(c)
	if err != nil {
		return err
	}
	names := strings.Fields(valueOf(c, form.Fields)("reports"))
	source, err := a.service.ProposeTemplate(c.Request().Context(), form.Files, names, Lang(c.Request()))
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, yamlType, []byte(source))
}

func (a *api) deleteTemplate(c echo.Context) error {
	if err := a.service.DropTemplate(templateID(c)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
