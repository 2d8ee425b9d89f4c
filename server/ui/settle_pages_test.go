package ui

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"hegao/server/service"
)

// about is what a card's form sends for the first finding that has these
// words.
func about(t *testing.T, c *service.Checked, words string) string {
	t.Helper()
	for _, f := range service.FindingsOf(c.Report) {
		if strings.Contains(f.Words, words) {
			return f.String()
		}
	}
	t.Fatalf("no finding on %q", words)
	return ""
}

// Guards: the whole way of a decision without JavaScript: the form, the fold,
// the figures, the list of the unit, and back.
func TestDecideWithoutScripts(t *testing.T) {
	h := newHouse(t, Options{})
	c := h.checked("样稿.txt", sample(t))
	path, finding := "/checks/"+c.ID, about(t, c, "XX")
	count := func(settled int) string { return fmt.Sprintf("<strong>%d 处</strong>", len(c.Report.Faults)-settled) }
	page := h.get(path)
	page.has(t, `<form method="post" action="`+path+`/decisions"`, `name="finding" value="`+finding+`"`, "不是问题…", "已改", `name="reason" required maxlength="200"`, count(0))
	page.without(t, "fold-dismissed", "fold-mended")

	sent := h.post(path+"/decisions", url.Values{"finding": {finding}, "state": {"dismissed"}, "reason": {"<b>原文如此</b>"}, "card": {"cf1"}})
	sent.is(t, http.StatusSeeOther)
	if at := sent.header.Get("Location"); at != path+"#cf1" {
		t.Errorf("it leads to %s", at)
	}
	page = h.get(path)
	page.has(t, `id="fold-dismissed"`, "不是问题的 1 条", "&lt;b&gt;原文如此&lt;/b&gt;", count(1), `value="undo"`, "全部“不是问题”记录")
	checkAnchors(t, page.body)
	list := h.get("/decisions?" + url.Values{"unit": {c.Report.Draft.Unit}}.Encode())
	list.has(t, "没有填写", "<q><bdi>XX</bdi></q>", "理由：<bdi>&lt;b&gt;原文如此&lt;/b&gt;</bdi>", `value="`+finding+`"`)
	again := h.checked("样稿.txt", sample(t))
	h.get("/checks/"+again.ID).has(t, "不是问题的 1 条", count(1))

	h.post("/decisions", url.Values{"unit": {c.Report.Draft.Unit}, "finding": {finding}}).is(t, http.StatusSeeOther)
	h.get("/checks/"+again.ID).without(t, "fold-dismissed")
	h.post(path+"/decisions", url.Values{"finding": {finding}, "state": {"mended"}}).is(t, http.StatusSeeOther)
	h.get(path).has(t, `id="fold-mended"`, count(1), "另有 1 处标为已改", `<mark class="fault done"`)
	h.get("/checks/"+again.ID).without(t, "fold-mended")
	h.post(path+"/decisions", url.Values{"finding": {finding}, "state": {"undo"}}).is(t, http.StatusSeeOther)
	h.get(path).without(t, "fold-mended")
}

// Guards: a script gets the result anew in place of a redirect.
func TestDecideByScript(t *testing.T) {
	h := newHouse(t, Options{})
	c := h.checked("样稿.txt", sample(t))
	form := url.Values{"finding": {about(t, c, "XX")}, "state": {"dismissed"}, "reason": {"x"}}
	req := httptest.NewRequest(http.MethodPost, "/checks/"+c.ID+"/decisions", strings.NewReader(form.Encode()))
	req.Header.Set(echo.HeaderContentType, echo.MIMEApplicationForm)
	req.Header.Set("X-Fragment", "1")
	got := h.do(req)
	got.is(t, http.StatusOK)
	got.has(t, `id="fold-dismissed"`, `id="numbers"`)
	got.without(t, "<html")
}

// Guards: a section that was explained is missing no more, nor is it counted.
func TestDismissedSection(t *testing.T) {
	h := newHouse(t, Options{})
	c := h.checked("样稿.txt", sample(t))
	h.get("/checks/"+c.ID).has(t, "缺 1 节")
	h.post("/checks/"+c.ID+"/decisions", url.Values{"finding": {about(t, c, "存在问题")}, "state": {"dismissed"}, "reason": {"另有文件写这部分"}})
	page := h.get("/checks/" + c.ID)
	page.has(t, "缺 0 节", "已说明")
	checkAnchors(t, page.body)
}

// Guards: a passage that is no problem leaves the ratio by a step of its own,
// which lists it; the headline is the last step.
func TestDismissedPassage(t *testing.T) {
	h, c := crowded(t)
	finding := ""
	for _, f := range service.FindingsOf(c.Report) {
		if f.Kind == service.PassageFinding {
			finding = f.String()
		}
	}
	page := h.get("/checks/" + c.ID)
	page.has(t, "总重复", "这一步去掉 1 处，120 字：", `title="这一步没有去掉什么"`)
	page.without(t, "去“不是问题”")
	h.post("/checks/"+c.ID+"/decisions", url.Values{"finding": {finding}, "state": {"dismissed"}, "reason": {"本单位习惯这样写"}})
	page = h.get("/checks/" + c.ID)
	page.has(t, "去“不是问题”", "这一步去掉 1 处，60 字：", `<strong>0%</strong>`)
	page.without(t, `<mark class="other"`)
	checkAnchors(t, page.body)
}

func TestDecideRefuses(t *testing.T) {
	h := newHouse(t, Options{})
	c := h.checked("样稿.txt", sample(t))
	path := "/checks/" + c.ID + "/decisions"
	for name, x := range map[string]struct {
		values url.Values
		status int
		words  string
	}{
		"no finding":  {url.Values{"state": {"mended"}}, http.StatusBadRequest, ""},
		"no reason":   {url.Values{"state": {"dismissed"}, "finding": {about(t, c, "XX")}}, http.StatusBadRequest, "没有写理由"},
		"another":     {url.Values{"state": {"mended"}, "finding": {"fault:none"}}, http.StatusNotFound, "fault:none"},
		"no such":     {url.Values{"state": {"mended"}, "finding": {"<x>"}}, http.StatusNotFound, "&lt;x&gt;"},
		"other state": {url.Values{"state": {"x"}, "finding": {about(t, c, "XX")}}, http.StatusBadRequest, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := h.post(path, x.values)
			got.is(t, x.status)
			got.has(t, x.words)
		})
	}
	for _, card := range []string{"javascript:x", "x", "cf1\"", "cz1"} {
		sent := h.post(path, url.Values{"finding": {about(t, c, "XX")}, "state": {"mended"}, "card": {card}})
		if at := sent.header.Get("Location"); at != "/checks/"+c.ID {
			t.Errorf("%q leads to %s", card, at)
		}
	}
}

// Guards: what was guessed can be mended in place: the same file is checked
// again, and what was left as it was is guessed anew.
func TestMendTheFacts(t *testing.T) {
	h := newHouse(t, Options{})
	c := h.checked("样稿.txt", sample(t))
	page := h.get("/checks/" + c.ID)
	page.has(t, `action="/checks/`+c.ID+`/again"`, `name="name" value="样稿.txt"`, `name="unit" value="青溪县妇幼保健院"`, `name="year" value="2025"`, "自动判断（工作总结）", "上传改好的稿子")
	sent := h.do(uploadOf(t, "/checks/"+c.ID+"/again", nil, map[string]string{"name": "终稿", "unit": "青溪县妇幼保健院", "year": "2019", "type": "self-inspection"}))
	sent.is(t, http.StatusSeeOther)
	id := strings.TrimPrefix(sent.header.Get("Location"), "/checks/")
	next, err := h.service.LoadCheck(t.Context(), id)
	check(t, err)
	if d := next.Report.Draft; d.File != "终稿.txt" || d.Year != 2019 || next.Asked.Unit != "" || next.Asked.Template != "self-inspection" || next.Before != c.ID || d.SHA256 != c.Report.Draft.SHA256 {
		t.Errorf("%+v, asked %+v", d, next.Asked)
	}
	h.get("/checks/"+id).has(t, "同一篇稿子，条件改了", "年度 2019 年", "（指定）", `<option value="self-inspection" selected>`)
	h.do(uploadOf(t, "/checks/"+c.ID+"/again", nil, map[string]string{"year": "明年", "type": ""})).is(t, http.StatusBadRequest)
	h.do(uploadOf(t, "/checks/"+c.ID+"/again", nil, nil)).is(t, http.StatusBadRequest)
	h.do(uploadOf(t, "/checks/none/again", nil, map[string]string{"type": ""})).is(t, http.StatusNotFound)
}

// Guards: an edited draft is held against the check before.
func TestCheckAgain(t *testing.T) {
	h := newHouse(t, Options{})
	c := h.checked("样稿.txt", sample(t))
	h.post("/checks/"+c.ID+"/decisions", url.Values{"finding": {about(t, c, "20XX年")}, "state": {"mended"}})
	edited := []byte(strings.Replace(string(sample(t)), "XX", "12", 1))
	sent := h.do(uploadOf(t, "/checks/"+c.ID+"/again", map[string][]byte{"改好<的>.txt": edited}, nil))
	page := h.get(sent.header.Get("Location"))
	page.has(t, "已改 1 处", "新增 0 处", "没有填写：XX", `href="/checks/`+c.ID+`"`, "上次标为已改，这次还在", "改好&lt;的&gt;.txt")
	checkAnchors(t, page.body)
}

// Guards: a heading that is pointed out serves its section at once, for the
// unit, and what is looked for is listed.
func TestPointOutASection(t *testing.T) {
	h := newHouse(t, Options{})
	text := strings.Replace(string(sample(t)), "三、培训、演练和宣传", "三、卡脖子的事和堵点", 1)
	c := h.checked("样稿.txt", []byte(text))
	page := h.get("/checks/" + c.ID)
	page.has(t, "缺 1 节", "指出这一节…", `<option value="卡脖子的事和堵点" data-at="h`, "认得的标题写法", `name="section" value="problems"`)
	sent := h.post("/checks/"+c.ID+"/teach", url.Values{"section": {"problems"}, "heading": {"卡脖子的事和堵点"}})
	sent.is(t, http.StatusSeeOther)
	h.get(sent.header.Get("Location")).has(t, "缺 0 节", "同一篇稿子，条件改了")
	if s, ok := h.service.Templates().Source("work-summary"); !ok || !strings.Contains(s, "卡脖子的事和堵点") {
		t.Errorf("the unit's template is %q", s)
	}
	h.post("/checks/"+c.ID+"/teach", url.Values{"section": {"problems"}, "heading": {"没有的"}}).is(t, http.StatusNotFound)
	h.get("/checks/"+h.checked("别的.txt", []byte(text)).ID).has(t, "缺 0 节")
}

// Guards: a check that takes long leads to a page that follows it, with and
// without scripts, and from there to the result.
func TestLongCheckIsFollowed(t *testing.T) {
	h := newHouse(t, Options{Patience: -1})
	sent := h.do(uploadOf(t, "/", map[string][]byte{"大<文>件.txt": sample(t)}, nil))
	sent.is(t, http.StatusSeeOther)
	at := sent.header.Get("Location")
	if !strings.HasPrefix(at, "/checks/jobs/") {
		t.Fatalf("it leads to %s", at)
	}
	check(t, h.service.Watch(t.Context(), strings.TrimPrefix(at, "/checks/jobs/"), func(service.Job) bool { return true }))
	req := httptest.NewRequest(http.MethodGet, at, nil)
	req.Header.Set("X-Fragment", "1")
	fragment := h.do(req)
	fragment.has(t, `data-next="/checks/`, "大&lt;文&gt;件.txt", "核完了")
	done := h.get(at)
	done.is(t, http.StatusSeeOther)
	h.get(done.header.Get("Location")).has(t, "青溪县妇幼保健院2025年度安全生产工作总结")

	sent = h.do(uploadOf(t, "/", map[string][]byte{"坏的.docx": []byte("PK\x03\x04 no zip")}, nil))
	at = sent.header.Get("Location")
	check(t, h.service.Watch(t.Context(), strings.TrimPrefix(at, "/checks/jobs/"), func(service.Job) bool { return true }))
	page := h.get(at)
	page.is(t, http.StatusOK)
	page.has(t, "没有核成", "坏的.docx", `class="problem"`)
	page.without(t, `http-equiv="refresh"`)
	h.get("/checks/jobs/none").is(t, http.StatusNotFound)
}

func TestReadingShowsTheStages(t *testing.T) {
	view := readingOf(visitIn("zh"), service.Job{State: service.JobRunning, Stage: service.StageChecking})
	var got []string
	for _, s := range view.Stages {
		got = append(got, s.State.Word)
	}
	if s := strings.Join(got, " "); s != "完成 进行中 等待" || !view.Running || view.Result != "" {
		t.Errorf("%s, %+v", s, view)
	}
}

// Guards: the commented draft and the sheet are offered, and what was called no
// problem is not in them.
func TestCopiesLeaveOutTheDismissed(t *testing.T) {
	h := newHouse(t, Options{})
	c := h.checked("样稿.txt", sample(t))
	at := "/checks/" + c.ID
	h.get(at).has(t, `href="/api/v1/checks/`+c.ID+`/draft.docx?lang=zh"`, `/sheet.html?lang=zh"`)
	before := h.get("/api/v1/checks/" + c.ID + "/sheet.html?lang=zh").body
	id := about(t, c, "XX")
	h.post(at+"/decisions", url.Values{"finding": {id}, "state": {"dismissed"}, "reason": {"示例"}})
	if after := h.get("/api/v1/checks/" + c.ID + "/sheet.html?lang=zh").body; after == before {
		t.Error("the sheet still counts what was called no problem")
	}
}

// Guards: names and texts made to harm stand on the page as what they are.
func TestHostileDraft(t *testing.T) {
	h := newHouse(t, Options{})
	name := "\u202egpj.<img src=x onerror=alert(1)>" + strings.Repeat("长", 10_000) + "😀.txt"
	unit := `"><svg onload=alert(1)>局`
	text := "青溪县某局2025年工作总结\n一、<script>alert(1)</script>\n召开会议XX次，<svg onload=alert(2)>\u202e倒过来\u2066。😀\n二、下一步打算\n\x00继续努力，做好20XX年的工作。"
	sent := h.do(uploadOf(t, "/", map[string][]byte{name: []byte(text)}, map[string]string{"unit": unit}))
	sent.is(t, http.StatusSeeOther)
	at := sent.header.Get("Location")
	c, err := h.service.LoadCheck(t.Context(), strings.TrimPrefix(at, "/checks/"))
	check(t, err)
	h.post(at+"/decisions", url.Values{"finding": {about(t, c, "XX")}, "state": {"dismissed"}, "reason": {"<script>alert(3)</script>\u202e"}})
	again := h.do(uploadOf(t, at+"/again", nil, map[string]string{"name": name, "unit": unit + "<b>", "type": ""}))
	again.is(t, http.StatusSeeOther)
	if nul := h.do(uploadOf(t, "/", map[string][]byte{"a\x00b.txt": []byte(text)}, nil)); nul.status >= http.StatusInternalServerError || strings.Contains(nul.body, "\x00") {
		t.Errorf("a name with NUL: %d", nul.status)
	}
	for _, path := range []string{at, again.header.Get("Location"), "/decisions?" + url.Values{"unit": {unit}}.Encode()} {
		page := h.get(path)
		page.is(t, http.StatusOK)
		page.without(t, "<script>alert", "<img src=x", "<svg onload", "<b>")
		if regexp.MustCompile(`长{400}`).MatchString(page.body) {
			t.Errorf("%s shows a name of 400 characters and more", path)
		}
	}
}
