package template

import (
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// find looks for a section: by headings, by headings of theme, by content.
// It fills in where the section stands and returns false where it does not.
func (c *cover) find(i int, r *SectionResult) bool {
	s := &c.t.Sections[i]
	if s.Opening {
		return c.opening(r)
	}
	return c.byHeading(i, r) || s.Flat && c.byTheme(s, r) || c.byContent(s, r)
}

// opening takes the running text before the first heading, or the first
// paragraph where there are no headings.
func (c *cover) opening(r *SectionResult) bool {
	for _, b := range c.out.Prose {
		block := c.doc.Blocks[b].Span
		if len(c.out.Headings) > 0 && block.Start >= c.out.Headings[0].Span.Start || len(c.out.Headings) == 0 && len(r.parts) > 0 {
			break
		}
		r.add(c, block, block, whyContent)
	}
	r.Status = Present
	return len(r.parts) > 0
}

func (c *cover) byHeading(i int, r *SectionResult) bool {
	for h, owners := range c.owners {
		for _, o := range owners {
			if o == i {
				head := c.out.Headings[h]
				r.Headings = append(r.Headings, head.Span)
				r.add(c, head.Span, head.Body, whyHeading)
			}
		}
	}
	r.Status = Present
	if s := &c.t.Sections[i]; s.Flat && len(r.Headings) > 0 && r.Chars < c.least(s) {
		c.themes(r) // 总体情况 alone, and the work itself by theme
	}
	return len(r.Headings) > 0
}

// leastFlat is the fewest characters that make up a section without a
// heading.
const leastFlat = 120

// byTheme takes headings that belong to no section, or failing them the
// running text that no heading claims, for the section.
func (c *cover) byTheme(s *Section, r *SectionResult) bool {
	c.themes(r)
	if len(r.Evidence) < 2 {
		r.clear()
		c.unclaimed(r)
	}
	r.Status = Unheaded
	if r.Chars < max(c.least(s)/2, leastFlat) {
		r.clear()
		return false
	}
	return true
}

// themes adds the headings of the top level that serve no section and stand
// in none.
func (c *cover) themes(r *SectionResult) {
	top := topLevel(c.out)
	for h, head := range c.out.Headings {
		if head.Level == top && len(c.owners[h]) == 0 && !c.inside[h] && !c.holdsOwned(h) {
			r.add(c, head.Span, head.Body, whyTheme)
		}
	}
}

// holdsOwned reports whether a heading inside h serves a section.
func (c *cover) holdsOwned(h int) bool {
	for j := h + 1; j < len(c.out.Headings) && c.out.Headings[j].Level > c.out.Headings[h].Level; j++ {
		if len(c.owners[j]) > 0 {
			return true
		}
	}
	return false
}

// shownPlaces is how many places are shown for running text without headings.
const shownPlaces = 3

// unclaimed takes the running text that stands under no owned heading.
func (c *cover) unclaimed(r *SectionResult) {
	for i, b := range c.out.Prose {
		if span := c.doc.Blocks[b].Span; !c.claimed[i] {
			r.add(c, span, span, whyContent)
		}
	}
	r.Evidence = r.Evidence[:min(len(r.Evidence), shownPlaces)]
}

// byContent looks for sentences that do the section's work.
func (c *cover) byContent(s *Section, r *SectionResult) bool {
	for _, sentence := range c.sentenceSpans() {
		if s.Within > 0 && sentence.before > s.Within {
			break
		}
		if c.speaksOf(s, sentence.Span) {
			r.add(c, sentence.Span, sentence.Span, whyContent)
		}
	}
	r.Status = Unheaded
	if s.Within > 0 { // such a section never has a heading
		r.Status = Present
	}
	return len(r.Evidence) > 0
}

// speaksOf reports whether a sentence does the section's work.
func (c *cover) speaksOf(s *Section, span text.Span) bool {
	return c.says(s, span.Of(c.doc.Text), float64(span.Start)/float64(len(c.doc.Text)))
}

// says is speaksOf for a sentence that stands at a place of the text, 0…1.
func (c *cover) says(s *Section, sentence string, at float64) bool {
	if s.Content.match(sentence) || s.EmptyOK.match(sentence) {
		return true
	}
	for _, id := range s.Roles {
		role := c.lib.roles[id]
		if role.Last > 0 && at < 1-role.Last {
			continue
		}
		if role.Content.match(sentence) && !role.Not.match(sentence) {
			return true
		}
	}
	return false
}

// unheadedWhy says that a section has no heading, and how much of it there is.
func (c *cover) unheadedWhy(s *Section, r *SectionResult) message.Message {
	if least := c.least(s); r.Chars < least {
		return message.New("why.unheaded_short", s.Name, r.Chars, least)
	}
	return message.New("why.unheaded", s.Name)
}
