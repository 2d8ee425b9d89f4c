package analyzer

import (
	"strconv"
	"time"

	"hegao/analyzer/fault"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// Report is the result of one check. Spans are bytes of Text. It survives
// JSON and can then be shown in either language; View gives the form that
// other programs read.
type Report struct {
	Text     string            `json:"text"`
	Draft    DraftFacts        `json:"draft"`
	Outline  []OutlineEntry    `json:"outline"`
	Template TemplateChoice    `json:"template"`
	Coverage template.Coverage `json:"coverage"`
	Faults   []fault.Fault     `json:"faults"`
	Reuse    *reuse.Result     `json:"reuse"`
	Stats    Stats             `json:"stats"`
}

// DraftFacts is what is known about the draft.
type DraftFacts struct {
	File     string         `json:"file"`
	Part     int            `json:"part,omitempty"`
	Title    string         `json:"title"`
	Unit     string         `json:"unit"`
	Year     int            `json:"year"`
	Kind     template.ID    `json:"type"` // the template it was held against
	Chars    int            `json:"chars"`
	SHA256   string         `json:"sha256"`
	Format   text.Format    `json:"format"`
	Warnings []text.Warning `json:"warnings,omitempty"`
}

// OutlineEntry is one heading of the draft.
type OutlineEntry struct {
	Level  int       `json:"level"`
	Number string    `json:"number"`
	Title  string    `json:"title"`
	Span   text.Span `json:"span"`
}

// TemplateChoice is the template the draft was held against.
type TemplateChoice struct {
	ID         template.ID `json:"id"`
	Name       string      `json:"name"`
	Chosen     string      `json:"chosen"` // "auto" or "given"
	Confidence float64     `json:"confidence"`
}

// Stats is how much was looked at and how long it took.
type Stats struct {
	Reports int     `json:"reports"` // in the archive
	Elapsed Elapsed `json:"elapsed"`
}

// Elapsed is wall-clock time by step.
type Elapsed struct {
	Extract  time.Duration `json:"extract"`
	Outline  time.Duration `json:"outline"`
	Template time.Duration `json:"template"`
	Fault    time.Duration `json:"fault"`
	Reuse    time.Duration `json:"reuse"`
}

// MaxLimit bounds the number of families from which a reader may have
// passages counted as common.
const MaxLimit = 1000

// Limited is the report as it would be if a passage were common from this
// number of families on; see reuse.Result.Limited. A limit of 0 is the report
// itself.
func (r *Report) Limited(families int) *Report {
	out := *r
	out.Reuse = r.Reuse.Limited(families)
	return &out
}

// Worst is the gravest severity among the findings: a required section that
// is missing counts with its template's level. "" where there is nothing.
func (r *Report) Worst() fault.Severity {
	rank := map[fault.Severity]int{fault.Info: 1, fault.Warning: 2, fault.Error: 3}
	worst := fault.Severity("")
	note := func(s fault.Severity) {
		if rank[s] > rank[worst] {
			worst = s
		}
	}
	for _, f := range r.Faults {
		note(f.Severity)
	}
	for _, s := range r.Coverage.Sections {
		if s.Required && s.Status == template.Missing {
			note(fault.Severity(s.Level))
		}
	}
	for _, p := range r.Reuse.Passages {
		if p.Kind == reuse.Verbatim || p.Kind == reuse.Near {
			note(fault.Warning)
		}
	}
	return worst
}

func severalReports(n int) text.Warning {
	return text.Warning{Code: "several_reports", Args: []string{strconv.Itoa(n)}}
}
