package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/extract/blocks"
)

// setting is how a document is set.
type setting struct {
	// pitch is the usual distance between two lines, in their height; 0
	// where it is not known.
	pitch float64
	// indented says that paragraphs begin with an indent.
	indented bool
	// centred says that lines may begin anywhere, as in the cells of a table.
	centred bool
}

// newSetting looks at the lines of a document.
func newSetting(all []line) *setting {
	s := &setting{}
	var pitches []float64
	indents, flush := 0, 0
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if a.row || b.row {
			continue
		}
		if d := a.box.midY() - b.box.midY(); !b.start && d > 0 && alike(a.size, b.size) && d < 4*a.size {
			pitches = append(pitches, d/a.size)
		}
		// A line that begins further right than the one before, which was
		// no short one.
		switch d := (b.box.x0 - a.box.x0) / b.size; {
		case 1 < d && d < 4:
			indents++
		case math.Abs(d) < 0.5 && a.box.x1 < b.box.x1-3*a.size:
			flush++
		}
	}
	if len(pitches) > 0 {
		slices.Sort(pitches)
		s.pitch = pitches[len(pitches)/2]
	}
	s.indented = indents >= flush
	return s
}

func alike(a, b float64) bool { return math.Abs(a-b) < 0.12*max(a, b) }

// paragraph is a paragraph on its way.
type paragraph struct {
	text strings.Builder
	last line
	// first and second are where its first two lines begin.
	first, second float64
	lines         int
}

// paragraphs joins lines to paragraphs. Cost: O(characters).
func (s *setting) paragraphs(all []line) []blocks.Piece {
	var out []blocks.Piece
	var cur *paragraph
	flush := func() {
		if cur != nil {
			out = append(out, blocks.Piece{Text: cur.text.String(), Kind: kindOf(cur.last)})
			cur = nil
		}
	}
	for _, l := range all {
		if cur != nil && s.continues(cur, l) {
			cur.add(l)
			continue
		}
		flush()
		cur = &paragraph{}
		cur.add(l)
	}
	flush()
	return out
}

func (p *paragraph) add(l line) {
	switch p.lines {
	case 0:
		p.first, p.second = l.box.x0, math.NaN()
		p.text.WriteString(l.text)
	default:
		p.join(l.text)
	}
	if p.lines == 1 || l.start {
		p.second = l.box.x0
	}
	p.last = l
	p.lines++
}

// join adds the next line: a word that was parted is made whole, and a space
// stands between two words of letters, none beside a hanzi.
func (p *paragraph) join(next string) {
	text := p.text.String()
	last, size := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	if last == '-' && unicode.IsLower(first) && first < 0x250 {
		before, _ := utf8.DecodeLastRuneInString(text[:len(text)-size])
		if unicode.IsLower(before) {
			p.text.Reset()
			p.text.WriteString(text[:len(text)-size])
		}
	} else if !wide(last) && !wide(first) && last != '-' {
		p.text.WriteByte(' ')
	}
	p.text.WriteString(next)
}

// continues reports whether l goes on with p's paragraph.
func (s *setting) continues(p *paragraph, l line) bool {
	a := p.last
	if a.row || l.row || !alike(a.size, l.size) || !s.full(a, l) || leader.MatchString(a.text) {
		return false
	}
	if !l.start && !s.near(a, l) {
		return false
	}
	ended := strings.ContainsRune(endings, lastRune(a.text))
	if ended && (numbering.MatchString(l.text) || l.start && !s.indented) {
		return false
	}
	if s.begins(p, l) {
		return true
	}
	return !ended && (s.centred || isCentred(l))
}

// endings are the marks after which a paragraph may end.
const endings = "。！？；：.!?;:…”』」）)"

// leader matches a line of a table of contents.
var leader = regexp.MustCompile(`(\.{4,}|…{2,}|·{4,}|(\. ){4,}|(· ){4,})\s*[0-9０-９ivxIVX]*$`)

// numbering matches how a numbered paragraph begins.
var numbering = regexp.MustCompile(`^([一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十百0-9]{1,4}[章节条部]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[、．.][^0-9]|[①-⑳⑴-⒇•●■◆–])`)

// near reports whether l follows a at the usual distance.
func (s *setting) near(a, l line) bool {
	d := (a.box.midY() - l.box.midY()) / a.size
	if s.pitch == 0 {
		return 0 < d && d < 2.5
	}
	return 0 < d && d < 1.3*s.pitch+0.1
}

// full reports whether a reaches the right border of its column: what l
// begins with had no room left.
func (s *setting) full(a, l line) bool {
	const fewest = 6 // characters that a column holds at least
	if a.right-a.left < fewest*a.size {
		return s.centred && a.right > a.left && a.right-a.box.x1 < 1.2*a.size
	}
	room := a.right - a.box.x1
	return room < (firstWidth(l.text)+0.7)*a.size
}

// firstWidth is the width in ems of what cannot be parted at the start of a
// line: a word, or a hanzi with the marks that must not be parted from it.
func firstWidth(s string) float64 {
	width := 0.0
	for i, r := range s {
		switch {
		case wide(r) && i > 0 && !strings.ContainsRune("，。、；：？！）》”’」』】〉", r), r == ' ', r == '\t':
			return width
		case wide(r) && strings.ContainsRune("（《“‘「『【〈", r), wide(r):
			width++
		default:
			width += 0.5
		}
		if width > 12 {
			return width
		}
	}
	return width
}

// begins reports whether l begins where the next line of p's paragraph does.
func (s *setting) begins(p *paragraph, l line) bool {
	const tolerance = 0.6
	em := l.size
	indent := (l.box.x0 - l.left) / em
	if l.start || p.lines == 1 {
		if math.Abs(indent) < tolerance {
			return true
		}
		// A hanging indent: the number stands out to the left.
		hanging := (l.box.x0 - p.first) / em
		return p.lines == 1 && !l.start && tolerance < hanging && hanging < 6 && numbering.MatchString(p.text.String())
	}
	return math.Abs(l.box.x0-p.second) < tolerance*em
}

// isCentred reports whether l stands in the middle of its column and fills
// less than all of it.
func isCentred(l line) bool {
	left, right := l.box.x0-l.left, l.right-l.box.x1
	return left > l.size && math.Abs(left-right) < l.size
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
