package docx_test

import (
	"slices"
	"strings"
	"testing"

	. "hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/text"
)

// box is a text box as Word writes it: twice, in a Choice and a Fallback.
func box(paragraphs string) string {
	return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>` + paragraphs +
		`</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>` + paragraphs +
		`</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
}

func fieldChar(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }

func instruction(s string) string { return `<w:r><w:instrText>` + s + `</w:instrText></w:r>` }

const deletedMark = `<w:rPr><w:del w:id="1"/></w:rPr>`

func TestText(t *testing.T) {
	numbered := official() + Use(1, 0)
	cases := []struct {
		name, body, want string
	}{
		{"paragraphs", P("标题") + P("") + P(" ") + P("　　正文。"), "标题\n　　正文。"},
		{"runs join", Para(R("关于") + R("印发") + R("的通知")), "关于印发的通知"},
		{"signs", Para(R("a") + `<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>e</w:t><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="宋体" w:char="2264"/><w:sym w:font="x" w:char="zz"/></w:r>`), "a\tb\nc\nd-e≤"},
		{"line ends in the XML are blanks", "<w:p><w:r><w:t>甲\n乙</w:t></w:r></w:p>", "甲 乙"},
		{"escapes and CDATA", `<w:p><w:r><w:t>&lt;&#x4e00;<![CDATA[<二>]]></w:t></w:r></w:p>`, "<一<二>"},
		{"insertion, deletion, move", Para(R("保留") + `<w:ins w:id="1">` + R("新增") + `</w:ins><w:del w:id="2"><w:r><w:delText>删去</w:delText></w:r></w:del><w:moveFrom w:id="3">` + R("旧处") + `</w:moveFrom><w:moveTo w:id="4">` + R("新处") + `</w:moveTo>`), "保留新增新处"},
		{"deleted end of paragraph", Para(R("前半"), Num(1, 0), deletedMark) + P("后半", Num(1, 0)) + P("下一条", Num(1, 0)), "一、前半后半\n二、下一条"},
		{"deleted end of the last paragraph", P("甲") + Para(R("乙"), deletedMark), "甲\n乙"},
		{"large first letter", P("青", `<w:framePr w:dropCap="drop" w:lines="3"/>`, Num(1, 0)) + P("溪县", Num(1, 0)) + P("次", `<w:framePr w:dropCap="margin"/>`) + P("段") + P("框", `<w:framePr w:w="9"/>`) + P("末", `<w:framePr w:dropCap="none"/>`) + P("尾", `<w:framePr w:dropCap="drop"/>`), "一、青溪县\n次段\n框\n末\n尾"},
		{"whole paragraph deleted", Para(`<w:del w:id="2"><w:r><w:delText>删去</w:delText></w:r></w:del>`, Num(1, 0), deletedMark) + P("留下", Num(1, 0)), "一、留下"},
		{"old properties do not count", Para(R("文"), `<w:pPrChange w:id="1"><w:pPr>`+Num(1, 0)+`</w:pPr></w:pPrChange>`), "文"},
		{"hidden", Para(R("看得见") + R("看不见", "<w:vanish/>") + R("也看得见", `<w:vanish w:val="false"/>`)), "看得见也看得见"},
		{"hidden paragraph has no number", Para(R("看不见", "<w:vanish/>"), Num(1, 0), "<w:rPr><w:vanish/></w:rPr>") + P("甲", Num(1, 0)), "一、甲"},
		{"field", Para(R("第") + fieldChar("begin") + instruction(" PAGE ") + fieldChar("separate") + R("3") + fieldChar("end") + R("页")), "第3页"},
		{"field without result", Para(R("甲") + fieldChar("begin") + instruction(" TC ") + fieldChar("end") + R("乙")), "甲乙"},
		{"field in a field's instruction", Para(fieldChar("begin") + instruction("IF ") + fieldChar("begin") + instruction("PAGE") + fieldChar("separate") + R("7") + fieldChar("end") + fieldChar("separate") + R("结果") + fieldChar("end")), "结果"},
		{"field over paragraphs", Para(fieldChar("begin")+instruction("TOC")+fieldChar("separate")+R("一、概况")) + Para(R("二、问题")+fieldChar("end")), "一、概况\n二、问题"},
		{"field never ended", Para(R("甲")+fieldChar("begin")+instruction("X")) + P("乙"), "甲\n乙"},
		{"simple field", Para(`<w:fldSimple w:instr="DATE">` + R("2024年") + `</w:fldSimple>`), "2024年"},
		{"wrappers", Para(`<w:hyperlink>`+R("链接")+`</w:hyperlink><w:smartTag><w:smartTagPr/>`+R("标记")+`</w:smartTag><w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>`+R("控件")+`</w:sdtContent></w:sdt>`) + `<w:sdt><w:sdtContent>` + P("块控件") + `</w:sdtContent></w:sdt><w:customXml>` + P("自定义") + `</w:customXml>`, "链接标记控件\n块控件\n自定义"},
		{"ruby", Para(`<w:r><w:ruby><w:rubyPr/><w:rt>` + R("hé") + `</w:rt><w:rubyBase>` + R("核") + `</w:rubyBase></w:ruby></w:r>` + R("稿")), "核稿"},
		{"formula", Para(R("面积") + `<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>`), "面积ab"},
		{"text box", Para(R("锚定段")+box(P("框内一")+P("框内二"))+R("之后")) + P("下段"), "锚定段之后\n框内一\n框内二\n下段"},
		{"numbers of text boxes follow their anchor", Para(R("锚")+box(P("框", Num(1, 0))), Num(1, 0)) + P("后", Num(1, 0)), "一、锚\n二、框\n三、后"},
		{"table", P("前") + Table([]string{"单位", "人数"}, []string{"", "3"}, []string{"", ""}, []string{"乙", ""}) + P("后"), "前\n单位\t人数\n\t3\n乙\n后"},
		{"paragraphs in a cell", `<w:tbl><w:tr><w:tc>` + P("一") + P("二") + `</w:tc><w:tc>` + P("三") + `</w:tc></w:tr></w:tbl>`, "一\n二\t三"},
		{"nested table", `<w:tbl><w:tr><w:tc>` + P("外") + Table([]string{"甲", "乙"}, []string{"丙", "丁"}) + P("") + `</w:tc></w:tr></w:tbl>`, "外\n甲\t乙\n丙\t丁"},
		{"serial numbers in a table", `<w:tbl><w:tr><w:tc>` + P("", Num(1, 2)) + `</w:tc><w:tc>` + P("甲") + `</w:tc></w:tr><w:tr><w:tc>` + P("", Num(1, 2)) + `</w:tc><w:tc>` + P("乙") + `</w:tc></w:tr></w:tbl>`, "1. \t甲\n2. \t乙"},
		{"deleted row and cell", `<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>` + P("删") + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:cellDel w:id="2"/></w:tcPr>` + P("删") + `</w:tc><w:tc>` + P("留") + `</w:tc></w:tr></w:tbl>`, "留"},
		{"row in a control", `<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>` + P("甲") + `</w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>`, "甲"},
		{"choice around blocks", `<mc:AlternateContent><mc:Choice Requires="x">` + P("新") + `</mc:Choice><mc:Choice Requires="y">` + P("次") + `</mc:Choice><mc:Fallback>` + P("旧") + `</mc:Fallback></mc:AlternateContent>`, "新"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, strict := range []bool{false, true} {
				if got := read(t, Doc{Body: c.body, Numbering: numbered, Strict: strict}).Text; got != c.want {
					t.Errorf("strict %v: got %q, want %q", strict, got, c.want)
				}
			}
		})
	}
}

func TestHeadings(t *testing.T) {
	styles := ParagraphStyle("1", "heading 1", "", `<w:pPr><w:outlineLvl w:val="0"/></w:pPr>`) +
		ParagraphStyle("2", "标题 2", "", "") + ParagraphStyle("3", "三级标题", "1", `<w:pPr><w:outlineLvl w:val="2"/></w:pPr>`) +
		ParagraphStyle("4", "我的标题", "2", "") + ParagraphStyle("5", "目录标题", "1", `<w:pPr><w:outlineLvl w:val="9"/></w:pPr>`) +
		ParagraphStyle("6", "heading 10", "", "")
	cases := []struct {
		name  string
		props []string
		level int
	}{
		{"outline of the style", []string{Style("1")}, 1},
		{"name of the style", []string{Style("2")}, 2},
		{"own outline over the base's", []string{Style("3")}, 3},
		{"name of the base", []string{Style("4")}, 2},
		{"switched off by the style", []string{Style("5")}, 0},
		{"no such heading", []string{Style("6")}, 0},
		{"paragraph", []string{Outline(8)}, 9},
		{"paragraph over style", []string{Style("1"), Outline(3)}, 4},
		{"body text over style", []string{Style("1"), Outline(9)}, 0},
		{"numbered heading", []string{Style("1"), Num(1, 0)}, 1},
		{"nothing", nil, 0},
	}
	for _, c := range cases {
		doc := read(t, Doc{Body: P("文", c.props...), Styles: styles, Numbering: official() + Use(1, 0)})
		b := doc.Blocks[0]
		if b.Level != c.level || (b.Kind == text.Heading) != (c.level > 0) {
			t.Errorf("%s: %s of level %d, want %d", c.name, b.Kind, b.Level, c.level)
		}
	}
}

func TestKindsAndLabels(t *testing.T) {
	doc := read(t, Doc{
		Body:      P("标题", Outline(0), Num(1, 0)) + P("项", Num(2, 0)) + P("段") + Table([]string{"甲", "乙"}),
		Numbering: official() + Abstract(3, Level(0, "bullet", "●")) + Use(1, 0) + Use(2, 3),
		Styles:    ParagraphStyle("x", "x", "", ""),
	})
	want := []text.BlockKind{text.Heading, text.ListItem, text.Paragraph, text.TableRow}
	var got []text.BlockKind
	for _, b := range doc.Blocks {
		got = append(got, b.Kind)
	}
	if !slices.Equal(got, want) || doc.Blocks[0].Label.Of(doc.Text) != "一、" || !doc.Blocks[1].Label.Empty() {
		t.Errorf("got %v, labels %q", got, numbers(doc))
	}
}

func TestNotesComeLast(t *testing.T) {
	doc := read(t, Doc{
		Body:      Para(R("正文")+`<w:r><w:footnoteReference w:id="1"/></w:r>`) + P("结尾"),
		Footnotes: `<w:footnote w:type="separator" w:id="-1">` + P("线") + `</w:footnote><w:footnote w:id="1">` + Para(`<w:r><w:footnoteRef/></w:r>`+R("脚注。")) + `</w:footnote>`,
		Endnotes:  `<w:endnote w:id="1">` + P("尾注。") + `</w:endnote>`,
	})
	if want := "正文\n结尾\n脚注。\n尾注。"; doc.Text != want {
		t.Errorf("got %q, want %q", doc.Text, want)
	}
}

func TestHiddenByStyle(t *testing.T) {
	hidden := `<w:rPr><w:vanish/></w:rPr>`
	doc := read(t, Doc{
		Styles: ParagraphStyle("p", "z-窗体顶端", "", hidden) + `<w:style w:type="character" w:styleId="c"><w:name w:val="暗"/>` + hidden + `</w:style>`,
		Body:   P("看不见", Style("p")) + Para(R("甲")+R("看不见", `<w:rStyle w:val="c"/>`)+R("乙")),
	})
	if doc.Text != "甲乙" || len(doc.Warnings) != 1 || doc.Warnings[0].Code != "hidden_text" {
		t.Errorf("got %q, %v", doc.Text, doc.Warnings)
	}
}

func TestPartsAreFound(t *testing.T) {
	doc := read(t, Doc{Main: "doc/main.xml", Body: P("文", Num(1, 0)), Numbering: official() + Use(1, 0), Title: " 工作\n总结 ", Author: "办公室"})
	if doc.Text != "一、文" || doc.Meta != (text.Meta{Title: "工作 总结", Author: "办公室"}) || doc.Format != text.FormatDOCX {
		t.Errorf("got %q, %+v", doc.Text, doc.Meta)
	}
	absolute := `<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/document.xml"/></Relationships>`
	if doc := read(t, Doc{Body: P("文"), Raw: map[string]string{"_rels/.rels": absolute}}); doc.Text != "文" {
		t.Errorf("absolute target: %q", doc.Text)
	}
	if doc := read(t, Doc{Body: P("文"), Raw: map[string]string{"_rels/.rels": "-"}}); doc.Text != "文" {
		t.Errorf("no relationships: %q", doc.Text)
	}
	if doc := read(t, Doc{Body: P("文"), Title: "x", Raw: map[string]string{"docProps/core.xml": "<a>"}}); doc.Text != "文" || doc.Meta.Title != "" {
		t.Errorf("broken properties: %q %+v", doc.Text, doc.Meta)
	}
}

func TestMeta(t *testing.T) {
	whole := Doc{Body: P("文"), Title: "防汛总结", Author: "水利站", Company: " 青溪县\u202e水务局\n", Created: "2025-12-30T01:00:00Z", Modified: "2025-12-31T17:00:00Z"}
	with := func(part, content string) Doc {
		d := whole
		d.Raw = map[string]string{part: content}
		return d
	}
	absurd := whole
	absurd.Created, absurd.Modified, absurd.Company = "1601-01-01T00:00:00Z", "明天", strings.Repeat("局", 1000)
	all := text.Meta{Title: "防汛总结", Author: "水利站", Unit: "青溪县水务局", Created: "2025-12-30", Modified: "2026-01-01"}
	for _, c := range []struct {
		name string
		doc  Doc
		want text.Meta
	}{
		{"all", whole, all},
		{"only the company", Doc{Body: P("文"), Company: "青溪县水务局"}, text.Meta{Unit: "青溪县水务局"}},
		{"absurd", absurd, text.Meta{Title: "防汛总结", Author: "水利站", Unit: strings.Repeat("局", 333)}},
		{"broken core", with("docProps/core.xml", "<a><title>x</title>"), text.Meta{Unit: "青溪县水务局"}},
		{"broken app", with("docProps/app.xml", "<a><Company>x</Company>"), text.Meta{Title: all.Title, Author: all.Author, Created: all.Created, Modified: all.Modified}},
		{"no app", with("docProps/app.xml", "-"), text.Meta{Title: all.Title, Author: all.Author, Created: all.Created, Modified: all.Modified}},
	} {
		if got := read(t, c.doc).Meta; got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestWarnsOfTrackedChanges(t *testing.T) {
	doc := read(t, Doc{Body: Para(`<w:ins w:id="1">` + R("新增") + `</w:ins>`)})
	if len(doc.Warnings) != 1 || doc.Warnings[0].Code != "tracked_changes" {
		t.Errorf("warnings %v", doc.Warnings)
	}
}
