package reuse

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"hegao/analyzer/text"
	"hegao/testdata"
)

// rewrite is a passage of a report that a person said anew, more and more
// freely.
type rewrite struct{ Source, Passage, Light, Moderate, Heavy string }

func rewrites(t *testing.T) []rewrite {
	t.Helper()
	names, err := fs.Glob(testdata.Files, "rewrites/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("%v, %v", names, err)
	}
	var all []rewrite
	for _, name := range names {
		data, err := testdata.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var some []rewrite
		if err := json.Unmarshal(data, &some); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, some...)
	}
	return all
}

// TestRewritesFiles: every passage is a part of its source, and what was made
// of it is about as long, differs, and shares less and less.
func TestRewritesFiles(t *testing.T) {
	m, ids := samples(t)
	all := rewrites(t)
	if len(all) < 40 {
		t.Errorf("only %d rewrites", len(all))
	}
	known := map[string]bool{}
	var alike [3]float64
	for _, r := range all {
		id := ids[bare(r.Source)]
		if id == 0 || !strings.Contains(m.sources[id-1].Text, r.Passage) {
			t.Errorf("%s does not hold %q", r.Source, r.Passage)
		}
		if known[r.Passage] {
			t.Errorf("%q was rewritten twice", r.Passage)
		}
		known[r.Passage] = true
		n := text.Chars(r.Passage)
		if n < 60 || n > 200 {
			t.Errorf("%d characters: %q", n, r.Passage)
		}
		for k, anew := range []string{r.Light, r.Moderate, r.Heavy} {
			if chars := text.Chars(anew); chars*10 < n*5 || chars*10 > n*16 || strings.Contains(anew, "\n") {
				t.Errorf("of %d characters %d were made: %q", n, chars, anew)
			}
			if string(kept(anew)) == string(kept(r.Passage)) {
				t.Errorf("nothing was changed in %q", anew)
			}
			alike[k] += similarityOf(kept(anew), kept(r.Passage)) / float64(len(all))
		}
	}
	t.Logf("on average light, moderate and heavy rewrites are %.2f like their passage", alike)
	if alike[0] < alike[1]+0.1 || alike[1] < alike[2]+0.1 {
		t.Errorf("light, moderate and heavy rewrites are %.2f like their passage", alike)
	}
}

// joined is the archive of samples with its families known: what is nearly a
// copy as a whole, and what one unit wrote year after year.
func joined(t *testing.T) (*Memory, map[string]DocID) {
	t.Helper()
	m, ids := samples(t)
	for _, row := range sampleTable(t, "copies.csv") {
		one, two := ids[bare(row["file"])], ids[bare(row["source"])]
		if row["way"] != "whole" && row["way"] != "own_history" {
			continue
		}
		if one == 0 || two == 0 {
			t.Fatalf("copies.csv names %s and %s", row["file"], row["source"])
		}
		joinFamilies(m, one, two)
	}
	return m, ids
}

// joinFamilies makes the families of two reports one, named by the older.
func joinFamilies(m *Memory, one, two DocID) {
	from, to := max(m.Family(one), m.Family(two)), min(m.Family(one), m.Family(two))
	for id := range m.Reports() {
		if m.Family(DocID(id+1)) == from {
			m.Join(DocID(id+1), to)
		}
	}
}

// hostFor is the k-th report that a passage of a source may be put into: of
// another unit and another family.
func hostFor(t *testing.T, m *Memory, source DocID, k int) *Source {
	t.Helper()
	for range m.sources {
		host := m.sources[k%len(m.sources)]
		if host.Unit != m.sources[source-1].Unit && m.Family(host.ID) != m.Family(source) {
			return host
		}
		k++
	}
	t.Fatalf("no host for report %d", source)
	return nil
}

// putIn inserts a text as a paragraph of its own in the middle of a report and
// says where it stands.
func putIn(host, insert string) (draft string, place text.Span) {
	lines := strings.SplitAfter(host, "\n")
	before, at := "", 0
	for ; at < len(lines) && 2*len(before) < len(host); at++ {
		before += lines[at]
	}
	place = text.Span{Start: len(before), End: len(before) + len(insert)}
	return before + insert + "\n" + strings.Join(lines[at:], ""), place
}

// foundOf counts the compared characters of a place that passages of copied
// kinds cover whose first source is of a family; and those with any source.
func foundOf(m *Memory, draft string, place text.Span, r *Result, family DocID, ids map[string]DocID) (right, all int) {
	for _, p := range r.Passages {
		if !p.Kind.Copied() || !p.Span.Overlaps(place) {
			continue
		}
		n := text.Chars(p.Span.Intersect(place).Of(draft))
		all += n
		if m.Family(ids[p.Sources[0].Report]) == family {
			right += n
		}
	}
	return right, all
}

// TestRewrites measures how much of what a person said anew is found.
func TestRewrites(t *testing.T) {
	m, ids := joined(t)
	type score struct{ chars, right, found, cases, half int }
	scores := map[string]*score{}
	for k, r := range rewrites(t) {
		id := ids[bare(r.Source)]
		host := hostFor(t, m, id, 7*k)
		for way, anew := range map[string]string{"light": r.Light, "moderate": r.Moderate, "heavy": r.Heavy} {
			draft, place := putIn(host.Text, anew)
			if place.Of(draft) != anew {
				t.Fatalf("%q was put in", place.Of(draft))
			}
			d := Draft{Text: draft, Unit: host.Unit, Exclude: host.ID}
			right, found := foundOf(m, draft, place, find(t, m, d), m.Family(id), ids)
			if scores[way] == nil {
				scores[way] = &score{}
			}
			s := scores[way]
			s.cases, s.chars, s.right, s.found = s.cases+1, s.chars+text.Chars(anew), s.right+right, s.found+found
			if 2*right >= text.Chars(anew) {
				s.half++
			}
		}
	}
	t.Log("way       cases  chars  found  right  by half")
	for _, c := range []struct {
		way   string
		floor float64
	}{{"light", .97}, {"moderate", .80}, {"heavy", 0}} {
		s := scores[c.way]
		right := float64(s.right) / float64(s.chars)
		t.Logf("%-9s %5d %6d  %.3f  %.3f  %d", c.way, s.cases, s.chars, float64(s.found)/float64(s.chars), right, s.half)
		if right < c.floor {
			t.Errorf("%s: %.3f of the characters found with the right source, the floor is %.2f", c.way, right, c.floor)
		}
	}
}
