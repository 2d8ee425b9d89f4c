package wordml

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/extract/numbering"
	"hegao/analyzer/extract/xmlpart"
)

// readLists reads w:lists: definitions, and uses of them that paragraphs and
// styles name.
func (w *walker) readLists() error {
	definitions := map[string]*numbering.Abstract{}
	return w.s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "listDef":
			a := &numbering.Abstract{}
			definitions[xmlpart.Value(el, "listDefId")] = a
			return w.eachLevel("lvl", func(at int) (err error) {
				a.Levels[at], err = w.readLevel(at)
				return err
			})
		case "list":
			use := &numbering.List{}
			w.lists[xmlpart.Value(el, "ilfo")] = use
			return w.s.Each(func(el xml.StartElement) error {
				if el.Name.Local == "ilst" {
					use.Abstract = definitions[val(el)]
				}
				if at := number(el, "ilvl"); el.Name.Local == "lvlOverride" && 0 <= at && at < numbering.Levels {
					return w.readOverride(&use.Overrides[at], at)
				}
				return nil
			})
		}
		return nil
	})
}

// eachLevel calls fn for the children of a name that say a level.
func (w *walker) eachLevel(local string, fn func(at int) error) error {
	return w.s.Each(func(el xml.StartElement) error {
		at := number(el, "ilvl")
		if el.Name.Local != local || at < 0 || at >= numbering.Levels {
			return nil
		}
		return fn(at)
	})
}

func (w *walker) readOverride(o *numbering.Override, at int) error {
	return w.s.Each(func(el xml.StartElement) (err error) {
		switch el.Name.Local {
		case "startOverride":
			start := number(el, "val")
			o.Start = &start
		case "lvl":
			o.Level, err = w.readLevel(at)
		}
		return err
	})
}

// levelTextMax bounds the text of a level in bytes.
const levelTextMax = 256

func (w *walker) readLevel(at int) (*numbering.Level, error) {
	l := &numbering.Level{Format: "decimal", Start: 1, Restart: -1}
	err := w.s.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "start":
			l.Start = number(el, "val")
		case "nfc":
			l.Format = numbering.FormatOf(number(el, "val"))
		case "lvlText":
			l.Text = levelText(val(el))
		case "suff":
			l.Tight = val(el) == "Nothing"
		case "isLgl":
			l.Legal = on(el)
		case "lvlRestart":
			l.Restart = number(el, "val")
		case "pStyle":
			w.tied[val(el)] = at
		}
		return nil
	})
	return l, err
}

// levelText puts places where the text has %1…%9.
func levelText(s string) string {
	for len(s) > levelTextMax {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	for i := range numbering.Levels {
		s = strings.ReplaceAll(s, "%"+strconv.Itoa(i+1), string(numbering.Place(i)))
	}
	return s
}

// mark counts a paragraph and returns its number.
func (w *walker) mark(p *props) numbering.Mark {
	list, level := p.list, p.level
	for s := range w.chain(p.style) {
		if list == "" {
			list = s.list
		}
		if level < 0 {
			level = s.level
		}
	}
	use := w.lists[list]
	if use == nil || use.Abstract == nil {
		return numbering.Mark{}
	}
	if level < 0 {
		level = w.tied[p.style]
	}
	return use.Next(level)
}
