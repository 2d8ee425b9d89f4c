package service

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"hegao/analyzer/message"
	"hegao/corpus"
)

// JobState says how a job stands.
type JobState string

// The states.
const (
	JobRunning JobState = "running"
	JobDone    JobState = "done"
	JobFailed  JobState = "failed"
)

// Job is a piece of long work, as it stands at one moment.
type Job struct {
	ID       string            `json:"id"`
	Kind     string            `json:"kind"` // "import", "import-trial" …, "batch", "check"
	State    JobState          `json:"state"`
	Started  time.Time         `json:"started"`
	Files    int               `json:"files"` // read so far
	Of       int               `json:"of"`
	Indexed  int               `json:"indexed"`
	Reports  []corpus.Imported `json:"reports"` // the newest maxJobLines
	Summary  corpus.Summary    `json:"summary"`
	File     string            `json:"file,omitempty"`    // that a check reads
	Stage    CheckStage        `json:"stage,omitempty"`   // of a check
	Check    string            `json:"check,omitempty"`   // the id of the check that came of it
	Problem  string            `json:"problem,omitempty"` // why it failed, for people
	Revision int               `json:"revision"`          // counts changes
}

const (
	maxJobLines = 500
	// keptJobs is how many finished jobs are remembered.
	keptJobs = 50
)

// jobs are the jobs of this process, the newest last.
type jobs struct {
	ctx     context.Context
	log     *slog.Logger
	working sync.WaitGroup
	mu      sync.Mutex
	all     []*job
}

type job struct {
	mu      sync.Mutex
	now     Job
	changed chan struct{} // closed and replaced at every change
	asked   *imported     // of a trial, while its files are kept; under jobs.mu
}

func newJobs(ctx context.Context, log *slog.Logger) *jobs { return &jobs{ctx: ctx, log: log} }

func (j *jobs) start(kind string) *job { return j.startAs(rand.Text(), kind) }

// startAs starts a job under an id; one of that id that ended before is
// forgotten.
func (j *jobs) startAs(id, kind string) *job {
	x := &job{now: Job{ID: id, Kind: kind, State: JobRunning, Started: time.Now().UTC(), Reports: []corpus.Imported{}}, changed: make(chan struct{})}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.all = slices.DeleteFunc(j.all, func(old *job) bool { return old.now.ID == id })
	j.all = append(j.all, x)
	j.forget()
	return x
}

// forget drops the oldest finished jobs over keptJobs.
func (j *jobs) forget() {
	over := len(j.all) - keptJobs
	j.all = slices.DeleteFunc(j.all, func(x *job) bool {
		if over <= 0 || x.running() {
			return false
		}
		over--
		return true
	})
}

func (x *job) running() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.now.State == JobRunning
}

// do runs work and ends the job with its result. A panic ends the job, not
// the program.
func (j *jobs) do(x *job, lang message.Lang, work func(context.Context) (corpus.Summary, error)) {
	var sum corpus.Summary
	var err error
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
		if err != nil && j.ctx.Err() != nil {
			err = message.Errorf(message.Busy, "job_stopped").Wrap(err)
		}
		if err != nil {
			j.log.Error("job failed", "job", x.now.ID, "cause", err.Error())
		}
		x.update(func(now *Job) {
			now.Summary, now.State = sum, JobDone
			if err != nil {
				now.State, now.Problem = JobFailed, message.Explain(err, lang)
			}
		})
	}()
	sum, err = work(j.ctx)
}

func (j *jobs) get(id string) (*job, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, x := range j.all {
		if x.now.ID == id {
			return x, true
		}
	}
	return nil, false
}

func (x *job) update(change func(*Job)) {
	x.mu.Lock()
	defer x.mu.Unlock()
	change(&x.now)
	x.now.Revision++
	close(x.changed)
	x.changed = make(chan struct{})
}

// look returns the job as it stands and a channel that is closed at the next
// change.
func (x *job) look() (Job, <-chan struct{}) {
	x.mu.Lock()
	defer x.mu.Unlock()
	now := x.now
	now.Reports = append([]corpus.Imported{}, x.now.Reports...)
	return now, x.changed
}

// Job returns a job as it stands.
func (s *Service) Job(id string) (Job, error) {
	x, ok := s.jobs.get(id)
	if !ok {
		return s.keptJob(id)
	}
	now, _ := x.look()
	return now, nil
}

// Watch calls see with the job as it stands and again after each change,
// until the job has ended, ctx does, or see returns false.
func (s *Service) Watch(ctx context.Context, id string, see func(Job) bool) error {
	x, ok := s.jobs.get(id)
	if !ok {
		kept, err := s.keptJob(id)
		if err == nil {
			see(kept)
		}
		return err
	}
	for {
		now, changed := x.look()
		if !see(now) || now.State != JobRunning {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Running is the number of jobs that have not ended.
func (s *Service) Running() int {
	s.jobs.mu.Lock()
	defer s.jobs.mu.Unlock()
	n := 0
	for _, x := range s.jobs.all {
		if x.running() {
			n++
		}
	}
	return n
}

// Wait returns when all jobs have ended; close the archive only then. End
// the context given to New first, and start no more jobs.
func (s *Service) Wait() { s.jobs.working.Wait() }
