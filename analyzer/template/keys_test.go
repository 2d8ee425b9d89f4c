package template

import (
	"reflect"
	"strings"
	"testing"

	"hegao/analyzer/message"
)

// keyed is an object with the struct it fills, for TestKeys.
type keyed struct {
	name  string
	names [][2]string
	into  reflect.Type
	// filled are the struct's fields that the keys fill, by name.
	filled map[string]string
}

func keysOf[T any](o *object[T]) keyed {
	var t T
	k := keyed{o.name, o.names(), reflect.TypeOf(t), map[string]string{}}
	for _, key := range o.keys {
		k.filled[fieldAt(&t, key.field(&t))] = key.en
	}
	return k
}

// fieldAt is the name of the field of t that p points to.
func fieldAt(t, p any) string {
	v := reflect.ValueOf(t).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Addr().Pointer() == reflect.ValueOf(p).Pointer() && f.Type() == reflect.TypeOf(p).Elem() {
			return v.Type().Field(i).Name
		}
	}
	return "" // inside edit
}

// TestKeys: the table names every field of every object once, in both
// languages, and the catalogue says what each key means.
func TestKeys(t *testing.T) {
	// Fields that no key fills: where a template comes from is not written
	// in it.
	unwritten := map[string]bool{"Layer": true, "File": true}
	keys := 0
	for _, o := range []keyed{
		keysOf(templateObject), keysOf(titlesObject), keysOf(basisObject), keysOf(examplesObject),
		keysOf(sectionObject), keysOf(pointObject), keysOf(rolesObject), keysOf(roleObject),
	} {
		for i := range o.into.NumField() {
			if f := o.into.Field(i); f.IsExported() && !unwritten[f.Name] && o.filled[f.Name] == "" {
				t.Errorf("%s: no key fills %s", o.name, f.Name)
			}
		}
		seen := map[string]bool{}
		for _, n := range o.names {
			keys++
			for _, name := range n {
				if name == "" || seen[name] {
					t.Errorf("%s: the name %q is empty or stands twice", o.name, name)
				}
				seen[name] = true
			}
			if isHan := strings.ContainsFunc(n[1], func(r rune) bool { return r >= 0x4E00 }); !isHan || n[0] == n[1] {
				t.Errorf("%s: %q has no Chinese name", o.name, n[0])
			}
			key := message.Key("key." + o.name + "." + n[0])
			if message.Text(message.Chinese, key) == string(key) {
				t.Errorf("the catalogue does not say what %s means", key)
			}
		}
	}
	if keys < 50 {
		t.Fatalf("%d keys", keys)
	}
}

// everyKey writes every key of a template once, in English.
const everyKey = `
id: pump-station
name: 泵站运行报告
extends: work-summary
titles: {any: [泵站运行], none: [停运], body: [泵站]}
subjects: [泵站]
basis: {tier: custom, text: 本单位的写法}
typical_chars: 1500
fallback: false
strict_order: true
general: [提高认识]
examples: {must: [三号泵站运行报告], must_not: [泵站停运说明]}
sections:
  - id: intro
    name: 导语
    opening: true
    level: info
  - id: water
    name: 供水
    roles: [progress]
    headings: [供水情况]
    pattern: '供水'
    content: [出水, 水压]
    required: true
    when: '泵站'
    level: warning
    min_chars: 40
    min_items: 1
    need_numbers: 1
    need_means: true
    need_content: true
    flat: true
    empty_ok: [停水]
    basis: {tier: 惯例, text: 三号泵站的写法}
    examples: {must: [一、供水情况], must_not: [二、下一步工作]}
    after: intro
  - {id: early, name: 依据, content: 根据, within: 300}
  - {id: experience, drop: true}
points:
  - id: leak
    name: 漏损
    required: true
    when: '泵站'
    strong: [漏损率]
    weak: [漏点, 查漏]
    min_times: 2
    empty_ok: '没有漏'
    basis: {tier: 经验, text: 供水单位的写法}
    examples: {must: [查漏12次，漏损率下降。], must_not: [换泵一台。]}
    after: study
  - {id: safety, drop: true}
`

// TestKeysInBothLanguages: a template with Chinese keys says the same.
func TestKeysInBothLanguages(t *testing.T) {
	zh := everyKey
	replace := func(names [][2]string) {
		for _, n := range names {
			for _, lead := range []string{"\n", "  ", "- ", "{", ", "} {
				zh = strings.ReplaceAll(zh, lead+n[0]+": ", lead+n[1]+": ")
			}
			zh = strings.ReplaceAll(zh, "\n"+n[0]+":\n", "\n"+n[1]+":\n")
		}
	}
	replace(templateObject.names())
	replace(sectionObject.names())
	replace(pointObject.names())
	replace(titlesObject.names())
	replace(basisObject.names())
	replace(examplesObject.names())
	zh = strings.NewReplacer(": true", ": 是", ": false", ": 否", ": custom", ": 惯例", ": info", ": 提示", ": warning", ": 提醒", "[progress]", "[工作开展情况]").Replace(zh)
	for _, o := range []keyed{keysOf(templateObject), keysOf(sectionObject), keysOf(pointObject), keysOf(titlesObject), keysOf(basisObject), keysOf(examplesObject)} {
		for _, n := range o.names {
			if !strings.Contains(everyKey, n[0]+":") || !strings.Contains(zh, n[1]+":") || strings.Contains(zh, n[0]+":") {
				t.Errorf("%s: %s is not written in both", o.name, n[0])
			}
		}
	}
	english, chinese := given(t, everyKey), given(t, zh)
	for _, tmpl := range []*Template{english, chinese} {
		for i := range tmpl.Sections {
			forgetPlaces(&tmpl.Sections[i].Examples)
		}
		for i := range tmpl.Points {
			forgetPlaces(&tmpl.Points[i].Examples)
		}
		forgetPlaces(&tmpl.Examples)
	}
	if !reflect.DeepEqual(english, chinese) {
		t.Errorf("English\n%+v\nChinese\n%+v", english, chinese)
	}
}

func forgetPlaces(e *Examples) {
	for _, all := range [][]Example{e.Must, e.MustNot} {
		for i := range all {
			all[i].place = Mistake{}
		}
	}
}

// given reads a template file on top of the built-in library.
func given(t testing.TB, source string) *Template {
	t.Helper()
	l := withFiles(t, source)
	if all := l.Of(GivenLayer); len(all) == 1 {
		return all[0]
	}
	t.Fatalf("%d templates of one file", len(l.Of(GivenLayer)))
	return nil
}

// withFiles is the built-in library with template files on top.
func withFiles(t testing.TB, sources ...string) *Library {
	t.Helper()
	l, err := library(t).With(Layer{Name: GivenLayer, Files: files(sources...)})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func files(sources ...string) []File {
	var out []File
	for i, s := range sources {
		out = append(out, File{"t" + itoa(i+1) + ".yaml", []byte(s)})
	}
	return out
}

func TestEveryKeyIsTaken(t *testing.T) {
	tmpl := given(t, everyKey)
	if tmpl.ID != "pump-station" || tmpl.Extends != "work-summary" || !tmpl.StrictOrder || tmpl.TypicalChars != 1500 || len(tmpl.General) != 1 {
		t.Errorf("%+v", tmpl)
	}
	var ids []string
	for _, s := range tmpl.Sections {
		ids = append(ids, string(s.ID))
	}
	if got := strings.Join(ids, " "); got != "opening progress problems causes plan intro water early" {
		t.Errorf("sections %s", got)
	}
	water := tmpl.Sections[6]
	if water.MinItems != 1 || !water.NeedMeans || !water.NeedContent || water.When.Regexp == nil || !water.EmptyOK.match("今日停水") || !water.titles["供水情况"] {
		t.Errorf("%+v", water)
	}
	if len(tmpl.Points) != 2 || tmpl.Points[1].ID != "leak" || tmpl.Points[1].MinTimes != 2 {
		t.Errorf("points %+v", tmpl.Points)
	}
	if early := tmpl.Sections[7]; early.Level != "warning" || early.Basis != tmpl.Basis {
		t.Errorf("a section without level and basis: %+v", early)
	}
}
