package doc

import (
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/encoding"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/numbering"
	"hegao/analyzer/extract/tables"
	"hegao/analyzer/text"
)

// walker goes through the parts of the text, in reading order, once.
type walker struct {
	*file
	add  func(blocks.Piece) error
	flow *tables.Flow

	para strings.Builder
	high rune // first half of a surrogate pair
	// shown means that characters of the paragraph say that they are not
	// hidden, whatever its style does.
	shown bool
	// fields are the open fields, outermost first; true while the field's
	// instruction is being read, which nobody sees.
	fields []bool

	tracked, hidden bool // for the warnings
}

// The characters that mean something ([MS-DOC] 2.4.1, 2.8.25).
const (
	signCell       = 0x07
	signLine       = 0x0b
	signPage       = 0x0c
	signParagraph  = 0x0d
	signColumn     = 0x0e
	signFieldBegin = 0x13
	signFieldMid   = 0x14
	signFieldEnd   = 0x15
	signHyphen     = 0x1e
	signSymbol     = 0x28
)

// readAll reads the body, then text boxes, footnotes and endnotes. Headers
// and comments lie between them and are passed over.
func (w *walker) readAll() error {
	f := w.fib
	footnotes := f.text
	endnotes := footnotes + f.footnotes + f.headers + f.macros + f.comments
	boxes := endnotes + f.endnotes
	for _, part := range [][2]int{{0, f.text}, {boxes, f.boxes}, {footnotes, f.footnotes}, {endnotes, f.endnotes}} {
		if err := w.part(part[0], part[0]+part[1]); err != nil {
			return err
		}
	}
	return nil
}

// part reads the characters from start to end as a text of its own.
func (w *walker) part(start, end int) error {
	w.flow = tables.New(w.add)
	w.fields = nil
	w.para.Reset()
	for i, p := range w.pieces {
		from, to := max(start, p.cp), min(end, p.cp+p.n)
		if from >= to {
			continue
		}
		if i%64 == 0 {
			if err := w.ctx.Err(); err != nil {
				return err
			}
		}
		first := p.at + p.width*(from-p.cp)
		if err := w.piece(p, first, first+p.width*(to-from)); err != nil {
			return err
		}
	}
	if err := w.flow.Paragraph(0, blocks.Piece{Text: w.take(), Kind: text.Paragraph}); err != nil {
		return err
	}
	return w.flow.End()
}

// piece reads the bytes of a piece, run by run.
func (w *walker) piece(p piece, start, end int) error {
	end = min(end, len(w.main))
	var codec *encoding.Decoder
	if p.codec != nil {
		codec = p.codec.NewDecoder()
	}
	for i := w.runAt(start); start < end; {
		run := charRun{end: end}
		if i < len(w.chars) {
			run = w.chars[i]
		}
		stop := min(end, run.end)
		if run.start > start { // a gap between two runs
			run.sprms = nil
			stop = min(end, run.start)
		} else {
			i++
		}
		// A character is not cut in two, whatever the run says.
		stop += (stop - start) % p.width
		if err := w.run(p, codec, w.main.slice(start, stop-start), start, w.props(p, run.sprms)); err != nil {
			return err
		}
		start = stop
	}
	return nil
}

func (w *walker) props(p piece, sprms buffer) charProps {
	c := charProps{vanish: -1}
	eachSprm(sprms, c.apply)
	w.eachChange(p.prm, c.apply)
	return c
}

// run reads bytes in one formatting; at is where they stand.
func (w *walker) run(p piece, codec *encoding.Decoder, data buffer, at int, c charProps) error {
	if c.inserted || c.deleted {
		w.tracked = true
	}
	if p.width == 2 {
		for i := 0; i+1 < len(data); i += 2 {
			if err := w.sign(rune(data.u16(i)), p, at+i, c); err != nil {
				return err
			}
		}
		return nil
	}
	for len(data) > 0 {
		// Text up to the next sign, which is ASCII in every code page.
		n := 0
		for n < len(data) && data[n] >= 0x20 && data[n] != signSymbol {
			n++
		}
		decoded, _ := codec.Bytes(data[:n])
		for _, r := range string(decoded) {
			if err := w.sign(r, p, at, c); err != nil {
				return err
			}
		}
		if data, at = data[n:], at+n; len(data) > 0 {
			if err := w.sign(rune(data[0]), p, at, c); err != nil {
				return err
			}
			data, at = data[1:], at+1
		}
	}
	return nil
}

// sign reads one character, whose byte is at.
func (w *walker) sign(r rune, p piece, at int, c charProps) error {
	if c.deleted {
		return nil // a paragraph whose end is deleted runs on into the next
	}
	switch r {
	case signFieldBegin, signFieldMid, signFieldEnd:
		w.field(r)
		return nil
	case signParagraph, signCell:
		props, _ := w.paragraphAt(p, at)
		return w.endParagraph(r, props, c)
	case signPage:
		if props, end := w.paragraphAt(p, at); end == at+p.width {
			return w.endParagraph(r, props, c)
		}
	}
	if w.inInstruction() {
		return nil
	}
	if w.hides(c) {
		w.hidden = w.hidden || r > 0x20 && r != 0x3000
		return nil
	}
	w.shown = w.shown || c.vanish == 0 || c.vanish == 0x81
	w.write(r, c)
	return nil
}

func (w *walker) paragraphAt(p piece, at int) (props paraProps, end int) {
	props, end = w.paraAt(at)
	w.eachChange(p.prm, props.apply)
	return props, end
}

// hides reports whether characters are hidden: by themselves or by their
// style.
func (w *walker) hides(c charProps) bool {
	styled := c.style != 0 && w.file.hides(c.style)
	switch c.vanish {
	case 0, 1:
		return c.vanish == 1
	case 0x81:
		return !styled
	}
	return styled
}

// write adds what a character draws.
func (w *walker) write(r rune, c charProps) {
	switch {
	case c.symbol != 0 && r == signSymbol && c.special:
		if c.symbol >= 0x20 && !unicode.Is(unicode.Co, c.symbol) && !utf16.IsSurrogate(c.symbol) {
			w.para.WriteRune(c.symbol)
		}
	case c.special && r < 0x30:
		// a picture, the mark of a note or comment
	case r == '\t':
		w.para.WriteByte('\t')
	case r == signLine, r == signPage, r == signColumn:
		w.para.WriteByte('\n')
	case r == signHyphen:
		w.para.WriteByte('-')
	case r < 0x20:
	case utf16.IsSurrogate(r):
		if full := utf16.DecodeRune(w.high, r); full != unicode.ReplacementChar {
			w.para.WriteRune(full)
		}
		w.high = r
	default:
		w.high = 0
		w.para.WriteRune(r)
	}
}

// field follows the start, middle and end of a field.
func (w *walker) field(r rune) {
	switch top := len(w.fields) - 1; {
	case r == signFieldBegin:
		w.fields = append(w.fields, true)
	case top < 0:
	case r == signFieldMid:
		w.fields[top] = false
	default:
		w.fields = w.fields[:top]
	}
}

// inInstruction reports whether any open field is still in its instruction.
func (w *walker) inInstruction() bool {
	for _, instruction := range w.fields {
		if instruction {
			return true
		}
	}
	return false
}

// dropInstructions forgets fields that a paragraph leaves inside their
// instruction: a field without its middle must not swallow what follows.
func (w *walker) dropInstructions() {
	for i, instruction := range w.fields {
		if instruction {
			w.fields = w.fields[:i]
			return
		}
	}
}

func (w *walker) take() string {
	s := w.para.String()
	w.para.Reset()
	return s
}

// takeShown is take for a paragraph in a style, which may hide it.
func (w *walker) takeShown(style int) string {
	body, shown := w.take(), w.shown
	w.shown = false
	if shown || !w.file.hides(style) {
		return body
	}
	w.hidden = w.hidden || strings.TrimSpace(body) != ""
	return ""
}

// endParagraph hands on the paragraph that ends with the sign r, whose own
// properties are c.
func (w *walker) endParagraph(r rune, p paraProps, c charProps) error {
	w.dropInstructions()
	if p.initial && r == signParagraph {
		return nil // it runs on into the next
	}
	depth := p.tables()
	body := w.takeShown(p.style)
	if p.rowEnd || p.innerRow {
		return w.flow.EndRow(depth)
	}
	piece := blocks.Piece{Text: body, Kind: text.Paragraph}
	if !(piece.Blank() && w.hides(c)) {
		piece = w.numbered(piece, w.number(&p), depth)
	}
	if level := w.headingLevel(&p); level > 0 {
		piece.Kind, piece.Level = text.Heading, level
	}
	if r == signCell || p.innerCell {
		return w.flow.EndCell(depth, piece)
	}
	return w.flow.Paragraph(depth, piece)
}

// numbered puts the number before a paragraph. One without text shows its
// number only in a table, where it is the column of serial numbers.
func (w *walker) numbered(p blocks.Piece, m numbering.Mark, depth int) blocks.Piece {
	if p.Blank() && !tables.InCell(depth) {
		return p
	}
	if m.Label != "" {
		p.Text, p.Label = m.Label+m.Gap+p.Text, len(m.Label)
	}
	if m.Drawn {
		p.Kind = text.ListItem
	}
	return p
}
