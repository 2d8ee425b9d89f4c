package store

import (
	"context"
	"fmt"
	"testing"

	"hegao/analyzer/message"
)

func TestRecords(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	for _, json := range []string{`{"a":1}`, `{"a":"改过"}`, ``} {
		if err := s.SaveRecord(ctx, "check", "x", []byte(json)); err != nil {
			t.Fatal(err)
		}
		got, err := s.LoadRecord(ctx, "check", "x")
		if err != nil || string(got) != json {
			t.Fatalf("LoadRecord = %q, %v; want %q", got, err, json)
		}
	}
	_, err := s.LoadRecord(ctx, "batch", "x")
	wantCode(t, err, message.NotFound, "error.record_missing")
}

func TestRecordsPruned(t *testing.T) {
	ctx, s := context.Background(), openStore(t, t.TempDir())
	save := func(kind, id string) {
		t.Helper()
		if err := s.SaveRecord(ctx, kind, id, []byte(id)); err != nil {
			t.Fatal(err)
		}
	}
	// Every save syncs, so the bulk goes past the disk's slow side.
	if _, err := s.writer.Exec("PRAGMA synchronous = OFF"); err != nil {
		t.Fatal(err)
	}
	save("batch", "0")
	for i := range keptRecords + 2 {
		if err := s.KeepRecord(ctx, "decisions", fmt.Sprint(i), nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.LoadRecord(ctx, "decisions", "0"); err != nil {
		t.Fatalf("what people decided was dropped: %v", err)
	}
	for i := range keptRecords {
		save("check", fmt.Sprint(i))
	}
	save("check", "0") // saved again: now the newest
	save("check", "new")

	gone := map[string]bool{"1": true}
	for i := range keptRecords {
		id := fmt.Sprint(i)
		if _, err := s.LoadRecord(ctx, "check", id); (err != nil) != gone[id] {
			t.Fatalf("record %s: %v, gone should be %t", id, err, gone[id])
		}
	}
	if _, err := s.LoadRecord(ctx, "batch", "0"); err != nil {
		t.Fatalf("another kind was pruned: %v", err)
	}
}
