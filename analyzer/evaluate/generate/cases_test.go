package generate

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hegao/analyzer/text"
)

func documentsOf(c *Corpus, from, to int, name string) []Document {
	var out []Document
	for i := from; i < to; i++ {
		if name == "" && c.FamilyOf(i) != i {
			continue
		}
		r := c.Report(i)
		out = append(out, Document{fmt.Sprintf("%s%03d", name, i), r.Unit, r.Year, r.Type, r.Title, r.Text})
	}
	return out
}

// smallOptions asks for a small folder with all there is in it.
func smallOptions() Options {
	c := NewCorpus(8, 60)
	archive := documentsOf(c, 0, 40, "past-")
	hosts := documentsOf(c, 40, 60, "")
	var p string
	for line := range strings.SplitSeq(archive[3].Text, "\n") {
		if endsSentence(line) && text.Chars(line) > 60 {
			p = line
		}
	}
	return Options{
		Archive: archive, Hosts: hosts[:5], CasesPerDraft: 4, Patchworks: hosts[5:7], Negatives: hosts[7:9], Seed: 3,
		Extra: []Rewrite{
			{Source: "past-003", Passage: p, Text: "有人把这段话重新说了一遍，字句都换过了。", Kind: "rewrite_heavy"},
			{Source: "past-003", Passage: p, Text: p, Kind: "rewrite_light"},
		},
	}
}

type truth map[string]struct {
	Unit  string
	Year  int
	Cases []struct {
		Kind, Source           string
		Start, End             int
		SourceStart, SourceEnd int `json:"-"`
		From                   int `json:"source_start"`
		To                     int `json:"source_end"`
	}
}

func readTruth(t *testing.T, dir string) truth {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var labels truth
	if err := json.Unmarshal(data, &labels); err != nil {
		t.Fatal(err)
	}
	return labels
}

func readRunes(t *testing.T, path ...string) []rune {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return []rune(string(data))
}

// TestWriteCases checks every offset on both sides.
func TestWriteCases(t *testing.T) {
	dir, o := t.TempDir(), smallOptions()
	if err := WriteCases(dir, o); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	alone := 0
	for name, d := range readTruth(t, dir) {
		draft := readRunes(t, dir, "drafts", name+".txt")
		last := 0
		for _, c := range d.Cases {
			kinds[c.Kind]++
			source := readRunes(t, dir, "archive", c.Source+".txt")
			if c.Start < last || c.End <= c.Start || c.End > len(draft) || c.To <= c.From || c.To > len(source) {
				t.Fatalf("%s: bad offsets %+v", name, c)
			}
			last = c.End
			if c.Start > 0 && draft[c.Start-1] == '\n' {
				alone++
			}
			checkSides(t, c.Kind, string(draft[c.Start:c.End]), string(source[c.From:c.To]))
		}
	}
	want := len(o.Hosts) * o.CasesPerDraft / len(Edits())
	for _, e := range Edits() {
		if kinds[string(e)] != want {
			t.Errorf("%d cases of %s, want %d", kinds[string(e)], e, want)
		}
	}
	if kinds[PatchworkKind] != 2*patchworkSources*patchworkPassages || kinds["rewrite_heavy"] != 1 || kinds["rewrite_light"] != 1 {
		t.Errorf("kinds: %v", kinds)
	}
	if all := len(o.Hosts)*o.CasesPerDraft + 22; alone < all/3 || alone == all {
		t.Errorf("%d of %d passages are paragraphs of their own", alone, all)
	}
}

// checkSides compares a case with its source as far as the kind allows.
func checkSides(t *testing.T, kind, draft, source string) {
	t.Helper()
	switch {
	case !endsSentence(source) || strings.TrimSpace(draft) != draft:
		t.Errorf("%s: not whole sentences: %q from %q", kind, draft, source)
	case (kind == string(Verbatim) || kind == "rewrite_light") && draft != source:
		t.Errorf("%s: %q from %q", kind, draft, source)
	case kind == string(Reorder) && charsOf(draft) != charsOf(source):
		t.Errorf("%s: %q from %q", kind, draft, source)
	case kind != "rewrite_heavy" && pairsKept(source, draft) < 0.2:
		t.Errorf("%s: too little of %q in %q", kind, source, draft)
	}
}

// TestOnlyCases: outside the cases a draft is its host.
func TestOnlyCases(t *testing.T) {
	dir, o := t.TempDir(), smallOptions()
	if err := WriteCases(dir, o); err != nil {
		t.Fatal(err)
	}
	labels := readTruth(t, dir)
	hosts := map[string]string{}
	for i, h := range o.Hosts {
		hosts[fmt.Sprintf("draft-%03d", i+1)] = h.Text
	}
	for i, h := range o.Patchworks {
		hosts[fmt.Sprintf("patchwork-%02d", i+1)] = skeleton(h.Text)
	}
	for i, h := range o.Negatives {
		hosts[fmt.Sprintf("honest-%02d", i+1)] = h.Text
	}
	if len(labels) != len(hosts) {
		t.Errorf("%d drafts, want %d", len(labels), len(hosts))
	}
	for name, host := range hosts {
		draft := readRunes(t, dir, "drafts", name+".txt")
		var rest []rune
		from := 0
		for _, c := range labels[name].Cases {
			rest = append(rest, draft[from:c.Start]...)
			from = c.End
		}
		rest = append(rest, draft[from:]...)
		if string(text.Normalize(string(rest)).Runes) != string(text.Normalize(host).Runes) {
			t.Errorf("%s is not its host", name)
		}
	}
}

func TestManifest(t *testing.T) {
	dir := t.TempDir()
	if err := WriteCases(dir, smallOptions()); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(readRunes(t, dir, "manifest.csv"))), "\n")
	if lines[0] != "file,unit,year,type,title" || len(lines) != 41 || !strings.HasPrefix(lines[1], "archive/past-000.txt,") {
		t.Errorf("%d lines, the first: %s / %s", len(lines), lines[0], lines[1])
	}
	for _, line := range lines[1:] {
		file, _, _ := strings.Cut(line, ",")
		if len(readRunes(t, dir, file)) == 0 {
			t.Errorf("%s is empty", file)
		}
	}
}

func TestSameSeedSameFolder(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	for _, dir := range []string{a, b} {
		if err := WriteCases(dir, smallOptions()); err != nil {
			t.Fatal(err)
		}
	}
	if string(readRunes(t, a, "truth.json")) != string(readRunes(t, b, "truth.json")) {
		t.Error("two folders of one seed differ")
	}
}

func TestBadCases(t *testing.T) {
	for name, change := range map[string]func(*Options){
		"no such source":      func(o *Options) { o.Extra[0].Source = "other" },
		"passage not in it":   func(o *Options) { o.Extra[0].Passage = "没有这句话。" },
		"empty passage":       func(o *Options) { o.Extra[0].Passage = " " },
		"no room":             func(o *Options) { o.CasesPerDraft = 300 },
		"no archive":          func(o *Options) { o.Archive, o.Extra = nil, nil },
		"one unit writes all": func(o *Options) { setUnits(o.Archive, o.Hosts[0].Unit) },
		"hosts of its unit":   func(o *Options) { setUnits(o.Hosts, o.Archive[3].Unit) },
	} {
		o := smallOptions()
		change(&o)
		if err := WriteCases(t.TempDir(), o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func setUnits(documents []Document, unit string) {
	for i := range documents {
		documents[i].Unit = unit
	}
}
