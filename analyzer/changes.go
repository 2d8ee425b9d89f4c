package analyzer

import (
	"slices"

	"hegao/analyzer/template"
)

// Changes is what an edit did to the findings of an earlier check: findings
// are the same where their ids are, which do not change when the draft changes
// elsewhere.
type Changes struct {
	// Mended and New are the faults that are gone and those that came.
	Mended []FaultView `json:"mended"`
	New    []FaultView `json:"new"`
	Kept   int         `json:"kept"`
	// Sections are those whose status is another one now.
	Sections []SectionChange `json:"sections"`
	// Gone and Come are the ids of passages.
	Gone []string `json:"passages_gone"`
	Come []string `json:"passages_new"`
}

// SectionChange is a section before and after.
type SectionChange struct {
	ID     template.SectionID `json:"id"`
	Name   string             `json:"name"`
	Before template.Status    `json:"before"`
	After  template.Status    `json:"after"`
}

// ChangesSince compares a check with an earlier one of the same draft. Cost:
// O(findings · log findings).
func (v *View) ChangesSince(before *View) *Changes {
	c := &Changes{Mended: []FaultView{}, New: []FaultView{}, Sections: []SectionChange{}, Gone: []string{}, Come: []string{}}
	faultID := func(f FaultView) string { return f.ID }
	c.Mended = append(c.Mended, missingFrom(before.Faults, v.Faults, faultID)...)
	c.New = append(c.New, missingFrom(v.Faults, before.Faults, faultID)...)
	c.Kept = len(v.Faults) - len(c.New)
	passageID := func(p PassageView) string { return p.ID }
	for _, p := range missingFrom(before.Reuse.Passages, v.Reuse.Passages, passageID) {
		c.Gone = append(c.Gone, p.ID)
	}
	for _, p := range missingFrom(v.Reuse.Passages, before.Reuse.Passages, passageID) {
		c.Come = append(c.Come, p.ID)
	}
	c.Sections = append(c.Sections, sectionChanges(before, v)...)
	return c
}

// missingFrom lists what of a is not in b, by id.
func missingFrom[T any](a, b []T, id func(T) string) []T {
	there := make(map[string]bool, len(b))
	for _, x := range b {
		there[id(x)] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(x T) bool { return there[id(x)] })
}

// sectionChanges compares the sections that both templates have.
func sectionChanges(before, after *View) []SectionChange {
	was := map[template.SectionID]template.Status{}
	for _, s := range before.Sections {
		was[s.ID] = s.Status
	}
	var out []SectionChange
	for _, s := range after.Sections {
		if b, ok := was[s.ID]; ok && b != s.Status {
			out = append(out, SectionChange{s.ID, s.Name, b, s.Status})
		}
	}
	return out
}
