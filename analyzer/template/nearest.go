package template

import "strings"

// nearest is the name that given was probably meant to be: the one fewest
// edits away, if that is at most a third of it; a name that contains given
// or is contained in it counts as one edit. "" where none is near.
func nearest(given string, names []string) string {
	best, least := "", max(1, len([]rune(given))/3)+1
	for _, n := range names {
		d := edits([]rune(strings.ToLower(given)), []rune(n))
		if len(given) > 1 && n != "" && (strings.Contains(n, given) || strings.Contains(given, n)) {
			d = min(d, 1)
		}
		if d < least {
			best, least = n, d
		}
	}
	return best
}

// edits is the Levenshtein distance: insertions, deletions, replacements.
// Cost: O(len(a)*len(b)).
func edits(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
