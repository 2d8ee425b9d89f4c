package template

import (
	"slices"
	"strings"
	"testing"
)

func TestTidy(t *testing.T) {
	for _, c := range []struct{ title, plain, tidy string }{
		{"一、总体情况", "总体情况", "总体情况"},
		{"（二）存在的问题及原因", "存在的问题和原因", "存在的问题和原因"},
		{"３．工作与生活", "工作和生活", "工作和生活"},
		{"第二部分：今后以及将来", "今后和将来", "今后和将来"},
		{"四、2024年度工作回顾", "工作回顾", "工作回顾"},
		{"2023年上半年工作回顾", "上半年工作回顾", "工作回顾"},
		{"一、过去五年工作回顾", "过去五年工作回顾", "工作回顾"},
		{"20XX年工作打算", "工作打算", "工作打算"},
		{"今年以来的工作", "今年以来的工作", "工作"},
		{"一、上年度问题整改", "上年度问题整改", "问题整改"},
		{"全年主要工作", "全年主要工作", "主要工作"},
		{"一、存在问题（3个）", "存在问题", "存在问题"},
		{"二、“三会一课”开展情况。", "三会一课开展情况", "三会一课开展情况"},
		{"　存 在 问 题：", "存在问题", "存在问题"},
		{"", "", ""},
		{"一、", "", ""},
	} {
		if got := plain(c.title); got != c.plain {
			t.Errorf("%q: got %q, want %q", c.title, got, c.plain)
		}
		if got := tidy(c.title); got != c.tidy {
			t.Errorf("%q: tidied %q, want %q", c.title, got, c.tidy)
		}
	}
}

// served lists the sections of a template that a heading serves.
func served(l *Library, t *Template, title string) string {
	var ids []string
	for i := range t.Sections {
		if l.serves(&t.Sections[i], t.forms(title)) {
			ids = append(ids, string(t.Sections[i].ID))
		}
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

func TestServes(t *testing.T) {
	cases := 0
	for _, group := range []struct {
		template ID
		headings [][2]string // heading, sections by name
	}{
		{"work-summary", [][2]string{
			{"一、全年重点任务完成情况", "progress"},
			{"（一）项目建设推进情况", "progress"},
			{"二、工作成绩与亮点", "progress"},
			{"一、2023年主要工作", "progress"},
			{"三、取得的主要成效", "progress"},
			{"二、特色做法", "progress"},
			{"1.基本做法和成效", "progress"},
			{"一、本年度工作完成情况", "progress"},
			{"一、整体情况", "progress"},
			{"第一部分　一年来的工作总结", "progress"},
			{"三、工作中的几点体会", "experience"},
			{"四、经验与启示", "experience"},
			{"二、面临的困难与问题", "problems"},
			{"三、差距与不足", "problems"},
			{"三、亟待解决的问题", "problems"},
			{"三、专项整治中发现的问题", "problems"},
			{"三、问题不足及解决措施", "plan problems"},
			{"三、帮扶工作存在的困难", "problems"},
			{"四、短板弱项", "problems"},
			{"三、工作中暴露出的突出短板", "problems"},
			{"三、存在的主要困难和问题及原因分析", "causes problems"},
			{"四、问题成因", "causes"},
			{"四、存在问题的原因", "causes"},
			{"四、2025年工作思路", "plan"},
			{"五、下阶段工作重点", "plan"},
			{"五、明年工作安排", "plan"},
			{"六、下半年工作打算", "plan"},
			{"五、下步工作", "plan"},
			{"五、来年展望", "plan"},
			{"四、2026年安排", "plan"},
			{"四、接下来的任务", "plan"},
			{"一、总体状况", "progress"},
			{"三、工作中遇到的难题", "problems"},
			{"五、存在的短板以及下一步努力方向", "plan problems"},
			{"第四部分　存在的问题和下一步安排", "plan problems"},
			// by theme: no section of its own
			{"（一）把责任钉到门牌上", ""},
			{"（三）加强基础设施建设", ""},
			{"三、坚持党建引领，凝聚发展合力", ""},
			{"（二）优化营商环境", ""},
			{"（四）狠抓安全生产", ""},
			{"（五）关心下一代成长", ""},
			{"三、活动丰富，创建有成效", ""},
			{"四、转变作风，服务群众见成效", ""},
			// they only look so
			{"（一）坚持问题导向抓落实", ""},
			{"（三）解决群众反映强烈的突出问题", ""},
			{"（三）整治群众身边的突出问题", ""},
			{"（四）着力补齐民生短板", ""},
			{"（四）缩小城乡差距", ""},
			{"（五）帮助企业渡过难关、纾解困难", ""},
			{"（二）认真执行年度培训计划", ""},
			{"（一）贯彻县委工作安排", ""},
			{"二、安全隐患整改情况", ""},
		}},
		{"ideology-responsibility", [][2]string{
			{"一、落实意识形态责任制的总体情况", "progress"},
			{"（二）网络意识形态工作开展情况", "progress"},
			{"三、意识形态工作存在的薄弱环节", "problems"},
			{"四、意识形态工作下一步打算", "plan"},
			{"三、意识形态领域存在的问题及下一步工作打算", "plan problems"},
			{"（三）做好舆情引导", ""},
			{"（一）强化阵地管理", ""},
			{"（二）理论学习情况", ""},
		}},
		{"self-inspection", [][2]string{
			{"一、自查工作组织情况", "progress"},
			{"二、自查内容及结果", "progress"},
			{"一、基本情况", "progress"},
			{"三、自查中发现的主要问题", "problems"},
			{"二、查摆出的问题", "problems"},
			{"三、问题产生的原因", "causes"},
			{"四、立行立改情况", "rectify"},
			{"三、问题整改情况", "rectify"},
			{"二、发现的问题与整改情况", "problems rectify"},
			{"五、整改措施及下步安排", "plan rectify"},
			{"六、工作建议", "plan"},
		}},
		{"personal-duty-report", [][2]string{
			{"一、政治学习方面", "study"},
			{"（一）加强政治理论学习，提高思想认识", "study"},
			{"一、述学", "study"},
			{"二、述职", "progress"},
			{"二、履行岗位职责情况", "progress"},
			{"二、分管工作完成情况", "progress"},
			{"三、述廉", "integrity"},
			{"三、廉洁从政情况", "integrity"},
			{"三、遵守廉政纪律", "integrity"},
			{"四、自身存在的差距", "problems"},
			{"五、改进方向", "plan"},
			{"六、今后努力方向及措施", "plan"},
			{"二、抓业务、提质量", ""},
		}},
		{"generic-report", [][2]string{
			{"（一）进展情况", "progress"},
			{"二、推进乡村振兴工作", "progress"},
			{"三、对策建议", "plan"},
			{"（一）职责到人、措施到位", ""},
			{"四、请求解决的问题", "plan"},
			{"五、需要县里协调解决的事项", "plan"},
		}},
	} {
		tmpl := mustGet(t, group.template)
		for _, h := range group.headings {
			cases++
			if got := served(library(t), tmpl, h[0]); got != h[1] {
				t.Errorf("%s, %s: serves %q, want %q", group.template, h[0], got, h[1])
			}
		}
	}
	if cases < 60 {
		t.Fatalf("only %d headings", cases)
	}
}

// TestObservedHeadings: headings seen in real reports, with the roles they
// have; those by theme have none of the roles that give a report its frame.
func TestObservedHeadings(t *testing.T) {
	l := library(t)
	subject := &Template{Subjects: []string{"意识形态工作责任制", "意识形态工作", "意识形态", "推进法治政府建设", "自查自纠", "自查", "政治生态建设"}}
	frame := []RoleID{"overview", "progress", "problems", "causes", "plan", "rectify", "suggestions", "goals", "experience"}
	for title, want := range map[string]string{
		"一、履职情况": "progress duty", "一、总体情况": "overview", "二、主要问题": "problems", "一、工作开展情况": "progress",
		"（二）强化学习，确保理论武装到位。": "study", "二、存在的不足和原因分析": "problems causes", "一、2025年度意识形态工作总结": "progress",
		"一、工作情况": "progress", "一、主要工作及成效": "progress", "一、上半年意识形态总体开展情况": "progress",
		"一、上半年主要工作与成效": "progress", "一、总体态势：稳中有进，基层意识形态阵地持续巩固": "overview", "一、工作总体情况": "overview progress",
		"（一）理论学习开展情况": "study", "一、意识形态工作基本情况": "overview", "一、意识形态工作责任制落实情况": "progress",
		"一、今年工作落实情况": "progress", "一、意识形态工作总体情况": "overview", "一、自查工作情况": "progress", "二、存在问题": "problems",
		"三、工作建议": "suggestions", "二、自查发现的问题": "problems", "三、整改措施与成效": "rectify", "四、下一步工作计划": "plan",
		"一、自查自纠工作开展基本情况": "progress", "一、履职情况和工作亮点": "progress duty", "一、主要工作进展": "progress",
		"二、存在的问题和不足": "problems", "三、2025年工作计划": "plan", "三、下一步工作打算": "plan", "二、存在的主要问题": "problems",
		"一、主要工作情况": "progress", "一、主要工作完成情况": "progress", "一、工作回顾": "progress", "二、主要成绩": "progress",
		"一、2020年推进法治政府建设的主要举措和成效": "progress", "五、存在的主要问题及改进情况": "problems rectify",
		"第一部分：去年工作回顾": "progress", "第二部分：今年的总体要求和主要目标": "goals", "第三部分：今年的工作任务": "tasks",
		"一、岗位职责和分管工作": "duty", "三、主要经验教训和体会": "experience", "四、今后工作的努力方向": "plan",
		"一、2025年度政治生态建设主要工作成效与态势分析": "progress", "一、总体评价": "overview", "二、主要成效": "progress",
		"（一）提升思想认识，全面安排意识形态部署": "", "（二）强化组织领导，落实意识形态主体责任": "", "1.理论武装不够扎实": "",
		"一、牢牢把握党对意识形态工作的领导权和主动权": "", "一、强化政治自觉，筑牢意识形态工作思想根基": "", "（一）压实主体责任，健全工作机制。": "",
		"一、高度重视，加强组织领导": "", "（二）意识形态阵地管控情况": "", "一、聚焦中心任务，强化服务保障，提升政务效能": "",
		"一、持续从高从严加强自身建设": "",
	} {
		heads := func(id RoleID) bool {
			for _, form := range subject.forms(title) {
				if l.roles[id].heads(form) {
					return true
				}
			}
			return false
		}
		for _, id := range strings.Fields(want) {
			if !heads(RoleID(id)) {
				t.Errorf("%s is no heading of %s", title, id)
			}
		}
		if want != "" {
			continue
		}
		for _, id := range frame {
			if heads(id) {
				t.Errorf("%s is a heading of %s", title, id)
			}
		}
	}
	for title, id := range map[string]RoleID{
		"坚持问题导向，深入查摆": "problems", "二、反馈问题整改落实情况": "problems", "（三）制定年度学习计划": "plan",
		"一、贯彻落实上级决策部署": "plan", "（二）聚焦群众急难愁盼问题": "problems", "二、意识形态工作重视程度不够": "plan",
	} {
		for _, form := range subject.forms(title) {
			if l.roles[id].heads(form) {
				t.Errorf("%s is a heading of %s", title, id)
			}
		}
	}
}
