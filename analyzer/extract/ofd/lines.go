package ofd

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// line is the runs of a page that stand beside one another.
type line struct {
	text   string
	x0, x1 float64
	y      float64
	size   float64
	// row marks a line whose parts stand far apart, and one that is not
	// written from left to right.
	row   bool
	first bool // of its page
}

// lines puts the runs of a page into lines from top to bottom.
func (p *page) lines() []line {
	runs := undouble(p.runs)
	var out []line
	for start := 0; start < len(runs); {
		end := start + 1
		for end < len(runs) && sameLine(runs[start], runs[end]) {
			end++
		}
		row := slices.Clone(runs[start:end])
		slices.SortStableFunc(row, func(a, b run) int { return cmp.Compare(a.x0, b.x0) })
		if l := newLine(row); strings.TrimSpace(l.text) != "" {
			out = append(out, l)
		}
		start = end
	}
	if len(out) > 0 {
		out[0].first = true
	}
	return out
}

func sameLine(a, b run) bool {
	return !a.own && !b.own && math.Abs(a.y-b.y) < 0.4*max(a.size, b.size)
}

// undouble sorts the runs from top to bottom and drops those that are drawn
// a second time nearly over the first, as bold letters once were.
func undouble(runs []run) []run {
	type cell struct {
		text string
		x, y int
	}
	seen := map[cell]bool{}
	var out []run
	for _, r := range runs {
		near := max(r.size/4, 0.1)
		x, y := int(math.Floor(r.x0/near)), int(math.Floor(r.y/near))
		double := false
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				double = double || seen[cell{r.text, x + dx, y + dy}]
			}
		}
		if double && strings.TrimSpace(r.text) != "" {
			continue
		}
		seen[cell{r.text, x, y}] = true
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b run) int { return cmp.Compare(a.y, b.y) })
	return out
}

// newLine joins runs. Those that stand apart like the cells of a table are
// parted by tabs, words by spaces.
func newLine(row []run) line {
	const cells, words = 2, 0.3
	l := line{x0: row[0].x0, y: row[0].y, row: row[0].own}
	var b strings.Builder
	var last rune
	for i, r := range row {
		gap := (r.x0 - l.x1) / max(r.size, 0.1)
		first := []rune(r.text)[0]
		switch {
		case i == 0:
		case gap > cells:
			b.WriteByte('\t')
			l.row = true
		case gap > words && width(last) < 1 && width(first) < 1 && !unicode.IsSpace(last) && !unicode.IsSpace(first):
			b.WriteByte(' ')
		}
		b.WriteString(r.text)
		if s := strings.TrimRight(r.text, " 　"); s != "" {
			letters := []rune(r.text)
			last = letters[len(letters)-1]
			l.size = max(l.size, r.size)
		}
		l.x1 = max(l.x1, r.x1)
	}
	trimmed := strings.TrimLeft(b.String(), " 　\u00a0")
	// Blanks at the start are an indent like any other.
	l.x0 += indentOf(b.String()[:len(b.String())-len(trimmed)]) * l.size
	l.text = strings.TrimRight(trimmed, " 　\u00a0\t")
	return l
}

func indentOf(blanks string) float64 {
	n := 0.0
	for _, r := range blanks {
		n += width(r)
	}
	return n
}
