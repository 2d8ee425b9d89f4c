package evaluate

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Labelled faults stand in a folder with one folder a rule: RULE/NAME.txt.
// Such a file holds texts, one after the other, parted by lines of "====".
// In a text
//
//	⟦…⟧       must be reported by the rule of the folder
//	⟦RULE|…⟧  must be reported by another rule
//	⟨…⟩       looks like a fault, and no rule may report it
//
// and what is not marked must stay unreported too. A text may begin with
// options, lines such as "@unit: 青溪县林业局"; what they mean is for the
// caller to say. Files whose names begin with "held" were written after the
// rules and are scored apart as well.

const (
	caseBorder = "===="
	heldPrefix = "held"
	mustOpen   = '⟦'
	mustClose  = '⟧'
	alikeOpen  = '⟨'
	alikeClose = '⟩'
)

// FaultSpot is a marked place of a labelled text, in bytes of the text
// without its marks. Rule is empty for a look-alike.
type FaultSpot struct {
	Rule string
	Span text.Span
}

// FaultCase is one labelled text.
type FaultCase struct {
	// Rule is the folder it stands in, File its path, Line the line of the
	// file where it begins (from 1).
	Rule, File string
	Line       int
	Held       bool
	Text       string
	// Options are the lines "@name: value" above the text, by name.
	Options map[string][]string
	Spots   []FaultSpot
	options int // lines of options
}

// Found is a place that was reported, in bytes of the case's text.
type Found struct {
	Rule string
	Span text.Span
}

// FaultTally is how one rule fared.
type FaultTally struct {
	Rule string
	// Spots is how many places must be found, Hit how many were; Reported
	// is how many places the rule named, Right how many of those it should.
	Spots, Hit, Reported, Right int
	// Alike is how many look-alikes stand in the folder of the rule, Misled
	// how many of them some rule reported.
	Alike, Misled int
}

// Precision is the share of what was reported that is right; 1 where
// nothing was reported.
func (t FaultTally) Precision() float64 { return partOf(t.Right, t.Reported) }

// Recall is the share of the marked places that were found.
func (t FaultTally) Recall() float64 { return partOf(t.Hit, t.Spots) }

func partOf(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// FaultMistake is one place where labels and reports differ.
type FaultMistake struct {
	Case *FaultCase
	// Rule missed Span, or reported it without cause.
	Rule   string
	Missed bool
	Span   text.Span
}

// FaultScore is the outcome over many texts.
type FaultScore struct {
	// Rules holds a tally for each rule, by name; Total all of them
	// together.
	Rules    []FaultTally
	Total    FaultTally
	Mistakes []FaultMistake
}

// ReadFaultCases reads all texts of a folder, in the order of their paths.
// An error is a message.Error that names the file and the line. Cost: O(bytes).
func ReadFaultCases(files fs.FS) ([]FaultCase, error) {
	var cases []FaultCase
	err := eachText(files, "*/*.txt", func(name, data string) error {
		of, err := parseFaultCases(name, data)
		cases = append(cases, of...)
		return err
	})
	return cases, err
}

func parseFaultCases(name, data string) ([]FaultCase, error) {
	var cases []FaultCase
	line := 1
	for _, piece := range splitCases(data) {
		c := FaultCase{Rule: path.Dir(name), File: name, Line: line, Held: strings.HasPrefix(path.Base(name), heldPrefix), Options: map[string][]string{}}
		if err := c.read(piece); err != nil {
			return nil, err
		}
		line += strings.Count(piece, "\n") + 1
		if strings.TrimSpace(c.Text) != "" {
			cases = append(cases, c)
		}
	}
	return cases, nil
}

// splitCases cuts a file at its lines of "====".
func splitCases(data string) []string {
	var pieces []string
	start := 0
	for at := 0; at < len(data); {
		end := at + len(data[at:])
		if i := strings.IndexByte(data[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		if strings.TrimSpace(data[at:end]) == caseBorder {
			pieces = append(pieces, data[start:at])
			start = end
		}
		at = end
	}
	return append(pieces, data[start:])
}

// read takes the options off and the marks out.
func (c *FaultCase) read(piece string) error {
	for strings.HasPrefix(piece, "@") {
		line, rest, _ := strings.Cut(piece, "\n")
		option, value, ok := strings.Cut(line[1:], ":")
		if !ok {
			return c.wrong()
		}
		c.options++
		value = unmark(value)
		c.Options[option] = append(c.Options[option], strings.TrimSpace(value))
		piece = rest
	}
	var out strings.Builder
	open, start := rune(0), 0
	for _, r := range piece {
		switch r {
		case mustOpen, alikeOpen:
			if open != 0 {
				return c.wrong()
			}
			open, start = r, out.Len()
		case mustClose, alikeClose:
			if open == 0 || (open == mustOpen) != (r == mustClose) || start == out.Len() {
				return c.wrong()
			}
			c.mark(open, text.Span{Start: start, End: out.Len()})
			open = 0
		case '|':
			if rule := out.String()[start:]; open == mustOpen && isRuleName(rule) {
				kept := out.String()[:start]
				out.Reset()
				out.WriteString(kept)
				c.Spots = append(c.Spots, FaultSpot{Rule: rule, Span: text.Span{Start: -1}})
				continue
			}
			out.WriteRune(r)
		default:
			out.WriteRune(r)
		}
	}
	if open != 0 {
		return c.wrong()
	}
	c.Text = out.String()
	return nil
}

// mark notes a place; where a rule was named in it, that one.
func (c *FaultCase) mark(open rune, s text.Span) {
	if n := len(c.Spots); n > 0 && c.Spots[n-1].Span.Start == -1 {
		c.Spots[n-1].Span = s
		return
	}
	spot := FaultSpot{Span: s}
	if open == mustOpen {
		spot.Rule = c.Rule
	}
	c.Spots = append(c.Spots, spot)
}

func unmark(s string) string {
	return strings.NewReplacer(string(mustOpen), "", string(mustClose), "", string(alikeOpen), "", string(alikeClose), "").Replace(s)
}

func isRuleName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz_") == ""
}

// wrong: the labels of the text that begins at c.Line cannot be read.
func (c *FaultCase) wrong() error {
	return message.Errorf(message.Invalid, "case_marks", c.File, strconv.Itoa(c.Line))
}

// ScoreFaults asks find about every case and counts. A marked place is found
// when one report of its rule covers at least half of it; a report that finds
// no place, or one found already, is false. Cost: that of find.
func ScoreFaults(cases []FaultCase, find func(*FaultCase) []Found) FaultScore {
	e := faultScorer{byRule: map[string]*FaultTally{}}
	for i := range cases {
		e.add(&cases[i], find(&cases[i]))
	}
	score := FaultScore{Mistakes: e.mistakes}
	for _, t := range e.byRule {
		score.Rules = append(score.Rules, *t)
		score.Total.add(t)
	}
	slices.SortFunc(score.Rules, func(a, b FaultTally) int { return cmp.Compare(a.Rule, b.Rule) })
	return score
}

func (t *FaultTally) add(o *FaultTally) {
	t.Spots, t.Hit = t.Spots+o.Spots, t.Hit+o.Hit
	t.Reported, t.Right = t.Reported+o.Reported, t.Right+o.Right
	t.Alike, t.Misled = t.Alike+o.Alike, t.Misled+o.Misled
}

type faultScorer struct {
	byRule   map[string]*FaultTally
	mistakes []FaultMistake
}

func (e *faultScorer) tally(rule string) *FaultTally {
	t := e.byRule[rule]
	if t == nil {
		t = &FaultTally{Rule: rule}
		e.byRule[rule] = t
	}
	return t
}

func (e *faultScorer) add(c *FaultCase, found []Found) {
	hit := make([]bool, len(c.Spots))
	for _, f := range found {
		t := e.tally(f.Rule)
		t.Reported++
		i := slices.IndexFunc(c.Spots, func(s FaultSpot) bool {
			return s.Rule == f.Rule && 2*f.Span.Intersect(s.Span).Len() >= s.Span.Len()
		})
		if i < 0 || hit[i] {
			e.mistakes = append(e.mistakes, FaultMistake{Case: c, Rule: f.Rule, Span: f.Span})
			continue
		}
		hit[i] = true
		t.Right++
	}
	for i, s := range c.Spots {
		if s.Rule == "" {
			e.alike(c, s, found)
			continue
		}
		t := e.tally(s.Rule)
		t.Spots++
		if hit[i] {
			t.Hit++
			continue
		}
		e.mistakes = append(e.mistakes, FaultMistake{Case: c, Rule: s.Rule, Missed: true, Span: s.Span})
	}
}

func (e *faultScorer) alike(c *FaultCase, s FaultSpot, found []Found) {
	t := e.tally(c.Rule)
	t.Alike++
	if slices.ContainsFunc(found, func(f Found) bool { return f.Span.Overlaps(s.Span) }) {
		t.Misled++
	}
}

// Print writes a row for each rule and every mistake, in English in either
// language, because its words are those of the field.
func (s FaultScore) Print(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s %5s %9s %7s %6s %6s\n", "rule", "spots", "precision", "recall", "alike", "misled")
	all := s.Total
	all.Rule = "all"
	for _, r := range append(slices.Clone(s.Rules), all) {
		fmt.Fprintf(&b, "%-16s %5d %9.3f %7.3f %6d %6d\n", r.Rule, r.Spots, r.Precision(), r.Recall(), r.Alike, r.Misled)
	}
	for _, m := range s.Mistakes {
		fmt.Fprintf(&b, "%s: %s %s: %s\n", m.Place(), missedOrMade(m.Missed), m.Rule, oneLine(m.Span.Of(m.Case.Text)))
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// MarshalJSON gives the place in words: the case itself is long.
func (m FaultMistake) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Place, Rule, Text string
		Missed            bool
	}{m.Place(), m.Rule, m.Span.Of(m.Case.Text), m.Missed})
}

// Place is the file and line of a mistake.
func (m FaultMistake) Place() string {
	line := m.Case.Line + strings.Count(m.Case.Text[:m.Span.Start], "\n") + m.Case.options
	return m.Case.File + ":" + strconv.Itoa(line)
}
