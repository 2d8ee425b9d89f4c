package reuse_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/evaluate/generate"
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
)

// archived is how many generated reports the archive holds; drafts come from
// behind them.
const archived = 80

// generated is an archive of generated reports, families known.
type generated struct {
	corpus *generate.Corpus
	memory *reuse.Memory
	texts  []string
}

var series = sync.OnceValue(func() generated {
	g := generated{corpus: generate.NewCorpus(21, archived+150), memory: reuse.NewMemory()}
	for i := range archived {
		r := g.corpus.Report(i)
		id := g.memory.Add(reuse.Source{Name: fmt.Sprint("past-", i), Title: r.Title, Unit: r.Unit, Year: r.Year, Text: r.Text})
		if family := g.corpus.FamilyOf(i); family != i {
			g.memory.Join(id, reuse.DocID(family+1))
		}
		g.texts = append(g.texts, r.Text)
	}
	return g
})

// honest are n reports of families that the archive does not hold.
func (g generated) honest(n int) []generate.Report {
	var out []generate.Report
	for i := archived; i < g.corpus.Size() && len(out) < n; i++ {
		if g.corpus.FamilyOf(i) == i {
			out = append(out, g.corpus.Report(i))
		}
	}
	return out
}

// frameOf are the lines of a report that are no paragraphs of its body.
func frameOf(t string) []text.Span {
	var out []text.Span
	for _, line := range text.Lines(t) {
		if text.Chars(line.Span.Of(t)) < 30 {
			out = append(out, line.Span)
		}
	}
	return out
}

// claims are what a check calls copied, in code points of the draft.
func (g generated) claims(t *testing.T, draft, unit string) []evaluate.Claim {
	t.Helper()
	r, err := reuse.Find(context.Background(), g.memory, reuse.Draft{Text: draft, Unit: unit, Frame: frameOf(draft)})
	if err != nil {
		t.Fatal(err)
	}
	index := text.NewRuneIndex(draft)
	var out []evaluate.Claim
	for _, p := range r.Passages {
		if p.Kind.Copied() {
			start, end := index.Span(p.Span)
			out = append(out, evaluate.Claim{Start: start, End: end, Source: p.Sources[0].Report})
		}
	}
	return out
}

// passageOf draws a paragraph of the archive that no unit of this name wrote.
func (g generated) passageOf(rng *rand.Rand, unit string) (name, passage string) {
	for {
		i := rng.IntN(archived)
		if g.corpus.FamilyOf(i) != i || g.corpus.Report(i).Unit == unit {
			continue
		}
		lines := strings.Split(g.texts[i], "\n")
		line := lines[rng.IntN(len(lines))]
		if n := text.Chars(line); n >= 90 && n <= 260 && strings.HasSuffix(line, "。") {
			return fmt.Sprint("past-", i), line
		}
	}
}

// labelled puts edited passages into a report, each behind another line, and
// says where they stand.
func (g generated) labelled(rng *rand.Rand, host generate.Report, edits []generate.Edit) evaluate.Draft {
	lines := strings.Split(host.Text, "\n")
	var d evaluate.Draft
	runes := 0
	write := func(line string) {
		d.Text += line + "\n"
		runes += len([]rune(line)) + 1
	}
	every := len(lines) / (len(edits) + 1)
	for k, line := range lines {
		write(line)
		if n := (k+1)/every - 1; (k+1)%every == 0 && n < len(edits) {
			source, passage := g.passageOf(rng, host.Unit)
			passage = generate.Apply(edits[n], rng, passage)
			d.Cases = append(d.Cases, evaluate.Case{Kind: string(edits[n]), Start: runes, End: runes + len([]rune(passage)), Source: source})
			write(passage)
		}
	}
	return d
}

// turned are the edits, beginning with the k-th.
func turned(k int) []generate.Edit {
	all := generate.Edits()
	return append(append([]generate.Edit(nil), all[k%len(all):]...), all[:k%len(all)]...)
}

// TestGenerated measures what is found of edited passages, by edit.
func TestGenerated(t *testing.T) {
	g, rng := series(), rand.New(rand.NewPCG(22, 7))
	e := evaluate.NewReuse(g.texts)
	for k, host := range g.honest(24) {
		d := g.labelled(rng, host, turned(k)[:5])
		if len(d.Cases) != 5 {
			t.Fatalf("%d cases", len(d.Cases))
		}
		e.Add(d, g.claims(t, d.Text, host.Unit))
	}
	s := e.Score()
	// A little under the least of forty archives of this size.
	floors := map[string]float64{
		"verbatim": .98, "unit_swap": .97, "reorder": .95, "split_merge": .97, "insert20": .93, "delete20": .97,
		"synonyms20": .96, "synonyms40": .92, "mixed": .92, "back_translated": .86,
	}
	if len(s.Kinds) != len(floors) || len(floors) != len(generate.Edits()) {
		t.Errorf("%d edits were tried, %d have a floor, there are %d", len(s.Kinds), len(floors), len(generate.Edits()))
	}
	for _, k := range s.Kinds {
		t.Logf("%-15s %3d cases, %3d found by half, recall %.3f", k.Kind, k.Cases, k.Half, k.Recall())
		if k.Recall() < floors[k.Kind] {
			t.Errorf("%s: recall %.3f, the floor is %.2f", k.Kind, k.Recall(), floors[k.Kind])
		}
	}
	t.Logf("recall %.3f, precision %.3f, granularity %.3f, source right %.3f, clean %.4f, set phrases %.4f", s.Recall, s.Precision, s.Granularity, s.SourceAt1, s.Clean, s.SetPhrases)
	if s.Precision < .975 || s.SourceAt1 < .95 || s.Granularity > 1.05 || s.SetPhrases > .02 {
		t.Errorf("precision, source, granularity or set phrases are worse than they were")
	}
}

// TestGeneratedHonest measures how much of honest reports is called copied.
func TestGeneratedHonest(t *testing.T) {
	g := series()
	formulaic := make([]generate.Report, 30)
	for i := range formulaic {
		formulaic[i] = g.corpus.Formulaic(i)
	}
	for _, c := range []struct {
		name    string
		reports []generate.Report
		ceiling float64
	}{{"plain", g.honest(60), .003}, {"formulaic", formulaic, .011}} {
		t.Run(c.name, func(t *testing.T) {
			all, flagged := 0, 0
			for _, r := range c.reports {
				all += text.Chars(r.Text)
				runes := []rune(r.Text)
				for _, x := range g.claims(t, r.Text, r.Unit) {
					flagged += text.Chars(string(runes[x.Start:x.End]))
				}
			}
			share := float64(flagged) / float64(all)
			t.Logf("%d of %d characters are called copied (%.4f)", flagged, all, share)
			if share > c.ceiling {
				t.Errorf("%.4f of the characters are called copied, the ceiling is %.4f", share, c.ceiling)
			}
		})
	}
}
