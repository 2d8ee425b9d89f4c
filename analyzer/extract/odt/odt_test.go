package odt_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/odt"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

const (
	namespaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
		` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
		` xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:meta="meta" xmlns:dc="dc" xmlns:svg="svg"`
	mime = "application/vnd.oasis.opendocument.text"
)

// file is what a test says of a document.
type file struct {
	body, automatic, styles, meta string
	// raw replaces or adds whole parts; "-" leaves one out.
	raw map[string]string
}

// packed is the document as a zip.
func packed(f file) []byte {
	parts := map[string]string{
		"mimetype": mime,
		"content.xml": `<office:document-content` + namespaces + `><office:automatic-styles>` + f.automatic +
			`</office:automatic-styles><office:body><office:text>` + f.body + `</office:text></office:body></office:document-content>`,
	}
	if f.styles != "" {
		parts["styles.xml"] = `<office:document-styles` + namespaces + `><office:styles>` + f.styles + `</office:styles></office:document-styles>`
	}
	if f.meta != "" {
		parts["meta.xml"] = `<office:document-meta` + namespaces + `><office:meta>` + f.meta + `</office:meta></office:document-meta>`
	}
	for name, content := range f.raw {
		parts[name] = content
	}
	names := []string{"mimetype"}
	for name := range parts {
		if name != "mimetype" {
			names = append(names, name)
		}
	}
	slices.Sort(names[1:])
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range names {
		if parts[name] == "-" {
			continue
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write([]byte(parts[name]))
		}
		if err != nil { // a bytes.Buffer takes everything
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return buf.Bytes()
}

// flat is the document as one XML file.
func flat(f file) []byte {
	return []byte(`<?xml version="1.0"?><office:document` + namespaces + ` office:mimetype="` + mime + `"><office:meta>` + f.meta +
		`</office:meta><office:styles>` + f.styles + `</office:styles><office:automatic-styles>` + f.automatic +
		`</office:automatic-styles><office:body><office:text>` + f.body + `</office:text></office:body></office:document>`)
}

func read(t *testing.T, data []byte) *text.Document {
	t.Helper()
	if !odt.Is("a", data) {
		t.Fatal("not told")
	}
	d, err := odt.Read(context.Background(), "a.odt", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	doctest.Check(t, d)
	return d
}

func para(s string) string { return `<text:p>` + s + `</text:p>` }

func cell(s string) string { return `<table:table-cell>` + s + `</table:table-cell>` }

func row(cells ...string) string {
	return `<table:table-row>` + strings.Join(cells, "") + `</table:table-row>`
}

func textStyle(name, props string) string {
	return `<style:style style:name="` + name + `" style:family="text"><style:text-properties ` + props + `/></style:style>`
}

func TestText(t *testing.T) {
	box := `<draw:frame><draw:text-box>` + para("框一") + para("框二") + `</draw:text-box><svg:title>图</svg:title></draw:frame>`
	region := func(id, kind string) string {
		return `<text:tracked-changes><text:changed-region text:id="` + id + `"><text:` + kind + `><text:p>旧</text:p></text:` + kind + `></text:changed-region></text:tracked-changes>`
	}
	cases := []struct{ name, body, want string }{
		{"paragraphs", para("标题") + para("") + para(" ") + para("　　正文。"), "标题\n　　正文。"},
		{"white space", para("\n  a  b\t<text:span> c</text:span> \n") + para(`a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d<text:s/>`), "a b c\na  b\tc\nd"},
		{"wrappers and fields", para(`<text:a>链接</text:a><text:bookmark-start/>第<text:page-number>3</text:page-number>页<text:sequence>1</text:sequence>`), "链接第3页1"},
		{"ruby", para(`<text:ruby><text:ruby-base>核</text:ruby-base><text:ruby-text>hé</text:ruby-text></text:ruby>稿`), "核稿"},
		{"comment", para(`甲<office:annotation><text:p>批注</text:p></office:annotation>乙<office:annotation-end/>`), "甲乙"},
		{"note", para(`正文<text:note><text:note-citation>1</text:note-citation><text:note-body>`+para("脚注")+`</text:note-body></text:note>。`) + para("结尾"), "正文。\n结尾\n脚注"},
		{"hidden", para(`甲<text:span text:style-name="H">暗</text:span>乙`) + `<text:p text:style-name="PH">暗</text:p>`, "甲乙"},
		{"text box", para("锚"+box+"定") + para("下"), "锚定\n框一\n框二\n下"},
		{"text in a shape", para(`锚<draw:g><draw:custom-shape><text:p>形</text:p></draw:custom-shape></draw:g>`), "锚\n形"},
		{"frame between paragraphs", box + para("下"), "框一\n框二\n下"},
		{"sections and contents", `<text:section>` + para("节") + `</text:section><text:table-of-content><text:table-of-content-source><text:index-title-template>x</text:index-title-template></text:table-of-content-source><text:index-body><text:index-title>` + para("目录") + `</text:index-title>` + para("一") + `</text:index-body></text:table-of-content>`, "节\n目录\n一"},
		{"declarations", `<text:sequence-decls><text:sequence-decl/></text:sequence-decls><office:forms>x</office:forms>` + para("文"), "文"},
		{"deleted text is elsewhere", region("c", "deletion") + para(`甲<text:change text:change-id="c"/>乙`), "甲乙"},
		{"deleted text between marks", region("c", "deletion") + para(`甲<text:change-start text:change-id="c"/>删<text:change-end text:change-id="c"/>乙`), "甲乙"},
		{"inserted text", region("c", "insertion") + para(`甲<text:change-start text:change-id="c"/>增<text:change-end text:change-id="c"/>乙`), "甲增乙"},
		{"table", para("前") + `<table:table><table:table-column/><table:table-header-rows>` + row(cell(para("单位")), cell(para("人数"))) + `</table:table-header-rows>` + row(cell(""), cell(para("3"))) + row(cell(para("乙")), `<table:covered-table-cell/>`) + `</table:table>` + para("后"), "前\n单位\t人数\n\t3\n乙\n后"},
		{"repeated cells", `<table:table>` + row(`<table:table-cell table:number-columns-repeated="2"/>`, cell(para("丙"))) + `</table:table>`, "\t\t丙"},
		{"paragraphs in a cell", `<table:table>` + row(cell(para("一")+para("二")), cell(para("三"))) + `</table:table>`, "一\n二\t三"},
		{"nested table", `<table:table>` + row(cell(para("外")+`<table:table>`+row(cell(para("甲")), cell(para("乙")))+`</table:table>`)) + `</table:table>`, "外\n甲\t乙"},
	}
	styles := textStyle("H", `text:display="none"`) + `<style:style style:name="PH" style:family="paragraph" style:parent-style-name="PB"/>` +
		`<style:style style:name="PB" style:family="paragraph"><style:text-properties text:display="none"/></style:style>`
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := file{body: c.body, automatic: styles}
			for form, data := range map[string][]byte{"packed": packed(f), "flat": flat(f)} {
				if got := strings.TrimRight(read(t, data).Text, " "); got != c.want {
					t.Errorf("%s: got %q, want %q", form, got, c.want)
				}
			}
		})
	}
}

// The lists of the tests: L is 一、 （一） 1. 1.1, M goes on where it is told.
const listStyles = `<text:list-style style:name="L">` +
	`<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"><style:list-level-properties><style:list-level-label-alignment text:label-followed-by="nothing"/></style:list-level-properties></text:list-level-style-number>` +
	`<text:list-level-style-number text:level="2" style:num-format="一, 二, 三, ..." style:num-prefix="（" style:num-suffix="）"/>` +
	`<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="."/>` +
	`<text:list-level-style-number text:level="4" style:num-format="1" text:display-levels="2"/></text:list-style>` +
	`<text:list-style style:name="M"><text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")" text:start-value="3"/>` +
	`<text:list-level-style-number text:level="2" style:num-format="1" style:num-list-format="(%1%-%2%)"/></text:list-style>` +
	`<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="●"/></text:list-style>` +
	`<style:style style:name="P" style:family="paragraph" style:list-style-name="L"/>` +
	`<style:style style:name="N" style:family="paragraph" style:list-style-name=""/>`

const outline = `<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>` +
	`<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>`

// list writes a list; in items, "/" begins a paragraph of the same item.
func list(attrs string, items ...string) string {
	s := `<text:list ` + attrs + `>`
	for _, item := range items {
		s += `<text:list-item>`
		if strings.HasPrefix(item, "<") {
			s += item
		} else {
			for _, p := range strings.Split(item, "/") {
				s += para(p)
			}
		}
		s += `</text:list-item>`
	}
	return s + `</text:list>`
}

func heading(level, attrs string) string {
	return `<text:h text:outline-level="` + level + `" ` + attrs + `>题</text:h>`
}

func TestNumbering(t *testing.T) {
	const l, m = `text:style-name="L"`, `text:style-name="M"`
	nested := para("甲") + list("", para("乙")+list("", para("丙")+list("", "丁", "戊")))
	cases := []struct{ name, body, want string }{
		{"levels", list(l, nested, "己", `<text:p>庚</text:p>`+list("", "辛")), "一、 （一） 1. 1.1 1.2 二、 三、 （一）"},
		{"second paragraph of an item", list(l, "甲/乙", "丙"), "一、 - 二、"},
		{"header", `<text:list ` + l + `><text:list-header>` + para("题") + `</text:list-header><text:list-item>` + para("甲") + `</text:list-item></text:list>`, "- 一、"},
		{"a new list begins anew", list(l, "甲") + list(l, "乙"), "一、 一、"},
		{"goes on", list(l, "甲") + para("段") + list(l+` text:continue-numbering="true"`, "乙"), "一、 - 二、"},
		{"goes on with one by name", list(l+` xml:id="x"`, "甲") + list(l, "乙") + list(l+` text:continue-list="x"`, "丙"), "一、 一、 二、"},
		{"goes on in another style", list(l+` xml:id="x"`, "甲", "乙") + list(m+` text:continue-list="x"`, "丙"), "一、 二、 c)"},
		{"goes on below", list(l, "<text:p>甲</text:p>"+list("", "乙")) + para("段") + list(l+` text:continue-numbering="true"`, list("", "丙")), "一、 （一） - （二）"},
		{"start of the style and format", list(m, "甲", "<text:p>乙</text:p>"+list("", "丙")), "c) d) (d-1)"},
		{"start of an item", `<text:list ` + l + `><text:list-item text:start-value="5">` + para("甲") + `</text:list-item><text:list-item>` + para("乙") + `</text:list-item></text:list>`, "五、 六、"},
		{"another style inside", list(l, "<text:p>甲</text:p>"+list(m, "乙"), "丙"), "一、 (c-1) 二、"},
		{"bullet", list(`text:style-name="B"`, "甲"), "-"},
		{"style of the paragraph", `<text:list><text:list-item><text:p text:style-name="P">甲</text:p></text:list-item></text:list>`, "一、"},
		{"unknown style", list(`text:style-name="X"`, "甲"), "-"},
		{"headings", heading("1", "") + heading("2", "") + heading("1", ""), "一、 - 二、"},
		{"heading without number", heading("1", `text:is-list-header="true"`) + heading("1", `text:style-name="N"`) + heading("1", ""), "- - 一、"},
		{"heading with its own start", heading("1", `text:restart-numbering="true" text:start-value="4"`) + heading("1", ""), "四、 五、"},
		{"empty paragraphs count", list(l, "甲", " ", "乙"), "一、 三、"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := read(t, packed(file{body: c.body, automatic: listStyles, styles: outline}))
			var got []string
			for _, b := range d.Blocks {
				label := b.Label.Of(d.Text)
				if label == "" {
					label = "-"
				}
				got = append(got, label)
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	d := read(t, packed(file{body: heading("2", "") + list(`text:style-name="B"`, "项") + para("段") + `<table:table>` + row(cell(para("甲"))) + `</table:table>` + heading("10", "")}))
	want := []text.BlockKind{text.Heading, text.ListItem, text.Paragraph, text.TableRow, text.Paragraph}
	var got []text.BlockKind
	for _, b := range d.Blocks {
		got = append(got, b.Kind)
	}
	if !slices.Equal(got, want) || d.Blocks[0].Level != 2 {
		t.Errorf("got %v", got)
	}
}

func TestSerialNumbersInATable(t *testing.T) {
	body := `<table:table>` + row(cell(list(`text:style-name="M" xml:id="x"`, "")), cell(para("甲"))) + row(cell(list(`text:style-name="M" text:continue-list="x"`, "")), cell(para("乙"))) + `</table:table>`
	if got := read(t, packed(file{body: body, automatic: listStyles})).Text; got != "c)\t甲\nd)\t乙" {
		t.Errorf("got %q", got)
	}
}

func TestWarningsAndMeta(t *testing.T) {
	d := read(t, packed(file{
		meta: `<dc:title>防汛 总结</dc:title><meta:initial-creator>水利站</meta:initial-creator><dc:creator>他人</dc:creator>` +
			`<meta:creation-date>2025-12-30T09:00:00.12</meta:creation-date><dc:date>2026-01-02T10:00:00</dc:date>` +
			`<meta:user-defined meta:name="Company">青溪县水务局</meta:user-defined><meta:user-defined meta:name="x">别的</meta:user-defined>`,
		body: `<text:tracked-changes><text:changed-region xml:id="a"><text:insertion/></text:changed-region></text:tracked-changes>` +
			para(`文<text:span text:style-name="H">暗</text:span>`),
		automatic: textStyle("H", `text:display="none"`),
	}))
	want := []text.Warning{{Code: odt.WarnTracked}, {Code: odt.WarnHidden}}
	same := func(a, b text.Warning) bool { return a.Code == b.Code }
	if d.Meta != (text.Meta{Title: "防汛 总结", Author: "水利站", Unit: "青溪县水务局", Created: "2025-12-30", Modified: "2026-01-02"}) || !slices.EqualFunc(d.Warnings, want, same) || d.Format != text.FormatODT {
		t.Errorf("got %+v, %v", d.Meta, d.Warnings)
	}
	if d := read(t, packed(file{body: para("文"), raw: map[string]string{"meta.xml": "<a>"}})); d.Text != "文" {
		t.Errorf("broken meta data: %q", d.Text)
	}
}

func TestRefusals(t *testing.T) {
	small := limits.Default()
	small.TextRunes = 5
	few := limits.Default()
	few.XMLNodes = 10_000
	whole := packed(file{body: para("文")})
	content := func(s string) []byte { return packed(file{raw: map[string]string{"content.xml": s}}) }
	const start = `<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>`
	cases := []struct {
		name string
		data []byte
		lim  limits.Limits
		code message.Code
		key  message.Key
	}{
		{"cut in two", whole[:len(whole)/2], limits.Default(), message.Damaged, "file_damaged"},
		{"no content", packed(file{raw: map[string]string{"content.xml": "-"}}), limits.Default(), message.Damaged, "file_damaged"},
		{"malformed", content(start + "<text:p></office:text>"), limits.Default(), message.Damaged, "file_damaged"},
		{"malformed flat", flat(file{body: "<text:p>"}), limits.Default(), message.Damaged, "file_damaged"},
		{"no text", packed(file{body: para(" ")}), limits.Default(), message.Empty, "file_empty"},
		{"long", packed(file{body: para("一二三") + para("四五")}), small, message.TooLarge, "text_too_long"},
		{"DOCTYPE", content(`<!DOCTYPE x>` + start), limits.Default(), message.Unsupported, "xml_doctype"},
		{"DOCTYPE in the meta data", packed(file{body: para("文"), raw: map[string]string{"meta.xml": "<!DOCTYPE x><a/>"}}), limits.Default(), message.Unsupported, "xml_doctype"},
		{"password", packed(file{body: para("文"), raw: map[string]string{"META-INF/manifest.xml": `<manifest:encryption-data/>`}}), limits.Default(), message.Unsupported, "encrypted"},
		{"deep", content(start + strings.Repeat("<text:list><text:list-item>", 100_000)), limits.Default(), message.TooLarge, "xml_limit"},
		{"many elements", content(start + strings.Repeat("<text:p/>", 20_000)), few, message.TooLarge, "xml_limit"},
		{"blanks", packed(file{body: para(strings.Repeat(`<text:s text:c="999999999"/>`, 3_000))}), limits.Default(), message.TooLarge, "text_too_long"},
	}
	for _, c := range cases {
		if !odt.Is("甲.odt", c.data) {
			t.Errorf("%s: not told", c.name)
		}
		_, err := odt.Read(context.Background(), "甲.odt", c.data, c.lim)
		var e *message.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Message.Key != "error."+c.key || e.Message.Args[0] != "甲.odt" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestOthersAreNotTold(t *testing.T) {
	sheet := packed(file{raw: map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}})
	for name, data := range map[string][]byte{"a.ods": sheet, "b.odt": []byte("文字"), "c.xml": []byte("<a/>")} {
		if odt.Is(name, data) {
			t.Errorf("%s is told to be a text", name)
		}
	}
}

func FuzzFlat(f *testing.F) {
	f.Add(flat(file{body: list(`text:style-name="L"`, "甲", "乙"), automatic: listStyles}))
	f.Add(flat(file{body: heading("1", "") + `<table:table>` + row(cell(para("甲"))) + `</table:table>`, styles: outline}))
	f.Fuzz(func(t *testing.T, data []byte) {
		odt.Is("a.odt", data)
		check(t, data)
	})
}

func FuzzRead(f *testing.F) {
	f.Add(packed(file{body: para("文"), styles: outline, meta: "<dc:title>x</dc:title>"}))
	f.Fuzz(check)
}

func check(t *testing.T, data []byte) {
	d, err := odt.Read(context.Background(), "a.odt", data, limits.Default())
	if err != nil {
		if message.CodeOf(err) == message.Internal {
			t.Fatalf("internal error: %v", err)
		}
		return
	}
	doctest.Check(t, d)
}
