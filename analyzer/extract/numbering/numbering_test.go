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
		{"decimalZero", 7, "07"}, {"decimalFullWidth", 12, "１２"}, {"numberInDash", 3, "- 3 -"}, {"none", 3, ""}, {"ganada", 4, "4"}, {"decimal", -3, "-3"},
	}
	for _, c := range cases {
		if got := numbering.Format(c.format, "", c.n); got != c.want {
			t.Errorf("%s of %d: got %q, want %q", c.format, c.n, got, c.want)
		}
	}
}

func TestFormatOf(t *testing.T) {
	for code, want := range map[int]string{0: "decimal", 18: "decimalEnclosedCircle", 23: "bullet", 37: "chineseCounting", 255: "none", 254: "decimal", -1: "decimal", 1 << 30: "decimal"} {
		if got := numbering.FormatOf(code); got != want {
			t.Errorf("%d: got %s, want %s", code, got, want)
		}
	}
}
