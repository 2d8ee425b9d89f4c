package search

import (
	"slices"
	"testing"

	"hegao/analyzer/segment"
)

func TestParse(t *testing.T) {
	s, err := segment.Load()
	if err != nil {
		t.Fatal(err)
	}
	list := func(words ...string) []string { return words }
	for _, c := range []struct {
		query                    string
		words, phrases, required []string
		blank                    bool
	}{
		{query: " \u3000", blank: true},
		{query: "*"},
		{query: "意识形态工作", words: list("意识形态", "工作"), required: list("意识形态", "工作")},
		{query: "工作 工作", words: list("工作"), required: list("工作")},
		{query: "学习“责任制，落实”报告", words: list("学习", "报告"), phrases: list("责任制落实"),
			required: list("学习", "责任制", "落实", "报告")},
		{query: `"网络 安全"「ＡＢ12」`, phrases: list("网络安全", "ab12"), required: list("网络", "安全", "ab12")},
		{query: "”学习”", phrases: list("学习"), required: list("学习")},
		{query: `"学习`, words: list("学习"), required: list("学习")},
		{query: "「学习", words: list("学习"), required: list("学习")},
		{query: "「学习”工作", words: list("学习", "工作"), required: list("学习", "工作")},
		{query: `""学习`, words: list("学习"), required: list("学习")},
		{query: `"学习" "学习" 学习`, words: list("学习"), phrases: list("学习"), required: list("学习")},
	} {
		got := parse(c.query, s)
		if got.blank != c.blank || !slices.Equal(got.words, c.words) ||
			!slices.Equal(got.phrases, c.phrases) || !slices.Equal(got.required, c.required) {
			t.Errorf("%q\n got %+v\nwant %+v", c.query, got, c)
		}
	}
}

func TestTerms(t *testing.T) {
	x := newIndex(t)
	words, phrases := x.Terms(`学习 "责任制 落实"`)
	if !slices.Equal(words, []string{"学习"}) || !slices.Equal(phrases, []string{"责任制落实"}) {
		t.Errorf("Terms = %v, %v", words, phrases)
	}
}

// FuzzParse checks that parsing ends, that nothing is listed twice, and that
// every word outside quotation marks is required.
func FuzzParse(f *testing.F) {
	f.Add(`学习“责任制，落实”报告 "a`)
	f.Add("「」\"\"“\xff”＂")
	f.Fuzz(func(t *testing.T, query string) {
		s, err := segment.Load()
		if err != nil {
			t.Fatal(err)
		}
		p := parse(query, s)
		for _, list := range [][]string{p.words, p.phrases, p.required} {
			sorted := slices.Sorted(slices.Values(list))
			if len(slices.Compact(sorted)) != len(list) || slices.Contains(list, "") {
				t.Fatalf("%q: %q", query, list)
			}
		}
		for _, word := range p.words {
			if !slices.Contains(p.required, word) {
				t.Fatalf("%q: %q is not required", query, word)
			}
		}
	})
}
