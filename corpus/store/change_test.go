package store

import (
	"slices"
	"testing"

	"hegao/analyzer/message"
	"hegao/corpus"
)

// Guards: a deleted report is hidden from whatever lists reports, and the same
// text brings it back as new.
func TestDelete(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	entries := []corpus.Entry{
		{Report: corpus.Report{Title: "一", Unit: "白沙县水务局", Year: 2021, Kind: "k"}, Text: "泵站检修十二次"},
		{Report: corpus.Report{Title: "二", Unit: "白沙县水务局", Year: 2022, Kind: "k"}, Text: "闸门更换九扇"},
	}
	added, err := s.Add(ctx, entries)
	if err != nil {
		t.Fatal(err)
	}
	first, second := added[0].Report, added[1].Report
	if err := s.Delete(ctx, []corpus.ReportID{second, 99}); err != nil {
		t.Fatal(err)
	}
	titles := func(reports []*corpus.Report, err error) (out []string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range reports {
			out = append(out, r.Title)
		}
		return out
	}
	check := func(what string, got []string, want ...string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	check("by id", titles(s.Reports(ctx, []corpus.ReportID{first, second})), "一")
	check("last", titles(s.Last(ctx, 0, 9)), "一")
	check("last before the first", titles(s.Last(ctx, first, 9)))
	check("deleted", titles(s.Deleted(ctx, 0)), "二")
	if n, err := s.Count(ctx); n != 1 || err != nil {
		t.Errorf("%d reports, %v", n, err)
	}
	if _, err := s.Report(ctx, second); message.CodeOf(err) != message.NotFound {
		t.Errorf("by id: %v", err)
	}
	if e, err := s.Latest(ctx, "白沙县水务局", "k", 2030); err != nil || e == nil || e.Title != "一" {
		t.Errorf("latest %+v, %v", e, err)
	}
	if err := s.SetFacts(ctx, second, corpus.Known{Title: "三"}); message.CodeOf(err) != message.NotFound {
		t.Errorf("facts of a deleted report: %v", err)
	}
	again, err := s.Add(ctx, entries)
	if err != nil || !again[0].Linked || again[1].Linked || again[1].Report != second {
		t.Errorf("%+v, %v", again, err)
	}
	check("deleted after it came again", titles(s.Deleted(ctx, 0)))
	if err := s.SetFacts(ctx, second, corpus.Known{Title: "三", Year: 2024}); err != nil {
		t.Fatal(err)
	}
	check("corrected", titles(s.Last(ctx, 0, 1)), "三")
	if pending, err := s.Pending(ctx, 9); err != nil || !slices.Contains(pending, second) {
		t.Errorf("a corrected report is not pending: %v, %v", pending, err)
	}
}
