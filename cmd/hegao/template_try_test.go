package main

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hegao/corpus"
)

// shelf is an archive of reports named by their ids, every third of which is
// of another kind, and one of which cannot be read.
type shelf struct {
	reports, broken int
	texts           int
}

func (s *shelf) Count(context.Context) (int, error) { return s.reports, nil }

func (s *shelf) Reports(_ context.Context, ids []corpus.ReportID) ([]*corpus.Report, error) {
	var out []*corpus.Report
	for _, id := range ids {
		kind := corpus.Kind("work-summary")
		if id%3 == 0 {
			kind = "other"
		}
		out = append(out, &corpus.Report{ID: id, Title: itoa(int(id)), Kind: kind})
	}
	return out, nil
}

func (s *shelf) Text(_ context.Context, id corpus.ReportID) (string, error) {
	if int(id) == s.broken {
		return "", errors.New("broken")
	}
	s.texts++
	return "镇工作总结\n一、主要工作\n", nil
}

// Guards: the dry run takes the newest reports of the kind, reads no more
// texts than it needs, and says so when one cannot be read.
func TestNewest(t *testing.T) {
	fits := func(r *corpus.Report) bool { return r.Kind == "work-summary" }
	for _, c := range []struct {
		reports, last int
		want          string
	}{
		{0, 5, ""}, {1, 5, "1"}, {7, 3, "7 5 4"}, {7, 30, "7 5 4 2 1"}, {1000, 4, "1000 998 997 995"},
	} {
		s := &shelf{reports: c.reports}
		got, err := newest(t.Context(), s, c.last, fits)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, r := range got {
			names = append(names, r.Name)
		}
		if strings.Join(names, " ") != c.want || s.texts != len(got) {
			t.Errorf("%d of %d: %s with %d texts read, want %s", c.last, c.reports, names, s.texts, c.want)
		}
	}
	if got, err := newest(t.Context(), &shelf{reports: 1000}, 400, fits); err != nil || len(got) != 400 {
		t.Errorf("over several looks: %d, %v", len(got), err)
	}
	if got, err := newest(t.Context(), &shelf{reports: 90_000}, 1000, func(r *corpus.Report) bool { return r.ID < 80_000 }); err != nil || len(got) != 0 {
		t.Errorf("beyond what is looked at: %d, %v", len(got), err)
	}
	if _, err := newest(t.Context(), &shelf{reports: 9, broken: 7}, 5, fits); err == nil {
		t.Error("a text that cannot be read is passed over")
	}
}
