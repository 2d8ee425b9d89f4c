package reuse

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// pairWeights gives each pair one weight wherever it stands, about a third
// of them too light to count.
func pairWeights(rng *rand.Rand, runes []rune) []float64 {
	byPair := map[[2]rune]float64{}
	weights := make([]float64, max(len(runes)-1, 0))
	for i := range weights {
		pair := [2]rune{runes[i], runes[i+1]}
		if _, ok := byPair[pair]; !ok {
			byPair[pair] = rng.Float64()
			if rng.IntN(3) == 0 {
				byPair[pair] = lightest * rng.Float64()
			}
		}
		weights[i] = byPair[pair]
	}
	return weights
}

// samePair reports whether one pair begins at a[i] and b[j].
func samePair(a []rune, i int, b []rune, j int) bool {
	return a[i] == b[j] && a[i+1] == b[j+1]
}

// bounds are a part of the draft and a part of a source.
type bounds struct{ from, to, sFrom, sTo int }

// slowCommon is the oracle of common: every character of the draft held
// against every one of the source, as (source, draft).
func slowCommon(draft []rune, weights []float64, source []rune, b bounds) [][2]int {
	var out [][2]int
	for j := 0; j+1 < len(source); j++ {
		for i := range weights {
			inside := b.from <= i && i < b.to && b.sFrom <= j && j < b.sTo
			if inside && weights[i] >= lightest && samePair(draft, i, source, j) {
				out = append(out, [2]int{j, i})
			}
		}
	}
	return out
}

// spread lists common pairs one by one.
func spread(d *draftPairs, all []common) [][2]int {
	var out [][2]int
	for _, c := range all {
		for _, i := range d.places[c.lo:c.hi] {
			out = append(out, [2]int{int(c.j), int(i)})
		}
	}
	return out
}

func checkCommon(t *testing.T, draft []rune, weights []float64, source []rune, b bounds) int {
	t.Helper()
	d := newDraftPairs(draft, weights)
	got := d.common(nil, source, b.from, b.to, b.sFrom, b.sTo)
	for _, c := range got {
		if c.lo >= c.hi || d.ids[d.places[c.lo]] != c.id {
			t.Fatalf("%+v of %q, %q, %+v", c, string(draft), string(source), b)
		}
	}
	want := slowCommon(draft, weights, source, b)
	if !slices.Equal(spread(d, got), want) {
		t.Fatalf("%q, %q, %+v, weights %v: %v, want %v", string(draft), string(source), b, weights, spread(d, got), want)
	}
	return len(want)
}

// TestCommonSmall tries every part of every small draft and source, parts
// that reach beyond the source among them.
func TestCommonSmall(t *testing.T) {
	found := 0
	eachRunes(2, 4, func(draft []rune) {
		weights := []float64{1, 1, 1}
		eachRunes(2, 3, func(source []rune) {
			for from := range 4 {
				for to := from; to <= 4; to++ {
					for sFrom := -1; sFrom <= 3; sFrom++ {
						for sTo := sFrom; sTo <= 5; sTo++ {
							found += checkCommon(t, draft, weights, source, bounds{from, to, sFrom, sTo})
						}
					}
				}
			}
		})
	})
	if found < 1000 {
		t.Fatalf("only %d common pairs", found)
	}
}

func TestCommonRandom(t *testing.T) {
	rng := seeded(50)
	found := 0
	for range 400 {
		alphabet := 2 + rng.IntN(8)
		draft, source := randomRunes(rng, alphabet, rng.IntN(60)), randomRunes(rng, alphabet, rng.IntN(60))
		weights := pairWeights(rng, draft)
		// A heading weighs nothing, though its pairs may stand elsewhere too.
		for i := range min(rng.IntN(8), len(weights)) {
			weights[i] = 0
		}
		from, sFrom := rng.IntN(40), rng.IntN(50)-5
		found += checkCommon(t, draft, weights, source, bounds{from, from + rng.IntN(40), sFrom, sFrom + rng.IntN(80)})
	}
	if found < 1000 {
		t.Fatalf("only %d common pairs", found)
	}
}

// TestCommonAppends: what was found before stays.
func TestCommonAppends(t *testing.T) {
	draft := []rune("甲乙丙")
	d := newDraftPairs(draft, []float64{1, 1})
	first := []common{{j: 77}}
	if got := d.common(first, draft, 0, 3, 0, 3); len(got) != 3 || got[0] != first[0] {
		t.Errorf("%v", got)
	}
}

// manyRunes are characters from all over Unicode, so that the table of pairs
// is full of neighbours.
func manyRunes(rng *rand.Rand, n int) []rune {
	out := make([]rune, n)
	for i := range out {
		out[i] = rune(rng.IntN(0x110000))
	}
	return out
}

// TestPairKeys: no two pairs have one key, whatever the characters.
func TestPairKeys(t *testing.T) {
	runes := []rune{0, 1, 2, 'a', 0x7fff, 0x8000, 0xffff, 0x10000, 0x10001, 0x10002, 0x1ffff, 0x20000, 0x3134f, 0x100000, 0x10ffff}
	known := map[uint64]string{}
	for _, a := range runes {
		for _, b := range runes {
			name := string([]rune{a, b})
			if other, ok := known[pairKey(a, b)]; ok {
				t.Errorf("%q and %q have one key", name, other)
			}
			known[pairKey(a, b)] = name
		}
	}
}

func TestDraftPairs(t *testing.T) {
	rng := seeded(51)
	for _, draft := range [][]rune{nil, []rune("甲"), []rune("甲乙"), randomRunes(rng, 3, 200), randomRunes(rng, 2000, 5000), manyRunes(rng, 5000)} {
		weights := pairWeights(rng, draft)
		d := newDraftPairs(draft, weights)
		numbers := map[[2]rune]int32{}
		places := map[int32][]int32{}
		for i, w := range weights {
			pair, id := [2]rune{draft[i], draft[i+1]}, d.ids[i]
			if (id < 0) != (w < lightest) {
				t.Fatalf("a pair that weighs %v has the number %d", w, id)
			}
			if id < 0 {
				continue
			}
			if known, ok := numbers[pair]; ok && known != id {
				t.Fatalf("%q has the numbers %d and %d", string(pair[:]), known, id)
			}
			if d.weight[id] != w || d.find(pair[0], pair[1]) != id {
				t.Fatalf("%q, number %d, weighs %v, not %v, and is found as %d", string(pair[:]), id, w, d.weight[id], d.find(pair[0], pair[1]))
			}
			numbers[pair] = id
			places[id] = append(places[id], int32(i))
		}
		if len(numbers) != len(d.weight) || len(places) != len(d.weight) {
			t.Fatalf("%d pairs have %d numbers", len(numbers), len(d.weight))
		}
		for id, want := range places {
			if got := d.places[d.first[id]:d.first[id+1]]; !slices.Equal(got, want) {
				t.Fatalf("pair %d stands at %v, not %v", id, want, got)
			}
		}
		wantAbsent(t, d, numbers, manyRunes(rng, 3000))
	}
}

// wantAbsent: a pair that the draft does not have is not found.
func wantAbsent(t *testing.T, d *draftPairs, numbers map[[2]rune]int32, other []rune) {
	t.Helper()
	for j := 0; j+1 < len(other); j++ {
		if _, ok := numbers[[2]rune{other[j], other[j+1]}]; !ok && d.find(other[j], other[j+1]) != -1 {
			t.Fatalf("%q is no pair of the draft", string(other[j:j+2]))
		}
	}
}

func TestPairsIn(t *testing.T) {
	rng := seeded(52)
	there, absent := 0, 0
	for range 300 {
		alphabet := 2 + rng.IntN(6)
		draft, other := randomRunes(rng, alphabet, 2+rng.IntN(30)), randomRunes(rng, alphabet, rng.IntN(15))
		weights := pairWeights(rng, draft)
		d := newDraftPairs(draft, weights)
		set := d.in(other)
		if len(set) != len(d.weight) {
			t.Fatalf("a set of %d for %d pairs", len(set), len(d.weight))
		}
		for i, id := range d.ids {
			if id < 0 {
				continue
			}
			want := false
			for j := 0; j+1 < len(other); j++ {
				want = want || samePair(draft, i, other, j)
			}
			if set[id] != want {
				t.Fatalf("%q in %q: %v", string(draft[i:i+2]), string(other), set[id])
			}
			if want {
				there++
			} else {
				absent++
			}
		}
	}
	if there < 300 || absent < 300 {
		t.Fatalf("%d pairs were there, %d were not", there, absent)
	}
}
