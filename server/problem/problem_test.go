package problem

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
)

// Guards: every kind of error has its status, and none says more than it
// should.
func TestErrors(t *testing.T) {
	secret := errors.New("secret /var/lib/hegao")
	overLimit := &http.MaxBytesError{Limit: 1}
	for _, test := range []struct {
		err    error
		status int
		name   string
	}{
		{message.Errorf(message.Invalid, "year_invalid", "soon"), 400, "year_invalid"},
		{message.Errorf(message.NotFound, "report_missing", "x"), 404, "report_missing"},
		{message.Errorf(message.TooLarge, "file_too_large", "a.txt", "50"), 413, "file_too_large"},
		{message.Errorf(message.Unsupported, "format_unknown", "a.pdf"), 415, "format_unknown"},
		{message.Errorf(message.Damaged, "docx_damaged", "a.docx").Wrap(secret), 422, "docx_damaged"},
		{message.Errorf(message.Empty, "file_empty", "a.txt"), 422, "file_empty"},
		{message.Errorf(message.Busy, "archive_busy").Wrap(secret), 503, "archive_busy"},
		{message.Errorf(message.Internal, "disk_full").Wrap(secret), 507, "disk_full"},
		{message.Errorf(message.Damaged, "archive_damaged", "secret").Wrap(secret), 500, "internal"},
		{message.Errorf(message.Invalid, "archive_unwritable", "secret").Wrap(secret), 500, "internal"},
		{message.Errorf(message.Damaged, "original_damaged", "abc"), 500, "original_damaged"},
		{message.Errorf(message.Damaged, "search_damaged").Wrap(secret), 503, "search_damaged"},
		{secret, 500, "internal"},
		{fmt.Errorf("more: %w", message.Errorf(message.NotFound, "job_missing")), 404, "job_missing"},
		{message.Errorf(message.Damaged, "file_unreadable", "a.txt").Wrap(overLimit), 413, "body_too_large"},
		{fmt.Errorf("work: %w", context.DeadlineExceeded), 503, "timed_out"},
		{context.Canceled, 499, "request_invalid"},
		{echo.ErrNotFound, 404, "route_missing"},
		{echo.ErrMethodNotAllowed, 405, "method_refused"},
		{echo.ErrTeapot, 418, "request_invalid"},
		{echo.ErrBadGateway.WithInternal(secret), 502, "internal"},
		{Refuse(403, message.Invalid, "cross_origin"), 403, "cross_origin"},
	} {
		for _, lang := range []message.Lang{message.Chinese, message.English} {
			d := New(test.err, lang, "id")
			if d.Status != test.status || d.Type != "urn:hegao:problem:"+test.name || d.Instance != "id" {
				t.Errorf("%v: %+v, want %d %s", test.err, d, test.status, test.name)
			}
			if strings.Contains(d.Detail, "secret") || d.Detail == "" || strings.HasPrefix(d.Title, "problem.") || strings.HasPrefix(d.Detail, "error.") {
				t.Errorf("%v: %+v", test.err, d)
			}
			if Status(test.err) != d.Status || Sentence(test.err, lang) != d.Detail {
				t.Errorf("%v: %d %q", test.err, Status(test.err), Sentence(test.err, lang))
			}
		}
	}
}

// Guards: the log has the cause and not the sentence, which may name files.
func TestCause(t *testing.T) {
	inner := errors.New("inside")
	for want, err := range map[string]error{
		"inside": message.Errorf(message.Damaged, "docx_damaged", "稿件.docx").Wrap(inner),
		"":       message.Errorf(message.Damaged, "docx_damaged", "稿件.docx"),
		"bare":   errors.New("bare"),
	} {
		if got := Cause(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
}
