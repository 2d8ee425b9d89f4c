package outline

import (
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// Style is a way of numbering. The values ascend from the outermost style to
// the innermost, as the rules for official documents order them: 第一部分,
// 一、, （一）, 1., （1）, ①.
type Style uint8

// The styles of numbers that open headings, then those that open list items.
const (
	None        Style = iota
	Chapter           // 第一部分 第一章 第一篇
	Section           // 第一节
	Article           // 第一条, in regulations
	Hanzi             // 一、
	ParenHanzi        // （一）
	Arabic            // 1.  1、
	Dotted            // 1.1  1.1.1
	ParenArabic       // （1） ⑴
	Circled           // ①
	Letter            // A.
	ItemIs            // 一是 一要
	ItemNth           // 第一， 其一，
	ItemFirst         // 首先 其次
)

// IsItem reports whether the style opens a list item and never a heading.
func (s Style) IsItem() bool { return s >= ItemIs }

// Number is a number as it was written.
type Number struct {
	Style Style
	// Ordinal is the value: 3 for （三）. For Dotted it is the last part.
	Ordinal int
	// Form is what stands around the value: "、", ".", "（）", "()", "是".
	// Two numbers of one list that differ in it were typed differently.
	Form string
	// Depth is the number of parts of a Dotted number, else 1.
	Depth int
}

// ScanNumber reads a number at the beginning of s and returns it with its
// length in bytes; n is 0 where s begins with none. Cost: O(1).
func ScanNumber(s string) (num Number, n int) {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case r == '第':
		return scanNth(s)
	case r == '（' || r == '(':
		return scanParen(s)
	case '0' <= r && r <= '9' || '０' <= r && r <= '９':
		return scanArabic(s)
	case hanziDigit(r) >= 0 || r == '十':
		return scanHanzi(s)
	}
	if v, style := enclosed(r); v > 0 {
		n := utf8.RuneLen(r)
		return Number{Style: style, Ordinal: v, Form: "○", Depth: 1}, n + leadingAny(s[n:], "、.． 　\t")
	}
	return scanSequence(s)
}

// maxInnerSpace is the most white space, in bytes, that may stand between
// the parts of one number: （ 一 ）, 一 、.
const maxInnerSpace = 4

// inner is the length of the white space inside a number at the start of s.
func inner(s string) int {
	if n := leadingAny(s, " 　\u00a0"); n <= maxInnerSpace {
		return n
	}
	return 0
}

func scanNth(s string) (Number, int) {
	lead := len("第")
	lead += inner(s[lead:])
	v, n := value(s[lead:])
	if n == 0 {
		return Number{}, 0
	}
	rest := s[lead+n:]
	gap := inner(rest)
	for _, word := range []string{"部分", "章", "篇", "节"} {
		if !strings.HasPrefix(rest[gap:], word) {
			continue
		}
		style := Chapter
		if word == "节" {
			style = Section
		}
		n += lead + gap + len(word)
		return Number{Style: style, Ordinal: v, Form: word, Depth: 1}, n + leadingAny(s[n:], "、，：:．. 　\t")
	}
	if strings.HasPrefix(rest, "条") {
		n += lead + len("条")
		if space := leadingAny(s[n:], " 　\t"); space > 0 {
			return Number{Style: Article, Ordinal: v, Form: "条", Depth: 1}, n + space
		}
		return Number{}, 0
	}
	for _, mark := range []string{"，", ",", "、", "：", ":"} {
		if strings.HasPrefix(rest, mark) {
			return Number{Style: ItemNth, Ordinal: v, Form: "第", Depth: 1}, lead + n + len(mark)
		}
	}
	if strings.HasPrefix(rest, "是") {
		return Number{Style: ItemNth, Ordinal: v, Form: "第", Depth: 1}, lead + n + len("是")
	}
	return Number{}, 0
}

func scanParen(s string) (Number, int) {
	open, size := utf8.DecodeRuneInString(s)
	size += inner(s[size:])
	v, n := value(s[size:])
	if n == 0 || v > 60 {
		return Number{}, 0
	}
	n += inner(s[size+n:])
	closer, csize := utf8.DecodeRuneInString(s[size+n:])
	if closer != '）' && closer != ')' {
		return Number{}, 0
	}
	style := ParenHanzi
	if d, _ := utf8.DecodeRuneInString(s[size:]); text.Digit(d) >= 0 {
		style = ParenArabic
	}
	n += size + csize
	return Number{Style: style, Ordinal: v, Form: string(open) + string(closer), Depth: 1}, n + leadingAny(s[n:], "、.． 　\t")
}

func scanArabic(s string) (Number, int) {
	v, n := value(s)
	if n == 0 || v > 99 {
		return Number{}, 0
	}
	depth := 1
	for {
		dot, size := utf8.DecodeRuneInString(s[n:])
		if dot != '.' && dot != '．' {
			break
		}
		next, m := value(s[n+size:])
		if m == 0 || text.Digit(firstRune(s[n+size:])) < 0 || next > 99 {
			break
		}
		v, n, depth = next, n+size+m, depth+1
	}
	gap := 0
	if depth == 1 {
		gap = inner(s[n:])
	}
	mark, size := utf8.DecodeRuneInString(s[n+gap:])
	rest := s[n+gap+size:]
	switch {
	case depth == 1 && strings.ContainsRune(".．、､", mark) && (text.Digit(firstRune(rest)) < 0 || isYear(rest) || mark == '、' && !isRow(v, rest)):
		return Number{Style: Arabic, Ordinal: v, Form: string(mark), Depth: 1}, n + gap + size + leadingAny(rest, " 　\t")
	case depth == 1 && strings.ContainsRune(")）", mark):
		return Number{Style: ParenArabic, Ordinal: v, Form: string(mark), Depth: 1}, n + gap + size
	case depth > 1 && isDottedEnd(mark) && !isMeasured(s[n:]) && !isDay(depth, s[n:]):
		return Number{Style: Dotted, Ordinal: v, Form: ".", Depth: depth}, n + leadingAny(s[n:], "、.． 　\t")
	}
	return Number{}, 0
}

// isRow tells 5、6月 and 1、2号楼, where what follows the mark is the next
// of what is counted, from 1、8月14日 and 3、24小时值班, where the mark ends
// a number. A month with a day is never part of a row.
func isRow(v int, s string) bool {
	next, n := value(s)
	rest := s[n:]
	if after, ok := strings.CutPrefix(rest, "月"); ok {
		if _, m := value(after); m > 0 && strings.HasPrefix(after[m:], "日") {
			return false
		}
	}
	return next == v+1 || strings.ContainsRune("、,，.．", firstRune(rest))
}

// remembrance is what the name of a day in the calendar ends in: 12.4国家宪法日.
var remembrance = []string{"日", "节", "周年", "事件", "事故", "地震", "讲话", "精神"}

// isDay tells a day that is called by its date from a number of two parts.
func isDay(depth int, s string) bool {
	const name = 10 // characters
	if depth != 2 || leadingAny(s, "、.． 　\t") > 0 {
		return false
	}
	s = firstRunes(s, name)
	if at := strings.IndexAny(s, "，。、；：,;: \t\n"); at >= 0 {
		s = s[:at]
	}
	for _, word := range remembrance {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}

// firstRunes is at most the first n characters of s.
func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// isYear tells 1.2024年工作回顾 from 5、6月: a year follows the mark.
func isYear(s string) bool {
	v, n := value(s)
	return 1900 <= v && v < 2100 && firstRune(s[n:]) == '年'
}

// measures are the characters that make a figure of the digits before them.
const measures = "万亿千百元个米吨亩度日月年号％%天人次件项公平方倍小至到前后-~—～/"

// isMeasured tells 3.5 万元 from 3.5 养护: the unit may stand after a space.
func isMeasured(s string) bool {
	r := firstRune(s[leadingAny(s, " 　\t"):])
	return r != utf8.RuneError && strings.ContainsRune("万亿元吨亩％%倍", r)
}

// isDottedEnd keeps amounts and dates (3.5万元, 1.2亿, 5.1前) from being
// read as numbers: a dotted number is followed by a space, a mark or a
// hanzi that is no unit of measure.
func isDottedEnd(r rune) bool {
	if strings.ContainsRune(measures, r) || r == utf8.RuneError {
		return false
	}
	return strings.ContainsRune(" 　\t、.．", r) || r > 0x2000
}

func scanHanzi(s string) (Number, int) {
	v, n := value(s)
	if n == 0 || v > 99 {
		return Number{}, 0
	}
	rest := s[n:]
	for _, word := range []string{"是", "要"} {
		if strings.HasPrefix(rest, word) && v <= 20 {
			return Number{Style: ItemIs, Ordinal: v, Form: word, Depth: 1}, n + len(word)
		}
	}
	gap := inner(rest)
	mark, size := utf8.DecodeRuneInString(rest[gap:])
	if !strings.ContainsRune("、．.､", mark) || isPair(v, rest[gap+size:]) {
		return Number{}, 0
	}
	n += gap + size
	return Number{Style: Hanzi, Ordinal: v, Form: string(mark), Depth: 1}, n + leadingAny(s[n:], " 　\t")
}

// isPair tells 一、二季度 from a heading: what follows the mark is the next
// number and what it counts. 一、一线调度 is a heading.
func isPair(v int, s string) bool {
	next, n := hanziValue(s)
	return n > 0 && next == v+1 && (strings.ContainsRune("、，季级线次楼期类把届号", firstRune(s[n:])) || strings.HasPrefix(s[n:], "年级"))
}

// sequence words and their place; 最后 takes any place.
var sequence = []struct {
	word    string
	ordinal int
}{{"首先", 1}, {"其次", 2}, {"再次", 3}, {"最后", 0}}

func scanSequence(s string) (Number, int) {
	if rest, ok := strings.CutPrefix(s, "其"); ok {
		if v, n := hanziValue(rest); n > 0 && endsWord(rest[n:]) {
			_, mark := utf8.DecodeRuneInString(rest[n:])
			return Number{Style: ItemNth, Ordinal: v, Form: "其", Depth: 1}, len("其") + n + mark
		}
	}
	for _, w := range sequence {
		if rest, ok := strings.CutPrefix(s, w.word); ok && endsWord(rest) {
			return Number{Style: ItemFirst, Ordinal: w.ordinal, Form: "先", Depth: 1}, len(w.word)
		}
	}
	return Number{}, 0
}

// endsWord reports whether a word of sequence stands alone before s.
func endsWord(s string) bool { return strings.ContainsRune("，,、：:是", firstRune(s)) && s != "" }

// value reads a whole number in Arabic digits or hanzi (up to 99).
func value(s string) (v, n int) {
	if text.Digit(firstRune(s)) >= 0 {
		for n < len(s) {
			r, size := utf8.DecodeRuneInString(s[n:])
			d := text.Digit(r)
			if d < 0 || v > 9999 {
				break
			}
			v, n = v*10+d, n+size
		}
		return v, n
	}
	return hanziValue(s)
}

func hanziValue(s string) (v, n int) {
	ten := false
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r == '十' {
			if ten {
				return 0, 0
			}
			ten = true
			v = max(v, 1) * 10
		} else if d := hanziDigit(r); d > 0 {
			if v > 0 && !ten || ten && v%10 != 0 {
				return 0, 0
			}
			v += d
		} else {
			break
		}
		n += size
	}
	return v, n
}

func hanziDigit(r rune) int {
	switch r {
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

func enclosed(r rune) (int, Style) {
	switch {
	case '①' <= r && r <= '⑳':
		return int(r-'①') + 1, Circled
	case '⑴' <= r && r <= '⒇':
		return int(r-'⑴') + 1, ParenArabic
	case '⒈' <= r && r <= '⒛':
		return int(r-'⒈') + 1, Arabic
	case '㈠' <= r && r <= '㈩':
		return int(r-'㈠') + 1, ParenHanzi
	case '❶' <= r && r <= '❿':
		return int(r-'❶') + 1, Circled
	}
	return 0, None
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func leadingAny(s, set string) int {
	return len(s) - len(strings.TrimLeft(s, set))
}
