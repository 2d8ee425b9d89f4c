package numbering

// FormatOf returns the name of a number format that is given by its code, as
// Word before 2007 does ([MS-OSHARED] 2.2.1.3, MSONFC).
func FormatOf(code int) string {
	names := [...]string{
		0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
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
