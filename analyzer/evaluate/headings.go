package evaluate

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Labelled outlines are files NAME.txt in one folder. A heading stands
// between ⟦ and ⟧ with its level and a bar before it: ⟦2|（一）水源⟧; the
// number of an item between ⟨ and ⟩.

// HeadingSpot is a heading of a text, number included, in bytes of it.
type HeadingSpot struct {
	Level int
	Span  text.Span
}

// Headings is the outline of a text as far as it is scored.
type Headings struct {
	Headings []HeadingSpot
	// Items are the numbers of items, without white space around them.
	Items []text.Span
}

// OutlineCase is a text with the headings and items it should have.
type OutlineCase struct {
	Name string
	// Text is the text without its marks.
	Text string
	Want Headings
}

// ReadOutlineCases reads the labelled files of a folder, by name. An error is
// a message.Error that names the file. Cost: O(bytes).
func ReadOutlineCases(files fs.FS) ([]OutlineCase, error) {
	var cases []OutlineCase
	err := eachText(files, "*.txt", func(name, data string) error {
		c := OutlineCase{Name: strings.TrimSuffix(path.Base(name), ".txt")}
		if line := c.read(data); line > 0 {
			return message.Errorf(message.Invalid, "case_marks", name, fmt.Sprint(line))
		}
		cases = append(cases, c)
		return nil
	})
	return cases, err
}

var outlineMark = regexp.MustCompile(`⟦([1-9])\||⟦|⟧|⟨|⟩`)

// read takes the marks out of data and notes what they say; line is where a
// mark does not pair, else 0.
func (c *OutlineCase) read(data string) (line int) {
	var plain strings.Builder
	from, start, level, open, at := 0, 0, 0, "", 0
	for _, m := range outlineMark.FindAllStringSubmatchIndex(data, -1) {
		plain.WriteString(data[from:m[0]])
		from = m[1]
		sign := data[m[0]:m[1]]
		closes := sign == "⟧" || sign == "⟩"
		if closes != (open != "") || sign == "⟦" || sign == "⟧" && open != "⟦" || sign == "⟩" && open != "⟨" {
			return 1 + strings.Count(data[:m[0]], "\n")
		}
		span := text.Span{Start: start, End: plain.Len()}
		switch {
		case sign == "⟧":
			c.Want.Headings = append(c.Want.Headings, HeadingSpot{level, span})
		case sign == "⟩":
			c.Want.Items = append(c.Want.Items, span)
		case m[2] >= 0:
			level = int(data[m[2]] - '0')
		}
		start, open, at = plain.Len(), "", m[0]
		if !closes {
			open = sign[:len("⟦")]
		}
	}
	if open != "" {
		return 1 + strings.Count(data[:at], "\n")
	}
	plain.WriteString(data[from:])
	c.Text = plain.String()
	return 0
}

// Overlap counts what was wanted, what was found, and what is both.
type Overlap struct{ Want, Got, Both int }

// F1 is the harmonic mean of precision and recall; 1 where there was nothing
// to find and nothing was found.
func (o Overlap) F1() float64 {
	if o.Want+o.Got == 0 {
		return 1
	}
	return 2 * float64(o.Both) / float64(o.Want+o.Got)
}

func agree[T comparable](o *Overlap, want, got []T, differs func(x T, missed bool)) {
	o.Want += len(want)
	o.Got += len(got)
	for _, w := range want {
		if slices.Contains(got, w) {
			o.Both++
		} else {
			differs(w, true)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			differs(g, false)
		}
	}
}

// OutlineScore is how well outlines were found: a heading is right where both
// its ends are.
type OutlineScore struct {
	Texts    int
	Headings Overlap
	// Levels counts a heading as right only where its level is right too.
	Levels   Overlap
	Items    Overlap
	Mistakes []OutlineMistake
}

// OutlineMistake is a heading (or an item, with level 0) that was missed or
// made up.
type OutlineMistake struct {
	Case   string
	Missed bool
	Level  int
	Text   string
}

// Outlines asks find for the outline of every text and counts. Cost: that of
// find, and the product of headings wanted and found.
func Outlines(cases []OutlineCase, find func(t string) Headings) OutlineScore {
	s := OutlineScore{Texts: len(cases)}
	for _, c := range cases {
		got := find(c.Text)
		agree(&s.Headings, places(c.Want.Headings), places(got.Headings), func(text.Span, bool) {})
		agree(&s.Levels, c.Want.Headings, got.Headings, func(h HeadingSpot, missed bool) {
			s.Mistakes = append(s.Mistakes, OutlineMistake{c.Name, missed, h.Level, h.Span.Of(c.Text)})
		})
		agree(&s.Items, c.Want.Items, got.Items, func(it text.Span, missed bool) {
			s.Mistakes = append(s.Mistakes, OutlineMistake{c.Name, missed, 0, it.Of(c.Text)})
		})
	}
	return s
}

func places(headings []HeadingSpot) []text.Span {
	out := make([]text.Span, len(headings))
	for i, h := range headings {
		out[i] = h.Span
	}
	return out
}

// Print writes the score as a table, in English in either language, because
// its words are those of the field.
func (s OutlineScore) Print(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-20s %6s %6s %6s  %s\n", "outline", "want", "got", "both", "F1")
	for _, row := range []struct {
		name string
		o    Overlap
	}{{"headings", s.Headings}, {"headings and levels", s.Levels}, {"items", s.Items}} {
		fmt.Fprintf(&b, "%-20s %6d %6d %6d  %.3f\n", row.name, row.o.Want, row.o.Got, row.o.Both, row.o.F1())
	}
	for _, m := range s.Mistakes {
		fmt.Fprintf(&b, "%s: %s, level %d: %s\n", m.Case, missedOrMade(m.Missed), m.Level, oneLine(m.Text))
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func missedOrMade(missed bool) string {
	if missed {
		return "missed"
	}
	return "made up"
}
