package message

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var placeholder = regexp.MustCompile(`\{(\d+)\}`)

// placeholders are the distinct {n} of a sentence, ascending.
func placeholders(sentence string) []string {
	found := placeholder.FindAllString(sentence, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func eachEntry(t *testing.T, f func(key Key, e entry)) {
	t.Helper()
	n := 0
	for _, part := range catalogue {
		for key, e := range part {
			f(key, e)
			n++
		}
	}
	if n < 100 {
		t.Fatalf("only %d entries in the catalogue", n)
	}
}

func hasHan(s string) bool { return strings.ContainsFunc(s, isHan) }

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func TestBothLanguages(t *testing.T) {
	eachEntry(t, func(key Key, e entry) {
		zh, en := e[0], e[1]
		if strings.TrimSpace(zh) == "" || strings.TrimSpace(en) == "" {
			t.Errorf("%s lacks a language: %q, %q", key, zh, en)
			return
		}
		if a, b := placeholders(zh), placeholders(en); !slices.Equal(a, b) {
			t.Errorf("%s: the Chinese has %v, the English %v", key, a, b)
		}
		if hasHan(en) {
			t.Errorf("%s: hanzi in the English %q", key, en)
		}
	})
}

func TestPlaceholdersFromZero(t *testing.T) {
	// What is passed may be left out (a passage's similarity, say), but a
	// sentence numbers from 0 and below 10.
	eachEntry(t, func(key Key, e entry) {
		for _, p := range placeholders(e[0]) {
			if len(p) != len("{0}") {
				t.Errorf("%s: placeholder %s", key, p)
			}
		}
	})
}

func TestNoKeyTwice(t *testing.T) {
	seen := map[Key]int{}
	eachEntry(t, func(key Key, _ entry) { seen[key]++ })
	for key, n := range seen {
		if n > 1 {
			t.Errorf("%s stands in %d parts", key, n)
		}
	}
}

func TestKeysAreTidy(t *testing.T) {
	tidy := regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+)+$`)
	eachEntry(t, func(key Key, _ entry) {
		if !tidy.MatchString(string(key)) {
			t.Errorf("%q is no key", key)
		}
	})
}

func TestEveryHintHasItsError(t *testing.T) {
	hints := 0
	eachEntry(t, func(key Key, _ entry) {
		name, ok := strings.CutPrefix(string(key), "hint.")
		if !ok {
			return
		}
		hints++
		if !has(Key("error." + name)) {
			t.Errorf("%s advises on an error that does not exist", key)
		}
	})
	if hints == 0 {
		t.Fatal("no hints in the catalogue")
	}
}
