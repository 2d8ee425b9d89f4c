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
	familyCut = 100
	// fewShared is the number of shared grams of a sample from which a
	// report is looked at even where they are a small part of the new one's,
	// and leastShared that below which it never is.
	fewShared   = 20
	leastShared = 5
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
	track  *text.Track
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

// Kin are looked for with a sample of a report's grams, those whose hash ends
// in sampleBits zero bits, and with reports that share suspectShare of those
// that are not common all grams are compared. A report with few grams is its
// own sample.
const (
	sampleBits   = 2
	suspectShare = 0.06
	smallSample  = 60
)

func sampleOf(grams []reuse.Hash) []reuse.Hash {
	var sample []reuse.Hash
	for _, h := range grams {
		if h&(1<<sampleBits-1) == 0 {
			sample = append(sample, h)
		}
	}
	if len(sample) < smallSample {
		return grams
	}
	return sample
}

// add takes the next report of the batch and returns its relatives, the
// nearest first. Cost: one lookup for each gram of the sample, and one text
// read for each suspect.
func (k *kinship) add(ctx context.Context, p *printed) ([]relative, error) {
	sample := sampleOf(p.grams)
	suspects, err := k.suspects(p, sample)
	if err != nil {
		return nil, err
	}
	older, err := k.read(ctx, suspects)
	if err != nil {
		return nil, err
	}
	var kin []relative
	for _, o := range older {
		if r := relativeOf(p, o); p.related(o, r.shared) {
			kin = append(kin, r)
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

// suspects lists the older reports that share suspectShare of the sample, so
// far as it is not common.
func (k *kinship) suspects(p *printed, sample []reuse.Hash) ([]ReportID, error) {
	postings, err := k.a.prints.Lookup(sample, familyCut)
	if err != nil {
		return nil, err
	}
	shared, rare := map[ReportID]int{}, 0
	for i, posting := range postings {
		older := k.before[sample[i]]
		if posting.Count+len(older) > familyCut {
			continue
		}
		rare++
		for j, s := range posting.Spots {
			// After a crash, a report of the batch may be in the index.
			if id := ReportID(s.Doc); k.batch[id] == nil && (j == 0 || s.Doc != posting.Spots[j-1].Doc) {
				shared[id]++
			}
		}
		for _, o := range older {
			shared[o.ID]++
		}
	}
	var out []ReportID
	for id, n := range shared {
		if id != p.ID && n >= min(leastShared, rare) && (float64(n) >= suspectShare*float64(rare) || n >= fewShared) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out, nil
}

// read returns older reports as they were on their way into the index.
func (k *kinship) read(ctx context.Context, ids []ReportID) ([]*printed, error) {
	var out []*printed
	var stored []reuse.DocID
	for _, id := range ids {
		if o := k.batch[id]; o != nil {
			out = append(out, o)
		} else {
			stored = append(stored, reuse.DocID(id))
		}
	}
	sources, err := k.a.Sources(ctx, stored)
	if err != nil {
		return nil, err
	}
	for _, src := range sources {
		out = append(out, printOf(Entry{Report: Report{ID: ReportID(src.ID), Unit: Unit(src.Unit)}}, src.Track))
	}
	return out, nil
}

func relativeOf(p, o *printed) relative {
	return relative{o.ID, sharedSorted(p.grams, o.grams), o.track}
}

// related reports whether two reports that share so many grams are of one
// family.
func (p *printed) related(o *printed, shared int) bool {
	share := float64(shared) / float64(max(min(len(p.grams), len(o.grams)), 1))
	return share >= familyShare || share >= ownShare && p.Unit != "" && p.Unit == o.Unit
}

// sharedSorted counts the common elements of two ascending lists.
func sharedSorted(a, b []reuse.Hash) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
