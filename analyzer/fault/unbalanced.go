package fault

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Quotation marks, book-title marks and brackets come in pairs within a
// paragraph. Each kind is matched by itself, so that one mark that is alone
// does not shift the blame to others; pairs that cross (《“》”) are found
// after that. Brackets of numbers (1）, a)) are no pairs. A quotation that
// runs over several paragraphs opens anew in each.

// pair is a kind of marks; wide and narrow brackets may match each other.
type pair struct{ open, close string }

var pairs = []pair{
	{"“", "”"}, {"‘", "’"}, {"《", "》"}, {"〈", "〉"}, {"（(", "）)"}, {"【", "】"}, {"〔", "〕"}, {"[［", "]］"}, {"「", "」"}, {"『", "』"},
}

// firstBracket is where the brackets begin in pairs.
const firstBracket = 4

// pairMarks are all of them.
var pairMarks = func() *runeSet {
	var s runeSet
	for _, p := range pairs {
		for _, r := range p.open + p.close {
			s.add(r)
		}
	}
	return &s
}()

// pairKind is the index in pairs of a mark, -1 for any other character.
func pairKind(r rune) (kind int, opens bool) {
	if !pairMarks.has(r) {
		return -1, false
	}
	for i, p := range pairs {
		if strings.ContainsRune(p.open, r) {
			return i, true
		}
		if strings.ContainsRune(p.close, r) {
			return i, false
		}
	}
	return -1, false
}

// single is one mark in its place.
type single struct {
	text.Span
	kind  int
	opens bool
	// block is the index of its paragraph, partner that of the mark it
	// matches in the list of marks, -1 while it is alone.
	block, partner int
}

func findUnbalanced(r *reading) []Fault {
	b := &balance{t: r.t, r: r}
	for _, i := range r.prose {
		b.read(i)
	}
	b.acrossBlocks()
	return b.faults()
}

type balance struct {
	t     string
	r     *reading
	marks []single
	out   []Fault
}

// read takes in the marks of a block and matches them.
func (b *balance) read(block int) {
	span := b.r.Doc.Blocks[block].Span
	first := len(b.marks)
	straight := []text.Span{}
	for at := span.Start; at < span.End; {
		r, n := utf8.DecodeRuneInString(b.t[at:span.End])
		s := text.Span{Start: at, End: at + n}
		if kind, opens := pairKind(r); kind >= 0 && !b.isNoPair(span, s, r) {
			b.marks = append(b.marks, single{Span: s, kind: kind, opens: opens, block: block, partner: -1})
		} else if r == '"' {
			straight = append(straight, s)
		}
		at += n
	}
	b.match(first)
	b.straight(straight)
}

// isNoPair: the bracket of a number (1）, a)), an apostrophe, an interval
// such as (0,1].
func (b *balance) isNoPair(block, s text.Span, r rune) bool {
	head := b.t[block.Start:s.Start]
	switch r {
	case '）', ')':
		return isNumberLabel(head)
	case '’', '‘':
		prev, next := neighbours(b.t, s)
		return isLatin(prev) && (isLatin(next) || next == ' ')
	case '(', '[', ']':
		return isIntervalEnd(b.t, s)
	}
	return false
}

func isLatin(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }

// isNumberLabel reports whether head ends in a number or a letter at the
// beginning of a clause: what stands before the bracket in 1）.
func isNumberLabel(head string) bool {
	start := len(head)
	for n := 0; start > 0 && n < 4; n++ {
		r, size := utf8.DecodeLastRuneInString(head[:start])
		if !isNumeral(r) && !isLatin(r) && !(0x2460 <= r && r <= 0x2473) {
			break
		}
		start -= size
	}
	if start == len(head) {
		return false
	}
	rest := strings.TrimRight(head[:start], " 　\t>＞")
	return rest == "" || isNewClause(lastRune(rest))
}

// isIntervalEnd tells (0,1] and [0,5) from brackets: a figure, a comma and a
// figure inside.
func isIntervalEnd(t string, s text.Span) bool {
	if s.Of(t) == "]" {
		head := back(t, s.Start, 12)
		at := strings.LastIndexAny(head, "([")
		return at >= 0 && isRange(head[at+1:])
	}
	rest := ahead(t, s.End, 12)
	at := strings.IndexAny(rest, ")]")
	return at >= 0 && isRange(rest[:at]) && (rest[at] == ']') != (s.Of(t) == "[")
}

func isRange(s string) bool {
	return strings.ContainsAny(s, ",，") && strings.Trim(s, "0123456789.,，∞+- ") == ""
}

// match pairs the marks from index first on, kind by kind.
func (b *balance) match(first int) {
	open := make([][]int, len(pairs))
	for i := first; i < len(b.marks); i++ {
		m := &b.marks[i]
		stack := open[m.kind]
		if m.opens {
			open[m.kind] = append(stack, i)
		} else if len(stack) > 0 {
			top := stack[len(stack)-1]
			m.partner, b.marks[top].partner = top, i
			open[m.kind] = stack[:len(stack)-1]
		}
	}
	b.turned(first)
}

// turned finds quotation marks typed the wrong way round: “甲“ and ”甲”. The
// one that is turned is reported, and the two are a pair.
func (b *balance) turned(first int) {
	last := make([]int, len(pairs)) // index+1 of the last mark of the kind that is alone
	for i := first; i < len(b.marks); i++ {
		m := &b.marks[i]
		if m.kind > 1 || m.partner >= 0 {
			continue
		}
		j := last[m.kind] - 1
		if j < 0 || b.marks[j].opens != m.opens || !b.sameClause(j, i) {
			last[m.kind] = i + 1
			continue
		}
		wrong := m.Span
		if !m.opens {
			wrong = b.marks[j].Span
		}
		b.marks[j].partner, m.partner = i, j
		last[m.kind] = 0
		b.add(wrong, message.New("fault.unbalanced_turned", wrong.Of(b.t)))
	}
}

// sameClause: two marks stand near each other with no stop between.
func (b *balance) sameClause(i, j int) bool {
	between := b.t[b.marks[i].End:b.marks[j].Start]
	return len(between) <= 120 && !strings.ContainsAny(between, "。；！？\n")
}

// acrossBlocks pairs a mark that opens in one paragraph with one that closes
// in a later one, and quotations that open anew in each paragraph.
func (b *balance) acrossBlocks() {
	const reach = 6 // paragraphs
	open := make([][]int, len(pairs))
	for i := range b.marks {
		m := &b.marks[i]
		if m.partner >= 0 {
			continue
		}
		if m.opens {
			open[m.kind] = append(open[m.kind], i)
			continue
		}
		stack := open[m.kind]
		if len(stack) == 0 {
			continue
		}
		top := stack[len(stack)-1]
		if m.block-b.marks[top].block > reach || !b.runsOn(top) {
			open[m.kind] = nil // nor will those before it
			continue
		}
		m.partner, b.marks[top].partner = top, i
		open[m.kind] = stack[:len(stack)-1]
	}
	b.renewed()
}

// runsOn: a mark whose content goes on in the next paragraph: nothing closes
// the sentence, or the mark opens the paragraph.
func (b *balance) runsOn(i int) bool {
	block := b.r.Doc.Blocks[b.marks[i].block]
	tail := strings.TrimSpace(b.t[b.marks[i].End:block.End])
	return block.Start == b.marks[i].Start || !strings.ContainsRune("。！？", lastRune(tail)) || !strings.ContainsAny(strings.TrimRight(tail, "。！？"), "。")
}

// renewed pairs the openings of a quotation that runs over several
// paragraphs: a “ that begins a paragraph stays open where the next paragraph
// begins with “ too.
func (b *balance) renewed() {
	for i := range b.marks {
		m := &b.marks[i]
		if m.kind != 0 || !m.opens || m.partner >= 0 {
			continue
		}
		next := m.block + 1
		if next < len(b.r.Doc.Blocks) && strings.HasPrefix(b.t[b.r.Doc.Blocks[next].Start:], "“") {
			m.partner = i
		}
	}
}

// straight reports an odd number of " in a paragraph; those behind a figure
// are inches.
func (b *balance) straight(marks []text.Span) {
	if len(marks)%2 == 0 {
		return
	}
	kept := slices.DeleteFunc(slices.Clone(marks), func(s text.Span) bool {
		prev, _ := neighbours(b.t, s)
		return isDigit(prev)
	})
	if len(kept)%2 == 1 {
		b.add(kept[len(kept)-1], message.New("fault.unbalanced_alone", `"`))
	}
}

// mixed reports a bracket that another sort of bracket closes: 〔2024］.
func (b *balance) mixed() {
	last := -1 // the last bracket that opens and is alone
	for i := range b.marks {
		m := &b.marks[i]
		if m.partner >= 0 || m.kind < firstBracket {
			continue
		}
		if m.opens {
			last = i
			continue
		}
		if last >= 0 && b.marks[last].block == m.block && b.sameClause(last, i) {
			m.partner, b.marks[last].partner = i, last
			b.add(m.Span, message.New("fault.unbalanced_mixed", b.marks[last].Of(b.t), m.Of(b.t)))
		}
		last = -1
	}
}

func (b *balance) faults() []Fault {
	b.mixed()
	for i, m := range b.marks {
		if m.partner < 0 {
			b.alone(i)
		}
	}
	b.crossings()
	return b.out
}

func (b *balance) alone(i int) {
	m := b.marks[i]
	s := m.Span
	if m.opens && strings.ContainsAny(s.Of(b.t), "（(") {
		s = b.withNumber(s)
	}
	key := message.Key("fault.unbalanced_open")
	if !m.opens {
		key = "fault.unbalanced_close"
	}
	b.add(s, message.New(key, s.Of(b.t)))
}

// withNumber takes in the number of a list whose bracket was not closed.
func (b *balance) withNumber(s text.Span) text.Span {
	if _, n := numeralAt(b.t[s.End:]); n > 0 {
		prev, _ := neighbours(b.t, s)
		if prev == 0 || isNewClause(prev) {
			s.End += n
		}
	}
	return s
}

// crossings reports pairs that overlap without one lying in the other.
func (b *balance) crossings() {
	var open []int
	for i, m := range b.marks {
		if m.partner < 0 || m.partner == i || b.marks[m.partner].block != m.block {
			continue
		}
		if m.partner > i {
			open = append(open, i)
			continue
		}
		if at := len(open) - 1; at >= 0 && open[at] == m.partner {
			open = open[:at]
			continue
		}
		b.add(m.Span, message.New("fault.unbalanced_crossed", m.Of(b.t), b.marks[open[len(open)-1]].Of(b.t)))
		open = remove(open, m.partner)
	}
}

// maxOpen is how many open pairs are looked through for a partner.
const maxOpen = 50

// remove takes x out of the end of list.
func remove(list []int, x int) []int {
	for i := len(list) - 1; i >= max(0, len(list)-maxOpen); i-- {
		if list[i] == x {
			return slices.Delete(list, i, i+1)
		}
	}
	return list
}

func (b *balance) add(s text.Span, msg message.Message) {
	b.out = append(b.out, Fault{Severity: Warning, Span: s, Message: msg, Suggestion: message.Say("suggest.unbalanced")})
}
