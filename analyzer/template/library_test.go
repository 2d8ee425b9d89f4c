package template

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// builtinIDs are the kinds of report that come with the program.
var builtinIDs = []ID{
	"democratic-life-meeting", "generic-report", "gov-info-disclosure-annual", "government-work-report",
	"ideology-responsibility", "inspection-rectification", "party-building-duty-report", "personal-duty-report",
	"research-report", "rule-of-law-government-annual", "self-inspection", "strict-governance", "work-summary",
}

func TestBuiltin(t *testing.T) {
	l := library(t)
	var ids []ID
	fallbacks := 0
	for _, tmpl := range l.All() {
		ids = append(ids, tmpl.ID)
		if tmpl.Fallback {
			fallbacks++
		}
		t.Run(string(tmpl.ID), func(t *testing.T) { checkTemplate(t, tmpl) })
	}
	if diff := cmp.Diff(builtinIDs, ids); diff != "" {
		t.Errorf("templates, in order (-want +got):\n%s", diff)
	}
	if fallbacks != 1 {
		t.Errorf("%d templates are the fallback", fallbacks)
	}
	again, err := Builtin()
	if err != nil || again != l {
		t.Errorf("the library was read twice (%v)", err)
	}
}

// noWorkDone are kinds that are no report of work done: they need not tell
// what was done.
var noWorkDone = []ID{"democratic-life-meeting"}

func checkTemplate(t *testing.T, tmpl *Template) {
	if tmpl.Layer != BuiltinLayer || tmpl.File == "" || len(tmpl.Titles.Any) == 0 || len(tmpl.Points) == 0 {
		t.Errorf("incomplete: %+v", tmpl)
	}
	checkBasis(t, "template", tmpl.Basis)
	checkExamples(t, "template", tmpl.Examples)
	var ids []SectionID
	for _, s := range tmpl.Sections {
		ids = append(ids, s.ID)
		if !slices.Contains([]Level{"error", "warning", "info"}, s.Level) {
			t.Errorf("%s has the level %q", s.ID, s.Level)
		}
		if !s.Opening || s.Content.Regexp != nil {
			checkExamples(t, string(s.ID), s.Examples)
		}
		checkBasis(t, string(s.ID), s.Basis)
	}
	// The contract: every report of work done has these.
	for _, id := range []SectionID{"progress", "problems", "plan"} {
		if !slices.Contains(ids, id) && !slices.Contains(noWorkDone, tmpl.ID) {
			t.Errorf("no section %s", id)
		}
	}
	for _, p := range tmpl.Points {
		checkBasis(t, string(p.ID), p.Basis)
		checkExamples(t, string(p.ID), p.Examples)
	}
}

func checkBasis(t *testing.T, what string, b Basis) {
	t.Helper()
	if b.Text == "" || !slices.Contains([]Tier{Regulation, Reported, Custom, Experience}, b.Tier) {
		t.Errorf("%s: basis %+v", what, b)
	}
}

func checkExamples(t *testing.T, what string, e Examples) {
	t.Helper()
	if len(e.Must) == 0 || len(e.MustNot) == 0 {
		t.Errorf("%s: %d examples that must match and %d that must not", what, len(e.Must), len(e.MustNot))
	}
}

func TestRoles(t *testing.T) {
	l := library(t)
	if len(l.roles) < 15 {
		t.Fatalf("%d roles", len(l.roles))
	}
	for id, r := range l.roles {
		if r.ID != id || r.Name == "" || r.Pattern.Regexp == nil || len(r.Headings) == 0 {
			t.Errorf("%s is incomplete", id)
		}
		for _, h := range r.Headings {
			if plain(h) != h {
				t.Errorf("%s: the heading %q is compared as %q", id, h, plain(h))
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
		if !ok || !strings.HasPrefix(source, "id: "+string(tmpl.ID)+"\n") {
			t.Errorf("%s has the source %.30q", tmpl.ID, source)
		}
		v := tmpl.View()
		if v.ID != tmpl.ID || v.Layer != BuiltinLayer || len(v.Sections) != len(tmpl.Sections) || len(v.Points) != len(tmpl.Points) {
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
