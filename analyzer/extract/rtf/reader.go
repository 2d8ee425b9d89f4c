package rtf

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/tables"
)

// reader follows the groups of a file and collects its paragraphs.
type reader struct {
	groups []group
	group  // the innermost

	// raw are bytes of text that are not decoded yet, all in one font.
	raw []byte
	// skip is how many characters still stand in for the last \u.
	skip int
	high rune // first half of a surrogate pair

	page  int         // code page of the file
	fonts map[int]int // code page by font
	font0 int         // the font of plain text
	added int         // the font being defined

	outlines map[int]int // outline level by style
	style    int         // the style being defined
	named    strings.Builder

	flow  *flow
	notes []blocks.Piece
	title, author, company,
	ignored strings.Builder
	created, modified day

	written         int // code points of text so far
	tracked, hidden bool
}

// group is what the end of a group undoes.
type group struct {
	to      destination
	under   destination // of the \upr the group lies in
	star    bool        // \* was read: the next word may be ignored
	fresh   bool        // no word was read in it yet
	uc      int         // characters that stand in for one \u
	font    int
	far     int // font of East Asian text, -1 for none
	isFar   bool
	deleted bool
	hide    bool
	// opened is the flow that began with the group.
	opened *flow
}

// flow is one sequence of paragraphs: the body, a text box, a note.
type flow struct {
	tables *tables.Flow
	outer  *flow
	// pieces are those of a text box or note, until it ends.
	pieces []blocks.Piece
	note   bool

	text  strings.Builder
	label strings.Builder
	boxes []blocks.Piece // of the text boxes anchored in the paragraph
	para  paragraph
}

// paragraph is what \pard undoes.
type paragraph struct {
	inTable bool
	depth   int
	outline int // -1 for body text
	listed  bool
	initial bool // the large first letter of the next one
}

func newReader(add func(blocks.Piece) error) *reader {
	return &reader{
		page: 1252, fonts: map[int]int{}, outlines: map[int]int{},
		group: group{to: body, uc: 1, far: -1},
		flow:  &flow{tables: tables.New(add), para: paragraph{outline: -1}},
	}
}

func (r *reader) token(t token) error {
	switch t.kind {
	case tokenOpen:
		r.flush()
		r.star, r.fresh = false, false
		r.groups = append(r.groups, r.group)
		r.opened, r.fresh = nil, true
		r.skip = 0
	case tokenClose:
		return r.closeGroup()
	case tokenWord:
		return r.word(t)
	case tokenByte:
		r.fresh = false
		if r.skip > 0 {
			r.skip--
			return nil
		}
		if r.to == nowhere {
			return nil
		}
		r.raw, r.high = append(r.raw, t.char), 0
	}
	return nil
}

func (r *reader) closeGroup() error {
	r.flush()
	r.skip = 0
	if len(r.groups) == 0 {
		return nil
	}
	if r.to == styleSheet {
		r.nameStyle()
	}
	opened := r.group.opened
	r.group = r.groups[len(r.groups)-1]
	r.groups = r.groups[:len(r.groups)-1]
	if opened == nil {
		return nil
	}
	return r.closeFlow(opened)
}

// openFlow begins a text box or a note.
func (r *reader) openFlow(note bool) {
	f := &flow{outer: r.flow, note: note, para: paragraph{outline: -1}}
	f.tables = tables.New(func(p blocks.Piece) error {
		if !p.Blank() {
			f.pieces = append(f.pieces, p)
		}
		return nil
	})
	r.flow, r.opened, r.to = f, f, body
}

func (r *reader) closeFlow(f *flow) error {
	if err := f.end(); err != nil {
		return err
	}
	r.flow = f.outer
	if f.note {
		r.notes = append(r.notes, f.pieces...)
	} else {
		r.flow.boxes = append(r.flow.boxes, f.pieces...)
	}
	return nil
}

// finish ends the file, whether its groups are closed or not.
func (r *reader) finish() error {
	r.flush()
	for r.flow.outer != nil {
		if err := r.closeFlow(r.flow); err != nil {
			return err
		}
	}
	if err := r.flow.end(); err != nil {
		return err
	}
	for _, note := range r.notes {
		if err := r.flow.tables.Paragraph(0, note); err != nil {
			return err
		}
	}
	return r.flow.tables.End()
}

// flush decodes the bytes collected and writes them.
func (r *reader) flush() {
	if len(r.raw) == 0 {
		return
	}
	if w := r.sink(); w != nil {
		r.write(w, r.decoded())
	}
	r.raw = r.raw[:0]
}

// decoded returns the text of raw. What a font of pictures draws is no text;
// as the label of a list it is a bullet.
func (r *reader) decoded() string {
	page := r.fontPage()
	switch {
	case page != symbolPage:
		return decode(r.raw, page, r.page)
	case r.to == label:
		return "•"
	case isASCII(r.raw):
		return string(r.raw)
	}
	return ""
}

func (r *reader) fontPage() int {
	if r.isFar && r.far >= 0 {
		return r.fonts[r.far]
	}
	return r.fonts[r.font]
}

// sink is where text goes, nil for nowhere.
func (r *reader) sink() *strings.Builder {
	switch r.to {
	case title:
		return &r.title
	case author:
		return &r.author
	case company:
		return &r.company
	case styleSheet:
		return &r.named
	case label, body:
		if r.deleted {
			return nil
		}
		if r.hide {
			r.ignored.Reset()
			return &r.ignored
		}
		if r.to == label {
			return &r.flow.label
		}
		return &r.flow.text
	}
	return nil
}

func (r *reader) write(w *strings.Builder, s string) {
	if w == &r.ignored {
		r.hidden = r.hidden || strings.TrimSpace(s) != ""
		return
	}
	w.WriteString(s)
	r.written += utf8.RuneCountInString(s)
}

// sign writes a character that a word stands for.
func (r *reader) sign(s string) {
	r.flush()
	if w := r.sink(); w != nil {
		r.write(w, s)
	}
}

// unicode writes the character of a \u, which may be half of a pair.
func (r *reader) unicode(n int) {
	r.flush()
	c := rune(uint16(n))
	if n > 0xffff {
		c = rune(n)
	}
	if utf16.IsSurrogate(c) {
		if full := utf16.DecodeRune(r.high, c); full != '\ufffd' {
			r.sign(string(full))
		}
		r.high = c
	} else {
		r.high = 0
		r.sign(string(c))
	}
	r.skip = r.uc
}
