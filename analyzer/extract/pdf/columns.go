package pdf

import (
	"cmp"
	"math"
	"slices"
)

// region is a part of a page that is read from its top to its bottom before
// anything else.
type region struct {
	rows [][]*run
	// left and right bound the text, where the region is a column of its
	// own; where both are 0 it is as wide as the page's text.
	left, right float64
}

const (
	// manyRuns bounds the runs of a page that is searched for columns; one
	// with more is read row by row.
	manyRuns = 3000
	// gutter is the least width of the space between two columns, in
	// characters.
	gutter = 0.9
	// fewLines is how many lines a column has at least.
	fewLines = 4
)

// columns remembers the gutters of a document: a page that ends in the
// middle of a column is told by those of the other pages.
type columns struct{ gutters, borders []interval }

// regions finds the columns of a page: what is set in columns is read column
// by column, all else row by row.
func (k *columns) regions(all []*run) []region {
	if len(all) > manyRuns {
		return []region{{rows: rows(all)}}
	}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b *run) int { return cmp.Or(cmp.Compare(b.box.y1, a.box.y1), cmp.Compare(a.box.x0, b.box.x0)) })
	var out []region
	var single []*run
	flush := func() {
		if len(single) > 0 {
			out = append(out, region{rows: rows(single)})
			single = nil
		}
	}
	for i := 0; i < len(sorted); {
		found, end := k.from(sorted[i:])
		if len(found) < 2 {
			single = append(single, sorted[i])
			i++
			continue
		}
		flush()
		for _, c := range found {
			out = append(out, k.region(c))
		}
		i += end
	}
	flush()
	return out
}

func (k *columns) region(c []*run) region {
	r := region{rows: rows(c), left: c[0].box.x0, right: c[0].box.x1}
	for _, x := range c {
		r.left, r.right = min(r.left, x.box.x0), max(r.right, x.box.x1)
	}
	for _, o := range k.borders {
		if math.Abs(o.from-r.left) < 3*c[0].em() && math.Abs(o.to-r.right) < 3*c[0].em() {
			r.left, r.right = o.from, o.to // its lines may all be short
			return r
		}
	}
	k.borders = append(k.borders, interval{r.left, r.right})
	return r
}

// interval is a range of x.
type interval struct{ from, to float64 }

// from returns the columns that begin with the first of the sorted
// runs, and how many runs they take; nil where none do.
func (k *columns) from(sorted []*run) (found [][]*run, end int) {
	const beyond = 1e7 // any page's border
	free := []interval{{-beyond, beyond}}
	var gutters []interval // all that is free but the two margins
	for ; end < len(sorted); end++ {
		b := sorted[end].box
		next := without(free, interval{b.x0, b.x1}, gutter*sorted[end].em())
		if len(next) <= 2 && len(gutters) > 0 {
			break // what closes the last gutter stands below the columns
		}
		free = next
		gutters = free[min(1, len(free)):max(1, len(free)-1)]
	}
	if len(gutters) == 0 {
		return nil, 0
	}
	found = between(sorted[:end], gutters)
	if k.known(gutters) {
		return found, end
	}
	for _, c := range found {
		if !flows(c) {
			return nil, 0
		}
	}
	k.gutters = append(k.gutters, gutters...)
	return found, end
}

// known reports whether there are columns with these gutters elsewhere.
func (k *columns) known(gutters []interval) bool {
	for _, g := range gutters {
		if !slices.ContainsFunc(k.gutters, func(o interval) bool { return g.from < o.to && o.from < g.to }) {
			return false
		}
	}
	return true
}

// fits reports whether a line lies between the borders of a column that
// other pages have, and which they are.
func (k *columns) fits(b box, em float64) (left, right float64, ok bool) {
	for _, c := range k.borders {
		if c.from-em < b.x0 && b.x1 < c.to+em {
			return c.from, c.to, true
		}
	}
	return 0, 0, false
}

// without takes cut out of the free intervals; what is left of one must be
// wide enough.
func without(free []interval, cut interval, least float64) []interval {
	out := make([]interval, 0, len(free)+1)
	for _, f := range free {
		if cut.to <= f.from || f.to <= cut.from {
			out = append(out, f)
			continue
		}
		if cut.from-f.from >= least {
			out = append(out, interval{f.from, cut.from})
		}
		if f.to-cut.to >= least {
			out = append(out, interval{cut.to, f.to})
		}
	}
	return out
}

// between sorts runs by the gutters they lie between.
func between(all []*run, gutters []interval) [][]*run {
	out := make([][]*run, len(gutters)+1)
	for _, r := range all {
		i := 0
		for i < len(gutters) && r.box.midX() > gutters[i].from {
			i++
		}
		out[i] = append(out[i], r)
	}
	return out
}

// flows tells a column of running text from one of a table: its lines are
// many, not narrow, one to a row, and most of them full.
func flows(c []*run) bool {
	if len(c) < fewLines {
		return false
	}
	around := c[0].box
	for _, r := range c {
		around = around.union(r.box)
	}
	full, em := 0, c[len(c)/2].em()
	for _, r := range c {
		if r.box.width() > 0.75*around.width() {
			full++
		}
	}
	return around.width() > 8*em && 2*full >= len(c) && len(rows(c))*10 >= len(c)*9
}
