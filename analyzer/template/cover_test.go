package template

import (
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// wantPlaces holds what every result promises: spans inside the text, a
// reason in both languages, and places only where there is something.
func wantPlaces(t testing.TB, d *text.Document, c *Coverage) {
	t.Helper()
	check := func(what string, status Status, evidence []Evidence, why message.Message) {
		if (status == Missing || status == Unassessable) != (len(evidence) == 0) {
			t.Errorf("%s is %s with %d places", what, status, len(evidence))
		}
		for _, e := range evidence {
			if e.Span.Empty() || e.Span.Start < 0 || e.Span.End > len(d.Text) {
				t.Errorf("%s: place %v of %d bytes", what, e.Span, len(d.Text))
			}
			if message.Text(message.English, message.Key(e.Why)) == e.Why {
				t.Errorf("%s: the catalogue lacks %q", what, e.Why)
			}
		}
		for _, lang := range []message.Lang{message.Chinese, message.English} {
			if s := why.In(lang); s == "" || strings.ContainsAny(s, "{}") || s == string(why.Key) {
				t.Errorf("%s: why is %q", what, s)
			}
		}
	}
	for _, s := range c.Sections {
		check(string(s.ID), s.Status, s.Evidence, s.Why)
		if s.Status == Missing != s.Span.Empty() && s.Status != Unassessable {
			t.Errorf("%s is %s with the span %v", s.ID, s.Status, s.Span)
		}
		for _, h := range s.Headings {
			if !s.Span.Contains(h) {
				t.Errorf("%s: heading %v outside %v", s.ID, h, s.Span)
			}
		}
	}
	for _, p := range c.Points {
		check(string(p.ID), p.Status, p.Evidence, p.Why)
	}
}

func TestCover(t *testing.T) {
	type want struct {
		section  SectionID
		status   Status
		why      message.Key
		headings string // joined with "|"
	}
	for _, c := range []struct {
		name     string
		template ID
		source   string
		want     []want
	}{
		{"everything with headings", "work-summary", "镇工作总结\n一、主要工作及成效\n" + counted(20) + "\n二、存在的问题\n" + told(4) + "\n三、原因分析\n" + told(2) + "\n四、下一步打算\n" + told(5), []want{
			{"progress", Present, "why.present", "一、主要工作及成效"},
			{"experience", Missing, "why.missing_alone", ""},
			{"problems", Present, "why.present", "二、存在的问题"},
			{"causes", Present, "why.present", "三、原因分析"},
			{"plan", Present, "why.present", "四、下一步打算"},
		}},
		{"thin by length", "work-summary", "镇工作总结\n一、主要工作\n" + counted(3) + "\n二、存在的问题\n人手少。\n三、下一步打算\n继续努力。", []want{
			{"progress", Thin, "why.thin_chars", "一、主要工作"},
			{"problems", Thin, "why.thin_chars", "二、存在的问题"},
			{"plan", Thin, "why.thin_chars", "三、下一步打算"},
		}},
		{"thin by figures", "work-summary", "镇工作总结\n一、主要工作\n" + told(25) + "\n二、存在的问题\n" + told(4) + "\n三、下一步打算\n" + told(5), []want{
			{"progress", Thin, "why.thin_figures", "一、主要工作"},
		}},
		{"headings by theme", "work-summary", "镇工作总结\n一、把路灯装到巷子尽头\n" + counted(10) + "\n二、把垃圾桶搬到院子外\n" + counted(10) + "\n三、存在的问题\n" + told(4) + "\n四、下一步打算\n" + told(5), []want{
			{"progress", Unheaded, "why.unheaded", ""},
			{"problems", Present, "why.present", "三、存在的问题"},
		}},
		{"an overview, and the rest by theme", "work-summary", "镇工作总结\n一、总体情况\n" + counted(2) + "\n二、把路灯装到巷子尽头\n" + counted(10) + "\n三、把垃圾桶搬到院子外\n" + counted(10) + "\n四、存在的问题\n" + told(4), []want{
			{"progress", Present, "why.present", "一、总体情况"},
		}},
		{"no headings at all", "work-summary", "镇工作总结\n" + counted(20) + "\n但是，工作中还存在一些不足，主要是人手少、路程远。\n" + told(2) + "\n下一步，我镇将继续把路灯修到村口。" + told(1), []want{
			{"progress", Unheaded, "why.unheaded", ""},
			{"problems", Unheaded, "why.unheaded_short", ""},
			{"plan", Unheaded, "why.unheaded_short", ""},
			{"causes", Missing, "why.missing_alone", ""},
		}},
		{"causes inside a sentence", "work-summary", "镇工作总结\n一、主要工作\n" + counted(20) + "\n二、存在的问题\n" + told(3) + "究其原因，是路程远、人手少。\n三、下一步打算\n" + told(5), []want{
			{"causes", Unheaded, "why.unheaded", ""},
		}},
		{"one heading for two sections", "work-summary", "镇工作总结\n一、主要工作\n" + counted(20) + "\n二、存在问题及下一步打算\n" + told(5), []want{
			{"problems", Present, "why.present", "二、存在问题及下一步打算"},
			{"plan", Present, "why.present", "二、存在问题及下一步打算"},
		}},
		{"one heading for three sections", "work-summary", "镇工作总结\n一、主要工作\n" + counted(20) + "\n二、存在的问题、原因及下一步打算\n" + told(5), []want{
			{"problems", Present, "why.present", "二、存在的问题、原因及下一步打算"},
			{"causes", Present, "why.present", "二、存在的问题、原因及下一步打算"},
			{"plan", Present, "why.present", "二、存在的问题、原因及下一步打算"},
		}},
		{"two headings for one section", "work-summary", "镇工作总结\n一、主要工作\n" + counted(10) + "\n二、取得的成效\n" + counted(10) + "\n三、存在的问题\n" + told(4) + "\n四、下一步打算\n" + told(5), []want{
			{"progress", Present, "why.present", "一、主要工作|二、取得的成效"},
		}},
		{"a heading below another section is no section", "work-summary", "镇工作总结\n一、主要工作\n" + counted(10) + "\n（一）存在问题全部清零。" + counted(10) + "\n二、下一步打算\n" + told(3) + "\n（一）总结经验，找准问题。" + told(3), []want{
			{"progress", Present, "why.present", "一、主要工作"},
			{"problems", Missing, "why.missing", ""},
			{"experience", Missing, "why.missing_alone", ""},
			{"plan", Present, "why.present", "二、下一步打算"},
		}},
		{"poor work under the problems is no work", "work-summary", "镇工作总结\n一、存在的问题\n（一）工作落实情况不理想。" + told(3) + "\n（二）工作开展情况不平衡。" + told(3), []want{
			{"progress", Missing, "why.missing", ""},
			{"problems", Present, "why.present", "一、存在的问题"},
		}},
		{"a heading below a part by theme counts", "work-summary", "镇工作总结\n一、路灯和垃圾桶\n（一）主要做法。" + counted(10) + "\n（二）取得的成效。" + counted(10) + "\n二、存在的问题\n" + told(4), []want{
			{"progress", Present, "why.present", "（一）主要做法|（二）取得的成效"},
		}},
		{"the nearest heading is named", "self-inspection", "自查报告\n根据县里的要求，我镇开展了自查。\n一、自查情况\n" + told(6) + "\n二、整顿情况一览\n" + told(5), []want{
			{"rectify", Missing, "why.missing", ""},
		}},
		{"nothing to report is no fault", "self-inspection", "自查报告\n根据县里的要求，我镇开展了自查。\n一、自查情况\n" + counted(8) + "\n二、发现的问题\n经查，未发现问题。\n三、整改情况\n" + told(3), []want{
			{"basis", Present, "why.present_content", ""},
			{"progress", Present, "why.present", "一、自查情况"},
			{"problems", Present, "why.nothing_to_report", "二、发现的问题"},
			{"rectify", Present, "why.present", "三、整改情况"},
		}},
		{"nothing to report without a heading", "self-inspection", "自查报告\n根据县里的要求，我镇开展了自查。\n一、自查情况\n" + told(8) + "未发现违规使用资金的问题。", []want{
			{"problems", Unheaded, "why.unheaded_short", ""},
		}},
		{"what must stand at the beginning stands too late", "self-inspection", "自查报告\n" + told(20) + "\n根据县里的要求，我镇开展了自查。", []want{
			{"basis", Missing, "why.missing_alone", ""},
		}},
		{"a duty report", "personal-duty-report", "述职报告\n本人担任镇长，主持镇政府全面工作。\n一、述学\n" + told(4) + "\n二、述职\n" + counted(18) + "\n三、述廉\n" + told(3) + "\n四、存在的不足\n" + told(4) + "\n五、努力方向\n" + told(3), []want{
			{"identity", Present, "why.present_content", ""},
			{"study", Present, "why.present", "一、述学"},
			{"progress", Present, "why.present", "二、述职"},
			{"integrity", Present, "why.present", "三、述廉"},
			{"problems", Present, "why.present", "四、存在的不足"},
			{"plan", Present, "why.present", "五、努力方向"},
		}},
		{"the subject in the headings", "ideology-responsibility", "意识形态工作责任制落实情况报告\n一、意识形态工作责任制落实情况\n" + told(18) + "\n二、意识形态工作存在的问题\n" + told(4) + "\n三、意识形态工作下一步打算\n" + told(4), []want{
			{"progress", Present, "why.present", "一、意识形态工作责任制落实情况"},
			{"problems", Present, "why.present", "二、意识形态工作存在的问题"},
			{"plan", Present, "why.present", "三、意识形态工作下一步打算"},
		}},
		{"the plans of the beginning are none", "generic-report", "情况报告\n下一步，我镇将把路灯修到村口，这是去年定下的。\n" + told(30), []want{
			{"plan", Missing, "why.missing_alone", ""},
		}},
		{"problems found elsewhere are none", "generic-report", "情况报告\n" + told(12) + "\n全年查找出问题26处，发现的隐患全部解决，没有发现存在不足。\n" + told(4), []want{
			{"problems", Missing, "why.missing_alone", ""},
		}},
		{"nothing to look at", "work-summary", "", []want{
			{"progress", Unassessable, "why.unassessable", ""},
			{"problems", Unassessable, "why.unassessable", ""},
			{"plan", Unassessable, "why.unassessable", ""},
		}},
		{"punctuation alone", "work-summary", "——\n……", []want{{"progress", Unassessable, "why.unassessable", ""}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, o := typed(c.source)
			cov := library(t).Cover(mustGet(t, c.template), d, o)
			if text.Chars(d.Text) > 0 {
				wantPlaces(t, d, cov)
			}
			for _, w := range c.want {
				s := sectionOf(t, cov, w.section)
				var heads []string
				for _, h := range s.Headings {
					heads = append(heads, h.Of(d.Text))
				}
				if s.Status != w.status || s.Why.Key != w.why || strings.Join(heads, "|") != w.headings {
					t.Errorf("%s: %s, %s, headings %q; want %s, %s, %q", w.section, s.Status, s.Why.Key, heads, w.status, w.why, w.headings)
				}
			}
		})
	}
}

// TestMissingExplains: a missing section says what was looked for and which
// heading comes nearest.
func TestMissingExplains(t *testing.T) {
	d, o := typed("工作总结\n一、主要工作\n" + counted(20) + "\n二、几个老大难题\n" + told(3))
	problems := sectionOf(t, library(t).Cover(mustGet(t, "work-summary"), d, o), "problems")
	got := problems.Why.In(message.Chinese)
	for _, want := range []string{"存在问题", "主要问题"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not name %s", got, want)
		}
	}
	d, o = typed("自查报告\n一、自查情况\n" + told(6) + "\n二、整顿情况一览\n" + told(5))
	rectify := sectionOf(t, library(t).Cover(mustGet(t, "self-inspection"), d, o), "rectify")
	if got := rectify.Why.In(message.Chinese); !strings.Contains(got, "整顿情况一览") {
		t.Errorf("%q does not name the nearest heading", got)
	}
}

func TestSectionSpans(t *testing.T) {
	d, o := typed("工作总结\n一、主要工作\n" + counted(1) + "\n（一）路灯\n" + counted(1) + "\n二、存在的问题\n人手少。\n镇政府\n2024年12月3日")
	cov := library(t).Cover(mustGet(t, "work-summary"), d, o)
	wantPlaces(t, d, cov)
	for _, c := range []struct {
		id          SectionID
		first, last string
		chars       int
	}{
		{"progress", "一、主要工作", "花费3.2万元。", 2*text.Chars(counted(1)) + len("一路灯")/3},
		{"problems", "二、存在的问题", "人手少。", 3},
	} {
		s := sectionOf(t, cov, c.id)
		got := s.Span.Of(d.Text)
		if !strings.HasPrefix(got, c.first) || !strings.HasSuffix(got, c.last) || s.Chars != c.chars {
			t.Errorf("%s: %d characters, %q", c.id, s.Chars, got)
		}
	}
}

func TestPoints(t *testing.T) {
	tmpl := mustGet(t, "ideology-responsibility")
	for _, c := range []struct {
		name, sentence string
		point          PointID
		want           Status
		why            message.Key
	}{
		{"two strong words", "党委履行主体责任，书记当好第一责任人。", "p01", Present, "why.point_present"},
		{"one strong, one weak", "党委履行主体责任，与业务工作同部署。", "p01", Present, "why.point_present"},
		{"one strong word", "党委履行主体责任。", "p01", Thin, "why.point_thin"},
		{"two weak words", "同部署、同落实。", "p01", Thin, "why.point_thin"},
		{"the same word twice", "主体责任，主体责任。", "p01", Thin, "why.point_thin"},
		{"no word", told(1), "p01", Missing, "why.point_missing"},
		{"nothing happened", "全年未发生重大舆情。", "p08", Present, "why.nothing_to_report"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, o := typed("报告\n" + c.sentence)
			cov := library(t).Cover(tmpl, d, o)
			wantPlaces(t, d, cov)
			if p := pointOf(t, cov, c.point); p.Status != c.want || p.Why.Key != c.why {
				t.Errorf("%s, %s; want %s, %s", p.Status, p.Why.Key, c.want, c.why)
			}
		})
	}
}

func TestFigure(t *testing.T) {
	for _, c := range []struct {
		source string
		want   int
	}{
		{"会议12次，3.5万元，百分之九十。", 3},
		{"召开会议十二次，走访三十余户", 2},
		{"１２名党员，增长5.6%", 2},
		{"第一季度2024年", 0},
		{"提高认识，加强领导", 0},
		{"一次次地说", 1},
	} {
		if got := len(figure.FindAllString(c.source, -1)); got != c.want {
			t.Errorf("%s: %d figures, want %d", c.source, got, c.want)
		}
	}
}

func FuzzCover(f *testing.F) {
	f.Add("工作总结\n一、主要工作\n新装路灯26盏。\n二、存在的问题及下一步打算\n但还存在不足。\n下一步，将继续。")
	f.Add("（一）问题\n（一）问题\n原因\n。。\n：")
	f.Fuzz(func(t *testing.T, source string) {
		source = strings.ToValidUTF8(source, "")
		if len(source) > 1<<12 {
			return
		}
		d, o := typed(source)
		l := library(t)
		for _, tmpl := range l.All() {
			cov := l.Cover(tmpl, d, o)
			if len(cov.Sections) != len(tmpl.Sections) || len(cov.Points) != len(tmpl.Points) {
				t.Fatalf("%s: %d sections, %d points", tmpl.ID, len(cov.Sections), len(cov.Points))
			}
			for _, s := range cov.Sections {
				if s.Span.Start < 0 || s.Span.End > len(d.Text) || s.Status == "" {
					t.Fatalf("%s, %s: %s %v", tmpl.ID, s.ID, s.Status, s.Span)
				}
				for _, e := range s.Evidence {
					if e.Span.Start < 0 || e.Span.End > len(d.Text) || e.Span.Start > e.Span.End {
						t.Fatalf("%s, %s: %v", tmpl.ID, s.ID, e.Span)
					}
				}
			}
		}
	})
}

// Of a scan nothing is said, whatever few characters it holds.
func TestScanIsUnassessable(t *testing.T) {
	d, o := typed("扫描全能王 创建")
	d.NoText = true
	cov := library(t).Cover(mustGet(t, "work-summary"), d, o)
	if len(cov.Sections) == 0 {
		t.Fatal("no sections")
	}
	for _, s := range cov.Sections {
		if s.Status != Unassessable {
			t.Errorf("section %s: %s", s.ID, s.Status)
		}
	}
	for _, p := range cov.Points {
		if p.Status != Unassessable {
			t.Errorf("point %s: %s", p.ID, p.Status)
		}
	}
}
