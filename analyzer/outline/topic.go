package outline

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"hegao/analyzer/text"
)

// Where neither numbers nor titles nor set words tell two texts apart, their
// subject does: two texts share few pairs of characters.

const (
	// topicWindow is how many characters on each side are compared.
	topicWindow = 300
	// topicLines bounds them where lines are short.
	topicLines = 40
	// minTopic is how many there must be on each side.
	minTopic = 140
	// strange is the likeness under which two sides are about other things,
	// alien the one that needs no other sign, familiar the one that parts of
	// one text reach. Under dim it counts where both sides are more alike in
	// themselves by a quarter.
	strange, alien, familiar, dim, quarter = .03, .02, .035, .045, .75
	// around is how many lines on each side are compared.
	around = 4
)

// common are characters that say nothing of a subject.
const common = "的了是在有和不我们你他她它这那也就都而及与或把被对从到为以上下中一二三四五六七八九十个年月日时能会要可人来去说做着过还没很多大小"

// apart reports whether the subject changes at line i of a report that begins
// on line from: little likeness, or less than around it.
func (s *splitter) apart(from, i int) bool {
	share, ok := s.likeness(from, i, len(s.lines))
	if !ok || share < strange {
		return ok
	}
	return share < dim && share < quarter*s.peak(from, i-around, i-1) && share < quarter*s.peak(from, i+1, i+around)
}

// peak is the greatest likeness at lines i to j.
func (s *splitter) peak(from, i, j int) float64 {
	most := 0.
	for k := max(i, from+1); k <= j && k < len(s.lines); k++ {
		if share, ok := s.likeness(from, k, len(s.lines)); ok {
			most = max(most, share)
		}
	}
	return most
}

// bySubject cuts what is left in one piece without any number in it where
// its subject changes, in a file that holds several reports.
func (s *splitter) bySubject() {
	if len(s.starts) < 2 {
		return
	}
	var starts []int
	for k, from := range s.starts {
		to := len(s.lines)
		if k+1 < len(s.starts) {
			to = s.starts[k+1]
		}
		starts = append(starts, from)
		if at := s.breakIn(from, to); at > 0 {
			starts = append(starts, at)
		}
	}
	s.starts = starts
}

// breakIn is the line on which the subject changes between lines from and
// to, or 0: least likeness, with more of it on both sides.
func (s *splitter) breakIn(from, to int) int {
	best, least := 0, float64(alien)
	var shares []float64
	for i := from + 1; i < to; i++ {
		if s.lines[i].kind == numberLine {
			return 0
		}
		share, ok := s.likeness(from, i, to)
		if !ok {
			share = -1
		}
		shares = append(shares, share)
		if ok && share < least && s.mayBreak(from, i, to) {
			best, least = i, share
		}
	}
	if best == 0 || slices.Max(shares[:best-from]) < familiar || slices.Max(shares[best-from-1:]) < familiar {
		return 0
	}
	return best
}

// mayBreak reports whether line i begins a paragraph with enough for an
// essay on both sides.
func (s *splitter) mayBreak(from, i, to int) bool {
	end := s.chars
	if to < len(s.lines) {
		end = s.lines[to].chars
	}
	l := s.lines[i]
	return l.kind == prose && !l.goesOn && l.closes == 0 && l.chars-s.lines[from].chars >= minEssay && end-l.chars >= minEssay
}

// pairsOf are the pairs of telling hanzi in t.
func pairsOf(t string, into map[[2]rune]bool) {
	var last rune
	for _, r := range t {
		if !unicode.Is(unicode.Han, r) || strings.ContainsRune(common, r) {
			last = 0
			continue
		}
		if last != 0 {
			into[[2]rune{last, r}] = true
		}
		last = r
	}
}

// likeness tells how much the lines before and after the beginning of line i
// share, within lines from and to; ok is false where too little stands on a
// side. Cost: O(topicWindow + topicLines).
func (s *splitter) likeness(from, i, to int) (share float64, ok bool) {
	before, n := s.pairs(i-1, from, -1)
	after, m := s.pairs(i, to-1, 1)
	if n < minTopic || m < minTopic {
		return 0, false
	}
	both := 0
	for p := range after {
		if before[p] {
			both++
		}
	}
	return float64(both) / math.Sqrt(float64(len(before)*len(after)+1)), true
}

// pairs collects from line i towards line end until topicWindow is full.
func (s *splitter) pairs(i, end, step int) (map[[2]rune]bool, int) {
	set, chars := map[[2]rune]bool{}, 0
	for lines := 0; lines < topicLines && chars < topicWindow && (step > 0 && i <= end || step < 0 && i >= end); i, lines = i+step, lines+1 {
		t := firstRunes(s.lines[i].span.Of(s.doc.Text), 2*topicWindow)
		pairsOf(t, set)
		chars += text.Chars(t)
	}
	return set, chars
}
