package api_test

import (
	"net/url"
	"strings"
	"testing"

	"hegao/server/api"
	"hegao/server/problem"
	"hegao/server/servicetest"
)

// Guards: every template can be had, as JSON and as its source.
func TestTemplates(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	list := decode[struct{ Templates []struct{ ID, Name string } }](t, c.get("/api/v1/templates", 200))
	if len(list.Templates) < 3 {
		t.Fatalf("%+v", list)
	}
	for _, short := range list.Templates {
		one := decode[struct {
			ID, Name string
			Sections []struct{ ID string }
		}](t, c.get("/api/v1/templates/"+short.ID, 200))
		if one.ID != short.ID || one.Name != short.Name || len(one.Sections) == 0 {
			t.Errorf("%+v", one)
		}
		source := c.get("/api/v1/templates/"+short.ID+"?format=yaml", 200)
		if !strings.Contains(string(source.body), "id: "+short.ID) {
			t.Errorf("source %s", source.body)
		}
		r := c.request("GET", "/api/v1/templates/"+short.ID, "", nil)
		r.Header.Set("Accept", "application/yaml")
		if asked := c.do(r, 200); string(asked.body) != string(source.body) {
			t.Errorf("Accept gave %s", asked.body)
		}
	}
	wantProblem(t, c.get("/api/v1/templates/roles", 404), "template_unknown")
}

// unitTemplate is a unit's template in ten lines.
const unitTemplate = `编号: 泵站总结
名称: 泵站工作总结
继承: work-summary
题名: {含有: [泵站工作总结]}
章节:
  - {编号: causes, 必须: 是, 级别: 错误}
  - 编号: water
    名称: 水质化验
    必须: 是
    标题写法: [水质化验情况]
`

func (c *client) put(path, contentType, body string, status int) answer {
	c.Helper()
	return c.do(c.request("PUT", path, contentType, strings.NewReader(body)), status)
}

// Guards: a unit's template is in force from the moment it was taken, and is
// the one that drafts of its title are held against.
func TestPutTemplate(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	draft := map[string]any{"text": "三号泵站2024年泵站工作总结\n一、主要工作\n修好了两台水泵。\n二、存在的问题\n人手少。\n三、下一步打算\n明年再修一台。\n"}
	type check struct {
		Template struct{ ID, Chosen string }
		Sections []struct {
			ID, Status string
			Required   bool
		}
	}
	if before := decode[check](t, c.postJSON("/api/v1/checks", draft, 201)); before.Template.ID != "work-summary" {
		t.Fatalf("%+v", before.Template)
	}
	type view struct{ ID, Name, Layer, Extends string }
	for _, status := range []int{201, 200} {
		got := decode[view](t, c.put("/api/v1/templates/泵站总结", "application/yaml", unitTemplate, status))
		if want := (view{"泵站总结", "泵站工作总结", "unit", "work-summary"}); got != want {
			t.Errorf("%+v", got)
		}
	}
	escaped := "/api/v1/templates/" + strings.ToLower(url.PathEscape("泵站总结"))
	for _, path := range []string{"/api/v1/templates/泵站总结", escaped} {
		if source := c.get(path+"?format=yaml", 200); string(source.body) != unitTemplate {
			t.Errorf("source %s", source.body)
		}
	}
	c.put(escaped, "application/yaml", unitTemplate, 200)
	after := decode[check](t, c.postJSON("/api/v1/checks", draft, 201))
	if after.Template.ID != "泵站总结" || after.Template.Chosen != "auto" {
		t.Errorf("%+v", after.Template)
	}
	told := ""
	for _, s := range after.Sections {
		if s.Required && s.Status == "missing" {
			told += s.ID + " "
		}
	}
	if told != "causes water " {
		t.Errorf("missing: %s", told)
	}
	c.put("/api/v1/templates/work-summary", "application/yaml; charset=utf-8", "id: work-summary\nextends: work-summary\nname: 本站总结\n", 201)
	if got := decode[view](t, c.get("/api/v1/templates/work-summary", 200)); got.Name != "本站总结" || got.Layer != "unit" {
		t.Errorf("%+v", got)
	}
}

// Guards: what cannot be taken changes nothing, and says where it is wrong.
func TestPutTemplateRefused(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	for name, test := range map[string]struct {
		path, contentType, body string
		status                  int
	}{
		"template_other":    {"/api/v1/templates/other", "application/yaml", unitTemplate, 400},
		"template_id":       {"/api/v1/templates/a%20b", "application/yaml", unitTemplate, 400},
		"media_unsupported": {"/api/v1/templates/泵站总结", "application/json", "{}", 415},
		"body_too_large":    {"/api/v1/templates/泵站总结", "application/yaml", strings.Repeat("#", 2<<20), 413},
		"template_mistakes": {"/api/v1/templates/泵站总结", "application/yaml", strings.Repeat("#", 300<<10), 400},
	} {
		wantProblem(t, c.put(test.path, test.contentType, test.body, test.status), name)
	}
	a := c.put("/api/v1/templates/泵站总结", "application/yaml", strings.NewReplacer("级别: 错误", "级别: 严重", "work-summary", "work-sumary").Replace(unitTemplate), 400)
	wantProblem(t, a, "template_mistakes")
	p := decode[problem.Document](t, a)
	if len(p.Mistakes) != 2 || p.Mistakes[0].Line != 3 || p.Mistakes[0].Column != 5 || !strings.Contains(p.Mistakes[0].Message, "“work-summary”") ||
		p.Mistakes[1].Line != 6 || p.Mistakes[1].Column != 29 || !strings.Contains(p.Mistakes[1].Message, "错误/error") {
		t.Errorf("%+v", p.Mistakes)
	}
	r := c.request("PUT", "/api/v1/templates/泵站总结", "application/yaml", strings.NewReader(unitTemplate))
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	wantProblem(t, c.do(r, 403), "cross_origin")
	wantProblem(t, c.get("/api/v1/templates/泵站总结", 404), "template_unknown")
}

// Guards: the schema is one, in either language.
func TestTemplateSchema(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	zh, en := c.get("/api/v1/template-schema", 200), c.get("/api/v1/template-schema?lang=en", 200)
	for _, a := range []answer{zh, en} {
		schema := decode[map[string]any](t, a)
		if schema["$schema"] != "https://json-schema.org/draft/2020-12/schema" || dig(schema, "properties", "章节") == nil || dig(schema, "properties", "sections") == nil {
			t.Errorf("%.300s", a.body)
		}
	}
	if string(zh.body) == string(en.body) || en.Header.Get("Content-Language") != "en" {
		t.Error("one language")
	}
}

// Guards: the spec is served, and what the router says is a problem too.
func TestSpecAndRouterErrors(t *testing.T) {
	c := newClient(t, servicetest.New(t))
	if got := c.get("/api/v1/openapi.yaml", 200); string(got.body) != api.Spec() {
		t.Error("another spec")
	}
	wantProblem(t, c.get("/api/v1/nothing", 404), "route_missing")
	wantProblem(t, c.get("/api/v2", 404), "route_missing")
	a := c.do(c.request("DELETE", "/api/v1/checks/x", "", nil), 405)
	wantProblem(t, a, "method_refused")
	if a.Header.Get("Allow") == "" {
		t.Errorf("%v", a.Header)
	}
}
