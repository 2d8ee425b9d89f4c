// Package sarif writes checks as SARIF 2.1.0 (OASIS, "Static Analysis Results
// Interchange Format"), which editors and build servers read: one result for
// each fault, each section or point that is missing or thin, and each passage
// that also stands elsewhere. Files that could not be checked are notifications
// of the one invocation.
//
// Places are code points of the extracted text, which for a plain text in
// UTF-8 is the file's own; for others the words of a fault come with it.
package sarif

import (
	"encoding/json"
	"io"
	"strings"

	"hegao/analyzer"
	"hegao/analyzer/batch"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
)

// Write writes the checks as one log with one run. Errors are those of w. Cost:
// linear in what is written.
func Write(w io.Writer, checks []*analyzer.View, failed []batch.FailureView, lang message.Lang) error {
	r := newWriter(lang)
	for _, v := range checks {
		r.check(v)
	}
	for _, f := range failed {
		r.fail(f)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(log{schemaURI, version, []run{r.run}})
}

// writer fills a run.
type writer struct {
	run
	lang      message.Lang
	rules     map[string]int // indices of Tool.Driver.Rules
	artifacts map[artifact]bool
}

func newWriter(lang message.Lang) *writer {
	return &writer{lang: lang, rules: map[string]int{}, artifacts: map[artifact]bool{}, run: run{
		Tool: tool{driver{Name: "Hegao", Rules: []rule{}}}, Language: tag(lang), ColumnKind: "unicodeCodePoints",
		Invocations: []invocation{{Successful: true}}, Artifacts: []artifact{}, Results: []result{},
	}}
}

func tag(lang message.Lang) string {
	if lang == message.English {
		return "en-US"
	}
	return "zh-CN"
}

func (w *writer) fail(f batch.FailureView) {
	inv := &w.Invocations[0]
	inv.Successful = false
	inv.Notifications = append(inv.Notifications, notification{
		Level: "error", Message: words{f.Message}, Locations: []location{whole(fileURI(f.File))},
	})
}

func (w *writer) check(v *analyzer.View) {
	file := fileURI(v.Draft.File)
	// A file that was split comes once for each part.
	if a := (artifact{uri{file}, hashes{v.Draft.SHA256}}); !w.artifacts[a] {
		w.artifacts[a] = true
		w.Artifacts = append(w.Artifacts, a)
	}
	for _, f := range v.Faults {
		where := at(file, f.Start, f.End)
		where.Physical.Region.Snippet = &words{f.Text}
		w.add(w.faultRule(f.Rule), level(fault.Severity(f.Severity)), message.InARow(w.lang, f.Message, f.Suggestion), where, f.ID)
	}
	for _, s := range v.Sections {
		w.section(file, s)
	}
	for _, p := range v.Points {
		if lacks(p.Status) {
			w.add(w.statusRule("point", p.Status), "note", p.Name+": "+p.Why, whole(file), "point/"+string(p.ID))
		}
	}
	for _, p := range v.Reuse.Passages {
		w.passage(file, p)
	}
}

func lacks(s template.Status) bool { return s == template.Missing || s == template.Thin }

// section adds a section that lacks something: as grave as its template says
// where it must be there and is not, else a note.
func (w *writer) section(file string, s analyzer.SectionView) {
	if !lacks(s.Status) {
		return
	}
	grave := "note"
	if s.Required && s.Status == template.Missing {
		grave = level(fault.Severity(s.Level))
	}
	where := whole(file)
	if s.Start != nil {
		where = at(file, *s.Start, *s.End)
	}
	w.add(w.statusRule("section", s.Status), grave, s.Name+": "+s.Why, where, "section/"+string(s.ID))
}

// passage adds a passage; what nobody copied is a note.
func (w *writer) passage(file string, p analyzer.PassageView) {
	grave := "note"
	if p.Kind == reuse.Verbatim || p.Kind == reuse.Near {
		grave = "warning"
	}
	kind := rule{"reuse/" + string(p.Kind), words{message.Text(w.lang, "kind."+message.Key(p.Kind))}}
	r := w.add(kind, grave, p.Why, at(file, p.Start, p.End), p.ID)
	seen := map[analyzer.SourceView]bool{} // related locations must differ
	for _, s := range p.Sources {
		if s.Report, s.Similarity = "", 0; seen[s] {
			continue
		}
		seen[s] = true
		l := at(fileURI(s.File), s.Start, s.End)
		l.Message = &words{strings.TrimSpace(s.Unit + " " + s.Title)}
		r.Related = append(r.Related, l)
	}
}

// faultRule is a rule of faults; one that the catalogue does not name is a
// fault like others.
func (w *writer) faultRule(id string) rule {
	key := message.Key("page.rule." + id)
	name := message.Text(w.lang, key)
	if name == string(key) {
		name = message.Text(w.lang, "page.rule.other")
	}
	return rule{"fault/" + id, words{name}}
}

func (w *writer) statusRule(of string, s template.Status) rule {
	return rule{of + "/" + string(s), words{message.Text(w.lang, "sheet.sections") + ": " + message.Text(w.lang, "status."+message.Key(s))}}
}

// add adds a result and returns it, to be completed before the next.
func (w *writer) add(is rule, level, said string, where location, fingerprint string) *result {
	index, known := w.rules[is.ID]
	if !known {
		index = len(w.Tool.Driver.Rules)
		w.rules[is.ID] = index
		w.Tool.Driver.Rules = append(w.Tool.Driver.Rules, is)
	}
	w.Results = append(w.Results, result{
		RuleID: is.ID, RuleIndex: index, Level: level, Message: words{said}, Locations: []location{where},
		Fingerprints: map[string]string{fingerprintKey: fingerprint},
	})
	return &w.Results[len(w.Results)-1]
}

// level is SARIF's word for a severity.
func level(s fault.Severity) string {
	switch s {
	case fault.Error:
		return "error"
	case fault.Warning:
		return "warning"
	}
	return "note"
}
