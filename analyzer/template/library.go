package template

import (
	"cmp"
	"embed"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"sync"
)

//go:embed builtin/*.yaml
var builtin embed.FS

// Library is a set of templates and the roles they speak of. It does not
// change once made and is safe for concurrent use.
type Library struct {
	templates []*Template // by id
	// written are the templates as they were written: without what a section
	// takes over from its template, so that others can inherit them.
	written map[ID]*Template
	sources map[ID]string
	roles   map[RoleID]*Role
}

// Builtin returns the library that comes with the program. It is read on
// first use; later calls cost nothing.
var Builtin = sync.OnceValues(readBuiltin)

func readBuiltin() (*Library, error) {
	files, err := fs.Sub(builtin, "builtin")
	if err != nil {
		return nil, err
	}
	return (&Library{}).With(Layer{Name: BuiltinLayer, Dir: "builtin", FS: files})
}

// Load returns the built-in library with layers on top, each prevailing over
// those before it. Where template files have mistakes the error is Mistakes,
// and the library holds the templates without any.
func Load(layers ...Layer) (*Library, error) {
	lib, err := Builtin()
	if err != nil {
		return nil, err
	}
	var mistakes Mistakes
	for _, layer := range layers {
		next, err := lib.With(layer)
		if found, ok := err.(Mistakes); ok {
			mistakes = append(mistakes, found...)
		} else if err != nil {
			return nil, err
		}
		lib = next
	}
	return lib, mistakes.err()
}

// With returns the library with one more layer on top; errors are as in Load.
func (l *Library) With(layer Layer) (*Library, error) {
	roles, sources, err := layer.sources()
	if err != nil {
		return nil, err
	}
	out := &Library{written: maps.Clone(l.written), sources: maps.Clone(l.sources), roles: maps.Clone(l.roles)}
	if out.written == nil {
		out.written, out.sources, out.roles = map[ID]*Template{}, map[ID]string{}, map[RoleID]*Role{}
	}
	mistakes := out.readRoles(roles)
	mistakes = append(mistakes, out.readTemplates(layer.Name, sources)...)
	for _, t := range out.written {
		out.templates = append(out.templates, t.finished())
	}
	slices.SortFunc(out.templates, func(a, b *Template) int { return cmp.Compare(a.ID, b.ID) })
	return out, mistakes.err()
}

// readRoles adds the roles of a layer's file, over those that are there.
func (l *Library) readRoles(s *source) Mistakes {
	if s == nil {
		return nil
	}
	root := parseTree(s)
	if root == nil {
		return s.mistakes
	}
	var file roleFile
	for _, id := range slices.Sorted(maps.Keys(l.roles)) {
		file.Roles = append(file.Roles, *l.roles[id])
	}
	rolesObject.read(&reader{source: s, roles: l.roles}, root, &file)
	if len(s.mistakes) > 0 {
		return s.mistakes
	}
	for _, r := range file.Roles {
		r.titles, r.bags = titleSet(r.Headings), nil
		for _, h := range r.Headings {
			r.bags = append(r.bags, bagOf(h))
		}
		l.roles[r.ID] = &r
	}
	return nil
}

// All returns the templates by id.
func (l *Library) All() []*Template { return l.templates }

// Get returns the template with this id; ok is false where there is none.
func (l *Library) Get(id ID) (t *Template, ok bool) {
	i, ok := slices.BinarySearchFunc(l.templates, id, func(t *Template, id ID) int { return cmp.Compare(t.ID, id) })
	if !ok {
		return nil, false
	}
	return l.templates[i], true
}

// Source returns the YAML text that a template was read from.
func (l *Library) Source(id ID) (string, bool) {
	text, ok := l.sources[id]
	return text, ok
}

// finished is the template as it is used: sections and points that name no
// basis have the template's, and headings are tidied once and for all.
func (t *Template) finished() *Template {
	out := *t
	out.Sections, out.Points = slices.Clone(t.Sections), slices.Clone(t.Points)
	for i := range out.Sections {
		s := &out.Sections[i]
		s.Level = cmp.Or(s.Level, "warning")
		s.Basis = cmp.Or(s.Basis, t.Basis)
		s.titles = titleSet(s.Headings)
	}
	for i := range out.Points {
		out.Points[i].Basis = cmp.Or(out.Points[i].Basis, t.Basis)
	}
	return &out
}

// titleSet is a list of headings brought to the form they are compared in.
// Words of time stay: "过去五年工作回顾" is not just any "工作回顾".
func titleSet(headings []string) map[string]bool {
	set := map[string]bool{}
	for _, h := range headings {
		set[plain(h)] = true
	}
	return set
}

func itoa(n int) string { return strconv.Itoa(n) }

func readAtMost(r io.Reader, n int64) ([]byte, error) { return io.ReadAll(io.LimitReader(r, n)) }

func sortedIDs(all map[ID]*Template) []ID { return slices.Sorted(maps.Keys(all)) }
