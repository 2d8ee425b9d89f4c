package analyzer

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
)

// hanzi is text that nobody wrote, the same for the same seed.
func hanzi(seed uint64, n int) string {
	rng := rand.New(rand.NewPCG(seed, 7))
	var out []rune
	for i := range n {
		out = append(out, rune('一'+rng.IntN(3000)))
		switch i % 36 {
		case 35:
			out = append(out, '。')
		case 11, 23:
			out = append(out, '，')
		}
	}
	return string(out) + "。\n"
}

// limitsCase is a draft with a passage that two families hold and one that
// five do, checked.
func limitsCase(t *testing.T) *Report {
	t.Helper()
	ofTwo, ofFive := hanzi(1, 60), hanzi(2, 120)
	var reports []reuse.Source
	for i := range uint64(30) {
		body := hanzi(100+i, 400)
		if i < 2 {
			body += ofTwo
		}
		if i >= 5 && i < 10 {
			body += ofFive
		}
		reports = append(reports, reuse.Source{Unit: fmt.Sprintf("第%d局", i), Year: 2020, Text: body + hanzi(200+i, 400)})
	}
	d, _ := typed("云坪镇2024年工作总结\n" + hanzi(3, 300) + ofTwo + hanzi(4, 300) + ofFive + hanzi(5, 100))
	return check(t, newAnalyzer(t, newMemory(reports...)), Draft{Doc: d})
}

// kindsIn are the kinds of the passages in reading order.
func kindsIn(r *Report) []reuse.Kind {
	var out []reuse.Kind
	for _, p := range r.Reuse.Passages {
		out = append(out, p.Kind)
	}
	return out
}

// TestLimited: the number of families decides what is common, and ratios and
// sources follow.
func TestLimited(t *testing.T) {
	r := limitsCase(t)
	const copied, phrase, shared = reuse.Verbatim, reuse.SetPhrase, reuse.SharedText
	for _, c := range []struct {
		limit int
		want  []reuse.Kind
	}{
		{0, []reuse.Kind{copied, shared}},
		{1, []reuse.Kind{phrase, shared}},
		{2, []reuse.Kind{phrase, shared}},
		{3, []reuse.Kind{copied, shared}},
		{5, []reuse.Kind{copied, shared}},
		{6, []reuse.Kind{copied, copied}},
		{MaxLimit, []reuse.Kind{copied, copied}},
	} {
		got := r.Limited(c.limit)
		if kinds := kindsIn(got); !slices.Equal(kinds, c.want) {
			t.Errorf("from %d families on: %v, want %v", c.limit, kinds, c.want)
			continue
		}
		chars := map[reuse.Kind]int{}
		for _, p := range got.Reuse.Passages {
			chars[p.Kind] += p.Chars
		}
		all, common := float64(got.Reuse.Checked), chars[phrase]+chars[shared]
		ratios := got.Reuse.Ratios
		if want := float64(chars[copied]+common) / all; ratios.Total != want {
			t.Errorf("from %d on: total %v, want %v", c.limit, ratios.Total, want)
		}
		if want := float64(chars[copied]) / (all - float64(common)); ratios.OtherUnits != want {
			t.Errorf("from %d on: other units %v, want %v", c.limit, ratios.OtherUnits, want)
		}
		if sources := len(got.Reuse.Sources); (sources == 0) != (chars[copied] == 0) {
			t.Errorf("from %d on: %d sources", c.limit, sources)
		}
		if got.Reuse.Limit != c.limit || got.Text != r.Text || got.Draft.Title != r.Draft.Title {
			t.Errorf("from %d on: another report, limit %d", c.limit, got.Reuse.Limit)
		}
	}
	if kinds := kindsIn(r); r.Reuse.Limit != 0 || kinds[0] != copied || kinds[1] != shared {
		t.Error("a limit changed the report itself")
	}
}

// TestSetPhraseBecomesACopy, or nothing where it is too short for one; a
// quotation stays what it is.
func TestSetPhraseBecomesACopy(t *testing.T) {
	passage := func(kind, own reuse.Kind, chars, families int) reuse.Passage {
		return reuse.Passage{Kind: kind, Own: own, Chars: chars, Families: families, Sources: []reuse.Place{{Report: "a"}}}
	}
	r := &Report{Reuse: &reuse.Result{Checked: 1000, Passages: []reuse.Passage{
		passage(reuse.SetPhrase, reuse.Near, 50, 4), passage(reuse.SetPhrase, "", 20, 4),
		passage(reuse.SharedText, reuse.OwnHistory, 100, 4), passage(reuse.Quotation, reuse.Verbatim, 30, 1),
	}}}
	got := r.Limited(5)
	if kinds := kindsIn(got); !slices.Equal(kinds, []reuse.Kind{reuse.Near, reuse.OwnHistory, reuse.Quotation}) {
		t.Fatalf("got %v", kinds)
	}
	want := reuse.Ratios{Total: .18, WithoutSetPhrases: .18, WithoutQuotations: 150. / 970, OtherUnits: 50. / 870, LargestSource: .15}
	if *got.Reuse.Ratios != want {
		t.Errorf("ratios %+v, want %+v", *got.Reuse.Ratios, want)
	}
	if kinds := kindsIn(r.Limited(4)); !slices.Equal(kinds, []reuse.Kind{reuse.SetPhrase, reuse.SetPhrase, reuse.SharedText, reuse.Quotation}) {
		t.Errorf("from 4 families on: %v", kinds)
	}
}

// TestWorstFollowsTheLimit: what a limit makes common warns of nothing.
func TestWorstFollowsTheLimit(t *testing.T) {
	r := limitsCase(t)
	bare := &Report{Reuse: r.Reuse}
	if bare.Worst() != "warning" || bare.Limited(2).Worst() != "" {
		t.Errorf("%q, and from 2 families on %q", bare.Worst(), bare.Limited(2).Worst())
	}
}

// TestViewOfALimit: a view says which limit it follows, and what a common
// passage would be without it.
func TestViewOfALimit(t *testing.T) {
	r := limitsCase(t)
	v := r.Limited(2).View(message.Chinese).Reuse
	if v.Limit != 2 || len(v.Passages) != 2 || v.Explanation != "" {
		t.Fatalf("view %+v", v)
	}
	for i, p := range v.Passages {
		if p.Kind.Copied() || p.Own != reuse.Verbatim || p.Chars != r.Reuse.Passages[i].Chars {
			t.Errorf("passage %d: %s, own %q, %d characters", i, p.Kind, p.Own, p.Chars)
		}
	}
	v = r.Limited(6).View(message.Chinese).Reuse
	for i, p := range v.Passages {
		if p.Kind != reuse.Verbatim || p.Own != "" {
			t.Errorf("passage %d: %s, own %q", i, p.Kind, p.Own)
		}
	}
	if auto := r.View(message.Chinese).Reuse; auto.Limit != 0 || auto.Passages[1].Own != reuse.Verbatim {
		t.Errorf("limit %d, own %q", auto.Limit, auto.Passages[1].Own)
	}
}
