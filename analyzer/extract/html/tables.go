package html

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"

	"hegao/analyzer/extract/blocks"
)

// nestingMax bounds the tables and lists that are kept open inside one
// another; deeper ones are read as part of the innermost kept.
const nestingMax = 64

func inTable(a atom.Atom) bool {
	switch a {
	case atom.Table, atom.Tr, atom.Td, atom.Th:
		return true
	}
	return false
}

func inList(a atom.Atom) bool { return a == atom.Ol || a == atom.Ul || a == atom.Li }

func (p *page) startTable(a atom.Atom) error {
	if a == atom.Table {
		if len(p.rows) < nestingMax {
			p.rows = append(p.rows, &row{})
		}
		return nil
	}
	if len(p.rows) == 0 { // a cell outside a table is a block
		return nil
	}
	r := p.rows[len(p.rows)-1]
	if a == atom.Tr {
		if err := p.endRow(); err != nil {
			return err
		}
		r.open = true
		return nil
	}
	r.open = true
	r.cells = append(r.cells, nil)
	return nil
}

func (p *page) endTable(a atom.Atom) error {
	if len(p.rows) == 0 || a == atom.Td || a == atom.Th {
		return nil
	}
	if err := p.endRow(); err != nil {
		return err
	}
	if a == atom.Table {
		p.rows = p.rows[:len(p.rows)-1]
	}
	return nil
}

// endRow hands on the innermost row. A row with one line a cell is a row of
// a table; a row with more is what pages are laid out with, and its blocks
// stand for themselves.
func (p *page) endRow() error {
	r := p.rows[len(p.rows)-1]
	cells := r.cells
	r.cells, r.open = nil, false
	flat := true
	for _, c := range cells {
		flat = flat && len(c) <= 1 && (len(c) == 0 || c[0].Level == 0)
	}
	if flat {
		joined := make([]blocks.Piece, len(cells))
		for i, c := range cells {
			joined[i] = blocks.Join(c)
		}
		if row := blocks.Row(joined); !row.Blank() {
			return p.put(row)
		}
		return nil
	}
	for _, c := range cells {
		for _, piece := range c {
			if err := p.put(piece); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *page) startList(a atom.Atom, attrs map[string]string) {
	if a == atom.Li {
		p.item = &item{}
		if len(p.lists) > 0 {
			p.item.label = p.lists[len(p.lists)-1].number(attrs)
		}
		return
	}
	p.item = nil
	if len(p.lists) < nestingMax {
		p.lists = append(p.lists, newList(a == atom.Ol, attrs))
	}
}

func (p *page) endList(a atom.Atom) {
	p.item = nil
	if a != atom.Li && len(p.lists) > 0 {
		p.lists = p.lists[:len(p.lists)-1]
	}
}

func newList(ordered bool, attrs map[string]string) *list {
	l := &list{ordered: ordered, kind: attrs["type"], next: 1}
	if n, err := strconv.ParseInt(attrs["start"], 10, 32); err == nil {
		l.next = int(n)
	}
	return l
}

// number counts an item and returns what the browser draws before it.
func (l *list) number(attrs map[string]string) string {
	if !l.ordered {
		return ""
	}
	if n, err := strconv.ParseInt(attrs["value"], 10, 32); err == nil {
		l.next = int(n)
	}
	n := l.next
	l.next++
	const alphabet = 26
	if n >= 1 && n <= alphabet && strings.EqualFold(l.kind, "a") {
		return string(l.kind[0]+byte(n-1)) + "."
	}
	return strconv.Itoa(n) + "."
}
