package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"hegao/analyzer/message"
)

// Manners on a terminal: what went wrong as one line on stderr, colour and
// progress only where a person sees them.

// fail says what went wrong and what to do about it.
func (a *app) fail(err error) {
	var e *message.Error
	if !errors.As(err, &e) {
		// Not written for a person; cobra's own complaints are.
		fmt.Fprintln(a.stderr, a.say("cmd.error")+oneLine(err.Error()))
		return
	}
	fmt.Fprintln(a.stderr, a.say("cmd.error")+oneLine(e.In(a.lang)))
	if a.verbose && e.Err != nil {
		fmt.Fprintln(a.stderr, "  "+oneLine(e.Err.Error()))
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// isTerminal reports whether w is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// style colours text where out is a terminal and NO_COLOR is not set.
type style bool

func styleFor(out io.Writer) style {
	return style(isTerminal(out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb")
}

func (s style) paint(code, t string) string {
	if !s || t == "" {
		return t
	}
	return "\x1b[" + code + "m" + t + "\x1b[0m"
}

func (s style) red(t string) string    { return s.paint("31", t) }
func (s style) yellow(t string) string { return s.paint("33", t) }
func (s style) bold(t string) string   { return s.paint("1", t) }
func (s style) faint(t string) string  { return s.paint("2", t) }

// meter shows progress on stderr, once something takes longer than a second.
type meter struct {
	out     io.Writer
	started time.Time
	last    time.Time
	drawn   bool
}

// meter returns nil where nobody would see it; all its methods bear that.
func (a *app) meter() *meter {
	if a.quiet || !isTerminal(a.stderr) {
		return nil
	}
	return &meter{out: a.stderr, started: time.Now()}
}

func (m *meter) show(line string) {
	if m == nil || time.Since(m.started) < time.Second || time.Since(m.last) < 100*time.Millisecond {
		return
	}
	m.last, m.drawn = time.Now(), true
	fmt.Fprint(m.out, "\r\x1b[K"+line)
}

func (m *meter) done() {
	if m != nil && m.drawn {
		fmt.Fprint(m.out, "\r\x1b[K")
	}
}
