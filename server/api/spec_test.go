package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"mime"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/labstack/echo/v4"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"hegao/server/api"
	"hegao/server/servicetest"
)

// openapi is the spec as the tests use it.
type openapi struct {
	doc      map[string]any
	compiler *jsonschema.Compiler
}

const specURL = "http://hegao.test/openapi.json"

func loadSpec(t testing.TB) *openapi {
	t.Helper()
	var raw any
	if err := yaml.Unmarshal([]byte(api.Spec()), &raw); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(raw)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	doc := v.(map[string]any)
	closeObjects(dig(doc, "components", "schemas"))
	s := &openapi{doc: doc, compiler: jsonschema.NewCompiler()}
	s.compiler.AssertFormat()
	if err := s.compiler.AddResource(specURL, doc); err != nil {
		t.Fatal(err)
	}
	return s
}

// closeObjects forbids fields that the spec does not name. Clients must
// allow them; but a test should find a field that nobody wrote down.
func closeObjects(v any) {
	switch v := v.(type) {
	case map[string]any:
		if _, ok := v["properties"].(map[string]any); ok && v["additionalProperties"] == nil {
			v["additionalProperties"] = false
		}
		for _, inner := range v {
			closeObjects(inner)
		}
	case []any:
		for _, inner := range v {
			closeObjects(inner)
		}
	}
}

// dig walks down an object; nil where it ends.
func dig(v any, keys ...string) any {
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

func (s *openapi) compile(t testing.TB, pointer string) *jsonschema.Schema {
	t.Helper()
	schema, err := s.compiler.Compile(specURL + "#" + pointer)
	if err != nil {
		t.Fatalf("%s: %v", pointer, err)
	}
	return schema
}

// validate holds JSON against the schema at a pointer into the spec.
func (s *openapi) validate(t testing.TB, pointer string, body []byte) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("not JSON: %v\n%s", err, body)
	}
	if err := s.compile(t, pointer).Validate(v); err != nil {
		t.Errorf("%v\n%s", err, body)
	}
}

// pathOf finds the spec's path for a request's.
func (s *openapi) pathOf(path string) string {
	paths, _ := s.doc["paths"].(map[string]any)
	for pattern := range paths {
		if matches(pattern, path) {
			return pattern
		}
	}
	return ""
}

func matches(pattern, path string) bool {
	a, b := strings.Split(pattern, "/"), strings.Split(path, "/")
	return slices.EqualFunc(a, b, func(x, y string) bool { return x == y || strings.HasPrefix(x, "{") && y != "" })
}

// checkAnswer holds an answer against what the spec says of its operation.
func (s *openapi) checkAnswer(t testing.TB, r *http.Request, status string, contentType string, body []byte) {
	t.Helper()
	path := s.pathOf(r.URL.Path)
	pointer := "/paths/" + escape(path) + "/" + strings.ToLower(r.Method) + "/responses/" + status
	op := dig(s.doc, "paths", path, strings.ToLower(r.Method))
	if op == nil || dig(op, "responses", status) == nil {
		pointer = "/components/responses/Problem"
		if op != nil && dig(op, "responses", "default") == nil {
			t.Errorf("%s %s: the spec has no answer %s", r.Method, r.URL.Path, status)
		}
	} else {
		s.checkQuery(t, op, r)
	}
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil && status == "204" {
		return
	}
	content := s.at(pointer + "/content/" + escape(media))
	if content == nil {
		t.Errorf("%s %s: the spec has no %s for %s", r.Method, r.URL.Path, media, status)
	} else if strings.HasSuffix(media, "json") {
		s.validate(t, pointer+"/content/"+escape(media)+"/schema", body)
	}
}

// checkQuery finds parameters that worked and are not in the spec.
func (s *openapi) checkQuery(t testing.TB, op any, r *http.Request) {
	t.Helper()
	known := map[string]bool{}
	list, _ := dig(op, "parameters").([]any)
	for _, p := range list {
		if ref, ok := dig(p, "$ref").(string); ok {
			p = s.at(strings.TrimPrefix(ref, "#"))
		}
		if dig(p, "in") == "query" {
			known[dig(p, "name").(string)] = true
		}
	}
	for name := range r.URL.Query() {
		if !known[name] {
			t.Errorf("%s %s: the spec has no parameter %q", r.Method, r.URL.Path, name)
		}
	}
}

// at returns what stands at a JSON pointer.
func (s *openapi) at(pointer string) any {
	var keys []string
	for _, k := range strings.Split(pointer, "/")[1:] {
		keys = append(keys, strings.NewReplacer("~1", "/", "~0", "~").Replace(k))
	}
	return dig(s.doc, keys...)
}

func escape(key string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(key) }

// Guards: a route without a description, or one described that is not there.
func TestSpecNamesEveryRoute(t *testing.T) {
	e := echo.New()
	api.Register(context.Background(), e, servicetest.New(t))
	var routes, described []string
	for _, r := range e.Routes() {
		segments := strings.Split(r.Path, "/")
		for i, s := range segments {
			if name, ok := strings.CutPrefix(s, ":"); ok {
				segments[i] = "{" + name + "}"
			}
		}
		routes = append(routes, r.Method+" "+strings.Join(segments, "/"))
	}
	ids := map[any]bool{}
	s := loadSpec(t)
	for path, item := range s.doc["paths"].(map[string]any) {
		for method, op := range item.(map[string]any) {
			described = append(described, strings.ToUpper(method)+" "+path)
			id := dig(op, "operationId")
			if id == nil || ids[id] {
				t.Errorf("%s %s: operationId %v is not there or not unique", method, path, id)
			}
			ids[id] = true
			checkPathParameters(t, s, path, op)
		}
	}
	slices.Sort(routes)
	slices.Sort(described)
	if !slices.Equal(routes, described) || len(routes) == 0 {
		t.Errorf("routes\n%s\nspec\n%s", strings.Join(routes, "\n"), strings.Join(described, "\n"))
	}
}

func checkPathParameters(t *testing.T, s *openapi, path string, op any) {
	t.Helper()
	list, _ := dig(op, "parameters").([]any)
	for _, segment := range strings.Split(path, "/") {
		if !strings.HasPrefix(segment, "{") {
			continue
		}
		name := strings.Trim(segment, "{}")
		if !slices.ContainsFunc(list, func(p any) bool {
			if ref, ok := dig(p, "$ref").(string); ok {
				p = s.at(strings.TrimPrefix(ref, "#"))
			}
			return dig(p, "name") == name && dig(p, "in") == "path" && dig(p, "required") == true
		}) {
			t.Errorf("%s: parameter %q is not described", path, name)
		}
	}
}

// Guards: references into nowhere, schemas that are none, schemas that
// nothing uses.
func TestSpecIsWhole(t *testing.T) {
	s := loadSpec(t)
	if s.doc["openapi"] != "3.1.0" {
		t.Errorf("version %v", s.doc["openapi"])
	}
	for _, ref := range refs(s.doc) {
		if s.at(strings.TrimPrefix(ref, "#")) == nil {
			t.Errorf("%s leads nowhere", ref)
		}
	}
	used := refs(s.doc)
	schemas := dig(s.doc, "components", "schemas").(map[string]any)
	for name := range schemas {
		s.compile(t, "/components/schemas/"+name)
		if !slices.Contains(used, "#/components/schemas/"+name) {
			t.Errorf("nothing uses the schema %s", name)
		}
	}
	if len(schemas) == 0 {
		t.Error("no schemas")
	}
}

func refs(v any) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			out = append(out, ref)
		}
		for _, inner := range v {
			out = append(out, refs(inner)...)
		}
	case []any:
		for _, inner := range v {
			out = append(out, refs(inner)...)
		}
	}
	return out
}
