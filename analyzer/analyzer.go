// Package analyzer puts a check together: outline, completeness, faults and
// reuse of one draft. It is pure computation and knows no database and no
// HTTP; what it needs of the archive it asks through reuse.Archive.
package analyzer

import (
	"context"
	"strings"
	"time"

	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// AutoTemplate asks Check to choose the template itself.
const AutoTemplate template.ID = "auto"

// Draft is a document to check, with what is known about it.
type Draft struct {
	File string // name shown to people
	Doc  *text.Document
	// Unit and Year are guessed from the text where empty or 0.
	Unit string
	Year int
	// Template is an id, or AutoTemplate (also "").
	Template template.ID
	// Part is the place of the draft in its file where a file was split,
	// from 1; else 0.
	Part int
	// SHA256 of the file, in hexadecimal.
	SHA256 string
	// Extracted is how long it took to read the file.
	Extracted time.Duration
}

// Analyzer checks drafts. It is safe for concurrent use.
type Analyzer struct {
	templates *template.Library
	archive   reuse.Archive
	settings  fault.Settings
	rosters   *rosters
	peers     *peers
}

// New makes an analyzer that compares drafts with archive. An archive that is
// also Past makes the fault rules see more.
func New(templates *template.Library, archive reuse.Archive) *Analyzer {
	return &Analyzer{templates: templates, archive: archive, rosters: &rosters{}, peers: &peers{}}
}

// With returns an analyzer that applies a unit's settings of the fault rules.
func (a *Analyzer) With(s fault.Settings) *Analyzer {
	out := *a
	out.settings = s
	return &out
}

// Check checks one draft. Errors are message.Error: a template that does not
// exist, or what the archive says.
func (a *Analyzer) Check(ctx context.Context, d Draft) (*Report, error) {
	r := &Report{Text: d.Doc.Text, Stats: Stats{Reports: a.archive.Reports()}}
	r.Stats.Elapsed.Extract = d.Extracted
	var w *work
	r.Stats.Elapsed.Outline = timed(func() {
		w = newWork(d.Doc)
		r.describe(d, w)
	})
	var err error
	r.Stats.Elapsed.Reuse = timed(func() {
		r.Reuse, err = reuse.Find(ctx, a.archive, reuse.Draft{Text: w.doc.Text, Unit: r.Draft.Unit, Frame: w.outline.Frame(w.doc.Text)})
	})
	if err != nil {
		return nil, err
	}
	r.Stats.Elapsed.Template = timed(func() { err = a.cover(ctx, r, d, w) })
	if err != nil {
		return nil, err
	}
	r.Stats.Elapsed.Fault = timed(func() { err = a.findFaults(ctx, r, w) })
	if err != nil {
		return nil, err
	}
	w.back(r)
	w.addPageNumbers(r, a.settings)
	return r, nil
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

// describe fills in what the draft says of itself.
func (r *Report) describe(d Draft, w *work) {
	facts := Guess(w.doc, w.outline, d.File)
	r.Draft = DraftFacts{
		File: d.File, Part: d.Part, Title: facts.Title, Unit: d.Unit, Year: d.Year,
		Chars: text.Chars(d.Doc.Text), SHA256: d.SHA256, Format: d.Doc.Format, Warnings: d.Doc.Warnings,
	}
	// What the file says of itself may be that of an older text.
	if r.Draft.Unit == "" && facts.From.Unit != template.FromMeta {
		r.Draft.Unit = facts.Unit
	}
	if r.Draft.Year == 0 && facts.From.Year != template.FromMeta {
		r.Draft.Year = facts.Year
	}
	if parts, _ := outline.Split(d.Doc); len(parts) > 1 {
		r.Draft.Warnings = append(r.Draft.Warnings[:len(r.Draft.Warnings):len(r.Draft.Warnings)], severalReports(len(parts)))
	}
	for _, h := range w.outline.Headings {
		r.Outline = append(r.Outline, OutlineEntry{
			Level: h.Level, Number: strings.TrimSpace(h.Label.Of(w.doc.Text)), Title: h.Title.Of(w.doc.Text), Span: h.Span,
		})
	}
}

// cover chooses the template and holds the draft against it. What many reports
// hold must be known by then.
func (a *Analyzer) cover(ctx context.Context, r *Report, d Draft, w *work) error {
	choice := template.Choice{Confidence: 1}
	r.Template.Chosen = "given"
	if d.Template == "" || d.Template == AutoTemplate {
		choice = a.templates.Choose(w.doc, w.outline, d.File)
		r.Template.Chosen = "auto"
	} else if t, ok := a.templates.Get(d.Template); ok {
		choice.Template = t
	} else {
		return message.Errorf(message.Invalid, "template_unknown", string(d.Template))
	}
	r.Template.ID, r.Template.Name = choice.Template.ID, choice.Template.Name
	r.Template.Confidence = choice.Confidence
	r.Draft.Kind = choice.Template.ID
	known, err := a.peers.of(ctx, a, choice.Template)
	if err != nil {
		return err
	}
	known.General = general(r.Reuse)
	r.Coverage = *a.templates.CoverAmong(choice.Template, w.doc, w.outline, known)
	return nil
}
