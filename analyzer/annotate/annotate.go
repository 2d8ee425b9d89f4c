// Package annotate gives a draft back with what was found in it: the Word
// file itself with comments (批注), the one-page sheet that goes with it
// (核稿单), and a copy to read that needs no program but a browser.
package annotate

import (
	"context"
	"errors"
	"time"

	"hegao/analyzer"
	"hegao/analyzer/annotate/comment"
	"hegao/analyzer/annotate/compose"
	"hegao/analyzer/annotate/finding"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// WarnRebuilt says that the comments stand in a file made from the text,
// because the draft itself is no Word file or was not kept.
const WarnRebuilt text.WarningCode = "docx_rebuilt"

// Options say how a draft is written.
type Options struct {
	Lang message.Lang
	// Date is that of the comments; the zero date writes none.
	Date time.Time
}

// Draft returns the draft as a Word file with a comment at every finding.
// original is the file that was checked: where it is a Word file everything
// but the comments stays as it is. For any other, or nil, a Word file is made
// from the report's text. The same input gives the same bytes.
//
// The report must be that of the whole file. Errors are those of docx.Read.
// Cost: linear in the file and the findings.
func Draft(ctx context.Context, r *analyzer.Report, original []byte, o Options) (*comment.Result, error) {
	notes := notesOf(r, o.Lang)
	if r.Draft.Format == text.FormatDOCX && original != nil {
		f := comment.File{Name: r.Draft.File, Data: original, Text: r.Text}
		res, err := comment.Write(ctx, f, limits.Default(), notes, o.Date)
		if !errors.Is(err, comment.ErrOtherText) {
			return res, err
		}
	}
	made, err := compose.Draft(r)
	if err != nil {
		return nil, err
	}
	for i := range notes {
		notes[i].Span = made.Span(notes[i].Span)
	}
	f := comment.File{Name: r.Draft.File, Data: made.Data, Text: made.Text}
	res, err := comment.Write(ctx, f, limits.Default(), notes, o.Date)
	if err != nil {
		return nil, err
	}
	res.Warnings = append(res.Warnings, text.Warning{Code: WarnRebuilt})
	return res, nil
}

// notesOf makes a comment of every finding. Points stand nowhere, so all of
// them share one at the title.
func notesOf(r *analyzer.Report, lang message.Lang) []comment.Note {
	var notes []comment.Note
	points := -1
	for _, f := range finding.Of(r, lang) {
		if f.Class == finding.Point {
			if points < 0 {
				points = len(notes)
				notes = append(notes, comment.Note{ID: "p", Span: f.Span, Lines: []string{message.Text(lang, "comment.points")}})
			}
			n := &notes[points]
			n.Lines = append(n.Lines, message.InARow(lang, f.Why, inBrackets(lang, f.Basis)))
			continue
		}
		n := comment.Note{ID: f.ID, Span: f.Span, Lines: []string{f.Kind, f.Why}}
		for _, more := range []string{f.Source, f.Basis} {
			if more != "" {
				n.Lines = append(n.Lines, more)
			}
		}
		notes = append(notes, n)
	}
	return notes
}

func inBrackets(lang message.Lang, s string) string {
	if s == "" {
		return ""
	}
	return message.Text(lang, "comment.basis", s)
}
