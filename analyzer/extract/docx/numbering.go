package docx

import (
	"encoding/xml"
	"strconv"
	"unicode/utf8"

	"hegao/analyzer/extract/xmlpart"
)

// A number is defined in two steps: an abstractNum holds nine levels, and a
// num is a use of it that paragraphs and styles name, with exceptions for
// single levels (lvlOverride). All uses of one abstractNum go on counting
// together unless an exception starts them again.

const levels = 9

// level says how the numbers of one level are drawn.
type level struct {
	start   int
	format  string // the name of the number format: "decimal", "bullet", …
	pattern string // of the format "custom": "001, 002, 003, ..."
	text    string // "%1、": %n stands for the number of level n-1
	suffix  string // "tab", "space", "nothing"
	legal   bool   // all numbers in text as decimals
	restart *int   // 1-based level after which this one starts again; 0 never
	style   string // the paragraph style that is tied to this level
	hidden  bool
}

// abstract holds the levels and the counters of one abstractNum.
type abstract struct {
	levels [levels]*level
	// link names the numbering style that holds the levels instead.
	link string

	value [levels]int
	used  [levels]bool
}

// override is an exception of one use for one level.
type override struct {
	start *int
	level *level
}

// list is one use of an abstractNum.
type list struct {
	abstract  string
	overrides [levels]override
	begun     [levels]bool // a paragraph of the level has been counted
}

// numbering is the content of numbering.xml. The zero value numbers nothing.
type numbering struct {
	abstracts map[string]*abstract
	lists     map[string]*list
	// linked holds the abstractNums that are the levels of a numbering
	// style, by the style's id.
	linked map[string]*abstract
}

func readNumbering(s *stream) (*numbering, error) {
	n := &numbering{abstracts: map[string]*abstract{}, lists: map[string]*list{}, linked: map[string]*abstract{}}
	if _, err := s.Root(); err != nil {
		return nil, err
	}
	err := s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "abstractNum":
			a := &abstract{}
			id, _ := xmlpart.Attr(el, "abstractNumId")
			n.abstracts[id] = a
			return n.readAbstract(s, a)
		case "num":
			l := &list{}
			id, _ := xmlpart.Attr(el, "numId")
			n.lists[id] = l
			return l.read(s)
		}
		return nil
	})
	return n, err
}

func (n *numbering) readAbstract(s *stream, a *abstract) error {
	return s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "numStyleLink":
			a.link = val(el)
		case "styleLink":
			if _, taken := n.linked[val(el)]; !taken {
				n.linked[val(el)] = a
			}
		case "lvl":
			i, ok := levelIndex(el)
			if !ok {
				return nil
			}
			a.levels[i] = &level{format: "decimal", suffix: "tab"}
			return a.levels[i].read(s)
		}
		return nil
	})
}

func (l *list) read(s *stream) error {
	return s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "abstractNumId":
			l.abstract = val(el)
		case "lvlOverride":
			i, ok := levelIndex(el)
			if !ok {
				return nil
			}
			return l.overrides[i].read(s)
		}
		return nil
	})
}

func (o *override) read(s *stream) error {
	return s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "startOverride":
			o.start = number(el)
		case "lvl":
			o.level = &level{format: "decimal", suffix: "tab"}
			return o.level.read(s)
		}
		return nil
	})
}

// levelTextMax bounds a level's text in bytes, so that a file of many short
// paragraphs cannot become a long text.
const levelTextMax = 256

func (l *level) read(s *stream) error {
	var child func(el xml.StartElement) error
	child = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "start":
			if n := number(el); n != nil {
				l.start = *n
			}
		case "numFmt":
			l.format = val(el)
			l.pattern, _ = xmlpart.Attr(el, "format")
		case "lvlText":
			l.text = cut(val(el), levelTextMax)
		case "suff":
			l.suffix = val(el)
		case "isLgl":
			l.legal = on(el)
		case "lvlRestart":
			l.restart = number(el)
		case "pStyle":
			l.style = val(el)
		case "lvlPicBulletId":
			l.format = "bullet"
		case "rPr":
			var r runProps
			err := r.read(s)
			l.hidden = r.hidden != nil && *r.hidden
			return err
		case "AlternateContent":
			return s.choice(child)
		}
		return nil
	}
	return s.Each(child)
}

func levelIndex(el xml.StartElement) (int, bool) {
	v, _ := xmlpart.Attr(el, "ilvl")
	i, err := strconv.Atoi(v)
	return i, err == nil && i >= 0 && i < levels
}

// cut shortens s to at most n bytes at the border of a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
