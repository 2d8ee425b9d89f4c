package reuse

import (
	"math/bits"

	"github.com/adrg/strutil/metrics"
)

// Similarity of a passage and its place in a source, 0…1. It is the larger
// of two measures: the share of characters kept in order (twice the longest
// common subsequence over both lengths), which knows words that were
// changed; and the Sørensen–Dice coefficient of their pairs, which knows
// clauses that were moved (strutil); what was moved was not kept word for
// word, so it stays below keptVerbatim.
func similarityOf(draft, source []rune) float64 {
	if len(draft)+len(source) == 0 {
		return 0
	}
	ordered := 2 * float64(lcs(draft, source)) / float64(len(draft)+len(source))
	if ordered >= keptVerbatim || len(draft) < 2 || len(source) < 2 {
		return ordered
	}
	dice := metrics.NewSorensenDice()
	dice.NgramSize = 2
	return max(ordered, min(dice.Compare(string(draft), string(source)), keptVerbatim-0.01))
}

// lcs is the length of the longest common subsequence, 64 characters at a
// time (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004).
// Cost: O(len(a) · len(b) / 64).
func lcs(a, b []rune) int {
	words := (len(a) + 63) / 64
	masks := map[rune][]uint64{}
	for i, r := range a {
		if masks[r] == nil {
			masks[r] = make([]uint64, words)
		}
		masks[r][i/64] |= 1 << (i % 64)
	}
	v := make([]uint64, words)
	for i := range v {
		v[i] = ^uint64(0)
	}
	for _, r := range b {
		m := masks[r]
		if m == nil {
			continue
		}
		carry := uint64(0)
		for i := range v {
			u := v[i] & m[i]
			sum, out := bits.Add64(v[i], u, carry)
			v[i], carry = sum|(v[i]-u), out
		}
	}
	n := 0
	for i, w := range v {
		if i == words-1 && len(a)%64 != 0 {
			w |= ^uint64(0) << (len(a) % 64)
		}
		n += bits.OnesCount64(^w)
	}
	return n
}
