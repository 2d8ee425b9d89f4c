package sarif

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"hegao/analyzer"
	"hegao/analyzer/batch"
	"hegao/analyzer/extract"
	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/testdata"
)

var update = flag.Bool("update", false, "write the golden files anew")

func read(t testing.TB, name string) analyzer.Draft {
	t.Helper()
	data, err := fs.ReadFile(testdata.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := analyzer.Read(context.Background(), extract.Extract, name, data, extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// checks are those of two drafts against the reports they share text with.
func checks(t testing.TB) []*analyzer.Report {
	t.Helper()
	lib, err := template.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	past := reuse.NewMemory()
	for _, name := range []string{"qx-hospital-2023-safety", "qx-maternity-2023-ideology", "qx-service-2023-duty", "nh-town-2023-housing", "qx-hospital-2022-safety"} {
		file := "reports/" + name + ".txt"
		past.Add(reuse.Source{Name: name, File: file, Title: "标题", Unit: "某单位", Year: 2023, Text: read(t, file).Doc.Text})
	}
	a := analyzer.New(lib, past)
	var out []*analyzer.Report
	for _, name := range []string{"drafts/sample-draft.txt", "drafts/patchwork.txt"} {
		r, err := a.Check(context.Background(), read(t, name))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func views(reports []*analyzer.Report, lang message.Lang) (out []*analyzer.View) {
	for _, r := range reports {
		out = append(out, r.View(lang))
	}
	return out
}

func written(t testing.TB, all []*analyzer.View, failed []batch.FailureView, lang message.Lang) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, all, failed, lang); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestGolden: after a change that is meant, go test ./analyzer/sarif -update,
// and read the difference.
func TestGolden(t *testing.T) {
	failed := []batch.FailureView{{File: "稿 件/坏.docx", Message: "坏了。"}}
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		got := written(t, views(checks(t), lang), failed, lang)
		file := filepath.Join("testdata", string(lang)+".sarif")
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("differs from %s: %v", file, err)
		}
		wantValid(t, got)
	}
}

var compiled *jsonschema.Schema

func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	if compiled != nil {
		return compiled
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(published(t)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(schemaURI, doc); err != nil {
		t.Fatal(err)
	}
	if compiled, err = c.Compile(schemaURI); err != nil {
		t.Fatal(err)
	}
	return compiled
}

// wantValid holds a log against the schema, formats such as that of URIs
// included.
func wantValid(t testing.TB, got []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema(t).Validate(doc); err != nil {
		t.Errorf("%v\n%.2000s", err, got)
	}
}

// TestTheSchemaRefuses: what is wrong is refused, so that wantValid can fail.
func TestTheSchemaRefuses(t *testing.T) {
	good := string(written(t, views(checks(t), message.Chinese), nil, message.Chinese))
	for _, c := range [][2]string{
		{`"unicodeCodePoints"`, `"codePoints"`}, {`"level": "warning"`, `"level": "grave"`}, {`"zh-CN"`, `"chinese"`},
		{`"charOffset": `, `"charOffset": -1`}, {`"executionSuccessful": true`, `"notifications": []`}, {`"uri": "drafts/`, `"uri": "%zz/`},
		{`"artifacts": [`, `"artifacts": [{"location":{"uri":"a"}},{"location":{"uri":"a"}},`}, {`"ruleIndex"`, `"index"`},
	} {
		bad := strings.Replace(good, c[0], c[1], 1)
		if bad == good {
			t.Fatalf("nothing to replace: %s", c[0])
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(c, err)
		}
		if schema(t).Validate(doc) == nil {
			t.Errorf("%s passes", c[1])
		}
	}
}

// TestResults holds the results against the checks.
func TestResults(t *testing.T) {
	all := views(checks(t), message.Chinese)
	var got log
	if err := json.Unmarshal(written(t, all, nil, message.Chinese), &got); err != nil {
		t.Fatal(err)
	}
	run := got.Runs[0]
	levels, at := map[string]int{}, 0
	for _, v := range all {
		text := []rune(read(t, v.Draft.File).Doc.Text)
		for _, f := range v.Faults {
			r := run.Results[at]
			at++
			reg := r.Locations[0].Physical.Region
			if r.RuleID != "fault/"+f.Rule || r.Level != map[string]string{"error": "error", "warning": "warning", "info": "note"}[f.Severity] {
				t.Errorf("%+v of %+v", r, f)
			}
			if said := string(text[reg.Offset : reg.Offset+reg.Length]); said != f.Text || reg.Snippet.Text != f.Text {
				t.Errorf("%q, snippet %q, want %q", said, reg.Snippet.Text, f.Text)
			}
			if r.Fingerprints[fingerprintKey] != f.ID || !strings.HasPrefix(r.Message.Text, f.Message) || !strings.HasSuffix(r.Message.Text, f.Suggestion) {
				t.Errorf("%+v of %+v", r, f)
			}
		}
		at += lacking(v)
		for _, p := range v.Reuse.Passages {
			r := run.Results[at]
			at++
			if r.RuleID != "reuse/"+string(p.Kind) || r.Locations[0].Physical.Region.Offset != p.Start || len(r.Related) == 0 || r.Related[0].Physical.Region.Offset != p.Sources[0].Start {
				t.Errorf("%+v of %+v", r, p)
			}
		}
	}
	if at != len(run.Results) {
		t.Errorf("%d results, want %d", len(run.Results), at)
	}
	for _, r := range run.Results {
		levels[r.Level]++
		if rule := run.Tool.Driver.Rules[r.RuleIndex]; rule.ID != r.RuleID || rule.Short.Text == "" || strings.Contains(rule.Short.Text, "page.") {
			t.Errorf("rule %+v of %s", rule, r.RuleID)
		}
	}
	if levels["error"] < 3 || levels["warning"] < 3 || levels["note"] < 1 || !run.Invocations[0].Successful {
		t.Errorf("levels %v, %+v", levels, run.Invocations)
	}
}

func lacking(v *analyzer.View) (n int) {
	for _, s := range v.Sections {
		if lacks(s.Status) {
			n++
		}
	}
	for _, p := range v.Points {
		if lacks(p.Status) {
			n++
		}
	}
	return n
}

// TestParts: a file that was split, or was given twice, is one artifact; a
// source that stands there twice is one related location; a fault of a rule
// without a name and a source without a file do not break the log.
func TestParts(t *testing.T) {
	all := views(checks(t)[:1], message.English)
	one, two := *all[0], *all[0]
	one.Draft.Part, two.Draft.Part = 1, 2
	one.Faults = append([]analyzer.FaultView{{ID: "x", Rule: "never_heard_of", Severity: "info", Start: 0, End: 0}}, one.Faults...)
	p := one.Reuse.Passages[0]
	p.Sources = append(p.Sources, p.Sources[0], analyzer.SourceView{})
	p.Sources[len(p.Sources)-2].Similarity = 0.1
	sources := len(p.Sources)
	one.Reuse.Passages = append([]analyzer.PassageView{p}, one.Reuse.Passages...)
	data := written(t, []*analyzer.View{&one, &two, &two}, nil, message.English)
	wantValid(t, data)
	var got log
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if n := len(got.Runs[0].Artifacts); n != 1 {
		t.Errorf("%d artifacts", n)
	}
	if name := got.Runs[0].Tool.Driver.Rules[0].Short.Text; name != "Fault in the text" {
		t.Errorf("a rule without a name is called %q", name)
	}
	for _, r := range got.Runs[0].Results {
		if r.Related != nil {
			if len(r.Related) != sources-1 {
				t.Errorf("%d related locations of %d sources", len(r.Related), sources)
			}
			break
		}
	}
}

func TestEmpty(t *testing.T) {
	wantValid(t, written(t, nil, nil, message.Chinese))
}

func TestFileURI(t *testing.T) {
	for _, c := range []struct{ name, want, path string }{
		{"a.docx", "a.docx", "a.docx"},
		{"稿件/a b.docx", "%E7%A8%BF%E4%BB%B6/a%20b.docx", "稿件/a b.docx"},
		{"a:b.txt", "./a:b.txt", "./a:b.txt"},
		{"50%.txt", "50%25.txt", "50%.txt"},
		{"a#b?c.txt", "a%23b%3Fc.txt", "a#b?c.txt"},
		{"x.zip/里面.txt", "x.zip/%E9%87%8C%E9%9D%A2.txt", "x.zip/里面.txt"},
		{"../a.txt", "../a.txt", "../a.txt"},
		{"/srv/a b.txt", "file:///srv/a%20b.txt", "/srv/a b.txt"},
		{"//host/a.txt", "file:///host/a.txt", "/host/a.txt"},
		{`C:\稿\a.txt`, "file:///C:/%E7%A8%BF/a.txt", "/C:/稿/a.txt"},
		{`a\b.txt`, "a%5Cb.txt", `a\b.txt`},
		{"-", "-", "-"},
		{"a\nb\x00.txt", "a%0Ab%00.txt", "a\nb\x00.txt"},
		{"a\xffb.txt", "a%FFb.txt", "a\xffb.txt"},
		{`<"{|}">^[1].txt`, "%3C%22%7B%7C%7D%22%3E%5E%5B1%5D.txt", `<"{|}">^[1].txt`},
	} {
		got := fileURI(c.name)
		u, err := url.Parse(got)
		if got != c.want || err != nil || u.Path != c.path || u.Host != "" {
			t.Errorf("%q: %q, %+v, %v", c.name, got, u, err)
		}
		v := &analyzer.View{}
		v.Draft.File, v.Draft.SHA256 = c.name, strings.Repeat("0", 64)
		v.Faults = []analyzer.FaultView{{Rule: "numbering", Severity: "info", Text: c.name}}
		wantValid(t, written(t, []*analyzer.View{v}, []batch.FailureView{{File: c.name, Message: c.name}}, message.Chinese))
	}
}
