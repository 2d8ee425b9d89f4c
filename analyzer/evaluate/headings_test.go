package evaluate_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

func outlineCase(t *testing.T, source string) evaluate.OutlineCase {
	t.Helper()
	cases, err := evaluate.ReadOutlineCases(fstest.MapFS{"甲.txt": {Data: []byte(source)}})
	if err != nil || len(cases) != 1 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	return cases[0]
}

func TestReadOutlineCases(t *testing.T) {
	c := outlineCase(t, "⟦1|一、水⟧\n⟨一是⟩清渠；⟦3|（一）闸⟧。\n")
	if c.Name != "甲" || c.Text != "一、水\n一是清渠；（一）闸。\n" {
		t.Errorf("%q is %q", c.Name, c.Text)
	}
	var got []string
	for _, h := range c.Want.Headings {
		got = append(got, string(rune('0'+h.Level))+h.Span.Of(c.Text))
	}
	for _, it := range c.Want.Items {
		got = append(got, it.Of(c.Text))
	}
	if want := []string{"1一、水", "3（一）闸", "一是"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestBrokenMarks: marks that do not pair are told with their line, whatever
// is measured.
func TestBrokenMarks(t *testing.T) {
	for _, k := range []struct {
		name, source, line string
		read               func(fstest.MapFS) error
	}{
		{"a heading left open", "甲\n⟦1|乙", "2", readOutlines},
		{"a heading that closes nothing", "甲⟧", "1", readOutlines},
		{"a heading without a level", "甲\n乙⟦丙⟧", "2", readOutlines},
		{"an item that closes a heading", "⟦1|甲⟩", "1", readOutlines},
		{"a mark in a mark", "⟦1|甲⟨乙⟩⟧", "1", readOutlines},
		{"a report left open", "甲\n⟦report⟧乙\n", "3", readCompendia},
		{"a report closed twice", "⟦report⟧甲⟦/report⟧\n⟦/report⟧", "2", readCompendia},
		{"a fault left open", "甲\n====\n⟦乙", "3", readFaults},
		{"an option without a colon", "@unit\n甲", "1", readFaults},
	} {
		t.Run(k.name, func(t *testing.T) {
			err := k.read(fstest.MapFS{"a.txt": {Data: []byte(k.source)}, "numbering/a.txt": {Data: []byte(k.source)}})
			var e *message.Error
			if !errors.As(err, &e) || e.Code != message.Invalid {
				t.Fatalf("got %v", err)
			}
			if said := e.In(message.English); !strings.Contains(said, "a.txt") || !strings.Contains(said, "line "+k.line) {
				t.Errorf("says %q", said)
			}
		})
	}
}

func readOutlines(f fstest.MapFS) error  { _, err := evaluate.ReadOutlineCases(f); return err }
func readCompendia(f fstest.MapFS) error { _, err := evaluate.SplitCases(f); return err }
func readFaults(f fstest.MapFS) error    { _, err := evaluate.ReadFaultCases(f); return err }

func TestNoCases(t *testing.T) {
	for name, read := range map[string]func(fstest.MapFS) error{"outline": readOutlines, "split": readCompendia, "faults": readFaults} {
		if err := read(fstest.MapFS{"readme.md": {}}); message.CodeOf(err) != message.NotFound {
			t.Errorf("%s of nothing: %v", name, err)
		}
		bad := fstest.MapFS{"a.txt": {Data: []byte("\xff")}, "numbering/a.txt": {Data: []byte("\xff")}}
		if err := read(bad); message.CodeOf(err) != message.Invalid {
			t.Errorf("%s of a text that is none: %v", name, err)
		}
	}
}

func TestOutlineScore(t *testing.T) {
	c := outlineCase(t, "⟦1|一、水⟧\n⟨一是⟩清渠；⟦2|（一）闸⟧。\n")
	h := c.Want.Headings
	off := evaluate.HeadingSpot{Level: 1, Span: text.Span{Start: h[0].Span.Start, End: h[0].Span.End + 1}}
	for _, k := range []struct {
		name                    string
		got                     evaluate.Headings
		headings, levels, items float64
		mistakes                int
	}{
		{"exact", c.Want, 1, 1, 1, 0},
		{"nothing", evaluate.Headings{}, 0, 0, 0, 3},
		{"another level", evaluate.Headings{Headings: []evaluate.HeadingSpot{h[0], {Level: 1, Span: h[1].Span}}, Items: c.Want.Items}, 1, .5, 1, 2},
		{"another end", evaluate.Headings{Headings: []evaluate.HeadingSpot{off, h[1]}, Items: c.Want.Items}, .5, .5, 1, 2},
		{"one of two", evaluate.Headings{Headings: h[:1], Items: c.Want.Items}, 2. / 3, 2. / 3, 1, 1},
	} {
		t.Run(k.name, func(t *testing.T) {
			s := evaluate.Outlines([]evaluate.OutlineCase{c}, func(string) evaluate.Headings { return k.got })
			if s.Headings.F1() != k.headings || s.Levels.F1() != k.levels || s.Items.F1() != k.items || len(s.Mistakes) != k.mistakes {
				t.Errorf("%+v", s)
			}
			var b strings.Builder
			if err := s.Print(&b); err != nil || strings.Count(b.String(), "\n") != 4+k.mistakes {
				t.Errorf("%v\n%s", err, b.String())
			}
		})
	}
}
