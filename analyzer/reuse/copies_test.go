package reuse

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/text"
)

// tally is how much of what copies.csv labels was found, in compared
// characters.
type tally struct {
	cases, chars, right, anywhere int
}

// labelled are the kept characters of a report from the first place of from
// to the next one of to.
func labelled(t *testing.T, k *text.Track, from, to string) (i, j int) {
	t.Helper()
	whole, first, last := string(k.Runes), string(kept(from)), string(kept(to))
	at := strings.Index(whole, first)
	if at < 0 {
		t.Fatalf("%q does not stand in the report", from)
	}
	end := strings.Index(whole[at:], last)
	if end < 0 {
		t.Fatalf("%q does not stand behind %q", to, from)
	}
	return len([]rune(whole[:at])), len([]rune(whole[:at+end+len(last)]))
}

// TestCopies checks every report against all others and measures what is
// found of the labelled copies, by the way they were made.
func TestCopies(t *testing.T) {
	m, ids := samples(t)
	rows := sampleTable(t, "copies.csv")
	results := map[string]*Result{}
	for name, id := range ids {
		src := m.sources[id-1]
		results[name] = find(t, m, Draft{Text: src.Text, Unit: src.Unit, Exclude: id})
	}
	ways := map[string]*tally{}
	flagged := map[string][]bool{}
	for _, row := range rows {
		name, source := bare(row["file"]), bare(row["source"])
		if ids[name] == 0 || ids[source] == 0 {
			t.Fatalf("copies.csv names %s and %s", row["file"], row["source"])
		}
		src := m.sources[ids[name]-1]
		i, j := labelled(t, src.Track, row["from"], row["to"])
		w := ways[row["way"]]
		if w == nil {
			w = &tally{}
			ways[row["way"]] = w
		}
		w.cases++
		w.chars += j - i
		if flagged[name] == nil {
			flagged[name] = make([]bool, src.Track.Len())
		}
		for c := i; c < j; c++ {
			flagged[name][c] = true
		}
		for _, p := range results[name].Passages {
			n := max(0, min(j, src.Track.At(p.Span.End))-max(i, src.Track.At(p.Span.Start)))
			w.anywhere += n
			if p.Sources[0].Report == source {
				w.right += n
			}
		}
	}
	floors := map[string]float64{
		"verbatim": 0.97, "unit_swap": 0.95, "reorder": 0.95, "synonyms": 0.65, "leftover": 0.93, "whole": 0.97,
		// What went on from year to year may be traced to another year.
		"own_history": 0.75,
	}
	var names []string
	for way := range ways {
		names = append(names, way)
	}
	slices.Sort(names)
	t.Log("way             cases  chars  found  from the right source")
	for _, way := range names {
		w := ways[way]
		right := float64(w.right) / float64(w.chars)
		t.Logf("%-15s %5d %6d  %.3f  %.3f", way, w.cases, w.chars, float64(w.anywhere)/float64(w.chars), right)
		if way == "own_history" && w.anywhere*100 < w.chars*95 {
			t.Errorf("%s: %d of %d characters found", way, w.anywhere, w.chars)
		}
		if right < floors[way] {
			t.Errorf("%s: %.3f of the characters with the right source, the floor is %.2f", way, right, floors[way])
		}
	}
	for way := range floors {
		if ways[way] == nil {
			t.Errorf("copies.csv has no case of %s", way)
		}
	}
	wantFewFalse(t, m, ids, results, flagged)
}

// wantFewFalse: what no label explains is seldom called a copy. (Reports
// that were copied from are not labelled on their side, and are left out.)
func wantFewFalse(t *testing.T, m *Memory, ids map[string]DocID, results map[string]*Result, flagged map[string][]bool) {
	t.Helper()
	copiedFrom := map[string]bool{}
	for _, row := range sampleTable(t, "copies.csv") {
		copiedFrom[fmt.Sprint(bare(row["file"]), " ", bare(row["source"]))] = true
	}
	clean, wrong := 0, 0
	for name, r := range results {
		track := m.sources[ids[name]-1].Track
		clean += track.Len()
		for i := range flagged[name] {
			if flagged[name][i] {
				clean--
			}
		}
		for _, p := range r.Passages {
			if !p.Kind.Copied() || p.Kind == OwnHistory || copiedFrom[p.Sources[0].Report+" "+name] {
				continue
			}
			for i := track.At(p.Span.Start); i < track.At(p.Span.End); i++ {
				if flagged[name] == nil || !flagged[name][i] {
					wrong++
				}
			}
		}
	}
	t.Logf("%d of %d characters without a label are called a copy (%.4f)", wrong, clean, float64(wrong)/float64(clean))
	if float64(wrong) > 0.03*float64(clean) {
		t.Errorf("too many")
	}
}
