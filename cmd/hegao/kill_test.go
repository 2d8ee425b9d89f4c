//go:build heavy

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hegao/analyzer/reuse"
	"hegao/analyzer/text"
	"hegao/corpus"
	"hegao/corpus/fpindex"
	"hegao/corpus/store"
	"hegao/testdata"
)

const (
	killReports = 500
	killTimes   = 50
)

// manyReports writes 500 reports, variants of the invented ones that differ
// in one number, and returns their folder. A rare word with that number
// makes each findable by itself.
func manyReports(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	inputs, err := corpus.ManifestIn(testdata.Files, "manifest.csv")
	if err != nil {
		t.Fatal(err)
	}
	var bodies []string
	for _, in := range inputs {
		if data, err := in.Read(); err == nil && strings.HasSuffix(in.Name, ".txt") && strings.Contains(string(data), "。") {
			bodies = append(bodies, string(data))
		}
	}
	if len(bodies) < 10 {
		t.Fatalf("only %d texts to vary", len(bodies))
	}
	for n := range killReports {
		body := strings.Replace(bodies[n%len(bodies)], "。", fmt.Sprintf("（台账编号%s）。", tally(n)), 1)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", n)), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// tally is a word that only report n holds.
func tally(n int) string { return fmt.Sprintf("ledger%04d", n) }

// attempt is what one import did.
type attempt struct {
	lines []corpus.Imported
	ended bool // it was not killed
}

// importAndKill runs an import and kills it at the moment, or lets it end
// where it is faster.
func importAndKill(t *testing.T, program, data, reports string, when moment) attempt {
	t.Helper()
	cmd := exec.Command(program, "import", "--data", data, "--format", "json", reports)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	var a attempt
	killed := make(chan error, 1)
	var timer *time.Timer
	kill := func() {
		if timer == nil && len(a.lines) >= when.after {
			timer = time.AfterFunc(when.later, func() { killed <- cmd.Process.Kill() })
		}
	}
	kill()
	// What was written before the kill is in the pipe and counts.
	for scanner := bufio.NewScanner(out); scanner.Scan(); kill() {
		var line struct {
			corpus.Imported
			Summary *corpus.Summary
		}
		if err := json.Unmarshal(scanner.Bytes(), &line); err != nil {
			break // the line that was being written
		}
		if line.Summary == nil {
			a.lines = append(a.lines, line.Imported)
		}
	}
	err = cmd.Wait()
	a.ended = err == nil
	if timer != nil && !timer.Stop() {
		if e := <-killed; e != nil && !errors.Is(e, os.ErrProcessDone) {
			t.Error(e)
		}
	} else if err != nil {
		t.Fatalf("the import failed by itself: %v: %s", err, stderr.String())
	}
	return a
}

// TestKill kills the import of 500 reports at 50 random moments: right after
// its start, between two acknowledgements, while it indexes. Every time the
// archive must open and hold all that was ever acknowledged. An import that
// was faster than the kill, or is let end, must leave the archive as if
// nothing had happened; the next one goes into a new archive.
func TestKill(t *testing.T) {
	k := &killer{program: build(t), reports: manyReports(t), rng: rand.New(rand.NewPCG(2026, 11))}
	for k.kills() < killTimes {
		k.once(t, k.draw())
		if t.Failed() {
			t.Fatalf("after %d kills", k.kills())
		}
	}
	if k.data != "" {
		k.once(t, moment{after: killReports * 10})
	}
	if k.data != "" || k.ended == 0 || k.atStart == 0 || k.inTheMiddle == 0 || k.whileIndexing == 0 {
		t.Error("the kills were not spread")
	}
	t.Logf("%d kills: %d before anything was acknowledged, %d in the middle, %d while indexing; %d archives came to their end",
		k.kills(), k.atStart, k.inTheMiddle, k.whileIndexing, k.ended)
}

// killer imports the same reports again and again.
type killer struct {
	program, reports string
	rng              *rand.Rand

	data         string            // the archive; "" for a new one
	acknowledged map[string]string // report -> file

	atStart, inTheMiddle, whileIndexing, ended int
}

func (k *killer) kills() int { return k.atStart + k.inTheMiddle + k.whileIndexing }

// once runs one import, kills it at the moment, and looks at the archive.
func (k *killer) once(t *testing.T, when moment) {
	t.Helper()
	if k.data == "" {
		k.data, k.acknowledged = filepath.Join(t.TempDir(), "archive"), map[string]string{}
	}
	a := importAndKill(t, k.program, k.data, k.reports, when)
	for _, l := range a.lines {
		if l.Status != corpus.StatusAdded && l.Status != corpus.StatusLinked {
			t.Fatalf("%+v", l)
		}
		k.acknowledged[l.Report] = l.File
	}
	wantAcknowledged(t, k.data, k.acknowledged)
	switch {
	case a.ended:
		if len(k.acknowledged) != killReports {
			t.Errorf("%d reports were acknowledged in all", len(k.acknowledged))
		}
		wantWhole(t, k.program, k.data)
		k.data = ""
		k.ended++
	case len(a.lines) == 0:
		k.atStart++
	case len(a.lines) < killReports:
		k.inTheMiddle++
	default:
		k.whileIndexing++
	}
}

// moment is when to kill: once so many reports are acknowledged, and then
// that much later. Where the program is then does not matter to the test.
type moment struct {
	after int
	later time.Duration
}

func (k *killer) draw() moment {
	within := func(d time.Duration) time.Duration { return time.Duration(k.rng.Int64N(int64(d))) }
	switch k.rng.IntN(8) {
	case 0:
		return moment{}
	case 1:
		return moment{later: within(200 * time.Millisecond)}
	case 2, 3, 4:
		return moment{after: 1 + k.rng.IntN(killReports-1), later: within(20 * time.Millisecond)}
	}
	return moment{after: killReports, later: within(800 * time.Millisecond)}
}

// wantAcknowledged opens the archive's store and looks for every report that
// was acknowledged.
func wantAcknowledged(t *testing.T, data string, acknowledged map[string]string) {
	t.Helper()
	ctx := context.Background()
	if _, err := os.Stat(data); errors.Is(err, os.ErrNotExist) && len(acknowledged) == 0 {
		return // killed before it made anything
	}
	s, err := store.Open(ctx, data)
	if err != nil {
		t.Errorf("the archive does not open: %v", err)
		return
	}
	defer s.Close()
	for name, file := range acknowledged {
		r, err := s.ByName(ctx, name)
		if err != nil {
			t.Errorf("%s was acknowledged and is not there: %v", file, err)
			continue
		}
		if body, err := s.Text(ctx, r.ID); err != nil || text.Normalize(body).Identity() != r.Identity {
			t.Errorf("%s: its text is damaged: %v", file, err)
		}
		if _, err := s.Original(ctx, r.Original); err != nil {
			t.Errorf("%s: its original: %v", file, err)
		}
	}
}

// wantWhole checks an archive after an import that ended: all reports once,
// each found by its own word, and the fingerprints those of the texts.
func wantWhole(t *testing.T, program, data string) {
	t.Helper()
	ctx := context.Background()
	out, err := exec.Command(program, "search", "--data", data, "--format", "json", "").Output()
	var all corpus.SearchView
	if err = errors.Join(err, json.Unmarshal(out, &all)); err != nil || all.Total != killReports {
		t.Fatalf("%d reports in full text, %v", all.Total, err)
	}
	for n := 0; n < killReports; n += 99 {
		out, err := exec.Command(program, "search", "--data", data, "--format", "json", tally(n)).Output()
		var found corpus.SearchView
		if err = errors.Join(err, json.Unmarshal(out, &found)); err != nil || found.Total != 1 || filepath.Base(found.Hits[0].File) != fmt.Sprintf("%03d.txt", n) {
			t.Errorf("report %d: found %d, %v", n, found.Total, err)
		}
	}
	s, err := store.Open(ctx, data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	x, err := fpindex.Open(filepath.Join(data, "fingerprints"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	indexed, err := s.Indexed(ctx)
	if n, e := s.Count(ctx); n != killReports || indexed != n || x.Reports() != n || errors.Join(err, e) != nil {
		t.Fatalf("%d reports in the store, %d indexed, %d in the fingerprints, %v %v", n, indexed, x.Reports(), err, e)
	}
	wantPostings(t, s, x)
}

// wantPostings checks that the fingerprints of every text lead to its
// report, and that no posting names a report twice.
func wantPostings(t *testing.T, s *store.Store, x *fpindex.Index) {
	t.Helper()
	for id := corpus.ReportID(1); id <= killReports; id++ {
		body, err := s.Text(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		var hashes []reuse.Hash
		for _, p := range reuse.Prints(text.Normalize(body).Runes) {
			hashes = append(hashes, p.Hash)
		}
		postings, err := x.Lookup(hashes, killReports)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range postings {
			var docs []reuse.DocID
			for _, spot := range p.Spots {
				docs = append(docs, spot.Doc)
			}
			if _, found := slices.BinarySearch(docs, reuse.DocID(id)); !found || len(slices.Compact(docs)) != p.Count {
				t.Fatalf("report %d, hash %x: %v", id, hashes[i], p)
			}
		}
	}
}
