// Package fault finds drafting errors in the text itself: what was left
// unfilled, doubled, misnumbered, cut off, or brought in from elsewhere. One
// file holds one kind of rule; rules.go lists them.
package fault

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

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

// Input is what rules look at. They must not change it.
type Input struct {
	Doc     *text.Document
	Outline *outline.Outline
}

// Find runs all rules over d and returns the faults in reading order.
// Cost: linear in the text for each rule.
func Find(d *text.Document, o *outline.Outline) []Fault {
	in := &Input{Doc: d, Outline: o}
	var all []Fault
	for _, rule := range rules {
		for _, f := range rule.find(in) {
			f.Rule = rule.id
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b Fault) int { return a.Span.Start - b.Span.Start })
	name(d.Text, all)
	return all
}

// contextRunes is how many characters on either side go into a fault's id.
const contextRunes = 8

// name gives every fault its id. Faults that agree in everything are told
// apart by their order.
func name(t string, faults []Fault) {
	seen := map[string]int{}
	for i := range faults {
		f := &faults[i]
		key := fmt.Sprint(f.Rule, "\x00", f.Message.Key, "\x00", before(t, f.Span.Start), "\x00", f.Span.Of(t), "\x00", after(t, f.Span.End))
		seen[key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
		f.ID = hex.EncodeToString(sum[:6])
	}
}

// before and after are the characters around a fault, of its own line only:
// what stands in the next paragraph is elsewhere.
func before(t string, at int) string {
	start := at
	for range contextRunes {
		r, n := utf8.DecodeLastRuneInString(t[:start])
		if r == '\n' {
			break
		}
		start -= n
	}
	return strings.TrimSpace(t[start:at])
}

func after(t string, at int) string {
	end := at
	for range contextRunes {
		r, n := utf8.DecodeRuneInString(t[end:])
		if r == '\n' {
			break
		}
		end += n
	}
	return strings.TrimSpace(t[at:end])
}
