package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"hegao/analyzer"
	"hegao/analyzer/batch"
	"hegao/testdata"
)

// ran runs the program and returns what it printed.
func ran(t *testing.T, want int, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(context.Background(), args, nil, &out, &errs); code != want {
		t.Fatalf("%v: exit code %d, want %d: %s", args, code, want, errs.String())
	}
	return out.Bytes()
}

// TestBatchIsTheSameEveryTime: drafts are checked side by side, and the result
// is that of checking them one after another, in the order of their names.
func TestBatchIsTheSameEveryTime(t *testing.T) {
	dir := t.TempDir()
	drafts, err := fs.Glob(testdata.Files, "drafts/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for k := range 24 {
		data, err := fs.ReadFile(testdata.Files, drafts[k%len(drafts)])
		if err != nil {
			t.Fatal(err)
		}
		if k%7 == 3 {
			data = nil
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.txt", k)), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	none := filepath.Join(dir, "none")
	first := ran(t, exitUnread, "batch", dir, "--data", none, "--format", "json")
	if again := ran(t, exitUnread, "batch", dir, "--data", none, "--format", "json"); !bytes.Equal(first, again) {
		t.Error("another result")
	}
	var v batch.View
	if err := json.Unmarshal(first, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Drafts) != 21 || len(v.Failed) != 3 {
		t.Fatalf("%d drafts, %d failed", len(v.Drafts), len(v.Failed))
	}
	args := []string{"check", "--data", none, "--format", "json"}
	for _, d := range v.Drafts {
		args = append(args, d.File)
	}
	lines := json.NewDecoder(bytes.NewReader(ran(t, exitFindings, args...)))
	for _, d := range v.Drafts {
		var c analyzer.View
		if err := lines.Decode(&c); err != nil {
			t.Fatal(err)
		}
		n := d.Faults.Errors + d.Faults.Warnings + d.Faults.Infos
		if c.Draft.File != d.File || c.Draft.Unit != d.Unit || c.Draft.Chars != d.Chars || c.Draft.Title != d.Title || len(c.Faults) != n {
			t.Errorf("got %+v, want %+v", d, c.Draft)
		}
	}
}
