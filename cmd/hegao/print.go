package main

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"hegao/analyzer"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
)

func itoa(n int) string { return strconv.Itoa(n) }

// printer writes a check as a person reads it.
type printer struct {
	bytes.Buffer
	app *app
	style
}

func (p *printer) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

func printCheck(out io.Writer, v *analyzer.View, a *app) error {
	p := &printer{app: a, style: styleFor(out)}
	p.head(v)
	p.sections(v)
	p.faults(v)
	p.passages(v)
	p.changes(v.Changes)
	p.line("")
	_, err := out.Write(p.Bytes())
	return err
}

// changes prints what is other than in an earlier check.
func (p *printer) changes(c *analyzer.Changes) {
	if c == nil {
		return
	}
	p.line("\n%s", p.bold(p.app.say("cmd.changes", itoa(len(c.Mended)), itoa(len(c.New)), itoa(c.Kept))))
	for _, f := range c.Mended {
		p.line("  %s %s", p.app.say("cmd.mended"), p.faint(f.Message))
	}
	for _, f := range c.New {
		p.line("  %s %s", p.yellow(p.app.say("cmd.new")), f.Message)
	}
	for _, s := range c.Sections {
		p.line("  %s: %s → %s", s.Name, p.status(s.Before), p.status(s.After))
	}
	if len(c.Gone)+len(c.Come) > 0 {
		p.line("  %s", p.app.say("cmd.passages_changed", itoa(len(c.Gone)), itoa(len(c.Come))))
	}
}

func (p *printer) head(v *analyzer.View) {
	name := v.Draft.File
	if v.Draft.Part > 0 {
		name += " #" + itoa(v.Draft.Part)
	}
	p.line("%s", p.bold(name))
	facts := []string{p.app.say("cmd.chars", itoa(v.Draft.Chars)), v.Template.Name}
	if v.Draft.Unit != "" {
		facts = append([]string{v.Draft.Unit}, facts...)
	}
	p.line("  %s", p.faint(strings.Join(facts, " · ")))
	for _, w := range v.Draft.Warnings {
		p.line("  %s", p.yellow(w.Message))
	}
}

func (p *printer) sections(v *analyzer.View) {
	p.line("\n%s", p.bold(p.app.say("cmd.sections")))
	for _, s := range v.Sections {
		if !s.Required && s.Status == template.Missing {
			continue
		}
		p.line("  %s  %s", p.status(s.Status), s.Name)
		if s.Status == template.Missing || s.Status == template.Thin {
			p.line("      %s", p.faint(s.Why))
		}
	}
	var weak []string
	for _, pt := range v.Points {
		if pt.Required && pt.Status == template.Missing {
			weak = append(weak, pt.Name)
		}
	}
	if len(weak) > 0 {
		p.line("  %s", p.app.say("cmd.points_missing", strings.Join(weak, "、")))
	}
}

func (p *printer) status(s template.Status) string {
	t := "[" + p.app.say(messageKey("status", string(s))) + "]"
	switch s {
	case template.Missing:
		return p.red(t)
	case template.Thin:
		return p.yellow(t)
	}
	return t
}

func (p *printer) faults(v *analyzer.View) {
	if len(v.Faults) == 0 {
		return
	}
	p.line("\n%s", p.bold(p.app.say("cmd.faults", itoa(len(v.Faults)))))
	for _, f := range v.Faults {
		said := f.Message
		if f.Severity == "error" {
			said = p.red(said)
		}
		p.line("  %6d  %s %s", f.Start, said, p.faint(f.Suggestion))
	}
}

// shownPassages is how many passages are printed; the JSON has them all.
const shownPassages = 20

func (p *printer) passages(v *analyzer.View) {
	p.line("\n%s", p.bold(p.app.say("cmd.reuse", itoa(v.Reuse.Compared.Reports))))
	if v.Reuse.Limit > 0 {
		p.line("  %s", p.app.say("cmd.limit", itoa(v.Reuse.Limit)))
	}
	if r := v.Reuse.Ratios; r != nil && len(v.Reuse.Passages) > 0 {
		p.line("  %s", p.app.say("cmd.ratios", share(r.Total), share(r.WithoutSetPhrases), share(r.WithoutQuotations), share(r.OtherUnits), share(r.LargestSource)))
	}
	copied := 0
	for _, s := range v.Reuse.Passages {
		if !s.Kind.Copied() {
			continue
		}
		if copied++; copied <= shownPassages {
			p.passage(s)
		}
	}
	if copied == 0 {
		p.line("  %s", p.app.say("cmd.no_passages"))
	}
	if v.Reuse.Explanation != "" {
		p.line("  %s", p.faint(v.Reuse.Explanation))
	}
	if copied > shownPassages {
		p.line("  %s", p.faint(p.app.say("cmd.more_passages", itoa(copied-shownPassages))))
	}
	p.common(v.Reuse.Passages)
}

// explained is how many sentences of a passage's explanation are printed; the
// JSON has them all.
const explained = 2

// passage prints one passage, and with --verbose why it was taken.
func (p *printer) passage(s analyzer.PassageView) {
	p.line("  %6d  %s %s", s.Start, p.kind(s.Kind), p.app.say("cmd.passage", itoa(s.End-s.Start), share(s.Similarity), sourceName(s.Sources[0])))
	if p.app.verbose && len(s.Explanation) > 0 {
		p.line("          %s", p.faint(message.InARow(p.app.lang, s.Explanation[:min(explained, len(s.Explanation))]...)))
	}
}

// common says how much text belongs to no one source, and with --verbose
// which: with --families much may come here that was a copy before.
func (p *printer) common(all []analyzer.PassageView) {
	chars := 0
	var list []analyzer.PassageView
	for _, s := range all {
		if s.Kind == reuse.SetPhrase || s.Kind == reuse.SharedText {
			list = append(list, s)
			chars += s.Chars
		}
	}
	if len(list) == 0 {
		return
	}
	p.line("  %s", p.faint(p.app.say("cmd.common", itoa(len(list)), itoa(chars))))
	if !p.app.verbose {
		return
	}
	for _, s := range list[:min(shownPassages, len(list))] {
		p.passage(s)
	}
}

func (p *printer) kind(k reuse.Kind) string {
	name := p.app.say(messageKey("kind", string(k)))
	switch {
	case !k.Copied():
		return name
	case k == reuse.OwnHistory:
		return p.yellow(name)
	}
	return p.red(name)
}

func sourceName(s analyzer.SourceView) string {
	parts := []string{}
	if s.Unit != "" {
		parts = append(parts, s.Unit)
	}
	if s.Year > 0 {
		parts = append(parts, itoa(s.Year))
	}
	parts = append(parts, s.Title)
	return strings.Join(parts, " ")
}

func share(x float64) string { return fmt.Sprintf("%.0f%%", 100*x) }
