package fault

import (
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// typed makes the document that a plain text becomes, with its outline.
func typed(source string) (*text.Document, *outline.Outline) {
	d := &text.Document{Text: source, Blocks: text.Lines(source), Format: text.FormatText}
	return d, outline.Parse(d)
}

// faultsIn lists the faults of one rule, checked for what all promise.
func faultsIn(t testing.TB, source string, rule RuleID) []Fault {
	t.Helper()
	var out []Fault
	for _, f := range found(t, source) {
		if f.Rule == rule {
			out = append(out, f)
		}
	}
	return out
}

func found(t testing.TB, source string) []Fault {
	t.Helper()
	all := Find(typed(source))
	wantSound(t, source, all)
	return all
}

func textsOf(source string, faults []Fault) []string {
	texts := []string{}
	for _, f := range faults {
		texts = append(texts, f.Span.Of(source))
	}
	return texts
}

// spot is a sentence with the places where a rule must find something.
type spot struct {
	source string
	at     []string
}

// wantSpots: each place is touched by a fault of the rule, each fault
// touches a place.
func wantSpots(t *testing.T, rule RuleID, spots []spot) {
	t.Helper()
	if len(spots) < 25 {
		t.Fatalf("only %d spots", len(spots))
	}
	for _, c := range spots {
		t.Run(c.source, func(t *testing.T) {
			faults := faultsIn(t, c.source, rule)
			var places []text.Span
			from := 0
			for _, want := range c.at {
				i := strings.Index(c.source[from:], want)
				if i < 0 {
					t.Fatalf("%q does not stand in the case", want)
				}
				places = append(places, text.Span{Start: from + i, End: from + i + len(want)})
				from += i + len(want)
			}
			for _, p := range places {
				if !slices.ContainsFunc(faults, func(f Fault) bool { return f.Span.Overlaps(p) }) {
					t.Errorf("%q is not found; found %q", p.Of(c.source), textsOf(c.source, faults))
				}
			}
			for _, f := range faults {
				if !slices.ContainsFunc(places, f.Span.Overlaps) {
					t.Errorf("%q is found, and is no fault", f.Span.Of(c.source))
				}
			}
		})
	}
}

// wantSilence: the rule finds nothing in any of these.
func wantSilence(t *testing.T, rule RuleID, sources []string) {
	t.Helper()
	if len(sources) < 25 {
		t.Fatalf("only %d look-alikes", len(sources))
	}
	for _, source := range sources {
		t.Run(source, func(t *testing.T) {
			if faults := faultsIn(t, source, rule); len(faults) > 0 {
				t.Errorf("found %q", textsOf(source, faults))
			}
		})
	}
}
