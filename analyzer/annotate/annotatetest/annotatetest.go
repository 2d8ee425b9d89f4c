// Package annotatetest has a report of every kind of finding, for the tests
// of what is written about a draft.
package annotatetest

import (
	"strconv"
	"strings"

	"hegao/analyzer"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

const draft = `青溪县云坪镇2025年度防汛工作总结

县应急管理局：
　　一年来，云坪镇认真落实防汛责任，现总结如下。

一、主要工作
　　全镇走访群众XX户，储备编织袋三千条、救生衣二百件，汛前逐段检查堤防。镇里同青溪县水利站一道落实落实值班。
（一）<预案>演练
　　组织演练两次。坚持人民至上、生命至上。

三、下一步打算
　　继续抓好防汛。
单位	人数
云坪村	12
青溪县云坪镇人民政府
2025年12月3日`

// Report is a check of an invented draft. Nothing in it is shared with the
// report of another call.
func Report() *analyzer.Report {
	r := &analyzer.Report{
		Text: draft,
		Draft: analyzer.DraftFacts{
			File: "防汛总结.txt", Title: "青溪县云坪镇2025年度防汛工作总结", Unit: "青溪县云坪镇人民政府", Year: 2025,
			Kind: "work-summary", Chars: 186, Format: text.FormatText, Warnings: []text.Warning{{Code: "tracked_changes"}},
		},
		Template: analyzer.TemplateChoice{ID: "work-summary", Name: "工作总结", Chosen: "auto", Confidence: 0.9},
		Stats:    analyzer.Stats{Reports: 120},
	}
	for _, h := range []struct {
		level         int
		number, title string
	}{{1, "一、", "主要工作"}, {2, "（一）", "<预案>演练"}, {1, "三、", "下一步打算"}} {
		r.Outline = append(r.Outline, analyzer.OutlineEntry{Level: h.level, Number: h.number, Title: h.title, Span: Span(r, h.number+h.title)})
	}
	addCoverage(r)
	addFaults(r)
	addReuse(r)
	return r
}

// Span is where words stand first in the report's text. It panics where they
// do not.
func Span(r *analyzer.Report, words string) text.Span {
	i := strings.Index(r.Text, words)
	if i < 0 {
		panic("the draft lacks " + words)
	}
	return text.Span{Start: i, End: i + len(words)}
}

func addCoverage(r *analyzer.Report) {
	basis := template.Basis{Text: "总结通常写存在问题", Tier: template.Custom}
	r.Coverage = template.Coverage{
		Sections: []template.SectionResult{
			{
				ID: "progress", Asked: template.Asked{Name: "主要工作", Required: true, Level: "error", Basis: basis}, Status: template.Present,
				Headings: []text.Span{Span(r, "一、主要工作")}, Span: Span(r, "一、主要工作"), Why: message.New("why.present", "主要工作"),
			},
			{
				ID: "problems", Asked: template.Asked{Name: "存在问题", Required: true, Level: "error", Basis: basis}, Status: template.Missing,
				Why: message.New("why.missing", "存在问题", "@demand.custom", "存在问题、主要问题", "下一步打算"),
			},
			{
				ID: "plan", Asked: template.Asked{Name: "下一步打算", Required: true, Level: "error", Basis: basis}, Status: template.Thin,
				Headings: []text.Span{Span(r, "三、下一步打算")}, Span: Span(r, "三、下一步打算"), Why: message.New("why.thin_chars", "下一步打算", 6, 120),
			},
			{ID: "causes", Asked: template.Asked{Name: "原因分析", Level: "info", Basis: basis}, Status: template.Missing, Why: message.New("why.missing_alone", "原因分析", "@demand.optional", "原因分析")},
		},
		Points: []template.PointResult{
			{ID: "p1", Asked: template.Asked{Name: "物资储备", Required: true, Basis: basis}, Status: template.Present, Why: message.New("why.point_present", "物资储备")},
			{ID: "p2", Asked: template.Asked{Name: "责任追究", Required: true, Basis: basis}, Status: template.Missing, Why: message.New("why.point_missing", "责任追究", "@demand.custom", "追究", 3)},
			{ID: "p3", Asked: template.Asked{Name: "群众转移", Required: true, Basis: basis}, Status: template.Thin, Why: message.New("why.point_thin", "群众转移")},
		},
	}
}

func addFaults(r *analyzer.Report) {
	for _, f := range []struct {
		id, words string
		rule      fault.RuleID
		severity  fault.Severity
		said, do  message.Message
	}{
		{"f1", "XX", "placeholder", fault.Error, message.New("fault.placeholder", "XX"), message.Say("suggest.placeholder")},
		{"f2", "落实落实", "repeated_words", fault.Warning, message.New("fault.repeated_words", "落实"), message.New("suggest.repeated_words", "落实")},
		{"f3", "三、", "numbering", fault.Warning, message.New("fault.numbering_gap", "一、", "三、", 2), message.Say("suggest.numbering")},
		{"f4", "青溪县水利站", "foreign_name", fault.Error, message.New("fault.placeholder", "青溪县水利站"), message.Message{}},
	} {
		r.Faults = append(r.Faults, fault.Fault{ID: f.id, Rule: f.rule, Severity: f.severity, Span: Span(r, f.words), Message: f.said, Suggestion: f.do})
	}
}

func addReuse(r *analyzer.Report) {
	source := reuse.Place{Report: "0123456789abcdef", File: "a.txt", Title: "石门乡防汛工作总结", Unit: "青溪县石门乡人民政府", Year: 2024, Similarity: 0.97}
	for i, p := range []struct {
		words string
		kind  reuse.Kind
	}{
		{"储备编织袋三千条、救生衣二百件，汛前逐段检查堤防", reuse.Near},
		{"坚持人民至上、生命至上", reuse.SetPhrase},
	} {
		passage := reuse.Passage{
			ID: "x" + strconv.Itoa(i), Span: Span(r, p.words), Kind: p.kind, Chars: 20, Similarity: 0.97, Families: 1 + i,
			Sources: []reuse.Place{source}, Why: message.New("passage."+message.Key(p.kind), 20, 97, 2),
		}
		if r.Reuse == nil {
			r.Reuse = &reuse.Result{
				Checked: 186, Ratios: &reuse.Ratios{Total: 0.31, WithoutSetPhrases: 0.2, WithoutQuotations: 0.2, OtherUnits: 0.14, LargestSource: 0.14},
				Sources:  []reuse.SourceShare{{Report: source.Report, Unit: source.Unit, Year: source.Year, Title: source.Title, Chars: 20, Ratio: 0.14}},
				Compared: reuse.ComparedReport{Reports: 120, Candidates: 3},
			}
		}
		r.Reuse.Passages = append(r.Reuse.Passages, passage)
	}
}
