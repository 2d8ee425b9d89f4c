package main

import (
	"bytes"
	"os"
	"runtime"
	"strings"
	"testing"

	"hegao/analyzer/text"
	"hegao/corpus"
)

// TestStyle: colour only on a terminal, and only for who wants it. The
// sessions see no terminal, so a pseudo-terminal is opened here.
func TestStyle(t *testing.T) {
	var pipe bytes.Buffer
	cases := []struct {
		name          string
		term, noColor string
		terminal      bool
		want          style
	}{
		{"a terminal", "xterm", "", true, true},
		{"NO_COLOR", "xterm", "1", true, false},
		{"a dumb terminal", "dumb", "", true, false},
		{"a pipe", "xterm", "", false, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("TERM", c.term)
			t.Setenv("NO_COLOR", c.noColor)
			got := styleFor(&pipe)
			if c.terminal && runtime.GOOS == "linux" {
				f, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				if got = styleFor(f); got != c.want {
					t.Errorf("colour %v, want %v", got, c.want)
				}
			} else if !c.terminal && got != c.want {
				t.Errorf("colour %v, want %v", got, c.want)
			}
		})
	}
}

func TestMarked(t *testing.T) {
	e := corpus.Excerpt{Text: "责任制和\n责任", Marks: []text.Span{{Start: 0, End: 9}, {Start: 13, End: 19}}}
	if got, want := marked(e, false), "【责任制】和 【责任】"; got != want {
		t.Errorf("plain: %q, want %q", got, want)
	}
	if got := marked(e, true); strings.Count(got, "\x1b[31m") != 2 || strings.Contains(got, "【") {
		t.Errorf("coloured: %q", got)
	}
	if got := marked(corpus.Excerpt{Text: "无"}, true); got != "无" {
		t.Errorf("no marks: %q", got)
	}
}

func TestShort(t *testing.T) {
	for _, c := range []struct {
		given string
		n     int
		want  string
	}{{"责任制", 3, "责任制"}, {"责任制", 2, "责任…"}, {"", 0, ""}, {"责", 0, "…"}} {
		if got := short(c.given, c.n); got != c.want {
			t.Errorf("short(%q, %d) = %q, want %q", c.given, c.n, got, c.want)
		}
	}
}
