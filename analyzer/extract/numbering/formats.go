package numbering

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Format draws n in a number format, by its name in WordprocessingML; pattern
// is that of the format "custom" ("001, 002, ..."). Formats that
// no Chinese office uses, and numbers a format has no sign for, are drawn as
// decimals. The result is short for every n.
func Format(format, pattern string, n int) string {
	if s, ok := formatChinese(format, n); ok {
		return s
	}
	if s, ok := formatSigns(format, n); ok {
		return s
	}
	switch format {
	case "none", "bullet":
		return ""
	case "decimalZero":
		return pad(n, 2)
	case "custom":
		first, _, _ := strings.Cut(pattern, ",")
		return pad(n, len(strings.TrimSpace(first)))
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "decimalFullWidth", "decimalFullWidth2":
		return fullWidth(n)
	case "lowerLetter":
		return letters(n, 'a')
	case "upperLetter":
		return letters(n, 'A')
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	}
	return strconv.Itoa(n)
}

// formatChinese draws the counting formats, all alike: Word writes 一、 under
// the name of japaneseCounting as often as under chineseCounting.
func formatChinese(format string, n int) (string, bool) {
	switch format {
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting",
		"taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting", "koreanDigital2Counting":
		return counting(n, "〇一二三四五六七八九", "十百千", false), true
	case "chineseLegalSimplified":
		return counting(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", true), true
	case "ideographLegalTraditional", "japaneseLegal":
		return counting(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟", true), true
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2":
		return digitByDigit(n, "〇一二三四五六七八九"), true
	}
	return "", false
}

// countingMax is the largest number that is counted in words.
const countingMax = 9999

// counting draws 1…9999 in words; units are ten, hundred, thousand. Ten is
// 十 in counting and 壹拾 on documents of value, where leading is set.
func counting(n int, digits, units string, leading bool) string {
	if n < 0 || n > countingMax {
		return strconv.Itoa(n)
	}
	digit, unit := []rune(digits), []rune(units)
	if n == 0 {
		return string(digit[0])
	}
	var b strings.Builder
	gap := false
	for place, power := 3, 1000; place >= 0; place, power = place-1, power/10 {
		d := n / power % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune('零')
			gap = false
		}
		if !(place == 1 && d == 1 && b.Len() == 0 && !leading) {
			b.WriteRune(digit[d])
		}
		if place > 0 {
			b.WriteRune(unit[place-1])
		}
	}
	return b.String()
}

func digitByDigit(n int, digits string) string {
	digit := []rune(digits)
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return digit[r-'0']
		}
		return r
	}, strconv.Itoa(n))
}

// The formats that have a fixed row of signs, from 1 on.
const (
	stems    = "甲乙丙丁戊己庚辛壬癸"
	branches = "子丑寅卯辰巳午未申酉戌亥"
	circled  = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
	stopped  = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
	inParens = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
	encircle = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
)

func formatSigns(format string, n int) (string, bool) {
	row := ""
	switch format {
	case "ideographTraditional":
		row = stems
	case "ideographZodiac":
		row = branches
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		row = circled
	case "decimalEnclosedFullstop":
		row = stopped
	case "decimalEnclosedParen":
		row = inParens
	case "ideographEnclosedCircle":
		row = encircle
	case "ideographZodiacTraditional":
		if n < 1 || n > 60 {
			return "", false
		}
		return nth(stems, (n-1)%10) + nth(branches, (n-1)%12), true
	}
	if n < 1 || n > utf8.RuneCountInString(row) {
		return "", false
	}
	return nth(row, n-1), true
}

func nth(row string, i int) string { return string([]rune(row)[i]) }

// padMax bounds the digits a custom format may ask for.
const padMax = 10

func pad(n, width int) string {
	s := strconv.Itoa(n)
	if missing := min(width, padMax) - len(s); missing > 0 && n >= 0 {
		s = strings.Repeat("0", missing) + s
	}
	return s
}

func fullWidth(n int) string {
	return strings.Map(func(r rune) rune { return r - '!' + '！' }, strconv.Itoa(n))
}

// letters draws a…z, aa, bb…zz, aaa, as Word does.
func letters(n int, first byte) string {
	const most = 26 * 30
	if n < 1 || n > most {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+byte((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	const most = 3999
	if n < 1 || n > most {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	signs := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	for i, value := range []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1} {
		for ; n >= value; n -= value {
			b.WriteString(signs[i])
		}
	}
	return b.String()
}
