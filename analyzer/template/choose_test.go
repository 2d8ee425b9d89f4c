package template

import (
	"strings"
	"testing"
)

// TestKinds: a title leads to its kind, and what only speaks of such a report
// leads to none in particular.
func TestKinds(t *testing.T) {
	for want, titles := range map[ID][]string{
		"ideology-responsibility":       {"柳溪乡党委2024年落实意识形态工作责任制情况的报告", "县水务局网络意识形态工作总结", "上半年意识形态领域分析研判报告", "书记意识形态工作述职"},
		"personal-duty-report":          {"2024年度个人述职报告", "述职述廉报告", "县水务局局长述学述职述廉述法报告", "述责述廉报告（2024年度）", "王某述职报告"},
		"party-building-duty-report":    {"柳溪乡党委书记2024年抓基层党建工作述职报告", "党支部书记党建述职报告", "抓党建工作述职报告"},
		"work-summary":                  {"2024年工作总结", "渡口管理站上半年工作总结及下半年工作计划", "防汛工作总结报告", "年度工作小结", "2024年工作总结和2025年工作要点"},
		"self-inspection":               {"关于燃气安全的自查报告", "食堂食品安全自查自纠情况报告", "自评报告", "关于坝区安全自查情况的报告", "自查整改情况的报告"},
		"government-work-report":        {"政府工作报告", "石桥镇人民政府工作报告", "2025年青禾县政府工作报告（摘要）"},
		"gov-info-disclosure-annual":    {"2024年政府信息公开工作年度报告", "县水务局信息公开工作年度报告"},
		"rule-of-law-government-annual": {"2024年度法治政府建设年度报告", "关于推进法治政府建设情况的报告", "法治政府建设工作总结"},
		"inspection-rectification":      {"关于巡察整改进展情况的报告", "审计整改情况的报告", "关于巡视反馈意见整改落实情况的报告", "意识形态专项检查反馈意见整改情况的报告"},
		"democratic-life-meeting":       {"民主生活会对照检查材料", "个人检视剖析材料", "组织生活会个人对照检查发言", "专题民主生活会个人发言提纲"},
		"strict-governance":             {"落实全面从严治党主体责任情况报告", "2024年党风廉政建设工作总结", "党风廉政建设责任制落实情况报告"},
		"research-report":               {"农村养老情况的调研报告", "关于小水电的调研与思考", "山区学生上下学情况调查报告"},
		"generic-report": {
			"关于饮水工程进展情况的报告", "秋粮收购工作情况汇报",
			"关于报送2024年工作总结的通知", "在全县意识形态工作会议上的讲话", "意识形态工作责任制实施方案", "2025年意识形态工作要点", "意识形态工作责任清单",
			"述职报告点评", "述职评议会主持词", "抓基层党建述职评议工作方案", "在年度工作总结大会上的讲话", "自查自纠工作实施方案", "关于开展自查的通知",
			"政府工作报告起草方案", "政府工作报告任务分工", "学习政府工作报告心得体会", "政府信息公开指南", "政府信息公开工作年度报告编制办法",
			"法治政府建设实施纲要", "在法治政府建设推进会上的讲话", "巡察整改工作方案", "关于做好巡察整改工作的通知", "民主生活会实施方案", "关于开好民主生活会的通知",
			"全面从严治党工作要点", "在全面从严治党工作会议上的讲话", "党风廉政建设责任书", "关于开展养老调研的通知", "养老服务调研提纲", "锅炉爆炸事故调查报告",
			"2025年工作计划", "会议纪要", "年度工作总结范文",
		},
	} {
		for _, title := range titles {
			d, o := typed(title + "\n" + told(5))
			if got := library(t).Choose(d, o, "").Template.ID; got != want {
				t.Errorf("%s: %s, want %s", title, got, want)
			}
		}
	}
}

// TestChooseByContent: without a title the words that a text keeps coming
// back to decide.
func TestChooseByContent(t *testing.T) {
	for want, sentence := range map[ID]string{
		"ideology-responsibility":       "意识形态的责任落到了每个站所。",
		"self-inspection":               "自查小组看了泵房，自查记录都在。",
		"gov-info-disclosure-annual":    "政府信息公开的栏目每周更新。",
		"rule-of-law-government-annual": "法治政府的事由局长来抓。",
		"inspection-rectification":      "巡察指出的事一件一件改。",
		"democratic-life-meeting":       "对照检查时我说了自己的毛病。",
		"strict-governance":             "全面从严治党的担子压到了科室。",
		"research-report":               "调研组走了三个村，调研记录有两本。",
		"government-work-report":        "各位代表，路修好了。",
		"generic-report":                "路灯装到了巷子尽头。",
	} {
		d, o := typed(strings.Repeat(sentence, 6) + "\n" + strings.Repeat(sentence, 6))
		if got := library(t).Choose(d, o, "").Template.ID; got != want {
			t.Errorf("%s: %s, want %s", sentence, got, want)
		}
	}
}

// TestLaterLayerIsChosen: where two templates fit a title alike.
func TestLaterLayerIsChosen(t *testing.T) {
	l := load(t, folder(UnitLayer, map[string]string{"a.yaml": "id: a\nextends: work-summary\n"}), folder(OwnLayer, map[string]string{"b.yaml": "id: b\nextends: work-summary\ntitles: {any: [防汛工作总结]}\n"}))
	for title, want := range map[string]ID{"泵站工作总结": "a", "防汛工作总结": "b"} {
		d, o := typed(title + "\n" + told(5))
		if got := l.Choose(d, o, "").Template.ID; got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		name, title, opening, file, meta string
		want                             ID
		confidence                       float64
	}{
		{"by title", "云坪镇2024年工作总结", told(5), "a.docx", "", "work-summary", 0.95},
		{"the longer words win", "云坪镇2024年意识形态工作总结", told(5), "", "", "ideology-responsibility", 0.95},
		{"the fallback gives way", "关于病案质量自查情况的报告", told(5), "", "", "self-inspection", 0.95},
		{"a short summary", "云坪镇2024年汛期小结", told(5), "", "", "work-summary", 0.95},
		{"a title of two lines", "云坪镇人民政府\n关于农村公路养护的自查报告", told(5), "", "", "self-inspection", 0.95},
		{"a duty report", "个人述职报告（2024年度）", told(5), "", "", "personal-duty-report", 0.95},
		{"the title before the file's name", "云坪镇2024年工作总结", told(5), "述职报告.docx", "", "work-summary", 0.95},
		{"by the file's own title", "", told(5), "a.docx", "2024年工作总结", "work-summary", 0.5},
		{"the file's name before its own title", "", told(5), "述职报告.docx", "2024年工作总结", "personal-duty-report", 0.85},
		{"the subject before the file's own title", "", strings.Repeat("镇党委把意识形态工作摆在重要位置。", 6), "a.docx", "2024年工作总结", "ideology-responsibility", 0.6},
		{"by the file's name", "", told(5), "2024年述职报告（镇长）.docx", "", "personal-duty-report", 0.85},
		{"by the announcement", "", "按照县里通知，现将我镇自查自纠工作开展情况汇报如下：\n" + told(5), "a.docx", "", "self-inspection", 0.8},
		{"by the subject", "", strings.Repeat("镇党委把意识形态工作摆在重要位置。", 6), "a.docx", "", "ideology-responsibility", 0.6},
		{"a subject spoken of once", "", "镇党委把意识形态工作摆在重要位置。" + told(10), "a.docx", "", "generic-report", 0.3},
		{"nothing says it", "", told(5), "a.docx", "", "generic-report", 0.3},
		{"a notice is no report", "关于做好工作总结的通知", told(5), "", "", "generic-report", 0.3},
		{"a plan is no report of the kind", "2025年意识形态工作计划", told(5), "", "", "generic-report", 0.3},
		{"nothing at all", "", "", "", "", "generic-report", 0.3},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, o := typed(strings.TrimLeft(c.title+"\n"+c.opening, "\n"))
			d.Meta.Title = c.meta
			got := library(t).Choose(d, o, c.file)
			if got.Template == nil || got.Template.ID != c.want || got.Confidence != c.confidence {
				t.Errorf("got %+v, want %s with %v", got, c.want, c.confidence)
			}
		})
	}
}
