package reuse

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// region is a part of the draft that a part of a source may explain.
type region struct {
	source     DocID
	from, to   int // characters of the draft
	sFrom, sTo int // characters of the source
}

// How regions of one source are joined and looked at, in characters: windows
// this far apart in the draft and in the source are one region, and a region
// is aligned with this much around it on both sides.
const (
	regionGap    = 30
	regionReach  = 200
	draftAround  = 40
	sourceAround = 120
)

// compare holds every window of the draft against its candidates and lays
// the parts that stand out beside their sources.
func (f *finder) compare(ctx context.Context) error {
	f.windows = f.cut()
	asked := f.ask()
	f.best = make([][]held, len(f.windows))
	f.sources = make(map[DocID]*Source, len(asked))
	f.overall = make(map[DocID]float64, len(asked))
	f.res.Compared.Candidates = len(asked)
	joined := make(map[DocID]*common, len(asked))
	var m measurer
	for _, id := range slices.Sorted(maps.Keys(asked)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		src, err := f.archive.Source(ctx, id)
		if err != nil {
			return err
		}
		f.sources[id], joined[id] = src, f.pairs.join(src.pairs)
		for _, i := range asked[id] {
			share, at := m.measure(&f.windows[i], joined[id])
			f.best[i] = append(f.best[i], held{id, share, at})
			f.overall[id] += share
		}
	}
	for _, r := range joinRegions(f.convict()) {
		f.align(r, joined[r.source])
	}
	return nil
}

// ask lists for each candidate the windows it is a candidate for.
func (f *finder) ask() map[DocID][]int {
	asked := map[DocID][]int{}
	for i, w := range f.windows {
		for _, c := range f.windowCandidates(w.from-lookAround, w.to+lookAround) {
			asked[c.id] = append(asked[c.id], i)
		}
	}
	return asked
}

// convict keeps the windows whose best source stands clear of every other
// family, and those so fully held by several that they may be set phrases.
// Of two sources that hold a window alike, the one that holds more of the
// draft is taken: a draft that is a whole report is found in that report.
func (f *finder) convict() []region {
	var out []region
	for i, w := range f.windows {
		all := f.best[i]
		if len(all) == 0 {
			continue
		}
		slices.SortFunc(all, func(a, b held) int {
			return cmp.Or(cmp.Compare(b.round(), a.round()), cmp.Compare(f.overall[b.source], f.overall[a.source]), cmp.Compare(a.source, b.source))
		})
		first := all[0]
		clear := first.share >= w.scale.share && first.share-f.rivalShare(all) >= w.scale.margin
		if clear || first.share >= heldByMany {
			width := int(float64(w.to-w.from) * sourceStretch)
			out = append(out, region{first.source, w.from, w.to, first.at, first.at + width})
		}
	}
	return out
}

// rivalShare is the best share of a source of another family than the first.
func (f *finder) rivalShare(all []held) float64 {
	family := f.archive.Family(all[0].source)
	for _, h := range all[1:] {
		if f.archive.Family(h.source) != family {
			return h.share
		}
	}
	return 0
}

// joinRegions makes one region of windows of one source that lie close together on
// both sides.
func joinRegions(regions []region) []region {
	slices.SortFunc(regions, func(a, b region) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var out []region
	for _, r := range regions {
		if n := len(out); n > 0 && out[n-1].touches(r) {
			o := &out[n-1]
			o.to, o.sFrom, o.sTo = max(o.to, r.to), min(o.sFrom, r.sFrom), max(o.sTo, r.sTo)
			continue
		}
		out = append(out, r)
	}
	return out
}

func (o *region) touches(r region) bool {
	return o.source == r.source && r.from <= o.to+regionGap &&
		r.sFrom < o.sTo+regionReach && o.sFrom < r.sTo+regionReach
}

// align finds the chains of a region.
func (f *finder) align(r region, c *common) {
	src := f.sources[r.source]
	points := f.points(c,
		max(0, r.from-draftAround), min(f.track.Len()-1, r.to+draftAround),
		max(0, r.sFrom-sourceAround), min(src.Track.Len(), r.sTo+sourceAround))
	chainPoints(points, f.weights)
	f.claims = append(f.claims, extract(points, src)...)
}

// points lists the pairs common to characters [from, to) of the draft and
// [sFrom, sTo) of the source, ascending in the draft, then in the source.
func (f *finder) points(c *common, from, to, sFrom, sTo int) []point {
	var out []point
	for i := from; i < to; i++ {
		for _, e := range c.places(f.pairs.ids[i]) {
			if j := int(e & placeMask); j >= sFrom && j < sTo {
				out = append(out, point{i: int32(i), j: int32(j)})
			}
		}
	}
	return out
}
