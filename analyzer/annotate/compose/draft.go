package compose

import (
	"sort"
	"strings"
	"unicode/utf8"

	"hegao/analyzer"
	"hegao/analyzer/extract/blocks"
	"hegao/analyzer/text"
)

// Made is a Word file made from a report's text.
type Made struct {
	Data []byte
	// Text is what is read of the file: the report's text without blank
	// lines.
	Text string
	// lines are where each line begins in the report's text and in Text.
	lines []line
}

// line is a line that is not blank.
type line struct{ from, to, length int }

// Draft makes a Word file of the text that a report is about: a paragraph a
// line, headings in the styles of their levels. Cost: linear.
func Draft(r *analyzer.Report) (*Made, error) {
	d := &drafter{report: r, page: &Page{Title: r.Draft.Title, Margins: official}, title: squeeze(r.Draft.Title)}
	at := 0
	for l := range strings.SplitAfterSeq(r.Text, "\n") {
		d.line(text.Span{Start: at, End: at + len(strings.TrimSuffix(l, "\n"))})
		at += len(l)
	}
	data, err := d.page.Bytes()
	if err != nil {
		return nil, err
	}
	d.made.Data, d.made.Text = data, d.text.String()
	return &d.made, nil
}

type drafter struct {
	report   *analyzer.Report
	page     *Page
	made     Made
	text     strings.Builder
	title    string // what is left of it to come, without white space
	begun    bool   // the title has been passed
	headings int    // outline entries that lie behind
}

func (d *drafter) line(span text.Span) {
	s := clean(span.Of(d.report.Text))
	if (blocks.Piece{Text: s}).Blank() {
		return
	}
	if d.text.Len() > 0 {
		d.text.WriteByte('\n')
	}
	d.made.lines = append(d.made.lines, line{span.Start, d.text.Len(), len(s)})
	d.text.WriteString(s)
	d.page.Add(s, d.look(span, s))
}

func (d *drafter) look(span text.Span, s string) Look {
	if rest, ok := strings.CutPrefix(d.title, squeeze(s)); ok && !d.begun {
		d.title, d.begun = rest, rest == ""
		return Look{Style: StyleTitle}
	}
	d.begun = true
	outline := d.report.Outline
	for d.headings < len(outline) && outline[d.headings].Span.End <= span.Start {
		d.headings++
	}
	if d.headings < len(outline) && fills(d.report.Text, outline[d.headings].Span, span) {
		return Look{Style: headingStyle(outline[d.headings].Level)}
	}
	salutation := strings.HasSuffix(s, "：") && len(d.made.lines) == 2 // under the title
	return Look{Indent: !salutation && !strings.HasPrefix(s, "　") && !strings.Contains(s, "\t")}
}

// fills reports whether a heading is all of its line but the full stop.
func fills(t string, h, line text.Span) bool {
	return line.Contains(h) && utf8.RuneCountInString(t[h.End:line.End]) <= 1 && h.Start-line.Start <= len("　　")
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// clean takes out what XML cannot hold, and keeps every byte in its place.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ' && r != '\t':
			return ' '
		case r == '\ufffe' || r == '\uffff':
			return utf8.RuneError
		}
		return r
	}, s)
}

// Span finds the place in Text of a span of the report's text; what lies in
// blank lines is drawn to the line behind them. Cost: O(log lines).
func (m *Made) Span(s text.Span) text.Span {
	return text.Span{Start: m.place(s.Start), End: m.place(s.End)}
}

func (m *Made) place(at int) int {
	i := sort.Search(len(m.lines), func(i int) bool { return m.lines[i].from > at }) - 1
	if i < 0 {
		return 0
	}
	l := m.lines[i]
	return l.to + min(at-l.from, l.length)
}
