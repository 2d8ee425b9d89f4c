package generate

import "sort"

// table draws indexes with a Zipf–Mandelbrot skew: the chance of the one of
// rank r (from 1) is proportional to 1/(r+offset). A large offset flattens
// the beginning (Mandelbrot, "An informational theory of the statistical
// structure of language", 1953).
type table struct {
	until []float64 // cumulative chances, the last is 1
}

func newTable(n int, offset float64) *table {
	t := &table{until: make([]float64, n)}
	sum := 0.0
	for i := range t.until {
		sum += 1 / (float64(i+1) + offset)
		t.until[i] = sum
	}
	for i := range t.until {
		t.until[i] /= sum
	}
	return t
}

// draw maps u, 0 ≤ u < 1, to an index. Cost: O(log n).
func (t *table) draw(u float64) int {
	return min(sort.Search(len(t.until), func(i int) bool { return t.until[i] > u }), len(t.until)-1)
}
