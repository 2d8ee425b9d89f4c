package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"hegao/server/service"
	"hegao/server/servicetest"
)

type decisionJSON struct{ Kind, ID, State, Reason, Words string }

type checkJSON struct {
	ID       string
	Before   string
	Faults   []struct{ ID, Text string }
	Sections []struct{ ID, Status string }
	Changes  *struct {
		Mended []struct{ ID string }
		Kept   int
	}
}

// checkedDraft checks servicetest.Draft, with words put in the place of others.
func checkedDraft(c *client, before string, words ...string) checkJSON {
	c.Helper()
	text := strings.NewReplacer(words...).Replace(servicetest.Draft().Text)
	return decode[checkJSON](c, c.postJSON("/api/v1/checks", map[string]any{"text": text, "name": "稿.txt", "before": before}, http.StatusCreated))
}

// Guards: a decision holds for the unit, in a later version of the draft and
// in no other unit's, and can be taken back.
func TestDecisions(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	first := checkedDraft(c, "")
	if len(first.Faults) == 0 {
		t.Fatal("the draft has no faults")
	}
	list := func(a answer) string {
		var said []string
		for _, d := range decode[struct{ Decisions []decisionJSON }](t, a).Decisions {
			said = append(said, fmt.Sprint(d.Kind, " ", d.ID, " ", d.State, " ", d.Reason))
		}
		return strings.Join(said, ", ")
	}
	path := func(x checkJSON) string { return "/api/v1/checks/" + x.ID + "/decisions" }
	decide := func(kind, id, state, reason string) map[string]string {
		return map[string]string{"kind": kind, "id": id, "state": state, "reason": reason}
	}
	fault := first.Faults[0].ID
	want := "fault " + fault + " dismissed 已核对"
	if got := list(c.postJSON(path(first), decide("fault", fault, "dismissed", " 已核对 "), http.StatusOK)); got != want {
		t.Errorf("got %q", got)
	}
	later := checkedDraft(c, first.ID, "五百", "六百", "明年三月底前", "明年四月底前")
	for _, x := range []checkJSON{first, later} {
		if got := list(c.get(path(x), http.StatusOK)); got != want {
			t.Errorf("got %q", got)
		}
	}
	other := checkedDraft(c, "", "白沙县应急管理局", "黑沙县应急管理局")
	if got := list(c.get(path(other), http.StatusOK)); got != "" {
		t.Errorf("another unit has %q", got)
	}
	if got := list(c.postJSON(path(first), decide("fault", fault, "mended", ""), http.StatusOK)); got != "fault "+fault+" mended " {
		t.Errorf("got %q", got)
	}
	if got := list(c.get(path(later), http.StatusOK)); got != "" {
		t.Errorf("what was mended holds for another check: %q", got)
	}
	c.postJSON(path(first), decide("section", "problems", "dismissed", "另有专题报告"), http.StatusOK)
	unit := "/api/v1/decisions?unit=" + "%E7%99%BD%E6%B2%99%E5%8E%BF%E5%BA%94%E6%80%A5%E7%AE%A1%E7%90%86%E5%B1%80"
	if got := list(c.get(unit, http.StatusOK)); got != "section problems dismissed 另有专题报告" {
		t.Errorf("for the unit: %q", got)
	}
	for _, q := range []string{"?kind=fault&finding=" + fault, "?kind=section&finding=problems"} {
		c.do(c.request("DELETE", path(first)+q, "", nil), http.StatusOK)
	}
	if got := list(c.get(path(first), http.StatusOK)) + list(c.get(unit, http.StatusOK)); got != "" {
		t.Errorf("taken back, and yet %q", got)
	}
}

// Guards: what cannot be decided says why.
func TestDecisionsRefused(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	x := checkedDraft(c, "")
	path := "/api/v1/checks/" + x.ID + "/decisions"
	body := func(kind, id, state, reason string) map[string]string {
		return map[string]string{"kind": kind, "id": id, "state": state, "reason": reason}
	}
	for name, b := range map[string]struct {
		body   any
		status int
	}{
		"no reason":      {body("fault", x.Faults[0].ID, "dismissed", " "), http.StatusBadRequest},
		"a long reason":  {body("fault", x.Faults[0].ID, "dismissed", strings.Repeat("长", 201)), http.StatusBadRequest},
		"another state":  {body("fault", x.Faults[0].ID, "gone", "x"), http.StatusBadRequest},
		"no such fault":  {body("fault", "none", "mended", ""), http.StatusNotFound},
		"no such kind":   {body("thing", x.Faults[0].ID, "mended", ""), http.StatusNotFound},
		"unknown fields": {map[string]string{"x": "y"}, http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) { c.postJSON(path, b.body, b.status) })
	}
	c.get("/api/v1/checks/none/decisions", http.StatusNotFound)
	c.do(c.request("DELETE", path+"?kind=thing&finding=x", "", nil), http.StatusNotFound)
}

// Guards: a check after another says what changed; a heading that was pointed
// out serves its section the next time.
func TestCheckAgain(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	first := checkedDraft(c, "", "二、下一步打算", "二、短板和堵点\n仓库里只有一台老抽水机，人手也少。\n三、下一步打算")
	mended := checkedDraft(c, first.ID, "XX次", "四次", "二、下一步打算", "二、短板和堵点\n仓库里只有一台老抽水机，人手也少。\n三、下一步打算")
	if mended.Before != first.ID || mended.Changes == nil || len(mended.Changes.Mended) == 0 {
		t.Fatalf("%+v", mended)
	}
	if again := decode[checkJSON](t, c.get("/api/v1/checks/"+mended.ID, http.StatusOK)); again.Changes == nil || again.Before != first.ID {
		t.Errorf("%+v", again)
	}
	c.postJSON("/api/v1/checks", map[string]any{"text": "字", "before": "none"}, http.StatusNotFound)
	taught := c.postJSON("/api/v1/checks/"+first.ID+"/headings", map[string]string{"section": "problems", "heading": "短板和堵点"}, http.StatusOK)
	if !strings.Contains(string(taught.body), "短板和堵点") {
		t.Errorf("%s", taught.body)
	}
	last := checkedDraft(c, mended.ID, "XX次", "四次", "二、下一步打算", "二、短板和堵点\n仓库里只有一台老抽水机，人手也少。\n三、下一步打算")
	for _, s := range last.Sections {
		if s.ID == "problems" && s.Status == "missing" {
			t.Errorf("it is still missing: %+v", last.Sections)
		}
	}
	c.postJSON("/api/v1/checks/"+first.ID+"/headings", map[string]string{"section": "problems", "heading": "没有这个标题"}, http.StatusNotFound)
	c.postJSON("/api/v1/checks/"+first.ID+"/headings", map[string]string{"section": "none", "heading": "短板和堵点"}, http.StatusNotFound)
}

// Guards: whoever prefers not to wait gets a job, which leads to the check.
func TestCheckAsJob(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	contentType, body := form(t, nil, []file{{"稿.txt", []byte(servicetest.Draft().Text)}})
	r := c.request("POST", "/api/v1/checks", contentType, bytes.NewReader(body))
	r.Header.Set("Prefer", "respond-async")
	type jobJSON struct{ ID, Kind, State, Stage, Check, File string }
	started := c.do(r, http.StatusAccepted)
	job := decode[jobJSON](t, started)
	if started.Header.Get("Location") != "/api/v1/jobs/"+job.ID || job.Kind != "check" || job.File != "稿.txt" {
		t.Errorf("%+v at %s", job, started.Header.Get("Location"))
	}
	if err := c.service.Watch(t.Context(), job.ID, func(service.Job) bool { return true }); err != nil {
		t.Fatal(err)
	}
	job = decode[jobJSON](t, c.get("/api/v1/jobs/"+job.ID, http.StatusOK))
	if job.State != "done" || job.Stage != "keeping" {
		t.Errorf("%+v", job)
	}
	c.get("/api/v1/checks/"+job.Check, http.StatusOK)
}
