package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// run is a piece of a line: characters that follow one another without a
// gap wider than a character.
type run struct {
	glyphs []glyph
	box    box
	size   float64 // of most of its characters
}

// em is the width of a hanzi in r.
func (r *run) em() float64 { return r.size }

func (r *run) text() string {
	var b strings.Builder
	for i, g := range r.glyphs {
		if i > 0 && needsSpace(r.glyphs[i-1], g) {
			b.WriteByte(' ')
		}
		b.WriteRune(g.r)
	}
	return strings.TrimSpace(b.String())
}

// needsSpace reports a gap between two words that the file shows by their
// places alone. Between hanzi, and between hanzi and figures, a gap is only
// how the line was set.
func needsSpace(a, b glyph) bool {
	if a.r == ' ' || b.r == ' ' || wide(a.r) || wide(b.r) {
		return false
	}
	return b.box.x0-a.box.x1 > 0.17*max(a.size, b.size)
}

// runs puts glyphs that follow one another in the file into runs, and joins
// those that touch on the page, whatever their order in the file.
func runs(glyphs []glyph) []*run {
	var out []*run
	var cur *run
	for _, g := range glyphs {
		if cur == nil || !cur.takes(g) {
			cur = &run{box: g.box}
			out = append(out, cur)
		}
		cur.glyphs = append(cur.glyphs, g)
		cur.box = cur.box.union(g.box)
	}
	out = slices.DeleteFunc(out, func(r *run) bool { return !r.trim() })
	return joinTouching(out)
}

// takes reports whether g follows r's last glyph on its line.
func (r *run) takes(g glyph) bool {
	last := r.glyphs[len(r.glyphs)-1]
	gap := g.box.x0 - last.box.x1
	em := max(last.size, g.size)
	return sameRow(last.box, g.box) && -0.5*em < gap && gap < 0.9*em && g.box.x0 > last.box.x0-0.1*em
}

// sameRow reports whether two boxes stand side by side on one line.
func sameRow(a, b box) bool {
	overlap := min(a.y1, b.y1) - max(a.y0, b.y0)
	return overlap > 0.5*min(a.height(), b.height())
}

// trim takes blanks off both ends and works out box and size; it reports
// whether anything is left.
func (r *run) trim() bool {
	for len(r.glyphs) > 0 && r.glyphs[0].r == ' ' {
		r.glyphs = r.glyphs[1:]
	}
	for len(r.glyphs) > 0 && r.glyphs[len(r.glyphs)-1].r == ' ' {
		r.glyphs = r.glyphs[:len(r.glyphs)-1]
	}
	if len(r.glyphs) == 0 {
		return false
	}
	r.measure()
	return true
}

func (r *run) measure() {
	r.box = r.glyphs[0].box
	sizes := make([]float64, len(r.glyphs))
	for i, g := range r.glyphs {
		r.box = r.box.union(g.box)
		sizes[i] = g.size
	}
	slices.Sort(sizes)
	r.size = sizes[len(sizes)/2]
}

// joinTouching joins runs that lie next to one another on a line, as where
// figures were drawn after all the hanzi. Cost: O(n log n).
func joinTouching(all []*run) []*run {
	var out []*run
	for _, row := range rows(all) {
		cur := row[0]
		for _, next := range row[1:] {
			gap := next.box.x0 - cur.box.x1
			if gap < 0.9*max(cur.em(), next.em()) && sameRow(cur.box, next.box) {
				cur.join(next)
				continue
			}
			out = append(out, cur)
			cur = next
		}
		out = append(out, cur)
	}
	return out
}

// join adds the glyphs of a run to the right of r; a glyph drawn a second
// time over the first, to make it bold, is left out.
func (r *run) join(next *run) {
	overlap := next.box.x0 < r.box.x1-0.5*r.em()
	if overlap && r.text() == next.text() && math.Abs(r.box.x0-next.box.x0) < 0.3*r.em() {
		return
	}
	r.glyphs = append(r.glyphs, next.glyphs...)
	if overlap {
		slices.SortStableFunc(r.glyphs, func(a, b glyph) int { return cmp.Compare(a.box.x0, b.box.x0) })
	}
	r.measure()
}

// rows sorts runs into rows from top to bottom, each from left to right.
func rows(all []*run) [][]*run {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b *run) int { return cmp.Compare(b.box.midY(), a.box.midY()) })
	var out [][]*run
	var around box // of the row's first run
	for _, r := range sorted {
		if len(out) == 0 || !sameRow(around, r.box) {
			out = append(out, nil)
			around = r.box
		}
		last := len(out) - 1
		out[last] = append(out[last], r)
	}
	for _, row := range out {
		slices.SortStableFunc(row, func(a, b *run) int { return cmp.Compare(a.box.x0, b.box.x0) })
	}
	return out
}

// wide reports the characters that are set without spaces between them:
// hanzi, kana and their marks.
func wide(r rune) bool {
	return 0x2e80 <= r && r <= 0xa4cf || 0xf900 <= r && r <= 0xfaff || 0xfe30 <= r && r <= 0xfe4f ||
		0xff00 <= r && r <= 0xffef || 0x20000 <= r && r <= 0x3ffff || 0x2018 <= r && r <= 0x2026 || r == '—' || r == '·'
}
