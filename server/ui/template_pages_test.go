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
