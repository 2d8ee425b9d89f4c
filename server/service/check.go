package service

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"time"
)

// CheckStage is how far a check has come.
type CheckStage string

// The stages, in order.
const (
	StageReading  CheckStage = "reading"  // the file becomes text
	StageChecking CheckStage = "checking" // the text is checked
	StageKeeping  CheckStage = "keeping"  // the result goes to disk
)

// Check checks a draft and keeps the result, and the file for checking it
// again. On return both are on disk.
func (s *Service) Check(ctx context.Context, in CheckInput) (*Checked, error) {
	return s.check(ctx, in, func(CheckStage) {})
}

func (s *Service) check(ctx context.Context, in CheckInput, at func(CheckStage)) (*Checked, error) {
	c := &Checked{ID: rand.Text(), Asked: Facts{in.Unit, in.Year, in.Template}}
	if err := s.follows(ctx, c, in.Before); err != nil {
		return nil, err
	}
	at(StageReading)
	draft, err := s.Read(ctx, in.Name, in.Data)
	if err != nil {
		return nil, err
	}
	at(StageChecking)
	draft.Unit, draft.Year, draft.Template = in.Unit, in.Year, in.Template
	if c.Report, err = s.rules.Load().analyzer.Check(ctx, draft); err != nil {
		return nil, err
	}
	at(StageKeeping)
	if err := s.archive.Store().SaveRecord(ctx, draftKind, c.Report.Draft.SHA256, in.Data); err != nil {
		return nil, err
	}
	if err := s.keep(ctx, c); err != nil {
		return nil, err
	}
	s.checks.Add(1)
	return c, nil
}

// follows makes c the check after before.
func (s *Service) follows(ctx context.Context, c *Checked, before string) error {
	if before == "" {
		return nil
	}
	b, err := s.LoadCheck(ctx, before)
	if err != nil {
		return err
	}
	c.Before, c.Origin = b.ID, cmp.Or(b.Origin, b.ID)
	return nil
}

func (s *Service) keep(ctx context.Context, c *Checked) error {
	c.At = time.Now().UTC()
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return s.archive.Store().SaveRecord(ctx, checkKind, c.ID, b)
}
