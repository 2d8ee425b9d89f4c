package template

import "slices"

// Lengths collects how long the sections of one kind of report are, so that
// a draft can be compared with its peers. The zero value is ready for use; it
// is not safe for concurrent use while it grows.
type Lengths struct{ chars map[SectionID][]int }

// Add takes in the sections of one report that were found.
func (l *Lengths) Add(c *Coverage) {
	if l.chars == nil {
		l.chars = map[SectionID][]int{}
	}
	for _, s := range c.Sections {
		if s.Status == Present || s.Status == Thin || s.Status == Unheaded {
			at, _ := slices.BinarySearch(l.chars[s.ID], s.Chars)
			l.chars[s.ID] = slices.Insert(l.chars[s.ID], at, s.Chars)
		}
	}
}

// Median is the median length of a section and the number of reports that
// have it; it is what Peers.Median asks for.
func (l *Lengths) Median(id SectionID) (chars, reports int) {
	all := l.chars[id]
	if len(all) == 0 {
		return 0, 0
	}
	return all[len(all)/2], len(all)
}
