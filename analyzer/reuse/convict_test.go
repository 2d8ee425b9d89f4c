package reuse

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"hegao/analyzer/text"
)

func TestAddScene(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []scene
		want []scene
	}{
		{"one", []scene{{0, 100, 0, 500, true}}, []scene{{0, 100, 0, 500, true}}},
		{"overlapping", []scene{{0, 100, 0, 500, true}, {70, 170, 200, 800, true}}, []scene{{0, 170, 0, 800, true}}},
		{"backwards in the source", []scene{{0, 100, 500, 900, true}, {70, 170, 100, 600, true}}, []scene{{0, 170, 100, 900, true}}},
		{"touching", []scene{{0, 100, 0, 500, true}, {100, 200, 500, 900, true}}, []scene{{0, 200, 0, 900, true}}},
		{"inside", []scene{{0, 100, 0, 500, true}, {20, 60, 100, 200, true}}, []scene{{0, 100, 0, 500, true}}},
		{"apart in the draft", []scene{{0, 100, 0, 500, true}, {101, 200, 0, 500, true}}, []scene{{0, 100, 0, 500, true}, {101, 200, 0, 500, true}}},
		{"apart in the source", []scene{{0, 100, 0, 500, true}, {70, 170, 501, 900, true}}, []scene{{0, 100, 0, 500, true}, {70, 170, 501, 900, true}}},
		{"one clear, one not", []scene{{0, 100, 0, 500, true}, {70, 170, 0, 500, false}}, []scene{{0, 100, 0, 500, true}, {70, 170, 0, 500, false}}},
		{"two that are not clear", []scene{{0, 100, 0, 500, false}, {70, 170, 0, 600, false}}, []scene{{0, 170, 0, 600, false}}},
		{"the second of two", []scene{{0, 100, 0, 500, true}, {70, 170, 2000, 2500, true}, {140, 240, 2100, 2600, true}}, []scene{{0, 100, 0, 500, true}, {70, 240, 2000, 2600, true}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []scene
			for _, s := range c.in {
				got = addScene(got, s)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// within reports whether scene s lies in o.
func (s scene) within(o scene) bool {
	return s.clear == o.clear && o.from <= s.from && s.to <= o.to && o.sFrom <= s.sFrom && s.sTo <= o.sTo
}

// TestAddSceneRandom: every scene lies in one of the outcome, and the outcome
// has no edge that no scene has.
func TestAddSceneRandom(t *testing.T) {
	rng := seeded(74)
	in, out := 0, 0
	for range 500 {
		var added, got []scene
		for from := 0; from < 600; from += 20 + rng.IntN(100) {
			sFrom := 100 * rng.IntN(20)
			s := scene{from, from + 40 + rng.IntN(80), sFrom, sFrom + 100 + rng.IntN(300), rng.IntN(4) > 0}
			added, got = append(added, s), addScene(got, s)
		}
		for _, s := range added {
			if !slices.ContainsFunc(got, s.within) {
				t.Fatalf("%v is not in %v", s, got)
			}
		}
		for _, o := range got {
			edges := [4]bool{}
			for _, s := range added {
				if s.within(o) {
					for k, same := range [4]bool{s.from == o.from, s.to == o.to, s.sFrom == o.sFrom, s.sTo == o.sTo} {
						edges[k] = edges[k] || same
					}
				}
			}
			if edges != [4]bool{true, true, true, true} {
				t.Fatalf("%v of %v is larger than what was added: %v", o, got, added)
			}
		}
		in, out = in+len(added), out+len(got)
	}
	if out >= in || out < 500 {
		t.Errorf("%d scenes became %d", in, out)
	}
}

func TestHold(t *testing.T) {
	var w window
	for _, h := range []held{{source: 1, share: 0.3, from: 5}, {source: 2, share: 0.2}, {source: 1, share: 0.2, from: 9}, {source: 2, share: 0.4, from: 7}} {
		w.hold(h)
	}
	want := []held{{source: 1, share: 0.3, from: 5}, {source: 2, share: 0.4, from: 7}}
	if !slices.Equal(w.held, want) {
		t.Errorf("%+v, want %+v", w.held, want)
	}
}

// TestPlay: a scene measures the windows that lie in it by half or more, the
// small ones only where it is not clear, and against its part of the source.
func TestPlay(t *testing.T) {
	rng := seeded(150)
	held, left := 0, 0
	for range 60 {
		draft, source := scattered(rng, 500, 12, "甲乙丙丁戊己庚", "，。\n"), randomRunes(rng, 2000, 400)
		f := bordered(draft)
		for k := range source {
			source[k] = f.track.Runes[rng.IntN(f.track.Len())]
		}
		f.weights = pairWeights(rng, f.track.Runes)
		f.pairs = newDraftPairs(f.track.Runes, f.weights)
		f.overall = map[DocID]float64{}
		f.makeWindows()
		from, sFrom := rng.IntN(300), rng.IntN(300)
		s := scene{from, from + 50 + rng.IntN(150), sFrom, sFrom + 60, rng.IntN(2) == 0}
		f.play(&measurer{count: make([]int32, len(f.pairs.weight))}, &Source{ID: 3, Track: &text.Track{Runes: source}}, s)
		for i := range f.windows {
			w := &f.windows[i]
			inside := min(w.to, s.to) - max(w.from, s.from)
			looked := 2*inside >= w.to-w.from && (s.clear || w.grain == 0)
			want := 0.0
			if looked {
				want = bestStretch(f.track.Runes, f.weights, source, w, s.sFrom, s.sTo) / w.total
			}
			if (len(w.held) > 0) != (want > 0) || w.clear != (looked && s.clear) {
				t.Fatalf("window %+v of grain %d in scene %+v, want a share of %v", w, w.grain, s, want)
			}
			if len(w.held) == 0 {
				left++
				continue
			}
			held++
			if h := w.held[0]; h.source != 3 || math.Abs(h.share-want) > 1e-6 {
				t.Fatalf("window %d–%d in scene %+v: %+v, want a share of %v", w.from, w.to, s, h, want)
			}
		}
	}
	if held < 200 || left < 200 {
		t.Errorf("%d windows were held, %d not", held, left)
	}
}

// collected is a finder that has done all but make passages.
func collected(t testing.TB, a Archive, d Draft) *finder {
	t.Helper()
	f := bordered(d.Text)
	f.archive, f.draft, f.res = a, d, &Result{}
	if err := f.collect(context.Background()); err != nil {
		t.Fatal(err)
	}
	return f
}

// slowStrength is the oracle of what strengthen gives the k-th source of a
// window by share.
func slowStrength(f *finder, w *window, h held, k int) float64 {
	explained := func(share float64) float64 { return -math.Log(1 - math.Min(share, 0.97)) }
	strength := explained(h.share) * math.Sqrt(w.total)
	if !w.clear || k >= rivals {
		return strength
	}
	n := w.to - w.from
	around := max(orderAround, (int(partStretch*float64(n))-(h.to-h.from))/2)
	source := f.sources[h.source].Track.Runes
	order := slowLCS(f.track.Runes[w.from:w.to], source[max(0, h.from-around):min(len(source), h.to+around)])
	return strength + orderWeight*explained(float64(order)/float64(n))*math.Sqrt(float64(n))
}

// TestStrengthen: the strengths are as defined, and the sources in their
// order; equal ones by what they hold of the whole draft.
func TestStrengthen(t *testing.T) {
	rng := seeded(75)
	m := library(rng, 25)
	draft := clip(m.sources[3].Text, 100, 90) + edited(rng, clip(m.sources[7].Text, 300, 120), 4) + invented(rng, 80)
	f := collected(t, m, Draft{Text: draft})
	compared := 0
	for i := range f.windows {
		w := f.windows[i]
		// More sources than are compared in order, some of them equal.
		w.clear, w.held = rng.IntN(4) > 0, nil
		for id := range DocID(rivals + 4) {
			h := held{source: id + 1, share: rng.Float64(), from: rng.IntN(1000)}
			h.to = h.from + rng.IntN(150)
			w.held = append(w.held, h)
			f.sources[id+1] = m.sources[id]
		}
		w.held[5], w.held[6] = held{source: 90, share: 0.4, from: 10, to: 60}, held{source: 91, share: 0.4, from: 10, to: 60}
		f.sources[90], f.sources[91] = m.sources[0], m.sources[0]
		f.overall[91] = 1
		want := slices.SortedFunc(slices.Values(w.held), func(a, b held) int {
			return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.source, b.source))
		})
		strengths := map[DocID]float64{}
		for k, h := range want {
			strengths[h.source] = slowStrength(f, &w, h, k)
		}
		f.strengthen(&w)
		for k, h := range w.held {
			if math.Abs(h.strength-strengths[h.source]) > 1e-9 || k > 0 && h.strength > w.held[k-1].strength {
				t.Fatalf("source %d at %d has strength %v, want %v; %+v", h.source, k, h.strength, strengths[h.source], w.held)
			}
			compared++
		}
		at := func(id DocID) int { return slices.IndexFunc(w.held, func(h held) bool { return h.source == id }) }
		if strengths[90] == strengths[91] && at(91) > at(90) {
			t.Fatalf("of two equal sources the one that holds less of the draft comes first: %+v", w.held)
		}
	}
	if compared < 200 {
		t.Errorf("only %d sources", compared)
	}
}

func TestRival(t *testing.T) {
	m := library(seeded(76), 6)
	m.Join(4, 2)
	m.Join(5, 2)
	f := &finder{archive: m}
	nobody := held{strength: orderStrength(chanceOrder, 50)}
	for _, c := range []struct {
		name string
		held []held
		want held
	}{
		{"alone", []held{{source: 1, strength: 9}}, nobody},
		{"one other", []held{{source: 1, strength: 9}, {source: 3, strength: 7}}, held{source: 3, strength: 7}},
		{"the stronger of two", []held{{source: 1, strength: 9}, {source: 3, strength: 7}, {source: 6, strength: 5}}, held{source: 3, strength: 7}},
		{"of the same family", []held{{source: 2, strength: 9}, {source: 4, strength: 8}}, nobody},
		{"behind two of the same family", []held{{source: 4, strength: 9}, {source: 2, strength: 8}, {source: 5, strength: 8}, {source: 6, strength: 3}}, held{source: 6, strength: 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := f.rival(&window{from: 10, to: 60, held: c.held}); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

func TestUnexplained(t *testing.T) {
	if unexplained(0) != 0 || orderStrength(0, 100) != 0 {
		t.Error("nothing explains something")
	}
	last := -1.0
	for share := 0.0; share <= mostExplained; share += 0.01 {
		if x := unexplained(share); x <= last || math.IsInf(x, 0) {
			t.Fatalf("a share of %v gives %v after %v", share, x, last)
		}
		last = unexplained(share)
	}
	if unexplained(1) != unexplained(mostExplained) || unexplained(1+1e-9) != unexplained(1) {
		t.Error("what is beyond mostExplained counts")
	}
	if one, four := orderStrength(0.5, 100), orderStrength(0.5, 400); math.Abs(four-2*one) > 1e-9 {
		t.Errorf("four times the characters make %v of %v", four, one)
	}
}

// evidenceFor is the greatest evidence for a source of any window of a grain
// inside characters [from, to) of the draft.
func evidenceFor(f *finder, source DocID, grain, from, to int) float64 {
	best := 0.0
	for i := range f.windows {
		w := &f.windows[i]
		if w.grain == grain && w.from >= from && w.to <= to && len(w.held) > 0 && w.held[0].source == source {
			best = max(best, w.held[0].strength-f.rival(w).strength)
		}
	}
	return best
}

// replaced puts other hanzi in place of those of t whose number in order is
// below n: the more, the larger n, and always those of a smaller n too.
func replaced(t string, order []int, n int) string {
	runes := []rune(t)
	k := 0
	for i, r := range runes {
		if len(kept(string(r))) == 0 {
			continue
		}
		if order[k] < n {
			runes[i] = rune('一' + 3000 + (int(r)*31+k*7)%2000)
		}
		k++
	}
	return string(runes)
}

// TestEvidenceFalls: the more characters were replaced, the less evidence
// there is: on average always, and seldom the other way round for one text.
func TestEvidenceFalls(t *testing.T) {
	rng := seeded(77)
	m := library(rng, 30)
	const n, step, seeds = 108, 9, 25
	var sums [6]float64
	worse, all := 0, 0
	for range seeds {
		id := DocID(1 + rng.IntN(30))
		body := clip(m.sources[id-1].Text, 36*rng.IntN(30), n)
		before, order := invented(rng, 144), rng.Perm(n)
		last := math.Inf(1)
		for k := range sums {
			draft := before + replaced(body, order, k*step) + "\n" + invented(rng, 72)
			e := evidenceFor(collected(t, m, Draft{Text: draft}), id, 1, 144, 144+n)
			sums[k] += e
			if all++; e > last+0.2 {
				worse++
			}
			last = e
		}
	}
	for k := 1; k < len(sums); k++ {
		if sums[k] >= sums[k-1] {
			t.Errorf("with %d characters replaced the evidence is %.2f on average, with %d it is %.2f", k*step, sums[k]/seeds, (k-1)*step, sums[k-1]/seeds)
		}
	}
	t.Logf("evidence by characters replaced, of %d: %.1f, in steps of %d", n, sums, step)
	if worse*20 > all {
		t.Errorf("in %d of %d steps more replacing gave clearly more evidence", worse, all)
	}
	if low := grains[1].evidence; sums[0]/seeds < 3*low {
		t.Errorf("for a text kept whole the evidence is %.2f", sums[0]/seeds)
	}
}

// twins is an archive in which report n and the one before hold the same
// text; the draft holds it too.
func twins(rng *rand.Rand, n int) (m *Memory, draft string, from, to int) {
	m = library(rng, n-2)
	body := invented(rng, 108)
	m.Add(Source{Unit: "甲", Text: invented(rng, 400) + body + invented(rng, 400)})
	m.Add(Source{Unit: "乙", Text: invented(rng, 400) + edited(rng, body, 9) + invented(rng, 400)})
	return m, invented(rng, 144) + body + invented(rng, 144), 144, 252
}

// TestFamilyIsNoRival: a later version of the source, as like the draft as
// the source itself, does not lower the evidence; a stranger's does.
func TestFamilyIsNoRival(t *testing.T) {
	const n = 30
	for seed := range uint64(5) {
		m, draft, from, to := twins(seeded(800+seed), n)
		strangers := evidenceFor(collected(t, m, Draft{Text: draft}), n-1, 1, from, to)
		alone := evidenceFor(collected(t, m, Draft{Text: draft, Exclude: n}), n-1, 1, from, to)
		m.Join(n, n-1)
		family := evidenceFor(collected(t, m, Draft{Text: draft}), n-1, 1, from, to)
		if math.Abs(family-alone) > 1e-9 {
			t.Errorf("seed %d: evidence %v beside its own family, %v alone", seed, family, alone)
		}
		if strangers > alone-3 {
			t.Errorf("seed %d: evidence %v beside a stranger, %v alone", seed, strangers, alone)
		}
	}
}

// TestUnclearIsNeverTaken: a window of which only the first candidates were
// read convicts nobody, whatever it holds.
func TestUnclearIsNeverTaken(t *testing.T) {
	rng := seeded(78)
	m := library(rng, 25)
	draft := invented(rng, 72) + clip(m.sources[3].Text, 0, 180) + "\n" + clip(m.sources[9].Text, 360, 180) + invented(rng, 72)
	f := collected(t, m, Draft{Text: draft})
	taken := func(v verdict) bool { return !v.byMany }
	all := len(f.windows)
	if before := f.convict(); !slices.ContainsFunc(before, taken) {
		t.Fatal("nothing was taken to begin with")
	}
	for i := range f.windows {
		f.windows[i].clear = false
	}
	after := f.convict()
	if len(after) == 0 || slices.ContainsFunc(after, taken) {
		t.Errorf("of %d windows, none clear: %+v", all, after)
	}
	// One by one: what is taken lies in the only clear window.
	one := 0
	for i := range f.windows {
		f.windows[i].clear = true
		for _, v := range slices.DeleteFunc(f.convict(), func(v verdict) bool { return v.byMany }) {
			one++
			if v.from < f.windows[i].from || v.to > f.windows[i].to {
				t.Errorf("%d–%d is taken, the only clear window is %d–%d", v.from, v.to, f.windows[i].from, f.windows[i].to)
			}
		}
		f.windows[i].clear = false
	}
	if one < 5 {
		t.Errorf("only %d windows were taken", one)
	}
}

// TestConvictKeeps: verdicts name windows that their source stands out for,
// or that are held by far the most part.
func TestConvictKeeps(t *testing.T) {
	m, _ := samples(t)
	f := collected(t, m, Draft{Text: sample(t, "drafts/patchwork.txt")})
	taken := 0
	for _, v := range f.verdicts {
		if v.from < 0 || v.from >= v.to || v.to > f.track.Len() {
			t.Errorf("verdict %+v of %d characters", v, f.track.Len())
		}
		if n := f.sources[v.source].Track.Len(); v.sFrom < 0 || v.sFrom >= v.sTo || v.sTo > n {
			t.Errorf("verdict %+v of %d characters of the source", v, n)
		}
		least := grains[0].evidence
		for _, g := range grains {
			least = min(least, g.evidence)
		}
		if v.byMany && v.share < heldByMany || !v.byMany && v.evidence < least {
			t.Errorf("verdict %+v", v)
		}
		if !v.byMany {
			taken++
		}
	}
	if taken < 10 {
		t.Errorf("only %d windows were taken", taken)
	}
}

// TestJoinRegions: each verdict lies in a region of its source, and regions
// are made of verdicts that lie close together.
func TestJoinRegions(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []verdict
		want []region
	}{
		{"none", nil, nil},
		{"one", []verdict{{source: 1, from: 5, to: 50, sFrom: 100, sTo: 150}}, []region{{1, 5, 50, 100, 150}}},
		{"close", []verdict{{source: 1, from: 80, to: 120, sFrom: 90, sTo: 130}, {source: 1, from: 5, to: 50, sFrom: 100, sTo: 150}}, []region{{1, 5, 120, 90, 150}}},
		{"too far in the draft", []verdict{{source: 1, from: 5, to: 50, sFrom: 100, sTo: 150}, {source: 1, from: 81, to: 120, sFrom: 90, sTo: 130}}, []region{{1, 5, 50, 100, 150}, {1, 81, 120, 90, 130}}},
		{"too far in the source", []verdict{{source: 1, from: 5, to: 50, sFrom: 100, sTo: 150}, {source: 1, from: 60, to: 120, sFrom: 350, sTo: 400}}, []region{{1, 5, 50, 100, 150}, {1, 60, 120, 350, 400}}},
		{"two sources", []verdict{{source: 2, from: 5, to: 50, sFrom: 100, sTo: 150}, {source: 1, from: 5, to: 50, sFrom: 100, sTo: 150}}, []region{{1, 5, 50, 100, 150}, {2, 5, 50, 100, 150}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			given := slices.Clone(c.in)
			if got := joinRegions(c.in); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
			if !slices.Equal(c.in, given) {
				t.Errorf("the verdicts were changed: %v", c.in)
			}
		})
	}
}
