package ui

import (
	"fmt"
	"strings"
	"testing"

	"hegao/analyzer"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
	"hegao/server/service"
)

// made is a check put together by hand over the text of its passages and
// faults.
func made(faults []fault.Fault, sections []template.SectionResult, passages []reuse.Passage) *service.Checked {
	return &service.Checked{ID: "x", Report: &analyzer.Report{
		Text:     strings.Repeat("甲乙丙丁戊己庚辛壬癸。", 60),
		Coverage: template.Coverage{Sections: sections}, Faults: faults,
		Reuse: &reuse.Result{Passages: passages},
	}}
}

func at(from, to int) text.Span { return text.Span{Start: 3 * from, End: 3 * to} }

func oneFault(rule fault.RuleID, from int) fault.Fault {
	return fault.Fault{Rule: rule, Severity: fault.Error, Span: at(from, from+2), Message: message.New("fault.unfinished", from)}
}

func section(name string, s template.Status) template.SectionResult {
	r := template.SectionResult{Asked: template.Asked{Name: name, Required: true, Basis: template.Basis{Tier: template.Custom}}, Status: s}
	if s != template.Missing {
		r.Span = at(0, 5)
	}
	return r
}

func passage(kind reuse.Kind, from, to int) reuse.Passage {
	return reuse.Passage{ID: fmt.Sprint(kind, from), Kind: kind, Span: at(from, to), Similarity: 1, Sources: []reuse.Place{{Report: "none", Unit: "某单位", Year: 2023}}}
}

func findingsOf(t *testing.T, c *service.Checked) *findings {
	t.Helper()
	return newFindings(visitIn(message.Chinese), newHouse(t, Options{}).service, c, nil)
}

func TestCardsAreOrderedByEmbarrassment(t *testing.T) {
	f := findingsOf(t, made(
		[]fault.Fault{oneFault("residue", 0), oneFault(ruleNumbering, 3), oneFault(ruleCount, 6), oneFault(rulePlaceholder, 9), oneFault(ruleForeign, 12)},
		[]template.SectionResult{section("薄的", template.Thin), section("缺的", template.Missing), section("好的", template.Present)},
		[]reuse.Passage{passage(reuse.Near, 20, 40), passage(reuse.Verbatim, 50, 90), passage(reuse.SetPhrase, 100, 110)},
	))
	first, folds := f.cards()
	var got []string
	for _, c := range first {
		got = append(got, c.Kind)
	}
	want := "他单位名称/没有填写/缺：缺的/数量不符/序号问题/残留字样/与某单位 2023 年相同/与某单位 2023 年大体相同/薄：薄的"
	if s := strings.Join(got, "/"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if len(folds) != 1 || folds[0].ID != "fold-common" || !strings.Contains(folds[0].Name, "1 处，9 字") {
		t.Errorf("folds: %+v", folds)
	}
}

func TestTenCardsAndTheRestFolded(t *testing.T) {
	var faults []fault.Fault
	for i := range 14 {
		faults = append(faults, oneFault("residue", 4*i))
	}
	passages := []reuse.Passage{passage(reuse.OwnHistory, 60, 90), passage(reuse.Near, 100, 140)}
	first, folds := findingsOf(t, made(faults, nil, passages)).cards()
	if len(first) != shownFirst {
		t.Errorf("%d cards stand first", len(first))
	}
	// Other kinds are not crowded out, and stand in order all the same.
	for i, class := range strings.Fields("fault fault fault fault fault fault fault fault other own") {
		if first[i].Class != class {
			t.Errorf("card %d is of class %s, want %s", i+1, first[i].Class, class)
		}
	}
	var got []string
	for _, f := range folds {
		got = append(got, fmt.Sprint(f.ID, len(f.Cards)))
	}
	if s := strings.Join(got, " "); s != "fold-faults6" {
		t.Errorf("folds: %s", s)
	}
}

func TestSameFaultTwiceIsOneCard(t *testing.T) {
	x := oneFault(rulePlaceholder, 0)
	y := x
	y.Span = at(11, 13) // the same characters: the text repeats every 11
	first, _ := findingsOf(t, made([]fault.Fault{x, y}, nil, nil)).cards()
	if len(first) != 1 || len(first[0].Places) != 2 {
		t.Fatalf("cards: %+v", first)
	}
	if first[0].Places[1].Href != "#f2" {
		t.Errorf("places: %v", first[0].Places)
	}
}

func TestUnassessableIsNotMissing(t *testing.T) {
	c := made(nil, []template.SectionResult{{Asked: template.Asked{Name: "问题", Required: true}, Status: template.Unassessable}}, nil)
	if f := findingsOf(t, c).figures(); f[0].Value != "不可评估" {
		t.Errorf("figures: %v", f)
	}
	if first, _ := findingsOf(t, c).cards(); len(first) != 0 {
		t.Errorf("cards: %v", first)
	}
}

func TestBriefKeepsWhatChanged(t *testing.T) {
	long := strings.Repeat("不", 100)
	got := brief([]reuse.Edit{{Op: reuse.Same, Text: long}, {Op: reuse.Removed, Text: "旧"}, {Op: reuse.Added, Text: "新"}, {Op: reuse.Same, Text: long}})
	keep := strings.Repeat("不", keptAround)
	want := []edit{{"same", "…" + keep}, {"removed", "旧"}, {"added", "新"}, {"same", keep + "…"}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if brief([]reuse.Edit{{Op: reuse.Same, Text: long}}) != nil {
		t.Error("nothing changed, and yet there are edits")
	}
}

func TestSpansOfEdits(t *testing.T) {
	source, draft := "我院召开会议8次", "本院先后召开会议12次"
	added, removed := spansOf(reuse.Diff(source, draft), 0, 0)
	for _, s := range added {
		draft = draft[:s.Start] + strings.Repeat("_", s.Len()) + draft[s.End:]
	}
	for _, s := range removed {
		source = source[:s.Start] + strings.Repeat("_", s.Len()) + source[s.End:]
	}
	if a, b := strings.ReplaceAll(draft, "_", ""), strings.ReplaceAll(source, "_", ""); a != b {
		t.Errorf("what is left differs: %q and %q", a, b)
	}
}
