package reuse

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// index is the slow oracle of Memory: the texts and nothing else.
type index struct{ texts [][]rune }

// pairCount is in how many of the first n texts a pair stands.
func (x *index) pairCount(h Hash, n int) int {
	count := 0
	for _, runes := range x.texts[:n] {
		if slices.Contains(PairsInOrder(runes), h) {
			count++
		}
	}
	return count
}

// spots are the places of a hash: of its grams that winnowing keeps, and of
// the pairs that were rare when their text came.
func (x *index) spots(h Hash) []Spot {
	set := map[Spot]bool{}
	for n, runes := range x.texts {
		for _, p := range slowPrints(runes) {
			if p.Hash == h {
				set[Spot{DocID(n + 1), p.Block()}] = true
			}
		}
		for i, pair := range PairsInOrder(runes) {
			if pair == h && x.pairCount(h, n) <= RarePair {
				set[Spot{DocID(n + 1), uint16(i / BlockLength)}] = true
			}
		}
	}
	var out []Spot
	for n := range x.texts {
		for block := range 8 {
			if s := (Spot{DocID(n + 1), uint16(block)}); set[s] {
				out = append(out, s)
			}
		}
	}
	return out
}

// docsOf counts the reports of spots.
func docsOf(spots []Spot) int {
	docs := map[DocID]bool{}
	for _, s := range spots {
		docs[s.Doc] = true
	}
	return len(docs)
}

// filled is a Memory and its oracle, with n texts of one alphabet.
func filled(rng *rand.Rand, n, alphabet, length int) (*Memory, *index) {
	m, x := NewMemory(), &index{}
	for range n {
		runes := randomRunes(rng, alphabet, rng.IntN(length))
		m.Add(Source{Text: string(runes)})
		x.texts = append(x.texts, runes)
	}
	return m, x
}

func wantPostings(t *testing.T, m *Memory, x *index, hashes []Hash, cut int) (listed, unlisted int) {
	t.Helper()
	postings, err := m.Lookup(context.Background(), hashes)
	if err != nil || len(postings) != len(hashes) {
		t.Fatalf("%d postings for %d hashes: %v", len(postings), len(hashes), err)
	}
	for i, h := range hashes {
		want := x.spots(h)
		count := docsOf(want)
		if count > cut {
			want = nil
			unlisted++
		} else if count > 0 {
			listed++
		}
		if postings[i].Count != count || !slices.Equal(postings[i].Spots, want) {
			t.Fatalf("%#x, cut %d: %d reports, %v; want %d, %v", uint64(h), cut, postings[i].Count, postings[i].Spots, count, want)
		}
	}
	return listed, unlisted
}

// TestMemory: postings and counts of all grams and pairs there are, and of
// some that there are not.
func TestMemory(t *testing.T) {
	rng := seeded(130)
	listed, unlisted := 0, 0
	for _, c := range []struct{ texts, alphabet, length, cut int }{
		{0, 3, 10, 0}, {1, 3, 30, 0}, {20, 3, 40, 4}, {8, 6, 800, 4}, {RarePair + 30, 4, 25, 0}, {RarePair + 30, 4, 25, 60},
	} {
		m, x := filled(rng, c.texts, c.alphabet, c.length)
		m.cut = c.cut
		hashes := []Hash{0, 1, 1 << hashBits, Pair('无', '此')}
		for _, runes := range x.texts[:min(8, len(x.texts))] {
			for _, p := range Prints(runes[:min(60, len(runes))]) {
				hashes = append(hashes, p.Hash)
			}
		}
		for a := range rune(c.alphabet) {
			for b := range rune(c.alphabet) {
				hashes = append(hashes, Pair('一'+a, '一'+b))
			}
		}
		cut := c.cut
		if cut == 0 {
			cut = DocumentCut(c.texts)
		}
		some, many := wantPostings(t, m, x, hashes, cut)
		listed, unlisted = listed+some, unlisted+many
		counts, err := m.PairCounts(context.Background(), hashes)
		if err != nil {
			t.Fatal(err)
		}
		for i, h := range hashes {
			if want := x.pairCount(h, c.texts); counts[i] != want {
				t.Fatalf("%#x stands in %d reports, %d are counted", uint64(h), want, counts[i])
			}
		}
		if m.Reports() != c.texts {
			t.Fatalf("%d reports of %d", m.Reports(), c.texts)
		}
	}
	if listed < 100 || unlisted < 20 {
		t.Errorf("%d postings were listed, %d not", listed, unlisted)
	}
}

// TestRarePairsAreComplete: what Grams promises. A pair that is rare in the
// end has all its places in the index, however many texts there are.
func TestRarePairsAreComplete(t *testing.T) {
	rng := seeded(131)
	m, x := filled(rng, 2*RarePair, 12, 40)
	rare := 0
	for a := range rune(12) {
		for b := range rune(12) {
			h := Pair('一'+a, '一'+b)
			if counts, _ := m.PairCounts(context.Background(), []Hash{h}); counts[0] > RarePair {
				continue
			}
			rare++
			postings, _ := m.Lookup(context.Background(), []Hash{h})
			if want := x.pairCount(h, len(x.texts)); postings[0].Count != want {
				t.Errorf("a pair of %d reports is listed for %d", want, postings[0].Count)
			}
		}
	}
	if rare < 20 {
		t.Errorf("only %d pairs are rare", rare)
	}
}

func TestMemorySources(t *testing.T) {
	m := NewMemory()
	first := m.Add(Source{ID: 77, Name: "甲", File: "a.txt", Title: "题", Unit: "某镇", Year: 2024, Text: "一、二。三"})
	second := m.Add(Source{Text: "四五"})
	got, err := m.Sources(context.Background(), []DocID{second, first, second})
	if err != nil || len(got) != 3 || got[0] != got[2] {
		t.Fatalf("%v, %v", got, err)
	}
	want := Source{ID: 1, Name: "甲", File: "a.txt", Title: "题", Unit: "某镇", Year: 2024, Text: "一、二。三", Track: got[1].Track}
	if first != 1 || second != 2 || *got[1] != want || string(got[1].Track.Runes) != "一二三" || got[0].Name != "r2" || got[0].ID != 2 {
		t.Errorf("%+v, %+v", *got[0], *got[1])
	}
	for _, id := range []DocID{0, 3, 1 << 31} {
		if got, err := m.Sources(context.Background(), []DocID{first, id}); err == nil {
			t.Errorf("text %d is %v", id, got)
		}
	}
	if got, err := m.Sources(context.Background(), nil); err != nil || len(got) > 0 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestFamily(t *testing.T) {
	m := library(seeded(132), 6)
	m.Join(2, 1)
	m.Join(3, 2) // a later version of a later version
	m.Join(6, 5)
	for id, want := range []DocID{1, 1, 1, 4, 5, 5} {
		if got := m.Family(DocID(id + 1)); got != want {
			t.Errorf("text %d is of family %d, want %d", id+1, got, want)
		}
	}
}

// TestManyReaders: one archive, many checks at once, each as if alone.
func TestManyReaders(t *testing.T) {
	rng := seeded(133)
	m := library(rng, 12)
	drafts := make([]Draft, 8)
	want := make([]string, len(drafts))
	for k := range drafts {
		drafts[k] = Draft{Text: invented(rng, 72) + clip(m.sources[k].Text, 144, 144) + invented(rng, 72), Exclude: DocID(k % 3)}
		want[k] = fmt.Sprint(find(t, m, drafts[k]).Passages)
	}
	got := make([]string, len(drafts))
	var wg sync.WaitGroup
	for k := range drafts {
		wg.Go(func() {
			r, err := Find(context.Background(), m, drafts[k])
			if err == nil {
				got[k] = fmt.Sprint(r.Passages)
			}
			alike, _ := Similar(context.Background(), m, drafts[k].Text, 3)
			if len(alike) == 0 {
				got[k] = "nothing is alike"
			}
		})
	}
	wg.Wait()
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
