package docx

import (
	"strings"

	formats "hegao/analyzer/extract/numbering"
)

// mark is the number of one paragraph.
type mark struct {
	// label is the text that is drawn, "" for a bullet.
	label string
	// gap is what stands between the label and the text.
	gap string
	// drawn means that something is, a number or a bullet.
	drawn bool
}

// lookup finds a use and the levels it uses, over links to numbering styles.
func (n *numbering) lookup(num string, st *styles) (*list, *abstract) {
	l, ok := n.lists[num]
	if !ok {
		return nil, nil
	}
	a := n.abstracts[l.abstract]
	for range chainMax {
		if a == nil || a.link == "" {
			break
		}
		a = n.ofStyle(a.link, st)
	}
	return l, a
}

// ofStyle finds the levels of a numbering style.
func (n *numbering) ofStyle(id string, st *styles) *abstract {
	if num, ok := st.number(id); ok {
		if l, ok := n.lists[num]; ok {
			return n.abstracts[l.abstract]
		}
	}
	return n.linked[id]
}

// next counts a paragraph and returns its number. direct is what the
// paragraph itself says; style is the id of its style.
func (n *numbering) next(direct numRef, style string, st *styles) mark {
	num, ok := st.number(style)
	if direct.num != nil {
		num, ok = *direct.num, true
	}
	if !ok || num == "0" {
		return mark{}
	}
	l, a := n.lookup(num, st)
	if a == nil {
		return mark{}
	}
	at := levelOf(direct, style, st, a)
	if at < 0 || at >= levels || l.level(a, at) == nil {
		return mark{}
	}
	a.advance(l, at)
	return l.mark(a, at)
}

// levelOf finds the level of a paragraph: what it says itself; else the
// level tied to its style or to one that is based on; else what they say.
func levelOf(direct numRef, style string, st *styles, a *abstract) int {
	if direct.level != nil {
		return *direct.level
	}
	for s := range st.chain(style) {
		for i, l := range a.levels {
			if l != nil && l.style != "" && l.style == s.id {
				return i
			}
		}
		if s.ref.level != nil {
			return *s.ref.level
		}
	}
	return 0
}

// level returns the definition that l uses at level i, nil where there is
// none.
func (l *list) level(a *abstract, i int) *level {
	if o := l.overrides[i].level; o != nil {
		return o
	}
	return a.levels[i]
}

func (l *list) start(a *abstract, i int) int {
	if s := l.overrides[i].start; s != nil {
		return *s
	}
	if def := l.level(a, i); def != nil {
		return def.start
	}
	return 1
}

// advance counts one paragraph of l at level at. Levels above that were
// never used count as used once, as they do on the page: 1.1, then 2.
func (a *abstract) advance(l *list, at int) {
	if !l.begun[at] && l.overrides[at].start != nil {
		a.used[at] = false
	}
	l.begun[at] = true
	for i := range at {
		if !a.used[i] {
			a.value[i], a.used[i] = l.start(a, i), true
		}
	}
	if a.used[at] {
		a.value[at]++
	} else {
		a.value[at], a.used[at] = l.start(a, at), true
	}
	for i := at + 1; i < levels; i++ {
		if l.level(a, i).restartsAfter(at, i) {
			a.used[i] = false
		}
	}
}

// restartsAfter reports whether the level, which is number self, starts again
// when a paragraph of level at was counted.
func (l *level) restartsAfter(at, self int) bool {
	if l == nil || l.restart == nil || *l.restart < 0 || *l.restart > self {
		return true
	}
	return at < *l.restart
}

// mark draws the number of level at.
func (l *list) mark(a *abstract, at int) mark {
	def := l.level(a, at)
	if def.hidden {
		return mark{}
	}
	if def.format == "bullet" {
		return mark{drawn: true}
	}
	label := l.draw(a, def, at)
	m := mark{label: label, drawn: label != ""}
	if def.suffix != "nothing" && endsInLatin(label) {
		m.gap = " "
	}
	return m
}

// draw fills the numbers into the level's text.
func (l *list) draw(a *abstract, def *level, at int) string {
	var b strings.Builder
	for i := 0; i < len(def.text); i++ {
		c := def.text[i]
		if c != '%' || i+1 == len(def.text) || def.text[i+1] < '1' || def.text[i+1] > '9' {
			b.WriteByte(c)
			continue
		}
		i++
		of := int(def.text[i] - '1')
		other := l.level(a, of)
		if of > at || other == nil {
			continue
		}
		format := other.format
		if def.legal && format != "none" && format != "bullet" {
			format = "decimal"
		}
		b.WriteString(formats.Format(format, other.pattern, a.value[of]))
	}
	return b.String()
}

// endsInLatin reports whether a label would run into the text behind it:
// "1" and "A." would, "一、" and "（一）" bring their own distance.
func endsInLatin(label string) bool {
	if label == "" {
		return false
	}
	c := label[len(label)-1]
	return c == '.' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
