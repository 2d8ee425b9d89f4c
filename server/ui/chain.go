package ui

import (
	"strconv"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
)

// step is one step of the chain of ratios: what it takes out, and the share
// that is left.
type step struct {
	ID    string
	Label string
	Share string
	Width string // of the bar, 0…100
	Class string
	Taken string // how much it takes out, in words; of the first step, how much there is
	List  []taken
}

// taken is a passage that a step takes out.
type taken struct {
	Href, Words, Kind string
	Chars             int
}

// chain shows what each exclusion does to the ratio, from all shared text down
// to what other units wrote. Every step leaves its text out of both sides of
// the ratio and lists exactly what that is.
func (f *findings) chain() []step {
	whole, left := f.report.Reuse.Ratios, f.counted.Reuse.Ratios
	if whole == nil || left == nil {
		return nil
	}
	all := func(p reuse.Passage) bool { return p.Kind != reuse.Rewritten }
	steps := []step{f.step("page.chain.total", whole.Total, "all", all)}
	if len(f.counted.Reuse.Passages) < len(f.report.Reuse.Passages) {
		steps = append(steps, f.step("page.chain.dismissed", left.Total, "all", func(p reuse.Passage) bool { return f.decided.Dismissed(passageFinding(p)) }))
	}
	open := func(kinds ...reuse.Kind) func(reuse.Passage) bool {
		return func(p reuse.Passage) bool {
			for _, k := range kinds {
				if p.Kind == k {
					return !f.decided.Dismissed(passageFinding(p))
				}
			}
			return false
		}
	}
	steps = append(steps,
		f.step("page.chain.set", left.WithoutSetPhrases, "set", open(reuse.SetPhrase, reuse.SharedText)),
		f.step("page.chain.quote", left.WithoutQuotations, "quote", open(reuse.Quotation)),
		f.step("page.chain.own", left.OtherUnits, "other", open(reuse.OwnHistory)),
	)
	for i := range steps {
		steps[i].ID = "step-" + strconv.Itoa(i+1)
	}
	return steps
}

func (f *findings) step(label message.Key, share float64, class string, takes func(reuse.Passage) bool) step {
	s := step{Label: f.visit.say(label), Share: percent(share), Width: strconv.FormatFloat(share*100, 'f', 1, 64), Class: class}
	chars := 0
	for i, p := range f.report.Reuse.Passages {
		if !takes(p) {
			continue
		}
		words := p.Span.Of(f.report.Text)
		chars += p.Chars
		s.List = append(s.List, taken{"#" + passageAnchor(i), shorten(compact(words), maxTaken), f.visit.say(lookOf(p.Kind).legend), text.Chars(words)})
	}
	key := message.Key("page.chain.taken")
	switch {
	case label == "page.chain.total":
		key = "page.chain.found"
	case len(s.List) == 0:
		key = "page.chain.nothing"
	}
	s.Taken = f.visit.say(key, len(s.List), chars)
	return s
}

// maxTaken is how much of a passage the chain quotes, in characters.
const maxTaken = 40
