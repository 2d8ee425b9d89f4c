package ofd

import "hegao/analyzer/extract/running"

// samePlace is how far apart, in millimetres, two running heads may stand.
const samePlace = 1.5

// dropRunning takes running heads, feet and page numbers off the pages.
func dropRunning(pages [][]line) {
	told := make([][]running.Row, len(pages))
	for i, lines := range pages {
		for _, l := range lines {
			told[i] = append(told[i], running.Row{Text: l.text, Y: l.y, Size: l.size})
		}
	}
	for i, marks := range running.Find(told, samePlace) {
		var kept []line
		for j, l := range pages[i] {
			if !marks[j] {
				kept = append(kept, l)
			}
		}
		if len(kept) > 0 {
			kept[0].first = true
		}
		pages[i] = kept
	}
}
