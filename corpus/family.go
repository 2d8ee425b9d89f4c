package corpus

import (
	"context"
	"maps"
)

// Two reports are one family when the shorter one shares familyShare of its
// fingerprints with the other; where one unit wrote both, ownShare is enough,
// because a unit's reports of successive years are versions of one text even
// after much editing. In testdata such versions share 0.17 to 0.38, copies 0.92
// and more, other reports of one unit at most 0.13.
const (
	familyShare = 0.5
	ownShare    = 0.15
	// familyCut bounds the postings looked at: a gram in more reports than
	// this says nothing about kinship.
	familyCut = 400
)

// assignFamilies finds the family of every report of a batch that is in the
// fingerprint index already. It returns the families of the batch and the
// older families that became one with another (from -> to).
func (a *Archive) assignFamilies(ctx context.Context, entries []Entry, printed []Fingerprinted) (families map[ReportID]FamilyID, merged map[FamilyID]FamilyID, err error) {
	families, merged = map[ReportID]FamilyID{}, map[FamilyID]FamilyID{}
	sizes := map[ReportID]int{}
	for _, p := range printed {
		sizes[p.ID] = len(p.Prints)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	all := maps.Clone(a.families)
	for i, e := range entries {
		kin, err := a.kin(ctx, e, printed[i], sizes)
		if err != nil {
			return nil, nil, err
		}
		family := e.ID
		for _, id := range kin {
			if f, ok := all[id]; ok {
				family = min(family, f)
			}
		}
		all[e.ID], families[e.ID] = family, family
		for _, id := range kin {
			if f, ok := all[id]; ok && f != family {
				rename(all, f, family)
				rename(families, f, family)
				merged[f] = family
			}
		}
	}
	a.families = all
	a.sources.Purge() // they carry their family
	return families, merged, nil
}

func rename(families map[ReportID]FamilyID, from, to FamilyID) {
	for id, f := range families {
		if f == from {
			families[id] = to
		}
	}
}

// kin lists the reports of e's family. sizes holds the number of prints of
// the reports of the batch; for an older one it is read off its text's
// length, which the number of prints follows closely.
func (a *Archive) kin(ctx context.Context, e Entry, p Fingerprinted, sizes map[ReportID]int) ([]ReportID, error) {
	postings, err := a.prints.Lookup(p.Prints, familyCut)
	if err != nil {
		return nil, err
	}
	shared := map[ReportID]int{}
	for _, posting := range postings {
		for _, id := range posting.Docs {
			shared[ReportID(id)]++
		}
	}
	var kin []ReportID
	for id, n := range shared {
		if id == e.ID || float64(n) < ownShare*float64(len(p.Prints)) && n < 40 {
			continue
		}
		if same, err := a.related(ctx, e, p, id, n, sizes); err != nil {
			return nil, err
		} else if same {
			kin = append(kin, id)
		}
	}
	return kin, nil
}

func (a *Archive) related(ctx context.Context, e Entry, p Fingerprinted, id ReportID, shared int, sizes map[ReportID]int) (bool, error) {
	other, err := a.store.Report(ctx, id)
	if err != nil {
		return false, err
	}
	size, ok := sizes[id]
	if !ok {
		size = other.Chars * len(p.Prints) / max(e.Chars, 1)
	}
	share := float64(shared) / float64(max(min(len(p.Prints), size), 1))
	if share >= familyShare {
		return true, nil
	}
	return share >= ownShare && e.Unit != "" && e.Unit == other.Unit, nil
}
