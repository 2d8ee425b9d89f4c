package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// A paragraph can begin with something that is a number only if its
// neighbours are: "一 总体情况" beside "二 存在问题", "1.8月" beside "2.9月",
// "5、6月" after item 4. Each such reading says how many neighbours it needs.

// proof is what a reading needs to be taken for a number.
type proof uint8

const (
	certain  proof = iota
	oneSide        // the number before it or the one after it
	bothSide       // the numbers on both sides
)

// reading is one way to read the beginning of a paragraph.
type reading struct {
	num  Number
	n    int // length of the number in bytes
	need proof
	// typed is false where the mark that closes a number is missing.
	typed bool
}

// readings are the ways to read the number at the beginning of s, the
// likeliest first. Cost: O(1).
func readings(s string) []reading {
	num, n := ScanNumber(s)
	if n > 0 && num.Style != Dotted {
		need := certain
		if (num.Style == Chapter || num.Style == Section) && !parted(s[:n], s[n:]) {
			need = oneSide // 第一节课, 第一篇文章
		}
		return []reading{{num, n, need, true}}
	}
	if n > 0 {
		return []reading{{num, n, oneSide, true}}
	}
	var all []reading
	if r, ok := dottedDay(s); ok {
		all = append(all, r)
	}
	for _, read := range []func(string) (reading, bool){looseArabic, looseHanzi, looseLetter, looseBracket} {
		if r, ok := read(s); ok {
			all = append(all, r)
		}
	}
	return all
}

// parted reports whether a mark or white space stands between 第一章 and
// what follows.
func parted(label, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(label)
	return rest == "" || !unicode.Is(unicode.Han, last) || strings.ContainsRune("\n\r", firstRune(rest))
}

// dottedDay reads 12.4国家宪法日 as the number that it hardly is.
func dottedDay(s string) (reading, bool) {
	v, n := value(s)
	if n == 0 || v > 99 || text.Digit(firstRune(s)) < 0 {
		return reading{}, false
	}
	dot, size := utf8.DecodeRuneInString(s[n:])
	last, m := value(s[n+size:])
	if dot != '.' && dot != '．' || m == 0 || text.Digit(firstRune(s[n+size:])) < 0 || last > 99 || !isDay(2, s[n+size+m:]) {
		return reading{}, false
	}
	return reading{Number{Style: Dotted, Ordinal: last, Form: ".", Depth: 2}, n + size + m, bothSide, true}, true
}

// looseArabic reads 1.8月, 5、6月, 3.5万元, "1 概况", "1，概况", "1概况".
func looseArabic(s string) (reading, bool) {
	v, n := value(s)
	if n == 0 || v > 99 || text.Digit(firstRune(s)) < 0 {
		return reading{}, false
	}
	r := reading{num: Number{Style: Arabic, Ordinal: v, Depth: 1}, typed: true}
	mark, size := utf8.DecodeRuneInString(s[n:])
	rest := s[n+size:]
	switch {
	case strings.ContainsRune(".．、､", mark) && text.Digit(firstRune(rest)) >= 0:
		r.need, r.num.Form = oneSide, string(mark)
		if isFigure(rest) {
			r.need = bothSide
		}
		r.n = n + size
		return r, true
	case text.Digit(firstRune(rest)) >= 0 || rest == "":
		return r, false
	}
	return unmarked(r, s, n)
}

// looseHanzi reads "一、二季度", "一 概况", "一，概况", "一概况".
func looseHanzi(s string) (reading, bool) {
	v, n := hanziValue(s)
	if n == 0 || v > 99 {
		return reading{}, false
	}
	r := reading{num: Number{Style: Hanzi, Ordinal: v, Depth: 1}, typed: true}
	if mark, size := utf8.DecodeRuneInString(s[n:]); strings.ContainsRune("、．.､", mark) {
		r.need, r.num.Form, r.n = oneSide, string(mark), n+size
		return r, true
	}
	return unmarked(r, s, n)
}

// unmarked reads a number whose mark was left out or mistyped: after n bytes
// of digits comes white space, a comma, a colon, or the title itself.
func unmarked(r reading, s string, n int) (reading, bool) {
	mark, size := utf8.DecodeRuneInString(s[n:])
	rest := s[n+size:]
	switch {
	case strings.ContainsRune(" 　\t\u00a0", mark):
		size = leadingAny(s[n:], " 　\t\u00a0")
		r.need, r.typed, r.n = oneSide, false, n+size
		if isCounted(s[n+size:]) {
			r.need = bothSide
		}
	case strings.ContainsRune("，,：:", mark) && text.Digit(firstRune(rest)) < 0 && rest != "":
		r.need, r.num.Form, r.n = oneSide, string(mark), n+size
	case unicode.Is(unicode.Han, mark) && hanziDigit(mark) < 0 && (!isCounted(s[n:]) || isShort(s)):
		r.need, r.typed, r.n = bothSide, false, n
	default:
		return r, false
	}
	return r, unicode.IsLetter(firstRune(s[r.n:])) || strings.ContainsRune("“《‘\"", firstRune(s[r.n:]))
}

// isShort reports whether s is a few characters without a mark among them.
func isShort(s string) bool {
	const few = 14
	return utf8.RuneCountInString(s) <= few && text.Chars(s) == utf8.RuneCountInString(s)
}

// isCounted reports whether s begins with what is counted by the digits
// before it: 3 月, 2 个.
func isCounted(s string) bool {
	return s == "" || strings.ContainsRune("年月日号时点分秒名个位人次件项条家户万亿元吨亩米公平度倍张台所期批届级层楼岁斤本只种类季周", firstRune(s))
}

// isFigure reports whether the digits at the start of s and what follows
// them are the end of an amount: 5万元, 5%, 8公里.
func isFigure(s string) bool {
	_, n := value(s)
	r := firstRune(s[n:])
	return r == utf8.RuneError || r < 0x80 && r != ' ' || strings.ContainsRune("万亿千百元个米吨亩度％天人次件项公平倍小-~—～/", r)
}

// looseLetter reads A. and A、 in either width.
func looseLetter(s string) (reading, bool) {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case 'Ａ' <= r && r <= 'Ｔ':
		r -= 'Ａ' - 'A'
	case 'ａ' <= r && r <= 'ｔ':
		r -= 'ａ' - 'A'
	case 'a' <= r && r <= 't':
		r -= 'a' - 'A'
	}
	mark, size := utf8.DecodeRuneInString(s[n:])
	if r < 'A' || r > 'T' || !strings.ContainsRune(".．、)）：:", mark) {
		return reading{}, false
	}
	n += size
	n += leadingAny(s[n:], " 　\t")
	if next := firstRune(s[n:]); next < 0x80 && unicode.IsLetter(next) || text.Digit(next) >= 0 || n == len(s) {
		return reading{}, false // e.g. an abbreviation, or A、B两类
	}
	return reading{Number{Style: Letter, Ordinal: int(r-'A') + 1, Form: string(mark), Depth: 1}, n, oneSide, true}, true
}

// Brackets that stand around numbers besides （）, in the same order.
const (
	openBrackets  = "【〔［〈[<"
	closeBrackets = "】〕］〉]>"
)

// looseBracket reads 【一】 and [1].
func looseBracket(s string) (reading, bool) {
	open, size := utf8.DecodeRuneInString(s)
	at := strings.IndexRune(openBrackets, open)
	v, n := value(s[size:])
	if at < 0 || n == 0 || v > 60 {
		return reading{}, false
	}
	closer, csize := utf8.DecodeRuneInString(s[size+n:])
	if strings.IndexRune(closeBrackets, closer) != at {
		return reading{}, false
	}
	style := ParenHanzi
	if text.Digit(firstRune(s[size:])) >= 0 {
		style = ParenArabic
	}
	n += size + csize
	return reading{Number{Style: style, Ordinal: v, Form: string(open) + string(closer), Depth: 1}, n + leadingAny(s[n:], "、.． 　\t"), oneSide, true}, true
}

// given reads a number that the program which wrote the file drew itself: it
// is one whatever follows it.
func given(t string, label text.Span) (reading, bool) {
	s := label.Of(t) + "文" // a title, so that the label is no figure
	if digits := inDigits(label.Of(t)); digits != label.Of(t) {
		s = digits + " 文字" // what is drawn in words, or in parts, runs into nothing
	}
	num, n := ScanNumber(s)
	if n == 0 {
		all := readings(s)
		if len(all) == 0 {
			return reading{}, false
		}
		num = all[0].num
	}
	return reading{num, label.Len(), certain, true}, true
}
