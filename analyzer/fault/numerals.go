package fault

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// Numbers as reports write them: 12, １２, 十二, 二〇二四.

const hanziDigits = "〇一二三四五六七八九"

// hanziDigit is the value of one hanzi digit, else -1.
func hanziDigit(r rune) int {
	switch r {
	case '零', '○':
		return 0
	case '两':
		return 2
	}
	if i := strings.IndexRune(hanziDigits, r); i >= 0 {
		return i / len("一")
	}
	return -1
}

func isNumeral(r rune) bool { return text.Digit(r) >= 0 || hanziDigit(r) >= 0 || r == '十' }

// maxNumeral is the longest numeral read, in characters.
const maxNumeral = 6

// numeralAt reads the whole number at the beginning of s; n is its length in
// bytes, 0 where there is none.
func numeralAt(s string) (v, n int) {
	end, count := 0, 0
	arabic := false
	for end < len(s) && count < maxNumeral {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !isNumeral(r) || count > 0 && (text.Digit(r) >= 0) != arabic {
			break
		}
		arabic = text.Digit(r) >= 0
		end, count = end+size, count+1
	}
	if v, ok := valueOf(s[:end]); ok {
		return v, end
	}
	return 0, 0
}

// numeralBefore reads the whole number at the end of s.
func numeralBefore(s string) (v, n int) {
	start, count := len(s), 0
	arabic := false
	for start > 0 && count < maxNumeral {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if !isNumeral(r) || count > 0 && (text.Digit(r) >= 0) != arabic {
			break
		}
		arabic = text.Digit(r) >= 0
		start, count = start-size, count+1
	}
	if v, ok := valueOf(s[start:]); ok {
		return v, len(s) - start
	}
	return 0, 0
}

// valueOf is the value of a numeral that holds nothing else.
func valueOf(s string) (int, bool) {
	if s == "" {
		return 0, false
	}
	if r, _ := utf8.DecodeRuneInString(s); text.Digit(r) >= 0 {
		v := 0
		for _, r := range s {
			v = 10*v + text.Digit(r)
		}
		return v, true
	}
	if !strings.ContainsRune(s, '十') {
		return digitsOf(s)
	}
	return tensOf(s)
}

// digitsOf reads 二〇二四 digit by digit; 一 to 九 alone are numbers too, and
// 二三 is none (it means "two or three").
func digitsOf(s string) (int, bool) {
	count, v := 0, 0
	for _, r := range s {
		v = 10*v + hanziDigit(r)
		count++
	}
	return v, count == 1 || count == 4
}

// tensOf reads 十, 十二, 二十, 三十一.
func tensOf(s string) (int, bool) {
	high, low, _ := strings.Cut(s, "十")
	v := 10
	if high != "" {
		h, ok := digitsOf(high)
		if !ok || h == 0 || h > 9 {
			return 0, false
		}
		v = 10 * h
	}
	if low != "" {
		l, ok := digitsOf(low)
		if !ok || l == 0 || l > 9 {
			return 0, false
		}
		v += l
	}
	return v, true
}

// hanziNumeral writes n as 一, 十二, 三十一; above 99 in Arabic digits.
func hanziNumeral(n int) string {
	digit := func(d int) string {
		if d == 0 {
			return ""
		}
		return hanziDigits[d*len("一") : (d+1)*len("一")]
	}
	switch {
	case n < 10:
		return digit(n)
	case n < 20:
		return "十" + digit(n-10)
	case n < 100:
		return digit(n/10) + "十" + digit(n%10)
	}
	return strconv.Itoa(n)
}
