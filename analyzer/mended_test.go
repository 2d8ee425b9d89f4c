package analyzer

import (
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
)

// TestPageNumbers: a page number that cut a sentence hides nothing of what
// there is to find, is told itself, and moves no place.
func TestPageNumbers(t *testing.T) {
	const passage = "镇里把一百二十盏路灯挨个数了一遍，坏了的在霜降以前换成新灯，换下来的旧灯送到县里的料场，没有一盏留在路边。"
	source := "石桥镇2024年工作总结\n一、做法\n" + told(2) + "今年全镇召开会议XX次，落实落\n- 2 -\n实整改要求。\n" + told(1) + "\n" + passage + "\n— 3 —\n二、打算\n明年再装四十盏路灯。" + told(2) + "\n"
	whole := strings.NewReplacer("\n- 2 -\n", "", "— 3 —\n", "").Replace(source)
	m := newMemory(reuse.Source{Unit: "云坪镇", Year: 2020, Text: hanzi(1, 300) + passage + hanzi(2, 300)}, reuse.Source{Unit: "青溪镇", Year: 2020, Text: hanzi(3, 600)})
	a := newAnalyzer(t, m)
	cut, plain := checkText(t, a, source), checkText(t, a, whole)

	var got []string
	for _, f := range cut.Faults {
		got = append(got, string(f.Rule)+" "+f.Span.Of(source))
	}
	want := []string{"placeholder XX", "repeated_words 落实落\n- 2 -\n实", "residue - 2 -", "residue — 3 —"}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("no %q in %q", w, got)
		}
	}
	if len(cut.Faults) != len(plain.Faults)+2 {
		t.Errorf("%q", got)
	}
	if len(cut.Outline) != len(plain.Outline) || len(cut.Reuse.Passages) != len(plain.Reuse.Passages) || len(cut.Reuse.Passages) == 0 {
		t.Fatalf("%d headings, %d passages; without page numbers %d, %d", len(cut.Outline), len(cut.Reuse.Passages), len(plain.Outline), len(plain.Reuse.Passages))
	}
	for i, h := range cut.Outline {
		if h.Span.Of(source) != plain.Outline[i].Span.Of(whole) {
			t.Errorf("heading %q", h.Span.Of(source))
		}
	}
	for i, p := range cut.Reuse.Passages {
		if squeezed(p.Span.Of(source)) != squeezed(plain.Reuse.Passages[i].Span.Of(whole)) {
			t.Errorf("passage %q", p.Span.Of(source))
		}
	}
	for i, s := range cut.Coverage.Sections {
		if p := plain.Coverage.Sections[i]; s.Status != p.Status || squeezed(s.Span.Of(source)) != squeezed(p.Span.Of(whole)) {
			t.Errorf("section %s: %s %q", s.ID, s.Status, s.Span.Of(source))
		}
		for k, e := range s.Evidence {
			if squeezed(e.Span.Of(source)) != squeezed(plain.Coverage.Sections[i].Evidence[k].Span.Of(whole)) {
				t.Errorf("evidence %q", e.Span.Of(source))
			}
		}
	}
	ids := map[string]bool{}
	for _, f := range cut.View(message.Chinese).Faults {
		if ids[f.ID] {
			t.Errorf("the id of %q is another's too", f.Text)
		}
		ids[f.ID] = true
	}
}

// squeezed leaves out page numbers and white space.
func squeezed(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("- 2 -", "", "— 3 —", "").Replace(s)), "")
}

func checkText(t *testing.T, a *Analyzer, source string) *Report {
	t.Helper()
	d := &text.Document{Text: source, Blocks: text.Lines(source), Format: text.FormatText}
	return check(t, a, Draft{Doc: d, Unit: "石桥镇", Year: 2024})
}
