// Package api is the JSON API of Hegao under /api/v1: each handler reads a
// request, asks the service, and writes one JSON value. openapi.yaml
// describes all of it, and the tests hold every answer against it.
package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
	"hegao/server/problem"
	"hegao/server/service"
)

// Prefix is where the API lives.
const Prefix = "/api/v1"

// The routes whose answers are sent as they are: events one by one, files
// byte for byte. Nothing may compress them or cut them short.
const (
	EventsRoute   = Prefix + eventsPath
	OriginalRoute = Prefix + originalPath

	eventsPath   = "/jobs/:id/events"
	originalPath = "/reports/:name/original"
)

// api answers requests.
type api struct {
	service *service.Service
	// closing ends when the server closes; streams end with it.
	closing context.Context
}

// Register adds the API's routes to e. Streams of events end when closing
// does.
func Register(closing context.Context, e *echo.Echo, s *service.Service) {
	a := &api{service: s, closing: closing}
	g := e.Group(Prefix)
	g.POST("/checks", a.createCheck)
	g.GET("/checks/:id", a.getCheck)
	g.GET("/checks/:id/passages/:passage", a.getPassage)
	g.GET("/checks/:id/draft.docx", a.getDraft)
	g.GET("/checks/:id/sheet.docx", a.getSheetDOCX)
	g.GET("/checks/:id/sheet.html", a.getSheetHTML)
	g.POST("/reports", a.createReports)
	g.GET("/reports/:name", a.getReport)
	g.GET(originalPath, a.getOriginal)
	g.GET("/search", a.search)
	g.POST("/similar", a.similar)
	g.GET("/jobs/:id", a.getJob)
	g.GET(eventsPath, a.watchJob)
	g.GET("/templates", a.listTemplates)
	g.GET("/templates/:id", a.getTemplate)
	g.PUT("/templates/:id", a.putTemplate)
	g.GET("/template-schema", a.getTemplateSchema)
	a.registerBatches(g)
	g.GET("/checks/:id/decisions", a.listDecisions)
	g.POST("/checks/:id/decisions", a.createDecision)
	g.DELETE("/checks/:id/decisions", a.deleteDecision)
	g.POST("/checks/:id/headings", a.teachHeading)
	g.GET("/decisions", a.listUnitDecisions)
	a.registerArchive(g)
	g.GET("/openapi.yaml", getSpec)
}

// Owns reports whether a path belongs to the API, so that its errors are
// problem documents.
func Owns(path string) bool { return path == "/api" || strings.HasPrefix(path, "/api/") }

// WriteError answers with a problem document.
func WriteError(c echo.Context, err error) error {
	lang := Lang(c.Request())
	doc := problem.New(err, lang, c.Response().Header().Get(echo.HeaderXRequestID))
	h := c.Response().Header()
	h.Set("Content-Language", string(lang))
	h.Del(echo.HeaderContentDisposition)
	if doc.Status == http.StatusServiceUnavailable {
		h.Set(echo.HeaderRetryAfter, "5")
	}
	if c.Request().Method == http.MethodHead {
		return c.NoContent(doc.Status)
	}
	body, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	return c.Blob(doc.Status, problem.ContentType, body)
}

// Lang is the language of the answer: ?lang=, else the first of
// Accept-Language that the catalogue has, else Chinese.
func Lang(r *http.Request) message.Lang {
	if lang, ok := message.ParseLang(r.URL.Query().Get("lang")); ok {
		return lang
	}
	for wanted := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		if lang, ok := message.ParseLang(strings.TrimSpace(wanted)); ok {
			return lang
		}
	}
	return message.Chinese
}

// reply answers with v as JSON.
func reply(c echo.Context, status int, v any) error {
	c.Response().Header().Set("Content-Language", string(Lang(c.Request())))
	return c.JSON(status, v)
}
