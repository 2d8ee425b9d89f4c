package reuse

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// passageOf is a hand-made passage from a report.
func passageOf(kind, own Kind, chars, families int, report string) Passage {
	p := Passage{
		ID: report + fmt.Sprint(chars, families), Span: text.Span{Start: families, End: families + 3*chars}, Kind: kind, Own: own, Chars: chars,
		Similarity: 0.9, Families: families, Sources: []Place{{Report: report, Unit: "某镇", Year: 2023}}, Why: message.New("before"),
	}
	return p
}

// handMade is a result of 1,000 characters with passages of every kind.
func handMade() *Result {
	r := &Result{Checked: 1000, Passages: []Passage{
		passageOf(Verbatim, Verbatim, 100, 1, "a"),
		passageOf(Near, Near, 80, 2, "b"),
		passageOf(SetPhrase, Verbatim, 40, 5, "a"),
		passageOf(SetPhrase, "", 20, 7, "c"), // too short to count by itself
		passageOf(SharedText, Near, 120, 9, "b"),
		passageOf(Rewritten, Rewritten, 60, 3, "d"),
		passageOf(OwnHistory, OwnHistory, 90, 4, "e"),
		passageOf(Quotation, Verbatim, 50, 12, "f"),
	}}
	r.share()
	return r
}

// TestLimited: kinds by limit, for each of the hand-made passages in order.
func TestLimited(t *testing.T) {
	for limit := 1; limit <= 20; limit++ {
		r := handMade().Limited(limit)
		if r.Limit != limit || r.Checked != 1000 {
			t.Errorf("limit %d, %d characters", r.Limit, r.Checked)
		}
		k := 0
		for _, p := range handMade().Passages {
			want := limitedKind(p, limit)
			if want == "" {
				continue
			}
			if k >= len(r.Passages) {
				t.Fatalf("limit %d: only %d passages", limit, k)
			}
			got := r.Passages[k]
			if got.ID != p.ID || got.Kind != want || got.Own != p.Own || got.Families != p.Families || got.Span != p.Span {
				t.Errorf("limit %d: %s of %d characters in %d families is %s, want %s", limit, p.Kind, p.Chars, p.Families, got.Kind, want)
			}
			if why := fmt.Sprint(got.Why); why != fmt.Sprint(message.New(message.Key("passage."+string(want)), p.Chars, "90", p.Families)) {
				t.Errorf("limit %d: %s says %s", limit, want, why)
			}
			k++
		}
		if k != len(r.Passages) {
			t.Errorf("limit %d: %d passages, want %d", limit, len(r.Passages), k)
		}
		wantShares(t, r)
	}
}

// limitedKind is what a passage becomes, "" where it is left out.
func limitedKind(p Passage, limit int) Kind {
	common := p.Families >= limit
	switch {
	case p.Kind == Quotation:
		return Quotation
	case !common:
		return p.Own
	case p.Chars >= 90:
		return SharedText
	}
	return SetPhrase
}

// wantShares counts ratios and sources anew.
func wantShares(t *testing.T, r *Result) {
	t.Helper()
	by, reports := map[Kind]float64{}, map[string]int{}
	for _, p := range r.Passages {
		by[p.Kind] += float64(p.Chars)
		if p.Kind == Verbatim || p.Kind == Near || p.Kind == OwnHistory {
			reports[p.Sources[0].Report] += p.Chars
		}
	}
	copied, own, quoted, common := by[Verbatim]+by[Near], by[OwnHistory], by[Quotation], by[SetPhrase]+by[SharedText]
	all := float64(r.Checked)
	most := 0
	for k, s := range r.Sources {
		if s.Chars != reports[s.Report] || s.Unit != "某镇" || s.Year != 2023 || math.Abs(s.Ratio-float64(s.Chars)/(all-common)) > 1e-9 {
			t.Errorf("limit %d: source %+v, want %d characters of %v", r.Limit, s, reports[s.Report], all-common)
		}
		if k > 0 && s.Chars > r.Sources[k-1].Chars {
			t.Errorf("limit %d: sources %+v", r.Limit, r.Sources)
		}
		most = max(most, s.Chars)
	}
	if len(r.Sources) != len(reports) {
		t.Errorf("limit %d: %d sources, want %d", r.Limit, len(r.Sources), len(reports))
	}
	want := Ratios{
		Total: (copied + own + quoted + common) / all, WithoutSetPhrases: (copied + own + quoted) / (all - common),
		WithoutQuotations: (copied + own) / (all - common - quoted), OtherUnits: copied / (all - common - quoted - own),
		LargestSource: float64(most) / (all - common),
	}
	for name, pair := range map[string][2]float64{
		"total": {r.Ratios.Total, want.Total}, "without set phrases": {r.Ratios.WithoutSetPhrases, want.WithoutSetPhrases},
		"without quotations": {r.Ratios.WithoutQuotations, want.WithoutQuotations}, "other units": {r.Ratios.OtherUnits, want.OtherUnits},
		"largest source": {r.Ratios.LargestSource, want.LargestSource},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-9 {
			t.Errorf("limit %d: %s is %v, want %v", r.Limit, name, pair[0], pair[1])
		}
	}
}

// TestLimitedNone: without a limit the result stays, and counts as before.
func TestLimitedNone(t *testing.T) {
	r := handMade()
	wantShares(t, r)
	for _, limit := range []int{0, -1} {
		if got := r.Limited(limit); got != r {
			t.Errorf("limit %d makes another result", limit)
		}
	}
}

// TestLimitedLeavesTheOriginal: limits may be tried one after another on one
// result, which stays as it was; each is counted from the original.
func TestLimitedLeavesTheOriginal(t *testing.T) {
	r := handMade()
	before, _ := json.Marshal(r)
	for limit := 1; limit <= 20; limit++ {
		one, _ := json.Marshal(r.Limited(limit))
		fresh, _ := json.Marshal(handMade().Limited(limit))
		if string(one) != string(fresh) {
			t.Errorf("limit %d after others gives\n%s, want\n%s", limit, one, fresh)
		}
		if after, _ := json.Marshal(r); string(after) != string(before) {
			t.Fatalf("limit %d changed the original:\n%s, was\n%s", limit, after, before)
		}
	}
}

// TestLimitedShort: a draft too short for ratios has none with a limit either;
// one without passages stays empty.
func TestLimitedShort(t *testing.T) {
	r := handMade()
	r.Checked = MinForRatios - 1
	r.share()
	if got := r.Limited(8); got.Ratios != nil || len(got.Passages) != 7 || len(got.Sources) == 0 {
		t.Errorf("%d passages, sources %v, ratios %v", len(got.Passages), got.Sources, got.Ratios)
	}
	empty := &Result{Checked: 600}
	empty.share()
	if got := empty.Limited(2); len(got.Passages) > 0 || *got.Ratios != (Ratios{}) {
		t.Errorf("%+v", got)
	}
}

// TestLimitedFound: a limit on what was really found moves passages between
// the common and the copied, and adds up.
func TestLimitedFound(t *testing.T) {
	rng := seeded(120)
	phrase, copied := sentence(rng, 48), sentence(rng, 96)
	m := withPhrase(rng, 5, phrase)
	first := m.Add(Source{Text: invented(rng, 396) + copied + "\n" + invented(rng, 396)})
	draft := invented(rng, 252) + copied + "\n" + invented(rng, 252) + phrase + "\n" + invented(rng, 252)
	r := find(t, m, Draft{Text: draft})
	name := m.sources[first-1].Name
	wantPassages(t, draft, r, []wanted{{Verbatim, name, copied}, {SetPhrase, "", phrase}})
	for limit, kinds := range map[int][2]Kind{1: {SharedText, SetPhrase}, 2: {Verbatim, SetPhrase}, 5: {Verbatim, SetPhrase}, 6: {Verbatim, Verbatim}, 20: {Verbatim, Verbatim}} {
		wantPassages(t, draft, r.Limited(limit), []wanted{{kinds[0], name, copied}, {kinds[1], "", phrase}})
	}
}
