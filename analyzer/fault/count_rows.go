package fault

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// Rows: what was counted stands behind a colon or in front of the number, in
// one sentence with it.

// rows counts 四个村：云坪、石桥、柳塘 and 四个村，分别是云坪、石桥、柳塘.
func (c *counting) rows(s text.Span) {
	sentence := s.Of(c.t)
	for _, lead := range []string{"：", ":", "，分别是", "，分别为", "，即", "（分别是", "（分别为"} {
		at := strings.Index(sentence, lead)
		if at < 0 {
			continue
		}
		head := sentence[:at]
		if i := strings.LastIndexFunc(head, isNewClause); i >= 0 {
			_, n := utf8.DecodeRuneInString(head[i:])
			head = head[i+n:]
		}
		said, ok := c.tailCount(text.Span{Start: s.Start + at - len(head), End: s.Start + at}, anyNoun)
		if !ok {
			continue
		}
		row := c.rowAfter(s.Start + at + len(lead))
		if lo, hi, ok := rowMembers(row, said); ok && (said.n < lo || said.n > hi) {
			c.report(said.Span, said.n, hi)
		}
		return
	}
}

// maxRow is the longest row that is counted, in characters.
const maxRow = 400

// rowAfter is the text from byte at to the next full stop or line end.
func (c *counting) rowAfter(at int) string {
	row := ahead(c.t, at, maxRow)
	end := strings.IndexAny(row, "。！？")
	if end < 0 {
		if utf8.RuneCountInString(row) >= maxRow {
			return ""
		}
		end = len(row)
	}
	return strings.TrimSpace(strings.TrimRight(row[:end], "）) "))
}

// rowMembers counts a row: between lo and hi members, because 和 may join two
// of them or stand inside one. ok is false where it is no plain row.
func rowMembers(row string, said announced) (lo, hi int, ok bool) {
	if n, ok := labelled(row); ok {
		return n, n, n > 1
	}
	plain := withoutInner(row)
	if plain == "" || beginsWithAny(plain, "负责 开展 做好 抓好 围绕 学习 走访 查看 了解 解决 完成 推进 落实 加强 建立 制定 提出 明确 要求 涉及 用于 分布 参加 当事人 由 对 把 在 以 要 从 为 研究 审议 讨论 主要 重点 包括 如 例如 有的 将 通过 按照 根据 既 不仅") || isOpenRow(plain) || hasAny(plain, "以及其他 其余 另有 还有") || holdsCount(plain) && !strings.Contains(plain, "；") {
		return 0, 0, false
	}
	if strings.ContainsAny(plain, "；;") {
		parts := strings.FieldsFunc(plain, func(r rune) bool { return r == '；' || r == ';' })
		long := slices.ContainsFunc(parts, func(p string) bool { return utf8.RuneCountInString(p) > maxPart })
		return len(parts), len(parts), len(parts) > 1 && !long && !strings.Contains("次场名位", said.measure)
	}
	return plainRow(plain, said)
}

func holdsCount(s string) bool {
	found := false
	countOf.each(s, func(text.Span) { found = true })
	return found
}

// maxPart is the longest member of a row parted by ；, in characters: longer
// ones may hold several.
const maxPart = 24

// isOpenRow: a row that ends in 等 leaves out some of its members.
func isOpenRow(row string) bool {
	return endsInAny(row, "等 等等 等方面 等工作 等内容 等环节 等问题 等任务 等活动") || strings.Contains(row, "等，") || strings.Contains(row, "等；")
}

// plainRow counts members parted by 、, or by commas where all have one shape.
func plainRow(row string, said announced) (lo, hi int, ok bool) {
	if strings.Contains(row, "、") {
		parts := strings.Split(row, "、")
		if strings.ContainsAny(row, "，,") || strings.Contains("次场", said.measure) && !sameShape(parts) {
			return 0, 0, false
		}
		joins := 0
		for i, p := range parts {
			if utf8.RuneCountInString(p) > 16 {
				return 0, 0, false
			}
			if i == len(parts)-1 {
				joins = strings.Count(p, "和") + strings.Count(p, "及") + strings.Count(p, "与")
			}
		}
		return len(parts), len(parts) + joins, true
	}
	parts := strings.FieldsFunc(row, func(r rune) bool { return r == '，' || r == ',' })
	return len(parts), len(parts), len(parts) > 1 && sameShape(parts)
}

// sameShape: the parts begin with a figure and the same character (三月…,
// 六月…), or are all equally long and short.
func sameShape(parts []string) bool {
	length, unit := 0, rune(0)
	figures := true
	for i, p := range parts {
		p = strings.TrimSpace(p)
		_, n := numeralAt(strings.TrimPrefix(p, "第"))
		next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(p, "第")[n:])
		figures = figures && n > 0 && (i == 0 || next == unit)
		unit = next
		if l := utf8.RuneCountInString(p); i > 0 && l != length {
			length = -1
		} else if i == 0 {
			length = l
		}
	}
	return figures || length > 0 && length <= 8
}

// withoutInner leaves out what stands in brackets, and puts one character for
// what stands in quotation marks or book-title marks.
func withoutInner(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("（(“《「【", r):
			if depth == 0 && r != '（' && r != '(' {
				b.WriteRune('引')
			}
			depth++
		case strings.ContainsRune("）)”》」】", r):
			depth = max(0, depth-1)
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// labelled counts a row whose members are numbered: 一是…，二是…; 第一步…，
// 第二步…; 首先…，其次….
func labelled(row string) (n int, ok bool) {
	if strings.HasPrefix(row, "首先") {
		return countSequence(row), true
	}
	nth := strings.HasPrefix(row, "第")
	rest := strings.TrimPrefix(row, "第")
	v, size := numeralAt(rest)
	if v != 1 || size == 0 {
		return 0, false
	}
	mark, _ := utf8.DecodeRuneInString(rest[size:])
	if !nth && mark != '是' && mark != '要' {
		return 0, false
	}
	largest := 0
	for _, part := range strings.FieldsFunc(row, isNewClause) {
		part = strings.TrimSpace(part)
		if nth != strings.HasPrefix(part, "第") {
			continue
		}
		v, size := numeralAt(strings.TrimPrefix(part, "第"))
		next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(part, "第")[size:])
		if size > 0 && (nth && (next == mark || isNewClause(mark)) || !nth && (next == '是' || next == '要')) {
			largest = max(largest, v)
			if v == n+1 {
				n++
			}
		}
	}
	if largest > n {
		return 0, true // its own numbers are wrong
	}
	return n, true
}

func countSequence(row string) int {
	n := 0
	for _, part := range strings.FieldsFunc(row, isNewClause) {
		if beginsWithAny(strings.TrimSpace(part), "首先 其次 再次 最后") {
			n++
		}
	}
	return n
}

var slogan = regexp.MustCompile(`([二三四五六七八九十])个([一必不有零])[”"’」]?[\p{Han}]{0,4}(?:：|:|，即|（即|（|，)(?:即)?`)

// slogans counts the members of 五个一: all hold its word.
func (c *counting) slogans(s text.Span) {
	sentence := s.Of(c.t)
	at := slogan.FindStringSubmatchIndex(sentence)
	if at == nil {
		return
	}
	said, ok := valueOf(sentence[at[2]:at[3]])
	word := sentence[at[4]:at[5]]
	row := c.rowAfter(s.Start + at[1])
	if close := strings.IndexAny(row, "）)"); close >= 0 {
		row = row[:close]
	}
	n := 0
	for _, part := range strings.FieldsFunc(row, func(r rune) bool { return strings.ContainsRune("、，,；;", r) }) {
		if !strings.Contains(headOf(strings.Trim(part, "“” "), 3), word) {
			break
		}
		n++
	}
	if ok && n >= 2 && n != said && !isOpenRow(row) {
		c.report(text.Span{Start: s.Start + at[2], End: s.Start + at[5]}, said, n)
	}
}

// inFront counts 《甲》《乙》三项制度 and 云坪镇、石桥镇三个镇.
func (c *counting) inFront(s text.Span) {
	sentence := s.Of(c.t)
	countOf.groups(sentence, func(at []int) {
		said, ok := valueOf(sentence[at[2]:at[3]])
		if !ok || said < 2 {
			return
		}
		head := back(c.t, s.Start+at[0], maxRow)
		if len(head) > at[0] {
			head = sentence[:at[0]]
		}
		n := titlesAtEnd(head)
		if n == 0 {
			n = namesAtEnd(head, sentence[at[5]:])
		}
		if n >= 2 && n != said {
			c.report(text.Span{Start: s.Start + at[0], End: s.Start + at[5]}, said, n)
		}
	})
}

// titlesAtEnd counts the titles or quotations in a row at the end of s.
func titlesAtEnd(s string) int {
	for _, pair := range []string{"《》", "“”"} {
		open, close := headOf(pair, 1), pair[len(headOf(pair, 1)):]
		n := 0
		rest := s
		for strings.HasSuffix(rest, close) {
			at := strings.LastIndex(rest, open)
			if at < 0 {
				break
			}
			n++
			rest = strings.TrimRight(rest[:at], "、和与及，")
		}
		if n > 0 {
			return n
		}
	}
	return 0
}

// namesAtEnd counts 云坪镇、石桥镇 before 三个镇: names that all end in what is
// counted. The first one may have words before it.
func namesAtEnd(head, tail string) int {
	noun, size := utf8.DecodeRuneInString(tail)
	if size == 0 || !unicode.Is(unicode.Han, noun) || !strings.ContainsRune("村镇乡县市区局院校站所组科室班户厂", noun) {
		return 0
	}
	if at := strings.LastIndexFunc(head, func(r rune) bool { return isNewClause(r) || r == '（' || r == '(' }); at >= 0 {
		_, n := utf8.DecodeRuneInString(head[at:])
		head = head[at+n:]
	}
	parts := strings.Split(head, "、")
	if last := parts[len(parts)-1]; strings.ContainsAny(last, "和与及") {
		parts = append(parts[:len(parts)-1], splitJoined(last)...)
	}
	for _, p := range parts {
		if lastRune(p) != noun || utf8.RuneCountInString(p) < 2 {
			return 0
		}
	}
	return len(parts)
}

func splitJoined(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("和与及", r) })
}
