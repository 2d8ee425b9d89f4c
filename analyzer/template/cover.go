package template

import (
	"strconv"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/outline"
	"hegao/analyzer/segment"
	"hegao/analyzer/text"
)

// Coverage is how a report stands against a template.
type Coverage struct {
	Sections []SectionResult `json:"sections"`
	Points   []PointResult   `json:"points"`
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
}

// PointResult is how one point stands.
type PointResult struct {
	ID PointID `json:"id"`
	Asked
	Status   Status          `json:"status"`
	Evidence []Evidence      `json:"evidence,omitempty"`
	Why      message.Message `json:"why"`
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
	c := &cover{lib: l, t: t, doc: d, out: o}
	c.assign()
	res := &Coverage{}
	for i := range t.Sections {
		res.Sections = append(res.Sections, c.section(i))
	}
	for i := range t.Points {
		res.Points = append(res.Points, c.point(&t.Points[i]))
	}
	return res
}

// cover is the work on one report.
type cover struct {
	lib *Library
	t   *Template
	doc *text.Document
	out *outline.Outline
	// owners[h] lists the sections (indexes) that heading h serves.
	owners [][]int
	// sentences of the running text, split on first use.
	sentences []text.Span
}

// assign finds which sections every heading serves. A heading inside a part
// that serves another section counts for that one only: "工作落实不到位"
// under "存在问题" is no account of work done.
func (c *cover) assign() {
	c.owners = make([][]int, len(c.out.Headings))
	var path []int // headings around the current one, outermost first
	for h, head := range c.out.Headings {
		for len(path) > 0 && c.out.Headings[path[len(path)-1]].Level >= head.Level {
			path = path[:len(path)-1]
		}
		if !c.insideOwned(path) {
			c.owners[h] = c.serving(head.Title.Of(c.doc.Text))
		}
		path = append(path, h)
	}
}

func (c *cover) insideOwned(path []int) bool {
	for _, h := range path {
		if len(c.owners[h]) > 0 {
			return true
		}
	}
	return false
}

func (c *cover) serving(title string) []int {
	var sections []int
	for i := range c.t.Sections {
		if c.lib.serves(c.t, &c.t.Sections[i], title) {
			sections = append(sections, i)
		}
	}
	return sections
}

func (c *cover) section(i int) SectionResult {
	s := &c.t.Sections[i]
	r := SectionResult{ID: s.ID, Roles: s.Roles, Asked: Asked{s.Name, s.Required, s.Level, s.Basis}}
	if text.Chars(c.doc.Text) == 0 {
		r.Status, r.Why = Unassessable, message.Say("why.unassessable")
		return r
	}
	if c.byHeading(i, &r) || s.Flat && c.byTheme(i, &r) || c.byContent(s, &r) {
		c.weigh(s, &r)
		return r
	}
	r.Status = Missing
	if near := c.nearest(s); near != "" {
		r.Why = message.New("why.missing", s.Name, c.lookedFor(s), near)
	} else {
		r.Why = message.New("why.missing_alone", s.Name, c.lookedFor(s))
	}
	return r
}

func (c *cover) byHeading(i int, r *SectionResult) bool {
	for h, owners := range c.owners {
		for _, o := range owners {
			if o != i {
				continue
			}
			head := c.out.Headings[h]
			r.Headings = append(r.Headings, head.Span)
			r.Evidence = append(r.Evidence, Evidence{head.Span, whyHeading})
			r.Chars += text.Chars(head.Body.Of(c.doc.Text))
			r.grow(text.Span{Start: head.Span.Start, End: text.Trim(c.doc.Text, head.Body).End})
		}
	}
	r.Status = Present
	if s := &c.t.Sections[i]; s.Flat && len(r.Headings) > 0 && r.Chars < s.MinChars {
		c.themes(r) // 总体情况 alone, and the work itself by theme
	}
	return len(r.Headings) > 0
}

// byTheme takes headings that belong to no section, or failing them the
// running text that no heading claims, for the section.
func (c *cover) byTheme(i int, r *SectionResult) bool {
	s := &c.t.Sections[i]
	c.themes(r)
	if len(r.Evidence) < 2 {
		*r = SectionResult{ID: r.ID, Roles: r.Roles, Asked: r.Asked}
		c.unclaimed(r)
	}
	r.Status = Unheaded
	if r.Chars < max(s.MinChars/2, 150) {
		*r = SectionResult{ID: r.ID, Roles: r.Roles, Asked: r.Asked}
		return false
	}
	return true
}

// themes adds the headings of the top level that serve no section.
func (c *cover) themes(r *SectionResult) {
	top := c.topLevel()
	for h, head := range c.out.Headings {
		if head.Level == top && len(c.owners[h]) == 0 && !c.holdsOwned(h) {
			r.Evidence = append(r.Evidence, Evidence{head.Span, whyTheme})
			r.Chars += text.Chars(head.Body.Of(c.doc.Text))
			r.grow(text.Span{Start: head.Span.Start, End: head.Body.End})
		}
	}
}

// topLevel is the outermost level with two headings or more: a single
// heading around the others is a title.
func (c *cover) topLevel() int {
	count := map[int]int{}
	for _, h := range c.out.Headings {
		count[h.Level]++
	}
	for level := 1; level <= len(count); level++ {
		if count[level] >= 2 {
			return level
		}
	}
	return 1
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

// unclaimed takes the running text that stands under no owned heading.
func (c *cover) unclaimed(r *SectionResult) {
	for _, b := range c.out.Prose {
		span := c.doc.Blocks[b].Span
		if c.claimed(span) {
			continue
		}
		r.Chars += text.Chars(span.Of(c.doc.Text))
		if len(r.Evidence) < 3 {
			r.Evidence = append(r.Evidence, Evidence{span, whyContent})
		}
		r.grow(span)
	}
}

func (c *cover) claimed(span text.Span) bool {
	for h, owners := range c.owners {
		if len(owners) > 0 && (c.out.Headings[h].Body.Overlaps(span) || c.out.Headings[h].Span.Overlaps(span)) {
			return true
		}
	}
	return false
}

// byContent looks for sentences that do the section's work.
func (c *cover) byContent(s *Section, r *SectionResult) bool {
	for _, sentence := range c.sentenceSpans() {
		if s.Within > 0 && text.Chars(c.doc.Text[:sentence.Start]) > s.Within {
			break
		}
		if !c.speaksOf(s, sentence) {
			continue
		}
		r.Evidence = append(r.Evidence, Evidence{sentence, whyContent})
		r.Chars += text.Chars(sentence.Of(c.doc.Text))
		r.grow(sentence)
	}
	if len(r.Evidence) == 0 {
		return false
	}
	r.Status = Unheaded
	if s.Within > 0 { // such a section never has a heading
		r.Status = Present
	}
	return true
}

func (c *cover) speaksOf(s *Section, span text.Span) bool {
	sentence := span.Of(c.doc.Text)
	if s.Content.match(sentence) || s.EmptyOK.match(sentence) {
		return true
	}
	for _, id := range s.Roles {
		role := c.lib.roles[id]
		if role.Last > 0 && float64(span.Start) < (1-role.Last)*float64(len(c.doc.Text)) {
			continue
		}
		if role.Content.match(sentence) && !role.Not.match(sentence) {
			return true
		}
	}
	return false
}

func (c *cover) sentenceSpans() []text.Span {
	if c.sentences == nil {
		for _, b := range c.out.Prose {
			block := c.doc.Blocks[b].Span
			for _, s := range segment.Sentences(block.Of(c.doc.Text)) {
				s = s.Shift(block.Start)
				if _, n := outline.ScanNumber(s.Of(c.doc.Text)); n > 0 {
					s.Start += n
				}
				c.sentences = append(c.sentences, s)
			}
		}
	}
	return c.sentences
}

// weigh tells a full section from a thin one and says why.
func (c *cover) weigh(s *Section, r *SectionResult) {
	body := r.Span.Of(c.doc.Text)
	figures := figure.FindAllStringIndex(body, s.NeedNumbers+1)
	switch {
	case r.Status == Present && s.EmptyOK.match(body):
		r.Why = message.New("why.nothing_to_report", s.Name)
	case r.Status == Present && r.Chars < s.MinChars:
		r.Status = Thin
		r.Why = message.New("why.thin_chars", s.Name, r.Chars, s.MinChars)
	case r.Status == Present && len(figures) < s.NeedNumbers:
		r.Status = Thin
		r.Why = message.New("why.thin_figures", s.Name, len(figures))
	case r.Status == Unheaded:
		r.Why = message.New("why.unheaded", s.Name)
	default:
		r.Why = message.New("why.present", s.Name)
	}
}

func (c *cover) lookedFor(s *Section) string {
	var names []string
	for _, id := range s.Roles {
		role := c.lib.roles[id]
		names = append(names, role.Headings[:min(4, len(role.Headings))]...)
	}
	names = append(names, s.Headings...)
	if len(names) == 0 {
		names = append(names, s.Name)
	}
	return strings.Join(names, "、")
}

// nearest is the heading that shares most characters with the section's
// name, so that a person sees what was taken into account.
func (c *cover) nearest(s *Section) string {
	best, most := "", 1
	for _, h := range c.out.Headings {
		title := h.Title.Of(c.doc.Text)
		shared := 0
		for _, r := range s.Name {
			if strings.ContainsRune(title, r) {
				shared++
			}
		}
		if shared > most {
			best, most = title, shared
		}
	}
	return best
}

func (r *SectionResult) grow(s text.Span) {
	if r.Span.Empty() {
		r.Span = s
		return
	}
	r.Span.Start = min(r.Span.Start, s.Start)
	r.Span.End = max(r.Span.End, s.End)
}

// point looks for a point's words anywhere in the text: two strong words or
// one with two weak ones speak of it, fewer only touch it.
func (c *cover) point(p *Point) PointResult {
	r := PointResult{ID: p.ID, Asked: Asked{Name: p.Name, Required: p.Required, Level: "warning", Basis: p.Basis}}
	strong := c.words(p.Strong, &r)
	weak := c.words(p.Weak, &r)
	switch score := 2*strong + weak; {
	case score >= 3:
		r.Status, r.Why = Present, message.New("why.point_present", p.Name)
	case score > 0:
		r.Status, r.Why = Thin, message.New("why.point_thin", p.Name)
	default:
		r.Status = Missing
		r.Why = message.New("why.point_missing", p.Name, strings.Join(p.Strong, "、"), strconv.Itoa(len(p.Strong)+len(p.Weak)))
	}
	if r.Status != Present && p.EmptyOK.Regexp != nil {
		if at := p.EmptyOK.FindStringIndex(c.doc.Text); at != nil {
			r.Status, r.Why = Present, message.New("why.nothing_to_report", p.Name)
			r.Evidence = append(r.Evidence, Evidence{text.Span{Start: at[0], End: at[1]}, whyNothing})
		}
	}
	return r
}

// words counts the distinct words that occur and notes the first places.
func (c *cover) words(list []string, r *PointResult) int {
	n := 0
	for _, w := range list {
		at := strings.Index(c.doc.Text, w)
		if at < 0 {
			continue
		}
		n++
		if len(r.Evidence) < 4 {
			r.Evidence = append(r.Evidence, Evidence{text.Span{Start: at, End: at + len(w)}, whyWord})
		}
	}
	return n
}
