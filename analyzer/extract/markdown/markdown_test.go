package markdown_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/markdown"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

func read(t *testing.T, src string) *text.Document {
	t.Helper()
	doc, err := markdown.Read(context.Background(), "a.md", []byte(src), limits.Default())
	if err != nil {
		t.Fatalf("Read(%.80q): %v", src, err)
	}
	doctest.Check(t, doc)
	return doc
}

func TestText(t *testing.T) {
	cases := []struct{ name, src, want string }{
		{"headings", "# 标题\n\n二级\n---\n\n### 三级 ###\n", "标题\n二级\n三级"},
		{"line breaks stay", "一、概况\r\n今年以来\r\n\r\n二、问题", "一、概况\n今年以来\n二、问题"},
		{"inline", "**加粗** *斜* ~~删~~ `a*b` [链接](http://x) ![图](y.png) <http://z.cn>", "加粗 斜 删 a*b 链接 图 http://z.cn"},
		{"escapes and entities", `\*不斜\* &lt;&#19968;&amp; \&amp; 1\. 甲`, "*不斜* <一& &amp; 1. 甲"},
		{"lists", "- 甲\n- 乙\n  1. 一\n  2. 二\n\n3) 丙\n4) 丁\n", "甲\n乙\n1. 一\n2. 二\n3) 丙\n4) 丁"},
		{"item of two paragraphs", "1. 甲\n\n   续\n2. 乙", "1. 甲\n续\n2. 乙"},
		{"quotation", "> 引文\n> > 再引\n", "引文\n再引"},
		{"code", "```go\na := 1\n\n\tb\n```\n\n    缩进\n", "a := 1\n\n\tb\n缩进"},
		{"table", "|单位|人数|\n|--|--:|\n|甲|**3**|\n||4|\n", "单位\t人数\n甲\t3\n\t4"},
		{"tasks", "- [x] 做完\n- [ ] 没做", "做完\n没做"},
		{"footnotes", "正文[^1]。\n\n[^1]: 资料来源", "正文。\n资料来源"},
		{"rule", "甲\n\n***\n\n乙", "甲\n乙"},
		{"HTML", "<div>\n<b>甲</b>&lt;\n</div>\n\n乙<br>丙<span>丁</span>\n\n<script>\n坏\n</script>\n", "甲<\n乙\n丙丁"},
		{"blanks to fill in", "姓名：________\n\n场次：***", "姓名：________\n场次：***"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := read(t, c.src).Text; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	doc := read(t, "## 题\n1. 项\n\n   续\n- 点\n\n段\n\n|a|b|\n|-|-|\n")
	var got []string
	for _, b := range doc.Blocks {
		got = append(got, fmt.Sprintf("%s%d[%s]", b.Kind, b.Level, b.Label.Of(doc.Text)))
	}
	want := "heading2[] list_item0[1.] paragraph0[] list_item0[] paragraph0[] table_row0[]"
	if strings.Join(got, " ") != want || doc.Format != text.FormatMarkdown {
		t.Errorf("got %v", got)
	}
}

func TestEncoding(t *testing.T) {
	raw, err := simplifiedchinese.GBK.NewEncoder().String("# 总结\n\n正文。")
	if err != nil {
		t.Fatal(err)
	}
	if doc := read(t, raw); doc.Text != "总结\n正文。" || len(doc.Warnings) != 1 {
		t.Errorf("got %q, %v", doc.Text, doc.Warnings)
	}
}

func TestIs(t *testing.T) {
	for name, want := range map[string]bool{"a.md": true, "b/A.Markdown": true, "a.txt": false, "md": false} {
		if got := markdown.Is(name, []byte("# 题")); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if markdown.Is("a.md", []byte{0, 1, 2, 3}) {
		t.Error("binary taken for Markdown")
	}
}

// The shapes on which the parser's time grows with the square of their size
// must be refused before they reach it.
func TestDenseMarkupIsRefused(t *testing.T) {
	const n = 50_000
	var list strings.Builder
	for i := range 1500 {
		list.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	cases := map[string]string{
		"quotations":  strings.Repeat(">", n) + "a",
		"lists":       strings.Repeat("- ", n) + "a",
		"deep list":   list.String(),
		"brackets":    strings.Repeat("[", n) + strings.Repeat("]", n),
		"links":       strings.Repeat("[a](", n),
		"stars":       strings.Repeat("*a_", n),
		"references":  strings.Repeat("[a]: b\n", n),
		"tags":        strings.Repeat("<a", n),
		"wide table":  strings.Repeat("|a", n) + "\n" + strings.Repeat("|-", n) + "\n",
		"large table": strings.Repeat("|a", 2000) + "\n" + strings.Repeat("|-", 2000) + "\n" + strings.Repeat("|a\n", 2000),
	}
	for name, src := range cases {
		_, err := markdown.Read(context.Background(), "a.md", []byte(src), limits.Default())
		var e *message.Error
		if !errors.As(err, &e) || e.Message.Key != "error.xml_limit" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What people write must not be refused, however long.
func TestLongReportsAreRead(t *testing.T) {
	cases := map[string]string{
		"paragraphs": strings.Repeat("一、**工作**开展情况\n\n今年以来，[我院](x)认真落实`责任制`。\n\n", 10_000),
		"one list":   strings.Repeat("- 一是*提高*认识；\n", 4_000),
		"table":      "|a|b|c|d|\n|-|-|-|-|\n" + strings.Repeat("|甲|乙|丙|丁|\n", 5_000),
		"rules":      strings.Repeat(strings.Repeat("-", 3000)+"\n\n文\n\n"+strings.Repeat("* ", 900)+"\n", 50),
		"stars":      strings.Repeat(strings.Repeat("*", 300)+"标题\n\n", 50),
		"numbers":    strings.Repeat("2024.11.22) 1234567890 - 5\n", 2000) + strings.Repeat("\n文", 50),
	}
	for name, src := range cases {
		if doc := read(t, src); len(doc.Blocks) < 2 {
			t.Errorf("%s: %d blocks", name, len(doc.Blocks))
		}
	}
}

func TestTooLong(t *testing.T) {
	small := limits.Default()
	small.TextRunes = 4
	for _, src := range []string{"一二三四五", strings.Repeat("#", 9)} {
		_, err := markdown.Read(context.Background(), "a.md", []byte(src), small)
		var e *message.Error
		if !errors.As(err, &e) || e.Message.Key != "error.text_too_long" {
			t.Errorf("%q: %v", src, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"# 题\n\n段", "1. 甲\n   - 乙", "|a|b|\n|-|-|\n|c|", "[^1]\n\n[^1]: 注", "<b>x</b>\n```\nx", "> - 1) *a* `b` \\* &amp;", "- [x] a"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := markdown.Read(context.Background(), "a.md", data, limits.Default())
		if err != nil {
			return
		}
		doctest.Check(t, doc)
		// A list item may draw its number, a table fill up its rows.
		if len(doc.Text) > 16*len(data)+len(data)*len(data) {
			t.Fatalf("%d bytes became %d", len(data), len(doc.Text))
		}
	})
}
