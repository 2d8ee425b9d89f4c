package numbering_test

import (
	"strings"
	"testing"

	"hegao/analyzer/extract/numbering"
)

func place(i int) string { return string(numbering.Place(i)) }

func abstract() *numbering.Abstract {
	a := &numbering.Abstract{}
	a.Levels[0] = &numbering.Level{Start: 1, Format: "chineseCounting", Text: place(0) + "、", Restart: -1, Tight: true}
	a.Levels[1] = &numbering.Level{Start: 1, Format: "decimal", Text: place(0) + "." + place(1), Restart: -1, Legal: true}
	a.Levels[2] = &numbering.Level{Start: 3, Format: "lowerLetter", Text: place(2) + ")", Restart: 1}
	a.Levels[3] = &numbering.Level{Start: 1, Format: "decimal", Text: place(3), Restart: 0}
	a.Levels[4] = &numbering.Level{Format: "bullet", Text: "●", Restart: -1}
	return a
}

// labels counts paragraphs of the levels that are named by digits; "s5" sets
// the next number of level 0 to 5, "r" starts all levels again.
func labels(l *numbering.List, script string) string {
	var out []string
	for _, step := range strings.Fields(script) {
		switch step[0] {
		case 's':
			l.Set(0, int(step[1]-'0'))
		case 'r':
			l.Restart(0)
		default:
			m := l.Next(int(step[0] - '0'))
			if m.Label == "" {
				m.Label = map[bool]string{true: "*", false: "-"}[m.Drawn]
			}
			out = append(out, m.Label)
		}
	}
	return strings.Join(out, " ")
}

func TestNext(t *testing.T) {
	five := 5
	cases := []struct{ name, script, want string }{
		{"counts", "0 0 0", "一、 二、 三、"},
		{"legal", "0 1 1 0 1", "一、 1.1 1.2 二、 2.1"},
		{"levels above count as used", "1 0", "1.1 二、"},
		{"starts again after level 0 only", "0 2 2 1 2 0 2", "一、 c) d) 1.2 e) 二、 c)"},
		{"never starts again", "3 0 3", "1 二、 2"},
		{"bullet", "4", "*"},
		{"no such level", "9", "-"},
		{"set", "0 s5 0 0", "一、 五、 六、"},
		{"restart", "0 0 r 0", "一、 二、 一、"},
	}
	for _, c := range cases {
		if got := labels(&numbering.List{Abstract: abstract()}, c.script); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	l := &numbering.List{Abstract: abstract()}
	l.Overrides[0].Start = &five
	l.Overrides[1].Level = &numbering.Level{Start: 7, Format: "upperRoman", Text: place(1), Restart: -1}
	if got := labels(l, "0 0 1"); got != "五、 六、 VII" {
		t.Errorf("overrides: got %s", got)
	}
}

func TestTwoUsesCountTogether(t *testing.T) {
	a := abstract()
	first, second := &numbering.List{Abstract: a}, &numbering.List{Abstract: a}
	if got := labels(first, "0") + " " + labels(second, "0"); got != "一、 二、" {
		t.Errorf("got %s", got)
	}
}

func TestGap(t *testing.T) {
	for label, want := range map[string]string{"": "", "1": " ", "1.": " ", "a": " ", "一、": "", "（1）": "", "1)": "", "第1条": ""} {
		if got := numbering.Gap(label); got != want {
			t.Errorf("%s: got %q", label, got)
		}
	}
}

func TestFormats(t *testing.T) {
	cases := []struct {
		format string
		n      int
		want   string
	}{
		{"chineseCounting", 10, "十"}, {"japaneseCounting", 11, "十一"}, {"chineseCountingThousand", 1010, "一千零一十"},
		{"chineseCounting", 10000, "10000"}, {"chineseLegalSimplified", 12, "壹拾贰"}, {"ideographDigital", 10, "一〇"},
		{"ideographTraditional", 3, "丙"}, {"ideographTraditional", 11, "11"}, {"ideographZodiacTraditional", 60, "癸亥"},
		{"decimalEnclosedCircle", 50, "㊿"}, {"lowerLetter", 28, "bb"}, {"upperRoman", 1994, "MCMXCIV"}, {"upperRoman", 4000, "4000"},
		{"ordinal", 1, "1st"}, {"ordinal", 2, "2nd"}, {"ordinal", 3, "3rd"}, {"ordinal", 4, "4th"}, {"ordinal", 11, "11th"}, {"ordinal", 12, "12th"},
		{"ordinal", 13, "13th"}, {"ordinal", 21, "21st"}, {"ordinal", 112, "112th"}, {"ordinal", 0, "0th"}, {"ordinal", -1, "-1"},
		{"cardinalText", 1, "One"}, {"cardinalText", 2, "Two"}, {"cardinalText", 3, "Three"}, {"cardinalText", 15, "Fifteen"}, {"cardinalText", 40, "Forty"},
		{"cardinalText", 1234, "One thousand two hundred thirty-four"}, {"cardinalText", 0, "0"}, {"cardinalText", 10000, "10000"},
		{"ordinalText", 1, "First"}, {"ordinalText", 2, "Second"}, {"ordinalText", 3, "Third"}, {"ordinalText", 4, "Fourth"}, {"ordinalText", 5, "Fifth"},
		{"ordinalText", 8, "Eighth"}, {"ordinalText", 9, "Ninth"}, {"ordinalText", 12, "Twelfth"}, {"ordinalText", 20, "Twentieth"},
		{"ordinalText", 21, "Twenty-first"}, {"ordinalText", 100, "One hundredth"}, {"ordinalText", 102, "One hundred second"}, {"ordinalText", -2, "-2"},
		{"ideographEnclosedCircle", 1, "㈠"}, {"ideographEnclosedCircle", 10, "㈩"}, {"ideographEnclosedCircle", 11, "11"},
		{"japaneseLegal", 3, "参"}, {"japaneseLegal", 10, "壱拾"}, {"japaneseLegal", 101, "壱百壱"}, {"ideographLegalTraditional", 3, "參"},
		{"taiwaneseCountingThousand", 101, "一百零一"}, {"taiwaneseDigital", 12, "一二"}, {"ideographZodiac", 12, "亥"}, {"decimalEnclosedFullstop", 20, "⒛"},
		{"decimalEnclosedParen", 21, "21"}, {"hex", 10, "10"}, {"chicago", 2, "2"},
		{"decimalZero", 7, "07"}, {"decimalFullWidth", 12, "１２"}, {"numberInDash", 3, "- 3 -"}, {"none", 3, ""}, {"ganada", 4, "4"}, {"decimal", -3, "-3"},
	}
	for _, c := range cases {
		if got := numbering.Format(c.format, "", c.n); got != c.want {
			t.Errorf("%s of %d: got %q, want %q", c.format, c.n, got, c.want)
		}
	}
}

// TestCustom: a format given by its first numbers, [MS-DOCX] 2.4.
func TestCustom(t *testing.T) {
	for pattern, want := range map[string]string{
		"001, 002, 003, ...": "007", "1, 2, 3, ...": "7", "": "7", "A, B, C, ...": "G", "i, ii, iii, ...": "vii", "First, Second, Third, ...": "Seventh",
		"- 1 -, - 2 -, - 3 -, ...": "- 7 -", "㈠, ㈡, ㈢, ...": "㈦", "一, 十, 一百(简), ...": "七", "壹, 貳, 參, ...": "柒", "α, β, γ, ...": "7", "0": "7", "00000000000000, ": "0000000007",
	} {
		if got := numbering.Format("custom", pattern, 7); got != want {
			t.Errorf("%s: got %q, want %q", pattern, got, want)
		}
	}
}

func TestFormatOf(t *testing.T) {
	for code, want := range map[int]string{5: "ordinal", 6: "cardinalText", 7: "ordinalText", 8: "decimal", 29: "ideographEnclosedCircle", 57: "numberInDash", 0: "decimal", 18: "decimalEnclosedCircle", 23: "bullet", 37: "chineseCounting", 255: "none", 254: "decimal", -1: "decimal", 1 << 30: "decimal"} {
		if got := numbering.FormatOf(code); got != want {
			t.Errorf("%d: got %s, want %s", code, got, want)
		}
	}
}
