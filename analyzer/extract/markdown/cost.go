package markdown

import (
	"errors"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/extract/limits"
)

// The parser cannot be stopped, and its time grows with the square of the
// brackets and stars in one paragraph, of the indentation of a line, and of
// the columns of a table. These squares are added up beforehand. A unit of
// the sum took at most 14 ns, so what is let through takes at most some
// three seconds; a report of a million characters has a sum under 10⁷.

// workMax bounds that sum.
const workMax = 200_000_000

// checkSize refuses a text that is too long or would take too long to parse.
// The markup makes a text longer, so up to twice the limit is looked at; the
// text itself is measured when it is there. Cost: O(len(src)).
func checkSize(name, src string, lim limits.Limits) error {
	if utf8.RuneCountInString(src) > 2*lim.TextRunes {
		return lim.TooLong(name)
	}
	var e effort
	for line := range strings.Lines(src) {
		depth := e.line(line)
		switch {
		case depth > lim.XMLDepth:
			return limits.Structure(name, lim.XMLDepth, errors.New("depth of Markdown"))
		case e.cells > lim.XMLNodes:
			return limits.Structure(name, lim.XMLNodes, errors.New("cells of Markdown tables"))
		case e.work > workMax:
			return limits.Structure(name, workMax, errors.New("density of Markdown"))
		}
	}
	return nil
}

// effort adds up what parsing will cost.
type effort struct {
	work  int
	cells int // upper bound of the table cells so far

	signs   int // in the paragraph so far
	columns int // most in one line of the paragraph
}

// line adds one line and returns how many lists and quotations it opens.
func (e *effort) line(line string) (depth int) {
	if strings.TrimSpace(line) == "" {
		e.signs, e.columns = 0, 0
		return 0
	}
	lead, depth := opening(line)
	e.work += lead * lead
	signs, pipes := countSigns(line)
	// The sum holds the square of the paragraph's signs at any time.
	e.work += (e.signs+signs)*(e.signs+signs) - e.signs*e.signs
	e.signs += signs
	e.work += pipes * pipes
	if pipes > e.columns {
		e.columns = pipes
	}
	if e.columns > 0 {
		e.cells += e.columns + 1
	}
	return depth
}

// opening measures the start of a line: its bytes of white space and marks
// of lists and quotations, and the number of these marks.
func opening(line string) (lead, marks int) {
	for lead < len(line) {
		next := lead + 1
		switch c := line[lead]; {
		case c == '>':
			marks++
		case strings.IndexByte("-*+.)", c) >= 0:
			// The mark of a list has a blank behind it.
			if next < len(line) && !isBlank(line[next]) {
				return lead, marks
			}
			marks++
		case !isBlank(c) && (c < '0' || c > '9'):
			return lead, marks
		}
		lead = next
	}
	// A line of one such mark alone is a rule drawn across the page.
	if line[0] != '>' && strings.Trim(line, " \t\r\n"+line[:1]) == "" {
		return 0, 0
	}
	return lead, marks
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// countSigns counts the signs of markup: brackets one by one, the others by
// stretches, as the parser does.
func countSigns(line string) (signs, pipes int) {
	for i := range len(line) {
		switch c := line[i]; c {
		case '|':
			pipes++
		case '[', ']', '<', '!':
			signs++
		case '*', '_', '~', '`':
			if i == 0 || line[i-1] != c {
				signs++
			}
		}
	}
	return signs, pipes
}
