package template

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
	"hegao/analyzer/segment"
)

// absent says that a section is missing: how strongly it is asked for, what
// was looked for, and which heading comes nearest.
func (c *cover) absent(s *Section, r *SectionResult) {
	r.clear()
	r.Status = Missing
	demand := "@" + string(demandOf(r.Required, s.Basis.Tier))
	if s.Opening {
		r.Why = message.New("why.missing_opening", s.Name, demand)
	} else if near := c.nearest(s); near != "" {
		r.Why = message.New("why.missing", s.Name, demand, c.lookedFor(s), near)
	} else {
		r.Why = message.New("why.missing_alone", s.Name, demand, c.lookedFor(s))
	}
}

// demandOf is the catalogue key for how strongly something is asked for:
// only a regulation says must.
func demandOf(required bool, t Tier) message.Key {
	switch {
	case !required:
		return "demand.optional"
	case t == Regulation:
		return "demand.regulation"
	case t == Reported:
		return "demand.reported"
	case t == Custom:
		return "demand.custom"
	}
	return "demand.experience"
}

// shownHeadings is how many of a section's headings are named as looked for.
const shownHeadings = 4

func (c *cover) lookedFor(s *Section) string {
	names := append([]string{}, s.Headings...)
	for _, id := range s.Roles {
		names = append(names, c.lib.roles[id].Headings[:min(shownHeadings, len(c.lib.roles[id].Headings))]...)
	}
	if len(names) == 0 {
		names = append(names, s.Name)
	}
	seen := map[string]bool{}
	var out []string
	for _, n := range names {
		if !seen[n] && len(out) < 2*shownHeadings {
			seen[n] = true
			out = append(out, n)
		}
	}
	return strings.Join(out, "、")
}

// alike is how like a heading must be to a heading of the section to be
// called near: the share of characters they have in common, in percent.
const alike = 45

// The longest heading and the number of headings that are looked at for the
// nearest one.
const (
	longestNear = 30
	mostNear    = 400
)

// nearest is the heading, of those that serve no section, that is most like
// one of the section's headings, so that a person sees what was taken into
// account; "" where none is like it.
func (c *cover) nearest(s *Section) string {
	candidates := []bag{bagOf(s.Name)}
	for _, h := range s.Headings {
		candidates = append(candidates, bagOf(h))
	}
	for _, id := range s.Roles {
		candidates = append(candidates, c.lib.roles[id].bags...)
	}
	best, most := "", alike-1
	for _, h := range c.unserving() {
		for _, candidate := range candidates {
			if n := h.bag.likeness(candidate); n > most {
				best, most = h.title, n
			}
		}
	}
	return best
}

// plainHeading is a heading that serves no section.
type plainHeading struct {
	title string
	bag   bag
}

// unserving are the headings that serve no section, collected on first use.
func (c *cover) unserving() []plainHeading {
	if c.plain != nil {
		return c.plain
	}
	c.plain = []plainHeading{}
	for i, h := range c.out.Headings[:min(len(c.out.Headings), mostNear)] {
		title := h.Title.Of(c.doc.Text)
		if len(c.owners[i]) == 0 && utf8.RuneCountInString(title) <= longestNear {
			c.plain = append(c.plain, plainHeading{title, bagOf(tidy(title))})
		}
	}
	return c.plain
}

// bag is the characters of a short text in ascending order.
type bag []rune

func bagOf(s string) bag {
	b := bag(s)
	slices.Sort(b)
	return b
}

// likeness is the share of characters two short texts have in common, 0…100.
func (a bag) likeness(b bag) int {
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			shared, i, j = shared+1, i+1, j+1
		}
	}
	return 200 * shared / max(len(a)+len(b), 1)
}

// sentencesIn are the sentences of a text.
func sentencesIn(t string) []string {
	spans := segment.Sentences(t)
	out := make([]string, len(spans))
	for i, s := range spans {
		out[i] = s.Of(t)
	}
	return out
}
