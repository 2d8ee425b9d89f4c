package ui

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer"
	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// headingsOf are the headings of a checked draft, with anchors.
func headingsOf(entries []analyzer.OutlineEntry) []heading {
	out := make([]heading, len(entries))
	for i, e := range entries {
		out[i] = heading{Level: e.Level, Title: e.Number + e.Title, Span: e.Span, ID: "h" + strconv.Itoa(i+1)}
	}
	return out
}

// outlineOf reads title and headings off a report's text.
func outlineOf(t string) (title string, headings []heading) {
	doc := &text.Document{Text: t, Blocks: text.Lines(t), Format: text.FormatText}
	o := outline.Parse(doc)
	for i, h := range o.Headings {
		name := strings.TrimSpace(h.Label.Of(t)) + h.Title.Of(t)
		headings = append(headings, heading{Level: h.Level, Title: name, Span: h.Span, ID: "h" + strconv.Itoa(i+1)})
	}
	return o.TitleText(doc), headings
}

// maxPlaceName is how much of a heading names a place, in characters.
const maxPlaceName = 14

// placeOf says where in the text byte at stands: the headings around it.
func placeOf(headings []heading, at int) string {
	var path []heading
	for _, h := range headings {
		if h.Span.Start > at {
			break
		}
		for len(path) > 0 && path[len(path)-1].Level >= h.Level {
			path = path[:len(path)-1]
		}
		path = append(path, h)
	}
	names := make([]string, len(path))
	for i, h := range path {
		names[i] = shorten(h.Title, maxPlaceName)
	}
	return strings.Join(names, " › ")
}

// window is the part of t from before characters ahead of s to after
// characters behind it, without leaving the paragraphs that s stands in.
func window(t string, s text.Span, before, after int) text.Span {
	w := s
	for n := 0; n < before && w.Start > 0; n++ {
		r, size := utf8.DecodeLastRuneInString(t[:w.Start])
		if r == '\n' {
			break
		}
		w.Start -= size
	}
	for n := 0; n < after && w.End < len(t); n++ {
		r, size := utf8.DecodeRuneInString(t[w.End:])
		if r == '\n' {
			break
		}
		w.End += size
	}
	return w
}

// clip keeps the first n characters of s.
func clip(t string, s text.Span, n int) text.Span {
	for i := range s.Of(t) {
		if n--; n < 0 {
			return text.Span{Start: s.Start, End: s.Start + i}
		}
	}
	return s
}

// quote is the text of around with s marked in it, an ellipsis wherever the
// paragraph goes on.
func quote(t string, around, s text.Span, class string) []*piece {
	lead, tail := "", ""
	if around.Start > 0 && t[around.Start-1] != '\n' {
		lead = "…"
	}
	if around.End < len(t) && t[around.End] != '\n' {
		tail = "…"
	}
	inner := s.Intersect(around).Shift(len(lead) - around.Start)
	return newPieces(lead+around.Of(t)+tail, []mark{{Span: inner, Layer: layerPassage, Class: class}})
}
