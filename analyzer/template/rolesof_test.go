package template

import (
	"slices"
	"testing"
)

func TestRolesOf(t *testing.T) {
	lib, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for heading, want := range map[string][]RoleID{
		"二、存在的主要问题":          {"problems"},
		"三、2031年工作打算":        {"plan", "tasks"},
		"四、原因分析":             {"causes"},
		"（二）围住工地，施工和诊疗各走各的道": nil,
		"": nil,
	} {
		if got := lib.RolesOf(heading); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", heading, got, want)
		}
	}
	if got := lib.RolesOf("三、存在问题及下一步打算"); !slices.Contains(got, "problems") || !slices.Contains(got, "plan") {
		t.Errorf("a heading for two sections: %q", got)
	}
	if _, ok := lib.Role("nobody"); ok {
		t.Error("a role that is not there")
	}
}
