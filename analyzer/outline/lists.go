package outline

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// Numbers also stand before the entries of a list, which are no headings:
// nothing stands beneath them, and they are parts of one sentence, or were
// announced, or are sentences themselves.

// minEntry is the average length, in characters, from which the entries of a
// list that end in full stops are sentences and no titles.
const minEntry = 18

// announcesAll ends the sentence that announces the whole report, under
// which stand headings and no list.
var announcesAll = regexp.MustCompile(`(报告|汇报|总结|小结|说明|情况|述职|简述)(如下|于后)[：:。]?$`)

// lists finds the runs of marks with nothing beneath them and turns those
// that are entries of a list into items. Cost: O(len(d.Text)).
func (p *parser) lists() {
	for from := 0; from < len(p.marks); {
		to := p.runFrom(from)
		if p.isList(from, to) {
			for i := from; i < to; i++ {
				p.marks[i].item = true
			}
		}
		from = to
	}
}

// runFrom ends the run of marks that begins at mark from: one style, each a
// leaf that the next follows at once and without a break in the order. The
// last may bear text, for nothing tells where a list ends.
func (p *parser) runFrom(from int) int {
	to := from + 1
	for to < len(p.marks) && p.marks[to-1].leaf && p.follows(to) {
		to++
	}
	if to-from > 1 && p.headsMore(to-1) && !p.endsSentence(to-1) {
		to-- // a heading, not an entry
	}
	return to
}

// endsSentence reports whether mark i is the last of a sentence whose parts
// end in ；: （1）甲；（2）乙。 More may follow in the paragraph.
func (p *parser) endsSentence(i int) bool {
	end := p.endsWith(i - 1)
	return p.marks[i].block == p.marks[i-1].block && p.marks[i].runIn() && (end == '；' || end == ';')
}

// headsMore reports whether text in its paragraph or numbers further in
// stand beneath mark i.
func (p *parser) headsMore(i int) bool {
	m := &p.marks[i]
	if m.leaf || m.title.Empty() {
		return false
	}
	return p.hasText(i) || i+1 < len(p.marks) && p.marks[i+1].block == m.block+1 && !p.marks[i+1].runIn()
}

func (p *parser) follows(i int) bool {
	a, b := &p.marks[i-1], &p.marks[i]
	if a.item || b.item || a.num.Style != b.num.Style || b.num.Ordinal <= a.num.Ordinal || a.runIn() && !b.runIn() && a.block != b.block {
		return false
	}
	return a.block == b.block || a.block+1 == b.block && !b.runIn()
}

// hasText reports whether text follows the title of mark i in its paragraph.
func (p *parser) hasText(i int) bool {
	rest := text.Span{Start: p.marks[i].title.End, End: p.reaches(i)}
	return text.Chars(rest.Of(p.doc.Text)) > 0
}

func (p *parser) isList(from, to int) bool {
	first := &p.marks[from]
	if to-from < 2 || first.item {
		return false
	}
	joined, chars := 0, 0
	for i := from; i < to-1; i++ {
		end := p.endsWith(i)
		if end == '；' || end == ';' || end == '，' || end == ',' {
			joined++
		}
		chars += text.Chars(text.Span{Start: p.marks[i].label.End, End: p.reaches(i)}.Of(p.doc.Text))
	}
	if joined > 0 && 2*joined >= to-1-from {
		return true
	}
	announced := p.announced(from)
	sentences := p.endsWith(from) == '。' && chars >= minEntry*(to-1-from)
	return first.need != certain || first.runIn() || sentences && first.num.Style > ParenHanzi || announced
}

// endsWith is the last character of what mark i numbers.
func (p *parser) endsWith(i int) rune {
	body := text.Trim(p.doc.Text, text.Span{Start: p.marks[i].label.End, End: p.reaches(i)})
	r, _ := utf8.DecodeLastRuneInString(body.Of(p.doc.Text))
	return r
}

// announced reports whether the text before mark i ends in a colon and
// announces no more than a list.
func (p *parser) announced(i int) bool {
	m := &p.marks[i]
	if m.runIn() {
		return m.before == '：' || m.before == ':'
	}
	if m.block == p.first {
		return false
	}
	before := strings.TrimSpace(p.doc.Blocks[m.block-1].Of(p.doc.Text))
	return (strings.HasSuffix(before, "：") || strings.HasSuffix(before, ":")) && !announcesAll.MatchString(before)
}
