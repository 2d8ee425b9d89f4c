// Package wordml reads Word 2003 XML, one XML file that comes under the name
// of .doc or .xml, as a person sees it on the page.
//
// It is written after Microsoft's "Overview of WordprocessingML" for Office
// 2003. Most elements are those of a docx (ECMA-376 part 1, 17), which grew
// out of it; lists (w:listDef, w:list), tracked changes (aml:annotation) and
// sections (wx:sect) are not.
package wordml

import (
	"bytes"
	"context"
	"encoding/xml"
	"strconv"

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

// Is reports whether data is Word 2003 XML. Cost: O(1).
func Is(_ string, data []byte) bool {
	const looked = 4096
	head := data[:min(len(data), looked)]
	return bytes.Contains(head, []byte(":wordDocument")) &&
		bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte("<"))
}

// Read makes a document of Word 2003 XML. Every top-level paragraph that
// draws anything is a block, every table row is one, and the texts of notes
// come last. It fails with file_damaged, file_empty, text_too_long, one of
// the xml_… refusals, or ctx's error.
func Read(ctx context.Context, name string, data []byte, lim limits.Limits) (*text.Document, error) {
	source := &xmlpart.Source{Ctx: ctx, Name: name, Limits: lim, Damaged: func(cause error) error {
		return xmlpart.Damaged(name, "doc", cause)
	}}
	b := blocks.New(name, lim)
	w := newWalker(source.New(bytes.NewReader(data)))
	if err := w.root(b.Add); err != nil {
		return nil, err
	}
	for _, note := range w.notes {
		if err := b.Add(note); err != nil {
			return nil, err
		}
	}
	doc, err := b.Document(text.FormatDOC)
	if err != nil {
		return nil, err
	}
	doc.Meta = w.meta
	if w.tracked {
		doc.Warnings = append(doc.Warnings, text.Warning{Code: WarnTracked})
	}
	if w.hidden {
		doc.Warnings = append(doc.Warnings, text.Warning{Code: WarnHidden})
	}
	return doc, nil
}

// root reads the whole file.
func (w *walker) root(add func(blocks.Piece) error) error {
	if _, err := w.s.Root(); err != nil {
		return err
	}
	return w.s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "DocumentProperties":
			return w.readMeta()
		case "lists":
			return w.readLists()
		case "styles":
			return w.readStyles()
		case "body":
			return w.flow(&flow{add: add})
		}
		return nil
	})
}

func (w *walker) readMeta() error {
	return w.s.Each(func(el xml.StartElement) error {
		v, err := w.s.Chars()
		switch el.Name.Local {
		case "Title":
			w.meta.Title = meta.Line(v)
		case "Author":
			w.meta.Author = meta.Line(v)
		case "Company":
			w.meta.Unit = meta.Line(v)
		case "Created":
			w.meta.Created = meta.Date(v)
		case "LastSaved":
			w.meta.Modified = meta.Date(v)
		}
		return err
	})
}

func val(el xml.StartElement) string { return xmlpart.Value(el, "val") }

// on reads a switch: an element without a value is on.
func on(el xml.StartElement) bool { return val(el) != "off" }

// number reads an attribute that is an integer, -1 where it is none.
func number(el xml.StartElement, local string) int {
	n, err := strconv.ParseInt(xmlpart.Value(el, local), 10, 32)
	if err != nil {
		return -1
	}
	return int(n)
}
