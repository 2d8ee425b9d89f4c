package fault

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// Numbers are checked list by list: a list is the numbers of one style that
// stand under one number further out. A list may begin anew after a sentence
// that ends in a colon; otherwise each number follows the one before.

type mark struct {
	number outline.Number
	label  text.Span
}

// list is the state of one open list.
type list struct {
	style outline.Style
	last  mark
	count int
	mixed bool // a different form was reported already
}

func findMisnumbered(in *Input) []Fault {
	n := &numbering{in: in, marks: marksOf(in.Outline)}
	for i := range n.marks {
		n.step(i)
	}
	return n.out
}

func marksOf(o *outline.Outline) []mark {
	var marks []mark
	for _, h := range o.Headings {
		if h.Number.Style != outline.None {
			marks = append(marks, mark{h.Number, h.Label})
		}
	}
	for _, it := range o.Items {
		if it.Number.Style != outline.ItemFirst && it.Number.Style != outline.None {
			marks = append(marks, mark{it.Number, it.Label})
		}
	}
	slices.SortFunc(marks, func(a, b mark) int { return a.label.Start - b.label.Start })
	return marks
}

type numbering struct {
	in    *Input
	marks []mark
	open  []list // outermost first
	out   []Fault
}

func (n *numbering) step(i int) {
	m := n.marks[i]
	if m.number.Style == outline.Dotted {
		return // 1.1 counts with its parent; a gap there is rare and unclear
	}
	for len(n.open) > 0 && n.open[len(n.open)-1].style > m.number.Style {
		n.open = n.open[:len(n.open)-1]
	}
	if len(n.open) == 0 || n.open[len(n.open)-1].style != m.number.Style {
		if n.strays(i) {
			return
		}
		n.open = append(n.open, list{style: m.number.Style, last: m, count: 1})
		if m.number.Ordinal > 1 && !m.number.Style.IsItem() && m.number.Ordinal < 20 {
			n.report(m, Error, message.New("fault.numbering_start", n.label(m)))
		}
		return
	}
	n.follow(&n.open[len(n.open)-1], m, i)
}

// strays reports a number that goes on the list around it in another style:
// (3) between (二) and (四).
func (n *numbering) strays(i int) bool {
	m := n.marks[i]
	if len(n.open) == 0 || m.number.Ordinal == 1 || m.number.Style.IsItem() {
		return false
	}
	outer := &n.open[len(n.open)-1]
	if outer.last.number.Ordinal != m.number.Ordinal-1 || outer.style.IsItem() {
		return false
	}
	n.report(m, Error, message.New("fault.numbering_style", n.label(m), n.label(outer.last)))
	outer.last.number.Ordinal = m.number.Ordinal
	outer.count++
	return true
}

func (n *numbering) follow(l *list, m mark, i int) {
	want := l.last.number.Ordinal + 1
	got := m.number.Ordinal
	switch {
	case got == want:
		n.form(l, m)
		l.last, l.count = m, l.count+1
		return
	case got == 1 && n.mayRestart(l, m, i):
		*l = list{style: l.style, last: m, count: 1}
		return
	case got == l.last.number.Ordinal:
		n.report(m, Error, message.New("fault.numbering_repeat", n.label(m)))
	case got > want && n.standsBetween(l.last, m, want):
		// the missing number is there, in a place the outline did not see
	case got > want:
		n.report(m, Error, message.New("fault.numbering_gap", n.label(l.last), n.label(m), strconv.Itoa(want)))
	default:
		n.report(m, Error, message.New("fault.numbering_order", n.label(l.last), n.label(m)))
	}
	l.last, l.count = m, l.count+1
}

// form reports the first number of a list that is written in another form
// than the one before: 1. and then 2、.
func (n *numbering) form(l *list, m mark) {
	if l.mixed || m.number.Form == l.last.number.Form || m.number.Style.IsItem() {
		return
	}
	l.mixed = true
	n.report(m, Warning, message.New("fault.numbering_form", n.label(l.last), n.label(m)))
}

// mayRestart: list items begin anew freely; a heading list does after two
// members or more, or where a sentence that announces a list stands between,
// and when it goes on with 2.
func (n *numbering) mayRestart(l *list, m mark, i int) bool {
	if m.number.Style.IsItem() || n.announced(m.label.Start) {
		return true
	}
	return l.count >= 2 && i+1 < len(n.marks) && n.goesOn(i)
}

func (n *numbering) goesOn(i int) bool {
	for _, next := range n.marks[i+1:] {
		if next.number.Style < n.marks[i].number.Style {
			return false
		}
		if next.number.Style == n.marks[i].number.Style {
			return next.number.Ordinal == 2
		}
	}
	return false
}

// announced reports whether the text before byte at ends in a colon.
func (n *numbering) announced(at int) bool {
	head := strings.TrimRight(n.in.Doc.Text[:at], " \t\r\n　>")
	return strings.HasSuffix(head, "：") || strings.HasSuffix(head, ":")
}

// standsBetween looks for the missing number as plain text between two marks.
func (n *numbering) standsBetween(from, to mark, ordinal int) bool {
	between := n.in.Doc.Text[from.label.End:to.label.Start]
	value := hanziNumeral(ordinal)
	switch from.number.Style {
	case outline.ParenHanzi:
		return strings.Contains(between, "（"+value+"）") || strings.Contains(between, "("+value+")")
	case outline.Hanzi:
		return strings.Contains(between, value+"、")
	case outline.Arabic:
		return regexp.MustCompile(`(^|\D)` + strconv.Itoa(ordinal) + `\s*[、.．]`).MatchString(between)
	case outline.ItemIs:
		return strings.Contains(between, value+"是") || strings.Contains(between, value+"要")
	}
	return false
}

func hanziNumeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	case n < 100:
		return digits[n/10] + "十" + digits[n%10]
	}
	return strconv.Itoa(n)
}

func (n *numbering) label(m mark) string { return strings.TrimSpace(m.label.Of(n.in.Doc.Text)) }

func (n *numbering) report(m mark, sev Severity, msg message.Message) {
	n.out = append(n.out, Fault{
		Severity: sev, Span: text.Trim(n.in.Doc.Text, m.label), Message: msg,
		Suggestion: message.Say("suggest.numbering"),
	})
}
