package template

import (
	"slices"
	"strings"
	"testing"
)

func TestTidy(t *testing.T) {
	for _, c := range []struct{ title, want string }{
		{"一、总体情况", "总体情况"},
		{"（二）存在的问题及原因", "存在的问题和原因"},
		{"３．工作与生活", "工作和生活"},
		{"第二部分：今后以及将来", "今后和将来"},
		{"四、2024年度工作回顾", "工作回顾"},
		{"2023年上半年工作回顾", "工作回顾"},
		{"20XX年工作打算", "工作打算"},
		{"今年以来的工作", "工作"},
		{"全年主要工作", "主要工作"},
		{"一、存在问题（3个）", "存在问题"},
		{"二、“三会一课”开展情况。", "三会一课开展情况"},
		{"　存 在 问 题：", "存在问题"},
		{"", ""},
		{"一、", ""},
	} {
		if got := tidy(c.title); got != c.want {
			t.Errorf("%q: got %q, want %q", c.title, got, c.want)
		}
	}
}

// served lists the sections of a template that a heading serves.
func served(l *Library, t *Template, title string) string {
	var ids []string
	for i := range t.Sections {
		if l.serves(t, &t.Sections[i], title) {
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
			{"三、问题不足及解决措施", "problems"},
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
