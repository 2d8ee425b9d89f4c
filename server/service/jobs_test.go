package service

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/corpus"
)

// Guards: a job that goes wrong ends, with a sentence for people and the
// cause in the log.
func TestJobsThatFail(t *testing.T) {
	ended, end := context.WithCancel(context.Background())
	end()
	for _, test := range []struct {
		name string
		ctx  context.Context
		work func() error
		want message.Key
	}{
		{"error", t.Context(), func() error { return errors.New("cause") }, "error.internal"},
		{"panic", t.Context(), func() error { panic("cause") }, "error.internal"},
		{"stopped", ended, func() error { return errors.New("cause") }, "error.job_stopped"},
	} {
		var log bytes.Buffer
		j := newJobs(test.ctx, slog.New(slog.NewTextHandler(&log, nil)))
		x := j.start("import")
		j.do(x, message.English, func(context.Context) (corpus.Summary, error) { return corpus.Summary{Files: 1}, test.work() })
		now, _ := x.look()
		if now.State != JobFailed || !strings.HasPrefix(now.Problem, message.Text(message.English, test.want)) {
			t.Errorf("%s: %+v", test.name, now)
		}
		if !strings.Contains(log.String(), "cause") || strings.Contains(now.Problem, "cause") {
			t.Errorf("%s: log %q, problem %q", test.name, log.String(), now.Problem)
		}
	}
}

// Guards: finished jobs are forgotten in time, running ones never.
func TestForgottenJobs(t *testing.T) {
	j := newJobs(t.Context(), slog.New(slog.DiscardHandler))
	running := j.start("import")
	var finished []*job
	for range keptJobs + 10 {
		x := j.start("import")
		j.do(x, message.English, func(context.Context) (corpus.Summary, error) { return corpus.Summary{}, nil })
		finished = append(finished, x)
	}
	if _, ok := j.get(running.now.ID); !ok {
		t.Error("a running job was forgotten")
	}
	if _, ok := j.get(finished[0].now.ID); ok || len(j.all) > keptJobs {
		t.Errorf("%d jobs are kept, the oldest: %v", len(j.all), ok)
	}
	if _, ok := j.get(finished[len(finished)-1].now.ID); !ok {
		t.Error("the newest job was forgotten")
	}
}
