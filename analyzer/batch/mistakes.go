package batch

import (
	"cmp"
	"slices"

	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Mistake is one and the same mistake, in the same words, in drafts of
// several units: the same unfilled blank, the same word written twice, the
// same sum that does not add up. Texts may be alike for good reasons;
// mistakes seldom are.
type Mistake struct {
	Rule    fault.RuleID    `json:"rule"`
	Text    string          `json:"text"`   // how it begins, up to excerptChars
	Around  string          `json:"around"` // the same with the words next to it
	Message message.Message `json:"message"`
	Members []Member        `json:"members"` // one for each unit, in the order of the drafts
}

// mistakesIn finds faults that several units share; those that are in most
// units come first. A fault's id follows from its rule, its text and the
// characters around it, so equal ids in two drafts are one mistake.
func mistakesIn(drafts []Draft) []Mistake {
	var ids []string
	by := map[string]*Mistake{}
	seen := map[[2]string]bool{}
	for k, d := range drafts {
		runes := text.NewRuneIndex(d.Report.Text)
		for _, f := range d.Report.Faults {
			key := [2]string{f.ID, d.who()}
			if seen[key] {
				continue
			}
			seen[key] = true
			m := by[f.ID]
			if m == nil {
				m = &Mistake{
					Rule: f.Rule, Message: f.Message,
					Text:   excerpt(f.Span.Of(d.Report.Text)),
					Around: excerpt(oneLine(around(d.Report.Text, f.Span))),
				}
				by[f.ID], ids = m, append(ids, f.ID)
			}
			start, end := runes.Span(f.Span)
			m.Members = append(m.Members, Member{k, start, end})
		}
	}
	out := []Mistake{}
	for _, id := range ids {
		if len(by[id].Members) > 1 {
			out = append(out, *by[id])
		}
	}
	slices.SortStableFunc(out, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(len(b.Members), len(a.Members)), a.Members[0].compare(b.Members[0]))
	})
	return out
}
