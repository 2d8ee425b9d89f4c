package template

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"hegao/analyzer/message"
)

// Mistake is one thing that is wrong in a template file, with its place.
type Mistake struct {
	// File is the name the person knows the file by.
	File string `json:"file"`
	// Line and Column count from 1; columns are characters.
	Line   int `json:"line"`
	Column int `json:"column"`
	// Text is the line itself.
	Text string          `json:"text"`
	What message.Message `json:"what"`
}

// Place is file:line:column.
func (m Mistake) Place() string {
	return m.File + ":" + strconv.Itoa(m.Line) + ":" + strconv.Itoa(m.Column)
}

// In renders the mistake: its place and what is wrong, and below that the
// line with a caret under the place.
func (m Mistake) In(lang message.Lang) string {
	line, caret := excerpt(m.Text, m.Column)
	number := strconv.Itoa(m.Line)
	margin := strings.Repeat(" ", len(number))
	return m.Place() + ": " + m.What.In(lang) + "\n  " + number + " | " + line + "\n  " + margin + " | " + caret
}

// before and after bound what is shown of a long line around the place.
const before, after = 40, 36

// excerpt cuts a line around a column and puts a caret under the column.
func excerpt(line string, column int) (shown, caret string) {
	chars := []rune(line)
	at := min(max(column-1, 0), len(chars))
	from, to := max(0, at-before), min(len(chars), at+after)
	shown, lead := string(chars[from:to]), string(chars[from:at])
	if from > 0 {
		shown, lead = "…"+shown, "…"+lead
	}
	if to < len(chars) {
		shown += "…"
	}
	return shown, blank(lead) + "^"
}

// blank replaces every character by white space of the same width, so that
// what follows stands below what followed it.
func blank(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			return '　'
		}
		return ' '
	}, s)
}

// Mistakes is everything that is wrong in one or more template files, in
// reading order. As an error it also is a message.Error, which says how many
// there are and where the first one stands.
type Mistakes []Mistake

// Error renders the mistakes in English, for logs.
func (ms Mistakes) Error() string {
	out := make([]string, len(ms))
	for i, m := range ms {
		out[i] = m.Place() + ": " + m.What.In(message.English)
	}
	return strings.Join(out, "\n")
}

// Unwrap makes errors.As find a message.Error.
func (ms Mistakes) Unwrap() error {
	if len(ms) == 0 {
		return nil
	}
	return message.Errorf(message.Invalid, "template_mistakes", strconv.Itoa(len(ms)), ms[0].Place())
}

// sorted returns the mistakes by file and place, each once; nil where there
// are none.
func (ms Mistakes) sorted() Mistakes {
	slices.SortStableFunc(ms, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return ms
}

// err is the mistakes as an error; nil where there are none.
func (ms Mistakes) err() error {
	if len(ms) == 0 {
		return nil
	}
	return ms.sorted()
}
