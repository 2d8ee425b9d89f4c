package outline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// The longest titles, in characters: of a line that is all title, of a first
// sentence that serves as one (the outer styles are hardly ever used for
// plain paragraphs, so they may be longer), of a line without a number, of
// what stands before a wide space.
const (
	maxLineTitle     = 50
	maxOuterSentence = 60
	maxInnerSentence = 36
	maxBareTitle     = 18
	maxSpacedTitle   = 20
)

// minAfterColon is how many characters behind a colon are a text and no part
// of the title before it.
const minAfterColon = 12

// stops end a sentence, colons the announcement of one.
const (
	stops  = "。！？；!?;\n"
	colons = "：:"
)

// titles finds the title behind every number, and whether anything stands
// beneath it.
func (p *parser) titles() {
	for i := range p.marks {
		m := &p.marks[i]
		if m.num.Style.IsItem() || m.num.Style == Article {
			m.item = true
			continue
		}
		body := text.Span{Start: m.label.End, End: p.reaches(i)}
		m.title = p.titleIn(body, m.num.Style)
		m.leaf = p.isLeaf(i, body)
	}
}

// reaches is where what mark i numbers ends in its own paragraph.
func (p *parser) reaches(i int) int {
	if i+1 < len(p.marks) && p.marks[i+1].block == p.marks[i].block {
		return p.marks[i+1].label.Start
	}
	return text.Trim(p.doc.Text, p.doc.Blocks[p.marks[i].block].Span).End
}

// titleIn finds the title at the beginning of s: the whole of it where it is
// short and one sentence, else what stands before a wide space, else its
// first sentence where that is short. Empty where there is none.
func (p *parser) titleIn(s text.Span, style Style) text.Span {
	t := s.Of(p.doc.Text)
	stop := strings.IndexAny(t, stops)
	if stop < 0 || strings.Trim(t[stop:], stops+"：: 　\t”’") == "" {
		full := stop >= 0
		if !full {
			stop = len(t)
		}
		if n := spacedTitle(t); n > 0 {
			return p.trimTitle(text.Span{Start: s.Start, End: s.Start + n})
		}
		if n := strings.IndexAny(t[:stop], colons); full && n > 0 && text.Chars(t[n:]) >= minAfterColon {
			return p.trimTitle(text.Span{Start: s.Start, End: s.Start + n})
		}
		if utf8.RuneCountInString(t) <= maxLineTitle && !isSentence(t, style) {
			return p.trimTitle(s)
		}
	}
	if n := spacedTitle(t[:stop]); n > 0 {
		stop = n
	}
	if colon := strings.IndexAny(t[:stop], colons); colon >= 0 {
		stop = colon
	}
	longest := maxInnerSentence
	if style <= ParenHanzi {
		longest = maxOuterSentence
	}
	if stop == len(t) || utf8.RuneCountInString(t[:stop]) > longest || isSentence(t[:stop], style) {
		return text.Span{}
	}
	return p.trimTitle(text.Span{Start: s.Start, End: s.Start + stop})
}

// spacedTitle is the length of a title that is parted from the text behind
// it by white space alone (一、基本情况　本社区有…), else 0.
func spacedTitle(t string) int {
	runes := 0
	for at, r := range t {
		switch {
		case strings.ContainsRune(" 　\t\u00a0", r):
			rest := strings.TrimLeft(t[at:], " 　\t\u00a0")
			if runes >= 2 && strings.ContainsAny(rest, "，。,") && text.Chars(rest) >= 12 {
				return at
			}
			return 0
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("、“”《》", r) || runes > maxSpacedTitle:
			return 0
		}
		runes++
	}
	return 0
}

// isSentence tells a full clause with figures in it from a title: a title
// has at most three commas, one of an outer style more where all its parts
// are as short as slogans.
func isSentence(t string, style Style) bool {
	if strings.Count(t, "，")+strings.Count(t, ",") <= 3 {
		return false
	}
	if style > ParenHanzi || strings.ContainsAny(t, stops) {
		return true
	}
	const slogan = 6
	for _, part := range strings.FieldsFunc(t, func(r rune) bool { return r == '，' || r == ',' }) {
		if utf8.RuneCountInString(part) > slogan {
			return true
		}
	}
	return false
}

// trimTitle leaves out closing punctuation and white space.
func (p *parser) trimTitle(s text.Span) text.Span {
	s = text.Trim(p.doc.Text, s)
	t := s.Of(p.doc.Text)
	s.End = s.Start + len(strings.TrimRight(t, "。：:；;，,！!？?*# 　\t"))
	return s
}

// isLeaf reports whether nothing but the next number follows what mark i
// numbers: no text in its paragraph, and no paragraph before a number of
// the same style or further out.
func (p *parser) isLeaf(i int, body text.Span) bool {
	m := &p.marks[i]
	if !m.title.Empty() {
		rest := text.Span{Start: m.title.End, End: body.End}
		if text.Chars(rest.Of(p.doc.Text)) > 0 {
			return false
		}
	} else if at := strings.IndexAny(body.Of(p.doc.Text), stops); at >= 0 && text.Chars(body.Of(p.doc.Text)[at:]) > 0 {
		return false
	}
	if i+1 == len(p.marks) {
		return m.block+1 >= p.last
	}
	next := &p.marks[i+1]
	if next.block == m.block {
		return next.num.Style <= m.num.Style
	}
	return next.block == m.block+1 && !next.runIn() && next.num.Style <= m.num.Style
}

// minUnder is how many characters must stand under a line for it to be a
// heading without a number.
const minUnder = 30

// bareTitle: letters, and marks that titles have inside them.
var bareTitle = regexp.MustCompile(`^[\p{L}\p{N}、“”《》（）()·]+$`)

// standsAlone reports whether block i is a short line without punctuation
// above a paragraph of running text: a heading without a number.
func (p *parser) standsAlone(i int) bool {
	b := p.doc.Blocks[i]
	if b.Kind != text.Paragraph || i+1 >= p.last || p.skip[i] {
		return false
	}
	t := b.Of(p.doc.Text)
	if n := utf8.RuneCountInString(t); n < 3 || n > maxBareTitle || !bareTitle.MatchString(t) || text.Chars(t) < 3 {
		return false
	}
	if i > p.first && p.stopsShort(i-1) {
		return false
	}
	next := p.doc.Blocks[i+1]
	_, numbered := ScanNumber(next.Of(p.doc.Text))
	return numbered > 0 || next.Kind == text.Paragraph && text.Chars(next.Of(p.doc.Text)) >= minUnder
}

// stopsShort reports whether paragraph i is a long one without a closing
// mark: a line under it goes on with its sentence.
func (p *parser) stopsShort(i int) bool {
	b := p.doc.Blocks[i]
	if b.Kind != text.Paragraph || text.Chars(b.Of(p.doc.Text)) < 40 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(b.Of(p.doc.Text))
	return unicode.IsLetter(last) || strings.ContainsRune("，、,", last)
}
