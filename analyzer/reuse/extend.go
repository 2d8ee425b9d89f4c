package reuse

// Chains weigh pairs by how rare they are, so they give up on the common
// words at both ends of what was copied. From there on draft and source are
// compared plainly, character by character: an alignment in a narrow band
// around the diagonal, given up once it has dropped extendDrop below its
// best (X-drop, after Altschul, Gish, Miller, Myers and Lipman, "Basic local
// alignment search tool", 1990). A character kept is worth 1; one changed,
// added or left out costs 1.
const (
	extendDrop = 6
	extendBand = 10
	extendMost = 160 // characters of the draft
)

// row is one row of the alignment: the best score for each offset between
// source and draft, from -extendBand to extendBand.
type row [2*extendBand + 1]int16

const unreached = -1 << 14

// extend aligns the beginnings of two texts (step 1) or their ends (step -1)
// and returns how many characters of each the best alignment takes in.
// Cost: O(extendMost · extendBand), no allocation.
func extend(draft, source []rune, step int) (dn, sn int) {
	var prev, cur row
	for o := range prev {
		prev[o] = unreached
		if d := o - extendBand; d >= 0 {
			prev[o] = int16(-d)
		}
	}
	best := int16(0)
	for i := 1; i <= min(len(draft), extendMost); i++ {
		top := fill(&prev, &cur, draft, source, i, step)
		if cur[top] > best {
			best, dn, sn = cur[top], i, i+top-extendBand
		}
		if cur[top] < best-extendDrop {
			break
		}
		prev = cur
	}
	return dn, sn
}

// fill computes the row of the i-th character of the draft and returns the
// offset of its best score.
func fill(prev, cur *row, draft, source []rune, i, step int) (top int) {
	for o := range cur {
		cur[o] = unreached
		j := i + o - extendBand
		if j < 0 || j > len(source) {
			continue
		}
		if j > 0 {
			cur[o] = prev[o] - 1
			if nth(draft, i, step) == nth(source, j, step) {
				cur[o] = prev[o] + 1
			}
		}
		if o+1 < len(prev) {
			cur[o] = max(cur[o], prev[o+1]-1)
		}
		if o > 0 {
			cur[o] = max(cur[o], cur[o-1]-1)
		}
		if cur[o] > cur[top] {
			top = o
		}
	}
	return top
}

// nth is the n-th character from the beginning (step 1) or the end, from 1.
func nth(t []rune, n, step int) rune {
	if step > 0 {
		return t[n-1]
	}
	return t[len(t)-n]
}
