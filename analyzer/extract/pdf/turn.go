package pdf

import "math"

// upright returns the glyphs of a page as flows of text that runs from left
// to right: first the direction most of the page is written in, then the
// others. Slanted text comes last, and where it is little, as a watermark is,
// it is left out. The rules come back as they lie about the first flow.
func upright(glyphs []glyph, rules []box) ([][]glyph, []box) {
	var byTurn [5][]glyph
	for _, g := range glyphs {
		byTurn[g.turn] = append(byTurn[g.turn], g)
	}
	first := 0
	for turn := range slanted {
		if len(byTurn[turn]) > len(byTurn[first]) {
			first = turn
		}
	}
	var flows [][]glyph
	add := func(turn int) {
		flow := byTurn[turn]
		if len(flow) == 0 {
			return
		}
		place := func(b box) box { return b.turned(turn) }
		if isVertical(flow) {
			place = func(b box) box { return b.turned(turn).turned(3) }
			for i := range flow {
				flow[i].box = flow[i].box.turned(3)
			}
		}
		if len(flows) == 0 {
			for i, r := range rules {
				rules[i] = place(r)
			}
		}
		flows = append(flows, flow)
	}
	add(first)
	for turn := range slanted {
		if turn != first {
			add(turn)
		}
	}
	const little = 5 // times as much is written straight
	if n := len(byTurn[slanted]); n > 0 && little*n > len(glyphs) {
		flows = append(flows, byTurn[slanted])
	}
	return flows, rules
}

// turned is b after so many quarter turns clockwise about the origin.
func (b box) turned(turn int) box {
	switch turn {
	case 1:
		return box{b.y0, -b.x1, b.y1, -b.x0}
	case 2:
		return box{-b.x1, -b.y1, -b.x0, -b.y0}
	case 3:
		return box{-b.y1, b.x0, -b.y0, b.x1}
	}
	return b
}

// isVertical reports text written from top to bottom with upright hanzi:
// most of them stand below the one before. A quarter turn makes its columns,
// read from right to left, lines read from top to bottom.
func isVertical(flow []glyph) bool {
	below, beside := 0, 0
	for i := 1; i < len(flow); i++ {
		a, b := flow[i-1], flow[i]
		if !wide(a.r) || !wide(b.r) {
			continue
		}
		dx, dy := math.Abs(b.box.midX()-a.box.midX()), a.box.midY()-b.box.midY()
		switch {
		case dx < 0.2*a.size && 0.7*a.size < dy && dy < 2*a.size:
			below++
		case math.Abs(dy) < 0.2*a.size:
			beside++
		}
	}
	return below > 20 && below > 4*beside
}
