package template

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
)

// LayerName says whose templates a layer holds.
type LayerName string

// The layers, in the order in which they prevail over one another: a template
// of a later layer replaces one with the same id.
const (
	BuiltinLayer LayerName = "builtin" // comes with the program
	UnitLayer    LayerName = "unit"    // the unit's
	OwnLayer     LayerName = "own"     // one person's
	GivenLayer   LayerName = "given"   // a single file being tried
)

// Layer is a set of template files: *.yaml and *.yml in the root of FS, and
// Files, which stand in the place of those of FS with the same name. A file
// roles.yaml adds to the roles or changes them.
type Layer struct {
	Name LayerName
	// Dir is what people call the folder; it stands before the names of its
	// files in mistakes.
	Dir string
	// FS may be nil, and its root need not exist.
	FS    fs.FS
	Files []File
}

// File is a template file that is held in memory.
type File struct {
	Name string
	Data []byte
}

// rolesFile is the file of a layer that holds roles.
const rolesFile = "roles.yaml"

// maxFiles bounds the template files of a layer.
const maxFiles = 500

// sources reads the files of the layer, by name.
func (l Layer) sources() (roles *source, templates []*source, err error) {
	names, err := l.names()
	if err != nil {
		return nil, nil, err
	}
	for _, name := range names {
		shown := path.Join(l.Dir, name)
		data, err := readFile(l.FS, name)
		if err != nil {
			return nil, nil, message.Errorf(message.Invalid, "file_unreadable", shown).Wrap(err)
		}
		if name == rolesFile {
			roles = newSource(shown, string(data))
			continue
		}
		templates = append(templates, newSource(shown, string(data)))
	}
	for _, f := range l.Files {
		templates = append(templates, newSource(path.Join(l.Dir, f.Name), string(f.Data)))
	}
	return roles, templates, nil
}

func (l Layer) names() ([]string, error) {
	if l.FS == nil {
		return nil, nil
	}
	entries, err := fs.ReadDir(l.FS, ".")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, message.Errorf(message.Invalid, "file_unreadable", l.Dir).Wrap(err)
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && isTemplateFile(e.Name()) && !l.holds(e.Name()) {
			names = append(names, e.Name())
		}
	}
	if len(names) > maxFiles {
		return nil, message.Errorf(message.TooLarge, "templates_many", l.Dir, itoa(maxFiles))
	}
	slices.Sort(names)
	return names, nil
}

func isTemplateFile(name string) bool {
	ext := path.Ext(name)
	return (ext == ".yaml" || ext == ".yml") && !strings.HasPrefix(name, ".")
}

// holds reports whether a file of this name is among Files.
func (l Layer) holds(name string) bool {
	return slices.ContainsFunc(l.Files, func(f File) bool { return f.Name == name })
}

// FileName is the name under which a layer keeps the template with this id;
// ok is false where id cannot be one.
func FileName(id ID) (name string, ok bool) {
	if !isID(string(id)) || utf8.RuneCountInString(string(id)) > maxID {
		return "", false
	}
	name = string(id) + ".yaml"
	if strings.EqualFold(name, rolesFile) {
		name = "template-" + name
	}
	return name, true
}

// readFile reads a file, but not much more of it than a template may hold.
func readFile(files fs.FS, name string) ([]byte, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAtMost(f, maxFileBytes+1)
}
