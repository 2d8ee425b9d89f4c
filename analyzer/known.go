package analyzer

import (
	"context"
	"sync"

	"hegao/analyzer/fault"
	"hegao/analyzer/reuse"
)

// Past is what an archive may tell of the past besides texts to compare with.
// An analyzer asks its archive where the archive has these methods.
type Past interface {
	// UnitNames lists the units that wrote the reports, each once.
	UnitNames(ctx context.Context) ([]string, error)
	// Latest returns the newest report of a unit and a kind (the id of a
	// template) that is about a year before the one given; nil where there
	// is none.
	Latest(ctx context.Context, unit, kind string, before int) (*reuse.Source, error)
	// Newest returns the texts of the newest reports of a kind, at most
	// limit.
	Newest(ctx context.Context, kind string, limit int) ([]string, error)
}

// rosters keeps the roster of an archive until a report is added to it.
type rosters struct {
	mu      sync.Mutex
	reports int
	roster  *fault.Roster
}

func (r *rosters) of(ctx context.Context, past Past, reports int) (*fault.Roster, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.roster != nil && r.reports == reports {
		return r.roster, nil
	}
	names, err := past.UnitNames(ctx)
	if err != nil {
		return nil, err
	}
	r.roster, r.reports = fault.NewRoster(names), reports
	return r.roster, nil
}

// known gathers what the archive tells about a draft: of a draft whose unit
// is not known, nothing.
func (a *Analyzer) known(ctx context.Context, d DraftFacts) (in fault.Input, err error) {
	past, ok := a.archive.(Past)
	if !ok || d.Unit == "" || a.archive.Reports() == 0 {
		return in, nil
	}
	if in.Roster, err = a.rosters.of(ctx, past, a.archive.Reports()); err != nil {
		return in, err
	}
	if d.Year == 0 {
		return in, nil
	}
	last, err := past.Latest(ctx, d.Unit, string(d.Kind), d.Year)
	if err != nil || last == nil {
		return in, err
	}
	in.Last = fault.Last{Year: last.Year, Text: last.Text}
	return in, nil
}

// findFaults runs the fault rules over a draft of which reuse is known.
func (a *Analyzer) findFaults(ctx context.Context, r *Report, w *work) error {
	in, err := a.known(ctx, r.Draft)
	if err != nil {
		return err
	}
	in.Doc, in.Outline, in.Unit, in.Settings = w.doc, w.outline, r.Draft.Unit, a.settings
	in.Copied = copiedFrom(r)
	r.Faults = fault.Check(in)
	return nil
}

// copiedFrom are the passages that another unit wrote.
func copiedFrom(r *Report) []fault.Copied {
	var out []fault.Copied
	for _, p := range r.Reuse.Passages {
		if p.Kind != reuse.Verbatim && p.Kind != reuse.Near || len(p.Sources) == 0 {
			continue
		}
		if unit := p.Sources[0].Unit; unit != "" && unit != r.Draft.Unit {
			out = append(out, fault.Copied{Span: p.Span, Unit: unit})
		}
	}
	return out
}
