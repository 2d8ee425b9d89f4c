package template

import (
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// PastReport is a report of the past, under the name people know it by.
type PastReport struct {
	Name string
	Doc  *text.Document
}

// Tally counts how reports stand to one section or point.
type Tally struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Required bool           `json:"required"`
	Counts   map[Status]int `json:"counts"`
	// Missing names the reports that would be told it is missing.
	Missing []string `json:"missing"`
}

// Trial is what a template would say of past reports, so that its author
// sees the cost of a demand before making it.
type Trial struct {
	Reports  int     `json:"reports"`
	Sections []Tally `json:"sections"`
	Points   []Tally `json:"points"`
}

// Try holds past reports against a template. Cost: that of Cover per report.
func (l *Library) Try(t *Template, reports []PastReport) *Trial {
	trial := &Trial{Reports: len(reports), Sections: make([]Tally, len(t.Sections)), Points: make([]Tally, len(t.Points))}
	for i, s := range t.Sections {
		trial.Sections[i] = newTally(string(s.ID), s.Name, s.Required)
	}
	for i, p := range t.Points {
		trial.Points[i] = newTally(string(p.ID), p.Name, p.Required)
	}
	for _, r := range reports {
		cov := l.Cover(t, r.Doc, outline.Parse(r.Doc))
		for i, s := range cov.Sections {
			trial.Sections[i].count(s.Status, r.Name)
		}
		for i, p := range cov.Points {
			trial.Points[i].count(p.Status, r.Name)
		}
	}
	return trial
}

func newTally(id, name string, required bool) Tally {
	return Tally{ID: id, Name: name, Required: required, Counts: map[Status]int{}, Missing: []string{}}
}

func (t *Tally) count(s Status, report string) {
	t.Counts[s]++
	if s == Missing {
		t.Missing = append(t.Missing, report)
	}
}

// Fits reports whether a past report is of the template's kind: it was filed
// under the template or one that the template was made from, or its title
// leads to the template.
func (l *Library) Fits(t *Template, kind ID, title string) bool {
	base := t
	for steps := 0; base != nil && steps <= len(l.written); steps++ {
		if kind == base.ID {
			return true
		}
		base = l.written[base.Extends]
	}
	chosen := l.byTitle(title)
	return chosen != nil && chosen.ID == t.ID
}
