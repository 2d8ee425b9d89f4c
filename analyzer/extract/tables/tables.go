// Package tables turns a stream of paragraphs, cell ends and row ends, which
// is how the binary Word format and RTF write tables, into pieces: one for
// every paragraph outside a table and one for every row of an outermost one.
package tables

import (
	"strings"

	"hegao/analyzer/extract/blocks"
)

const (
	// depthMax bounds how deep tables are nested; what claims to lie deeper
	// is read as lying there.
	depthMax = 32
	// cellsMax bounds the cells of a row, of which Word allows 63; what is
	// more begins another row.
	cellsMax = 1024
)

// Flow is one sequence of paragraphs and tables: the body, a note, a text
// box. Make one with New.
type Flow struct {
	add func(blocks.Piece) error
	// open are the tables the next paragraph lies in, outermost first.
	open []*table
}

type table struct {
	cells []blocks.Piece // of the row being read, ended
	// first and text are the cell being read: its first paragraph, and the
	// lines of all.
	first blocks.Piece
	text  strings.Builder
}

// New makes a flow that hands its pieces to add in reading order.
func New(add func(blocks.Piece) error) *Flow { return &Flow{add: add} }

// InCell reports whether depth is that of a cell, 0 being outside tables.
func InCell(depth int) bool { return depth > 0 }

// Paragraph takes a paragraph that lies in depth tables. Tables that are
// deeper than that end before it, finished or not.
func (f *Flow) Paragraph(depth int, p blocks.Piece) error {
	if err := f.move(depth); err != nil {
		return err
	}
	return f.put(len(f.open), p)
}

// EndCell takes the last paragraph of a cell of the depth-th table.
func (f *Flow) EndCell(depth int, p blocks.Piece) error {
	if err := f.Paragraph(max(1, depth), p); err != nil {
		return err
	}
	t := f.open[len(f.open)-1]
	t.endCell()
	if len(t.cells) == cellsMax {
		return f.endRow()
	}
	return nil
}

// EndRow ends a row of the depth-th table.
func (f *Flow) EndRow(depth int) error {
	if err := f.move(max(1, depth)); err != nil {
		return err
	}
	return f.endRow()
}

// End closes what is open.
func (f *Flow) End() error { return f.move(0) }

// move opens and ends tables until depth are open.
func (f *Flow) move(depth int) error {
	depth = min(max(0, depth), depthMax)
	for len(f.open) > depth {
		if err := f.endRow(); err != nil {
			return err
		}
		f.open = f.open[:len(f.open)-1]
	}
	for len(f.open) < depth {
		f.open = append(f.open, &table{})
	}
	return nil
}

func (f *Flow) endRow() error {
	at := len(f.open)
	t := f.open[at-1]
	if t.text.Len() > 0 {
		t.endCell()
	}
	row := blocks.Row(t.cells)
	t.cells = nil
	return f.put(at-1, row)
}

func (t *table) endCell() {
	cell := t.first
	cell.Text = t.text.String()
	t.cells = append(t.cells, cell)
	t.first = blocks.Piece{}
	t.text.Reset()
}

// add takes a paragraph of the cell; blank ones are left out.
func (t *table) add(p blocks.Piece) {
	if p.Blank() {
		return
	}
	if t.text.Len() == 0 {
		t.first = p
	} else {
		t.text.WriteByte('\n')
	}
	t.text.WriteString(p.Text)
}

// put hands p on, or keeps it for the cell that is open at depth.
func (f *Flow) put(depth int, p blocks.Piece) error {
	if depth == 0 {
		return f.add(p)
	}
	f.open[depth-1].add(p)
	return nil
}
