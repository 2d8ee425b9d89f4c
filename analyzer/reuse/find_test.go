package reuse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"hegao/analyzer/text"
)

// library is an archive of n invented reports of about 1,500 characters.
func library(rng *rand.Rand, n int) *Memory {
	m := NewMemory()
	for i := range n {
		m.Add(Source{Unit: fmt.Sprintf("第%d单位", i%9+1), Year: 2020 + i%5, Text: invented(rng, 1500)})
	}
	return m
}

// place asks for one passage: where it stands in the draft and what it is.
type wanted struct {
	kind   Kind
	source string // "" for any
	text   string // stands in the draft; the passage must cover most of it
}

func wantPassages(t *testing.T, draft string, r *Result, want []wanted) {
	t.Helper()
	if len(r.Passages) != len(want) {
		for _, p := range r.Passages {
			t.Logf("%s %.2f from %s (%d families): %s", p.Kind, p.Similarity, p.Sources[0].Report, p.Families, p.Span.Of(draft))
		}
		t.Fatalf("%d passages, want %d", len(r.Passages), len(want))
	}
	for i, w := range want {
		p := r.Passages[i]
		at := strings.Index(draft, w.text)
		place := text.Span{Start: at, End: at + len(w.text)}
		if at < 0 || p.Kind != w.kind || w.source != "" && p.Sources[0].Report != w.source {
			t.Errorf("passage %d is %s from %s, want %s from %s", i, p.Kind, p.Sources[0].Report, w.kind, w.source)
		}
		shared := len(kept(p.Span.Intersect(place).Of(draft)))
		if whole := len(kept(w.text)); shared*10 < whole*9 {
			t.Errorf("passage %d covers %d of %d characters", i, shared, whole)
		}
		if extra := len(kept(p.Span.Of(draft))) - shared; extra > 12 {
			t.Errorf("passage %d takes in %d characters too many", i, extra)
		}
	}
}

func TestKinds(t *testing.T) {
	rng := seeded(30)
	m := library(rng, 30)
	phrase, shared := invented(rng, 45), invented(rng, 150)
	for i := range 6 {
		m.Add(Source{Unit: fmt.Sprintf("镇%d", i), Text: invented(rng, 400) + phrase + invented(rng, 400) + shared + invented(rng, 200)})
	}
	yearly := invented(rng, 90)
	first := DocID(m.Reports() + 1)
	for i := range 6 {
		m.Join(m.Add(Source{Unit: "云坪镇", Year: 2018 + i, Text: invented(rng, 500) + yearly + invented(rng, 500)}), first)
	}
	one, two := m.sources[3].Text, m.sources[4].Text
	front, middle, back := invented(rng, 300), invented(rng, 300), invented(rng, 300)
	copied, other := clip(one, 200, 100), clip(two, 400, 100)
	lightly, freely := edited(rng, copied, 10), edited(rng, clip(one, 100, 240), 5)
	swapped := strings.ReplaceAll(copied, "，", "、")
	moved := clip(one, 252, 36) + "。" + clip(one, 216, 36) + "。" + clip(one, 288, 36)
	inFull := "“" + clip(one, 204, 80) + "”"
	inPart := "“" + clip(one, 200, 30) + "”" + clip(one, 230, 70)
	for _, c := range []struct {
		name, draft string
		unit        string
		want        []wanted
	}{
		{"nothing is shared", front + middle + back, "", nil},
		{"kept word for word", front + copied + back, "", []wanted{{Verbatim, "r4", copied}}},
		{"other punctuation", front + swapped + back, "", []wanted{{Verbatim, "r4", swapped}}},
		{"at the very beginning", copied + back, "", []wanted{{Verbatim, "r4", copied}}},
		{"at the very end", front + copied, "", []wanted{{Verbatim, "r4", copied}}},
		{"nothing else", copied, "", []wanted{{Verbatim, "r4", copied}}},
		{"every tenth character changed", front + lightly + back, "", []wanted{{Near, "r4", lightly}}},
		{"every fifth character changed", front + freely + back, "", []wanted{{Near, "r4", freely}}},
		{"sentences moved", front + moved + back, "", []wanted{{Near, "r4", moved}}},
		{"two sources", front + copied + middle + other + back, "", []wanted{{Verbatim, "r4", copied}, {Verbatim, "r5", other}}},
		{"two sources side by side", front + copied + "。" + other + back, "", []wanted{{Verbatim, "r4", copied}, {Verbatim, "r5", other}}},
		{"one source, twice", front + copied + middle + clip(one, 700, 100) + back, "", []wanted{{Verbatim, "r4", copied}, {Verbatim, "r4", clip(one, 700, 100)}}},
		{"of the same unit", front + copied + back, m.sources[3].Unit, []wanted{{OwnHistory, "r4", copied}}},
		{"of another unit", front + copied + back, "石桥镇", []wanted{{Verbatim, "r4", copied}}},
		{"in quotation marks", front + inFull + back, "", []wanted{{Quotation, "r4", inFull}}},
		{"partly in quotation marks", front + inPart + back, "", []wanted{{Verbatim, "r4", inPart}}},
		{"what many families hold", front + phrase + back, "", []wanted{{SetPhrase, "", phrase}}},
		{"a long text that many families hold", front + shared + back, "", []wanted{{SharedText, "", shared}}},
		{"one family, year by year", front + yearly + back, "", []wanted{{Verbatim, "", yearly}}},
		{"one family, by its own unit", front + yearly + back, "云坪镇", []wanted{{OwnHistory, "", yearly}}},
		{"eight characters are no finding", front + clip(one, 200, Guarantee) + back, "", nil},
		{"twenty characters alone are no finding", front + clip(one, 200, 20) + back, "", nil},
		{"twenty characters beside a hundred are", front + clip(one, 700, 22) + middle + copied + back, "", []wanted{{Verbatim, "r4", clip(one, 700, 22)}, {Verbatim, "r4", copied}}},
		{"full width and spaces", front + strings.Join(strings.Split(copied, ""), " ") + back, "", []wanted{{Verbatim, "r4", strings.Join(strings.Split(copied, ""), " ")}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantPassages(t, c.draft, find(t, m, Draft{Text: c.draft, Unit: c.unit}), c.want)
		})
	}
}

// TestPlacesAreExact: what is kept word for word stands on both sides.
func TestPlacesAreExact(t *testing.T) {
	// Without line ends: a passage sheds a few characters beyond one.
	rng := seeded(31)
	m := NewMemory()
	line := func(n int) string { return strings.ReplaceAll(invented(rng, n), "\n", "") }
	for range 20 {
		m.Add(Source{Text: line(1500)})
	}
	for range 60 {
		src := m.sources[rng.IntN(len(m.sources))]
		n := 40 + rng.IntN(300)
		copied := clip(src.Text, rng.IntN(1500-n), n)
		draft := line(rng.IntN(400)) + copied + line(rng.IntN(400))
		r := find(t, m, Draft{Text: draft})
		if len(r.Passages) != 1 {
			t.Fatalf("%d passages for %d characters", len(r.Passages), n)
		}
		p := r.Passages[0]
		place := p.Sources[0]
		for side, found := range map[string]string{"draft": p.Span.Of(draft), place.Report: place.Span.Of(byName(t, m, place.Report).Text)} {
			extra := len(kept(found)) - n
			if !strings.Contains(string(kept(found)), string(kept(copied))) || extra > 4*borderReach {
				t.Fatalf("copied from %s: %q\n%s: %q", src.Name, copied, side, found)
			}
		}
	}
}

// TestRewritten: text that was said anew is found as that, from its source;
// what went through two translations hardly at all so far.
func TestRewritten(t *testing.T) {
	m, ids := samples(t)
	for _, c := range []struct {
		draft, source string
		least         float64 // share of the draft
	}{
		{"drafts/back-translated.txt", "qx-tcm-2024-rehab-head-duty", 0},
		{"drafts/spun.txt", "qx-emergency-2023-flood", 0.8},
	} {
		draft := sample(t, c.draft)
		r := find(t, m, Draft{Text: draft})
		n, verbatim := 0, 0
		for _, p := range r.Passages {
			if ids[c.source] == 0 || p.Sources[0].Report != c.source {
				continue
			}
			n += len(kept(p.Span.Of(draft)))
			if p.Kind == Verbatim {
				verbatim += len(kept(p.Span.Of(draft)))
			}
		}
		share := float64(n) / float64(r.Checked)
		t.Logf("%s: %.2f found in %s, %d characters called verbatim", c.draft, share, c.source, verbatim)
		if share < c.least || verbatim*10 > r.Checked {
			t.Errorf("%s: %.2f found, want %.2f; %d characters called verbatim", c.draft, share, c.least, verbatim)
		}
	}
}

func TestExclude(t *testing.T) {
	rng := seeded(32)
	m := library(rng, 10)
	draft := m.sources[2].Text
	if r := find(t, m, Draft{Text: draft, Exclude: 3}); len(r.Passages) > 0 {
		t.Errorf("compared with itself: %+v", r.Passages)
	}
	if r := find(t, m, Draft{Text: draft, Exclude: 4}); len(r.Passages) != 1 {
		t.Errorf("%d passages", len(r.Passages))
	}
}

// TestFrame: titles and headings alone are no evidence.
func TestFrame(t *testing.T) {
	rng := seeded(33)
	m := library(rng, 10)
	title := clip(m.sources[5].Text, 0, 45)
	draft := title + "\n" + invented(rng, 600)
	if r := find(t, m, Draft{Text: draft}); len(r.Passages) != 1 {
		t.Fatalf("as running text: %d passages", len(r.Passages))
	}
	frame := []text.Span{{Start: 0, End: len(title)}}
	if r := find(t, m, Draft{Text: draft, Frame: frame}); len(r.Passages) != 0 {
		t.Errorf("as a title: %+v", r.Passages)
	}
	// Inside a longer passage it belongs to it.
	longer := clip(m.sources[5].Text, 0, 300) + invented(rng, 600)
	r := find(t, m, Draft{Text: longer, Frame: []text.Span{{Start: 90, End: 150}}})
	if len(r.Passages) != 1 || len(kept(r.Passages[0].Span.Of(longer))) < 290 {
		t.Errorf("with a heading inside: %+v", r.Passages)
	}
}

func TestCommonGrams(t *testing.T) {
	// A gram too common to be listed is still held by all.
	rng := seeded(34)
	m := library(rng, 12)
	phrase := invented(rng, 45)
	for range 8 {
		m.Add(Source{Text: invented(rng, 300) + phrase + invented(rng, 300)})
	}
	m.cut = 7
	draft := invented(rng, 300) + phrase + invented(rng, 300)
	for _, p := range find(t, m, Draft{Text: draft}).Passages {
		if p.Kind != SetPhrase {
			t.Errorf("%s: %s", p.Kind, p.Span.Of(draft))
		}
	}
}

func TestIdenticalDraft(t *testing.T) {
	m, ids := samples(t)
	for name, id := range ids {
		src := m.sources[id-1]
		r := find(t, m, Draft{Text: src.Text})
		if r.Ratios == nil {
			t.Errorf("%s: no ratios", name)
			continue
		}
		if r.Ratios.Total != 1 || r.Ratios.LargestSource != 1 {
			t.Errorf("%s: ratios %+v", name, *r.Ratios)
			for _, p := range r.Passages {
				t.Logf("  %s %d–%d from %s", p.Kind, p.Span.Start, p.Span.End, p.Sources[0].Report)
			}
		}
	}
}

func TestRatios(t *testing.T) {
	rng := seeded(35)
	m := library(rng, 20)
	phrase := invented(rng, 45)
	for range 6 {
		m.Add(Source{Unit: "某镇", Text: invented(rng, 300) + phrase + invented(rng, 300)})
	}
	one, two := m.sources[3], m.sources[4]
	quoted := "“" + clip(one.Text, 600, 55) + "”"
	draft := clip(one.Text, 200, 100) + invented(rng, 300) + clip(two.Text, 100, 200) + invented(rng, 200) + phrase + invented(rng, 100) + quoted + invented(rng, 200)
	r := find(t, m, Draft{Text: draft, Unit: two.Unit})
	if r.Ratios == nil {
		t.Fatal("no ratios")
	}
	// 1,200 characters: 100 of another unit, 200 own, 45 set phrase, 55 quoted.
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"total", r.Ratios.Total, 400.0 / 1200},
		{"without set phrases", r.Ratios.WithoutSetPhrases, 355.0 / 1155},
		{"without quotations", r.Ratios.WithoutQuotations, 300.0 / 1100},
		{"other units", r.Ratios.OtherUnits, 100.0 / 900},
		{"largest source", r.Ratios.LargestSource, 200.0 / 1155},
	} {
		if diff := c.got - c.want; diff > 0.02 || diff < -0.02 {
			t.Errorf("%s: %.4f, want %.4f", c.name, c.got, c.want)
		}
	}
	if len(r.Sources) != 2 || r.Sources[0].Report != two.Name || r.Sources[1].Report != one.Name {
		t.Errorf("sources %+v", r.Sources)
	}
}

func TestShortDrafts(t *testing.T) {
	m := library(seeded(36), 5)
	for _, c := range []struct {
		name   string
		n      int
		ratios bool
	}{
		{"nothing", 0, false}, {"one character", 1, false}, {"less than a gram", gramLength - 1, false}, {"a gram", gramLength, false},
		{"one too few", MinForRatios - 1, false}, {"enough", MinForRatios, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			draft := ""
			if c.n > 0 {
				draft = clip(m.sources[0].Text, 0, c.n)
			}
			r := find(t, m, Draft{Text: draft})
			if (r.Ratios != nil) != c.ratios {
				t.Errorf("ratios %+v for %d characters", r.Ratios, r.Checked)
			}
		})
	}
}

func TestEmptyArchive(t *testing.T) {
	draft := invented(seeded(37), 800)
	r := find(t, NewMemory(), Draft{Text: draft})
	if len(r.Passages) > 0 || r.Ratios == nil || *r.Ratios != (Ratios{}) || r.Compared != (ComparedReport{}) {
		t.Errorf("%+v", r)
	}
	alike, err := Similar(context.Background(), NewMemory(), draft, 5)
	if err != nil || len(alike) > 0 {
		t.Errorf("%v, %v", alike, err)
	}
}

func TestFindIsDeterministic(t *testing.T) {
	m, ids := samples(t)
	draft := Draft{Text: sample(t, "drafts/patchwork.txt"), Exclude: ids["nh-town-2022-flood"]}
	first, _ := json.Marshal(find(t, m, draft))
	for range 5 {
		if again, _ := json.Marshal(find(t, m, draft)); string(again) != string(first) {
			t.Fatal("the same draft gave another result")
		}
	}
}

func TestPassageIDs(t *testing.T) {
	rng := seeded(38)
	m := library(rng, 10)
	copied := clip(m.sources[3].Text, 204, 120)
	before, after := invented(rng, 72), invented(rng, 72)
	a := find(t, m, Draft{Text: invented(rng, 324) + before + copied + after + invented(rng, 300)})
	b := find(t, m, Draft{Text: invented(rng, 108) + before + copied + after + invented(rng, 500)})
	if len(a.Passages) != 1 || len(b.Passages) != 1 || a.Passages[0].ID != b.Passages[0].ID {
		t.Errorf("%+v and %+v", a.Passages, b.Passages)
	}
}

type broken struct{ *Memory }

var errBroken = errors.New("broken")

func (broken) Sources(context.Context, []DocID) ([]*Source, error) { return nil, errBroken }

func TestErrors(t *testing.T) {
	m := library(seeded(39), 5)
	draft := Draft{Text: m.sources[1].Text}
	if _, err := Find(context.Background(), broken{m}, draft); !errors.Is(err, errBroken) {
		t.Errorf("a broken archive: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Find(ctx, m, draft); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
}

func TestSimilar(t *testing.T) {
	m, ids := samples(t)
	for _, c := range []struct {
		name, text string
		want       string
		least      float64
	}{
		{"a whole report", m.sources[ids["qx-edu-2022-dilapidated"]-1].Text, "qx-edu-2022-dilapidated", 0.9},
		{"a passage", clip(m.sources[ids["nh-town-2023-housing"]-1].Text, 500, 120), "nh-town-2023-housing", 0.9},
		{"the edited whole", sample(t, "drafts/resubmitted.txt"), "qx-edu-2022-dilapidated", 0.9},
		{"the spun whole", sample(t, "drafts/spun.txt"), "qx-emergency-2023-flood", 0.2},
	} {
		t.Run(c.name, func(t *testing.T) {
			alike, err := Similar(context.Background(), m, c.text, 3)
			if err != nil || len(alike) == 0 || len(alike) > 3 {
				t.Fatalf("%v, %v", alike, err)
			}
			for i, a := range alike {
				if a.Span.Empty() || a.Span.End > len(c.text) || i > 0 && a.Score > alike[i-1].Score || a.Score > 1+1e-9 {
					t.Errorf("%d: %+v", i, a)
				}
				wantPlace(t, m, Draft{}, a.Place)
			}
			if alike[0].Source.Name != c.want || alike[0].Score < c.least {
				t.Errorf("%s, %.2f", alike[0].Source.Name, alike[0].Score)
			}
		})
	}
	for _, nothing := range []string{"", "。", "三字文", invented(seeded(40), 300)} {
		if alike, err := Similar(context.Background(), m, nothing, 3); err != nil || len(alike) > 0 {
			t.Errorf("%.10q is like %v (%v)", nothing, alike, err)
		}
	}
}

func TestDiff(t *testing.T) {
	for _, c := range []struct {
		name, source, draft string
		want                []Edit
	}{
		{"nothing", "", "", []Edit{}},
		{"equal", "甲乙", "甲乙", []Edit{{Same, "甲乙"}}},
		{"added", "甲丙", "甲乙丙", []Edit{{Same, "甲"}, {Added, "乙"}, {Same, "丙"}}},
		{"removed", "甲乙丙", "甲丙", []Edit{{Same, "甲"}, {Removed, "乙"}, {Same, "丙"}}},
		{"changed", "甲乙丙", "甲丁丙", []Edit{{Same, "甲"}, {Removed, "乙"}, {Added, "丁"}, {Same, "丙"}}},
		{"all of it", "甲", "乙", []Edit{{Removed, "甲"}, {Added, "乙"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fmt.Sprint(Diff(c.source, c.draft)); got != fmt.Sprint(c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// wantRoundTrip: the pieces of a diff make up both texts again.
func wantRoundTrip(t testing.TB, source, draft string) {
	t.Helper()
	var a, b strings.Builder
	for _, e := range Diff(source, draft) {
		if e.Op != Added {
			a.WriteString(e.Text)
		}
		if e.Op != Removed {
			b.WriteString(e.Text)
		}
	}
	if a.String() != source || b.String() != draft {
		t.Fatalf("%q and %q came back as %q and %q", source, draft, a.String(), b.String())
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("加强学习，落实责任。", "加强教育，压实责任😀。")
	f.Fuzz(func(t *testing.T, source, draft string) {
		source, draft = strings.ToValidUTF8(source, ""), strings.ToValidUTF8(draft, "")
		if len(source)+len(draft) < 1<<11 {
			wantRoundTrip(t, source, draft)
		}
	})
}

func FuzzFind(f *testing.F) {
	m := library(seeded(41), 8)
	f.Add(m.sources[0].Text[:600], 50, "“甲”")
	f.Add("报告", 700, "\n")
	f.Fuzz(func(t *testing.T, draft string, at int, between string) {
		draft, between = strings.ToValidUTF8(draft, ""), strings.ToValidUTF8(between, "")
		if len(draft)+len(between) > 1<<12 || at < 0 || at > 1400 {
			return
		}
		find(t, m, Draft{Text: draft + between + clip(m.sources[1].Text, at, 100) + between + draft})
	})
}

func BenchmarkFind(b *testing.B) {
	m, _ := samples(b)
	var draft strings.Builder
	for _, name := range []string{"drafts/patchwork.txt", "drafts/sample-draft.txt", "drafts/spun.txt"} {
		draft.WriteString(sample(b, name))
	}
	d := Draft{Text: clip(draft.String(), 0, 5000)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Find(context.Background(), m, d); err != nil {
			b.Fatal(err)
		}
	}
}

// TestMadeOfCommonGrams: a passage taken whole from one report is that
// report's, also where each of its grams alone stands in so many others that
// their places are not listed.
func TestMadeOfCommonGrams(t *testing.T) {
	rng := seeded(61)
	pieces := make([]string, 12)
	for i := range pieces {
		pieces[i] = strings.ReplaceAll(invented(rng, 8), "\n", "")
	}
	passage := strings.Join(pieces, "，") + "。"
	m := NewMemory()
	for range 60 { // each of them holds a third of the pieces, here and there
		body := ""
		for _, i := range rng.Perm(len(pieces))[:4] {
			body += invented(rng, 60) + "，" + pieces[i] + "，" + invented(rng, 60) + "。\n"
		}
		m.Add(Source{Text: body})
	}
	whole := m.Add(Source{Text: invented(rng, 200) + "。\n" + passage + "\n" + invented(rng, 200)})
	m.cut = 10
	r := find(t, m, Draft{Text: invented(rng, 150) + "。\n" + passage + "\n" + invented(rng, 150)})
	if len(r.Passages) != 1 || r.Passages[0].Kind != Verbatim {
		t.Fatalf("%+v", r.Passages)
	}
	if got, want := r.Passages[0].Sources[0].Report, m.sources[whole-1].Name; got != want {
		t.Errorf("from %s, want %s", got, want)
	}
}
