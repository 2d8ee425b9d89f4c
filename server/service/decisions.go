package service

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"hegao/analyzer"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
)

// DecisionState is what a person made of a finding.
type DecisionState string

// The states. Dismissed holds for the unit, in this draft and in later ones;
// Mended for the check alone: the next one shows whether it was.
const (
	Dismissed DecisionState = "dismissed"
	Mended    DecisionState = "mended"
)

// Decision is what a person made of a finding, and why. Every decision can be
// undone.
type Decision struct {
	Finding
	State  DecisionState `json:"state"`
	Reason string        `json:"reason"` // "" for Mended
	At     time.Time     `json:"at"`
	Rule   string        `json:"rule"`  // see Found
	Words  string        `json:"words"` // see Found
	// Template is the one that asks for a section or point: another one's
	// section of the same name is another finding.
	Template template.ID `json:"template,omitempty"`
}

const (
	// decisionKind is the kind of the records that hold decisions, one for
	// each scope: a unit, or a check.
	decisionKind = "decisions"
	// maxDecisions bounds the decisions of a scope; from then on the oldest
	// go.
	maxDecisions = 2000
	// maxReason is the longest reason, in characters.
	maxReason = 200
	// maxUnit bounds the name of a unit that decisions are kept under.
	maxUnit = 120
)

// Decisions are those that hold for one check.
type Decisions struct {
	of map[Finding]Decision
	// unmended are findings that were marked as mended in the check before.
	unmended map[Finding]bool
}

// Of returns the decision on a finding; ok is false where there is none.
func (d *Decisions) Of(f Finding) (x Decision, ok bool) {
	if d == nil {
		return Decision{}, false
	}
	x, ok = d.of[f]
	return x, ok
}

// Dismissed reports whether a finding was called no problem.
func (d *Decisions) Dismissed(f Finding) bool {
	x, ok := d.Of(f)
	return ok && x.State == Dismissed
}

// Counted is the report without the faults and passages that were called no
// problem.
func (d *Decisions) Counted(r *analyzer.Report) *analyzer.Report {
	out := *r
	out.Faults = slices.DeleteFunc(slices.Clone(r.Faults), func(f fault.Fault) bool {
		return d.Dismissed(Finding{FaultFinding, f.ID})
	})
	out.Reuse = r.Reuse.Without(func(p reuse.Passage) bool { return d.Dismissed(Finding{PassageFinding, p.ID}) })
	return &out
}

// left is the report without anything that was called no problem.
func (d *Decisions) left(r *analyzer.Report) *analyzer.Report {
	out := d.Counted(r)
	out.Coverage.Sections = slices.DeleteFunc(slices.Clone(r.Coverage.Sections), func(s template.SectionResult) bool {
		return d.Dismissed(Finding{SectionFinding, string(s.ID)})
	})
	out.Coverage.Points = slices.DeleteFunc(slices.Clone(r.Coverage.Points), func(p template.PointResult) bool {
		return d.Dismissed(Finding{PointFinding, string(p.ID)})
	})
	return out
}

// Unmended reports whether a finding was marked as mended in the check before.
func (d *Decisions) Unmended(f Finding) bool { return d != nil && d.unmended[f] }

// All are the decisions, the newest first.
func (d *Decisions) All() []Decision {
	out := []Decision{}
	for _, x := range d.of {
		out = append(out, x)
	}
	sortDecisions(out)
	return out
}

func sortDecisions(all []Decision) {
	slices.SortFunc(all, func(a, b Decision) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.String(), b.String()))
	})
}

// unitScope is where the decisions for a unit are kept. A check of no known
// unit shares them with the checks of its later versions only.
func unitScope(c *Checked) string {
	if c.Report.Draft.Unit == "" {
		return checkScope(cmp.Or(c.Origin, c.ID))
	}
	return scopeOfUnit(c.Report.Draft.Unit)
}

func scopeOfUnit(unit string) string {
	r := []rune(strings.Join(strings.Fields(unit), ""))
	return "unit:" + string(r[:min(len(r), maxUnit)])
}

func checkScope(id string) string { return "check:" + id }

// Decisions returns those that hold for a check. Cost: three small reads.
func (s *Service) Decisions(ctx context.Context, c *Checked) (*Decisions, error) {
	out := &Decisions{of: map[Finding]Decision{}, unmended: map[Finding]bool{}}
	for _, scope := range []string{unitScope(c), checkScope(c.ID)} {
		all, err := s.loadDecisions(ctx, scope)
		if err != nil {
			return nil, err
		}
		for _, d := range all {
			if d.Template == "" || d.Template == c.Report.Template.ID {
				out.of[d.Finding] = d
			}
		}
	}
	if c.Before == "" {
		return out, nil
	}
	before, err := s.loadDecisions(ctx, checkScope(c.Before))
	for _, d := range before {
		if d.State == Mended {
			out.unmended[d.Finding] = true
		}
	}
	return out, err
}

// UnitDecisions returns all that was called no problem for a unit, the newest
// first.
func (s *Service) UnitDecisions(ctx context.Context, unit string) ([]Decision, error) {
	all, err := s.loadDecisions(ctx, scopeOfUnit(unit))
	sortDecisions(all)
	return all, err
}

func (s *Service) loadDecisions(ctx context.Context, scope string) ([]Decision, error) {
	b, err := s.archive.Store().LoadRecord(ctx, decisionKind, scope)
	if message.CodeOf(err) == message.NotFound {
		return []Decision{}, nil
	}
	if err != nil {
		return nil, err
	}
	var all []Decision
	return all, json.Unmarshal(b, &all)
}

// Decide keeps a decision on findings of a check and returns those that hold
// now; on return it is on disk. Errors are message.Error: no such check or
// finding, no reason for a dismissal, one that is too long.
func (s *Service) Decide(ctx context.Context, check string, findings []Finding, state DecisionState, reason string) (*Decisions, error) {
	reason = strings.Join(strings.Fields(reason), " ")
	switch {
	case state == Mended:
		reason = ""
	case state != Dismissed:
		return nil, message.Errorf(message.Invalid, "decision_unknown", string(state))
	case reason == "":
		return nil, message.Errorf(message.Invalid, "reason_missing")
	case utf8.RuneCountInString(reason) > maxReason:
		return nil, message.Errorf(message.Invalid, "reason_long")
	}
	c, err := s.LoadCheck(ctx, check)
	if err != nil {
		return nil, err
	}
	var made []Decision
	known := map[Finding]Found{}
	for _, f := range FindingsOf(c.Report) {
		known[f.Finding] = f
	}
	now := time.Now().UTC()
	for _, f := range findings {
		found, ok := known[f]
		if !ok {
			return nil, message.Errorf(message.NotFound, "finding_missing", f.String())
		}
		made = append(made, Decision{f, state, reason, now, found.Rule, found.Words, found.Template})
	}
	to, from := unitScope(c), checkScope(c.ID)
	if state == Mended {
		to, from = from, to
	}
	if err := s.replaceDecisions(ctx, from, findings, nil); err != nil {
		return nil, err
	}
	if err := s.replaceDecisions(ctx, to, findings, made); err != nil {
		return nil, err
	}
	return s.Decisions(ctx, c)
}

// Undo takes back what was decided on findings of a check and returns what
// holds now. A finding nobody decided on is no error.
func (s *Service) Undo(ctx context.Context, check string, findings []Finding) (*Decisions, error) {
	c, err := s.LoadCheck(ctx, check)
	if err != nil {
		return nil, err
	}
	for _, scope := range []string{unitScope(c), checkScope(c.ID)} {
		if err := s.replaceDecisions(ctx, scope, findings, nil); err != nil {
			return nil, err
		}
	}
	return s.Decisions(ctx, c)
}

// UndoForUnit takes back what was decided for a unit.
func (s *Service) UndoForUnit(ctx context.Context, unit string, findings []Finding) error {
	return s.replaceDecisions(ctx, scopeOfUnit(unit), findings, nil)
}

// replaceDecisions puts made in the place of what a scope holds on findings.
func (s *Service) replaceDecisions(ctx context.Context, scope string, findings []Finding, made []Decision) error {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	all, err := s.loadDecisions(ctx, scope)
	if err != nil {
		return err
	}
	before := len(all)
	all = slices.DeleteFunc(all, func(d Decision) bool { return slices.Contains(findings, d.Finding) })
	if len(all) == before && len(made) == 0 {
		return nil
	}
	all = append(all, made...)
	all = all[max(0, len(all)-maxDecisions):]
	b, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return s.archive.Store().KeepRecord(ctx, decisionKind, scope, b)
}
