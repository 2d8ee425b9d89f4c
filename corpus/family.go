package corpus

import (
	"cmp"
	"context"
	"slices"

	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
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
	// fewShared is the number of shared grams under which a report is
	// looked at only where they are ownShare of the new one's.
	fewShared = 40
)

// families knows the family of every report: the lowest number among its
// members. Only reports that are not that one are listed, so that an archive
// of a million reports opens at once.
type families map[ReportID]FamilyID

func (f families) of(id ReportID) FamilyID {
	if family, ok := f[id]; ok {
		return family
	}
	return id
}

// join makes a new report one family with its kin. It returns the families
// that became one with another (from -> to).
func (f families) join(id ReportID, kin []ReportID) (merged map[FamilyID]FamilyID) {
	family := id
	for _, k := range kin {
		family = min(family, f.of(k))
	}
	if family != id {
		f[id] = family
	}
	merged = map[FamilyID]FamilyID{}
	for _, k := range kin {
		if from := f.of(k); from != family {
			f.rename(from, family)
			merged[from] = family
		}
	}
	return merged
}

func (f families) rename(from, to FamilyID) {
	for id, family := range f {
		if family == from {
			f[id] = to
		}
	}
	f[from] = to
}

// members lists the reports of a family, ascending.
func (f families) members(family FamilyID) []ReportID {
	out := []ReportID{family}
	for id, its := range f {
		if its == family {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// relative is an older report of a new one's family.
type relative struct {
	id     ReportID
	shared int // grams
}

// kinship finds the families of a batch. Reports of the batch are compared
// with those before them, since none is in the index yet.
type kinship struct {
	a      *Archive
	before map[reuse.Hash][]*printed
	batch  map[ReportID]*printed
}

func (a *Archive) kinship() *kinship {
	return &kinship{a: a, before: map[reuse.Hash][]*printed{}, batch: map[ReportID]*printed{}}
}

// add takes the next report of the batch and returns its relatives, the
// nearest first.
func (k *kinship) add(ctx context.Context, p *printed) ([]relative, error) {
	shared, err := k.shared(p)
	if err != nil {
		return nil, err
	}
	var kin []relative
	for id, n := range shared {
		if id == p.ID || float64(n) < ownShare*float64(len(p.grams)) && n < fewShared {
			continue
		}
		if related, err := k.related(ctx, p, id, n); err != nil {
			return nil, err
		} else if related {
			kin = append(kin, relative{id, n})
		}
	}
	slices.SortFunc(kin, func(x, y relative) int {
		return cmp.Or(cmp.Compare(y.shared, x.shared), cmp.Compare(x.id, y.id))
	})
	for _, h := range p.grams {
		k.before[h] = append(k.before[h], p)
	}
	k.batch[p.ID] = p
	return kin, nil
}

// shared counts the grams that p shares with each older report.
func (k *kinship) shared(p *printed) (map[ReportID]int, error) {
	postings, err := k.a.prints.Lookup(p.grams, familyCut)
	if err != nil {
		return nil, err
	}
	shared := map[ReportID]int{}
	for i, posting := range postings {
		for j, s := range posting.Spots {
			// After a crash, a report of the batch may be in the index.
			if id := ReportID(s.Doc); k.batch[id] == nil && (j == 0 || s.Doc != posting.Spots[j-1].Doc) {
				shared[id]++
			}
		}
		if older := k.before[p.grams[i]]; posting.Count+len(older) <= familyCut {
			for _, o := range older {
				shared[o.ID]++
			}
		}
	}
	return shared, nil
}

// related reports whether p and an older report that share so many grams are
// of one family. The number of grams of the older one is read off its text's
// length, which it follows closely.
func (k *kinship) related(ctx context.Context, p *printed, id ReportID, shared int) (bool, error) {
	var unit Unit
	var size int
	if o, ok := k.batch[id]; ok {
		unit, size = o.Unit, len(o.grams)
	} else {
		r, err := k.a.store.Report(ctx, id)
		if err != nil {
			return false, err
		}
		unit, size = r.Unit, r.Chars*len(p.grams)/max(p.Chars, 1)
	}
	share := float64(shared) / float64(max(min(len(p.grams), size), 1))
	return share >= familyShare || share >= ownShare && p.Unit != "" && p.Unit == unit, nil
}

// track is the normalised text of an older report.
func (k *kinship) track(ctx context.Context, id ReportID) (*text.Track, error) {
	if o, ok := k.batch[id]; ok {
		return o.track, nil
	}
	src, err := k.a.Source(ctx, reuse.DocID(id))
	if err != nil {
		return nil, err
	}
	return src.Track, nil
}
