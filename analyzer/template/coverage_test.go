package template

import (
	"os"
	"strings"
	"testing"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// The floors that coverage must hold on the labelled cases.
const (
	leastThere    = 0.98
	leastExact    = 0.92
	leastCases    = 76
	leastHeldOut  = 33
	coverageCases = "../../testdata/coverage"
)

// statusFloors are the least precision and recall of each status. Thin is the
// one a person may judge otherwise: its labels are few, and most misses lie
// within a few characters of a template's minimum.
var statusFloors = map[Status][2]float64{
	Present: {0.95, 0.95}, Thin: {0.85, 0.90}, Unheaded: {0.95, 0.90}, Missing: {0.95, 0.95},
}

// TestCoverage measures sections, points and headings on the labelled cases
// of testdata/coverage; with -v it prints the tables and every miss. A case
// is added by adding a file there.
func TestCoverage(t *testing.T) {
	cases, err := evaluate.ReadCoverageCases(os.DirFS(coverageCases))
	if err != nil {
		t.Fatal(err)
	}
	l := library(t)
	s, err := evaluate.Coverage(cases, func(c evaluate.CoverageCase) (evaluate.CoverageAnswer, error) {
		return answer(t, l, c), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	if err := s.Print(&table); err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", table.String())
	if s.All.Cases < leastCases || s.Sets["held-out"].Cases < leastHeldOut {
		t.Errorf("only %d cases, %d of them held out", s.All.Cases, s.Sets["held-out"].Cases)
	}
	for name, set := range s.Sets {
		if there, exact := set.ThereRight(), set.ExactRight(); there < leastThere || exact < leastExact {
			t.Errorf("set %s: present/missing right %.3f, exact %.3f; the floors are %v and %v", name, there, exact, leastThere, leastExact)
		}
	}
	for status, least := range statusFloors {
		tally := s.Statuses[string(status)]
		if tally.Want < 25 || tally.Precision() < least[0] || tally.Recall() < least[1] {
			t.Errorf("%s: %d labels, precision %.3f, recall %.3f; the floors are %v", status, tally.Want, tally.Precision(), tally.Recall(), least)
		}
	}
	if s.All.Chosen*100 < 97*s.All.Cases {
		t.Errorf("the kind was chosen right in %d of %d cases", s.All.Chosen, s.All.Cases)
	}
	for _, tmpl := range l.All() {
		if s.Templates[string(tmpl.ID)].Cases < 3 {
			t.Errorf("%s has %d cases", tmpl.ID, s.Templates[string(tmpl.ID)].Cases)
		}
	}
}

// answer holds a case against its own template.
func answer(t *testing.T, l *Library, c evaluate.CoverageCase) evaluate.CoverageAnswer {
	t.Helper()
	d := &text.Document{Text: c.Text, Blocks: text.Lines(c.Text), Format: text.FormatText}
	o := outline.Parse(d)
	a := evaluate.CoverageAnswer{Chosen: string(l.Choose(d, o, "").Template.ID), Statuses: map[string]string{}}
	tmpl, ok := l.Get(ID(c.Template))
	if !ok {
		t.Fatalf("%s: there is no template %s", c.Name, c.Template)
	}
	cov := l.Cover(tmpl, d, o)
	wantPlaces(t, d, cov)
	for _, s := range cov.Sections {
		a.Statuses[string(s.ID)] = string(s.Status)
	}
	for _, p := range cov.Points {
		a.Statuses["point."+string(p.ID)] = string(p.Status)
	}
	for _, h := range o.Headings {
		a.Headings = append(a.Headings, h.Span.Of(d.Text))
	}
	for label := range c.Labels {
		if a.Statuses[label] == "" {
			t.Errorf("%s: %s has no section or point %q", c.Name, c.Template, label)
		}
	}
	return a
}
