package fault

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// contextRunes is how many letters, digits and hanzi on either side go into a
// fault's id.
const contextRunes = 8

// name gives every fault its id, made from the rule, what it says, its text
// and the characters around it, so that an edit elsewhere leaves it alone.
// Spaces and punctuation around it do not count. Faults that agree in
// everything are told apart by their order. Cost: O(faults).
func name(t string, faults []Fault) {
	seen := map[string]int{}
	for i := range faults {
		f := &faults[i]
		key := fmt.Sprint(f.Rule, "\x00", f.Message.Key, "\x00", before(t, f.Span.Start), "\x00", squeeze(f.Span.Of(t)), "\x00", after(t, f.Span.End))
		seen[key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
		f.ID = hex.EncodeToString(sum[:6])
	}
}

// squeeze leaves out white space: a line that is wrapped anew is no other.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// contextBytes bounds how far before and after look for their characters.
const contextBytes = 200

// before and after are the characters around a fault, of its own line only:
// what stands in the next paragraph is elsewhere.
func before(t string, at int) string {
	start := at
	for kept := 0; start > 0 && kept < contextRunes && at-start < contextBytes; {
		r, n := utf8.DecodeLastRuneInString(t[:start])
		if r == '\n' {
			break
		}
		start -= n
		if isKept(r) {
			kept++
		}
	}
	return keep(t[start:at])
}

func after(t string, at int) string {
	end := at
	for kept := 0; end < len(t) && kept < contextRunes && end-at < contextBytes; {
		r, n := utf8.DecodeRuneInString(t[end:])
		if r == '\n' {
			break
		}
		end += n
		if isKept(r) {
			kept++
		}
	}
	return keep(t[at:end])
}

func isKept(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func keep(s string) string {
	return strings.Map(func(r rune) rune {
		if isKept(r) {
			return r
		}
		return -1
	}, s)
}
