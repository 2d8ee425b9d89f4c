package generate

import (
	"math/rand/v2"
	"slices"

	"hegao/analyzer/text"
)

// seeded gives the same texts in every run.
func seeded(n uint64) *rand.Rand { return rand.New(rand.NewPCG(n, 77)) }

// pairsOf counts the pairs of neighbouring compared characters of t.
func pairsOf(t string) map[[2]rune]int {
	k := text.Normalize(t)
	pairs := map[[2]rune]int{}
	for i := 0; i+1 < k.Len(); i++ {
		pairs[[2]rune{k.Runes[i], k.Runes[i+1]}]++
	}
	return pairs
}

// pairsKept is the share of the pairs of before that after still has.
func pairsKept(before, after string) float64 {
	left, all, kept := pairsOf(after), 0, 0
	for pair, n := range pairsOf(before) {
		all += n
		kept += min(n, left[pair])
	}
	return float64(kept) / float64(all)
}

// charsOf returns the compared characters of t in the order of their codes:
// two texts with the same ones differ in order and signs only.
func charsOf(t string) string {
	runes := text.Normalize(t).Runes
	slices.Sort(runes)
	return string(runes)
}
