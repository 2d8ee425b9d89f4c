package reuse

import "math"

// Hash is a hash of a short run of characters; 40 bits are used, so that a
// million reports collide in one posting of a thousand.
type Hash uint64

const hashBits = 40

// Grams are runs of four characters. Short ones survive editing: of 57 runs
// of four in a passage of 60 characters with a third of its words replaced,
// about 31 are left, and of runs of thirteen hardly one.
//
// Winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms
// for document fingerprinting", SIGMOD 2003) keeps of every winnowWindow
// neighbouring grams the one with the smallest hash. Two texts that share a
// run of Guarantee characters are then sure to share a kept gram, while only
// 2 in winnowWindow+1 grams are stored.
const (
	gramLength   = 4
	winnowWindow = 5
	// Guarantee is the length of the shortest shared run that is always
	// found, in compared characters.
	Guarantee = gramLength + winnowWindow - 1
)

// Print is a kept gram: its hash, and the index of its first character.
type Print struct {
	Hash Hash
	At   int
}

// BlockLength is the length of the blocks of a report, in compared
// characters. The fingerprint index says in which block a gram stands: what
// was copied together stands together, and only there need a report be read.
const BlockLength = 256

// Block is the number of the block in which the gram begins. A text of more
// than 16 million characters has one endless last block.
func (p Print) Block() uint16 { return uint16(min(p.At/BlockLength, math.MaxUint16)) }

// Prints chooses the grams of a normalised text that are stored and looked
// up. Cost: O(n).
func Prints(runes []rune) []Print {
	n := len(runes) - gramLength + 1
	if n <= 0 {
		return nil
	}
	hashes := make([]Hash, n)
	for i := range hashes {
		hashes[i] = hashRunes(runes[i : i+gramLength])
	}
	out := make([]Print, 0, 2*n/(winnowWindow+1)+1)
	last := -1
	for i := 0; i < max(n-winnowWindow+1, 1); i++ {
		best := i
		for j := i + 1; j < min(i+winnowWindow, n); j++ {
			if hashes[j] <= hashes[best] { // the rightmost of equals
				best = j
			}
		}
		if best != last {
			out = append(out, Print{hashes[best], best})
			last = best
		}
	}
	return out
}

// RarePair is the number of families up to which a pair of characters is
// stored and looked up like a gram. In a passage said anew hardly a run of
// four survives, but the names of its things do; and what few reports hold
// leads straight to them. Once a pair has become common, no more of its
// places are stored; since counts never fall, the places of a pair that is
// rare are always complete.
const RarePair = 50

// Grams chooses what is stored and looked up of a normalised text: the grams
// that winnowing keeps, and every rare pair. pairs and counts hold the pair at
// each character and in how many families it occurs. The result ascends by
// At. Cost: O(n).
func Grams(runes []rune, pairs []Hash, counts []int) []Print {
	return WithRarePairs(Prints(runes), pairs, counts)
}

// WithRarePairs is Grams for a text whose Prints are known.
func WithRarePairs(prints []Print, pairs []Hash, counts []int) []Print {
	out := make([]Print, 0, len(prints)+len(counts))
	for i, count := range counts {
		if len(prints) > 0 && prints[0].At == i {
			out, prints = append(out, prints[0]), prints[1:]
		}
		if count <= RarePair {
			out = append(out, Print{pairs[i], i})
		}
	}
	return append(out, prints...)
}

// PairsInOrder returns the pair that begins at each character but the last.
// Cost: O(n).
func PairsInOrder(runes []rune) []Hash {
	out := make([]Hash, max(len(runes)-1, 0))
	for i := range out {
		out[i] = Pair(runes[i], runes[i+1])
	}
	return out
}

// Pair is the hash of two neighbouring characters.
func Pair(a, b rune) Hash { return hashRunes([]rune{a, b}) }

// Pairs returns the distinct pairs of a normalised text. Cost: O(n).
func Pairs(runes []rune) []Hash {
	seen := make(map[uint64]struct{}, len(runes))
	out := make([]Hash, 0, len(runes))
	for i := 0; i+1 < len(runes); i++ {
		key := uint64(runes[i])<<32 | uint64(runes[i+1])
		if _, ok := seen[key]; ok {
			continue
		}
		seen[key] = struct{}{}
		out = append(out, Pair(runes[i], runes[i+1]))
	}
	return out
}

// hashRunes mixes the characters with the finaliser of splitmix64 (Steele,
// Lea and Flood, OOPSLA 2014), cut to hashBits. It is part of the file
// format of the fingerprint index: changing it means making the index anew.
func hashRunes(runes []rune) Hash {
	var h uint64
	for _, r := range runes {
		h = (h + uint64(r) + 1) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	h ^= h >> 31
	return Hash(h >> (64 - hashBits))
}

// A small archive cannot tell what everybody writes. priorReports imagined
// reports, in which an average pair occurs with probability priorShare, keep
// the weights of its first reports sober; they fade as it grows.
const (
	priorReports = 20
	priorShare   = 0.02
)

// rarities are the weights of what a number of reports hold, in an archive.
type rarities struct {
	total float64 // reports, imagined ones included
	few   []float64
}

// raritiesIn prepares for an archive of so many reports: weights of small
// numbers, which are asked for all the time, are kept.
func raritiesIn(reports int) rarities {
	r := rarities{total: float64(reports + priorReports + 1)}
	few := make([]float64, 256)
	for count := range few {
		few[count] = r.of(count)
	}
	r.few = few
	return r
}

// of is the weight of something that count of the reports hold: 0 where all
// do, 1 where none does.
func (r rarities) of(count int) float64 {
	if count < len(r.few) {
		return r.few[count]
	}
	held := float64(count) + 1 + priorReports*priorShare
	return math.Max(0, math.Log(r.total/held)/math.Log(r.total))
}

// DocumentCut is the number of reports from which a gram is too common to
// lead anywhere: a five-hundredth of the archive, within bounds.
func DocumentCut(reports int) int { return min(max(reports/500, 200), 1000) }
