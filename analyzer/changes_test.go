package analyzer

import (
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/template"
)

// TestChangesSince: after an edit, what was mended is gone, what came is new,
// and the rest is neither, though it stands elsewhere now.
func TestChangesSince(t *testing.T) {
	a := newAnalyzer(t, samples(t))
	d := sample(t, "drafts/sample-draft.txt")
	before := check(t, a, d).View(message.English)
	if len(before.Faults) < 2 {
		t.Fatalf("only %d faults", len(before.Faults))
	}
	gone := before.Faults[0]
	runes := []rune(d.Doc.Text)
	mended := string(runes[:gone.Start]) + "若干" + string(runes[gone.End:])
	mended = strings.Replace(mended, "\n", "\n本段是这次修改时新添的一段文字，前面原来没有，，后面照旧。\n这里还有XX处没有填。\n", 1)
	doc, _ := typed(mended)
	after := check(t, a, Draft{Doc: doc}).View(message.English)
	c := after.ChangesSince(before)
	if len(c.Mended) != 1 || c.Mended[0].ID != gone.ID {
		t.Errorf("mended %+v, want %+v", c.Mended, gone)
	}
	if len(c.New) == 0 || c.Kept != len(before.Faults)-1 {
		t.Errorf("%d new, %d kept of %d", len(c.New), c.Kept, len(before.Faults))
	}
	for _, f := range c.New {
		if f.ID == gone.ID {
			t.Errorf("%+v is no new fault", f)
		}
	}
	if same := before.ChangesSince(before); len(same.Mended)+len(same.New)+len(same.Sections)+len(same.Gone)+len(same.Come) > 0 {
		t.Errorf("a check differs from itself: %+v", same)
	}
}

func TestSectionChanges(t *testing.T) {
	view := func(status template.Status) *View {
		return &View{Sections: []SectionView{{ID: "problems", Name: "Problems", Status: status}, {ID: "plan", Status: template.Present}}}
	}
	c := view(template.Present).ChangesSince(view(template.Missing))
	if len(c.Sections) != 1 || c.Sections[0] != (SectionChange{"problems", "Problems", template.Missing, template.Present}) {
		t.Errorf("%+v", c.Sections)
	}
}
