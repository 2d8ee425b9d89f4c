package doc_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"hegao/analyzer/extract/doc"
	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/text"
)

func read(t *testing.T, w word) *text.Document {
	t.Helper()
	data := build(w)
	if !doc.Is("a", data) {
		t.Fatalf("not told")
	}
	d, err := doc.Read(context.Background(), "a.doc", data, limits.Default())
	if err != nil {
		t.Fatal(err)
	}
	doctest.Check(t, d)
	return d
}

// The sprms the tests use.
var (
	deleted  = []byte{0x00, 0x08, 1}
	inserted = []byte{0x01, 0x08, 1}
	vanish   = []byte{0x3c, 0x08, 1}
	special  = []byte{0x55, 0x08, 1}
	inTable  = []byte{0x16, 0x24, 1}
	rowEnd   = []byte{0x17, 0x24, 1}
)

func depth(n byte) []byte { return append(slices.Clone(inTable), 0x49, 0x66, n, 0, 0, 0) }

func in(list, level byte) []byte { return []byte{0x0b, 0x46, list, 0, 0x0a, 0x26, level} }

func symbol(code int) []byte {
	return append(slices.Clone(special), append([]byte{0x09, 0x6a, 0, 0}, le16(code)...)...)
}

// runs is a paragraph of runs.
func runs(r ...run) para { return para{runs: r} }

func cell(s string, more ...byte) para {
	return para{runs: []run{{text: s}}, mark: 7, sprms: append(slices.Clone(inTable), more...)}
}

func row() para { return para{mark: 7, sprms: append(slices.Clone(inTable), rowEnd...)} }

func TestText(t *testing.T) {
	cases := []struct {
		name string
		w    word
		want string
	}{
		{"paragraphs", word{body: []para{p("标题"), p(""), p("　"), p("　　正文。")}}, "标题\n　　正文。"},
		{"signs", word{body: []para{p("a\tb\x0bc\x0ed\x1ee\x1ff\x00g\x03")}}, "a\tb\nc\nd-efg"},
		{"beyond the plane", word{body: []para{p("𠮷野\U0001f600")}}, "𠮷野\U0001f600"},
		{"page break inside", word{body: []para{p("甲\x0c乙")}}, "甲\n乙"},
		{"end of section", word{body: []para{{runs: []run{{text: "甲"}}, mark: 0x0c}, p("乙")}}, "甲\n乙"},
		{"Windows 1252", word{narrow: []byte("caf\xe9 \x93a\x94 \x85\r")}, "café “a” …"},
		{"GBK by language", word{narrow: []byte("\xb9\xa4\xd7\xf7\xd7\xdc\xbd\xe1\r"), language: 0x0804}, "工作总结"},
		{"GBK without the language", word{narrow: []byte("\xb9\xa4\r"), language: 0x0804}, "¹¤"},
		{"field", word{body: []para{p("第\x13 PAGE \x143\x15页")}}, "第3页"},
		{"field without result", word{body: []para{p("甲\x13 TC x\x15乙")}}, "甲乙"},
		{"field in a field's code", word{body: []para{p("\x13IF \x13PAGE\x147\x15\x14结果\x15")}}, "结果"},
		{"field over paragraphs", word{body: []para{p("\x13TOC\x14一"), p("二\x15")}}, "一\n二"},
		{"field never ended", word{body: []para{p("甲\x13X"), p("乙")}}, "甲\n乙"},
		{"deleted", word{body: []para{runs(run{text: "留"}, run{"删", deleted}, run{"增", inserted})}}, "留增"},
		{"deleted end", word{body: []para{{runs: []run{{text: "前半"}}, markSprms: deleted}, p("后半")}}, "前半后半"},
		{"deleted last end", word{body: []para{p("甲"), {runs: []run{{text: "乙"}}, markSprms: deleted}}}, "甲\n乙"},
		{"large first letter", word{body: []para{p("青", 0x2c, 0x44, 0x19, 0), p("溪县"), p("甲", 0x2c, 0x44, 0, 0), p("乙")}}, "青溪县\n甲\n乙"},
		{"hidden", word{body: []para{runs(run{text: "看得见"}, run{"看不见", vanish})}}, "看得见"},
		{"hidden by style", word{
			styles: []styleDef{{kind: 1, base: 0xfff}, {kind: 2, base: 0xfff, char: vanish}},
			body:   []para{runs(run{text: "甲"}, run{"暗", []byte{0x30, 0x4a, 1, 0}}, run{"明", []byte{0x30, 0x4a, 1, 0, 0x3c, 0x08, 0x81}})},
		}, "甲明"},
		{"hidden by the paragraph's style", word{
			styles: []styleDef{{kind: 1, base: 0xfff}, {kind: 1, base: 0, char: vanish}},
			body:   []para{{runs: []run{{text: "暗"}}, style: 1}, {runs: []run{{"明", []byte{0x3c, 0x08, 0}}}, style: 1}, p("甲")},
		}, "明\n甲"},
		{"symbols", word{body: []para{runs(run{"(", symbol(0x2264)}, run{"(", symbol(0xf0fc)}, run{text: "(文)"})}}, "≤(文)"},
		{"pictures and marks of notes", word{body: []para{runs(run{text: "甲"}, run{"\x01\x08\x02", special}, run{text: "乙"})}}, "甲乙"},
		{"change by the piece", word{body: []para{p("删")}, prm: 0x42<<1 | 1<<8}, "删"},
		{"change by a list of the piece", word{body: []para{p("文")}, prc: []byte{0x40, 0x26, 0}, prm: 1}, "文"},
		{"table", word{body: []para{p("前"), cell("单位"), cell("人数"), row(), cell(""), cell("3"), row(), cell("乙"), cell(""), row(), p("后")}}, "前\n单位\t人数\n\t3\n乙\n后"},
		{"paragraphs in a cell", word{body: []para{p("一", inTable...), cell("二"), cell("三"), row()}}, "一\n二\t三"},
		{"nested table", word{body: []para{
			p("外", inTable...),
			p("甲", append(depth(2), 0x4b, 0x24, 1)...), p("乙", append(depth(2), 0x4b, 0x24, 1)...), p("", append(depth(2), 0x4b, 0x24, 1, 0x4c, 0x24, 1)...),
			cell(""), row(),
		}}, "外\n甲\t乙"},
		{"row never ended", word{body: []para{cell("甲"), cell("乙"), p("后")}}, "甲\t乙\n后"},
		{"notes and boxes come last", word{
			body: []para{runs(run{text: "正文"}, run{"\x02", special})}, footnotes: []para{p("脚注")}, headers: []para{p("页眉")},
			comments: []para{p("批注")}, endnotes: []para{p("尾注")}, boxes: []para{p("框")},
		}, "正文\n框\n脚注\n尾注"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := read(t, c.w).Text; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// gongwen is a list of 一、 （一） 1. 1.1
func gongwen() listDef {
	return listDef{levels: []levelDef{
		{1, 37, "\x00、", 0, 2, 0}, {1, 37, "（\x01）", 0, 2, 0}, {1, 0, "\x02.", 0, 0, 0}, {1, 0, "\x00.\x02.\x03", 4, 0, 0},
	}}
}

func TestNumbering(t *testing.T) {
	heading := []styleDef{{kind: 1, base: 0xfff}, {kind: 1, base: 0, para: in(1, 0)}, {kind: 1, base: 1, para: []byte{0x0a, 0x26, 1}}, {kind: 1, base: 1, para: []byte{0x0b, 0x46, 0, 0}}}
	item := func(list, level byte) para { return p("文", in(list, level)...) }
	styled := func(style int) para { return para{runs: []run{{text: "文"}}, style: style} }
	all := func(levels ...byte) (out []para) {
		for _, l := range levels {
			out = append(out, item(1, l))
		}
		return out
	}
	one := []useDef{{list: 0}}
	cases := []struct {
		name string
		w    word
		want string
	}{
		{"levels", word{lists: []listDef{gongwen()}, uses: one, body: all(0, 1, 1, 2, 3, 0, 1)}, "一、 （一） （二） 1. 1.1.1 二、 （一）"},
		{"deeper first", word{lists: []listDef{gongwen()}, uses: one, body: all(1, 0)}, "（一） 二、"},
		{"legal numbers", word{lists: []listDef{gongwen()}, uses: one, body: all(0, 0, 2, 2, 3)}, "一、 二、 1. 2. 2.2.1"},
		{"no restart", word{lists: []listDef{{levels: []levelDef{{1, 0, "\x00.", 0, 0, 0}, {1, 0, "\x01)", 8, 0, 0}}}}, uses: one, body: all(0, 1, 0, 1)}, "1. 1) 2. 2)"},
		{"two uses go on together", word{lists: []listDef{gongwen()}, uses: []useDef{{list: 0}, {list: 0}}, body: []para{item(1, 0), item(2, 0)}}, "一、 二、"},
		{"start overridden", word{lists: []listDef{gongwen()}, uses: []useDef{{list: 0}, {list: 0, starts: map[int]int{0: 5}}}, body: []para{item(1, 0), item(2, 0), item(2, 0)}}, "一、 五、 六、"},
		{"level overridden", word{lists: []listDef{gongwen()}, uses: []useDef{{list: 0, levels: map[int]levelDef{0: {3, 3, "\x00)", 0, 0, 0}}}}, body: all(0)}, "C)"},
		{"simple list", word{lists: []listDef{{levels: []levelDef{{1, 18, "\x00", 0, 2, 0}}}}, uses: one, body: all(0, 0, 1)}, "① ② -"},
		{"bullet", word{lists: []listDef{{levels: []levelDef{{1, 23, "\uf06c", 0, 0, 0}}}}, uses: one, body: all(0)}, "-"},
		{"style", word{styles: heading, lists: []listDef{gongwen()}, uses: one, body: []para{styled(1), styled(2), styled(1)}}, "一、 （一） 二、"},
		{"switched off in the style", word{styles: heading, lists: []listDef{gongwen()}, uses: one, body: []para{styled(3), styled(1)}}, "- 一、"},
		{"switched off in the paragraph", word{styles: heading, lists: []listDef{gongwen()}, uses: one, body: []para{{runs: []run{{text: "文"}}, style: 1, sprms: []byte{0x0b, 0x46, 0, 0}}}}, "-"},
		{"level tied to the style", word{
			styles: []styleDef{{kind: 1, base: 0xfff}, {kind: 1, base: 0, para: []byte{0x0b, 0x46, 1, 0}}},
			lists:  []listDef{{levels: gongwen().levels, styles: map[int]int{1: 1}}}, uses: one, body: []para{styled(1), styled(1)},
		}, "（一） （二）"},
		{"styles in a circle", word{styles: []styleDef{{kind: 1, base: 1}, {kind: 1, base: 0}}, body: []para{styled(1)}}, "-"},
		{"no such use", word{lists: []listDef{gongwen()}, uses: one, body: []para{item(9, 0)}}, "-"},
		{"no such list", word{lists: []listDef{gongwen()}, uses: []useDef{{list: 7}}, body: all(0)}, "-"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := read(t, c.w)
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

func TestSerialNumbersInATable(t *testing.T) {
	number := func() para { return cell("", in(1, 2)...) }
	d := read(t, word{lists: []listDef{gongwen()}, uses: []useDef{{list: 0}}, body: []para{number(), cell("甲"), row(), number(), cell("乙"), row()}})
	if want := "1. \t甲\n2. \t乙"; d.Text != want {
		t.Errorf("got %q, want %q", d.Text, want)
	}
}

func TestHeadings(t *testing.T) {
	styles := []styleDef{
		{kind: 1, base: 0xfff}, {kind: 1, builtin: 1, base: 0}, {kind: 1, builtin: 2, base: 0},
		{kind: 1, builtin: 0xffe, base: 0, para: []byte{0x40, 0x26, 2}}, {kind: 1, builtin: 0xffe, base: 2}, {kind: 1, builtin: 1, base: 0, para: []byte{0x40, 0x26, 9}},
	}
	cases := []struct {
		style int
		sprms []byte
		level int
	}{
		{0, nil, 0}, {1, nil, 1}, {2, nil, 2}, {3, nil, 3}, {4, nil, 2}, {5, nil, 0}, {0, []byte{0x40, 0x26, 8}, 9}, {1, []byte{0x40, 0x26, 9}, 0}, {99, nil, 0},
	}
	for _, c := range cases {
		d := read(t, word{styles: styles, body: []para{{runs: []run{{text: "文"}}, style: c.style, sprms: c.sprms}}})
		if b := d.Blocks[0]; b.Level != c.level || (b.Kind == text.Heading) != (c.level > 0) {
			t.Errorf("style %d, %x: %s of level %d, want %d", c.style, c.sprms, b.Kind, b.Level, c.level)
		}
	}
}

// Properties that are too long for a page stand in the Data stream.
func TestHugeProperties(t *testing.T) {
	data := append(make([]byte, 10), append(le16(3), 0x40, 0x26, 0)...)
	d := read(t, word{data: data, body: []para{p("文", 0x46, 0x66, 10, 0, 0, 0)}})
	if d.Blocks[0].Level != 1 {
		t.Errorf("level %d", d.Blocks[0].Level)
	}
}

func TestWarningsAndMeta(t *testing.T) {
	d := read(t, word{title: "防汛\t总结", body: []para{runs(run{text: "甲"}, run{"删", deleted}, run{"暗", vanish})}})
	want := []text.Warning{{Code: doc.WarnTracked}, {Code: doc.WarnHidden}}
	if !slices.EqualFunc(d.Warnings, want, func(a, b text.Warning) bool { return a.Code == b.Code }) || d.Meta.Title != "防汛 总结" || d.Format != text.FormatDOC {
		t.Errorf("got %v, %+v", d.Warnings, d.Meta)
	}
}

func TestMeta(t *testing.T) {
	body := []para{p("文")}
	at := func(y, m, d, h int) time.Time { return time.Date(y, time.Month(m), d, h, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name string
		w    word
		want text.Meta
	}{
		{"all", word{title: "总结", company: "青溪县水务局", created: at(2025, 12, 30, 1), saved: at(2025, 12, 31, 17), body: body}, text.Meta{Title: "总结", Unit: "青溪县水务局", Created: "2025-12-30", Modified: "2026-01-01"}},
		{"no times", word{title: "总结", body: body}, text.Meta{Title: "总结"}},
		{"only the company", word{company: "青溪县\t水务局\x00垃圾", body: body}, text.Meta{Unit: "青溪县 水务局"}},
	} {
		if got := read(t, c.w).Meta; got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}
