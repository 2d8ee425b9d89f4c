package template

import (
	"errors"
	"strings"
	"testing"

	"hegao/analyzer/message"
)

// Guards: what was taught serves the section, what the unit wrote before stays
// with its remarks, and the rest of the template is as it was.
func TestTeach(t *testing.T) {
	for name, own := range map[string]string{
		"built-in only":            "",
		"nothing about sections":   "id: work-summary\nextends: work-summary # 沿用\n",
		"another section":          "# 本局的\n编号: work-summary\n继承: work-summary\n章节:\n  - 编号: plan\n    标题写法: [今后设想] # 老写法\n",
		"the section, no headings": "编号: work-summary\n继承: work-summary\n章节:\n  - 编号: problems\n    最少字数: 50 # 短的也行\n",
		"the section's headings":   "id: work-summary\nextends: work-summary\nsections:\n  - id: problems\n    headings:\n      - 卡脖子的事 # 局长爱用\n",
	} {
		t.Run(name, func(t *testing.T) {
			lib := mustBuiltin(t)
			if own != "" {
				lib = mustWith(t, lib, own)
			}
			source, err := lib.Teach("work-summary", "problems", "堵点和“弱项”: 几处")
			if err != nil {
				t.Fatal(err)
			}
			taught := mustWith(t, mustBuiltin(t), source)
			got, _ := taught.Get("work-summary")
			before, _ := lib.Get("work-summary")
			for i, s := range got.Sections {
				want := before.Sections[i].Headings
				if s.ID == "problems" {
					want = append(want[:len(want):len(want)], "堵点和“弱项”: 几处")
				}
				if s.ID != before.Sections[i].ID || strings.Join(s.Headings, "|") != strings.Join(want, "|") || s.MinChars != before.Sections[i].MinChars {
					t.Errorf("section %s: %q, want %q", s.ID, s.Headings, want)
				}
			}
			for _, remark := range []string{"# 沿用", "# 本局的", "# 老写法", "# 短的也行"} {
				if strings.Contains(own, remark) && !strings.Contains(source, remark) {
					t.Errorf("the remark %q is gone:\n%s", remark, source)
				}
			}
			again, err := taught.Teach("work-summary", "problems", "堵点和“弱项”: 几处")
			if err != nil || strings.Count(again, "堵点") != 1 {
				t.Errorf("taught twice, %v:\n%s", err, again)
			}
		})
	}
}

// Guards: a fallback stays one, and what cannot be taught says so.
func TestTeachLimits(t *testing.T) {
	lib := mustBuiltin(t)
	for _, b := range lib.All() {
		if !b.Fallback {
			continue
		}
		source, err := lib.Teach(b.ID, b.Sections[0].ID, "某某")
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := mustWith(t, lib, source).Get(b.ID); !got.Fallback {
			t.Errorf("%s is no fallback any more", b.ID)
		}
	}
	own, err := lib.With(Layer{Name: OwnLayer, Files: []File{{"a.yaml", []byte("id: work-summary\nextends: work-summary\n")}}})
	if err != nil {
		t.Fatal(err)
	}
	for want, c := range map[message.Key]struct {
		lib     *Library
		id      ID
		section SectionID
	}{
		"error.template_unknown": {lib, "none", "problems"},
		"error.section_unknown":  {lib, "work-summary", "none"},
		"error.template_above":   {own, "work-summary", "problems"},
	} {
		_, err := c.lib.Teach(c.id, c.section, "某某")
		if e, ok := errors.AsType[*message.Error](err); !ok || e.Message.Key != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func mustBuiltin(t *testing.T) *Library {
	t.Helper()
	lib, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func mustWith(t *testing.T, lib *Library, source string) *Library {
	t.Helper()
	lib, err := lib.With(Layer{Name: UnitLayer, Files: []File{{"taught.yaml", []byte(source)}}})
	if err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	return lib
}
