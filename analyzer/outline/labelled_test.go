package outline

import (
	"os"
	"strings"
	"testing"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/text"
)

// heldPrefix begins the names of the labelled texts that were written after
// the outline was finished.
const heldPrefix = "h-"

// TestLabelled holds the outline to the labelled texts of testdata/outline
// (their form: package evaluate): a heading is right where both its ends are.
func TestLabelled(t *testing.T) {
	all, err := evaluate.ReadOutlineCases(os.DirFS("../../testdata/outline"))
	if err != nil {
		t.Fatal(err)
	}
	var tuned, held []evaluate.OutlineCase
	for _, c := range all {
		if strings.HasPrefix(c.Name, heldPrefix) {
			held = append(held, c)
		} else {
			tuned = append(tuned, c)
		}
	}
	for name, cases := range map[string][]evaluate.OutlineCase{"tuned": tuned, "held out": held} {
		t.Run(name, func(t *testing.T) {
			s := evaluate.Outlines(cases, func(source string) evaluate.Headings { return scored(t, source) })
			var table strings.Builder
			if err := s.Print(&table); err != nil {
				t.Fatal(err)
			}
			t.Logf("%d texts\n%s", s.Texts, table.String())
			if s.Headings.F1() < .98 || s.Levels.F1() < .95 || s.Items.F1() < .95 {
				t.Error("below the floors of .98, .95 and .95")
			}
			if s.Texts < 12 || s.Headings.Want < 80 || s.Items.Want < 20 {
				t.Errorf("only %d texts, %d headings, %d items", s.Texts, s.Headings.Want, s.Items.Want)
			}
		})
	}
}

// scored is the outline of a text in the form of the labels.
func scored(t *testing.T, source string) evaluate.Headings {
	d := typed(source)
	o := Parse(d)
	wantSound(t, d, o)
	var out evaluate.Headings
	for _, h := range o.Headings {
		out.Headings = append(out.Headings, evaluate.HeadingSpot{Level: h.Level, Span: h.Span})
	}
	for _, it := range o.Items {
		out.Items = append(out.Items, text.Trim(source, it.Label))
	}
	return out
}
