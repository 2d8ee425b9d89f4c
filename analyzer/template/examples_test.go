package template

import (
	"strings"
	"testing"
)

// TestBuiltinExamples runs the examples inside the built-in templates.
func TestBuiltinExamples(t *testing.T) {
	failures, run := library(t).TestExamples()
	for _, f := range failures {
		t.Errorf("%s\n%s", f.Template, f.In("zh"))
	}
	if run < 350 {
		t.Errorf("only %d examples", run)
	}
}

func TestFailingExamples(t *testing.T) {
	source := `id: pump
name: 泵站报告
titles: {any: [泵站报告], none: [停运]}
basis: {tier: 惯例, text: 写法}
examples:
  must: [三号泵站报告, 泵站停运泵站报告, 三号泵房情况, 泵站报告通知, 泵站报告意识形态工作责任制]
  must_not: [四号泵站报告, 水厂说明]
sections:
  - id: problems
    name: 存在问题
    roles: [problems]
    examples:
      must: [二、存在的问题, 三、天气情况, 问题导向的不足和问题, 但还存在一些不足。, 天气很好。]
      must_not: [三、主要困难, 还存在一些差距。, 天气情况]
points:
  - id: leak
    name: 漏损
    strong: [漏损率]
    weak: [查漏]
    empty_ok: 没有漏
    examples:
      must: [查漏之后漏损率下降。, 漏损率下降。, 全年没有漏。]
      must_not: [查漏，漏损率。, 换泵。, 没有漏。]
`
	l := withFiles(t, source)
	failures, run := l.TestExamples(l.Of(GivenLayer)...)
	var got []string
	for _, f := range failures {
		got = append(got, itoa(f.Line)+":"+itoa(f.Column)+" "+strings.TrimPrefix(string(f.What.Key), "template.example_"))
		checkMistake(t, f.Mistake)
		if f.Template != "pump" || f.File != "t1.yaml" {
			t.Errorf("%+v", f)
		}
	}
	want := "6:18 title_none|6:28 title_no_word|6:36 title_genre|6:44 title_other|7:14 title_not|" +
		"13:23 heading|13:31 heading_none|13:54 sentence|14:18 heading_not|14:26 sentence_not|" +
		"22:26 point|23:18 point_not|23:32 point_not"
	if strings.Join(got, "|") != want {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, "|"), want)
	}
	if run != 7+8+6 {
		t.Errorf("%d examples", run)
	}
}
