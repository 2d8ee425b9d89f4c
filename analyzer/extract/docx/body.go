package docx

import (
	"encoding/xml"
	"strings"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/text"
)

// walker goes through the parts of a document that hold text, in reading
// order, once.
type walker struct {
	s         *stream
	styles    *styles
	numbering *numbering
	// fields are the open complex fields, outermost first; true while the
	// field's instruction is being read, which nobody sees.
	fields []bool

	tracked, hidden bool // for the warnings

	// trace notes where text stands in the XML; nil where nobody asks.
	trace *recorder
}

// flow is one sequence of paragraphs: the body, a table cell, a text box, a
// note.
type flow struct {
	add func(blocks.Piece) error
	// carry is the text of paragraphs that run on into the next one.
	carry strings.Builder
	// carried are the origins of carry.
	carried []blocks.Origin
	// cell keeps paragraphs that hold nothing but their number: in a table
	// they are the column of serial numbers.
	cell bool
	// story numbers the flows of the main part, 0 for the body.
	story int
}

// end hands on what is left when no paragraph follows any more.
func (f *flow) end() error {
	carry, carried := f.takeCarried()
	return f.add(blocks.Piece{Text: carry, Kind: text.Paragraph, Origins: carried})
}

// takeCarried returns what runs on into the next paragraph.
func (f *flow) takeCarried() (string, []blocks.Origin) {
	carry, carried := f.carry.String(), f.carried
	f.carry.Reset()
	f.carried = nil
	return carry, carried
}

// flow reads the children of the element whose start was read last as a
// sequence of paragraphs of its own.
func (w *walker) flow(f *flow) error {
	err := w.s.Each(func(el xml.StartElement) error { return w.block(el, f) })
	if err != nil {
		return err
	}
	return f.end()
}

// block reads an element that stands where paragraphs stand. Anything that
// is neither a paragraph, a table nor a wrapper of these holds no body text.
func (w *walker) block(el xml.StartElement, f *flow) error {
	child := func(el xml.StartElement) error { return w.block(el, f) }
	switch el.Name.Local {
	case "p":
		return w.paragraph(f)
	case "tbl":
		return w.table(f)
	case "AlternateContent":
		return w.s.choice(child)
	case "ins", "moveTo":
		w.tracked = true
		return w.s.Each(child)
	case "del", "moveFrom":
		w.tracked = true
		return nil
	case "sdt", "sdtContent", "customXml", "smartTag":
		return w.s.Each(child)
	}
	return nil
}

// paragraph is the paragraph being read.
type paragraph struct {
	props paragraphProps
	text  strings.Builder
	// origins say where text was read, where that is traced.
	origins []blocks.Origin
	// boxes are the text boxes anchored in it, which follow it.
	boxes []blocks.Piece

	hidden  bool // its style hides its text
	counted bool // its number is known
	mark    mark
}

func (w *walker) paragraph(f *flow) error {
	p := &paragraph{props: paragraphProps{style: w.styles.paragraph}}
	p.hidden = w.styles.hides(p.props.style)
	w.trace.beginParagraph(w.s, f.story)
	err := w.s.Each(func(el xml.StartElement) error { return w.inline(el, p) })
	if err != nil {
		return err
	}
	w.trace.endParagraph(w.s)
	w.dropInstructions()
	if err := w.finish(p, f); err != nil {
		return err
	}
	for _, box := range p.boxes {
		if err := f.add(box); err != nil {
			return err
		}
	}
	return nil
}

// finish hands on the paragraph. One whose end was deleted runs on into the
// next one, whose properties and number are the ones that show, and so does a
// large first letter.
func (w *walker) finish(p *paragraph, f *flow) error {
	w.tracked = w.tracked || p.props.gone
	if p.props.gone || p.props.initial {
		f.carried = append(f.carried, blocks.Shift(p.origins, f.carry.Len())...)
		f.carry.WriteString(p.text.String())
		return nil
	}
	carry, carried := f.takeCarried()
	body := carry + p.text.String()
	p.origins = append(carried, blocks.Shift(p.origins, len(carry))...)
	empty := blocks.Piece{Text: body}.Blank()
	if !(empty && p.props.hidden) {
		w.count(p)
	}
	if empty && !f.cell {
		return nil
	}
	return f.add(w.piece(p, body))
}

func (w *walker) piece(p *paragraph, body string) blocks.Piece {
	out := blocks.Piece{Text: body, Kind: text.Paragraph, Origins: p.origins}
	if p.mark.label != "" {
		out.Text = p.mark.label + p.mark.gap + body
		out.Label = len(p.mark.label)
		out.Origins = blocks.Shift(p.origins, len(p.mark.label+p.mark.gap))
	}
	if p.mark.drawn {
		out.Kind = text.ListItem
	}
	level := 0
	if p.props.outline != nil {
		level = levelOfOutline(*p.props.outline)
	} else {
		level = w.styles.headingLevel(p.props.style)
	}
	if level > 0 {
		out.Kind, out.Level = text.Heading, level
	}
	return out
}

// count gives the paragraph its number, once. Empty paragraphs count too, as
// they do on the page.
func (w *walker) count(p *paragraph) {
	if p.counted || p.props.gone || p.props.initial {
		return
	}
	p.counted = true
	p.mark = w.numbering.next(p.props.ref, p.props.style, w.styles)
}

// table reads a table as its rows.
func (w *walker) table(f *flow) error {
	var child func(el xml.StartElement) error
	child = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "tr":
			return w.row(f)
		case "AlternateContent":
			return w.s.choice(child)
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			return w.s.Each(child)
		}
		return nil
	}
	return w.s.Each(child)
}

func (w *walker) row(f *flow) error {
	var cells []blocks.Piece
	deleted := false
	var child func(el xml.StartElement) error
	child = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "trPr":
			var err error
			deleted, err = w.has("del")
			return err
		case "tc":
			cell, kept, err := w.cell()
			if kept {
				cells = append(cells, cell)
			}
			return err
		case "AlternateContent":
			return w.s.choice(child)
		case "sdt", "sdtContent", "customXml":
			return w.s.Each(child)
		}
		return nil
	}
	if err := w.s.Each(child); err != nil || deleted {
		return err
	}
	return f.add(blocks.Row(cells))
}

// cell reads a cell as one piece, a line for each of its paragraphs and for
// each row of a table inside it; kept is false for a deleted one.
func (w *walker) cell() (cell blocks.Piece, kept bool, err error) {
	var pieces []blocks.Piece
	f := &flow{cell: true, story: w.trace.story(), add: func(p blocks.Piece) error {
		pieces = append(pieces, p)
		return nil
	}}
	deleted := false
	err = w.s.Each(func(el xml.StartElement) error {
		if el.Name.Local != "tcPr" {
			return w.block(el, f)
		}
		var err error
		deleted, err = w.has("cellDel")
		return err
	})
	if err != nil || deleted {
		return blocks.Piece{}, false, err
	}
	if err := f.end(); err != nil {
		return blocks.Piece{}, false, err
	}
	return blocks.Join(pieces), true, nil
}

// has reports whether the element whose start was read last has a child.
func (w *walker) has(local string) (bool, error) {
	found := false
	err := w.s.Each(func(el xml.StartElement) error {
		found = found || el.Name.Local == local
		return nil
	})
	w.tracked = w.tracked || found
	return found, err
}
