package reuse

import (
	"cmp"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"hegao/analyzer/text"
)

func TestHolds(t *testing.T) {
	spots := []Spot{{2, 0}, {2, 7}, {5, 1}, {9, 0}, {9, 1}, {9, 4}}
	for doc := range DocID(12) {
		if got, want := holds(spots, doc), doc == 2 || doc == 5 || doc == 9; got != want {
			t.Errorf("report %d: %v", doc, got)
		}
	}
	if holds(nil, 1) || holds([]Spot{}, 0) {
		t.Error("no spots hold something")
	}
}

// gram is one hand-made gram with its posting: at which character, and who
// holds it.
type gram struct {
	at    int
	pair  bool
	count int
	docs  []DocID // nil where it is too common to be listed
}

// withGrams is a finder that has looked up these grams.
func withGrams(n int, grams []gram) *finder {
	f := &finder{inOrder: make([]Hash, n)}
	for i := range f.inOrder {
		f.inOrder[i] = Hash(1_000_000 + i)
	}
	for k, g := range grams {
		p := Print{Hash(k + 1), g.at}
		if g.pair {
			p.Hash = f.inOrder[g.at]
		}
		posting := Posting{Count: g.count}
		for _, id := range g.docs {
			posting.Spots = append(posting.Spots, Spot{id, 0})
		}
		f.grams, f.postings = append(f.grams, p), append(f.postings, posting)
	}
	return f
}

func TestLongestRun(t *testing.T) {
	by := func(at int, docs ...DocID) gram { return gram{at: at, count: len(docs), docs: docs} }
	everywhere := func(at int) gram { return gram{at: at, count: 5000} }
	for _, c := range []struct {
		name  string
		grams []gram
		want  int // of report 1, in characters 10–50
	}{
		{"nothing", nil, 0},
		{"one gram", []gram{by(12, 1, 3)}, gramLength},
		{"of another report", []gram{by(12, 2, 3)}, 0},
		{"in no report", []gram{{at: 12}}, 0},
		{"before the part", []gram{by(9, 1)}, 0},
		{"at its beginning", []gram{by(10, 1)}, gramLength},
		{"behind its end", []gram{by(50, 1)}, 0},
		{"at its end", []gram{by(49, 1)}, gramLength},
		{"neighbours", []gram{by(12, 1), by(15, 1, 2), by(19, 1)}, 7 + gramLength},
		{"another report's gram between", []gram{by(12, 1), by(15, 2), by(19, 1), by(22, 1)}, 3 + gramLength},
		{"an unknown gram between", []gram{by(12, 1), {at: 15}, by(19, 1)}, gramLength},
		{"a common gram between", []gram{by(12, 1), everywhere(15), by(19, 1)}, 7 + gramLength},
		{"common grams alone", []gram{everywhere(12), everywhere(20)}, 8 + gramLength},
		{"a pair that another holds between", []gram{by(12, 1), {at: 15, pair: true, count: 1, docs: []DocID{2}}, by(19, 1)}, 7 + gramLength},
		{"a pair alone", []gram{{at: 15, pair: true, count: 1, docs: []DocID{1}}}, 0},
		{"the longest of three", []gram{by(10, 1), by(13, 2), by(16, 1), by(21, 1), by(25, 2), by(28, 1)}, 5 + gramLength},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := withGrams(60, c.grams).longestRun(1, 10, 50); got != c.want {
				t.Errorf("%d characters, want %d", got, c.want)
			}
		})
	}
}

// someGrams draws grams of which a report holds about two thirds.
func someGrams(rng *rand.Rand, n int) []gram {
	var out []gram
	for at := 0; at < n; at += 1 + rng.IntN(4) {
		switch rng.IntN(8) {
		case 0:
			out = append(out, gram{at: at})
		case 1:
			out = append(out, gram{at: at, count: 900})
		case 2:
			out = append(out, gram{at: at, pair: true, count: 1, docs: []DocID{2}})
		case 3:
			out = append(out, gram{at: at, count: 2, docs: []DocID{2, 3}})
		default:
			out = append(out, gram{at: at, count: 3, docs: []DocID{1, 2, 5}})
		}
	}
	return out
}

// slowRun is the oracle of longestRun: every run of grams is looked at.
func slowRun(grams []gram, doc DocID, from, to int) int {
	grams = slices.DeleteFunc(slices.Clone(grams), func(g gram) bool { return g.pair || g.at < from || g.at >= to })
	longest := 0
	for a := range grams {
		for b := a; b < len(grams); b++ {
			held := !slices.ContainsFunc(grams[a:b+1], func(g gram) bool {
				return g.count == 0 || g.docs != nil && !slices.Contains(g.docs, doc)
			})
			if held {
				longest = max(longest, grams[b].at+gramLength-grams[a].at)
			}
		}
	}
	return longest
}

func TestLongestRunRandom(t *testing.T) {
	rng := seeded(65)
	some := 0
	for range 2000 {
		grams := someGrams(rng, 60)
		f := withGrams(60, grams)
		from, to := drawn(rng, 70)
		doc := DocID(1 + rng.IntN(3))
		got, want := f.longestRun(doc, from, to), slowRun(grams, doc, from, to)
		if got != want {
			t.Fatalf("report %d, characters %d–%d of %v: %d, want %d", doc, from, to, grams, got, want)
		}
		if got > gramLength {
			some++
		}
	}
	if some < 500 {
		t.Errorf("only %d runs", some)
	}
}

// ranked is n candidates: the first with the score first, the others with 1.
func ranked(n int, first float64) []candidate {
	out := make([]candidate, n)
	for i := range out {
		out[i] = candidate{doc: DocID(i + 1), score: 1}
	}
	if n > 0 {
		out[0].score = first
	}
	return out
}

func TestWorthwhile(t *testing.T) {
	run := func(n int) []gram { // a run of n characters that report 1 holds
		return []gram{{at: 0, count: 1, docs: []DocID{1}}, {at: n - gramLength, count: 1, docs: []DocID{1}}}
	}
	for _, c := range []struct {
		name  string
		all   []candidate
		run   int
		few   int
		clear bool
	}{
		{"none", nil, 40, 0, true},
		{"one", ranked(1, 1), 5, 1, true},
		{"few", ranked(perPart-1, 1), 5, toRead, true},
		{"one stands out", ranked(perPart, clearShare), 5, toRead, true},
		{"none stands out, nothing in a run", ranked(perPart, clearShare-0.01), minChars - 1, 0, false},
		{"none stands out, a run", ranked(perPart, clearShare-0.01), minChars, 1, false},
		{"all alike, a long run", ranked(perPart, 1), 40, 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			few, clear := withGrams(50, run(c.run)).worthwhile(c.all, 0, 50)
			if len(few) != c.few || clear != c.clear || !slices.Equal(few, c.all[:c.few]) {
				t.Errorf("%v, clear %v; want %d, clear %v", few, clear, c.few, c.clear)
			}
		})
	}
}

// TestLookUp: absent pairs and common ones are not asked for, all grams are.
func TestLookUp(t *testing.T) {
	rng := seeded(66)
	m := NewMemory()
	for i := range 40 {
		// 甲乙 in all, 丙丁 in askedPair of them, 戊己 in one more.
		body := invented(rng, 60) + "。甲乙。"
		if i < askedPair {
			body += "丙丁。"
		}
		if i <= askedPair {
			body += "戊己。"
		}
		m.Add(Source{Text: body})
	}
	draft := clip(m.sources[0].Text, 0, 50) + "甲乙丙丁戊己𠮷𠮸" + invented(rng, 40)
	f := &finder{archive: m, draft: Draft{Text: draft}, track: text.Normalize(draft), res: &Result{}}
	if err := f.weigh(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := f.lookUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	asked := map[Hash]bool{}
	for i, g := range f.grams {
		asked[g.Hash] = true
		if f.isPair(g) && (f.counts[g.At] == 0 || f.counts[g.At] > askedPair) {
			t.Errorf("a pair in %d reports was asked for", f.counts[g.At])
		}
		found, err := m.Lookup(context.Background(), []Hash{g.Hash})
		if err != nil {
			t.Fatal(err)
		}
		if want := found[0].Spots; !slices.Equal(f.postings[i].Spots, want) {
			t.Errorf("the posting of character %d is %v, want %v", g.At, f.postings[i].Spots, want)
		}
	}
	for pair, want := range map[string]bool{"甲乙": false, "丙丁": true, "戊己": false, "𠮷𠮸": false} {
		r := []rune(pair)
		if got := asked[Pair(r[0], r[1])]; got != want {
			t.Errorf("%s was asked for: %v", pair, got)
		}
	}
	for _, p := range Prints(f.track.Runes) {
		if !slices.Contains(f.grams, p) {
			t.Errorf("the gram at character %d was not asked for", p.At)
		}
	}
	for i, count := range f.counts {
		if 0 < count && count <= askedPair && !asked[f.inOrder[i]] {
			t.Errorf("the pair at character %d, in %d reports, was not asked for", i, count)
		}
	}
}

// someReports is an archive of n short reports that share much: of one in
// two, half stands in the next too.
func someReports(rng *rand.Rand, n int) *Memory {
	m := NewMemory()
	last := ""
	for range n {
		body := invented(rng, 150)
		if last != "" && rng.IntN(2) == 0 {
			body += clip(last, 0, 70)
		}
		m.Add(Source{Text: body + invented(rng, 400)})
		last = body
	}
	return m
}

// slowCandidates is the oracle of candidates: rare grams first, each hash
// once, until there are too many spots.
func slowCandidates(f *finder, from, to int) []candidate {
	type asked struct {
		hash Hash
		post Posting
	}
	var all []asked
	for i, g := range f.grams {
		known := slices.ContainsFunc(all, func(a asked) bool { return a.hash == g.Hash })
		if from-partAround <= g.At && g.At < to+partAround && f.postings[i].Spots != nil && !known {
			all = append(all, asked{g.Hash, f.postings[i]})
		}
	}
	slices.SortFunc(all, func(a, b asked) int {
		return cmp.Or(cmp.Compare(a.post.Count, b.post.Count), cmp.Compare(a.hash, b.hash))
	})
	scores := map[Spot]float64{}
	spots := 0
	for _, a := range all {
		if spots += len(a.post.Spots); spots > mostSpots {
			break
		}
		for _, s := range a.post.Spots {
			if s.Doc != f.draft.Exclude {
				scores[s] += f.rarityOf(a.post.Count)
			}
		}
	}
	return slowBest(scores)
}

func wantCandidates(t *testing.T, f *finder) (found int) {
	t.Helper()
	tally := newSpotTally()
	for _, p := range f.cut(parts) {
		got, want := f.candidates(tally, p.from, p.to), slowCandidates(f, p.from, p.to)
		if !slices.EqualFunc(got, want, func(a, b candidate) bool {
			return a.doc == b.doc && a.block == b.block && math.Abs(a.score-b.score) < 1e-9
		}) {
			t.Fatalf("part %d–%d: %v, want %v", p.from, p.to, got, want)
		}
		if slices.ContainsFunc(got, func(c candidate) bool { return c.doc == f.draft.Exclude }) {
			t.Fatalf("report %d was to be left out: %v", f.draft.Exclude, got)
		}
		found += len(got)
	}
	return found
}

// looked is a finder that has weighed its draft and looked up its grams.
func looked(t *testing.T, a Archive, d Draft) *finder {
	t.Helper()
	f := bordered(d.Text)
	f.archive, f.draft, f.res = a, d, &Result{}
	if err := errors.Join(f.weigh(context.Background()), f.lookUp(context.Background())); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCandidates(t *testing.T) {
	rng := seeded(67)
	m := someReports(rng, 40)
	found := 0
	for range 50 {
		one, two := m.sources[rng.IntN(40)], m.sources[rng.IntN(40)]
		draft := clip(one.Text, rng.IntN(300), 100) + invented(rng, 100) + clip(two.Text, 0, 200) + clip(one.Text, 0, 60)
		found += wantCandidates(t, looked(t, m, Draft{Text: draft, Exclude: two.ID}))
	}
	if found < 500 {
		t.Errorf("only %d candidates", found)
	}
}

// TestCandidatesBounded: common grams beyond mostSpots are not counted.
func TestCandidatesBounded(t *testing.T) {
	rng := seeded(68)
	m := NewMemory()
	shared := invented(rng, 60)
	for i := range 150 {
		body := shared
		if i == 149 {
			body += invented(rng, 20)
		}
		m.Add(Source{Text: body})
	}
	f := looked(t, m, Draft{Text: m.sources[149].Text})
	all := 0
	for _, p := range f.postings {
		all += len(p.Spots)
	}
	if all <= mostSpots {
		t.Fatalf("only %d spots", all)
	}
	if wantCandidates(t, f) == 0 {
		t.Error("no candidates")
	}
	if got := f.candidates(newSpotTally(), 0, f.track.Len()); got[0].doc != 150 {
		t.Errorf("%v", got)
	}
}

// brokenAt fails where it is told to.
type brokenAt struct {
	*Memory
	lookup, pairs bool
}

func (b brokenAt) Lookup(ctx context.Context, hashes []Hash) ([]Posting, error) {
	if b.lookup {
		return nil, errBroken
	}
	return b.Memory.Lookup(ctx, hashes)
}

func (b brokenAt) PairCounts(ctx context.Context, pairs []Hash) ([]int, error) {
	if b.pairs {
		return nil, errBroken
	}
	return b.Memory.PairCounts(ctx, pairs)
}

// TestEveryStepFails: whatever the archive cannot answer, the error arrives.
func TestEveryStepFails(t *testing.T) {
	m := library(seeded(69), 5)
	draft := m.sources[1].Text
	for name, a := range map[string]Archive{
		"Lookup": brokenAt{m, true, false}, "PairCounts": brokenAt{m, false, true}, "Sources": broken{m},
	} {
		if r, err := Find(context.Background(), a, Draft{Text: draft}); !errors.Is(err, errBroken) || r != nil {
			t.Errorf("%s fails, Find says %v", name, err)
		}
		if alike, err := Similar(context.Background(), a, draft, 3); !errors.Is(err, errBroken) || alike != nil {
			t.Errorf("%s fails, Similar says %v", name, err)
		}
	}
}
