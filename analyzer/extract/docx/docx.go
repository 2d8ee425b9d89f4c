// Package docx reads Word documents as a person sees them on the page: with
// the automatic numbers, which are not in the text of the file but have to
// be counted, with tracked changes accepted, and with what the page does not
// show left out.
//
// It is written after ISO/IEC 29500-1, parts 17 (WordprocessingML) and, for
// the container, 29500-2. Elements are told by their local names, so strict
// and transitional files read alike.
package docx

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// The warnings of this package; they have no arguments.
const (
	// WarnTracked says that insertions were kept and deletions left out.
	WarnTracked text.WarningCode = "tracked_changes"
	// WarnHidden says that hidden text was left out.
	WarnHidden text.WarningCode = "hidden_text"
)

// contentTypesMax bounds how much of the content types is looked at.
const contentTypesMax = 1 << 20

// Is reports whether data is a Word document, whole or damaged, or an Office
// document with a password, which may be one. Cost: O(entries of the zip).
func Is(name string, data []byte) bool {
	if isEncrypted(data) {
		return true
	}
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) || zipfile.IsZip(data) {
		return false
	}
	a, err := zipfile.Open(name, data, limits.Default())
	if err != nil {
		// A damaged package of some kind: its parts or its name say which.
		return bytes.Contains(data, []byte("word/")) || strings.HasSuffix(strings.ToLower(name), ".docx")
	}
	types, err := readTypes(a)
	if err != nil || types == "" {
		return a.Has(usualMain)
	}
	for _, main := range []string{"wordprocessingml.document.main", "wordprocessingml.template.main", "ms-word."} {
		if strings.Contains(types, main) {
			return true
		}
	}
	return false
}

func readTypes(a *zipfile.Archive) (string, error) {
	r, err := a.Part("[Content_Types].xml")
	if r == nil {
		return "", err
	}
	defer r.Close()
	types, err := io.ReadAll(io.LimitReader(r, contentTypesMax))
	return string(types), err
}

// Read makes a document of a Word document. Every top-level paragraph that
// draws anything is a block, every table row is one, and the texts of foot-
// and endnotes come last. It fails with docx_damaged, encrypted, file_empty,
// text_too_long, one of the zip_… or xml_… refusals, or ctx's error.
func Read(ctx context.Context, name string, data []byte, lim limits.Limits) (*text.Document, error) {
	o, err := open(ctx, name, data, lim)
	if err != nil {
		return nil, err
	}
	doc, err := read(o, nil)
	if err != nil {
		return nil, asDocx(name, err)
	}
	return doc, nil
}

func open(ctx context.Context, name string, data []byte, lim limits.Limits) (*opened, error) {
	if isEncrypted(data) {
		return nil, message.Errorf(message.Unsupported, "encrypted", name)
	}
	a, err := zipfile.Open(name, data, lim)
	if err != nil {
		return nil, asDocx(name, err)
	}
	o := &opened{ctx: ctx, name: name, lim: lim, zip: a}
	o.source = o.newSource()
	return o, nil
}

// read reads the document, and for r where its text stands.
func read(o *opened, r *recorder) (*text.Document, error) {
	places, err := o.findParts()
	if err != nil {
		return nil, err
	}
	w := &walker{styles: &styles{}, numbering: &numbering{}, trace: r}
	err = o.part(places.styles, func(s *stream) (err error) {
		w.styles, err = readStyles(s)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = o.part(places.numbering, func(s *stream) (err error) {
		w.numbering, err = readNumbering(s)
		return err
	})
	if err != nil {
		return nil, err
	}
	b := blocks.New(o.name, o.lim)
	if err := o.readText(places, w, b); err != nil {
		return nil, err
	}
	return o.document(places, w, b)
}

// readText walks through the main part and the notes.
func (o *opened) readText(places places, w *walker, b *blocks.Builder) error {
	err := o.mainPart(places.main, w.trace, func(s *stream) error {
		w.s = s
		return w.main(b)
	})
	if err != nil {
		return err
	}
	for _, notes := range []string{places.footnotes, places.endnotes} {
		err := o.part(notes, func(s *stream) error {
			w.s = s
			return w.notes(b)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (o *opened) document(places places, w *walker, b *blocks.Builder) (*text.Document, error) {
	doc, err := b.Document(text.FormatDOCX)
	if err != nil {
		return nil, err
	}
	w.trace.finish(places, b.Origins())
	if doc.Meta, err = o.readMeta(places); err != nil {
		return nil, err
	}
	if w.tracked {
		doc.Warnings = append(doc.Warnings, text.Warning{Code: WarnTracked})
	}
	if w.hidden {
		doc.Warnings = append(doc.Warnings, text.Warning{Code: WarnHidden})
	}
	return doc, nil
}

// main walks through document.xml.
func (w *walker) main(b *blocks.Builder) error {
	root, err := w.s.Root()
	if err != nil {
		return err
	}
	if root.Name.Local != "document" {
		return damaged(w.s.Name, errors.New("main part is "+root.Name.Local))
	}
	return w.s.Each(func(el xml.StartElement) error {
		if el.Name.Local != "body" {
			return nil
		}
		return w.flow(&flow{add: b.Add})
	})
}

// notes walks through footnotes.xml or endnotes.xml. The notes that have a
// type are the lines that separate notes from the text.
func (w *walker) notes(b *blocks.Builder) error {
	if _, err := w.s.Root(); err != nil {
		return err
	}
	return w.s.Each(func(el xml.StartElement) error {
		kind, _ := xmlpart.Attr(el, "type")
		isNote := el.Name.Local == "footnote" || el.Name.Local == "endnote"
		if !isNote || kind != "" && kind != "normal" {
			return nil
		}
		id, _ := xmlpart.Attr(el, "id")
		defer w.trace.note(el.Name.Local, id)()
		return w.flow(&flow{add: b.Add})
	})
}

func damaged(name string, cause error) error {
	return message.Errorf(message.Damaged, "docx_damaged", name).Wrap(cause)
}

// asDocx says "docx" where the zip reader said "zip".
func asDocx(name string, err error) error {
	if message.CodeOf(err) == message.Damaged {
		return damaged(name, err)
	}
	return err
}
