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
// or a numbered sentence too long for a title.
type Item struct {
	Number Number
	// Span runs from the number to the next item or the paragraph's end;
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
	p := parser{doc: d, out: &Outline{}}
	p.front()
	p.back()
	for i := p.first; i < p.last; i++ {
		p.block(i)
	}
	p.nest()
	return p.out
}

// TitleText is the title in one line.
func (o *Outline) TitleText(d *text.Document) string {
	return strings.Join(strings.Fields(o.Title.Of(d.Text)), "")
}

// maxFrame is the longest heading, in characters, that says no more than
// what comes; longer ones are sentences in their own right.
const maxFrame = 24

// maxRunIn is the same for a heading that is the first sentence of its
// paragraph: a longer one is already what the paragraph says.
const maxRunIn = 12

// Frame lists title, salutation, short headings and closing of t in reading
// order: what stands around the running text.
func (o *Outline) Frame(t string) []text.Span {
	var frame []text.Span
	add := func(s text.Span) {
		if !s.Empty() {
			frame = append(frame, s)
		}
	}
	add(o.Title)
	add(o.Salutation)
	for _, h := range o.Headings {
		most := maxFrame
		if h.RunIn {
			most = maxRunIn
		}
		if text.Chars(h.Title.Of(t)) <= most {
			add(h.Span)
		}
	}
	add(o.Closing)
	return frame
}

type parser struct {
	doc *text.Document
	out *Outline
	// first and last bound the blocks of the body.
	first, last int
	// lastOrdinal is the value of the last number of each style so far.
	lastOrdinal [ItemFirst + 1]int
}

func (p *parser) block(i int) {
	b := p.doc.Blocks[i]
	if b.Kind == text.TableRow {
		p.out.Prose = append(p.out.Prose, i)
		return
	}
	rest := p.lead(b)
	if num, n := ScanNumber(rest.Of(p.doc.Text)); n > 0 {
		label := text.Span{Start: rest.Start, End: rest.Start + n}
		p.numbered(i, num, label, rest)
	} else if b.Kind == text.Heading || p.standsAlone(i) {
		p.addHeading(Heading{Span: rest, Title: p.trimTitle(rest), Level: b.Level})
		return
	}
	p.inside(i, rest)
}

// lead leaves out marks of quoting and Markdown in front of a paragraph.
func (p *parser) lead(b text.Block) text.Span {
	s := b.Span
	t := p.doc.Text[s.Start:s.End]
	s.Start += leadingAny(t, ">＞#*•·◆■●▪ 　\t\u00a0")
	return text.Trim(p.doc.Text, s)
}

// numbered handles a paragraph that opens with a number: a heading on a
// line of its own, a first sentence that serves as one, or an item.
func (p *parser) numbered(i int, num Number, label, rest text.Span) {
	body := text.Span{Start: label.End, End: rest.End}
	title, ok := p.titleIn(body, num.Style)
	if num.Style.IsItem() || num.Style == Article || !ok {
		p.addItem(i, num, label)
		return
	}
	p.addHeading(Heading{
		Number: num, Label: label, Title: title,
		Span:  text.Span{Start: label.Start, End: title.End},
		RunIn: title.End+closingMark < rest.End,
		Level: p.doc.Blocks[i].Level,
	})
}

// closingMark is the length in bytes of the mark after a title: 。 or ：.
const closingMark = len("。")

func (p *parser) addHeading(h Heading) {
	p.lastOrdinal[h.Number.Style] = h.Number.Ordinal
	p.out.Headings = append(p.out.Headings, h)
}

func (p *parser) addItem(block int, num Number, label text.Span) {
	p.lastOrdinal[num.Style] = num.Ordinal
	end := p.doc.Blocks[block].End
	p.out.Items = append(p.out.Items, Item{Number: num, Label: label, Span: text.Span{Start: label.Start, End: end}, Paragraph: block})
}

// nest gives every heading its level and its body. A style that is new goes
// one level below the one before it; a style already open closes all that
// opened after it.
func (p *parser) nest() {
	var open []int // ranks, outermost first
	end := len(p.doc.Text)
	if !p.out.Closing.Empty() {
		end = p.out.Closing.Start
	}
	for i := range p.out.Headings {
		h := &p.out.Headings[i]
		r := rank(*h)
		for len(open) > 0 && open[len(open)-1] >= r {
			open = open[:len(open)-1]
		}
		open = append(open, r)
		h.Level = len(open)
	}
	for i := range p.out.Headings {
		h := &p.out.Headings[i]
		h.Body = text.Span{Start: h.Span.End, End: max(end, h.Span.End)}
		for _, later := range p.out.Headings[i+1:] {
			if later.Level <= h.Level {
				h.Body.End = later.Span.Start
				break
			}
		}
	}
}

// rank orders headings from the outside in: by the style of the number, for
// an unnumbered one by the level its file gives it.
func rank(h Heading) int {
	switch {
	case h.Number.Style == Dotted:
		return int(Dotted)*10 + h.Number.Depth
	case h.Number.Style != None:
		return int(h.Number.Style) * 10
	case h.Level > 0:
		return int(Hanzi)*10 + 10*(h.Level-1)
	}
	return int(Hanzi) * 10
}
