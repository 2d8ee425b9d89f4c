package ui

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

const (
	year2023 = "青溪县人民医院2023年安全生产工作总结"
	year2024 = "青溪县人民医院2024年安全生产工作总结"
)

// lacks fails the test for every word that the page has.
func (a answer) lacks(t testing.TB, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(a.body, w) {
			t.Errorf("the page has %q", w)
		}
	}
}

// Guards: the filters for one section, one phrase and one of a family, and
// that each says what it did.
func TestSearchNarrowed(t *testing.T) {
	h := newHouse(t, Options{}).fill()
	ask := func(q string, more ...string) answer {
		v := url.Values{"q": {q}}
		for i := 0; i+1 < len(more); i += 2 {
			v.Set(more[i], more[i+1])
		}
		a := h.get("/archive?" + v.Encode())
		a.is(t, http.StatusOK)
		return a
	}
	ask("护工", "section", "problems").has(t, year2023, "年内更换了一半", `<option value="problems" selected>`)
	ask("报警探头", "section", "problems").has(t, "没有找到", "在“存在问题”一节里")
	ask("安全 生产 领导").has(t, `href="/archive?every=1&amp;q=`, "只要连着写的", "同源")
	ask("“领导小组每季度开一次例会”").lacks(t, "只要连着写的")
	if n := strings.Count(ask("安全生产领导小组", "every", "1").body, `class="entry"`); n <= strings.Count(ask("安全生产领导小组").body, `class="entry"`) {
		t.Errorf("%d reports one by one are no more than the families", n)
	}
	h.get("/archive?section=none").is(t, http.StatusBadRequest)
}

// Guards: copies of other units are shown once, and counted.
func TestCopiesShownOnce(t *testing.T) {
	h := newHouse(t, Options{})
	files := map[string][]byte{}
	for _, place := range []string{"青溪县", "白沙县", "临江县"} {
		files[place+".txt"] = bytes.ReplaceAll(sample(t), []byte("青溪县"), []byte(place))
	}
	h.do(uploadOf(t, "/archive/import", files, nil)).is(t, http.StatusSeeOther)
	h.service.Wait()
	page := h.get("/archive?q=" + url.QueryEscape("安全生产"))
	page.has(t, "另有 2 家同文（共 2 篇）", "找到 3 篇")
	if n := strings.Count(page.body, `class="entry"`); n != 1 {
		t.Errorf("%d entries", n)
	}
}

// Guards: a trial's report that was unticked is not taken in, whatever its
// file is called.
func TestTrialLeavesOut(t *testing.T) {
	h := newHouse(t, Options{})
	hostile := "<b>\u202e一.txt"
	sent := h.do(uploadOf(t, "/archive/import", map[string][]byte{hostile: sample(t)}, map[string]string{"try": "1"}))
	h.service.Wait()
	at := sent.header.Get("Location")
	page := h.get(at)
	page.lacks(t, "<b>")
	h.post(at, url.Values{"line.0": {"1"}, "title.0": {"x"}}).is(t, http.StatusSeeOther)
	h.service.Wait()
	if n := h.service.Archive().Reports(); n != 0 {
		t.Errorf("%d reports were taken in", n)
	}
}

// Guards: a report can be corrected, deleted and brought back on the pages
// alone, and what is wrong is said beside the form.
func TestChangeReport(t *testing.T) {
	h := newHouse(t, Options{}).fill("hospital")
	name := named(t, h, year2023)
	at := "/archive/reports/" + name
	h.get(at).has(t, "改题目、单位、年度、类型", `value="青溪县人民医院"`, at+"/compare", "下载原文件")
	bad := h.post(at, url.Values{"title": {" "}, "year": {"2023"}})
	bad.is(t, http.StatusBadRequest)
	bad.has(t, "报告要有题目", "<details class=\"correct\" open>")
	h.post(at, url.Values{"title": {"x"}, "year": {"二三"}}).is(t, http.StatusBadRequest)
	hostile := `<script>alert(1)</script>` + "\u202e\x00" + strings.Repeat("长", 9000)
	h.post(at, url.Values{"title": {hostile}, "unit": {"<b>x"}, "year": {"2020"}, "type": {"self-inspection"}}).is(t, http.StatusSeeOther)
	page := h.get(at + "?done=corrected")
	page.has(t, "已改好", "&lt;script&gt;", "2020 年")
	page.lacks(t, "<script>alert", "<b>x")
	h.post(at, url.Values{"title": {year2023}, "unit": {"青溪县人民医院"}, "year": {"2023"}, "type": {"work-summary"}}).is(t, http.StatusSeeOther)

	gone := h.post(at+"/delete", nil)
	gone.is(t, http.StatusSeeOther)
	h.get(gone.header.Get("Location")).has(t, "已删除《"+year2023, "恢复")
	h.get(at).is(t, http.StatusNotFound)
	h.get("/archive?q="+url.QueryEscape(year2023)).lacks(t, year2023+"</a>")
	back := h.post("/archive/deleted", url.Values{"report": {name}})
	back.is(t, http.StatusSeeOther)
	h.get(back.header.Get("Location")).has(t, "已恢复")
	h.get("/archive/deleted").has(t, "没有删除过报告")
	h.post("/archive/deleted", url.Values{"report": {name}}).is(t, http.StatusNotFound)
}

// Guards: a trial stores nothing, and what is corrected on its page is what
// is stored.
func TestTrialImport(t *testing.T) {
	h := newHouse(t, Options{})
	sent := h.do(uploadOf(t, "/archive/import", map[string][]byte{"一.txt": sample(t), "坏.docx": []byte("PK\x03\x04")}, map[string]string{"try": "1"}))
	sent.is(t, http.StatusSeeOther)
	h.service.Wait()
	at := sent.header.Get("Location")
	page := h.get(at)
	page.has(t, "试导入", "可以入库 1 篇", `name="title.`, "没读成", "一.txt")
	if h.service.Archive().Reports() != 0 {
		t.Fatal("the trial took something in")
	}
	n := regexp.MustCompile(`name="line\.(\d+)"`).FindStringSubmatch(page.body)[1]
	form := url.Values{}
	for name, value := range map[string]string{"line": "1", "take": "1", "title": "改过的题目", "unit": "白沙县水务局", "year": "2019", "type": ""} {
		form.Set(name+"."+n, value)
	}
	done := h.post(at, form)
	done.is(t, http.StatusSeeOther)
	h.service.Wait()
	h.get(done.header.Get("Location")).has(t, "改过的题目", "白沙县水务局", "2019 年")
	h.post(at, form).is(t, http.StatusNotFound) // its files are gone
}

func TestExport(t *testing.T) {
	h := newHouse(t, Options{}).fill("hospital")
	for _, files := range []string{"texts", "originals"} {
		a := h.get("/archive/export?unit=" + url.QueryEscape("青溪县人民医院") + "&files=" + files)
		a.is(t, http.StatusOK)
		z, err := zip.NewReader(bytes.NewReader([]byte(a.body)), int64(len(a.body)))
		check(t, err)
		if len(z.File) < 4 || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d files, %v", files, len(z.File), a.header)
		}
	}
	h.get("/archive/export?q=%E7%8F%8A%E7%91%9A%E7%A4%81").is(t, http.StatusBadRequest)
}

// Guards: last year's report beside this year's, with sections, plans and
// figures, and the ways to look at both.
func TestBesideLastYear(t *testing.T) {
	h := newHouse(t, Options{}).fill("hospital")
	at := "/archive/reports/" + named(t, h, year2024) + "/compare"
	page := h.get(at)
	page.is(t, http.StatusOK)
	page.has(t, year2023, "改写", "新写", "有回应", "没找到", "对第三方人员实行", "数字没有变的句子", "<ins>", "<del>", `class="pair changed"`, `class="pair same"`)
	changes := h.get(at + "?show=changes")
	changes.has(t, "略去", `class="pair changed"`)
	changes.lacks(t, `class="pair same"`)
	h.get(at+"?show=same").lacks(t, `class="pair added"`)
	plain, swapped := h.get(at).body, h.get(at+"?swap=1").body
	side := regexp.MustCompile(`class="side-title"><a [^>]*>([^<]+)<`)
	a, b := side.FindAllStringSubmatch(plain, -1), side.FindAllStringSubmatch(swapped, -1)
	if len(a) != 2 || len(b) != 2 || a[0][1] != b[1][1] || a[1][1] != b[0][1] || a[0][1] != year2024 {
		t.Errorf("%q, swapped %q", a, b)
	}
	h.get("/archive/reports/"+named(t, h, "青溪县人民医院2022年安全生产工作总结")+"/compare").has(t, "没有本单位往年的同类报告")
	h.get(at+"?with=0123456789abcdef").is(t, http.StatusNotFound)
	h.get(at+"?lang=en").has(t, "Whole texts side by side", "revised", "not found")
}

// Guards: a draft beside the report it shares most with, its passages marked,
// set phrases hidden on demand.
func TestBesideSource(t *testing.T) {
	h := newHouse(t, Options{}).fill()
	c := h.checked("样稿.txt", sample(t))
	source := c.Report.Reuse.Sources[0].Report
	at := "/checks/" + c.ID + "/compare?with=" + source
	page := h.get(at)
	page.is(t, http.StatusOK)
	page.has(t, `<mark class="other"`, "<ins>", "送检稿", "data-stop")
	page.lacks(t, "各节与上年比")
	h.get("/checks/none/compare?with="+source).is(t, http.StatusNotFound)
	if n := strings.Count(page.body, ` id="`); n != len(uniqueIDs(page.body)) {
		t.Errorf("%d ids, %d of them different", n, len(uniqueIDs(page.body)))
	}
}

func uniqueIDs(body string) map[string]bool {
	out := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		out[m[1]] = true
	}
	return out
}
