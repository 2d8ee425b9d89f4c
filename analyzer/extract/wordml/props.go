package wordml

import (
	"encoding/xml"
	"iter"
	"strconv"
	"strings"

	"hegao/analyzer/extract/xmlpart"
)

// props is what matters here of the properties of a paragraph or of a
// style's paragraphs; "" and -1 say nothing.
type props struct {
	style          string // of a style: the one it is based on
	list           string
	level, outline int
	name           string // of a style
	hidden         bool
	// gone means that the paragraph's end was deleted: it runs on into the
	// next one.
	gone bool
	// initial means that the paragraph is the large first letter of the next
	// one.
	initial bool
}

func newProps() *props { return &props{level: -1, outline: -1} }

func (w *walker) readProps(p *props) error {
	return w.s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "pStyle":
			p.style = val(el)
		case "outlineLvl":
			p.outline = number(el, "val")
		case "framePr":
			drop := xmlpart.Value(el, "drop-cap")
			p.initial = drop == "drop" || drop == "margin"
		case "listPr":
			return w.s.Each(func(el xml.StartElement) error {
				switch el.Name.Local {
				case "ilvl":
					p.level = number(el, "val")
				case "ilfo":
					p.list = val(el)
				}
				return nil
			})
		case "rPr":
			return w.s.Each(func(el xml.StartElement) error {
				switch {
				case el.Name.Local == "vanish":
					p.hidden = on(el)
				case isChange(el, "Deletion"):
					p.gone = true
				}
				return nil
			})
		}
		return nil
	})
}

// isChange reports a tracked change of a kind.
func isChange(el xml.StartElement, kind string) bool {
	return el.Name.Local == "annotation" && xmlpart.Value(el, "type") == "Word."+kind
}

func (w *walker) readStyles() error {
	return w.s.Each(func(el xml.StartElement) error {
		if el.Name.Local != "style" {
			return nil
		}
		s := newProps()
		id := xmlpart.Value(el, "styleId")
		if xmlpart.Value(el, "default") == "on" && xmlpart.Value(el, "type") == "paragraph" {
			w.usual = id
		}
		err := w.s.Each(func(el xml.StartElement) error {
			switch el.Name.Local {
			case "name":
				s.name = strings.ToLower(val(el))
			case "basedOn":
				s.style = val(el)
			case "pPr":
				return w.readProps(s)
			}
			return nil
		})
		w.styles[id] = s
		return err
	})
}

// chainMax bounds how far a chain of styles is followed.
const chainMax = 32

// chain yields the style id and those it is based on, itself first.
func (w *walker) chain(id string) iter.Seq[*props] {
	return func(yield func(*props) bool) {
		for range chainMax {
			s, ok := w.styles[id]
			if !ok || !yield(s) {
				return
			}
			id = s.style
		}
	}
}

// headingLevel returns 1…9 for a heading, else 0.
func (w *walker) headingLevel(p *props) int {
	if p.outline >= 0 {
		return levelOfOutline(p.outline)
	}
	for s := range w.chain(p.style) {
		if s.outline >= 0 {
			return levelOfOutline(s.outline)
		}
		if rest, ok := strings.CutPrefix(s.name, "heading "); ok {
			if n, err := strconv.Atoi(rest); err == nil {
				return levelOfOutline(n - 1)
			}
		}
	}
	return 0
}

// levelOfOutline turns an outline level 0…8 into 1…9; 9 is body text.
func levelOfOutline(outline int) int {
	if outline < 0 || outline > 8 {
		return 0
	}
	return outline + 1
}
