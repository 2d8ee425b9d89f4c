package template

import (
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// pumped is a template of one section with a few demands, and reports for it
// have one heading.
func pumped(demands string) string {
	return "id: pump\nname: 泵站报告\nbasis: {tier: 惯例, text: 写法}\ngeneral: [提高站位]\nsections:\n  - {id: plan, name: 打算, required: true, roles: [plan], " + demands + "}\n"
}

func TestThin(t *testing.T) {
	for _, c := range []struct {
		name, demands, body string
		peers               Peers
		status              Status
		why                 string // keys of all reasons, or of Why where there are none
	}{
		{"enough", "min_chars: 50", told(2), Peers{}, Present, "why.present"},
		{"nothing under the heading", "", "", Peers{}, Thin, "why.thin_empty"},
		{"too short", "min_chars: 500", told(1), Peers{}, Thin, "why.thin_chars"},
		{"no figures", "need_numbers: 1", told(3), Peers{}, Thin, "why.thin_figures"},
		{"a figure", "need_numbers: 1", counted(1), Peers{}, Present, "why.present"},
		{"good intentions", "need_means: true", "我们要进一步提高认识，不断改进作风。努力开创新局面。", Peers{}, Thin, "why.thin_means"},
		{"good intentions and a date", "need_means: true", "我们要进一步提高认识，三月底前改进作风。", Peers{}, Present, "why.present"},
		{"good intentions and a document", "need_means: true", "我们要进一步落实《泵站值守办法》。", Peers{}, Present, "why.present"},
		{"plain words", "need_means: true", "把老泵换掉，把水管理顺。", Peers{}, Present, "why.present"},
		{"one item", "min_items: 2", "一是把老泵换掉。", Peers{}, Thin, "why.thin_items"},
		{"two items", "min_items: 2", "一是把老泵换掉；二是把水管理顺。", Peers{}, Present, "why.present"},
		{"two lesser headings", "min_items: 2", "\n（一）换泵\n把老泵换掉。\n（二）理管\n把水管理顺。", Peers{}, Present, "why.present"},
		{"nothing to count", "min_items: 2", "把老泵换掉。", Peers{}, Present, "why.present"},
		{"the heading promises more", "need_content: true", "把老泵换掉。", Peers{}, Thin, "why.thin_content"},
		{"the heading is kept", "need_content: true", "明年把老泵换掉。", Peers{}, Present, "why.present"},
		{"stock phrases of the unit", "", "提高站位，凝心聚力。提高站位，真抓实干。", Peers{}, Thin, "why.thin_general"},
		{"a stock phrase among others", "", "提高站位，凝心聚力。把老泵换掉，把水管理顺，把门锁好。", Peers{}, Present, "why.present"},
		{"two reasons", "min_chars: 500, need_numbers: 2", told(1), Peers{}, Thin, "why.thin_chars why.thin_figures"},
		{"shorter than its peers", "min_chars: 10", told(1), peersOf(310, 37), Thin, "why.thin_peers"},
		{"as long as its peers", "min_chars: 10", told(3), peersOf(120, 37), Present, "why.present"},
		{"too few peers", "min_chars: 10", told(1), peersOf(310, 4), Present, "why.present"},
		{"below the minimum, and the median known", "min_chars: 500", told(1), peersOf(60, 37), Thin, "why.thin_chars"},
		{"what everybody writes", "", told(3), Peers{General: []text.Span{{Start: 0, End: 1 << 20}}}, Thin, "why.thin_general"},
		{"nothing to report", "min_chars: 50, empty_ok: 没有安排", "明年没有安排。", Peers{}, Present, "why.nothing_to_report"},
		{"nothing to report, and then some", "min_chars: 20, empty_ok: 没有安排", "检修没有安排。" + told(3), Peers{}, Present, "why.present"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := withFiles(t, pumped(c.demands))
			d, o := typed("泵站报告\n一、下一步打算\n" + c.body)
			for i := range c.peers.General {
				c.peers.General[i] = c.peers.General[i].Intersect(text.Span{End: len(d.Text)})
			}
			cov := l.CoverAmong(mustFind(t, l, "pump"), d, o, c.peers)
			wantPlaces(t, d, cov)
			s := cov.Sections[0]
			var keys []string
			for _, m := range s.Reasons {
				keys = append(keys, string(m.Key))
			}
			if len(keys) == 0 {
				keys = []string{string(s.Why.Key)}
			} else if s.Why.Key != s.Reasons[0].Key {
				t.Errorf("why %s, reasons %s", s.Why.Key, keys)
			}
			if s.Status != c.status || strings.Join(keys, " ") != c.why {
				t.Errorf("%s, %s; want %s, %s", s.Status, keys, c.status, c.why)
			}
		})
	}
}

func peersOf(chars, reports int) Peers {
	return Peers{Median: func(SectionID) (int, int) { return chars, reports }}
}

func TestPeersAreNamed(t *testing.T) {
	l := withFiles(t, pumped("min_chars: 10"))
	d, o := typed("泵站报告\n一、下一步打算\n" + told(1))
	s := l.CoverAmong(mustFind(t, l, "pump"), d, o, peersOf(310, 37)).Sections[0]
	if got := s.Why.In(message.Chinese); got != "“打算”只有 32 字，报告库里 37 篇同类报告的中位数是 310 字。" {
		t.Errorf("%s", got)
	}
}

// TestLeastChars: a section's minimum shrinks with the report, to a fifth at
// most.
func TestLeastChars(t *testing.T) {
	s := &Section{MinChars: 500}
	for _, c := range []struct{ typical, chars, want int }{
		{0, 2000, 500}, {0, 9000, 500}, {0, 1000, 250}, {0, 100, 100}, {0, 0, 100}, {10_000, 5000, 250}, {1000, 1000, 500},
	} {
		if got := (&Template{TypicalChars: c.typical}).leastChars(s, c.chars); got != c.want {
			t.Errorf("%d of %d characters: %d, want %d", c.chars, c.typical, got, c.want)
		}
	}
}

// TestDemand: only a regulation says must.
func TestDemand(t *testing.T) {
	for _, c := range []struct{ basis, required, want string }{
		{"法规", "true", "必须有，法规要求"}, {"规定转述", "true", "据转述必须有"}, {"惯例", "true", "建议有，属惯例"},
		{"经验", "true", "建议有，属经验"}, {"法规", "false", "可有可无"},
	} {
		source := strings.NewReplacer("tier: 惯例", "tier: "+c.basis, "required: true", "required: "+c.required).Replace(pumped(""))
		l := withFiles(t, source)
		d, o := typed("泵站报告\n" + told(2))
		if got := l.Cover(mustFind(t, l, "pump"), d, o).Sections[0].Why.In(message.Chinese); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", c.basis, got)
		}
	}
}

// TestWhen: a section is asked for where title or beginning say so.
func TestWhen(t *testing.T) {
	l := withFiles(t, pumped("when: 站长"))
	for source, want := range map[string]bool{
		"站长报告\n" + told(2): true, "泵站报告\n本人任站长。" + told(2): true,
		"泵站报告\n" + told(2): false, "泵站报告\n" + told(30) + "\n站长签字。": false,
	} {
		d, o := typed(source)
		if got := l.Cover(mustFind(t, l, "pump"), d, o).Sections[0].Required; got != want {
			t.Errorf("%.30q: required %v", source, got)
		}
	}
}

// TestOrder: where a regulation gives the order, what stands elsewhere is
// told, and must is said.
func TestOrder(t *testing.T) {
	tmpl := mustGet(t, "gov-info-disclosure-annual")
	report := func(order ...string) string {
		bodies := map[string]string{
			"总体情况":            counted(6),
			"主动公开政府信息情况":      "行政许可26件。",
			"收到和处理政府信息公开申请情况": "收到申请3件，都已答复。",
		}
		out := "县水务局政府信息公开工作年度报告\n"
		for i, title := range order {
			out += string([]rune("一二三")[i]) + "、" + title + "\n" + bodies[title] + "\n"
		}
		return out
	}
	const whole, active, asked = "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况"
	for _, c := range []struct {
		source, want string
	}{
		{report(whole, active, asked), ""},
		{report(whole, asked, active), "requests after disclosure"},
		{report(asked, whole, active), "requests after disclosure"},
		{report(asked, active, whole), "disclosure after progress|requests after progress"},
		{report(whole), ""},
	} {
		d, o := typed(c.source)
		cov := library(t).Cover(tmpl, d, o)
		wantPlaces(t, d, cov)
		var got []string
		for _, x := range cov.Order {
			got = append(got, string(x.ID)+" after "+string(x.Follows))
			if why := x.Why.In(message.Chinese); !strings.Contains(why, "必须") || x.Span.Empty() || x.Basis.Tier != Regulation {
				t.Errorf("%+v says %s", x, why)
			}
			if s := sectionOf(t, cov, x.ID); s.Why.Key != "why.order" {
				t.Errorf("%s says %s", x.ID, s.Why.Key)
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%.60q: %q, want %q", c.source, got, c.want)
		}
	}
	d, o := typed("工作总结\n一、存在的问题\n" + told(3) + "\n二、主要工作\n" + counted(9))
	if cov := library(t).Cover(mustGet(t, "work-summary"), d, o); len(cov.Order) > 0 {
		t.Errorf("custom has no order: %+v", cov.Order)
	}
}

// TestNestedHeadings: below an umbrella, and below another section where the
// title names a part word for word.
func TestNestedHeadings(t *testing.T) {
	for _, c := range []struct {
		name, template, source, section string
		want                            Status
	}{
		{"problems below the work", "self-inspection", "自查报告\n一、自查情况\n（一）组织开展情况\n" + counted(3) + "\n（二）发现的问题\n" + told(2), "problems", Present},
		{"causes below the problems", "work-summary", "工作总结\n一、存在的问题\n" + told(2) + "\n（一）原因分析\n" + told(2), "causes", Present},
		{"study below the duties", "personal-duty-report", "述职报告\n一、履职情况\n（一）理论学习情况\n" + told(2) + "\n（二）主要工作\n" + counted(9), "study", Present},
		{"a theme below the duties", "personal-duty-report", "述职报告\n一、履职情况\n（一）学习先进、争当表率\n" + told(2) + "\n（二）主要工作\n" + counted(9), "study", Missing},
		{"study below the problems is a problem", "personal-duty-report", "述职报告\n一、存在的不足\n（一）学习方面\n" + told(2) + "\n（二）作风建设\n" + told(2), "study", Missing},
		{"integrity below the problems is a problem", "personal-duty-report", "述职报告\n一、存在的不足\n（一）学习方面\n" + told(2) + "\n（二）作风建设\n" + told(2), "integrity", Missing},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, o := typed(c.source)
			cov := library(t).Cover(mustGet(t, ID(c.template)), d, o)
			wantPlaces(t, d, cov)
			if s := sectionOf(t, cov, SectionID(c.section)); s.Status != c.want {
				t.Errorf("%s, %s", s.Status, s.Why.In(message.Chinese))
			}
		})
	}
}

func TestOpening(t *testing.T) {
	for source, want := range map[string]string{
		"镇工作总结\n今年镇里修了路。\n一、主要工作\n" + counted(9):          "今年镇里修了路。",
		"镇工作总结\n今年镇里修了路。\n路修到了村口。\n一、主要工作\n" + counted(9): "今年镇里修了路。\n路修到了村口。",
		"镇工作总结\n一、主要工作\n" + counted(9):                    "",
		"镇工作总结\n今年镇里修了路，路修到了村口。\n" + told(5):              "今年镇里修了路，路修到了村口。",
	} {
		d, o := typed(source)
		s := sectionOf(t, library(t).Cover(mustGet(t, "work-summary"), d, o), "opening")
		if got := s.Span.Of(d.Text); got != want || (want == "") != (s.Status == Missing) || (want == "") != (s.Why.Key == "why.missing_opening") {
			t.Errorf("%.40q: %s, %q", source, s.Status, got)
		}
	}
}

// TestTimes: a point that asks for occasions wants them counted.
func TestTimes(t *testing.T) {
	source := sound + "points:\n  - {id: met, name: 专题研究, strong: [专题研究], weak: [会议], min_times: 2}\n"
	l := withFiles(t, source)
	for _, c := range []struct {
		sentence string
		want     Status
		why      message.Key
	}{
		{"会议专题研究2次。", Present, "why.point_present"},
		{"会议专题研究两次。", Present, "why.point_present"},
		{"会议专题研究十二次。", Present, "why.point_present"},
		{"会议专题研究１２次。", Present, "why.point_present"},
		{"会议专题研究一次。", Thin, "why.point_times"},
		{"会议专题研究多次。", Thin, "why.point_times"},
		{"会议专题研究。看戏5次。", Thin, "why.point_times"},
		{"专题研究2次。", Thin, "why.point_thin"},
	} {
		d, o := typed("泵站报告\n" + c.sentence)
		p := pointOf(t, l.Cover(mustFind(t, l, "pump"), d, o), "met")
		if p.Status != c.want || p.Why.Key != c.why {
			t.Errorf("%s: %s, %s", c.sentence, p.Status, p.Why.Key)
		}
	}
}

func TestLengths(t *testing.T) {
	var l Lengths
	if chars, n := l.Median("plan"); chars != 0 || n != 0 {
		t.Errorf("of nothing: %d, %d", chars, n)
	}
	for i, chars := range []int{300, 100, 200, 0} {
		status := []Status{Present, Thin, Unheaded, Missing}[i]
		l.Add(&Coverage{Sections: []SectionResult{{ID: "plan", Status: status, Chars: chars}}})
	}
	if chars, n := l.Median("plan"); chars != 200 || n != 3 {
		t.Errorf("median %d of %d", chars, n)
	}
}
