package corpus

import (
	"math"
	"strconv"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
)

// ReportView is a report as other programs see it in a list.
type ReportView struct {
	Report string `json:"report"` // Report.Name
	File   string `json:"file"`
	Title  string `json:"title"`
	Unit   Unit   `json:"unit"`
	Year   int    `json:"year"`
	Kind   Kind   `json:"type"`
}

// View renders the report.
func (r *Report) View() ReportView {
	return ReportView{Report: r.Name(), File: r.File, Title: r.Title, Unit: r.Unit, Year: r.Year, Kind: r.Kind}
}

// SearchView is Results as other programs read them (hegao search --format
// json, /api/v1/search).
type SearchView struct {
	Total  int        `json:"total"`
	Hits   []HitView  `json:"hits"`
	Facets FacetsView `json:"facets"`
}

// HitView is one report that was found.
type HitView struct {
	ReportView
	Score    float64       `json:"score"`
	Excerpts []ExcerptView `json:"excerpts"`
	// Family counts the other reports of the family, where one of each was
	// asked for and there are others.
	Family *KinView `json:"family,omitempty"`
}

// KinView counts the other reports of a family and the other units among them.
type KinView struct {
	Reports int `json:"reports"`
	Units   int `json:"units"`
}

// ExcerptView is a piece of a report; Marks are half-open pairs of code
// points of Text.
type ExcerptView struct {
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"`
}

// FacetsView counts all matches by value, the commonest first.
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

// View renders the results. Cost: O(text of the excerpts).
func (r *Results) View() *SearchView {
	v := &SearchView{
		Total: r.Total, Hits: []HitView{},
		Facets: FacetsView{counts(r.Facets.Units), counts(r.Facets.Years), counts(r.Facets.Kinds)},
	}
	for _, h := range r.Hits {
		hit := HitView{ReportView: h.Report.View(), Score: round4(h.Score), Excerpts: []ExcerptView{}}
		if h.Family.Reports > 0 {
			hit.Family = &KinView{h.Family.Reports, h.Family.Units}
		}
		for _, e := range h.Excerpts {
			hit.Excerpts = append(hit.Excerpts, e.view())
		}
		v.Hits = append(v.Hits, hit)
	}
	return v
}

func (e Excerpt) view() ExcerptView {
	v := ExcerptView{Text: e.Text, Marks: [][2]int{}}
	index := text.NewRuneIndex(e.Text)
	for _, m := range e.Marks {
		start, end := index.Span(m)
		v.Marks = append(v.Marks, [2]int{start, end})
	}
	return v
}

func counts(all []Count) []CountView {
	out := []CountView{}
	for _, c := range all {
		out = append(out, CountView(c))
	}
	return out
}

// SimilarView is what Archive.Similar found as other programs read it
// (hegao similar --format json, /api/v1/similar).
type SimilarView struct {
	Hits []SimilarHit `json:"hits"`
}

// SimilarHit is one report that is like the given text.
type SimilarHit struct {
	Report string  `json:"report"`
	File   string  `json:"file"`
	Title  string  `json:"title"`
	Unit   string  `json:"unit"`
	Year   int     `json:"year"`
	Score  float64 `json:"score"` // the share of the given text that it holds, 0…1
	// Start and End are the part of the given text that is most like the
	// report, in code points.
	Start  int         `json:"start"`
	End    int         `json:"end"`
	Source SimilarPart `json:"source"`
}

// SimilarPart is where that part stands in the report, in code points.
type SimilarPart struct {
	Start int `json:"start"`
	End   int `json:"end"`
	// Text is the beginning of the place, at most shownAlike code points.
	Text string `json:"text"`
}

// shownAlike is how much of a similar place is shown, in code points.
const shownAlike = 300

// AlikeView renders what Similar found for the text given. Cost: O(given).
func AlikeView(given string, found []reuse.Alike) *SimilarView {
	v := &SimilarView{Hits: []SimilarHit{}}
	index := text.NewRuneIndex(given)
	for _, a := range found {
		hit := SimilarHit{
			Report: a.Source.Name, File: a.Source.File, Title: a.Source.Title, Unit: a.Source.Unit, Year: a.Source.Year,
			Score:  round4(a.Score),
			Source: SimilarPart{Start: a.Place.RuneStart, End: a.Place.RuneEnd, Text: beginning(a.Place.Span.Of(a.Source.Text), shownAlike)},
		}
		hit.Start, hit.End = index.Span(a.Span)
		v.Hits = append(v.Hits, hit)
	}
	return v
}

// beginning is at most the first n code points of t.
func beginning(t string, n int) string {
	for i := range t {
		if n--; n < 0 {
			return t[:i]
		}
	}
	return t
}

func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// ParseYears reads the years of a filter as people write them: "2023",
// "2021..2024", "2021..", "..2024", or "" for all.
func ParseYears(s string) (from, to int, err error) {
	first, last, isRange := strings.Cut(s, "..")
	if !isRange {
		last = first
	}
	if from, err = parseYear(first); err == nil {
		to, err = parseYear(last)
	}
	if err != nil || isRange && s == ".." || to != 0 && from > to {
		return 0, 0, message.Errorf(message.Invalid, "years", s)
	}
	return from, to, nil
}

func parseYear(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	year, err := strconv.ParseUint(s, 10, 14)
	if err != nil || year > 9999 {
		return 0, strconv.ErrRange
	}
	return int(year), nil
}
