package template

import (
	"strings"
	"testing"
)

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
		{"by the file's own title", "", told(5), "a.docx", "2024年工作总结", "work-summary", 0.85},
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
