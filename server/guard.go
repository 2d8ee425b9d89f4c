package server

import (
	"net"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
	"hegao/server/problem"
)

// contentPolicy allows what the program itself serves and nothing else.
const contentPolicy = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

// secureHeaders sets what every answer carries. Answers are not to be
// stored: they hold unpublished drafts. Pages may set another Cache-Control
// for files that never change.
func secureHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set(echo.HeaderContentSecurityPolicy, contentPolicy)
		h.Set(echo.HeaderXContentTypeOptions, "nosniff")
		h.Set(echo.HeaderReferrerPolicy, "same-origin")
		h.Set(echo.HeaderCacheControl, "no-store")
		return next(c)
	}
}

// sameOrigin refuses requests that change something when another site's page
// sent them.
func sameOrigin() echo.MiddlewareFunc {
	protection := http.NewCrossOriginProtection()
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if protection.Check(c.Request()) != nil {
				return problem.Refuse(http.StatusForbidden, message.Invalid, "cross_origin")
			}
			return next(c)
		}
	}
}

// knownHost refuses requests that reach a loopback address under a foreign
// name. A page somewhere else can make its own name point at 127.0.0.1 and
// would then count as this server's page (DNS rebinding); the Host header
// still says its name.
func knownHost(extra []string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			name := hostName(c.Request().Host)
			if onLoopback(c.Request()) && !isLoopbackName(name) && !slices.Contains(extra, name) {
				return problem.Refuse(http.StatusMisdirectedRequest, message.Invalid, "host_refused", name)
			}
			return next(c)
		}
	}
}

// onLoopback reports whether the request came in at a loopback address of
// this machine.
func onLoopback(r *http.Request) bool {
	at, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return ok && at.IP.IsLoopback()
}

// hostName is a Host header without its port.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

func isLoopbackName(name string) bool {
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}
