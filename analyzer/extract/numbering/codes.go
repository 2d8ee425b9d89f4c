package numbering

import "strings"

// FormatOf returns the name of a number format that is given by its code, as
// Word before 2007 does ([MS-OSHARED] 2.2.1.3, MSONFC).
func FormatOf(code int) string {
	names := [...]string{
		0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
		5: "ordinal", 6: "cardinalText", 7: "ordinalText",
		10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth",
		16: "japaneseLegal", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle",
		19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet",
		26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese",
		29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac",
		32: "ideographZodiacTraditional", 33: "taiwaneseCounting", 34: "ideographLegalTraditional",
		35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
		38: "chineseLegalSimplified", 39: "chineseCountingThousand",
		42: "koreanCounting", 44: "koreanDigital2", 57: "numberInDash",
	}
	const none = 0xff
	switch {
	case code == none:
		return "none"
	case 0 <= code && code < len(names) && names[code] != "":
		return names[code]
	}
	return "decimal"
}

// examples are the formats by the first number written in them.
var examples = map[string]string{
	"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "01": "decimalZero",
	"1st": "ordinal", "One": "cardinalText", "First": "ordinalText", "- 1 -": "numberInDash",
	"一": "chineseCounting", "壹": "chineseLegalSimplified", "壱": "japaneseLegal", "〇": "ideographDigital",
	"甲": "ideographTraditional", "子": "ideographZodiac", "甲子": "ideographZodiacTraditional",
	"①": "decimalEnclosedCircle", "⒈": "decimalEnclosedFullstop", "⑴": "decimalEnclosedParen", "㈠": "ideographEnclosedCircle",
	"１": "decimalFullWidth",
}

// FormatOfExample returns the name of a number format that is given by its
// first numbers, "一, 二, 三, ...", as OpenDocument does, and Word for the
// formats it calls custom ([MS-DOCX] 2.4); decimal where it is not known.
func FormatOfExample(example string) string {
	if strings.Contains(example, "貳") {
		return "ideographLegalTraditional"
	}
	if name, ok := examples[firstOf(example)]; ok {
		return name
	}
	return "decimal"
}

// firstOf is the first number of an example.
func firstOf(example string) string {
	first, _, _ := strings.Cut(example, ",")
	return strings.TrimSpace(first)
}
