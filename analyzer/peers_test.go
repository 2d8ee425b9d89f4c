package analyzer

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"hegao/analyzer/reuse"
	"hegao/analyzer/template"
)

// TestPeers: a section far shorter than those of the archive's reports of the
// kind is thin, and the reason names their median; with no archive it is not
// told from the others.
func TestPeers(t *testing.T) {
	lib, err := template.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	report := func(unit string, sentences int) string {
		var problems strings.Builder
		for i := range sentences {
			fmt.Fprintf(&problems, "%s第%d处仓库的台账与实物对不上，登记晚了%d天，保管员没有按规定复核。", unit, i+1, i+3)
		}
		return unit + "2024年工作总结\n一、工作开展情况\n全年办理各类事项3120件，比上年多412件，办结率98.2%。\n" +
			"二、存在的问题\n" + problems.String() + "\n三、下一步工作\n2025年3月底前补齐台账，由办公室按月核对，核对结果在例会上通报。\n"
	}
	var past []reuse.Source
	for i := range 8 {
		unit := fmt.Sprintf("云岭县第%d粮站", i+1)
		past = append(past, reuse.Source{Unit: unit, Year: 2023, Text: report(unit, 20)})
	}
	for name, c := range map[string]struct {
		archive *memory
		want    template.Status
	}{"alone": {newMemory(), template.Present}, "among peers": {newMemory(past...), template.Thin}} {
		doc, _ := typed(report("云岭县供销社", 4))
		r, err := New(lib, c.archive).Check(context.Background(), Draft{Doc: doc, Template: "work-summary"})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range r.Coverage.Sections {
			if s.ID != "problems" {
				continue
			}
			if s.Status != c.want || c.want == template.Thin && s.Why.Key != "why.thin_peers" {
				t.Errorf("%s: %s, %+v", name, s.Status, s.Why)
			}
		}
	}
}
