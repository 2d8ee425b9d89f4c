package odt

import (
	"encoding/xml"
	"strings"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/numbering"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/text"
)

// walker goes through the parts of a document, in reading order, once.
type walker struct {
	s   *xmlpart.Stream
	add func(blocks.Piece) error

	styles  map[styleKey]style
	lists   map[string]*levels
	outline *numbering.List
	byID    map[string]*numbering.List // lists by their xml:id
	last    map[string]*numbering.List // the last list of a list style

	deletions map[string]bool // tracked changes that are deletions, by id
	deleting  int             // deletions being read
	blanks    int             // those that elements stand for, so far

	notes           []blocks.Piece
	meta            text.Meta
	tracked, hidden bool
}

func newWalker(add func(blocks.Piece) error) *walker {
	return &walker{
		add: add, styles: map[styleKey]style{}, lists: map[string]*levels{},
		byID: map[string]*numbering.List{}, last: map[string]*numbering.List{},
		deletions: map[string]bool{},
	}
}

// flow is one sequence of paragraphs: the body, a table cell, a text box, a
// note.
type flow struct {
	add func(blocks.Piece) error
	// cell keeps paragraphs that hold nothing but their number: in a table
	// they are the column of serial numbers.
	cell bool
}

// flow reads the children of the element whose start was read last as a
// sequence of paragraphs.
func (w *walker) flow(f *flow) error {
	return w.s.Each(func(el xml.StartElement) error { return w.block(el, f, nil) })
}

// block reads an element that stands where paragraphs stand; l is the list
// it lies in, nil for none.
func (w *walker) block(el xml.StartElement, f *flow, l *listing) error {
	switch el.Name.Local {
	case "p", "h":
		return w.paragraph(el, f, l)
	case "list":
		return w.list(el, f, l)
	case "table":
		return w.table(f)
	case "tracked-changes":
		return w.changes()
	case "section", "table-of-content", "alphabetical-index", "illustration-index", "table-index",
		"object-index", "user-index", "bibliography", "index-body", "index-title", "numbered-paragraph":
		return w.s.Each(func(el xml.StartElement) error { return w.block(el, f, l) })
	}
	if isDrawing(el) {
		return w.drawing(f.add)
	}
	return nil
}

// changes reads the list of tracked changes. What was deleted stands in it,
// and no longer in the text; but some programs leave it there between marks.
func (w *walker) changes() error {
	return w.s.Each(func(el xml.StartElement) error {
		if el.Name.Local != "changed-region" {
			return nil
		}
		w.tracked = true
		id := xmlpart.Value(el, "id")
		return w.s.Each(func(el xml.StartElement) error {
			if el.Name.Local == "deletion" {
				w.deletions[id] = true
			}
			return nil
		})
	})
}

// change follows the marks of a deletion that was left in the text.
func (w *walker) change(el xml.StartElement) {
	if !w.deletions[xmlpart.Value(el, "change-id")] {
		return
	}
	if el.Name.Local == "change-start" {
		w.deleting++
	} else {
		w.deleting = max(0, w.deleting-1)
	}
}

// paragraph reads a text:p or text:h.
func (w *walker) paragraph(el xml.StartElement, f *flow, l *listing) error {
	style := xmlpart.Value(el, "style-name")
	level := 0
	if el.Name.Local == "h" {
		level = min(max(1, number(el, "outline-level", 1)), numbering.Levels)
	}
	p := &paragraph{blank: true, hidden: w.hides("paragraph", style)}
	// Its number comes before those of the text boxes in it.
	var mark numbering.Mark
	switch {
	case p.hidden:
	case l != nil:
		mark = w.mark(l, style)
	case level > 0:
		mark = w.headingMark(el, level)
	}
	if err := w.inline(p); err != nil {
		return err
	}
	if err := f.add(p.piece(mark, level, f.cell)); err != nil {
		return err
	}
	for _, box := range p.boxes {
		if err := f.add(box); err != nil {
			return err
		}
	}
	return nil
}

func (p *paragraph) piece(m numbering.Mark, level int, cell bool) blocks.Piece {
	out := blocks.Piece{Text: strings.TrimSuffix(p.text.String(), " "), Kind: text.Paragraph}
	if out.Blank() && !cell {
		return out
	}
	if m.Label != "" {
		out.Text, out.Label = m.Label+m.Gap+out.Text, len(m.Label)
	}
	if m.Drawn {
		out.Kind = text.ListItem
	}
	const deepest = 9
	if level > 0 && level <= deepest {
		out.Kind, out.Level = text.Heading, level
	}
	return out
}

// table reads a table as its rows.
func (w *walker) table(f *flow) error {
	return w.s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "table-row":
			return w.row(f)
		case "table-rows", "table-header-rows", "table-row-group":
			return w.table(f)
		}
		return nil
	})
}

func (w *walker) row(f *flow) error {
	const cellsMax = 1024
	var cells []blocks.Piece
	err := w.s.Each(func(el xml.StartElement) error {
		if el.Name.Local != "table-cell" {
			return nil // nothing is seen of a cell that another covers
		}
		cell, err := w.cell()
		cells = append(cells, cell)
		for range min(number(el, "number-columns-repeated", 1), cellsMax-len(cells)) - 1 {
			cells = append(cells, blocks.Piece{})
		}
		return err
	})
	if err != nil {
		return err
	}
	return f.add(blocks.Row(cells))
}

// cell reads a cell as one piece, a line for each of its paragraphs and for
// each row of a table inside it.
func (w *walker) cell() (blocks.Piece, error) {
	var pieces []blocks.Piece
	err := w.flow(&flow{cell: true, add: func(p blocks.Piece) error {
		pieces = append(pieces, p)
		return nil
	}})
	return blocks.Join(pieces), err
}
