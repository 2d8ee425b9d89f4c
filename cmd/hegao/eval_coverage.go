package main

import (
	"io/fs"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/template"
)

// measureCoverage holds labelled reports against the built-in templates.
func measureCoverage(cases fs.FS) (score, error) {
	all, err := evaluate.ReadCoverageCases(cases)
	if err != nil {
		return nil, err
	}
	lib, err := template.Builtin()
	if err != nil {
		return nil, err
	}
	return evaluate.Coverage(all, func(c evaluate.CoverageCase) (evaluate.CoverageAnswer, error) {
		return covered(lib, c)
	})
}

// covered holds a case against the template it names.
func covered(lib *template.Library, c evaluate.CoverageCase) (evaluate.CoverageAnswer, error) {
	d := plainText(c.Text)
	o := outline.Parse(d)
	a := evaluate.CoverageAnswer{Chosen: string(lib.Choose(d, o, "").Template.ID), Statuses: map[string]string{}}
	t, ok := lib.Get(template.ID(c.Template))
	if !ok {
		return a, message.Errorf(message.Invalid, "template_unknown", c.Template)
	}
	cov := lib.Cover(t, d, o)
	for _, s := range cov.Sections {
		a.Statuses[string(s.ID)] = string(s.Status)
	}
	for _, p := range cov.Points {
		a.Statuses["point."+string(p.ID)] = string(p.Status)
	}
	for _, h := range o.Headings {
		a.Headings = append(a.Headings, h.Span.Of(d.Text))
	}
	return a, nil
}
