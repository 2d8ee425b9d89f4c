package generate

import (
	"math/rand/v2"
	"slices"
)

// replaceWords replaces a share of the content words by synonyms; what the
// table does not hold is made up for by words of manner.
func replaceWords(rng *rand.Rand, passage string, share float64) string {
	l := loadLexicon()
	tokens, missing := replaceKnown(rng, l.tokens(passage), share)
	return join(changeManner(rng, l, tokens, missing))
}

// replaceKnown replaces a share of the content words as far as they have
// synonyms, and says how many are missing from the share.
func replaceKnown(rng *rand.Rand, tokens []token, share float64) ([]token, int) {
	want := int(share*float64(contentWords(tokens)) + 0.5)
	var places []int
	for i, t := range tokens {
		if len(t.others) > 0 {
			places = append(places, i)
		}
	}
	rng.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	replaced := min(want, len(places))
	for _, i := range places[:replaced] {
		t := &tokens[i]
		t.text = t.others[rng.IntN(len(t.others))]
	}
	return tokens, want - replaced
}

// changeManner leaves out or puts in up to n words of manner, one at a verb.
func changeManner(rng *rand.Rand, l *lexicon, tokens []token, n int) []token {
	var places []int
	for i, t := range tokens {
		if t.word && t.class != otherWord {
			places = append(places, i)
		}
	}
	rng.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	places = places[:min(n, len(places))]
	slices.Sort(places)
	for _, i := range slices.Backward(places) {
		if tokens[i].class == mannerWord {
			tokens = slices.Delete(tokens, i, i+1)
			continue
		}
		tokens = slices.Insert(tokens, i, token{text: l.manners[rng.IntN(len(l.manners))]})
	}
	return tokens
}
