package outline

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"

	"hegao/analyzer/extract"
	"hegao/analyzer/text"
	"hegao/testdata"
)

// typed makes the document that a plain text becomes.
func typed(source string) *text.Document {
	return &text.Document{Text: source, Blocks: text.Lines(source), Format: text.FormatText}
}

// filler is running text of about n characters without numbers in it.
func filler(n int) string {
	const sentence = "镇里挨家挨户问过意见之后把路灯装到了巷子尽头，夜里回家的人不再摸黑。"
	return strings.Repeat(sentence, n/34+1)
}

// sample reads a file of testdata the way the program reads it.
func sample(t testing.TB, name string) *text.Document {
	t.Helper()
	b, err := testdata.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := extract.Extract(context.Background(), name, b, extract.DefaultLimits())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return d
}

// sampleNames are the reports of the manifest and all drafts.
func sampleNames(t testing.TB) []string {
	t.Helper()
	f, err := testdata.Files.Open("manifest.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, row := range rows[1:] {
		names = append(names, row[0])
	}
	drafts, err := fs.ReadDir(testdata.Files, "drafts")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drafts {
		names = append(names, path.Join("drafts", d.Name()))
	}
	if len(names) < 40 {
		t.Fatalf("only %d reports and drafts", len(names))
	}
	return names
}

// compendiumLabels is what labels.json says of compendium.txt.
type compendiumLabels struct {
	Reports []struct{ First, Title string }
	Residue []string
}

func readCompendiumLabels(t testing.TB) compendiumLabels {
	t.Helper()
	b, err := testdata.Files.ReadFile("labels.json")
	if err != nil {
		t.Fatal(err)
	}
	var labels struct {
		Compendium compendiumLabels `json:"compendium.txt"`
	}
	if err := json.Unmarshal(b, &labels); err != nil {
		t.Fatal(err)
	}
	if len(labels.Compendium.Reports) == 0 || len(labels.Compendium.Residue) == 0 {
		t.Fatal("labels.json says nothing of compendium.txt")
	}
	return labels.Compendium
}

// drawn writes the headings of an outline one a line: level, number, title,
// and "…" where text follows in the same paragraph.
func drawn(d *text.Document, o *Outline) string {
	var b strings.Builder
	for _, h := range o.Headings {
		fmt.Fprintf(&b, "%d %s|%s", h.Level, strings.TrimSpace(h.Label.Of(d.Text)), h.Title.Of(d.Text))
		if h.RunIn {
			b.WriteString("…")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// itemsDrawn writes the items of an outline one a line, number first.
func itemsDrawn(d *text.Document, o *Outline) string {
	var b strings.Builder
	for _, it := range o.Items {
		rest := text.Span{Start: it.Label.End, End: it.Span.End}
		fmt.Fprintf(&b, "%s|%s\n", strings.TrimSpace(it.Label.Of(d.Text)), strings.TrimSpace(rest.Of(d.Text)))
	}
	return b.String()
}

// wantSound holds what every outline promises of its spans.
func wantSound(t testing.TB, d *text.Document, o *Outline) {
	t.Helper()
	inside := func(what string, s text.Span) {
		if s.Start < 0 || s.End < s.Start || s.End > len(d.Text) {
			t.Fatalf("%s %v of a text of %d bytes", what, s, len(d.Text))
		}
	}
	inside("title", o.Title)
	inside("salutation", o.Salutation)
	inside("closing", o.Closing)
	last := 0
	for i, h := range o.Headings {
		inside("heading", h.Span)
		inside("body", h.Body)
		if h.Span.Empty() || h.Span.Start < last {
			t.Fatalf("heading %d %v begins before %d", i, h.Span, last)
		}
		last = h.Span.End
		if !h.Span.Contains(h.Title) || h.Title.Empty() {
			t.Fatalf("heading %d: title %v outside %v", i, h.Title, h.Span)
		}
		if !h.Label.Empty() && (!h.Span.Contains(h.Label) || h.Label.End > h.Title.Start) {
			t.Fatalf("heading %d: label %v of %v", i, h.Label, h.Span)
		}
		if h.Label.Empty() != (h.Number.Style == None) {
			t.Fatalf("heading %d: number %+v, label %v", i, h.Number, h.Label)
		}
		if h.Body.Start != h.Span.End {
			t.Fatalf("heading %d: body %v after %v", i, h.Body, h.Span)
		}
	}
	wantTree(t, o.Headings)
	last = 0
	for i, it := range o.Items {
		inside("item", it.Span)
		if it.Span.Start < last || it.Label.Start != it.Span.Start || it.Label.End > it.Span.End || it.Label.Empty() {
			t.Fatalf("item %d %v, label %v, after %d", i, it.Span, it.Label, last)
		}
		last = it.Span.Start + 1
		if b := d.Blocks[it.Paragraph].Span; !b.Contains(it.Span) {
			t.Fatalf("item %d %v outside its paragraph %v", i, it.Span, b)
		}
	}
	for i, b := range o.Prose {
		if b < 0 || b >= len(d.Blocks) || i > 0 && b <= o.Prose[i-1] {
			t.Fatalf("prose %v of %d blocks", o.Prose, len(d.Blocks))
		}
	}
}

// wantTree: levels go down one at a time, and two bodies are apart or one
// holds the other with its heading.
func wantTree(t testing.TB, heads []Heading) {
	t.Helper()
	level := 0
	for i, h := range heads {
		if h.Level < 1 || h.Level > level+1 {
			t.Fatalf("heading %d is on level %d after level %d", i, h.Level, level)
		}
		level = h.Level
		for j := i + 1; j < len(heads); j++ {
			in := heads[j].Body
			if in.Overlaps(h.Body) && !(h.Body.Contains(heads[j].Span) && h.Body.Contains(in)) {
				t.Fatalf("bodies %v and %v cross", h.Body, in)
			}
			if h.Body.Contains(heads[j].Span) != inSubtree(heads, i, j) {
				t.Fatalf("heading %d in the body of %d, but not below it (or the other way round)", j, i)
			}
		}
	}
}

func inSubtree(heads []Heading, i, j int) bool {
	for k := i + 1; k <= j; k++ {
		if heads[k].Level <= heads[i].Level {
			return false
		}
	}
	return true
}
