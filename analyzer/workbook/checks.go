package workbook

import (
	"io"
	"strconv"

	"hegao/analyzer"
	"hegao/analyzer/batch"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
)

// Checks writes checks: a sheet of the drafts, one of their sections and
// points, one of faults, one of passages, and one of the files that could not
// be checked where there are any.
func Checks(w io.Writer, checks []*analyzer.View, failed []batch.FailureView, lang message.Lang) error {
	x := words{lang}
	sheets := []sheet{x.drafts(checks), x.sections(checks), x.faults(checks), x.passages(checks)}
	if len(failed) > 0 {
		sheets = append(sheets, x.failed(failed))
	}
	return write(w, sheets)
}

// words speaks one language.
type words struct{ lang message.Lang }

func (x words) say(key message.Key) string { return message.Text(x.lang, key) }

func (x words) head(keys ...message.Key) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = x.say(k)
	}
	return out
}

func (x words) drafts(checks []*analyzer.View) sheet {
	s := sheet{name: x.say("sheet.drafts"), head: x.head("sheet.file", "sheet.unit", "sheet.year", "sheet.title", "sheet.template",
		"sheet.chars", "sheet.faults", "sheet.total", "sheet.without_set_phrases", "sheet.other_units", "sheet.largest")}
	for _, v := range checks {
		s.rows = append(s.rows, append([]any{name(v), v.Draft.Unit, year(v.Draft.Year), v.Draft.Title, v.Template.Name, v.Draft.Chars, len(v.Faults)},
			ratios(v.Reuse.Ratios)...))
	}
	return s
}

// name is the file of a draft, with the part of it where the file was split.
func name(v *analyzer.View) string {
	if v.Draft.Part == 0 {
		return v.Draft.File
	}
	return v.Draft.File + " #" + strconv.Itoa(v.Draft.Part)
}

// year is a year, or nothing where it is unknown.
func year(y int) any {
	if y == 0 {
		return ""
	}
	return y
}

func ratios(r *reuse.Ratios) []any {
	if r == nil {
		return []any{"", "", "", ""}
	}
	return []any{share(r.Total), share(r.WithoutSetPhrases), share(r.OtherUnits), share(r.LargestSource)}
}

func (x words) sections(checks []*analyzer.View) sheet {
	s := sheet{name: x.say("sheet.sections"), head: x.head("sheet.file", "sheet.unit", "sheet.asked", "sheet.status", "sheet.chars", "sheet.why", "sheet.basis")}
	for _, v := range checks {
		for _, sec := range v.Sections {
			s.rows = append(s.rows, []any{name(v), v.Draft.Unit, sec.Name, x.status(sec.Status), sec.Chars, sec.Why, sec.Basis.Text})
		}
		for _, p := range v.Points {
			s.rows = append(s.rows, []any{name(v), v.Draft.Unit, p.Name, x.status(p.Status), "", p.Why, p.Basis.Text})
		}
	}
	return s
}

// status is the cell of a status; what is missing stands out.
func (x words) status(s template.Status) any {
	if s == "" {
		return ""
	}
	said := x.say("status." + message.Key(s))
	if s == template.Missing {
		return gap(said)
	}
	return said
}

func (x words) faults(checks []*analyzer.View) sheet {
	s := sheet{name: x.say("sheet.faults"), head: x.head("sheet.file", "sheet.unit", "sheet.severity", "sheet.text", "sheet.message", "sheet.suggestion", "sheet.at")}
	for _, v := range checks {
		for _, f := range v.Faults {
			s.rows = append(s.rows, []any{name(v), v.Draft.Unit, x.say("severity." + message.Key(f.Severity)), f.Text, f.Message, f.Suggestion, at(f.Start)})
		}
	}
	return s
}

// at is a place as people count it, from 1.
func at(start int) int { return start + 1 }

func (x words) passages(checks []*analyzer.View) sheet {
	s := sheet{name: x.say("sheet.passages"), head: x.head("sheet.file", "sheet.unit", "sheet.kind", "sheet.chars", "sheet.similarity", "sheet.at",
		"sheet.source_unit", "sheet.source_year", "sheet.source_title", "sheet.source_file", "sheet.source_at")}
	for _, v := range checks {
		for _, p := range v.Reuse.Passages {
			row := []any{name(v), v.Draft.Unit, x.say("kind." + message.Key(p.Kind)), p.Chars, share(p.Similarity), at(p.Start)}
			if len(p.Sources) > 0 {
				src := p.Sources[0]
				row = append(row, src.Unit, year(src.Year), src.Title, src.File, at(src.Start))
			}
			s.rows = append(s.rows, row)
		}
	}
	return s
}

func (x words) failed(all []batch.FailureView) sheet {
	s := sheet{name: x.say("sheet.failed"), head: x.head("sheet.file", "sheet.why")}
	for _, f := range all {
		s.rows = append(s.rows, []any{f.File, f.Message})
	}
	return s
}
