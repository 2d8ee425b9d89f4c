package template

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"hegao/analyzer/message"
)

// folder is a layer of files held in memory.
func folder(name LayerName, files map[string]string) Layer {
	m := fstest.MapFS{}
	for file, source := range files {
		m[file] = &fstest.MapFile{Data: []byte(source)}
	}
	return Layer{Name: name, Dir: string(name), FS: m}
}

func load(t *testing.T, layers ...Layer) *Library {
	t.Helper()
	l, err := Load(layers...)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func sectionIDs(t *Template) string {
	var ids []string
	for _, s := range t.Sections {
		ids = append(ids, string(s.ID))
	}
	return strings.Join(ids, " ")
}

// TestExtends: a unit's template of a few lines is the built-in one with what
// the unit changes.
func TestExtends(t *testing.T) {
	l := load(t, folder(UnitLayer, map[string]string{"a.yaml": `
编号: 供水总结
继承: work-summary
名称: 供水工作总结
题名: {含有: [供水工作总结]}
章节:
  - {编号: experience, 去掉: 是}
  - {编号: causes, 必须: 是}
  - {编号: progress, 最少字数: 900}
  - {编号: water, 名称: 水质, 必须: 是, 标题写法: [水质化验], 接在: progress}
`}))
	base, own := mustGet(t, "work-summary"), mustFind(t, l, "供水总结")
	if got := sectionIDs(own); got != "opening progress water problems causes plan" {
		t.Errorf("sections %s", got)
	}
	if own.Extends != "work-summary" || own.Layer != UnitLayer || own.File != "unit/a.yaml" || own.Basis != base.Basis || len(own.Points) != len(base.Points) {
		t.Errorf("%+v", own)
	}
	progress := own.Sections[1]
	if progress.MinChars != 900 || progress.Name != "主要工作及成效" || !progress.Flat || progress.NeedNumbers != 3 {
		t.Errorf("what is not overridden is kept: %+v", progress)
	}
	if !own.Sections[4].Required || own.Sections[2].Basis != base.Basis {
		t.Errorf("causes %+v, water %+v", own.Sections[4], own.Sections[2])
	}
	if again := mustGet(t, "work-summary"); again.Sections[1].MinChars == 900 || len(again.Sections) != 6 {
		t.Error("the template that was extended has changed")
	}
	if failures, run := l.TestExamples(own); len(failures) > 0 || run < 20 {
		t.Errorf("%d examples, %v", run, failures)
	}
}

func mustFind(t *testing.T, l *Library, id ID) *Template {
	t.Helper()
	tmpl, ok := l.Get(id)
	if !ok {
		t.Fatalf("there is no template %s", id)
	}
	return tmpl
}

// TestLayers: the later layer prevails, and may extend what it replaces.
func TestLayers(t *testing.T) {
	unit := folder(UnitLayer, map[string]string{
		"summary.yml": "id: work-summary\nextends: work-summary\nname: 本局工作总结\nsections:\n  - {id: problems, min_chars: 300}\n",
		"notes.txt":   "no template",
		".hidden.yml": "::",
	})
	own := folder(OwnLayer, map[string]string{
		"a.yaml": "id: work-summary\nextends: work-summary\nsections:\n  - {id: plan, min_chars: 400}\n",
	})
	l := load(t, unit, own)
	got := mustFind(t, l, "work-summary")
	if got.Name != "本局工作总结" || got.Layer != OwnLayer || got.Sections[3].MinChars != 300 || got.Sections[5].MinChars != 400 {
		t.Errorf("%+v", got)
	}
	if source, _ := l.Source("work-summary"); !strings.Contains(source, "400") {
		t.Errorf("source %q", source)
	}
	if len(l.All()) != len(builtinIDs) || len(l.Of(OwnLayer)) != 1 || len(l.Of(UnitLayer)) != 0 {
		t.Errorf("%d templates, own %d", len(l.All()), len(l.Of(OwnLayer)))
	}
	// Without "extends" a template replaces the whole of the other.
	l = load(t, folder(UnitLayer, map[string]string{"a.yaml": strings.Replace(sound, "id: pump", "id: work-summary", 1)}))
	if got := mustFind(t, l, "work-summary"); sectionIDs(got) != "plan" || len(got.Points) != 0 {
		t.Errorf("%+v", got)
	}
	// A folder that does not exist holds nothing.
	l = load(t, Layer{Name: UnitLayer, Dir: "none", FS: os.DirFS(t.TempDir() + "/none")})
	if len(l.All()) != len(builtinIDs) {
		t.Errorf("%d templates", len(l.All()))
	}
}

// TestExtendsInOneLayer: in whatever order the files stand.
func TestExtendsInOneLayer(t *testing.T) {
	l := load(t, folder(UnitLayer, map[string]string{
		"a.yaml": "id: c\nextends: b\nname: 丙\n",
		"b.yaml": "id: b\nextends: a\nsections:\n  - {id: plan, min_chars: 7}\n",
		"c.yaml": strings.Replace(sound, "id: pump", "id: a", 1),
	}))
	if c := mustFind(t, l, "c"); c.Name != "丙" || c.Sections[0].MinChars != 7 || c.Sections[0].Name != "打算" {
		t.Errorf("%+v", c)
	}
}

// layerMistakeCases are folders with one kind of mistake each.
var layerMistakeCases = []struct {
	name  string
	files map[string]string
	want  string // places and keys
	kept  string // ids of the layer
}{
	{"one file is wrong", map[string]string{"a.yaml": sound, "b.yaml": "id: b\ncolour: red\n"}, "unit/b.yaml:2:1 template.unknown_key", "pump"},
	{"an id twice", map[string]string{"a.yaml": sound, "b.yaml": sound}, "unit/b.yaml:1:5 template.template_twice", "pump"},
	{"nothing to extend", map[string]string{"a.yaml": "id: a\nextends: summary\n"}, "unit/a.yaml:2:10 template.extends_unknown_near", ""},
	{"nothing like it to extend", map[string]string{"a.yaml": "id: a\nextends: 天气\n"}, "unit/a.yaml:2:10 template.extends_unknown", ""},
	{"itself, and nothing below", map[string]string{"a.yaml": "id: a\nextends: a\n"}, "unit/a.yaml:2:10 template.extends_unknown", ""},
	{"a circle", map[string]string{"a.yaml": "id: a\nextends: b\n", "b.yaml": "id: b\nextends: a\n"}, "unit/a.yaml:2:10 template.extends_broken unit/b.yaml:2:10 template.extends_circle", ""},
	{"what it extends is wrong", map[string]string{"a.yaml": "id: a\nextends: b\n", "b.yaml": "id: b\ncolour: red\n"}, "unit/a.yaml:2:10 template.extends_broken unit/b.yaml:2:1 template.unknown_key", ""},
	{"roles", map[string]string{"roles.yaml": "roles:\n  - {id: weather, name: 天气}\n"}, "unit/roles.yaml:2:5 template.key_missing", ""},
	{"a share beyond the whole", map[string]string{"roles.yaml": "roles:\n  - {id: plan, last: 1.5}\n"}, "unit/roles.yaml:2:22 template.want_share", ""},
	{"a role without a name", map[string]string{"roles.yaml": "roles:\n  - {id: weather, headings: 天气}\n"}, "unit/roles.yaml:2:5 template.key_missing", ""},
}

// TestLayerMistakes: what is sound is kept, and every mistake is told.
func TestLayerMistakes(t *testing.T) {
	for _, c := range layerMistakeCases {
		t.Run(c.name, func(t *testing.T) {
			l, err := Load(folder(UnitLayer, c.files))
			var mistakes Mistakes
			if !errors.As(err, &mistakes) {
				t.Fatal(err)
			}
			var got, kept []string
			for _, m := range mistakes {
				got = append(got, m.Place()+" "+string(m.What.Key))
				checkMistake(t, m)
			}
			for _, tmpl := range l.Of(UnitLayer) {
				kept = append(kept, string(tmpl.ID))
			}
			if strings.Join(got, " ") != c.want || strings.Join(kept, " ") != c.kept {
				t.Errorf("\n got %s, kept %s\nwant %s, kept %s", strings.Join(got, " "), kept, c.want, c.kept)
			}
		})
	}
}

// TestLayerRoles: a layer's roles.yaml adds roles and changes those there are.
func TestLayerRoles(t *testing.T) {
	l := load(t, folder(UnitLayer, map[string]string{
		"roles.yaml": "要素:\n  - {编号: weather, 名称: 天气, 标题写法: [天气情况]}\n  - {编号: problems, 标题写法: [老大难]}\n",
		"a.yaml":     "编号: 泵站\n名称: 泵站\n依据: {等级: 惯例, 出处: 写法}\n章节:\n  - {编号: w, 名称: 天气, 要素: [天气]}\n  - {编号: problems, 名称: 问题, 要素: problems}\n",
	}))
	tmpl := mustFind(t, l, "泵站")
	for title, want := range map[string]string{"一、天气情况": "w", "二、老大难": "problems", "三、面临的困难": "problems"} {
		if got := served(l, tmpl, title); got != want {
			t.Errorf("%s serves %q, want %q", title, got, want)
		}
	}
	if mustGet(t, "work-summary"); library(t).roles["weather"] != nil || len(library(t).roles["problems"].Headings) < 10 {
		t.Error("the built-in roles have changed")
	}
}

type brokenFS struct{}

func (brokenFS) Open(string) (fs.File, error) { return nil, fs.ErrPermission }

func TestUnreadableLayer(t *testing.T) {
	_, err := Load(Layer{Name: UnitLayer, Dir: "unit", FS: brokenFS{}})
	if message.CodeOf(err) != message.Invalid || !strings.Contains(message.Explain(err, message.Chinese), "unit") {
		t.Errorf("%v", err)
	}
	many := map[string]string{}
	for i := range maxFiles + 1 {
		many["t"+itoa(i)+".yaml"] = sound
	}
	if _, err := Load(folder(UnitLayer, many)); message.CodeOf(err) != message.TooLarge {
		t.Errorf("%v", err)
	}
}
