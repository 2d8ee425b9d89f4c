package generate

import (
	"math/rand/v2"
	"slices"
)

// reorder moves every sentence, and the clauses of most of them. The signs
// stay where they were.
func reorder(rng *rand.Rand, passage string) string {
	sentences := sentencesIn(clausesOf(passage))
	alone := len(sentences) == 1
	for _, s := range sentences {
		if alone || rng.IntN(10) < 6 {
			moveTexts(rng, s)
		}
	}
	moved := slices.Clone(sentences)
	shift(rng, len(moved), func(i, j int) { moved[i], moved[j] = moved[j], moved[i] })
	return joinClauses(slices.Concat(moved...))
}

// moveTexts moves the texts of the clauses of a sentence; the signs stay.
func moveTexts(rng *rand.Rand, s []clause) {
	shift(rng, len(s), func(i, j int) { s[i].text, s[j].text = s[j].text, s[i].text })
}

// shift shuffles n things so that each leaves its place (Sattolo, "An
// algorithm to generate a random cyclic permutation", 1986).
func shift(rng *rand.Rand, n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, rng.IntN(i))
	}
}
