package template

import (
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

func past(name, source string) PastReport {
	return PastReport{name, &text.Document{Text: source, Blocks: text.Lines(source), Format: text.FormatText}}
}

// pastReports are three reports of one kind, each in its own words.
func pastReports() []PastReport {
	return []PastReport{
		past("a.txt", "一站2022年泵站运行情况总结\n一、主要工作\n"+counted(9)+"\n二、水质化验情况\n"+told(2)+"\n三、存在的问题\n"+told(3)+"\n四、2023年工作打算\n"+told(2)),
		past("b.txt", "二站2023年泵站运行情况总结\n一、工作开展情况\n"+counted(12)+"\n二、水质化验结果\n"+told(3)+"\n三、存在问题及原因分析\n"+told(4)+"\n四、下一步工作\n"+told(3)),
		past("c.txt", "三站2024年度泵站运行情况总结\n一、主要工作\n"+counted(10)+"\n二、水质化验情况\n"+told(2)+"\n三、经验体会\n"+told(1)+"\n四、明年工作安排\n"+told(2)+"但工作中还存在一些不足。"),
	}
}

func TestPropose(t *testing.T) {
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		t.Run(string(lang), func(t *testing.T) {
			source, err := library(t).Propose(pastReports(), lang)
			if err != nil {
				t.Fatal(err)
			}
			l := withFiles(t, source)
			tmpl := l.Of(GivenLayer)[0]
			if failures, run := l.TestExamples(tmpl); len(failures) > 0 || run < 10 {
				t.Errorf("%d examples, failed: %v", run, failures)
			}
			if tmpl.ID != "泵站运行情况总结" || tmpl.Titles.Any[0] != "泵站运行情况总结" || tmpl.Basis.Tier != Experience {
				t.Errorf("%+v", tmpl)
			}
			required := map[SectionID]bool{}
			for _, s := range tmpl.Sections {
				required[s.ID] = s.Required
			}
			want := map[SectionID]bool{"progress": true, "s2": true, "problems": true, "causes": false, "experience": false, "plan": true}
			for id, must := range want {
				if got, ok := required[id]; !ok || got != must {
					t.Errorf("%s: there %v, required %v\n%s", id, ok, got, source)
				}
			}
			if len(required) != len(want) || !strings.HasPrefix(sectionIDs(tmpl), "progress s2 problems causes") {
				t.Errorf("sections %s", sectionIDs(tmpl))
			}
			water := tmpl.Sections[1]
			if !slices.Equal(water.Headings, []string{"水质化验情况", "水质化验结果"}) || water.MinChars != 21 {
				t.Errorf("%+v", water)
			}
			if !strings.Contains(source, "a.txt") || !strings.Contains(source, "64、64、96") && !strings.Contains(source, "65、65、97") {
				t.Errorf("the remarks lack files or lengths:\n%s", source)
			}
			if english := !strings.Contains(source, "章节:"); english != (lang == message.English) {
				t.Errorf("the keys are in the wrong language:\n%s", source)
			}
			for _, r := range pastReports() {
				d, o := typed(r.Doc.Text)
				if got := l.Choose(d, o, "").Template.ID; got != tmpl.ID {
					t.Errorf("%s leads to %s", r.Name, got)
				}
			}
		})
	}
}

// TestProposeFlat: reports by theme give a section that may be flat.
func TestProposeFlat(t *testing.T) {
	reports := []PastReport{
		past("a.txt", "一站2022年工作报告\n一、把泵修好\n"+counted(5)+"\n二、把水管好\n"+counted(5)),
		past("b.txt", "二站2023年工作报告\n一、让水清起来\n"+counted(5)+"\n二、让人富起来\n"+counted(5)),
	}
	source, err := library(t).Propose(reports, message.English)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := given(t, source)
	if sectionIDs(tmpl) != "progress" || !tmpl.Sections[0].Flat || !tmpl.Sections[0].Required {
		t.Errorf("%s", source)
	}
}

// TestProposeAnything: whatever the reports hold, the proposal can be read.
func TestProposeAnything(t *testing.T) {
	for _, sources := range [][]string{
		{""}, {"\n\n"}, {"一"}, {"报告"}, {"a: b\n一、“引号”、\"quotes\"\n" + told(3) + "\n二、[括号], {x}: #\n" + told(3)},
		{"一、true\n" + told(3) + "\n二、- 是\n" + told(3), "一、true\n" + told(3) + "\n二、- 是\n" + told(3)},
		{"一、" + strings.Repeat("长", 45) + "\n" + told(3) + "\n二、好不好？\n" + told(3)},
		{"一、问题！\n" + told(3) + "\n二、打算！\n" + told(3), "一、问题！\n" + told(3) + "\n二、打算！\n" + told(3)},
	} {
		var reports []PastReport
		for i, s := range sources {
			reports = append(reports, past("r"+itoa(i)+"\n.txt", s))
		}
		source, err := library(t).Propose(reports, message.Chinese)
		if err != nil {
			t.Errorf("%q: %v", sources, err)
			continue
		}
		l := withFiles(t, source)
		if failures, _ := l.TestExamples(l.Of(GivenLayer)...); len(failures) > 0 {
			t.Errorf("%q: %v", sources, failures)
		}
	}
}

func TestTry(t *testing.T) {
	l := library(t)
	trial := l.Try(mustGet(t, "work-summary"), pastReports())
	if trial.Reports != 3 || len(trial.Sections) != 6 || len(trial.Points) != 2 {
		t.Fatalf("%+v", trial)
	}
	for _, s := range trial.Sections {
		sum := 0
		for _, n := range s.Counts {
			sum += n
		}
		if sum != 3 || s.Counts[Missing] != len(s.Missing) {
			t.Errorf("%+v", s)
		}
	}
	causes := trial.Sections[4]
	if causes.ID != "causes" || strings.Join(causes.Missing, " ") != "a.txt c.txt" || causes.Required {
		t.Errorf("%+v", causes)
	}
}

func TestFits(t *testing.T) {
	l := load(t, folder(UnitLayer, map[string]string{
		"a.yaml": "id: a\nextends: work-summary\ntitles: {any: [泵站总结]}\n",
		"b.yaml": "id: b\nextends: a\ntitles: {any: [水厂总结]}\n",
		"c.yaml": "id: generic-report\nextends: generic-report\n",
	}))
	for _, c := range []struct {
		template, kind ID
		title          string
		want           bool
	}{
		{"b", "b", "", true}, {"b", "a", "", true}, {"b", "work-summary", "", true}, {"b", "self-inspection", "", false},
		{"b", "", "三号水厂总结", true}, {"b", "", "泵站总结", false}, {"work-summary", "b", "", false},
		{"generic-report", "generic-report", "", true}, {"generic-report", "b", "天气", false},
	} {
		if got := l.Fits(mustFind(t, l, c.template), c.kind, c.title); got != c.want {
			t.Errorf("%s, %q, %q: %v", c.template, c.kind, c.title, got)
		}
	}
}
