package template

import (
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

func TestBuiltin(t *testing.T) {
	l := library(t)
	if len(l.All()) < 5 {
		t.Fatalf("%d templates", len(l.All()))
	}
	fallbacks := 0
	for i, tmpl := range l.All() {
		if i > 0 && tmpl.ID <= l.All()[i-1].ID {
			t.Errorf("%s after %s", tmpl.ID, l.All()[i-1].ID)
		}
		if tmpl.Fallback {
			fallbacks++
		}
		t.Run(string(tmpl.ID), func(t *testing.T) { checkTemplate(t, tmpl) })
	}
	if fallbacks != 1 {
		t.Errorf("%d templates are the fallback", fallbacks)
	}
	again, err := Builtin()
	if err != nil || again != l {
		t.Errorf("the library was read twice (%v)", err)
	}
}

func checkTemplate(t *testing.T, tmpl *Template) {
	if tmpl.ID == "" || tmpl.Name == "" || len(tmpl.Titles.Any) == 0 || len(tmpl.Sections) == 0 {
		t.Errorf("incomplete: %+v", tmpl)
	}
	checkBasis(t, "template", tmpl.Basis)
	var ids []SectionID
	for _, s := range tmpl.Sections {
		ids = append(ids, s.ID)
		if !slices.Contains([]Level{"error", "warning", "info"}, s.Level) {
			t.Errorf("%s has the level %q", s.ID, s.Level)
		}
		if len(s.Roles)+len(s.Headings) == 0 && s.Pattern.Regexp == nil && s.Content.Regexp == nil {
			t.Errorf("nothing can serve %s", s.ID)
		}
		if s.Within > 0 && s.Content.Regexp == nil {
			t.Errorf("%s has a place and nothing to look for", s.ID)
		}
		checkBasis(t, string(s.ID), s.Basis)
	}
	// The contract: every report of work done has these.
	for _, id := range []SectionID{"progress", "problems", "plan"} {
		if !slices.Contains(ids, id) {
			t.Errorf("no section %s", id)
		}
	}
	seen := map[PointID]bool{}
	for _, p := range tmpl.Points {
		if p.ID == "" || p.Name == "" || seen[p.ID] || len(p.Strong) == 0 {
			t.Errorf("point %+v", p)
		}
		seen[p.ID] = true
		checkBasis(t, string(p.ID), p.Basis)
	}
}

func checkBasis(t *testing.T, what string, b Basis) {
	t.Helper()
	if b.Text == "" || !slices.Contains([]Tier{Regulation, Reported, Custom, Experience}, b.Tier) {
		t.Errorf("%s: basis %+v", what, b)
	}
}

func TestRoles(t *testing.T) {
	l := library(t)
	if len(l.roles) < 8 {
		t.Fatalf("%d roles", len(l.roles))
	}
	for id, r := range l.roles {
		if r.Name == "" || r.Pattern.Regexp == nil || len(r.Headings) == 0 {
			t.Errorf("%s is incomplete", id)
		}
		if r.Last < 0 || r.Last > 1 {
			t.Errorf("%s looks in the last %v of the text", id, r.Last)
		}
		for _, h := range r.Headings {
			if tidy(h) != h {
				t.Errorf("%s: the heading %q can never match: tidied it is %q", id, h, tidy(h))
			}
			if !r.heads(h) {
				t.Errorf("%s rules out its own heading %q", id, h)
			}
		}
	}
}

func TestGet(t *testing.T) {
	l := library(t)
	for _, tmpl := range l.All() {
		got, ok := l.Get(tmpl.ID)
		if !ok || got != tmpl {
			t.Errorf("%s: got %v, %v", tmpl.ID, got, ok)
		}
		source, ok := l.Source(tmpl.ID)
		var read Template
		if !ok || yaml.UnmarshalWithOptions([]byte(source), &read, yaml.Strict()) != nil || read.ID != tmpl.ID {
			t.Errorf("%s: its source gives %q", tmpl.ID, read.ID)
		}
		v := tmpl.View()
		if v.ID != tmpl.ID || len(v.Sections) != len(tmpl.Sections) || len(v.Points) != len(tmpl.Points) {
			t.Errorf("%s: view %+v", tmpl.ID, v)
		}
	}
	for _, id := range []ID{"", "no-such", "roles", "../go", "work-summary.yaml"} {
		if got, ok := l.Get(id); ok {
			t.Errorf("%q is %v", id, got)
		}
		if source, ok := l.Source(id); ok {
			t.Errorf("%q has the source %.20q", id, source)
		}
	}
}

func TestValidate(t *testing.T) {
	section := func(id SectionID, name string, roles ...RoleID) Section {
		return Section{ID: id, Name: name, Roles: roles}
	}
	for _, c := range []struct {
		name     string
		sections []Section
		want     string // part of the error; "" for none
	}{
		{"sound", []Section{section("a", "甲", "plan"), section("b", "乙")}, ""},
		{"no id", []Section{section("", "甲")}, "section 1"},
		{"no name", []Section{section("a", "甲"), section("b", "")}, "section 2"},
		{"an id twice", []Section{section("a", "甲"), section("a", "乙")}, "section 2"},
		{"a role that is none", []Section{section("a", "甲", "plan", "nobody")}, `no role "nobody"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			basis := Basis{Text: "通行写法", Tier: Custom}
			tmpl := &Template{ID: "x", Basis: basis, Sections: c.sections}
			l := &Library{templates: []*Template{tmpl}, roles: map[RoleID]*Role{"plan": {}}}
			err := l.validate()
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got %v, want %q", err, c.want)
			case c.want == "" && tmpl.Sections[0].Basis != basis:
				t.Error("a section without a basis does not take its template's")
			}
		})
	}
}
