// Package rtf reads Rich Text Format as a person sees it on the page: with
// the numbers of lists, which the writing program leaves in the file, with
// tracked changes accepted, and with field codes and hidden text left out.
//
// It is written after the Rich Text Format Specification 1.9.1: "Contents of
// an RTF File" (groups, destinations, \*, \bin), "Unicode RTF" (\u, \uc,
// \upr), "Font Table" (\fcharset), "Paragraph Text" (\listtext, \pntext,
// \outlinelevel), "Table Definitions" (\intbl, \itap, nested cells),
// "Track Changes" and "Fields".
package rtf

import (
	"bytes"
	"context"
	"errors"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/meta"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/text"
)

// The warnings of this package, the same as those of package docx.
const (
	// WarnTracked says that insertions were kept and deletions left out.
	WarnTracked text.WarningCode = "tracked_changes"
	// WarnHidden says that hidden text was left out.
	WarnHidden text.WarningCode = "hidden_text"
)

// Is reports whether data is RTF. Cost: O(1) but for blanks at its start.
func Is(_ string, data []byte) bool {
	const looked = 1024
	head := bytes.TrimPrefix(data[:min(len(data), looked)], []byte("\xef\xbb\xbf"))
	return bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte(`{\rtf`))
}

// Read makes a document of RTF. Every paragraph outside tables that draws
// anything is a block and every table row is one; a text box follows its
// paragraph, and notes come last. A file that ends in the middle is read as
// far as it goes. It fails with file_damaged, file_empty, text_too_long,
// xml_limit for groups nested too deeply, or ctx's error.
// Cost: O(len(data)).
func Read(ctx context.Context, name string, data []byte, lim limits.Limits) (*text.Document, error) {
	if !Is(name, data) {
		return nil, xmlpart.Damaged(name, "rtf", errors.New("no RTF"))
	}
	b := blocks.New(name, lim)
	r := newReader(b.Add)
	if err := r.readAll(ctx, name, data, lim); err != nil {
		return nil, err
	}
	doc, err := b.Document(text.FormatRTF)
	if err != nil {
		return nil, err
	}
	doc.Meta = text.Meta{
		Title: meta.Line(r.title.String()), Author: meta.Line(r.author.String()), Unit: meta.Line(r.company.String()),
		Created: r.created.date(), Modified: r.modified.date(),
	}
	if r.tracked {
		doc.Warnings = append(doc.Warnings, text.Warning{Code: WarnTracked})
	}
	if r.hidden {
		doc.Warnings = append(doc.Warnings, text.Warning{Code: WarnHidden})
	}
	return doc, nil
}

// readAll goes through the file once.
func (r *reader) readAll(ctx context.Context, name string, data []byte, lim limits.Limits) error {
	lex := lexer{data: data}
	for n := 1; ; n++ {
		if n%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if r.to == nowhere {
			lex.skipText()
		}
		t := lex.next()
		if t.kind == tokenEnd {
			break
		}
		if err := r.token(t); err != nil {
			return err
		}
		if len(r.groups) > lim.XMLDepth {
			return limits.Structure(name, lim.XMLDepth, errors.New("depth of RTF groups"))
		}
		if t.kind == tokenClose && len(r.groups) == 0 {
			break // what follows the end is no part of it
		}
		if r.written > lim.TextRunes {
			return lim.TooLong(name)
		}
	}
	return r.finish()
}
