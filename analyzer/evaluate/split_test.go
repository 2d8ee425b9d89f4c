package evaluate_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// cut runs the splitter on a plain text.
func cut(t string) evaluate.Cut {
	d := &text.Document{Text: t, Blocks: text.Lines(t), Format: text.FormatText}
	parts, residue := outline.Split(d)
	index := text.NewRuneIndex(t)
	var c evaluate.Cut
	for _, p := range parts {
		start, end := index.Span(p.Span)
		c.Reports = append(c.Reports, evaluate.Range{Start: start, End: end})
	}
	for _, r := range residue {
		start, end := index.Span(r.Span)
		c.Residue = append(c.Residue, evaluate.KindRange{Range: evaluate.Range{Start: start, End: end}, Kind: string(r.Kind)})
	}
	return c
}

// TestCompendia holds the splitter to the labelled files of
// testdata/compendia.
func TestCompendia(t *testing.T) {
	cases, err := evaluate.SplitCases(os.DirFS("../../testdata/compendia"))
	if err != nil {
		t.Fatal(err)
	}
	s := evaluate.Split(cases, cut)
	var table strings.Builder
	if err := s.Print(&table); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files\n%s", len(cases), table.String())
	if s.F1 < .95 || s.ResiduePrecision < .95 || s.ResidueRecall < .95 {
		t.Error("below the floors of .95")
	}
	if len(cases) < 12 || s.Wanted < 50 {
		t.Errorf("only %d files, %d reports", len(cases), s.Wanted)
	}
}

func TestSplitCases(t *testing.T) {
	read := func(source string) ([]evaluate.SplitCase, error) {
		return evaluate.SplitCases(fstest.MapFS{"a.txt": {Data: []byte(source)}, "readme.md": {Data: []byte("⟦report⟧")}})
	}
	cases, err := read("⟦compendium⟧两篇⟦/compendium⟧\n⟦report⟧甲乙\n⟦page_number⟧3⟦/page_number⟧\n丙⟦/report⟧\n⟦report⟧丁⟦/report⟧\n")
	if err != nil || len(cases) != 1 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	c := cases[0]
	if c.Name != "a" || c.Text != "两篇\n甲乙\n3\n丙\n丁\n" {
		t.Errorf("%q is %q", c.Name, c.Text)
	}
	if len(c.Want.Reports) != 2 || c.Want.Reports[0] != (evaluate.Range{Start: 3, End: 9}) || c.Want.Reports[1] != (evaluate.Range{Start: 10, End: 11}) {
		t.Errorf("reports %v", c.Want.Reports)
	}
	if len(c.Want.Residue) != 2 || c.Want.Residue[1].Range != (evaluate.Range{Start: 6, End: 7}) || c.Want.Residue[1].Kind != "page_number" {
		t.Errorf("residue %v", c.Want.Residue)
	}
	for _, broken := range []string{"⟦report⟧甲", "甲⟦/report⟧", "⟦report⟧甲⟦report⟧", "⟦report⟧甲⟦/page_number⟧"} {
		if _, err := read(broken); err == nil || !strings.Contains(err.Error(), "a.txt") {
			t.Errorf("%q: %v", broken, err)
		}
	}
}

func TestSplitScore(t *testing.T) {
	c := evaluate.SplitCase{Name: "x", Text: "  一二三四五六七八九十\n\n\n3\n甲乙丙丁戊己庚辛壬癸\n"}
	first, second, page := evaluate.Range{Start: 2, End: 12}, evaluate.Range{Start: 17, End: 27}, evaluate.Range{Start: 15, End: 16}
	c.Want = evaluate.Cut{Reports: []evaluate.Range{first, second}, Residue: []evaluate.KindRange{{Range: page, Kind: "page_number"}}}
	for _, k := range []struct {
		name string
		got  evaluate.Cut
		want [3]int // wanted, got, right
		res  [3]float64
	}{
		{"exact", c.Want, [3]int{2, 2, 2}, [3]float64{1, 1, 1}},
		{"nothing", evaluate.Cut{}, [3]int{2, 0, 0}, [3]float64{0, 0, 0}},
		{"one where there are two", evaluate.Cut{Reports: []evaluate.Range{{Start: 0, End: 28}}}, [3]int{2, 1, 0}, [3]float64{0, 0, 0}},
		{"white space counts for nothing", evaluate.Cut{Reports: []evaluate.Range{{Start: 0, End: 15}, {Start: 14, End: 28}}}, [3]int{2, 2, 2}, [3]float64{0, 0, 0}},
		{"three characters off", evaluate.Cut{Reports: []evaluate.Range{{Start: 5, End: 9}}}, [3]int{2, 1, 1}, [3]float64{0, 0, 0}},
		{"four characters off", evaluate.Cut{Reports: []evaluate.Range{{Start: 6, End: 12}}}, [3]int{2, 1, 0}, [3]float64{0, 0, 0}},
		{"the same twice", evaluate.Cut{Reports: []evaluate.Range{first, first}}, [3]int{2, 2, 1}, [3]float64{0, 0, 0}},
		{"beyond the text", evaluate.Cut{Reports: []evaluate.Range{{Start: -9, End: 99}}, Residue: []evaluate.KindRange{{Range: evaluate.Range{Start: -9, End: 99}, Kind: "x"}}},
			[3]int{2, 1, 0}, [3]float64{1. / 21, 1, 0}},
	} {
		t.Run(k.name, func(t *testing.T) {
			s := evaluate.Split([]evaluate.SplitCase{c}, func(string) evaluate.Cut { return k.got })
			if got := [3]int{s.Wanted, s.Got, s.Right}; got != k.want {
				t.Errorf("wanted, got, right: %v, want %v", got, k.want)
			}
			if got := [3]float64{s.ResiduePrecision, s.ResidueRecall, s.Kinds}; got != k.res {
				t.Errorf("residue %v, want %v", got, k.res)
			}
			if len(s.Mistakes) != s.Wanted+s.Got-2*s.Right {
				t.Errorf("mistakes %v", s.Mistakes)
			}
		})
	}
}
