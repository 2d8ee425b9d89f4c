package outline

import "hegao/analyzer/text"

// One file often holds many reports one after another, with or without
// titles between them. Web residue and page numbers belong to no report.

// Part is one report of a file.
type Part struct {
	Span text.Span
	// Title covers its title lines; Empty where it has none.
	Title text.Span
}

// Split cuts d into its reports. A file with one report gives one part.
// Residue may stand inside a part too. Cost: O(len(d.Text)).
func Split(d *text.Document) ([]Part, []Residue) {
	s := splitter{doc: d}
	s.classify()
	s.beginnings()
	s.bySubject()
	return s.parts(), s.residue
}

type splitter struct {
	doc     *text.Document
	lines   []line
	chars   int // compared characters of all lines
	residue []Residue
	starts  []int // indexes of lines
	now     progress
}

func (s *splitter) parts() []Part {
	var parts []Part
	for k, from := range s.starts {
		to := len(s.lines)
		if k+1 < len(s.starts) {
			to = s.starts[k+1]
		}
		if from >= to {
			continue
		}
		p := Part{Span: text.Span{Start: s.lines[from].span.Start, End: s.lines[to-1].span.End}}
		p.Title = s.titleOf(from, to)
		parts = append(parts, p)
	}
	return parts
}

// titleOf is the title of the report on lines from to to: its first lines,
// a unit's name before them included.
func (s *splitter) titleOf(from, to int) text.Span {
	first := from
	if s.lines[first].kind != titleLine && s.isUnit(first) {
		first++
	}
	title := text.Span{}
	for j := first; j < to && s.lines[j].kind == titleLine; j++ {
		title = text.Span{Start: s.lines[from].span.Start, End: s.lines[j].span.End}
	}
	if title.Empty() && s.lines[from].kind == bareLine && from+1 < to && s.lines[from+1].kind == prose {
		return s.lines[from].span
	}
	return title
}
