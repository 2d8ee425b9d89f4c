package fault

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// Numbers are checked list by list: a list is the numbers of one style that
// stand under one number further out. A list may begin anew after a sentence
// that ends in a colon; otherwise each number follows the one before. What
// the outline did not take for a number (1、8月14日…, 二，修渠) is looked for
// in the text before a number is called absent: see numbering_seek.go.

type mark struct {
	number outline.Number
	label  text.Span
}

// rank orders styles from the outside in; a draft that nests them the other
// way round has two of them exchanged.
func (n *numbering) rank(s outline.Style) int {
	switch s {
	case n.turned[0]:
		return int(n.turned[1])
	case n.turned[1]:
		return int(n.turned[0])
	}
	return int(s)
}

// list is the state of one open list.
type list struct {
	style   outline.Style
	last    mark
	first   mark
	count   int
	swapped bool // the last number changed places with the next
	mixed   bool // a different form was reported already
	// paused is the list of the same style that this one interrupted, where
	// a draft counts two levels alike.
	paused *list
}

func findMisnumbered(r *reading) []Fault {
	n := &numbering{t: r.t, marks: marksOf(r.Outline), items: map[string]*list{}}
	n.level()
	for i := range n.marks {
		if n.marks[i].number.Style.IsItem() {
			n.item(i)
		} else {
			n.step(i)
		}
	}
	n.extraMarks()
	out := append(n.out, bareItems(r)...)
	return append(out, mixedItems(r)...)
}

// marksOf lists the numbers that are checked, in reading order. 首先 and 其次
// carry no number, and 1.1 counts with its parent; a gap there is rare and
// unclear.
func marksOf(o *outline.Outline) []mark {
	var marks []mark
	add := func(n outline.Number, label text.Span) {
		if n.Style != outline.None && n.Style != outline.Dotted && n.Style != outline.ItemFirst {
			marks = append(marks, mark{n, label})
		}
	}
	for _, h := range o.Headings {
		add(h.Number, h.Label)
	}
	for _, it := range o.Items {
		add(it.Number, it.Label)
	}
	slices.SortStableFunc(marks, func(a, b mark) int { return a.label.Start - b.label.Start })
	return marks
}

type numbering struct {
	t     string
	marks []mark
	open  []list // outermost first
	// articles is the list of 第一条, which runs through chapters and sections.
	articles *list
	// items are the open lists of 一是, 一要, 第一, by what marks them: two of
	// them may run side by side.
	items  map[string]*list
	turned [2]outline.Style
	out    []Fault
}

func (n *numbering) step(i int) {
	m := n.marks[i]
	clear(n.items)
	for len(n.open) > 0 && n.rank(n.open[len(n.open)-1].style) > n.rank(m.number.Style) {
		n.open = n.open[:len(n.open)-1]
	}
	if m.number.Style == outline.Article && n.articles != nil {
		n.follow(n.articles, m, i)
		return
	}
	if len(n.open) > 0 && n.open[len(n.open)-1].style == m.number.Style {
		n.follow(&n.open[len(n.open)-1], m, i)
		return
	}
	if n.strays(i) {
		return
	}
	from := n.parentEnd()
	if m.number.Style == outline.Article {
		n.articles = &list{style: m.number.Style, first: m, last: m, count: 1}
		return
	}
	n.open = append(n.open, list{style: m.number.Style, first: m, last: m, count: 1})
	if k := m.number.Ordinal; k > 1 && k < 20 && !n.supplied(from, m, k-1) {
		n.report(m, Error, message.New("fault.numbering_start", n.label(m)))
	}
}

// parentEnd is where the number around the next list ends.
func (n *numbering) parentEnd() int {
	end := 0
	if len(n.open) > 0 {
		end = n.open[len(n.open)-1].last.label.End
	}
	if n.articles != nil {
		end = max(end, n.articles.last.label.End)
	}
	return end
}

// strays reports a number that goes on the list around it in another style:
// (3) between (二) and (四). Where the list around goes on by itself, or the
// number has followers of its own style, it is the second of a list whose
// first is absent.
func (n *numbering) strays(i int) bool {
	m := n.marks[i]
	if len(n.open) == 0 || m.number.Ordinal == 1 {
		return false
	}
	outer := &n.open[len(n.open)-1]
	if n.parentEnd() > outer.last.label.End { // it stands under an article
		return false
	}
	if outer.last.number.Ordinal != m.number.Ordinal-1 || n.goesOnInside(i, outer.style) {
		return false
	}
	n.report(m, Error, message.New("fault.numbering_style", n.label(m), n.label(outer.last)))
	outer.last.number.Ordinal = m.number.Ordinal
	outer.count++
	return true
}

// goesOnInside: the next number of the outer style repeats the one at i, or
// the next of its own style follows it.
func (n *numbering) goesOnInside(i int, outer outline.Style) bool {
	m := n.marks[i]
	for _, next := range n.marks[i+1:] {
		switch {
		case next.number.Style == outer:
			return next.number.Ordinal == m.number.Ordinal
		case n.rank(next.number.Style) < n.rank(outer):
			return false
		case next.number.Style == m.number.Style:
			return next.number.Ordinal == m.number.Ordinal+1
		}
	}
	return false
}

// item follows the lists of 一是 and 第一, which begin anew freely and need no
// first member: a heading may serve as one.
func (n *numbering) item(i int) {
	m := n.marks[i]
	key := m.number.Form
	l := n.items[key]
	if l == nil || m.number.Ordinal == 1 {
		n.items[key] = &list{style: m.number.Style, first: m, last: m, count: 1}
		return
	}
	n.follow(l, m, i)
}

func (n *numbering) follow(l *list, m mark, i int) {
	want := l.last.number.Ordinal + 1
	got := m.number.Ordinal
	switch {
	case got == want:
		n.form(l, m)
	case got == 1 && n.mayRestart(l, m, i):
		n.nested(l, m)
		paused := *l
		*l = list{style: l.style, first: m, last: m, count: 1, paused: &paused}
		return
	case n.resumes(l, m):
		return
	case got == l.last.number.Ordinal:
		n.report(m, Error, message.New("fault.numbering_repeat", n.label(m)))
	case got == want+1 && n.isSwapped(m, i):
		// 三、 before 二、 is told once, at 二、
	case got > want && n.supplied(l.last.label.End, m, want):
		// the missing number is there, in a place the outline did not see
	case got > want:
		n.report(m, Error, message.New("fault.numbering_gap", n.label(l.last), n.label(m), strconv.Itoa(want)))
	case !n.overtaken(l, m):
		n.report(m, Error, message.New("fault.numbering_order", n.label(l.last), n.label(m)))
		if l.swapped {
			m.number.Ordinal = l.last.number.Ordinal
		}
	}
	l.swapped = got == want+1 && n.isSwapped(m, i)
	l.last, l.count = m, l.count+1
}

// maxTitleBytes bounds the title of a heading between two numbers.
const maxTitleBytes = 90

// nested reports a list that begins anew right under a number of its own
// style, with nothing but that one's title between.
func (n *numbering) nested(l *list, m mark) {
	between := strings.TrimSpace(n.t[l.last.label.End:m.label.Start])
	if n.titleOf(m) == n.titleOf(l.first) {
		return // a table of contents went before
	}
	if !m.number.Style.IsItem() && len(between) <= maxTitleBytes && !strings.ContainsAny(between, "。：:；\n") {
		n.report(m, Warning, message.New("fault.numbering_nested", n.label(l.last), n.label(m)))
	}
}

// isSwapped: the next number of the list is the one before m.
func (n *numbering) isSwapped(m mark, i int) bool {
	for _, next := range n.marks[i+1 : min(len(n.marks), i+1+maxSwapReach)] {
		if next.number.Style == m.number.Style && next.number.Form == m.number.Form {
			return next.number.Ordinal == m.number.Ordinal-1
		}
		if n.rank(next.number.Style) < n.rank(m.number.Style) {
			return false
		}
	}
	return false
}

// maxSwapReach is how many numbers behind one its partner is looked for.
const maxSwapReach = 40

// titleOf is the rest of the line behind a number.
func (n *numbering) titleOf(m mark) string {
	return squeeze(ahead(n.t, m.label.End, maxTitle))
}

// resumes goes back to the list that l interrupted, where m follows there.
func (n *numbering) resumes(l *list, m mark) bool {
	depth := 0
	for p := l.paused; p != nil && depth < maxPaused; p = p.paused {
		if m.number.Ordinal == p.last.number.Ordinal+1 {
			*l = list{style: l.style, first: p.first, last: m, count: p.count + 1, mixed: p.mixed, paused: p.paused}
			return true
		}
		depth++
	}
	return false
}

// maxPaused is how many lists back one may be taken up again.
const maxPaused = 3

// overtaken: a number that goes back is in order where its predecessor stands
// right before it, unseen by the outline: the list began anew there.
func (n *numbering) overtaken(l *list, m mark) bool {
	return m.number.Ordinal > 1 && n.supplied(l.last.label.End, m, m.number.Ordinal-1)
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

// mayRestart: a heading list begins anew after two members or more, or where
// a sentence that announces a list stands between, and when it goes on with 2.
func (n *numbering) mayRestart(l *list, m mark, i int) bool {
	if n.announced(m.label.Start) {
		return true
	}
	return l.count >= 2 && i+1 < len(n.marks) && n.goesOn(i)
}

func (n *numbering) goesOn(i int) bool {
	for _, next := range n.marks[i+1:] {
		if n.rank(next.number.Style) < n.rank(n.marks[i].number.Style) {
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
	head := strings.TrimRight(n.t[:at], " \t\r\n　>")
	return strings.HasSuffix(head, "：") || strings.HasSuffix(head, ":")
}

// extraMarks reports the first （一）、 of the draft: after a bracketed number
// there is no mark.
func (n *numbering) extraMarks() {
	for _, m := range n.marks {
		if m.number.Style != outline.ParenHanzi && m.number.Style != outline.ParenArabic || m.number.Form == "）" || m.number.Form == ")" {
			continue
		}
		label := n.label(m)
		next, size := utf8.DecodeRuneInString(n.t[m.label.End:])
		if strings.HasSuffix(label, "、") {
			size = 0
		} else if next != '、' {
			continue
		}
		s := text.Span{Start: m.label.Start, End: m.label.End + size}
		n.out = append(n.out, numberingFault(text.Trim(n.t, s), Info, message.New("fault.numbering_extra", strings.TrimRight(label, "、"))))
		return
	}
}

func (n *numbering) label(m mark) string { return strings.TrimSpace(m.label.Of(n.t)) }

func (n *numbering) report(m mark, sev Severity, msg message.Message) {
	n.out = append(n.out, numberingFault(text.Trim(n.t, m.label), sev, msg))
}

func numberingFault(s text.Span, sev Severity, msg message.Message) Fault {
	return Fault{Severity: sev, Span: s, Message: msg, Suggestion: message.Say("suggest.numbering")}
}
