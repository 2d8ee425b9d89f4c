package corpus

import (
	"context"
	"errors"
	"slices"

	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
)

// indexBatch is how many reports go into the indexes at once: few enough to
// be found soon, enough for the indexes to write in large pieces.
const indexBatch = 400

// CatchUp indexes every report that the store holds and the indexes do not:
// after an import, after a crash in the middle of one, and where the
// fingerprint index was lost. progress, which
// may be nil, is told how many are done. Cost: nothing where all is indexed.
func (a *Archive) CatchUp(ctx context.Context, progress func(done int)) error {
	a.importing.Lock()
	defer a.importing.Unlock()
	return a.catchUp(ctx, progress)
}

func (a *Archive) catchUp(ctx context.Context, progress func(done int)) error {
	ids, err := a.store.Pending(ctx, 1)
	if err != nil || len(ids) == 0 && a.prints.Reports() >= len(a.families) {
		return err
	}
	if err := a.takeOver(ctx); err != nil {
		return err
	}
	if err = a.indexPending(ctx, progress); errors.Is(err, ErrDamaged) {
		err = a.rebuild(ctx, progress)
	}
	return err
}

// takeOver makes this process the one that writes the indexes. It opens the
// full-text index, which only one process can hold, and then sees what others
// wrote before; to go on from what was there when the archive was opened
// would undo their work. Where fingerprints were lost, all reports are
// pending again.
func (a *Archive) takeOver(ctx context.Context) error {
	if _, err := a.full(); err != nil || a.writing {
		return err
	}
	if err := a.prints.Refresh(); err != nil {
		return err
	}
	families, err := a.store.Families(ctx)
	if err != nil {
		return err
	}
	if a.prints.Reports() < len(families) {
		families = map[ReportID]FamilyID{}
		if err := a.store.MarkAllPending(ctx); err != nil {
			return err
		}
	}
	a.setFamilies(families)
	a.writing = true
	return nil
}

func (a *Archive) setFamilies(families map[ReportID]FamilyID) {
	a.mu.Lock()
	a.families = families
	a.mu.Unlock()
	a.sources.Purge() // they carry their family
}

func (a *Archive) indexPending(ctx context.Context, progress func(done int)) error {
	for done := 0; ; {
		ids, err := a.store.Pending(ctx, indexBatch)
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := a.index(ctx, ids); err != nil {
			return err
		}
		done += len(ids)
		if progress != nil {
			progress(done)
		}
	}
}

// Rebuild makes the indexes anew from the store.
func (a *Archive) Rebuild(ctx context.Context, progress func(done int)) error {
	a.importing.Lock()
	defer a.importing.Unlock()
	return a.rebuild(ctx, progress)
}

func (a *Archive) rebuild(ctx context.Context, progress func(done int)) error {
	if err := a.takeOver(ctx); err != nil {
		return err
	}
	if err := a.store.MarkAllPending(ctx); err != nil {
		return err
	}
	if err := a.prints.Reset(); err != nil {
		return err
	}
	a.setFamilies(map[ReportID]FamilyID{})
	return a.indexPending(ctx, progress)
}

func (a *Archive) index(ctx context.Context, ids []ReportID) error {
	entries, err := a.entries(ctx, ids)
	if err != nil {
		return err
	}
	printed := make([]Fingerprinted, len(entries))
	for i, e := range entries {
		printed[i] = fingerprint(e)
	}
	full, err := a.full()
	if err != nil {
		return err
	}
	if err := full.Put(ctx, entries); err != nil {
		return err
	}
	if err := a.prints.Add(printed); err != nil {
		return err
	}
	families, merged, err := a.assignFamilies(ctx, entries, printed)
	if err != nil {
		return err
	}
	return a.store.MarkIndexed(ctx, ids, families, merged)
}

func (a *Archive) entries(ctx context.Context, ids []ReportID) ([]Entry, error) {
	reports, err := a.store.Reports(ctx, ids)
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, len(reports))
	for i, r := range reports {
		t, err := a.store.Text(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		entries[i] = Entry{Report: *r, Text: t}
	}
	return entries, nil
}

func fingerprint(e Entry) Fingerprinted {
	track := text.Normalize(e.Text)
	f := Fingerprinted{ID: e.ID, Pairs: reuse.Pairs(track.Runes)}
	for _, p := range reuse.Prints(track.Runes) {
		f.Prints = append(f.Prints, p.Hash)
	}
	slices.Sort(f.Prints)
	f.Prints = slices.Compact(f.Prints)
	return f
}
