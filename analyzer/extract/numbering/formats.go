package numbering

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Format draws n in a number format, by its name in WordprocessingML (ISO/IEC
// 29500-1, 17.18.59); pattern is that of the format "custom" ("001, 002, ...").
// Formats that no Chinese office uses, and numbers a format has no sign for,
// are drawn as decimals. So are hex and chicago: a list that goes 9, A or *, †
// would be read as one that was numbered wrong, or not filled in. The result
// is short for every n.
func Format(format, pattern string, n int) string {
	if h, ok := hanzi[format]; ok {
		return h.draw(n)
	}
	if s, ok := formatSigns(format, n); ok {
		return s
	}
	switch format {
	case "ordinal":
		return ordinal(n)
	case "cardinalText", "ordinalText":
		return inWords(n, format == "ordinalText")
	case "none", "bullet":
		return ""
	case "decimalZero":
		return pad(n, 2)
	case "custom":
		first := firstOf(pattern)
		if strings.Trim(first, "0123456789") == "" {
			return pad(n, len(first))
		}
		return Format(FormatOfExample(pattern), "", n)
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

// hanziFormat draws numbers in hanzi.
type hanziFormat struct {
	digits string
	// units are ten, hundred, thousand; "" where numbers are drawn digit by
	// digit.
	units string
	// zero stands for the digits that are 0 inside a number.
	zero string
	// leading writes ten as 壹拾, as documents of value do, and not as 十.
	leading bool
}

var (
	counting  = hanziFormat{digits: "〇一二三四五六七八九", units: "十百千", zero: "零"}
	byDigit   = hanziFormat{digits: "〇一二三四五六七八九"}
	legal     = hanziFormat{digits: "零壹贰叁肆伍陆柒捌玖", units: "拾佰仟", zero: "零", leading: true}
	legalTrad = hanziFormat{digits: "零壹貳參肆伍陸柒捌玖", units: "拾佰仟", zero: "零", leading: true}
	legalJa   = hanziFormat{digits: "〇壱弐参四伍六七八九", units: "拾百阡", leading: true}
)

// hanzi are the formats in hanzi. The counting ones are all alike: Word writes
// 一、 under the name of japaneseCounting as often as under chineseCounting.
var hanzi = map[string]hanziFormat{
	"chineseCounting": counting, "chineseCountingThousand": counting, "japaneseCounting": counting,
	"taiwaneseCounting": counting, "taiwaneseCountingThousand": counting, "koreanCounting": counting,
	"chineseLegalSimplified": legal, "ideographLegalTraditional": legalTrad, "japaneseLegal": legalJa,
	"ideographDigital": byDigit, "japaneseDigitalTenThousand": byDigit, "taiwaneseDigital": byDigit, "koreanDigital2": byDigit,
}

// countingMax is the largest number that is counted in words.
const countingMax = 9999

func (h hanziFormat) draw(n int) string {
	if h.units == "" {
		return digitByDigit(n, h.digits)
	}
	if n < 0 || n > countingMax {
		return strconv.Itoa(n)
	}
	if n == 0 {
		return nth(h.digits, 0)
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
			b.WriteString(h.zero)
			gap = false
		}
		if !(place == 1 && d == 1 && b.Len() == 0 && !h.leading) {
			b.WriteString(nth(h.digits, d))
		}
		if place > 0 {
			b.WriteString(nth(h.units, place-1))
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
	// ideographEnclosedCircle by name, and yet in parentheses: that is how Word
	// draws it ([MS-OI29500] 2.1.540, [MS-DOCX] 2.4).
	encircle = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
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
