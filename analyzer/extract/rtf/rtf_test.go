package rtf_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/rtf"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// fonts: 0 Latin, 1 Chinese, 2 of pictures, 3 Greek by its code page.
const fonts = `{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134{\*\falt SimSun}\'cb\'ce\'cc\'e5;}{\f2\fcharset2 Wingdings;}{\f3\cpg1253 G;}}`

func file(body string) []byte {
	return []byte(`{\rtf1\ansi\ansicpg936\deff0` + fonts + body + `}`)
}

func read(t *testing.T, data []byte) *text.Document {
	t.Helper()
	if !rtf.Is("a", data) {
		t.Fatal("not told")
	}
	d, err := rtf.Read(context.Background(), "a.rtf", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	doctest.Check(t, d)
	return d
}

func TestText(t *testing.T) {
	cases := []struct{ name, body, want string }{
		{"paragraphs", `One\par\par  Two\par Three`, "One\n Two\nThree"},
		{"line ends in the file", "甲\r\n乙\\par", "甲乙"},
		{"GBK by the file's code page", `\'b9\'a4\'d7\'f7\par`, "工作"},
		{"GBK by the font", `\f1 \'b9\'a4\par`, "工"},
		{"raw bytes", "\\f1 \xb9\xa4\xd7\xf7", "工作"},
		{"second byte in ASCII", `\f1 \'81A\'81\'5c\'81\\x`, "丄乗乗x"},
		{"Latin in a Chinese file", `caf\'e9 x`, "café x"},
		{"font by code page", `\f3 \'e1`, "α"},
		{"font of East Asian text", `\loch\f3\hich\f3\dbch\f1 \'b9\'a4\loch\f3 \'e1`, "工α"},
		{"font of pictures", `a{\f2\'fc}b`, "ab"},
		{"font ends with the group", `{\f3\'e1}\'b9\'a4`, "α工"},
		{"Unicode", `\u24037?\u20316\'d7\u-10179?\u-8704?`, "工作\U0001f600"},
		{"Unicode with two stand-ins", `\uc2\u24037 ab\u20316\'d7\'f7c`, "工作c"},
		{"Unicode without stand-ins", `{\uc0\u24037 a}\u20316 b`, "工a作"},
		{"a word stands in for one", `\u24037\emdash 作`, "工作"},
		{"half of a pair", `a\u-10179?b\u-8704?c`, "abc"},
		{"signs", `a\tab b\line c\emdash\endash\ldblquote d\rdblquote\bullet e\_f\~g`, "a\tb\nc—–“d”•e-f\u00a0g"},
		{"escapes", `\{a\}\\b\-c`, `{a}\bc`},
		{"ignorable destinations", `甲{\*\unknown 暗{\b 暗}}{\*\bkmkstart x}乙`, "甲乙"},
		{"unknown words", `\nosuch5 甲\zzz-3 乙`, "甲乙"},
		{"header and picture", `{\header 页眉\par}{\pict\pngblip 89504e47}{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}正文`, "正文"},
		{"bytes of a picture", "{\\pict\\bin5 }}{{\\ab}正文", "正文"},
		{"field", `第{\field{\*\fldinst PAGE}{\fldrslt 3}}页`, "第3页"},
		{"deleted and inserted", `留{\deleted 删}{\revised 增}`, "留增"},
		{"deleted end of paragraph", `前半{\deleted\par}后半\par`, "前半后半"},
		{"large first letter", `\pard\dropcapli3\dropcapt1 青\par\pard 溪县\par 乙\par`, "青溪县\n乙"},
		{"hidden", `甲{\v 暗}\v 暗\v0 乙\v 暗\plain 丙`, "甲乙丙"},
		{"two ways to say it", `{\upr{ansi}{\*\ud{\u24037?}}}`, "工"},
		{"table", `前\par\trowd\intbl 单位\cell 人数\cell\row\trowd\intbl\cell 3\cell\row\pard 后\par`, "前\n单位\t人数\n\t3\n后"},
		{"paragraphs in a cell", `\trowd\intbl 一\par 二\cell 三\cell\row`, "一\n二\t三"},
		{"nested table", `\trowd\intbl 外\par\itap2 甲\nestcell 乙\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\itap1\cell 右\cell\row`, "外\n甲\t乙\t右"},
		{"note and text box", `正文{\footnote 脚注}{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt 框一\par 框二}}{\shprslt 旧}}之后\par 下段\par`, "正文之后\n框一\n框二\n下段\n脚注"},
		{"old text box", `锚{\*\do\dobxpage{\dptxbx{\dptxbxtext 框}}}\par`, "锚\n框"},
		{"object", `{\object{\*\objdata 00}{\result 结果}}`, "结果"},
		{"unfinished", `甲\par{\b 乙`, "甲\n乙"},
		{"something behind the end", `甲}乙`, "甲"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			data := file(c.body)
			if c.name == "unfinished" {
				data = data[:len(data)-1]
			}
			// Hanzi are typed as they are in the cases, and written as \u.
			if got := read(t, escape(data)).Text; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// escape writes hanzi as \u; bytes that are no UTF-8 stay.
func escape(data []byte) []byte {
	if strings.Contains(string(data), "\xb9\xa4") {
		return data
	}
	var b strings.Builder
	for _, r := range string(data) {
		if r < 0x80 {
			b.WriteRune(r)
			continue
		}
		b.WriteString(`{\uc1\u` + itoa(int(int16(r))) + `?}`)
	}
	return []byte(b.String())
}

func itoa(n int) string {
	if n < 0 {
		return "-" + itoa(-n)
	}
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func TestListsAndHeadings(t *testing.T) {
	styles := `{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 My own;}{\s2 heading 2;}}`
	cases := []struct {
		name, body, want, label string
		kind                    text.BlockKind
		level                   int
	}{
		{"number", `\pard{\listtext\pard\plain 一、\tab}\ls1\ilvl0 文\par`, "一、文", "一、", text.ListItem, 0},
		{"Latin number", `{\listtext 1.\tab}\ls1 文\par`, "1. 文", "1.", text.ListItem, 0},
		{"old number", `{\pntext (a)\tab}{\*\pn\pnlvlbody}文\par`, "(a)文", "(a)", text.ListItem, 0},
		{"bullet", `{\listtext\f2 \'b7\tab}\ls1 文\par`, "文", "", text.ListItem, 0},
		{"bullet in ASCII", `{\listtext\f2 l\tab}\ls1 文\par`, "文", "", text.ListItem, 0},
		{"bullet o", `{\listtext o\tab}\ls1 文\par`, "文", "", text.ListItem, 0},
		{"outline level survives the label", `\outlinelevel0{\listtext\pard\plain 一、}文\par`, "一、文", "一、", text.Heading, 1},
		{"outline level of the style", `\pard\s1 文\par`, "文", "", text.Heading, 1},
		{"name of the style", `\pard\s2 文\par`, "文", "", text.Heading, 2},
		{"reset", `\outlinelevel3\pard 文\par`, "文", "", text.Paragraph, 0},
		{"body text", `\s1\outlinelevel9 文\par`, "文", "", text.Paragraph, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := read(t, escape(file(styles+c.body)))
			b := d.Blocks[0]
			if d.Text != c.want || b.Label.Of(d.Text) != c.label || b.Kind != c.kind || b.Level != c.level {
				t.Errorf("got %q, label %q, %s of level %d", d.Text, b.Label.Of(d.Text), b.Kind, b.Level)
			}
		})
	}
}

func TestSerialNumbersInATable(t *testing.T) {
	d := read(t, escape(file(`\intbl{\listtext 1.\tab}\cell 甲\cell\row\intbl{\listtext 2.\tab}\cell 乙\cell\row`)))
	if want := "1. \t甲\n2. \t乙"; d.Text != want {
		t.Errorf("got %q, want %q", d.Text, want)
	}
}

func TestWarningsAndMeta(t *testing.T) {
	d := read(t, escape(file(`{\info{\title 防汛总结}{\author 水利站}{\operator 他人}{\company 青溪县水务局}{\creatim\yr2025\mo12\dy30\hr8\min5}{\revtim\yr2026\mo1\dy2}{\printim\yr1999\mo1\dy1}}甲{\deleted 删}{\v 暗}`)))
	want := []text.Warning{{Code: rtf.WarnTracked}, {Code: rtf.WarnHidden}}
	same := func(a, b text.Warning) bool { return a.Code == b.Code }
	if d.Text != "甲" || d.Meta != (text.Meta{Title: "防汛总结", Author: "水利站", Unit: "青溪县水务局", Created: "2025-12-30", Modified: "2026-01-02"}) || !slices.EqualFunc(d.Warnings, want, same) {
		t.Errorf("got %q, %+v, %v", d.Text, d.Meta, d.Warnings)
	}
}

func TestAbsurdDates(t *testing.T) {
	for _, s := range []string{`\yr2025`, `\yr2025\mo13\dy1`, `\yr2025\mo2\dy30`, `\yr-5\mo1\dy1`, `\yr1904\mo1\dy1`, `\yr999999999\mo1\dy1`, ""} {
		if d := read(t, escape(file(`{\info{\creatim`+s+`}}文`))); d.Meta != (text.Meta{}) {
			t.Errorf("%s: got %+v", s, d.Meta)
		}
	}
}

func TestRefusals(t *testing.T) {
	small := limits.Default()
	small.TextRunes = 5
	cases := []struct {
		name string
		data []byte
		lim  limits.Limits
		code message.Code
		key  message.Key
	}{
		{"no RTF", []byte("文"), limits.Default(), message.Damaged, "file_damaged"},
		{"no text", file(`\par{\v x}`), limits.Default(), message.Empty, "file_empty"},
		{"long", file(`abc\par def`), small, message.TooLarge, "text_too_long"},
		{"one long paragraph", file(strings.Repeat("a", 9<<20)), limits.Default(), message.TooLarge, "text_too_long"},
		{"unfinished picture", []byte(`{\rtf1{\pict ` + strings.Repeat("0", 8<<20)), limits.Default(), message.Empty, "file_empty"},
		{"deep", file(strings.Repeat("{", 1_000_000)), limits.Default(), message.TooLarge, "xml_limit"},
		{"deep notes", file(strings.Repeat(`{\footnote `, 1_000_000)), limits.Default(), message.TooLarge, "xml_limit"},
	}
	for _, c := range cases {
		_, err := rtf.Read(context.Background(), "甲.rtf", c.data, c.lim)
		var e *message.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Message.Key != "error."+c.key || e.Message.Args[0] != "甲.rtf" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestContextIsHonoured(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := rtf.Read(ctx, "a.rtf", file(strings.Repeat("a", 10_000)), limits.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(file(`\trowd\intbl a\cell\row{\footnote b}{\shp{\*\shpinst{\shptxt c}}}`))
	f.Add(file(`{\listtext 1.\tab}\ls1\u24037?\'b9\'a4\par`))
	f.Add(file(`{\field{\*\fldinst A}{\fldrslt B}}{\deleted C\par}{\v D}{\upr{a}{\*\ud b}}`))
	f.Add(file(`\itap2 a\nestcell{\*\nesttableprops\nestrow}\cell\row{\info{\title x}}{\stylesheet{\s1 heading 1;}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := rtf.Read(context.Background(), "a.rtf", data, limits.Default())
		if err != nil {
			if message.CodeOf(err) == message.Internal {
				t.Fatalf("internal error: %v", err)
			}
			return
		}
		doctest.Check(t, d)
		// A word of two letters can draw a sign of four bytes at most, and a
		// label stands once.
		if len(d.Text) > 4*len(data) {
			t.Fatalf("%d bytes became %d of text", len(data), len(d.Text))
		}
	})
}
