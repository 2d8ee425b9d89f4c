package finding_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hegao/analyzer/annotate/annotatetest"
	"hegao/analyzer/annotate/finding"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// Guards: the order of embarrassment, the words, and where each stands.
func TestOf(t *testing.T) {
	r := annotatetest.Report()
	type short struct{ ID, Kind, Words string }
	want := []short{
		{"f.f4", "他单位名称", "青溪县水利站"},
		{"f.f1", "没有填写", "XX"},
		{"s.problems", "缺：存在问题", "三、下一步打算"}, // the nearest heading
		{"f.f3", "序号问题", "三、"},
		{"f.f2", "词语重复", "落实落实"},
		{"r.x0", "与青溪县石门乡人民政府 2024 年大体相同", "储备编织袋三千条、救生衣二百件，汛前逐段检查堤防"},
		{"s.plan", "薄：下一步打算", "三、下一步打算"},
		{"p.p2", "要点没有找到：责任追究", "青溪县云坪镇2025年度防汛工作总结"},
		{"p.p3", "要点只略提到：群众转移", "青溪县云坪镇2025年度防汛工作总结"},
		{"r.x1", "公共表述", "坚持人民至上、生命至上"},
	}
	var got []short
	for _, f := range finding.Of(r, message.Chinese) {
		got = append(got, short{f.ID, f.Kind, f.Span.Of(r.Text)})
		if f.Class.Counted() != (f.ID != "r.x1") {
			t.Errorf("%s counted: %v", f.ID, f.Class.Counted())
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	r.Coverage.Sections[1].Why = message.New("why.missing_alone", "存在问题", "存在问题")
	if f := finding.Of(r, message.English)[2]; f.Span.Of(r.Text) != r.Draft.Title || f.Kind != "Missing: 存在问题" {
		t.Errorf("without a near heading: %+v", f)
	}
}

func TestPercent(t *testing.T) {
	for share, want := range map[float64]string{0: "0%", 0.001: "<1%", 0.146: "15%", 0.999: "99%", 1: "100%"} {
		if got := finding.Percent(share); got != want {
			t.Errorf("%v: %s, want %s", share, got, want)
		}
	}
}

func TestChain(t *testing.T) {
	r := annotatetest.Report()
	if got := finding.Chain(r, message.Chinese); len(got) != 4 || got[0] != (finding.Step{Label: "总重复", Share: "31%"}) || got[3].Share != "14%" {
		t.Errorf("%v", got)
	}
	r.Stats.Reports = 0
	if got := finding.Chain(r, message.Chinese); got != nil {
		t.Errorf("compared with nothing: %v", got)
	}
	r = annotatetest.Report()
	r.Reuse.Ratios = nil
	if got := finding.Chain(r, message.Chinese); got != nil {
		t.Errorf("too short: %v", got)
	}
}

// Guards: custom is never called a rule.
func TestBasis(t *testing.T) {
	for tier, want := range map[template.Tier]string{
		template.Regulation: "必须有（法规）：某条", template.Reported: "据转述应当有（规定转述）：某条",
		template.Custom: "通常应有（惯例）：某条", template.Experience: "一般会有（经验）：某条",
	} {
		if got := finding.Basis(message.Chinese, template.Basis{Text: "某条", Tier: tier}); got != want {
			t.Errorf("%s: %s", tier, got)
		}
	}
}

func TestState(t *testing.T) {
	for _, c := range []struct {
		status   template.Status
		required bool
		want     string
	}{
		{template.Missing, true, "缺"}, {template.Missing, false, "未写，可不写"}, {template.Thin, true, "薄"},
		{template.Present, true, "有"}, {template.Unheaded, true, "无标题"}, {template.Unassessable, true, "不可评估"},
	} {
		if got := finding.State(message.Chinese, c.status, c.required); got != c.want {
			t.Errorf("%s %v: %s", c.status, c.required, got)
		}
	}
}

func TestAroundAndShorten(t *testing.T) {
	const s = "上一行\n甲乙丙丁戊\n下一行"
	span := text.Span{Start: len("上一行\n甲乙"), End: len("上一行\n甲乙丙")}
	for n, want := range map[int]string{0: "丙", 1: "乙丙丁", 9: "甲乙丙丁戊"} {
		if got := finding.Around(s, span, n).Of(s); got != want {
			t.Errorf("%d around: %q", n, got)
		}
	}
	if got := finding.Shorten(" 甲\n乙　丙丁", 3); got != "甲 乙…" {
		t.Errorf("%q", got)
	}
}
