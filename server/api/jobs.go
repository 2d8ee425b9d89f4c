package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"hegao/server/service"
)

const (
	// eventPause is the shortest time between two events of a stream.
	eventPause = 100 * time.Millisecond
	// heartbeat is how often a stream without news says that it lives.
	heartbeat = 15 * time.Second
	// writePatience is how long a client may take to accept an event.
	writePatience = 30 * time.Second
)

func (a *api) getJob(c echo.Context) error {
	job, err := a.service.Job(c.Param("id"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, job)
}

// watchJob streams the job until it has ended. An EventSource connects again
// when a stream ends; one that has seen the last event is told to stop.
func (a *api) watchJob(c echo.Context) error {
	job, err := a.service.Job(c.Param("id"))
	if err != nil {
		return err
	}
	if job.State != service.JobRunning && c.Request().Header.Get("Last-Event-ID") == strconv.Itoa(job.Revision) {
		return c.NoContent(http.StatusNoContent)
	}
	ctx, cancel := context.WithCancel(c.Request().Context())
	defer cancel()
	defer context.AfterFunc(a.closing, cancel)()
	s, err := newStream(c)
	if err != nil {
		return err
	}
	return s.run(ctx, a.follow(ctx, job.ID))
}

// follow sends the job as it stands, again after each change, and closes the
// channel when the job or ctx has ended.
func (a *api) follow(ctx context.Context, id string) <-chan service.Job {
	news := make(chan service.Job)
	go func() {
		defer close(news)
		// The job is there, and that ctx ended is for the reader to see.
		_ = a.service.Watch(ctx, id, func(job service.Job) bool {
			select {
			case news <- job:
				return true
			case <-ctx.Done():
				return false
			}
		})
	}()
	return news
}

// stream is an answer of server-sent events.
type stream struct {
	w       *echo.Response
	control *http.ResponseController
}

// newStream begins the answer. The server's time-outs are for answers that
// come to an end soon: the stream sets its own.
func newStream(c echo.Context) (*stream, error) {
	s := &stream{w: c.Response(), control: http.NewResponseController(c.Response())}
	if err := s.control.SetReadDeadline(time.Time{}); err != nil {
		return nil, err
	}
	s.w.Header().Set(echo.HeaderContentType, "text/event-stream")
	s.w.Header().Set("X-Accel-Buffering", "no") // nginx would hold events back
	s.w.WriteHeader(http.StatusOK)
	return s, nil
}

// run writes what news brings until it is closed or ctx ends.
func (s *stream) run(ctx context.Context, news <-chan service.Job) error {
	alive := time.NewTicker(heartbeat)
	defer alive.Stop()
	pause := time.NewTimer(0)
	defer pause.Stop()
	var open <-chan service.Job // news, but nil during a pause
	for {
		select {
		case <-pause.C:
			open = news
		case job, ok := <-open:
			if !ok {
				return nil
			}
			if err := s.event(job); err != nil {
				return err
			}
			open = nil
			pause.Reset(eventPause)
		case <-alive.C:
			if err := s.send(": alive\n\n"); err != nil {
				return err
			}
		case <-ctx.Done():
			return nil
		}
	}
}

func (s *stream) event(job service.Job) error {
	b, err := json.Marshal(job)
	if err != nil {
		return err
	}
	return s.send(fmt.Sprintf("event: job\nid: %d\ndata: %s\n\n", job.Revision, b))
}

func (s *stream) send(chunk string) error {
	if err := s.control.SetWriteDeadline(time.Now().Add(writePatience)); err != nil {
		return err
	}
	if _, err := s.w.Write([]byte(chunk)); err != nil {
		return err
	}
	return s.control.Flush()
}
