package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/labstack/echo/v4"

	"hegao/server/service"
)

// wire records what is sent and accepts deadlines.
type wire struct {
	*httptest.ResponseRecorder
	deadlines int
}

func (w *wire) SetReadDeadline(time.Time) error  { return nil }
func (w *wire) SetWriteDeadline(time.Time) error { w.deadlines++; return nil }

func newTestStream(t *testing.T) (*stream, *wire) {
	t.Helper()
	w := &wire{ResponseRecorder: httptest.NewRecorder()}
	s, err := newStream(echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil), w))
	if err != nil {
		t.Fatal(err)
	}
	return s, w
}

// Guards: a job that changes all the time does not flood its readers, and
// they still get its last state.
func TestStreamPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, w := newTestStream(t)
		news := make(chan service.Job)
		const changes = 35
		go func() {
			defer close(news)
			for i := range changes {
				news <- service.Job{Revision: i, State: service.JobRunning}
			}
		}()
		start := time.Now()
		if err := s.run(t.Context(), news); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took < changes*eventPause || took > (changes+1)*eventPause {
			t.Errorf("%d events in %v", changes, took)
		}
		sent := w.Body.String()
		if n := strings.Count(sent, "event: job\n"); n != changes || w.deadlines != n || !w.Flushed {
			t.Errorf("%d events, %d deadlines, flushed %v", n, w.deadlines, w.Flushed)
		}
		if !strings.Contains(sent, "id: 34\ndata: {") {
			t.Errorf("the last state is missing: %s", sent)
		}
	})
}

// Guards: a stream without news stays alive, and ends with its reader.
func TestStreamHeartbeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, w := newTestStream(t)
		ctx, cancel := context.WithTimeout(t.Context(), 3*heartbeat+time.Second)
		defer cancel()
		if err := s.run(ctx, make(chan service.Job)); err != nil {
			t.Error(err)
		}
		if w.Body.String() != strings.Repeat(": alive\n\n", 3) {
			t.Errorf("%q", w.Body)
		}
	})
}
