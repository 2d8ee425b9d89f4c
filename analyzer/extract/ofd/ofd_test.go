package ofd_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/ofd"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// file is what a test says of a document: the XML inside the Content of its
// pages, and of its templates, which lie under all pages.
type file struct {
	pages, templates []string
	info             string
	// raw replaces or adds whole parts; "-" leaves one out.
	raw map[string]string
}

func build(f file) []byte {
	const ns = ` xmlns:ofd="http://www.ofdspec.org/2016"`
	under := ""
	common := ""
	parts := map[string]string{
		"OFD.xml": `<ofd:OFD` + ns + `><ofd:DocBody><ofd:DocInfo>` + f.info + `</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
	}
	for i, t := range f.templates {
		common += fmt.Sprintf(`<ofd:TemplatePage ID="t%d" BaseLoc="Tpls/Tpl_%d/Content.xml"/>`, i, i)
		under += fmt.Sprintf(`<ofd:Template TemplateID="t%d"/>`, i)
		parts[fmt.Sprintf("Doc_0/Tpls/Tpl_%d/Content.xml", i)] = `<ofd:Page` + ns + `><ofd:Content><ofd:Layer>` + t + `</ofd:Layer></ofd:Content></ofd:Page>`
	}
	list := ""
	for i, p := range f.pages {
		list += fmt.Sprintf(`<ofd:Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>`, i, i)
		parts[fmt.Sprintf("Doc_0/Pages/Page_%d/Content.xml", i)] = `<ofd:Page` + ns + `>` + under + `<ofd:Content><ofd:Layer>` + p + `</ofd:Layer></ofd:Content></ofd:Page>`
	}
	parts["Doc_0/Document.xml"] = `<ofd:Document` + ns + `><ofd:CommonData>` + common + `</ofd:CommonData><ofd:Pages>` + list + `</ofd:Pages></ofd:Document>`
	for name, content := range f.raw {
		parts[name] = content
	}
	names := make([]string, 0, len(parts))
	for name := range parts {
		names = append(names, name)
	}
	slices.Sort(names)
	slices.Reverse(names) // OFD.xml first
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range names {
		if parts[name] == "-" {
			continue
		}
		w, err := z.Create(name)
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

// at is text of size 5 that begins at x, y; hanzi are 5 apart.
func at(x, y float64, s string) string {
	return object(x, y, fmt.Sprintf(`<ofd:TextCode X="0" Y="5" DeltaX="g %d 5">%s</ofd:TextCode>`, len([]rune(s)), s))
}

func object(x, y float64, code string, attrs ...string) string {
	return fmt.Sprintf(`<ofd:TextObject Boundary="%g %g 150 7" Size="5" %s>%s</ofd:TextObject>`, x, y, strings.Join(attrs, " "), code)
}

// lines are lines of running text: one that begins with a blank is indented
// by two characters. Eight characters fill a line.
func lines(y float64, all ...string) string {
	out := ""
	for i, s := range all {
		x := 30.0
		if rest, ok := strings.CutPrefix(s, " "); ok {
			x, s = x+10, rest
		}
		out += at(x, y+8*float64(i), s)
	}
	return out
}

const picture = `<ofd:ImageObject ResourceID="1"/>`

func read(t *testing.T, data []byte) *text.Document {
	t.Helper()
	if !ofd.Is("a", data) {
		t.Fatal("not told")
	}
	d, err := ofd.Read(context.Background(), "a.ofd", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	doctest.Check(t, d)
	return d
}

func TestLines(t *testing.T) {
	cases := []struct{ name, page, want string }{
		{"from top to bottom", at(30, 60, "下") + at(30, 40, "上"), "上\n下"},
		{"from left to right", at(45, 40, "丁丙") + at(35, 40, "甲乙"), "甲乙丁丙"},
		{"parts far apart", at(30, 40, "甲") + at(80, 40, "乙"), "甲\t乙"},
		{"words", at(30, 40, "ab") + at(42, 40.5, "cd"), "ab cd"},
		{"spaces at the ends", at(30, 40, "　　正文　 "), "正文"},
		{"drawn twice", at(30, 40, "粗体") + at(30.3, 40.1, "粗体"), "粗体"},
		{"the same word again", at(30, 40, "好") + at(35, 40, "好"), "好好"},
		{"deltas one by one", object(30, 40, `<ofd:TextCode X="0" Y="5" DeltaX="5 5">一二三</ofd:TextCode>`), "一二三"},
		{"wrapped by deltas", object(30, 40, `<ofd:TextCode X="0" Y="5" DeltaX="g 1 5 -5 g 1 5" DeltaY="g 1 0 8 g 1 0">一二三四</ofd:TextCode>`), "一二\n三四"},
		{"too many deltas", object(30, 40, `<ofd:TextCode X="0" Y="5" DeltaX="g 99999999 5">一二</ofd:TextCode>`), "一二"},
		{"too few deltas", object(30, 40, `<ofd:TextCode X="0" Y="5" DeltaX="x">一二</ofd:TextCode>`), "一二"},
		{"second code of an object", object(30, 40, `<ofd:TextCode X="0" Y="5">甲</ofd:TextCode><ofd:TextCode Y="15">乙</ofd:TextCode>`), "甲\n乙"},
		{"written downwards", object(30, 40, `<ofd:TextCode X="0" Y="5" DeltaY="g 3 5">购买方名</ofd:TextCode>`) + at(60, 48, "旁"), "购买方名\n旁"},
		{"scaled", object(30, 60, `<ofd:TextCode X="0" Y="12" DeltaX="10">下行</ofd:TextCode>`, `CTM="0.5 0 0 0.5 0 0"`) + at(30, 50, "上"), "上\n下行"},
		{"blocks", `<ofd:PageBlock><ofd:PageBlock>` + at(30, 40, "文") + `</ofd:PageBlock></ofd:PageBlock>`, "文"},
		{"not to be seen", at(30, 40, "文") + object(30, 60, `<ofd:TextCode X="0" Y="5">暗</ofd:TextCode>`, `Visible="false"`), "文"},
		{"glyphs instead of characters", object(30, 40, `<ofd:CGTransform CodePosition="0"><ofd:Glyphs>1 2</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="5" DeltaX="5">一二</ofd:TextCode>`), "一二"},
		{"no place at all", `<ofd:TextObject><ofd:TextCode>文</ofd:TextCode></ofd:TextObject>`, "文"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := read(t, build(file{pages: []string{c.page}})).Text; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestParagraphs(t *testing.T) {
	head := func(n int) string {
		return at(80, 10, "某镇简报") + at(95, 280, fmt.Sprintf("－%d－", n))
	}
	long := lines(40, " 一二三四五六", "七八九十甲乙丙丁", "戊己庚。", " 子丑寅卯辰巳", "午未申酉戌亥天地")
	cases := []struct {
		name  string
		pages []string
		want  string
	}{
		{"joined", []string{long}, "一二三四五六七八九十甲乙丙丁戊己庚。\n子丑寅卯辰巳午未申酉戌亥天地"},
		{"indent begins a paragraph", []string{lines(40, "一二三四五六七八", " 子丑寅卯辰巳", "午未")}, "一二三四五六七八\n子丑寅卯辰巳午未"},
		{"number begins a paragraph", []string{lines(40, "一二三四五六七。", "二、子丑寅卯辰巳", "午未")}, "一二三四五六七。\n二、子丑寅卯辰巳午未"},
		{"over pages", []string{head(1) + long, head(2) + lines(40, "玄黄宇宙洪荒日月", "盈昃。", " 辰宿列张", "寒来。"), head(3) + lines(40, " 秋收冬藏", "闰余。", "成岁。", "律吕。")},
			"一二三四五六七八九十甲乙丙丁戊己庚。\n子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃。\n辰宿列张\n寒来。\n秋收冬藏\n闰余。\n成岁。\n律吕。"},
		{"page number of two pages", []string{lines(40, "一二。") + at(100, 280, "1"), lines(40, "三四。") + at(100, 280, "2")}, "一二。\n三四。"},
		{"figures in the text stay", []string{lines(40, "二〇二四", "12", "三四")}, "二〇二四\n12\n三四"},
		{"pages alike are no heads", []string{lines(40, "同样的话", "再说一遍"), lines(40, "同样的话", "再说一遍")}, "同样的话\n再说一遍\n同样的话\n再说一遍"},
		{"other size", []string{lines(40, "一二三四五六七八") + strings.Replace(at(30, 48, "小字"), `Size="5"`, `Size="3"`, 1)}, "一二三四五六七八\n小字"},
		{"far below", []string{lines(40, "一二三四五六七八", "子丑寅卯辰巳午未") + at(30, 90, "落款")}, "一二三四五六七八子丑寅卯辰巳午未\n落款"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := read(t, build(file{pages: c.pages})).Text; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTableRows(t *testing.T) {
	d := read(t, build(file{pages: []string{at(30, 40, "单位") + at(90, 40, "人数") + at(30, 48, "甲") + at(90, 48, "三")}}))
	if d.Text != "单位\t人数\n甲\t三" || d.Blocks[0].Kind != text.TableRow {
		t.Errorf("got %q, %v", d.Text, d.Blocks)
	}
}

func TestTemplatesAreReadOnce(t *testing.T) {
	d := read(t, build(file{templates: []string{at(30, 20, "红头文件")}, pages: []string{at(30, 40, "正文。"), at(30, 40, "次页。")}}))
	if d.Text != "红头文件\n正文。\n次页。" {
		t.Errorf("got %q", d.Text)
	}
}

func TestPlacesOfParts(t *testing.T) {
	page := `<Page><Content><Layer>` + at(30, 40, "文") + `</Layer></Content></Page>`
	page = strings.ReplaceAll(page, "ofd:", "")
	for name, loc := range map[string]string{"from the root": "/Other/p.xml", "from the root without a slash": "Other/p.xml", "upwards": "../Other/p.xml", "backslashes": `\Other\P.XML`} {
		d := read(t, build(file{raw: map[string]string{
			"Other/p.xml":        page,
			"Doc_0/Document.xml": `<Document><Pages><Page ID="1" BaseLoc="` + loc + `"/><Page ID="2" BaseLoc="missing.xml"/></Pages></Document>`,
		}}))
		if d.Text != "文" {
			t.Errorf("%s: got %q", name, d.Text)
		}
	}
}

func TestMetaAndWarnings(t *testing.T) {
	d := read(t, build(file{info: `<ofd:Title>防汛总结</ofd:Title><ofd:Author>水利站</ofd:Author><ofd:CreationDate>2025-12-30</ofd:CreationDate><ofd:ModDate>2026-01-02</ofd:ModDate><ofd:CustomDatas><ofd:CustomData Name="a">b</ofd:CustomData></ofd:CustomDatas>`, pages: []string{object(1, 1, `<ofd:TextCode>暗</ofd:TextCode>`, `Visible="false"`) + at(30, 40, "文")}}))
	if d.Meta != (text.Meta{Title: "防汛总结", Author: "水利站", Created: "2025-12-30", Modified: "2026-01-02"}) || d.Format != text.FormatOFD || len(d.Warnings) != 1 || d.Warnings[0].Code != ofd.WarnHidden {
		t.Errorf("got %+v, %v", d.Meta, d.Warnings)
	}
}

func TestScans(t *testing.T) {
	words := lines(40, strings.Repeat("文字", 20), strings.Repeat("多字", 20))
	cases := []struct {
		name   string
		pages  []string
		noText bool
		code   text.WarningCode
	}{
		{"pictures only", []string{picture, picture}, true, ofd.WarnScanned},
		{"a stamp of text", []string{picture + at(30, 40, "扫描件")}, true, ofd.WarnScanned},
		{"one page among others", []string{words, words, picture}, false, ofd.WarnScannedPages},
		{"text with a picture", []string{words + picture}, false, ""},
	}
	for _, c := range cases {
		d, err := ofd.Read(context.Background(), "a.ofd", build(file{pages: c.pages}), limits.Default())
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var code text.WarningCode
		if len(d.Warnings) > 0 {
			code = d.Warnings[0].Code
		}
		if d.NoText != c.noText || code != c.code {
			t.Errorf("%s: got %v, %v", c.name, d.NoText, d.Warnings)
		}
	}
}

func TestRefusals(t *testing.T) {
	small, few := limits.Default(), limits.Default()
	small.TextRunes, few.Pages = 5, 2
	whole := build(file{pages: []string{at(30, 40, "文")}})
	page := func(s string) []byte { return build(file{pages: []string{s}}) }
	cases := []struct {
		name string
		data []byte
		lim  limits.Limits
		code message.Code
		key  message.Key
	}{
		{"cut in two", whole[:len(whole)/2], limits.Default(), message.Damaged, "file_damaged"},
		{"no document", build(file{raw: map[string]string{"Doc_0/Document.xml": "-"}}), limits.Default(), message.Damaged, "file_damaged"},
		{"no root of a document", build(file{raw: map[string]string{"OFD.xml": "<OFD/>"}}), limits.Default(), message.Damaged, "file_damaged"},
		{"malformed", page("<ofd:TextObject>"), limits.Default(), message.Damaged, "file_damaged"},
		{"password", build(file{raw: map[string]string{"Encryptions.xml": "<a/>"}}), limits.Default(), message.Unsupported, "encrypted"},
		{"no text", page(`<ofd:PathObject/>`), limits.Default(), message.Empty, "file_empty"},
		{"no pages", build(file{}), limits.Default(), message.Empty, "file_empty"},
		{"long", page(at(30, 40, "一二三四五六")), small, message.TooLarge, "text_too_long"},
		{"many pages", build(file{pages: []string{at(1, 1, "一"), "", ""}}), few, message.TooLarge, "pdf_pages"},
		{"DOCTYPE", build(file{raw: map[string]string{"OFD.xml": "<!DOCTYPE x><OFD/>"}}), limits.Default(), message.Unsupported, "xml_doctype"},
		{"deep", page(strings.Repeat("<ofd:PageBlock>", 100_000)), limits.Default(), message.TooLarge, "xml_limit"},
	}
	for _, c := range cases {
		if !ofd.Is("甲.ofd", c.data) {
			t.Errorf("%s: not told", c.name)
		}
		_, err := ofd.Read(context.Background(), "甲.ofd", c.data, c.lim)
		var e *message.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Message.Key != "error."+c.key || e.Message.Args[0] != "甲.ofd" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// One page of very many lines must be refused, or read, with little memory.
func TestBombs(t *testing.T) {
	long := strings.Repeat("字", 1_000_000)
	cases := []struct{ name, page, key string }{
		{"a line for every character", object(1, 1, `<ofd:TextCode X="0" Y="0" DeltaX="g 9999999 -5" DeltaY="g 9999999 8">`+long+`</ofd:TextCode>`), "xml_limit"},
		{"one long line", object(1, 1, `<ofd:TextCode X="0" Y="0" DeltaX="g 9999999 5">`+long+`</ofd:TextCode>`), ""},
		{"numbers beyond all bounds", object(1, 1, `<ofd:TextCode X="1e308" Y="NaN" DeltaX="1e400 -Inf">一二三</ofd:TextCode>`), ""},
	}
	for _, c := range cases {
		data := build(file{pages: []string{c.page}})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := ofd.Read(context.Background(), "a.ofd", data, limits.Default())
		runtime.ReadMemStats(&after)
		var e *message.Error
		if c.key == "" && err != nil || c.key != "" && (!errors.As(err, &e) || e.Message.Key != message.Key("error."+c.key)) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.key)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 400<<20 {
			t.Errorf("%s: %d MB allocated", c.name, used>>20)
		}
	}
}

// What repeats on pages and is text all the same: the head of a list that goes
// on, its rows, and the first words of attachments.
func TestTextThatRepeatsStays(t *testing.T) {
	list := func(n int) string {
		out := at(30, 40, "巡查清单") + at(30, 48, "单位水务局") + at(30, 56, "序号次数")
		for i := range 5 {
			out += at(30, 64+8*float64(i), fmt.Sprintf("第%d次巡查", 5*n+i+1))
		}
		return out
	}
	attachment := func(n int) string {
		return at(30, 10, fmt.Sprintf("附件%d", n)) + lines(40, strings.Repeat("一", n)+"甲。", "乙丙。", "丁戊。")
	}
	for name, pages := range map[string][]string{
		"a list":      {list(0), list(1), list(2), list(3)},
		"attachments": {attachment(1), attachment(2), attachment(3)},
	} {
		got := read(t, build(file{pages: pages})).Text
		for i, page := range pages {
			for _, want := range textCode.FindAllStringSubmatch(page, -1) {
				if strings.Count(got, want[1]) < strings.Count(strings.Join(pages, ""), ">"+want[1]+"<") {
					t.Errorf("%s: %q of page %d is lost in\n%s", name, want[1], i+1, got)
				}
			}
		}
	}
}

var textCode = regexp.MustCompile(`<ofd:TextCode[^>]*>([^<]*)<`)

func TestOthersAreNotTold(t *testing.T) {
	for name, data := range map[string][]byte{"a.ofd": []byte("文字"), "b.ofd": build(file{raw: map[string]string{"OFD.xml": "-"}})} {
		if ofd.Is(name, data) {
			t.Errorf("%s is told to be an OFD", name)
		}
	}
}

// FuzzPage varies what is drawn on a page.
func FuzzPage(f *testing.F) {
	f.Add(lines(40, " 一二三四五六", "七八九十甲乙丙丁"))
	f.Add(object(30, 40, `<ofd:TextCode X="0" Y="5" DeltaX="g 1 5 -5" DeltaY="g 1 0 8">一二三</ofd:TextCode>`, `CTM="0.5 0 0 0.5 0 0"`))
	f.Add(picture)
	f.Fuzz(func(t *testing.T, page string) { check(t, build(file{pages: []string{page, page}})) })
}

// FuzzRead varies the bytes of the file.
func FuzzRead(f *testing.F) {
	f.Add(build(file{pages: []string{at(30, 40, "文")}, templates: []string{at(30, 20, "头")}}))
	f.Fuzz(check)
}

func check(t *testing.T, data []byte) {
	ofd.Is("a.ofd", data)
	d, err := ofd.Read(context.Background(), "a.ofd", data, limits.Default())
	if err != nil {
		if message.CodeOf(err) == message.Internal {
			t.Fatalf("internal error: %v", err)
		}
		return
	}
	if len(d.Blocks) > 0 || !d.NoText {
		doctest.Check(t, d)
	}
}
