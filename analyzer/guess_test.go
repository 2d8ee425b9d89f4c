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
