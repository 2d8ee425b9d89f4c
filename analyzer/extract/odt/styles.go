package odt

import (
	"encoding/xml"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/extract/numbering"
	"hegao/analyzer/extract/xmlpart"
)

// style is what matters here of a paragraph or text style.
type style struct {
	parent string
	list   *string // the list style, "" for none at all; nil says nothing
	hidden *bool
}

// styleKey tells styles of different families with one name apart.
type styleKey struct{ family, name string }

// chainMax bounds how far a chain of styles is followed.
const chainMax = 32

// chain yields the style and those it is based on, itself first.
func (w *walker) chain(family, name string) iter.Seq[style] {
	return func(yield func(style) bool) {
		for range chainMax {
			s, ok := w.styles[styleKey{family, name}]
			if !ok || !yield(s) {
				return
			}
			name = s.parent
		}
	}
}

// hides reports whether text in the style is hidden.
func (w *walker) hides(family, name string) bool {
	for s := range w.chain(family, name) {
		if s.hidden != nil {
			return *s.hidden
		}
	}
	return false
}

// listOf returns the list style of a paragraph style; said is false when it
// and those it is based on say nothing.
func (w *walker) listOf(name string) (list string, said bool) {
	for s := range w.chain("paragraph", name) {
		if s.list != nil {
			return *s.list, true
		}
	}
	return "", false
}

// readStyles reads the element whose start was read last.
func (w *walker) readStyles() error {
	return w.s.Each(func(el xml.StartElement) error {
		name := xmlpart.Value(el, "name")
		switch el.Name.Local {
		case "style":
			return w.readStyle(el, styleKey{xmlpart.Value(el, "family"), name})
		case "list-style":
			levels, err := w.readLevels()
			w.lists[name] = levels
			return err
		case "outline-style":
			levels, err := w.readLevels()
			w.outline = &numbering.List{Abstract: &numbering.Abstract{Levels: *levels}}
			return err
		}
		return nil
	})
}

func (w *walker) readStyle(el xml.StartElement, key styleKey) error {
	s := style{parent: xmlpart.Value(el, "parent-style-name")}
	if list, ok := xmlpart.Attr(el, "list-style-name"); ok {
		s.list = &list
	}
	err := w.s.Each(func(el xml.StartElement) error {
		if v, ok := xmlpart.Attr(el, "display"); ok && el.Name.Local == "text-properties" {
			hidden := v == "none"
			s.hidden = &hidden
		}
		return nil
	})
	w.styles[key] = s
	return err
}

// levels are those of a list style.
type levels [numbering.Levels]*numbering.Level

func (w *walker) readLevels() (*levels, error) {
	out := &levels{}
	var shown [numbering.Levels]affixes
	err := w.s.Each(func(el xml.StartElement) error {
		at := number(el, "level", 0) - 1
		if at < 0 || at >= numbering.Levels {
			return nil
		}
		l := &numbering.Level{Start: number(el, "start-value", 1), Format: "bullet", Restart: -1}
		if el.Name.Local == "list-level-style-number" || el.Name.Local == "outline-level-style" {
			l.Format = formatName(xmlpart.Value(el, "num-format"))
			shown[at] = affixesOf(el)
		}
		out[at] = l
		return w.s.Each(func(el xml.StartElement) error {
			return w.s.Each(func(el xml.StartElement) error { // the label's alignment
				l.Tight = xmlpart.Value(el, "label-followed-by") == "nothing"
				return nil
			})
		})
	})
	for i, l := range out {
		if l != nil && l.Format != "bullet" {
			l.Text = shown[i].text(out, i)
		}
	}
	return out, err
}

// affixes are what stands around the number of a level.
type affixes struct {
	prefix, suffix string
	levels         int    // numbers shown, from the one above down
	pattern        string // says all of it in newer files: "%1%.%2%."
}

// affixMax bounds what stands around a number, in bytes, so that a file of
// many short paragraphs cannot become a long text.
const affixMax = 256

func affixesOf(el xml.StartElement) affixes {
	return affixes{
		prefix: cut(xmlpart.Value(el, "num-prefix")), suffix: cut(xmlpart.Value(el, "num-suffix")),
		levels: max(1, number(el, "display-levels", 1)), pattern: cut(xmlpart.Value(el, "num-list-format")),
	}
}

// text makes the text of level at in the form of package numbering.
func (a affixes) text(all *levels, at int) string {
	if a.pattern != "" {
		text := a.pattern
		for i := range numbering.Levels {
			text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1)+"%", string(numbering.Place(i)))
		}
		return text
	}
	var numbers []string
	for i := max(0, at-a.levels+1); i <= at; i++ {
		if l := all[i]; l != nil && l.Format != "bullet" && l.Format != "none" {
			numbers = append(numbers, string(numbering.Place(i)))
		}
	}
	return a.prefix + strings.Join(numbers, ".") + a.suffix
}

// formatName names a style:num-format as WordprocessingML does.
func formatName(format string) string {
	if format == "" {
		return "none"
	}
	return numbering.FormatOfExample(format)
}

// number reads an attribute that is an integer, missing where it is none.
func number(el xml.StartElement, local string, missing int) int {
	n, err := strconv.ParseInt(xmlpart.Value(el, local), 10, 32)
	if err != nil {
		return missing
	}
	return int(n)
}

// cut shortens s to affixMax at the border of a character.
func cut(s string) string {
	n := affixMax
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
