package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/server/problem"
	"hegao/server/service"
	"hegao/server/upload"
)

// textBody is the JSON form of a request that carries a text.
type textBody struct {
	Text     string      `json:"text"`
	Name     string      `json:"name"`
	Unit     string      `json:"unit"`
	Year     int         `json:"year"`
	Template template.ID `json:"template"`
	Limit    int         `json:"limit"`
	Before   string      `json:"before"`
}

// pastedName is what a text without a name is called.
const pastedName = "text.txt"

// sent is a request that carries one document, whichever form it came in.
type sent struct {
	file service.Upload
	// value returns a parameter: of the body where it has it, else of the
	// query; "" where there is none.
	value func(name string) string
}

// readDocument reads a request with one file in a form, or a text in JSON.
func (a *api) readDocument(c echo.Context) (*sent, error) {
	switch mediaType(c.Request()) {
	case echo.MIMEMultipartForm:
		form, err := a.readForm(c)
		if err != nil {
			return nil, err
		}
		file, err := form.File()
		if err != nil {
			return nil, err
		}
		return &sent{file, valueOf(c, form.Fields)}, nil
	case echo.MIMEApplicationJSON:
		return readText(c)
	}
	return nil, unsupportedMedia()
}

func (a *api) readForm(c echo.Context) (*upload.Form, error) {
	return upload.Read(c.Request(), a.service.Limits().FileBytes)
}

func readText(c echo.Context) (*sent, error) {
	var body textBody
	if err := decodeJSON(c, &body); err != nil {
		return nil, err
	}
	name := pastedName
	if strings.TrimSpace(body.Name) != "" {
		name = upload.CleanName(body.Name)
	}
	fields := map[string]string{"unit": strings.TrimSpace(body.Unit), "template": string(body.Template), "before": body.Before}
	for key, n := range map[string]int{"year": body.Year, "limit": body.Limit} {
		if n != 0 {
			fields[key] = strconv.Itoa(n)
		}
	}
	return &sent{service.Upload{Name: name, Data: []byte(body.Text)}, valueOf(c, fields)}, nil
}

// decodeJSON reads the one JSON value of a request, without fields that into
// does not know.
func decodeJSON(c echo.Context, into any) error {
	d := json.NewDecoder(c.Request().Body)
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, end := d.Token(); !errors.Is(end, io.EOF) {
			err = errors.New("more than one JSON value")
		}
	}
	if err != nil {
		return message.Errorf(message.Invalid, "json_invalid").Wrap(err)
	}
	return nil
}

func valueOf(c echo.Context, fields map[string]string) func(string) string {
	return func(name string) string {
		if v := fields[name]; v != "" {
			return v
		}
		return strings.TrimSpace(c.QueryParam(name))
	}
}

func mediaType(r *http.Request) string {
	t, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	if err != nil {
		return ""
	}
	return t
}

func unsupportedMedia() error {
	return problem.Refuse(http.StatusUnsupportedMediaType, message.Unsupported, "media_unsupported")
}

// yearOf reads one year, 0 where there is none.
func yearOf(s string) (int, error) {
	digits := strings.TrimSuffix(s, "年")
	if digits == "" && s == "" {
		return 0, nil
	}
	year, err := strconv.Atoi(digits)
	if err != nil || year < 1 || year > 9999 {
		return 0, message.Errorf(message.Invalid, "year_invalid", s)
	}
	return year, nil
}

// familiesOf reads the number of families from which a passage is common, 0
// where it is automatic. It changes how a check is read and not the check, so
// it comes with the address only.
func familiesOf(c echo.Context) (int, error) {
	return number("families", c.QueryParam("families"), 0, 1, analyzer.MaxLimit)
}

// number reads a whole number from low to high; absent is what an empty s
// stands for.
func number(name, s string, absent, low, high int) (int, error) {
	if s == "" {
		return absent, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < low || n > high {
		return 0, message.Errorf(message.Invalid, "number_invalid", name, strconv.Itoa(low), strconv.Itoa(high))
	}
	return n, nil
}
