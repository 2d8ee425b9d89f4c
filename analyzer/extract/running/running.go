// Package running tells the running heads and feet and the page numbers of a
// document of pages from its text. What it is not sure of is text: a head
// that stays costs a reader a line, a line of the text that goes may cost him
// the finding.
package running

import (
	"math"
	"regexp"
	"slices"
)

// Row is what stands on one height of a page.
type Row struct {
	Text string
	// Y is its height on the page, upwards or downwards, and Size that of
	// its letters; the unit is the caller's.
	Y, Size float64
	// Table is the same number for all rows of one table, 0 for those of
	// none.
	Table int
}

const (
	// most is how many rows at the top and at the bottom of a page may be
	// running heads and feet.
	most = 3
	// fewest is how many rows a page has at least where heads are told from
	// the text; on shorter ones they are known from such pages.
	fewest = 4
)

// Find marks the rows that are not text. pages hold their rows from top to
// bottom. They are:
//
//   - the outermost rows of a page that stand on enough pages nearby with the
//     same words, at most near apart, where a number may grow as the pages
//     do: at most three, and set off from the text by their distance or by
//     smaller letters. So the head of a table that goes on stays, and a form
//     that is the same on every page;
//   - a page number by itself at the edge, where its signs say that it is
//     one, or one more of its kind on another page.
//
// A table is marked as a whole or not at all, and a page of which nothing
// would be left stays as it is. Cost: O(n log n) in the rows.
func Find(pages [][]Row, near float64) [][]bool {
	d := newDocument(pages, near)
	marks := make([][]bool, len(pages))
	for i, rows := range pages {
		marks[i] = make([]bool, len(rows))
		for _, edges := range d.sides(i) {
			d.mark(edges, marks[i])
		}
		unmarkPartsOfTables(rows, marks[i])
		if !slices.Contains(marks[i], false) {
			clear(marks[i])
		}
	}
	return marks
}

// document is what must be known of all pages to judge one.
type document struct {
	pages [][]Row
	near  float64
	// edges are the outermost rows of each page, those at the top before
	// those at the bottom, each from the border inwards.
	edges [][]edge
	// pitch is the usual distance between two rows, size the usual size.
	pitch, size float64
}

// edge is a row near the top or the bottom of a page.
type edge struct {
	Row
	page, index int
	top         bool
	pattern     string
	numbers     []int
}

func newDocument(pages [][]Row, near float64) *document {
	d := &document{pages: pages, near: near, edges: make([][]edge, len(pages))}
	var pitches, sizes []float64
	for i, rows := range pages {
		d.edges[i] = edgesOf(i, rows)
		for j, r := range rows {
			sizes = append(sizes, r.Size)
			if j > 0 {
				pitches = append(pitches, math.Abs(r.Y-rows[j-1].Y))
			}
		}
	}
	d.pitch, d.size = median(pitches), median(sizes)
	return d
}

// median is 0 for none.
func median(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// edgesOf are the outermost rows of a page, one more on each side than may be
// heads: where that one repeats too, it is a form.
func edgesOf(page int, rows []Row) []edge {
	half := (len(rows) + 1) / 2
	var out []edge
	add := func(index int, top bool) {
		e := edge{Row: rows[index], page: page, index: index, top: top}
		e.pattern, e.numbers = pattern(e.Text)
		out = append(out, e)
	}
	for i := range min(most+1, half) {
		add(i, true)
	}
	for i := range min(most+1, len(rows)-half) {
		add(len(rows)-1-i, false)
	}
	return out
}

// sides are the edges at the top and at the bottom of a page.
func (d *document) sides(page int) [2][]edge {
	all := d.edges[page]
	cut := slices.IndexFunc(all, func(e edge) bool { return !e.top })
	if cut < 0 {
		cut = len(all)
	}
	return [2][]edge{all[:cut], all[cut:]}
}

// mark marks what is running at one side of a page.
func (d *document) mark(edges []edge, marks []bool) {
	n := 0
	for n < len(edges) && (d.repeats(&edges[n]) || n == 0 && d.isPageNumber(&edges[n])) {
		n++
	}
	if n > 0 && d.isPageNumber(&edges[0]) {
		marks[edges[0].index] = true
	}
	if n > most {
		return // a form
	}
	for n > 0 && !d.setOff(&edges[n-1]) {
		n--
	}
	for _, e := range edges[:n] {
		marks[e.index] = true
	}
}

// setOff reports whether e stands further from the next row of the text than
// two rows of the text do, or is smaller.
func (d *document) setOff(e *edge) bool {
	const further, smaller = 1.3, 0.9
	rows, next := d.pages[e.page], e.index+1
	if !e.top {
		next = e.index - 1
	}
	if next < 0 || next >= len(rows) {
		return true
	}
	return math.Abs(rows[next].Y-e.Y) > further*d.pitch || e.Size < smaller*min(d.size, rows[next].Size)
}

// repeats reports whether e stands at its place on enough other pages nearby:
// on two where there are no more than three, else on three of the thirteen
// around it, as left and right pages may differ.
func (d *document) repeats(e *edge) bool {
	const around, larger = 6, 1.25
	if e.Size > larger*d.size || isLabel(e.pattern) {
		return false
	}
	enough, found, long := 3, 1, len(d.pages[e.page]) >= fewest
	if len(d.pages) <= 3 {
		enough = 2
	}
	for i := max(0, e.page-around); i < min(len(d.edges), e.page+around+1); i++ {
		if slices.ContainsFunc(d.edges[i], func(o edge) bool { return math.Abs(o.Y-e.Y) < d.near && e.follows(&o) }) {
			found++
			long = long || len(d.pages[i]) >= fewest
		}
	}
	return long && found >= enough
}

// follows reports whether o is e on another page: the same words, and numbers
// that are the same or grow as the pages do.
func (e *edge) follows(o *edge) bool {
	if o.page == e.page || o.top != e.top || o.pattern != e.pattern {
		return false
	}
	grows := false
	for i, n := range e.numbers {
		d := o.numbers[i] - n
		if d != 0 && d != o.page-e.page {
			return false
		}
		grows = grows || d != 0
	}
	return !grows || !isCounted(e.pattern)
}

// isPageNumber reports a row that is a page number by its form; a bare number
// only where another page has the one that it should have.
func (d *document) isPageNumber(e *edge) bool {
	if e.Table != 0 {
		return false
	}
	if e.pattern != "0" {
		return numbered.MatchString(e.pattern)
	}
	const around = 2
	for i := max(0, e.page-around); i < min(len(d.edges), e.page+around+1); i++ {
		if slices.ContainsFunc(d.edges[i], func(o edge) bool { return e.follows(&o) && o.numbers[0] != e.numbers[0] }) {
			return true
		}
	}
	return false
}

// numbered matches page numbers that cannot be taken for text; figures are 0.
var numbered = regexp.MustCompile(`^([-—–―─－·•~〜]+0[-—–―─－·•~〜]+|第0页(,|，|/)?(共0页)?|共0页第0页|0/0|(?i:page0(of0)?))$`)

// label matches the first words of an attachment, and counted what else is
// counted at the top of a page without being its number.
var (
	label   = regexp.MustCompile(`^附[件表录图]`)
	counted = regexp.MustCompile(`^(\p{Han}{1,4}0|第0[章节篇部编].*)$`)
)

func isLabel(pattern string) bool   { return label.MatchString(pattern) }
func isCounted(pattern string) bool { return counted.MatchString(pattern) }

// unmarkPartsOfTables takes the marks off tables that are not marked from end
// to end.
func unmarkPartsOfTables(rows []Row, marks []bool) {
	whole := map[int]bool{}
	for i, r := range rows {
		seen, ok := whole[r.Table]
		whole[r.Table] = marks[i] && (seen || !ok)
	}
	for i, r := range rows {
		if r.Table != 0 && !whole[r.Table] {
			marks[i] = false
		}
	}
}
