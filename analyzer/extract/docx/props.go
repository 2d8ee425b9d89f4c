package docx

import (
	"encoding/xml"
	"strconv"

	"hegao/analyzer/extract/xmlpart"
)

// paragraphProps is what matters here of the properties of a paragraph.
type paragraphProps struct {
	style   string
	ref     numRef
	outline *int
	// gone means that the paragraph's end was deleted: it runs on into the
	// next one. hidden means that the end is hidden.
	gone, hidden bool
	// initial means that the paragraph is the large first letter of the next
	// one.
	initial bool
}

// read reads a pPr. What stood there before a tracked change is in a child
// of its own, pPrChange, which is passed over.
func (p *paragraphProps) read(s *stream) error {
	return s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "pStyle":
			p.style = val(el)
		case "outlineLvl":
			p.outline = number(el)
		case "framePr":
			drop, _ := xmlpart.Attr(el, "dropCap")
			p.initial = drop == "drop" || drop == "margin"
		case "numPr":
			return p.ref.read(s)
		case "rPr":
			return p.readMark(s)
		}
		return nil
	})
}

// readMark reads the properties of the paragraph's end.
func (p *paragraphProps) readMark(s *stream) error {
	return s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "del", "moveFrom":
			p.gone = true
		case "vanish":
			p.hidden = on(el)
		}
		return nil
	})
}

func (r *numRef) read(s *stream) error {
	return s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "numId":
			id := val(el)
			r.num = &id
		case "ilvl":
			r.level = number(el)
		}
		return nil
	})
}

// runProps is what matters here of the properties of a run.
type runProps struct {
	style  string
	hidden *bool
}

// read reads an rPr.
func (r *runProps) read(s *stream) error {
	return s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "rStyle":
			r.style = val(el)
		case "vanish":
			hidden := on(el)
			r.hidden = &hidden
		}
		return nil
	})
}

// number reads a value that is an integer; nil where it is none.
func number(el xml.StartElement) *int {
	n, err := strconv.ParseInt(val(el), 10, 32)
	if err != nil {
		return nil
	}
	i := int(n)
	return &i
}
