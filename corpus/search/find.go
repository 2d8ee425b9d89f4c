package search

import (
	"context"

	"github.com/blevesearch/bleve/v2"
	found "github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"hegao/corpus"
)

const (
	maxLimit  = 100
	maxOffset = 10_000
	// maxFacet bounds the values of a facet; years and kinds have fewer.
	maxFacet = 50
	// titleBoost makes a word in the title count as much as a report that is
	// about it deserves over one that mentions it.
	titleBoost = 3
)

// Find returns the reports that hold every word of the query, in the title or
// in the body, the best first by BM25; see corpus.FullText. With nothing
// typed it lists what passes the filter, newest id first and all scores 0;
// with something typed that holds no word ("*") it finds nothing. Limit is
// brought into 1…100 and Offset into 0…10,000.
//
// Errors: Invalid "query_too_long" over 500 characters, Damaged
// "search_damaged". Cost: grows with the number of matches, 2 to 6 ms a
// thousand, facets included.
func (x *Index) Find(ctx context.Context, q corpus.Query) (
	matches []corpus.Match, total int, facets corpus.Facets, err error) {
	defer guard(&err)
	if err := checkLength(q.Text); err != nil {
		return nil, 0, facets, err
	}
	segmenter, err := x.segmenter()
	if err != nil {
		return nil, 0, facets, wrap(err)
	}
	p := parse(q.Text, segmenter)
	if len(p.required) == 0 && !p.blank {
		return nil, 0, facets, nil
	}
	result, err := x.index.SearchInContext(ctx, newRequest(p, q))
	if err != nil {
		if ctx.Err() != nil {
			return nil, 0, facets, ctx.Err()
		}
		return nil, 0, facets, wrap(err)
	}
	matches, err = matchesOf(result.Hits)
	return matches, int(result.Total), facetsOf(result.Facets), wrap(err)
}

func newRequest(p parsed, q corpus.Query) *bleve.SearchRequest {
	limit := min(max(q.Limit, 1), maxLimit)
	offset := min(max(q.Offset, 0), maxOffset)
	request := bleve.NewSearchRequestOptions(newQuery(p.required, q.Filter), limit, offset, false)
	if p.blank {
		request.Score = "none"
		request.SortBy([]string{"-_id"})
	}
	for _, field := range []string{fieldUnit, fieldYearFacet, fieldKind} {
		request.AddFacet(field, bleve.NewFacetRequest(field, maxFacet))
	}
	return request
}

// newQuery asks for all of words and for what passes the filter. Filters have
// no weight, so that they do not change scores.
func newQuery(words []string, f corpus.Filter) query.Query {
	var all []query.Query
	for _, word := range words {
		all = append(all, query.NewDisjunctionQuery([]query.Query{
			newTerm(fieldTitle, word, titleBoost),
			newTerm(fieldBody, word, 1),
		}))
	}
	if f.Unit != "" {
		all = append(all, newTerm(fieldUnit, term(string(f.Unit)), 0))
	}
	if f.Kind != "" {
		all = append(all, newTerm(fieldKind, term(string(f.Kind)), 0))
	}
	if f.YearFrom != 0 || f.YearTo != 0 {
		all = append(all, newYears(f.YearFrom, f.YearTo))
	}
	if len(all) == 0 {
		return query.NewMatchAllQuery()
	}
	return query.NewConjunctionQuery(all)
}

func newTerm(field, word string, boost float64) query.Query {
	t := query.NewTermQuery(word)
	t.SetField(field)
	t.SetBoost(boost)
	return t
}

// newYears asks for years from…to, both included; 0 is no bound. Reports
// whose year is unknown are not in any range.
func newYears(from, to int) query.Query {
	inclusive := true
	r := query.NewNumericRangeInclusiveQuery(bound(from), bound(to), &inclusive, &inclusive)
	r.SetField(fieldYear)
	r.SetBoost(0)
	return r
}

func bound(year int) *float64 {
	if year == 0 {
		return nil
	}
	b := float64(year)
	return &b
}

func matchesOf(hits found.DocumentMatchCollection) ([]corpus.Match, error) {
	matches := make([]corpus.Match, 0, len(hits))
	for _, hit := range hits {
		id, err := reportID(hit.ID)
		if err != nil {
			return nil, err
		}
		matches = append(matches, corpus.Match{ID: id, Score: hit.Score})
	}
	return matches, nil
}

func facetsOf(results found.FacetResults) corpus.Facets {
	return corpus.Facets{
		Units: countsOf(results[fieldUnit]),
		Years: countsOf(results[fieldYearFacet]),
		Kinds: countsOf(results[fieldKind]),
	}
}

// countsOf returns the values of a facet, the commonest first and equally
// common ones in the order of their bytes.
func countsOf(result *found.FacetResult) []corpus.Count {
	if result == nil || result.Terms == nil {
		return nil
	}
	var counts []corpus.Count
	for _, value := range result.Terms.Terms() {
		counts = append(counts, corpus.Count{Value: value.Term, N: value.Count})
	}
	return counts
}
