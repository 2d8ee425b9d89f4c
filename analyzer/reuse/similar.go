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
	if err := f.weigh(ctx); err != nil {
		return nil, err
	}
	ids, err := f.candidates(ctx)
	if err != nil {
		return nil, err
	}
	if err := f.chains(ctx, ids); err != nil {
		return nil, err
	}
	out := f.alike()
	return out[:min(len(out), limit)], nil
}

func (f *finder) alike() []Alike {
	total := 0.0
	for _, w := range f.weights {
		total += w
	}
	held := map[*Source]map[int32]bool{}
	best := map[*Source]*claim{}
	for i := range f.claims {
		c := &f.claims[i]
		if held[c.source] == nil {
			held[c.source] = map[int32]bool{}
		}
		for _, at := range c.at {
			held[c.source][at] = true
		}
		if b := best[c.source]; b == nil || c.score > b.score {
			best[c.source] = c
		}
	}
	var out []Alike
	for src, pairs := range held {
		score := 0.0
		for at := range pairs {
			score += f.weights[at]
		}
		if score = score / max(total, 1e-9); score < minAlike {
			continue
		}
		c := best[src]
		out = append(out, Alike{
			Source: src, Score: score, Span: f.track.Span(c.from, c.to), Place: src.placeAt(c.sFrom, c.sTo, score),
		})
	}
	slices.SortFunc(out, func(a, b Alike) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Source.ID, b.Source.ID))
	})
	return out
}
