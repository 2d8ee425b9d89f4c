package template

import (
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// OrderResult is a section that stands before one it should follow.
type OrderResult struct {
	ID SectionID `json:"id"`
	// Follows is the section that should stand before it.
	Follows SectionID       `json:"follows"`
	Span    text.Span       `json:"span"`
	Why     message.Message `json:"why"`
	Basis   Basis           `json:"basis"`
}

// inOrder compares the places of the sections' headings with the order of the
// template. Each section that stands too early is told once, with the last of
// those that should stand before it; its Why says so too.
func inOrder(sections []SectionResult) []OrderResult {
	var out []OrderResult
	last := -1 // the section so far whose heading stands furthest down
	for i := range sections {
		s := &sections[i]
		if len(s.Headings) == 0 {
			continue
		}
		if last < 0 || s.Headings[0].Start >= sections[last].Headings[0].Start {
			last = i
			continue
		}
		before := &sections[last]
		why := message.New("why.order", s.Name, before.Name, "@"+string(demandOf(true, s.Basis.Tier)))
		if s.Status == Present {
			s.Why = why
		}
		out = append(out, OrderResult{s.ID, before.ID, s.Headings[0], why, s.Basis})
	}
	return out
}
