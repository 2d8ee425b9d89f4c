package api_test

import (
	"bufio"
	"io"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"hegao/analyzer"
	"hegao/analyzer/extract/docx/docxtest"
	"hegao/corpus"
	"hegao/server/service"
	"hegao/server/servicetest"
)

// event is one server-sent event.
type event struct{ name, id, data string }

// events reads a stream to its end.
func (c *client) events(path string) []event {
	c.Helper()
	resp, err := c.server.Client().Do(c.request("GET", path, "", nil))
	if err != nil {
		c.Fatal(err)
	}
	defer resp.Body.Close()
	if t := resp.Header.Get("Content-Type"); resp.StatusCode != 200 || t != "text/event-stream" {
		c.Fatalf("%d %s", resp.StatusCode, t)
	}
	return parseEvents(c, resp.Body)
}

func parseEvents(t testing.TB, r io.Reader) []event {
	t.Helper()
	var all []event
	var now event
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		field, value, _ := strings.Cut(lines.Text(), ": ")
		switch field {
		case "event":
			now.name = value
		case "id":
			now.id = value
		case "data":
			now.data = value
		case "":
			if now != (event{}) {
				all = append(all, now)
			}
			now = event{}
		default:
			t.Errorf("unexpected line %q", lines.Text())
		}
	}
	if err := lines.Err(); err != nil {
		t.Error(err)
	}
	return all
}

// follow reads a job's events to the end and returns its last state.
func (c *client) follow(id string) service.Job {
	c.Helper()
	all := c.events("/api/v1/jobs/" + id + "/events")
	if len(all) == 0 {
		c.Fatal("no events")
	}
	var last service.Job
	for i, e := range all {
		c.spec.validate(c, "/components/schemas/Job", []byte(e.data))
		job := decode[service.Job](c.T, answer{nil, []byte(e.data)})
		if e.name != "job" || e.id != strconv.Itoa(job.Revision) || i > 0 && job.Revision <= last.Revision {
			c.Errorf("event %+v after revision %d", e, last.Revision)
		}
		last = job
	}
	if last.State == service.JobRunning {
		c.Errorf("the stream ended before the job: %+v", last)
	}
	return last
}

// Guards: an import from the upload to the text in search, told step by
// step.
func TestImport(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	reports := servicetest.Reports()
	sent := []file{
		{"汇编.zip", zipped(t, reports[1:])},
		{reports[0].Name, []byte(reports[0].Text)},
		{"copy.txt", []byte(reports[0].Text)},
		{"broken.docx", docxtest.Build(docxtest.Doc{Body: "<w:p>"})},
	}
	made := c.postForm("/api/v1/reports?lang=en", map[string]string{"unit": "青溪县", "type": "work-summary"}, sent, 202)
	job := decode[service.Job](t, made)
	if location := made.Header.Get("Location"); location != "/api/v1/jobs/"+job.ID {
		t.Errorf("Location %q", location)
	}
	last := c.follow(job.ID)
	want := corpus.Summary{Files: 4, Added: 4, Linked: 1, Failed: 1}
	if last.State != service.JobDone || last.Summary != want || last.Files != 4 || last.Of != 4 {
		t.Errorf("%+v", last)
	}
	for _, line := range last.Reports {
		if line.Status == corpus.StatusFailed && (line.File != "broken.docx" || !strings.Contains(line.Reason, "damaged")) {
			t.Errorf("%+v", line)
		}
	}
	if again := decode[service.Job](t, c.get("/api/v1/jobs/"+job.ID, 200)); again.Revision != last.Revision {
		t.Errorf("revision %d after %d", again.Revision, last.Revision)
	}
	if found := c.search(url.Values{"unit": {"青溪县"}, "type": {"work-summary"}}); found.Total != 4 {
		t.Errorf("%+v", found)
	}
}

// Guards: a browser that connects again after the end is told to stop.
func TestEventsAfterTheEnd(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	job := decode[service.Job](t, c.postForm("/api/v1/reports", nil, []file{draftFile()}, 202))
	last := c.follow(job.ID)
	if all := c.events("/api/v1/jobs/" + job.ID + "/events"); len(all) != 1 {
		t.Errorf("%d events of a job that has ended", len(all))
	}
	r := c.request("GET", "/api/v1/jobs/"+job.ID+"/events", "", nil)
	r.Header.Set("Last-Event-ID", strconv.Itoa(last.Revision))
	c.do(r, 204)
	wantProblem(t, c.get("/api/v1/jobs/nothing/events", 404), "job_missing")
	wantProblem(t, c.get("/api/v1/jobs/nothing", 404), "job_missing")
}

// Guards: imports that make no sense start no job.
func TestRefusedImports(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	wantProblem(t, c.postForm("/api/v1/reports", nil, nil, 400), "upload_missing")
	wantProblem(t, c.postForm("/api/v1/reports", map[string]string{"year": "0"}, []file{draftFile()}, 400), "year_invalid")
	wantProblem(t, c.postJSON("/api/v1/reports", map[string]any{"text": "x"}, 415), "media_unsupported")
	many := make([]file, 1001)
	wantProblem(t, c.postForm("/api/v1/reports", nil, many, 400), "upload_parts")
	if n := c.service.Running(); n != 0 {
		t.Errorf("%d jobs", n)
	}
}

// detail is what the tests read of a report.
type detail struct {
	corpus.ReportView
	Text      string
	Outline   []analyzer.HeadingView
	Sightings []struct{ File string }
	Family    []corpus.ReportView
}

// Guards: a report's text, its headings in code points, where it was seen,
// its kin, and the very bytes it came from.
func TestReport(t *testing.T) {
	c := withReports(t)
	first := servicetest.Reports()[0]
	version := strings.Replace(first.Text, "四艘", "五艘", 1)
	for _, f := range []file{{"copy.txt", []byte(first.Text)}, {"version.txt", []byte(version)}} {
		c.follow(decode[service.Job](t, c.postForm("/api/v1/reports", nil, []file{f}, 202)).ID)
	}
	found := c.search(url.Values{"q": {"“冲锋舟四艘”"}})
	if found.Total != 1 {
		t.Fatalf("%+v", found)
	}
	path := "/api/v1/reports/" + found.Hits[0].Report
	got := decode[detail](t, c.get(path, 200))
	if got.Text != first.Text || got.Year != 2023 || got.File != first.Name || len(got.Sightings) != 2 || got.Sightings[1].File != "copy.txt" {
		t.Errorf("%+v", got)
	}
	if len(got.Family) != 1 || got.Family[0].File != "version.txt" {
		t.Errorf("family %+v", got.Family)
	}
	if len(got.Outline) != 3 {
		t.Errorf("outline %+v", got.Outline)
	}
	for _, h := range got.Outline {
		if there := string([]rune(got.Text)[h.Start:h.End]); !strings.HasPrefix(there, h.Number) || !strings.Contains(there, h.Title) {
			t.Errorf("%+v stands at %q", h, there)
		}
	}
	original := c.get(path+"/original", 200)
	if string(original.body) != first.Text || original.Header.Get("Content-Disposition") != "attachment; filename=flood-2023.txt" {
		t.Errorf("%v", original.Header)
	}
	wantProblem(t, c.get("/api/v1/reports/0123456789abcdef", 404), "report_missing")
	wantProblem(t, c.get("/api/v1/reports/0123456789abcdef/original", 404), "report_missing")
	wantProblem(t, c.get("/api/v1/reports/..%2f..%2fetc", 404), "report_missing")
}
