package reuse

import (
	"cmp"
	"slices"
)

// Several reports may explain the same part of a draft. Each character goes
// to one claim or to none, so that the sum over all characters is greatest:
// a kept pair is worth its weight, a character that the claim passes over
// costs passCost, and taking up a claim costs switchCost, less where it is
// of the source just left. It is the best path through the claims (Viterbi
// 1967), and it makes a passage one finding with alternates, not ten.
const (
	passCost   = 0.12
	switchCost = 2.5
	resumeCost = 1.2
	// resumeGap is how many characters may lie between two parts of one
	// source for the second to be a resumption.
	resumeGap = 30
)

// run is a part of the draft that went to one claim.
type run struct {
	claim    int
	from, to int // characters of the draft
}

// attribute returns the runs in reading order.
func (f *finder) attribute() []run {
	if len(f.claims) == 0 {
		return nil
	}
	slices.SortStableFunc(f.claims, func(a, b claim) int { return cmp.Compare(a.from, b.from) })
	v := newViterbi(f)
	for i := range f.track.Len() {
		v.step(i)
	}
	return v.path()
}

// state is a claim being followed.
type state struct {
	claim int
	score float64
	from  int // where it was taken up
	prev  int // index into viterbi.left of what came before, or -1
	next  int // next kept pair, index into claim.at
}

// left is a run that a path has finished.
type left struct {
	run
	prev int
}

type viterbi struct {
	f      *finder
	active []state
	free   float64 // best score of following no claim
	freeAt int     // index into left of the last run on that path, or -1
	left   []left
	next   int // next claim to begin
}

func newViterbi(f *finder) *viterbi { return &viterbi{f: f, freeAt: -1} }

// step moves every path over character i.
func (v *viterbi) step(i int) {
	v.begin(i)
	keep := v.active[:0]
	for _, s := range v.active {
		c := &v.f.claims[s.claim]
		if i >= c.to {
			v.finish(s, i)
			continue
		}
		s.score += v.gain(c, &s, i)
		keep = append(keep, s)
	}
	v.active = keep
	v.leaveForFree(i + 1)
}

// gain is the worth of character i to a path on claim c.
func (v *viterbi) gain(c *claim, s *state, i int) float64 {
	for s.next < len(c.at) && int(c.at[s.next]) < i-1 {
		s.next++
	}
	for k := s.next; k < len(c.at) && int(c.at[k]) <= i; k++ {
		switch int(c.at[k]) {
		case i:
			return v.f.weights[i]
		case i - 1: // the second character of a kept pair
			if k+1 >= len(c.at) || int(c.at[k+1]) != i {
				return 0
			}
		}
	}
	return -passCost
}

// begin takes up the claims that start at i, and takes up again claims in
// progress where that pays.
func (v *viterbi) begin(i int) {
	for v.next < len(v.f.claims) && v.f.claims[v.next].from <= i {
		entry := v.free - v.entryCost(v.next, i)
		v.active = append(v.active, state{claim: v.next, score: entry, from: i, prev: v.freeAt})
		v.next++
	}
	for k := range v.active {
		s := &v.active[k]
		if again := v.free - v.entryCost(s.claim, i); again > s.score {
			*s = state{claim: s.claim, score: again, from: i, prev: v.freeAt, next: s.next}
		}
	}
}

// entryCost is less where the best path so far ended shortly before i with
// the same source.
func (v *viterbi) entryCost(c, i int) float64 {
	if v.freeAt < 0 {
		return switchCost
	}
	last := v.left[v.freeAt]
	if i-last.to <= resumeGap && v.f.claims[last.claim].source == v.f.claims[c].source {
		return resumeCost
	}
	return switchCost
}

// leaveForFree lets paths end before character i where that is best so far.
func (v *viterbi) leaveForFree(i int) {
	best := -1
	for k := range v.active {
		if v.active[k].score > v.free && (best < 0 || v.active[k].score > v.active[best].score) {
			best = k
		}
	}
	if best >= 0 {
		v.finish(v.active[best], i)
	}
}

func (v *viterbi) finish(s state, i int) {
	if s.score <= v.free {
		return
	}
	v.left = append(v.left, left{run{s.claim, s.from, i}, s.prev})
	v.free, v.freeAt = s.score, len(v.left)-1
}

// path follows the best path back.
func (v *viterbi) path() []run {
	var runs []run
	for at := v.freeAt; at >= 0; at = v.left[at].prev {
		runs = append(runs, v.left[at].run)
	}
	slices.Reverse(runs)
	return runs
}
