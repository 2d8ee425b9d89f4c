package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// A mark is a place that may bear a number: the beginning of a paragraph or
// what follows the end of a clause inside it. Several marks may stand at one
// place, each another reading of it; accept keeps at most one.
type mark struct {
	num   Number
	label text.Span
	block int
	need  proof
	typed bool
	// before is the character before a mark inside a paragraph, without
	// closing quotation marks; 0 at the beginning of one.
	before rune
	// prefix is a dotted number without its last part.
	prefix string

	// What titles finds out.
	title text.Span // Empty where the text behind the number is no title
	leaf  bool      // nothing of its own stands beneath it
	item  bool
}

// runIn reports whether m stands inside a paragraph.
func (m *mark) runIn() bool { return m.before != 0 }

// collect lists the marks of the body in reading order.
func (p *parser) collect() {
	for i := p.first; i < p.last; i++ {
		b := p.doc.Blocks[i]
		if b.Kind == text.TableRow || p.skip[i] {
			continue
		}
		rest := p.lead(b)
		p.atStart(i, rest)
		p.within(i, rest)
	}
}

// atStart adds the readings of a paragraph's beginning.
func (p *parser) atStart(i int, rest text.Span) {
	all := readings(rest.Of(p.doc.Text))
	if label := p.doc.Blocks[i].Label; !label.Empty() && label.Start == rest.Start {
		if r, ok := given(p.doc.Text, label); ok {
			all = []reading{r}
		}
	}
	for _, r := range all {
		p.addMark(i, rest.Start, r, 0)
	}
}

func (p *parser) addMark(block, at int, r reading, before rune) {
	m := mark{num: r.num, label: text.Span{Start: at, End: at + r.n}, block: block, need: r.need, typed: r.typed, before: before}
	if r.num.Style == Dotted {
		m.prefix = prefixOf(inDigits(m.label.Of(p.doc.Text)))
	}
	p.marks = append(p.marks, m)
}

// prefixOf is a dotted number without its last part, in half-width digits:
// "1.2" of "１．２．3 ".
func prefixOf(label string) string {
	var b strings.Builder
	for _, r := range strings.TrimRight(label, "、.． 　\t") {
		switch {
		case text.Digit(r) >= 0:
			b.WriteByte(byte('0' + text.Digit(r)))
		default:
			b.WriteByte('.')
		}
	}
	return b.String()[:strings.LastIndexByte(b.String(), '.')]
}

// within adds the marks inside paragraph i.
func (p *parser) within(i int, s text.Span) {
	t := p.doc.Text
	for at := s.Start; at < s.End; {
		r, size := utf8.DecodeRuneInString(t[at:s.End])
		if lead := p.missedFirst(at, s); lead.n > 0 {
			p.addMark(i, at, lead, ',')
		}
		at += size
		switch {
		case endsClause(r):
			at += leadingAny(t[at:s.End], "”’」』）)》 　\t")
			at = p.afterClause(i, at, s.End, r)
		case r == '，' || r == ',':
			p.afterComma(i, at, s.End)
		}
	}
}

// afterClause adds the readings at byte at, which follows the end of a
// clause, and returns where to go on.
func (p *parser) afterClause(i, at, end int, before rune) int {
	t := p.doc.Text[at:end]
	num, n := ScanNumber(t)
	if n > 0 && num.Style != Article && !isIdiom(num, t[n:]) {
		p.addMark(i, at, reading{num, n, certain, true}, before)
		return at + n
	}
	for _, r := range readings(t) {
		if r.typed && (r.num.Style == Arabic || r.num.Style == Hanzi) {
			r.need = bothSide
			p.addMark(i, at, r, before)
		}
	}
	return at
}

// afterComma adds 二是 after a comma; whether it is an item depends on 一是.
func (p *parser) afterComma(i, at, end int) {
	num, n := ScanNumber(p.doc.Text[at:end])
	if n > 0 && num.Style == ItemIs && !isIdiom(num, p.doc.Text[at+n:end]) {
		p.addMark(i, at, reading{num, n, oneSide, true}, ',')
	}
}

// isIdiom tells 一是一，二是二 from a list.
func isIdiom(num Number, rest string) bool {
	v, n := hanziValue(rest)
	return num.Style == ItemIs && v == num.Ordinal && n > 0
}

// missedFirst reads 一是 in the middle of a clause (问题主要是一是…；二是…),
// which needs its 二是.
func (p *parser) missedFirst(at int, s text.Span) reading {
	t := p.doc.Text[at:s.End]
	if at == s.Start || !strings.HasPrefix(t, "一是") && !strings.HasPrefix(t, "一要") {
		return reading{}
	}
	before, _ := utf8.DecodeLastRuneInString(p.doc.Text[s.Start:at])
	num, n := ScanNumber(t)
	if !unicode.Is(unicode.Han, before) || strings.ContainsRune("唯统之专单万第不逐十二三四五六七八九同每某惟", before) || isIdiom(num, t[n:]) {
		return reading{}
	}
	return reading{num, n, oneSide, true}
}

func endsClause(r rune) bool {
	switch r {
	case '。', '；', ';', '！', '？', '!', '?', '：', ':', '\n':
		return true
	}
	return false
}
