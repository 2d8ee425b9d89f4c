package pdf

import (
	"slices"
	"strings"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/text"
)

// line is a line of running text with the place it has in its column.
type line struct {
	text        string
	box         box
	size        float64
	left, right float64 // borders of its column
	// row marks a line that ends with itself: a row of a table, or one whose
	// parts stand far apart.
	row bool
	// table marks a row of a table.
	table bool
	// start marks the first line of a column or page.
	start bool
}

// lines puts a page's runs into lines in reading order.
func (p *layoutPage) lines(k *columns) []line {
	tables, rest := takeTables(p.grids, p.runs)
	var out []line
	for _, r := range k.regions(rest) {
		first := len(out)
		for _, row := range r.rows {
			for len(tables) > 0 && tables[0].box.midY() > row[0].box.midY() && r.left == r.right {
				out = append(out, tables[0].lines()...)
				tables = tables[1:]
			}
			out = append(out, newLine(row, r))
		}
		if first < len(out) {
			out[first].start = true
		}
	}
	for _, t := range tables {
		out = append(out, t.lines()...)
	}
	markTables(out)
	return out
}

// newLine makes a line of a row; parts that stand apart are parted by tabs.
func newLine(row []*run, r region) line {
	l := line{box: row[0].box, size: row[0].size, left: r.left, right: r.right, row: len(row) > 1}
	parts := make([]string, len(row))
	for i, x := range row {
		parts[i] = x.text()
		l.box = l.box.union(x.box)
		l.size = max(l.size, x.size)
	}
	l.text = strings.Join(parts, "\t")
	return l
}

// markTables takes two and more rows in a row for a table without rules.
func markTables(all []line) {
	for i := range all {
		before, after := i > 0 && all[i-1].row, i+1 < len(all) && all[i+1].row
		if all[i].row && (before || after) {
			all[i].table = true
		}
	}
}

// lines are the rows of a table.
func (t *table) lines() []line {
	var out []line
	for _, row := range t.tableRows() {
		l := line{row: true, table: true, box: row[0].box, size: row[0].runs[0].size}
		cells := make([]blocks.Piece, len(row))
		for i, c := range row {
			cells[i].Text = c.text()
			l.box = l.box.union(c.box)
		}
		l.text = blocks.Row(cells).Text
		out = append(out, l)
	}
	return out
}

// text joins the lines of a cell to paragraphs.
func (c *cell) text() string {
	const padding = 6
	var in []line
	for _, row := range rows(c.runs) {
		l := newLine(row, region{left: c.box.x0 + padding, right: c.box.x1 - padding})
		in = append(in, l)
	}
	in[0].start = true
	s := newSetting(in)
	s.centred = true
	var parts []string
	for _, p := range s.paragraphs(in) {
		parts = append(parts, p.Text)
	}
	return strings.Join(parts, "\n")
}

// layoutPage is a page on its way to lines.
type layoutPage struct {
	runs  []*run
	grids []table
	// others are flows in other directions than the page's main one.
	others [][]*run
}

func newLayoutPage(p *page) *layoutPage {
	flows, rules := upright(p.glyphs, p.rules)
	out := &layoutPage{grids: grids(rules)}
	for i, flow := range flows {
		if i == 0 {
			out.runs = runs(flow)
		} else {
			out.others = append(out.others, runs(flow))
		}
	}
	return out
}

// layout turns pages into the pieces of a document.
func layout(pages []*page) []blocks.Piece {
	laid := make([]*layoutPage, len(pages))
	for i, p := range pages {
		laid[i] = newLayoutPage(p)
	}
	dropRunning(laid)
	k := &columns{}
	for _, p := range laid {
		p.lines(k) // to know the columns
	}
	var all []line
	for _, p := range laid {
		all = append(all, p.lines(k)...)
		for _, other := range p.others {
			for _, row := range rows(other) {
				l := newLine(row, region{})
				l.row = true
				all = append(all, l)
			}
		}
	}
	k.narrow(all)
	widen(all)
	s := newSetting(all)
	return s.paragraphs(all)
}

func kindOf(l line) text.BlockKind {
	if l.table {
		return text.TableRow
	}
	return text.Paragraph
}

// narrow gives lines that stand alone on their page, in a column that other
// pages have, the borders of that column.
func (k *columns) narrow(all []line) {
	for i := 0; i < len(all); {
		left, right, ok := k.fits(all[i].box, all[i].size)
		j, full := i, 0
		for ; ok && j < len(all) && (j == i || !all[j].start); j++ {
			l := all[j]
			if l.row || l.left != l.right || l.box.x0 < left-l.size || l.box.x1 > right+l.size {
				break
			}
			if l.box.x1 > right-2*l.size {
				full++
			}
		}
		if 2*full >= j-i {
			for n := i; n < j; n++ {
				all[n].left, all[n].right = left, right
			}
		}
		i = max(j, i+1)
	}
}

// widen gives the lines that lie in no column of their own the borders of the
// document's text.
func widen(all []line) {
	var lefts, rights []float64
	for _, l := range all {
		if l.left == l.right && !l.row {
			lefts, rights = append(lefts, l.box.x0), append(rights, l.box.x1)
		}
	}
	if len(lefts) == 0 {
		return
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	// A few lines may hang out of the text.
	left, right := lefts[len(lefts)/50], rights[len(rights)-1-len(rights)/50]
	for i := range all {
		if all[i].left == all[i].right {
			all[i].left, all[i].right = left, right
		}
	}
}
