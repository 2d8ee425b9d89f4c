package ui

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"hegao/server/service"
)

func TestHome(t *testing.T) {
	h := newHouse(t, Options{})
	page := h.get("/")
	page.is(t, http.StatusOK)
	page.has(t, `<html lang="zh-CN">`, "选择文件", "文件只存本机服务器", "报告库还是空的", `href="#main"`, "<h1>")
	if strings.Contains(page.body, "样稿.txt") {
		t.Error("samples are offered outside the demo")
	}
	newHouse(t, Options{Demo: true}).get("/").has(t, "样稿.txt")
}

func TestSubmit(t *testing.T) {
	h := newHouse(t, Options{Demo: true})
	for name, got := range map[string]answer{
		"file":   h.do(uploadOf(t, "/", map[string][]byte{"稿.txt": sample(t)}, nil)),
		"text":   h.post("/", url.Values{"text": {string(sample(t))}}),
		"sample": h.post("/", url.Values{"sample": {"样稿.txt"}}),
	} {
		t.Run(name, func(t *testing.T) {
			got.is(t, http.StatusSeeOther)
			h.get(got.header.Get("Location")).has(t, "青溪县妇幼保健院2025年度安全生产工作总结")
		})
	}
}

func TestSubmitTellsWhatWasGiven(t *testing.T) {
	h := newHouse(t, Options{})
	got := h.do(uploadOf(t, "/", map[string][]byte{"稿.txt": sample(t)}, map[string]string{
		"unit": "南河镇人民政府", "year": "2023年", "type": "self-inspection",
	}))
	h.get(got.header.Get("Location")).has(t, "单位 南河镇人民政府", "年度 2023 年", "（指定）")
}

func TestSubmitRefuses(t *testing.T) {
	h := newHouse(t, Options{})
	for name, c := range map[string]struct {
		req    *http.Request
		status int
		words  string
	}{
		"nothing":     {uploadOf(t, "/", nil, map[string]string{"text": "  "}), http.StatusBadRequest, "请先选一个文件"},
		"empty":       {uploadOf(t, "/", map[string][]byte{"空.txt": []byte(" \n ")}, nil), http.StatusUnprocessableEntity, "空.txt"},
		"unsupported": {uploadOf(t, "/", map[string][]byte{"图.png": []byte("\x89PNG\r\n\x1a\n\x00\x00")}, nil), http.StatusUnsupportedMediaType, "图.png"},
		"year":        {uploadOf(t, "/", nil, map[string]string{"text": "字", "year": "明年"}), http.StatusBadRequest, "明年"},
	} {
		t.Run(name, func(t *testing.T) {
			got := h.do(c.req)
			got.is(t, c.status)
			got.has(t, c.words, `role="alert"`, "选择文件")
		})
	}
}

func TestErrorKeepsWhatWasPasted(t *testing.T) {
	h := newHouse(t, Options{})
	got := h.do(uploadOf(t, "/", nil, map[string]string{"text": "<b>贴的&字</b>", "year": "1"}))
	got.is(t, http.StatusBadRequest)
	got.has(t, "&lt;b&gt;贴的&amp;字&lt;/b&gt;")
}

func TestScriptsGetJSON(t *testing.T) {
	h := newHouse(t, Options{})
	ask := func(req *http.Request) (answer, map[string]string) {
		req.Header.Set(echo.HeaderAccept, echo.MIMEApplicationJSON)
		got := h.do(req)
		said := map[string]string{}
		check(t, json.Unmarshal([]byte(got.body), &said))
		return got, said
	}
	got, said := ask(uploadOf(t, "/", map[string][]byte{"稿.txt": sample(t)}, nil))
	got.is(t, http.StatusCreated)
	h.get(said["location"]).is(t, http.StatusOK)
	got, said = ask(uploadOf(t, "/", map[string][]byte{"空.txt": []byte(" ")}, nil))
	got.is(t, http.StatusUnprocessableEntity)
	if !strings.Contains(said["error"], "空.txt") {
		t.Errorf("error: %q", said["error"])
	}
}

func TestResult(t *testing.T) {
	h := newHouse(t, Options{}).fill()
	c := h.checked("样稿.txt", sample(t))
	page := h.get("/checks/" + c.ID)
	page.is(t, http.StatusOK)
	page.has(t, "缺 1 节", "存在问题", "薄 1 节", "没有填写", "通常应有（惯例）", "对照查看", "定位", "与报告库 44 篇比对",
		"总重复", "去公共表述", "去引用", "去本单位历年", "单篇最大：青溪县人民医院")
	checkAnchors(t, page.body)
}

// checkAnchors: ids stand once, and every link into the page finds its place.
func checkAnchors(t *testing.T, page string) {
	t.Helper()
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("the id %s stands twice", m[1])
		}
		ids[m[1]] = true
	}
	links := regexp.MustCompile(` href="#([^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(links) < 10 {
		t.Errorf("only %d links into the page", len(links))
	}
	for _, m := range links {
		if !ids[m[1]] {
			t.Errorf("the link #%s leads nowhere", m[1])
		}
	}
}

func TestResultOfShortDraft(t *testing.T) {
	h := newHouse(t, Options{}).fill("safety")
	c := h.checked("短.txt", []byte("青溪县中医院2025年工作总结\n一、存在问题\n没有什么问题。"))
	page := h.get("/checks/" + c.ID)
	page.has(t, "不计比例", "不足 500 字")
	if strings.Contains(page.body, "去公共表述") {
		t.Error("a chain of ratios without ratios")
	}
}

func TestResultAgainstEmptyArchive(t *testing.T) {
	h := newHouse(t, Options{})
	h.get("/checks/"+h.checked("样稿.txt", sample(t)).ID).has(t, "报告库是空的，没有比对重复。", `href="/archive/import"`)
}

func TestResultEscapes(t *testing.T) {
	h := newHouse(t, Options{})
	c := h.checked("x<img src=x>.txt", []byte("<script>alert(1)</script>XX医院2025年工作总结\n一、概况\n<b>召开会议XX次</b>。"))
	page := h.get("/checks/" + c.ID)
	page.has(t, "&lt;script&gt;")
	for _, bad := range []string{"<script>alert", "<img src=x", "<b>召开"} {
		if strings.Contains(page.body, bad) {
			t.Errorf("the page holds %s", bad)
		}
	}
}

func TestCompare(t *testing.T) {
	h := newHouse(t, Options{}).fill()
	c := h.checked("样稿.txt", sample(t))
	path := "/checks/" + c.ID + "/passages/" + firstCopied(t, c) + "?source=0"
	page := h.get(path)
	page.is(t, http.StatusOK)
	page.has(t, "送检稿", "打开这篇报告", "<ins>", "<del>", `id="draft-place"`, `id="source-place"`, "返回核稿结果", "<!doctype html>")
	req := httptest.NewRequest(http.MethodGet, path, nil)
	req.Header.Set("X-Fragment", "1")
	fragment := h.do(req)
	fragment.has(t, `id="source-place"`)
	if strings.Contains(fragment.body, "<html") {
		t.Error("the fragment is a whole page")
	}
	h.get("/checks/"+c.ID+"/passages/none").is(t, http.StatusNotFound)
	h.get(strings.Replace(path, "source=0", "source=99", 1)).is(t, http.StatusNotFound)
}

// firstCopied is the id of the first passage that was taken from somewhere
// and changed.
func firstCopied(t *testing.T, c *service.Checked) string {
	t.Helper()
	for _, p := range c.Report.Reuse.Passages {
		if p.Kind.Copied() && p.Similarity < 1 {
			return p.ID
		}
	}
	t.Fatal("the sample draft has no copied passage")
	return ""
}

func TestSeveralReportsInOneFile(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(testdata, "compendium.txt"))
	check(t, err)
	h := newHouse(t, Options{})
	h.get("/checks/"+h.checked("汇编.txt", data).ID).has(t, `class="warning"`, "这次当作一篇核")
}
