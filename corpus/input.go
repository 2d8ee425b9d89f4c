package corpus

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"hegao/analyzer/extract"
	"hegao/analyzer/message"
)

// Input is a file on its way in.
type Input struct {
	// Name is how the file is called in results and in Report.File.
	Name string
	// Read returns its bytes.
	Read func() ([]byte, error)
	// Known is what is known about the reports in it; empty fields are
	// guessed from the text.
	Known Known
	// Optional marks a file that nobody named: one found in a folder. In a
	// format that is not read it is skipped, not failed.
	Optional bool
	// Err is why the file cannot be had at all.
	Err error
}

// Known is what is known about a report beforehand.
type Known struct {
	Unit  Unit
	Year  int
	Kind  Kind
	Title string
	Extra map[string]string
}

// or fills the empty fields of k from o.
func (k Known) or(o Known) Known {
	if k.Unit == "" {
		k.Unit = o.Unit
	}
	if k.Year == 0 {
		k.Year = o.Year
	}
	if k.Kind == "" {
		k.Kind = o.Kind
	}
	if k.Title == "" {
		k.Title = o.Title
	}
	return k
}

// Files lists the files under paths: a file is itself, a folder all files in
// it, in the order of their names; hidden files and Word's lock files are
// left out. A path that does not exist becomes an Input with Err.
func Files(paths []string) []Input {
	var inputs []Input
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			inputs = append(inputs, Input{Name: path, Err: pathError(path, err)})
			continue
		}
		if !info.IsDir() {
			inputs = append(inputs, fileInput(path, path))
			continue
		}
		inputs = append(inputs, folder(path)...)
	}
	return inputs
}

func folder(root string) []Input {
	var inputs []Input
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			inputs = append(inputs, Input{Name: path, Err: pathError(path, err)})
			return nil
		case path != root && strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() || !d.Type().IsRegular():
			return nil
		}
		in := fileInput(path, path)
		in.Optional = true
		inputs = append(inputs, in)
		return nil
	})
	if err != nil {
		inputs = append(inputs, Input{Name: root, Err: pathError(root, err)})
	}
	return inputs
}

func fileInput(name, path string) Input {
	return Input{Name: name, Read: func() ([]byte, error) { return ReadFile(path, extract.DefaultLimits().FileBytes) }}
}

// InZip makes an error about an entry of a zip name the zip as well.
func InZip(zip, entry string, err error) error { return named(err, entry, zip+"/"+entry) }

// named makes an error about the file was speak of it by another name.
func named(err error, was, name string) error {
	var e *message.Error
	if !errors.As(err, &e) || len(e.Message.Args) == 0 || e.Message.Args[0] != was {
		return err
	}
	named := *e
	for _, m := range []*message.Message{&named.Message, &named.Hint} {
		if len(m.Args) > 0 && m.Args[0] == was {
			m.Args = append([]string{name}, m.Args[1:]...)
		}
	}
	return &named
}

// ReadFile reads a file of at most limit bytes.
func ReadFile(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, pathError(path, err)
	}
	defer f.Close()
	return ReadAll(path, f, limit)
}

// ReadAll reads r to its end, which must come within limit bytes.
func ReadAll(name string, r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, pathError(name, err)
	}
	if int64(len(data)) > limit {
		return nil, message.Errorf(message.TooLarge, "file_too_large", name, megabytes(limit))
	}
	return data, nil
}

func pathError(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return message.Errorf(message.NotFound, "file_missing", path).Wrap(err)
	}
	return message.Errorf(message.Damaged, "file_unreadable", path).Wrap(err)
}
