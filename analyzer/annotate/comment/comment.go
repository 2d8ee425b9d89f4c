// Package comment puts comments (批注) on a Word file and leaves everything
// else in it as it was: the XML of the main part is cut open at the borders
// of runs and the marks are put in between, every other entry of the zip is
// copied byte for byte. Nothing is parsed into a model and written anew, so
// nothing that this program does not know can get lost.
//
// A comment needs four things (ISO/IEC 29500-1, 17.13.4): marks where its
// range begins and ends and where it is referred to, in the main part; the
// comment in a part of its own; the relationship between the two; and the
// content type. Comments that this package wrote before are recognised by
// author and marker and are replaced; those of people stay, and so do ours
// that somebody answered or marked as done.
package comment

import (
	"context"
	"errors"
	"time"

	"hegao/analyzer/extract/docx"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/text"
)

// Author and Initials are the name under which comments are written.
const (
	Author   = "核稿 Hegao"
	Initials = "核稿"
)

// The warnings of this package; they have no arguments.
const (
	// WarnProtected says that the file is protected against changes, so that
	// people may not be able to answer or delete the comments.
	WarnProtected text.WarningCode = "docx_protected"
	// WarnSigned says that the file's digital signature no longer holds.
	WarnSigned text.WarningCode = "docx_signed"
)

// ErrOtherText says that the text of the file is not the one that the notes
// are about.
var ErrOtherText = errors.New("the file holds another text")

// Note is one comment to write.
type Note struct {
	// ID is the same for the same finding in a later version of the draft.
	// It goes into the comment as its marker.
	ID string
	// Span is what the comment is about, in bytes of the extracted text.
	Span text.Span
	// Lines are the comment's paragraphs, the first of which is a heading.
	Lines []string
}

// File is a Word file with the text that was extracted from it.
type File struct {
	Name string // for messages
	Data []byte
	Text string
}

// Result is the file with comments.
type Result struct {
	Data []byte
	// Written, Kept and Removed count our own comments: new ones, old ones
	// that somebody has answered or marked as done, and old ones taken out.
	Written, Kept, Removed int
	Warnings               []text.Warning
}

// Write puts the notes on the file. The zero date writes none. The same
// input gives the same bytes. Where no range can be put around a note's text,
// as in a formula or a text box, it goes around the element or the paragraph
// that holds it.
//
// It fails as docx.Read does, and with ErrOtherText. Cost: linear in the file
// and the notes.
func Write(ctx context.Context, f File, lim limits.Limits, notes []Note, date time.Time) (*Result, error) {
	file, err := docx.Open(ctx, f.Name, f.Data, lim)
	if err != nil {
		return nil, err
	}
	doc, trace, err := file.Read()
	if err != nil {
		return nil, err
	}
	if doc.Text != f.Text {
		return nil, ErrOtherText
	}
	w := &writer{file: file, doc: doc, trace: trace, date: date, res: &Result{}}
	if err := w.read(); err != nil {
		return nil, err
	}
	w.placer = newPlacer(doc, trace, w.space)
	notes = w.wanted(notes)
	if len(notes) == 0 && w.res.Removed == 0 {
		w.res.Data = f.Data
		return w.res, nil
	}
	return w.write(notes)
}

// writer is the work on one file.
type writer struct {
	file  *docx.File
	doc   *text.Document
	trace *docx.Trace
	date  time.Time
	space string // the namespace of the main part
	old   *comments
	marks []oldMark // in the main part
	res   *Result

	placer *placer
}

// read looks at what is there already.
func (w *writer) read() error {
	var err error
	if w.space, err = w.namespace(); err != nil {
		return err
	}
	if w.old, err = w.readComments(); err != nil {
		return err
	}
	if w.marks, err = w.readMarks(); err != nil {
		return err
	}
	return w.warn()
}

// wanted leaves out what a comment that stays already says, and what has no
// place: the notes of a file without any paragraph.
func (w *writer) wanted(notes []Note) []Note {
	var out []Note
	for _, n := range notes {
		if !w.old.keeps[marker(n.ID)] && w.placer.canPlace(n.Span) {
			out = append(out, n)
		}
	}
	return out
}

func (w *writer) write(notes []Note) (*Result, error) {
	ids := w.newIDs(len(notes))
	replaced := map[string][]byte{w.trace.Main: w.mainPart(notes, ids)}
	added := map[string][]byte{}
	if err := w.addComments(notes, ids, replaced, added); err != nil {
		return nil, err
	}
	w.res.Written = len(notes)
	var err error
	w.res.Data, err = w.file.Rewrite(replaced, added)
	return w.res, err
}

// newIDs returns n ids that no comment has, from the highest on.
func (w *writer) newIDs(n int) []int {
	const most = 1<<31 - 2 // of an id in Word
	next := 0
	for id := range w.old.ids {
		next = max(next, id+1)
	}
	if next+n > most {
		next = 0
	}
	ids := make([]int, 0, n)
	for ; len(ids) < n; next++ {
		if !w.old.ids[next] {
			ids = append(ids, next)
		}
	}
	return ids
}

// mainPart is the main part without the old marks and with the new ones.
func (w *writer) mainPart(notes []Note, ids []int) []byte {
	var edits []edit
	for _, m := range w.marks {
		if _, gone := w.old.gone[m.id]; gone {
			edits = append(edits, edit{at: m.remove.Start, drop: m.remove.Len()})
		}
	}
	for i, n := range notes {
		w.placer.place(n.Span, ids[i])
	}
	return apply(w.trace.XML, append(edits, w.placer.edits()...))
}
