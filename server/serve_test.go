package server_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/corpus"
	"hegao/server"
	"hegao/server/service"
	"hegao/server/servicetest"
)

// serve starts Serve on a free port and returns its address and its end.
func serve(t *testing.T, ctx context.Context, h http.Handler) (url string, ended <-chan error) {
	t.Helper()
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() { done <- server.Serve(ctx, "127.0.0.1:0", h, func(url string) { ready <- url }) }()
	select {
	case url := <-ready:
		return url, done
	case err := <-done:
		t.Fatal(err)
		return "", nil
	}
}

// Guards: a request under way when the server is told to stop gets its
// answer, and a new one is not taken.
func TestShutdownWaitsForAnswers(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	arrived, release := make(chan struct{}), make(chan struct{})
	url, ended := serve(t, ctx, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(arrived)
		<-release
		_, _ = io.WriteString(w, "finished")
	}))
	type result struct {
		body string
		err  error
	}
	answered := make(chan result, 1)
	go func() {
		resp, err := http.Get(url)
		if err != nil {
			answered <- result{err: err}
			return
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		answered <- result{string(b), err}
	}()
	<-arrived
	stop()
	for listens(url) { // until Serve has seen that ctx ended
		runtime.Gosched()
	}
	close(release)
	if got := <-answered; got.err != nil || got.body != "finished" {
		t.Errorf("%+v", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func listens(url string) bool {
	conn, err := net.Dial("tcp", strings.Trim(strings.TrimPrefix(url, "http://"), "/"))
	if err != nil {
		return false
	}
	_ = conn.Close()
	return true
}

// Guards: a page that watches a job does not hold the server open.
func TestShutdownEndsStreams(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	s := servicetest.New(t)
	defer holdImports(t, s)()
	url, ended := serve(t, ctx, server.New(ctx, s, server.Options{}))
	job := s.Import([]service.Upload{{Name: "a.txt", Data: []byte("一、工作开展情况")}}, corpus.Known{}, message.Chinese)
	resp, err := http.Get(url + "api/v1/jobs/" + job.ID + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	r := bufio.NewReader(resp.Body)
	if line, err := r.ReadString('\n'); err != nil || line != "event: job\n" {
		t.Fatalf("%q %v", line, err)
	}
	stop()
	if _, err := io.Copy(io.Discard, r); err != nil {
		t.Error(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if now, err := s.Job(job.ID); err != nil || now.State != service.JobRunning {
		t.Errorf("%+v %v", now, err)
	}
}

// holdImports makes all imports wait until the function it returns is called.
func holdImports(t *testing.T, s *service.Service) (release func()) {
	t.Helper()
	held, let, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	wait := corpus.Input{Name: "wait.txt", Read: func() ([]byte, error) {
		close(held)
		<-let
		return []byte("等待"), nil
	}}
	go func() {
		_, err := s.Archive().Import(context.Background(), []corpus.Input{wait}, corpus.ImportOptions{})
		done <- err
	}()
	<-held
	return func() {
		close(let)
		if err := <-done; err != nil {
			t.Error(err)
		}
		s.Wait()
	}
}

// Guards: imports that wait keep their files in memory, so that there is a
// bound to them.
func TestTooManyImports(t *testing.T) {
	s := servicetest.New(t)
	defer holdImports(t, s)()
	h := server.New(t.Context(), s, server.Options{})
	for i := range 9 {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		part, err := w.CreateFormFile("file", "a.txt")
		if err == nil {
			_, err = io.WriteString(part, "一、工作开展情况")
		}
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/reports", &b)
		r.Header.Set("Content-Type", w.FormDataContentType())
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, r)
		if i < 8 && answer.Code != http.StatusAccepted {
			t.Errorf("import %d: %d %s", i, answer.Code, answer.Body)
		}
		if i == 8 {
			wantProblem(t, answer.Body.String(), "jobs_many")
			if answer.Code != http.StatusServiceUnavailable || answer.Header().Get("Retry-After") == "" {
				t.Errorf("%d %v", answer.Code, answer.Header())
			}
		}
	}
}

// Guards: a port that is taken, and an address that is none, are said so in
// words.
func TestAddressErrors(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for addr, key := range map[string]message.Key{
		l.Addr().String(): "error.address_in_use", "nonsense": "error.address_unusable", "127.0.0.1:99999": "error.address_unusable",
	} {
		err := server.Serve(t.Context(), addr, http.NotFoundHandler(), nil)
		e, ok := errors.AsType[*message.Error](err)
		if !ok || e.Message.Key != key || e.Hint.IsZero() || !strings.Contains(e.In(message.English), addr) {
			t.Errorf("%s: %v, want %s", addr, err, key)
		}
	}
}
