package search

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"hegao/analyzer/message"
	"hegao/corpus"
)

func TestFindWords(t *testing.T) {
	x := newIndex(t, archive()...)
	for _, c := range []struct {
		name, text string
		want       []corpus.ReportID
	}{
		{"body", "理论", []corpus.ReportID{1}},
		{"title or body", "意识形态", []corpus.ReportID{1, 2}},
		{"every word must be there", "意识形态 网络安全", []corpus.ReportID{2}},
		{"words of title and body together", "报告 舆情", []corpus.ReportID{3}},
		{"one word is not there", "意识形态 火星", nil},
		{"word inside a word", "责任", []corpus.ReportID{1, 2, 3}},
		{"word inside a word, and a word", "学习", []corpus.ReportID{1, 3}},
		{"whole word only", "学习型", []corpus.ReportID{3}},
		{"width and case", "abc 第１２号", []corpus.ReportID{3}},
		{"phrase holds all its words", "“责任制落实”", []corpus.ReportID{1, 2, 3}},
		{"phrase and word", "「网络舆情」 党", nil},
		{"punctuation between", "责任制，落实。", []corpus.ReportID{1, 2, 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantFound(t, x, corpus.Query{Text: c.text}, c.want...)
		})
	}
}

func TestTitleCountsMore(t *testing.T) {
	long := strings.Repeat("本段谈的是其他工作。", 30)
	x := newIndex(t,
		entry(1, "", 0, "", "工作总结", "乡村振兴。"+long),
		entry(2, "", 0, "", "乡村振兴工作总结", long+"乡村振兴"),
		entry(3, "", 0, "", "别的", long))
	ids, _, _ := find(t, x, corpus.Query{Text: "乡村振兴"})
	if !slices.Equal(ids, []corpus.ReportID{2, 1}) {
		t.Errorf("order %v, want the one with the title first", ids)
	}
	matches, _, _, err := x.Find(context.Background(), corpus.Query{Text: "乡村振兴", Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range matches {
		if !(m.Score > 0) || math.IsInf(m.Score, 0) {
			t.Errorf("score of %d is %v", m.ID, m.Score)
		}
	}
}

// TestFilterKeepsScores checks that a filter changes what is found and not
// how it is ranked.
func TestFilterKeepsScores(t *testing.T) {
	x := newIndex(t, archive()...)
	scores := func(f corpus.Filter) map[corpus.ReportID]float64 {
		matches, _, _, err := x.Find(context.Background(), corpus.Query{Text: "意识形态", Filter: f, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		byID := make(map[corpus.ReportID]float64)
		for _, m := range matches {
			byID[m.ID] = m.Score
		}
		return byID
	}
	all, some := scores(corpus.Filter{}), scores(corpus.Filter{Unit: "教育局", YearFrom: 2022})
	if len(some) != 1 || math.Abs(all[2]-some[2]) > 1e-9*all[2] {
		t.Errorf("scores without filter %v, with %v", all, some)
	}
}

func TestFilters(t *testing.T) {
	x := newIndex(t, archive()...)
	for _, c := range []struct {
		name   string
		text   string
		filter corpus.Filter
		want   []corpus.ReportID
	}{
		{"unit", "", corpus.Filter{Unit: "教育局"}, []corpus.ReportID{1, 2}},
		{"unit is exact", "", corpus.Filter{Unit: "教育"}, nil},
		{"unit that is not UTF-8", "", corpus.Filter{Unit: "某县\xff局"}, []corpus.ReportID{10}},
		{"kind", "", corpus.Filter{Kind: "ideology"}, []corpus.ReportID{2, 3}},
		{"from", "", corpus.Filter{YearFrom: 2022}, []corpus.ReportID{2, 3}},
		{"to", "", corpus.Filter{YearTo: 2022}, []corpus.ReportID{1, 2}},
		{"from and to", "", corpus.Filter{YearFrom: 2022, YearTo: 2022}, []corpus.ReportID{2}},
		{"empty range", "", corpus.Filter{YearFrom: 2024, YearTo: 2020}, nil},
		{"all together", "责任", corpus.Filter{Unit: "教育局", Kind: "ideology", YearFrom: 2020, YearTo: 2030}, []corpus.ReportID{2}},
		{"text that is not there", "火星", corpus.Filter{Unit: "教育局"}, nil},
		{"text without a word", "*", corpus.Filter{Unit: "教育局"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantFound(t, x, corpus.Query{Text: c.text, Filter: c.filter}, c.want...)
		})
	}
}

func TestBlankListsNewestFirst(t *testing.T) {
	x := newIndex(t, archive()...)
	for _, text := range []string{"", " \u3000\t"} {
		ids, total, _ := find(t, x, corpus.Query{Text: text})
		if want := []corpus.ReportID{10, 3, 2, 1}; !slices.Equal(ids, want) || total != 4 {
			t.Errorf("%q lists %v of %d, want %v", text, ids, total, want)
		}
	}
	matches, total, _, err := x.Find(context.Background(), corpus.Query{Limit: 2, Offset: 1})
	if want := []corpus.Match{{ID: 3}, {ID: 2}}; err != nil || total != 4 || !reflect.DeepEqual(matches, want) {
		t.Errorf("page: %v of %d, %v", matches, total, err)
	}
}

func TestFacets(t *testing.T) {
	x := newIndex(t, archive()...)
	_, _, facets := find(t, x, corpus.Query{Limit: 1})
	want := corpus.Facets{
		Units: []corpus.Count{{Value: "教育局", N: 2}, {Value: "卫健局", N: 1}, {Value: "某县\ufffd局", N: 1}},
		Years: []corpus.Count{{Value: "2021", N: 1}, {Value: "2022", N: 1}, {Value: "2023", N: 1}},
		Kinds: []corpus.Count{{Value: "ideology", N: 2}, {Value: "summary", N: 1}},
	}
	if !reflect.DeepEqual(facets, want) {
		t.Errorf("facets %+v\nwant %+v", facets, want)
	}
	_, _, facets = find(t, x, corpus.Query{Text: "网络安全"})
	if want := []corpus.Count{{Value: "教育局", N: 1}}; !reflect.DeepEqual(facets.Units, want) {
		t.Errorf("facets of one match: %+v", facets)
	}
}

func TestLimits(t *testing.T) {
	x := newIndex(t, generated(120)...)
	for _, c := range []struct{ limit, offset, want int }{
		{0, 0, 1}, {-5, -5, 1}, {7, 0, 7}, {1000, 0, maxLimit}, {100, 100, 20}, {10, math.MaxInt, 0},
	} {
		matches, total, facets, err := x.Find(context.Background(), corpus.Query{Text: "会议", Limit: c.limit, Offset: c.offset})
		if err != nil || len(matches) != c.want || total != 120 || len(facets.Units) != 20 {
			t.Errorf("limit %d offset %d: %d matches of %d, %v", c.limit, c.offset, len(matches), total, err)
		}
	}
}

func TestPagesDoNotOverlap(t *testing.T) {
	x := newIndex(t, generated(60)...)
	seen := make(map[corpus.ReportID]bool)
	for offset := 0; offset < 60; offset += 10 {
		ids, _, _ := find(t, x, corpus.Query{Text: "专题会议", Limit: 10, Offset: offset})
		for _, id := range ids {
			if seen[id] {
				t.Fatalf("report %d stands on two pages", id)
			}
			seen[id] = true
		}
	}
	if len(seen) != 60 {
		t.Fatalf("pages hold %d reports of 60", len(seen))
	}
}

func TestPutReplaces(t *testing.T) {
	x := newIndex(t, archive()...)
	changed := entry(2, "财政局", 2024, "budget", "预算", "改成了预算报告")
	mustPut(t, x, changed, entry(5, "财政局", 2024, "", "", "旧"), entry(5, "财政局", 2024, "", "", "后来的"))
	wantFound(t, x, corpus.Query{Text: "意识形态"}, 1)
	wantFound(t, x, corpus.Query{Text: "预算", Filter: corpus.Filter{Unit: "财政局"}}, 2)
	wantFound(t, x, corpus.Query{Filter: corpus.Filter{Unit: "教育局"}}, 1)
	wantFound(t, x, corpus.Query{Text: "后来"}, 5)
	if n, err := x.Count(); n != 5 || err != nil {
		t.Errorf("Count = %d, %v", n, err)
	}
}

func TestPutRefusesNoID(t *testing.T) {
	x := newIndex(t)
	if err := x.Put(context.Background(), []corpus.Entry{{Text: "没有编号"}}); err == nil {
		t.Error("an entry without an id was taken")
	}
}

func TestHostileQueries(t *testing.T) {
	x := newIndex(t, archive()...)
	for _, text := range []string{
		"*", "+", "-", "\"", "“", "\"\"", "「」", "title:*", "+unit:教育局", "/.*/", "a~2", "(", "😀👨‍👩‍👧",
		"\x00", "\xff\xfe", "“”“”“”", "\"*\"", "年份^10000", "year:>2000", strings.Repeat("\"", 500),
		strings.Repeat("学习", 250), strings.Repeat("\u0301", 500),
	} {
		ids, total, _ := find(t, x, corpus.Query{Text: text})
		if len(ids) > 2 || total != len(ids) {
			t.Errorf("%.40q found %v of %d", text, ids, total)
		}
	}
	wantFound(t, x, corpus.Query{Text: "(网络舆情) +学习型* -\"党组织\""}, 3)
}

func TestQueryTooLong(t *testing.T) {
	x := newIndex(t, archive()...)
	for _, text := range []string{strings.Repeat("学", 501), strings.Repeat("a", 10<<10), strings.Repeat("\xff", 501)} {
		_, _, _, err := x.Find(context.Background(), corpus.Query{Text: text, Limit: 1})
		wantCode(t, err, message.Invalid, "error.query_too_long")
		if words, phrases := x.Terms(text); words != nil || phrases != nil {
			t.Errorf("Terms of a refused query: %v, %v", words, phrases)
		}
	}
	wantFound(t, x, corpus.Query{Text: strings.Repeat("学习", 250)}, 1, 3)
}

func TestCancelled(t *testing.T) {
	x := newIndex(t, archive()...)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, _, err := x.Find(ctx, corpus.Query{Text: "报告", Limit: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("Find: %v", err)
	}
	if err := x.Put(ctx, archive()); !errors.Is(err, context.Canceled) {
		t.Errorf("Put: %v", err)
	}
}

func TestFindWhilePutting(t *testing.T) {
	x := newIndex(t, archive()...)
	entries := generated(40)
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				if _, _, _, err := x.Find(context.Background(), corpus.Query{Text: "责任", Limit: 10}); err != nil {
					t.Error(err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for at := 0; at < len(entries); at += 5 {
		mustPut(t, x, entries[at:at+5]...)
		if _, total, _ := find(t, x, corpus.Query{Text: "专题"}); total < at+5 {
			t.Errorf("after %d reports were put, %d are found", at+5, total)
		}
	}
	close(done)
	wg.Wait()
}

func TestPersists(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "search")
	x := openIndex(t, dir)
	if !x.Rebuilt() || x.MovedAside() != "" {
		t.Errorf("a new index: rebuilt %t, moved to %q", x.Rebuilt(), x.MovedAside())
	}
	mustPut(t, x, archive()...)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	again := openIndex(t, dir)
	if again.Rebuilt() {
		t.Error("an index that is whole was made anew")
	}
	wantFound(t, again, corpus.Query{Text: "意识形态"}, 1, 2)
}
