package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"hegao/analyzer/message"
	"hegao/corpus"
)

func newJob(id string) (corpus.Job, []corpus.JobItem) {
	j := corpus.Job{ID: id, Kind: "batch", State: corpus.JobRunning, Created: time.UnixMicro(1_700_000_000_000_000), About: []byte(`{"名":1}`)}
	return j, []corpus.JobItem{{Name: "一.txt", Original: "aa", State: corpus.ItemWaiting}, {Name: "二.txt", State: corpus.ItemFailed, Problem: []byte(`{}`)}}
}

func mustDo(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Guards: a job and its items are what was written, after a restart too.
func TestJobs(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s, err := Open(ctx, dir)
	mustDo(t, err)
	for _, id := range []string{"x", "y"} {
		j, items := newJob(id)
		mustDo(t, s.CreateJob(ctx, j, items))
	}
	done := corpus.JobItem{State: corpus.ItemDone, Tries: 2, Record: "check"}
	mustDo(t, s.UpdateJobItem(ctx, "x", 0, done))
	note := "请改"
	mustDo(t, s.NoteJobItem(ctx, "x", 1, &note))
	mustDo(t, s.UpdateJob(ctx, "y", corpus.JobDone, []byte(`{}`)))
	mustDo(t, s.Close())

	s = openStore(t, dir)
	j, items, err := s.Job(ctx, "x")
	mustDo(t, err)
	want, _ := newJob("x")
	if j.ID != "x" || j.State != want.State || !j.Created.Equal(want.Created) || string(j.About) != string(want.About) || j.Items != 2 || j.Finished != 2 || !j.Deleted.IsZero() {
		t.Errorf("%+v", j)
	}
	if x := items[0]; x.Name != "一.txt" || x.Original != "aa" || x.State != corpus.ItemDone || x.Tries != 2 || x.Record != "check" || x.Noted {
		t.Errorf("%+v", x)
	}
	if x := items[1]; x.State != corpus.ItemFailed || string(x.Problem) != "{}" || x.Note != note || !x.Noted {
		t.Errorf("%+v", x)
	}
	mustDo(t, s.NoteJobItem(ctx, "x", 1, nil))
	if _, items, _ = s.Job(ctx, "x"); items[1].Noted {
		t.Error("the note is still there")
	}
	running, err := s.RunningJobs(ctx, "batch")
	if err != nil || fmt.Sprint(running) != "[x]" {
		t.Errorf("%v, %v", running, err)
	}
	list, total, err := s.Jobs(ctx, "batch", 1, 0)
	if err != nil || total != 2 || len(list) != 1 || list[0].ID != "y" {
		t.Errorf("%+v of %d, %v", list, total, err)
	}
	if _, total, err := s.Jobs(ctx, "import", 1, 0); total != 0 || err != nil {
		t.Errorf("%d, %v", total, err)
	}
	if err := s.CreateJob(ctx, j, nil); err == nil {
		t.Error("one id twice")
	}
}

func TestMissingJobs(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	j, items := newJob("x")
	mustDo(t, s.CreateJob(ctx, j, items))
	_, _, err := s.Job(ctx, "none")
	for _, err := range []error{
		err, s.UpdateJob(ctx, "none", corpus.JobDone, nil), s.UpdateJobItem(ctx, "none", 0, corpus.JobItem{}),
		s.UpdateJobItem(ctx, "x", 2, corpus.JobItem{}), s.NoteJobItem(ctx, "x", 2, nil), s.DeleteJob(ctx, "none"), s.RestoreJob(ctx, "none"),
	} {
		wantCode(t, err, message.NotFound, "error.job_missing")
	}
}

// Guards: a deleted job is out of sight until it is restored, and after
// purging for good, with its result.
func TestDeletedJobs(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	j, items := newJob("x")
	mustDo(t, s.CreateJob(ctx, j, items))
	mustDo(t, s.SaveRecord(ctx, "batch", "x", []byte("{}")))
	mustDo(t, s.DeleteJob(ctx, "x"))
	_, _, err := s.Job(ctx, "x")
	wantCode(t, err, message.NotFound, "error.job_missing")
	wantCode(t, s.DeleteJob(ctx, "x"), message.NotFound, "error.job_missing")
	if running, _ := s.RunningJobs(ctx, "batch"); len(running) != 0 {
		t.Errorf("%v is to be taken up again", running)
	}
	mustDo(t, s.PurgeJobs(ctx, time.Now().Add(-time.Hour)))
	mustDo(t, s.RestoreJob(ctx, "x"))
	if _, items, err := s.Job(ctx, "x"); err != nil || len(items) != 2 {
		t.Errorf("%+v, %v", items, err)
	}
	mustDo(t, s.DeleteJob(ctx, "x"))
	mustDo(t, s.PurgeJobs(ctx, time.Now().Add(time.Hour)))
	wantCode(t, s.RestoreJob(ctx, "x"), message.NotFound, "error.job_missing")
	_, err = s.LoadRecord(ctx, "batch", "x")
	wantCode(t, err, message.NotFound, "error.record_missing")
	mustDo(t, s.CreateJob(ctx, j, items)) // no items are left in the way
}

// Guards: what a kept job came to outlives the newest thousand.
func TestJobsKeepTheirRecords(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	if _, err := s.writer.Exec("PRAGMA synchronous = OFF"); err != nil {
		t.Fatal(err)
	}
	j, items := newJob("x")
	items[0].Record = "mine"
	mustDo(t, s.CreateJob(ctx, j, items))
	for _, id := range []string{"x", "mine", "other"} {
		mustDo(t, s.SaveRecord(ctx, "check", id, []byte(id)))
	}
	for i := range keptRecords {
		mustDo(t, s.SaveRecord(ctx, "check", fmt.Sprint(i), nil))
	}
	for id, kept := range map[string]bool{"x": true, "mine": true, "other": false} {
		if _, err := s.LoadRecord(ctx, "check", id); (err == nil) != kept {
			t.Errorf("record %s: %v", id, err)
		}
	}
}
