package api_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hegao/corpus"
	"hegao/server/servicetest"
)

func (c *client) search(query url.Values) corpus.SearchView {
	c.Helper()
	return decode[corpus.SearchView](c.T, c.get("/api/v1/search?"+query.Encode(), 200))
}

func files(v corpus.SearchView) []string {
	names := []string{}
	for _, h := range v.Hits {
		names = append(names, h.File)
	}
	slices.Sort(names)
	return names
}

// Guards: words, phrases and every filter, alone and together.
func TestSearch(t *testing.T) {
	c := withReports(t)
	const flood22, flood23, hospital, school = "flood-2022.txt", "flood-2023.txt", "hospital-2023.txt", "school-2024.txt"
	for _, test := range []struct {
		query string // as it stands in a URL
		want  []string
	}{
		{"q=防汛", []string{flood22, flood23}},
		{"q=防汛&year=2023", []string{flood23}},
		{"q=防汛&year=..2022", []string{flood22}},
		{"year=2023..2024", []string{flood23, hospital, school}},
		{"year=2024..", []string{school}},
		{"unit=青溪县应急管理局", []string{flood22, flood23}},
		{"q=安全&unit=青溪县第一中学&year=2020..2024", []string{school}},
		{"q=“预警喇叭年久失修”", []string{flood22}},
		{"q=“喇叭预警”", []string{}},
		{"q=不存在的词语甲乙丙", []string{}},
		{"type=nothing", []string{}},
		{"", []string{flood22, flood23, hospital, school}},
	} {
		query, err := url.ParseQuery(test.query)
		if err != nil {
			t.Fatal(err)
		}
		got := c.search(query)
		if !slices.Equal(files(got), test.want) || got.Total != len(test.want) {
			t.Errorf("%s: %d %v, want %v", test.query, got.Total, files(got), test.want)
		}
	}
}

// Guards: marks count code points of the excerpt and stand on the words.
func TestSearchMarks(t *testing.T) {
	c := withReports(t)
	got := c.search(url.Values{"q": {"冲锋舟"}})
	if len(got.Hits) != 1 || len(got.Hits[0].Excerpts) == 0 {
		t.Fatalf("%+v", got)
	}
	for _, e := range got.Hits[0].Excerpts {
		if len(e.Marks) == 0 {
			t.Errorf("no marks in %q", e.Text)
		}
		for _, m := range e.Marks {
			if word := string([]rune(e.Text)[m[0]:m[1]]); word != "冲锋舟" {
				t.Errorf("%v marks %q in %q", m, word, e.Text)
			}
		}
	}
	if f := got.Facets; len(f.Units) != 1 || f.Units[0] != (corpus.CountView{Value: "青溪县应急管理局", N: 1}) || f.Years[0].Value != "2023" {
		t.Errorf("facets %+v", f)
	}
}

// Guards: pages of results neither overlap nor leave anything out.
func TestSearchPages(t *testing.T) {
	c := withReports(t)
	var all []string
	for _, offset := range []string{"0", "2", "4"} {
		page := c.search(url.Values{"limit": {"2"}, "offset": {offset}})
		if page.Total != len(servicetest.Reports()) {
			t.Errorf("offset %s: total %d", offset, page.Total)
		}
		all = append(all, files(page)...)
	}
	slices.Sort(all)
	if want := files(c.search(nil)); !slices.Equal(all, want) {
		t.Errorf("%v, want %v", all, want)
	}
}

// Guards: parameters out of their bounds are refused, never bent.
func TestRefusedSearches(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	for query, name := range map[string]string{
		"year=last": "years", "year=2024..2021": "years", "year=..": "years", "year=-5": "years", "year=20240": "years",
		"limit=0": "number_invalid", "limit=101": "number_invalid", "limit=ten": "number_invalid",
		"offset=-1": "number_invalid", "offset=10001": "number_invalid", "q=" + strings.Repeat("a", 501): "query_too_long",
	} {
		wantProblem(t, c.get("/api/v1/search?"+query, 400), name)
	}
}

// Guards: a report is like itself, a passage is like the report it stands
// in, and the places are right on both sides.
func TestSimilar(t *testing.T) {
	c := withReports(t)
	report := servicetest.Reports()[0]
	whole := decode[corpus.SimilarView](t, c.postForm("/api/v1/similar", map[string]string{"limit": "1"}, []file{{report.Name, []byte(report.Text)}}, 200))
	if len(whole.Hits) != 1 || whole.Hits[0].File != report.Name || whole.Hits[0].Score < 0.95 {
		t.Fatalf("%+v", whole)
	}
	const before, passage = "请看这一段：", "把转移路线画到每一户门口，安排党员与独居老人结对，夜里接到预警也能在二十五分钟内走完。"
	got := decode[corpus.SimilarView](t, c.postJSON("/api/v1/similar", map[string]any{"text": before + passage, "limit": 5}, 200))
	if len(got.Hits) == 0 || got.Hits[0].File != report.Name {
		t.Fatalf("%+v", got)
	}
	h := got.Hits[0]
	if at := utf8.RuneCountInString(before); h.Start > at+2 || h.End < at+20 {
		t.Errorf("given %d…%d", h.Start, h.End)
	}
	if there := []rune(report.Text)[h.Source.Start:h.Source.End]; !strings.HasPrefix(string(there), h.Source.Text) || h.Source.Text == "" {
		t.Errorf("source %d…%d is %q, shown %q", h.Source.Start, h.Source.End, string(there), h.Source.Text)
	}
	none := decode[corpus.SimilarView](t, c.postJSON("/api/v1/similar", map[string]any{"text": "完全无关的一句话，讲的是航天测控与深海钻探。"}, 200))
	if len(none.Hits) != 0 {
		t.Errorf("%+v", none)
	}
	wantProblem(t, c.postJSON("/api/v1/similar", map[string]any{"text": "，。！"}, 422), "passage_empty")
	wantProblem(t, c.postJSON("/api/v1/similar?limit=0", map[string]any{"text": "一段话"}, 400), "number_invalid")
}
