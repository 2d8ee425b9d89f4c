package generate

import "math/rand/v2"

// Edit is what a person does to a passage while copying it.
type Edit string

// The edits.
const (
	Verbatim       Edit = "verbatim"        // nothing
	UnitSwap       Edit = "unit_swap"       // unit names, places, figures and dates become others
	Synonyms20     Edit = "synonyms20"      // a fifth of the content words are replaced
	Synonyms40     Edit = "synonyms40"      // two fifths
	Reorder        Edit = "reorder"         // sentences change places, and clauses inside them
	SplitMerge     Edit = "split_merge"     // full stops become commas and back, connectives come and go
	Delete20       Edit = "delete20"        // a fifth is left out, clauses and words
	Insert20       Edit = "insert20"        // a fifth is put in, fillers and short clauses
	BackTranslated Edit = "back_translated" // as by machine translation there and back
	Mixed          Edit = "mixed"           // two or three of the others
)

// Edits lists the edits, the mildest first.
func Edits() []Edit {
	return []Edit{Verbatim, UnitSwap, Reorder, SplitMerge, Insert20, Delete20, Synonyms20, Synonyms40, Mixed, BackTranslated}
}

// Apply edits a passage of whole sentences. The result depends on the state
// of rng and on the passage alone. Apply panics for an Edit that is not in
// Edits. Cost: O(len(passage)).
//
// Where the table of synonyms does not hold as many of the words as are to be
// replaced, Synonyms20 and Synonyms40 replace those it holds, and put in and
// leave out words of manner (及时, 认真) for the rest, as far as there are
// verbs to put them before.
func Apply(e Edit, rng *rand.Rand, passage string) string {
	switch e {
	case Verbatim:
		return passage
	case UnitSwap:
		return swapNames(rng, passage)
	case Synonyms20:
		return replaceWords(rng, passage, 0.2)
	case Synonyms40:
		return replaceWords(rng, passage, 0.4)
	case Reorder:
		return reorder(rng, passage)
	case SplitMerge:
		return splitMerge(rng, passage)
	case Delete20:
		return deleteShare(rng, passage, 0.2)
	case Insert20:
		return insertShare(rng, passage, 0.2)
	case BackTranslated:
		return backTranslate(rng, passage)
	case Mixed:
		return mixEdits(rng, passage)
	}
	panic("generate: there is no edit " + string(e))
}

// mixEdits applies two or three edits. Reorder comes first, because the
// others change where sentences end.
func mixEdits(rng *rand.Rand, passage string) string {
	in := []Edit{Reorder, UnitSwap, Synonyms20, Delete20, Insert20, SplitMerge}
	left := 2 + rng.IntN(2)
	for i, e := range in {
		if rng.IntN(len(in)-i) < left {
			passage = Apply(e, rng, passage)
			left--
		}
	}
	return passage
}
