package reuse

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
)

// How strongly a source holds a window is counted in two ways that add up:
// by the weight of its pairs, which knows rare words and does not mind what
// was moved; and by the characters kept in order, which does not mind that
// every second word was replaced. What counts is how little is left
// unexplained, -ln(1 - share), so that the step from nine tenths to all is as
// much as that from nothing to much; times the root of what the share was
// counted over, since what chance gives shrinks with that root. The evidence
// is the margin to the strongest source of another family (see rival). Of windows of
// honest text on labelled cases, 1 to 2 in 1,000 reach the evidence that their
// grain asks for.
const (
	orderWeight = 0.35
	// mostExplained bounds a share: nothing is quite certain.
	mostExplained = 0.97
	// chanceOrder is the share of characters that any two reports keep in
	// order: what stands for the rival where none was a candidate.
	chanceOrder = 0.3
	// rivals is how many sources of a window are compared in order.
	rivals = 4
	// heldByMany is the share from which a window without a margin is
	// looked at as a set phrase.
	heldByMany = 0.6
)

// verdict is a window that its source stands out for.
type verdict struct {
	source       DocID
	from, to     int     // characters of the draft
	sFrom, sTo   int     // characters of the source
	share, rival float64 // held by it, and by the best source of another family
	evidence     float64
	byMany       bool
}

// scene is a part of the draft that is held against a part of a source.
type scene struct {
	from, to   int // characters of the draft
	sFrom, sTo int // characters of the source
	clear      bool
}

// placeAround is how far around the blocks of a candidate its source is read,
// in characters.
const placeAround = 100

// compare holds every window of the draft against its candidates and lays
// the parts that stand out beside their sources.
func (f *finder) compare(ctx context.Context) error {
	f.borders = bordersOf(f.draft.Text, f.track)
	f.makeWindows()
	scenes := f.scenes()
	f.sources = make(map[DocID]*Source, len(scenes))
	f.overall = make(map[DocID]float64, len(scenes))
	f.res.Compared.Candidates = len(scenes)
	m := &measurer{count: make([]int32, len(f.pairs.weight))}
	ids := slices.Sorted(maps.Keys(scenes))
	sources, err := f.archive.Sources(ctx, ids)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		f.sources[id] = sources[i]
		for _, s := range scenes[id] {
			f.play(m, sources[i], s)
		}
	}
	f.verdicts = f.convict()
	for _, r := range joinRegions(f.verdicts) {
		f.align(r)
	}
	return nil
}

func (f *finder) makeWindows() {
	seen := make([]int32, len(f.pairs.weight))
	stamp := int32(0)
	for g := range grains {
		for _, w := range f.cut(grains[g]) {
			stamp++
			w.grain = g
			if f.weighWindow(&w, seen, stamp); w.total > 0 {
				f.windows = append(f.windows, w)
			}
		}
	}
	slices.SortStableFunc(f.windows, func(a, b window) int { return cmp.Compare(a.from, b.from) })
}

// scenes lists for each candidate where it is to be looked at. Parts of the
// draft that follow each other, with neighbouring parts of one source, are
// one scene.
func (f *finder) scenes() map[DocID][]scene {
	out := map[DocID][]scene{}
	t := spotTallies.Get().(*spotTally)
	defer spotTallies.Put(t)
	for _, p := range f.cut(parts) {
		f.res.Compared.Parts++
		few, clear := f.worthwhile(f.candidates(t, p.from, p.to), p.from, p.to)
		for _, c := range few {
			s := scene{p.from, p.to, c.block*BlockLength - placeAround, (c.block+2)*BlockLength + placeAround, clear}
			out[c.doc] = addScene(out[c.doc], s)
		}
	}
	return out
}

func addScene(scenes []scene, s scene) []scene {
	for i := range scenes {
		o := &scenes[i]
		if s.clear == o.clear && s.from <= o.to && s.sFrom <= o.sTo && o.sFrom <= s.sTo {
			o.to, o.sFrom, o.sTo = max(o.to, s.to), min(o.sFrom, s.sFrom), max(o.sTo, s.sTo)
			return scenes
		}
	}
	return append(scenes, s)
}

// play measures the windows that lie in the scene by half or more; for set
// phrases the small ones will do.
func (f *finder) play(m *measurer, src *Source, s scene) {
	longest := 2 * grains[len(grains)-1].length
	first, _ := slices.BinarySearchFunc(f.windows, s.from-longest, func(w window, at int) int { return cmp.Compare(w.from, at) })
	from, to := s.from, s.to
	var windows []*window
	for i := first; i < len(f.windows) && f.windows[i].from < s.to; i++ {
		w := &f.windows[i]
		if inside := min(w.to, s.to) - max(w.from, s.from); 2*inside >= w.to-w.from && (s.clear || w.grain == 0) {
			windows = append(windows, w)
			from, to = min(from, w.from), max(to, w.to)
		}
	}
	m.common = f.pairs.common(m.common[:0], src.Track.Runes, from, to, s.sFrom, s.sTo)
	for _, w := range windows {
		w.clear = w.clear || s.clear
		if h := m.measure(f.pairs, w); h.share > 0 {
			h.source = src.ID
			w.hold(h)
			f.overall[src.ID] += h.share
		}
	}
}

// hold keeps the better of two places of one source.
func (w *window) hold(h held) {
	for i := range w.held {
		if o := &w.held[i]; o.source == h.source {
			if h.share > o.share {
				*o = h
			}
			return
		}
	}
	w.held = append(w.held, h)
}

// convict keeps the windows whose best source stands clear of every other
// family, and those so fully held by several that they may be set phrases.
// Of two sources that hold a window alike, the one that holds more of the
// draft is taken: a draft that is a whole report is found in that report.
func (f *finder) convict() []verdict {
	var out []verdict
	for i := range f.windows {
		w := &f.windows[i]
		if len(w.held) == 0 {
			continue
		}
		f.strengthen(w)
		first, rival := w.held[0], f.rival(w)
		v := verdict{
			source: first.source, from: w.from, to: w.to, sFrom: first.from, sTo: first.to,
			share: first.share, rival: rival.share, evidence: first.strength - rival.strength,
		}
		if w.clear && v.evidence >= grains[w.grain].evidence {
			out = append(out, f.trim(v))
		} else if first.share >= heldByMany {
			v.byMany = true
			out = append(out, v)
		}
	}
	return out
}

// strengthen fills in the strengths of the sources that hold most of the
// window and sorts by them. Where even the first is hopeless, as in most of
// what nobody wrote before, the order of characters is not looked at.
func (f *finder) strengthen(w *window) {
	p := &f.pattern
	slices.SortFunc(w.held, func(a, b held) int {
		return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.source, b.source))
	})
	inOrder := w.clear && w.held[0].share >= grains[w.grain].hopeless
	if inOrder {
		p.set(f.track.Runes[w.from:w.to])
	}
	for k := range w.held {
		h := &w.held[k]
		h.strength = unexplained(h.share) * math.Sqrt(w.total)
		if inOrder && k < rivals {
			source := f.sources[h.source].Track.Runes
			around := max(orderAround, (int(partStretch*float64(p.n))-(h.to-h.from))/2)
			h.order = p.lcs(source[max(0, h.from-around):min(len(source), h.to+around)])
			h.strength += orderStrength(float64(h.order)/float64(p.n), p.n)
		}
	}
	slices.SortFunc(w.held, func(a, b held) int {
		return cmp.Or(cmp.Compare(b.strength, a.strength), cmp.Compare(f.overall[b.source], f.overall[a.source]), cmp.Compare(a.source, b.source))
	})
}

// orderAround is how far around the part that holds most of a window its
// characters are looked for, in characters.
const orderAround = 12

// twinShare is how near the strength of a second family must come to the
// first for both to count as holders of one text. Two families are no formula
// (see formulaFrom): one has it from the other, and the draft from one of the
// two, so that what must be far behind is the third.
const twinShare = 0.8

// rival is the strongest source of another family than the first, or than
// the first and its twin.
func (f *finder) rival(w *window) held {
	first := w.held[0]
	family := f.archive.Family(first.source)
	twin := family
	for _, h := range w.held[1:] {
		switch other := f.archive.Family(h.source); {
		case other == family || other == twin:
		case twin == family && h.strength >= twinShare*first.strength:
			twin = other
		default:
			return h
		}
	}
	return held{strength: orderStrength(chanceOrder, w.to-w.from)}
}

// unexplained is how many times smaller, on a logarithmic scale, what is left
// of a whole is when a share of it is explained.
func unexplained(share float64) float64 { return -math.Log(1 - min(share, mostExplained)) }

// orderStrength is what a share of n characters kept in order adds.
func orderStrength(share float64, n int) float64 {
	return orderWeight * unexplained(share) * math.Sqrt(float64(n))
}

// How verdicts on one source are joined and looked at, in characters: those
// this far apart in the draft and in the source are one region, and a region
// is aligned with this much around it on both sides.
const (
	regionGap    = 30
	regionReach  = 200
	draftAround  = 40
	sourceAround = 120
)

// region is a part of the draft that a part of a source may explain.
type region struct {
	source     DocID
	from, to   int // characters of the draft
	sFrom, sTo int // characters of the source
}

// joinRegions makes one region of verdicts on one source that lie close
// together on both sides.
func joinRegions(verdicts []verdict) []region {
	verdicts = slices.Clone(verdicts)
	slices.SortFunc(verdicts, func(a, b verdict) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var out []region
	for _, v := range verdicts {
		r := region{v.source, v.from, v.to, v.sFrom, v.sTo}
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
func (f *finder) align(r region) {
	src := f.sources[r.source]
	points := f.points(src,
		max(0, r.from-draftAround), min(f.track.Len()-1, r.to+draftAround),
		max(0, r.sFrom-sourceAround), min(src.Track.Len(), r.sTo+sourceAround))
	chainPoints(points, f.weights)
	f.claims = append(f.claims, extract(points, src)...)
}

// points lists the pairs common to characters [from, to) of the draft and
// [sFrom, sTo) of the source, ascending in the draft, then in the source.
func (f *finder) points(src *Source, from, to, sFrom, sTo int) []point {
	var out []point
	for _, c := range f.pairs.common(nil, src.Track.Runes, from, to, sFrom, sTo) {
		for _, i := range f.pairs.places[c.lo:c.hi] {
			out = append(out, point{i: i, j: c.j})
		}
	}
	slices.SortFunc(out, func(a, b point) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j)) })
	return out
}
