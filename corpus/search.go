package corpus

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"hegao/analyzer/message"
)

// Hit is a report that was found, with the places that show why.
type Hit struct {
	Report   *Report
	Score    float64
	Excerpts []Excerpt
	// Family counts the other reports of the family and their units, where
	// the query was Distinct.
	Family Kin
}

// Kin counts the other reports of a family, and the units among them that are
// not the report's own.
type Kin struct{ Reports, Units int }

// Results is a page of hits.
type Results struct {
	Total  int
	Hits   []Hit
	Facets Facets
	// More: there are hits behind the last one shown.
	More bool
}

const (
	// maxVerified bounds the matches whose text is read to verify a phrase.
	maxVerified = 1000
	// maxLimit, maxOffset and maxFacet are what a full-text index keeps to.
	maxLimit, maxOffset, maxFacet = 100, 10_000, 50
)

// Search finds reports. Phrases are verified on the stored texts, since the
// index knows only which words a report holds; with a phrase, at most
// maxVerified matches are looked at. Cost: the index, and one text read per
// hit shown or match verified. Limit and Offset are brought into their bounds.
func (a *Archive) Search(ctx context.Context, q Query) (*Results, error) {
	q.Limit = min(max(q.Limit, 1), maxLimit)
	q.Offset = min(max(q.Offset, 0), maxOffset)
	full, err := a.full()
	if err != nil {
		return nil, err
	}
	s := &searching{archive: a, full: full, q: q}
	s.words, s.phrases = full.Terms(q.Text)
	if err := s.within(); err != nil {
		return nil, err
	}
	if len(s.phrases) == 0 && q.Section == "" {
		return s.plain(ctx)
	}
	matches, err := s.verified(ctx)
	if err != nil {
		return nil, err
	}
	facets, err := a.facets(ctx, matches)
	if err != nil {
		return nil, err
	}
	shown, more := s.page(matches, q.Offset)
	hits, err := s.hits(ctx, shown)
	return &Results{Total: len(matches), Hits: hits, Facets: facets, More: more}, err
}

// verified returns all matches whose text holds every phrase, in the section
// that was asked for.
func (s *searching) verified(ctx context.Context) ([]Match, error) {
	var kept []Match
	page := s.q
	page.Limit = maxLimit
	for page.Offset = 0; page.Offset < maxVerified; page.Offset += page.Limit {
		matches, total, _, err := s.full.Find(ctx, page)
		if err != nil {
			return nil, err
		}
		for _, m := range matches {
			ok, err := s.holdsAll(ctx, m.ID)
			if message.CodeOf(err) == message.NotFound {
				continue // the index is behind the store
			}
			if err != nil {
				return nil, err
			}
			if ok {
				kept = append(kept, m)
			}
		}
		if page.Offset+page.Limit >= total {
			break
		}
	}
	return kept, nil
}

// facets counts the matches that were verified; those of the full-text index
// count the others too.
func (a *Archive) facets(ctx context.Context, matches []Match) (Facets, error) {
	ids := make([]ReportID, len(matches))
	for i, m := range matches {
		ids[i] = m.ID
	}
	reports, err := a.store.Reports(ctx, ids)
	if err != nil {
		return Facets{}, err
	}
	units, years, kinds := map[string]int{}, map[string]int{}, map[string]int{}
	for _, r := range reports {
		units[string(r.Unit)]++
		kinds[string(r.Kind)]++
		if r.Year != 0 {
			years[strconv.Itoa(r.Year)]++
		}
	}
	return Facets{Units: commonest(units), Years: commonest(years), Kinds: commonest(kinds)}, nil
}

func commonest(counts map[string]int) []Count {
	var out []Count
	for value, n := range counts {
		if value != "" {
			out = append(out, Count{value, n})
		}
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value)) })
	return out[:min(len(out), maxFacet)]
}

func (s *searching) holdsAll(ctx context.Context, id ReportID) (bool, error) {
	t, err := s.archive.store.Text(ctx, id)
	if err != nil {
		return false, err
	}
	m, ok := s.marker(t)
	if !ok {
		return false, nil
	}
	for _, p := range s.sought() {
		if len(m.find(p)) == 0 {
			return false, nil
		}
	}
	return true, nil
}

func (s *searching) hits(ctx context.Context, matches []Match) ([]Hit, error) {
	a := s.archive
	hits := make([]Hit, 0, len(matches))
	for _, m := range matches {
		r, err := a.store.Report(ctx, m.ID)
		if message.CodeOf(err) == message.NotFound {
			continue // the index is behind the store
		}
		if err != nil {
			return nil, err
		}
		t, err := a.store.Text(ctx, m.ID)
		if err != nil {
			return nil, err
		}
		terms := s.phrases
		if len(terms) == 0 {
			terms = s.words
		}
		k, ok := s.marker(t)
		if !ok {
			k = newMarker(t)
		}
		hits = append(hits, Hit{Report: r, Score: m.Score, Excerpts: k.excerpts(terms)})
	}
	if s.q.Distinct {
		return hits, a.countKin(ctx, hits)
	}
	return hits, nil
}
