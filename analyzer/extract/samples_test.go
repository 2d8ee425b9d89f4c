package extract_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"hegao/analyzer/extract"
	"hegao/analyzer/extract/doctest"
	"hegao/analyzer/text"
)

// One text with automatic numbers, a table, a note, a field, a tracked change
// and hidden words, saved by LibreOffice in three formats, reads the same in
// all of them.
func TestSamplesReadAlike(t *testing.T) {
	want, err := os.ReadFile("testdata/sample.txt")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[text.Format][]text.BlockKind{}
	for _, id := range []text.Format{text.FormatDOC, text.FormatRTF, text.FormatODT} {
		data, err := os.ReadFile(filepath.Join("testdata", "sample."+string(id)))
		if err != nil {
			t.Fatal(err)
		}
		// The name says nothing: content does.
		d, err := extract.Extract(context.Background(), "sample.bin", data, extract.DefaultLimits())
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		doctest.Check(t, d)
		if d.Format != id || d.Text+"\n" != string(want) {
			t.Errorf("%s: got %s\n%s", id, d.Format, d.Text)
		}
		labels, levels := 0, 0
		for _, b := range d.Blocks {
			kinds[id] = append(kinds[id], b.Kind)
			levels += b.Level
			if !b.Label.Empty() {
				labels++
			}
		}
		if labels != 10 || levels != 7 || len(d.Warnings) != 2 {
			t.Errorf("%s: %d labels, levels %d, warnings %v", id, labels, levels, d.Warnings)
		}
	}
	if !slices.Equal(kinds[text.FormatDOC], kinds[text.FormatODT]) || !slices.Equal(kinds[text.FormatRTF], kinds[text.FormatODT]) {
		t.Errorf("kinds differ: %v", kinds)
	}
}
