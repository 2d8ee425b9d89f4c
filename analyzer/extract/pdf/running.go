package pdf

import (
	"slices"
	"strings"

	"hegao/analyzer/extract/running"
)

// samePlace is how far apart, in points, two running heads may stand.
const samePlace = 4

// dropRunning takes running heads, feet and page numbers off the pages.
func dropRunning(pages []*layoutPage) {
	laid := make([][][]*run, len(pages))
	told := make([][]running.Row, len(pages))
	for i, p := range pages {
		laid[i] = rows(p.runs)
		in := p.tableOf()
		for _, row := range laid[i] {
			told[i] = append(told[i], tell(row, in))
		}
	}
	for i, marks := range running.Find(told, samePlace) {
		drop := map[*run]bool{}
		for j, row := range laid[i] {
			for _, r := range row {
				drop[r] = marks[j]
			}
		}
		pages[i].runs = slices.DeleteFunc(pages[i].runs, func(r *run) bool { return drop[r] })
	}
}

// tableOf numbers the tables of a page from 1 on and says in which a run
// lies.
func (p *layoutPage) tableOf() map[*run]int {
	in := map[*run]int{}
	tables, _ := takeTables(p.grids, p.runs)
	for i, t := range tables {
		for _, r := range t.runs {
			in[r] = i + 1
		}
	}
	return in
}

func tell(row []*run, in map[*run]int) running.Row {
	told := running.Row{Y: row[0].box.midY()}
	var b strings.Builder
	for _, r := range row {
		// A blank keeps the numbers of two cells apart.
		b.WriteString(r.text() + " ")
		told.Size = max(told.Size, r.size)
		told.Table = max(told.Table, in[r])
	}
	told.Text = b.String()
	return told
}
