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
	Kind     string            `json:"kind"` // "import"
	State    JobState          `json:"state"`
	Started  time.Time         `json:"started"`
	Files    int               `json:"files"` // read so far
	Of       int               `json:"of"`
	Indexed  int               `json:"indexed"`
	Reports  []corpus.Imported `json:"reports"` // the newest maxJobLines
	Summary  corpus.Summary    `json:"summary"`
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
}

func newJobs(ctx context.Context, log *slog.Logger) *jobs { return &jobs{ctx: ctx, log: log} }

func (j *jobs) start(kind string) *job {
	x := &job{now: Job{ID: rand.Text(), Kind: kind, State: JobRunning, Started: time.Now().UTC(), Reports: []corpus.Imported{}}, changed: make(chan struct{})}
	j.mu.Lock()
	defer j.mu.Unlock()
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
		return Job{}, message.Errorf(message.NotFound, "job_missing")
	}
	now, _ := x.look()
	return now, nil
}

// Watch calls see with the job as it stands and again after each change,
// until the job has ended, ctx does, or see returns false.
func (s *Service) Watch(ctx context.Context, id string, see func(Job) bool) error {
	x, ok := s.jobs.get(id)
	if !ok {
		return message.Errorf(message.NotFound, "job_missing")
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

// Upload is a file that came in.
type Upload struct {
	Name string
	Data []byte
}

// Import starts taking files into the archive and returns the job at once.
func (s *Service) Import(files []Upload, known corpus.Known, lang message.Lang) Job {
	x := s.jobs.start("import")
	inputs := make([]corpus.Input, len(files))
	for i, f := range files {
		inputs[i] = corpus.Input{Name: f.Name, Read: func() ([]byte, error) { return f.Data, nil }}
	}
	s.jobs.working.Go(func() {
		s.jobs.do(x, lang, func(ctx context.Context) (corpus.Summary, error) {
			return s.archive.Import(ctx, inputs, corpus.ImportOptions{
				Defaults: known, Lang: lang, Extract: s.extract, Templates: s.Templates(),
				Report: func(r corpus.Imported) { x.update(func(j *Job) { j.add(r) }) },
				Progress: func(p corpus.Progress) {
					x.update(func(j *Job) { j.Files, j.Of, j.Indexed = p.Files, p.Of, p.Indexed })
				},
			})
		})
	})
	now, _ := x.look()
	return now
}

func (j *Job) add(r corpus.Imported) {
	j.Reports = append(j.Reports, r)
	if len(j.Reports) > maxJobLines {
		j.Reports = j.Reports[1:]
	}
}
