package outline

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/text"
)

// assembled is a file made of sample reports.
type assembled struct {
	doc   *text.Document
	wants []int // where its reports begin
}

// assemble puts n sample reports one after another, some of them without
// title, salutation and signature, with residue between and inside.
func assemble(r *rand.Rand, all []*text.Document, n int, stripped float64, residue bool) assembled {
	var a assembled
	var b strings.Builder
	for _, k := range r.Perm(len(all))[:n] {
		lines := bodyLines(all[k], r.Float64() < stripped)
		if residue && r.IntN(3) == 0 {
			b.WriteString([]string{"推荐阅读：年终总结范文\n", "- 4 -\n", "篇二：\n", "第 3 页 共 9 页\n"}[r.IntN(4)])
		}
		a.wants = append(a.wants, b.Len())
		for i, l := range lines {
			b.WriteString(l + "\n")
			if residue && i > 2 && r.IntN(12) == 0 {
				b.WriteString("- 7 -\n")
			}
		}
	}
	a.doc = typed(b.String())
	return a
}

// bodyLines are the lines of a report, on demand those of its body alone.
func bodyLines(d *text.Document, stripped bool) []string {
	from, to := 0, len(d.Text)
	if stripped {
		o := Parse(d)
		from = max(o.Title.End, o.Salutation.End)
		if !o.Closing.Empty() {
			to = o.Closing.Start
		}
	}
	var lines []string
	for _, b := range text.Lines(d.Text[from:to]) {
		lines = append(lines, b.Of(d.Text[from:to]))
	}
	return lines
}

// TestAssembled: many files of sample reports are cut where they were joined.
func TestAssembled(t *testing.T) {
	var all []*text.Document
	for _, name := range sampleNames(t) {
		if d := sample(t, name); len(text.Lines(d.Text)) > 4 {
			all = append(all, d)
		}
	}
	for _, c := range []struct {
		name     string
		stripped float64
		residue  bool
		floor    float64
	}{
		{"as they are", 0, false, .99},
		{"half of them without title", .5, false, .95},
		{"bodies alone", 1, false, .9},
		{"with residue", .5, true, .95},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, 11))
			var score evaluate.Overlap
			for range 60 {
				a := assemble(r, all, 3+r.IntN(6), c.stripped, c.residue)
				parts, residue := Split(a.doc)
				wantApart(t, a.doc, parts, residue)
				score.Want += len(a.wants)
				score.Got += len(parts)
				for _, want := range a.wants {
					if slices.ContainsFunc(parts, func(p Part) bool { return p.Span.Start == want }) {
						score.Both++
					}
				}
			}
			t.Logf("%d reports, F1 of their beginnings %.3f", score.Want, score.F1())
			if score.F1() < c.floor {
				t.Errorf("below the floor of %.2f", c.floor)
			}
		})
	}
}
