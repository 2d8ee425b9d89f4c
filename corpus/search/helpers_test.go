package search

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/segment"
	"hegao/corpus"
)

func openIndex(t testing.TB, dir string) *Index {
	t.Helper()
	x, err := Open(dir, segment.Load)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// newIndex opens a new index and puts the entries into it.
func newIndex(t testing.TB, entries ...corpus.Entry) *Index {
	t.Helper()
	x := openIndex(t, filepath.Join(t.TempDir(), "search"))
	mustPut(t, x, entries...)
	return x
}

func mustPut(t testing.TB, x *Index, entries ...corpus.Entry) {
	t.Helper()
	if err := x.Put(context.Background(), entries); err != nil {
		t.Fatal(err)
	}
}

func entry(id corpus.ReportID, unit corpus.Unit, year int, kind corpus.Kind, title, body string) corpus.Entry {
	return corpus.Entry{
		Report: corpus.Report{ID: id, Unit: unit, Year: year, Kind: kind, Title: title},
		Text:   body,
	}
}

// archive is four reports of three units.
func archive() []corpus.Entry {
	return []corpus.Entry{
		entry(1, "教育局", 2021, "summary", "工作总结", "加强理论学习，落实意识形态工作责任制。"),
		entry(2, "教育局", 2022, "ideology", "意识形态工作责任制落实情况报告", "党委会专题研究网络安全。"),
		entry(3, "卫健局", 2023, "ideology", "情况报告", "学习型党组织建设，网络舆情。责任制落实，ＡＢＣ第12号。"),
		entry(10, "某县\xff局", 0, "", "", "没有年份的报告"),
	}
}

func find(t testing.TB, x *Index, q corpus.Query) ([]corpus.ReportID, int, corpus.Facets) {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = maxLimit
	}
	matches, total, facets, err := x.Find(context.Background(), q)
	if err != nil {
		t.Fatalf("%q: %v", q.Text, err)
	}
	ids := []corpus.ReportID{}
	for _, m := range matches {
		ids = append(ids, m.ID)
	}
	return ids, total, facets
}

// wantFound fails unless the query finds these reports, in any order.
func wantFound(t testing.TB, x *Index, q corpus.Query, want ...corpus.ReportID) {
	t.Helper()
	ids, total, _ := find(t, x, q)
	slices.Sort(ids)
	if !slices.Equal(ids, want) || total != len(want) {
		t.Errorf("%+v found %v (%d), want %v", q, ids, total, want)
	}
}

func wantCode(t testing.TB, err error, code message.Code, key message.Key) {
	t.Helper()
	var e *message.Error
	if !errors.As(err, &e) || e.Code != code || e.Message.Key != key || e.Hint.IsZero() {
		t.Fatalf("error %v, want code %q, sentence %q and a hint", err, code, key)
	}
}

// generated makes n invented reports of about 6 kB each, no two alike.
func generated(n int) []corpus.Entry {
	themes := []string{"意识形态", "网络安全", "党风廉政建设", "乡村振兴", "安全生产", "政务公开", "教育培训", "疫情防控"}
	var entries []corpus.Entry
	for i := range n {
		var b strings.Builder
		for p := range 40 {
			theme := themes[(i*7+p*3)%len(themes)]
			fmt.Fprintf(&b, "（%d）坚持把%s工作摆上重要议事日程，全年召开专题会议%d次，制定措施%d条，推动责任落实。\n",
				p+1, theme, (i+p)%13+1, i*40+p)
		}
		entries = append(entries, entry(corpus.ReportID(i+1), corpus.Unit(fmt.Sprintf("单位%d", i%20)),
			2015+i%10, "summary", fmt.Sprintf("%s工作情况报告（%d）", themes[i%len(themes)], i), b.String()))
	}
	return entries
}
