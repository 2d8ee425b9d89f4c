package server

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"hegao/server/service"
)

// readyPatience is how long the store may take to answer.
const readyPatience = 2 * time.Second

// registerHealth adds /healthz (the process answers) and /readyz (its store
// does too).
func registerHealth(e *echo.Echo, s *service.Service) {
	e.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), readyPatience)
		defer cancel()
		if _, err := s.Archive().Store().Count(ctx); err != nil {
			return echo.NewHTTPError(http.StatusServiceUnavailable).SetInternal(err)
		}
		return c.String(http.StatusOK, "ready\n")
	})
}
