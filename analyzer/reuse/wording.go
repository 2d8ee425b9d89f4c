package reuse

// wordingRun is the number of characters in a row from which draft and source
// are worded alike. Pairs cannot tell a clause kept word for word from one
// that says the same in much the same words, as two regulations on one
// subject do.
const wordingRun = 10

// wordedAlike counts the characters of the draft that stand in runs of
// wordingRun or more which the source holds too, wherever it holds them. Runs
// are compared by hashes of 64 bits. Cost: O(draft + source).
func wordedAlike(draft, source []rune) int {
	runs := runHashes(draft)
	there := make(map[uint64]bool, len(runs))
	for _, h := range runs {
		there[h] = false
	}
	for _, h := range runHashes(source) {
		if _, ok := there[h]; ok {
			there[h] = true
		}
	}
	alike, counted := 0, 0 // characters before counted are counted
	for i, h := range runs {
		if there[h] {
			alike += i + wordingRun - max(counted, i)
			counted = i + wordingRun
		}
	}
	return alike
}

// runHashes are the hashes of the runs of wordingRun characters, one for each
// character at which one begins (rolling, after Karp and Rabin, "Efficient
// randomized pattern-matching algorithms", 1987).
func runHashes(t []rune) []uint64 {
	const base = 0x9e3779b97f4a7c15
	out := make([]uint64, 0, max(0, len(t)-wordingRun+1))
	leaving := uint64(1) // base to the power of wordingRun
	for range wordingRun {
		leaving *= base
	}
	h := uint64(0)
	for i, r := range t {
		h = h*base + uint64(r)
		if i >= wordingRun {
			h -= leaving * uint64(t[i-wordingRun])
		}
		if i+1 >= wordingRun {
			out = append(out, h)
		}
	}
	return out
}

// wording is the share of the stretch that a holder of a window like it words
// alike, where it holds the window or as far around as the stretch is long:
// what was deleted in the draft still lies between in the source.
func (s *stretchOf) wording(h held) float64 {
	length := s.to - s.from
	source := s.f.sources[h.source].Track.Runes
	there := source[max(0, h.from-length):min(h.to+length, len(source))]
	return float64(wordedAlike(s.f.track.Runes[s.from:s.to], there)) / float64(length)
}

// inRuns is the number of characters of the stretch that its place in the
// source words alike. What a draft leaves out makes the two less similar, but
// keeps the rest as it was.
func (s *stretchOf) inRuns() int {
	sFrom, sTo := s.place()
	return wordedAlike(s.f.track.Runes[s.from:s.to], s.source.Track.Runes[sFrom:sTo])
}
