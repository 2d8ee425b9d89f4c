package outline

import (
	"testing"
	"unicode/utf8"
)

func TestScanNumber(t *testing.T) {
	for _, c := range []struct {
		source string
		label  string
		want   Number
	}{
		{"第一部分　主要工作", "第一部分　", Number{Chapter, 1, "部分", 1}},
		{"第二部分：主要目标", "第二部分：", Number{Chapter, 2, "部分", 1}},
		{"第三章 监督检查", "第三章 ", Number{Chapter, 3, "章", 1}},
		{"第2章 总则", "第2章 ", Number{Chapter, 2, "章", 1}},
		{"第一篇、学习", "第一篇、", Number{Chapter, 1, "篇", 1}},
		{"第二节　职责", "第二节　", Number{Section, 2, "节", 1}},
		{"第三条　各单位应当", "第三条　", Number{Article, 3, "条", 1}},
		{"第二十一条 本办法", "第二十一条 ", Number{Article, 21, "条", 1}},

		{"一、总体情况", "一、", Number{Hanzi, 1, "、", 1}},
		{"十、附则", "十、", Number{Hanzi, 10, "、", 1}},
		{"十二、附则", "十二、", Number{Hanzi, 12, "、", 1}},
		{"二十三、附则", "二十三、", Number{Hanzi, 23, "、", 1}},
		{"三. 工作", "三. ", Number{Hanzi, 3, ".", 1}},
		{"三．工作", "三．", Number{Hanzi, 3, "．", 1}},
		{"一、 工作", "一、 ", Number{Hanzi, 1, "、", 1}},
		{"一、三项重点工作", "一、", Number{Hanzi, 1, "、", 1}},
		{"一、一年来的工作", "一、", Number{Hanzi, 1, "、", 1}},
		{"二、三年行动计划", "二、", Number{Hanzi, 2, "、", 1}},
		{"一、二十大精神学习情况", "一、", Number{Hanzi, 1, "、", 1}},
		{"一、2024年工作", "一、", Number{Hanzi, 1, "、", 1}},

		{"（一）学习", "（一）", Number{ParenHanzi, 1, "（）", 1}},
		{"(十一)学习", "(十一)", Number{ParenHanzi, 11, "()", 1}},
		{"（三)学习", "（三)", Number{ParenHanzi, 3, "（)", 1}},
		{"（二）、学习", "（二）、", Number{ParenHanzi, 2, "（）", 1}},
		{"㈢学习", "㈢", Number{ParenHanzi, 3, "○", 1}},

		{"1.学习", "1.", Number{Arabic, 1, ".", 1}},
		{"12、学习", "12、", Number{Arabic, 12, "、", 1}},
		{"１．学习", "１．", Number{Arabic, 1, "．", 1}},
		{"2. 学习", "2. ", Number{Arabic, 2, ".", 1}},
		{"⒊学习", "⒊", Number{Arabic, 3, "○", 1}},
		{"1.2024年工作回顾", "1.", Number{Arabic, 1, ".", 1}},
		{"3、2023年以来的做法", "3、", Number{Arabic, 3, "、", 1}},

		{"1.1 学习", "1.1 ", Number{Dotted, 1, ".", 2}},
		{"2.3.1 学习", "2.3.1 ", Number{Dotted, 1, ".", 3}},
		{"1.2学习情况", "1.2", Number{Dotted, 2, ".", 2}},
		{"3.1、学习", "3.1、", Number{Dotted, 1, ".", 2}},

		{"（1）学习", "（1）", Number{ParenArabic, 1, "（）", 1}},
		{"(12) 学习", "(12) ", Number{ParenArabic, 12, "()", 1}},
		{"（３）学习", "（３）", Number{ParenArabic, 3, "（）", 1}},
		{"1）学习", "1）", Number{ParenArabic, 1, "）", 1}},
		{"2)学习", "2)", Number{ParenArabic, 2, ")", 1}},
		{"⑵学习", "⑵", Number{ParenArabic, 2, "○", 1}},
		{"①学习", "①", Number{Circled, 1, "○", 1}},
		{"⑫学习", "⑫", Number{Circled, 12, "○", 1}},
		{"❸学习", "❸", Number{Circled, 3, "○", 1}},

		{"一是抓学习", "一是", Number{ItemIs, 1, "是", 1}},
		{"十一是抓学习", "十一是", Number{ItemIs, 11, "是", 1}},
		{"三要抓落实", "三要", Number{ItemIs, 3, "要", 1}},
		{"第一，抓学习", "第一，", Number{ItemNth, 1, "第", 1}},
		{"第二、抓学习", "第二、", Number{ItemNth, 2, "第", 1}},
		{"第三是抓学习", "第三是", Number{ItemNth, 3, "第", 1}},
		{"首先，抓学习", "首先", Number{ItemFirst, 1, "先", 1}},
		{"其次是抓学习", "其次", Number{ItemFirst, 2, "先", 1}},
		{"再次，抓学习", "再次", Number{ItemFirst, 3, "先", 1}},
		{"最后，抓学习", "最后", Number{ItemFirst, 0, "先", 1}},
	} {
		t.Run(c.source, func(t *testing.T) {
			num, n := ScanNumber(c.source)
			if got := c.source[:n]; got != c.label || num != c.want {
				t.Errorf("got %q %+v, want %q %+v", got, num, c.label, c.want)
			}
		})
	}
}

// TestNoNumber: figures, dates, ordinals and pairs that only look so.
func TestNoNumber(t *testing.T) {
	for _, source := range []string{
		"", "学习", " 一、前面有空格", "、一",
		// amounts
		"3.5万元的经费", "1.2亿元", "20.5%", "2.5倍", "12.7公里", "1.5个百分点", "3.6亩", "99.8％", "1.5-2.0万元",
		"3.14", "120.", "100、", "2024.",
		// dates and years
		"2024.5.1", "2024年", "5.1前完成", "5月", "12.3日", "2024、2025年", "二〇二四年", "二月十日",
		// pairs of what is counted
		"一、二季度", "5、6月", "6、7、8月", "1、2号楼", "三、四级医院", "二、三线城市", "一、二期工程", "七、八次", "一、二年级学生", "三、四号楼",
		// ordinals and words
		"第三条", "第三条的规定", "第一季度", "第一时间", "第一名", "第二批", "第十次会议", "第一书记", "第",
		"一个中心", "一些问题", "二十大精神", "三会一课", "十九届四中全会", "一百二十、", "十十、", "三三、",
		"首先要抓学习", "其次的问题", "最后一公里", "再次强调",
		// brackets
		"（2024）12号", "（一", "(三方)", "（以下简称", "（61）", "()", "（）",
		// circled twenty-one and others beyond the lists
		"㉑学习", "Ⅰ、学习", "A.学习", "a）学习",
	} {
		t.Run(source, func(t *testing.T) {
			if num, n := ScanNumber(source); n != 0 {
				t.Errorf("read as %q %+v", source[:n], num)
			}
		})
	}
}

func TestEveryOrdinal(t *testing.T) {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	hanzi := func(n int) string {
		switch {
		case n < 10:
			return digits[n]
		case n < 20:
			return "十" + digits[n-10]
		}
		return digits[n/10] + "十" + digits[n%10]
	}
	for n := 1; n <= 99; n++ {
		source := hanzi(n) + "、工作"
		num, size := ScanNumber(source)
		if num.Style != Hanzi || num.Ordinal != n || size != len(source)-len("工作") {
			t.Errorf("%s: %+v, %d bytes", source, num, size)
		}
	}
}

func TestStylesAscend(t *testing.T) {
	outside := []string{"第一部分 ", "第一节 ", "第一条 ", "一、", "（一）", "1.", "1.1 ", "（1）", "①", "一是", "第一，", "首先，"}
	last := None
	for _, source := range outside {
		num, n := ScanNumber(source)
		if n == 0 || num.Style <= last {
			t.Errorf("%q is style %d after %d", source, num.Style, last)
		}
		if num.Style.IsItem() != (num.Style >= ItemIs) {
			t.Errorf("%q: item is %v", source, num.Style.IsItem())
		}
		last = num.Style
	}
}

// FuzzScanNumber: the label ends with a whole character, reading it alone
// gives the same value, and a text without a number has the zero Number.
func FuzzScanNumber(f *testing.F) {
	for _, source := range []string{"一、总", "（三）", "1.2.3 x", "第二十一条 ", "２．", "⑳", "最后，", "九十九、九"} {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		num, n := ScanNumber(source)
		if n == 0 {
			if num != (Number{}) {
				t.Fatalf("%q: no label but %+v", source, num)
			}
			return
		}
		if n < 0 || n > len(source) || n < len(source) && utf8.ValidString(source) && !utf8.RuneStart(source[n]) {
			t.Fatalf("%q: label of %d bytes", source, n)
		}
		if num.Style == None || num.Ordinal < 0 || num.Ordinal > 9999*10+9 || num.Depth < 1 || num.Form == "" {
			t.Fatalf("%q: %+v", source, num)
		}
		again, m := ScanNumber(source)
		if again != num || m != n {
			t.Fatalf("%q: read twice, %+v and %+v", source, num, again)
		}
	})
}
