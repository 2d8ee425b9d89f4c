package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/batch"
	"hegao/analyzer/extract/docx"
	"hegao/analyzer/extract/limits"
	"hegao/analyzer/extract/zipfile"
	"hegao/server/service"
	"hegao/server/servicetest"
)

// batchAnswer is what the tests read of a batch.
type batchAnswer struct {
	ID, Name string
	State    service.JobState
	Stopped  bool
	Files    int
	Finished int
	Counts   service.BatchCounts
	Items    []struct{ File, State, Check, Problem string }
	Result   *batch.View
}

type letterAnswer struct {
	Draft      int
	Unit, File string
	Text       string
	Edited     bool
}

const batchShare = "建立“早看天、晚看河、夜里听预警”的办法，村干部分组住到堤上，每两小时巡查一次，查到渗水、裂缝先报后处置，全年共出动巡查人员XX人次，排除险情十九处。"

// batchFiles are three drafts in a zip, two of which share a paragraph, and
// one file that is none.
func batchFiles(t *testing.T) []file {
	var texts []servicetest.Text
	for n, unit := range []string{"云坪镇人民政府", "沙口镇人民政府", "石梁镇人民政府"} {
		body := unit + "2024年防汛工作总结\n\n一、工作开展情况\n" + servicetest.Nonsense(uint64(n), 520)
		if n < 2 {
			body += batchShare + "\n"
		}
		texts = append(texts, servicetest.Text{Name: fmt.Sprintf("%d.txt", n), Text: body})
	}
	return []file{{"各镇.zip", zipped(t, texts)}, {"坏的.docx", []byte("\x00\x01\x02")}}
}

// finished sends a batch and returns it when it is done.
func (c *client) finished(fields map[string]string) batchAnswer {
	c.Helper()
	made := c.postForm("/api/v1/batches", fields, batchFiles(c.T), 202)
	job := decode[service.Job](c, made)
	if location := made.Header.Get("Location"); location != "/api/v1/batches/"+job.ID || job.Kind != "batch" {
		c.Errorf("Location %q, %+v", location, job)
	}
	last := c.follow(job.ID)
	if last.State != service.JobDone || last.Files != 4 || last.Of != 4 || last.Summary.Failed != 1 {
		c.Errorf("%+v", last)
	}
	return decode[batchAnswer](c, c.get("/api/v1/batches/"+job.ID, 200))
}

func TestBatch(t *testing.T) {
	var nameless strings.Builder
	for i := range 300 {
		fmt.Fprintf(&nameless, "无名镇第%d村委会\n", i)
	}
	c := newClient(t, servicetest.New(t))
	b := c.finished(map[string]string{"name": "防汛总结", "roster": "云坪镇人民政府\n沙口镇人民政府\n石梁镇人民政府\n双桥镇人民政府\n" + nameless.String()})
	if b.Name != "防汛总结" || b.Counts.Drafts != 3 || b.Counts.Failed != 1 || len(b.Items) != 4 || b.Items[3].Problem == "" || b.Items[3].Check != "" {
		t.Errorf("%+v", b)
	}
	if !slices.Contains(b.Result.Roster.Missing, "双桥镇人民政府") || len(b.Result.Groups) == 0 || len(b.Result.Mistakes) == 0 || b.Result.Counts["missing"] != 301 {
		t.Errorf("%+v", b.Result.Roster)
	}
	zipped := c.get("/api/v1/batches/"+b.ID+"/drafts.zip", 200)
	commented := 0
	if err := zipfile.Each("drafts.zip", zipped.body, limits.Default(), func(name string, data []byte, err error) error {
		if err == nil && strings.HasSuffix(name, ".docx") && docx.Is(name, data) {
			commented++
		}
		return err
	}); err != nil || commented != 3 {
		t.Errorf("%d drafts with comments, %v", commented, err)
	}
	c.get("/api/v1/checks/"+b.Items[0].Check, 200)
	if en := decode[batchAnswer](t, c.get("/api/v1/batches/"+b.ID+"?lang=en", 200)); en.Items[3].Problem == b.Items[3].Problem {
		t.Error("one sentence in two languages")
	}

	list := decode[struct {
		Total   int
		Batches []batchAnswer
	}](t, c.get("/api/v1/batches?limit=5&offset=0", 200))
	if list.Total != 1 || list.Batches[0].ID != b.ID || list.Batches[0].Counts != b.Counts {
		t.Errorf("%+v", list)
	}
	book := c.get("/api/v1/batches/"+b.ID+"/workbook.xlsx?lang=zh", 200)
	if !bytes.HasPrefix(book.body, []byte("PK")) || !strings.Contains(book.Header.Get("Content-Disposition"), url.PathEscape("防汛总结")+".xlsx") {
		t.Errorf("%v", book.Header)
	}
}

func TestBatchLetters(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	path := "/api/v1/batches/" + c.finished(nil).ID + "/letters/"
	drawn := decode[letterAnswer](t, c.get(path+"1", 200))
	if drawn.Unit != "沙口镇人民政府" || drawn.Edited || drawn.Draft != 1 || drawn.Text == "" {
		t.Errorf("%+v", drawn)
	}
	put := func(body string, status int) answer {
		t.Helper()
		return c.do(c.request(http.MethodPut, path+"1", "application/json", strings.NewReader(body)), status)
	}
	if kept := decode[letterAnswer](t, put(`{"text":"请改。"}`, 200)); kept.Text != "请改。" || !kept.Edited {
		t.Errorf("%+v", kept)
	}
	wantProblem(t, put(`{"text":"  "}`, 400), "letter_empty")
	wantProblem(t, put(`{"texts":"x"}`, 400), "json_invalid")
	wantProblem(t, put(`{"text":"`+strings.Repeat("长", service.MaxLetter+1)+`"}`, 413), "letter_too_long")
	wantProblem(t, c.do(c.request(http.MethodPut, path+"1", "text/plain", strings.NewReader("x")), 415), "media_unsupported")
	if again := decode[letterAnswer](t, c.get(path+"1?lang=en", 200)); again.Text != "请改。" {
		t.Errorf("%+v", again)
	}
	if back := decode[letterAnswer](t, c.do(c.request(http.MethodDelete, path+"1", "", nil), 200)); back != drawn {
		t.Errorf("%+v", back)
	}
	for _, n := range []string{"3", "-1", "x"} {
		wantProblem(t, c.get(path+n, 404), "letter_missing")
	}
}

func TestDeletedBatch(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	path := "/api/v1/batches/" + c.finished(nil).ID
	c.do(c.request(http.MethodDelete, path, "", nil), 204)
	wantProblem(t, c.get(path, 404), "batch_missing")
	wantProblem(t, c.get(path+"/workbook.xlsx", 404), "batch_missing")
	wantProblem(t, c.do(c.request(http.MethodDelete, path, "", nil), 404), "batch_missing")
	if b := decode[batchAnswer](t, c.do(c.request(http.MethodPost, path+"/restore", "", nil), 200)); b.State != service.JobDone || b.Result == nil {
		t.Errorf("%+v", b)
	}
	c.get(path, 200)
	wantProblem(t, c.do(c.request(http.MethodPost, "/api/v1/batches/none/restore", "", nil), 404), "batch_missing")
}

func TestRefusedBatches(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	wantProblem(t, c.postForm("/api/v1/batches", nil, nil, 400), "upload_missing")
	wantProblem(t, c.postJSON("/api/v1/batches", map[string]any{"text": "x"}, 415), "media_unsupported")
	wantProblem(t, c.postForm("/api/v1/batches", map[string]string{"template": "none"}, []file{draftFile()}, 400), "template_unknown")
	wantProblem(t, c.postForm("/api/v1/batches", map[string]string{"roster": strings.Repeat("长", service.MaxRoster/3+1)}, []file{draftFile()}, 413), "file_too_large")
	many := make([]servicetest.Text, service.MaxBatch+1)
	for i := range many {
		many[i] = servicetest.Text{Name: fmt.Sprint(i), Text: "x"}
	}
	wantProblem(t, c.postForm("/api/v1/batches", nil, []file{{"a.zip", zipped(t, many)}}, 413), "batch_too_large")
	wantProblem(t, c.get("/api/v1/batches?limit=0", 400), "number_invalid")
	wantProblem(t, c.get("/api/v1/batches?offset=x", 400), "number_invalid")
	wantProblem(t, c.get("/api/v1/batches/none", 404), "batch_missing")
	if n := c.service.Running(); n != 0 {
		t.Errorf("%d jobs", n)
	}
}
