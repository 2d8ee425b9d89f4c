package ui

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
)

// statusOf is the one table from what went wrong to an HTTP status.
func statusOf(err error) int {
	var he *echo.HTTPError
	if errors.As(err, &he) {
		return he.Code
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge
	}
	switch message.CodeOf(err) {
	case message.Invalid:
		return http.StatusBadRequest
	case message.NotFound:
		return http.StatusNotFound
	case message.TooLarge:
		return http.StatusRequestEntityTooLarge
	case message.Unsupported:
		return http.StatusUnsupportedMediaType
	case message.Damaged, message.Empty:
		return http.StatusUnprocessableEntity
	case message.Busy:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// explain says for a person what went wrong. Errors of echo carry English
// for programmers; a person gets the sentence for their status.
func explain(err error, lang message.Lang) string {
	var known *message.Error
	if errors.As(err, &known) {
		return known.In(lang)
	}
	switch status := statusOf(err); {
	case status == http.StatusRequestEntityTooLarge:
		return message.Text(lang, "page.error.too_large")
	case status == http.StatusNotFound:
		return message.Text(lang, "page.error.not_found")
	case status < http.StatusInternalServerError:
		return message.Text(lang, "page.error.bad_request")
	}
	return message.Explain(err, lang)
}
