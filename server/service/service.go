// Package service is what the pages and the API have in common: checks that
// are kept, passages laid beside their sources, imports that run as jobs. It
// knows nothing of HTTP.
package service

import (
	"context"
	"encoding/json"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"hegao/analyzer"
	"hegao/analyzer/extract"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/corpus"
)

// Service is safe for concurrent use.
type Service struct {
	archive *corpus.Archive
	faults  fault.Settings
	rules   atomic.Pointer[rules]
	limits  extract.Limits
	extract extract.Func
	samples []Sample
	jobs    *jobs
	batches *batchRuns
	checks  atomic.Int64

	// unitTemplates is a folder, ownTemplates what lies over it; writing is
	// held by whoever changes the folder.
	unitTemplates string
	ownTemplates  []template.Layer
	writing       sync.Mutex

	deciding sync.Mutex // held by whoever changes decisions
}

// Sample is a draft that the first page offers to try.
type Sample struct {
	Name string
	Data []byte
}

// Deps are the parts a service is made of.
type Deps struct {
	Archive *corpus.Archive
	// Templates are those in force at the start: the built-in ones, those in
	// the folder UnitTemplates, and over them OwnTemplates.
	Templates     *template.Library
	UnitTemplates string // "": they cannot be changed
	OwnTemplates  []template.Layer
	Limits        extract.Limits
	// Extract reads what is uploaded; nil for extract.Extract, in this
	// process, which is for tests.
	Extract extract.Func
	// Faults are the unit's settings of the fault rules.
	Faults fault.Settings
	// Samples are offered on the first page; none outside the demo.
	Samples []Sample
	// Log is told why a job failed; nil: nobody is.
	Log *slog.Logger
}

// New makes a service. Its jobs end when ctx does.
func New(ctx context.Context, d Deps) *Service {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Extract == nil {
		d.Extract = extract.Extract
	}
	s := &Service{
		archive: d.Archive, faults: d.Faults, limits: d.Limits, extract: d.Extract, samples: d.Samples, jobs: newJobs(ctx, d.Log),
		batches:       newBatchRuns(runtime.GOMAXPROCS(0)),
		unitTemplates: d.UnitTemplates, ownTemplates: d.OwnTemplates,
	}
	s.follow(d.Templates)
	return s
}

// Archive is the archive of past reports.
func (s *Service) Archive() *corpus.Archive { return s.archive }

// Limits bound what is read of a file.
func (s *Service) Limits() extract.Limits { return s.limits }

// Samples are the drafts to try.
func (s *Service) Samples() []Sample { return s.samples }

// Read extracts a file that was uploaded.
func (s *Service) Read(ctx context.Context, name string, data []byte) (analyzer.Draft, error) {
	return analyzer.Read(ctx, s.extract, name, data, s.limits)
}

// CheckInput is a draft to check, with what the person said of it.
type CheckInput struct {
	Name     string
	Data     []byte
	Unit     string      // "": guess
	Year     int         // 0: guess
	Template template.ID // "" or analyzer.AutoTemplate: choose
	// Before is the check of which this is done again; "" for none.
	Before string
}

// Checked is a finished check as it is kept.
type Checked struct {
	ID     string           `json:"id"`
	At     time.Time        `json:"at"`
	Report *analyzer.Report `json:"report"`
	// Asked is what the person said of the draft.
	Asked Facts `json:"asked,omitzero"`
	// Before is the check before of the same draft, Origin the first one.
	Before string `json:"before,omitempty"`
	Origin string `json:"origin,omitempty"`
}

// Limited is the check as it would be if a passage were common from this
// number of families on; see reuse.Result.Limited. What is kept stays as it is.
func (c *Checked) Limited(families int) *Checked {
	out := *c
	out.Report = c.Report.Limited(families)
	return &out
}

const checkKind = "check"

// Checks is the number of checks done since the start.
func (s *Service) Checks() int64 { return s.checks.Load() }

// LoadCheck returns a kept check.
func (s *Service) LoadCheck(ctx context.Context, id string) (*Checked, error) {
	b, err := s.archive.Store().LoadRecord(ctx, checkKind, id)
	if err != nil {
		return nil, err
	}
	c := &Checked{}
	if err := json.Unmarshal(b, c); err != nil {
		return nil, err
	}
	return c, nil
}

// Comparison is a passage beside one of its sources.
type Comparison struct {
	Check   *Checked
	Passage reuse.Passage
	Place   reuse.Place
	// Index is the place's index among the passage's sources.
	Index int
	// Source is the report it stands in, SourceText that report's text.
	Source     *corpus.Report
	SourceText string
	// Edits lead from the source's words to the draft's.
	Edits []reuse.Edit
}

// Pairing names one source of one passage of a kept check.
type Pairing struct {
	Check   string
	Passage string
	// Source is the index among the passage's sources.
	Source int
	// Families limits the check (see Checked.Limited); 0 for no limit.
	Families int
}

// Compare lays a passage beside one of its sources.
func (s *Service) Compare(ctx context.Context, x Pairing) (*Comparison, error) {
	c, err := s.LoadCheck(ctx, x.Check)
	if err != nil {
		return nil, err
	}
	c = c.Limited(x.Families)
	for _, p := range c.Report.Reuse.Passages {
		if p.ID != x.Passage || x.Source < 0 || x.Source >= len(p.Sources) {
			continue
		}
		place := p.Sources[x.Source]
		report, t, err := s.archive.Open(ctx, place.Report)
		if err != nil {
			return nil, err
		}
		if place.Span.End > len(t) {
			return nil, message.Errorf(message.NotFound, "passage_missing")
		}
		return &Comparison{
			Check: c, Passage: p, Place: place, Index: x.Source, Source: report, SourceText: t,
			Edits: reuse.Diff(place.Span.Of(t), p.Span.Of(c.Report.Text)),
		}, nil
	}
	return nil, message.Errorf(message.NotFound, "passage_missing")
}
