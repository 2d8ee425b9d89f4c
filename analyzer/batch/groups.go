package batch

import (
	"cmp"
	"slices"

	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
)

// Group is a text that several units' drafts share. Which of them had it
// first is not known.
type Group struct {
	// Chars is the length of the longest member in compared characters.
	Chars   int      `json:"chars"`
	Units   int      `json:"units"`
	Members []Member `json:"members"` // by draft, then by place
	// Text is how the longest of them begins, up to excerptChars.
	Text string `json:"text"`
	// Common says that it is a set phrase, or that so many drafts hold it
	// that all were probably given it.
	Common bool `json:"common"`
}

// Member is where a group's text or a mistake stands; offsets are code points
// of the draft's text.
type Member struct {
	Draft int `json:"draft"`
	Start int `json:"start"`
	End   int `json:"end"`
}

func (m Member) compare(o Member) int {
	return cmp.Or(cmp.Compare(m.Draft, o.Draft), cmp.Compare(m.Start, o.Start), cmp.Compare(m.End, o.End))
}

// place is a Member in bytes.
type place struct {
	draft int
	span  text.Span
}

func (p place) compare(o place) int {
	return cmp.Or(cmp.Compare(p.draft, o.draft), cmp.Compare(p.span.Start, o.span.Start), cmp.Compare(p.span.End, o.span.End))
}

// spot is a place of a passage. Those with one link are the two sides of one
// passage.
type spot struct {
	place
	link   int
	phrase bool // a set phrase
}

// groupsIn finds the texts that several units share; see cluster. A part of a
// text that no other drafts hold than hold all of it is no group of its own.
// Longer texts in more units come first.
func groupsIn(drafts []Draft, results []*reuse.Result) []Group {
	runes := make([]*text.RuneIndex, len(drafts))
	for k, d := range drafts {
		runes[k] = text.NewRuneIndex(d.Report.Text)
	}
	out := []Group{}
	for _, spots := range cluster(spotsIn(results)) {
		if g := groupOf(drafts, runes, spots); g.Units > 1 {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Units*b.Chars, a.Units*a.Chars), a.Members[0].compare(b.Members[0]))
	})
	return withoutParts(out)
}

// withoutParts leaves out the groups that lie within a larger one. Cost: for
// each group the members of those that begin in the same draft.
func withoutParts(groups []Group) []Group {
	kept := []Group{}
	larger := map[int][]Group{} // by the draft of their first member
	for _, g := range groups {
		first := g.Members[0].Draft
		if !slices.ContainsFunc(larger[first], g.within) {
			kept = append(kept, g)
			larger[first] = append(larger[first], g)
		}
	}
	return kept
}

// within reports whether more than half of each member lies in one of h's.
func (g Group) within(h Group) bool {
	if g.Common != h.Common {
		return false
	}
	at := 0
	for _, m := range g.Members {
		for at < len(h.Members) && (h.Members[at].Draft < m.Draft || h.Members[at].Draft == m.Draft && h.Members[at].End <= m.Start) {
			at++
		}
		if at == len(h.Members) || h.Members[at].Draft != m.Draft {
			return false
		}
		if in := min(m.End, h.Members[at].End) - max(m.Start, h.Members[at].Start); 2*in <= m.End-m.Start {
			return false
		}
	}
	return true
}

// spotsIn lists both sides of every passage by draft and place. A quotation
// and what was said anew are no evidence of shared text by themselves.
func spotsIn(results []*reuse.Result) []spot {
	var out []spot
	link := 0
	for k, r := range results {
		for _, p := range r.Passages {
			if p.Kind == reuse.Quotation || p.Kind == reuse.Rewritten {
				continue
			}
			phrase := isPhrase(p)
			for _, source := range p.Sources {
				out = append(out,
					spot{place{k, p.Span}, link, phrase},
					spot{place{draftOf(source), source.Span}, link, phrase})
				link++
			}
		}
	}
	slices.SortStableFunc(out, func(a, b spot) int { return a.compare(b.place) })
	return out
}

// mostOverlapping bounds how many places before one are looked at for
// overlaps with it, so that the cost stays linear.
const mostOverlapping = 50

// cluster puts together the spots of one text: the two sides of a passage, and
// two places in one draft that have more than half of the longer one in
// common. Set phrases and the rest are kept apart. The spots come ordered, and
// stay so in each cluster; clusters come in the order of their first spots.
func cluster(spots []spot) [][]spot {
	join := newUnion(len(spots))
	sides := map[int]int{} // by link
	for i, s := range spots {
		if other, ok := sides[s.link]; ok {
			join.same(other, i)
		}
		sides[s.link] = i
		for j := i - 1; j >= max(0, i-mostOverlapping) && spots[j].draft == s.draft; j-- {
			if spots[j].phrase == s.phrase && overlap(spots[j].span, s.span) {
				join.same(i, j)
			}
		}
	}
	var out [][]spot
	at := map[int]int{} // by root
	for i, s := range spots {
		root := join.root(i)
		c, ok := at[root]
		if !ok {
			c = len(out)
			at[root], out = c, append(out, nil)
		}
		out[c] = append(out[c], s)
	}
	return out
}

// overlap reports whether two spans have more than half of the longer one in
// common.
func overlap(a, b text.Span) bool { return 2*a.Intersect(b).Len() > max(a.Len(), b.Len()) }

// groupOf makes a group; overlapping places of one draft become one.
func groupOf(drafts []Draft, runes []*text.RuneIndex, spots []spot) Group {
	g := Group{Common: spots[0].phrase}
	units, holders := map[string]bool{}, map[int]bool{}
	for _, p := range merged(spots) {
		t := p.span.Of(drafts[p.draft].Report.Text)
		if n := text.Chars(t); n > g.Chars {
			g.Chars, g.Text = n, excerpt(t)
		}
		units[drafts[p.draft].who()], holders[p.draft] = true, true
		start, end := runes[p.draft].Span(p.span)
		g.Members = append(g.Members, Member{p.draft, start, end})
	}
	g.Units = len(units)
	g.Common = g.Common || len(holders) >= commonFrom(len(drafts))
	return g
}

// merged are the places of ordered spots, those that overlap as one.
func merged(spots []spot) []place {
	var out []place
	for _, s := range spots {
		if n := len(out); n > 0 && out[n-1].draft == s.draft && out[n-1].span.Overlaps(s.span) {
			out[n-1].span.End = max(out[n-1].span.End, s.span.End)
		} else {
			out = append(out, s.place)
		}
	}
	return out
}

// excerptChars is the length of an excerpt in code points.
const excerptChars = 120

func excerpt(t string) string {
	n := 0
	for i := range t {
		if n == excerptChars {
			return t[:i] + "…"
		}
		n++
	}
	return t
}

// who is the draft's unit, or its file where the unit is unknown.
func (d Draft) who() string {
	if d.Report.Draft.Unit == "" {
		return "\x00" + d.Report.Draft.File
	}
	return d.Report.Draft.Unit
}
