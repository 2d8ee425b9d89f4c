package fault

import (
	"regexp"
	"strconv"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Attachments that the text names must be listed at its end (or follow it),
// and the numbers of those listed must run on. Attachments of other papers
// (通知附件2, 合同附件) are not asked about.

// attachments are those that a draft lists, by number; 0 is one without.
type attachments struct {
	numbers map[int]bool
	faults  []Fault
}

var (
	attachLine = regexp.MustCompile(`^(?:附件|附表|附图|附录|附)\s{0,4}([0-9一二三四五六七八九十]{0,3})\s{0,4}(?:$|[：:.．、 　]|[（(《“]?\p{Han})`)
	attachItem = regexp.MustCompile(`^([0-9]{1,2})\s{0,2}[.．、]\s{0,2}\S`)
	attachSee  = newPattern("详参见附（(", `(?:详见|参见|见|附)(附件|附表|附图|附录)\s{0,2}([0-9一二三四五六七八九十]{0,2})|[（(](?:见|详见)?(附件|附表|附图)\s{0,2}([0-9一二三四五六七八九十]{0,2})[）)]|附后`)
	attachNext = regexp.MustCompile(`^[、和及，](?:附件|附表)\s{0,2}([0-9一二三四五六七八九十]{1,2})`)
)

func findAttachments(r *reading) []Fault {
	if !strings.Contains(r.t, "附") {
		return nil
	}
	list := listedAttachments(r)
	return append(list.faults, absentAttachments(r, list)...)
}

// listedAttachments reads the lines that list attachments.
func listedAttachments(r *reading) *attachments {
	a := &attachments{numbers: map[int]bool{}}
	last, open := 0, false
	for i, b := range r.Doc.Blocks {
		line := b.Of(r.t)
		if at := attachLine.FindStringSubmatchIndex(line); at != nil && isAttachLine(line) && !r.titleSpan.Contains(b.Span) {
			n, _ := valueOf(line[at[2]:at[3]])
			a.numbers[n] = true
			rest := text.Span{Start: b.Start + attachRest(line), End: b.End}
			if n > 0 {
				a.next(r, text.Span{Start: b.Start, End: b.Start + at[3]}, last, n)
				last, open = n, false
				continue
			}
			last, open = a.item(r, text.Trim(r.t, rest), 0), true
			continue
		}
		if open && i > 0 {
			n := a.item(r, b.Span, last)
			open = n > 0
			if open {
				last = n
			}
		}
	}
	return a
}

// attachRest is where a line's list begins, behind 附件：.
func attachRest(line string) int {
	if at := strings.IndexAny(line, "：:"); at >= 0 && at < 30 {
		return at + len(headOf(line[at:], 1))
	}
	return len(headOf(line, 2))
}

// isAttachLine tells the line 附件：物资清单 from a sentence that begins with
// 附件 or 附近.
func isAttachLine(line string) bool {
	if strings.HasPrefix(line, "附") && !beginsWithAny(line, "附件 附表 附图 附录 附： 附:") {
		return false
	}
	return !strings.ContainsAny(line, "。；") && len([]rune(line)) <= 60
}

// item reads one entry of the list, 2.用工统计表, that follows number last.
func (a *attachments) item(r *reading, s text.Span, last int) int {
	m := attachItem.FindStringSubmatchIndex(s.Of(r.t))
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(s.Of(r.t)[m[2]:m[3]])
	label := text.Span{Start: s.Start, End: s.Start + m[3]}
	if strings.ContainsAny(r.t[label.End:label.End+1], ".") {
		label.End++
	} else if strings.HasPrefix(r.t[label.End:], "、") || strings.HasPrefix(r.t[label.End:], "．") {
		label.End += len("、")
	}
	a.next(r, label, last, n)
	a.numbers[n] = true
	return n
}

// next reports a number that does not follow last. Attachments may be listed
// once more where they begin.
func (a *attachments) next(r *reading, label text.Span, last, n int) {
	switch {
	case n == last+1 || n == 1 && last != 1:
	case n < last && a.numbers[n]:
	default:
		key := message.Key("fault.attachment_gap")
		if n == last {
			key = "fault.attachment_twice"
		}
		a.faults = append(a.faults, attachFault(label, message.New(key, label.Of(r.t), last+1)))
	}
}

func attachFault(s text.Span, msg message.Message) Fault {
	return Fault{Severity: Warning, Span: s, Message: msg, Suggestion: message.Say("suggest.attachment")}
}

// ofAnother: words before 附件 that make it the attachment of another paper.
const ofAnother = "通知 文件 方案 办法 规定 合同 协议 条例 》 ” 邮件 来文 函 意见 细则 规划 该 其 公告 标准 规范 决定 决议 议案 报表 系统"

// absentAttachments reports each attachment that is named and not listed, at
// the first place that names it.
func absentAttachments(r *reading, list *attachments) []Fault {
	var out []Fault
	told := map[int]bool{}
	attachSee.groups(r.t, func(at []int) {
		s := text.Span{Start: at[0], End: at[1]}
		if !strings.ContainsAny(s.Of(r.t), "（(") && endsInAny(back(r.t, s.Start, 4), ofAnother) || r.quoted.has(s) || r.isAttachBlock(s) || strings.Contains(s.Of(r.t), "附后") && endsInAny(back(r.t, s.Start, 1), "在 于") {
			return
		}
		out = append(out, absent(r, list, told, s, attachNumber(r.t, at))...)
		out = append(out, absentNext(r, list, told, s.End)...)
	})
	return out
}

// attachNumber is the number in a match of attachSee, 0 where there is none.
func attachNumber(t string, at []int) int {
	for _, g := range []int{4, 8} {
		if at[g] >= 0 {
			n, _ := valueOf(t[at[g]:at[g+1]])
			return n
		}
	}
	return 0
}

// absentNext goes on behind a mention: 见附件1、附件2.
func absentNext(r *reading, list *attachments, told map[int]bool, at int) []Fault {
	var out []Fault
	for range 20 {
		m := attachNext.FindStringSubmatchIndex(ahead(r.t, at, 8))
		if m == nil {
			break
		}
		n, _ := valueOf(r.t[at+m[2] : at+m[3]])
		s := text.Span{Start: at + len("、"), End: at + m[1]}
		out = append(out, absent(r, list, told, s, n)...)
		at = s.End
	}
	return out
}

func absent(r *reading, list *attachments, told map[int]bool, s text.Span, n int) []Fault {
	if told[n] || list.numbers[n] || n == 0 && len(list.numbers) > 0 || n == 1 && list.numbers[0] {
		return nil
	}
	told[n] = true
	return []Fault{attachFault(text.Trim(r.t, withoutBrackets(r.t, s)), message.New("fault.attachment_absent", s.Of(r.t)))}
}

func withoutBrackets(t string, s text.Span) text.Span {
	if strings.HasPrefix(s.Of(t), "（") {
		s.Start += len("（")
	} else if strings.HasPrefix(s.Of(t), "(") {
		s.Start++
	}
	s.End = s.Start + len(strings.TrimRight(s.Of(t), "）)"))
	return s
}

// isAttachBlock: s stands in a line that lists attachments.
func (r *reading) isAttachBlock(s text.Span) bool {
	i, ok := r.blockAt(s.Start)
	if !ok {
		return false
	}
	line := r.Doc.Blocks[i].Of(r.t)
	return attachLine.MatchString(line) && isAttachLine(line)
}
