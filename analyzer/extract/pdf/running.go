package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

const (
	// edgeRows is how many rows at the top and at the bottom of a page may be
	// running heads and feet.
	edgeRows = 3
	// samePlace is how far apart, in points, two running heads may stand.
	samePlace = 4
)

// edge is a row near the top or the bottom of a page.
type edge struct {
	page int
	top  bool
	at   int // from the border of the page, 0 for the outermost row
	row  []*run
	y    float64
	text string // without spaces, and with "0" for every number
	// numbers are the numbers in text, those that fit into an int.
	numbers []int
}

// dropRunning takes running heads, feet and page numbers off the pages: rows
// at the edge that stand at the same place with the same words on most pages
// of the same side, where a number may grow as the pages do. A page number by
// itself goes where its signs say that it is one. A page of nothing else is
// left as it is.
func dropRunning(pages [][]*run) {
	var edges []edge
	for i, runs := range pages {
		edges = append(edges, edgesOf(i, rows(runs))...)
	}
	drop := map[*run]bool{}
	for i, e := range edges {
		if repeated(edges, i, len(pages)) || e.at == 0 && isPageNumber(e.text, len(pages)) {
			for _, r := range e.row {
				drop[r] = true
			}
		}
	}
	for i, runs := range pages {
		if rest := slices.DeleteFunc(slices.Clone(runs), func(r *run) bool { return drop[r] }); len(rest) > 0 {
			pages[i] = rest
		}
	}
}

func edgesOf(page int, rows [][]*run) []edge {
	var out []edge
	for i, row := range rows {
		e := edge{page: page, row: row, y: row[0].box.midY(), at: i, top: true}
		if i >= edgeRows || i >= (len(rows)+1)/2 {
			e.at, e.top = len(rows)-1-i, false
		}
		if e.at < edgeRows {
			e.text, e.numbers = pattern(row)
			out = append(out, e)
		}
	}
	return out
}

// pattern is the text of a row without spaces and with 0 for every number,
// and the numbers.
func pattern(row []*run) (string, []int) {
	var b strings.Builder
	var numbers []int
	number := false
	for _, r := range row {
		for _, g := range r.glyphs {
			switch digit := digitOf(g.r); {
			case digit >= 0 && number:
				last := &numbers[len(numbers)-1]
				*last = min(*last*10+digit, math.MaxInt32)
			case digit >= 0:
				b.WriteByte('0')
				numbers = append(numbers, digit)
				number = true
			case g.r != ' ':
				b.WriteRune(g.r)
				number = false
			}
		}
		number = false
	}
	return b.String(), numbers
}

// digitOf is the value of a digit of either width, -1 for anything else.
func digitOf(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case '０' <= r && r <= '９':
		return int(r - '０')
	}
	return -1
}

// alike reports whether o is e on another page: the same words at the same
// height, and numbers that are the same or grow as the pages do.
func (e *edge) alike(o *edge) bool {
	if o.page == e.page || o.top != e.top || math.Abs(o.y-e.y) >= samePlace || o.text != e.text {
		return false
	}
	for i, n := range e.numbers {
		if d := o.numbers[i] - n; d != 0 && d != o.page-e.page {
			return false
		}
	}
	return true
}

// repeated reports whether edge i stands at its place on enough other pages
// nearby: on both of two pages, or on half of the six around it that are on
// its own side, left or right.
func repeated(edges []edge, i, pages int) bool {
	const around = 6
	e, found := &edges[i], 1
	for j := i - 1; j >= 0 && edges[j].page >= e.page-around; j-- {
		if e.alike(&edges[j]) {
			found++
		}
	}
	for j := i + 1; j < len(edges) && edges[j].page <= e.page+around; j++ {
		if e.alike(&edges[j]) {
			found++
		}
	}
	switch {
	case pages < 3:
		return found == pages && pages == 2
	case pages < 6:
		return found >= 2
	}
	return found >= 3
}

// numbered matches page numbers that cannot be taken for text; figures are 0.
var numbered = regexp.MustCompile(`^([-—–―─·•~〜]+0[-—–―─·•~〜]+|第0页(,|，|/)?(共0页)?|共0页第0页|0/0|(?i:page0(of0)?))$`)

// isPageNumber reports the text of a row that is a page number by its form:
// with dashes around it or words; a bare number only among several pages.
func isPageNumber(text string, pages int) bool {
	return numbered.MatchString(text) || text == "0" && pages > 1
}
