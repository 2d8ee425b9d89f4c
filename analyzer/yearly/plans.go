package yearly

import (
	"math"
	"slices"
	"strings"

	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// Answer says what this year's report has on something that was planned.
type Answer string

// The answers.
const (
	Answered   Answer = "answered"   // a sentence speaks of the same thing
	Unanswered Answer = "unanswered" // none was found
	Repeated   Answer = "repeated"   // it is planned again in the same words
)

// Plan is one thing that last year's report said would be done.
type Plan struct {
	Item   text.Span `json:"item"` // in last year's text
	Answer Answer    `json:"answer"`
	// Place is the sentence of this year's text that answers or repeats it;
	// Empty where there is none.
	Place text.Span `json:"place"`
}

const (
	// maxPlans bounds the items that are followed up.
	maxPlans = 60
	// leastItem is the fewest characters of an item.
	leastItem = 8
	// repeatedShare is how much of an item stands in the new plans where it
	// was only written again, and answeredShare how much of its weight a
	// sentence has that answers it.
	repeatedShare = 0.7
	answeredShare = 0.28
)

// plans follows up what last year's report announced.
func plans(last, this *reading) (out []Plan, found bool) {
	if last.plan.Empty() {
		return nil, false
	}
	where := holdersOf(this.text, this.sentence)
	again := &reading{text: this.plan.Of(this.text), runs: map[string]bool{}}
	runes := masked(again.text).Runes
	for i := 0; i+run <= len(runes); i++ {
		again.runs[string(runes[i:i+run])] = true
	}
	for _, item := range items(last) {
		p := Plan{Item: item, Answer: Unanswered}
		place, ok := answer(this, where, item.Of(last.text))
		switch {
		case again.share(item.Of(last.text)) >= repeatedShare:
			p.Answer, p.Place = Repeated, inPlan(this, item.Of(last.text))
		case ok:
			p.Answer, p.Place = Answered, place
		}
		out = append(out, p)
	}
	return out, true
}

// items cuts the plans into sentences; headings and what is too short to be
// one are left out.
func items(r *reading) []text.Span {
	var out []text.Span
	heading := func(s text.Span) bool {
		return slices.ContainsFunc(r.outline.Headings, func(h outline.Heading) bool { return h.Span.Contains(s) })
	}
	for _, s := range r.sentence {
		in := s.Intersect(r.plan)
		if in.Empty() || heading(in) || s.Overlaps(r.outline.Closing) || text.Chars(in.Of(r.text)) < leastItem {
			continue
		}
		if out = append(out, in); len(out) == maxPlans {
			break
		}
	}
	return out
}

// answer is the sentence outside the new plans that speaks of an item, or of
// a clause of it that says something by itself.
func answer(r *reading, where holders, item string) (place text.Span, ok bool) {
	most := 0.0
	for _, part := range append(strings.FieldsFunc(item, func(c rune) bool { return c == '，' || c == ',' || c == '：' }), item) {
		if text.Chars(part) < leastItem {
			continue
		}
		if at, weight := sayer(r, where, part); weight > most {
			place, most = at, weight
		}
	}
	return place, most >= answeredShare
}

// sayer is the sentence outside the new plans that has most of a clause's
// words, rare ones counting more, and how much of their weight it has.
func sayer(r *reading, where holders, item string) (place text.Span, weight float64) {
	all, got := 0.0, map[int]float64{}
	n := float64(len(r.sentence) + 1)
	for _, g := range sortedKeys(bigrams(item)) {
		at := where[g]
		w := math.Log(n / float64(len(at)+1))
		all += w
		if len(at) <= tooMany {
			for _, i := range at {
				got[i] += w
			}
		}
	}
	best := -1
	for i, w := range got {
		if r.sentence[i].Overlaps(r.plan) || r.sentence[i].Len() > longest {
			continue
		}
		if best < 0 || w > got[best] || w == got[best] && i < best {
			best = i
		}
	}
	if best < 0 || all == 0 {
		return text.Span{}, 0
	}
	return r.sentence[best], got[best] / all
}

// inPlan is the sentence of the new plans that is most like an item.
func inPlan(r *reading, item string) text.Span {
	words := bigrams(item)
	var place text.Span
	most := 0.0
	for _, s := range r.sentence {
		if in := s.Intersect(r.plan); !in.Empty() {
			if a := alike(words, bigrams(in.Of(r.text))); a > most {
				place, most = in, a
			}
		}
	}
	return place
}

// sortedKeys makes sums of floats the same every time.
func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
