package fault

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

var verbose = flag.Bool("mistakes", false, "print every place where labels and reports differ")

// labelledCases are the texts of testdata/faults; how they are marked is told in
// package evaluate.
func labelledCases(t *testing.T) []evaluate.FaultCase {
	t.Helper()
	cases, err := evaluate.ReadFaultCases(os.DirFS("../../testdata/faults"))
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// inputOf makes the input of a labelled text; its options are
//
//	@unit: the draft's own unit
//	@roster: other units, parted by 、
//	@copied: a unit | a passage of the text that stands in its report
//	@last: a year | sentences of the unit's report on it
func inputOf(c *evaluate.FaultCase) Input {
	d := &text.Document{Text: c.Text, Blocks: text.Lines(c.Text), Format: text.FormatText}
	in := Input{Doc: d, Outline: outline.Parse(d)}
	for _, v := range c.Options["unit"] {
		in.Unit = v
	}
	for _, v := range c.Options["roster"] {
		in.Roster = NewRoster(strings.Split(v, "、"))
	}
	for _, v := range c.Options["copied"] {
		unit, passage, _ := strings.Cut(v, "|")
		passage = strings.TrimSpace(passage)
		if at := strings.Index(c.Text, passage); at >= 0 {
			in.Copied = append(in.Copied, Copied{Unit: strings.TrimSpace(unit), Span: text.Span{Start: at, End: at + len(passage)}})
		}
	}
	for _, v := range c.Options["last"] {
		year, past, _ := strings.Cut(v, "|")
		in.Last.Text = strings.TrimSpace(past)
		in.Last.Year, _ = strconv.Atoi(strings.TrimSpace(year))
	}
	return in
}

func foundIn(c *evaluate.FaultCase) []evaluate.Found {
	var out []evaluate.Found
	for _, f := range Check(inputOf(c)) {
		out = append(out, evaluate.Found{Rule: string(f.Rule), Span: f.Span})
	}
	return out
}

// The least that every rule must reach on the labelled texts.
const (
	wantPrecision = 0.95
	wantRecall    = 0.90
)

func TestLabelled(t *testing.T) {
	cases := labelledCases(t)
	all := evaluate.ScoreFaults(cases, foundIn)
	held := evaluate.ScoreFaults(only(cases, true), foundIn)
	t.Log("\n" + table(all, held))
	for _, rule := range all.Rules {
		if p := rule.Precision(); p < wantPrecision {
			t.Errorf("%s: precision %.3f", rule.Rule, p)
		}
		if r := rule.Recall(); r < wantRecall {
			t.Errorf("%s: recall %.3f", rule.Rule, r)
		}
	}
	if t.Failed() || *verbose {
		for _, m := range all.Mistakes {
			t.Log(mistake(m))
		}
	}
	if len(all.Rules) != len(Rules()) || all.Total.Spots < 220 || all.Total.Alike < 220 {
		t.Errorf("%d rules, %d places, %d look-alikes", len(all.Rules), all.Total.Spots, all.Total.Alike)
	}
}

func only(cases []evaluate.FaultCase, held bool) []evaluate.FaultCase {
	var out []evaluate.FaultCase
	for _, c := range cases {
		if c.Held == held {
			out = append(out, c)
		}
	}
	return out
}

// table shows each rule over all texts, and over those written after it.
func table(all, held evaluate.FaultScore) string {
	late := map[string]evaluate.FaultTally{}
	for _, r := range held.Rules {
		late[r.Rule] = r
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s %5s %9s %6s %6s %6s   %s\n", "rule", "spots", "precision", "recall", "alike", "misled", "held-out: spots precision recall")
	for _, r := range append(all.Rules, all.Total) {
		h := late[r.Rule]
		if r.Rule == "" {
			r.Rule, h = "all", held.Total
		}
		fmt.Fprintf(&b, "%-16s %5d %9.3f %6.3f %6d %6d   %15d %9.3f %6.3f\n", r.Rule, r.Spots, r.Precision(), r.Recall(), r.Alike, r.Misled, h.Spots, h.Precision(), h.Recall())
	}
	return b.String()
}

func mistake(m evaluate.FaultMistake) string {
	what := "reported without cause"
	if m.Missed {
		what = "missed"
	}
	return fmt.Sprintf("%s: %s %s: %q", m.Place(), m.Rule, what, m.Span.Of(m.Case.Text))
}
