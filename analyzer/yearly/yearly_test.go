package yearly

import (
	"os"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/align"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

func library(t testing.TB) *template.Library {
	t.Helper()
	lib, err := template.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func sample(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("../../testdata/reports/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// statesOf writes each section as its heading and its state.
func statesOf(c *Comparison) (out []string) {
	for _, s := range c.Sections {
		out = append(out, strings.TrimSpace(s.Title+" "+string(s.State)))
	}
	return out
}

// Guards: what a reader of both of the hospital's reports would say of them.
func TestHospital(t *testing.T) {
	last, this := sample(t, "qx-hospital-2023-safety.txt"), sample(t, "qx-hospital-2024-safety.txt")
	c := Compare(library(t), last, this)
	if got, want := statesOf(c), []string{"revised", "一、工作开展情况 revised", "二、存在问题 new", "三、原因分析 new", "四、下步打算 new"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	var same []string
	for _, f := range c.Figures {
		for i := range f.Same {
			if f.Same[i].Of(this) != f.SameLast[i].Of(last) {
				t.Errorf("%q beside %q", f.Same[i].Of(this), f.SameLast[i].Of(last))
			}
			same = append(same, this[f.Same[i].Start:f.Same[i].End+len("家")])
		}
	}
	if want := []string{"4家", "2次", "12次"}; !slices.Equal(same, want) {
		t.Errorf("unchanged %q, want %q", same, want)
	}
	wantPlans(t, c, last, this, [][2]string{
		{"对急诊楼装修阶段的动火作业", "急诊楼装修期间共开具动火作业票64张"},
		{"对第三方人员实行", ""},
		{"把演练表现计入科室季度考核", "演练表现首次计入科室季度考核"},
		{"争取年内更新住院楼", "住院楼2号、3号电梯5月更新完毕"},
	})
}

// wantPlans compares items and answers by how they begin; "" is none.
func wantPlans(t *testing.T, c *Comparison, last, this string, want [][2]string) {
	t.Helper()
	if len(c.Plans) != len(want) {
		t.Fatalf("%d plans, want %d", len(c.Plans), len(want))
	}
	for i, p := range c.Plans {
		if !strings.HasPrefix(p.Item.Of(last), want[i][0]) {
			t.Errorf("plan %d is %q", i, p.Item.Of(last))
		}
		switch {
		case want[i][1] == "" && p.Answer != Unanswered:
			t.Errorf("%q is answered by %q", want[i][0], p.Place.Of(this))
		case want[i][1] != "" && (p.Answer != Answered || !strings.HasPrefix(p.Place.Of(this), want[i][1])):
			t.Errorf("%q: %s by %q", want[i][0], p.Answer, p.Place.Of(this))
		}
	}
}

const (
	work = "一、主要工作\n全年清淤渠道46公里，更换闸门9扇，两处险段赶在汛前加固完毕。\n"
	open = "二、存在问题\n巡查车辆老化，夜间报修多。\n"
	next = "三、下一步打算\n为三号泵站加装远程监控，明年六月前投用。与气象部门建立雨情会商机制。\n"
)

func TestStates(t *testing.T) {
	const title = "白沙县水务局工作总结\n"
	for _, c := range []struct {
		name, last, this string
		want             []string
	}{
		{"only figures changed", title + work + open + next, title + strings.Replace(work, "46", "51", 1) + open + next,
			[]string{"一、主要工作 kept", "二、存在问题 kept", "三、下一步打算 kept"}},
		{"the order changed, and the numbers", title + work + open + next, title + "一、存在的问题\n巡查车辆老化，夜间报修多。\n二、主要工作\n" + strings.SplitN(work, "\n", 2)[1],
			[]string{"一、存在的问题 kept", "二、主要工作 kept", "三、下一步打算 dropped"}},
		{"nothing was there", "", title + work + open, []string{"一、主要工作 new", "二、存在问题 new"}},
		{"one heading for two", title + work + open + next, title + work + "二、存在问题及下一步打算\n巡查车辆老化，夜间报修多。\n",
			[]string{"一、主要工作 kept", "二、存在问题及下一步打算 kept"}},
	} {
		if got := statesOf(Compare(library(t), c.last, c.this)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Guards: plans that were written again are no answer.
func TestRepeatedPlans(t *testing.T) {
	last, this := "甲\n"+work+open+next, "乙\n"+work+open+next
	c := Compare(library(t), last, this)
	if len(c.Plans) != 2 || !c.PlanFound {
		t.Fatalf("%+v", c.Plans)
	}
	for _, p := range c.Plans {
		if p.Answer != Repeated || p.Place.Of(this) != p.Item.Of(last) {
			t.Errorf("%q: %s %q", p.Item.Of(last), p.Answer, p.Place.Of(this))
		}
	}
	if c := Compare(library(t), work+open, this); c.PlanFound || c.Plans != nil {
		t.Error("plans were found in a report without any")
	}
}

func TestNumbers(t *testing.T) {
	const s = "2024年3月5日第3号文件要求检查12次，发现问题1个，整改率95.5%，住1至12层，投资1,200万元。"
	var got []string
	for _, n := range numbers(s, text.Span{End: len(s)}) {
		got = append(got, n.span.Of(s))
	}
	if want := []string{"12", "95.5%", "1,200"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// wholeSide fails unless every line that is not blank is in one row.
func wholeSide(t *testing.T, in string, c *Comparison, side func(align.Row) text.Span) {
	t.Helper()
	for _, b := range text.Lines(in) {
		n := 0
		for _, r := range c.Rows {
			if s := side(r); !s.Empty() && s.Contains(b.Span) {
				n++
			}
		}
		if n != 1 && !text.Trim(in, b.Span).Empty() {
			t.Errorf("line %q is in %d rows", b.Of(in), n)
		}
	}
}

// Guards: what was left out stands in its section, headings of one section
// side by side.
func TestRowsBySection(t *testing.T) {
	last := "甲县水务局总结\n" + work + "全年另调处用水纠纷四起，均当场了结。\n" + open + next
	this := "甲县水务局总结\n" + work + strings.Replace(open, "存在问题", "存在的主要问题", 1)
	var got []string
	for _, r := range Compare(library(t), last, this).Rows {
		got = append(got, string(r.Kind))
	}
	if want := []string{"same", "same", "same", "removed", "changed", "same", "removed", "removed"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzCompare(f *testing.F) {
	f.Add(work+open+next, open+next+work)
	f.Add("", "一、\n1\n二、")
	f.Add("三、下一步打算\n12次。12次。", "\x00三、下一步打算\n12次，12次；")
	lib := library(f)
	f.Fuzz(func(t *testing.T, last, this string) {
		last, this = strings.ToValidUTF8(last, "?"), strings.ToValidUTF8(this, "?")
		c := Compare(lib, last, this)
		for _, s := range c.Sections {
			if s.Share < 0 || s.Share > 1 || s.This.Empty() && s.Last.Empty() {
				t.Errorf("%+v", s)
			}
			_, _ = s.This.Of(this), s.Last.Of(last)
		}
		wholeSide(t, this, c, func(r align.Row) text.Span { return r.After })
		wholeSide(t, last, c, func(r align.Row) text.Span { return r.Before })
		for _, x := range c.Figures {
			if len(x.Same) != len(x.SameLast) || !x.This.Contains(x.Same[0]) || !x.Last.Contains(x.SameLast[0]) {
				t.Errorf("%+v", x)
			}
		}
		for _, p := range c.Plans {
			_, _ = p.Item.Of(last), p.Place.Of(this)
		}
	})
}
