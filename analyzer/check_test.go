package analyzer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hegao/analyzer/extract"
	"hegao/analyzer/fault"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/analyzer/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden checks the sample draft against all invented reports. After a
// change that is meant: go test ./analyzer -update, and read the difference.
func TestGolden(t *testing.T) {
	r := check(t, newAnalyzer(t, samples(t)), sample(t, "drafts/sample-draft.txt"))
	r.Stats.Elapsed = Elapsed{}
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		t.Run(string(lang), func(t *testing.T) {
			got, err := json.MarshalIndent(r.View(lang), "", " ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			file := filepath.Join("testdata", "golden", "sample-draft."+string(lang)+".json")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("differs from %s at\n%s", file, firstDifference(string(got), string(want)))
			}
		})
	}
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			line := ""
			if i < len(b) {
				line = b[i]
			}
			return "got  " + a[i] + "\nwant " + line
		}
	}
	return "the end: the golden file is longer"
}

// TestViewCountsCodePoints: every offset of a view is one of code points of
// the text it speaks of.
func TestViewCountsCodePoints(t *testing.T) {
	m := samples(t)
	d := sample(t, "drafts/sample-draft.txt")
	// Characters of four bytes and of one in front move bytes and code
	// points apart.
	d.Doc.Text = "😀a\n" + d.Doc.Text
	d.Doc.Blocks = text.Lines(d.Doc.Text)
	r := check(t, newAnalyzer(t, m), d)
	v := r.View(message.Chinese)
	runes := []rune(r.Text)
	places := 0
	at := func(what string, start, end int) string {
		places++
		if start < 0 || end < start || end > len(runes) {
			t.Fatalf("%s: %d–%d of %d code points", what, start, end, len(runes))
		}
		return string(runes[start:end])
	}
	for i, h := range v.Outline {
		if got := at("heading", h.Start, h.End); got != r.Outline[i].Span.Of(r.Text) || !strings.Contains(got, h.Title) || !strings.HasPrefix(got, h.Number) {
			t.Errorf("heading %s%s is %q", h.Number, h.Title, got)
		}
	}
	for _, f := range v.Faults {
		if got := at("fault", f.Start, f.End); got != f.Text {
			t.Errorf("fault %q is %q", f.Text, got)
		}
	}
	for i, s := range v.Sections {
		for k, e := range s.Evidence {
			if got := at("evidence", e.Start, e.End); got != r.Coverage.Sections[i].Evidence[k].Span.Of(r.Text) {
				t.Errorf("evidence of %s is %q", s.ID, got)
			}
		}
		if (s.Start == nil) != (s.Status == template.Missing) || (s.Start == nil) != (s.End == nil) {
			t.Errorf("%s is %s from %v to %v", s.ID, s.Status, s.Start, s.End)
		}
		for _, h := range s.Headings {
			if s.Start == nil || !strings.Contains(at("section", *s.Start, *s.End), h) {
				t.Errorf("%s does not hold its heading %q", s.ID, h)
			}
		}
	}
	for i, p := range v.Reuse.Passages {
		if got := at("passage", p.Start, p.End); got != r.Reuse.Passages[i].Span.Of(r.Text) {
			t.Errorf("passage %s is %q", p.ID, got)
		}
		for k, s := range p.Sources {
			place := r.Reuse.Passages[i].Sources[k]
			for _, src := range sourcesOf(t, m) {
				if src.Name == s.Report && string([]rune(src.Text)[s.Start:s.End]) != place.Span.Of(src.Text) {
					t.Errorf("passage %s in %s: %d–%d", p.ID, s.Report, s.Start, s.End)
				}
			}
		}
	}
	if places < 30 || len(v.Faults) < 4 || len(v.Reuse.Passages) < 2 {
		t.Fatalf("only %d places, %d faults, %d passages", places, len(v.Faults), len(v.Reuse.Passages))
	}
}

// TestReportSurvivesJSON: a stored report can be shown in either language.
func TestReportSurvivesJSON(t *testing.T) {
	r := check(t, newAnalyzer(t, samples(t)), sample(t, "drafts/patchwork.txt"))
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back Report
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		want, _ := json.Marshal(r.View(lang))
		if got, _ := json.Marshal(back.View(lang)); !bytes.Equal(got, want) {
			t.Errorf("%s: the view is another after JSON", lang)
		}
	}
}

// TestViewHoldsNoNulls: lists are lists, also where they are empty.
func TestViewHoldsNoNulls(t *testing.T) {
	for _, source := range []string{"", "。", told(1), "工作总结\n一、做法\n" + told(20)} {
		d, _ := typed(source)
		v := check(t, newAnalyzer(t, newMemory()), Draft{Doc: d}).View(message.English)
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var loose map[string]any
		if err := json.Unmarshal(b, &loose); err != nil {
			t.Fatal(err)
		}
		for _, list := range []string{"outline", "sections", "points", "faults"} {
			if _, ok := loose[list].([]any); !ok {
				t.Errorf("%.10q: %s is %v", source, list, loose[list])
			}
		}
		for _, list := range []string{"passages", "sources"} {
			if _, ok := loose["reuse"].(map[string]any)[list].([]any); !ok {
				t.Errorf("%.10q: reuse.%s is no list", source, list)
			}
		}
		if v.Schema != "hegao.check/1" || v.Reuse.Ratios != nil && utf8.RuneCountInString(source) < reuse.MinForRatios {
			t.Errorf("%.10q: %+v", source, v)
		}
	}
}

func TestCheckTakesWhatIsGiven(t *testing.T) {
	d, _ := typed("云坪镇2024年工作总结\n一、做法\n" + told(5))
	a := newAnalyzer(t, newMemory())
	r := check(t, a, Draft{File: "a.txt", Doc: d, Unit: "石桥镇", Year: 2020, Template: "self-inspection", Part: 2, SHA256: "ab", Extracted: time.Second})
	want := DraftFacts{File: "a.txt", Part: 2, Title: "云坪镇2024年工作总结", Unit: "石桥镇", Year: 2020, Kind: "self-inspection", Chars: text.Chars(d.Text), SHA256: "ab", Format: text.FormatText}
	if !reflect.DeepEqual(r.Draft, want) || r.Stats.Elapsed.Extract != time.Second {
		t.Errorf("got %+v, want %+v", r.Draft, want)
	}
	if r.Template.ID != "self-inspection" || r.Template.Chosen != "given" || r.Template.Confidence != 1 {
		t.Errorf("template %+v", r.Template)
	}
	for _, auto := range []template.ID{"", AutoTemplate} {
		r := check(t, a, Draft{Doc: d, Template: auto})
		if r.Template.ID != "work-summary" || r.Template.Chosen != "auto" || r.Draft.Unit != "云坪镇" || r.Draft.Year != 2024 {
			t.Errorf("%q: %+v, %+v", auto, r.Template, r.Draft)
		}
	}
}

func TestUnknownTemplate(t *testing.T) {
	d, _ := typed(told(1))
	_, err := newAnalyzer(t, newMemory()).Check(context.Background(), Draft{Doc: d, Template: "no-such"})
	var e *message.Error
	if !errors.As(err, &e) || e.Code != message.Invalid || !strings.Contains(e.In(message.Chinese), "no-such") {
		t.Errorf("got %v", err)
	}
}

func TestSeveralReports(t *testing.T) {
	d := sample(t, "compendium.txt")
	d.Doc.Warnings = append(make([]text.Warning, 0, 4), text.Warning{Code: "encoding", Args: []string{"UTF-8"}})
	r := check(t, newAnalyzer(t, newMemory()), d)
	w := r.Draft.Warnings
	if len(w) != 2 || w[1].Code != "several_reports" || w[1].Args[0] != "6" || len(d.Doc.Warnings) != 1 {
		t.Errorf("warnings %+v; the document's %+v", w, d.Doc.Warnings)
	}
	if v := r.View(message.English); len(v.Draft.Warnings) != 2 || !strings.Contains(v.Draft.Warnings[1].Message, "6") {
		t.Errorf("view %+v", v.Draft.Warnings)
	}
}

func TestSplit(t *testing.T) {
	whole := sample(t, "compendium.txt")
	parts := Split(whole)
	if len(parts) != 6 {
		t.Fatalf("%d parts", len(parts))
	}
	for i, p := range parts {
		if p.Part != i+1 || p.File != whole.File || !strings.Contains(whole.Doc.Text, p.Doc.Text) || len(p.Doc.Blocks) == 0 {
			t.Errorf("part %d: %d of %s, %d bytes", i+1, p.Part, p.File, len(p.Doc.Text))
		}
	}
	one := sample(t, "drafts/honest.txt")
	if same := Split(one); len(same) != 1 || same[0].Doc != one.Doc || same[0].Part != 0 {
		t.Errorf("one report gave %+v", same)
	}
}

func TestRead(t *testing.T) {
	d := sample(t, "drafts/honest.txt")
	if len(d.SHA256) != 64 || d.File != "drafts/honest.txt" || d.Doc.Format != text.FormatText {
		t.Errorf("%+v", d)
	}
	_, err := Read(context.Background(), extract.Extract, "leer.txt", nil, extract.DefaultLimits())
	if message.CodeOf(err) != message.Empty || !strings.Contains(message.Explain(err, message.Chinese), "leer.txt") {
		t.Errorf("got %v", err)
	}
}

func TestWorst(t *testing.T) {
	missing := func(level template.Level, required bool) template.Coverage {
		return template.Coverage{Sections: []template.SectionResult{{Asked: template.Asked{Level: level, Required: required}, Status: template.Missing}}}
	}
	passage := func(k reuse.Kind) *reuse.Result { return &reuse.Result{Passages: []reuse.Passage{{Kind: k}}} }
	faults := func(all ...fault.Severity) []fault.Fault {
		var out []fault.Fault
		for _, s := range all {
			out = append(out, fault.Fault{Severity: s})
		}
		return out
	}
	for _, c := range []struct {
		name string
		r    Report
		want fault.Severity
	}{
		{"nothing", Report{}, ""},
		{"the worst fault", Report{Faults: faults(fault.Info, fault.Error, fault.Warning)}, fault.Error},
		{"a required section", Report{Coverage: missing("error", true)}, fault.Error},
		{"a section nobody asks for", Report{Coverage: missing("error", false)}, ""},
		{"a section that matters less", Report{Coverage: missing("warning", true), Faults: faults(fault.Info)}, fault.Warning},
		{"a copy", Report{Reuse: passage(reuse.Verbatim)}, fault.Warning},
		{"an edited copy", Report{Reuse: passage(reuse.Near)}, fault.Warning},
		{"own history", Report{Reuse: passage(reuse.OwnHistory)}, ""},
		{"a set phrase", Report{Reuse: passage(reuse.SetPhrase)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.r.Reuse == nil {
				c.r.Reuse = &reuse.Result{}
			}
			if got := c.r.Worst(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
