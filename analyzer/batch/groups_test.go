package batch

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

// TestUnion holds the forest against sets kept as lists.
func TestUnion(t *testing.T) {
	rng := seeded(3)
	for range 200 {
		n := 1 + rng.IntN(30)
		u := newUnion(n)
		set := make([]int, n)
		for i := range set {
			set[i] = i
		}
		for range rng.IntN(40) {
			a, b := rng.IntN(n), rng.IntN(n)
			u.same(a, b)
			from, to := set[a], set[b]
			for i := range set {
				if set[i] == from {
					set[i] = to
				}
			}
		}
		for a := range n {
			for b := range n {
				if (u.root(a) == u.root(b)) != (set[a] == set[b]) {
					t.Fatalf("%d and %d: %v, want %v", a, b, u.root(a) == u.root(b), set[a] == set[b])
				}
			}
		}
	}
}

// randomSpots are both sides of links between drafts, ordered as spotsIn does.
func randomSpots(rng *rand.Rand) []spot {
	var out []spot
	drafts := 2 + rng.IntN(6)
	for link := range rng.IntN(25) {
		phrase := rng.IntN(4) == 0
		for range 2 {
			start := 3 * rng.IntN(40)
			span := text.Span{Start: start, End: start + 3*(1+rng.IntN(20))}
			out = append(out, spot{place{rng.IntN(drafts), span}, link, phrase})
		}
	}
	slices.SortStableFunc(out, func(a, b spot) int { return a.compare(b.place) })
	return out
}

// TestCluster holds the clusters against a search that compares every spot
// with every other and walks from spot to spot.
func TestCluster(t *testing.T) {
	clusters := 0
	for seed := range uint64(400) {
		spots := randomSpots(seeded(seed))
		joined := func(a, b spot) bool {
			if a.link == b.link {
				return true
			}
			in := min(a.span.End, b.span.End) - max(a.span.Start, b.span.Start)
			return a.draft == b.draft && a.phrase == b.phrase && 2*in > a.span.Len() && 2*in > b.span.Len()
		}
		seen := make([]bool, len(spots))
		var want [][]spot
		for i := range spots {
			if seen[i] {
				continue
			}
			reached, members := []int{i}, []int(nil)
			seen[i] = true
			for len(reached) > 0 {
				at := reached[0]
				reached, members = reached[1:], append(members, at)
				for j := range spots {
					if !seen[j] && joined(spots[at], spots[j]) {
						seen[j], reached = true, append(reached, j)
					}
				}
			}
			slices.Sort(members)
			var c []spot
			for _, m := range members {
				c = append(c, spots[m])
			}
			want = append(want, c)
		}
		if got := cluster(spots); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d:\ngot  %v\nwant %v", seed, got, want)
		}
		clusters += len(want)
	}
	if clusters < 1000 {
		t.Errorf("only %d clusters", clusters)
	}
}

// TestClusterManyAtOnePlace: two hundred drafts that hold one passage are one
// cluster, although no spot is held against all others.
func TestClusterManyAtOnePlace(t *testing.T) {
	var spots []spot
	for other := range 200 {
		spots = append(spots, spot{place{0, text.Span{Start: other % 7, End: 300}}, other, false}, spot{place{other + 1, text.Span{Start: 0, End: 300}}, other, false})
	}
	slices.SortStableFunc(spots, func(a, b spot) int { return a.compare(b.place) })
	if got := cluster(spots); len(got) != 1 || len(got[0]) != 400 {
		t.Errorf("%d clusters", len(got))
	}
}

// TestGroupsOracle: whatever passages there are, every place of a group lies in
// its draft, members are ordered and do not overlap, each passage is in a group
// with its sources unless a larger group has its places, and nothing else is.
func TestGroupsOracle(t *testing.T) {
	groups := 0
	for seed := range uint64(150) {
		rng := seeded(seed)
		var drafts []Draft
		for k := range 2 + rng.IntN(5) {
			drafts = append(drafts, draft(fmt.Sprint(k), fmt.Sprint("单位", rng.IntN(4)), strings.Repeat("字", 120)))
		}
		results := randomResults(rng, len(drafts))
		got := groupsIn(drafts, results)
		groups += len(got)
		for _, g := range got {
			wantSoundGroup(t, drafts, g)
		}
		for k, r := range results {
			for _, p := range r.Passages {
				other := draftOf(p.Sources[0])
				if drafts[k].who() == drafts[other].who() || p.Kind == reuse.Rewritten || p.Kind == reuse.Quotation {
					continue
				}
				both := func(g Group) bool {
					return holds(g, k, p.Span) && holds(g, other, p.Sources[0].Span)
				}
				if !slices.ContainsFunc(got, both) {
					t.Fatalf("seed %d: draft %d %v with %d %v is in no group of %+v", seed, k, p.Span, other, p.Sources[0].Span, got)
				}
			}
		}
	}
	if groups < 300 {
		t.Errorf("only %d groups", groups)
	}
}

func randomResults(rng *rand.Rand, n int) []*reuse.Result {
	kinds := []reuse.Kind{reuse.Verbatim, reuse.Near, reuse.SetPhrase, reuse.SharedText, reuse.Rewritten, reuse.Quotation, reuse.OwnHistory}
	span := func() text.Span {
		start := rng.IntN(100)
		return text.Span{Start: 3 * start, End: 3 * (start + 1 + rng.IntN(20))}
	}
	out := make([]*reuse.Result, n)
	for k := range out {
		out[k] = &reuse.Result{}
		for range rng.IntN(5) {
			other := (k + 1 + rng.IntN(n-1)) % n
			out[k].Passages = append(out[k].Passages, reuse.Passage{
				Span: span(), Kind: kinds[rng.IntN(len(kinds))], Sources: []reuse.Place{{Report: fmt.Sprint(other), Span: span()}},
			})
		}
	}
	return out
}

// holds reports whether more than half of a place is in the group.
func holds(g Group, draft int, s text.Span) bool {
	return slices.ContainsFunc(g.Members, func(m Member) bool {
		in := min(m.End, s.End/3) - max(m.Start, s.Start/3)
		return m.Draft == draft && 2*in > s.Len()/3
	})
}

func wantSoundGroup(t *testing.T, drafts []Draft, g Group) {
	t.Helper()
	units := map[string]bool{}
	longest := 0
	for i, m := range g.Members {
		if m.Start < 0 || m.Start >= m.End || m.End > 120 || i > 0 && (g.Members[i-1].Draft == m.Draft && g.Members[i-1].End > m.Start || g.Members[i-1].Draft > m.Draft) {
			t.Fatalf("members %v", g.Members)
		}
		units[drafts[m.Draft].who()] = true
		longest = max(longest, m.End-m.Start)
	}
	if g.Units != len(units) || g.Units < 2 || g.Chars != longest || g.Text != strings.Repeat("字", longest) {
		t.Fatalf("group %+v", g)
	}
}

func TestWithoutParts(t *testing.T) {
	large := Group{Members: []Member{{0, 0, 100}, {1, 50, 150}}, Chars: 100}
	for _, c := range []struct {
		name string
		part Group
		kept bool
	}{
		{"inside both", Group{Members: []Member{{0, 10, 40}, {1, 60, 90}}}, false},
		{"mostly inside", Group{Members: []Member{{0, 80, 110}, {1, 60, 90}}}, false},
		{"mostly outside", Group{Members: []Member{{0, 90, 120}, {1, 60, 90}}}, true},
		{"in one alone", Group{Members: []Member{{0, 10, 40}, {1, 160, 190}}}, true},
		{"one more draft", Group{Members: []Member{{0, 10, 40}, {1, 60, 90}, {2, 0, 30}}}, true},
		{"other drafts", Group{Members: []Member{{2, 10, 40}, {3, 60, 90}}}, true},
		{"a set phrase", Group{Members: []Member{{0, 10, 40}, {1, 60, 90}}, Common: true}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := withoutParts([]Group{large, c.part}); (len(got) == 2) != c.kept {
				t.Errorf("%d groups", len(got))
			}
		})
	}
}

func TestMatrix(t *testing.T) {
	lib := func(sections ...template.SectionResult) Draft {
		d := draft("", "", "")
		d.Report.Coverage.Sections = sections
		return d
	}
	sec := func(id, name string, required bool, s template.Status) template.SectionResult {
		r := template.SectionResult{Status: s}
		r.ID, r.Name, r.Required = template.SectionID(id), name, required
		return r
	}
	m := matrixOf([]Draft{
		lib(sec("plan", "打算", true, template.Missing)),
		lib(sec("plan", "打算", true, template.Present), sec("causes", "原因", false, template.Missing)),
		lib(),
		lib(sec("plan", "安排", false, template.Missing)),
	})
	want := [][]template.Status{{"missing", "", ""}, {"present", "missing", ""}, {"", "", ""}, {"", "", "missing"}}
	if !reflect.DeepEqual(m.Cells, want) {
		t.Errorf("cells %v", m.Cells)
	}
	for c, want := range []Column{
		{"plan", SectionColumn, "打算", true, map[template.Status]int{"missing": 1, "present": 1}},
		{"causes", SectionColumn, "原因", false, map[template.Status]int{"missing": 1}},
		{"plan", SectionColumn, "安排", false, map[template.Status]int{"missing": 1}},
	} {
		if !reflect.DeepEqual(m.Columns[c], want) || m.Columns[c].Lacking() != 1 {
			t.Errorf("column %d: %+v", c, m.Columns[c])
		}
	}
}

func TestMistakes(t *testing.T) {
	body := "😀全镇召开例会XX次。" + strings.Repeat("长", 200)
	at := func(sub string) text.Span {
		start := strings.Index(body, sub)
		return text.Span{Start: start, End: start + len(sub)}
	}
	with := func(unit string, faults ...fault.Fault) Draft {
		d := draft(unit+".txt", unit, body)
		d.Report.Faults = faults
		return d
	}
	blank := fault.Fault{ID: "a", Rule: "placeholder", Span: at("XX"), Message: message.New("fault.placeholder", "XX")}
	long := fault.Fault{ID: "b", Rule: "unfinished", Span: at(strings.Repeat("长", 200)), Message: message.New("fault.unfinished", "长")}
	alone := fault.Fault{ID: "c", Rule: "numbering", Span: at("全镇")}
	got := mistakesIn([]Draft{with("甲", long), with("乙", blank, blank, alone), with("乙", blank), with("丙", blank, long), with("丁", blank), with("", alone)})
	want := []Mistake{
		{"placeholder", "XX", "😀全镇召开例会XX次。" + strings.Repeat("长", 8), blank.Message, []Member{{1, 7, 9}, {3, 7, 9}, {4, 7, 9}}},
		{"unfinished", strings.Repeat("长", excerptChars) + "…", "全镇召开例会XX次。" + strings.Repeat("长", excerptChars-10) + "…", long.Message, []Member{{0, 11, 211}, {3, 11, 211}}},
		{"numbering", "全镇", "😀全镇召开例会XX次。长长", message.Message{}, []Member{{1, 1, 3}, {5, 1, 3}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
