package reuse

import (
	"cmp"
	"context"
	"slices"

	"hegao/analyzer/text"
)

// Alike is a past report that is like a given text.
type Alike struct {
	Source *Source
	// Score is the share of the text's weight that the report holds, 0…1.
	Score float64
	// Span is the part of the text that is most like it, and Place where
	// that stands in the report.
	Span  text.Span
	Place Place
}

// minAlike is the score under which two texts merely share a language.
const minAlike = 0.05

// Similar returns the reports that hold most of t, which may be a whole
// report or one passage, the likest first. Cost: as Find.
func Similar(ctx context.Context, a Archive, t string, limit int) ([]Alike, error) {
	f := &finder{archive: a, draft: Draft{Text: t}, track: text.Normalize(t), res: &Result{}}
	if f.track.Len() < gramLength || a.Reports() == 0 {
		return nil, nil
	}
	if err := f.collect(ctx); err != nil {
		return nil, err
	}
	out := f.alike()
	return out[:min(len(out), limit)], nil
}

// alike sums what each report holds over the wide windows, which cover the
// text twice; a text shorter than one has a single window.
func (f *finder) alike() []Alike {
	sums := map[DocID]float64{}
	top := map[DocID]int{} // the window each report holds best
	share := map[DocID]float64{}
	at := map[DocID]int{}
	wide := 0
	for i, w := range f.windows {
		if w.scale != &scales[len(scales)-1] {
			continue
		}
		wide++
		for _, h := range f.best[i] {
			sums[h.source] += h.share
			if h.share > share[h.source] {
				top[h.source], share[h.source], at[h.source] = i, h.share, h.at
			}
		}
	}
	var out []Alike
	for id, sum := range sums {
		score := sum / float64(max(wide, 1))
		if score < minAlike {
			continue
		}
		src, w := f.sources[id], f.windows[top[id]]
		end := min(at[id]+int(float64(w.to-w.from)*sourceStretch), src.Track.Len())
		out = append(out, Alike{
			Source: src, Score: score, Span: f.track.Span(w.from, w.to), Place: src.placeAt(at[id], end, share[id]),
		})
	}
	slices.SortFunc(out, func(a, b Alike) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Source.ID, b.Source.ID))
	})
	return out
}
