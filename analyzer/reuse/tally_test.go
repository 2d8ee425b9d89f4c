package reuse

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// slowBest is the oracle of best: all places sorted, each report once.
func slowBest(scores map[Spot]float64) []candidate {
	var all []candidate
	for s, score := range scores {
		if s.Block < math.MaxUint16 {
			score += scores[Spot{s.Doc, s.Block + 1}]
		}
		all = append(all, candidate{s.Doc, int(s.Block), score})
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc), cmp.Compare(a.block, b.block))
	})
	var out []candidate
	for _, c := range all {
		known := slices.ContainsFunc(out, func(o candidate) bool { return o.doc == c.doc })
		if !known && len(out) < perPart {
			out = append(out, c)
		}
	}
	return out
}

// scored is a spot and what it is to get.
type scored struct {
	spot  Spot
	score float64
}

// wantBest fills the tally and holds its answer against the oracle.
func wantBest(t *testing.T, tally *spotTally, all []scored) []candidate {
	t.Helper()
	tally.clear()
	scores := map[Spot]float64{}
	for _, s := range all {
		tally.add(s.spot, s.score)
		scores[s.spot] += s.score
	}
	got, want := tally.best(), slowBest(scores)
	if !slices.Equal(got, want) {
		t.Fatalf("%v:\n%v, want\n%v", all, got, want)
	}
	return got
}

// someSpots draws spots of a few reports and blocks, the last block among
// them, with scores that are often equal.
func someSpots(rng *rand.Rand, docs, blocks int) []scored {
	out := make([]scored, rng.IntN(120))
	for i := range out {
		block := rng.IntN(blocks)
		if rng.IntN(2) == 0 {
			block = math.MaxUint16 - block
		}
		out[i] = scored{Spot{DocID(1 + rng.IntN(docs)), uint16(block)}, float64(1 + rng.IntN(3))}
	}
	return out
}

// TestBest uses one tally throughout, as the program does: what was there
// before must leave no trace.
func TestBest(t *testing.T) {
	rng := seeded(62)
	tally := newSpotTally()
	full := 0
	for range 3000 {
		got := wantBest(t, tally, someSpots(rng, 1+rng.IntN(15), 1+rng.IntN(6)))
		if len(got) == perPart {
			full++
		}
	}
	if full < 500 {
		t.Errorf("only %d answers were full", full)
	}
}

// TestBestSmall tries every way to give four spots of two reports a score.
func TestBestSmall(t *testing.T) {
	tally := newSpotTally()
	spots := []Spot{{1, 0}, {1, 1}, {1, 2}, {2, 0}, {2, 1}}
	eachRunes(3, len(spots), func(scores []rune) {
		var all []scored
		for i, r := range scores {
			if r > 'a' {
				all = append(all, scored{spots[i], float64(r - 'a')})
			}
		}
		wantBest(t, tally, all)
		slices.Reverse(all)
		wantBest(t, tally, all)
	})
}

func TestBestTable(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []scored
		want []candidate
	}{
		{"nothing", nil, nil},
		{"one spot", []scored{{Spot{7, 3}, 2}}, []candidate{{7, 3, 2}}},
		{"a spot twice", []scored{{Spot{7, 3}, 2}, {Spot{7, 3}, 1}}, []candidate{{7, 3, 3}}},
		{"with the next block", []scored{{Spot{7, 3}, 2}, {Spot{7, 4}, 1}}, []candidate{{7, 3, 3}}},
		{"not with the block after the next", []scored{{Spot{7, 3}, 2}, {Spot{7, 5}, 1}}, []candidate{{7, 3, 2}}},
		{"ties by report", []scored{{Spot{9, 0}, 1}, {Spot{4, 8}, 1}}, []candidate{{4, 8, 1}, {9, 0, 1}}},
		{"ties by block", []scored{{Spot{9, 5}, 1}, {Spot{9, 1}, 1}}, []candidate{{9, 1, 1}}},
		{"the last block has no next", []scored{{Spot{1, 65535}, 1}, {Spot{2, 0}, 3}}, []candidate{{2, 0, 3}, {1, 65535, 1}}},
		{"the last but one has", []scored{{Spot{1, 65534}, 1}, {Spot{1, 65535}, 3}}, []candidate{{1, 65534, 4}}},
		{"the greatest number", []scored{{Spot{math.MaxUint32, 65535}, 1}}, []candidate{{math.MaxUint32, 65535, 1}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := wantBest(t, newSpotTally(), c.in); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// TestTallyClear: nothing is left behind, and what comes out stays as it is.
func TestTallyClear(t *testing.T) {
	tally := newSpotTally()
	before := wantBest(t, tally, []scored{{Spot{1, 1}, 2}, {Spot{2, 1}, 1}})
	kept := slices.Clone(before)
	rng := seeded(63)
	for range mostSpots {
		tally.add(Spot{DocID(rng.Uint32()), uint16(rng.Uint32())}, 1)
	}
	tally.clear()
	if len(tally.used) > 0 || slices.Max(tally.keys) > 0 || slices.Max(tally.scores) > 0 || len(tally.best()) > 0 {
		t.Error("a cleared tally is not empty")
	}
	if !slices.Equal(before, kept) {
		t.Errorf("what the tally gave became %v", before)
	}
}

// spotsAt are spots whose keys all belong in one slot.
func spotsAt(slot int32, n int) []Spot {
	var out []Spot
	empty := newSpotTally()
	for doc := DocID(1); len(out) < n; doc++ {
		if s := (Spot{doc, 0}); empty.slot(spotKey(s.Doc, s.Block)) == slot {
			out = append(out, s)
		}
	}
	return out
}

// TestTallyCollisions: keys that want one slot, the last one too, are told
// apart.
func TestTallyCollisions(t *testing.T) {
	for _, slot := range []int32{0, 100, tallySize - 2, tallySize - 1} {
		var all []scored
		for i, s := range spotsAt(slot, 6) {
			all = append(all, scored{s, float64(i)}, scored{s, 0.5})
		}
		if got := wantBest(t, newSpotTally(), all); len(got) != 6 {
			t.Errorf("slot %d: %v", slot, got)
		}
	}
}

// TestTallyFull: as many spots as a part may have, and none is lost.
func TestTallyFull(t *testing.T) {
	rng := seeded(64)
	tally := newSpotTally()
	scores := map[Spot]float64{}
	for len(scores) < mostSpots {
		s := Spot{DocID(rng.Uint32()), uint16(rng.Uint32())}
		tally.add(s, 1)
		scores[s]++
	}
	for s := range maps.Keys(scores) {
		if at := tally.slot(spotKey(s.Doc, s.Block)); tally.keys[at] == 0 || tally.scores[at] != scores[s] {
			t.Fatalf("%v has %v, want %v", s, tally.scores[at], scores[s])
		}
	}
}

// TestFamilyTally: what a map of sets counts, and again after clear.
func TestFamilyTally(t *testing.T) {
	rng := seeded(65)
	var tally familyTally
	for range 20 {
		tally.clear()
		want := map[DocID]map[int32]bool{}
		for gram := range int32(60) {
			tally.gram++
			for range rng.IntN(80) {
				family := DocID(rng.IntN(3000))
				tally.add(family)
				if want[family] == nil {
					want[family] = map[int32]bool{}
				}
				want[family][gram] = true
			}
		}
		if len(tally.grams) != len(want) {
			t.Fatalf("%d families, want %d", len(tally.grams), len(want))
		}
		for family := range DocID(3000) {
			if got := tally.of(family); got != len(want[family]) {
				t.Fatalf("family %d holds %d, want %d", family, got, len(want[family]))
			}
		}
	}
}
