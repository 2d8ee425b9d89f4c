package outline

// Headings become a tree: a style that is new goes one level below the one
// before it, or back out where its style stands further out; a style that is
// already open closes all that opened after it.

// frame is an open heading while the tree is built.
type frame struct {
	key     int // its style, see key
	ordinal int
	heading int // index
}

// nest gives every heading its level and its body. Cost: O(headings) times
// the number of styles.
func (p *parser) nest() {
	heads := p.out.Headings
	next := nextOfKey(heads)
	var open []frame
	end := len(p.doc.Text)
	if p.last < len(p.doc.Blocks) {
		end = p.doc.Blocks[p.last].Start
	}
	bare := p.bareKey(heads)
	below := map[[2]int]bool{} // keys that stood inside another one
	for i := range heads {
		h := &heads[i]
		k := key(*h)
		if k == 0 {
			k = bare(open)
		}
		k = strayKey(open, heads, next, i, k)
		depth := depthOf(open, k, func(f frame) bool { return below[[2]int{f.key, k}] || goesOn(f, heads, next) })
		for _, f := range open[depth:] {
			heads[f.heading].Body.End = h.Span.Start
		}
		if open = open[:depth]; depth > 0 {
			below[[2]int{open[depth-1].key, k}] = true
		}
		open = append(open, frame{k, h.Number.Ordinal, i})
		h.Level = len(open)
		h.Body.Start, h.Body.End = h.Span.End, max(end, h.Span.End)
	}
}

// key orders headings from the outside in: by the style of the number, for
// an unnumbered one by the level its file gives it; 0 where nothing says so.
func key(h Heading) int {
	switch {
	case h.Number.Style == Chapter && h.Number.Form == "章":
		return int(Chapter)*10 + 5 // inside 第一部分 and 第一篇
	case h.Number.Style == Dotted:
		return int(Dotted)*10 + min(h.Number.Depth, 9)
	case h.Number.Style != None:
		return int(h.Number.Style) * 10
	case h.Level > 0:
		return int(Hanzi)*10 + 10*(h.Level-1)
	}
	return 0
}

// bareKey gives the key of headings with neither number nor level: outermost
// where the report numbers nothing, else just inside what is open where the
// first of them stands.
func (p *parser) bareKey(heads []Heading) func(open []frame) int {
	chosen := 0
	for _, h := range heads {
		if key(h) > 0 {
			chosen = -1
			break
		}
	}
	return func(open []frame) int {
		switch {
		case chosen > 0:
		case chosen == 0 || len(open) == 0:
			return int(Hanzi) * 10
		default:
			chosen = open[len(open)-1].key + 1
		}
		return chosen
	}
}

// nextOfKey finds for every heading the next one with its key, or -1.
func nextOfKey(heads []Heading) []int {
	next := make([]int, len(heads))
	last := map[int]int{}
	for i := len(heads) - 1; i >= 0; i-- {
		k := key(heads[i])
		next[i] = -1
		if j, ok := last[k]; ok {
			next[i] = j
		}
		last[k] = i
	}
	return next
}

// strayKey: (3) between （二） and （四） is one of theirs, mistyped.
func strayKey(open []frame, heads []Heading, next []int, i, k int) int {
	n := heads[i].Number.Ordinal
	if n < 2 || len(open) == 0 || isOpen(open, k) {
		return k
	}
	for j := len(open) - 1; j >= 0; j-- {
		f := open[j]
		if f.ordinal != n-1 {
			continue
		}
		after := next[f.heading]
		if after >= 0 && heads[after].Number.Ordinal == n+1 || after < 0 && bracketed(heads[i]) && bracketed(heads[f.heading]) {
			return f.key
		}
	}
	return k
}

// bracketed reports whether brackets stand around a heading's number.
func bracketed(h Heading) bool {
	return h.Number.Style == ParenHanzi || h.Number.Style == ParenArabic
}

func isOpen(open []frame, k int) bool {
	for _, f := range open {
		if f.key == k {
			return true
		}
	}
	return false
}

// depthOf is how many of the open headings stay open before one with key k:
// those further out, and those that hold it although they should stand
// further in.
func depthOf(open []frame, k int, holds func(frame) bool) int {
	for j, f := range open {
		if f.key == k {
			return j
		}
	}
	depth := len(open)
	for depth > 0 && open[depth-1].key > k && !holds(open[depth-1]) {
		depth--
	}
	return depth
}

// goesOn reports whether the list of an open heading has its next number
// still to come: 1、 around （一） and （二）, then 2、.
func goesOn(f frame, heads []Heading, next []int) bool {
	after := next[f.heading]
	return f.ordinal > 0 && after >= 0 && heads[after].Number.Ordinal == f.ordinal+1
}
