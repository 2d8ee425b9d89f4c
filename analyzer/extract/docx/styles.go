package docx

import (
	"encoding/xml"
	"iter"
	"strconv"
	"strings"

	"hegao/analyzer/extract/xmlpart"
)

// numRef is what a paragraph or a style says about its number. The two parts
// are inherited apart from one another; nil means it says nothing.
type numRef struct {
	num   *string // id of the list; "0" switches the number off
	level *int    // 0…8
}

// style is what matters here of a style.
type style struct {
	id, name, base string
	ref            numRef
	outline        *int // 0…8 a heading, 9 body text
	hidden         *bool
}

// styles are the styles of a file by id. The zero value has none.
type styles struct {
	byID map[string]*style
	// paragraph is the id of the style of paragraphs that name none.
	paragraph string
}

// chainMax bounds how far a chain of styles is followed; Word allows eleven.
const chainMax = 32

// chain yields the style id and those it is based on, itself first.
func (s *styles) chain(id string) iter.Seq[*style] {
	return func(yield func(*style) bool) {
		for range chainMax {
			st, ok := s.byID[id]
			if !ok || !yield(st) {
				return
			}
			id = st.base
		}
	}
}

// headingLevel returns 1…9 for a heading style, else 0.
func (s *styles) headingLevel(id string) int {
	for st := range s.chain(id) {
		if st.outline != nil {
			return levelOfOutline(*st.outline)
		}
		if level := levelOfName(st.name); level > 0 {
			return level
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

// levelOfName reads "heading 1" and "标题 1", the names that the heading
// styles have in every language version of Word and in WPS.
func levelOfName(name string) int {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, word := range []string{"heading", "标题"} {
		rest, ok := strings.CutPrefix(name, word)
		if !ok {
			continue
		}
		if n, err := strconv.Atoi(strings.TrimSpace(rest)); err == nil && n >= 1 && n <= 9 {
			return n
		}
	}
	return 0
}

// hides reports whether text in the style is hidden.
func (s *styles) hides(id string) bool {
	for st := range s.chain(id) {
		if st.hidden != nil {
			return *st.hidden
		}
	}
	return false
}

// number returns the list a style puts its paragraphs in.
func (s *styles) number(id string) (num string, ok bool) {
	for st := range s.chain(id) {
		if st.ref.num != nil {
			return *st.ref.num, true
		}
	}
	return "", false
}

// readStyles reads styles.xml.
func readStyles(s *stream) (*styles, error) {
	out := &styles{byID: map[string]*style{}}
	if _, err := s.Root(); err != nil {
		return nil, err
	}
	err := s.Each(func(el xml.StartElement) error {
		if el.Name.Local != "style" {
			return nil
		}
		return out.read(s, el)
	})
	return out, err
}

func (s *styles) read(x *stream, el xml.StartElement) error {
	st := &style{}
	st.id, _ = xmlpart.Attr(el, "styleId")
	kind, _ := xmlpart.Attr(el, "type")
	if isDefault, _ := xmlpart.Attr(el, "default"); kind == "paragraph" && (isDefault == "1" || isDefault == "true" || isDefault == "on") {
		s.paragraph = st.id
	}
	s.byID[st.id] = st
	return x.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "name":
			st.name = val(el)
		case "basedOn":
			st.base = val(el)
		case "pPr":
			var p paragraphProps
			err := p.read(x)
			st.ref, st.outline = p.ref, p.outline
			return err
		case "rPr":
			var r runProps
			err := r.read(x)
			st.hidden = r.hidden
			return err
		}
		return nil
	})
}
