package html

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/meta"
	"hegao/analyzer/text"
)

// page is the state of the walk. It keeps only what decides how the next
// text is shown, in place of a stack of open elements: pages leave elements
// open and close those that are not.
type page struct {
	add func(blocks.Piece) error

	line  strings.Builder // the block being read
	space string          // white space seen since the last character
	level int             // 1…6 inside a heading
	item  *item           // the list item whose text this is
	lists []*list         // open lists, innermost last
	rows  []*row          // open tables, innermost last
	pre   int             // open pre elements

	quiet      atom.Atom // the silent element being skipped, 0 outside
	quietDepth int
	inHead     bool
	inTitle    bool
	titleParts strings.Builder
}

// list is an open ol or ul.
type list struct {
	ordered bool
	kind    string // the attribute type: "1", "a", "A", "i", "I"
	next    int
}

// item is an open li; its number is drawn once.
type item struct {
	label string
	shown bool
}

// row is the table row being read.
type row struct {
	cells [][]blocks.Piece
	// open is set between <tr> and </tr>.
	open bool
}

func newPage(add func(blocks.Piece) error) *page { return &page{add: add} }

func (p *page) title() string { return meta.Line(p.titleParts.String()) }

// text takes the characters between two tags.
func (p *page) text(s []byte) {
	switch {
	case p.inTitle:
		p.titleParts.Write(s)
	case p.quiet != 0 || p.inHead && isSpace(s):
	default:
		p.inHead = false
		p.write(string(s))
	}
}

func isSpace(s []byte) bool { return len(strings.TrimSpace(string(s))) == 0 }

// write puts characters on the line, with white space as a browser shows it:
// any stretch of it is one space, none at the start of a line.
func (p *page) write(s string) {
	if p.pre > 0 {
		p.line.WriteString(p.space)
		p.space = ""
		p.line.WriteString(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
		return
	}
	for i, r := range s {
		switch r {
		case ' ', '\t', '\n', '\r', '\f':
			if p.space != "\n" {
				p.space = " "
			}
			if r == '\n' || r == '\r' {
				p.space = "\n"
			}
			continue
		}
		p.gap(r)
		_, size := utf8.DecodeRuneInString(s[i:])
		p.line.WriteString(s[i : i+size])
	}
}

// gap writes the white space before r. The line ends of the source between
// two hanzi are nothing: they were put there to keep the source narrow.
func (p *page) gap(r rune) {
	space := p.space
	p.space = ""
	soFar := p.line.String()
	if space == "" || soFar == "" || strings.HasSuffix(soFar, "\n") {
		return
	}
	before, _ := utf8.DecodeLastRuneInString(soFar)
	if space == "\n" && isWide(before) && isWide(r) {
		return
	}
	p.line.WriteByte(' ')
}

func isWide(r rune) bool {
	return unicode.Is(unicode.Han, r) || 0x3000 <= r && r <= 0x303f || 0xff00 <= r && r <= 0xffef ||
		0x2014 <= r && r <= 0x2026
}

// start takes a start tag.
func (p *page) start(a atom.Atom, attrs map[string]string) error {
	if p.quiet != 0 {
		if a == p.quiet {
			p.quietDepth++
		}
		return nil
	}
	if silent(a) {
		p.quiet, p.quietDepth = a, 1
		return nil
	}
	switch a {
	case atom.Head:
		p.inHead = true
		return nil
	case atom.Title:
		p.inTitle = true
		return nil
	case atom.Br:
		p.line.WriteString("\n")
		p.space = ""
		return nil
	}
	return p.startBlock(a, attrs)
}

func (p *page) startBlock(a atom.Atom, attrs map[string]string) error {
	level := headingLevel(a)
	if level == 0 && !isBlock(a) && !inTable(a) && !inList(a) {
		return nil
	}
	p.inHead = false
	if err := p.flush(); err != nil {
		return err
	}
	switch {
	case level > 0:
		p.level = level
	case a == atom.Pre:
		p.pre++
	case inList(a):
		p.startList(a, attrs)
	case inTable(a):
		return p.startTable(a)
	}
	return nil
}

// end takes an end tag.
func (p *page) end(a atom.Atom) error {
	if p.quiet != 0 {
		if a == p.quiet {
			if p.quietDepth--; p.quietDepth == 0 {
				p.quiet = 0
			}
		}
		return nil
	}
	switch a {
	case atom.Head:
		p.inHead = false
		return nil
	case atom.Title:
		p.inTitle = false
		return nil
	}
	level := headingLevel(a)
	if level == 0 && !isBlock(a) && !inTable(a) && !inList(a) {
		return nil
	}
	if err := p.flush(); err != nil {
		return err
	}
	switch {
	case level > 0:
		p.level = 0
	case a == atom.Pre:
		p.pre = max(0, p.pre-1)
	case inList(a):
		p.endList(a)
	case inTable(a):
		return p.endTable(a)
	}
	return nil
}

// flush ends the block being read.
func (p *page) flush() error {
	line := p.line.String()
	p.line.Reset()
	p.space = ""
	piece := blocks.Piece{Text: strings.Trim(line, " \n"), Kind: text.Paragraph}
	if piece.Blank() {
		return nil
	}
	switch {
	case p.level > 0:
		piece.Kind, piece.Level = text.Heading, p.level
	case p.item != nil && !p.item.shown:
		piece.Kind = text.ListItem
	}
	if p.item != nil && !p.item.shown {
		p.item.shown = true
		if p.item.label != "" {
			piece.Text = p.item.label + " " + piece.Text
			piece.Label = len(p.item.label)
		}
	}
	return p.put(piece)
}

// put hands a piece on, or keeps it in the cell it stands in.
func (p *page) put(piece blocks.Piece) error {
	for i := len(p.rows) - 1; i >= 0; i-- {
		r := p.rows[i]
		if r.open && len(r.cells) > 0 {
			last := &r.cells[len(r.cells)-1]
			*last = append(*last, piece)
			return nil
		}
	}
	return p.add(piece)
}

// finish ends everything that is open.
func (p *page) finish() error {
	if err := p.flush(); err != nil {
		return err
	}
	for len(p.rows) > 0 {
		if err := p.endTable(atom.Table); err != nil {
			return err
		}
	}
	return nil
}
