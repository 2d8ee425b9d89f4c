// Package ofd reads OFD, the Chinese standard for documents of fixed layout,
// as a person reads the pages: characters put into lines by their places,
// lines joined to paragraphs, running heads and page numbers left out.
//
// It is written after GB/T 33190-2016: 7.4 OFD.xml, 7.5 Document.xml, 7.6
// page trees, 7.7 pages and templates, 8.5 graphic units with CTM and
// Boundary, 11.3 text codes with DeltaX and DeltaY. What stands in TextCode
// is Unicode; the glyph substitution of 11.4 only says how it is drawn.
// Annotations, seals and attachments are no part of the text.
package ofd

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"strings"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// The warnings of this package, those about scans the same as package pdf's.
const (
	// WarnScanned says that the file holds pictures of pages and no text.
	WarnScanned text.WarningCode = "scanned"
	// WarnScannedPages has the number of pages that are such pictures among
	// others that are not.
	WarnScannedPages text.WarningCode = "scanned_pages"
	// WarnHidden says that text which is not to be shown was left out.
	WarnHidden text.WarningCode = "hidden_text"
)

const (
	kind = "ofd"
	root = "OFD.xml"
	// fewChars is how many characters a page with pictures has at least where
	// it is no scan.
	fewChars = 30
)

// Is reports whether data is an OFD, whole or, under its name, damaged.
// Cost: O(entries of the zip).
func Is(name string, data []byte) bool {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) || zipfile.IsZip(data) {
		return false
	}
	p, err := xmlpart.Open(context.Background(), name, kind, data, limits.Default())
	if err != nil {
		return strings.HasSuffix(strings.ToLower(name), ".ofd")
	}
	return p.Has(root)
}

// Read makes a document of an OFD. Every block is a paragraph or a row of a
// table; nothing is a heading, because the file does not say so. A scan
// gives a document with NoText and the warning WarnScanned, and maybe no
// text. It fails with file_damaged, encrypted, file_empty, text_too_long,
// pdf_pages for more than lim.Pages, one of the zip_… or xml_… refusals, or
// ctx's error. Cost: O(n log n) in the characters of a page.
func Read(ctx context.Context, name string, data []byte, lim limits.Limits) (*text.Document, error) {
	p, err := xmlpart.Open(ctx, name, kind, data, lim)
	if err != nil {
		return nil, err
	}
	r := &reader{Package: p, left: lim.TextRunes, templates: map[string]*page{}}
	if err := r.readRoot(); err != nil {
		return nil, err
	}
	return r.document(lim)
}

// document lays the pages out.
func (r *reader) document(lim limits.Limits) (*text.Document, error) {
	b := blocks.New(r.Name, lim)
	for _, piece := range layout(r.pages) {
		if err := b.Add(piece); err != nil {
			return nil, err
		}
	}
	doc, err := b.Document(text.FormatOFD)
	chars, scans := 0, 0
	for _, p := range r.pages {
		chars += p.chars
		if p.pictures && p.chars < fewChars {
			scans++
		}
	}
	switch {
	case scans > 0 && chars < fewChars*len(r.pages):
		if err != nil {
			doc = &text.Document{Format: text.FormatOFD}
		}
		doc.NoText = true
		doc.Warnings = []text.Warning{{Code: WarnScanned}}
	case err != nil:
		return nil, err
	case scans > 0:
		doc.Warnings = []text.Warning{{Code: WarnScannedPages, Args: []string{strconv.Itoa(scans)}}}
	}
	if r.hidden {
		doc.Warnings = append(doc.Warnings, text.Warning{Code: WarnHidden})
	}
	doc.Meta = r.meta
	return doc, nil
}

func (r *reader) damaged(what string) error {
	return xmlpart.Damaged(r.Name, kind, errors.New(what))
}

func (r *reader) tooManyPages() error {
	return message.Errorf(message.TooLarge, "pdf_pages", r.Name, strconv.Itoa(r.Limits.Pages))
}
