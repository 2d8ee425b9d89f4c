package odt

import (
	"encoding/xml"

	"hegao/analyzer/extract/numbering"
	"hegao/analyzer/extract/xmlpart"
)

// listing is a place in a list: what its paragraphs are numbered by.
type listing struct {
	style string
	list  *numbering.List // nil until the style is known
	level int
	// fresh means that the next paragraph is the first of its item, the one
	// that has the number.
	fresh bool
}

// list reads a text:list; outer is the one it lies in, nil for none.
func (w *walker) list(el xml.StartElement, f *flow, outer *listing) error {
	l := w.listing(el, outer)
	return w.s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "list-item":
			l.fresh = true
			if n := number(el, "start-value", -1); n >= 0 && l.list != nil {
				l.list.Set(l.level, n)
			}
		case "list-header":
			l.fresh = false
		default:
			return nil
		}
		return w.s.Each(func(el xml.StartElement) error { return w.block(el, f, l) })
	})
}

// listing finds what a list counts with: what the outer one does, what an
// earlier list does that it goes on with, or something new.
func (w *walker) listing(el xml.StartElement, outer *listing) *listing {
	l := &listing{style: xmlpart.Value(el, "style-name")}
	if outer != nil {
		l.level = outer.level + 1
		if l.style == "" || l.style == outer.style {
			l.style, l.list = outer.style, outer.list
		}
	}
	if l.list == nil {
		l.list = w.continued(el, l.style)
	}
	if l.list == nil {
		l.list = w.newList(l.style)
	}
	if id := xmlpart.Value(el, "id"); id != "" && l.list != nil {
		w.byID[id] = l.list
	}
	if l.list != nil {
		w.last[l.style] = l.list
	}
	return l
}

// continued returns the list that a list says it goes on with. It counts on
// but may look different.
func (w *walker) continued(el xml.StartElement, style string) *numbering.List {
	id := xmlpart.Value(el, "continue-list")
	if id == "" {
		if xmlpart.Value(el, "continue-numbering") == "true" {
			return w.last[style]
		}
		return nil
	}
	before, levels := w.byID[id], w.lists[style]
	if before == nil || levels == nil {
		return before
	}
	l := &numbering.List{Abstract: before.Abstract}
	for i, level := range levels {
		l.Overrides[i].Level = level
	}
	return l
}

func (w *walker) newList(style string) *numbering.List {
	levels, ok := w.lists[style]
	if !ok {
		return nil
	}
	return &numbering.List{Abstract: &numbering.Abstract{Levels: *levels}}
}

// mark counts a paragraph of a list and returns its number; style is that of
// the paragraph.
func (w *walker) mark(l *listing, style string) numbering.Mark {
	if !l.fresh {
		return numbering.Mark{}
	}
	l.fresh = false
	if l.list == nil {
		l.style, _ = w.listOf(style)
		l.list = w.newList(l.style)
	}
	if l.list == nil {
		return numbering.Mark{Drawn: true}
	}
	return l.list.Next(l.level)
}

// headingMark counts a heading outside lists.
func (w *walker) headingMark(el xml.StartElement, level int) numbering.Mark {
	list, said := w.listOf(xmlpart.Value(el, "style-name"))
	if said && list == "" || w.outline == nil || xmlpart.Value(el, "is-list-header") == "true" {
		return numbering.Mark{}
	}
	if xmlpart.Value(el, "restart-numbering") == "true" {
		w.outline.Set(level-1, number(el, "start-value", 1))
	}
	return w.outline.Next(level - 1)
}
