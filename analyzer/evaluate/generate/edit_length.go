package generate

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// deleteShare leaves out a share of the compared characters: about half of
// it as whole clauses, the rest as words.
func deleteShare(rng *rand.Rand, passage string, share float64) string {
	clauses := clausesOf(passage)
	want := int(share*float64(text.Chars(passage)) + 0.5)
	gone := make([]bool, len(clauses))
	left := want * 6 / 10
	for _, i := range rng.Perm(len(clauses)) {
		if n := text.Chars(clauses[i].text); n <= left && len(clauses) > 1 {
			gone[i] = true
			left -= n
			want -= n
		}
	}
	return deleteWords(rng, joinClauses(withoutClauses(clauses, gone)), want)
}

// withoutClauses leaves out clauses; one that ended a sentence gives its sign
// to the clause before.
func withoutClauses(clauses []clause, gone []bool) []clause {
	var out []clause
	for i, c := range clauses {
		switch {
		case !gone[i]:
			out = append(out, c)
		case c.ends() && len(out) > 0 && !out[len(out)-1].ends():
			out[len(out)-1].sign = c.sign
		}
	}
	return out
}

// deleteWords leaves out words of n characters together: known words, and
// where there are too few, loose hanzi.
func deleteWords(rng *rand.Rand, passage string, n int) string {
	tokens := loadLexicon().tokens(passage)
	for _, known := range []bool{true, false} {
		for _, i := range rng.Perm(len(tokens)) {
			t := &tokens[i]
			size := text.Chars(t.text)
			if t.word == known && size > 0 && size <= n {
				n -= size
				t.text = ""
			}
		}
	}
	return doubledSigns.ReplaceAllString(join(tokens), "$1")
}

// doubledSigns are what is left of a list or a sentence that lost a member.
var doubledSigns = regexp.MustCompile(`[，、：；]+([，、：；。])`)

// insertShare puts in a share of the compared characters: fillers before and
// after clauses, and words of manner before verbs. A passage takes one filler
// a clause and one word a verb, so one of very few words may take less.
func insertShare(rng *rand.Rand, passage string, share float64) string {
	l := loadLexicon()
	want := int(share*float64(text.Chars(passage)) + 0.5)
	clauses := clausesOf(passage)
	first := rng.IntN(len(l.after))
	for k, i := range rng.Perm(len(clauses)) {
		c := &clauses[i]
		filler := l.after[(first+k)%len(l.after)]
		before := rng.IntN(2) == 0 && (i == 0 || clauses[i-1].ends())
		if before {
			filler = l.before[(first+k)%len(l.before)]
		}
		n := utf8.RuneCountInString(filler)
		if n > want*7/10 {
			continue
		}
		want -= n
		if before {
			c.text = filler + "，" + c.text
		} else {
			c.text += "，" + filler
		}
	}
	return insertManner(rng, l, joinClauses(clauses), want)
}

// insertManner puts words of manner of n characters together before verbs.
func insertManner(rng *rand.Rand, l *lexicon, passage string, n int) string {
	tokens := l.tokens(passage)
	chosen := map[int]string{}
	for _, i := range rng.Perm(len(tokens)) {
		w := l.manners[rng.IntN(len(l.manners))]
		if size := utf8.RuneCountInString(w); tokens[i].class == verbWord && size <= n {
			chosen[i] = w
			n -= size
		}
	}
	for i := range slices.Backward(tokens) {
		if w, ok := chosen[i]; ok {
			tokens = slices.Insert(tokens, i, token{text: w})
		}
	}
	return join(tokens)
}
