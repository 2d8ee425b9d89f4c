//go:build heavy && linux

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"hegao/analyzer/extract/bombtest"
	"hegao/analyzer/extract/pdf"
	"hegao/analyzer/message"
	"hegao/server/problem"
	"hegao/testdata"
)

// TestBombsOnTheCommandLine: the program as it is delivered refuses every
// bomb for what it is, within the memory and the time.
func TestBombsOnTheCommandLine(t *testing.T) {
	program, dir := build(t), t.TempDir()
	for _, b := range bombs(t) {
		t.Run(b.Name, func(t *testing.T) {
			file := filepath.Join(dir, b.Name)
			if err := os.WriteFile(file, b.Data, 0o644); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(program, "check", "--data", filepath.Join(dir, "none"), "--format", "json", file)
			start := time.Now()
			out, err := cmd.Output()
			if code := cmd.ProcessState.ExitCode(); code != exitUnread || !bytes.Contains(out, []byte(b.Code)) {
				t.Errorf("exit code %d, %v: %s", code, err, out)
			}
			wantCheap(t, time.Since(start), peakOf(t, cmd))
		})
	}
}

// TestBombsOverHTTP: so does the server, and it goes on checking drafts.
func TestBombsOverHTTP(t *testing.T) {
	bombs := bombs(t)
	s := serveForTest(t, build(t))
	good, err := testdata.Files.ReadFile("drafts/sample-draft.docx")
	if err != nil {
		t.Fatal(err)
	}
	s.check(t, "甲.docx", good, http.StatusCreated)
	for _, b := range bombs {
		t.Run(b.Name, func(t *testing.T) {
			for _, dir := range s.processes(t) {
				forgetPeak(t, dir)
			}
			start := time.Now()
			var p problem.Document
			if body := s.check(t, b.Name, b.Data, statusOf[b.Code]); json.Unmarshal(body, &p) != nil ||
				p.Type != "urn:hegao:problem:"+string(b.Key) || p.Code != b.Code || !strings.Contains(p.Detail, b.Name) {
				t.Errorf("%s", body)
			}
			wantCheap(t, time.Since(start), s.peak(t))
		})
	}
	s.check(t, "乙.docx", good, http.StatusCreated)
	// A worker that did not live to be asked is in the account at the end.
	if err := errors.Join(s.cmd.Process.Signal(os.Interrupt), s.cmd.Wait()); err != nil {
		t.Errorf("the server did not end well: %v", err)
	}
	wantCheap(t, 0, peakOf(t, s.cmd))
}

// bombs makes the bombs, on a machine that has never read a PDF. A process
// that is started inherits the peak of the one that starts it, so that this
// one's is let go first.
func bombs(t *testing.T) []bombtest.Bomb {
	t.Helper()
	t.Setenv(pdf.CacheVariable, t.TempDir()) // PDFium is compiled, too
	all := bombtest.All(t)
	debug.FreeOSMemory()
	forgetPeak(t, "/proc/self")
	return all
}

// forgetPeak has the kernel measure the peak of a process's memory from here
// on, if the process is still there.
func forgetPeak(t *testing.T, dir string) {
	t.Helper()
	if err := os.WriteFile(dir+"/clear_refs", []byte("5"), 0); err != nil && !isGone(err) {
		t.Fatal(err)
	}
}

// isGone reports that a process has ended. What it used is in the account of
// the one that waited for it.
func isGone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ESRCH)
}

// statusOf is the status of the answer for each kind of refusal.
var statusOf = map[message.Code]int{
	message.TooLarge:    http.StatusRequestEntityTooLarge,
	message.Unsupported: http.StatusUnsupportedMediaType,
	message.Damaged:     http.StatusUnprocessableEntity,
}

func wantCheap(t *testing.T, took time.Duration, peak int64) {
	t.Helper()
	t.Logf("%.2f s, %d MB", took.Seconds(), peak>>20)
	if took > bombtest.Seconds*time.Second || peak > bombtest.Memory {
		t.Error("that is too much")
	}
}

// peakOf is the most memory, in bytes, that a process which has ended, or any
// that it waited for, had at one time.
func peakOf(t *testing.T, cmd *exec.Cmd) int64 {
	t.Helper()
	used, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok || used.Maxrss == 0 {
		t.Fatal("the system does not tell")
	}
	return used.Maxrss << 10
}

// served is the program at work as a server.
type served struct {
	cmd *exec.Cmd
	url string
}

// serveForTest starts the program as a server, with an empty archive.
func serveForTest(t *testing.T, program string) *served {
	t.Helper()
	cmd := exec.Command(program, "serve", "--addr", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "archive"))
	said, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	r := bufio.NewReader(said)
	address := regexp.MustCompile(`http://[0-9.:]+/`)
	for {
		line, err := r.ReadString('\n')
		if url := address.FindString(line); url != "" {
			go func() { _, _ = io.Copy(io.Discard, r) }()
			return &served{cmd, url}
		}
		if err != nil {
			t.Fatal("the server did not say where it is: ", err)
		}
	}
}

// check sends a draft and returns the body of the answer.
func (s *served) check(t *testing.T, name string, data []byte, want int) []byte {
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	field, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = field.Write(data)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	res, err := http.Post(s.url+"api/v1/checks", w.FormDataContentType(), &form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != want {
		t.Errorf("%s: status %d, want %d, %v: %.300s", name, res.StatusCode, want, err, body)
	}
	return body
}

// processes are the folders of /proc of the server and its workers.
func (s *served) processes(t *testing.T) []string {
	t.Helper()
	own := fmt.Sprint("/proc/", s.cmd.Process.Pid)
	tasks, err := filepath.Glob(own + "/task/*/children")
	if err != nil || len(tasks) == 0 {
		t.Fatalf("%s has no threads: %v", own, err)
	}
	all := []string{own}
	for _, task := range tasks {
		data, err := os.ReadFile(task)
		if err != nil {
			continue // a thread that has ended
		}
		for _, pid := range strings.Fields(string(data)) {
			all = append(all, "/proc/"+pid)
		}
	}
	return all
}

// peak is the most memory that any process of the server had at one time.
func (s *served) peak(t *testing.T) int64 {
	t.Helper()
	line := regexp.MustCompile(`VmHWM:\s+(\d+) kB`)
	var most int64
	for _, dir := range s.processes(t) {
		data, err := os.ReadFile(dir + "/status")
		found := line.FindSubmatch(data)
		if isGone(err) || err == nil && found == nil {
			continue // what has ended has no memory
		}
		if err != nil {
			t.Fatal(err)
		}
		n, err := strconv.ParseInt(string(found[1]), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, n<<10)
	}
	if most == 0 {
		t.Error("the system does not tell what the server needs")
	}
	return most
}
