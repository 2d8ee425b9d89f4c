package template

import (
	"embed"
	"fmt"
	"path"
	"sort"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed builtin/*.yaml
var builtin embed.FS

// Library is a set of templates and the roles they speak of. It does not
// change once made and is safe for concurrent use.
type Library struct {
	templates []*Template // by id
	roles     map[RoleID]*Role
}

// Builtin returns the library that comes with the program. It is read on
// first use; later calls cost nothing.
var Builtin = sync.OnceValues(readBuiltin)

func readBuiltin() (*Library, error) {
	lib := &Library{}
	entries, err := builtin.ReadDir("builtin")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if err := lib.read(e.Name()); err != nil {
			return nil, fmt.Errorf("built-in template %s: %w", e.Name(), err)
		}
	}
	sort.Slice(lib.templates, func(i, j int) bool { return lib.templates[i].ID < lib.templates[j].ID })
	return lib, lib.validate()
}

func (l *Library) read(name string) error {
	b, err := builtin.ReadFile(path.Join("builtin", name))
	if err != nil {
		return err
	}
	if name == "roles.yaml" {
		var file struct {
			Roles map[RoleID]*Role `yaml:"roles"`
		}
		err := yaml.UnmarshalWithOptions(b, &file, yaml.Strict())
		l.roles = file.Roles
		return err
	}
	t := &Template{}
	if err := yaml.UnmarshalWithOptions(b, t, yaml.Strict()); err != nil {
		return err
	}
	l.templates = append(l.templates, t)
	return nil
}

// validate catches what the YAML types cannot: names that point nowhere.
func (l *Library) validate() error {
	for _, t := range l.templates {
		seen := map[SectionID]bool{}
		for i := range t.Sections {
			s := &t.Sections[i]
			if s.ID == "" || s.Name == "" || seen[s.ID] {
				return fmt.Errorf("template %s: section %d has no name or an id twice", t.ID, i+1)
			}
			seen[s.ID] = true
			if s.Basis.Text == "" {
				s.Basis = t.Basis
			}
			for _, r := range s.Roles {
				if l.roles[r] == nil {
					return fmt.Errorf("template %s, section %s: no role %q", t.ID, s.ID, r)
				}
			}
		}
	}
	return nil
}

// All returns the templates by id.
func (l *Library) All() []*Template { return l.templates }

// Get returns the template with this id; ok is false where there is none.
func (l *Library) Get(id ID) (t *Template, ok bool) {
	for _, t := range l.templates {
		if t.ID == id {
			return t, true
		}
	}
	return nil, false
}

// Source returns the YAML text of a built-in template.
func (l *Library) Source(id ID) (string, bool) {
	if _, ok := l.Get(id); !ok {
		return "", false
	}
	b, err := builtin.ReadFile(path.Join("builtin", string(id)+".yaml"))
	return string(b), err == nil
}
