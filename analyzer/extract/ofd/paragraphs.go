package ofd

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/text"
)

// layout turns pages into the pieces of a document.
func layout(pages []*page) []blocks.Piece {
	all := make([][]line, len(pages))
	for i, p := range pages {
		all[i] = p.lines()
	}
	dropRunning(all)
	return newSetting(all).paragraphs(slices.Concat(all...))
}

// setting is how a document is set: where its lines begin and end, and the
// usual distance between two of them, in their height.
type setting struct{ left, right, pitch float64 }

func newSetting(pages [][]line) setting {
	var lefts, rights, pitches []float64
	for _, lines := range pages {
		for i, l := range lines {
			if l.row {
				continue
			}
			lefts, rights = append(lefts, l.x0), append(rights, l.x1)
			if i > 0 && !lines[i-1].row && alike(l.size, lines[i-1].size) {
				pitches = append(pitches, (l.y-lines[i-1].y)/l.size)
			}
		}
	}
	if len(lefts) == 0 {
		return setting{}
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	slices.Sort(pitches)
	// A few lines may hang out of the text.
	const few = 20
	s := setting{left: lefts[len(lefts)/few], right: rights[len(rights)-1-len(rights)/few], pitch: 2.5}
	if len(pitches) > 0 {
		s.pitch = pitches[(len(pitches)-1)/2]
	}
	return s
}

func alike(a, b float64) bool { return math.Abs(a-b) <= 0.12*max(a, b) }

// paragraphs joins lines to paragraphs. Cost: O(characters).
func (s setting) paragraphs(lines []line) []blocks.Piece {
	var out []blocks.Piece
	var cur strings.Builder
	for i, l := range lines {
		if i > 0 && s.continues(lines[i-1], l) {
			if needsSpace(lines[i-1].text, l.text) {
				cur.WriteByte(' ')
			}
			cur.WriteString(l.text)
			continue
		}
		out = appendPiece(out, &cur, i > 0 && lines[i-1].row)
		cur.WriteString(l.text)
	}
	return appendPiece(out, &cur, len(lines) > 0 && lines[len(lines)-1].row)
}

func appendPiece(out []blocks.Piece, cur *strings.Builder, row bool) []blocks.Piece {
	p := blocks.Piece{Text: cur.String(), Kind: text.Paragraph}
	cur.Reset()
	if row && strings.Contains(p.Text, "\t") {
		p.Kind = text.TableRow
	}
	return append(out, p)
}

// numbering matches how a numbered paragraph begins.
var numbering = regexp.MustCompile(`^([一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十百0-9]{1,4}[章节条部]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[、．.][^0-9]|[①-⑳⑴-⒇])`)

// leader matches a line of a table of contents.
var leader = regexp.MustCompile(`(\.{4,}|…{2,}|·{4,})\s*[0-9ivxIVX]*$`)

// endings are the marks after which a paragraph may end.
const endings = "。！？；：.!?;:…”』」）)》"

// continues reports whether l goes on with the paragraph that a ends with:
// a reaches the right border, and l begins at the left one.
func (s setting) continues(a, l line) bool {
	const slack, indent = 1.6, 0.6
	const fewest = 7 // characters that a column of running text holds at least
	if s.right-s.left < fewest*l.size {
		return false
	}
	if a.row || l.row || !alike(a.size, l.size) || leader.MatchString(a.text) {
		return false
	}
	d := (l.y - a.y) / l.size
	if !l.first && (d <= 0 || d > 1.3*s.pitch+0.1) {
		return false
	}
	if s.right-a.x1 > slack*l.size || l.x0-s.left > indent*l.size {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(a.text)
	return !(strings.ContainsRune(endings, last) && numbering.MatchString(l.text))
}

// needsSpace reports whether the words at a line's end and the next one's
// start would run together.
func needsSpace(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return width(last) < 1 && width(first) < 1 && last != '-'
}
