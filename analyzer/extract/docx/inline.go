package docx

import (
	"encoding/xml"
	"strconv"
	"strings"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/extract/xmlpart"
	"hegao/analyzer/text"
)

// inline reads an element that stands inside a paragraph. What is not named
// here is a wrapper of runs (a link, a content control, a formula, …) or
// holds none.
func (w *walker) inline(el xml.StartElement, p *paragraph) error {
	child := func(el xml.StartElement) error { return w.inline(el, p) }
	switch el.Name.Local {
	case "pPr":
		return w.properties(p)
	case "r":
		return w.run(p)
	case "del", "moveFrom":
		w.tracked = true
		return nil
	case "ins", "moveTo":
		w.tracked = true
		return w.wrapper(func() error { return w.s.Each(child) })
	case "hyperlink", "smartTag", "customXml", "dir", "bdo":
		return w.wrapper(func() error { return w.s.Each(child) })
	case "AlternateContent":
		return w.whole(func() error { return w.s.choice(child) })
	case "drawing", "pict", "object":
		return w.whole(func() error { return w.drawing(p) })
	case "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr":
		return nil
	}
	return w.whole(func() error { return w.s.Each(child) })
}

func (w *walker) properties(p *paragraph) error {
	if err := p.props.read(w.s); err != nil {
		return err
	}
	if p.props.style == "" {
		p.props.style = w.styles.paragraph
	}
	p.hidden = w.styles.hides(p.props.style)
	w.trace.content(w.s)
	return nil
}

// run reads a stretch of text in one formatting.
func (w *walker) run(p *paragraph) error {
	w.trace.beginRun(w.s)
	defer w.trace.endRun(w.s)
	hidden := p.hidden
	var child func(el xml.StartElement) error
	child = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "rPr":
			var r runProps
			err := r.read(w.s)
			hidden = w.hides(r, p)
			w.trace.runProps(w.s)
			return err
		case "AlternateContent":
			return w.whole(func() error { return w.s.choice(child) })
		case "drawing", "pict", "object":
			if hidden {
				return nil
			}
			return w.whole(func() error { return w.drawing(p) })
		case "ruby":
			return w.whole(func() error { return w.ruby(p) })
		case "fldChar":
			before := len(w.fields)
			w.field(el)
			w.trace.field(before, len(w.fields))
			return nil
		}
		element, content, outside := text.Span{Start: w.s.Start}, text.Span{Start: w.s.End}, w.s.Depth-1
		s, err := w.sign(el)
		if err != nil {
			return err
		}
		content.End = w.s.Start
		if err := w.s.Leave(outside); err != nil {
			return err
		}
		element.End = w.s.End
		if hidden && strings.TrimSpace(s) != "" {
			w.hidden = true
		}
		if !hidden && !w.inInstruction() {
			w.trace.sign(p, s, el.Name.Local, element, content)
			p.text.WriteString(s)
		}
		w.trace.reference(el, element)
		return nil
	}
	return w.s.Each(child)
}

// hides reports whether a run is hidden: by itself, else by its own style,
// else by that of the paragraph.
func (w *walker) hides(r runProps, p *paragraph) bool {
	if r.hidden != nil {
		return *r.hidden
	}
	return p.hidden || w.styles.hides(r.style)
}

// sign returns what an element of a run draws.
func (w *walker) sign(el xml.StartElement) (string, error) {
	switch el.Name.Local {
	case "t":
		s, err := w.s.Chars()
		// Line ends in the XML are blanks; those of the page are elements.
		return strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(s), err
	case "tab", "ptab":
		return "\t", nil
	case "br", "cr":
		return "\n", nil
	case "noBreakHyphen":
		return "-", nil
	case "sym":
		return symbol(el), nil
	}
	return "", nil
}

// symbol returns a character given by its code, unless it belongs to a font
// of pictures, in which codes mean something else.
func symbol(el xml.StartElement) string {
	font, _ := xmlpart.Attr(el, "font")
	for _, pictures := range []string{"symbol", "wingdings", "webdings", "marlett"} {
		if strings.Contains(strings.ToLower(font), pictures) {
			return ""
		}
	}
	code, _ := xmlpart.Attr(el, "char")
	n, err := strconv.ParseUint(code, 16, 16)
	private := 0xe000 <= n && n <= 0xf8ff || 0xd800 <= n && n <= 0xdfff
	if err != nil || n < 0x20 || private || 0x7f <= n && n < 0xa0 || n >= 0xfffe {
		return ""
	}
	return string(rune(n))
}

// ruby reads the characters and leaves out the reading printed above them.
func (w *walker) ruby(p *paragraph) error {
	return w.s.Each(func(el xml.StartElement) error {
		if el.Name.Local != "rubyBase" {
			return nil
		}
		return w.s.Each(func(el xml.StartElement) error { return w.inline(el, p) })
	})
}

// field follows the start, middle and end of a complex field.
func (w *walker) field(el xml.StartElement) {
	kind, _ := xmlpart.Attr(el, "fldCharType")
	switch top := len(w.fields) - 1; {
	case kind == "begin":
		w.fields = append(w.fields, true)
	case kind == "separate" && top >= 0:
		w.fields[top] = false
	case kind == "end" && top >= 0:
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
// instruction. Instructions do not run over paragraphs; a field without its
// middle, left by some program, must not swallow the rest of the text.
func (w *walker) dropInstructions() {
	for i, instruction := range w.fields {
		if instruction {
			w.trace.field(len(w.fields), i)
			w.fields = w.fields[:i]
			return
		}
	}
}

// drawing looks for text boxes in a picture or shape.
func (w *walker) drawing(p *paragraph) error {
	var child func(el xml.StartElement) error
	child = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "txbxContent":
			return w.textBox(p)
		case "AlternateContent":
			return w.s.choice(child)
		}
		return w.s.Each(child)
	}
	return w.s.Each(child)
}

// textBox reads the paragraphs of a text box. They follow the paragraph the
// box is anchored in, whose number therefore comes first.
func (w *walker) textBox(p *paragraph) error {
	w.count(p)
	defer w.trace.boxed()()
	outside := w.fields
	w.fields = nil
	err := w.flow(&flow{add: func(b blocks.Piece) error {
		p.boxes = append(p.boxes, b)
		return nil
	}})
	w.fields = outside
	return err
}
