// Package problem turns an error into what a client may hear of it: a
// status, a sentence in the client's language, and an RFC 9457 document. The
// causes inside stay for the log. Pages and API share it, so that one error
// has one status everywhere.
package problem

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
)

// ContentType is the media type of a Document.
const ContentType = "application/problem+json"

// closedRequest is the status in the log for a client that went away before
// its answer was ready; nobody receives it. Nginx counts such requests so.
const closedRequest = 499

// Document is an RFC 9457 problem document.
type Document struct {
	// Type names the error, Title its kind in words.
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	// Detail says what happened and what to do.
	Detail string `json:"detail"`
	// Instance is the id of the request, under which the log has the cause.
	Instance string       `json:"instance"`
	Code     message.Code `json:"code"`
	// Mistakes are the places in a template that was sent.
	Mistakes []Mistake `json:"mistakes,omitempty"`
}

// Mistake is one thing that is wrong in a template.
type Mistake struct {
	File string `json:"file"`
	// Line and Column count from 1, columns in characters; Text is the line.
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Text   string `json:"text"`
	// Message says what is wrong and what to write instead.
	Message string `json:"message"`
}

func mistakesIn(err error, lang message.Lang) []Mistake {
	found, _ := errors.AsType[template.Mistakes](err)
	var out []Mistake
	for _, m := range found {
		out = append(out, Mistake{m.File, m.Line, m.Column, m.Text, m.What.In(lang)})
	}
	return out
}

// New describes err in lang. Type is "urn:hegao:problem:" and Name(err).
func New(err error, lang message.Lang, requestID string) Document {
	e, status := explain(err)
	return Document{
		Type: "urn:hegao:problem:" + Name(err), Title: message.Text(lang, message.Key("problem."+e.Code)),
		Status: status, Detail: e.In(lang), Instance: requestID, Code: e.Code,
		Mistakes: mistakesIn(err, lang),
	}
}

// Status is the HTTP status of err.
func Status(err error) int {
	_, status := explain(err)
	return status
}

// Sentence says in lang what happened and what to do, for a page.
func Sentence(err error, lang message.Lang) string {
	e, _ := explain(err)
	return e.In(lang)
}

// Name is the name of err in the catalogue: "file_empty", say. It holds
// nothing of what was sent and may be logged.
func Name(err error) string {
	e, _ := explain(err)
	return strings.TrimPrefix(string(e.Message.Key), "error.")
}

// Cause is what the log should hold about err besides its Name: what went
// wrong inside, without the sentence, which may name files. It is "" where
// there is nothing to add.
func Cause(err error) string {
	if e, ok := errors.AsType[*message.Error](err); ok {
		if e.Err == nil {
			return ""
		}
		return e.Err.Error()
	}
	return err.Error()
}

// Refuse makes an error with a status that no message.Code has; its sentence
// is that of message.Errorf(code, name, args...).
func Refuse(status int, code message.Code, name string, args ...string) error {
	return echo.NewHTTPError(status).SetInternal(message.Errorf(code, name, args...))
}

// Note leaves err for the log with a request that was answered otherwise: a
// page that explains the error itself.
func Note(c echo.Context, err error) { c.Set(noted, err) }

// Noted returns what Note left, or nil.
func Noted(c echo.Context) error {
	err, _ := c.Get(noted).(error)
	return err
}

const noted = "hegao.problem"

// explain finds the sentence for err and its status. What the router, a
// middleware or Refuse decided comes first, and before that a body that went
// over its limit, which may sit inside an error of ours: a file that breaks
// off.
func explain(err error) (*message.Error, int) {
	if _, over := errors.AsType[*http.MaxBytesError](err); over {
		return plain(http.StatusRequestEntityTooLarge), http.StatusRequestEntityTooLarge
	}
	if refused, ok := errors.AsType[*echo.HTTPError](err); ok {
		if e, ok := errors.AsType[*message.Error](refused.Internal); ok {
			return e, refused.Code
		}
		return plain(refused.Code), refused.Code
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return plain(http.StatusServiceUnavailable), http.StatusServiceUnavailable
	}
	if errors.Is(err, context.Canceled) {
		return plain(closedRequest), closedRequest
	}
	e, ok := errors.AsType[*message.Error](err)
	if !ok {
		return plain(http.StatusInternalServerError), http.StatusInternalServerError
	}
	if namesFolder(e) {
		return plain(http.StatusInternalServerError), statusOf(e)
	}
	return e, statusOf(e)
}
