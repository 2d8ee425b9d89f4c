package server

import (
	"context"
	"mime"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/labstack/echo/v4"

	"hegao/server/api"
	"hegao/server/problem"
)

const (
	// formLimit bounds a request that carries files, and bodyLimit any
	// other, in bytes.
	formLimit = 60 << 20
	bodyLimit = 1 << 20
	// workTime is how long one request may take; streams of events are free.
	workTime = 2 * time.Minute
	// worthPacking is the length in bytes from which answers are compressed.
	worthPacking = 1024
)

// limitBody refuses a body that says it is too long, and breaks one off that
// turns out to be.
func limitBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		limit := int64(bodyLimit)
		if isForm(r) {
			limit = formLimit
		}
		if r.ContentLength > limit {
			return &http.MaxBytesError{Limit: limit}
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, limit)
		return next(c)
	}
}

// isForm reports whether a request carries files.
func isForm(r *http.Request) bool {
	t, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	return err == nil && t == echo.MIMEMultipartForm
}

func limitTime(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Path() == api.EventsRoute {
			return next(c)
		}
		ctx, cancel := context.WithTimeout(c.Request().Context(), workTime)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		return next(c)
	}
}

// compress packs answers that are text. It stands around everything else,
// so that an error page is packed like any other. Events are text too, but
// must arrive one by one.
func compress(h http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(worthPacking), gzhttp.EnableZstd(false), gzhttp.ContentTypes([]string{
		echo.MIMETextHTML, echo.MIMETextPlain, echo.MIMEApplicationJSON, problem.ContentType, "application/yaml", "application/schema+json",
		"text/css", "text/javascript", "application/javascript", "image/svg+xml",
	}))
	if err != nil { // only for options that contradict one another
		panic(err)
	}
	return wrap(h)
}
