package reuse

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// eachRunes calls f with every text of n characters of a small alphabet.
func eachRunes(alphabet, n int, f func([]rune)) {
	runes := make([]rune, n)
	var fill func(int)
	fill = func(i int) {
		if i == n {
			f(runes)
			return
		}
		for a := range alphabet {
			runes[i] = rune('a' + a)
			fill(i + 1)
		}
	}
	fill(0)
}

func hashesOf(prints []Print) map[Hash]bool {
	set := map[Hash]bool{}
	for _, p := range prints {
		set[p.Hash] = true
	}
	return set
}

func shares(a, b map[Hash]bool) bool {
	for h := range a {
		if b[h] {
			return true
		}
	}
	return false
}

// TestGuarantee: any two texts around any shared run of Guarantee characters
// share a print.
func TestGuarantee(t *testing.T) {
	var around [][2][]rune
	for before := range 3 {
		for after := range 3 {
			eachRunes(2, before+after, func(r []rune) {
				r = slices.Clone(r)
				around = append(around, [2][]rune{r[:before], r[before:]})
			})
		}
	}
	runs := 0
	eachRunes(2, Guarantee, func(run []rune) {
		runs++
		var sets []map[Hash]bool
		for _, a := range around {
			sets = append(sets, hashesOf(Prints(slices.Concat(a[0], run, a[1]))))
		}
		for i := range sets {
			for j := range i {
				if !shares(sets[i], sets[j]) {
					t.Fatalf("%q in %q…%q and %q…%q", string(run), string(around[i][0]), string(around[i][1]), string(around[j][0]), string(around[j][1]))
				}
			}
		}
	})
	if runs != 1<<Guarantee {
		t.Fatalf("%d runs were tried", runs)
	}
}

func TestGuaranteeRandom(t *testing.T) {
	rng := seeded(1)
	for _, alphabet := range []int{1, 2, 3, 10, 3000} {
		for range 300 {
			run := randomRunes(rng, alphabet, Guarantee+rng.IntN(4))
			a := slices.Concat(randomRunes(rng, alphabet, rng.IntN(40)), run, randomRunes(rng, alphabet, rng.IntN(40)))
			b := slices.Concat(randomRunes(rng, alphabet, rng.IntN(40)), run, randomRunes(rng, alphabet, rng.IntN(40)))
			if !shares(hashesOf(Prints(a)), hashesOf(Prints(b))) {
				t.Fatalf("%q and %q share %q", string(a), string(b), string(run))
			}
		}
	}
}

// slowPrints is winnowing as it is defined: of every window the smallest
// hash, the last of equals.
func slowPrints(runes []rune) []Print {
	n := len(runes) - gramLength + 1
	chosen := map[int]bool{}
	for w := 0; w < n && (w == 0 || w+winnowWindow <= n); w++ {
		best := w
		for g := w; g < min(w+winnowWindow, n); g++ {
			if hashRunes(runes[g:g+gramLength]) <= hashRunes(runes[best:best+gramLength]) {
				best = g
			}
		}
		chosen[best] = true
	}
	var out []Print
	for g := 0; g < n; g++ {
		if chosen[g] {
			out = append(out, Print{hashRunes(runes[g : g+gramLength]), g})
		}
	}
	return out
}

func TestPrints(t *testing.T) {
	tried := 0
	check := func(runes []rune) {
		tried++
		got := Prints(runes)
		if want := slowPrints(runes); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", string(runes), got, want)
		}
	}
	for n := range 13 {
		eachRunes(2, n, check)
	}
	rng := seeded(2)
	for range 50 {
		check(randomRunes(rng, 1+rng.IntN(500), rng.IntN(300)))
	}
	if tried < 1<<13 {
		t.Fatalf("%d texts were tried", tried)
	}
}

func TestPrintsAreSparse(t *testing.T) {
	runes := randomRunes(seeded(3), 3000, 20_000)
	share := float64(len(Prints(runes))) / float64(len(runes))
	if want := 2.0 / (winnowWindow + 1); share < want*0.9 || share > want*1.1 {
		t.Errorf("%.3f of the grams are kept, expected about %.3f", share, want)
	}
	if got := Prints([]rune("一二三")); got != nil {
		t.Errorf("a text shorter than a gram has the prints %v", got)
	}
}

func TestPairs(t *testing.T) {
	rng := seeded(4)
	for range 50 {
		runes := randomRunes(rng, 6, rng.IntN(60))
		want := map[Hash]bool{}
		for i := 0; i+1 < len(runes); i++ {
			want[Pair(runes[i], runes[i+1])] = true
		}
		got := Pairs(runes)
		if len(got) != len(want) {
			t.Fatalf("%q: %d pairs, want %d", string(runes), len(got), len(want))
		}
		for _, h := range got {
			if !want[h] {
				t.Fatalf("%q: %d is no pair of it", string(runes), h)
			}
		}
	}
	if Pair('一', '二') == Pair('二', '一') {
		t.Error("a pair and its reverse have one hash")
	}
}

// TestHashesStay: the fingerprint index holds these hashes; other values
// would make every archive there is unreadable.
func TestHashesStay(t *testing.T) {
	for _, c := range []struct {
		runes string
		want  Hash
	}{
		{"核稿报告", 0xce42bffd38}, {"报告", 0x16c7d85f8a}, {"", 0}, {"abcd", 0x9c2eed65db},
	} {
		if got := hashRunes([]rune(c.runes)); got != c.want {
			t.Errorf("%q: %#x, want %#x", c.runes, uint64(got), uint64(c.want))
		}
	}
}

func TestHashesSpread(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	seen := map[Hash]bool{}
	buckets := make([]int, 64)
	const n = 64_000
	for range n {
		h := hashRunes(randomRunes(rng, 4000, gramLength))
		if h >= 1<<hashBits {
			t.Fatalf("%#x has more than %d bits", uint64(h), hashBits)
		}
		seen[h] = true
		buckets[h>>(hashBits-6)]++
	}
	if len(seen) < n-10 {
		t.Errorf("%d of %d hashes differ", len(seen), n)
	}
	for i, count := range buckets {
		if count < n/64*8/10 || count > n/64*12/10 {
			t.Errorf("bucket %d holds %d of %d", i, count, n)
		}
	}
}

func TestRarity(t *testing.T) {
	for _, reports := range []int{0, 1, 2, 10, 44, 1000, 1_000_000} {
		last := 1.0
		for _, count := range []int{0, 1, 2, 5, 10, 44, 500, 1000, 1_000_000} {
			if count > reports {
				break
			}
			r := rarity(count, reports)
			if r < 0 || r > last {
				t.Errorf("rarity(%d, %d) = %v after %v", count, reports, r, last)
			}
			last = r
		}
		if r := rarity(2*reports+100, reports); r != 0 {
			t.Errorf("counted too often in %d reports, rarity is %v", reports, r)
		}
	}
	if r := rarity(0, 1_000_000); r < 0.95 {
		t.Errorf("what nobody wrote has rarity %v", r)
	}
	if r := rarity(1_000_000, 1_000_000); r > 0.01 {
		t.Errorf("what all wrote has rarity %v", r)
	}
}

// slowGrams is the oracle of Grams: at each character first the print, then
// the rare pair.
func slowGrams(runes []rune, counts []int) []Print {
	at := map[int]Print{}
	for _, p := range slowPrints(runes) {
		at[p.At] = p
	}
	var out []Print
	for i := range runes {
		if p, ok := at[i]; ok {
			out = append(out, p)
		}
		if i+1 < len(runes) && counts[i] <= RarePair {
			out = append(out, Print{hashRunes(runes[i : i+2]), i})
		}
	}
	return out
}

func TestGrams(t *testing.T) {
	rng := seeded(6)
	rare, common := 0, 0
	check := func(runes []rune, counts []int) {
		want := slowGrams(runes, counts)
		if got := Grams(runes, PairsInOrder(runes), counts); !slices.Equal(got, want) {
			t.Fatalf("%q, counts %v: %v, want %v", string(runes), counts, got, want)
		}
		if got := WithRarePairs(Prints(runes), PairsInOrder(runes), counts); !slices.Equal(got, want) {
			t.Fatalf("%q, counts %v, prints known: %v, want %v", string(runes), counts, got, want)
		}
	}
	for n := range 9 {
		eachRunes(2, n, func(runes []rune) {
			counts := make([]int, max(n-1, 0))
			for i := range counts {
				counts[i] = []int{0, RarePair, RarePair + 1, 100_000}[rng.IntN(4)]
				if counts[i] > RarePair {
					common++
				} else {
					rare++
				}
			}
			check(runes, counts)
		})
	}
	for range 100 {
		runes := randomRunes(rng, 1+rng.IntN(50), rng.IntN(200))
		counts := make([]int, max(len(runes)-1, 0))
		for i := range counts {
			counts[i] = rng.IntN(3 * RarePair)
		}
		check(runes, counts)
	}
	if rare < 500 || common < 500 {
		t.Fatalf("%d rare pairs and %d common ones were tried", rare, common)
	}
}

// TestGramsWithoutPairs: prints behind the last pair that is known stay.
func TestGramsWithoutPairs(t *testing.T) {
	runes := randomRunes(seeded(7), 500, 60)
	prints := Prints(runes)
	for _, n := range []int{0, 10, 59} {
		counts := slices.Repeat([]int{RarePair + 1}, n)
		if got := WithRarePairs(prints, PairsInOrder(runes), counts); !slices.Equal(got, prints) {
			t.Errorf("%d counts: %v, want %v", n, got, prints)
		}
	}
}

func TestBlock(t *testing.T) {
	for _, c := range []struct {
		at   int
		want uint16
	}{
		{0, 0}, {BlockLength - 1, 0}, {BlockLength, 1}, {65535*BlockLength - 1, 65534}, {65535 * BlockLength, 65535},
		{65536 * BlockLength, 65535}, {1 << 40, 65535},
	} {
		if got := (Print{At: c.at}).Block(); got != c.want {
			t.Errorf("character %d stands in block %d, want %d", c.at, got, c.want)
		}
	}
}

func TestDocumentCut(t *testing.T) {
	for _, c := range []struct{ reports, want int }{
		{0, 200}, {1, 200}, {100_000, 200}, {100_499, 200}, {100_500, 201}, {300_000, 600}, {500_000, 1000}, {10_000_000, 1000},
	} {
		if got := DocumentCut(c.reports); got != c.want {
			t.Errorf("%d reports: %d, want %d", c.reports, got, c.want)
		}
	}
}
