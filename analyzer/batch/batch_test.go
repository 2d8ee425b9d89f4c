package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
)

// TestGolden lays all invented reports and drafts side by side, with a roster.
func TestGolden(t *testing.T) {
	drafts := samples(t)
	roster := []Unit{
		{Name: "青溪县人民医院", Aliases: []string{"县医院"}}, {Name: "县妇幼保健院"}, {Name: "青溪县财政局"}, {Name: "青溪县水务局"},
		{Name: "南河镇人民政府"}, {Name: "青溪县教育局"},
	}
	b := compare(t, drafts, roster)
	b.Failed = append(b.Failed, Fail("坏.docx", message.Errorf(message.Damaged, "docx_damaged", "坏.docx")))
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		var got bytes.Buffer
		e := json.NewEncoder(&got)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		if err := e.Encode(b.View(lang)); err != nil {
			t.Fatal(err)
		}
		golden(t, "batch."+string(lang)+".json", got.Bytes())
		letters := ""
		for k, d := range drafts[:8] {
			letters += b.Letter(k, d.Report, lang) + "\n"
		}
		golden(t, "letters."+string(lang)+".txt", []byte(letters))
	}
}

// TestSurvivesJSON: a batch that was kept as JSON shows the same afterwards.
func TestSurvivesJSON(t *testing.T) {
	b := compare(t, samples(t)[:12], []Unit{{Name: "青溪县水务局"}})
	b.Failed = append(b.Failed, Fail("a.doc", message.Errorf(message.Unsupported, "format_unknown", "a.doc").Wrap(errors.New("secret"))), Fail("b.doc", errors.New("secret")))
	kept, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(kept, []byte("secret")) {
		t.Error("the cause of an error is kept")
	}
	var back Batch
	if err := json.Unmarshal(kept, &back); err != nil {
		t.Fatal(err)
	}
	if got, want := back.View(message.Chinese), b.View(message.Chinese); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestNothing(t *testing.T) {
	got, err := json.Marshal(compare(t, nil, nil).View(message.Chinese))
	if err != nil || bytes.Contains(got, []byte("null")) {
		t.Errorf("%s, %v", got, err)
	}
}

func TestCalledOff(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	rng := seeded(1)
	body := invented(rng, 600)
	if b, err := Compare(ctx, []Draft{draft("a", "甲", body), draft("b", "乙", body)}, nil); !errors.Is(err, context.Canceled) || b != nil {
		t.Errorf("%v, %v", b, err)
	}
}

// handedIn are n drafts of their own of which the first few hold the same
// passage of some 300 characters.
func handedIn(n, sharing int) (drafts []Draft, passage string) {
	rng := seeded(uint64(n))
	passage = invented(rng, 300)
	for k := range n {
		t := invented(rng, 700)
		if k < sharing {
			t = t[:len(t)/2/3*3] + "\n" + passage + "\n" + invented(rng, 200)
		}
		unit := fmt.Sprintf("第%d单位", k)
		drafts = append(drafts, draft(fmt.Sprint(k, ".txt"), unit, titled(unit, t)))
	}
	return drafts, passage
}

// TestShared: a passage that a few of many units share is one group and counts
// as shared; what half of them hold is common and does not.
func TestShared(t *testing.T) {
	for _, c := range []struct {
		n, sharing int
		common     bool
	}{{2, 2, false}, {12, 2, false}, {12, 3, false}, {12, 4, false}, {20, 5, false}, {20, 6, true}, {12, 8, true}, {5, 5, true}} {
		t.Run(fmt.Sprint(c.sharing, " of ", c.n), func(t *testing.T) {
			drafts, passage := handedIn(c.n, c.sharing)
			b := compare(t, drafts, nil)
			if len(b.Groups) != 1 {
				t.Fatalf("%d groups", len(b.Groups))
			}
			g := b.Groups[0]
			if g.Units != c.sharing || len(g.Members) != c.sharing || g.Common != c.common {
				t.Errorf("%d units, %d members, common %v", g.Units, len(g.Members), g.Common)
			}
			if !strings.HasPrefix(g.Text, string([]rune(passage)[:20])) || g.Chars < 250 || g.Chars > 300 {
				t.Errorf("%d characters: %q", g.Chars, g.Text)
			}
			for k, s := range b.Drafts {
				shared := k < c.sharing && !c.common
				if got := *s.Shared; shared && (got < 0.3 || got > 0.6) || !shared && got != 0 {
					t.Errorf("draft %d shares %v", k, got)
				}
			}
			if len(b.Pairs) > 0 {
				t.Errorf("pairs %v", b.Pairs)
			}
		})
	}
}

// TestWholeDrafts: drafts that are one text are paired however many there are;
// figures of short ones are not given.
func TestWholeDrafts(t *testing.T) {
	for _, n := range []int{2, 3, 6, 12} {
		rng := seeded(9)
		body := invented(rng, 900)
		var drafts []Draft
		for k := range n {
			drafts = append(drafts, draft(fmt.Sprint(k), fmt.Sprint("单位", k), body))
		}
		drafts = append(drafts, draft("other", "别处", invented(rng, 900)), draft("short", "甲", "今年的事都办完了。"), draft("short", "乙", "今年的事都办完了。"))
		b := compare(t, drafts, nil)
		paired := map[int]bool{}
		for _, p := range b.Pairs {
			if p.Drafts[0] >= p.Drafts[1] || p.Ratio != 1 {
				t.Errorf("pair %+v", p)
			}
			paired[p.Drafts[0]], paired[p.Drafts[1]] = true, true
		}
		if len(paired) != n || paired[n] {
			t.Errorf("%d alike: paired %v", n, paired)
		}
		if b.Drafts[n+1].Shared != nil || b.Drafts[n+1].Within != nil {
			t.Error("figures for a short draft")
		}
		if len(b.Groups) != 1 || b.Groups[0].Units != n {
			t.Errorf("%d alike: %d groups", n, len(b.Groups))
		}
	}
}

// TestOneUnit: what one unit repeats is no group and not shared.
func TestOneUnit(t *testing.T) {
	drafts, _ := handedIn(8, 3)
	for _, d := range drafts {
		d.Report.Draft.Unit = "同一单位"
	}
	b := compare(t, drafts, nil)
	if len(b.Groups) != 0 || *b.Drafts[0].Shared != 0 {
		t.Errorf("groups %v, shared %v", b.Groups, *b.Drafts[0].Shared)
	}
	for _, d := range drafts {
		d.Report.Draft.Unit = "" // unknown, so each file for itself
	}
	if b := compare(t, drafts, nil); len(b.Groups) != 1 || b.Groups[0].Units != 3 {
		t.Errorf("groups %+v", b.Groups)
	}
}

// TestSharedOf holds the share against results made by hand.
func TestSharedOf(t *testing.T) {
	r := &reuse.Result{Checked: 1000, Ratios: &reuse.Ratios{}, Passages: []reuse.Passage{
		{Kind: reuse.Verbatim, Chars: 100, Families: 1}, {Kind: reuse.Near, Chars: 60, Families: 2}, {Kind: reuse.Rewritten, Chars: 50},
		{Kind: reuse.SetPhrase, Chars: 40, Families: 3}, {Kind: reuse.Quotation, Chars: 30}, {Kind: reuse.OwnHistory, Chars: 130},
		{Kind: reuse.SharedText, Chars: 200, Families: 7}, {Kind: reuse.SharedText, Chars: 300, Families: 9},
	}}
	for _, c := range []struct {
		from int
		want float64
	}{{5, 160.0 / 300}, {9, 360.0 / 500}, {10, 360.0 / 500}, {11, 660.0 / 800}} {
		if got := sharedOf(r, c.from); math.Abs(*got-c.want) > 1e-9 {
			t.Errorf("common from %d: %v, want %v", c.from, *got, c.want)
		}
	}
	all := &reuse.Result{Checked: 10, Ratios: &reuse.Ratios{}, Passages: []reuse.Passage{{Kind: reuse.SetPhrase, Chars: 10}}}
	if got := sharedOf(all, 5); *got != 0 {
		t.Errorf("nothing left: %v", *got)
	}
	if sharedOf(&reuse.Result{Checked: 10}, 5) != nil {
		t.Error("a share where there are no figures")
	}
}

func TestCommonFrom(t *testing.T) {
	for drafts, want := range map[int]int{0: 5, 5: 5, 16: 5, 17: 6, 20: 6, 100: 30, 199: 60, 200: 60} {
		if got := commonFrom(drafts); got != want {
			t.Errorf("of %d: from %d, want %d", drafts, got, want)
		}
	}
}

func TestHistogram(t *testing.T) {
	share := func(x float64) Summary { return Summary{Shared: &x} }
	got := histogramOf([]Summary{share(0), share(0.0999), share(0.1), share(0.55), share(0.999), share(1), {}})
	if want := [histBins]int{2, 1, 0, 0, 0, 1, 0, 0, 0, 2}; got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestDeterministic: the same drafts give the same batch, byte for byte.
func TestDeterministic(t *testing.T) {
	drafts := slices.Concat(samples(t)[:12], samples(t)[:12])
	first, err := json.Marshal(compare(t, drafts, nil))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		again, _ := json.Marshal(compare(t, drafts, nil))
		if !bytes.Equal(first, again) {
			t.Fatal("another result")
		}
	}
}

// BenchmarkCompare: two hundred drafts of 1,700 characters, a third of which
// share a passage.
func BenchmarkCompare(b *testing.B) {
	drafts, _ := handedIn(200, 60)
	rng := seeded(5)
	for _, d := range drafts {
		d.Report.Text += invented(rng, 1000)
	}
	b.ReportAllocs()
	for b.Loop() {
		compare(b, drafts, nil)
	}
}
