package ofd

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

const (
	// edgeLines is how many lines at the top and at the bottom of a page may
	// be running heads and feet.
	edgeLines = 2
	// samePlace is how far apart, in millimetres, two of them may stand.
	samePlace = 1.5
	// fewestLines is how many lines a page has at least where some of them
	// are taken for heads.
	fewestLines = 2*edgeLines + 2
)

// edge is a line near the top or the bottom of a page.
type edge struct {
	page, index int
	y           float64
	pattern     string
	outermost   bool
	alone       bool // the page is too short to tell heads from text
}

// dropRunning takes running heads, feet and page numbers off the pages:
// lines at the edge that stand at the same place with the same words,
// figures apart, on at least three pages or on both of two, and page numbers
// by their form. Cost: O(n log n) in the edges.
func dropRunning(pages [][]line) {
	groups := map[string][]edge{}
	for i, lines := range pages {
		for _, e := range edgesOf(i, lines) {
			groups[e.pattern] = append(groups[e.pattern], e)
		}
	}
	drop := map[[2]int]bool{}
	for pattern, all := range groups {
		slices.SortFunc(all, func(a, b edge) int { return cmp.Compare(a.y, b.y) })
		for start := 0; start < len(all); {
			end := start + 1
			for end < len(all) && all[end].y-all[end-1].y < samePlace {
				end++
			}
			repeated := end-start >= min(3, max(2, len(pages)))
			for _, e := range all[start:end] {
				if repeated && !e.alone || e.outermost && isPageNumber(pattern, len(pages)) {
					drop[[2]int{e.page, e.index}] = true
				}
			}
			start = end
		}
	}
	for i, lines := range pages {
		var kept []line
		for j, l := range lines {
			if !drop[[2]int{i, j}] {
				kept = append(kept, l)
			}
		}
		if len(kept) > 0 {
			kept[0].first = true
		}
		pages[i] = kept
	}
}

func edgesOf(page int, lines []line) []edge {
	var out []edge
	for i, l := range lines {
		below := len(lines) - 1 - i
		if i >= edgeLines && below >= edgeLines || len(lines) < 2 {
			continue
		}
		out = append(out, edge{
			page: page, index: i, y: l.y, pattern: pattern(l.text),
			outermost: i == 0 || below == 0, alone: len(lines) < fewestLines,
		})
	}
	return out
}

// pattern is a text without spaces and with 0 for every number.
func pattern(s string) string {
	var b strings.Builder
	number := false
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			if !number {
				b.WriteByte('0')
			}
			number = true
		case !unicode.IsSpace(r):
			number = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// numbered matches page numbers that cannot be taken for text; figures are 0.
var numbered = regexp.MustCompile(`^([-—–―─·•~〜]+0[-—–―─·•~〜]+|第0页(,|，|/)?(共0页)?|共0页第0页|0/0)$`)

// isPageNumber reports a pattern that is a page number by its form; a bare
// number only among several pages.
func isPageNumber(pattern string, pages int) bool {
	return numbered.MatchString(pattern) || pattern == "0" && pages > 1
}
