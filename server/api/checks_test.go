package api_test

import (
	"encoding/json"
	"maps"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hegao/analyzer"
	"hegao/analyzer/extract/docx/docxtest"
	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
	"hegao/server/servicetest"
)

// check is what the tests read of a check.
type check struct {
	ID string `json:"id"`
	analyzer.View
}

func draftFile() file {
	d := servicetest.Draft()
	return file{d.Name, []byte(d.Text)}
}

// Guards: what a check says, and that it is kept as it was given.
func TestCheckOfAFile(t *testing.T) {
	c := withReports(t)
	made := c.postForm("/api/v1/checks", map[string]string{"year": "2024"}, []file{draftFile()}, 201)
	got := decode[check](t, made)
	if location := made.Header.Get("Location"); location != "/api/v1/checks/"+got.ID {
		t.Errorf("Location %q", location)
	}
	if got.Draft.File != "draft.txt" || got.Draft.Unit != "白沙县应急管理局" || got.Draft.Year != 2024 {
		t.Errorf("draft %+v", got.Draft)
	}
	if got.Reuse.Ratios == nil || got.Reuse.Ratios.OtherUnits == 0 || got.Stats.Reports != len(servicetest.Reports()) {
		t.Errorf("reuse %+v, stats %+v", got.Reuse, got.Stats)
	}
	wantMissing(t, got.Sections, "problems")
	wantFault(t, got.Faults, "placeholder", "XX")

	again := c.get("/api/v1/checks/"+got.ID, 200)
	if diff := cmp.Diff(decode[any](t, made), decode[any](t, again)); diff != "" {
		t.Errorf("the kept check differs:\n%s", diff)
	}
}

func wantMissing(t *testing.T, sections []analyzer.SectionView, id template.SectionID) {
	t.Helper()
	for _, s := range sections {
		if s.ID == id && s.Status == template.Missing {
			return
		}
	}
	t.Errorf("section %s is not missing: %+v", id, sections)
}

func wantFault(t *testing.T, faults []analyzer.FaultView, rule, text string) {
	t.Helper()
	runes := []rune(servicetest.Draft().Text)
	for _, f := range faults {
		if f.Rule == rule && f.Text == text {
			if string(runes[f.Start:f.End]) != text {
				t.Errorf("fault at %d…%d is %q", f.Start, f.End, string(runes[f.Start:f.End]))
			}
			return
		}
	}
	t.Errorf("no fault %s %q: %+v", rule, text, faults)
}

// Guards: the three ways to send a draft agree.
func TestCheckOfATextAndADocx(t *testing.T) {
	c := withReports(t)
	d := servicetest.Draft()
	byFile := decode[check](t, c.postForm("/api/v1/checks", nil, []file{draftFile()}, 201))
	byText := decode[check](t, c.postJSON("/api/v1/checks", map[string]any{"text": d.Text, "name": d.Name}, 201))
	if diff := cmp.Diff(byFile.Reuse, byText.Reuse); diff != "" || byFile.Draft.SHA256 != byText.Draft.SHA256 {
		t.Errorf("file and text differ:\n%s", diff)
	}
	var body strings.Builder
	for line := range strings.SplitSeq(d.Text, "\n") {
		body.WriteString(docxtest.P(line))
	}
	docx := docxtest.Build(docxtest.Doc{Body: body.String()})
	byDocx := decode[check](t, c.postForm("/api/v1/checks", nil, []file{{`C:\稿件\送审.docx`, docx}}, 201))
	if byDocx.Draft.Format != "docx" || byDocx.Draft.File != "送审.docx" || byDocx.Draft.Chars != byText.Draft.Chars {
		t.Errorf("docx %+v, text %+v", byDocx.Draft, byText.Draft)
	}
	unnamed := decode[check](t, c.postJSON("/api/v1/checks", map[string]any{"text": d.Text}, 201))
	if unnamed.Draft.File != "text.txt" {
		t.Errorf("unnamed text is called %q", unnamed.Draft.File)
	}
}

// Guards: parameters come from the body before the query, and are held.
func TestCheckParameters(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	query := "?" + url.Values{"unit": {"云坪镇"}, "year": {"2021"}, "template": {"self-inspection"}}.Encode()
	text := servicetest.Draft().Text
	for _, test := range []struct {
		name     string
		answer   answer
		unit     string
		year     int
		template template.ID
	}{
		{"query", c.postJSON("/api/v1/checks"+query, map[string]any{"text": text}, 201), "云坪镇", 2021, "self-inspection"},
		{"JSON over query", c.postJSON("/api/v1/checks"+query, map[string]any{"text": text, "unit": "教育局", "year": 2020, "template": "work-summary"}, 201),
			"教育局", 2020, "work-summary"},
		{"form over query", c.postForm("/api/v1/checks"+query, map[string]string{"unit": " 教育局 ", "year": "2020年"}, []file{draftFile()}, 201),
			"教育局", 2020, "self-inspection"},
	} {
		got := decode[check](t, test.answer)
		if got.Draft.Unit != test.unit || got.Draft.Year != test.year || got.Template.ID != test.template || got.Template.Chosen != "given" {
			t.Errorf("%s: %+v %+v", test.name, got.Draft, got.Template)
		}
	}
}

// Guards: sentences in the language asked for, from one kept result.
func TestCheckInBothLanguages(t *testing.T) {
	c := withReports(t)
	made := c.postForm("/api/v1/checks?lang=en", nil, []file{draftFile()}, 201)
	english := decode[check](t, made)
	chinese := decode[check](t, c.get("/api/v1/checks/"+english.ID, 200))
	if !strings.HasPrefix(english.Faults[0].Message, "“XX” was not") || !strings.Contains(chinese.Faults[0].Message, "没有填写") {
		t.Errorf("%q and %q", english.Faults[0].Message, chinese.Faults[0].Message)
	}
	r := c.request("GET", "/api/v1/checks/"+english.ID, "", nil)
	r.Header.Set("Accept-Language", "de, en-GB;q=0.8, zh;q=0.5")
	asked := c.do(r, 200)
	if got := decode[check](t, asked); got.Faults[0].Message != english.Faults[0].Message || asked.Header.Get("Content-Language") != "en" {
		t.Errorf("Accept-Language: %q, %q", got.Faults[0].Message, asked.Header.Get("Content-Language"))
	}
}

// comparison is what the tests read of a comparison.
type comparison struct {
	Passage     analyzer.PassageView
	Report      struct{ Report, Title string }
	Draft, Past struct {
		Text               string
		Offset, Start, End int
	}
	Edits []reuse.Edit
}

// Guards: both sides are where they say, and the edits lead from one to the
// other.
func TestPassageBesideItsSource(t *testing.T) {
	c := withReports(t)
	made := decode[check](t, c.postForm("/api/v1/checks", nil, []file{draftFile()}, 201))
	if len(made.Reuse.Passages) == 0 {
		t.Fatalf("no passages: %+v", made.Reuse)
	}
	for _, p := range made.Reuse.Passages {
		got := decode[comparison](t, c.get("/api/v1/checks/"+made.ID+"/passages/"+p.ID+"?source=0", 200))
		if diff := cmp.Diff(p, got.Passage); diff != "" || got.Report.Report != p.Sources[0].Report {
			t.Errorf("another passage or source: %s", diff)
		}
		draft, past := []rune(got.Draft.Text)[got.Draft.Start:got.Draft.End], []rune(got.Past.Text)[got.Past.Start:got.Past.End]
		if whole := []rune(servicetest.Draft().Text); string(whole[p.Start:p.End]) != string(draft) || got.Draft.Offset+got.Draft.Start != p.Start {
			t.Errorf("draft side %q, passage %q", string(draft), string(whole[p.Start:p.End]))
		}
		var from, to strings.Builder
		for _, e := range got.Edits {
			if e.Op != reuse.Added {
				from.WriteString(e.Text)
			}
			if e.Op != reuse.Removed {
				to.WriteString(e.Text)
			}
		}
		if from.String() != string(past) || to.String() != string(draft) {
			t.Errorf("edits lead from %q to %q", from.String(), to.String())
		}
		if extra := utf8.RuneCountInString(got.Past.Text) - len(past); extra > 240 {
			t.Errorf("%d characters around the passage", extra)
		}
	}
	p := made.Reuse.Passages[0]
	for _, path := range []string{"/" + p.ID + "?source=99", "/nothing"} {
		wantProblem(t, c.get("/api/v1/checks/"+made.ID+"/passages"+path, 404), "passage_missing")
	}
	wantProblem(t, c.get("/api/v1/checks/"+made.ID+"/passages/"+p.ID+"?source=-1", 400), "number_invalid")
	wantProblem(t, c.get("/api/v1/checks/nothing/passages/"+p.ID, 404), "record_missing")
}

// Guards: requests that make no sense are refused before any work, each
// with its own name.
func TestRefusedChecks(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	good := map[string]any{"text": servicetest.Draft().Text}
	with := func(key string, value any) map[string]any {
		m := maps.Clone(good)
		m[key] = value
		return m
	}
	wantProblem(t, c.postJSON("/api/v1/checks?year=soon", good, 400), "year_invalid")
	wantProblem(t, c.postJSON("/api/v1/checks", with("year", -1), 400), "year_invalid")
	wantProblem(t, c.postJSON("/api/v1/checks", with("template", "novel"), 400), "template_unknown")
	wantProblem(t, c.postJSON("/api/v1/checks", with("batch", 1), 400), "json_invalid")
	wantProblem(t, c.postJSON("/api/v1/checks", with("text", 1), 400), "json_invalid")
	wantProblem(t, c.postJSON("/api/v1/checks", map[string]any{"text": " \n"}, 422), "file_empty")
	wantProblem(t, c.postForm("/api/v1/checks", map[string]string{"year": "２０"}, []file{draftFile()}, 400), "year_invalid")
	wantProblem(t, c.postForm("/api/v1/checks", nil, nil, 400), "upload_missing")
	wantProblem(t, c.postForm("/api/v1/checks", nil, []file{draftFile(), draftFile()}, 400), "upload_several")
	wantProblem(t, c.postForm("/api/v1/checks", map[string]string{"unit": strings.Repeat("县", 5000)}, []file{draftFile()}, 413), "field_too_long")
	wantProblem(t, c.get("/api/v1/checks/nothing", 404), "record_missing")

	body, err := json.Marshal(good)
	if err != nil {
		t.Fatal(err)
	}
	for contentType, name := range map[string]string{
		"": "media_unsupported", "text/plain": "media_unsupported", "application/x-www-form-urlencoded": "media_unsupported",
	} {
		wantProblem(t, c.do(c.request("POST", "/api/v1/checks", contentType, strings.NewReader(string(body))), 415), name)
	}
	for contentType, text := range map[string]string{
		"application/json": string(body) + "{}", "multipart/form-data": "x", "multipart/form-data; boundary=b": "--b\r\nbroken",
	} {
		a := c.do(c.request("POST", "/api/v1/checks", contentType, strings.NewReader(text)), 400)
		if !strings.Contains(string(a.body), "json_invalid") {
			wantProblem(t, a, "upload_damaged")
		}
	}
}
