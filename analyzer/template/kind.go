package template

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hegao/analyzer/message"
)

// reader reads the values of one template file and notes what is wrong.
type reader struct {
	*source
	// roles are those that sections may name, by id.
	roles map[RoleID]*Role
}

// kind is how a value is written in a template file and within what bounds.
// Each reads a value into the place that into points to, and describes itself
// to JSON Schema.
type kind interface {
	read(r *reader, n *node, into any)
	schema(w *schemaWriter) map[string]any
}

// wantText reports whether n is a scalar with something in it.
func (r *reader) wantText(n *node) bool {
	if n.kind != scalar || n.null || n.text == "" {
		r.wrong(n.at, "template.want_text", found(n))
		return false
	}
	return true
}

// found names what a node is, for a mistake.
func found(n *node) string {
	switch {
	case n.kind == list:
		return "@" + "template.found_list"
	case n.kind == mapping:
		return "@" + "template.found_mapping"
	case n.null || n.text == "":
		return "@" + "template.found_nothing"
	}
	return quoted(n.text)
}

// foundNumber is found where a number was wanted: one in quotation marks is
// shown with them, since it is they that are wrong.
func foundNumber(n *node) string {
	if n.kind == scalar && n.quoted {
		return strconv.Quote(quoted(n.text))
	}
	return found(n)
}

// longestQuoted bounds what a mistake repeats of the file, in characters.
const longestQuoted = 40

// quoted is text of the file, short enough to be repeated.
func quoted(s string) string {
	n := 0
	for i := range s {
		if n++; n > longestQuoted {
			return s[:i] + "…"
		}
	}
	return s
}

// line is a piece of text of at most so many characters.
type line struct{ max int }

func (k line) read(r *reader, n *node, into any) {
	if !r.wantText(n) {
		return
	}
	if utf8.RuneCountInString(n.text) > k.max {
		r.wrong(n.at, "template.text_long", k.max)
		return
	}
	reflect.ValueOf(into).Elem().SetString(strings.TrimSpace(n.text))
}

func (k line) schema(*schemaWriter) map[string]any {
	return map[string]any{"type": "string", "minLength": 1, "maxLength": k.max}
}

// name is an id: letters, digits, hanzi, "-" and "_".
type name struct{}

const maxID = 64

func (name) read(r *reader, n *node, into any) {
	if !r.wantText(n) {
		return
	}
	if utf8.RuneCountInString(n.text) > maxID || !isID(n.text) {
		r.wrong(n.at, "template.id_bad", quoted(n.text), maxID)
		return
	}
	reflect.ValueOf(into).Elem().SetString(n.text)
}

func isID(s string) bool {
	for _, r := range s {
		if !(r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || 0x4E00 <= r && r <= 0x9FFF) {
			return false
		}
	}
	return s != ""
}

func (name) schema(*schemaWriter) map[string]any {
	return map[string]any{"type": "string", "maxLength": maxID, "pattern": `^[A-Za-z0-9_\-一-鿿]+$`}
}

// words is a list of words; a single word may stand without the brackets.
type words struct{ max, each int }

// words300 is the list of words that most keys take.
var words300 = words{300, 60}

func (k words) read(r *reader, n *node, into any) {
	items := n.items
	if n.kind == scalar && !n.null {
		items = []*node{n}
	} else if n.kind != list {
		r.wrong(n.at, "template.want_words", found(n))
		return
	}
	if len(items) > k.max {
		r.wrong(n.at, "template.words_many", k.max)
		return
	}
	out := reflect.MakeSlice(reflect.TypeOf(into).Elem(), 0, len(items))
	seen := map[string]bool{}
	for _, item := range items {
		var w string
		line{k.each}.read(r, item, &w)
		switch {
		case w == "":
		case seen[w]:
			r.wrong(item.at, "template.word_twice", w)
		default:
			seen[w] = true
			out = reflect.Append(out, reflect.ValueOf(w).Convert(out.Type().Elem()))
		}
	}
	reflect.ValueOf(into).Elem().Set(out)
}

func (k words) schema(w *schemaWriter) map[string]any {
	one := line{k.each}.schema(w)
	return map[string]any{"anyOf": []any{one, map[string]any{"type": "array", "items": one, "maxItems": k.max, "uniqueItems": true}}}
}

// flag is yes or no, in either language.
type flag struct{}

var flags = map[string]bool{"true": true, "false": false, "yes": true, "no": false, "是": true, "否": false}

func (flag) read(r *reader, n *node, into any) {
	v, ok := flags[n.text]
	if n.kind != scalar || !ok {
		r.wrong(n.at, "template.want_flag", found(n))
		return
	}
	*into.(*bool) = v
}

func (flag) schema(*schemaWriter) map[string]any {
	return map[string]any{"enum": []any{true, false, "是", "否", "yes", "no"}}
}

// count is a whole number within bounds.
type count struct{ min, max int }

func (k count) read(r *reader, n *node, into any) {
	v, err := strconv.Atoi(n.text)
	if n.kind != scalar || n.quoted || err != nil || v < k.min || v > k.max {
		r.wrong(n.at, "template.want_count", k.min, k.max, foundNumber(n))
		return
	}
	*into.(*int) = v
}

func (k count) schema(*schemaWriter) map[string]any {
	return map[string]any{"type": "integer", "minimum": k.min, "maximum": k.max}
}

// share is a part of 1.
type share struct{}

func (share) read(r *reader, n *node, into any) {
	v, err := strconv.ParseFloat(n.text, 64)
	if n.kind != scalar || n.quoted || err != nil || !(v > 0 && v <= 1) {
		r.wrong(n.at, "template.want_share", foundNumber(n))
		return
	}
	*into.(*float64) = v
}

func (share) schema(*schemaWriter) map[string]any {
	return map[string]any{"type": "number", "exclusiveMinimum": 0, "maximum": 1}
}

// expression is a regular expression, or a list of plain words.
type expression struct{}

func (expression) read(r *reader, n *node, into any) { r.readPattern(n, into.(*pattern)) }

func (expression) schema(w *schemaWriter) map[string]any {
	one := map[string]any{"type": "string", "minLength": 1, "maxLength": maxPattern, "format": "regex"}
	list := words300.schema(w)["anyOf"].([]any)[1]
	return map[string]any{"anyOf": []any{one, list}}
}

// choice is one of a few values.
type choice []option

// option is a value with its names in either language.
type option struct{ value, zh, en string }

func (k choice) read(r *reader, n *node, into any) {
	for _, o := range k {
		if n.kind == scalar && n.text != "" && (n.text == o.zh || n.text == o.en) {
			reflect.ValueOf(into).Elem().SetString(o.value)
			return
		}
	}
	r.wrong(n.at, "template.want_choice", found(n), strings.Join(k.names(), "、"))
}

// names lists the values as people may write them: "错误/error".
func (k choice) names() []string {
	var out []string
	for _, o := range k {
		out = append(out, both(o.zh, o.en))
	}
	return out
}

func both(zh, en string) string {
	if zh == en {
		return en
	}
	return zh + "/" + en
}

func (k choice) schema(*schemaWriter) map[string]any {
	var all []any
	for _, o := range k {
		all = append(all, o.zh, o.en)
	}
	return map[string]any{"enum": all}
}

// roleNames is a list of roles, by id or by Chinese name.
type roleNames struct{}

func (roleNames) read(r *reader, n *node, into any) {
	var given []string
	words{20, 60}.read(r, n, &given)
	var out []RoleID
	for i, w := range given {
		id := r.role(w)
		if id == "" {
			at := n.at
			if n.kind == list && i < len(n.items) {
				at = n.items[i].at
			}
			r.unknown(at, "template.unknown_role", "template.unknown_role_near", w, r.roleList())
			continue
		}
		out = append(out, id)
	}
	*into.(*[]RoleID) = out
}

func (r *reader) role(w string) RoleID {
	if r.roles[RoleID(w)] != nil {
		return RoleID(w)
	}
	for id, role := range r.roles {
		if role.Name == w {
			return id
		}
	}
	return ""
}

func (r *reader) roleList() [][2]string {
	var out [][2]string
	for id, role := range r.roles {
		out = append(out, [2]string{string(id), role.Name})
	}
	slices.SortFunc(out, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return out
}

func (roleNames) schema(w *schemaWriter) map[string]any {
	var all []any
	for _, v := range (&reader{roles: w.roles}).roleList() {
		all = append(all, v[0], v[1])
	}
	one := map[string]any{"enum": all}
	return map[string]any{"anyOf": []any{one, map[string]any{"type": "array", "items": one, "uniqueItems": true}}}
}

// unknown notes a name that is none of those allowed, with the nearest.
func (r *reader) unknown(at place, key, keyNear message.Key, given string, allowed [][2]string) {
	var names, shown []string
	for _, a := range allowed {
		names = append(names, a[0], a[1])
		shown = append(shown, both(a[1], a[0]))
	}
	if near := nearest(given, names); near != "" {
		r.wrong(at, keyNear, quoted(given), strings.Join(shown, "、"), near)
		return
	}
	r.wrong(at, key, quoted(given), strings.Join(shown, "、"))
}
