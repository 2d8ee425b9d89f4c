// Package sheet makes the sheet that goes with a draft (核稿单): one page of
// paper with what a reviewer must know before signing it off, as a Word file
// and as a page to print. It lists evidence and leaves the verdict, and a
// place for it, to the person.
package sheet

import (
	"strconv"
	"strings"
	"time"

	"hegao/analyzer"
	"hegao/analyzer/annotate/finding"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
)

// Bounds that keep the sheet on one page.
const (
	maxFindings = 10
	maxSections = 12
	maxNames    = 6  // of points in a row
	maxValue    = 30 // characters of a fact
	maxQuote    = 26
	context     = 8 // on either side of a fault
	maxWhy      = 52
)

// sheet is what the page says, in words.
type sheet struct {
	report *analyzer.Report
	lang   message.Lang

	Title    string
	Draft    string
	Facts    []Fact
	Warnings []string
	Sections []Row
	Points   string
	Chain    []finding.Step
	Reuse    string // beside the chain, or instead of it
	Findings []Line
	Head     string // over the findings
	Rest     string
}

// Fact is one thing known about the draft.
type Fact struct{ Label, Value string }

// Row is one section and how it stands; Class is "bad", "warn" or "".
type Row struct{ Name, State, Class string }

// Line is one finding.
type Line struct{ Kind, Quote, Why string }

// newSheet writes the sheet of a check that was made on day.
func newSheet(r *analyzer.Report, lang message.Lang, day time.Time) *sheet {
	s := &sheet{report: r, lang: lang, Title: message.Text(lang, "slip.title"), Draft: finding.Shorten(titleOf(r), 44)}
	s.facts(day)
	for _, w := range r.Draft.Warnings {
		s.Warnings = append(s.Warnings, message.Text(lang, message.Key("warning."+w.Code), w.Args...))
	}
	s.sections()
	s.points()
	s.reuse()
	s.findings()
	return s
}

// say renders an entry of the catalogue.
func (s *sheet) say(key string, args ...any) string {
	return message.New(message.Key(key), args...).In(s.lang)
}

// titleOf is the draft's title, or its file's name where it has none.
func titleOf(r *analyzer.Report) string {
	if r.Draft.Title != "" {
		return r.Draft.Title
	}
	return r.Draft.File
}

func (s *sheet) facts(day time.Time) {
	d := s.report.Draft
	add := func(key, value string) {
		s.Facts = append(s.Facts, Fact{s.say(key), finding.Shorten(value, maxValue)})
	}
	unit, year := d.Unit, s.say("page.year.unknown")
	if unit == "" {
		unit = s.say("page.unit.unknown")
	}
	if d.Year > 0 {
		year = s.say("page.year", d.Year)
	}
	add("slip.file", d.File)
	add("slip.unit", unit)
	add("slip.year", year)
	add("slip.template", s.report.Template.Name)
	add("slip.chars", strconv.Itoa(d.Chars))
	if day.IsZero() {
		add("slip.date", "")
	} else {
		add("slip.date", day.Format(time.DateOnly))
	}
	add("slip.compared", s.say("slip.reports", s.report.Reuse.Compared.Reports))
}

func (s *sheet) sections() {
	for _, c := range s.report.Coverage.Sections {
		if c.Status == template.Missing && !c.Required || len(s.Sections) == maxSections {
			continue
		}
		row := Row{Name: finding.Shorten(c.Name, 16), State: finding.State(s.lang, c.Status, c.Required)}
		switch c.Status {
		case template.Missing:
			row.Class = "bad"
		case template.Thin:
			row.Class = "warn"
		}
		s.Sections = append(s.Sections, row)
	}
}

func (s *sheet) points() {
	all, have := 0, 0
	var weak []string
	for _, p := range s.report.Coverage.Points {
		if !p.Required {
			continue
		}
		all++
		if p.Status == template.Missing || p.Status == template.Thin {
			weak = append(weak, p.Name)
		} else {
			have++
		}
	}
	if all == 0 {
		return
	}
	s.Points = s.say("slip.points", all, have)
	if len(weak) == 0 {
		return
	}
	names := strings.Join(weak[:min(len(weak), maxNames)], s.comma())
	if len(weak) > maxNames {
		names = s.say("slip.more_names", names, len(weak))
	}
	s.Points = message.InARow(s.lang, s.Points, s.say("slip.weak", names))
}

func (s *sheet) comma() string {
	if s.lang == message.English {
		return ", "
	}
	return "、"
}

func (s *sheet) reuse() {
	r := s.report.Reuse
	s.Chain = finding.Chain(s.report, s.lang)
	switch {
	case s.report.Stats.Reports == 0:
		s.Reuse = s.say("page.result.compared_none")
	case s.Chain == nil:
		s.Reuse = s.say("page.figure.short") + s.say("slip.comma") + s.say("page.figure.short_label", reuse.MinForRatios)
	case len(r.Sources) > 0:
		name := message.InARow(message.English, r.Sources[0].Unit, yearOf(r.Sources[0].Year), r.Sources[0].Title)
		s.Reuse = s.say("slip.largest", finding.Percent(r.Ratios.LargestSource), finding.Shorten(name, maxValue))
	}
}

func yearOf(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}

// findings lists the first and counts the rest by class. Those that are not
// counted are never among the first.
func (s *sheet) findings() {
	rest := map[finding.Class]int{}
	for _, f := range finding.Of(s.report, s.lang) {
		if !f.Class.Counted() || len(s.Findings) == maxFindings {
			rest[f.Class]++
			continue
		}
		line := Line{Kind: finding.Shorten(f.Kind, 32), Why: finding.Shorten(f.Why, maxWhy)}
		if f.Class != finding.Missing && f.Class != finding.Point {
			line.Quote = s.say("slip.quote", s.quote(f))
		}
		s.Findings = append(s.Findings, line)
	}
	s.Head = s.say("slip.findings", len(s.Findings))
	if len(s.Findings) == 0 {
		s.Head = s.say("slip.nothing")
	}
	var counts []string
	for _, c := range classes {
		if n := rest[c.class]; n > 0 {
			counts = append(counts, s.say("slip.count", s.say(c.name), n))
		}
	}
	if len(counts) > 0 {
		s.Rest = s.say("slip.rest", strings.Join(counts, s.say("slip.comma")))
	}
}

// quote is what a finding is about; a fault is seen by what stands around it.
func (s *sheet) quote(f finding.Finding) string {
	around := 0
	if f.Class == finding.Fault {
		around = context
	}
	return finding.Shorten(finding.Around(s.report.Text, f.Span, around).Of(s.report.Text), maxQuote)
}

// classes are the words for what is counted and not listed, in this order.
var classes = []struct {
	class finding.Class
	name  string
}{
	{finding.Missing, "slip.missing"}, {finding.Fault, "slip.fault"}, {finding.Other, "slip.other"}, {finding.Own, "slip.own"},
	{finding.Rewritten, "slip.rewritten"}, {finding.Thin, "slip.thin"}, {finding.Point, "slip.point"},
	{finding.Common, "slip.common"}, {finding.Quote, "slip.quotation"},
}
