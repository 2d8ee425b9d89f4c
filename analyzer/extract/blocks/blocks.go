// Package blocks puts a document together from its paragraphs, headings,
// list items and table rows. Every format reader but plain text uses it, so
// that the promises of text.Document are kept in one place: blocks in order,
// inside the text, apart from one another, and nothing visible outside them.
package blocks

import (
	"strings"
	"unicode/utf8"

	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Piece is one block before its place in the text is known.
type Piece struct {
	// Text is what the reader sees, the automatic number included. It may
	// hold line breaks.
	Text  string
	Kind  text.BlockKind
	Level int
	// Label is the length in bytes of the automatic number at the start of
	// Text; 0 where there is none.
	Label int
	// Origins say where stretches of Text were read, ascending; nil where
	// nobody asks.
	Origins []Origin
}

// Origin is where a stretch of a text was read: Source is a number that the
// reader of the format understands.
type Origin struct {
	text.Span
	Source int
}

// Shift moves the origins by d bytes.
func Shift(all []Origin, d int) []Origin {
	out := make([]Origin, len(all))
	for i, o := range all {
		out[i] = Origin{o.Span.Shift(d), o.Source}
	}
	return out
}

// Blank reports whether the piece draws nothing.
func (p Piece) Blank() bool { return text.Trim(p.Text, text.Span{End: len(p.Text)}).Empty() }

// Builder collects the pieces of one document in reading order.
type Builder struct {
	name   string
	limits limits.Limits
	buf    strings.Builder
	runes  int
	blocks []text.Block
	// origins are those of all pieces, in the document's text.
	origins []Origin
}

// New starts the document of the file name.
func New(name string, lim limits.Limits) *Builder {
	return &Builder{name: name, limits: lim}
}

// Add appends a piece on a line of its own; a blank one is left out. It
// fails with text_too_long when the text is over the limit.
func (b *Builder) Add(p Piece) error {
	p.Text = strings.ToValidUTF8(p.Text, string(utf8.RuneError))
	span := text.Trim(p.Text, text.Span{End: len(p.Text)})
	if span.Empty() {
		return nil
	}
	if len(b.blocks) > 0 {
		b.buf.WriteByte('\n')
		b.runes++
	}
	b.runes += utf8.RuneCountInString(p.Text)
	if b.runes > b.limits.TextRunes {
		return b.limits.TooLong(b.name)
	}
	at := b.buf.Len()
	b.buf.WriteString(p.Text)
	block := text.Block{Span: span.Shift(at), Kind: p.Kind, Level: p.Level}
	if label := (text.Span{End: p.Label}).Intersect(span); !label.Empty() {
		block.Label = label.Shift(at)
	}
	b.blocks = append(b.blocks, block)
	if len(p.Origins) > 0 {
		b.origins = append(b.origins, Shift(p.Origins, at)...)
	}
	return nil
}

// Origins are the origins of the pieces that were added, in places of the
// document's text, ascending. They are right for pieces in valid UTF-8.
func (b *Builder) Origins() []Origin { return b.origins }

// Document returns what was collected. It fails with file_empty when no
// piece drew anything.
func (b *Builder) Document(format text.Format) (*text.Document, error) {
	if len(b.blocks) == 0 {
		return nil, message.Errorf(message.Empty, "file_empty", b.name)
	}
	return &text.Document{Text: b.buf.String(), Blocks: b.blocks, Format: format}, nil
}

// Row makes one table row of its cells: a tab between two cells, none after
// the last that holds anything. The row's label is that of its first cell.
func Row(cells []Piece) Piece {
	for len(cells) > 0 && cells[len(cells)-1].Blank() {
		cells = cells[:len(cells)-1]
	}
	row := Piece{Kind: text.TableRow}
	parts := make([]string, len(cells))
	at := 0
	for i, c := range cells {
		parts[i] = c.Text
		row.Origins = append(row.Origins, Shift(c.Origins, at)...)
		at += len(c.Text) + len("\t")
	}
	if len(cells) > 0 {
		row.Label = cells[0].Label
	}
	row.Text = strings.Join(parts, "\t")
	return row
}

// Join makes one piece of several, a line each; blank ones are left out. The
// label is that of the first.
func Join(pieces []Piece) Piece {
	var out Piece
	var lines []string
	var origins []Origin
	at := 0
	for _, p := range pieces {
		if p.Blank() {
			continue
		}
		if len(lines) == 0 {
			out = p
		}
		lines = append(lines, p.Text)
		origins = append(origins, Shift(p.Origins, at)...)
		at += len(p.Text) + len("\n")
	}
	out.Text, out.Origins = strings.Join(lines, "\n"), origins
	return out
}
