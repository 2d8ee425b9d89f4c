package align

import (
	"slices"

	"hegao/analyzer/text"
)

// Pair is a place of the earlier text and one of the later that are known to
// be the same passage.
type Pair struct{ Before, After text.Span }

// Join lays paragraphs side by side that share a known passage and that Rows
// left apart, because they say the same in other words. Cost: O(rows + pairs ·
// log rows).
func Join(rows []Row, pairs []Pair) []Row {
	drop, with := map[int]bool{}, map[int]int{}
	added, removed := of(rows, Added), of(rows, Removed)
	for _, p := range pairs {
		a, ok := holder(rows, added, p.After)
		b, too := holder(rows, removed, p.Before)
		if _, taken := with[a]; ok && too && !taken && !drop[b] {
			with[a], drop[b] = b, true
		}
	}
	out := rows[:0:0]
	for i, r := range rows {
		if b, joined := with[i]; joined {
			r.Before, r.Kind, r.Moved = rows[b].Before, Changed, apart(rows, i, b)
		}
		if !drop[i] {
			out = append(out, r)
		}
	}
	return out
}

// of lists the rows of a kind by where they begin.
func of(rows []Row, k Kind) []int {
	var out []int
	for i, r := range rows {
		if r.Kind == k {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(a, b int) int { return side(rows[a]).Start - side(rows[b]).Start })
	return out
}

// side is the paragraphs of a row that has them on one side only.
func side(r Row) text.Span {
	if r.Kind == Removed {
		return r.Before
	}
	return r.After
}

// holder is the row among some that holds the middle of a place.
func holder(rows []Row, among []int, s text.Span) (row int, ok bool) {
	middle := (s.Start + s.End) / 2
	n, _ := slices.BinarySearchFunc(among, middle+1, func(i, at int) int { return side(rows[i]).Start - at })
	if n == 0 {
		return 0, false
	}
	row = among[n-1]
	return row, middle < side(rows[row]).End
}

// apart reports whether rows of both texts stand between two rows.
func apart(rows []Row, a, b int) bool {
	for i := min(a, b) + 1; i < max(a, b); i++ {
		if rows[i].Kind == Same || rows[i].Kind == Changed {
			return true
		}
	}
	return false
}
