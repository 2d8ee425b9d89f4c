package pdf

import (
	"cmp"
	"math"
	"slices"
)

const (
	// manyRules bounds the rules of a page that is searched for tables; a
	// drawing has more.
	manyRules = 1500
	// near is how far apart rules may end that meet, in points.
	near = 3
)

// table is a grid of rules with the text inside.
type table struct {
	box        box
	flat, tall []box // horizontal and vertical rules
	runs       []*run
}

// cell is a place in a table, named by its upper left corner.
type cell struct {
	box  box
	runs []*run
}

// grids finds the tables that rules draw, still without text. Cost:
// O(rules²), which are bounded.
func grids(rules []box) []table {
	if len(rules) < 4 || len(rules) > manyRules {
		return nil
	}
	var out []table
	for _, group := range meeting(rules) {
		if t := newTable(group); t != nil {
			out = append(out, *t)
		}
	}
	return out
}

// takeTables fills the grids with the runs that lie in them and returns them
// with those that lie in none. Cost: O(runs · grids).
func takeTables(grids []table, all []*run) (tables []*table, rest []*run) {
	for _, t := range grids {
		tables = append(tables, &t)
	}
	for _, r := range all {
		i := slices.IndexFunc(tables, func(t *table) bool { return t.box.holds(r.box) })
		if i < 0 {
			rest = append(rest, r)
		} else {
			tables[i].runs = append(tables[i].runs, r)
		}
	}
	tables = slices.DeleteFunc(tables, func(t *table) bool {
		if len(t.cells()) > 1 {
			return false
		}
		rest = append(rest, t.runs...) // a frame around text, or a drawing
		return true
	})
	return tables, rest
}

func (b box) holds(o box) bool {
	return b.x0 <= o.midX() && o.midX() <= b.x1 && b.y0 <= o.midY() && o.midY() <= b.y1
}

// meeting sorts rules into groups that hang together.
func meeting(rules []box) [][]box {
	group := make([]int, len(rules))
	for i := range group {
		group[i] = i
	}
	find := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i, a := range rules {
		for j, b := range rules[:i] {
			if a.x0-near <= b.x1 && b.x0-near <= a.x1 && a.y0-near <= b.y1 && b.y0-near <= a.y1 {
				group[find(i)] = find(j)
			}
		}
	}
	byRoot := map[int][]box{}
	var order []int
	for i, r := range rules {
		root := find(i)
		if byRoot[root] == nil {
			order = append(order, root)
		}
		byRoot[root] = append(byRoot[root], r)
	}
	out := make([][]box, len(order))
	for i, root := range order {
		out[i] = byRoot[root]
	}
	return out
}

// newTable makes a table of rules that meet; nil where they draw no grid.
func newTable(rules []box) *table {
	t := &table{box: rules[0]}
	for _, r := range rules {
		t.box = t.box.union(r)
		if r.width() > r.height() {
			t.flat = append(t.flat, r)
		} else {
			t.tall = append(t.tall, r)
		}
	}
	if len(t.flat) < 2 || len(t.tall) < 2 {
		return nil
	}
	return t
}

// cells sorts the text of t into its cells, in reading order. A cell that
// spans others stands where it begins.
func (t *table) cells() []*cell {
	var cells []*cell
	for _, r := range t.runs {
		b := t.around(r.box)
		i := slices.IndexFunc(cells, func(c *cell) bool {
			return math.Abs(c.box.x0-b.x0) < near && math.Abs(c.box.y1-b.y1) < near
		})
		if i < 0 {
			i = len(cells)
			cells = append(cells, &cell{box: b})
		}
		cells[i].runs = append(cells[i].runs, r)
	}
	slices.SortStableFunc(cells, func(a, b *cell) int {
		if math.Abs(a.box.y1-b.box.y1) >= near {
			return cmp.Compare(b.box.y1, a.box.y1)
		}
		return cmp.Compare(a.box.x0, b.box.x0)
	})
	return cells
}

// around is the cell that the middle of b lies in: up to the next rule on
// each side.
func (t *table) around(b box) box {
	x, y, out := b.midX(), b.midY(), t.box
	for _, r := range t.tall {
		if r.y0-near > y || y > r.y1+near {
			continue
		}
		if at := r.midX(); at <= x {
			out.x0 = max(out.x0, at)
		} else {
			out.x1 = min(out.x1, at)
		}
	}
	for _, r := range t.flat {
		if r.x0-near > x || x > r.x1+near {
			continue
		}
		if at := r.midY(); at >= y {
			out.y1 = min(out.y1, at)
		} else {
			out.y0 = max(out.y0, at)
		}
	}
	return out
}

// tableRows returns the cells of t row by row.
func (t *table) tableRows() [][]*cell {
	var out [][]*cell
	for _, c := range t.cells() {
		last := len(out) - 1
		if last >= 0 && math.Abs(out[last][0].box.y1-c.box.y1) < near {
			out[last] = append(out[last], c)
			continue
		}
		out = append(out, []*cell{c})
	}
	return out
}
