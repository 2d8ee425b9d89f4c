package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
	"hegao/corpus"
)

// searchView is the archive: a question and its answer.
type searchView struct {
	Query    string
	Unit     string
	From, To string
	Type     string
	Section  string
	Every    bool // of a family every report is shown
	Phrase   string
	Units    []option
	Years    []string
	Types    []option
	Sections []option
	Export   []link

	Reports int // in the archive
	Asked   bool
	Said    string // what was searched, in words
	Total   int
	Hits    []hit
	Facets  []facet
	Pages   pager
}

// hit is a report that was found.
type hit struct {
	Href     string
	Title    string
	Facts    []string
	Excerpts [][]*piece
	Share    string
	Kin      *link // the other reports of its family
}

// facet counts the hits by one property.
type facet struct {
	Name   string
	Counts []facetCount
}

// facetCount narrows the search to one value, or widens it again.
type facetCount struct {
	Href, Name string
	N          int
	Current    bool
}

// pager leads to the pages before and after.
type pager struct{ Previous, Next, Position string }

const (
	pageSize = 20
	// maxPages keeps the offset within what the index answers.
	maxPages = 500
)

func (u *pages) search(v *visit) error {
	ctx := v.Request().Context()
	archive := u.service.Archive()
	q, page := queryOf(v)
	view := searchView{
		Query: q.Text, Section: q.Section, Every: !q.Distinct, Unit: string(q.Filter.Unit), Type: string(q.Filter.Kind),
		From: yearValue(q.Filter.YearFrom), To: yearValue(q.Filter.YearTo), Reports: archive.Reports(),
	}
	title := v.say("page.archive.title")
	if view.Reports == 0 {
		return u.show(v, http.StatusOK, "search", title, "archive", view)
	}
	whole, err := archive.Search(ctx, corpus.Query{Limit: 1})
	if err != nil {
		return err
	}
	u.fillSelects(&view, whole.Facets)
	results, err := archive.Search(ctx, q)
	if err != nil {
		return err
	}
	view.Asked, view.Said = q.Text != "" || q.Filter != corpus.Filter{} || q.Section != "", u.searched(v, q)
	view.Sections = u.sectionChoices()
	view.Phrase = phraseURL(v, q.Text)
	view.Export = exportLinks(v, results.Total)
	view.Total = results.Total
	for _, h := range results.Hits {
		view.Hits = append(view.Hits, u.hitOf(v, h))
	}
	view.Facets = u.facets(v, results.Facets, q)
	view.Pages = newPager(v, page, results.Total)
	if q.Distinct {
		view.Pages = familyPager(v, page, results.More)
	}
	return u.show(v, http.StatusOK, "search", title, "archive", view)
}

func queryOf(v *visit) (corpus.Query, int) {
	page := min(max(intParam(v, "page"), 1), maxPages)
	return corpus.Query{
		Text: strings.TrimSpace(v.QueryParam("q")),
		Filter: corpus.Filter{
			Unit: corpus.Unit(v.QueryParam("unit")), Kind: corpus.Kind(v.QueryParam("type")),
			YearFrom: intParam(v, "from"), YearTo: intParam(v, "to"),
		},
		Section: v.QueryParam("section"), Distinct: v.QueryParam("every") == "",
		Limit: pageSize, Offset: (page - 1) * pageSize,
	}, page
}

// intParam reads a number off the address; 0 for whatever is none.
func intParam(v *visit, name string) int {
	n, err := strconv.Atoi(v.QueryParam(name))
	if err != nil {
		return 0
	}
	return max(n, 0)
}

func yearValue(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}

func (u *pages) fillSelects(view *searchView, f corpus.Facets) {
	for _, c := range f.Units {
		view.Units = append(view.Units, option{c.Value, c.Value})
	}
	slices.SortFunc(view.Units, func(a, b option) int { return strings.Compare(a.Name, b.Name) })
	for _, c := range f.Years {
		view.Years = append(view.Years, c.Value)
	}
	slices.Sort(view.Years)
	for _, c := range f.Kinds {
		view.Types = append(view.Types, option{c.Value, u.typeName(c.Value)})
	}
}

// searched says what was looked for and where, so that an empty answer
// explains itself.
func (u *pages) searched(v *visit, q corpus.Query) string {
	var parts []string
	if q.Text != "" {
		parts = append(parts, v.say("page.archive.said_words", q.Text))
	}
	if q.Filter.Unit != "" {
		parts = append(parts, v.say("page.archive.said_unit", string(q.Filter.Unit)))
	}
	if q.Filter.YearFrom != 0 || q.Filter.YearTo != 0 {
		parts = append(parts, v.say("page.archive.said_years", orDots(q.Filter.YearFrom), orDots(q.Filter.YearTo)))
	}
	if q.Section != "" {
		parts = append(parts, v.say("page.archive.said_section", u.sectionName(q.Section)))
	}
	if q.Filter.Kind != "" {
		parts = append(parts, v.say("page.archive.said_type", u.typeName(string(q.Filter.Kind))))
	}
	return strings.Join(parts, v.say("page.archive.said_and"))
}

func orDots(y int) string {
	if y == 0 {
		return "…"
	}
	return strconv.Itoa(y)
}

func (u *pages) hitOf(v *visit, h corpus.Hit) hit {
	out := hit{Title: h.Report.Title, Facts: u.factsOf(v, h.Report), Kin: kinOf(v, h)}
	var words []string
	for _, e := range h.Excerpts {
		var marks []mark
		for _, m := range joined(e.Marks) {
			marks = append(marks, mark{Span: m, Layer: layerPassage, Class: "hit"})
			if w := m.Of(e.Text); !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
		out.Excerpts = append(out.Excerpts, newPieces(e.Text+"…", marks))
	}
	out.Href = reportURL(h.Report.Name())
	if len(words) > 0 {
		out.Href += "?" + url.Values{"hl": {strings.Join(words, " ")}}.Encode() + "#here"
	}
	return out
}

// joined makes one span of those that touch: 安全 and 生产 side by side are
// read, and marked, as one word.
func joined(spans []text.Span) []text.Span {
	var out []text.Span
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].End == s.Start {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

// factsOf is what is known of a report, in a few words each.
func (u *pages) factsOf(v *visit, r *corpus.Report) []string {
	unit := string(r.Unit)
	if unit == "" {
		unit = v.say("page.unit.unknown")
	}
	facts := []string{unit, yearIn(v.lang)(r.Year)}
	if r.Kind != "" {
		facts = append(facts, u.typeName(string(r.Kind)))
	}
	return append(facts, v.say("page.chars", r.Chars))
}

func reportURL(name string) string { return "/archive/reports/" + url.PathEscape(name) }

// spanURL leads to a place in a report; from and to are code points.
func spanURL(name string, from, to int) string {
	return reportURL(name) + "?from=" + strconv.Itoa(from) + "&to=" + strconv.Itoa(to) + "#here"
}

// facetShown is how many values of a facet are listed.
const facetShown = 12

func (u *pages) facets(v *visit, f corpus.Facets, q corpus.Query) []facet {
	plain := func(s string) string { return s }
	years := slices.Clone(f.Years)
	slices.SortFunc(years, func(a, b corpus.Count) int { return strings.Compare(b.Value, a.Value) })
	year := ""
	if q.Filter.YearFrom == q.Filter.YearTo && q.Filter.YearFrom != 0 {
		year = strconv.Itoa(q.Filter.YearFrom)
	}
	all := []facet{
		newFacet(v, "page.form.unit", f.Units, plain, string(q.Filter.Unit), "unit"),
		newFacet(v, "page.form.year", years, plain, year, "from", "to"),
		newFacet(v, "page.form.type", f.Kinds, u.typeName, string(q.Filter.Kind), "type"),
	}
	return slices.DeleteFunc(all, func(f facet) bool { return len(f.Counts) == 0 })
}

func newFacet(v *visit, name message.Key, counts []corpus.Count, words func(string) string, current string, params ...string) facet {
	out := facet{Name: v.say(name)}
	for _, c := range counts[:min(len(counts), facetShown)] {
		q := v.Request().URL.Query()
		q.Del("page")
		q.Del(langParam)
		for _, p := range params {
			q.Set(p, c.Value)
			if c.Value == current {
				q.Del(p)
			}
		}
		out.Counts = append(out.Counts, facetCount{"/archive?" + q.Encode(), words(c.Value), c.N, c.Value == current})
	}
	return out
}

func newPager(v *visit, page, total int) pager {
	last := min((total+pageSize-1)/pageSize, maxPages)
	p := pager{}
	if last > 1 {
		p.Position = v.say("page.archive.position", page, last)
	}
	if page > 1 {
		p.Previous = pageURL(v, page-1)
	}
	if page < last {
		p.Next = pageURL(v, page+1)
	}
	return p
}

func pageURL(v *visit, page int) string {
	q := v.Request().URL.Query()
	q.Del(langParam)
	q.Set("page", strconv.Itoa(page))
	return "/archive?" + q.Encode()
}
