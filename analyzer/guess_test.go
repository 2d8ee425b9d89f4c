package analyzer

import (
	"testing"
	"unicode/utf8"
)

func TestGuess(t *testing.T) {
	body := "\n一、做法\n" + told(3) + "\n二、打算\n" + told(2)
	for _, c := range []struct {
		name, source string
		want         Facts
	}{
		{"nothing", "", Facts{}},
		{"all in the title", "云坪镇2024年工作总结" + body, Facts{"云坪镇2024年工作总结", "云坪镇", 2024}},
		{"a hospital", "青溪县人民医院关于2023年病案质量管理的自查报告" + body, Facts{"青溪县人民医院关于2023年病案质量管理的自查报告", "青溪县人民医院", 2023}},
		{"a bureau", "青溪县教育局2022年度校舍改造工作情况的报告" + body, Facts{"青溪县教育局2022年度校舍改造工作情况的报告", "青溪县教育局", 2022}},
		{"a title of two lines", "柏川县石桥子水库管理所\n2024年工作总结" + body, Facts{"柏川县石桥子水库管理所2024年工作总结", "柏川县石桥子水库管理所", 2024}},
		{"a party branch", "松园社区党支部2024年上半年意识形态工作总结" + body, Facts{"松园社区党支部2024年上半年意识形态工作总结", "松园社区党支部", 2024}},
		{"no year before the subject", "青溪县财政局落实意识形态工作责任制情况报告" + body, Facts{"青溪县财政局落实意识形态工作责任制情况报告", "青溪县财政局", 0}},
		{"the unit in the closing", "2024年工作总结" + body + "\n云坪镇人民政府\n2024年12月3日", Facts{"2024年工作总结", "云坪镇人民政府", 2024}},
		{"spaces in the closing", "2024年工作总结" + body + "\n　　云 坪 镇\n　　2024年12月3日", Facts{"2024年工作总结", "云坪镇", 2024}},
		{"the year at the beginning of the text", "工作总结\n2023年，我镇修了十条路。" + told(2) + body, Facts{"工作总结", "", 2023}},
		{"the year too far on", "工作总结\n" + told(12) + "2023年，我镇修了十条路。", Facts{"工作总结", "", 0}},
		{"about a place", "关于青溪县2024年预算执行情况的报告" + body + "\n青溪县财政局\n2024年12月3日", Facts{"关于青溪县2024年预算执行情况的报告", "青溪县财政局", 2024}},
		{"about, and no closing", "关于青溪县妇幼保健院2023年工作情况的报告" + body, Facts{"关于青溪县妇幼保健院2023年工作情况的报告", "青溪县妇幼保健院", 2023}},
		{"a person's report", "个人述职报告（2024年度）" + body, Facts{"个人述职报告（2024年度）", "", 2024}},
		{"a year that is no year", "工作总结\n编号为20240的文件。" + told(2), Facts{"工作总结", "", 0}},
		{"no title", told(3), Facts{}},
		{"a year not filled in", "云坪镇20XX年工作总结" + body, Facts{"云坪镇20XX年工作总结", "", 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Guess(typed(c.source)); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestGuessFromTheFile(t *testing.T) {
	d, o := typed(told(3))
	d.Meta.Title = "云坪镇2024年工作总结"
	if got := Guess(d, o); got != (Facts{"云坪镇2024年工作总结", "云坪镇", 2024}) {
		t.Errorf("got %+v", got)
	}
}

// TestGuessSamples: unit and year of the manifest, where the report says
// them itself.
func TestGuessSamples(t *testing.T) {
	units, years := 0, 0
	m := samples(t)
	for _, src := range sourcesOf(t, m) {
		got := Guess(typed(src.Text))
		if got.Unit != "" && got.Unit != src.Unit {
			t.Logf("%s: unit %q, manifest %q", src.File, got.Unit, src.Unit)
		} else if got.Unit != "" {
			units++
		}
		if got.Year == src.Year {
			years++
		}
	}
	t.Logf("of %d reports: unit right %d, year right %d", len(sourcesOf(t, m)), units, years)
	if units*10 < len(sourcesOf(t, m))*6 || years*10 < len(sourcesOf(t, m))*8 {
		t.Errorf("of %d reports: unit right %d, year right %d", len(sourcesOf(t, m)), units, years)
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
