package outline

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// A page number that fell into the text cuts a sentence in two, and words
// with it. What is checked and compared is the mended text; every place in
// it can be said in the offsets of the text as it was.

// Mended is a document without what does not belong to it, and the way back.
type Mended struct {
	// Doc is the mended document; the original itself where nothing was
	// left out.
	Doc *text.Document
	// Left are the spans of the original that were left out, in order.
	Left []text.Span
	// at[i] is where in Doc the span Left[i] is missing.
	at []int
}

// Back gives the span of the original that span s of Doc came from. What was
// left out lies inside it only where it lies between characters of s.
func (m *Mended) Back(s text.Span) text.Span {
	if s.Empty() {
		p := m.original(s.Start, true)
		return text.Span{Start: p, End: p}
	}
	return text.Span{Start: m.original(s.Start, true), End: m.original(s.End, false)}
}

// original is the place of byte p in the original; where something is missing
// at p, the place after it or the one before. Cost: O(log of what was left
// out), for the sums are kept in at.
func (m *Mended) original(p int, after bool) int {
	lo, hi := 0, len(m.at)
	for lo < hi {
		mid := (lo + hi) / 2
		if m.at[mid] < p || after && m.at[mid] == p {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return p
	}
	return m.Left[lo-1].End + p - m.at[lo-1]
}

// Mend leaves out the page numbers of d and joins the sentences they cut.
// Cost: O(len(d.Text)).
func Mend(d *text.Document) *Mended {
	return leaveOut(d, pageCuts(d))
}

// Excerpt is the report p of d without the residue inside it, its sentences
// joined where a page number cut them. Cost: O(len(d.Text)).
func Excerpt(d *text.Document, p Part, residue []Residue) *Mended {
	cuts := []cut{{Span: text.Span{End: p.Span.Start}}}
	for _, c := range pageCuts(d) {
		if p.Span.Contains(c.Span) {
			cuts = append(cuts, c)
		}
	}
	cuts = merged(cuts, lineCuts(d, p, residue))
	if p.Span.End < len(d.Text) {
		cuts = append(cuts, cut{Span: text.Span{Start: p.Span.End, End: len(d.Text)}})
	}
	return leaveOut(d, cuts)
}

// lineCuts are the lines of residue inside p.
func lineCuts(d *text.Document, p Part, residue []Residue) []cut {
	var cuts []cut
	next := 0
	for _, r := range residue {
		if !p.Span.Contains(r.Span) {
			continue
		}
		for next < len(d.Blocks) && d.Blocks[next].Start < r.Span.End {
			next++
		}
		end := p.Span.End
		if next < len(d.Blocks) {
			end = min(end, d.Blocks[next].Start)
		}
		cuts = append(cuts, cut{Span: text.Span{Start: r.Span.Start, End: max(end, r.Span.End)}})
	}
	return cuts
}

// merged puts two ascending lists into one, without what overlaps; a goes
// before b.
func merged(a, b []cut) []cut {
	out := make([]cut, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		var c cut
		if len(b) == 0 || len(a) > 0 && a[0].Start <= b[0].Start {
			c, a = a[0], a[1:]
		} else {
			c, b = b[0], b[1:]
		}
		if n := len(out); n > 0 && c.Start < out[n-1].End {
			continue
		}
		out = append(out, c)
	}
	return out
}

// cut is a span to be left out.
type cut struct {
	text.Span
	joins bool // the blocks on both sides are one
}

// leaveOut builds d without the cuts, which ascend and are apart.
func leaveOut(d *text.Document, cuts []cut) *Mended {
	m := &Mended{Doc: d}
	var kept strings.Builder
	from, gone := 0, 0
	for _, c := range cuts {
		if c.Empty() {
			continue
		}
		kept.WriteString(d.Text[from:c.Start])
		from = c.End
		m.Left = append(m.Left, c.Span)
		m.at = append(m.at, c.Start-gone)
		gone += c.Len()
	}
	if len(m.Left) == 0 {
		return m
	}
	kept.WriteString(d.Text[from:])
	m.Doc = &text.Document{Text: kept.String(), Format: d.Format, Meta: d.Meta, Warnings: d.Warnings}
	m.Doc.Blocks = moved(d.Blocks, cuts)
	return m
}

// moved gives the blocks their places in the text without the cuts.
func moved(blocks []text.Block, cuts []cut) []text.Block {
	var out []text.Block
	k, gone := 0, 0 // cuts that end before the block, and their length
	for _, b := range blocks {
		for k < len(cuts) && cuts[k].End <= b.Start {
			gone += cuts[k].Len()
			k++
		}
		joins := k > 0 && cuts[k-1].joins && cuts[k-1].End == b.Start
		start, lost := b.Start-gone, 0
		for j := k; j < len(cuts) && cuts[j].Start < b.End; j++ {
			lost += cuts[j].Intersect(b.Span).Len()
			if cuts[j].Start <= b.Start && cuts[j].joins {
				joins = true
			}
			if cuts[j].Start < b.Start {
				start = cuts[j].Start - gone
			}
		}
		end := start + b.Len() - lost
		if end <= start {
			continue
		}
		if joins && len(out) > 0 {
			out[len(out)-1].End = end
			continue
		}
		label := b.Label
		if !label.Empty() {
			label = text.Span{Start: start, End: start + label.Len()}
		}
		out = append(out, text.Block{Span: text.Span{Start: start, End: end}, Kind: b.Kind, Level: b.Level, Label: label})
	}
	return out
}

var (
	// plainNumber is a page number that could as well be another figure.
	plainNumber = regexp.MustCompile(`^\d{1,3}$`)
	// gluedNumber is a page number before the rest of a cut sentence, which
	// begins with a mark that no sentence begins with: 2、、方法.
	gluedNumber = regexp.MustCompile(`^[-—–]?\s*\d{1,3}\s*([-—–、.．]\s*[、，。；！？”》]|[，。；！？”》])`)
	// inlineNumber is a page number inside a paragraph, between two hanzi.
	inlineNumber = regexp.MustCompile(`(\p{Han}[，、]?)(\s*[-—–]\s*\d{1,3}\s*[-—–]\s*|\s*第\s*\d{1,3}\s*页[\s，,/／]*共\s*\d{1,3}\s*页\s*)\p{Han}`)
)

// pageCuts finds the page numbers of d and the sentences they cut.
func pageCuts(d *text.Document) []cut {
	var cuts []cut
	last := -1 // the last block that is no page number
	for i := 0; i < len(d.Blocks); i++ {
		b := d.Blocks[i]
		if b.Kind == text.Paragraph && isPageNumber(b.Of(d.Text)) {
			to := nextNoPage(d, i)
			if c, ok := lineCut(d, last, i, to); ok {
				cuts = append(cuts, c)
			}
			i = to - 1
			continue
		}
		if n := glued(d, last, i); n > 0 {
			start := d.Blocks[last].End
			if k := len(cuts); k > 0 {
				start = max(start, cuts[k-1].End)
			}
			cuts = append(cuts, cut{text.Span{Start: start, End: b.Start + n}, true})
		}
		cuts = append(cuts, inlineCuts(d, b)...)
		last = i
	}
	return cuts
}

// nextNoPage is the first block from i on that is no page number.
func nextNoPage(d *text.Document, i int) int {
	for i < len(d.Blocks) && isPageNumber(d.Blocks[i].Of(d.Text)) {
		i++
	}
	return i
}

// lineCut leaves out the page numbers on blocks i to next, which stand below
// block last.
func lineCut(d *text.Document, last, i, next int) (cut, bool) {
	if next < len(d.Blocks) && last >= 0 && goesOver(d, last, next) {
		return cut{text.Span{Start: d.Blocks[last].End, End: d.Blocks[next].Start}, true}, true
	}
	for _, b := range d.Blocks[i:next] {
		if plainNumber.MatchString(b.Of(d.Text)) {
			return cut{}, false // not sure to be one
		}
	}
	end := len(d.Text)
	if next < len(d.Blocks) {
		end = d.Blocks[next].Start
	}
	return cut{Span: text.Span{Start: d.Blocks[i].Start, End: end}}, true
}

// The fewest characters of a line that was cut in the middle of a sentence,
// and of one that ends in a comma.
const (
	minCut   = 20
	minComma = 6
)

// stopsInside reports whether paragraph b stops in the middle of a sentence: it is
// long and has no mark at its end, or a comma.
func stopsInside(d *text.Document, b text.Block) bool {
	t := b.Of(d.Text)
	r, _ := utf8.DecodeLastRuneInString(t)
	least := minCut
	if strings.ContainsRune("，、,", r) {
		least = minComma
	}
	return b.Kind == text.Paragraph && openEnd(t) && text.Chars(t) >= least
}

// goesOver reports whether the sentence on block a goes on with block b,
// which begins neither with a number nor as a heading.
func goesOver(d *text.Document, a, b int) bool {
	_, numbered := ScanNumber(d.Blocks[b].Of(d.Text))
	return numbered == 0 && d.Blocks[b].Kind == text.Paragraph && stopsInside(d, d.Blocks[a])
}

// glued is the length of a page number before the rest of a cut sentence at
// the beginning of block i, else 0.
func glued(d *text.Document, last, i int) int {
	if last < 0 || d.Blocks[i].Kind != text.Paragraph || !stopsInside(d, d.Blocks[last]) {
		return 0
	}
	m := gluedNumber.FindString(d.Blocks[i].Of(d.Text))
	_, mark := utf8.DecodeLastRuneInString(m)
	return len(m) - mark
}

// inlineCuts are the page numbers inside block b.
func inlineCuts(d *text.Document, b text.Block) []cut {
	t := b.Of(d.Text)
	if !strings.ContainsAny(t, "-—–页") {
		return nil
	}
	var cuts []cut
	for at := 0; at < len(t); {
		m := inlineNumber.FindStringSubmatchIndex(t[at:])
		if m == nil {
			break
		}
		cuts = append(cuts, cut{Span: text.Span{Start: b.Start + at + m[4], End: b.Start + at + m[5]}})
		at += m[5]
	}
	return cuts
}
