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
	var p pattern
	return p.similarity(draft, source)
}

// similarity is similarityOf in p's memory.
func (p *pattern) similarity(draft, source []rune) float64 {
	if len(draft)+len(source) == 0 {
		return 0
	}
	p.set(draft)
	ordered := 2 * float64(p.lcs(source)) / float64(len(draft)+len(source))
	if ordered >= keptVerbatim || len(draft) < 2 || len(source) < 2 {
		return ordered
	}
	dice := metrics.NewSorensenDice()
	dice.NgramSize = 2
	return max(ordered, min(dice.Compare(string(draft), string(source)), keptVerbatim-0.01))
}

// lcs is the length of the longest common subsequence. Cost: as a pattern.
func lcs(a, b []rune) int {
	var p pattern
	p.set(a)
	return p.lcs(b)
}

// pattern is a text that others are compared with: for each of its
// characters the places at which it stands, one bit each.
type pattern struct {
	n, words int
	keys     []rune // open addressing, 0 where empty
	masks    []uint64
	row      []uint64
}

// set makes t the pattern, reusing the memory of the one before.
func (p *pattern) set(t []rune) {
	p.n, p.words = len(t), (len(t)+63)/64
	size := 64
	for size < 2*len(t) {
		size *= 2
	}
	p.keys = append(p.keys[:0], make([]rune, size)...)
	p.masks = append(p.masks[:0], make([]uint64, size*p.words)...)
	for i, r := range t {
		at := p.slot(r)
		p.keys[at] = r
		p.masks[at*p.words+i/64] |= 1 << (i % 64)
	}
}

func (p *pattern) slot(r rune) int {
	at := int(uint32(r)*0x9e3779b9>>16) & (len(p.keys) - 1)
	for p.keys[at] != 0 && p.keys[at] != r {
		at = (at + 1) & (len(p.keys) - 1)
	}
	return at
}

// lcs is the length of the longest common subsequence of the pattern and t,
// 64 characters at a time (Hyyrö, "Bit-parallel LCS-length computation
// revisited", 2004). Cost: O(len(t) · len(pattern) / 64), no allocation.
func (p *pattern) lcs(t []rune) int {
	p.row = append(p.row[:0], make([]uint64, p.words)...)
	for i := range p.row {
		p.row[i] = ^uint64(0)
	}
	for _, r := range t {
		at := p.slot(r)
		if p.keys[at] == 0 {
			continue
		}
		carry := uint64(0)
		for i, m := range p.masks[at*p.words : (at+1)*p.words] {
			u := p.row[i] & m
			sum, out := bits.Add64(p.row[i], u, carry)
			p.row[i], carry = sum|(p.row[i]-u), out
		}
	}
	n := 0
	for i, w := range p.row {
		if i == p.words-1 && p.n%64 != 0 {
			w |= ^uint64(0) << (p.n % 64)
		}
		n += bits.OnesCount64(^w)
	}
	return n
}
