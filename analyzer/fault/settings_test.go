package fault

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"hegao/analyzer/message"
)

func TestReadSettings(t *testing.T) {
	for _, c := range []struct {
		name, source string
		want         map[RuleID]RuleSetting
	}{
		{"nothing", "", map[RuleID]RuleSetting{}},
		{"a remark alone", "# 本单位没有改动\n", map[RuleID]RuleSetting{}},
		{"a level", "numbering: {level: info, reason: 沿用旧版编号}", map[RuleID]RuleSetting{"numbering": {Level: Info, Reason: "沿用旧版编号"}}},
		{"off", "residue:\n  off: true\n  reason: 稿件来自网站\n", map[RuleID]RuleSetting{"residue": {Off: true, Reason: "稿件来自网站"}}},
		{"exceptions", "placeholder: {except: [XX工程, 863], reason: 工程代号}", map[RuleID]RuleSetting{"placeholder": {Exceptions: []string{"XX工程", "863"}, Reason: "工程代号"}}},
		{"in Chinese", "\ufeffclosing: {级别: 提示, 理由: 惯例}\r\nattachment: {关闭: 是, 理由: 附件另发}\r\n", map[RuleID]RuleSetting{
			"closing": {Level: Info, Reason: "惯例"}, "attachment": {Off: true, Reason: "附件另发"},
		}},
		{"a reason alone changes nothing", "closing: {reason: 以后再说}", map[RuleID]RuleSetting{"closing": {Reason: "以后再说"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ReadSettings("faults.yaml", []byte(c.source))
			if err != nil || !reflect.DeepEqual(got.Rules, c.want) {
				t.Errorf("got %+v, %v", got.Rules, err)
			}
		})
	}
}

// TestReadSettingsMistakes: a mistake is told with its place and with what
// would be right.
func TestReadSettingsMistakes(t *testing.T) {
	for _, c := range []struct{ name, source, place, says string }{
		{"no such rule", "# 改动\nnumberings: {off: true, reason: 甲}", "2:1", "numbering、"},
		{"no such key", "numbering:\n  lvl: info\n", "2:3", "except"},
		{"no such level", "numbering: {level: fatal, reason: 甲}", "1:20", "warning"},
		{"no switch", "numbering: {off: 也许, reason: 甲}", "1:18", "true"},
		{"no reason", "residue: {reason: 甲}\nnumbering: {off: true}", "2:1", "reason"},
		{"an empty reason", "numbering: {off: true, reason: ' '}", "1:1", "reason"},
		{"exceptions that are no list", "numbering: {except: 甲, reason: 乙}", "1:21", "[词语, 词语]"},
		{"an empty exception", "numbering: {except: ['', 甲], reason: 乙}", "1:22", "[词语, 词语]"},
		{"a rule twice", "numbering: {reason: 甲}\nnumbering: {reason: 乙}", "2:1", "两遍"},
		{"a key twice", "numbering: {reason: 甲, 理由: 乙}", "1:24", "两遍"},
		{"no mapping", "- numbering", "1:1", "名称: 值"},
		{"a rule without a mapping", "numbering: off", "1:12", "名称: 值"},
		{"a list as a reason", "numbering: {reason: [甲]}", "1:21", "文字"},
		{"an alias", "numbering: &a {reason: 甲}\nclosing: *a", "1:12", "名称: 值"},
		{"no YAML", "numbering: {off: true", "1:12", "YAML"},
		{"no UTF-8", "numbering: \xff", "1:1", "UTF-8"},
		{"too long", strings.Repeat("# 长\n", maxSettings/5+1), "1:1", "KB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadSettings("甲/faults.yaml", []byte(c.source))
			var e *message.Error
			if !errors.As(err, &e) || e.Code != message.Invalid {
				t.Fatalf("got %v", err)
			}
			if said := e.In(message.Chinese); !strings.HasPrefix(said, "甲/faults.yaml:"+c.place+"：") || !strings.Contains(said, c.says) {
				t.Errorf("says %q", said)
			}
		})
	}
}

func TestSettingsApply(t *testing.T) {
	source := "工作总结\nXX工程已经完工，XX医院也已搬迁。\n一、做法\n" + whole + "\n三、打算\n" + whole
	d, o := typed(source)
	check := func(file string) map[RuleID][]Fault {
		t.Helper()
		s, err := ReadSettings("faults.yaml", []byte(file))
		if err != nil {
			t.Fatal(err)
		}
		out := map[RuleID][]Fault{}
		for _, f := range Check(Input{Doc: d, Outline: o, Settings: s}) {
			out[f.Rule] = append(out[f.Rule], f)
		}
		return out
	}
	plain := check("")
	if len(plain["placeholder"]) != 2 || len(plain["numbering"]) != 1 || plain["numbering"][0].Severity != Error {
		t.Fatalf("without settings: %+v", plain)
	}
	if got := check("numbering: {off: true, reason: 甲}"); len(got["numbering"]) != 0 || len(got["placeholder"]) != 2 {
		t.Errorf("off: %+v", got)
	}
	got := check("numbering: {level: info, reason: 甲}")
	if len(got["numbering"]) != 1 || got["numbering"][0].Severity != Info || got["numbering"][0].ID != plain["numbering"][0].ID {
		t.Errorf("level: %+v", got)
	}
	got = check("placeholder: {except: [XX工程], reason: 甲}")
	if len(got["placeholder"]) != 1 || got["placeholder"][0].ID != plain["placeholder"][1].ID {
		t.Errorf("except: %+v", got)
	}
}

func FuzzReadSettings(f *testing.F) {
	f.Add([]byte("numbering: {level: info, reason: 甲}\nplaceholder:\n  except: [XX工程]\n  理由: |\n    乙\n"))
	f.Add([]byte("a: &b [*b]\n---\n? x\n: y\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<12 {
			return
		}
		s, err := ReadSettings("f", data)
		if err != nil && message.CodeOf(err) != message.Invalid {
			t.Fatal(err)
		}
		for id, set := range s.Rules {
			if err == nil && set.changesAnything() && set.Reason == "" {
				t.Errorf("%s changed without a reason", id)
			}
		}
	})
}
