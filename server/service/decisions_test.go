package service_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"hegao/analyzer/message"
	"hegao/server/service"
	"hegao/server/servicetest"
)

// checkDraft checks servicetest.Draft, with words put in the place of others.
func checkDraft(t *testing.T, s *service.Service, in service.CheckInput, words ...string) *service.Checked {
	t.Helper()
	d := servicetest.Draft()
	in.Name, in.Data = d.Name, []byte(strings.NewReplacer(words...).Replace(d.Text))
	c, err := s.Check(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// find is the finding of a check of which the words are these.
func find(t *testing.T, c *service.Checked, words string) service.Finding {
	t.Helper()
	for _, f := range service.FindingsOf(c.Report) {
		if strings.Contains(f.Words, words) {
			return f.Finding
		}
	}
	t.Fatalf("no finding on %q among %+v", words, service.FindingsOf(c.Report))
	return service.Finding{}
}

func decide(t *testing.T, s *service.Service, c *service.Checked, f service.Finding, state service.DecisionState) *service.Decisions {
	t.Helper()
	d, err := s.Decide(t.Context(), c.ID, []service.Finding{f}, state, "已核对")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Guards: what was called no problem stays so where the draft changes
// elsewhere, until it is taken back; passages and sections as well as faults.
func TestDismissedStays(t *testing.T) {
	s := servicetest.WithReports(t)
	c := checkDraft(t, s, service.CheckInput{})
	for _, words := range []string{"XX", "存在", "汛前对全县"} {
		f := find(t, c, words)
		decide(t, s, c, f, service.Dismissed)
		later := checkDraft(t, s, service.CheckInput{Before: c.ID}, "沙口村后山", "沙口村东面山坡", "再用一个冬天", "另用两个冬天")
		d, err := s.Decisions(t.Context(), later)
		if err != nil {
			t.Fatal(err)
		}
		if got := find(t, later, words); got != f || !d.Dismissed(got) {
			t.Errorf("%s: %v became %v, dismissed: %v", words, f, got, d.Dismissed(got))
		}
		if x, _ := d.Of(f); x.Reason != "已核对" || x.At.IsZero() || x.Words == "" {
			t.Errorf("%+v", x)
		}
		if d, err = s.Undo(t.Context(), later.ID, []service.Finding{f}); err != nil || len(d.All()) > 0 {
			t.Errorf("%v, %v", d.All(), err)
		}
	}
}

// Guards: decisions for a draft of no known unit go from version to version
// and nowhere else.
func TestDecisionsWithoutUnit(t *testing.T) {
	s := servicetest.New(t)
	nobody := []string{"白沙县应急管理局", ""}
	c := checkDraft(t, s, service.CheckInput{}, nobody...)
	if c.Report.Draft.Unit != "" {
		t.Fatalf("the unit is %q", c.Report.Draft.Unit)
	}
	f := find(t, c, "XX")
	decide(t, s, c, f, service.Dismissed)
	second := checkDraft(t, s, service.CheckInput{Before: c.ID}, nobody...)
	third := checkDraft(t, s, service.CheckInput{Before: second.ID}, nobody...)
	other := checkDraft(t, s, service.CheckInput{}, nobody...)
	for x, want := range map[*service.Checked]bool{second: true, third: true, other: false} {
		d, err := s.Decisions(t.Context(), x)
		if err != nil || d.Dismissed(f) != want {
			t.Errorf("%s: %v, %v", x.ID, d.Dismissed(f), err)
		}
	}
}

// Guards: many decide at once, and no decision is lost (run with -race).
func TestDecideTogether(t *testing.T) {
	s := servicetest.WithReports(t)
	c := checkDraft(t, s, service.CheckInput{})
	all := service.FindingsOf(c.Report)
	if len(all) < 3 {
		t.Fatalf("only %d findings", len(all))
	}
	var group sync.WaitGroup
	for _, f := range all {
		group.Go(func() { decide(t, s, c, f.Finding, service.Dismissed) })
	}
	group.Wait()
	d, err := s.Decisions(t.Context(), c)
	if err != nil || len(d.All()) != len(all) {
		t.Errorf("%d of %d decisions, %v", len(d.All()), len(all), err)
	}
}

// Guards: the change from one check to the next: what is gone, what is still
// there, what came; and that a mark of "mended" that was none is told.
func TestChanges(t *testing.T) {
	s := servicetest.New(t)
	c := checkDraft(t, s, service.CheckInput{})
	blank, missing := find(t, c, "XX"), find(t, c, "存在")
	decide(t, s, c, blank, service.Mended)
	decide(t, s, c, missing, service.Mended)
	next := checkDraft(t, s, service.CheckInput{Before: c.ID}, "XX次", "四次", "次日凌晨", "次日次日凌晨")
	d, err := s.Decisions(t.Context(), next)
	if err != nil {
		t.Fatal(err)
	}
	x, err := s.Changes(t.Context(), next, d)
	if err != nil || x == nil || x.SameText(next.Report) {
		t.Fatalf("%+v, %v", x, err)
	}
	has := func(all []service.Found, f service.Finding) bool {
		return slices.ContainsFunc(all, func(g service.Found) bool { return g.Finding == f })
	}
	if !has(x.Gone, blank) || has(x.Still, blank) || !has(x.Still, missing) || !has(x.New, find(t, next, "次日次日")) {
		t.Errorf("%+v", x)
	}
	if d.Unmended(blank) == false || !d.Unmended(missing) {
		t.Errorf("marked as mended before: %v, %v", d.Unmended(blank), d.Unmended(missing))
	}
	if _, ok := d.Of(missing); ok {
		t.Error("a mark of the check before holds for this one")
	}
	decide(t, s, next, missing, service.Dismissed)
	if d, err = s.Decisions(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	if x, err = s.Changes(t.Context(), next, d); err != nil || has(x.Still, missing) {
		t.Errorf("what is no problem is still counted: %+v, %v", x.Still, err)
	}
	if first, err := s.Changes(t.Context(), c, d); first != nil || err != nil {
		t.Errorf("the first check has changes: %+v, %v", first, err)
	}
}

// Guards: the same file is checked again byte for byte, under the name and
// the facts that were given, and never under another ending.
func TestAgain(t *testing.T) {
	s := servicetest.New(t)
	c := checkDraft(t, s, service.CheckInput{})
	for name, want := range map[string]string{"": "draft.txt", "改名": "改名.txt", "改名.docx": "改名.docx.txt", "x.TXT": "x.TXT"} {
		in, err := s.Again(t.Context(), c.ID, service.CheckInput{Name: name, Year: 2019})
		if err != nil || in.Name != want || in.Before != c.ID || string(in.Data) != servicetest.Draft().Text || in.Year != 2019 {
			t.Errorf("%q: %+v, %v", name, in, err)
		}
	}
	in, err := s.Again(t.Context(), c.ID, service.CheckInput{Name: "新.txt", Data: []byte("新的")})
	if err != nil || string(in.Data) != "新的" || in.Name != "新.txt" {
		t.Errorf("%+v, %v", in, err)
	}
	_, err = s.Again(t.Context(), "none", service.CheckInput{})
	if message.CodeOf(err) != message.NotFound {
		t.Errorf("%v", err)
	}
}

// Guards: a check that runs as a job says how it goes, and why it failed.
func TestStartCheck(t *testing.T) {
	s := servicetest.New(t)
	d := servicetest.Draft()
	x := s.StartCheck(service.CheckInput{Name: d.Name, Data: []byte(d.Text)}, message.Chinese)
	var stages []service.CheckStage
	err := s.Watch(t.Context(), x.Job, func(j service.Job) bool {
		if len(stages) == 0 || stages[len(stages)-1] != j.Stage {
			stages = append(stages, j.Stage)
		}
		return true
	})
	c, ended, failed := x.Wait(t.Context(), 1<<40)
	if err != nil || failed != nil || !ended {
		t.Fatalf("%v, %v, %v", err, failed, ended)
	}
	job, err := s.Job(x.Job)
	if err != nil || job.Check != c.ID || job.State != service.JobDone || job.File != d.Name || stages[len(stages)-1] != service.StageKeeping {
		t.Errorf("%+v, %v, stages %v", job, err, stages)
	}
	x = s.StartCheck(service.CheckInput{Name: "空.txt", Data: []byte(" ")}, message.Chinese)
	_, ended, failed = x.Wait(t.Context(), 1<<40)
	if e, ok := errors.AsType[*message.Error](failed); !ended || !ok || e.Code != message.Empty {
		t.Errorf("%v, %v", ended, failed)
	}
	if job, err = s.Job(x.Job); err != nil || job.State != service.JobFailed || !strings.Contains(job.Problem, "空.txt") || job.Check != "" {
		t.Errorf("%+v, %v", job, err)
	}
}
