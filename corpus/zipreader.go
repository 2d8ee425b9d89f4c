package corpus

import (
	"os"
	"path/filepath"
	"strings"

	"hegao/analyzer/extract"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
)

// zipReader reads files, and files in zips as if those were folders. It keeps
// the files of the last zip, within the limits of one, since those of one zip
// are asked for one after another. It is for one goroutine.
type zipReader struct {
	path    string
	entries map[string][]byte
	errs    map[string]error
}

// readFile reads the file at path; name is for messages.
func (z *zipReader) readFile(name, path string) ([]byte, error) {
	if _, err := os.Stat(path); err != nil {
		if zip, entry, ok := inZip(path); ok {
			return z.readEntry(name, zip, entry)
		}
	}
	return ReadFile(path, extract.DefaultLimits().FileBytes)
}

// inZip finds the file on the way to path that stands where a folder should.
func inZip(path string) (zip, entry string, ok bool) {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil {
			rest, _ := filepath.Rel(dir, path)
			return dir, filepath.ToSlash(rest), info.Mode().IsRegular()
		}
		if dir == filepath.Dir(dir) {
			return "", "", false
		}
	}
}

func (z *zipReader) readEntry(name, path, entry string) ([]byte, error) {
	if z.path != path {
		if err := z.open(path); err != nil {
			return nil, err
		}
	}
	if err := z.errs[entry]; err != nil {
		return nil, named(err, entry, name)
	}
	data, ok := z.entries[entry]
	if !ok {
		return nil, message.Errorf(message.NotFound, "file_missing", name)
	}
	return data, nil
}

func (z *zipReader) open(path string) error {
	lim := extract.DefaultLimits()
	data, err := ReadFile(path, lim.FileBytes)
	if err != nil {
		return err
	}
	*z = zipReader{path: path, entries: map[string][]byte{}, errs: map[string]error{}}
	return zipfile.Each(path, data, lim, func(entry string, data []byte, err error) error {
		z.entries[strings.TrimSpace(entry)], z.errs[strings.TrimSpace(entry)] = data, err
		return nil
	})
}
