package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"hegao/analyzer/batch"
	"hegao/analyzer/message"
	"hegao/corpus"
)

// mostTries is how often a draft is begun. One that was under way each time
// the program died may be what it died of.
const mostTries = 3

// batchRuns are the batches that this process works at.
type batchRuns struct {
	mu    sync.Mutex
	stops map[string]context.CancelFunc
	// seats are one for each draft that may be at work, of all batches.
	seats chan struct{}
}

func newBatchRuns(seats int) *batchRuns {
	return &batchRuns{stops: map[string]context.CancelFunc{}, seats: make(chan struct{}, seats)}
}

func (r *batchRuns) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.stops)
}

func (r *batchRuns) has(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.stops[id]
	return ok
}

// begin is false for a batch that is under way.
func (r *batchRuns) begin(id string, stop context.CancelFunc) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.stops[id]; ok {
		return false
	}
	r.stops[id] = stop
	return true
}

func (r *batchRuns) end(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.stops, id)
}

func (r *batchRuns) stop(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if stop := r.stops[id]; stop != nil {
		stop()
	}
}

// seat waits for a seat; it is false where ctx ended first.
func (r *batchRuns) seat(ctx context.Context) bool {
	select {
	case r.seats <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// startBatch works at a kept batch until it is done, deleted, or the service
// ends. It does nothing for one that is under way. lang is for whoever reads
// the job's problem, files is how many there are where that is known.
func (s *Service) startBatch(id string, files int, lang message.Lang) {
	ctx, stop := context.WithCancel(s.jobs.ctx)
	if !s.batches.begin(id, stop) {
		stop()
		return
	}
	x := s.jobs.startAs(id, batchKind)
	x.update(func(now *Job) { now.Of = files })
	s.jobs.working.Go(func() {
		defer stop()
		s.jobs.do(x, lang, func(context.Context) (corpus.Summary, error) {
			// Before the job is seen to have ended, so that nobody finds it
			// ended and under way.
			defer s.batches.end(id)
			run, err := s.workAt(ctx, id, x)
			if err != nil && ctx.Err() != nil && s.jobs.ctx.Err() == nil {
				err = message.Errorf(message.NotFound, "batch_missing").Wrap(err)
			}
			return corpus.Summary{Files: len(run.items), Failed: run.failed}, err
		})
	})
}

const (
	// busyPause and mostPauses are for an archive that another process
	// holds: a large import, say.
	busyPause  = 5 * time.Second
	mostPauses = 60
)

// workAt goes through a batch, and again from where it stood while the
// archive is busy.
func (s *Service) workAt(ctx context.Context, id string, x *job) (*batchRun, error) {
	for pauses := 0; ; pauses++ {
		run := &batchRun{service: s, id: id, job: x}
		err := run.do(ctx)
		if message.CodeOf(err) != message.Busy || pauses == mostPauses {
			return run, err
		}
		select {
		case <-time.After(busyPause):
		case <-ctx.Done():
			return run, ctx.Err()
		}
	}
}

// batchRun is the work at one batch.
type batchRun struct {
	service *Service
	id      string
	job     *job
	about   batchAbout
	items   []corpus.JobItem
	failed  int

	mu    sync.Mutex
	fatal error // what stops the batch: trouble of the server, not of a file
}

func (r *batchRun) store() corpus.Store { return r.service.archive.Store() }

func (r *batchRun) do(ctx context.Context) error {
	j, items, err := r.store().Job(ctx, r.id)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(j.About, &r.about); err != nil {
		return err
	}
	r.items = items
	r.job.update(func(now *Job) { now.Started, now.Files, now.Of = j.Created, j.Finished, j.Items })
	if err := r.checkAll(ctx); err != nil {
		return err
	}
	return r.finish(ctx)
}

// checkAll checks what is not checked yet, on as many cores as there are
// seats.
func (r *batchRun) checkAll(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var working sync.WaitGroup
	for n, x := range r.items {
		if x.State == corpus.ItemDone || x.State == corpus.ItemFailed {
			continue
		}
		if !r.service.batches.seat(ctx) {
			break
		}
		working.Go(func() {
			defer func() { <-r.service.batches.seats }()
			if err := r.item(ctx, n); err != nil {
				r.stopFor(err)
				stop()
			}
		})
	}
	working.Wait()
	if r.fatal != nil {
		return r.fatal
	}
	return ctx.Err()
}

func (r *batchRun) stopFor(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fatal == nil {
		r.fatal = err
	}
}

// item checks one draft and keeps what came of it. An error is the server's
// trouble and none of the draft's.
func (r *batchRun) item(ctx context.Context, n int) error {
	x := r.items[n]
	if x.Tries >= mostTries {
		return r.keep(ctx, n, failedItem(x, message.Errorf(message.Internal, "batch_file_stops", x.Name, strconv.Itoa(mostTries))))
	}
	x.State, x.Tries = corpus.ItemReading, x.Tries+1
	if err := r.keep(ctx, n, x); err != nil {
		return err
	}
	check, err := r.check(ctx, x)
	switch {
	case ctx.Err() != nil:
		// The program ends in good order; that is nothing against the draft.
		x.State, x.Tries = corpus.ItemWaiting, x.Tries-1
		return errors.Join(ctx.Err(), r.keep(context.WithoutCancel(ctx), n, x))
	case ours(err):
		return err
	case err != nil:
		return r.keep(ctx, n, failedItem(x, err))
	}
	x.State, x.Record = corpus.ItemDone, check.ID
	return r.keep(ctx, n, x)
}

func failedItem(x corpus.JobItem, err error) corpus.JobItem {
	x.State, x.Problem = corpus.ItemFailed, problemOf(x.Name, err)
	return x
}

// ours reports whether an error is the server's: it passes, or somebody mends
// it, and the draft is checked then.
func ours(err error) bool {
	var e *message.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Message.Key {
	case "error.disk_full", "error.archive_damaged", "error.archive_unwritable", "error.archive_newer":
		return true
	}
	return e.Code == message.Busy
}

// check checks a draft, within checkTime. A panic is the draft's failure, not
// the batch's.
func (r *batchRun) check(ctx context.Context, x corpus.JobItem) (c *Checked, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
			r.service.jobs.log.Error("draft not checked", "batch", r.id, "cause", err.Error())
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	data, err := r.store().Original(ctx, x.Original)
	if err != nil {
		return nil, err
	}
	return r.service.Check(ctx, CheckInput{Name: x.Name, Data: data, Unit: unitNamed(r.about.Roster, x.Name), Template: r.about.Kind})
}

// keep writes how an item stands to disk and tells whoever watches.
func (r *batchRun) keep(ctx context.Context, n int, x corpus.JobItem) error {
	if err := r.store().UpdateJobItem(ctx, r.id, n, x); err != nil {
		return err
	}
	r.mu.Lock()
	r.items[n] = x
	r.mu.Unlock()
	r.job.update(func(now *Job) {
		if x.State == corpus.ItemDone || x.State == corpus.ItemFailed {
			now.Files++
		}
	})
	return nil
}

// finish lays the drafts side by side and keeps the result, first the result
// and then that it is there: a process that dies in between does it again.
func (r *batchRun) finish(ctx context.Context) error {
	result, err := r.compare(ctx)
	if err != nil && (ctx.Err() != nil || ours(err)) {
		return err
	}
	if err != nil {
		r.about.Problem = batch.Fail("", err).Err
		return errors.Join(err, r.end(ctx, corpus.JobFailed))
	}
	b, err := json.Marshal(result)
	if err != nil {
		return err
	}
	if err := r.store().SaveRecord(ctx, batchKind, r.id, b); err != nil {
		return err
	}
	r.failed = len(result.Failed)
	r.about.Counts = &BatchCounts{
		Drafts: len(result.Drafts), Failed: len(result.Failed), Expected: len(result.Roster.Lines), Missing: len(result.Roster.Missing()),
	}
	return r.end(ctx, corpus.JobDone)
}

func (r *batchRun) end(ctx context.Context, state corpus.JobState) error {
	b, err := json.Marshal(r.about)
	if err != nil {
		return err
	}
	return r.store().UpdateJob(ctx, r.id, state, b)
}

func (r *batchRun) compare(ctx context.Context) (b *batch.Batch, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	var drafts []batch.Draft
	failed := []batch.Failure{}
	for _, x := range r.items {
		if x.State == corpus.ItemFailed {
			f := batch.Failure{File: x.Name}
			if err := json.Unmarshal(x.Problem, &f.Err); err != nil {
				return nil, err
			}
			failed = append(failed, f)
			continue
		}
		c, err := r.service.LoadCheck(ctx, x.Record)
		if err != nil {
			return nil, err
		}
		drafts = append(drafts, batch.Draft{Check: c.ID, Report: c.Report})
	}
	if b, err = batch.Compare(ctx, drafts, r.about.Roster); err != nil {
		return nil, err
	}
	b.Failed = failed
	return b, nil
}

// keptJob is a job that an earlier process has ended, as it stands on disk.
func (s *Service) keptJob(id string) (Job, error) {
	b, err := s.Batch(s.jobs.ctx, id)
	if err != nil {
		return Job{}, message.Errorf(message.NotFound, "job_missing").Wrap(err)
	}
	j := Job{
		ID: id, Kind: batchKind, State: b.State, Started: b.Created, Files: b.Finished, Of: b.Items,
		Reports: []corpus.Imported{}, Summary: corpus.Summary{Files: b.Finished}, Revision: b.Finished + 1,
	}
	if b.Counts != nil {
		j.Summary.Failed = b.Counts.Failed
	}
	if b.Stopped || b.State == JobFailed {
		j.State, j.Problem = JobFailed, message.Text(message.Chinese, "error.job_stopped")
	}
	return j, nil
}
