package plain_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/plain"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// The short lines a detector has to get right: names, headings, phrases.
var (
	simplifiedLines = []string{
		"总结", "一、履职情况", "工作报告", "关于印发通知", "二、存在的问题", "（一）加强领导", "你好", "测试",
		"第一章", "附件：名单", "某某县人民医院", "张伟", "李娜，女", "2023年工作总结", "下一步打算",
		"一是提高认识。", "述职述廉", "党支部", "卫生院", "扎实推进", "镇党委书记 王强", "安全生产", "目录",
		"审核：", "科室：外科", "意识形态", "姓名\t单位", "abc中文", "中", "表格1", "食品", "整改台账",
		"领导小组下设办公室", "深化改革", "风清气正", "凝心聚力谱新篇", "乡村振兴", "农业农村局", "市场监督管理局",
		"《条例》", "①提高站位", "廉洁自律", "请示", "批复", "纪要", "函", "决定", "签发人：刘洋",
	}
	traditionalLines = []string{
		"總結", "一、履職情況", "工作報告", "關於印發通知", "二、存在的問題", "（一）加強領導", "你好", "測試",
		"第一章", "附件：名單", "某某縣人民醫院", "張偉", "李娜，女", "2023年工作總結", "下一步打算",
		"一是提高認識。", "黨支部", "衛生院", "安全生產", "目錄", "姓名\t單位", "abc中文", "中",
		"食品", "農業局", "市場監督", "請示", "紀要", "決定", "臺北市政府", "教育部國語辭典",
	}
)

func TestShortLines(t *testing.T) {
	cases := []struct {
		name  string
		codec encoding.Encoding
		lines []string
	}{
		{"GB18030", simplifiedchinese.GB18030, simplifiedLines},
		{"Big5", traditionalchinese.Big5, traditionalLines},
		{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), longer(simplifiedLines)},
		{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), longer(simplifiedLines)},
	}
	for _, c := range cases {
		for _, line := range c.lines {
			raw, err := c.codec.NewEncoder().Bytes([]byte(line))
			if err != nil {
				t.Fatal(err)
			}
			got, err := plain.Decode("a.txt", raw)
			if err != nil || got.Text != line {
				t.Errorf("%s: %q read as %q, %v %v", c.name, line, got.Text, got.Warnings, err)
				continue
			}
			if w := got.Warnings; len(w) != 1 || w[0].Code != plain.WarnEncoding || w[0].Args[0] != c.name {
				t.Errorf("%s: %q warns %v", c.name, line, w)
			}
		}
	}
}

// longer gives every line an end, as a file has; two hanzi without one can
// be four letters of ASCII.
func longer(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l + "\r\n"
	}
	return out
}

func TestUTF8IsUnchanged(t *testing.T) {
	const body = "一、总结\r\n\r\n\t 正文　\nlast\f\r"
	for _, in := range []string{body, "\ufeff" + body} {
		doc, err := plain.Read(context.Background(), "a.txt", []byte(in), limits.Default())
		if err != nil {
			t.Fatal(err)
		}
		if doc.Text != body || len(doc.Warnings) != 0 || len(doc.Blocks) != 3 {
			t.Errorf("got %q, %v, %v", doc.Text, doc.Warnings, doc.Blocks)
		}
		doctest.Check(t, doc)
	}
}

// Words of Latin, Greek and Cyrillic letters must not become hanzi.
func TestForeignUTF8IsUnchanged(t *testing.T) {
	for _, in := range []string{"résumé", "5×3", "a·b", "naïve Ærøskøbing", "Привет, мир", "καλημέρα", "±°§", "ÀÉÎ", "déjà vu", "Đồng", "é", "ñandú"} {
		got, err := plain.Decode("a.txt", []byte(in))
		if err != nil || got.Text != in || len(got.Warnings) > 0 {
			t.Errorf("%q became %q, %v %v", in, got.Text, got.Warnings, err)
		}
	}
}

func TestByteOrderMarks(t *testing.T) {
	const want = "标题\n正文，结尾。"
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		raw, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().Bytes([]byte(want))
		if err != nil {
			t.Fatal(err)
		}
		got, err := plain.Decode("a.txt", raw)
		if err != nil || got.Text != want {
			t.Errorf("%v: %q %v", order, got.Text, err)
		}
	}
}

func TestCutUTF8IsStillUTF8(t *testing.T) {
	whole := strings.Repeat("今年以来，我院认真落实责任制。", 3)
	for cut := 1; cut <= 2; cut++ {
		got, err := plain.Decode("a.txt", []byte(whole)[:len(whole)-cut])
		if err != nil || !strings.HasPrefix(got.Text, "今年以来，我院认真落实责任制。今年") || !strings.HasSuffix(got.Text, "\ufffd") {
			t.Errorf("cut %d: %q %v", cut, got.Text, err)
		}
		if len(got.Warnings) != 1 || got.Warnings[0].Code != plain.WarnBadCharacters {
			t.Errorf("cut %d: warnings %v", cut, got.Warnings)
		}
	}
}

func TestLongASCIIBeforeChinese(t *testing.T) {
	raw, err := simplifiedchinese.GB18030.NewEncoder().String("工作总结")
	if err != nil {
		t.Fatal(err)
	}
	for pad := range 2 {
		head := strings.Repeat("=", 300_001+pad) + "\n"
		got, err := plain.Decode("a.txt", []byte(head+raw))
		if err != nil || got.Text != head+"工作总结" {
			t.Errorf("pad %d: ends in %q, %v", pad, got.Text[len(head)-5:], err)
		}
	}
}

func TestRefusals(t *testing.T) {
	small := limits.Default()
	small.TextRunes = 3
	cases := []struct {
		name, data string
		lim        limits.Limits
		code       message.Code
		key        message.Key
	}{
		{"empty", "", limits.Default(), message.Empty, "error.file_empty"},
		{"blank", " \r\n\u3000\ufeff\t", limits.Default(), message.Empty, "error.file_empty"},
		{"zeros", strings.Repeat("\x00", 300), limits.Default(), message.Unsupported, "error.format_unknown"},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x08\x06\x00\x00\x00", limits.Default(), message.Unsupported, "error.format_unknown"},
		{"long", "一二三四", small, message.TooLarge, "error.text_too_long"},
	}
	for _, c := range cases {
		_, err := plain.Read(context.Background(), "a.txt", []byte(c.data), c.lim)
		var e *message.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Message.Key != c.key {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "一、总结\r\n正文", "\xff\xfe\x00\x4e", "\xd7\xdc\xbd\xe1", "\xc1\x60\xb5\xb2", "\xef\xbb\xbfabc", "a\x00b\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := plain.Read(context.Background(), "a.txt", data, limits.Default())
		if err != nil {
			return
		}
		doctest.Check(t, doc)
		if len(doc.Text) > 3*len(data) {
			t.Fatalf("%d bytes became %d", len(data), len(doc.Text))
		}
		for _, b := range doc.Blocks {
			if b.Kind != text.Paragraph {
				t.Fatalf("block of kind %q", b.Kind)
			}
		}
	})
}
