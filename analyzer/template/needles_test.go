package template

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hegao/analyzer/evaluate"
)

func TestNeedles(t *testing.T) {
	for _, c := range []struct{ expr, want string }{
		{`问题`, "问题"},
		{`问题|困难`, "问题 困难"},
		{`(问题|困难)的?原因`, "问题原因 问题的原因 困难原因 困难的原因"},
		{`存在.{0,6}问题`, "存在"},
		{`.{0,6}问题`, "问题"},
		{`^今后`, "今后"},
		{`(甲|乙丙)?丁`, "丁 甲丁 乙丙丁"},
		{`(甲乙)+`, "甲乙"},
		{`甲{2,3}`, "甲"},
		{`[一二]次`, "一次 二次"},
		{`甲(乙.丙|丁戊)`, "甲"},
		{`甲(乙乙.丙|丁戊)`, "乙乙 丁戊"},
		{`(?i)abc`, ""},
		{`甲*`, ""},
		{`.`, ""},
		{`甲|.`, ""},
		{`甲?`, ""},
		{`[^甲]`, ""},
		{`[一-鿿]次`, "次"},
		{`(`, ""},
	} {
		n := needlesOf(c.expr)
		var got []string
		for _, pieces := range n.by {
			got = append(got, pieces...)
		}
		want := strings.Fields(c.want)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.expr, got, want)
		}
	}
}

// patterns are the expressions of the built-in templates.
func patterns(t testing.TB) []pattern {
	t.Helper()
	all := []pattern{means, declaring}
	for _, role := range library(t).roles {
		all = append(all, role.Pattern, role.None, role.Content, role.Not)
	}
	for _, tmpl := range library(t).All() {
		for _, s := range tmpl.Sections {
			all = append(all, s.Pattern, s.Content, s.When, s.EmptyOK)
		}
		for _, p := range tmpl.Points {
			all = append(all, p.When, p.EmptyOK)
		}
	}
	return slices.DeleteFunc(all, func(p pattern) bool { return p.Regexp == nil })
}

// TestNeedlesChangeNothing: a pattern matches a sentence where its expression
// does, over all sentences of the labelled cases; and needles are found for
// nearly all expressions, or they would be of no use.
func TestNeedlesChangeNothing(t *testing.T) {
	cases, err := evaluate.ReadCoverageCases(os.DirFS(coverageCases))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range cases {
		for _, s := range sentencesIn(c.Text) {
			seen[s] = true
		}
	}
	all, matched, without := patterns(t), 0, 0
	for _, p := range all {
		if p.needles.by == nil {
			without++
		}
		for s := range seen {
			want := p.MatchString(s)
			if p.match(s) != want {
				t.Errorf("%q matches %q: %v", p, s, want)
			}
			if want {
				matched++
			}
		}
	}
	if len(all) < 50 || len(seen) < 1000 || matched < 1000 || without > 0 {
		t.Errorf("%d patterns, %d without needles, %d sentences, %d matches", len(all), without, len(seen), matched)
	}
}

// FuzzNeedles: whatever the expression, no match is passed over.
func FuzzNeedles(f *testing.F) {
	for _, seed := range [][2]string{
		{`存在.{0,6}(问题|不足)`, "还存在一些不足"}, {`(a|bc)?d{2}[ef]+`, "addfe"}, {`(?i)甲A|^$`, "甲a"}, {`(a?b?)(c|d)*x`, "x"}, {`\b[0-9]+次`, "12次"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, expr, s string) {
		if len(expr) > 100 || len(s) > 200 || !utf8.ValidString(s) {
			return
		}
		re, err := regexp.Compile(expr)
		if err != nil {
			return
		}
		if n := needlesOf(expr); re.MatchString(s) && !n.in(s) {
			t.Errorf("%q matches %q and holds none of %q", expr, s, n.by)
		}
	})
}
