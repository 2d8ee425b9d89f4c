// Package child reads files in child processes of the same program, so that
// a file that crashes its reader, takes too much memory or never ends costs
// that file only: no Go program survives running out of memory or of stack.
//
// A pool keeps a few workers and gives each one file after the other; a
// worker that fails, or has read many files, or has grown, is replaced. A
// worker is this same program, started again with an environment variable;
// main must ask IsWorker before anything else and, where it is one, do
// nothing but Work.
//
// What holds a worker back: the limits of package limits inside the readers;
// a soft memory limit and a watch over the memory in use, on every system;
// limits of the operating system on memory and CPU time, on Linux, and on CPU
// time on other Unix systems; the clock of the parent, which kills it. It
// gets no environment but where caches lie, and it ends when its standard
// input does, so that none outlives the parent.
package child

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"runtime"
	"time"

	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Options say what one file may cost. Zero fields take the default.
type Options struct {
	// Workers is how many files are read at one time; by default one for
	// every CPU, four at most.
	Workers int
	// Time is how long one file may take, on the clock; 30 s by default.
	Time time.Duration
	// Memory is how many bytes a worker may use; 768 MB by default, which
	// leaves PDFium room for the largest files.
	Memory int64
	// Files is how many files a worker reads before it is replaced; 200 by
	// default.
	Files int
	// command makes the process; tests replace it.
	command func() *exec.Cmd
}

func (o *Options) complete() {
	if o.Workers <= 0 {
		o.Workers = min(runtime.GOMAXPROCS(0), 4)
	}
	if o.Time <= 0 {
		o.Time = 30 * time.Second
	}
	if o.Memory <= 0 {
		o.Memory = 768 << 20
	}
	if o.Files <= 0 {
		o.Files = 200
	}
	if o.command == nil {
		o.command = again
	}
}

// Pool reads files in workers. It is safe for concurrent use.
type Pool struct {
	opts Options
	// slots holds one entry for every worker there may be; nil where it has
	// not been started.
	slots  chan *worker
	closed chan struct{}
}

// New makes a pool. No process is started before the first file that needs
// one.
func New(o Options) *Pool {
	o.complete()
	p := &Pool{opts: o, slots: make(chan *worker, o.Workers), closed: make(chan struct{})}
	for range o.Workers {
		p.slots <- nil
	}
	return p
}

var errClosed = errors.New("the pool of workers is closed")

// Extract is extract.Extract in another process, with the same results and
// errors, and besides: file_slow and file_memory for a file over the limits
// of time and memory, file_crashed for one whose reader came to a bad end,
// and "internal" where no process can be started. When ctx ends, reading is
// broken off and ctx's error returned.
//
// Cost over that of reading: 20 ms of CPU to start a worker, then about
// 0.1 ms and two copies of the file. A small text is read in this process.
func (p *Pool) Extract(ctx context.Context, name string, data []byte, lim extract.Limits) (*text.Document, error) {
	if isSmallText(name, data) {
		return extract.Extract(ctx, name, data, lim)
	}
	if int64(len(data)) > lim.FileBytes {
		return nil, lim.TooLarge(name)
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.closed:
		return nil, message.Errorf(message.Internal, "internal").Wrap(errClosed)
	case w := <-p.slots:
		doc, w, err := p.read(ctx, w, name, data, lim)
		p.slots <- w
		return doc, err
	}
}

// read gives one file to w, which it starts where it is nil. It returns the
// worker for the next file.
func (p *Pool) read(ctx context.Context, w *worker, name string, data []byte, lim extract.Limits) (*text.Document, *worker, error) {
	if err := ctx.Err(); err != nil {
		return nil, w, err
	}
	if w == nil {
		var err error
		if w, err = start(&p.opts); err != nil {
			return nil, nil, message.Errorf(message.Internal, "internal").Wrap(err)
		}
	}
	answer, err := w.ask(ctx, request{Name: name, Limits: lim}, data)
	if err != nil {
		return nil, nil, err // and w is dead
	}
	if w.files >= p.opts.Files || answer.Memory > p.opts.Memory/2 {
		w.end()
		w = nil
	}
	return answer.Doc, w, answer.err()
}

// Close ends all workers, after the files under way. The pool reads nothing
// any more.
func (p *Pool) Close() {
	close(p.closed)
	for range p.opts.Workers {
		if w := <-p.slots; w != nil {
			w.end()
		}
	}
}

// isSmallText reports a file that may be read in this process: a plain or
// Markdown text of at most 1 MB, which a draft in .txt always is. Starting a
// worker would take longer than the whole check. It is safe because nothing
// in such a file is unpacked or followed: both readers go through the bytes
// once, with memory in proportion to them (Markdown within the bounds of its
// package). A file that begins like any binary format is not looked at here,
// so that telling formats apart, too, is left to a worker.
func isSmallText(name string, data []byte) bool {
	const small = 1 << 20
	if len(data) > small || bytes.IndexByte(data, 0) >= 0 {
		return false
	}
	for _, begin := range []string{"PK", "\xd0\xcf\x11\xe0", "%PDF", `{\rtf`, "<"} {
		if bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte(begin)) {
			return false
		}
	}
	id, ok := extract.Detect(name, data)
	return len(data) == 0 || ok && (id == text.FormatText || id == text.FormatMarkdown)
}
