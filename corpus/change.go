package corpus

import (
	"context"
	"slices"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
)

// What a person changes about reports that are there: facts, and whether they
// are there at all. A deleted report is hidden, not erased, so that deleting
// can be undone; the immutable fingerprints keep it and it is left out of
// whatever they find.

// Correct sets a report's title, unit, year and kind to those of k, and
// returns the report as it is then. On return it is found by them. Errors are
// message.Error: no such report, no title.
func (a *Archive) Correct(ctx context.Context, name string, k Known) (*Report, error) {
	k.Title, k.Unit = strings.TrimSpace(k.Title), Unit(strings.TrimSpace(string(k.Unit)))
	if k.Title == "" {
		return nil, message.Errorf(message.Invalid, "report_untitled")
	}
	a.importing.Lock()
	defer a.importing.Unlock()
	r, err := a.store.ByName(ctx, name)
	if err != nil {
		return nil, err
	}
	if err := a.store.SetFacts(ctx, r.ID, k); err != nil {
		return nil, err
	}
	a.sources.Remove(r.ID)
	if err := a.catchUp(ctx, nil); err != nil {
		return nil, err
	}
	return a.store.Report(ctx, r.ID)
}

// Delete hides a report: it is found no more and nothing is compared with it.
// Restore brings it back. On return both are on disk.
func (a *Archive) Delete(ctx context.Context, name string) (*Report, error) {
	a.importing.Lock()
	defer a.importing.Unlock()
	r, err := a.store.ByName(ctx, name)
	if err != nil {
		return nil, err
	}
	full, err := a.full()
	if err != nil {
		return nil, err
	}
	if err := a.store.Delete(ctx, []ReportID{r.ID}); err != nil {
		return nil, err
	}
	a.hide(r.ID, true)
	return r, full.Remove(ctx, []ReportID{r.ID})
}

// Restore brings a deleted report back by its name.
func (a *Archive) Restore(ctx context.Context, name string) (*Report, error) {
	a.importing.Lock()
	defer a.importing.Unlock()
	deleted, err := a.store.Deleted(ctx, 0)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(deleted, func(r *Report) bool { return r.Name() == name })
	if i < 0 {
		return nil, message.Errorf(message.NotFound, "report_missing", name)
	}
	r := deleted[i]
	if err := a.store.Restore(ctx, []ReportID{r.ID}); err != nil {
		return nil, err
	}
	a.hide(r.ID, false)
	return r, a.catchUp(ctx, nil)
}

// Deleted lists the reports that were deleted, the latest first.
func (a *Archive) Deleted(ctx context.Context, limit int) ([]*Report, error) {
	return a.store.Deleted(ctx, limit)
}

// seeDeleted learns which reports are deleted.
func (a *Archive) seeDeleted(ctx context.Context) error {
	deleted, err := a.store.Deleted(ctx, 0)
	if err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.gone = map[ReportID]bool{}
	for _, r := range deleted {
		a.gone[r.ID] = true
	}
	return nil
}

func (a *Archive) hide(id ReportID, gone bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if gone {
		a.gone[id] = true
	} else {
		delete(a.gone, id)
	}
}

// withoutGone leaves deleted reports out of postings. Cost: nothing where
// none was deleted, else linear in the postings.
func (a *Archive) withoutGone(postings []reuse.Posting) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if len(a.gone) == 0 {
		return
	}
	for i := range postings {
		p := &postings[i]
		if p.Spots == nil {
			continue
		}
		hidden, last := 0, reuse.DocID(0)
		kept := make([]reuse.Spot, 0, len(p.Spots))
		for _, s := range p.Spots {
			if !a.gone[ReportID(s.Doc)] {
				kept = append(kept, s)
			} else if s.Doc != last {
				hidden, last = hidden+1, s.Doc
			}
		}
		p.Spots, p.Count = kept, max(p.Count-hidden, 0)
	}
}

// standing leaves deleted reports out of entries on their way into the
// full-text index.
func (a *Archive) standing(entries []Entry) []Entry {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return a.gone[e.ID] })
}
