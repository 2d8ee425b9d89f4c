package analyzer

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/fault"
	"hegao/analyzer/reuse"
	"hegao/testdata"
)

// faultTexts are the texts of a report's faults of one rule.
func faultTexts(r *Report, rule fault.RuleID) []string {
	var out []string
	for _, f := range r.Faults {
		if f.Rule == rule {
			out = append(out, f.Span.Of(r.Text))
		}
	}
	return out
}

// TestRosterOfArchive: the names of the archive's units are known to the
// check, also those added later; a draft of nobody knows none.
func TestRosterOfArchive(t *testing.T) {
	d, _ := typed("2024年工作总结\n2024年，云坪县水务局高度重视防汛工作，云坪县水务局将继续把河道清到底。\n一、做法\n" + told(5))
	m := newMemory(reuse.Source{Unit: "石桥县水务局", Year: 2020, Text: hanzi(1, 300)})
	a := newAnalyzer(t, m)
	draft := Draft{Doc: d, Unit: "青溪县水务局", Year: 2024}
	if got := faultTexts(check(t, a, draft), "foreign_name"); len(got) != 0 {
		t.Fatalf("found %q, which nobody knows", got)
	}
	other := reuse.Source{Unit: "云坪县水务局", Year: 2020, Text: hanzi(2, 300)}
	m.Add(other)
	m.all = append(m.all, other)
	if got := faultTexts(check(t, a, draft), "foreign_name"); len(got) == 0 || got[0] != "云坪县水务局" {
		t.Errorf("found %q", got)
	}
	if got := faultTexts(check(t, a, Draft{Doc: d}), "foreign_name"); len(got) != 0 {
		t.Errorf("without a unit found %q", got)
	}
}

// TestForeignNamesOfDrafts: the names that the labels of the sample drafts call
// foreign are found with the archive of the invented reports.
func TestForeignNamesOfDrafts(t *testing.T) {
	b, err := testdata.Files.ReadFile("labels.json")
	if err != nil {
		t.Fatal(err)
	}
	var labels struct {
		Drafts map[string]struct {
			Faults []struct{ Rule, Text string }
		}
	}
	if err := json.Unmarshal(b, &labels); err != nil {
		t.Fatal(err)
	}
	a, judged := newAnalyzer(t, samples(t)), 0
	for name, want := range labels.Drafts {
		found := strings.Join(faultTexts(check(t, a, sample(t, "drafts/"+name)), "foreign_name"), "\n")
		for _, label := range want.Faults {
			if label.Rule != "foreign_name" {
				continue
			}
			judged++
			if !strings.Contains(found, label.Text) {
				t.Errorf("%s: %q, found %q", name, label.Text, found)
			}
		}
	}
	if judged == 0 {
		t.Error("no labels")
	}
}

// TestCopiedName: a short name that another unit calls itself by is a leftover
// in what was copied from it.
func TestCopiedName(t *testing.T) {
	passage := "云坪水务局把两百三十处涵管挨个看了一遍，凡是开裂的都在立夏以前换成新管，换下来的旧管送到镇上的料场统一压碎，没有一根流到河滩上去。"
	m := newMemory(
		reuse.Source{Unit: "云坪县水务局", Year: 2022, Text: hanzi(1, 300) + passage + hanzi(2, 300)},
		reuse.Source{Unit: "石桥县水务局", Year: 2022, Text: hanzi(3, 700)},
	)
	d, _ := typed("2024年工作总结\n一、做法\n" + told(3) + "\n" + passage + "\n" + told(2))
	r := check(t, newAnalyzer(t, m), Draft{Doc: d, Unit: "青溪县水务局", Year: 2024})
	if len(copiedFrom(r)) != 1 {
		t.Fatalf("passages %+v", r.Reuse.Passages)
	}
	if got := faultTexts(r, "foreign_name"); !slices.Equal(got, []string{"云坪水务局"}) {
		t.Errorf("found %q", got)
	}
}

// TestLastReport: figures that stand in the unit's last report are asked
// about, and only in a later draft of that unit.
func TestLastReport(t *testing.T) {
	const done = "全年组织清淤6次，清出淤泥430吨，修补渠道52处。"
	m := newMemory(
		reuse.Source{Unit: "青溪县水务局", Year: 2023, Text: hanzi(1, 300) + done},
		reuse.Source{Unit: "青溪县水务局", Year: 2022, Text: hanzi(2, 300)},
	)
	d, _ := typed("工作总结\n一、做法\n" + told(2) + "\n" + done + told(2))
	a := newAnalyzer(t, m)
	for _, c := range []struct {
		draft Draft
		want  int
	}{
		{Draft{Doc: d, Unit: "青溪县水务局", Year: 2024}, 1},
		{Draft{Doc: d, Unit: "青溪县水务局", Year: 2023}, 0},
		{Draft{Doc: d, Unit: "青溪县水务局"}, 0},
		{Draft{Doc: d, Unit: "云坪县水务局", Year: 2024}, 0},
	} {
		if got := faultTexts(check(t, a, c.draft), "number_conflict"); len(got) != c.want {
			t.Errorf("%s %d: %q", c.draft.Unit, c.draft.Year, got)
		}
	}
}

// broken is an archive whose list of units cannot be read.
type broken struct{ *memory }

var errBroken = errors.New("broken")

func (broken) UnitNames(context.Context) ([]string, error) { return nil, errBroken }

func TestArchiveErrors(t *testing.T) {
	d, _ := typed(told(3))
	a := newAnalyzer(t, broken{newMemory(reuse.Source{Unit: "甲局", Text: hanzi(1, 300)})})
	if _, err := a.Check(context.Background(), Draft{Doc: d, Unit: "乙局"}); !errors.Is(err, errBroken) {
		t.Errorf("got %v", err)
	}
}

func TestSettings(t *testing.T) {
	s, err := fault.ReadSettings("faults.yaml", []byte("placeholder: {off: true, reason: 模板}"))
	if err != nil {
		t.Fatal(err)
	}
	d, _ := typed("XX医院工作总结\n" + told(3))
	a := newAnalyzer(t, newMemory())
	if got := faultTexts(check(t, a.With(s), Draft{Doc: d}), "placeholder"); len(got) != 0 {
		t.Errorf("found %q", got)
	}
	if got := faultTexts(check(t, a, Draft{Doc: d}), "placeholder"); len(got) != 1 {
		t.Errorf("the analyzer itself has changed: %q", got)
	}
}

// faulty has a fault of every rule that needs no archive, and of foreign_name.
const faulty = `云坪县水务局2024年工作总结
青溪县水务局：
2024年，XX镇的河道清淤清淤两次。
一、做法
全年做好以下三项工作：一是清河道。二是补堤坝。
（一）清河道。全局在2月30日以前开工，投入挖机12台。
（三）补堤坝。“夜里也有人守着，没有误一天工。
共补堤坝30处，其中上半年10处、下半年15处。
会后印发了通知（见附件3），
点击下载文档
二、打算
2025年把剩下的渠道补完。妥否，请批示。
附件：1.清单
`

// TestFaultIDsSurviveEdits: an edit elsewhere, before or behind, changes no
// id, whatever the rule.
func TestFaultIDsSurviveEdits(t *testing.T) {
	m := newMemory(reuse.Source{Unit: "云坪县水务局", Year: 2020, Text: hanzi(1, 300)})
	a := newAnalyzer(t, m)
	ids := func(source string) map[string]fault.RuleID {
		d, _ := typed(source)
		out := map[string]fault.RuleID{}
		for _, f := range check(t, a, Draft{Doc: d, Unit: "青溪县水务局", Year: 2024}).Faults {
			out[f.ID] = f.Rule
		}
		return out
	}
	before, rules := ids(faulty), map[fault.RuleID]bool{}
	for _, rule := range before {
		rules[rule] = true
	}
	if len(rules) != len(fault.Rules()) {
		t.Fatalf("only these rules: %v", rules)
	}
	for name, edit := range map[string][2]string{
		"a paragraph in front":  {"一、做法\n", told(2) + "\n一、做法\n"},
		"a paragraph behind":    {"二、打算\n", "二、打算\n" + told(1) + "\n"},
		"a sentence further on": {"2025年把", told(1) + "2025年把"},
		"Windows line ends":     {"\n", "\r\n"},
		"empty lines":           {"\n", "\n\n"},
	} {
		t.Run(name, func(t *testing.T) {
			after := ids(strings.ReplaceAll(faulty, edit[0], edit[1]))
			for id, rule := range before {
				if after[id] != rule {
					t.Errorf("the fault of %s is another now", rule)
				}
			}
			if len(after) != len(before) {
				t.Errorf("%d faults were, %d are", len(before), len(after))
			}
		})
	}
}
