// Package upload reads files that a browser or a program sends as
// multipart/form-data, within bounds and without temporary files.
package upload

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"hegao/analyzer/message"
	"hegao/corpus"
	"hegao/server/service"
)

const (
	// FileField is the name of the field that holds a file.
	FileField = "file"
	// RosterField holds a roster, as a file or as what was pasted.
	RosterField = "roster"
	// maxParts bounds the fields and files of one request.
	maxParts = 1000
	// maxField bounds the value of a field that is no file, in bytes.
	maxField = 4096
	// maxName bounds a file's name, in characters.
	maxName = 200
)

// Form is what one request held.
type Form struct {
	Files  []service.Upload
	Roster service.Upload // no data where none was sent
	Fields map[string]string
}

// Read reads the form of r, whose files may be fileBytes long each; the body
// as a whole is bounded by the caller. Errors: Invalid "upload_damaged" and
// "upload_parts", TooLarge "file_too_large" and "field_too_long".
func Read(r *http.Request, fileBytes int64) (*Form, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, damaged(err)
	}
	form := &Form{Fields: map[string]string{}}
	for range maxParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return form, nil
		}
		if err != nil {
			return nil, damaged(err)
		}
		if err := form.add(part, fileBytes); err != nil {
			return nil, err
		}
	}
	return nil, message.Errorf(message.Invalid, "upload_parts", strconv.Itoa(maxParts))
}

// File returns the only file of the form.
func (f *Form) File() (service.Upload, error) {
	switch len(f.Files) {
	case 0:
		return service.Upload{}, Missing()
	case 1:
		return f.Files[0], nil
	}
	return service.Upload{}, message.Errorf(message.Invalid, "upload_several")
}

// Missing is the error for a request without a file.
func Missing() error { return message.Errorf(message.Invalid, "upload_missing", FileField) }

func (f *Form) add(part *multipart.Part, fileBytes int64) error {
	if part.FormName() == FileField {
		name := CleanName(part.FileName())
		data, err := corpus.ReadAll(name, part, fileBytes)
		if err != nil {
			return err
		}
		if part.FileName() != "" || len(data) > 0 { // a browser's empty field
			f.Files = append(f.Files, service.Upload{Name: name, Data: data})
		}
		return nil
	}
	if part.FormName() == RosterField {
		return f.addRoster(part)
	}
	value, err := io.ReadAll(io.LimitReader(part, maxField+1))
	if err != nil {
		return damaged(err)
	}
	if len(value) > maxField {
		return message.Errorf(message.TooLarge, "field_too_long", strconv.Itoa(maxField))
	}
	f.Fields[part.FormName()] = strings.TrimSpace(strings.ToValidUTF8(string(value), "\ufffd"))
	return nil
}

// addRoster reads a roster; an empty one takes nothing away.
func (f *Form) addRoster(part *multipart.Part) error {
	name := RosterField
	if part.FileName() != "" {
		name = CleanName(part.FileName())
	}
	data, err := corpus.ReadAll(name, part, service.MaxRoster)
	if err == nil && len(bytes.TrimSpace(data)) > 0 {
		f.Roster = service.Upload{Name: name, Data: data}
	}
	return err
}

// damaged is the error for a form that breaks off or is none. A body that
// went over its limit is the cause inside, where package problem finds it.
func damaged(err error) error {
	return message.Errorf(message.Invalid, "upload_damaged").Wrap(err)
}

// CleanName makes a file's name fit to be shown: its last element only, no
// control characters, valid UTF-8, at most maxName characters. A file
// without a name is called by the field.
func CleanName(name string) string {
	name = strings.ToValidUTF8(name, "\ufffd")
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > maxName {
		name = string(runes[len(runes)-maxName:]) // keeps what tells the format
	}
	name = strings.TrimSpace(name)
	if name == "" {
		return FileField
	}
	return name
}
