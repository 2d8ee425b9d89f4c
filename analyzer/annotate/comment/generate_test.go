package comment_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	. "hegao/analyzer/extract/docx/docxtest"
)

// randomDoc makes a Word file of everything that a report can hold, in any
// order.
func randomDoc(r *rand.Rand) Doc {
	var body strings.Builder
	for range 3 + r.IntN(12) {
		body.WriteString(randomBlock(r))
	}
	body.WriteString(P("青溪县云坪镇人民政府"))
	return Doc{
		Body: body.String(), Strict: r.IntN(4) == 0,
		Numbering: Abstract(0, Level(0, "chineseCounting", "%1、"), Level(1, "chineseCounting", "（%2）")) + Use(1, 0),
		Styles:    ParagraphStyle("a", "Normal", "", "") + ParagraphStyle("1", "heading 1", "a", `<w:pPr><w:outlineLvl w:val="0"/></w:pPr>`),
		Footnotes: `<w:footnote w:type="separator" w:id="-1">` + P("") + `</w:footnote><w:footnote w:id="1">` + P("据镇统计站数字。") + `</w:footnote>`,
	}
}

func randomBlock(r *rand.Rand) string {
	switch r.IntN(10) {
	case 0:
		return P(words(r), Style("1"), Num(1, r.IntN(2)))
	case 1:
		return Table([]string{words(r), words(r)}, []string{words(r), ""}, []string{"", words(r)})
	case 2:
		return `<w:sdt><w:sdtContent>` + P(words(r)) + P(words(r)) + `</w:sdtContent></w:sdt>`
	case 3:
		return P("", Num(1, 0)) + Para(R(words(r)), `<w:rPr><w:del w:id="7" w:author="某人"/></w:rPr>`) + P(words(r))
	}
	var inner strings.Builder
	for range 1 + r.IntN(6) {
		inner.WriteString(randomInline(r))
	}
	return Para(inner.String())
}

func randomInline(r *rand.Rand) string {
	switch r.IntN(16) {
	case 0:
		return `<w:ins w:id="3" w:author="某人" w:date="2025-01-01T00:00:00Z">` + R(words(r)) + R(words(r)) + `</w:ins>`
	case 1:
		return `<w:del w:id="4" w:author="某人" w:date="2025-01-01T00:00:00Z"><w:r><w:delText>` + words(r) + `</w:delText></w:r></w:del>`
	case 2:
		return `<w:hyperlink w:anchor="x">` + R(words(r)) + R(words(r)) + `</w:hyperlink>`
	case 3:
		return `<w:sdt><w:sdtPr><w:alias w:val="单位"/></w:sdtPr><w:sdtContent>` + R(words(r)) + `</w:sdtContent></w:sdt>`
	case 4:
		return `<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>`
	case 5:
		return field("begin") + `<w:r><w:instrText> REF x </w:instrText></w:r>` + field("separate") + R(words(r)) + field("end")
	case 6:
		return `<w:fldSimple w:instr=" REF x ">` + R(words(r)) + `</w:fldSimple>`
	case 7:
		return box(P(words(r)) + P(words(r)))
	case 8:
		return `<w:r><w:rPr><w:b/></w:rPr><w:t>` + words(r) + `</w:t><w:tab/><w:t xml:space="preserve"> ` + words(r) + `&amp;&#x4e00;</w:t><w:br/><w:t>尾</w:t></w:r>`
	case 9:
		return R("脚注") + `<w:r><w:footnoteReference w:id="1"/></w:r>`
	case 10:
		return `<w:r><w:ruby><w:rubyPr/><w:rt>` + R("hé") + `</w:rt><w:rubyBase>` + R("核") + `</w:rubyBase></w:ruby></w:r>`
	case 11:
		return R("看不见", "<w:vanish/>")
	case 12:
		return fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="x%[1]d"/>%s<w:bookmarkEnd w:id="%[1]d"/>`, r.IntN(1<<30), R(words(r)))
	}
	return R(words(r), `<w:rFonts w:eastAsia="仿宋"/>`)
}

func field(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }

// box is a text box as Word writes it: twice, in a Choice and a Fallback.
func box(paragraphs string) string {
	return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>` + paragraphs +
		`</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>` + paragraphs +
		`</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
}

func words(r *rand.Rand) string {
	list := []string{"全镇走访群众 XX 户", "防汛物资", "三次", " 前后有空格 ", "云坪镇", "第一，", "a b", "，", "整改完成率达到百分之九十以上。", "问题", "𠮷林"}
	return list[r.IntN(len(list))]
}
