package docx_test

import (
	"context"
	"strings"
	"testing"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/docx"
	. "hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/text"
)

func read(t *testing.T, d Doc) *text.Document {
	t.Helper()
	doc, err := docx.Read(context.Background(), "a.docx", Build(d), limits.Default())
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	doctest.Check(t, doc)
	return doc
}

// numbers lists the labels of the blocks, "-" for one without.
func numbers(doc *text.Document) string {
	var out []string
	for _, b := range doc.Blocks {
		if b.Label.Empty() {
			out = append(out, "-")
		} else {
			out = append(out, b.Label.Of(doc.Text))
		}
	}
	return strings.Join(out, " ")
}

// levelsOf makes a body of numbered paragraphs "正文", "id:level" each.
func levelsOf(places string) string {
	var b strings.Builder
	for _, p := range strings.Fields(places) {
		b.WriteString(P("正文", Num(int(p[0]-'0'), int(p[2]-'0'))))
	}
	return b.String()
}

const gongwen = `chineseCounting`

// official are the four levels of Chinese official documents.
func official() string {
	return Abstract(0, Level(0, gongwen, "%1、"), Level(1, gongwen, "（%2）"), Level(2, "decimal", "%3."), Level(3, "decimal", "(%4)"))
}

func TestNumbering(t *testing.T) {
	cases := []struct {
		name, numbering, body, want string
	}{
		{"four levels", official() + Use(1, 0), levelsOf("1:0 1:1 1:1 1:2 1:2 1:3 1:1 1:0 1:1"), "一、 （一） （二） 1. 2. (1) （三） 二、 （一）"},
		{"two uses go on together", official() + Use(1, 0) + Use(2, 0), levelsOf("1:0 2:0 1:0"), "一、 二、 三、"},
		{"startOverride begins again once", official() + Use(1, 0) + Use(2, 0, StartOverride(0, 1)), levelsOf("1:0 1:0 2:0 2:0"), "一、 二、 一、 二、"},
		{"startOverride at five", official() + Use(1, 0, StartOverride(0, 5)), levelsOf("1:0 1:0"), "五、 六、"},
		{"startOverride of a lower level", official() + Use(1, 0, StartOverride(1, 3)), levelsOf("1:0 1:1 1:1 1:0 1:1"), "一、 （三） （四） 二、 （三）"},
		{"override of a whole level", official() + Use(1, 0, `<w:lvlOverride w:ilvl="0">`+Level(0, "upperRoman", "%1.")+`</w:lvlOverride>`), levelsOf("1:0 1:0"), "I. II."},
		{"different lists", Abstract(0, Level(0, "decimal", "%1.")) + Abstract(1, Level(0, "lowerLetter", "%1)")) + Use(1, 0) + Use(2, 1), levelsOf("1:0 2:0 1:0 2:0"), "1. a) 2. b)"},
		{"levels in one label", Abstract(0, Level(0, "decimal", "%1"), Level(1, "decimal", "%1.%2"), Level(2, "decimal", "%1.%2.%3")) + Use(1, 0), levelsOf("1:0 1:1 1:2 1:2 1:0 1:1"), "1 1.1 1.1.1 1.1.2 2 2.1"},
		{"level above never used", Abstract(0, Level(0, "decimal", "%1"), Level(1, "decimal", "%1.%2")) + Use(1, 0), levelsOf("1:1 1:1 1:0"), "1.1 1.2 2"},
		{"legal", Abstract(0, Level(0, gongwen, "第%1章"), Level(1, "decimal", "%1.%2", "<w:isLgl/>")) + Use(1, 0), levelsOf("1:0 1:1 1:0 1:1"), "第一章 1.1 第二章 2.1"},
		{"not legal", Abstract(0, Level(0, gongwen, "第%1章"), Level(1, "decimal", "%1.%2", `<w:isLgl w:val="0"/>`)) + Use(1, 0), levelsOf("1:0 1:1"), "第一章 一.1"},
		{"never restarts", Abstract(0, Level(0, "decimal", "%1."), Level(1, "decimal", "(%2)", `<w:lvlRestart w:val="0"/>`)) + Use(1, 0), levelsOf("1:0 1:1 1:0 1:1"), "1. (1) 2. (2)"},
		{"restarts after the first level only", Abstract(0, Level(0, "decimal", "%1."), Level(1, "decimal", "%2)"), Level(2, "decimal", "(%3)", `<w:lvlRestart w:val="1"/>`)) + Use(1, 0), levelsOf("1:0 1:1 1:2 1:1 1:2 1:0 1:1 1:2"), "1. 1) (1) 2) (2) 2. 1) (1)"},
		{"bullet level in a label is nothing", Abstract(0, Level(0, "bullet", "●"), Level(1, "decimal", "%1%2.")) + Use(1, 0), levelsOf("1:0 1:1"), "- 1."},
		{"number 0 switches off", official() + Use(1, 0), levelsOf("1:0 0:0 1:0"), "一、 - 二、"},
		{"unknown list", official() + Use(1, 0), levelsOf("7:0 1:0 1:8"), "- 一、 -"},
		{"no start means zero", Abstract(0, `<w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl>`) + Use(1, 0), levelsOf("1:0 1:0"), "0. 1."},
		{"hidden number", Abstract(0, Level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")) + Use(1, 0), levelsOf("1:0"), "-"},
		{"custom format", Abstract(0, `<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1、"/></w:lvl>`) + Use(1, 0), levelsOf("1:0 1:0"), "009、 010、"},
		{"custom format of other signs", Abstract(0, `<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="α, β, γ, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>`) + Use(1, 0), levelsOf("1:0 1:0"), "1. 2."},
		{"ordinals", Abstract(0, Level(0, "ordinal", "%1"), Level(1, "decimal", "%1.%2")) + Use(1, 0), levelsOf("1:0 1:1 1:0"), "1st 1st.1 2nd"},
		{"empty paragraphs count", official() + Use(1, 0), P("甲", Num(1, 0)) + P("", Num(1, 0)) + P("丙", Num(1, 0)), "一、 三、"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := numbers(read(t, Doc{Body: c.body, Numbering: c.numbering})); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestNumberingBorneByStyles(t *testing.T) {
	num := func(inner string) string { return "<w:pPr><w:numPr>" + inner + "</w:numPr></w:pPr>" }
	const one, off = `<w:numId w:val="1"/>`, `<w:numId w:val="0"/>`
	cases := []struct{ name, styles, numbering, body, want string }{
		{"on the style", ParagraphStyle("a", "一级", "", num(one)), official() + Use(1, 0),
			P("甲", Style("a")) + P("乙", Style("a")), "一、 二、"},
		{"level tied by pStyle", ParagraphStyle("a", "一级", "", num(one)) + ParagraphStyle("b", "二级", "", num(one)),
			Abstract(0, Level(0, gongwen, "%1、", `<w:pStyle w:val="a"/>`), Level(1, gongwen, "（%2）", `<w:pStyle w:val="b"/>`)) + Use(1, 0),
			P("甲", Style("a")) + P("乙", Style("b")) + P("丙", Style("b")) + P("丁", Style("a")), "一、 （一） （二） 二、"},
		{"inherited over basedOn", ParagraphStyle("a", "一级", "", num(one)) + ParagraphStyle("b", "我的", "a", ""), official() + Use(1, 0),
			P("甲", Style("b")), "一、"},
		{"only the level in the derived style", ParagraphStyle("a", "一级", "", num(one)) + ParagraphStyle("b", "二级", "a", num(`<w:ilvl w:val="1"/>`)), official() + Use(1, 0),
			P("甲", Style("a")) + P("乙", Style("b")), "一、 （一）"},
		{"switched off in the derived style", ParagraphStyle("a", "一级", "", num(one)) + ParagraphStyle("b", "无号", "a", num(off)), official() + Use(1, 0),
			P("甲", Style("b")) + P("乙", Style("a")), "- 一、"},
		{"switched off in the paragraph", ParagraphStyle("a", "一级", "", num(one)), official() + Use(1, 0),
			P("甲", Style("a"), "<w:numPr>"+off+"</w:numPr>") + P("乙", Style("a")), "- 一、"},
		{"level in the paragraph, list in the style", ParagraphStyle("a", "一级", "", num(one)), official() + Use(1, 0),
			P("甲", Style("a"), `<w:numPr><w:ilvl w:val="1"/></w:numPr>`), "（一）"},
		{"default style", `<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:name w:val="Normal"/>` + num(one) + `</w:style>`, official() + Use(1, 0),
			P("甲") + P("乙"), "一、 二、"},
		{"numStyleLink", `<w:style w:type="numbering" w:styleId="L"><w:name w:val="列表"/>` + num(`<w:numId w:val="2"/>`) + `</w:style>`,
			`<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>` + `<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="L"/>` + Level(0, "ideographTraditional", "%1.") + `</w:abstractNum>` + Use(1, 5) + Use(2, 6),
			levelsOf("1:0 2:0"), "甲. 乙."},
		{"numStyleLink without a style", "", `<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>` + `<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="L"/>` + Level(0, gongwen, "%1、") + `</w:abstractNum>` + Use(1, 5),
			levelsOf("1:0"), "一、"},
		{"styles in a circle", ParagraphStyle("a", "一级", "b", "") + ParagraphStyle("b", "二级", "a", ""), official() + Use(1, 0), P("甲", Style("a")), "-"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := numbers(read(t, Doc{Body: c.body, Styles: c.styles, Numbering: c.numbering})); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestNumberFormats(t *testing.T) {
	cases := []struct{ format, start, want string }{
		{"chineseCounting", "10", "十"}, {"japaneseCounting", "11", "十一"}, {"chineseCountingThousand", "20", "二十"},
		{"taiwaneseCountingThousand", "101", "一百零一"}, {"chineseCounting", "110", "一百一十"}, {"chineseCounting", "1003", "一千零三"},
		{"chineseCounting", "1010", "一千零一十"}, {"chineseCounting", "9999", "九千九百九十九"}, {"chineseCounting", "10000", "10000"},
		{"chineseLegalSimplified", "12", "壹拾贰"}, {"ideographDigital", "10", "一〇"}, {"ideographTraditional", "3", "丙"},
		{"ideographTraditional", "11", "11"}, {"ideographZodiac", "12", "亥"}, {"ideographZodiacTraditional", "60", "癸亥"},
		{"decimalEnclosedCircle", "1", "①"}, {"decimalEnclosedCircleChinese", "20", "⑳"}, {"decimalEnclosedCircle", "50", "㊿"},
		{"decimalEnclosedCircle", "51", "51"}, {"decimalEnclosedParen", "2", "⑵"}, {"decimalEnclosedFullstop", "3", "⒊"},
		{"lowerLetter", "26", "z"}, {"upperLetter", "28", "BB"}, {"lowerRoman", "49", "xlix"}, {"upperRoman", "1994", "MCMXCIV"},
		{"upperRoman", "2147483647", "2147483647"}, {"lowerLetter", "2147483647", "2147483647"},
		{"decimalZero", "7", "07"}, {"decimalZero", "12", "12"}, {"decimalFullWidth", "12", "１２"}, {"ganada", "4", "4"}, {"decimal", "-3", "-3"},
	}
	for _, c := range cases {
		numbering := Abstract(0, `<w:lvl w:ilvl="0"><w:start w:val="`+c.start+`"/><w:numFmt w:val="`+c.format+`"/><w:lvlText w:val="%1、"/></w:lvl>`) + Use(1, 0)
		doc := read(t, Doc{Body: P("文", Num(1, 0)), Numbering: numbering})
		if want := c.want + "、文"; doc.Text != want {
			t.Errorf("%s of %s: got %q, want %q", c.format, c.start, doc.Text, want)
		}
	}
}

// The label stands directly before the text; only Latin signs need a space.
func TestSpaceAfterLabel(t *testing.T) {
	cases := []struct{ lvlText, suffix, want string }{
		{"%1、", "", "1、文"}, {"（%1）", "", "（1）文"}, {"%1.", "", "1. 文"}, {"%1", "", "1 文"}, {"%1.", "space", "1. 文"},
		{"%1.", "nothing", "1.文"}, {"第%1条", "space", "第1条文"}, {"%1．", "", "1．文"},
	}
	for _, c := range cases {
		suffix := ""
		if c.suffix != "" {
			suffix = `<w:suff w:val="` + c.suffix + `"/>`
		}
		doc := read(t, Doc{Body: P("文", Num(1, 0)), Numbering: Abstract(0, Level(0, "decimal", c.lvlText, suffix)) + Use(1, 0)})
		if doc.Text != c.want || doc.Blocks[0].Kind != text.ListItem {
			t.Errorf("%s %s: got %q %s, want %q", c.lvlText, c.suffix, doc.Text, doc.Blocks[0].Kind, c.want)
		}
	}
}
