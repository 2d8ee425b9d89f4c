package outline

import (
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/text"
)

// wantApart holds what Split promises: parts and residue lie inside the text,
// ascend and are apart; titles begin their part.
func wantApart(t testing.TB, d *text.Document, parts []Part, residue []Residue) {
	t.Helper()
	var all []text.Span
	for i, p := range parts {
		if p.Span.Empty() || p.Span.Start < 0 || p.Span.End > len(d.Text) {
			t.Fatalf("part %d %v of %d bytes", i, p.Span, len(d.Text))
		}
		if i > 0 && p.Span.Start < parts[i-1].Span.End {
			t.Fatalf("part %d %v after %v", i, p.Span, parts[i-1].Span)
		}
		if !p.Title.Empty() && (p.Title.Start != p.Span.Start || p.Title.End > p.Span.End) {
			t.Fatalf("part %d %v with title %v", i, p.Span, p.Title)
		}
		all = append(all, p.Span)
	}
	for i, r := range residue {
		if r.Span.Empty() || r.Span.Start < 0 || r.Span.End > len(d.Text) || r.Kind == "" {
			t.Fatalf("residue %d %+v of %d bytes", i, r, len(d.Text))
		}
		if i > 0 && r.Span.Start < residue[i-1].Span.End {
			t.Fatalf("residue %d %v after %v", i, r.Span, residue[i-1].Span)
		}
	}
	if len(parts) > 0 {
		wantNothingLost(t, d, all, residue)
	}
}

// wantNothingLost: every block belongs to a part or is residue, or is a part
// marker with the first line of a part behind it.
func wantNothingLost(t testing.TB, d *text.Document, parts []text.Span, residue []Residue) {
	t.Helper()
	for _, b := range d.Blocks {
		rest := b.Span
		out := slices.ContainsFunc(residue, func(r Residue) bool {
			if r.Kind == PartMarker && r.Span.Start == b.Start {
				rest = text.Trim(d.Text, text.Span{Start: r.Span.End, End: b.End})
			}
			return r.Span == b.Span
		})
		in := slices.ContainsFunc(parts, func(p text.Span) bool { return p.Contains(rest) })
		if !in && !out {
			t.Fatalf("%q is in no part and no residue", b.Of(d.Text))
		}
	}
}

// firstWords lists the parts by their first n characters.
func firstWords(d *text.Document, parts []Part, n int) []string {
	var first []string
	for _, p := range parts {
		runes := []rune(p.Span.Of(d.Text))
		first = append(first, string(runes[:min(n, len(runes))]))
	}
	return first
}

func TestCompendium(t *testing.T) {
	labels := readCompendiumLabels(t)
	plain := sample(t, "compendium.txt")
	for _, c := range []struct {
		name string
		d    *text.Document
	}{
		{"as it is", plain},
		{"lines end in CRLF", typed(strings.ReplaceAll(plain.Text, "\n", "\r\n"))},
		{"no empty lines", typed(strings.ReplaceAll(plain.Text, "\n\n", "\n"))},
		{"indented", typed(strings.ReplaceAll(plain.Text, "\n\n", "\n\n　　"))},
	} {
		t.Run(c.name, func(t *testing.T) {
			parts, residue := Split(c.d)
			wantApart(t, c.d, parts, residue)
			if len(parts) != len(labels.Reports) {
				t.Fatalf("%d parts, want %d: %q", len(parts), len(labels.Reports), firstWords(c.d, parts, 15))
			}
			for i, want := range labels.Reports {
				if got := parts[i].Span.Of(c.d.Text); !strings.HasPrefix(got, want.First) {
					t.Errorf("part %d begins with %.45q, want %q", i+1, got, want.First)
				}
				if got := parts[i].Title.Of(c.d.Text); got != want.Title {
					t.Errorf("part %d has the title %q, want %q", i+1, got, want.Title)
				}
			}
			for _, want := range labels.Residue {
				if !slices.ContainsFunc(residue, func(r Residue) bool { return strings.HasPrefix(r.Span.Of(c.d.Text), want) }) {
					t.Errorf("%q is no residue", want)
				}
			}
			if len(residue) != len(labels.Residue) {
				t.Errorf("%d lines of residue, want %d", len(residue), len(labels.Residue))
			}
		})
	}
}

// TestSamplesAreOne: a report is one report.
func TestSamplesAreOne(t *testing.T) {
	for _, name := range sampleNames(t) {
		plain := sample(t, name)
		for _, d := range []*text.Document{plain, typed(strings.ReplaceAll(plain.Text, "\n", "\r\n"))} {
			parts, residue := Split(d)
			wantApart(t, d, parts, residue)
			if len(parts) != 1 {
				t.Errorf("%s is %d reports: %q", name, len(parts), firstWords(d, parts, 15))
			}
			if len(residue) > 0 {
				t.Errorf("%s has residue: %q", name, residue[0].Span.Of(d.Text))
			}
		}
	}
}

// TestTwoSamplesAreTwo puts pairs of whole reports into one file.
func TestTwoSamplesAreTwo(t *testing.T) {
	names := sampleNames(t)
	for i, a := range names {
		b := names[(i+7)%len(names)]
		first, second := strings.TrimSpace(sample(t, a).Text), strings.TrimSpace(sample(t, b).Text)
		d := typed(first + "\n\n" + second + "\n")
		parts, residue := Split(d)
		wantApart(t, d, parts, residue)
		if len(parts) != 2 || parts[1].Span.Start != len(first)+2 {
			t.Errorf("%s and %s: %q", a, b, firstWords(d, parts, 15))
		}
	}
}

func TestSplit(t *testing.T) {
	body := filler(200)
	report := func(opening string, heads ...string) string {
		lines := []string{opening}
		for _, h := range heads {
			lines = append(lines, h, body)
		}
		return strings.Join(lines, "\n")
	}
	const opening = "2024年，我镇在县交通局的指导下认真做好农村公路养护工作，现将有关情况汇报如下："
	for _, c := range []struct {
		name, source string
		first        []string // first words of each part
	}{
		{"one report", report("养路工作总结\n"+opening, "一、做法", "二、问题", "三、下一步打算"), []string{"养路工作总结"}},
		{"two with titles", report("养路工作总结\n"+opening, "一、做法", "二、问题") + "\n" + report("汛期工作总结\n"+opening, "一、做法", "二、问题"),
			[]string{"养路工作总结", "汛期工作总结"}},
		{"two without titles", report(opening, "一、做法", "二、问题", "三、下一步打算") + "\n" + report("今年以来，松园社区把垃圾分类当成一件家务事来办。"+body, "一、做法", "二、问题"),
			[]string{"2024年", "今年以来"}},
		{"an introduction that begins like no other, after a closing paragraph",
			report(opening, "一、做法", "二、问题") + "\n总之，我们要把每一条路都修到家门口，让养路工作再上新台阶。\n垃圾桶摆在哪里，松园社区的住户各有各的说法，有人嫌远，有人嫌臭，吵了大半年才定下来。\n一、桶的位置\n" + body + "\n二、清运的时辰\n" + body,
			[]string{"2024年", "垃圾桶摆在哪里"}},
		{"a closing paragraph in front of nothing new",
			report(opening, "一、做法", "二、问题") + "\n总之，我们要把每一条路都修到家门口，让养路工作再上新台阶。\n这件事办成了，镇里的人出门不再踩泥，拉菜的车也能开到地头。",
			[]string{"2024年"}},
		{"the unit's name above the second title", report("养路工作总结\n"+opening, "一、做法", "二、问题") + "\n2024年12月3日\n松园社区\n2024年工作总结\n" + report(opening, "一、做法", "二、问题"),
			[]string{"养路工作总结", "松园社区"}},
		{"a signature above the second title", report("养路工作总结\n"+opening, "一、做法", "二、问题") + "\n松园社区\n2024年12月3日\n汛期工作总结\n" + report(opening, "一、做法", "二、问题"),
			[]string{"养路工作总结", "汛期工作总结"}},
		{"part markers", "篇一：\n" + report(opening, "一、做法", "二、问题") + "\n篇二：\n" + report(opening, "一、做法", "二、问题"),
			[]string{"2024年", "2024年"}},
		{"part markers with titles", "【篇一】养路工作总结\n" + report(opening, "一、做法", "二、问题") + "\n【篇二】汛期工作总结\n" + report(opening, "一、做法", "二、问题"),
			[]string{"养路工作总结", "汛期工作总结"}},
		{"levels that restart inside one report", report("养路工作总结\n"+opening, "一、做法", "（一）修", "（二）补", "二、问题", "（一）人", "（二）钱", "三、打算"), []string{"养路工作总结"}},
		{"arabic numbers that restart under each heading", report("养路工作总结\n"+opening, "一、做法", "1.修", "2.补", "二、问题", "1.人", "2.钱", "三、打算"), []string{"养路工作总结"}},
		{"parts that hold 一、", report("养路工作总结\n"+opening, "第一部分　主要工作", "一、修", "二、补", "第二部分　打算", "一、修", "二、补"), []string{"养路工作总结"}},
		{"a list of 一是 twice", "养路工作总结\n" + opening + "\n一、做法\n一是早。" + body + "\n二是快。" + body + "\n二、问题\n一是人。" + body + "\n二是钱。" + body, []string{"养路工作总结"}},
		{"unnumbered", "养路工作总结\n" + opening + "\n" + body + "\n" + body + "\n" + body, []string{"养路工作总结"}},
		{"the regulation's articles", "农村公路养护管理办法\n第一章　总则\n第一条　为了加强养护，制定本办法。" + body + "\n第二条　镇政府履行下列职责：\n（一）拟订计划；\n（二）组织实施；\n（三）监督检查。\n" +
			"第二章　职责\n第三条　养护员履行下列职责：\n（一）清扫路面；\n（二）疏通水沟；\n第四条　有下列情形之一的，给予批评：\n（一）不上路；\n（二）不登记。\n第三章　附则\n第五条　本办法自发布之日起施行。", []string{"农村公路养护管理办法"}},
		{"lists after a colon", "养路工作报告\n" + opening + "\n一、做法\n" + body + "\n重点抓了以下几件事：\n一、清边沟\n二、补坑槽\n三、割杂草\n" + body + "\n二、问题\n" + body + "\n三、打算\n" + body, []string{"养路工作报告"}},
		{"an attachment list", report("养路工作总结\n"+opening, "一、做法", "二、打算") + "\n附件：\n1.养护员名单\n2.资金明细表", []string{"养路工作总结"}},
		{"nothing", "", nil},
		{"blanks alone", " \n\u3000\n", nil},
		{"one line", "养路工作总结", []string{"养路工作总结"}},
		{"residue alone", "推荐阅读：工作总结\n第 4 页 共 7 页", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n", "\n\n"} {
				d := typed(strings.ReplaceAll(c.source, "\n", end))
				parts, residue := Split(d)
				wantApart(t, d, parts, residue)
				ok := len(parts) == len(c.first)
				for i := range min(len(parts), len(c.first)) {
					ok = ok && strings.HasPrefix(parts[i].Span.Of(d.Text), c.first[i])
				}
				if !ok {
					t.Errorf("line end %q: got %q, want %q", end, firstWords(d, parts, 12), c.first)
				}
			}
		})
	}
}

func TestResidue(t *testing.T) {
	for _, c := range []struct {
		line string
		kind ResidueKind // "" for a line of the report
	}{
		{"Copyright © 2016-2025 某网 版权所有", SiteLine},
		{"网站备案号：京ICP备12345678号", SiteLine},
		{"推荐阅读：年终总结范文", SiteLine},
		{"点击下载文档，文档为doc格式", SiteLine},
		{"上一篇：个人述职报告", SiteLine},
		{"本文来源：https://www.example.com/1.html", SiteLine},
		{"扫一扫关注公众号", SiteLine},
		{"本文由会员分享，可在线阅读，更多相关文档请搜索", Transferred},
		{"本内容仅供参考，如有侵权请联系删除", Transferred},
		{"此处隐藏1234字", Transferred},
		{"以下是小编为大家整理的工作总结，希望对大家有帮助", Compendium},
		{"工作总结范文（精选8篇）", Compendium},
		{"关于农村公路养护的文章20篇，欢迎品鉴", Compendium},
		{"篇三：", PartMarker},
		{"【篇二】", PartMarker},
		{"第五篇", PartMarker},
		{"- 3 -", PageNumber},
		{"第 4 页 共 7 页", PageNumber},
		{"12", PageNumber},
		{"3/12", PageNumber},
		{"— 5 —", PageNumber},

		{"关注我们的公众号，获取更多范文", SiteLine},
		{"责任编辑：张三", SiteLine},

		{"2024年12月3日", ""},
		{"全年刊发文章20篇，信息三百条。", ""},
		{"三、落实责任编辑、值班主任、总编辑三审制", ""},
		{"群众拿手机扫一扫就能办事。", ""},
		{"学校建成电子文库一个。", ""},
		{"图书馆开通在线阅读平台。", ""},
		{"引导群众关注公众号，办事少跑路。", ""},
		{"一、学习", ""},
		{"3.整理档案", ""},
		{"全年阅读书籍12本，下载学习资料30份，在手机上看课。", ""},
		{"县图书馆为大家准备了一千册书。", ""},
		{"述职完毕，欢迎大家批评指正。", ""},
		{"镇里的公众号全年发文三百条。", ""},
		{"路面清扫干净之后，养护员把工具收进库房。", ""},
	} {
		t.Run(c.line, func(t *testing.T) {
			source := "养路工作总结\n" + filler(60) + "\n" + c.line + "\n" + filler(60)
			d := typed(source)
			_, residue := Split(d)
			var got ResidueKind
			for _, r := range residue {
				if r.Span.Of(d.Text) == c.line {
					got = r.Kind
				}
			}
			if got != c.kind {
				t.Errorf("kind %q, want %q", got, c.kind)
			}
		})
	}
}

func TestSplitHostile(t *testing.T) {
	for _, unit := range []string{"一、", "一、学习\n", "（一）甲\n", "1.\n", "工作总结\n", "篇一：\n", "- 1 -\n", "现将情况汇报如下：\n一、甲\n", "今年以来，" + filler(100) + "\n", "\n", "一"} {
		d := typed(strings.Repeat(unit, 200))
		parts, residue := Split(d)
		wantApart(t, d, parts, residue)
	}
}

func FuzzSplit(f *testing.F) {
	opening := "2024年，我镇认真做好养护工作，现将有关情况汇报如下：\n"
	f.Add("养路工作总结\n" + opening + "一、做法\n" + filler(300) + "\n二、下一步打算\n" + filler(300) + "\n" + opening + "一、做法\n" + filler(300))
	f.Add("篇一：\n" + opening + "（一）甲\n第 4 页 共 7 页\n篇二：\n" + opening + "推荐阅读：\n1.乙")
	f.Add("第一条　为了\n（一）甲：\r\n（二）乙\r\n第二条　为了")
	f.Fuzz(func(t *testing.T, source string) {
		source = strings.ToValidUTF8(source, "")
		if len(source) > 1<<13 {
			return
		}
		d := typed(source)
		parts, residue := Split(d)
		wantApart(t, d, parts, residue)
	})
}
