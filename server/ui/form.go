package ui

import (
	"errors"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"hegao/analyzer/message"
	"hegao/corpus"
	"hegao/server/upload"
)

// formMemory is how much of a form is held in memory, in bytes: all that the
// server lets in, so that no draft is ever written to a temporary file.
const formMemory = 64 << 20

// readForm reads the form of r, so that errors show here and not as missing
// fields later.
func readForm(r *http.Request) error {
	err := r.ParseMultipartForm(formMemory)
	switch {
	case err == nil || errors.Is(err, http.ErrNotMultipart):
		return nil
	case errors.Is(err, multipart.ErrMessageTooLarge):
		return message.Errorf(message.Invalid, "upload_parts", "1000").Wrap(err)
	}
	return message.Errorf(message.Invalid, "upload_damaged").Wrap(err)
}

func (u *pages) readUpload(name string, file *multipart.FileHeader) ([]byte, error) {
	f, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return corpus.ReadAll(name, f, u.service.Limits().FileBytes)
}

// relativeName is a file's path inside the folder that was chosen. Go keeps
// only the last part of it in Filename, as one should for paths; here it is
// a name to show and no more.
func relativeName(h *multipart.FileHeader) string {
	_, params, err := mime.ParseMediaType(h.Header.Get(echo.HeaderContentDisposition))
	if err != nil {
		return upload.CleanName(h.Filename)
	}
	var parts []string
	for part := range strings.FieldsFuncSeq(params["filename"], func(r rune) bool { return r == '/' || r == '\\' }) {
		if part != "." && part != ".." {
			parts = append(parts, upload.CleanName(part))
		}
	}
	return strings.Join(parts, "/")
}

// refuse is the error for a request that has to be mended.
func refuse(key message.Key, args ...any) error {
	return &message.Error{Code: message.Invalid, Message: message.New(key, args...)}
}

// yearField reads a year off a form; 0 where there is none.
func yearField(v *visit, name string) (int, error) {
	s := strings.TrimSuffix(strings.TrimSpace(v.FormValue(name)), "年")
	if s == "" {
		return 0, nil
	}
	year, err := strconv.Atoi(s)
	if err != nil || year < 1900 || year > 2100 {
		return 0, refuse("page.form.year", s)
	}
	return year, nil
}
