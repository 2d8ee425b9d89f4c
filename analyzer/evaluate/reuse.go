// Package evaluate measures findings against labelled cases, so that every
// figure the project prints about its own quality comes from one place.
package evaluate

import (
	"math"
	"slices"
	"unicode"

	"hegao/analyzer/text"
)

// Case is a passage that was put into a draft. Offsets are code points,
// half-open.
type Case struct {
	Kind   string `json:"kind"` // how it was edited
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Source string `json:"source"` // the report it was taken from
}

// Draft is a labelled draft.
type Draft struct {
	Text  string
	Cases []Case
	// Natural are places that resemble an archive report without being a
	// case; they count for nothing.
	Natural [][2]int
}

// Claim is a passage that was reported as copied, with its first source.
type Claim struct {
	Start, End int // code points of the draft
	Source     string
}

// chanceRun is the length in compared characters from which a run that a
// draft shares with the archive outside of every case is left out of
// precision: public texts do share such runs. Runs that setPhraseDocs reports
// hold are counted apart, as set phrases.
const (
	chanceRun     = 13
	setPhraseDocs = 4
)

// Reuse collects the measures of PAN text alignment (Potthast and others,
// "Overview of the 6th international competition on plagiarism detection",
// 2014), counted over characters.
type Reuse struct {
	runs  map[string]int // runs of chanceRun characters -> reports with them
	kinds map[string]*KindScore
	taken, wrong,
	clean, cleanFlagged,
	phrase, phraseFlagged int
	detections, detected, rightSource int
}

// KindScore is how the cases of one kind fared.
type KindScore struct {
	Kind         string
	Cases        int
	Half         int // cases found at least by half
	Chars, Found int // compared characters
}

// NewReuse prepares for an archive of these texts. Cost: O(all characters).
func NewReuse(archive []string) *Reuse {
	e := &Reuse{runs: map[string]int{}, kinds: map[string]*KindScore{}}
	for _, t := range archive {
		k := text.Normalize(t)
		seen := map[string]bool{}
		for i := 0; i+chanceRun <= k.Len(); i++ {
			if run := string(k.Runes[i : i+chanceRun]); !seen[run] {
				seen[run] = true
				e.runs[run]++
			}
		}
	}
	return e
}

// label says what the labels make of one character of a draft.
type label struct {
	owner  int  // index of its case, or -1
	free   bool // counts for nothing
	phrase bool // of a set phrase
}

// Add counts one draft.
func (e *Reuse) Add(d Draft, claims []Claim) {
	runes := []rune(d.Text)
	labels := e.labels(d, len(runes))
	flagged := make([]bool, len(runes))
	for _, c := range claims {
		for i := max(c.Start, 0); i < min(c.End, len(runes)); i++ {
			flagged[i] = true
		}
	}
	for i, r := range runes {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			e.count(d, labels[i], flagged[i])
		}
	}
	for _, c := range d.Cases {
		e.addCase(c, claims, flagged)
	}
}

func (e *Reuse) labels(d Draft, n int) []label {
	labels := make([]label, n)
	for i := range labels {
		labels[i].owner = -1
	}
	k, index := text.Normalize(d.Text), text.NewRuneIndex(d.Text)
	for i := 0; i+chanceRun <= k.Len(); i++ {
		docs := e.runs[string(k.Runes[i:i+chanceRun])]
		if docs == 0 {
			continue
		}
		start, end := index.Span(k.Span(i, i+chanceRun))
		for j := start; j < end; j++ {
			labels[j].free = true
			labels[j].phrase = labels[j].phrase || docs >= setPhraseDocs
		}
	}
	for _, s := range d.Natural {
		for j := max(s[0], 0); j < min(s[1], n); j++ {
			labels[j].free = true
		}
	}
	for c, s := range d.Cases {
		for j := max(s.Start, 0); j < min(s.End, n); j++ {
			labels[j].owner = c
		}
	}
	return labels
}

func (e *Reuse) kind(name string) *KindScore {
	if e.kinds[name] == nil {
		e.kinds[name] = &KindScore{Kind: name}
	}
	return e.kinds[name]
}

func (e *Reuse) count(d Draft, l label, flagged bool) {
	hit := 0
	if flagged {
		hit = 1
	}
	switch {
	case l.owner >= 0:
		k := e.kind(d.Cases[l.owner].Kind)
		k.Chars++
		k.Found += hit
		e.taken += hit
	case l.phrase:
		e.phrase++
		e.phraseFlagged += hit
	case !l.free:
		e.clean++
		e.cleanFlagged += hit
		e.wrong += hit
	}
}

func (e *Reuse) addCase(c Case, claims []Claim, flagged []bool) {
	k := e.kind(c.Kind)
	k.Cases++
	covered := 0
	for _, f := range flagged[c.Start:c.End] {
		if f {
			covered++
		}
	}
	if 2*covered >= c.End-c.Start {
		k.Half++
	}
	best, hits := Claim{}, 0
	for _, x := range claims {
		if x.Start >= c.End || c.Start >= x.End {
			continue
		}
		if hits++; hits == 1 || overlap(x, c) > overlap(best, c) {
			best = x
		}
	}
	if hits == 0 {
		return
	}
	e.detections += hits
	e.detected++
	if best.Source == c.Source {
		e.rightSource++
	}
}

func overlap(x Claim, c Case) int { return min(x.End, c.End) - max(x.Start, c.Start) }

// ReuseScore is the result; shares are 0…1.
type ReuseScore struct {
	Kinds []KindScore // by name
	// Recall and Precision over characters; Granularity is detections per
	// detected case; PlagDet joins the three.
	Recall, Precision, Granularity, PlagDet float64
	// SourceAt1 is the share of detected cases whose first source is right.
	SourceAt1 float64
	// Clean and SetPhrases are the shares of honest text and of set phrases
	// that were flagged as copied.
	Clean, SetPhrases float64
}

// Score computes the measures.
func (e *Reuse) Score() ReuseScore {
	s := ReuseScore{Granularity: 1}
	all := 0
	for _, k := range e.kinds {
		s.Kinds = append(s.Kinds, *k)
		all += k.Chars
	}
	slices.SortFunc(s.Kinds, func(a, b KindScore) int {
		if a.Kind < b.Kind {
			return -1
		}
		return 1
	})
	s.Recall, s.Precision = share(e.taken, all), share(e.taken, e.taken+e.wrong)
	if e.taken+e.wrong == 0 {
		s.Precision = 1
	}
	if e.detected > 0 {
		s.Granularity = float64(e.detections) / float64(e.detected)
	}
	if s.Precision+s.Recall > 0 {
		s.PlagDet = 2 * s.Precision * s.Recall / (s.Precision + s.Recall) / math.Log2(1+s.Granularity)
	}
	s.SourceAt1 = share(e.rightSource, e.detected)
	s.Clean, s.SetPhrases = share(e.cleanFlagged, e.clean), share(e.phraseFlagged, e.phrase)
	return s
}

// Recall is the share of the kind's characters that were found.
func (k KindScore) Recall() float64 { return share(k.Found, k.Chars) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
