package reuse

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// sentence is n hanzi that nobody wrote, in clauses of twelve.
func sentence(rng *rand.Rand, n int) string {
	var b strings.Builder
	for i, r := range randomRunes(rng, 2000, n) {
		if i > 0 && i%12 == 0 {
			b.WriteString("，")
		}
		b.WriteRune(r)
	}
	return b.String() + "。"
}

// withPhrase is a library of 20 reports and as many more as there are
// families: these hold a phrase as a paragraph of its own. The first of them
// is number 21.
func withPhrase(rng *rand.Rand, families int, phrase string) *Memory {
	m := library(rng, 20)
	for i := range families {
		m.Add(Source{Unit: fmt.Sprintf("镇%d", i), Text: invented(rng, 396) + phrase + "\n" + invented(rng, 396)})
	}
	return m
}

// stretchAt is the stretch of a text in the draft, traced to a source.
func stretchAt(t *testing.T, f *finder, of string, source DocID) *stretchOf {
	t.Helper()
	at := strings.Index(f.draft.Text, of)
	if at < 0 || f.sources[source] == nil {
		t.Fatalf("%q stands at %d; source %d was read: %v", of, at, source, f.sources[source] != nil)
	}
	return &stretchOf{f: f, from: f.track.At(at), to: f.track.At(at + len(of)), source: f.sources[source]}
}

// TestAlike counts the families that hold a phrase.
func TestAlike(t *testing.T) {
	for _, families := range []int{1, 2, 3, 5} {
		t.Run(fmt.Sprint(families), func(t *testing.T) {
			rng := seeded(90 + uint64(families))
			phrase := sentence(rng, 48)
			m := withPhrase(rng, families, phrase)
			f := collected(t, m, Draft{Text: invented(rng, 144) + phrase + "\n" + invented(rng, 144)})
			if got := stretchAt(t, f, phrase, 21).alike(); got != families {
				t.Errorf("%d families, want %d", got, families)
			}
		})
	}
}

// TestAlikeOfOneFamily: a report's later versions are no further families.
func TestAlikeOfOneFamily(t *testing.T) {
	rng := seeded(96)
	phrase := sentence(rng, 48)
	m := withPhrase(rng, 4, phrase)
	m.Join(22, 21)
	m.Join(23, 21)
	f := collected(t, m, Draft{Text: invented(rng, 144) + phrase + "\n" + invented(rng, 144)})
	if got := stretchAt(t, f, phrase, 21).alike(); got != 2 {
		t.Errorf("%d families, want 2", got)
	}
}

// TestAlikeByShare: a family must come near to what the first holds.
func TestAlikeByShare(t *testing.T) {
	m := library(seeded(97), 9)
	m.Join(3, 2)
	w := window{from: 10, to: 60, held: []held{{source: 1, share: 0.8}, {source: 2, share: 0.6}, {source: 3, share: 0.59}, {source: 4, share: 0.4}, {source: 5, share: 0.39}}}
	f := &finder{archive: m, windows: []window{{from: 0, to: 45, held: []held{{source: 9, share: 1}}}, w}}
	for _, c := range []struct{ from, to, want int }{
		{10, 60, 3}, {15, 60, 3}, {0, 45, 1}, {200, 240, 1}, {30, 140, 1},
	} {
		s := &stretchOf{f: f, from: c.from, to: c.to, source: &Source{ID: 6}}
		if got := s.alike(); got != c.want {
			t.Errorf("%d–%d: %d families, want %d", c.from, c.to, got, c.want)
		}
	}
}

// TestAlikeInWording: families that say the same in other words are no
// formula where the draft has the words of its source, though they hold most
// of its pairs; where it has not, or none stands out, they are.
func TestAlikeInWording(t *testing.T) {
	rng := seeded(99)
	phrase := sentence(rng, 48)
	m := withPhrase(rng, 1, phrase)
	other := edited(rng, phrase, 5)
	for range 3 {
		m.Add(Source{Text: invented(rng, 396) + other + "\n" + invented(rng, 396)})
	}
	for _, c := range []struct {
		draft    string
		evidence float64
		want     int
	}{{phrase, 3, 1}, {phrase, 0, 4}, {edited(rng, phrase, 6), 3, 4}, {other, 3, 3}} {
		f := collected(t, m, Draft{Text: invented(rng, 144) + c.draft + "\n" + invented(rng, 144)})
		source := DocID(21)
		if c.draft == other {
			source = 22
		}
		s := stretchAt(t, f, c.draft, source)
		s.evidence = c.evidence
		if got := s.alike(); got != c.want {
			t.Errorf("%s, evidence %v: %d families, want %d", c.draft, c.evidence, got, c.want)
		}
	}
}

// TestOwnWordsAmongMany: a sentence of which the draft leaves clauses out is a
// copy from the report that has its words, though three others say the like.
func TestOwnWordsAmongMany(t *testing.T) {
	rng := seeded(100)
	begin, middle, end := sentence(rng, 24), sentence(rng, 30), sentence(rng, 24)
	m := withPhrase(rng, 1, begin+middle+end)
	for range 3 {
		m.Add(Source{Text: invented(rng, 396) + edited(rng, begin, 6) + sentence(rng, 10) + edited(rng, end, 6) + "\n" + invented(rng, 396)})
	}
	r := find(t, m, Draft{Text: invented(rng, 144) + begin + end + "\n" + invented(rng, 144)})
	if n := copiedChars(r); n < 44 || n > 52 {
		t.Errorf("%d characters of 48: %+v", n, r.Passages)
	}
}

// slowWindowLike is the oracle of windowLike.
func slowWindowLike(f *finder, from, to int) float64 {
	best := 0.0
	for _, w := range f.windows {
		common := max(0, min(to, w.to)-max(from, w.from))
		same := float64(common) / float64(max(to, w.to)-min(from, w.from))
		if len(w.held) > 0 && same > 0.5 {
			best = max(best, same)
		}
	}
	return best
}

func TestWindowLike(t *testing.T) {
	rng := seeded(98)
	m := library(rng, 20)
	f := collected(t, m, Draft{Text: clip(m.sources[2].Text, 0, 500) + invented(rng, 200)})
	for i := range f.windows {
		if rng.IntN(3) == 0 {
			f.windows[i].held = nil
		}
	}
	found, none := 0, 0
	for range 3000 {
		from := rng.IntN(f.track.Len() - minChars)
		to := min(from+minChars+rng.IntN(400), f.track.Len())
		w, want := f.windowLike(from, to), slowWindowLike(f, from, to)
		if w == nil {
			if none++; want > 0 {
				t.Fatalf("%d–%d: none, one shares %v", from, to, want)
			}
			continue
		}
		found++
		if same := float64(min(to, w.to)-max(from, w.from)) / float64(max(to, w.to)-min(from, w.from)); same != want || len(w.held) == 0 {
			t.Fatalf("%d–%d: window %d–%d shares %v, not %v", from, to, w.from, w.to, same, want)
		}
	}
	if found < 150 || none < 150 {
		t.Errorf("%d were found, %d not", found, none)
	}
}

// TestFormulaChars: a copied paragraph whose middle is a set phrase.
func TestFormulaChars(t *testing.T) {
	for _, c := range []struct{ families, want int }{{1, 0}, {2, 0}, {3, 24}, {5, 24}} {
		t.Run(fmt.Sprint(c.families), func(t *testing.T) {
			rng := seeded(100 + uint64(c.families))
			phrase := strings.TrimSuffix(sentence(rng, 24), "。")
			copied := strings.TrimSuffix(sentence(rng, 36), "。") + "，" + phrase + "，" + sentence(rng, 36)
			m := withPhrase(rng, c.families-1, phrase+"。")
			first := m.Add(Source{Text: invented(rng, 396) + copied + "\n" + invented(rng, 396)})
			f := collected(t, m, Draft{Text: invented(rng, 144) + copied + "\n" + invented(rng, 144)})
			if got := stretchAt(t, f, copied, first).formulaChars(); got != c.want {
				t.Errorf("%d characters of set phrases, want %d", got, c.want)
			}
		})
	}
}

// TestFormulaCharsOfNoWeight: a clause that weighs nothing, as headings do, is
// no set phrase.
func TestFormulaCharsOfNoWeight(t *testing.T) {
	rng := seeded(108)
	phrase := strings.TrimSuffix(sentence(rng, 24), "。")
	copied := strings.TrimSuffix(sentence(rng, 36), "。") + "，" + phrase + "，" + sentence(rng, 36)
	m := withPhrase(rng, 4, phrase+"。")
	first := m.Add(Source{Text: invented(rng, 396) + copied + "\n" + invented(rng, 396)})
	f := collected(t, m, Draft{Text: invented(rng, 144) + copied + "\n" + invented(rng, 144)})
	s := stretchAt(t, f, copied, first)
	for i := s.from + 36; i < s.from+60; i++ {
		f.pairs.ids[i] = -1
	}
	if got := s.formulaChars(); got != 0 {
		t.Errorf("%d characters of set phrases", got)
	}
}

// TestFormulaCharsSlow holds formulaChars against a count clause by clause.
func TestFormulaCharsSlow(t *testing.T) {
	m, _ := samples(t)
	f := collected(t, m, Draft{Text: sample(t, "drafts/sample-draft.txt")})
	some := 0
	for i := range f.windows {
		w := &f.windows[i]
		if len(w.held) == 0 {
			continue
		}
		s := &stretchOf{f: f, from: w.from, to: w.to, source: f.sources[w.held[0].source]}
		got, want := s.formulaChars(), slowFormulaChars(s)
		if got != want {
			t.Fatalf("characters %d–%d: %d, want %d", w.from, w.to, got, want)
		}
		if got > 0 {
			some++
		}
	}
	if some < 5 {
		t.Errorf("only %d windows hold set phrases", some)
	}
}

// slowFormulaChars is the oracle of formulaChars. Of a family's reports the
// strongest speaks for it.
func slowFormulaChars(s *stretchOf) int {
	w := s.f.windowLike(s.from, s.to)
	var starts []int
	for i := s.from; i < s.to; i++ {
		if i == s.from || s.f.borders[i] != inside {
			starts = append(starts, i)
		}
	}
	n := 0
	for k, at := range starts {
		end := append(starts, s.to)[k+1]
		var holders, seen []DocID
		for _, h := range w.held {
			family := s.f.archive.Family(h.source)
			if slices.Contains(seen, family) {
				continue
			}
			seen = append(seen, family)
			source := s.f.sources[h.source].Track.Runes
			around := source[max(0, h.from-trimAround):min(len(source), h.to+trimAround)]
			if total, held := slowWeight(s.f.track.Runes, s.f.weights, around, at, end); held > 0 && held >= clauseHeld*total {
				holders = append(holders, family)
			}
		}
		if len(holders) >= formulaFrom {
			n += end - at
		}
	}
	return n
}

// TestPhraseKinds: what a passage is called follows from how many families
// hold it and how long it is.
func TestPhraseKinds(t *testing.T) {
	for _, c := range []struct {
		families, length int
		want             Kind
	}{
		{1, 48, Verbatim}, {2, 48, Verbatim}, {3, 48, SetPhrase}, {5, 48, SetPhrase},
		{1, 144, Verbatim}, {2, 144, Verbatim}, {3, 144, SharedText}, {5, 144, SharedText},
	} {
		t.Run(fmt.Sprint(c.families, " families, ", c.length), func(t *testing.T) {
			rng := seeded(110 + uint64(c.families))
			phrase := sentence(rng, c.length)
			m := withPhrase(rng, c.families, phrase)
			draft := invented(rng, 252) + phrase + "\n" + invented(rng, 252)
			r := find(t, m, Draft{Text: draft})
			wantPassages(t, draft, r, []wanted{{c.want, "", phrase}})
			if p := r.Passages[0]; p.Families != c.families || p.Own != Verbatim {
				t.Errorf("%d families, by itself %s", p.Families, p.Own)
			}
		})
	}
}
