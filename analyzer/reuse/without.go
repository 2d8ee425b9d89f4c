package reuse

import "slices"

// Without is the result without some of its passages: their characters leave
// the numerators and the denominators of the ratios alike. Cost: O(passages).
func (r *Result) Without(gone func(Passage) bool) *Result {
	out := *r
	out.Passages = slices.DeleteFunc(slices.Clone(r.Passages), func(p Passage) bool {
		if !gone(p) {
			return false
		}
		out.Checked -= p.Chars
		return true
	})
	if len(out.Passages) == len(r.Passages) {
		return r
	}
	out.share()
	return &out
}
