package ui

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Guards: a unit's template of ten lines is offered on the first page, is
// chosen for a draft of its title, and what it asks for is on the result.
func TestUnitTemplateOnThePages(t *testing.T) {
	h := newHouse(t, Options{})
	req := httptest.NewRequest(http.MethodPut, "/api/v1/templates/泵站总结", strings.NewReader(`编号: 泵站总结
名称: 泵站工作总结
继承: work-summary
题名: {含有: [泵站工作总结]}
章节:
  - 编号: water
    名称: 水质化验结果
    必须: 是
    级别: 错误
    标题写法: [水质化验情况]
`))
	req.Header.Set("Content-Type", "application/yaml")
	if a := h.do(req); a.status != http.StatusCreated {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if home := h.get("/"); !strings.Contains(home.body, `<option value="泵站总结">泵站工作总结</option>`) {
		t.Errorf("the first page does not offer it:\n%s", home.body)
	}
	for title, want := range map[string]bool{"三号泵站2024年泵站工作总结": true, "三号泵站2024年工作总结": false} {
		sent := h.post("/", url.Values{"text": {title + "\n一、主要工作\n修好了两台水泵。\n二、存在的问题\n人手少。\n三、下一步打算\n明年再修一台。\n"}})
		if sent.status != http.StatusSeeOther {
			t.Fatalf("%d %s", sent.status, sent.body)
		}
		page := h.get(sent.header.Get("Location")).body
		if strings.Contains(page, "水质化验结果") != want {
			t.Errorf("%s: the template's section is there: %v\n%s", title, !want, page)
		}
	}
}

const pumpSource = `编号: 泵站总结
名称: 泵站工作总结
继承: work-summary
题名: {含有: [泵站工作总结]}
章节:
  - 编号: water
    名称: 水质化验结果
    必须: 是
    级别: 错误
    标题写法: [水质化验情况]
    示例:
      应当: [水质化验情况]
`

// Guards: a template is read, changed, saved and taken away on the pages; its
// mistakes come with their places.
func TestTemplatePages(t *testing.T) {
	h := newHouse(t, Options{})
	list := h.get("/templates")
	list.is(t, http.StatusOK)
	list.has(t, "工作总结", "内置的", "/templates/work-summary")
	list.lacks(t, "本单位的<")
	h.get("/templates/work-summary").has(t, "存在问题", "这些标题写法都算", "个例子都通过了", "修改")
	h.get("/templates/none").is(t, http.StatusNotFound)
	edit := h.get("/templates/work-summary/edit")
	edit.has(t, "<textarea", "保存后成为本单位的一份")

	write := func(id, do, source string) answer {
		return h.post("/templates/"+url.PathEscape(id)+"/edit", url.Values{"do": {do}, "source": {source}})
	}
	write("new", "check", pumpSource).has(t, "“泵站工作总结”可以用", "1 个例子都通过了")
	broken := write("new", "save", strings.Replace(pumpSource, "必须: 是", "必需: 是", 1))
	broken.is(t, http.StatusBadRequest)
	broken.has(t, "处要改", "template.yaml:8:5", `data-line="8"`, "<textarea")
	write("new", "try", pumpSource).has(t, "还没有这一类报告")
	saved := write("new", "save", pumpSource)
	saved.is(t, http.StatusSeeOther)
	at := saved.header.Get("Location")
	h.get(at).has(t, "已保存", "水质化验结果", "必写", "删去本单位的这一份")
	h.get("/templates").has(t, "本单位的")
	gone := h.post(strings.TrimSuffix(at, "?done=saved")+"/drop", nil)
	gone.is(t, http.StatusSeeOther)
	h.get(gone.header.Get("Location")).lacks(t, "泵站")
	hostile := write("new", "check", "名称: <script>alert(1)</script>\n\x00: 1\n"+strings.Repeat("[", 3000))
	hostile.is(t, http.StatusOK)
	hostile.lacks(t, "<script>alert")
}

// Guards: the cost of a demand is seen before it is made, and a draft of a
// template comes from past reports.
func TestTemplateOnPastReports(t *testing.T) {
	h := newHouse(t, Options{}).fill("safety", "flood")
	source := "id: strict\nname: 严格总结\nextends: work-summary\nsections:\n  - {id: money, name: 经费保障, required: true, headings: [经费保障情况]}\n"
	h.post("/templates/new/edit", url.Values{"do": {"try"}, "source": {source}}).has(t, "份同类报告上", "份会被提示缺“经费保障”")

	page := h.get("/templates/new?type=work-summary")
	page.has(t, year2023, `name="report"`)
	made := h.post("/templates/new", url.Values{"report": {named(t, h, year2023), named(t, h, year2024)}})
	made.is(t, http.StatusOK)
	made.has(t, "<textarea", "可以用", "份同类报告上")
	h.post("/templates/new", url.Values{"report": {named(t, h, year2023)}}).has(t, "要两到三篇往年报告才能拟模板")
}

// Guards: the built-in templates open in the editor as they are, without a
// mistake.
func TestBuiltinTemplatesCanBeEdited(t *testing.T) {
	h := newHouse(t, Options{})
	for _, x := range h.service.Templates().All() {
		source, _ := h.service.Templates().Source(x.ID)
		trial, err := h.service.TryTemplate(t.Context(), []byte(source), 0)
		if err != nil || len(trial.Mistakes) > 0 || trial.Template.ID != x.ID || len(trial.Failures) > 0 {
			t.Errorf("%s: %v, %+v", x.ID, err, trial)
		}
	}
}
