package service

import (
	"context"
	"time"

	"hegao/analyzer/message"
	"hegao/corpus"
)

// checkTime bounds one check that runs as a job.
const checkTime = 5 * time.Minute

// Checking is a check on its way.
type Checking struct {
	Job   string // the job's id
	ended chan struct{}
	check *Checked
	err   error
}

// StartCheck begins a check that goes on whoever waits for it. Its job says
// how far it has come.
func (s *Service) StartCheck(in CheckInput, lang message.Lang) *Checking {
	x := s.jobs.start("check")
	x.update(func(j *Job) { j.Stage, j.File = StageReading, in.Name })
	c := &Checking{Job: x.now.ID, ended: make(chan struct{}), err: message.Errorf(message.Internal, "internal")}
	s.jobs.working.Go(func() {
		defer close(c.ended)
		s.jobs.do(x, lang, func(ctx context.Context) (corpus.Summary, error) {
			ctx, cancel := context.WithTimeout(ctx, checkTime)
			defer cancel()
			c.check, c.err = s.check(ctx, in, func(at CheckStage) { x.update(func(j *Job) { j.Stage = at }) })
			if c.err == nil {
				x.update(func(j *Job) { j.Check = c.check.ID })
			}
			return corpus.Summary{}, c.err
		})
	})
	return c
}

// Wait returns the check, or why there is none, where it ends within patience
// and before ctx; else ended is false. Without patience it never does.
func (c *Checking) Wait(ctx context.Context, patience time.Duration) (check *Checked, ended bool, err error) {
	if patience <= 0 {
		return nil, false, nil
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-c.ended:
		return c.check, true, c.err
	case <-timer.C:
	case <-ctx.Done():
	}
	return nil, false, nil
}
