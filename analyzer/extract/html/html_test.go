package html_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/html"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

func read(t *testing.T, page string) *text.Document {
	t.Helper()
	doc, err := html.Read(context.Background(), "a.html", []byte(page), limits.Default())
	if err != nil {
		t.Fatalf("Read(%.80q): %v", page, err)
	}
	doctest.Check(t, doc)
	return doc
}

func TestText(t *testing.T) {
	cases := []struct{ name, page, want string }{
		{"blocks", "<html><body><h1>标题</h1><p>一段</p><div>二段<p>三段</div>四段", "标题\n一段\n二段\n三段\n四段"},
		{"inline", "<p>甲<b>乙</b><span>丙</span><a href=x>丁</a></p>", "甲乙丙丁"},
		{"line break", "<p>甲<br>乙<br/>丙</p>", "甲\n乙\n丙"},
		{"white space", "<p>  a \n  b\tc  </p>", "a b c"},
		{"line ends between hanzi", "<p>前半\n  后半，\n再 分</p>", "前半后半，再 分"},
		{"white space over tags", "<p>a <b> b</b></p><p> <i>c</i>", "a b\nc"},
		{"entities", "<p>&lt;&#x4e00;&amp;&nbsp;b</p>", "<一&\u00a0b"},
		{"dropped", "<head><title>题</title><style>p{}</style><meta charset=utf-8></head><script>var a='<p>坏</p>'</script><noscript>无</noscript><template><p>模</p></template><p>正文</p><!-- 注 -->", "正文"},
		{"head without end", "<head><title>x</title><body>正文", "正文"},
		{"nested template", "<template><template>甲</template>乙</template><p>丙", "丙"},
		{"svg", "<p>甲<svg><text>图</text></svg>乙</p><svg/>丙", "甲乙\n丙"},
		{"table", "<table><caption>表一</caption><tr><th>单位</th><th>人数</th></tr><tr><td>甲<td>3<tr><td></td><td>4</td></tr></table>后", "表一\n单位\t人数\n甲\t3\n\t4\n后"},
		{"layout table", "<table><tr><td><h2>标题</h2><p>一段</p><p>二段</p></td><td>栏</td></tr></table>", "标题\n一段\n二段\n栏"},
		{"nested table", "<table><tr><td><table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table></td></tr></table>", "甲\t乙\n丙\t丁"},
		{"lists", "<ul><li>甲</li><li>乙<ol><li>一<li value=5>五<li>六</ol></ul><ol start=3 type=a><li>丙", "甲\n乙\n1. 一\n5. 五\n6. 六\nc. 丙"},
		{"pre", "<pre>\n一\n  二\n</pre>", "一\n  二"},
		{"ruby", "<p><ruby>核<rp>(</rp><rt>hé</rt><rp>)</rp></ruby>稿", "核稿"},
		{"ends that were never begun", "</td></tr></table></ul></h1></pre><p>文</p></html></html>", "文"},
		{"rows never ended", "<table><tr><td>甲<td>乙", "甲\t乙"},
		{"table in a row without cells", "<table><tr>甲<table><tr><td>乙</table>", "甲\n乙"},
		{"office page", `<html xmlns:o="x"><body><p class=MsoNormal>一、<span lang=EN-US>2024<o:p></o:p></span>年</p>`, "一、2024年"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := read(t, c.page).Text; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	doc := read(t, "<title> 工作\n总结 </title><h3>题</h3><ol><li>项<p>续</ol><table><tr><td>格</table><p>段")
	var got []string
	for _, b := range doc.Blocks {
		got = append(got, fmt.Sprintf("%s%d[%s]", b.Kind, b.Level, b.Label.Of(doc.Text)))
	}
	want := "heading3[] list_item0[1.] paragraph0[] table_row0[] paragraph0[]"
	if strings.Join(got, " ") != want || doc.Meta.Title != "工作 总结" || doc.Format != text.FormatHTML {
		t.Errorf("got %v, title %q", got, doc.Meta.Title)
	}
}

func TestCharset(t *testing.T) {
	const page = "<html><head>%s</head><body><p>党委总结</p></body></html>"
	gb, big := simplifiedchinese.GBK.NewEncoder(), traditionalchinese.Big5.NewEncoder()
	wide := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()
	cases := []struct {
		name, meta, want, warning string
		encode                    func(string) (string, error)
	}{
		{"UTF-8", `<meta charset="utf-8">`, "党委总结", "", nil},
		{"UTF-8 that says GBK", `<meta charset=gb2312>`, "党委总结", "", nil},
		{"GBK", `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`, "党委总结", "GB18030", gb.String},
		{"GBK that says UTF-8", `<meta charset=utf-8>`, "党委总结", "GB18030", gb.String},
		{"GBK that says nothing", "", "党委总结", "GB18030", gb.String},
		{"Big5", `<meta charset="big5">`, "黨委總結", "Big5", big.String},
		{"UTF-16", `<meta charset=utf-16>`, "党委总结", "UTF-16LE", wide.String},
	}
	for _, c := range cases {
		p := strings.Replace(page, "党委总结", c.want, 1)
		p = fmt.Sprintf(p, c.meta)
		if c.encode != nil {
			var err error
			if p, err = c.encode(p); err != nil {
				t.Fatal(err)
			}
		}
		doc := read(t, p)
		warning := ""
		if len(doc.Warnings) > 0 {
			warning = doc.Warnings[0].Args[0]
		}
		if doc.Text != c.want || warning != c.warning {
			t.Errorf("%s: got %q, %v", c.name, doc.Text, doc.Warnings)
		}
	}
}

func TestIs(t *testing.T) {
	cases := []struct {
		name, data string
		want       bool
	}{
		{"a.txt", "<!DOCTYPE html><p>x", true},
		{"a.doc", "\ufeff\r\n <HTML xmlns:o=x>", true},
		{"a", "<?xml version='1.0'?><!-- x --><html>", true},
		{"a.htm", "<p>x", true},
		{"a.html", "没有标记", false},
		{"a.txt", "<p>x", false},
		{"a.txt", "一、<html>", false},
		{"a.html", "\x00\x01\x02", false},
	}
	for _, c := range cases {
		if got := html.Is(c.name, []byte(c.data)); got != c.want {
			t.Errorf("%s %q: %v", c.name, c.data, got)
		}
	}
}

func TestRefusals(t *testing.T) {
	small := limits.Default()
	small.TextRunes = 3
	cases := []struct {
		name, page string
		lim        limits.Limits
		key        message.Key
	}{
		{"empty", "<html><body><p> &nbsp;</p></body></html>", limits.Default(), "file_empty"},
		{"long", "<p>一二三四", small, "text_too_long"},
		{"long in an open cell", "<table><tr><td>一二三四", small, "text_too_long"},
		{"many tags", strings.Repeat("<b>", 2_000_000), limits.Default(), "xml_limit"},
		{"open formats", strings.Repeat("<b><i><p>", 500_000), limits.Default(), "xml_limit"},
		{"long tag", "<p " + strings.Repeat("a", 5<<20) + ">文", limits.Default(), "xml_limit"},
	}
	for _, c := range cases {
		_, err := html.Read(context.Background(), "a.html", []byte(c.page), c.lim)
		var e *message.Error
		if !errors.As(err, &e) || e.Message.Key != "error."+c.key {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// Elements that open ever deeper cost no more than others.
func TestDeepNesting(t *testing.T) {
	for _, tag := range []string{"table><tr><td", "ul><li", "div", "pre", "template"} {
		doc := read(t, "<p>文</p>"+strings.Repeat("<"+tag+">", 100_000)+"甲")
		if !strings.HasPrefix(doc.Text, "文") {
			t.Errorf("%s: got %.40q", tag, doc.Text)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"<h1>题</h1><p>段", "<table><tr><td>甲<td>乙<table>", "<ol start=2><li>项<ul>", "<pre> a\n", "<meta charset=gbk>\xd7\xdc", "<title>x", "<template><svg>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := html.Read(context.Background(), "a.html", data, limits.Default())
		if err != nil {
			return
		}
		doctest.Check(t, doc)
		// "<li>a" may draw "-2147483648. a".
		if len(doc.Text) > 16*len(data) {
			t.Fatalf("%d bytes became %d", len(data), len(doc.Text))
		}
	})
}
