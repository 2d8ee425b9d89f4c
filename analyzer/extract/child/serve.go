package child

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"

	"hegao/analyzer/extract"
)

// variable is set, to the limit of memory in bytes, in the environment of a
// worker.
const variable = "HEGAO_EXTRACT_WORKER"

// Exit codes of a worker.
const (
	exitOK     = 0
	exitFrame  = 3 // the parent speaks another language
	exitMemory = 4 // the file takes more memory than it may
)

// IsWorker reports whether this process was started to be a worker.
func IsWorker() bool { return os.Getenv(variable) != "" }

// Work is all that a worker does: it reads the files that come from in and
// answers on out until in ends. It returns the code to exit with.
func Work(in io.Reader, out io.Writer) int { return work(in, out, extract.Extract) }

// work is Work with another reader of files.
func work(in io.Reader, out io.Writer, read extract.Func) int {
	// A person's Ctrl-C reaches all processes of the terminal; the parent
	// decides what becomes of the work.
	signal.Ignore(os.Interrupt)
	limit, err := strconv.ParseInt(os.Getenv(variable), 10, 64)
	if err != nil {
		return exitFrame
	}
	restrain(limit)
	tooMuch := watch(limit)
	incoming, ended := make(chan file), make(chan int, 1)
	go func() { ended <- receive(in, incoming) }()
	for {
		select {
		case code := <-ended:
			return code
		case f := <-incoming:
			done := make(chan answer, 1)
			go func() { done <- f.read(read) }()
			select {
			case code := <-ended: // the parent is gone
				return code
			case <-tooMuch:
				return exitMemory
			case a := <-done:
				if writeValue(out, &a) != nil {
					return exitFrame
				}
				tidy(a.Memory)
			}
		}
	}
}

// file is one file to read.
type file struct {
	request
	data []byte
}

// receive takes files from the parent until it ends.
func receive(in io.Reader, files chan<- file) int {
	r := bufio.NewReader(in)
	for {
		var f file
		err := readValue(r, requestMax, &f.request)
		if err == io.EOF {
			return exitOK
		}
		if err == nil {
			f.data, err = readFrame(r, f.Limits.FileBytes)
		}
		if err != nil {
			return exitFrame
		}
		files <- f
	}
}

func (f *file) read(read extract.Func) answer {
	doc, err := read(context.Background(), f.Name, f.data, f.Limits)
	a := answer{Doc: doc, Memory: inUse()}
	if err != nil {
		a.Doc, a.Failure = nil, newFailure(err)
	}
	return a
}

// restrain sets the limits that need nobody to watch them.
func restrain(limit int64) {
	debug.SetMemoryLimit(limit / 6) // the collector works harder from here
	debug.SetMaxStack(64 << 20)
	debug.SetTraceback("none") // of the dead, one line is enough
	limitProcess(limit)
}

// watch closes the channel it returns when the process uses more memory than
// limit.
func watch(limit int64) <-chan struct{} {
	const often = 20 * time.Millisecond
	tooMuch := make(chan struct{})
	go func() {
		for range time.Tick(often) {
			if inUse() > limit {
				close(tooMuch)
				return
			}
		}
	}()
	return tooMuch
}

// inUse is how many bytes Go holds of the system's memory, that of PDFium
// among them.
func inUse() int64 {
	s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64() - s[1].Value.Uint64())
}

// tidy gives memory back after a file that took much.
func tidy(memory int64) {
	const much = 128 << 20
	if memory > much {
		debug.FreeOSMemory()
	}
}
