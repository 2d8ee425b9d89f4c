// Package outline finds the skeleton of a report: its title, its headings
// in whatever style they are numbered, run-in ones in the middle of a
// paragraph among them, its list items, and, in a file that holds several
// reports, where one ends and the next begins.
package outline

import (
	"strings"

	"hegao/analyzer/text"
)

// Heading is one heading with its place in the tree.
type Heading struct {
	// Level counts from 1 at the outermost.
	Level  int
	Number Number
	// Span covers the number and the title; Label the number alone (Empty
	// where there is none); Title the title without closing punctuation.
	Span, Label, Title text.Span
	// Body runs from the end of the heading to the next heading of the
	// same level or further out, subordinate headings included.
	Body text.Span
	// RunIn is true where text follows in the same paragraph.
	RunIn bool
}

// Item is a numbered paragraph or clause that is no heading: 一是…, 首先…,
// the entries of a list, or a numbered sentence too long for a title.
type Item struct {
	Number Number
	// Span runs from the number to the next number or the paragraph's end;
	// Label covers the number.
	Span, Label text.Span
	// Paragraph is the index of the block it stands in.
	Paragraph int
}

// Outline is the skeleton of one report. All slices are in reading order.
type Outline struct {
	// Title covers the title lines; Empty where the text begins at once.
	Title text.Span
	// Salutation covers a line such as "县卫生健康局：".
	Salutation text.Span
	// Closing covers what follows the last sentence: 特此报告, the unit's
	// name and the date. Empty where there is none.
	Closing  text.Span
	Headings []Heading
	Items    []Item
	// Prose lists the indexes of blocks that carry running text.
	Prose []int
}

// Parse finds the skeleton of d. Cost: O(len(d.Text)).
func Parse(d *text.Document) *Outline {
	p := newParser(d)
	p.front()
	p.back()
	p.collect()
	p.accept()
	p.titles()
	p.lists()
	p.gather()
	p.nest()
	return p.out
}

// TitleText is the title in one line.
func (o *Outline) TitleText(d *text.Document) string {
	return strings.Join(strings.Fields(o.Title.Of(d.Text)), "")
}

type parser struct {
	doc *text.Document
	out *Outline
	// first and last bound the blocks of the body.
	first, last int
	// skip marks the blocks that are page numbers.
	skip  []bool
	marks []mark
}

func newParser(d *text.Document) *parser {
	p := &parser{doc: d, out: &Outline{}, skip: make([]bool, len(d.Blocks))}
	for i := range d.Blocks {
		p.skip[i] = isPageNumber(d.Blocks[i].Of(d.Text))
	}
	return p
}

// lead leaves out marks of quoting and Markdown in front of a paragraph.
func (p *parser) lead(b text.Block) text.Span {
	s := b.Span
	t := p.doc.Text[s.Start:s.End]
	s.Start += leadingAny(t, ">＞#*•·◆■●▪ 　\t\u00a0")
	return text.Trim(p.doc.Text, s)
}

// gather goes through the paragraphs once more and files headings, items
// and running text.
func (p *parser) gather() {
	k := 0 // the next mark
	for i := p.first; i < p.last; i++ {
		b := p.doc.Blocks[i]
		from := k
		for k < len(p.marks) && p.marks[k].block == i {
			k++
		}
		numbered := from < k && !p.marks[from].runIn()
		switch {
		case p.skip[i]:
			continue
		case b.Kind == text.TableRow:
		case !numbered && (b.Kind == text.Heading || p.standsAlone(i)):
			p.addBare(b)
			continue
		}
		p.out.Prose = append(p.out.Prose, i)
		for j := from; j < k; j++ {
			p.file(j)
		}
	}
}

func (p *parser) addBare(b text.Block) {
	rest := p.lead(b)
	title := p.trimTitle(rest)
	if title.Empty() {
		return
	}
	p.out.Headings = append(p.out.Headings, Heading{Span: rest, Title: title, Level: b.Level})
}

// closingMark is the length in bytes of the mark after a title: 。 or ：.
const closingMark = len("。")

// file makes a heading or an item of mark i.
func (p *parser) file(i int) {
	m := &p.marks[i]
	block := p.doc.Blocks[m.block]
	if m.item || m.title.Empty() {
		p.out.Items = append(p.out.Items, Item{
			Number: m.num, Label: m.label, Paragraph: m.block,
			Span: text.Span{Start: m.label.Start, End: p.reaches(i)},
		})
		return
	}
	p.out.Headings = append(p.out.Headings, Heading{
		Number: m.num, Label: m.label, Title: m.title, Level: block.Level,
		Span:  text.Span{Start: m.label.Start, End: m.title.End},
		RunIn: m.runIn() || m.title.End+closingMark < p.lead(block).End,
	})
}
