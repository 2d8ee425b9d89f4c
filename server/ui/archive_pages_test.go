package ui

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hegao/corpus"
)

func TestSearch(t *testing.T) {
	h := newHouse(t, Options{}).fill()
	page := h.get("/archive?" + url.Values{"q": {"安全生产"}, "unit": {"青溪县人民医院"}, "from": {"2023"}, "to": {"2024"}, "every": {"1"}}.Encode())
	page.is(t, http.StatusOK)
	page.has(t, `<mark class="hit">安全生产</mark>`, "青溪县人民医院2023年安全生产工作总结", "清除条件", `aria-current="true">青溪县人民医院`)
	if strings.Contains(page.body, "2022年安全生产工作总结</a>") {
		t.Error("the filter by year lets 2022 through")
	}
	h.get("/archive?q=%E7%8F%8A%E7%91%9A%E7%A4%81").has(t, "没有找到", "含“珊瑚礁”", "全部 44 篇")
	all := h.get("/archive?every=1")
	all.has(t, "最近入库", "第 1 页，共 3 页", "page=2")
	h.get("/archive?every=1&page=3").has(t, "第 3 页，共 3 页", "page=2")
	newHouse(t, Options{}).get("/archive").has(t, "报告库还是空的", "hegao import")
}

func TestReport(t *testing.T) {
	h := newHouse(t, Options{}).fill()
	name := named(t, h, "青溪县人民医院2023年安全生产工作总结")
	page := h.get("/archive/reports/" + name + "?hl=" + url.QueryEscape("电梯 绝无此词"))
	page.is(t, http.StatusOK)
	page.has(t, `<mark class="hit" id="here" data-mark="here">电梯</mark>`, "reports/qx-hospital-2023-safety.txt", "找相似的报告", "工作总结", "2023 年", "一、工作开展情况")
	h.get("/archive/reports/"+name+"?from=0&to=7").has(t, `<mark class="hit" id="here" data-mark="here">青溪县人民医院</mark>`)
	h.get("/archive/reports/"+name+"?from=5&to=99999999").is(t, http.StatusOK)
	h.get("/archive/reports/"+name+"?from=9&to=3").is(t, http.StatusOK)
	h.get("/archive/reports/0000000000000000").is(t, http.StatusNotFound)
}

// named is the name of the report with this title.
func named(t *testing.T, h *house, title string) string {
	t.Helper()
	res, err := h.service.Archive().Search(t.Context(), corpus.Query{Text: title, Limit: 1})
	check(t, err)
	if len(res.Hits) == 0 {
		t.Fatalf("no report %q", title)
	}
	return res.Hits[0].Report.Name()
}

func TestSimilar(t *testing.T) {
	h := newHouse(t, Options{}).fill()
	const title = "青溪县人民医院2023年安全生产工作总结"
	name := named(t, h, title)
	page := h.get("/archive/similar?report=" + name)
	page.is(t, http.StatusOK)
	page.has(t, "青溪县人民医院2024年安全生产工作总结", "含有所查文字的")
	if n := strings.Count(page.body, title); n != 1 {
		t.Errorf("the report is named %d times: it is like itself", n)
	}
	_, text, err := h.service.Archive().Open(t.Context(), name)
	check(t, err)
	h.post("/archive/similar", url.Values{"text": {text[300:900]}}).has(t, title, `<mark class="hit">`)
	h.post("/archive/similar", url.Values{"text": {"  "}}).is(t, http.StatusBadRequest)
	h.get("/archive/similar").has(t, "<textarea")
}

func TestImport(t *testing.T) {
	h := newHouse(t, Options{})
	got := h.do(uploadOf(t, "/archive/import", map[string][]byte{
		"年度/总结.txt": sample(t), "年度/坏.docx": []byte("PK\x03\x04"), ".DS_Store": []byte("x"),
	}, map[string]string{"year": "2021"}))
	got.is(t, http.StatusSeeOther)
	h.service.Wait()
	page := h.get(got.header.Get("Location"))
	page.is(t, http.StatusOK)
	page.has(t, "导入完成", "年度/总结.txt", "没读成", "年度/坏.docx", "青溪县妇幼保健院2025年度安全生产工作总结", "2021 年")
	if strings.Contains(page.body, "DS_Store") {
		t.Error("a hidden file was taken for a report")
	}
	h.do(uploadOf(t, "/archive/import", nil, nil)).is(t, http.StatusBadRequest)
	h.get("/archive/jobs/none").is(t, http.StatusNotFound)
}
