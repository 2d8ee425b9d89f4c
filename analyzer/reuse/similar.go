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
	f := newFinder(a, Draft{Text: t})
	if f.track.Len() < gramLength || a.Reports() == 0 {
		return nil, nil
	}
	if err := f.collect(ctx); err != nil {
		return nil, err
	}
	out := f.alike()
	return out[:min(len(out), limit)], nil
}

// middleGrain are the windows that cover a text several times over and are
// neither clauses nor whole paragraphs.
const middleGrain = 1

// alike sums what each report holds of the windows of middling length.
func (f *finder) alike() []Alike {
	sums := map[DocID]float64{}
	top := map[DocID]int{} // the window each report holds best
	best := map[DocID]held{}
	weight := 0.0
	for i, w := range f.windows {
		if w.grain != middleGrain {
			continue
		}
		weight += w.total
		for _, h := range w.held {
			sums[h.source] += h.share * w.total
			if b, ok := best[h.source]; !ok || h.share > b.share {
				best[h.source], top[h.source] = h, i
			}
		}
	}
	var out []Alike
	for id, sum := range sums {
		score := sum / weight
		if score < minAlike {
			continue
		}
		src, w, h := f.sources[id], f.windows[top[id]], best[id]
		out = append(out, Alike{
			Source: src, Score: score, Span: f.track.Span(w.from, w.to), Place: src.placeAt(h.from, h.to, h.share),
		})
	}
	slices.SortFunc(out, func(a, b Alike) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Source.ID, b.Source.ID))
	})
	return out
}
