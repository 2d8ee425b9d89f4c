// Package text holds what every other room shares: the document that was
// read, the spans that point into it, and the tracks that let a computation
// run on tidied characters and still answer in places of the original.
//
// Offsets are UTF-8 byte offsets of Document.Text and spans are half-open,
// everywhere inside the program. Code points appear only at the outer edge;
// RuneIndex converts.
package text

import "time"

// Span is the half-open range [Start, End) of UTF-8 byte offsets.
type Span struct {
	Start int `json:"s"`
	End   int `json:"e"`
}

// Len is the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Of returns the part of t that the span covers.
func (s Span) Of(t string) string { return t[s.Start:s.End] }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains reports whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Intersect returns the bytes the two spans share; the result is Empty when
// they share none.
func (s Span) Intersect(o Span) Span {
	return Span{max(s.Start, o.Start), min(s.End, o.End)}
}

// Shift moves the span by d bytes.
func (s Span) Shift(d int) Span { return Span{s.Start + d, s.End + d} }

// Format names the file format a document was read from.
type Format string

// The formats that extraction can report.
const (
	FormatText     Format = "txt"
	FormatMarkdown Format = "md"
	FormatHTML     Format = "html"
	FormatDOCX     Format = "docx"
	FormatPDF      Format = "pdf"
	FormatDOC      Format = "doc"
	FormatRTF      Format = "rtf"
	FormatODT      Format = "odt"
	FormatOFD      Format = "ofd"
)

// BlockKind says what role a block plays on the page.
type BlockKind string

// The kinds of block.
const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading"
	ListItem  BlockKind = "list_item"
	TableRow  BlockKind = "table_row"
)

// Block is one paragraph, heading, list item or table row. Blocks stand in
// reading order, do not overlap, and every character of the text that is not
// white space belongs to one.
type Block struct {
	Span
	Kind BlockKind `json:"kind"`
	// Level is 1…9 for a heading whose file format says its level, else 0.
	Level int `json:"level,omitempty"`
	// Label covers the automatic number that the program which wrote the
	// file would have drawn before the block ("一、"). It is part of Text
	// and of Span, and Empty where the number was typed or there is none.
	Label Span `json:"label,omitzero"`
}

// WarningCode names a kind of warning; the catalogue holds its sentence
// under "warning." + code.
type WarningCode string

// Warning is something the reader of a result should know about how the
// file was read. It never carries text of the document.
type Warning struct {
	Code WarningCode `json:"code"`
	Args []string    `json:"args,omitempty"`
}

// Meta is what the file says about itself; proposals, never facts.
type Meta struct {
	Title  string `json:"title,omitempty"`
	Author string `json:"author,omitempty"`
	// Unit is the organisation the file names, which is often that of whoever
	// set up the computer.
	Unit string `json:"unit,omitempty"`
	// Created is often that of an older text which was written over.
	Created  Date `json:"created,omitempty"`
	Modified Date `json:"modified,omitempty"`
}

// Date is a day, "2025-12-30"; "" is none.
type Date string

// Time is the beginning of the day, in UTC; ok is false for anything that is
// no day.
func (d Date) Time() (t time.Time, ok bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil
}

// Document is a file after extraction: one text and its blocks.
type Document struct {
	// Text is valid UTF-8 with "\n" between blocks. For a UTF-8 .txt it is
	// the file itself without its byte order mark.
	Text     string    `json:"text"`
	Blocks   []Block   `json:"blocks"`
	Format   Format    `json:"format"`
	Meta     Meta      `json:"meta,omitzero"`
	Warnings []Warning `json:"warnings,omitempty"`
	// NoText says that the file shows pages but holds next to no text, as a
	// scan does: nothing may be called missing from it.
	NoText bool `json:"no_text,omitempty"`
}

// Slice returns the part of d inside s as a document of its own, whose
// offsets start at 0. Blocks are cut at the borders. Cost: O(blocks).
func (d *Document) Slice(s Span) *Document {
	out := &Document{Text: s.Of(d.Text), Format: d.Format, Warnings: d.Warnings, NoText: d.NoText}
	for _, b := range d.Blocks {
		in := b.Span.Intersect(s)
		if in.Empty() {
			continue
		}
		b.Span = in.Shift(-s.Start)
		if label := b.Label.Intersect(s); label.Empty() {
			b.Label = Span{}
		} else {
			b.Label = label.Shift(-s.Start)
		}
		out.Blocks = append(out.Blocks, b)
	}
	return out
}
