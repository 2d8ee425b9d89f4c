package odt

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/xmlpart"
)

// paragraph is the paragraph being read.
type paragraph struct {
	text strings.Builder
	// blank means that white space in the XML draws nothing now: a blank was
	// drawn already, or nothing yet.
	blank  bool
	hidden bool
	boxes  []blocks.Piece // of the text boxes anchored in it
}

// inline reads what stands inside the element whose start was read last.
func (w *walker) inline(p *paragraph) error {
	return w.s.Mixed(
		func(chars []byte) { w.write(p, chars) },
		func(el xml.StartElement) error { return w.inlineElement(el, p) },
	)
}

// inlineElement reads an element inside a paragraph. What is not named here
// is a wrapper of text, a field, or holds none.
func (w *walker) inlineElement(el xml.StartElement, p *paragraph) error {
	switch el.Name.Local {
	case "s":
		const most = 1000
		n := min(max(1, number(el, "c", 1)), most)
		if w.blanks += n; w.blanks > w.s.Limits.TextRunes {
			return w.s.Limits.TooLong(w.s.Name)
		}
		p.sign(strings.Repeat(" ", n))
		return nil
	case "tab":
		p.sign("\t")
		return nil
	case "line-break":
		p.sign("\n")
		return nil
	case "change-start", "change-end":
		w.change(el)
		return nil
	case "span":
		return w.span(el, p)
	case "note":
		return w.note()
	case "annotation", "annotation-end", "ruby-text", "number", "hidden-text", "script", "tracked-changes", "event-listeners":
		return nil
	}
	if isDrawing(el) {
		return w.drawing(func(b blocks.Piece) error {
			p.boxes = append(p.boxes, b)
			return nil
		})
	}
	return w.inline(p)
}

func (w *walker) span(el xml.StartElement, p *paragraph) error {
	outside := p.hidden
	for s := range w.chain("text", xmlpart.Value(el, "style-name")) {
		if s.hidden != nil {
			p.hidden = *s.hidden
			break
		}
	}
	err := w.inline(p)
	p.hidden = outside
	return err
}

// write adds characters; white space in the XML draws one blank at most.
func (w *walker) write(p *paragraph, chars []byte) {
	if w.deleting > 0 {
		return
	}
	if p.hidden {
		w.hidden = w.hidden || len(strings.TrimSpace(string(chars))) > 0
		return
	}
	for len(chars) > 0 {
		r, size := utf8.DecodeRune(chars)
		chars = chars[size:]
		space := r == ' ' || r == '\t' || r == '\n' || r == '\r'
		switch {
		case !space:
			p.text.WriteRune(r)
		case !p.blank:
			p.text.WriteByte(' ')
		}
		p.blank = space
	}
}

// sign adds white space that an element stands for.
func (p *paragraph) sign(s string) {
	if p.hidden {
		return
	}
	p.text.WriteString(s)
	p.blank = false
}

// note reads a foot- or endnote; its texts come last in the document.
func (w *walker) note() error {
	return w.s.Each(func(el xml.StartElement) error {
		if el.Name.Local != "note-body" {
			return nil
		}
		return w.flow(&flow{add: func(b blocks.Piece) error {
			w.notes = append(w.notes, b)
			return nil
		}})
	})
}

func isDrawing(el xml.StartElement) bool {
	return strings.Contains(el.Name.Space, ":drawing:") || strings.Contains(el.Name.Space, ":dr3d:")
}

// drawing looks for text in a frame or shape. Titles and descriptions of
// pictures are not seen on the page.
func (w *walker) drawing(add func(blocks.Piece) error) error {
	f := &flow{add: add}
	return w.s.Each(func(el xml.StartElement) error {
		if isDrawing(el) {
			return w.drawing(add)
		}
		return w.block(el, f, nil)
	})
}
