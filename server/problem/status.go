package problem

import (
	"net/http"

	"hegao/analyzer/message"
)

// statusOf is the one table from our errors to HTTP statuses. A few errors
// of the archive share a code with errors of an upload, though it is the
// server that is at fault; they are told apart by name.
func statusOf(e *message.Error) int {
	switch e.Message.Key {
	case "error.archive_damaged", "error.archive_newer", "error.archive_unwritable", "error.original_damaged":
		return http.StatusInternalServerError
	case "error.search_damaged":
		return http.StatusServiceUnavailable
	case "error.disk_full":
		return http.StatusInsufficientStorage
	}
	switch e.Code {
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

// namesFolder reports whether the error's sentence names a folder of the
// server, which is nobody's business outside.
func namesFolder(e *message.Error) bool {
	return e.Message.Key == "error.archive_damaged" || e.Message.Key == "error.archive_unwritable"
}

// plain is the error for a status that the router or a middleware gave
// without a sentence of its own.
func plain(status int) *message.Error {
	switch {
	case status == http.StatusNotFound:
		return message.Errorf(message.NotFound, "route_missing")
	case status == http.StatusMethodNotAllowed:
		return message.Errorf(message.Invalid, "method_refused")
	case status == http.StatusRequestEntityTooLarge:
		return message.Errorf(message.TooLarge, "body_too_large")
	case status == http.StatusServiceUnavailable:
		return message.Errorf(message.Busy, "timed_out")
	case status >= http.StatusInternalServerError:
		return message.Errorf(message.Internal, "internal")
	}
	return message.Errorf(message.Invalid, "request_invalid")
}
