package api_test

import (
	"strings"
	"testing"

	"hegao/server/api"
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
