// Package odt reads OpenDocument texts (.odt, .ott) and their flat form
// (.fodt) as a person sees them on the page: with automatic numbers counted,
// tracked changes accepted, and hidden text left out.
//
// It is written after OASIS OpenDocument 1.3 part 3 (ISO/IEC 26300): 3 the
// document structure, 5.3 lists and 19.880 the choice of a list style, 16.30
// list styles and 19.500 style:num-format, 16.34 the outline style, 6.1.2
// white space, 6.3 notes, 5.5 change tracking, 9.1 tables; and after part 2
// for the package. Elements are told by their local names.
package odt

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"slices"
	"strings"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/meta"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/extract/zipfile"
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

const (
	kind       = "odt"
	mediaType  = "opendocument.text"
	manifest   = "META-INF/manifest.xml"
	content    = "content.xml"
	lookedFlat = 4096
)

// Is reports whether data is an OpenDocument text, whole or, under its name,
// damaged. Cost: O(entries of the zip).
func Is(name string, data []byte) bool {
	if isFlat(data) {
		return true
	}
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) || zipfile.IsZip(data) {
		return false
	}
	p, err := xmlpart.Open(context.Background(), name, kind, data, limits.Default())
	if err != nil {
		name = strings.ToLower(name)
		return bytes.Contains(data[:min(len(data), lookedFlat)], []byte(mediaType)) ||
			strings.HasSuffix(name, ".odt") || strings.HasSuffix(name, ".ott")
	}
	return strings.Contains(p.Head("mimetype", lookedFlat), mediaType)
}

// isFlat tells a document that is one XML file.
func isFlat(data []byte) bool {
	head := data[:min(len(data), lookedFlat)]
	return bytes.Contains(head, []byte("office:document")) && bytes.Contains(head, []byte(mediaType)) &&
		bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte("<"))
}

// Read makes a document of an OpenDocument text. Every top-level paragraph
// that draws anything is a block, every table row is one, a text box follows
// its paragraph, and the texts of notes come last. It fails with
// file_damaged, encrypted, file_empty, text_too_long, one of the zip_… or
// xml_… refusals, or ctx's error.
func Read(ctx context.Context, name string, data []byte, lim limits.Limits) (*text.Document, error) {
	b := blocks.New(name, lim)
	w := newWalker(b.Add)
	if err := w.readFile(ctx, name, data, lim); err != nil {
		return nil, err
	}
	for _, note := range w.notes {
		if err := b.Add(note); err != nil {
			return nil, err
		}
	}
	doc, err := b.Document(text.FormatODT)
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

func (w *walker) readFile(ctx context.Context, name string, data []byte, lim limits.Limits) error {
	if isFlat(data) {
		s := &xmlpart.Source{Ctx: ctx, Name: name, Limits: lim, Damaged: func(cause error) error {
			return xmlpart.Damaged(name, kind, cause)
		}}
		return w.root(s.New(bytes.NewReader(data)))
	}
	p, err := xmlpart.Open(ctx, name, kind, data, lim)
	if err != nil {
		return err
	}
	if strings.Contains(p.Head(manifest, 1<<20), "encryption-data") {
		return message.Errorf(message.Unsupported, "encrypted", name)
	}
	for _, part := range []string{"meta.xml", "styles.xml", content} {
		found, err := p.Part(part, w.root)
		if part == "meta.xml" && message.CodeOf(err) == message.Damaged {
			continue // proposals; no reason to refuse the file
		}
		if err != nil {
			return err
		}
		if !found && part == content {
			return xmlpart.Damaged(name, kind, errors.New("no "+content))
		}
	}
	return nil
}

// root reads a part, or the whole of a flat document.
func (w *walker) root(s *xmlpart.Stream) error {
	w.s = s
	if _, err := s.Root(); err != nil {
		return err
	}
	return s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "meta":
			return w.readMeta()
		case "styles", "automatic-styles":
			return w.readStyles()
		case "body":
			return s.Each(func(el xml.StartElement) error {
				if el.Name.Local != "text" {
					return nil
				}
				return w.flow(&flow{add: w.add})
			})
		}
		return nil
	})
}

// unitNames are those under which programs keep the company of a Word file,
// and under which people enter their own.
var unitNames = []string{"Company", "公司", "单位"}

// readMeta reads what the file claims of itself.
func (w *walker) readMeta() error {
	return w.s.Each(func(el xml.StartElement) error {
		name := el.Name.Local
		if name == "user-defined" && !slices.Contains(unitNames, xmlpart.Value(el, "name")) {
			return nil
		}
		v, err := w.s.Chars()
		switch name {
		case "title":
			w.meta.Title = meta.Line(v)
		case "initial-creator", "creator":
			if w.meta.Author == "" || name == "initial-creator" {
				w.meta.Author = meta.Line(v)
			}
		case "creation-date":
			w.meta.Created = meta.Date(v)
		case "date":
			w.meta.Modified = meta.Date(v)
		case "user-defined":
			w.meta.Unit = meta.Line(v)
		}
		return err
	})
}
