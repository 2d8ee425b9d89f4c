package generate

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// class says what may be done to a word beside replacing it.
type class uint8

const (
	otherWord  class = iota
	verbWord         // a word of manner may be put before it
	mannerWord       // may be left out
)

// entry is a known word.
type entry struct {
	class  class
	others []string // of its group of synonyms
}

// lexicon finds known words in text.
type lexicon struct {
	entries map[string]entry
	manners []string
	longest int // of a word, in characters
	plain   map[string]string
	before  []string // fillers before a clause
	after   []string // and after one
}

var loadLexicon = sync.OnceValue(newLexicon)

func newLexicon() *lexicon {
	l := &lexicon{entries: map[string]entry{}, plain: map[string]string{}}
	sections, groups := rulesIn(synonymsText)
	for _, name := range sections {
		for _, line := range groups[name] {
			l.addGroup(classOf(name), strings.Fields(line))
		}
	}
	for _, line := range groups["manner"] {
		l.manners = append(l.manners, strings.Fields(line)[0])
	}
	_, rules := rulesIn("== plain\n" + plainText)
	for _, line := range rules["plain"] {
		phrase, plain, _ := strings.Cut(line, " ")
		l.plain[phrase] = plain
		l.longest = max(l.longest, utf8.RuneCountInString(phrase))
	}
	_, fillers := rulesIn(fillersText)
	l.before, l.after = fillers["before"], fillers["after"]
	l.addGenerated()
	return l
}

func classOf(section string) class {
	switch section {
	case "verb":
		return verbWord
	case "manner":
		return mannerWord
	}
	return otherWord
}

// addGroup adds a group of synonyms. A word of several groups belongs to the
// first; single characters are given as replacements and never replaced,
// because they are parts of too many words.
func (l *lexicon) addGroup(c class, group []string) {
	for i, w := range group {
		if _, known := l.entries[w]; known || utf8.RuneCountInString(w) < 2 {
			continue
		}
		others := make([]string, 0, len(group)-1)
		others = append(append(others, group[:i]...), group[i+1:]...)
		l.entries[w] = entry{c, others}
	}
}

// addGenerated adds the short words of the generator, so that they are not
// cut apart.
func (l *lexicon) addGenerated() {
	for _, r := range loadGrammar().rules {
		for _, list := range r.byArea {
			for _, a := range list.alts {
				n := utf8.RuneCountInString(a.text)
				if _, known := l.entries[a.text]; !known && (n == 2 || n == 3) {
					l.entries[a.text] = entry{}
				}
			}
		}
	}
}

// token is a known word, or a character between known words.
type token struct {
	text string
	word bool
	entry
}

// tokens cuts s into known words by longest match from the left, and single
// characters between them.
func (l *lexicon) tokens(s string) []token {
	var out []token
	for len(s) > 0 {
		n, e, ok := l.match(s)
		if !ok {
			_, n = utf8.DecodeRuneInString(s)
		}
		out = append(out, token{s[:n], ok, e})
		s = s[n:]
	}
	return out
}

// match finds the longest known word that s begins with; n is in bytes.
func (l *lexicon) match(s string) (n int, e entry, ok bool) {
	end := 0
	for range l.longest {
		if end >= len(s) {
			break
		}
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
		if found, known := l.entries[s[:end]]; known {
			n, e, ok = end, found, true
		}
	}
	return n, e, ok
}

// contentWords estimates how many words of content the tokens are: the known
// words, and half the hanzi between them.
func contentWords(tokens []token) int {
	words, loose := 0, 0
	for _, t := range tokens {
		switch r, _ := utf8.DecodeRuneInString(t.text); {
		case t.word:
			words++
		case unicode.Is(unicode.Han, r):
			loose++
		}
	}
	return words + loose/2
}

func join(tokens []token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.text)
	}
	return b.String()
}
