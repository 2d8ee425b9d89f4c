package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
	"hegao/corpus"
)

// writerDir, set for a child process, makes this test binary a second writer
// of that archive instead of running tests; writerEndless makes it one that
// goes on until it is killed.
const (
	writerDir     = "HEGAO_TEST_WRITER_DIR"
	writerEndless = "HEGAO_TEST_WRITER_ENDLESS"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(writerDir); dir != "" {
		entries := childEntries
		if os.Getenv(writerEndless) != "" {
			entries = math.MaxInt
		}
		if err := writeAsChild(dir, entries); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func openStore(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// newEntry makes an entry whose text is one of its own for every n.
func newEntry(n int) corpus.Entry {
	body := fmt.Sprintf("第%d号单位意识形态工作责任制落实情况报告。\n一、履职情况\n坚持学习%d次。", n, n)
	return corpus.Entry{
		Report: corpus.Report{
			Identity: text.Normalize(body).Identity(),
			Title:    fmt.Sprintf("报告%d", n),
			Unit:     corpus.Unit(fmt.Sprintf("单位%d", n%3)),
			Year:     2020 + n%5,
			Kind:     "ideology-responsibility",
			File:     fmt.Sprintf("a/%d.docx", n),
			Part:     1,
			Chars:    text.Chars(body),
		},
		Text: body,
	}
}

func newEntries(from, to int) []corpus.Entry {
	var entries []corpus.Entry
	for n := from; n < to; n++ {
		entries = append(entries, newEntry(n))
	}
	return entries
}

func mustAdd(t testing.TB, s *Store, entries ...corpus.Entry) []corpus.Added {
	t.Helper()
	added, err := s.Add(context.Background(), entries)
	if err != nil {
		t.Fatal(err)
	}
	if len(added) != len(entries) {
		t.Fatalf("%d results for %d entries", len(added), len(entries))
	}
	return added
}

// wantCode fails unless err is a message.Error with this code and key.
func wantCode(t testing.TB, err error, code message.Code, key message.Key) {
	t.Helper()
	var e *message.Error
	if !errors.As(err, &e) || e.Code != code || e.Message.Key != key {
		t.Fatalf("error %v, want code %q and sentence %q", err, code, key)
	}
	if e.Hint.IsZero() {
		t.Fatalf("%q has no hint", key)
	}
}
