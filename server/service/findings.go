package service

import (
	"strings"

	"hegao/analyzer"
	"hegao/analyzer/template"
)

// FindingKind says what a finding is about.
type FindingKind string

// The kinds of findings that a person can decide on.
const (
	FaultFinding   FindingKind = "fault"
	PassageFinding FindingKind = "passage"
	SectionFinding FindingKind = "section"
	PointFinding   FindingKind = "point"
)

// Finding names a finding. Its ID stays the same where the draft changes
// elsewhere: that of a fault or a passage, of a template's section or point.
type Finding struct {
	Kind FindingKind `json:"kind"`
	ID   string      `json:"id"`
}

// String is the finding as forms send it; ParseFinding reads it back.
func (f Finding) String() string { return string(f.Kind) + ":" + f.ID }

// ParseFinding reads what Finding.String wrote; ok is false for anything else.
func ParseFinding(s string) (f Finding, ok bool) {
	kind, id, ok := strings.Cut(s, ":")
	f = Finding{FindingKind(kind), id}
	switch f.Kind {
	case FaultFinding, PassageFinding, SectionFinding, PointFinding:
		return f, ok && id != ""
	}
	return f, false
}

// Found is a finding of a check.
type Found struct {
	Finding
	// Rule is a fault's rule, a passage's kind, a section's or point's status.
	Rule string
	// Words are what it is about: text of the draft, or a section's name.
	Words string
	// Template is the template that asks for a section or a point.
	Template template.ID
}

// maxWords bounds Found.Words, in characters.
const maxWords = 60

// FindingsOf lists what a person can decide on, in the order of the report: a
// finding that stands in several places is listed once. Set phrases and
// quotations are none. Cost: O(findings).
func FindingsOf(r *analyzer.Report) []Found {
	var out []Found
	seen := map[Finding]bool{}
	add := func(f Found) {
		if !seen[f.Finding] {
			seen[f.Finding] = true
			f.Words = firstWords(f.Words)
			out = append(out, f)
		}
	}
	for _, f := range r.Faults {
		add(Found{Finding: Finding{FaultFinding, f.ID}, Rule: string(f.Rule), Words: f.Span.Of(r.Text)})
	}
	open := func(a template.Asked, s template.Status) bool {
		return a.Required && s != template.Present && s != template.Unassessable
	}
	for _, s := range r.Coverage.Sections {
		if open(s.Asked, s.Status) {
			add(Found{Finding{SectionFinding, string(s.ID)}, string(s.Status), s.Name, r.Template.ID})
		}
	}
	for _, p := range r.Coverage.Points {
		if open(p.Asked, p.Status) && p.Status != template.Unheaded {
			add(Found{Finding{PointFinding, string(p.ID)}, string(p.Status), p.Name, r.Template.ID})
		}
	}
	for _, p := range r.Reuse.Passages {
		if p.Kind.Copied() {
			add(Found{Finding: Finding{PassageFinding, p.ID}, Rule: string(p.Kind), Words: p.Span.Of(r.Text)})
		}
	}
	return out
}

// firstWords is the beginning of s on one line.
func firstWords(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	n := 0
	for i := range s {
		if n++; n > maxWords {
			return s[:i] + "…"
		}
	}
	return s
}
