package child

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hegao/analyzer/extract"
	"hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// TestMain lets this binary be a worker, one that obeys the files it reads.
func TestMain(m *testing.M) {
	if IsWorker() {
		os.Exit(work(os.Stdin, os.Stdout, obey))
	}
	os.Exit(m.Run())
}

// order makes a file that obey obeys.
func order(words ...string) []byte { return []byte("\x00" + strings.Join(words, " ")) }

// obey does to the worker what a hostile file may.
func obey(ctx context.Context, name string, data []byte, lim extract.Limits) (*text.Document, error) {
	words, ok := bytes.CutPrefix(data, []byte("\x00"))
	if !ok {
		return extract.Extract(ctx, name, data, lim)
	}
	verb, rest, _ := strings.Cut(string(words), " ")
	switch verb {
	case "panic":
		panic("the words of a report")
	case "stack":
		return obey(ctx, name, data, lim)
	case "hang":
		select {}
	case "spin":
		for i := 0; ; i++ {
			words[0] = byte(i)
		}
	case "gulp":
		fill(make([]byte, 4<<30))
	case "eat":
		var eaten [][]byte
		for {
			eaten = append(eaten, make([]byte, 8<<20))
			fill(eaten[len(eaten)-1])
		}
	case "garbage":
		fmt.Print("these are no lengths")
	case "large":
		os.Stdout.Write([]byte{0xff, 0xff, 0xff, 0xff})
	case "half":
		os.Stdout.Write([]byte{0, 0, 1, 0, 7})
		os.Exit(0)
	case "exit":
		os.Exit(0)
	case "lie":
		return &text.Document{Text: "文", Blocks: []text.Block{{Span: text.Span{Start: 0, End: 400}}}}, nil
	case "nothing":
		return nil, nil
	case "pid":
		return document(fmt.Sprint(os.Getpid())), nil
	case "environment":
		return document(strings.Join(os.Environ(), "\n")), nil
	case "odd":
		return nil, errors.New("no message")
	}
	return document(rest), nil
}

func fill(b []byte) {
	for i := 0; i < len(b); i += 4096 {
		b[i] = 1
	}
}

func document(s string) *text.Document {
	return &text.Document{Text: s, Blocks: []text.Block{{Span: text.Span{End: len(s)}, Kind: text.Paragraph}}}
}

func newPool(t *testing.T, o Options) *Pool {
	t.Helper()
	p := New(o)
	t.Cleanup(p.Close)
	return p
}

func (p *Pool) order(words ...string) (*text.Document, error) {
	return p.Extract(context.Background(), "甲.bin", order(words...), extract.DefaultLimits())
}

func key(err error) string {
	var e *message.Error
	if errors.As(err, &e) {
		return string(e.Message.Key)
	}
	return fmt.Sprint(err)
}

// A worker that comes to a bad end costs its file, with an error that names
// the file and the limit, and the next file is read.
func TestBadEnds(t *testing.T) {
	quick := newPool(t, Options{Workers: 1, Time: time.Second})
	patient := newPool(t, Options{Workers: 1})
	cases := []struct{ order, key, second string }{
		{"panic", "error.file_crashed", ""},
		{"hang", "error.file_slow", "1"},
		{"spin", "error.file_slow", "1"},
		{"garbage", "error.file_crashed", ""},
		{"large", "error.file_crashed", ""},
		{"half", "error.file_crashed", ""},
		{"exit", "error.file_crashed", ""},
		{"lie", "error.file_crashed", ""},
		{"nothing", "error.file_crashed", ""},
	}
	for _, c := range cases {
		t.Run(c.order, func(t *testing.T) {
			p := patient
			if c.key == "error.file_slow" {
				p = quick
			}
			_, err := p.order(c.order)
			var e *message.Error
			if !errors.As(err, &e) || string(e.Message.Key) != c.key || e.Message.Args[0] != "甲.bin" {
				t.Fatalf("got %v, want %s", err, c.key)
			}
			if c.second != "" && e.Message.Args[1] != c.second {
				t.Errorf("the limit is %q, want %q", e.Message.Args[1], c.second)
			}
			if strings.Contains(err.Error(), "words of a report") {
				t.Errorf("the error carries words of the file: %v", err)
			}
			if s := e.In(message.Chinese); strings.Contains(s, "{") || strings.Contains(s, "error.") {
				t.Errorf("sentence: %s", s)
			}
			if doc, err := patient.order("say", "还在"); err != nil || doc.Text != "还在" {
				t.Errorf("the next file: %v", err)
			}
		})
	}
}

// What comes out of a worker is what would have come out here.
func TestSameAsHere(t *testing.T) {
	p := newPool(t, Options{Workers: 1})
	whole := docxtest.Build(docxtest.Doc{Body: docxtest.P("一、工作情况") + docxtest.Table([]string{"甲", "乙"}), Title: "题", Company: "青溪县水务局", Created: "2025-12-30T01:00:00Z", Modified: "2025-12-31T17:00:00Z"})
	odd := "坏\xff名.docx"
	tiny := extract.DefaultLimits()
	tiny.TextRunes = 3
	cases := []struct {
		name string
		data []byte
		lim  extract.Limits
	}{
		{"a.docx", whole, extract.DefaultLimits()},
		{odd, whole[:300], extract.DefaultLimits()},
		{"a.docx", whole, tiny},
		{"a.html", []byte("<html><h1>总结</h1><p>文"), extract.DefaultLimits()},
		{"a.txt", []byte("总结\n文"), extract.DefaultLimits()},
		{"a.txt", nil, extract.DefaultLimits()},
		{"a.zip", []byte("PK\x05\x06" + strings.Repeat("\x00", 18)), extract.DefaultLimits()},
		{"a.bin", []byte("\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 60)), extract.DefaultLimits()},
	}
	for _, c := range cases {
		want, wantErr := extract.Extract(context.Background(), c.name, c.data, c.lim)
		got, err := p.Extract(context.Background(), c.name, c.data, c.lim)
		if fmt.Sprint(wantErr) != fmt.Sprint(err) || message.CodeOf(wantErr) != message.CodeOf(err) {
			t.Errorf("%q: error %v, here %v", c.name, err, wantErr)
			continue
		}
		if err != nil {
			if message.Explain(err, message.Chinese) != message.Explain(wantErr, message.Chinese) {
				t.Errorf("%q: %s", c.name, message.Explain(err, message.Chinese))
			}
			continue
		}
		if fmt.Sprintf("%#v", *got) != fmt.Sprintf("%#v", *want) {
			t.Errorf("%q:\n got %#v\nwant %#v", c.name, *got, *want)
		}
	}
}

func TestFileTooLargeIsNotSent(t *testing.T) {
	p := newPool(t, Options{command: noCommand})
	lim := extract.DefaultLimits()
	lim.FileBytes = 10
	if _, err := p.Extract(context.Background(), "a", order("say", "0123456789"), lim); key(err) != "error.file_too_large" {
		t.Errorf("got %v", err)
	}
}

func noCommand() *exec.Cmd { return exec.Command("/nowhere/hegao") }

func TestSmallTextsNeedNoWorker(t *testing.T) {
	p := newPool(t, Options{command: noCommand})
	for name, data := range map[string]string{"a.txt": "总结", "a.md": "# 总结", "gb.txt": "\xb9\xa4\xd7\xf7\xd7\xdc\xbd\xe1", "empty": ""} {
		if _, err := p.Extract(context.Background(), name, []byte(data), extract.DefaultLimits()); key(err) == "error.internal" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, data := range map[string]string{
		"a.docx": "PK\x03\x04", "a.doc": "\xd0\xcf\x11\xe0", "a.pdf": "%PDF-1.4", "a.rtf": `{\rtf1 x}`,
		"a.html": "<html>文", "a.bin": "a\x00b", "late.pdf": "\xef\xbb\xbf\n%PDF-1.4", "long.txt": strings.Repeat("文", 400_000),
	} {
		if _, err := p.Extract(context.Background(), name, []byte(data), extract.DefaultLimits()); key(err) != "error.internal" {
			t.Errorf("%s was read here: %v", name, err)
		}
	}
}

// Two hundred files, every tenth of which kills its reader, over two
// workers.
func TestManyFiles(t *testing.T) {
	p := newPool(t, Options{Workers: 2, Files: 30})
	var wg sync.WaitGroup
	turn := make(chan bool, 8)
	for i := range 200 {
		wg.Add(1)
		turn <- true
		go func() {
			defer func() { <-turn; wg.Done() }()
			if i%10 == 0 {
				if _, err := p.order("exit"); key(err) != "error.file_crashed" {
					t.Errorf("%d: %v", i, err)
				}
				return
			}
			if doc, err := p.order("say", fmt.Sprint(i)); err != nil || doc.Text != fmt.Sprint(i) {
				t.Errorf("%d: %v", i, err)
			}
		}()
	}
	wg.Wait()
}

func TestWorkersAreReplaced(t *testing.T) {
	p := newPool(t, Options{Workers: 1, Files: 3})
	var pids []string
	for range 7 {
		doc, err := p.order("pid")
		if err != nil {
			t.Fatal(err)
		}
		pids = append(pids, doc.Text)
	}
	if n := len(slices.Compact(pids)); n != 3 {
		t.Errorf("%d workers read 7 files, 3 each: %v", n, pids)
	}
}

func TestNoMoreWorkersThanAllowed(t *testing.T) {
	p := newPool(t, Options{Workers: 2})
	seen := make(chan string, 40)
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() {
			if doc, err := p.order("pid"); err == nil {
				seen <- doc.Text
			}
		})
	}
	wg.Wait()
	close(seen)
	pids := map[string]int{}
	for pid := range seen {
		pids[pid]++
	}
	if len(pids) == 0 || len(pids) > 2 {
		t.Errorf("workers: %v", pids)
	}
}

func TestCancel(t *testing.T) {
	p := newPool(t, Options{Workers: 1})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() {
		_, err := p.Extract(ctx, "a", order("hang"), extract.DefaultLimits())
		ended <- err
	}()
	for len(p.slots) > 0 {
		runtime.Gosched() // until the only worker is taken
	}
	waiting, giveUp := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer giveUp()
	if _, err := p.Extract(waiting, "b", order("say", "x"), extract.DefaultLimits()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for the only worker: %v", err)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("reading: %v", err)
	}
	if _, err := p.Extract(ctx, "c", order("say", "x"), extract.DefaultLimits()); !errors.Is(err, context.Canceled) {
		t.Errorf("after: %v", err)
	}
	if _, err := p.order("say", "还在"); err != nil {
		t.Errorf("the next file: %v", err)
	}
}

func TestClose(t *testing.T) {
	p := New(Options{Workers: 1})
	if _, err := p.order("say", "x"); err != nil {
		t.Fatal(err)
	}
	p.Close()
	if _, err := p.order("say", "x"); key(err) != "error.internal" {
		t.Errorf("got %v", err)
	}
}

// A worker knows nothing of its parent's secrets.
func TestEnvironment(t *testing.T) {
	t.Setenv("HEGAO_SECRET", "geheim")
	p := newPool(t, Options{Workers: 1})
	doc, err := p.order("environment")
	if err != nil || strings.Contains(doc.Text, "HEGAO_SECRET") || !strings.Contains(doc.Text, variable) {
		t.Errorf("%v %v", doc, err)
	}
}

func TestFailureWithoutMessage(t *testing.T) {
	p := newPool(t, Options{Workers: 1})
	if _, err := p.order("odd"); key(err) != "error.internal" || !strings.Contains(err.Error(), "no message") {
		t.Errorf("got %v", err)
	}
}

// A worker ends with its input, even while it reads a file.
func TestWorkerEndsWithItsParent(t *testing.T) {
	t.Setenv(variable, "800000000")
	for _, words := range []string{"hang", ""} {
		var in bytes.Buffer
		if words != "" {
			writeValue(&in, request{Name: "a", Limits: extract.DefaultLimits()})
			writeFrame(&in, order(words))
		}
		if code := run(t, in.Bytes()); code != exitOK {
			t.Errorf("%q: exit code %d", words, code)
		}
	}
	for _, broken := range []string{"abc", "\x00\x00\x00\x02xx", "\xff\xff\xff\xff"} {
		if code := run(t, []byte(broken)); code != exitFrame {
			t.Errorf("%q: exit code %d", broken, code)
		}
	}
}

// run gives a worker some input and returns its exit code.
func run(t *testing.T, in []byte) int {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, exe)
	cmd.Env = append(os.Environ(), variable+"=800000000")
	cmd.Stdin = bytes.NewReader(in)
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode()
}

// FuzzAnswer gives the parent what a worker gone mad may write.
func FuzzAnswer(f *testing.F) {
	var good bytes.Buffer
	writeValue(&good, answer{Doc: document("文")})
	f.Add(good.Bytes())
	good.Reset()
	writeValue(&good, answer{Failure: newFailure(message.Errorf(message.Empty, "file_empty", "a"))})
	f.Add(good.Bytes())
	f.Add([]byte("\x00\x00\x00\x01\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		a := &answer{}
		if readValue(bytes.NewReader(data), answerMax, a) != nil || a.check() != nil || a.Doc == nil {
			return
		}
		for _, b := range a.Doc.Blocks {
			_ = b.Of(a.Doc.Text)
			_ = b.Label.Of(a.Doc.Text)
		}
	})
}
