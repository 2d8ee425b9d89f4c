package workbook

import (
	"io"
	"strings"

	"hegao/analyzer"
	"hegao/analyzer/batch"
	"hegao/analyzer/message"
)

// Batch writes a batch: who handed in (where there is a roster), the drafts,
// the files that could not be checked (where there are any), the matrix, what
// is shared, and then the sheets that Checks writes of the checks, which are in
// the order of the batch's drafts.
func Batch(w io.Writer, b *batch.View, checks []*analyzer.View, lang message.Lang) error {
	x := words{lang}
	var sheets []sheet
	if b.Roster.Expected {
		sheets = append(sheets, x.roster(b))
	}
	sheets = append(sheets, x.handedIn(b))
	if len(b.Failed) > 0 {
		sheets = append(sheets, x.failed(b.Failed))
	}
	return write(w, append(sheets, x.matrix(b), x.pairs(b), x.groups(b), x.mistakes(b), x.sections(checks), x.faults(checks), x.passages(checks)))
}

func (x words) roster(b *batch.View) sheet {
	s := sheet{name: x.say("sheet.roster"), head: x.head("sheet.unit", "sheet.handed_in", "sheet.file")}
	for _, l := range b.Roster.Lines {
		var state any = gap(x.say("sheet.not_yet"))
		var files []string
		for _, k := range l.Drafts {
			state = x.say("sheet.yes")
			files = append(files, b.Drafts[k].File)
		}
		s.rows = append(s.rows, []any{l.Name, state, strings.Join(files, "\n")})
	}
	for _, k := range b.Roster.Unlisted {
		s.rows = append(s.rows, []any{b.Drafts[k].Unit, x.say("sheet.unlisted"), b.Drafts[k].File})
	}
	return s
}

func (x words) handedIn(b *batch.View) sheet {
	s := sheet{name: x.say("sheet.drafts"), head: x.head("sheet.file", "sheet.unit", "sheet.year", "sheet.title", "sheet.chars",
		"sheet.errors", "sheet.warnings", "sheet.within", "sheet.past")}
	for _, d := range b.Drafts {
		row := []any{d.File, d.Unit, year(d.Year), d.Title, d.Chars, d.Faults.Errors, d.Faults.Warnings, "", ""}
		if d.Shared != nil {
			row[7] = share(*d.Shared)
		}
		if d.Archive != nil {
			row[8] = share(d.Archive.WithoutSetPhrases)
		}
		s.rows = append(s.rows, row)
	}
	return s
}

func (x words) matrix(b *batch.View) sheet {
	s := sheet{name: x.say("sheet.matrix"), head: x.head("sheet.unit", "sheet.file"), fixed: 1, foot: []any{x.say("sheet.lacking"), ""}}
	for _, c := range b.Matrix.Columns {
		s.head = append(s.head, c.Name)
		s.foot = append(s.foot, c.Lacking())
	}
	for k, d := range b.Drafts {
		row := []any{d.Unit, d.File}
		for _, status := range b.Matrix.Cells[k] {
			row = append(row, x.status(status))
		}
		s.rows = append(s.rows, row)
	}
	return s
}

func (x words) pairs(b *batch.View) sheet {
	s := sheet{name: x.say("sheet.pairs"), head: x.head("sheet.unit", "sheet.file", "sheet.unit", "sheet.file", "sheet.alike")}
	for _, p := range b.Pairs {
		one, two := b.Drafts[p.Drafts[0]], b.Drafts[p.Drafts[1]]
		s.rows = append(s.rows, []any{one.Unit, one.File, two.Unit, two.File, share(p.Ratio)})
	}
	return s
}

func (x words) groups(b *batch.View) sheet {
	s := sheet{name: x.say("sheet.groups"), head: x.head("sheet.group", "sheet.units", "sheet.chars", "sheet.common", "sheet.unit", "sheet.file", "sheet.at", "sheet.text")}
	for i, g := range b.Groups {
		common := x.say("sheet.no")
		if g.Common {
			common = x.say("sheet.yes")
		}
		for _, m := range g.Members {
			s.rows = append(s.rows, []any{i + 1, g.Units, g.Chars, common, b.Drafts[m.Draft].Unit, b.Drafts[m.Draft].File, at(m.Start), g.Text})
		}
	}
	return s
}

func (x words) mistakes(b *batch.View) sheet {
	s := sheet{name: x.say("sheet.mistakes"), head: x.head("sheet.group", "sheet.text", "sheet.message", "sheet.unit", "sheet.file", "sheet.at")}
	for i, mistake := range b.Mistakes {
		for _, m := range mistake.Members {
			s.rows = append(s.rows, []any{i + 1, mistake.Text, mistake.Message, b.Drafts[m.Draft].Unit, b.Drafts[m.Draft].File, at(m.Start)})
		}
	}
	return s
}
