package corpus

import (
	"context"
	"time"
)

// JobState says how a kept job stands.
type JobState string

// The states of jobs.
const (
	JobRunning JobState = "running" // or to be taken up again after a restart
	JobDone    JobState = "done"
	JobFailed  JobState = "failed"
)

// Job is a piece of long work that survives the end of the program: what is
// asked for and how far it is stands in the store, not in memory.
type Job struct {
	ID      string
	Kind    string
	State   JobState
	Created time.Time
	// Deleted is when a person threw it away; zero for a job that stands.
	Deleted time.Time
	// About is JSON of whoever runs the job.
	About []byte
	// Items counts the items, Finished those that are done or failed. They
	// are read only.
	Items, Finished int
}

// ItemState says how one item of a job stands.
type ItemState string

// The states of items.
const (
	ItemWaiting ItemState = "waiting"
	ItemReading ItemState = "reading" // begun, and begun again after a restart
	ItemDone    ItemState = "done"
	ItemFailed  ItemState = "failed"
)

// JobItem is one file of a job.
type JobItem struct {
	Name     string
	Original string // address of the file's bytes; "" where there are none
	State    ItemState
	Tries    int    // how often it was begun
	Record   string // id of the record it came to; the record is kept as long as the job
	Problem  []byte // JSON: why it failed
	// Note is what a person wrote about it, where Noted.
	Note  string
	Noted bool
}

// Jobs keeps jobs. A job that is deleted can be restored until it is purged;
// methods that read one pass over it.
type Jobs interface {
	// CreateJob keeps a new job with its items, all or nothing.
	CreateJob(ctx context.Context, j Job, items []JobItem) error
	// UpdateJob changes what a job's State and About are.
	UpdateJob(ctx context.Context, id string, state JobState, about []byte) error
	// UpdateJobItem changes State, Tries, Record and Problem of item n,
	// counted from 0.
	UpdateJobItem(ctx context.Context, id string, n int, item JobItem) error
	// NoteJobItem sets what a person wrote about item n; nil takes it away.
	NoteJobItem(ctx context.Context, id string, n int, note *string) error
	// Job returns a job with its items, or the NotFound error "job_missing".
	Job(ctx context.Context, id string) (Job, []JobItem, error)
	// Jobs lists the jobs of a kind, the newest first, and how many there
	// are in all.
	Jobs(ctx context.Context, kind string, limit, offset int) (jobs []Job, total int, err error)
	// RunningJobs lists the ids of a kind's jobs in state JobRunning, the
	// oldest first.
	RunningJobs(ctx context.Context, kind string) ([]string, error)
	// DeleteJob throws a job away, RestoreJob brings it back.
	DeleteJob(ctx context.Context, id string) error
	RestoreJob(ctx context.Context, id string) error
	// PurgeJobs erases the jobs that were deleted before a time. Originals
	// stay: a report may have been made of the same file.
	PurgeJobs(ctx context.Context, before time.Time) error
}
