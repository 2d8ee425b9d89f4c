package template

import (
	"context"
	"encoding/json"
	"path"
	"testing"

	"hegao/analyzer/extract"
	"hegao/analyzer/outline"
	"hegao/testdata"
)

// TestDrafts holds the sections of the sample drafts against their labels.
func TestDrafts(t *testing.T) {
	b, err := testdata.Files.ReadFile("labels.json")
	if err != nil {
		t.Fatal(err)
	}
	var labels struct {
		Drafts map[string]struct {
			Sections map[SectionID]Status
		}
	}
	if err := json.Unmarshal(b, &labels); err != nil {
		t.Fatal(err)
	}
	judged := 0
	for name, want := range labels.Drafts {
		b, err := testdata.Files.ReadFile(path.Join("drafts", name))
		if err != nil {
			t.Fatal(err)
		}
		d, err := extract.Extract(context.Background(), name, b, extract.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		l, o := library(t), outline.Parse(d)
		choice := l.Choose(d, o, name)
		cov := l.Cover(choice.Template, d, o)
		wantPlaces(t, d, cov)
		for id, status := range want.Sections {
			judged++
			if s := sectionOf(t, cov, id); s.Status != status {
				t.Errorf("%s as %s: %s is %s (%d characters, %s), labelled %s", name, choice.Template.ID, id, s.Status, s.Chars, s.Why.Key, status)
			}
		}
	}
	if judged < 18 {
		t.Fatalf("%d labels", judged)
	}
}
