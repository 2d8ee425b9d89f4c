package corpus_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
	"hegao/corpus"
)

// library is a small archive whose every answer is known.
func library(t testing.TB) *parts {
	t.Helper()
	p := open(t, t.TempDir(), nil)
	known := func(unit corpus.Unit, year int, kind corpus.Kind, title string) corpus.Known {
		return corpus.Known{Unit: unit, Year: year, Kind: kind, Title: title}
	}
	take(t, p, corpus.ImportOptions{NoSplit: true},
		file("1.txt", []byte("加强理论学习，落实意识形态工作责任制。粮库检修三次。"), known("教育局", 2021, "work-summary", "工作总结")),
		file("2.txt", []byte("党委会专题研究网络安全。落实责任，制定防汛预案。"), known("教育局", 2022, "ideology-responsibility", "情况报告")),
		file("3.txt", []byte("学习型党组织建设，网络\n安全检查。责任制落实到岗，ＡＢＣ第12号。"), known("卫健局", 2023, "ideology-responsibility", "情况报告")),
		file("4.txt", []byte("没有年份的一篇，粮库检修五次，责任制上墙。"), known("粮食局", 0, "", "粮库")))
	return p
}

func TestSearch(t *testing.T) {
	p := library(t)
	type q = corpus.Query
	cases := []struct {
		name  string
		query q
		want  []string
	}{
		{"one word", q{Text: "粮库"}, []string{"1.txt", "4.txt"}},
		{"all words", q{Text: "粮库 意识形态"}, []string{"1.txt"}},
		{"another width and case", q{Text: "abc"}, []string{"3.txt"}},
		{"nothing typed", q{}, []string{"1.txt", "2.txt", "3.txt", "4.txt"}},
		{"nothing found", q{Text: "高速公路"}, nil},
		{"a phrase", q{Text: "“粮库检修”"}, []string{"1.txt", "4.txt"}},
		{"a phrase across punctuation", q{Text: `"责任制"`}, []string{"1.txt", "3.txt", "4.txt"}},
		{"a phrase across a line's end", q{Text: "「网络 安全检查」"}, []string{"3.txt"}},
		{"a phrase with its words in another order", q{Text: "“检修粮库”"}, nil},
		{"a phrase and a word", q{Text: "“责任制” 党组织"}, []string{"3.txt"}},
		{"two phrases", q{Text: "“责任制”“粮库检修五次”"}, []string{"4.txt"}},
		{"a unit", q{Text: "责任制", Filter: corpus.Filter{Unit: "粮食局"}}, []string{"4.txt"}},
		{"a unit and a phrase", q{Text: "“责任制”", Filter: corpus.Filter{Unit: "粮食局"}}, []string{"4.txt"}},
		{"years", q{Filter: corpus.Filter{YearFrom: 2022, YearTo: 2023}}, []string{"2.txt", "3.txt"}},
		{"years up to one", q{Filter: corpus.Filter{YearTo: 2021}}, []string{"1.txt"}},
		{"a type", q{Filter: corpus.Filter{Kind: "ideology-responsibility"}}, []string{"2.txt", "3.txt"}},
		{"all filters", q{Text: "网络", Filter: corpus.Filter{Unit: "教育局", Kind: "ideology-responsibility", YearFrom: 2022}}, []string{"2.txt"}},
		{"a unit that is not there", q{Text: "责任制", Filter: corpus.Filter{Unit: "水利局"}}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wantFound(t, p, c.query, c.want...)
			_, r := find(t, p, c.query)
			checkFacets(t, r)
		})
	}
}

// checkFacets: facets count what was found, neither more nor less.
func checkFacets(t *testing.T, r *corpus.Results) {
	t.Helper()
	units, years, kinds := map[string]int{}, map[string]int{}, map[string]int{}
	for _, h := range r.View().Hits {
		units[string(h.Unit)]++
		kinds[string(h.Kind)]++
		if h.Year != 0 {
			years[itoa(h.Year)]++
		}
	}
	delete(units, "")
	delete(kinds, "")
	for name, f := range map[string]struct {
		got  []corpus.Count
		want map[string]int
	}{"units": {r.Facets.Units, units}, "years": {r.Facets.Years, years}, "types": {r.Facets.Kinds, kinds}} {
		if len(f.got) != len(f.want) {
			t.Errorf("%s %v, want %v", name, f.got, f.want)
		}
		for i, c := range f.got {
			if f.want[c.Value] != c.N || i > 0 && f.got[i-1].N < c.N {
				t.Errorf("%s %v, want %v", name, f.got, f.want)
			}
		}
	}
}

func itoa(n int) string {
	s := ""
	for ; n > 0; n /= 10 {
		s = string(rune('0'+n%10)) + s
	}
	return s
}

// TestPages: pages put together are the whole, whatever limit and offset
// are asked for.
func TestPages(t *testing.T) {
	t.Parallel()
	p := sampleArchive(t)
	for _, text := range []string{"工作", "“工作”", ""} {
		_, whole := find(t, p, corpus.Query{Text: text})
		if len(whole.Hits) < 20 {
			t.Fatalf("%q: %d hits are too few for pages", text, len(whole.Hits))
		}
		var paged []string
		for offset := 0; offset < whole.Total; offset += 7 {
			_, page := find(t, p, corpus.Query{Text: text, Limit: 7, Offset: offset})
			if page.Total != whole.Total {
				t.Errorf("%q from %d: total %d, not %d", text, offset, page.Total, whole.Total)
			}
			for _, h := range page.Hits {
				paged = append(paged, h.Report.File)
			}
		}
		var want []string
		for _, h := range whole.Hits {
			want = append(want, h.Report.File)
		}
		if !slices.Equal(paged, want) {
			t.Errorf("%q: pages give\n%v, the whole\n%v", text, paged, want)
		}
		for _, odd := range []struct{ limit, offset, hits int }{
			{-1, 0, 1}, {1000, 0, whole.Total}, {5, -3, 5}, {5, 100_000, 0}, {5, whole.Total, 0}, {5, whole.Total - 2, 2},
		} {
			r, err := p.Search(context.Background(), corpus.Query{Text: text, Limit: odd.limit, Offset: odd.offset})
			if err != nil || len(r.Hits) != odd.hits {
				t.Errorf("%q, limit %d, offset %d: %d hits, %v; want %d", text, odd.limit, odd.offset, len(r.Hits), err, odd.hits)
			}
		}
	}
}

// TestMarks: every mark of every hit is one of the words looked for.
func TestMarks(t *testing.T) {
	t.Parallel()
	p := sampleArchive(t)
	for _, c := range []struct {
		query string
		words []string
	}{
		{"意识形态", []string{"意识形态"}},
		{"“工作责任制”", []string{"工作责任制"}},
		{"防汛 物资", []string{"防汛", "物资"}},
	} {
		_, r := find(t, p, corpus.Query{Text: c.query})
		marks := 0
		for _, h := range r.Hits {
			_, body, err := p.Open(context.Background(), h.Report.Name())
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range h.Excerpts {
				if e.Span.Of(body) != e.Text {
					t.Errorf("%s: %q does not stand at %v", h.Report.File, e.Text, e.Span)
				}
				view := r.View()
				for j, m := range e.Marks {
					marks++
					word := string(text.Normalize(m.Of(e.Text)).Runes)
					if !slices.Contains(c.words, word) || j > 0 && m.Start < e.Marks[j-1].End {
						t.Errorf("%q marks %q in %q", c.query, word, e.Text)
					}
					at := slices.IndexFunc(view.Hits, func(v corpus.HitView) bool { return v.Report == h.Report.Name() })
					shown := view.Hits[at].Excerpts[i]
					span := shown.Marks[j]
					if string([]rune(shown.Text)[span[0]:span[1]]) != m.Of(e.Text) {
						t.Errorf("%q: the view marks %v of %q", c.query, span, shown.Text)
					}
				}
			}
		}
		if marks == 0 {
			t.Errorf("%q marks nothing", c.query)
		}
	}
}

func TestSearchErrors(t *testing.T) {
	_, err := library(t).Search(context.Background(), corpus.Query{Text: strings.Repeat("粮", 501)})
	wantCode(t, err, message.Invalid, "error.query_too_long")
}

func TestParseYears(t *testing.T) {
	cases := []struct {
		given    string
		from, to int
		ok       bool
	}{
		{"", 0, 0, true}, {"2023", 2023, 2023, true}, {"2021..2024", 2021, 2024, true}, {"2021..", 2021, 0, true},
		{"..2024", 0, 2024, true}, {"..", 0, 0, false}, {"2024..2021", 0, 0, false}, {"去年", 0, 0, false},
		{"-2023", 0, 0, false}, {"20233", 0, 0, false}, {"2021..2022..2023", 0, 0, false}, {"2021-2023", 0, 0, false},
	}
	for _, c := range cases {
		from, to, err := corpus.ParseYears(c.given)
		if from != c.from || to != c.to || (err == nil) != c.ok {
			t.Errorf("%q: %d, %d, %v", c.given, from, to, err)
		}
		if err != nil {
			wantCode(t, err, message.Invalid, "error.years")
		}
	}
}

func TestSimilar(t *testing.T) {
	t.Parallel()
	p := sampleArchive(t)
	ctx := context.Background()
	all := reports(t, p)
	tested := 0
	for _, name := range sortedNames(all) {
		_, body, err := p.Open(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := p.Similar(ctx, body, 3)
		if err != nil || len(whole) == 0 || whole[0].Score < 0.99 {
			t.Errorf("%s is not found by its own text: %v, %v", all[name].File, whole, err)
			continue
		}
		if len(whole) > 3 || !slices.ContainsFunc(whole, func(a similar) bool { return a.Source.Name == name }) {
			t.Errorf("%s is not among the reports like it", all[name].File)
		}
		runes := []rune(body)
		passage := string(runes[len(runes)/2 : len(runes)/2+80])
		found, err := p.Similar(ctx, passage, 5)
		if err != nil || !slices.ContainsFunc(found, func(a similar) bool { return a.Source.Name == name && a.Score > 0.95 }) {
			t.Errorf("%s is not found by its passage %q: %v", all[name].File, passage, err)
		}
		for i, a := range found {
			if i > 0 && a.Score > found[i-1].Score || a.Place.Span.End > len(a.Source.Text) || a.Span.End > len(passage) {
				t.Errorf("%s: hit %d of a passage: score %v, place %v, span %v", all[name].File, i, a.Score, a.Place.Span, a.Span)
			}
		}
		tested++
	}
	if tested == 0 {
		t.Fatal("nothing was tested")
	}
	for _, nothing := range []string{"", "，。！", "\n"} {
		_, err := p.Similar(ctx, nothing, 3)
		wantCode(t, err, message.Empty, "error.passage_empty")
	}
	if found, err := p.Similar(ctx, "昨夜西风凋碧树，独上高楼，望尽天涯路。", 3); err != nil || len(found) != 0 {
		t.Errorf("a poem is like %v, %v", found, err)
	}
}
