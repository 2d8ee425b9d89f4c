// Package ui is the pages that people read: a draft goes in, the findings
// come out beside it, and the archive can be searched and read. Pages are
// made on the server and work without JavaScript; scripts only make them
// quicker.
//
// The way of a request: a handler (home.go, result.go …) asks the service,
// turns the answer into a view (plain structs that hold no logic for the
// template to do), and render.go fills the template of the reader's language.
package ui

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"hegao/server/problem"
	"hegao/server/service"
)

// Options say how the pages differ from one server to another.
type Options struct {
	// Demo offers the service's sample drafts on the first page.
	Demo bool
	// Patience is how long an answer waits for a check before it leads to the
	// page that follows it; 0 for a second and a half, less for no wait at all.
	Patience time.Duration
}

// Register adds the pages and their static files to e, and answers e's errors
// with a page that explains them. It panics where the embedded templates do
// not parse, which a test rules out.
func Register(e *echo.Echo, s *service.Service, opts Options) {
	files := newAssets()
	u := &pages{service: s, opts: opts, views: newViews(files)}
	e.HTTPErrorHandler = u.onError
	e.GET(staticPrefix+"*", files.serve)
	e.HEAD(staticPrefix+"*", files.serve)

	u.get(e, "/", u.home)
	u.post(e, "/", u.submit)
	u.get(e, "/checks/jobs/:id", u.reading)
	u.get(e, "/checks/:id", u.result)
	u.post(e, "/checks/:id/again", u.again)
	u.post(e, "/checks/:id/decisions", u.decide)
	u.post(e, "/checks/:id/teach", u.teach)
	u.get(e, "/decisions", u.settled)
	u.post(e, "/decisions", u.unsettle)
	u.get(e, "/checks/:id/passages/:pid", u.compare)
	u.get(e, "/archive", u.search)
	u.get(e, "/archive/reports/:name", u.report)
	u.get(e, "/archive/similar", u.similarReport)
	u.post(e, "/archive/similar", u.similarText)
	u.get(e, "/archive/import", u.importForm)
	u.post(e, "/archive/import", u.importFiles)
	u.get(e, "/archive/jobs/:id", u.job)
	u.registerBatches(e)
	u.registerArchive(e)
}

// pages answers the requests.
type pages struct {
	service *service.Service
	opts    Options
	views   *views
}

// handler answers one request. An error becomes a page that explains it.
type handler func(*visit) error

func (u *pages) get(e *echo.Echo, path string, h handler) { e.GET(path, u.wrap(h)) }

func (u *pages) post(e *echo.Echo, path string, h handler) {
	e.POST(path, u.wrap(func(v *visit) error {
		if err := readForm(v.Request()); err != nil {
			return err
		}
		return h(v)
	}))
}

func (u *pages) wrap(h handler) echo.HandlerFunc {
	return func(c echo.Context) error { return h(newVisit(c)) }
}

// onError answers with a page, or for a script with the sentence alone.
func (u *pages) onError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	problem.Note(c, err)
	v := newVisit(c)
	if failed := u.showError(v, problem.Status(err), problem.Sentence(err, v.lang)); failed != nil {
		c.Logger().Error(failed)
	}
}

// errorView is a page that says what went wrong.
type errorView struct{ Message string }

func (u *pages) showError(v *visit, status int, sentence string) error {
	switch {
	case v.Request().Method == http.MethodHead:
		return v.NoContent(status)
	case v.wantsJSON():
		return v.JSON(status, map[string]string{"error": sentence})
	}
	return u.show(v, status, "error", v.say("page.error.title"), "", errorView{sentence})
}
