package corpus

import (
	"context"
	"errors"
	"maps"

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
	if err != nil {
		return err
	}
	indexed, err := a.store.Indexed(ctx)
	if err != nil || len(ids) == 0 && a.prints.Reports() >= indexed {
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
	known, err := a.store.Families(ctx)
	if err != nil {
		return err
	}
	indexed, err := a.store.Indexed(ctx)
	if err != nil {
		return err
	}
	if a.prints.Reports() < indexed {
		known = nil
		if err := a.store.MarkAllPending(ctx); err != nil {
			return err
		}
	}
	a.setFamilies(known)
	if err := a.seeDeleted(ctx); err != nil {
		return err
	}
	a.writing = true
	return nil
}

func (a *Archive) setFamilies(known map[ReportID]FamilyID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.families = families{}
	maps.Copy(a.families, known)
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
	a.setFamilies(nil)
	return a.indexPending(ctx, progress)
}

func (a *Archive) index(ctx context.Context, ids []ReportID) error {
	entries, err := a.store.Entries(ctx, ids)
	if err != nil {
		return err
	}
	full, err := a.full()
	if err != nil {
		return err
	}
	if err := full.Put(ctx, a.standing(entries)); err != nil {
		return err
	}
	batch, relatives, err := a.fingerprints(ctx, entries)
	if err != nil {
		return err
	}
	if err := a.prints.Add(batch); err != nil {
		return err
	}
	joined, merged := a.joinFamilies(ids, relatives)
	return a.store.MarkIndexed(ctx, ids, joined, merged)
}

// fingerprints makes the fingerprints of a batch and finds the relatives of
// each report among those before it.
func (a *Archive) fingerprints(ctx context.Context, entries []Entry) ([]Fingerprinted, [][]relative, error) {
	batch, relatives := make([]Fingerprinted, len(entries)), make([][]relative, len(entries))
	k := a.kinship()
	for i, e := range entries {
		p := printOf(e, text.Normalize(e.Text))
		kin, err := k.add(ctx, p)
		if err != nil {
			return nil, nil, err
		}
		var nearest *text.Track
		if len(kin) > 0 {
			nearest = kin[0].track
		}
		batch[i], relatives[i] = a.fingerprinted(p, nearest), kin
	}
	return batch, relatives, nil
}

// joinFamilies makes each report of a batch one family with its relatives. It
// returns the families of the batch and those that became one with another.
func (a *Archive) joinFamilies(ids []ReportID, relatives [][]relative) (joined map[ReportID]FamilyID, merged map[FamilyID]FamilyID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	joined, merged = map[ReportID]FamilyID{}, map[FamilyID]FamilyID{}
	for i, id := range ids {
		kin := make([]ReportID, len(relatives[i]))
		for k, r := range relatives[i] {
			kin[k] = r.id
		}
		maps.Copy(merged, a.families.join(id, kin))
	}
	for _, id := range ids {
		joined[id] = a.families.of(id)
	}
	return joined, merged
}
