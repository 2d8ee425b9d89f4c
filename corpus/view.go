package corpus

import (
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
)

// SearchView is a page of search results as other programs read it (hegao
// search --format json, /api/v1/search). Offsets are code points.
type SearchView struct {
	Total  int        `json:"total"`
	Hits   []HitView  `json:"hits"`
	Facets FacetsView `json:"facets"`
}

// HitView is one report that was found.
type HitView struct {
	Report   string        `json:"report"`
	File     string        `json:"file"`
	Title    string        `json:"title"`
	Unit     Unit          `json:"unit"`
	Year     int           `json:"year"`
	Kind     Kind          `json:"type"`
	Score    float64       `json:"score"`
	Excerpts []ExcerptView `json:"excerpts"`
}

// ExcerptView is an excerpt; Marks are code points of Text.
type ExcerptView struct {
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"`
}

// FacetsView counts the matches by value.
type FacetsView struct {
	Units []CountView `json:"unit"`
	Years []CountView `json:"year"`
	Kinds []CountView `json:"type"`
}

// CountView is one value of a facet.
type CountView struct {
	Value string `json:"value"`
	N     int    `json:"n"`
}

// View renders the results.
func (r *Results) View() *SearchView {
	v := &SearchView{Total: r.Total, Hits: []HitView{}, Facets: FacetsView{
		Units: counts(r.Facets.Units), Years: counts(r.Facets.Years), Kinds: counts(r.Facets.Kinds),
	}}
	for _, h := range r.Hits {
		hit := HitView{
			Report: h.Report.Name(), File: h.Report.File, Title: h.Report.Title, Unit: h.Report.Unit,
			Year: h.Report.Year, Kind: h.Report.Kind, Score: h.Score, Excerpts: []ExcerptView{},
		}
		for _, e := range h.Excerpts {
			hit.Excerpts = append(hit.Excerpts, e.view())
		}
		v.Hits = append(v.Hits, hit)
	}
	return v
}

func (e Excerpt) view() ExcerptView {
	index := text.NewRuneIndex(e.Text)
	v := ExcerptView{Text: e.Text, Marks: [][2]int{}}
	for _, m := range e.Marks {
		start, end := index.Span(m)
		v.Marks = append(v.Marks, [2]int{start, end})
	}
	return v
}

func counts(all []Count) []CountView {
	out := make([]CountView, len(all))
	for i, c := range all {
		out[i] = CountView(c)
	}
	return out
}

// AlikeView is a similar report as other programs read it: where it stands
// in the text that was asked about, and in the report, in code points.
type AlikeView struct {
	Report string  `json:"report"`
	File   string  `json:"file"`
	Title  string  `json:"title"`
	Unit   string  `json:"unit"`
	Year   int     `json:"year"`
	Score  float64 `json:"score"`
	Start  int     `json:"start"` // in the report
	End    int     `json:"end"`
	Text   string  `json:"text"` // what stands there
}

// SimilarView is the answer to "find similar".
type SimilarView struct {
	Total int         `json:"total"`
	Hits  []AlikeView `json:"hits"`
}

// ViewAlike renders similar reports.
func ViewAlike(all []reuse.Alike) *SimilarView {
	v := &SimilarView{Total: len(all), Hits: []AlikeView{}}
	for _, a := range all {
		v.Hits = append(v.Hits, AlikeView{
			Report: a.Source.Name, File: a.Source.File, Title: a.Source.Title, Unit: a.Source.Unit, Year: a.Source.Year,
			Score: a.Score, Start: a.Place.RuneStart, End: a.Place.RuneEnd, Text: a.Place.Span.Of(a.Source.Text),
		})
	}
	return v
}
