// Package server puts the HTTP side together: the JSON API, the pages, what
// watches over every request (ids, logs, limits, headers), and the life of
// the server from listening to a graceful end.
package server

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"

	"hegao/server/api"
	"hegao/server/problem"
	"hegao/server/service"
)

// Options say how requests are served. The zero value serves the API alone
// and logs nothing.
type Options struct {
	// Pages registers the pages. It may replace e.HTTPErrorHandler; errors
	// outside the API then go there.
	Pages func(e *echo.Echo)
	// Log gets one line a request, without anything a person wrote.
	Log *slog.Logger
	// Hosts are names under which a proxy on this machine hands requests
	// on, besides localhost and the loopback addresses.
	Hosts []string
}

// New returns the handler of all requests: /api/v1, /healthz, /readyz,
// /metrics, and the pages. Streams of events end when ctx does.
func New(ctx context.Context, s *service.Service, opts Options) http.Handler {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = plainError(opts.Log)
	m := newMetrics(s)
	e.Use(requestID, observe(opts.Log, m), recoverPanic(opts.Log), secureHeaders, knownHost(opts.Hosts), sameOrigin())
	e.Use(limitBody, limitTime)

	api.Register(ctx, e, s)
	registerHealth(e, s)
	e.GET(metricsRoute, echo.WrapHandler(m.handler()))
	if opts.Pages != nil {
		opts.Pages(e)
	}
	e.HTTPErrorHandler = splitErrors(e.HTTPErrorHandler, opts.Log)
	return compress(e)
}

// splitErrors answers errors of the API with problem documents and leaves
// the others to pages.
func splitErrors(pages echo.HTTPErrorHandler, log *slog.Logger) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		switch {
		case c.Response().Committed:
		case !api.Owns(c.Request().URL.Path):
			pages(err, c)
		default:
			noteUnsent(log, c, api.WriteError(c, err))
		}
	}
}

// plainError is how errors outside the API look where there are no pages.
func plainError(log *slog.Logger) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		sentence := problem.Sentence(err, api.Lang(c.Request()))
		noteUnsent(log, c, c.String(problem.Status(err), sentence+"\n"))
	}
}

// noteUnsent logs why an answer to an error did not reach the client.
func noteUnsent(log *slog.Logger, c echo.Context, err error) {
	if err != nil {
		log.Warn("answer not sent", "id", idOf(c), "cause", err.Error())
	}
}
