package ui

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// paper is a text as it reads on paper: its lines as paragraphs, each in the
// pieces that its marks cut it into.
type paper struct{ Paragraphs []paragraph }

// paragraph is one line of the text.
type paragraph struct {
	// Class is "title", "salute", "heading", "row", "sign" or "" for running
	// text. Level is a heading's, from 1.
	Class  string
	Level  int
	Pieces []*piece
}

// piece is a stretch of text inside the marks over it, one in another.
type piece struct {
	Text  string // of the innermost piece
	Mark  *shown // nil for the innermost
	Inner *piece
}

// shown is a mark on one piece of its text.
type shown struct {
	Element string // "mark", "b", "ins", "del" or "span"
	Class   string
	Label   string
	Name    string // the mark's anchor, on every piece
	ID      string // the anchor, on its first piece only
	Tag     string // behind its last piece only
	Href    string
}

// heading is a heading of a text as the pages use it.
type heading struct {
	Level int
	Title string // with its number
	Span  text.Span
	ID    string // anchor
}

// newPaper lays out t. title is the text's title without spaces; marks may
// overlap as they like.
func newPaper(t, title string, headings []heading, marks []mark) *paper {
	lines := text.Lines(t)
	marks = append(headingMarks(headings), marks...)
	var cuts []int
	for _, l := range lines {
		cuts = append(cuts, l.Start, l.End)
	}
	w := &wrapper{text: t, marks: marks}
	rest := segments(len(t), marks, cuts)
	p := &paper{}
	for _, l := range lines {
		for len(rest) > 0 && rest[0].Span.Start < l.Start {
			rest = rest[1:]
		}
		n := 0
		for n < len(rest) && rest[n].Span.End <= l.End {
			n++
		}
		p.Paragraphs = append(p.Paragraphs, paragraph{Pieces: w.wrap(rest[:n])})
		rest = rest[n:]
	}
	w.finish()
	classify(t, title, lines, headings, p.Paragraphs)
	return p
}

// newPieces wraps a short text that is no page: a quotation, an excerpt.
func newPieces(t string, marks []mark) []*piece {
	w := &wrapper{text: t, marks: marks}
	pieces := w.wrap(segments(len(t), marks, nil))
	w.finish()
	return pieces
}

func headingMarks(headings []heading) []mark {
	marks := make([]mark, len(headings))
	for i, h := range headings {
		marks[i] = mark{Span: h.Span, Layer: layerHeading, Class: "heading", ID: h.ID}
	}
	return marks
}

// wrapper turns segments into pieces. It remembers where each mark was shown
// first and last, because its anchor and its tag stand only there.
type wrapper struct {
	text        string
	marks       []mark
	first, last map[int]*shown
}

func (w *wrapper) wrap(segs []stretch) []*piece {
	if w.first == nil {
		w.first, w.last = map[int]*shown{}, map[int]*shown{}
	}
	pieces := make([]*piece, 0, len(segs))
	for _, s := range segs {
		p := &piece{Text: s.Span.Of(w.text)}
		for i := len(s.Marks) - 1; i >= 0; i-- {
			p = &piece{Mark: w.show(s.Marks[i]), Inner: p}
		}
		pieces = append(pieces, p)
	}
	return pieces
}

func (w *wrapper) show(k int) *shown {
	m := w.marks[k]
	s := &shown{Element: element(m), Class: m.Class, Label: m.Label, Name: m.ID}
	if w.first[k] == nil {
		w.first[k] = s
	}
	w.last[k] = s
	return s
}

func (w *wrapper) finish() {
	for k, s := range w.first {
		s.ID = w.marks[k].ID
	}
	for k, s := range w.last {
		s.Tag, s.Href = w.marks[k].Tag, w.marks[k].Href
	}
}

func element(m mark) string {
	switch {
	case m.Layer == layerAnchor:
		return "span"
	case m.Layer == layerHeading:
		return "b"
	case m.Layer == layerChange:
		return m.Class // "ins" or "del"
	}
	return "mark"
}

var (
	dateLine = regexp.MustCompile(`^[\d〇一二三四五六七八九十零O○]{4}年.{1,4}月.{1,4}日$`)
	sentence = regexp.MustCompile(`[，。；：、！？,;!?]`)
)

// maxSignature is the longest line that can be a signature, in characters.
const maxSignature = 30

// classify tells title, salutation, headings and signature from running text.
func classify(t, title string, lines []text.Block, headings []heading, out []paragraph) {
	i := 0
	for seen := ""; i < len(lines) && len(seen) < len(title); i++ {
		seen += strings.Join(strings.Fields(lines[i].Of(t)), "")
		if !strings.HasPrefix(title, seen) {
			break
		}
		out[i].Class = "title"
	}
	if i < len(lines) && isSalutation(lines[i].Of(t)) {
		out[i].Class = "salute"
	}
	for j := i; j < len(lines); j++ {
		line := lines[j].Span
		for len(headings) > 0 && headings[0].Span.End <= line.Start {
			headings = headings[1:]
		}
		if len(headings) > 0 && fills(t, headings[0].Span, line) {
			out[j].Class, out[j].Level = "heading", headings[0].Level
		} else if strings.Contains(line.Of(t), "\t") {
			out[j].Class = "row"
		}
	}
	for j := len(lines) - 1; j >= max(i, len(lines)-3) && out[j].Class == "" && isSignature(lines[j].Of(t)); j-- {
		out[j].Class = "sign"
	}
}

func isSalutation(line string) bool {
	return utf8.RuneCountInString(line) <= maxSignature && (strings.HasSuffix(line, "：") || strings.HasSuffix(line, ":"))
}

func isSignature(line string) bool {
	line = strings.Join(strings.Fields(line), "")
	return dateLine.MatchString(line) || utf8.RuneCountInString(line) <= maxSignature && !sentence.MatchString(line)
}

// fills reports whether a heading is all of its line but the full stop.
func fills(t string, h, line text.Span) bool {
	return line.Contains(h) && utf8.RuneCountInString(t[h.End:line.End]) <= 1 && h.Start-line.Start <= len("> ")
}
