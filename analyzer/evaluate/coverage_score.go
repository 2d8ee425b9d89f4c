package evaluate

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// CoverageAnswer is what was found in the text of a case.
type CoverageAnswer struct {
	// Chosen is the kind of report that would be taken for it.
	Chosen string
	// Statuses are by section id, or by "point." and a point's id, when held
	// against the template of the case.
	Statuses map[string]string
	Headings []string
}

// CoverageTally counts how often labels and answers agree.
type CoverageTally struct {
	Cases  int `json:"cases"`
	Labels int `json:"labels"`
	// There counts labels that agree on whether the thing is there at all,
	// Exact those that agree on the status.
	There int `json:"there"`
	Exact int `json:"exact"`
	// Chosen counts cases whose kind was chosen right.
	Chosen int `json:"chosen"`
}

func (a *CoverageTally) add(b CoverageTally) {
	a.Labels, a.There, a.Exact = a.Labels+b.Labels, a.There+b.There, a.Exact+b.Exact
	a.Cases, a.Chosen = a.Cases+b.Cases, a.Chosen+b.Chosen
}

// ThereRight is the share of labels that agree on whether the thing is there.
func (a CoverageTally) ThereRight() float64 { return partOf(a.There, a.Labels) }

// ExactRight is the share of labels whose status was found exactly.
func (a CoverageTally) ExactRight() float64 { return partOf(a.Exact, a.Labels) }

// StatusTally counts one status: how often it was labelled, how often found,
// and how often both.
type StatusTally struct {
	Want int `json:"want"`
	Got  int `json:"got"`
	Both int `json:"both"`
}

// Precision is the share of what was found that is labelled so.
func (t StatusTally) Precision() float64 { return partOf(t.Both, t.Got) }

// Recall is the share of what is labelled so that was found.
func (t StatusTally) Recall() float64 { return partOf(t.Both, t.Want) }

// CoverageMiss is a label that the answer does not agree with.
type CoverageMiss struct {
	Case  string `json:"case"`
	Label string `json:"label"`
	Want  string `json:"want"`
	Got   string `json:"got"`
}

// CoverageScore is how well sections, points and headings were found.
type CoverageScore struct {
	All       CoverageTally            `json:"all"`
	Sets      map[string]CoverageTally `json:"sets"`
	Templates map[string]CoverageTally `json:"templates"`
	// Statuses counts the labels by status.
	Statuses map[string]StatusTally `json:"statuses"`
	// Headings counts those of the cases that label them.
	Headings StatusTally    `json:"headings"`
	Misses   []CoverageMiss `json:"misses"`
}

// Coverage measures answers against labels. answer looks at one case; it is a
// func because this room knows no templates. Cost: that of answer.
func Coverage(cases []CoverageCase, answer func(CoverageCase) (CoverageAnswer, error)) (*CoverageScore, error) {
	s := &CoverageScore{
		Sets: map[string]CoverageTally{}, Templates: map[string]CoverageTally{},
		Statuses: map[string]StatusTally{}, Misses: []CoverageMiss{},
	}
	for _, c := range cases {
		a, err := answer(c)
		if err != nil {
			return nil, err
		}
		s.add(c, a)
	}
	return s, nil
}

func (s *CoverageScore) add(c CoverageCase, a CoverageAnswer) {
	one := CoverageTally{Cases: 1}
	if a.Chosen == c.Template {
		one.Chosen = 1
	} else {
		s.Misses = append(s.Misses, CoverageMiss{c.Name, "template", c.Template, a.Chosen})
	}
	for _, label := range slices.Sorted(maps.Keys(c.Labels)) {
		want, got := c.Labels[label], a.Statuses[label]
		one.Labels++
		s.status(want, got)
		if there(want) == there(got) {
			one.There++
		}
		if want == got {
			one.Exact++
		} else {
			s.Misses = append(s.Misses, CoverageMiss{c.Name, label, want, got})
		}
	}
	s.All.add(one)
	addTo(s.Sets, c.Set, one)
	addTo(s.Templates, c.Template, one)
	if c.Headings != nil {
		s.headings(c, a.Headings)
	}
}

func addTo(m map[string]CoverageTally, key string, one CoverageTally) {
	sum := m[key]
	sum.add(one)
	m[key] = sum
}

func (s *CoverageScore) status(want, got string) {
	w := s.Statuses[want]
	w.Want++
	if want == got {
		w.Got, w.Both = w.Got+1, w.Both+1
	}
	s.Statuses[want] = w
	if want != got {
		g := s.Statuses[got]
		g.Got++
		s.Statuses[got] = g
	}
}

func there(status string) bool {
	return status == "present" || status == "thin" || status == "unheaded"
}

// headings compares two lists of headings as bags, white space aside.
func (s *CoverageScore) headings(c CoverageCase, got []string) {
	bare := func(h string) string { return strings.Join(strings.Fields(h), "") }
	left := map[string]int{}
	for _, h := range got {
		left[bare(h)]++
	}
	s.Headings.Want += len(c.Headings)
	s.Headings.Got += len(got)
	for _, h := range c.Headings {
		if left[bare(h)] > 0 {
			left[bare(h)]--
			s.Headings.Both++
			continue
		}
		s.Misses = append(s.Misses, CoverageMiss{c.Name, "heading", h, ""})
	}
	for _, h := range slices.Sorted(maps.Keys(left)) {
		for range left[h] {
			s.Misses = append(s.Misses, CoverageMiss{c.Name, "heading", "", h})
		}
	}
}

// Print writes the figures as tables, in English in either language, because
// their words are those of the field.
func (s *CoverageScore) Print(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-30s %5s %7s %15s %6s %13s\n", "", "cases", "labels", "present/missing", "exact", "kind chosen")
	row := func(name string, a CoverageTally) {
		fmt.Fprintf(&b, "%-30s %5d %7d %15.3f %6.3f %13d\n", name, a.Cases, a.Labels, a.ThereRight(), a.ExactRight(), a.Chosen)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Templates)) {
		row(name, s.Templates[name])
	}
	for _, name := range slices.Sorted(maps.Keys(s.Sets)) {
		row("set "+name, s.Sets[name])
	}
	row("all", s.All)
	fmt.Fprintf(&b, "\n%-30s %5s %7s %15s %6s\n", "status", "want", "got", "precision", "recall")
	for _, name := range append(slices.Clone(coverageStatuses), "heading") {
		t := s.Statuses[name]
		if name == "heading" {
			t = s.Headings
		}
		fmt.Fprintf(&b, "%-30s %5d %7d %15s %6s\n", name, t.Want, t.Got, figure(t.Both, t.Got), figure(t.Both, t.Want))
	}
	for _, m := range s.Misses {
		fmt.Fprintf(&b, "%s: %s is labelled %q, found %q\n", m.Case, m.Label, m.Want, oneLine(m.Got))
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// figure is a share, or a dash where there is nothing to take a share of.
func figure(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", partOf(part, whole))
}
