package fault

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// The outline passes over a number whose text begins with a numeral (1、8月
// 14日…; 一、一线调度…), one that is followed by a wrong mark (二，修渠), and
// one inside a long sentence. Here the text itself is asked.

// supplied reports whether the number k of m's style stands between byte from
// and m. One with a wrong mark is reported, and counts. Cost: linear in what
// lies between; the lists of one style do not overlap.
func (n *numbering) supplied(from int, m mark, k int) bool {
	s, form, ok := seekNumber(n.t, text.Span{Start: from, End: m.label.Start}, m.number.Style, k)
	if ok && !isUsual(m.number.Style, form) {
		n.out = append(n.out, numberingFault(s, Warning, message.New("fault.numbering_mark", s.Of(n.t))))
	}
	return ok || standsInside(n.t[from:m.label.Start], m.number.Style, k)
}

// standsInside looks for the number k as plain text: 其余见三、服务一节.
func standsInside(between string, style outline.Style, k int) bool {
	value := hanziNumeral(k)
	switch style {
	case outline.Hanzi:
		return strings.Contains(between, value+"、")
	case outline.Arabic:
		for _, mark := range []string{".", "、", "．"} {
			if at := strings.Index(between, strconv.Itoa(k)+mark); at >= 0 && text.Digit(lastRune(between[:at])) < 0 {
				return true
			}
		}
	}
	return false
}

// isUsual: the marks that the style may have after its value.
func isUsual(style outline.Style, form string) bool {
	switch style {
	case outline.Hanzi, outline.Arabic:
		return form == "、" || form == "." || form == "．"
	case outline.ItemIs:
		return form == "是" || form == "要"
	}
	return true
}

// seekNumber finds the number k of a style at the beginning of a line or a
// clause within s, with the mark behind it.
func seekNumber(t string, s text.Span, style outline.Style, k int) (at text.Span, form string, ok bool) {
	atStart, lineStart := true, true
	for i := s.Start; i < s.End; {
		r, size := utf8.DecodeRuneInString(t[i:s.End])
		if atStart && !strings.ContainsRune(" 　\t\r>＞", r) {
			if label, form := readNumber(t[i:s.End], style, k, lineStart); label > 0 {
				return text.Span{Start: i, End: i + label}, form, true
			}
			atStart, lineStart = false, false
		}
		if r == '\n' || strings.ContainsRune("。；;！？：:，,、）)》”“（(", r) {
			atStart = true
			lineStart = lineStart || r == '\n' || r == '。'
		}
		i += size
	}
	return text.Span{}, "", false
}

// readNumber reads the number k of a style at the beginning of s; label is
// its length in bytes with the mark, 0 where it is another one.
func readNumber(s string, style outline.Style, k int, lineStart bool) (label int, form string) {
	open := 0
	if style == outline.ParenHanzi || style == outline.ParenArabic {
		if r, size := utf8.DecodeRuneInString(s); r == '（' || r == '(' {
			open = size
		}
	}
	v, size := numeralAt(s[open:])
	if size == 0 || v != k {
		return 0, ""
	}
	r, _ := utf8.DecodeRuneInString(s[open:])
	label = open + size
	form, _ = firstOf(s[label:])
	switch style {
	case outline.Hanzi:
		ok := text.Digit(r) < 0 && (strings.ContainsAny(form, "、．.") || lineStart && strings.ContainsAny(form, "，,：: 　"))
		return labelIf(ok, label, form), form
	case outline.Arabic:
		ok := text.Digit(r) >= 0 && (strings.ContainsAny(form, "、．.") || lineStart && strings.ContainsAny(form, "，,：:）) 　"))
		return labelIf(ok, label, form), form
	case outline.ParenHanzi, outline.ParenArabic:
		if (text.Digit(r) >= 0) != (style == outline.ParenArabic) {
			return 0, ""
		}
		if !strings.ContainsAny(form, "）)") {
			return labelIf(lineStart && open > 0, label, ""), form // its bracket is open
		}
		return label + len(form), form
	case outline.ItemIs:
		ok := text.Digit(r) < 0 && (strings.ContainsAny(form, "是要") || beginsWithAny(s[label:], bareVerbs))
		if ok && !strings.ContainsAny(form, "是要") {
			return label, form
		}
		return labelIf(ok, label, form), form
	}
	return 0, ""
}

func labelIf(ok bool, label int, form string) int {
	if !ok {
		return 0
	}
	return label + len(form)
}

// firstOf is the first character of s as a string.
func firstOf(s string) (string, int) {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n], n
}

// bareVerbs open the clauses of a list of tasks: 三加强 after 二是 is 三是加强
// with 是 left out.
const bareVerbs = "加强 切实 强化 坚持 完善 积极 认真 深入 进一步 注重 狠抓 推进 落实 提高 严格 开展 做好 建立 健全 规范 着力 持续 不断 全面 扎实 大力 努力 主动 突出 聚焦 压实 加大 改进 优化 创新 拓宽 确保 推动 督促 组织"

// bareItems finds 三加强 behind 二是: the item that lost its 是.
func bareItems(r *reading) []Fault {
	var out []Fault
	for _, it := range r.Outline.Items {
		k := it.Number.Ordinal + 1
		if it.Number.Style != outline.ItemIs || k < 3 || k > 20 {
			continue
		}
		for _, c := range clauses(r.t, text.Span{Start: it.Label.End, End: it.Span.End}) {
			s := text.Trim(r.t, c)
			value := hanziNumeral(k)
			if rest, ok := strings.CutPrefix(s.Of(r.t), value); ok && beginsWithAny(rest, bareVerbs) && endsBefore(r.t, s.Start, "。；;") {
				s.End = s.Start + len(value)
				out = append(out, numberingFault(s, Warning, message.New("fault.numbering_bare", value, it.Number.Form)))
			}
		}
	}
	return out
}

// endsBefore reports whether the text before byte at ends in one of marks.
func endsBefore(t string, at int, marks string) bool {
	head := strings.TrimRight(t[max(0, at-40):at], " 　")
	return head != "" && strings.ContainsRune(marks, lastRune(head))
}

// mixedItems finds 第一，… 二是…: one row, two ways of counting.
func mixedItems(r *reading) []Fault {
	var out []Fault
	items := r.Outline.Items
	for i := 1; i < len(items); i++ {
		a, b := items[i-1], items[i]
		if a.Paragraph == b.Paragraph && a.Number.Style == outline.ItemNth && b.Number.Style == outline.ItemIs && b.Number.Ordinal == a.Number.Ordinal+1 {
			msg := message.New("fault.numbering_style", strings.TrimSpace(b.Label.Of(r.t)), strings.TrimSpace(a.Label.Of(r.t)))
			out = append(out, numberingFault(text.Trim(r.t, b.Label), Warning, msg))
		}
	}
	return out
}
