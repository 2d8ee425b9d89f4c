package outline

import (
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// The longest titles, in characters: of a line that is all title, of a first
// sentence that serves as one (the outer styles are hardly ever used for
// plain paragraphs, so they may be longer), of a line without a number.
const (
	maxLineTitle     = 50
	maxOuterSentence = 60
	maxInnerSentence = 36
	maxBareTitle     = 16
)

// titleIn finds the title at the beginning of s: the whole of it where it is
// short and one sentence, else its first sentence where that is short.
func (p *parser) titleIn(s text.Span, style Style) (text.Span, bool) {
	longest := maxInnerSentence
	if style <= ParenHanzi {
		longest = maxOuterSentence
	}
	t := s.Of(p.doc.Text)
	stop := strings.IndexAny(t, "。！？；\n")
	if stop < 0 || strings.TrimRight(t[stop:], "。！？；：: 　\t") == "" {
		if utf8.RuneCountInString(t) <= maxLineTitle && !isSentence(t) {
			title := p.trimTitle(s)
			return title, !title.Empty()
		}
		if stop < 0 {
			stop = len(t)
		}
	}
	if colon := strings.IndexAny(t, "：:"); colon >= 0 && colon < stop {
		stop = colon
	}
	if stop == len(t) || utf8.RuneCountInString(t[:stop]) > longest || isSentence(t[:stop]) {
		return text.Span{}, false
	}
	title := text.Trim(p.doc.Text, text.Span{Start: s.Start, End: s.Start + stop})
	return title, !title.Empty()
}

// isSentence tells a full clause with figures in it from a title: a title
// has at most three commas.
func isSentence(t string) bool {
	return strings.Count(t, "，")+strings.Count(t, ",") > 3
}

// trimTitle leaves out closing punctuation and white space.
func (p *parser) trimTitle(s text.Span) text.Span {
	s = text.Trim(p.doc.Text, s)
	t := s.Of(p.doc.Text)
	s.End = s.Start + len(strings.TrimRight(t, "。：:；;，,*# 　\t"))
	return s
}

// standsAlone reports whether block i is a short line without punctuation
// above a paragraph of running text: a heading without a number.
func (p *parser) standsAlone(i int) bool {
	b := p.doc.Blocks[i]
	if b.Kind != text.Paragraph || i+1 >= p.last {
		return false
	}
	t := b.Of(p.doc.Text)
	if n := utf8.RuneCountInString(t); n < 3 || n > maxBareTitle || text.Chars(t) != n {
		return false
	}
	next := p.doc.Blocks[i+1]
	_, numbered := ScanNumber(next.Of(p.doc.Text))
	return numbered > 0 || next.Kind == text.Paragraph && text.Chars(next.Of(p.doc.Text)) >= 40
}

// inside looks for numbers in the middle of paragraph i, from byte s.Start
// on: run-in headings where a sequence goes on or begins, and list items.
func (p *parser) inside(i int, s text.Span) {
	p.out.Prose = append(p.out.Prose, i)
	from := len(p.out.Items)
	t := p.doc.Text
	for at := s.Start; at < s.End; {
		r, size := utf8.DecodeRuneInString(t[at:s.End])
		at += size
		if !endsClause(r) {
			continue
		}
		at += leadingAny(t[at:s.End], "”’」』）)》 　\t")
		num, n := ScanNumber(t[at:s.End])
		if n == 0 {
			continue
		}
		label := text.Span{Start: at, End: at + n}
		p.runIn(i, num, label, s)
		at = label.End
	}
	p.closeItems(from, s.End)
}

func (p *parser) runIn(i int, num Number, label, s text.Span) {
	if num.Style.IsItem() {
		p.addItem(i, num, label)
		return
	}
	if num.Style == Chapter || num.Style == Dotted || !p.continues(num, label, s) {
		return
	}
	title, ok := p.titleIn(text.Span{Start: label.End, End: s.End}, num.Style)
	if !ok {
		p.addItem(i, num, label)
		return
	}
	p.addHeading(Heading{
		Number: num, Label: label, Title: title, RunIn: true,
		Span: text.Span{Start: label.Start, End: title.End},
	})
}

// lookahead is how many numbers of one style are looked at for the second
// member of a sequence; a bound, so that a paragraph costs O(length).
const lookahead = 3

// continues reports whether num carries on the sequence before it, or begins
// one whose second member stands soon after in the same paragraph.
func (p *parser) continues(num Number, label, s text.Span) bool {
	if num.Ordinal > 1 {
		prev := p.lastOrdinal[num.Style]
		return prev == num.Ordinal-1 || prev == num.Ordinal-2 && prev > 0
	}
	rest := p.doc.Text[label.End:s.End]
	seen := 0
	for at := 0; at < len(rest) && seen < lookahead; {
		r, size := utf8.DecodeRuneInString(rest[at:])
		at += size
		if !endsClause(r) {
			continue
		}
		if next, n := ScanNumber(rest[at:]); n > 0 && next.Style == num.Style {
			if next.Ordinal == 2 {
				return true
			}
			seen++
		}
	}
	return false
}

// closeItems ends the items from index from on where the next one begins.
func (p *parser) closeItems(from, end int) {
	if from > 0 && p.out.Items[from-1].Span.End == end {
		from-- // the item that opens this paragraph
	}
	for j := from; j < len(p.out.Items); j++ {
		p.out.Items[j].Span.End = end
		if j+1 < len(p.out.Items) {
			p.out.Items[j].Span.End = p.out.Items[j+1].Label.Start
		}
	}
}

func endsClause(r rune) bool {
	switch r {
	case '。', '；', ';', '！', '？', '：', ':', '\n':
		return true
	}
	return false
}
