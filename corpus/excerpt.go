package corpus

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/text"
)

// Excerpt is a piece of a report with the words that were looked for.
type Excerpt struct {
	Text string
	// Marks are bytes of Text; they ascend and do not overlap.
	Marks []text.Span
	// Span is where the excerpt stands in the report.
	Span text.Span
}

const (
	maxExcerpts  = 2
	excerptRunes = 90
	// maxMarks bounds the places of one word that are looked at.
	maxMarks = 400
)

// marker finds words in a text whatever their width and case.
type marker struct {
	text  string
	track *text.Track
	plain string // the track's characters
	index *text.RuneIndex
	// within are the parts that places must stand in; nil for all.
	within []text.Span
}

func newMarker(t string) *marker {
	k := text.Normalize(t)
	plain := string(k.Runes)
	return &marker{text: t, track: k, plain: plain, index: text.NewRuneIndex(plain)}
}

// find returns the places of a word, as spans of the text. Places where
// punctuation stands inside the word are not it.
func (m *marker) find(word string) []text.Span {
	w := text.Normalize(word)
	if w.Len() == 0 {
		return nil
	}
	needle := string(w.Runes)
	var out []text.Span
	for at := 0; len(out) < maxMarks; {
		i := strings.Index(m.plain[at:], needle)
		if i < 0 {
			break
		}
		first := m.index.Rune(at + i)
		s := m.track.Span(first, first+w.Len())
		if solid(s.Of(m.text), w.Len()) && m.inside(s) {
			out = append(out, s)
			at += i + len(needle)
			continue
		}
		_, size := utf8.DecodeRuneInString(needle) // the next place may begin inside this one
		at += i + size
	}
	return out
}

func (m *marker) inside(s text.Span) bool {
	return m.within == nil || slices.ContainsFunc(m.within, func(w text.Span) bool { return w.Contains(s) })
}

// solid reports whether s holds n compared characters and at most white
// space besides.
func solid(s string, n int) bool {
	kept := 0
	for _, r := range s {
		if !text.IsBlank(r) {
			kept++
		}
	}
	return kept <= n
}

// excerpts returns the pieces of the text that hold most different words,
// or its beginning where it holds none.
func (m *marker) excerpts(words []string) []Excerpt {
	type mark struct {
		text.Span
		word int
	}
	var marks []mark
	for i, w := range words {
		for _, s := range m.find(w) {
			marks = append(marks, mark{s, i})
		}
	}
	if len(marks) == 0 {
		start := text.Span{}
		if len(m.within) > 0 {
			start = text.Span{Start: m.within[0].Start, End: m.within[0].Start}
		}
		return []Excerpt{m.cut(start, nil)}
	}
	slices.SortFunc(marks, func(a, b mark) int { return a.Start - b.Start })
	var out []Excerpt
	seen := map[int]bool{}
	for len(out) < maxExcerpts {
		best, most := -1, 0
		for i := range marks {
			if seen[marks[i].word] {
				continue
			}
			fresh := map[int]bool{marks[i].word: true}
			for j := i + 1; j < len(marks) && marks[j].End-marks[i].Start <= excerptRunes*2; j++ {
				if !seen[marks[j].word] {
					fresh[marks[j].word] = true
				}
			}
			if len(fresh) > most {
				best, most = i, len(fresh)
			}
		}
		if best < 0 {
			break
		}
		spans := make([]text.Span, len(marks))
		for i, k := range marks {
			spans[i] = k.Span
		}
		e := m.cut(marks[best].Span, spans)
		for _, k := range marks {
			if e.Span.Contains(k.Span) {
				seen[k.word] = true
			}
		}
		out = append(out, e)
	}
	return out
}

// cut makes an excerpt around a place: it begins at the clause before and is
// excerptRunes long, longer where the place is.
func (m *marker) cut(place text.Span, marks []text.Span) Excerpt {
	start := place.Start
	for n := 0; start > 0 && n < excerptRunes/3; n++ {
		r, size := utf8.DecodeLastRuneInString(m.text[:start])
		if strings.ContainsRune("。；！？\n", r) {
			break
		}
		start -= size
	}
	end := start
	for n := 0; end < len(m.text) && (n < excerptRunes || end < place.End); n++ {
		_, size := utf8.DecodeRuneInString(m.text[end:])
		end += size
	}
	s := text.Trim(m.text, text.Span{Start: start, End: end})
	e := Excerpt{Text: s.Of(m.text), Span: s}
	for _, k := range marks {
		if !s.Contains(k) {
			continue
		}
		k = k.Shift(-s.Start)
		if n := len(e.Marks); n > 0 && k.Start < e.Marks[n-1].End {
			e.Marks[n-1].End = max(e.Marks[n-1].End, k.End)
			continue
		}
		e.Marks = append(e.Marks, k)
	}
	return e
}
