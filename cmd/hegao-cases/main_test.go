package main

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"hegao/analyzer/evaluate/generate"
	"hegao/testdata"
)

func TestRun(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	args := []string{dir, "-drafts", "12", "-cases", "5", "-patchworks", "1", "-honest", "3", "-archive", "60"}
	if err := run(t.Context(), args, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	var truth map[string]struct {
		Unit  string
		Cases []struct{ Kind, Source string }
	}
	data, err := os.ReadFile(filepath.Join(dir, "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	if len(truth) != 16 {
		t.Errorf("%d drafts, want 16", len(truth))
	}
	for name, d := range truth {
		if honest := strings.HasPrefix(name, "honest-"); honest != (len(d.Cases) == 0) || d.Unit == "" {
			t.Errorf("%s of %q has %d cases", name, d.Unit, len(d.Cases))
		}
	}
	past, err := os.ReadDir(filepath.Join(dir, "archive"))
	if err != nil || len(past) != 60 {
		t.Errorf("%d reports in the archive, want 60 (%v)", len(past), err)
	}
	if !strings.Contains(out.String(), "60 reports, 12 drafts with 60 cases by rule") {
		t.Errorf("said %s", out.String())
	}
}

func TestParse(t *testing.T) {
	for _, args := range [][]string{{}, {"a", "b"}, {"a", "-seed", "x"}, {"-none"}} {
		if _, err := parse(args, io.Discard); err == nil {
			t.Errorf("%v: no error", args)
		}
	}
	for _, args := range [][]string{{"a", "-seed", "7"}, {"-seed", "7", "a"}} {
		if s, err := parse(args, io.Discard); err != nil || s.dir != "a" || s.seed != 7 {
			t.Errorf("%v: %+v, %v", args, s, err)
		}
	}
}

// TestHosts: the hosts from testdata have given up what they copied, and no
// source of a copy or a rewrite is among them.
func TestHosts(t *testing.T) {
	o, err := options(t.Context(), withoutRewrites{testdata.Files}, settings{seed: 1, archive: 50, drafts: 20, cases: 1})
	if err != nil {
		t.Fatal(err)
	}
	c, err := readCopies(testdata.Files)
	if err != nil {
		t.Fatal(err)
	}
	known := 0
	for _, h := range o.Hosts {
		if h.Name == "" {
			continue
		}
		known++
		if c.sources[h.Name] {
			t.Errorf("%s was copied from", h.Name)
		}
		for _, p := range c.taken[h.Name] {
			if strings.Contains(h.Text, p[0]) {
				t.Errorf("%s still holds %q", h.Name, p[0])
			}
		}
	}
	if known == 0 {
		t.Error("there are none: this tests nothing")
	}
}

// withoutRewrites hides the rewrites: their sources are no hosts, and with
// enough of them no report of testdata is.
type withoutRewrites struct{ fs.FS }

func (w withoutRewrites) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "rewrites") {
		return nil, fs.ErrNotExist
	}
	return w.FS.Open(name)
}

// TestRewritesKeepTheirSource: the source of a rewrite stays in the archive.
func TestRewritesKeepTheirSource(t *testing.T) {
	o, err := options(t.Context(), testdata.Files, settings{seed: 1, archive: 50, drafts: 20, cases: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range o.Extra {
		if !hasDocument(o.Archive, r.Source) {
			t.Errorf("%s is not in the archive", r.Source)
		}
	}
}

func hasDocument(documents []generate.Document, name string) bool {
	for _, d := range documents {
		if d.Name == name {
			return true
		}
	}
	return false
}

func TestReadRewrites(t *testing.T) {
	files := fstest.MapFS{
		"rewrites/a.json": {Data: []byte(`[{"source":"reports/x-2024.txt","passage":"甲。","light":"乙。","moderate":"丙。","heavy":""}]`)},
	}
	got, err := readRewrites(files)
	if err != nil {
		t.Fatal(err)
	}
	light := generate.Rewrite{Source: "x-2024", Passage: "甲。", Text: "乙。", Kind: "rewrite_light"}
	moderate := generate.Rewrite{Source: "x-2024", Passage: "甲。", Text: "丙。", Kind: "rewrite_moderate"}
	if len(got) != 2 || got[0] != light || got[1] != moderate {
		t.Errorf("got %v", got)
	}
	files["rewrites/b.json"] = &fstest.MapFile{Data: []byte("no")}
	if _, err := readRewrites(files); err == nil {
		t.Error("no error for a damaged file")
	}
	if none, err := readRewrites(fstest.MapFS{}); err != nil || none != nil {
		t.Errorf("without the folder: %v, %v", none, err)
	}
}
