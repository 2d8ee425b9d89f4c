package yearly

import (
	"hegao/analyzer/align"
	"hegao/analyzer/text"
)

// maxArranged bounds the sections into which rows are put: each row is held
// against each. A report has a dozen.
const maxArranged = 200

// arrange puts what only last year's report has into the section it belongs
// to, and makes one row of two headings of a pair of sections. Sections that
// were dropped stand last, before the signature.
func arrange(rows []align.Row, sections []Section, closing text.Span) []align.Row {
	if len(sections) > maxArranged {
		return rows
	}
	last, this := map[int]int{}, map[int]int{} // rows -> sections
	at := -1                                   // the section of this year's text
	home := make([]int, len(rows))
	for k, r := range rows {
		if !r.After.Empty() {
			if i := within(r.After.Start, sections, thisOf); i >= 0 {
				at = i
			}
			if !closing.Empty() && r.After.Start >= closing.Start {
				at = len(sections)
			}
			this[k] = at
		} else {
			last[k] = within(r.Before.Start, sections, lastOf)
		}
		home[k] = at
	}
	for k, i := range last {
		if i >= 0 && i != home[k] {
			home[k] = i
		}
	}
	var out []align.Row
	for i := -1; i <= len(sections); i++ {
		from := len(out)
		for k, r := range rows {
			if home[k] == i {
				out = append(out, r)
			}
		}
		if i >= 0 && i < len(sections) {
			out = joinHeadings(out, from, sections[i])
		}
	}
	return out
}

func thisOf(s Section) text.Span { return s.This }
func lastOf(s Section) text.Span { return s.Last }

// within is the section that holds a place; -1 where none does.
func within(at int, sections []Section, side func(Section) text.Span) int {
	for i, s := range sections {
		if x := side(s); x.Start <= at && at < x.End {
			return i
		}
	}
	return -1
}

// joinHeadings makes one row of the two headings of a section, where they
// stand in two.
func joinHeadings(rows []align.Row, from int, s Section) []align.Row {
	if s.This.Empty() || s.Last.Empty() || s.Title == "" {
		return rows
	}
	added, removed := -1, -1
	for k := from; k < len(rows); k++ {
		switch r := rows[k]; {
		case r.Kind == align.Added && r.After.Start == s.This.Start:
			added = k
		case r.Kind == align.Removed && r.Before.Start == s.Last.Start:
			removed = k
		}
	}
	if added < 0 || removed < 0 {
		return rows
	}
	rows[added].Before, rows[added].Kind = rows[removed].Before, align.Changed
	return append(rows[:removed], rows[removed+1:]...)
}
