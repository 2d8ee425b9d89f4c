package child

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"hegao/analyzer/message"
)

// worker is a child process, as the parent sees it. It is used by one
// goroutine at a time.
type worker struct {
	opts  *Options
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	words *lastWords
	files int
}

// again is the command that starts this program as a worker.
func again() *exec.Cmd {
	path, err := os.Executable()
	if runtime.GOOS == "linux" {
		path, err = "/proc/self/exe", nil // also when the file was replaced since
	}
	cmd := exec.Command(path)
	if err != nil {
		cmd.Err = err
	}
	cmd.Args = []string{"hegao-extract"}
	return cmd
}

func start(o *Options) (*worker, error) {
	w := &worker{opts: o, cmd: o.command(), words: &lastWords{}}
	w.cmd.Env = environment(o)
	w.cmd.Stderr = w.words
	w.cmd.WaitDelay = time.Second
	var err error
	if w.in, err = w.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	w.out = bufio.NewReader(out)
	return w, w.cmd.Start()
}

// environment is all that a worker knows of the world: that it is one, with
// how much memory, where a cache may lie, and what Windows programs need.
func environment(o *Options) []string {
	env := []string{variable + "=" + strconv.FormatInt(o.Memory, 10)}
	for _, name := range []string{"HEGAO_CACHE", "XDG_CACHE_HOME", "HOME", "LocalAppData", "SystemRoot", "TMPDIR", "GOCOVERDIR"} {
		if value := os.Getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// ask has one file read. An error means that the worker is dead; it says
// why, or is ctx's.
func (w *worker) ask(ctx context.Context, r request, data []byte) (*answer, error) {
	w.files++
	late, cancel := context.WithTimeout(ctx, w.opts.Time)
	defer cancel()
	stop := context.AfterFunc(late, w.kill)
	a, err := w.exchange(r, data)
	if stop() && err == nil {
		return a, nil
	}
	w.kill()
	exit := w.cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err == nil: // it answered just as its time was up
		w.files = w.opts.Files
		return a, nil
	}
	return nil, w.obituary(r.Name, late.Err() != nil, errors.Join(err, exit))
}

func (w *worker) exchange(r request, data []byte) (*answer, error) {
	if err := writeValue(w.in, r); err != nil {
		return nil, err
	}
	if err := writeFrame(w.in, data); err != nil {
		return nil, err
	}
	a := &answer{}
	if err := readValue(w.out, answerMax, a); err != nil {
		return nil, err
	}
	return a, a.check()
}

// obituary says what the worker died of while it read the file name.
func (w *worker) obituary(name string, late bool, cause error) error {
	words := w.words.String()
	if words != "" {
		cause = errors.Join(cause, errors.New(words))
	}
	switch {
	case late:
		seconds := strconv.FormatFloat(w.opts.Time.Seconds(), 'f', -1, 64)
		return message.Errorf(message.TooLarge, "file_slow", name, seconds).Wrap(cause)
	case w.cmd.ProcessState.ExitCode() == exitMemory || w.words.outOfMemory():
		return message.Errorf(message.TooLarge, "file_memory", name, strconv.FormatInt(w.opts.Memory>>20, 10)).Wrap(cause)
	}
	return message.Errorf(message.Damaged, "file_crashed", name).Wrap(cause)
}

func (w *worker) kill() { _ = w.cmd.Process.Kill() }

// end lets a worker go that has nothing to do.
func (w *worker) end() {
	_ = w.in.Close()
	w.kill()
	_ = w.cmd.Wait()
}

// lastWords keeps what a dying worker says about itself: the lines that the
// Go runtime begins in known ways. Nothing else is kept, because a panic may
// carry words of the report.
type lastWords struct {
	mu   sync.Mutex
	text []byte
}

const manyWords = 4096

func (l *lastWords) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, b[:min(len(b), max(0, manyWords-len(l.text)))]...)
	return len(b), nil
}

func (l *lastWords) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var kept []string
	for line := range bytes.Lines(l.text) {
		s := strings.TrimSpace(string(line))
		if strings.HasPrefix(s, "fatal error: ") || strings.HasPrefix(s, "runtime: ") {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, "; ")
}

func (l *lastWords) outOfMemory() bool {
	words := l.String()
	for _, sign := range []string{"out of memory", "cannot allocate memory", "stack overflow", "stack exceeds"} {
		if strings.Contains(words, sign) {
			return true
		}
	}
	return false
}
