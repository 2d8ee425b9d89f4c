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

// handedIn are n drafts of a few hundred characters with their names: of
// every three, the second holds a part of the first, edited, and the third
// shares its unit with the first and a sentence with the second.
func handedIn(rng *rand.Rand, n, length int) (drafts []Draft, names []string) {
	for k := range n {
		d := Draft{Unit: fmt.Sprintf("第%d单位", k), Text: invented(rng, length)}
		switch {
		case k%3 == 1:
			d.Text += edited(rng, clip(drafts[k-1].Text, 36, 108), 9) + "\n" + invented(rng, 72)
		case k%3 == 2:
			d.Unit = drafts[k-2].Unit
			d.Text = clip(drafts[k-2].Text, 0, 72) + d.Text + clip(drafts[k-1].Text, 72, 72)
		}
		drafts, names = append(drafts, d), append(names, fmt.Sprintf("稿件%d.txt", k))
	}
	return drafts, names
}

// gathered is the archive that Between makes of its drafts.
func gathered(drafts []Draft, names []string) *Memory {
	m := NewMemory()
	for k, d := range drafts {
		m.Add(Source{Name: names[k], Unit: d.Unit, Text: d.Text})
	}
	return m
}

// TestBetween: each draft gets what Find gives with itself left out; what a
// draft says to leave out is not looked at.
func TestBetween(t *testing.T) {
	rng := seeded(140)
	drafts, names := handedIn(rng, 12, 360)
	drafts[0].Frame = []text.Span{{Start: 0, End: 90}}
	given := append([]Draft(nil), drafts...)
	given[1].Exclude, given[2].Exclude = 1, 999
	results, err := Between(context.Background(), given, names)
	if err != nil || len(results) != len(drafts) {
		t.Fatalf("%d results: %v", len(results), err)
	}
	m := gathered(drafts, names)
	kinds := map[Kind]int{}
	for k, r := range results {
		d := drafts[k]
		d.Exclude = DocID(k + 1)
		wantSound(t, m, d, r)
		got, _ := json.Marshal(r)
		if want, _ := json.Marshal(find(t, m, d)); string(got) != string(want) {
			t.Errorf("draft %d:\n%s, want\n%s", k, got, want)
		}
		for _, p := range r.Passages {
			kinds[p.Kind]++
		}
	}
	if kinds[Near] < 4 || kinds[OwnHistory] < 4 {
		t.Errorf("kinds %v", kinds)
	}
	if given[1].Exclude != 1 || given[2].Exclude != 999 {
		t.Error("the drafts were changed")
	}
}

func TestBetweenFew(t *testing.T) {
	rng := seeded(141)
	one := Draft{Text: invented(rng, 600)}
	for _, c := range []struct {
		name   string
		drafts []Draft
		want   []float64 // total of each
	}{
		{"none", nil, nil},
		{"one alone", []Draft{one}, []float64{0}},
		{"one and nothing", []Draft{one, {}}, []float64{0, -1}},
		{"two strangers", []Draft{one, {Text: invented(rng, 600)}}, []float64{0, 0}},
		{"the same twice", []Draft{one, one}, []float64{1, 1}},
		{"the same twice, and a stranger", []Draft{one, {Text: invented(rng, 600)}, one}, []float64{1, 0, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var names []string
			for k := range c.drafts {
				names = append(names, fmt.Sprint("稿", k))
			}
			results, err := Between(context.Background(), c.drafts, names)
			if err != nil || len(results) != len(c.want) {
				t.Fatalf("%d results: %v", len(results), err)
			}
			for k, r := range results {
				total := -1.0 // too short for ratios
				if r.Ratios != nil {
					total = r.Ratios.Total
				}
				if total != c.want[k] {
					t.Errorf("draft %d: %v, want %v", k, total, c.want[k])
				}
			}
		})
	}
}

func TestBetweenCalledOff(t *testing.T) {
	drafts, names := handedIn(seeded(142), 6, 200)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r, err := Between(ctx, drafts, names); !errors.Is(err, context.Canceled) || r != nil {
		t.Errorf("%v, %v", r, err)
	}
}

// glued is a text of pieces: of a pool that others draw from too, and of its
// own, with signs strewn in.
func glued(rng *rand.Rand, pool, signs []rune) string {
	var b strings.Builder
	for range rng.IntN(12) {
		from := rng.IntN(len(pool) - 100)
		piece := pool[from : from+rng.IntN(100)]
		if rng.IntN(4) == 0 {
			piece = randomRunes(rng, 3000, rng.IntN(80))
		}
		often := 1 + rng.IntN(12)
		for _, r := range piece {
			b.WriteRune(r)
			if rng.IntN(often) == 0 {
				b.WriteRune(signs[rng.IntN(len(signs))])
			}
		}
		b.WriteRune(signs[rng.IntN(len(signs))])
	}
	return b.String()
}

// TestBetweenGlued: texts made of the same pieces in any order, with all kinds
// of signs where pieces meet, give sound results.
func TestBetweenGlued(t *testing.T) {
	passages := 0
	for seed := range uint64(40) {
		rng := seeded(1000 + seed)
		pool := randomRunes(rng, 3000, 600)
		signs := []rune([]string{"，。\n、“”《》😀　a𠮷", "，。\n、“”《》㎡½ﬁ㋀⑩"}[seed%2])
		var drafts []Draft
		var names []string
		for k := range 6 {
			drafts = append(drafts, Draft{Text: glued(rng, pool, signs), Unit: fmt.Sprint(k % 3)})
			names = append(names, fmt.Sprint("稿", k))
		}
		results, err := Between(context.Background(), drafts, names)
		if err != nil {
			t.Fatal(err)
		}
		m := gathered(drafts, names)
		for k, r := range results {
			drafts[k].Exclude = DocID(k + 1)
			wantSound(t, m, drafts[k], r)
			passages += len(r.Passages)
		}
	}
	if passages < 200 {
		t.Errorf("only %d passages", passages)
	}
}

// FuzzBetween: whatever is handed in, results are sound, and a text handed in
// twice is found in its twin.
func FuzzBetween(f *testing.F) {
	body := invented(seeded(143), 400)
	endless := string(randomRunes(seeded(144), 2000, 3000))
	beyond := strings.Repeat("𠮷野家𠀋😀𪚥龘", 40)
	for _, seed := range [][3]string{
		{"", "", ""}, {"报", "报", ""}, {"。，！", "“”", "、、、"}, {endless, endless[:1500], body}, {strings.Repeat("\n", 5000), body, "\n\n"},
		{strings.Repeat("报\n", 2000), "报\n报", body}, {beyond, beyond + body, "😀"}, {body, body, body}, {body, body[300:] + body[:300], endless},
		{strings.Repeat("各", 1000), strings.Repeat("各", 999), "各"}, {body, strings.ReplaceAll(body, "，", "\n"), "Ａ１"},
		{strings.Repeat("35㎡，½㎏", 100), body + "㎡" + body, "㎡" + body + "½"}, {strings.Repeat("一、二。", 600), strings.Repeat("二。一、", 600), "一"},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if len(a)+len(b)+len(c) > 1<<14 {
			return
		}
		drafts := []Draft{{Text: strings.ToValidUTF8(a, ""), Unit: "甲"}, {Text: strings.ToValidUTF8(b, "")}, {Text: strings.ToValidUTF8(c, ""), Unit: "甲"}}
		names := []string{"a", "b", "c"}
		results, err := Between(context.Background(), drafts, names)
		if err != nil {
			t.Fatal(err)
		}
		m := gathered(drafts, names)
		for k, r := range results {
			drafts[k].Exclude = DocID(k + 1)
			wantSound(t, m, drafts[k], r)
		}
	})
}

func BenchmarkBetween(b *testing.B) {
	drafts, names := handedIn(seeded(145), 100, 1700)
	for k := range drafts {
		drafts[k].Text = clip(drafts[k].Text, 0, min(1800, len(kept(drafts[k].Text))))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Between(context.Background(), drafts, names); err != nil {
			b.Fatal(err)
		}
	}
}
