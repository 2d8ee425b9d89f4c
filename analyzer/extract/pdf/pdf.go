// Package pdf reads PDF files. PDFium, which runs in WebAssembly and so in a
// sandbox, says which characters stand where; this package puts them together
// again: characters to lines, lines to columns and tables, lines to
// paragraphs. Running heads and feet and page numbers are left out, and so
// are the line breaks inside a paragraph, which a PDF cannot tell from its
// end but by the look of the page.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"strconv"

	"github.com/klippa-app/go-pdfium/enums"
	pdfium_errors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"github.com/klippa-app/go-pdfium"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/meta"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// The warnings of this package.
const (
	// WarnScanned says that the file holds pictures of pages and no text.
	WarnScanned text.WarningCode = "scanned"
	// WarnScannedPages has the number of pages that are such pictures among
	// others that are not.
	WarnScannedPages text.WarningCode = "scanned_pages"
	// WarnPages has the number of pages that could not be read.
	WarnPages text.WarningCode = "unread_pages"
)

// fewChars is how many characters a page with pictures has at least where it
// is no scan.
const fewChars = 30

// Is reports whether data is a PDF. Readers of PDF take one whose first
// bytes are something else, and so does this.
func Is(_ string, data []byte) bool {
	const looked = 1024
	return bytes.Contains(data[:min(len(data), looked)], []byte("%PDF-"))
}

// Read makes a document of a PDF. Every block is a paragraph or a row of a
// table; nothing is a heading, because a PDF does not say so. A scan gives a
// document with NoText and the warning WarnScanned, and maybe no text. A
// file that opens without a password is read whatever it forbids. It fails
// with pdf_damaged, pdf_pages for more than lim.Pages, encrypted, file_empty,
// text_too_long, "internal" where PDFium cannot be started, or ctx's error.
// Cost: 0.65 s for the first file of a process (4 s on the first of all),
// then about 20 µs a character.
func Read(ctx context.Context, name string, data []byte, lim limits.Limits) (*text.Document, error) {
	engine, stop, err := instance(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, message.Errorf(message.Internal, "internal").Wrap(err)
	}
	defer stop()
	doc, err := read(ctx, engine, name, data, lim)
	if ctx.Err() != nil {
		return nil, ctx.Err() // whatever it broke
	}
	return doc, err
}

func read(ctx context.Context, engine pdfium.Pdfium, name string, data []byte, lim limits.Limits) (*text.Document, error) {
	opened, err := engine.OpenDocument(&requests.OpenDocument{FileReader: bytes.NewReader(data), FileReaderSize: int64(len(data))})
	if err != nil {
		return nil, refusal(name, err)
	}
	r := &reader{ctx: ctx, pdf: engine, doc: opened.Document, left: 2 * lim.TextRunes, faces: map[face]metrics{}}
	if form, err := engine.FPDF_GetFormType(&requests.FPDF_GetFormType{Document: r.doc}); err == nil {
		r.form = form.FormType != enums.FPDF_FORMTYPE_NONE
	}
	count, err := engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: r.doc})
	if err != nil || count.PageCount == 0 {
		return nil, damaged(name, err)
	}
	if count.PageCount > lim.Pages {
		return nil, message.Errorf(message.TooLarge, "pdf_pages", name, strconv.Itoa(lim.Pages))
	}
	pages, unread, err := r.pages(count.PageCount)
	if err != nil {
		return nil, damaged(name, err)
	}
	doc, err := document(name, pages, lim)
	if err != nil {
		return nil, err
	}
	if unread > 0 {
		doc.Warnings = append(doc.Warnings, text.Warning{Code: WarnPages, Args: []string{strconv.Itoa(unread)}})
	}
	doc.Meta = text.Meta{
		Title: meta.Line(r.meta("Title")), Author: meta.Line(r.meta("Author")),
		Unit:    meta.Line(r.meta("Company")), // as Word's own converter keeps it
		Created: meta.Date(r.meta("CreationDate")), Modified: meta.Date(r.meta("ModDate")),
	}
	return doc, nil
}

// pages reads all pages; one that is broken is counted and left out, and err
// is not nil only where all are.
func (r *reader) pages(n int) (pages []*page, unread int, err error) {
	for i := range n {
		p, e := r.page(i)
		if r.ctx.Err() != nil {
			return nil, 0, r.ctx.Err()
		}
		if e != nil {
			unread++
			err = e
			continue
		}
		pages = append(pages, p)
	}
	if len(pages) > 0 {
		err = nil
	}
	return pages, unread, err
}

func document(name string, pages []*page, lim limits.Limits) (*text.Document, error) {
	b := blocks.New(name, lim)
	for _, piece := range layout(pages) {
		if err := b.Add(piece); err != nil {
			return nil, err
		}
	}
	doc, err := b.Document(text.FormatPDF)
	chars, scans, drawn := 0, 0, false
	for _, p := range pages {
		chars += len(p.glyphs)
		drawn = drawn || p.drawn
		if p.pictures && len(p.glyphs) < fewChars {
			scans++
		}
	}
	switch {
	case scans > 0 && chars < fewChars*len(pages), chars == 0 && drawn:
		if err != nil {
			doc = &text.Document{Format: text.FormatPDF}
		}
		doc.NoText = true
		doc.Warnings = []text.Warning{{Code: WarnScanned}}
		return doc, nil
	case err == nil && scans > 0:
		doc.Warnings = []text.Warning{{Code: WarnScannedPages, Args: []string{strconv.Itoa(scans)}}}
	}
	return doc, err
}

func (r *reader) meta(tag string) string {
	got, err := r.pdf.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: references.FPDF_DOCUMENT(r.doc), Tag: tag})
	if err != nil {
		return ""
	}
	return got.Value
}

func refusal(name string, err error) error {
	if errors.Is(err, pdfium_errors.ErrPassword) || errors.Is(err, pdfium_errors.ErrSecurity) {
		return message.Errorf(message.Unsupported, "encrypted", name)
	}
	return damaged(name, err)
}

func damaged(name string, cause error) error {
	return message.Errorf(message.Damaged, "pdf_damaged", name).Wrap(cause)
}
