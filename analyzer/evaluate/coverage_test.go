package evaluate_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"hegao/analyzer/evaluate"
	"hegao/analyzer/message"
)

const coverageCase = `# a remark
template: work-summary
set: held-out
headings: 一、路灯 | 二、存在的问题
progress: present
problems: thin
plan: missing
point.study: unheaded
---
镇工作总结
一、路灯
`

func TestReadCoverageCases(t *testing.T) {
	cases, err := evaluate.ReadCoverageCases(fstest.MapFS{"a.txt": {Data: []byte(coverageCase)}, "readme.md": {Data: []byte("no case")}})
	if err != nil || len(cases) != 1 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	c := cases[0]
	if c.Name != "a" || c.Template != "work-summary" || c.Set != "held-out" || c.Text != "镇工作总结\n一、路灯\n" {
		t.Errorf("%+v", c)
	}
	if len(c.Labels) != 4 || c.Labels["point.study"] != "unheaded" || strings.Join(c.Headings, "+") != "一、路灯+二、存在的问题" {
		t.Errorf("%v, %q", c.Labels, c.Headings)
	}
	for name, change := range map[string][2]string{
		"no front part": {"\n---\n", "\n"}, "no template": {"template: work-summary\n", ""}, "no such status": {"plan: missing", "plan: gone"},
		"no colon": {"plan: missing", "plan missing"}, "an empty template": {"work-summary", ""},
	} {
		_, err := evaluate.ReadCoverageCases(fstest.MapFS{"b.txt": {Data: []byte(strings.Replace(coverageCase, change[0], change[1], 1))}})
		if message.CodeOf(err) != message.Invalid || !strings.Contains(err.Error(), "b.txt") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := evaluate.ReadCoverageCases(fstest.MapFS{}); err == nil {
		t.Error("no cases and no error")
	}
}

func TestCoverageScore(t *testing.T) {
	cases, err := evaluate.ReadCoverageCases(fstest.MapFS{"a.txt": {Data: []byte(coverageCase)}, "b.txt": {Data: []byte(coverageCase)}})
	if err != nil {
		t.Fatal(err)
	}
	right := evaluate.CoverageAnswer{
		Chosen: "work-summary", Headings: []string{"一、路灯", "二、 存在的问题"},
		Statuses: map[string]string{"progress": "present", "problems": "thin", "plan": "missing", "point.study": "unheaded", "opening": "present"},
	}
	wrong := evaluate.CoverageAnswer{
		Chosen: "self-inspection", Headings: []string{"一、路灯", "三、打算"},
		Statuses: map[string]string{"progress": "thin", "problems": "missing", "plan": "missing"},
	}
	s, err := evaluate.Coverage(cases, func(c evaluate.CoverageCase) (evaluate.CoverageAnswer, error) {
		if c.Name == "a" {
			return right, nil
		}
		return wrong, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := (evaluate.CoverageTally{Cases: 2, Labels: 8, There: 6, Exact: 5, Chosen: 1}); s.All != want || s.Sets["held-out"] != want || s.Templates["work-summary"] != want {
		t.Errorf("%+v, want %+v", s, want)
	}
	for status, want := range map[string]evaluate.StatusTally{
		"present": {Want: 2, Got: 1, Both: 1}, "thin": {Want: 2, Got: 2, Both: 1}, "missing": {Want: 2, Got: 3, Both: 2}, "unheaded": {Want: 2, Got: 1, Both: 1}, "": {Got: 1},
	} {
		if got := s.Statuses[status]; got != want {
			t.Errorf("%q: %+v, want %+v", status, got, want)
		}
	}
	if want := (evaluate.StatusTally{Want: 4, Got: 4, Both: 3}); s.Headings != want {
		t.Errorf("headings %+v, want %+v", s.Headings, want)
	}
	if m := s.Statuses["missing"]; m.Recall() != 1 || m.Precision() != 2./3 {
		t.Errorf("missing: precision %v, recall %v", m.Precision(), m.Recall())
	}
	var misses []string
	for _, m := range s.Misses {
		misses = append(misses, m.Case+" "+m.Label+" "+m.Want+">"+m.Got)
	}
	if got := strings.Join(misses, ", "); got != "b template work-summary>self-inspection, b point.study unheaded>, b problems thin>missing, b progress present>thin, b heading 二、存在的问题>, b heading >三、打算" {
		t.Errorf("misses: %s", got)
	}
	var out strings.Builder
	if err := s.Print(&out); err != nil || !strings.Contains(out.String(), "missing                            2       3           0.667  1.000") {
		t.Errorf("%v\n%s", err, out.String())
	}
}
