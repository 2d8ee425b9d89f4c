package fault

import (
	"hegao/analyzer/message"
	"hegao/analyzer/outline"
)

// level finds a draft that nests two styles the wrong way round, 一、 under
// （一）, reports it once, and reads the two exchanged from there on.
// Cost: O(numbers).
func (n *numbering) level() {
	first := outline.None // the style of the draft's first number
	for i, m := range n.marks {
		if !n.nests(m) || first != outline.None && m.number.Style != first {
			continue
		}
		first = m.number.Style
		at, ok := n.turnedUnder(i)
		if ok {
			inner := n.marks[at]
			n.turned = [2]outline.Style{m.number.Style, inner.number.Style}
			n.report(inner, Warning, message.New("fault.numbering_level", n.label(m), n.label(inner)))
		}
		if at >= 0 {
			return
		}
	}
}

// turnedUnder looks for a list of an outer style that begins after the number
// at i and ends before that number's list goes on; at is -1 where no outer
// style follows before it does.
func (n *numbering) turnedUnder(i int) (at int, ok bool) {
	first := n.marks[i]
	at = -1
	members := 0
	for j := i + 1; j < len(n.marks); j++ {
		m := n.marks[j]
		switch {
		case !n.nests(m):
		case m.number.Style == first.number.Style:
			return at, at >= 0 && m.number.Ordinal == first.number.Ordinal+1 && members >= 2
		case m.number.Style < first.number.Style && at < 0:
			if m.number.Ordinal != 1 {
				return j, false
			}
			at, members = j, 1
		case at >= 0 && m.number.Style == n.marks[at].number.Style:
			members++
		case m.number.Style < first.number.Style:
			return j, false
		}
	}
	return at, false
}

// nests reports whether a number takes part in the nesting of headings: items
// do not, nor do articles, whose numbers run through sections of any style.
func (n *numbering) nests(m mark) bool {
	return !m.number.Style.IsItem() && m.number.Style != outline.Article
}
