package evaluate

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hegao/analyzer/message"
)

// Range is a piece of a text in code points, half-open.
type Range struct{ Start, End int }

// KindRange is a piece of a text that is no part of a report.
type KindRange struct {
	Range
	Kind string // as the splitter names it: page_number, site_line …
}

// Cut is how a text falls apart.
type Cut struct {
	Reports []Range
	Residue []KindRange
}

// SplitCase is a text together with how it should be cut.
type SplitCase struct {
	Name string
	Text string
	Want Cut
}

// SplitCases reads the labelled files (*.txt) of a folder, by name. The
// labels stand in the text: ⟦report⟧ and ⟦/report⟧ around a report,
// ⟦page_number⟧ and ⟦/page_number⟧ (or another kind) around residue. An error is
// a message.Error that names the file.
func SplitCases(folder fs.FS) ([]SplitCase, error) {
	var cases []SplitCase
	err := eachText(folder, "*.txt", func(name, data string) error {
		c, line := readMarks(data)
		if line > 0 {
			return message.Errorf(message.Invalid, "case_marks", name, strconv.Itoa(line))
		}
		c.Name = strings.TrimSuffix(path.Base(name), ".txt")
		cases = append(cases, c)
		return nil
	})
	return cases, err
}

var splitMark = regexp.MustCompile(`⟦(/?)([a-z_]+)⟧`)

// reportMark is the mark around a report; all others name residue.
const reportMark = "report"

// readMarks takes the marks out of t and notes what they say; line is where a
// mark does not pair, else 0.
func readMarks(t string) (c SplitCase, line int) {
	var plain strings.Builder
	runes, from := 0, 0
	opened := map[string]int{}
	for _, m := range splitMark.FindAllStringSubmatchIndex(t, -1) {
		plain.WriteString(t[from:m[0]])
		runes += utf8.RuneCountInString(t[from:m[0]])
		from = m[1]
		kind, closes := t[m[4]:m[5]], m[3] > m[2]
		start, open := opened[kind]
		if closes != open {
			return c, 1 + strings.Count(t[:m[0]], "\n")
		}
		if !closes {
			opened[kind] = runes
			continue
		}
		delete(opened, kind)
		c.Want.add(kind, Range{start, runes})
	}
	if len(opened) > 0 {
		return c, 1 + strings.Count(t, "\n")
	}
	plain.WriteString(t[from:])
	c.Text = plain.String()
	return c, 0
}

func (c *Cut) add(kind string, r Range) {
	if kind == reportMark {
		c.Reports = append(c.Reports, r)
		return
	}
	c.Residue = append(c.Residue, KindRange{r, kind})
}

// SplitScore is how well texts were cut; shares are 0…1.
type SplitScore struct {
	// Wanted, Got and Right count reports: a report is right where both its
	// ends are.
	Wanted, Got, Right    int
	Precision, Recall, F1 float64
	// The residue's, over characters that are not white space. Kinds is the
	// share of rightly found characters whose kind is right too.
	ResiduePrecision, ResidueRecall, Kinds float64
	// Mistakes names every report that was missed or made up.
	Mistakes []SplitMistake
}

// SplitMistake is a report that was missed or made up.
type SplitMistake struct {
	Case   string
	Missed bool
	Range  Range
	// First and Last are its first and last characters.
	First, Last string
}

// endSlack is how many characters that are not white space an end of a
// report may lie off.
const endSlack = 3

// Split cuts every case and scores the cuts. Cost: linear in the texts and
// in the product of reports wanted and got of one case.
func Split(cases []SplitCase, cut func(t string) Cut) SplitScore {
	var s splitTally
	for _, c := range cases {
		s.add(c, cut(c.Text))
	}
	return s.score()
}

type splitTally struct {
	out                              SplitScore
	marked, flagged, both, sameKinds int
}

func (s *splitTally) add(c SplitCase, got Cut) {
	runes := []rune(c.Text)
	at := inked(runes)
	used := make([]bool, len(got.Reports))
	for _, want := range c.Want.Reports {
		if i := matching(want, got.Reports, used, at); i >= 0 {
			used[i] = true
			s.out.Right++
			continue
		}
		s.mistake(c.Name, runes, want, true)
	}
	for i, r := range got.Reports {
		if !used[i] {
			s.mistake(c.Name, runes, r, false)
		}
	}
	s.out.Wanted += len(c.Want.Reports)
	s.out.Got += len(got.Reports)
	s.addResidue(runes, c.Want.Residue, got.Residue)
}

// inked counts for every offset the characters before it that are not white
// space.
func inked(runes []rune) []int {
	at := make([]int, len(runes)+1)
	for i, r := range runes {
		at[i+1] = at[i]
		if !unicode.IsSpace(r) {
			at[i+1]++
		}
	}
	return at
}

func matching(want Range, got []Range, used []bool, at []int) int {
	for i, g := range got {
		if !used[i] && near(at, want.Start, g.Start) && near(at, want.End, g.End) {
			return i
		}
	}
	return -1
}

func near(at []int, a, b int) bool {
	if b < 0 || b >= len(at) {
		return false
	}
	d := at[a] - at[b]
	return -endSlack <= d && d <= endSlack
}

func (s *splitTally) addResidue(runes []rune, want, got []KindRange) {
	a, b := kinds(len(runes), want), kinds(len(runes), got)
	for i, r := range runes {
		if unicode.IsSpace(r) {
			continue
		}
		if a[i] != "" {
			s.marked++
		}
		if b[i] != "" {
			s.flagged++
		}
		if a[i] != "" && b[i] != "" {
			s.both++
			if a[i] == b[i] {
				s.sameKinds++
			}
		}
	}
}

// kinds writes the kind of every piece on its characters.
func kinds(n int, pieces []KindRange) []string {
	out := make([]string, n)
	for _, p := range pieces {
		for i := max(p.Start, 0); i < min(p.End, n); i++ {
			out[i] = p.Kind
		}
	}
	return out
}

func (s *splitTally) mistake(name string, runes []rune, r Range, missed bool) {
	const shown = 12
	start, end := max(min(r.Start, len(runes)), 0), max(min(r.End, len(runes)), 0)
	s.out.Mistakes = append(s.out.Mistakes, SplitMistake{
		Case: name, Missed: missed, Range: r,
		First: string(runes[start:min(start+shown, len(runes))]), Last: string(runes[max(end-shown, 0):end]),
	})
}

func (s *splitTally) score() SplitScore {
	out := s.out
	out.Precision, out.Recall = share(out.Right, out.Got), share(out.Right, out.Wanted)
	if out.Precision+out.Recall > 0 {
		out.F1 = 2 * out.Precision * out.Recall / (out.Precision + out.Recall)
	}
	out.ResiduePrecision, out.ResidueRecall = share(s.both, s.flagged), share(s.both, s.marked)
	out.Kinds = share(s.sameKinds, s.both)
	return out
}

// Print writes the score, in English in either language, because its words
// are those of the field.
func (s SplitScore) Print(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "reports  want %d  got %d  right %d  precision %.3f  recall %.3f  F1 %.3f\n", s.Wanted, s.Got, s.Right, s.Precision, s.Recall, s.F1)
	fmt.Fprintf(&b, "residue  precision %.3f  recall %.3f  kinds right %.3f\n", s.ResiduePrecision, s.ResidueRecall, s.Kinds)
	for _, m := range s.Mistakes {
		fmt.Fprintf(&b, "%s: %s %d–%d: %s … %s\n", m.Case, missedOrMade(m.Missed), m.Range.Start, m.Range.End, oneLine(m.First), oneLine(m.Last))
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
