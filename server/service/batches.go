package service

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"hegao/analyzer"
	"hegao/analyzer/batch"
	"hegao/analyzer/message"
	"hegao/analyzer/template"
	"hegao/corpus"
)

const (
	// batchKind is the kind of a batch's job and of its result.
	batchKind = "batch"
	// MaxBatch is the largest number of drafts in one batch.
	MaxBatch = 200
	// maxRunningBatches is how many batches may be under way.
	maxRunningBatches = 8
	// keepDeleted is how long a deleted batch can be brought back.
	keepDeleted = 30 * 24 * time.Hour
	// maxBatchName bounds a batch's name, in characters.
	maxBatchName = 120
)

// BatchInput is a batch to check.
type BatchInput struct {
	Name   string // "": that of the first file
	Files  []Upload
	Roster Upload      // who was to hand in; no data where nobody said
	Kind   template.ID // "" or analyzer.AutoTemplate: choose for each draft
	Lang   message.Lang
}

// Batch is a batch as it stands.
type Batch struct {
	ID      string
	Name    string
	State   JobState
	Created time.Time
	// Stopped says that the work is at rest though it is not done.
	Stopped bool
	Problem *message.Error // why it failed
	Files   []BatchFile
	// Items and Finished count the files; a list of batches has no Files.
	Items, Finished int
	Counts          *BatchCounts // once it is done
}

// BatchFile is one file of a batch.
type BatchFile struct {
	Name  string
	State corpus.ItemState
	Check string         // its check, once it is done
	Err   *message.Error // why it failed
	// Letter is the letter that a person wrote, where Edited.
	Letter string
	Edited bool
}

// BatchCounts sums a finished batch up.
type BatchCounts struct {
	Drafts   int `json:"drafts"`
	Failed   int `json:"failed"`
	Expected int `json:"expected"`
	Missing  int `json:"missing"`
}

// batchAbout is what is kept about a batch besides its files.
type batchAbout struct {
	Name    string         `json:"name"`
	Kind    template.ID    `json:"kind,omitempty"`
	Roster  []batch.Unit   `json:"roster,omitempty"`
	Counts  *BatchCounts   `json:"counts,omitempty"`
	Problem *message.Error `json:"problem,omitempty"`
}

// CreateBatch keeps the files of a batch and starts to check them. On return
// they are on disk, and the batch will be finished whatever becomes of this
// process (see ResumeBatches). Errors are message.Error: "batch_too_large",
// "batch_empty", "jobs_many", those of a roster, and what is wrong with the
// files where none of them can be read.
func (s *Service) CreateBatch(ctx context.Context, in BatchInput) (*Batch, error) {
	if s.batches.count() >= maxRunningBatches {
		return nil, message.Errorf(message.Busy, "batches_many", strconv.Itoa(maxRunningBatches))
	}
	if _, ok := s.Templates().Get(in.Kind); !ok && in.Kind != "" && in.Kind != analyzer.AutoTemplate {
		return nil, message.Errorf(message.Invalid, "template_unknown", string(in.Kind))
	}
	about := batchAbout{Name: batchName(in), Kind: in.Kind}
	var err error
	if about.Roster, err = readRoster(in.Roster); err != nil {
		return nil, err
	}
	items, err := s.takeIn(ctx, in.Files)
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(about)
	if err != nil {
		return nil, err
	}
	j := corpus.Job{ID: rand.Text(), Kind: batchKind, State: corpus.JobRunning, Created: time.Now().UTC(), About: b}
	if err := s.archive.Store().CreateJob(ctx, j, items); err != nil {
		return nil, err
	}
	s.startBatch(j.ID, len(items), in.Lang)
	return s.Batch(ctx, j.ID)
}

// Batch returns a batch as it stands, with its files. The error for one that
// is not there is NotFound "batch_missing".
func (s *Service) Batch(ctx context.Context, id string) (*Batch, error) {
	j, items, err := s.archive.Store().Job(ctx, id)
	if err != nil || j.Kind != batchKind {
		return nil, batchMissing(err)
	}
	b, err := s.batchOf(j)
	if err != nil {
		return nil, err
	}
	for _, x := range items {
		f := BatchFile{Name: x.Name, State: x.State, Check: x.Record, Letter: x.Note, Edited: x.Noted}
		if len(x.Problem) > 0 {
			if err := json.Unmarshal(x.Problem, &f.Err); err != nil {
				return nil, err
			}
		}
		b.Files = append(b.Files, f)
	}
	return b, nil
}

// Batches lists the batches, the newest first, without their files, and how
// many there are in all.
func (s *Service) Batches(ctx context.Context, limit, offset int) ([]Batch, int, error) {
	jobs, total, err := s.archive.Store().Jobs(ctx, batchKind, limit, offset)
	if err != nil {
		return nil, 0, err
	}
	out := make([]Batch, 0, len(jobs))
	for _, j := range jobs {
		b, err := s.batchOf(j)
		if err != nil {
			return nil, 0, err
		}
		out = append(out, *b)
	}
	return out, total, nil
}

func (s *Service) batchOf(j corpus.Job) (*Batch, error) {
	var about batchAbout
	if err := json.Unmarshal(j.About, &about); err != nil {
		return nil, err
	}
	return &Batch{
		ID: j.ID, Name: about.Name, State: JobState(j.State), Created: j.Created, Problem: about.Problem,
		Items: j.Items, Finished: j.Finished, Counts: about.Counts,
		Stopped: j.State == corpus.JobRunning && !s.batches.has(j.ID),
	}, nil
}

// BatchResult returns what was found in a batch that is done, or the error
// "batch_unfinished".
func (s *Service) BatchResult(ctx context.Context, id string) (*batch.Batch, error) {
	j, _, err := s.archive.Store().Job(ctx, id)
	if err != nil || j.Kind != batchKind {
		return nil, batchMissing(err)
	}
	if j.State != corpus.JobDone {
		return nil, message.Errorf(message.NotFound, "batch_unfinished")
	}
	b, err := s.archive.Store().LoadRecord(ctx, batchKind, id)
	if err != nil {
		return nil, err
	}
	result := &batch.Batch{}
	return result, json.Unmarshal(b, result)
}

// BatchChecks are the checks of a batch's drafts, in the order of its result.
func (s *Service) BatchChecks(ctx context.Context, b *batch.Batch) ([]*analyzer.Report, error) {
	out := make([]*analyzer.Report, len(b.Drafts))
	for k, d := range b.Drafts {
		c, err := s.LoadCheck(ctx, d.Check)
		if err != nil {
			return nil, err
		}
		out[k] = c.Report
	}
	return out, nil
}

// DeleteBatch throws a batch away and stops the work on it. RestoreBatch
// brings it back for thirty days. The checks stay as long as others do.
func (s *Service) DeleteBatch(ctx context.Context, id string) error {
	if _, err := s.Batch(ctx, id); err != nil {
		return err
	}
	if err := s.archive.Store().DeleteJob(ctx, id); err != nil {
		return batchMissing(err)
	}
	s.batches.stop(id)
	return nil
}

// RestoreBatch brings a deleted batch back, and goes on with one that came to
// rest before it was done.
func (s *Service) RestoreBatch(ctx context.Context, id string) (*Batch, error) {
	if err := s.archive.Store().RestoreJob(ctx, id); err != nil {
		return nil, batchMissing(err)
	}
	b, err := s.Batch(ctx, id)
	if err != nil {
		return nil, err
	}
	if b.State == JobRunning {
		s.startBatch(id, b.Items, message.Chinese)
		b.Stopped = false
	}
	return b, nil
}

// ResumeBatches goes on with the batches that the last process left
// unfinished; call it once, at the start. Drafts that were checked are not
// checked again. It also erases what was deleted long ago.
func (s *Service) ResumeBatches(ctx context.Context) error {
	if err := s.archive.Store().PurgeJobs(ctx, time.Now().Add(-keepDeleted)); err != nil {
		return err
	}
	ids, err := s.archive.Store().RunningJobs(ctx, batchKind)
	for _, id := range ids {
		s.startBatch(id, 0, message.Chinese)
	}
	return err
}

// batchMissing names what is missing; other errors pass.
func batchMissing(err error) error {
	var e *message.Error
	if err == nil || errors.As(err, &e) && e.Code == message.NotFound {
		return message.Errorf(message.NotFound, "batch_missing")
	}
	return err
}
