package api_test

import (
	"archive/zip"
	"bytes"
	"net/url"
	"strings"
	"testing"

	"hegao/analyzer/align"
	"hegao/server/servicetest"
)

type found struct {
	Total int
	Hits  []struct {
		Report, Title, Unit string
		Year                int
	}
}

func (c *client) first() (name, title string) {
	c.Helper()
	hits := decode[found](c, c.get("/api/v1/search", 200)).Hits
	if len(hits) == 0 {
		c.Fatal("no reports")
	}
	return hits[0].Report, hits[0].Title
}

func TestCorrectAndDelete(t *testing.T) {
	c := withReports(t)
	name, title := c.first()
	at := "/api/v1/reports/" + name
	send := func(method, path, body string, status int) answer {
		t.Helper()
		return c.do(c.request(method, path, "application/json", strings.NewReader(body)), status)
	}
	got := decode[struct {
		Title, Unit string
		Year        int
	}](t, send("PATCH", at, `{"unit":"白沙县水务局","year":2019}`, 200))
	if got.Title != title || got.Unit != "白沙县水务局" || got.Year != 2019 {
		t.Errorf("%+v", got)
	}
	if f := decode[found](t, c.get("/api/v1/search?year=2019&unit="+url.QueryEscape("白沙县水务局"), 200)); f.Total != 1 || f.Hits[0].Report != name {
		t.Errorf("%+v", f)
	}
	wantProblem(t, send("PATCH", at, `{"title":" "}`, 400), "report_untitled")
	wantProblem(t, send("PATCH", at, `{"year":-1}`, 400), "number_invalid")
	wantProblem(t, send("PATCH", at, `{"name":"x"}`, 400), "json_invalid")
	wantProblem(t, send("PATCH", "/api/v1/reports/0123456789abcdef", `{}`, 404), "report_missing")

	c.do(c.request("DELETE", at, "", nil), 204)
	wantProblem(t, c.get(at, 404), "report_missing")
	if list := decode[struct{ Reports []struct{ Report string } }](t, c.get("/api/v1/deleted-reports", 200)); len(list.Reports) != 1 || list.Reports[0].Report != name {
		t.Errorf("%+v", list)
	}
	c.do(c.request("POST", "/api/v1/deleted-reports/"+name+"/restore", "", nil), 200)
	c.get(at, 200)
	wantProblem(t, c.do(c.request("POST", "/api/v1/deleted-reports/"+name+"/restore", "", nil), 404), "report_missing")
}

func TestCompare(t *testing.T) {
	c := withReports(t)
	reports := servicetest.Reports()
	name, _ := c.first()
	type row struct{ Kind align.Kind }
	same := decode[struct{ Rows []row }](t, c.get("/api/v1/reports/"+name+"/compare?with="+name, 200))
	for _, r := range same.Rows {
		if r.Kind != align.Same {
			t.Errorf("a text beside itself: %+v", r)
		}
	}
	check := decode[struct{ ID string }](t, c.postJSON("/api/v1/checks", map[string]any{"text": reports[0].Text}, 201))
	if got := decode[struct{ Rows []row }](t, c.get("/api/v1/checks/"+check.ID+"/compare?with="+name, 200)); len(got.Rows) == 0 || len(same.Rows) == 0 {
		t.Errorf("%+v", got)
	}
	wantProblem(t, c.get("/api/v1/reports/"+name+"/compare", 404), "last_year_missing")
	wantProblem(t, c.get("/api/v1/checks/none/compare?with="+name, 404), "record_missing")
}

func TestExportZip(t *testing.T) {
	c := withReports(t)
	a := c.get("/api/v1/export?files=originals", 200)
	z, err := zip.NewReader(bytes.NewReader(a.body), int64(len(a.body)))
	if err != nil || len(z.File) != len(servicetest.Reports())+1 {
		t.Errorf("%v, %v", z, err)
	}
}

func TestSearchSectionAndFamilies(t *testing.T) {
	c := withReports(t)
	c.get("/api/v1/search?distinct=true", 200)
	c.get("/api/v1/search?section=problems", 200)
	wantProblem(t, c.get("/api/v1/search?section=nothing", 400), "section_role")
}

func TestTrialOfImport(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	files := []file{{"a.txt", []byte(servicetest.Reports()[0].Text)}}
	c.postForm("/api/v1/reports", map[string]string{"try": "true"}, files, 202)
	c.service.Wait()
	if n := c.service.Archive().Reports(); n != 0 {
		t.Errorf("the trial took in %d reports", n)
	}
}

const pump = "id: pump\nname: 泵站总结\nextends: work-summary\nsections:\n  - {id: water, name: 水质, required: true, headings: [水质化验], examples: {must: [水费收缴]}}\n"

func TestTemplateTrials(t *testing.T) {
	c := withReports(t)
	try := func(source, query string, status int) answer {
		t.Helper()
		return c.do(c.request("POST", "/api/v1/template-trials"+query, "application/yaml", strings.NewReader(source)), status)
	}
	type trial struct {
		Mistakes []struct{ Line, Column int }
		Examples int
		Failures []struct{ Line int }
		Trial    *struct{ Reports int }
	}
	if got := decode[trial](t, try(pump, "?last=30", 200)); len(got.Mistakes) != 0 || len(got.Failures) != 1 || got.Failures[0].Line != 5 || got.Trial == nil {
		t.Errorf("%+v", got)
	}
	if got := decode[trial](t, try(strings.Replace(pump, "name: 泵", "nome: 泵", 1), "", 200)); len(got.Mistakes) == 0 || got.Mistakes[0].Line == 0 || got.Trial != nil {
		t.Errorf("%+v", got)
	}
	wantProblem(t, try(pump, "?last=9999", 400), "number_invalid")
	if _, ok := c.service.Templates().Get("pump"); ok {
		t.Error("the trial kept the template")
	}
}

func TestDraftAndDeleteTemplate(t *testing.T) {
	c := withReports(t)
	name, _ := c.first()
	files := []file{{"a.txt", []byte(servicetest.Reports()[0].Text)}}
	source := c.postForm("/api/v1/template-drafts", map[string]string{"reports": name}, files, 200)
	if !strings.Contains(string(source.body), "章节") && !strings.Contains(string(source.body), "sections") {
		t.Errorf("%s", source.body)
	}
	wantProblem(t, c.postForm("/api/v1/template-drafts", nil, files, 400), "template_models")
	c.do(c.request("PUT", "/api/v1/templates/pump", "application/yaml", strings.NewReader(pump)), 201)
	c.do(c.request("DELETE", "/api/v1/templates/pump", "", nil), 204)
	wantProblem(t, c.do(c.request("DELETE", "/api/v1/templates/pump", "", nil), 404), "template_unknown")
	wantProblem(t, c.do(c.request("DELETE", "/api/v1/templates/work-summary", "", nil), 404), "template_unknown")
}
