package service

import (
	"context"
	"encoding/json"
	"path"
	"strconv"
	"strings"
	"unicode"

	"hegao/analyzer/batch"
	"hegao/analyzer/extract"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
	"hegao/corpus"
)

const (
	// maxFileName bounds a file's name with its folders, in characters.
	maxFileName = 200
	// maxUnitName bounds a unit's name on a roster, in characters.
	maxUnitName = 80
	// MaxRoster is the largest roster, in bytes.
	MaxRoster = 1 << 20
)

// takeIn keeps the bytes of the files, and of the files in a zip, and lists
// them as a job's items. What cannot be unpacked is listed as failed; where
// that is so of all, the error is the first one's.
func (s *Service) takeIn(ctx context.Context, files []Upload) ([]corpus.JobItem, error) {
	in := &intake{service: s, ctx: ctx}
	for _, f := range files {
		if err := in.file(f); err != nil {
			return nil, err
		}
	}
	switch {
	case len(in.items) == 0:
		return nil, message.Errorf(message.Invalid, "batch_no_files")
	case in.failed == len(in.items):
		return nil, in.first
	}
	return in.items, nil
}

// intake is one call of takeIn.
type intake struct {
	service *Service
	ctx     context.Context
	items   []corpus.JobItem
	failed  int
	first   error // of those that failed
}

func (in *intake) file(f Upload) error {
	name := PlainName(f.Name, maxFileName)
	if !extract.IsZip(f.Data) {
		return in.keep(name, f.Data)
	}
	entries := 0
	var fatal error
	err := zipfile.Each(name, f.Data, in.service.limits, func(entry string, data []byte, err error) error {
		entries++
		inner := PlainName(name+"/"+entry, maxFileName)
		if err != nil {
			fatal = in.fail(inner, corpus.InZip(name, entry, err))
		} else {
			fatal = in.keep(inner, data)
		}
		return fatal
	})
	switch {
	case fatal != nil:
		return fatal
	case err != nil:
		return in.fail(name, err)
	case entries == 0:
		return in.fail(name, message.Errorf(message.Empty, "file_empty", name))
	}
	return nil
}

func (in *intake) keep(name string, data []byte) error {
	if err := in.room(); err != nil {
		return err
	}
	address, err := in.service.archive.Store().PutOriginal(in.ctx, data)
	if err != nil {
		return err
	}
	in.items = append(in.items, corpus.JobItem{Name: name, Original: address, State: corpus.ItemWaiting})
	return nil
}

func (in *intake) fail(name string, err error) error {
	if err := in.room(); err != nil {
		return err
	}
	if in.failed++; in.first == nil {
		in.first = err
	}
	in.items = append(in.items, corpus.JobItem{Name: name, State: corpus.ItemFailed, Problem: problemOf(name, err)})
	return nil
}

func (in *intake) room() error {
	if len(in.items) >= MaxBatch {
		return message.Errorf(message.TooLarge, "batch_too_large", strconv.Itoa(MaxBatch))
	}
	return nil
}

// problemOf is why a file failed, as it is kept: without the cause.
func problemOf(name string, err error) []byte {
	b, _ := json.Marshal(batch.Fail(name, err).Err) // strings only
	return b
}

// PlainName makes a name from outside fit to be kept and shown: valid UTF-8
// without control and direction characters, at most so many characters long,
// of which the last are kept, since they tell a file's format.
func PlainName(name string, most int) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "\ufffd"))
	if runes := []rune(name); len(runes) > most {
		name = string(runes[len(runes)-most:])
	}
	return strings.TrimSpace(name)
}

// batchName is the name that was given, or that of the first file.
func batchName(in BatchInput) string {
	name := PlainName(in.Name, maxBatchName)
	if name != "" || len(in.Files) == 0 {
		return name
	}
	first := PlainName(in.Files[0].Name, maxFileName)
	first = PlainName(strings.TrimSuffix(first, path.Ext(first)), maxBatchName)
	if len(in.Files) > 1 {
		if folder, _, ok := strings.Cut(first, "/"); ok {
			return folder
		}
	}
	return first
}

// readRoster reads a roster that was sent; nil where none was.
func readRoster(sent Upload) ([]batch.Unit, error) {
	if strings.TrimSpace(string(sent.Data)) == "" {
		return nil, nil
	}
	name := PlainName(sent.Name, maxFileName)
	if len(sent.Data) > MaxRoster {
		return nil, message.Errorf(message.TooLarge, "file_too_large", name, strconv.Itoa(MaxRoster>>20))
	}
	units, err := batch.ReadRoster(name, sent.Data)
	for i := range units {
		units[i].Name = PlainName(units[i].Name, maxUnitName)
		for k := range units[i].Aliases {
			units[i].Aliases[k] = PlainName(units[i].Aliases[k], maxUnitName)
		}
	}
	return units, err
}

// unitNamed is the unit of a roster that a file is named after: by its own
// name, else by a folder's. "" where none is, or several are.
func unitNamed(roster []batch.Unit, file string) string {
	parts := strings.Split(file, "/")
	for i := len(parts) - 1; i >= 0; i-- {
		if unit := unitIn(roster, parts[i]); unit != "" {
			return unit
		}
	}
	return ""
}

// unitIn is the only unit whose name stands in s. A name inside a longer one
// that stands there too does not count.
func unitIn(roster []batch.Unit, s string) string {
	unit, longest, several := "", "", false
	for _, u := range roster {
		for _, name := range append([]string{u.Name}, u.Aliases...) {
			switch {
			case len([]rune(name)) < 3 || !strings.Contains(s, name) || strings.Contains(longest, name) && unit != "":
			case unit == "" || unit == u.Name || strings.Contains(name, longest):
				unit, longest = u.Name, name
			default:
				several = true
			}
		}
	}
	if several {
		return ""
	}
	return unit
}
