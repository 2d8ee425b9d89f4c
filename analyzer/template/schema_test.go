package template

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"hegao/analyzer/message"
)

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	b, err := library(t).Schema(message.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("template.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("template.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON is a YAML document as a schema sees it.
func asJSON(t *testing.T, source string) any {
	t.Helper()
	b, err := yaml.YAMLToJSON([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestSchemaTakesTheTemplates: what the reader takes, the schema takes.
func TestSchemaTakesTheTemplates(t *testing.T) {
	s := compiledSchema(t)
	names, err := fs.Glob(builtin, "builtin/*.yaml")
	if err != nil || len(names) < len(builtinIDs) {
		t.Fatal(names, err)
	}
	for _, name := range names {
		b, err := builtin.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, rolesFile) {
			if err := s.Validate(asJSON(t, string(b))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	for _, source := range []string{everyKey, sound, "编号: a\n名称: 甲\n依据: {等级: 惯例, 出处: 写法}\n章节:\n  - {编号: plan, 名称: 打算, 要素: [下一步打算], 必须: 是, 级别: 错误}\n"} {
		if err := s.Validate(asJSON(t, source)); err != nil {
			t.Errorf("%s: %v", source, err)
		}
	}
}

// beyondSchema are the mistakes that a schema cannot see: those of one place
// against another, of RE2, and of YAML itself.
var beyondSchema = []string{
	"template.key_missing_of", "template.id_twice", "template.section_nothing", "template.within_nothing", "template.content_nothing",
	"template.after_unknown", "template.after_unknown_near", "template.drop_nothing",
	"template.pattern_paren", "template.pattern_bracket", "template.pattern_repeat", "template.pattern_large", "template.pattern_look",
	"template.pattern_escape", "template.pattern_bad", "template.pattern_empty", "template.yaml_extra", "template.too_long", "template.several",
}

// seenByReader are places where key_missing depends on what is inherited.
var seenByReader = []string{"no source", "a section without a name", "a point without words"}

// TestSchemaRefuses: of every mistake the reader knows, the schema refuses
// those that a schema can, and takes the rest.
func TestSchemaRefuses(t *testing.T) {
	s := compiledSchema(t)
	refused, taken := map[string]bool{}, map[string]bool{}
	for _, c := range mistakeCases {
		b, err := yaml.YAMLToJSON([]byte(c.source))
		if err != nil || strings.HasPrefix(c.name, "none") {
			continue // an editor tells what is no YAML by itself
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			continue
		}
		key := strings.Fields(c.want)[1]
		if c.name == "a section's id twice, and more" {
			key = "template.unknown_role_near" // the more
		}
		want := !slices.Contains(beyondSchema, key) && !slices.Contains(seenByReader, c.name)
		if got := s.Validate(v) != nil; got != want {
			t.Errorf("%s (%s): refused %v, want %v\n%.300s", c.name, key, got, want, c.source)
		}
		refused[key], taken[key] = refused[key] || want, taken[key] || !want
	}
	if len(refused) < 30 || len(taken) < 30 {
		t.Errorf("%d kinds of mistakes", len(refused))
	}
}

// TestSchemaInBothLanguages: the descriptions are in the language asked for.
func TestSchemaInBothLanguages(t *testing.T) {
	for lang, want := range map[message.Lang]string{message.Chinese: "最少字数", message.English: "Thin below"} {
		b, err := library(t).Schema(lang)
		if err != nil || !json.Valid(b) || !strings.Contains(string(b), want) || !strings.Contains(string(b), "draft/2020-12") {
			t.Errorf("%s: %v", lang, err)
		}
	}
}
