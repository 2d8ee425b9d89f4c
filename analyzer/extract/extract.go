// Package extract turns the bytes of a file into a document. What a file is
// is told from its content; its name only decides where content cannot, as
// between Markdown and plain text.
//
// A format is a package below this one with two functions, Is and Read, and
// one line in the list of formats. Whoever reads files that strangers upload
// should call Extract in a process of its own with limits on memory and
// time: the limits here keep the cost of any file low, but no Go program
// survives running out of memory.
package extract

import (
	"bytes"
	"context"
	"fmt"

	"hegao/analyzer/extract/doc"
	"hegao/analyzer/extract/docx"
	"hegao/analyzer/extract/html"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/markdown"
	"hegao/analyzer/extract/odt"
	"hegao/analyzer/extract/ofd"
	"hegao/analyzer/extract/pdf"
	"hegao/analyzer/extract/plain"
	"hegao/analyzer/extract/rtf"
	"hegao/analyzer/extract/wordml"
	"hegao/analyzer/extract/zipfile"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Limits bound the reading of one file; see limits.Limits for the units.
type Limits = limits.Limits

// DefaultLimits is what an upload may cost.
func DefaultLimits() Limits { return limits.Default() }

// Func reads a file as Extract does, in this process or another.
type Func func(ctx context.Context, name string, data []byte, lim Limits) (*text.Document, error)

// format is how one file format is told and read.
type format struct {
	id text.Format
	// is looks at the content, and at the name where that cannot tell.
	is func(name string, data []byte) bool
	// read makes the document; name is for messages.
	read func(ctx context.Context, name string, data []byte, lim limits.Limits) (*text.Document, error)
}

// formats lists the formats in the order they are tried: plain text last,
// because every other text is that too.
func formats() []format {
	return []format{
		{text.FormatDOCX, docx.Is, docx.Read},
		{text.FormatPDF, pdf.Is, pdf.Read},
		{text.FormatDOC, doc.Is, doc.Read},
		{text.FormatDOC, wordml.Is, wordml.Read},
		{text.FormatODT, odt.Is, odt.Read},
		{text.FormatOFD, ofd.Is, ofd.Read},
		{text.FormatRTF, rtf.Is, rtf.Read},
		{text.FormatHTML, html.Is, html.Read},
		{text.FormatMarkdown, markdown.Is, markdown.Read},
		{text.FormatText, plain.Is, plain.Read},
	}
}

// Detect returns the format of data; ok is false when it is none that is
// read. Cost: O(len(data)).
func Detect(name string, data []byte) (id text.Format, ok bool) {
	f, ok := detect(name, data)
	return f.id, ok
}

func detect(name string, data []byte) (format, bool) {
	for _, f := range formats() {
		if f.is(name, data) {
			if f.isText() && isForeign(data) {
				break
			}
			return f, true
		}
	}
	return format{}, false
}

// isText reports the formats that are nothing but text, for which others
// would pass.
func (f format) isText() bool {
	return f.id == text.FormatHTML || f.id == text.FormatMarkdown || f.id == text.FormatText
}

// isForeign reports a known format that is not read although it would pass
// for text: PostScript, web archives, XML that is no web page, and what is
// left of a PDF or RTF that is not whole.
func isForeign(data []byte) bool {
	const looked = 4096
	head := bytes.ToLower(data[:min(len(data), looked)])
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, start := range []string{"%pdf-", `{\rtf`, "%!ps", "mime-version:"} {
		if bytes.HasPrefix(head, []byte(start)) {
			return true
		}
	}
	return bytes.HasPrefix(head, []byte("<?xml")) && !bytes.Contains(head, []byte("<html"))
}

// Extract reads the file data. The name is shown in messages and helps where
// content cannot tell the format; it may be a path. All errors but ctx's are
// *message.Error: file_empty (also for white space only), file_too_large,
// text_too_long, format_unknown, docx_damaged, file_damaged, pdf_damaged, encrypted,
// word_too_old, works_file, pdf_pages, zip_bomb, zip_entries, zip_damaged,
// zip_method, xml_limit, xml_doctype; a parser
// that panics gives "internal". An ordinary zip is zip_here: see IsZip and
// package zipfile.
func Extract(ctx context.Context, name string, data []byte, lim Limits) (doc *text.Document, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if int64(len(data)) > lim.FileBytes {
		return nil, lim.TooLarge(name)
	}
	if len(data) == 0 {
		return nil, message.Errorf(message.Empty, "file_empty", name)
	}
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, message.Errorf(message.Internal, "internal").Wrap(fmt.Errorf("reading a file: panic: %v", r))
		}
	}()
	if IsZip(data) {
		return nil, message.Errorf(message.Unsupported, "zip_here", name)
	}
	f, ok := detect(name, data)
	if !ok {
		return nil, message.Errorf(message.Unsupported, "format_unknown", name)
	}
	return f.read(ctx, name, data, lim)
}

// IsZip reports whether data is an ordinary zip of files and not a document
// that is kept in one, as a docx is.
func IsZip(data []byte) bool { return zipfile.IsZip(data) }
