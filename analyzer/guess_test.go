package analyzer

import (
	"testing"
	"unicode/utf8"

	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// facts are Facts without their origins.
type facts struct {
	Title, Unit string
	Year        int
}

func guessed(d *text.Document, o *outline.Outline) facts {
	f := Guess(d, o, "")
	return facts{f.Title, f.Unit, f.Year}
}

func TestGuess(t *testing.T) {
	body := "\n一、做法\n" + told(3) + "\n二、打算\n" + told(2)
	for _, c := range []struct {
		name, source string
		want         facts
	}{
		{"nothing", "", facts{}},
		{"all in the title", "云坪镇2024年工作总结" + body, facts{"云坪镇2024年工作总结", "云坪镇", 2024}},
		{"a hospital", "青溪县人民医院关于2023年病案质量管理的自查报告" + body, facts{"青溪县人民医院关于2023年病案质量管理的自查报告", "青溪县人民医院", 2023}},
		{"a bureau", "青溪县教育局2022年度校舍改造工作情况的报告" + body, facts{"青溪县教育局2022年度校舍改造工作情况的报告", "青溪县教育局", 2022}},
		{"a title of two lines", "柏川县石桥子水库管理所\n2024年工作总结" + body, facts{"柏川县石桥子水库管理所2024年工作总结", "柏川县石桥子水库管理所", 2024}},
		{"a party branch", "松园社区党支部2024年上半年意识形态工作总结" + body, facts{"松园社区党支部2024年上半年意识形态工作总结", "松园社区党支部", 2024}},
		{"no year before the subject", "青溪县财政局落实意识形态工作责任制情况报告" + body, facts{"青溪县财政局落实意识形态工作责任制情况报告", "青溪县财政局", 0}},
		{"the unit in the closing", "2024年工作总结" + body + "\n云坪镇人民政府\n2024年12月3日", facts{"2024年工作总结", "云坪镇人民政府", 2024}},
		{"spaces in the closing", "2024年工作总结" + body + "\n　　云 坪 镇\n　　2024年12月3日", facts{"2024年工作总结", "云坪镇", 2024}},
		{"the year at the beginning of the text", "工作总结\n2023年，我镇修了十条路。" + told(2) + body, facts{"工作总结", "", 2023}},
		{"the year too far on", "工作总结\n" + told(12) + "2023年，我镇修了十条路。", facts{"工作总结", "", 0}},
		{"about a place", "关于青溪县2024年预算执行情况的报告" + body + "\n青溪县财政局\n2024年12月3日", facts{"关于青溪县2024年预算执行情况的报告", "青溪县财政局", 2024}},
		{"about, and no closing", "关于青溪县妇幼保健院2023年工作情况的报告" + body, facts{"关于青溪县妇幼保健院2023年工作情况的报告", "青溪县妇幼保健院", 2023}},
		{"a person's report", "个人述职报告（2024年度）" + body, facts{"个人述职报告（2024年度）", "", 2024}},
		{"a year that is no year", "工作总结\n编号为20240的文件。" + told(2), facts{"工作总结", "", 0}},
		{"no title", told(3), facts{}},
		{"a year not filled in", "云坪镇20XX年工作总结" + body, facts{"云坪镇20XX年工作总结", "", 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := guessed(typed(c.source)); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestGuessFromTheFile(t *testing.T) {
	d, o := typed(told(3))
	d.Meta.Title = "云坪镇2024年工作总结"
	if got := guessed(d, o); got != (facts{"云坪镇2024年工作总结", "云坪镇", 2024}) {
		t.Errorf("got %+v", got)
	}
}

// TestOrigins: the text goes before the file's name, and that before what the
// file says of itself.
func TestOrigins(t *testing.T) {
	body := "\n一、做法\n" + told(3) + "\n二、打算\n" + told(2)
	for _, c := range []struct {
		name, source, file string
		meta               text.Meta
		unit               string
		year               int
		from               Origins
	}{
		{"the title says all", "云坪镇2024年工作总结" + body, "南河镇2023年总结.docx", text.Meta{Title: "东山镇2022年总结"}, "云坪镇", 2024, Origins{"title", "title", "title"}},
		{"the file's name", "工作总结" + body, "送检/南河镇2023年工作总结.docx", text.Meta{Title: "东山镇2022年总结", Author: "东山镇"}, "南河镇", 2023, Origins{"title", "file", "file"}},
		{"a number in front", "工作总结" + body, `D:\送检\03.南河镇-2023总结（终稿）.doc`, text.Meta{}, "南河镇", 2023, Origins{"title", "file", "file"}},
		{"a unit between signs", "工作总结" + body, "2023年总结_青溪县水务局.pdf", text.Meta{}, "青溪县水务局", 2023, Origins{"title", "file", "file"}},
		{"a year in front", "工作总结" + body, "2023 总结.txt", text.Meta{}, "", 2023, Origins{"title", "", "file"}},
		{"a long number is no year", "工作总结" + body, "120231.txt", text.Meta{}, "", 0, Origins{Title: "title"}},
		{"nothing in the name", "工作总结" + body, "新建文档(1).docx", text.Meta{}, "", 0, Origins{Title: "title"}},
		{"what the file says", told(3), "a.docx", text.Meta{Title: "东山镇2022年工作总结"}, "东山镇", 2022, Origins{"meta", "meta", "meta"}},
		{"the author is a unit", "工作总结" + body, "a.docx", text.Meta{Author: "青溪县水务局"}, "青溪县水务局", 0, Origins{"title", "meta", ""}},
		{"the author is a person", "工作总结" + body, "a.docx", text.Meta{Author: "张三"}, "", 0, Origins{Title: "title"}},
		{"the closing before the file's name", "工作总结" + body + "\n云坪镇人民政府\n2024年12月3日", "南河镇总结.docx", text.Meta{}, "云坪镇人民政府", 2024, Origins{"title", "text", "text"}},
		{"the file's name before the date", "工作总结" + body + "\n云坪镇人民政府\n2025年1月3日", "2023年总结.docx", text.Meta{}, "云坪镇人民政府", 2023, Origins{"title", "text", "file"}},
		{"signed when the year was over", "工作总结" + body + "\n云坪镇人民政府\n2025年1月3日", "", text.Meta{}, "云坪镇人民政府", 2024, Origins{"title", "text", "text"}},
		{"a year in hanzi", "云坪镇二〇二四年工作总结" + body, "", text.Meta{}, "云坪镇", 2024, Origins{"title", "title", "title"}},
		{"the same unit in full", "县水务局2024年工作总结" + body + "\n青溪县水务局党组\n2024年12月3日", "", text.Meta{}, "青溪县水务局", 2024, Origins{"title", "text", "title"}},
		{"another unit in the closing", "县水务局2024年工作总结" + body + "\n云坪镇人民政府\n2024年12月3日", "", text.Meta{}, "县水务局", 2024, Origins{"title", "title", "title"}},
		{"a person's post in the title", "青溪县水务局局长2024年度述职报告" + body, "", text.Meta{}, "青溪县水务局", 2024, Origins{"title", "title", "title"}},
		{"a post in a part of it", "青溪县水务局河道管理科科长2024年度述职报告" + body, "", text.Meta{}, "青溪县水务局", 2024, Origins{"title", "title", "title"}},
		{"a post below the title", "2024年度述职报告\n云坪镇镇长　张三\n各位代表：" + body, "", text.Meta{}, "云坪镇", 2024, Origins{"title", "text", "title"}},
		{"the unit below the title", "关于2024年水利工作情况的报告\n青溪县水务局" + body, "", text.Meta{}, "青溪县水务局", 2024, Origins{"title", "text", "title"}},
		{"who signs", "2024年度述职报告" + body + "\n述职人：云坪镇卫生院院长\n2025年1月6日", "", text.Meta{}, "云坪镇卫生院", 2024, Origins{"title", "text", "title"}},
		{"a heading is no unit", "2024年工作总结\n存在的不足之处" + body, "", text.Meta{}, "", 2024, Origins{"title", "", "title"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, o := typed(c.source)
			d.Meta = c.meta
			if got := Guess(d, o, c.file); got.Unit != c.unit || got.Year != c.year || got.From != c.from {
				t.Errorf("got %+v, want %s %d %+v", got, c.unit, c.year, c.from)
			}
		})
	}
}

// TestGuessMeta: what a file says of itself is asked last.
func TestGuessMeta(t *testing.T) {
	body := "\n一、做法\n" + told(3) + "\n二、打算\n" + told(2)
	saved := func(day text.Date) text.Meta { return text.Meta{Modified: day} }
	company := func(name string) text.Meta { return text.Meta{Unit: name} }
	for _, c := range []struct {
		name, source, file string
		meta               text.Meta
		unit               string
		year               int
		from               Origins
	}{
		{"the company", "工作总结" + body, "a.docx", text.Meta{Unit: "青溪县水务局", Author: "云坪镇"}, "青溪县水务局", 0, Origins{"title", "meta", ""}},
		{"the file's title before the company", told(3), "a.docx", text.Meta{Title: "东山镇工作总结", Unit: "青溪县水务局"}, "东山镇", 0, Origins{"meta", "meta", ""}},
		{"the file's name before the company", "工作总结" + body, "南河镇工作总结.docx", company("青溪县水务局"), "南河镇", 0, Origins{"title", "file", ""}},
		{"the text before the company", "工作总结" + body + "\n云坪镇人民政府\n2024年12月3日", "a.docx", company("青溪县水务局"), "云坪镇人民政府", 2024, Origins{"title", "text", "text"}},
		{"the author behind a company that is none", "工作总结" + body, "a.docx", text.Meta{Unit: "Lenovo", Author: "青溪县水务局"}, "青溪县水务局", 0, Origins{"title", "meta", ""}},
		{"a short unit", "工作总结" + body, "a.docx", company("县委办"), "县委办", 0, Origins{"title", "meta", ""}},
		{"Microsoft", "工作总结" + body, "a.docx", company("Microsoft"), "", 0, Origins{Title: "title"}},
		{"Microsoft China", "工作总结" + body, "a.docx", company("微软中国"), "", 0, Origins{Title: "title"}},
		{"a maker of computers", "工作总结" + body, "a.docx", company("联想（北京）有限公司"), "", 0, Origins{Title: "title"}},
		{"a maker of copies", "工作总结" + body, "a.docx", company("番茄花园"), "", 0, Origins{Title: "title"}},
		{"a shop", "工作总结" + body, "a.docx", company("www.example.com 电脑公司"), "", 0, Origins{Title: "title"}},
		{"HP", "工作总结" + body, "a.docx", company("HP Inc."), "", 0, Origins{Title: "title"}},
		{"a person", "工作总结" + body, "a.docx", company("张三"), "", 0, Origins{Title: "title"}},
		{"a person whose name ends as a unit's", "工作总结" + body, "a.docx", text.Meta{Unit: "张园园", Author: "李新村"}, "", 0, Origins{Title: "title"}},

		{"saved in December", "工作总结" + body, "a.docx", saved("2025-12-30"), "", 2025, Origins{"title", "", "meta"}},
		{"a summary saved in the first quarter", "工作总结" + body, "a.docx", saved("2026-03-31"), "", 2025, Origins{"title", "", "meta"}},
		{"a summary by its file's name", told(3), "述职报告.docx", saved("2026-01-05"), "", 2025, Origins{"", "", "meta"}},
		{"saved in April", "工作总结" + body, "a.docx", saved("2026-04-01"), "", 2026, Origins{"title", "", "meta"}},
		{"a plan", "工作计划" + body, "a.docx", saved("2026-01-05"), "", 2026, Origins{"title", "", "meta"}},
		{"on the first quarter", "第一季度工作总结" + body, "a.docx", saved("2026-03-31"), "", 2026, Origins{"title", "", "meta"}},
		{"on a month", "2月份工作总结" + body, "a.docx", saved("2026-03-02"), "", 2026, Origins{"title", "", "meta"}},
		{"on the last quarter", "第四季度工作总结" + body, "a.docx", saved("2026-01-05"), "", 2025, Origins{"title", "", "meta"}},
		{"on December", "12月份工作总结" + body, "a.docx", saved("2026-01-05"), "", 2025, Origins{"title", "", "meta"}},
		{"written over an older one", "工作总结" + body, "a.docx", text.Meta{Created: "2019-12-20", Modified: "2025-12-30"}, "", 2025, Origins{"title", "", "meta"}},
		{"only begun", "工作总结" + body, "a.docx", text.Meta{Created: "2025-12-20"}, "", 2025, Origins{"title", "", "meta"}},
		{"no day", "工作总结" + body, "a.docx", text.Meta{Created: "2025", Modified: "今天"}, "", 0, Origins{Title: "title"}},
		{"the title before the day", "云坪镇2024年工作总结" + body, "a.docx", saved("2025-12-30"), "云坪镇", 2024, Origins{"title", "title", "title"}},
		{"the file's name before the day", "工作总结" + body, "2024年总结.docx", saved("2025-12-30"), "", 2024, Origins{"title", "", "file"}},
		{"the text before the day", "工作总结\n2023年，我镇修了十条路。" + told(2) + body, "a.docx", saved("2025-12-30"), "", 2023, Origins{"title", "", "text"}},
		{"the file's title before the day", told(3), "a.docx", text.Meta{Title: "2022年工作总结", Modified: "2025-12-30"}, "", 2022, Origins{"meta", "", "meta"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, o := typed(c.source)
			d.Meta = c.meta
			if got := Guess(d, o, c.file); got.Unit != c.unit || got.Year != c.year || got.From != c.from {
				t.Errorf("got %+v, want %s %d %+v", got, c.unit, c.year, c.from)
			}
		})
	}
}

// TestMetaIsNotTaken: a check takes neither unit nor year from what a file says
// of itself.
func TestMetaIsNotTaken(t *testing.T) {
	d, _ := typed("工作总结\n一、做法\n" + told(3) + "\n二、打算\n" + told(2))
	d.Meta = text.Meta{Unit: "青溪县水务局", Modified: "2025-12-30"}
	r := check(t, newAnalyzer(t, newMemory()), Draft{Doc: d, File: "a.docx"})
	if r.Draft.Unit != "" || r.Draft.Year != 0 {
		t.Errorf("got %+v", r.Draft)
	}
}

// TestGuessSamples: unit and year of the manifest, from the text alone. One
// report is signed by the party branch of its unit.
func TestGuessSamples(t *testing.T) {
	units, years := 0, 0
	all := sourcesOf(t, samples(t))
	for _, src := range all {
		d, o := typed(src.Text)
		got := Guess(d, o, "")
		if got.Unit == src.Unit {
			units++
		} else {
			t.Logf("%s: unit %q, manifest %q", src.File, got.Unit, src.Unit)
		}
		if got.Year == src.Year {
			years++
		} else {
			t.Logf("%s: year %d, manifest %d", src.File, got.Year, src.Year)
		}
	}
	t.Logf("of %d reports: unit right %d, year right %d", len(all), units, years)
	if units < len(all)-1 || years < len(all) {
		t.Errorf("of %d reports: unit right %d, year right %d", len(all), units, years)
	}
}

func TestTitleFor(t *testing.T) {
	for _, c := range []struct {
		name, source string
		facts        Facts
		want         string
	}{
		{"its title", "正文。", Facts{Title: "工作总结"}, "工作总结"},
		{"a short first line", "　> 今年修了十条路。\n正文。", Facts{}, "今年修了十条路。"},
		{"a long first line", told(2), Facts{}, head(told(1), 30) + "…"},
		{"nothing", " \n", Facts{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := TitleFor(c.facts, c.source)
			if got != c.want || utf8.RuneCountInString(got) > 31 {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
