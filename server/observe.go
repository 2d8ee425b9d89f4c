package server

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"

	"hegao/server/problem"
)

// requestID gives every request an id of our own making: what a client
// sends could be anything.
func requestID(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderXRequestID, rand.Text())
		return next(c)
	}
}

func idOf(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

// observe answers errors, and writes one line and counts one request after
// each answer. Nothing that a person wrote goes into either: the route's
// pattern stands for the path, and an error is named, not quoted.
func observe(log *slog.Logger, m *metrics) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			start := time.Now()
			err := next(c)
			if err != nil {
				c.Error(err)
			} else {
				err = problem.Noted(c)
			}
			took := time.Since(start)
			r := request{method: knownMethod(c.Request().Method), route: routeOf(c), status: c.Response().Status}
			m.count(r, took)
			level := slog.LevelInfo
			if r.status >= http.StatusInternalServerError {
				level = slog.LevelError
			}
			attrs := []slog.Attr{
				slog.String("id", idOf(c)), slog.String("method", r.method), slog.String("route", r.route),
				slog.Int("status", r.status), slog.Duration("took", took), slog.Int64("bytes", c.Response().Size),
			}
			log.LogAttrs(c.Request().Context(), level, "request", append(attrs, explain(err, level)...)...)
			return nil
		}
	}
}

// explain is what the log says of an error: its name, and the cause where
// the server is at fault. The causes of a client's mistakes may quote it.
func explain(err error, level slog.Level) []slog.Attr {
	if err == nil {
		return nil
	}
	attrs := []slog.Attr{slog.String("problem", problem.Name(err))}
	if cause := problem.Cause(err); cause != "" && level == slog.LevelError {
		attrs = append(attrs, slog.String("cause", cause))
	}
	return attrs
}

// request is what is counted of a request: few values each, whatever
// clients send.
type request struct {
	method, route string
	status        int
}

func routeOf(c echo.Context) string {
	if c.Path() == "" {
		return "unmatched"
	}
	return c.Path()
}

func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// errPanicked is the error of a request whose handler panicked; the log has
// the rest.
var errPanicked = errors.New("panic")

// recoverPanic turns a panic into an error and logs where it came from.
func recoverPanic(log *slog.Logger) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) (err error) {
			defer func() {
				cause := recover()
				if cause == nil {
					return
				}
				if cause == http.ErrAbortHandler {
					panic(cause) // the way to break a connection off
				}
				log.Error("panic", "id", idOf(c), "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
				err = errPanicked
			}()
			return next(c)
		}
	}
}
