package fault

import (
	"slices"
	"strings"

	"hegao/analyzer/text"
)

// Settings is what a unit changes about the rules, as it stands in a file
// (see ReadSettings):
//
//	numbering: {level: info, reason: 沿用旧版编号}
//	residue: {off: true, reason: 稿件来自网站}
//	placeholder: {except: [XX工程], reason: 工程代号}
type Settings struct {
	Rules map[RuleID]RuleSetting
}

// RuleSetting is what a unit changes about one rule.
type RuleSetting struct {
	// Level replaces the severity of all the rule's faults; "" leaves it.
	Level Severity
	// Off switches the rule off.
	Off bool
	// Reason says why; a change needs one.
	Reason string
	// Exceptions are words and phrases of the unit: a fault that lies inside
	// one of them is none.
	Exceptions []string
}

func (s RuleSetting) changesAnything() bool {
	return s.Level != "" || s.Off || len(s.Exceptions) > 0
}

func (s Settings) off(id RuleID) bool { return s.Rules[id].Off }

// apply is the one place where settings change faults: it leaves out what an
// exception covers and sets the levels. Cost: O(faults + text × exceptions).
func (s Settings) apply(t string, faults []Fault) []Fault {
	excepted := map[RuleID][]text.Span{}
	for id, set := range s.Rules {
		for _, e := range set.Exceptions {
			excepted[id] = append(excepted[id], occurrences(t, e)...)
		}
	}
	kept := faults[:0:0]
	for _, f := range faults {
		if coveredByAny(f.Span, excepted[f.Rule]) {
			continue
		}
		if level := s.Rules[f.Rule].Level; level != "" {
			f.Severity = level
		}
		kept = append(kept, f)
	}
	return kept
}

// maxOccurrences bounds how many places of one exception are kept.
const maxOccurrences = 1000

// occurrences are the places of word in t, at most maxOccurrences.
func occurrences(t, word string) []text.Span {
	var spans []text.Span
	if word == "" {
		return nil
	}
	for at := 0; len(spans) < maxOccurrences; {
		i := strings.Index(t[at:], word)
		if i < 0 {
			break
		}
		spans = append(spans, text.Span{Start: at + i, End: at + i + len(word)})
		at += i + len(word)
	}
	return spans
}

func coveredByAny(s text.Span, spans []text.Span) bool {
	return slices.ContainsFunc(spans, func(o text.Span) bool { return o.Contains(s) })
}
