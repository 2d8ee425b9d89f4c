package wordml_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/wordml"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

const ns = ` xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="wx" xmlns:aml="aml" xmlns:v="v" xmlns:o="o"`

func file(body string, parts ...string) []byte {
	return []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument` + ns + `>` +
		strings.Join(parts, "") + `<w:body><wx:sect>` + body + `<w:sectPr><w:hdr><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr></w:sectPr></wx:sect></w:body></w:wordDocument>`)
}

func r(s string, props ...string) string {
	return `<w:r><w:rPr>` + strings.Join(props, "") + `</w:rPr><w:t>` + s + `</w:t></w:r>`
}

func p(inner string, props ...string) string {
	if !strings.HasPrefix(inner, "<") {
		inner = r(inner)
	}
	return `<w:p><w:pPr>` + strings.Join(props, "") + `</w:pPr>` + inner + `</w:p>`
}

func num(ilfo, ilvl string) string {
	return `<w:listPr><w:ilvl w:val="` + ilvl + `"/><w:ilfo w:val="` + ilfo + `"/></w:listPr>`
}

func style(id string) string { return `<w:pStyle w:val="` + id + `"/>` }

const (
	lists = `<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="37"/><w:suff w:val="Nothing"/><w:lvlText w:val="%1、"/></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:nfc w:val="0"/><w:isLgl/><w:lvlText w:val="%1.%2"/><w:pStyle w:val="b"/></w:lvl></w:listDef>` +
		`<w:list w:ilfo="1"><w:ilst w:val="0"/></w:list><w:list w:ilfo="2"><w:ilst w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:list></w:lists>`
	styles = `<w:styles><w:style w:type="paragraph" w:default="on" w:styleId="n"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:basedOn w:val="n"/><w:pPr><w:listPr><w:ilfo w:val="1"/></w:listPr></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="b"><w:name w:val="x"/><w:basedOn w:val="n"/><w:pPr><w:listPr><w:ilfo w:val="1"/></w:listPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>`
	gone = `<w:rPr><aml:annotation w:type="Word.Deletion"/></w:rPr>`
)

func read(t *testing.T, data []byte) *text.Document {
	t.Helper()
	if !wordml.Is("a", data) {
		t.Fatal("not told")
	}
	d, err := wordml.Read(context.Background(), "a.doc", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	doctest.Check(t, d)
	return d
}

func annotation(kind, inner string) string {
	return `<aml:annotation w:type="Word.` + kind + `"><aml:content>` + inner + `</aml:content></aml:annotation>`
}

func field(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }

func TestText(t *testing.T) {
	cell := func(s string) string { return `<w:tc><w:tcPr/>` + p(s) + `</w:tc>` }
	cases := []struct{ name, body, want string }{
		{"paragraphs", p("标题") + p(" ") + p("　　正文。"), "标题\n　　正文。"},
		{"signs", p(`<w:r><w:t>a</w:t><w:tab/><w:t>b` + "\n" + `c</w:t><w:br/><w:noBreakHyphen/><w:softHyphen/></w:r>`), "a\tb c\n-"},
		{"sub-sections", `<wx:sub-section>` + p("节") + `</wx:sub-section>`, "节"},
		{"links", p(`<w:hlink>` + r("链接") + `</w:hlink>`), "链接"},
		{"runs in a run", p(`<w:hlink><w:r><w:rPr/><w:r><w:t>链</w:t></w:r><w:r><w:br/></w:r><w:t>接</w:t></w:r></w:hlink>`), "链\n接"},
		{"tracked changes", p(r("留") + annotation("Deletion", r("删")) + annotation("Insertion", r("增")) + annotation("Comment", p("批注"))), "留增"},
		{"large first letter", p("青", `<w:framePr w:drop-cap="drop"/>`) + p("溪县") + p("乙", `<w:framePr w:w="9"/>`) + p("尾"), "青溪县\n乙\n尾"},
		{"deleted end", p("前半", gone) + p("后半"), "前半后半"},
		{"hidden", p(r("甲") + r("暗", `<w:vanish/>`) + r("乙", `<w:vanish w:val="off"/>`)), "甲乙"},
		{"field", p(r("第") + field("begin") + `<w:r><w:instrText>PAGE</w:instrText></w:r>` + field("separate") + r("3") + field("end") + r("页")), "第3页"},
		{"note", p(r("正文") + `<w:r><w:footnote>` + p("脚注") + `</w:footnote></w:r>`), "正文\n脚注"},
		{"text box", p(r("锚")+`<w:r><w:pict><v:shape><v:textbox><w:txbxContent>`+p("框")+`</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`) + p("下"), "锚\n框\n下"},
		{"table", `<w:tbl><w:tblPr/><w:tr><w:trPr/>` + cell("甲") + cell("乙") + `</w:tr><w:tr>` + cell("丙") + cell("") + `</w:tr></w:tbl>`, "甲\t乙\n丙"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := read(t, file(c.body)).Text; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestNumbersAndHeadings(t *testing.T) {
	d := read(t, file(p("甲", style("a"))+p("乙", style("b"))+p("丙", style("b"))+p("丁", num("1", "0"))+p("戊", num("2", "0"))+p("己", num("2", "0"))+p("庚", num("9", "0")), lists, styles))
	want := "一、甲\n1.1 乙\n1.2 丙\n二、丁\n五、戊\n六、己\n庚"
	if d.Text != want {
		t.Errorf("got %q, want %q", d.Text, want)
	}
	if b := d.Blocks; b[0].Level != 1 || b[1].Level != 2 || b[3].Kind != text.ListItem || b[3].Label.Of(d.Text) != "二、" || b[6].Kind != text.Paragraph {
		t.Errorf("blocks %v", d.Blocks)
	}
}

func TestMetaAndWarnings(t *testing.T) {
	d := read(t, file(p(r("文")+annotation("Deletion", r("删"))+r("暗", `<w:vanish/>`)), `<o:DocumentProperties><o:Title>防汛总结</o:Title><o:Author>水利站</o:Author><o:LastAuthor>他人</o:LastAuthor><o:Company>青溪县水务局</o:Company><o:Created>2025-12-30T01:00:00Z</o:Created><o:LastSaved>2025-12-31T17:00:00Z</o:LastSaved></o:DocumentProperties>`))
	if d.Meta != (text.Meta{Title: "防汛总结", Author: "水利站", Unit: "青溪县水务局", Created: "2025-12-30", Modified: "2026-01-01"}) || len(d.Warnings) != 2 || d.Format != text.FormatDOC {
		t.Errorf("got %+v, %v", d.Meta, d.Warnings)
	}
}

func TestRefusals(t *testing.T) {
	cases := []struct {
		name string
		data []byte
		key  message.Key
	}{
		{"cut in two", file(p("文"))[:300], "file_damaged"},
		{"no text", file(p(" ")), "file_empty"},
		{"deep", file(strings.Repeat("<wx:sub-section>", 100_000)), "xml_limit"},
		{"deep pictures", file(`<w:p><w:r><w:pict>` + strings.Repeat("<v:g>", 100_000)), "xml_limit"},
		{"DOCTYPE", append([]byte("<!DOCTYPE x>"), file(p("文"))...), "xml_doctype"},
		{"long label", file(strings.Repeat(p("文", num("1", "0")), 9_000), strings.Replace(lists, "%1、", strings.Repeat("号", 1_000_000), 1)), ""},
	}
	for _, c := range cases {
		d, err := wordml.Read(context.Background(), "甲.doc", c.data, limits.Default())
		var e *message.Error
		if c.key != "" && (!errors.As(err, &e) || e.Message.Key != "error."+c.key) {
			t.Errorf("%s: %v", c.name, err)
		}
		if c.key == "" && (err != nil || len(d.Text) > 9_000*300) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(file(p("甲", style("a"))+p("乙", num("2", "0")), lists, styles))
	f.Add(file(`<w:tbl><w:tr><w:tc>` + p("甲", gone) + `</w:tc></w:tr></w:tbl>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := wordml.Read(context.Background(), "a.doc", data, limits.Default())
		if err != nil {
			if message.CodeOf(err) == message.Internal {
				t.Fatalf("internal error: %v", err)
			}
			return
		}
		doctest.Check(t, d)
	})
}
