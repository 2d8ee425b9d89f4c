package template

import (
	"encoding/json"

	"hegao/analyzer/message"
)

// Schema returns a JSON Schema (2020-12) of template files, for editors that
// complete and check while one writes. Keys are allowed in both languages;
// their descriptions are in lang. It is more lenient than the reader where one
// place must be held against another: an id that stands twice, an entry that
// lacks what it does not inherit; and it knows no regular expressions of RE2.
func (l *Library) Schema(lang message.Lang) ([]byte, error) {
	w := &schemaWriter{lang: lang, roles: l.roles, defs: map[string]any{}}
	root := templateObject.schema(w)
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = message.Text(lang, "template.schema_title")
	root["$defs"] = w.defs
	root["anyOf"] = []any{templateObject.has("extends"), map[string]any{"allOf": []any{
		templateObject.has("id"), templateObject.has("name"), templateObject.has("basis"), templateObject.has("sections"),
	}}}
	b, err := json.MarshalIndent(root, "", "  ")
	return append(b, '\n'), err
}

// schemaWriter collects the definitions of objects.
type schemaWriter struct {
	lang  message.Lang
	roles map[RoleID]*Role
	defs  map[string]any
}

// schema describes the object itself, with every key under both its names.
func (o *object[T]) schema(w *schemaWriter) map[string]any {
	properties := map[string]any{}
	var twice []any
	for _, k := range o.keys {
		d := k.kind.schema(w)
		d["description"] = message.Text(w.lang, message.Key("key."+o.name+"."+k.en))
		properties[k.en], properties[k.zh] = d, d
		twice = append(twice, map[string]any{"not": map[string]any{"required": []any{k.en, k.zh}}})
	}
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false, "allOf": twice}
}

// refer puts the object among the definitions and points to it.
func (o *object[T]) refer(w *schemaWriter) map[string]any {
	if w.defs[o.name] == nil {
		w.defs[o.name] = true // it may speak of itself
		w.defs[o.name] = o.schema(w)
	}
	return map[string]any{"$ref": "#/$defs/" + o.name}
}

func (o one[T]) schema(w *schemaWriter) map[string]any { return o.of.refer(w) }

// has asks that a key be there, under either of its names.
func (o *object[T]) has(en string) map[string]any {
	return map[string]any{"anyOf": []any{
		map[string]any{"required": []any{en}}, map[string]any{"required": []any{o.find(en).zh}},
	}}
}

func (l many[T]) schema(w *schemaWriter) map[string]any {
	entry := map[string]any{"allOf": []any{l.of.refer(w), l.of.has("id")}}
	return map[string]any{"type": "array", "maxItems": l.max, "items": entry}
}
