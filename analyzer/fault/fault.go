// Package fault finds drafting errors in the text itself: what was left
// unfilled, doubled, misnumbered, cut off, or brought in from elsewhere. One
// file holds one kind of rule; rules.go lists them.
package fault

import (
	"cmp"
	"slices"

	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// RuleID names a rule, as in the contract: "placeholder", "numbering" …
type RuleID string

// Severity says how grave a fault is.
type Severity string

// The severities, the gravest first.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Fault is one drafting error.
type Fault struct {
	// ID is the same after an edit elsewhere in the text: it is made from
	// the rule, the text of the fault and the characters around it.
	ID       string    `json:"id"`
	Rule     RuleID    `json:"rule"`
	Severity Severity  `json:"severity"`
	Span     text.Span `json:"span"`
	// Message says what is wrong, Suggestion what to do.
	Message    message.Message `json:"message"`
	Suggestion message.Message `json:"suggestion"`
}

// Input is what a check looks at. Only Doc and Outline are needed; what else
// is known makes foreign_name and number_conflict see more. Check changes none
// of it.
type Input struct {
	Doc     *text.Document
	Outline *outline.Outline
	// Unit is who wrote the draft; "" where that is not known.
	Unit string
	// Roster holds the names of units in the archive; nil where there are
	// none.
	Roster *Roster
	// Copied are the passages of the draft that stand in reports of other
	// units, in any order.
	Copied []Copied
	// Last is the unit's last report of the kind; its zero value where that is
	// not known.
	Last Last
	// Settings are the unit's own; the zero value changes nothing.
	Settings Settings
}

// Copied is a passage of the draft that another unit wrote.
type Copied struct {
	Span text.Span
	Unit string // of the report it most likely came from
}

// Last is the unit's last report of the draft's kind.
type Last struct {
	Year int
	Text string
}

// Find runs all rules over d and returns the faults in reading order.
// Cost: linear in the text for each rule.
func Find(d *text.Document, o *outline.Outline) []Fault {
	return Check(Input{Doc: d, Outline: o})
}

// maxPerRule is how many faults of one rule are reported: nobody mends more,
// and a text of nothing but brackets must not fill the memory.
const maxPerRule = 1000

// Check runs the rules over a draft, applies the unit's settings and returns
// the faults in reading order, at most 1,000 of each rule. Cost: linear in the
// text for each rule.
func Check(in Input) []Fault {
	r := read(in)
	var all []Fault
	for _, rule := range rules {
		if in.Settings.off(rule.id) {
			continue
		}
		found := rule.find(r)
		for _, f := range found[:min(len(found), maxPerRule)] {
			f.Rule = rule.id
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b Fault) int {
		return cmp.Or(a.Span.Start-b.Span.Start, a.Span.End-b.Span.End)
	})
	all = in.Settings.apply(r.t, oneForEachPlace(all))
	name(r.t, all)
	return all
}

// outranked: where a fault of the first rule lies on one of the second, only
// the second is told, because it explains the place better.
var outranked = map[RuleID][]RuleID{
	"placeholder":    {"residue"},
	"repeated_words": {"residue", "foreign_name"},
	"unfinished":     {"placeholder", "residue"},
	"unbalanced":     {"residue", "placeholder"},
	"numbering":      {"attachment"},
}

// oneForEachPlace leaves out what is outranked; all is in reading order and
// stays so.
func oneForEachPlace(all []Fault) []Fault {
	kept := all[:0:0]
	for i, f := range all {
		if !isOutranked(f, all, i) {
			kept = append(kept, f)
		}
	}
	return kept
}

// nearby is how many neighbours on either side are compared with a fault: more
// do not lie on one place.
const nearby = 8

func isOutranked(f Fault, all []Fault, i int) bool {
	by := outranked[f.Rule]
	if by == nil {
		return false
	}
	for _, o := range all[max(0, i-nearby):min(len(all), i+nearby+1)] {
		if o.Span.Overlaps(f.Span) && slices.Contains(by, o.Rule) {
			return true
		}
	}
	return false
}
