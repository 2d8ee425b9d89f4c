package wordml

import (
	"encoding/xml"
	"strings"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/numbering"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/text"
)

// walker goes through the file in reading order, once.
type walker struct {
	s      *xmlpart.Stream
	lists  map[string]*numbering.List // by w:ilfo
	tied   map[string]int             // level of a list that belongs to a style
	styles map[string]*props
	usual  string // the style of paragraphs that name none

	// fields are the open fields, outermost first; true while the field's
	// instruction is being read, which nobody sees.
	fields          []bool
	notes           []blocks.Piece
	meta            text.Meta
	tracked, hidden bool
}

func newWalker(s *xmlpart.Stream) *walker {
	return &walker{s: s, lists: map[string]*numbering.List{}, tied: map[string]int{}, styles: map[string]*props{}}
}

// flow is one sequence of paragraphs: the body, a cell, a text box, a note.
type flow struct {
	add func(blocks.Piece) error
	// carry is the text of paragraphs that run on into the next one.
	carry strings.Builder
	cell  bool
}

// flow reads the children of the element whose start was read last.
func (w *walker) flow(f *flow) error {
	err := w.s.Each(func(el xml.StartElement) error { return w.block(el, f) })
	if err != nil {
		return err
	}
	return f.add(blocks.Piece{Text: f.carry.String(), Kind: text.Paragraph})
}

func (w *walker) block(el xml.StartElement, f *flow) error {
	switch el.Name.Local {
	case "p":
		return w.paragraph(f)
	case "tbl":
		return w.table(f)
	case "sectPr", "pPr", "docPr":
		return nil
	case "annotation":
		if w.passes(el) {
			return nil
		}
	}
	return w.s.Each(func(el xml.StartElement) error { return w.block(el, f) })
}

// passes reports an annotation whose content is not read: what was deleted,
// and comments.
func (w *walker) passes(el xml.StartElement) bool {
	deleted := isChange(el, "Deletion")
	w.tracked = w.tracked || deleted || isChange(el, "Insertion")
	return deleted || isChange(el, "Comment")
}

// paragraph is the paragraph being read.
type paragraph struct {
	props *props
	text  strings.Builder
	boxes []blocks.Piece // of the text boxes anchored in it
}

func (w *walker) paragraph(f *flow) error {
	p := &paragraph{props: newProps()}
	p.props.style = w.usual
	if err := w.s.Each(func(el xml.StartElement) error { return w.inline(el, p) }); err != nil {
		return err
	}
	f.carry.WriteString(p.text.String())
	w.tracked = w.tracked || p.props.gone
	if p.props.gone || p.props.initial {
		return nil
	}
	body := f.carry.String()
	f.carry.Reset()
	if err := f.add(w.piece(p.props, body, f.cell)); err != nil {
		return err
	}
	for _, box := range p.boxes {
		if err := f.add(box); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) piece(p *props, body string, cell bool) blocks.Piece {
	out := blocks.Piece{Text: body, Kind: text.Paragraph}
	if out.Blank() && p.hidden {
		return out
	}
	m := w.mark(p)
	if out.Blank() && !cell {
		return out
	}
	if m.Label != "" {
		out.Text, out.Label = m.Label+m.Gap+body, len(m.Label)
	}
	if m.Drawn {
		out.Kind = text.ListItem
	}
	if level := w.headingLevel(p); level > 0 {
		out.Kind, out.Level = text.Heading, level
	}
	return out
}

// inline reads an element inside a paragraph. What is not named here is a
// wrapper of runs or holds none.
func (w *walker) inline(el xml.StartElement, p *paragraph) error {
	child := func(el xml.StartElement) error { return w.inline(el, p) }
	switch el.Name.Local {
	case "pPr":
		return w.readProps(p.props)
	case "r":
		return w.run(p)
	case "annotation":
		if w.passes(el) {
			return nil
		}
	}
	return w.s.Each(child)
}

// run reads a stretch of text in one formatting.
func (w *walker) run(p *paragraph) error {
	hidden := false
	return w.s.Each(func(el xml.StartElement) error {
		draw := func(s string) {
			switch {
			case w.inInstruction():
			case hidden:
				w.hidden = w.hidden || strings.TrimSpace(s) != ""
			default:
				p.text.WriteString(s)
			}
		}
		switch el.Name.Local {
		case "r": // as LibreOffice nests them
			return w.run(p)
		case "rPr":
			return w.s.Each(func(el xml.StartElement) error {
				if el.Name.Local == "vanish" {
					hidden = on(el)
				}
				return nil
			})
		case "t":
			s, err := w.s.Chars()
			draw(strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(s))
			return err
		case "tab":
			draw("\t")
		case "br", "cr":
			draw("\n")
		case "noBreakHyphen":
			draw("-")
		case "fldChar":
			w.field(xmlpart.Value(el, "fldCharType"))
		case "pict":
			return w.pict(p)
		case "footnote", "endnote":
			return w.apart(func(b blocks.Piece) { w.notes = append(w.notes, b) })
		}
		return nil
	})
}

// pict looks for text boxes in a picture or shape.
func (w *walker) pict(p *paragraph) error {
	return w.s.Each(func(el xml.StartElement) error {
		if el.Name.Local == "txbxContent" {
			return w.apart(func(b blocks.Piece) { p.boxes = append(p.boxes, b) })
		}
		return w.pict(p)
	})
}

// apart reads a text of its own: a note or a text box.
func (w *walker) apart(add func(blocks.Piece)) error {
	outside := w.fields
	w.fields = nil
	err := w.flow(&flow{add: func(b blocks.Piece) error {
		add(b)
		return nil
	}})
	w.fields = outside
	return err
}

// field follows the start, middle and end of a field.
func (w *walker) field(kind string) {
	switch top := len(w.fields) - 1; {
	case kind == "begin":
		w.fields = append(w.fields, true)
	case kind == "separate" && top >= 0:
		w.fields[top] = false
	case kind == "end" && top >= 0:
		w.fields = w.fields[:top]
	}
}

func (w *walker) inInstruction() bool {
	for _, instruction := range w.fields {
		if instruction {
			return true
		}
	}
	return false
}

// table reads a table as its rows.
func (w *walker) table(f *flow) error {
	return w.s.Each(func(el xml.StartElement) error {
		switch {
		case el.Name.Local == "tr":
			return w.row(f)
		case el.Name.Local == "tblPr", el.Name.Local == "tblGrid", w.passes(el):
			return nil
		}
		return w.table(f)
	})
}

func (w *walker) row(f *flow) error {
	var cells []blocks.Piece
	err := w.s.Each(func(el xml.StartElement) error {
		if el.Name.Local != "tc" {
			return nil
		}
		var pieces []blocks.Piece
		err := w.flow(&flow{cell: true, add: func(p blocks.Piece) error {
			pieces = append(pieces, p)
			return nil
		}})
		cells = append(cells, blocks.Join(pieces))
		return err
	})
	if err != nil {
		return err
	}
	return f.add(blocks.Row(cells))
}
