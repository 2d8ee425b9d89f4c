package fault

import (
	"os"
	"testing"

	"hegao/analyzer/outline"
	"hegao/analyzer/text"
)

// BenchmarkDraft is a draft of 5,000 characters, of a unit that is known.
func BenchmarkDraft(b *testing.B) {
	var chars []rune
	for _, name := range []string{"patchwork", "honest", "sample-draft", "resubmitted"} {
		t, err := os.ReadFile("../../testdata/drafts/" + name + ".txt")
		if err != nil {
			b.Fatal(err)
		}
		chars = append(chars, []rune(string(t))...)
	}
	t := string(chars[:5000])
	d := &text.Document{Text: t, Blocks: text.Lines(t), Format: text.FormatText}
	in := Input{
		Doc: d, Outline: outline.Parse(d), Unit: "青溪县水务局", Last: Last{2023, t},
		Roster: NewRoster([]string{"云坪县水务局", "青溪县人民医院"}), Copied: []Copied{{text.Span{End: len(t) / 2}, "云坪县水务局"}},
	}
	b.ReportAllocs()
	for b.Loop() {
		Check(in)
	}
}
