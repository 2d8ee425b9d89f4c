package doc

import "iter"

// style is what matters here of a style. -1 means that nothing is said.
type style struct {
	defined              bool
	builtin              int // 1…9 are the headings
	base                 int
	list, level, outline int
	vanish               int
}

// The number of a style that is based on none, and the kinds of style.
const (
	noStyle       = 0xfff
	kindParagraph = 1
	kindCharacter = 2
)

// readStyles reads the style sheet.
func (f *file) readStyles() {
	at, n := f.fib.pair(pairStyles)
	sheet := f.table.slice(at, n)
	header := sheet.u16(0)
	count := sheet.u16(2)
	fixed := sheet.u16(4) // bytes of a style before its name
	pos := 2 + header
	for range count {
		if pos >= len(sheet) {
			return
		}
		size := sheet.u16(pos)
		f.styles = append(f.styles, readStyle(sheet.slice(pos+2, size), fixed))
		pos += 2 + size
	}
}

func readStyle(std buffer, fixed int) style {
	s := style{base: noStyle, list: -1, level: -1, outline: -1, vanish: -1}
	if len(std) < 10 {
		return s
	}
	s.defined = true
	s.builtin = std.u16(0) & 0xfff
	kind := std.u16(2) & 0xf
	s.base = std.u16(2) >> 4
	pos := fixed + 2 + 2*std.u16(fixed) + 2 // behind the name and its zero
	if kind == kindParagraph {
		size := std.u16(pos)
		p := newParaProps(0)
		body := std.slice(pos+2, size)
		eachSprm(body.slice(2, len(body)), p.apply)
		s.list, s.level, s.outline = p.list, p.level, p.outline
		pos += 2 + size + size%2
	}
	if kind == kindParagraph || kind == kindCharacter {
		c := charProps{vanish: -1}
		eachSprm(std.slice(pos+2, std.u16(pos)), c.apply)
		s.vanish = c.vanish
	}
	return s
}

// chainMax bounds how far a chain of styles is followed.
const chainMax = 32

// chain yields the style id and those it is based on, itself first.
func (f *file) chain(id int) iter.Seq[style] {
	return func(yield func(style) bool) {
		for range chainMax {
			if id < 0 || id >= len(f.styles) || !f.styles[id].defined || !yield(f.styles[id]) {
				return
			}
			id = f.styles[id].base
		}
	}
}

// hides reports whether text in the style is hidden.
func (f *file) hides(id int) bool {
	for s := range f.chain(id) {
		if s.vanish >= 0 {
			return s.vanish == 1
		}
	}
	return false
}

// headingLevel returns 1…9 for a heading, else 0.
func (f *file) headingLevel(p *paraProps) int {
	const headings = 9
	if p.outline >= 0 {
		return levelOfOutline(p.outline)
	}
	for s := range f.chain(p.style) {
		if s.outline >= 0 {
			return levelOfOutline(s.outline)
		}
		if 1 <= s.builtin && s.builtin <= headings {
			return s.builtin
		}
	}
	return 0
}

// levelOfOutline turns an outline level 0…8 into 1…9; 9 is body text.
func levelOfOutline(outline int) int {
	if outline > 8 {
		return 0
	}
	return outline + 1
}
