package reuse

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"hegao/analyzer/text"
)

// bordered is a finder that has read its draft, but knows no archive.
func bordered(draft string) *finder {
	k := text.Normalize(draft)
	return &finder{draft: Draft{Text: draft}, track: k, borders: bordersOf(draft, k)}
}

// allGrains are the grains of windows and that of candidates.
func allGrains() []grain { return append(slices.Clone(grains), parts) }

// drafts are texts with few marks and many, with long lines and short ones.
func drafts(rng *rand.Rand, n int) []string {
	out := []string{"", "甲", "。", "\n\n"}
	for range n {
		marks := []string{"，。\n", "\n", "，", "，，，，。。\n"}[rng.IntN(4)]
		out = append(out, scattered(rng, rng.IntN(1500), 1+rng.IntN(120), "甲乙丙丁戊", marks))
	}
	return out
}

// linesOf lists the lines of the draft, as compared characters [from, to).
func (f *finder) linesOf() [][2]int {
	var out [][2]int
	start := 0
	for i := 1; i <= f.track.Len(); i++ {
		if f.borders[i] == lineEnd {
			out = append(out, [2]int{start, i})
			start = i
		}
	}
	return out
}

// wantWindow: a window lies in the text, begins and ends where it may, and
// crosses a line end only behind a short line that it began with.
func wantWindow(t *testing.T, f *finder, g grain, w window) {
	t.Helper()
	n := f.track.Len()
	if w.from < 0 || w.to > n || w.to-w.from < leastWindow || w.to-w.from > 2*g.length {
		t.Fatalf("window %d–%d of %d characters, grain %d", w.from, w.to, n, g.length)
	}
	if begin := f.borders[w.from]; begin == inside {
		// A piece of g.length without a place to begin lies before it.
		if w.from < g.length || slices.ContainsFunc(f.borders[w.from-g.length+g.step:w.from], outside) {
			t.Fatalf("window %d–%d begins inside a clause, grain %d", w.from, w.to, g.length)
		}
	}
	if end := f.borders[w.to]; end == inside && w.to-w.from != 2*g.length {
		t.Fatalf("window %d–%d ends inside a clause, grain %d", w.from, w.to, g.length)
	} else if end < lineEnd && w.to-w.from < g.length {
		t.Fatalf("window %d–%d ends early, grain %d", w.from, w.to, g.length)
	}
	for at := w.from + 1; at < w.to; at++ {
		if f.borders[at] == lineEnd && (f.borders[w.from] != lineEnd || at-w.from >= leastWindow) {
			t.Fatalf("window %d–%d crosses the line end at %d, grain %d", w.from, w.to, at, g.length)
		}
		if f.borders[at] >= clauseEnd && f.borders[at] < lineEnd && at-w.from >= g.length {
			t.Fatalf("window %d–%d passes over the border at %d, grain %d", w.from, w.to, at, g.length)
		}
	}
}

// TestCut: every window is as wantWindow says, and they ascend.
func TestCut(t *testing.T) {
	rng := seeded(55)
	windows, crossing, insideOnes := 0, 0, 0
	for _, draft := range drafts(rng, 400) {
		f := bordered(draft)
		for _, g := range allGrains() {
			last := -1
			for _, w := range f.cut(g) {
				wantWindow(t, f, g, w)
				if w.from <= last {
					t.Fatalf("window %d–%d after one from %d", w.from, w.to, last)
				}
				last = w.from
				windows++
				if slices.Contains(f.borders[w.from+1:w.to], lineEnd) {
					crossing++
				}
				if f.borders[w.from] == inside {
					insideOnes++
				}
			}
		}
	}
	if windows < 3000 || crossing < 100 || insideOnes < 100 {
		t.Errorf("%d windows, %d cross a line end, %d begin inside a clause", windows, crossing, insideOnes)
	}
}

// uncovered marks the characters of long lines that no window holds.
func uncovered(f *finder, windows []window) []bool {
	out := make([]bool, f.track.Len())
	for _, l := range f.linesOf() {
		for i := l[0]; i < l[1] && l[1]-l[0] >= leastWindow; i++ {
			out[i] = true
		}
	}
	for _, w := range windows {
		for i := w.from; i < w.to; i++ {
			out[i] = false
		}
	}
	return out
}

// TestCutCovers: of a long line a grain leaves out nothing but a tail behind a
// border, too short for a window of its own.
func TestCutCovers(t *testing.T) {
	rng := seeded(56)
	for _, draft := range drafts(rng, 400) {
		f := bordered(draft)
		for _, g := range allGrains() {
			free := uncovered(f, f.cut(g))
			for _, l := range f.linesOf() {
				first := slices.Index(free[l[0]:l[1]], true)
				if first < 0 {
					continue
				}
				first += l[0]
				if l[1]-first >= leastWindow || f.borders[first] == inside || slices.Contains(free[first:l[1]], false) {
					t.Fatalf("characters %d–%d of the line %d–%d are in no window of grain %d", first, l[1], l[0], l[1], g.length)
				}
			}
		}
	}
}

// TestGrainsCover: together the grains leave nothing of a long line out.
func TestGrainsCover(t *testing.T) {
	rng := seeded(57)
	texts := drafts(rng, 200)
	m, _ := samples(t)
	for _, src := range m.sources {
		texts = append(texts, src.Text)
	}
	for _, draft := range texts {
		f := bordered(draft)
		var all []window
		for _, g := range grains {
			all = append(all, f.cut(g)...)
		}
		if at := slices.Index(uncovered(f, all), true); at >= 0 {
			t.Fatalf("character %d of %d is in no window: %.60q…", at, f.track.Len(), f.track.Span(at, f.track.Len()).Of(draft))
		}
	}
}

// TestCutOne: what becomes of single lines, and of a short line before others.
func TestCutOne(t *testing.T) {
	line := func(n int) string { return string(randomRunes(seeded(58), 3000, n)) }
	for _, c := range []struct {
		name, draft string
		want        [][2]int // of the first grain
	}{
		{"too short", line(leastWindow - 1), nil},
		{"just long enough", line(leastWindow), [][2]int{{0, 20}}},
		{"a heading and a paragraph", line(8) + "\n" + line(30), [][2]int{{0, 38}, {8, 38}}},
		{"two headings and a paragraph", line(5) + "\n" + line(5) + "\n" + line(30), [][2]int{{0, 40}, {5, 40}, {10, 40}}},
		{"two paragraphs", line(25) + "\n" + line(30), [][2]int{{0, 25}, {25, 55}}},
		{"a long line without marks", line(100), [][2]int{{0, 72}, {36, 100}, {72, 100}}},
		{"clauses", line(20) + "，" + line(20) + "。" + line(20) + "，" + line(20), [][2]int{{0, 40}, {20, 60}, {40, 80}, {60, 80}}},
		{"the last line is short", line(30) + "\n" + line(8), [][2]int{{0, 30}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got [][2]int
			for _, w := range bordered(c.draft).cut(grains[0]) {
				got = append(got, [2]int{w.from, w.to})
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// distinctWeight is the oracle of what a window weighs: its distinct pairs,
// or those of them that stand in a text.
func distinctWeight(draft []rune, weights []float64, w *window, in func(i int) bool) float64 {
	sum := 0.0
	seen := map[[2]rune]bool{}
	for i := w.from; i+1 < w.to; i++ {
		pair := [2]rune{draft[i], draft[i+1]}
		if weights[i] >= lightest && !seen[pair] && in(i) {
			seen[pair] = true
			sum += weights[i]
		}
	}
	return sum
}

// bestStretch is the oracle of measure: every stretch of the part is looked at.
func bestStretch(draft []rune, weights []float64, source []rune, w *window, sFrom, sTo int) float64 {
	width := int(math.Ceil(float64(w.to-w.from) * partStretch))
	best := 0.0
	for from := sFrom; from < sTo; from++ {
		best = max(best, distinctWeight(draft, weights, w, func(i int) bool {
			for j := from; j < min(from+width, sTo, len(source)-1); j++ {
				if samePair(draft, i, source, j) {
					return true
				}
			}
			return false
		}))
	}
	return best
}

// drawn is two numbers of 0…n, the smaller first.
func drawn(rng *rand.Rand, n int) (from, to int) {
	a, b := rng.IntN(n+1), rng.IntN(n+1)
	return min(a, b), max(a, b)
}

// TestMeasure: one measurer for all windows, as in the program, so that
// nothing of one may reach the next.
func TestMeasure(t *testing.T) {
	rng := seeded(59)
	tried := 0
	m := &measurer{}
	for range 500 {
		alphabet := 2 + rng.IntN(12)
		draft, source := randomRunes(rng, alphabet, 10+rng.IntN(30)), randomRunes(rng, alphabet, rng.IntN(70))
		weights := pairWeights(rng, draft)
		p := newDraftPairs(draft, weights)
		m.count = make([]int32, len(p.weight))
		from, to := drawn(rng, len(draft))
		sFrom, sTo := drawn(rng, len(source))
		m.common = p.common(m.common[:0], source, from, to, sFrom, sTo)
		for range 4 {
			a, b := drawn(rng, to-from)
			w := &window{from: from + a, to: from + b}
			if w.total = distinctWeight(draft, weights, w, func(int) bool { return true }); w.total == 0 {
				continue
			}
			tried++
			got := m.measure(p, w)
			if want := bestStretch(draft, weights, source, w, sFrom, sTo) / w.total; math.Abs(got.share-want) > 1e-6 {
				t.Fatalf("%q %d–%d in %q %d–%d: share %v, want %v", string(draft), w.from, w.to, string(source), sFrom, sTo, got.share, want)
			}
			wantHeldThere(t, draft, weights, source, w, got)
			if slices.ContainsFunc(m.count, func(n int32) bool { return n != 0 }) {
				t.Fatalf("counts %v are left", m.count)
			}
		}
	}
	if tried < 500 {
		t.Fatalf("only %d windows", tried)
	}
}

// wantHeldThere: the stretch that is named holds the share that is named.
func wantHeldThere(t *testing.T, draft []rune, weights []float64, source []rune, w *window, h held) {
	t.Helper()
	if h.share == 0 {
		return
	}
	width := int(math.Ceil(float64(w.to-w.from) * partStretch))
	if h.from < 0 || h.to > len(source) || h.to-h.from > width+1 {
		t.Fatalf("held at %d–%d of %d characters, width %d", h.from, h.to, len(source), width)
	}
	there := bestStretch(draft, weights, source[h.from:h.to], w, 0, h.to-h.from-1) / w.total
	if math.Abs(there-h.share) > 1e-6 {
		t.Fatalf("%q %d–%d: %q holds %v, not %v", string(draft), w.from, w.to, string(source[h.from:h.to]), there, h.share)
	}
}

func TestWeighWindow(t *testing.T) {
	rng := seeded(60)
	for range 100 {
		draft := randomRunes(rng, 2+rng.IntN(6), 5+rng.IntN(30))
		weights := pairWeights(rng, draft)
		f := &finder{pairs: newDraftPairs(draft, weights)}
		seen := make([]int32, len(f.pairs.weight))
		for stamp := int32(1); stamp < 5; stamp++ {
			from, to := drawn(rng, len(draft))
			w := window{from: from, to: to}
			f.weighWindow(&w, seen, stamp)
			if want := distinctWeight(draft, weights, &w, func(int) bool { return true }); math.Abs(w.total-want) > 1e-9 {
				t.Fatalf("%q %d–%d weighs %v, want %v", string(draft), from, to, w.total, want)
			}
		}
	}
}

func TestStands(t *testing.T) {
	d := &draftPairs{places: []int32{9, 3, 7, 12, 1}}
	for from := range 15 {
		for to := range 15 {
			want := false
			for _, at := range []int{3, 7, 12} {
				want = want || from <= at && at < to
			}
			if got := d.stands(&common{lo: 1, hi: 4, first: 3, last: 12}, int32(from), int32(to)); got != want {
				t.Errorf("%d–%d: %v", from, to, got)
			}
		}
	}
}

func BenchmarkMeasure(b *testing.B) {
	rng := seeded(61)
	source := randomRunes(rng, 300, 800)
	draft := slices.Concat(randomRunes(rng, 300, 100), source[300:500], randomRunes(rng, 300, 100))
	weights := make([]float64, len(draft)-1)
	for i := range weights {
		weights[i] = 0.5
	}
	p := newDraftPairs(draft, weights)
	m := &measurer{count: make([]int32, len(p.weight))}
	m.common = p.common(nil, source, 0, len(draft), 0, len(source))
	w := &window{from: 100, to: 180, total: 40}
	b.ReportAllocs()
	for b.Loop() {
		m.measure(p, w)
	}
}
