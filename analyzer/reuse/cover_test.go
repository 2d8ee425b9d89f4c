package reuse

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"hegao/analyzer/text"
)

// stage is a finder with a draft of n characters and three sources, before
// chains and verdicts.
func stage(rng *rand.Rand, n int) *finder {
	draft := randomRunes(rng, 2000, n)
	f := &finder{
		draft: Draft{Text: string(draft)}, track: text.Normalize(string(draft)), weights: make([]float64, n-1),
		borders: randomBorders(rng, n, 4+rng.IntN(15)), sources: stageSources(),
	}
	for i := range f.weights {
		f.weights[i] = 0.5
	}
	f.pairs = newDraftPairs(draft, f.weights)
	return f
}

// stageSources are the three sources of every stage; nobody changes them.
var stageSources = sync.OnceValue(func() map[DocID]*Source {
	sources := map[DocID]*Source{}
	for id := range DocID(3) {
		sources[id+1] = NewSource(Source{ID: id + 1, Text: string(randomRunes(seeded(79), 2000, 3000))})
	}
	return sources
})

// stretch is a stretch that a chain gave: of some source, kept word for word
// where tight, else with every fourth pair missing.
func (f *finder) stretch(source DocID, from, to, sFrom int, tight bool) *stretchOf {
	c := runClaim(f.sources[source], from, to, sFrom)
	if !tight {
		c.at = slices.DeleteFunc(c.at, func(i int32) bool { return int(i)%4 == 1 && int(i) > from && int(i) < to-2 })
		c.sAt = slices.DeleteFunc(c.sAt, func(j int32) bool { return (int(j)-sFrom+from)%4 == 1 && int(j) > sFrom && int(j) < sFrom+to-from-2 })
	}
	f.claims = append(f.claims, c)
	return &stretchOf{f: f, from: from, to: to, source: f.sources[source], claims: []int{len(f.claims) - 1}}
}

// someStretches are stretches in ascending order and apart.
func (f *finder) someStretches(rng *rand.Rand) []*stretchOf {
	var out []*stretchOf
	n := f.track.Len()
	for from := rng.IntN(60); from+minChars < n; {
		to := min(from+minChars+rng.IntN(70), n)
		out = append(out, f.stretch(DocID(1+rng.IntN(3)), from, to, rng.IntN(2500), rng.IntN(2) == 0))
		from = to + rng.IntN(80)
	}
	return out
}

func (f *finder) someVerdicts(rng *rand.Rand) {
	n := f.track.Len()
	for range rng.IntN(8) {
		from := rng.IntN(n - minChars)
		to := min(from+minChars+rng.IntN(120), n)
		sFrom := rng.IntN(2500)
		f.verdicts = append(f.verdicts, verdict{
			source: DocID(1 + rng.IntN(3)), from: from, to: to, sFrom: sFrom, sTo: sFrom + to - from,
			evidence: 2 + rng.Float64(), byMany: rng.IntN(5) == 0,
		})
	}
}

// owners names the source of each character of the draft, 0 where there is
// none.
func owners(f *finder, stretches []*stretchOf) []DocID {
	out := make([]DocID, f.track.Len())
	for _, s := range stretches {
		for i := s.from; i < s.to; i++ {
			out[i] = s.source.ID
		}
	}
	return out
}

// wantApart: stretches ascend, do not overlap and lie in the draft.
func wantApart(t *testing.T, f *finder, stretches []*stretchOf) {
	t.Helper()
	end := 0
	for _, s := range stretches {
		if s.from < end || s.to-s.from < minChars || s.to > f.track.Len() {
			t.Fatalf("stretch %d–%d after %d, of %d characters", s.from, s.to, end, f.track.Len())
		}
		end = s.to
	}
}

// TestCoverOne: stretches stay in order and apart, what was there keeps its
// source, and whatever a verdict adds is of its source and inside it.
func TestCoverOne(t *testing.T) {
	rng := seeded(80)
	added, merged := 0, 0
	for range 2000 {
		f := stage(rng, 300)
		stretches := f.someStretches(rng)
		f.someVerdicts(rng)
		for _, v := range f.verdicts {
			before, n := owners(f, stretches), len(stretches)
			stretches = f.coverOne(stretches, v)
			wantApart(t, f, stretches)
			for i, id := range owners(f, stretches) {
				switch {
				case before[i] != 0 && id != before[i]:
					t.Fatalf("verdict %+v: character %d was of source %d and is of %d", v, i, before[i], id)
				case before[i] == 0 && id != 0:
					if added++; id != v.source || i < v.from || i >= v.to {
						t.Fatalf("verdict %+v: character %d is said to be of source %d", v, i, id)
					}
				}
			}
			if len(stretches) < n {
				merged++
			}
		}
	}
	if added < 10_000 || merged < 50 {
		t.Errorf("%d characters were added, %d times stretches were joined", added, merged)
	}
}

// TestCoverKeepsWhatLiesBetween: a verdict that reaches over a stretch of
// another source to one of its own does not take what lies between.
func TestCoverKeepsWhatLiesBetween(t *testing.T) {
	f := stage(seeded(81), 300)
	stretches := []*stretchOf{f.stretch(2, 100, 130, 700, true), f.stretch(1, 140, 180, 1140, true)}
	before := owners(f, stretches)
	after := f.coverOne(stretches, verdict{source: 1, from: 60, to: 170, sFrom: 1060, sTo: 1170, evidence: 4})
	wantApart(t, f, after)
	for i, id := range owners(f, after) {
		if before[i] != 0 && id != before[i] {
			t.Fatalf("character %d was of source %d and is of %d", i, before[i], id)
		}
	}
}

func TestCoverTable(t *testing.T) {
	type span struct {
		source   DocID
		from, to int
	}
	for _, c := range []struct {
		name    string
		there   []span // kept word for word
		v       span
		sFrom   int // of the verdict; stretches stand at 1000 and on
		want    []span
		borders []int // characters before which a clause begins
	}{
		{"nothing there", nil, span{1, 50, 100}, 1050, []span{{1, 50, 100}}, nil},
		{"beside another", []span{{2, 100, 150}}, span{1, 50, 100}, 1050, []span{{1, 50, 100}, {2, 100, 150}}, nil},
		{"before all", []span{{2, 100, 150}}, span{1, 20, 60}, 1050, []span{{1, 20, 60}, {2, 100, 150}}, nil},
		{"behind all", []span{{2, 100, 150}}, span{1, 200, 250}, 1050, []span{{2, 100, 150}, {1, 200, 250}}, nil},
		{"into another from before", []span{{2, 80, 150}}, span{1, 50, 100}, 1050, []span{{1, 50, 80}, {2, 80, 150}}, nil},
		{"into another from behind", []span{{2, 80, 150}}, span{1, 120, 200}, 1050, []span{{2, 80, 150}, {1, 150, 200}}, nil},
		{"too little is left", []span{{2, 80, 150}}, span{1, 70, 140}, 1050, []span{{2, 80, 150}}, nil},
		{"just enough is left", []span{{2, 80, 150}}, span{1, 80 - minChars, 140}, 1050, []span{{1, 80 - minChars, 80}, {2, 80, 150}}, nil},
		{"all of it is another's", []span{{2, 40, 150}}, span{1, 50, 100}, 1050, []span{{2, 40, 150}}, nil},
		{"between two others", []span{{2, 20, 60}, {3, 100, 150}}, span{1, 40, 120}, 1050, []span{{2, 20, 60}, {1, 60, 100}, {3, 100, 150}}, nil},
		{"its own, of one clause", []span{{1, 60, 90}}, span{1, 50, 100}, 1050, []span{{1, 60, 90}}, nil},
		{"its own, of one clause that begins there", []span{{1, 60, 90}}, span{1, 50, 100}, 1050, []span{{1, 60, 90}}, []int{50, 100}},
		{"its own, right before and behind", []span{{1, 20, 50}, {1, 100, 130}}, span{1, 50, 100}, 1050, []span{{1, 20, 50}, {1, 50, 100}, {1, 100, 130}}, nil},
		{"its own, clauses before and behind", []span{{1, 60, 90}}, span{1, 50, 100}, 1050, []span{{1, 50, 100}}, []int{55, 95}},
		{"its own, a clause before", []span{{1, 60, 90}}, span{1, 50, 100}, 1050, []span{{1, 50, 90}}, []int{60}},
		{"its own, a clause behind", []span{{1, 60, 90}}, span{1, 50, 100}, 1050, []span{{1, 60, 100}}, []int{90}},
		{"its own, longer than the verdict", []span{{1, 40, 120}}, span{1, 50, 100}, 1050, []span{{1, 40, 120}}, nil},
		{"its own, twice", []span{{1, 40, 70}, {1, 90, 120}}, span{1, 50, 100}, 1050, []span{{1, 40, 120}}, []int{80}},
		{"its own, twice in one clause", []span{{1, 40, 70}, {1, 90, 120}}, span{1, 50, 100}, 1050, []span{{1, 40, 70}, {1, 90, 120}}, nil},
		{"its own, but far away in the source", []span{{1, 80, 150}}, span{1, 50, 100}, 2200, []span{{1, 50, 80}, {1, 80, 150}}, nil},
		{"its own, then another", []span{{1, 40, 70}, {2, 80, 120}}, span{1, 50, 100}, 1050, []span{{1, 40, 80}, {2, 80, 120}}, []int{75}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := stage(seeded(82), 300)
			clear(f.borders)
			for _, at := range c.borders {
				f.borders[at] = clauseEnd
			}
			var stretches []*stretchOf
			for _, s := range c.there {
				stretches = append(stretches, f.stretch(s.source, s.from, s.to, 1000+s.from, true))
			}
			v := verdict{source: c.v.source, from: c.v.from, to: c.v.to, sFrom: c.sFrom, sTo: c.sFrom + c.v.to - c.v.from, evidence: 3}
			var got []span
			for _, s := range f.coverOne(stretches, v) {
				got = append(got, span{s.source.ID, s.from, s.to})
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// TestCoverGrowsWhatWasEdited: an edited copy may begin with edited words, so
// there the verdict's end counts.
func TestCoverGrowsWhatWasEdited(t *testing.T) {
	f := stage(seeded(83), 300)
	clear(f.borders)
	loose := f.stretch(1, 60, 90, 1060, false)
	if s := loose.strength(); s >= exactEnds || s < 0.5 {
		t.Fatalf("strength %v", s)
	}
	got := f.coverOne([]*stretchOf{loose}, verdict{source: 1, from: 50, to: 100, sFrom: 1050, sTo: 1100, evidence: 3})
	if len(got) != 1 || got[0].from != 50 || got[0].to != 100 || got[0].evidence != 3 || len(got[0].claims) != 1 {
		t.Errorf("%+v", got[0])
	}
}

// TestCover: the surest verdict has the first word, those that many hold
// have none, and the verdicts themselves stay as they are.
func TestCover(t *testing.T) {
	for _, c := range []struct {
		name     string
		verdicts []verdict
		want     map[int]DocID // who holds some characters
	}{
		{"the surer one second", []verdict{{source: 1, from: 50, to: 100, evidence: 2}, {source: 2, from: 70, to: 120, evidence: 3}}, map[int]DocID{49: 0, 50: 1, 69: 1, 70: 2, 119: 2, 120: 0}},
		{"the surer one first", []verdict{{source: 1, from: 50, to: 100, evidence: 3}, {source: 2, from: 70, to: 120, evidence: 2}}, map[int]DocID{50: 1, 99: 1, 100: 2, 119: 2}},
		{"held by many", []verdict{{source: 1, from: 50, to: 100, evidence: 3, byMany: true}}, map[int]DocID{60: 0}},
		{"one of one source grows another", []verdict{{source: 1, from: 50, to: 100, evidence: 3}, {source: 1, from: 90, to: 140, evidence: 2}}, map[int]DocID{50: 1, 139: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := stage(seeded(84), 300)
			for i := range c.verdicts {
				c.verdicts[i].sFrom, c.verdicts[i].sTo = 1000, 1050
			}
			f.verdicts = c.verdicts
			given := slices.Clone(c.verdicts)
			got := owners(f, f.cover(nil))
			for at, id := range c.want {
				if got[at] != id {
					t.Errorf("character %d is of %d, want %d", at, got[at], id)
				}
			}
			if !slices.Equal(f.verdicts, given) {
				t.Error("the verdicts were changed")
			}
		})
	}
}

func TestCoverRandom(t *testing.T) {
	rng := seeded(85)
	for range 1000 {
		f := stage(rng, 300)
		f.someVerdicts(rng)
		got := f.cover(f.someStretches(rng))
		wantApart(t, f, got)
		for _, s := range got {
			if sFrom, sTo := s.extent(); sFrom < 0 || sFrom >= sTo || sTo > s.source.Track.Len() {
				t.Fatalf("stretch %d–%d stands at %d–%d of its source", s.from, s.to, sFrom, sTo)
			}
		}
	}
}
