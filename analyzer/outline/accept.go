package outline

import "strconv"

// Which of the marks are numbers is decided by their neighbours in the same
// style: a certain mark at the beginning of a paragraph always is one, an
// uncertain one where it fits into a row, one inside a paragraph where its
// list is open or goes on. Repeats and gaps never speak against a mark that
// is certain.

// columns is the size of a table by style, in which the depths of dotted
// numbers stand apart.
const (
	depths  = 4
	columns = (int(ItemFirst) + 1) * depths
)

// column is the place of a number in such a table, from the outside in:
// 首先，其次，第三 are one list.
func column(n Number) int {
	switch n.Style {
	case ItemFirst:
		return int(ItemNth) * depths
	case Dotted:
		return int(Dotted)*depths + min(n.Depth-2, depths-1)
	}
	return int(n.Style) * depths
}

// maxGap is how many numbers may be missing before a mark inside a
// paragraph.
const maxGap = 3

// neighbour is the number before or after a mark in its style, with no
// number further out between them; there is none where ok is false.
type neighbour struct {
	ok      bool
	ordinal int
	prefix  string
	block   int
	need    proof
}

func (m *mark) neighbour() neighbour {
	return neighbour{true, m.num.Ordinal, m.prefix, m.block, m.need}
}

// path is the number as the prefix of those under it: "1.2" of 1.2.
func (n neighbour) path() string {
	if n.prefix == "" {
		return strconv.Itoa(n.ordinal)
	}
	return n.prefix + "." + strconv.Itoa(n.ordinal)
}

// accept keeps the marks that are numbers. Cost: O(marks).
func (p *parser) accept() {
	next := p.followers()
	var open [columns]neighbour
	kept := p.marks[:0]
	end := 0 // of the last mark kept
	for i, m := range p.marks {
		c := column(m.num)
		if m.label.Start < end || !fits(m, open[c], next[i], parentOf(m.num, &open)) {
			continue
		}
		kept = append(kept, m)
		end = m.label.End
		open[c] = m.neighbour()
		closeInner(&open, m.num)
	}
	p.marks = kept
}

// parentOf is the number that a dotted number stands under.
func parentOf(n Number, open *[columns]neighbour) neighbour {
	if n.Style != Dotted || n.Depth == 2 {
		return open[int(Arabic)*depths]
	}
	return open[column(n)-1]
}

// followers finds the neighbour after every mark. A mark that needs both
// sides hides no other unless it leads to it. Cost: O(marks).
func (p *parser) followers() []neighbour {
	out := make([]neighbour, len(p.marks))
	var next [columns]neighbour
	for i := len(p.marks) - 1; i >= 0; i-- {
		m := p.marks[i]
		c := column(m.num)
		out[i] = next[c]
		if m.need != bothSide || next[c].ok && next[c].ordinal == m.num.Ordinal+1 {
			next[c] = m.neighbour()
		}
		if m.need == certain && !m.runIn() {
			closeInner(&next, m.num)
		}
	}
	return out
}

// closeInner forgets the numbers further in than n, which n separates from
// those behind it.
func closeInner(table *[columns]neighbour, n Number) {
	if n.Style.IsItem() {
		return
	}
	clear(table[column(n)+1:])
}

// fits decides on one mark between its neighbours; parent is what a dotted
// number may stand under.
func fits(m mark, before, after, parent neighbour) bool {
	switch {
	case m.num.Style == Dotted:
		return fitsDotted(m, before, after, parent)
	case m.num.Style.IsItem():
		return fitsItem(m, before, after)
	case m.runIn() && m.need == certain:
		return fitsInside(m, before, after)
	}
	return fitsRow(m, before, after)
}

// fitsRow decides on a mark by the numbers on its sides.
func fitsRow(m mark, before, after neighbour) bool {
	k := m.num.Ordinal
	follows := k > 1 && before.ok && before.ordinal == k-1
	leads := after.ok && after.ordinal == k+1
	switch m.need {
	case oneSide:
		return follows || leads && (after.need == certain || k == 1)
	case bothSide:
		return follows && leads || k == 1 && leads && after.need == certain && !before.ok && !m.runIn()
	}
	return true
}

// fitsDotted: 1.2 needs 1.1 or 1.3 beside it, 1.1 a 1.2 or its parent 1.
func fitsDotted(m mark, before, after, parent neighbour) bool {
	k := m.num.Ordinal
	follows := before.ok && before.prefix == m.prefix && k > before.ordinal && k-before.ordinal <= maxGap
	leads := after.ok && after.prefix == m.prefix && after.ordinal == k+1
	if m.need == bothSide {
		return follows && leads
	}
	return follows || leads || m.need == certain || k == 1 && parent.ok && parent.path() == m.prefix
}

// fitsItem: 一是 after a full stop stands for itself, after a comma it needs
// its neighbour, and so do 首先 and 最后.
func fitsItem(m mark, before, after neighbour) bool {
	k := m.num.Ordinal
	switch {
	case m.num.Style == ItemFirst && k == 1:
		return after.ok && after.ordinal != 1 && after.block-m.block <= reach
	case m.num.Style == ItemFirst:
		return before.ok && before.ordinal > 0 && m.block-before.block <= reach
	case m.need == oneSide && k == 1:
		return after.ok && after.ordinal == 2 && after.block == m.block
	case m.need == oneSide:
		return before.ok && before.ordinal == k-1 && before.block == m.block
	}
	return true
}

// reach is how many paragraphs further on the next number of a list that
// begins inside a paragraph may stand.
const reach = 12

// fitsInside decides on a certain number inside a paragraph: its list is
// open, or it opens one that goes on.
func fitsInside(m mark, before, after neighbour) bool {
	k := m.num.Ordinal
	if k > 1 && before.ok && k-before.ordinal <= maxGap && before.ordinal-k <= maxGap {
		return true
	}
	if m.num.Style == Chapter || m.num.Style == Section {
		return false
	}
	goesOn := after.ok && after.ordinal-k <= maxGap && after.block-m.block <= reach
	return k == 1 && (goesOn || before.ok && before.ordinal == 1) || k == 2 && goesOn && after.ordinal == 3
}
