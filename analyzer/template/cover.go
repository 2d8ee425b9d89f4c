package template

import (
	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/segment"
	"hegao/analyzer/text"
)

// Coverage is how a report stands against a template.
type Coverage struct {
	Sections []SectionResult `json:"sections"`
	Points   []PointResult   `json:"points"`
	// Order lists sections that stand before one they should follow, where
	// the template asks for its order.
	Order []OrderResult `json:"order,omitempty"`
}

// SectionResult is how one section stands.
type SectionResult struct {
	ID    SectionID `json:"id"`
	Roles []RoleID  `json:"roles"`
	Asked
	Status Status `json:"status"`
	// Headings are the spans of the headings that serve the section.
	Headings []text.Span `json:"headings,omitempty"`
	// Span covers the section from its first heading, or first sentence
	// without one, to its end; Empty where it is missing.
	Span     text.Span       `json:"span"`
	Chars    int             `json:"chars"`
	Evidence []Evidence      `json:"evidence,omitempty"`
	Why      message.Message `json:"why"`
	// Reasons is everything that makes the section thin; Why is the first.
	Reasons []message.Message `json:"reasons,omitempty"`
	// parts are the places that belong to the section, without headings.
	parts []text.Span
}

// PointResult is how one point stands.
type PointResult struct {
	ID PointID `json:"id"`
	Asked
	Status   Status          `json:"status"`
	Evidence []Evidence      `json:"evidence,omitempty"`
	Why      message.Message `json:"why"`
}

// Peers is what is known of other reports of the kind. The zero value knows
// nothing; what it leaves out is not judged.
type Peers struct {
	// Median returns the median length of a section in the archive's reports
	// of the kind, and how many reports that is.
	Median func(SectionID) (chars, reports int)
	// General are places of the draft that many unrelated reports hold, in
	// reading order and without overlaps.
	General []text.Span
}

// Catalogue keys of Evidence.Why.
const (
	whyHeading = "evidence.heading"
	whyTheme   = "evidence.theme"
	whyContent = "evidence.content"
	whyNothing = "evidence.nothing_to_report"
	whyWord    = "evidence.word"
)

// Cover tells how d stands against t. Cost: O(len(d.Text)) per section.
func (l *Library) Cover(t *Template, d *text.Document, o *outline.Outline) *Coverage {
	return l.CoverAmong(t, d, o, Peers{})
}

// CoverAmong is Cover with other reports to compare with.
func (l *Library) CoverAmong(t *Template, d *text.Document, o *outline.Outline, p Peers) *Coverage {
	c := &cover{lib: l, t: t, doc: d, out: o, peers: p, chars: text.Chars(d.Text)}
	c.assign()
	c.claim()
	res := &Coverage{}
	for i := range t.Sections {
		res.Sections = append(res.Sections, c.section(i))
	}
	for i := range t.Points {
		res.Points = append(res.Points, c.point(&t.Points[i]))
	}
	if t.StrictOrder {
		res.Order = inOrder(res.Sections)
	}
	return res
}

// cover is the work on one report.
type cover struct {
	lib   *Library
	t     *Template
	doc   *text.Document
	out   *outline.Outline
	peers Peers
	// owners[h] lists the sections (indexes) that heading h serves.
	owners [][]int
	// inside[h] is true where heading h stands in a part that serves a section.
	inside []bool
	// claimed[i] is true where the i-th block of running text stands under a
	// heading that serves a section.
	claimed []bool
	// sentences of the running text, split on first use.
	sentences []sentence
	// plain are the headings that serve no section; see unserving.
	plain []plainHeading
	// chars is the length of the whole text.
	chars int
	// start is the title and the beginning, read on first use.
	start string
}

// sentence is a sentence of the running text.
type sentence struct {
	text.Span
	// before counts the compared characters in front of it.
	before int
}

func (c *cover) section(i int) SectionResult {
	s := &c.t.Sections[i]
	r := SectionResult{ID: s.ID, Roles: s.Roles, Asked: Asked{s.Name, s.Required && c.applies(s.When), s.Level, s.Basis}}
	switch {
	case c.noText():
		r.Status, r.Why = Unassessable, message.Say("why.unassessable")
	case c.find(i, &r):
		c.weigh(s, &r)
	default:
		c.absent(s, &r)
	}
	return r
}

// noText reports a draft of which nothing can be said.
func (c *cover) noText() bool { return c.doc.NoText || c.chars == 0 }

// least is the length below which the section is thin in this report.
func (c *cover) least(s *Section) int { return c.t.leastChars(s, c.chars) }

// begin is how much of the beginning tells whom a report is by, in bytes.
const begin = 1800

// applies reports whether a condition holds: the title or the beginning of
// the report matches. No condition always holds.
func (c *cover) applies(when pattern) bool {
	if when.Regexp == nil {
		return true
	}
	if c.start == "" {
		end := min(len(c.doc.Text), max(c.out.Title.End, 0)+begin)
		for end < len(c.doc.Text) && c.doc.Text[end]&0xC0 == 0x80 {
			end++
		}
		c.start = c.doc.Text[:end]
	}
	return when.match(c.start)
}

// sentenceSpans splits the running text into sentences, numbers in front of
// them left out.
func (c *cover) sentenceSpans() []sentence {
	if c.sentences != nil {
		return c.sentences
	}
	chars, at := 0, 0
	for _, b := range c.out.Prose {
		block := c.doc.Blocks[b].Span
		for _, s := range segment.Sentences(block.Of(c.doc.Text)) {
			s = s.Shift(block.Start)
			if s.Start > at {
				chars += text.Chars(c.doc.Text[at:s.Start])
				at = s.Start
			}
			if _, n := outline.ScanNumber(s.Of(c.doc.Text)); n > 0 {
				s.Start += n
			}
			c.sentences = append(c.sentences, sentence{s, chars})
		}
	}
	return c.sentences
}

func (r *SectionResult) grow(s text.Span) {
	if r.Span.Empty() {
		r.Span = s
		return
	}
	r.Span.Start = min(r.Span.Start, s.Start)
	r.Span.End = max(r.Span.End, s.End)
}

// add takes a place into the section.
func (r *SectionResult) add(c *cover, head, body text.Span, why string) {
	r.Evidence = append(r.Evidence, Evidence{head, why})
	body.End = max(body.Start, text.Trim(c.doc.Text, body).End)
	r.parts = append(r.parts, body)
	r.Chars += text.Chars(body.Of(c.doc.Text))
	r.grow(text.Span{Start: head.Start, End: max(head.End, body.End)})
}

// clear forgets everything that was found.
func (r *SectionResult) clear() {
	*r = SectionResult{ID: r.ID, Roles: r.Roles, Asked: r.Asked}
}
