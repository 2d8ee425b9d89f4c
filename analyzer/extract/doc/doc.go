// Package doc reads the Word documents of before 2007 (.doc, .dot) and the
// .wps that WPS writes, which are the same inside, as a person sees them on
// the page: with automatic numbers counted, tracked changes accepted, field
// codes and hidden text left out.
//
// It is written after [MS-DOC]: 2.5 the Fib; 2.4.1 retrieving text and 2.9.38
// Clx, 2.9.177 Pcd; 2.4.6.1 and 2.4.6.2 direct properties with 2.9.32
// ChpxFkp, 2.9.174 PapxFkp and 2.6 Sprms; 2.9.271 STSH; 2.9.147 LSTF, 2.9.150
// LVLF, 2.9.131 LFO, 2.9.133 LFOLVL; 2.4.3 tables; 2.8.25 fields. The
// container is that of [MS-CFB], the summary that of [MS-OLEPS]; the names of
// number formats are in [MS-OSHARED] 2.2.1.3.
package doc

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// The warnings of this package, the same as those of package docx.
const (
	// WarnTracked says that insertions were kept and deletions left out.
	WarnTracked text.WarningCode = "tracked_changes"
	// WarnHidden says that hidden text was left out.
	WarnHidden text.WarningCode = "hidden_text"
)

// Is reports whether data is a Word document of before 2007, one of the
// older kinds that Read explains it cannot read, or, under their names, a
// broken one. Cost: O(directory of the container).
func Is(name string, data []byte) bool {
	if isVeryOld(name, data) {
		return true
	}
	if !bytes.HasPrefix(data, []byte(signature)) {
		return false
	}
	c, err := openContainer(data)
	if err != nil {
		return isNamed(name)
	}
	return c.has(mainStream) || c.isWorks()
}

// isNamed reports whether the name is one of those Word documents have.
func isNamed(name string) bool {
	name = strings.ToLower(name)
	for _, suffix := range []string{".doc", ".dot", ".wps", ".wpt"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}

// isVeryOld tells Word 1, 2 and Word for DOS, which have no container.
func isVeryOld(name string, data []byte) bool {
	for _, start := range []string{"\xdb\xa5", "\x9b\xa5", "\x31\xbe\x00\x00"} {
		if bytes.HasPrefix(data, []byte(start)) {
			return isNamed(name)
		}
	}
	return false
}

// Read makes a document of a Word document. Every paragraph outside tables
// that draws anything is a block and every table row is one; the texts of
// text boxes, foot- and endnotes come last. It fails with file_damaged,
// encrypted, word_too_old (Word 6 and 95), works_file, file_empty,
// text_too_long, xml_limit for a container of too many entries, or ctx's error. Cost: O(len(data)).
func Read(ctx context.Context, name string, data []byte, lim limits.Limits) (*text.Document, error) {
	if isVeryOld(name, data) {
		return nil, tooOld(name)
	}
	f, err := open(ctx, name, data, lim)
	if err != nil {
		return nil, err
	}
	b := blocks.New(name, lim)
	w := &walker{file: f, add: b.Add}
	if err := w.readAll(); err != nil {
		return nil, err
	}
	doc, err := b.Document(text.FormatDOC)
	if err != nil {
		return nil, err
	}
	doc.Meta = f.meta()
	if w.tracked {
		doc.Warnings = append(doc.Warnings, text.Warning{Code: WarnTracked})
	}
	if w.hidden {
		doc.Warnings = append(doc.Warnings, text.Warning{Code: WarnHidden})
	}
	return doc, nil
}

// file is an opened document.
type file struct {
	ctx  context.Context
	name string
	lim  limits.Limits
	// main, table and data are the streams WordDocument, 0Table or 1Table,
	// and Data; the others say what the file claims of itself.
	main, table, data, summary, docSummary buffer

	fib    fib
	pieces []piece
	prcs   [][]byte // properties that pieces point at
	chars  []charRun
	paras  []paraRun
	styles []style
	lists  lists

	huge int // bytes of Data that were read as properties
}

func open(ctx context.Context, name string, data []byte, lim limits.Limits) (*file, error) {
	c, err := openContainer(data)
	if err != nil {
		if errors.Is(err, errEntries) {
			return nil, limits.Structure(name, entriesMax, err)
		}
		return nil, damaged(name, err)
	}
	if !c.has(mainStream) && c.isWorks() {
		return nil, message.Errorf(message.Unsupported, "works_file", name)
	}
	f := &file{ctx: ctx, name: name, lim: lim, main: c.stream(mainStream)}
	f.fib = readFib(f.main)
	switch {
	case f.fib.isOld():
		return nil, tooOld(name)
	case !f.fib.valid():
		return nil, damaged(name, errors.New("no Fib"))
	case f.fib.encrypted():
		return nil, message.Errorf(message.Unsupported, "encrypted", name)
	}
	f.table = c.stream(f.fib.tableName())
	f.data = c.stream("Data")
	f.summary = c.stream("SummaryInformation")
	f.docSummary = c.stream("DocumentSummaryInformation")
	if err := f.readPieces(); err != nil {
		return nil, err
	}
	f.readRuns()
	f.readStyles()
	f.readLists()
	return f, nil
}

func damaged(name string, cause error) error { return xmlpart.Damaged(name, "doc", cause) }

func tooOld(name string) error { return message.Errorf(message.Unsupported, "word_too_old", name) }
