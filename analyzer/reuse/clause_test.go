package reuse

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hegao/analyzer/text"
)

func TestBordersOf(t *testing.T) {
	for _, c := range []struct {
		name, between string
		want          level
	}{
		{"nothing", "", inside},
		{"spaces", " \u3000\t", inside},
		{"a pause", "、", inside},
		{"quotation marks", "”“", inside},
		{"brackets", "）（", inside},
		{"a dash", "——", inside},
		{"a carriage return alone", "\r", inside},
		{"comma", "，", clauseEnd},
		{"colon", "：", clauseEnd},
		{"narrow comma", ",", clauseEnd},
		{"narrow colon", ":", clauseEnd},
		{"full stop", "。", sentenceEnd},
		{"exclamation mark", "！", sentenceEnd},
		{"question mark", "？", sentenceEnd},
		{"semicolon", "；", sentenceEnd},
		{"narrow exclamation mark", "!", sentenceEnd},
		{"narrow question mark", "?", sentenceEnd},
		{"narrow semicolon", ";", sentenceEnd},
		{"line end", "\n", lineEnd},
		{"line end of a file from elsewhere", "\r\n", lineEnd},
		{"comma in quotation marks", "“，”", clauseEnd},
		{"comma before a full stop", "，。", sentenceEnd},
		{"full stop before a comma", "。，", sentenceEnd},
		{"full stop and quotation mark", "。”", sentenceEnd},
		{"all of them", "，。\n、", lineEnd},
	} {
		t.Run(c.name, func(t *testing.T) {
			draft := "甲" + c.between + "乙"
			got := bordersOf(draft, text.Normalize(draft))
			if want := []level{lineEnd, c.want, lineEnd}; !slices.Equal(got, want) {
				t.Errorf("%q: %v, want %v", draft, got, want)
			}
		})
	}
}

func TestBordersOfAWholeText(t *testing.T) {
	const draft = "\n　一、标题\n云坪，Ab1。（甲）乙；丙：丁、戊\n\n己！庚？辛,壬.癸\n"
	want := map[rune]level{'标': inside, '云': lineEnd, 'a': clauseEnd, 'b': inside, '甲': sentenceEnd, '乙': inside,
		'丙': sentenceEnd, '丁': clauseEnd, '戊': inside, '己': lineEnd, '庚': sentenceEnd, '辛': sentenceEnd, '壬': clauseEnd, '癸': inside}
	k := text.Normalize(draft)
	got := bordersOf(draft, k)
	if len(got) != k.Len()+1 || got[0] != lineEnd || got[k.Len()] != lineEnd {
		t.Fatalf("%d borders of %d characters: %v", len(got), k.Len(), got)
	}
	for i, r := range k.Runes {
		if level, ok := want[r]; ok && got[i] != level {
			t.Errorf("before %c: %d, want %d", r, got[i], level)
		}
	}
}

func TestBordersOfNothing(t *testing.T) {
	for _, draft := range []string{"", "。", "\n\n"} {
		if got := bordersOf(draft, text.Normalize(draft)); !slices.Equal(got, []level{lineEnd}) {
			t.Errorf("%q: %v", draft, got)
		}
	}
}

// slowBorders is the oracle: it reads the text once, keeping the strongest
// mark since the last compared character.
func slowBorders(draft string) []level {
	levels := map[rune]level{'\n': lineEnd, '。': sentenceEnd, '！': sentenceEnd, '？': sentenceEnd, '；': sentenceEnd,
		'!': sentenceEnd, '?': sentenceEnd, ';': sentenceEnd, '，': clauseEnd, '：': clauseEnd, ',': clauseEnd, ':': clauseEnd}
	var out []level
	strongest := lineEnd
	for _, r := range draft {
		if text.Chars(string(r)) == 0 {
			strongest = max(strongest, levels[r])
			continue
		}
		out, strongest = append(out, strongest), inside
	}
	if len(out) == 0 {
		return []level{lineEnd}
	}
	return append(out, lineEnd)
}

// scattered is a text of n signs drawn from two alphabets: of each, one in
// rare is of the second.
func scattered(rng *rand.Rand, n, rare int, first, second string) string {
	a, b := []rune(first), []rune(second)
	var out strings.Builder
	for range n {
		if rng.IntN(rare) == 0 {
			out.WriteRune(b[rng.IntN(len(b))])
		} else {
			out.WriteRune(a[rng.IntN(len(a))])
		}
	}
	return out.String()
}

func TestBordersOfAgree(t *testing.T) {
	rng := seeded(53)
	count := map[level]int{}
	check := func(draft string) {
		got, want := bordersOf(draft, text.Normalize(draft)), slowBorders(draft)
		if !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", draft, got, want)
		}
		for _, b := range got {
			count[b]++
		}
	}
	signs := []rune("甲，。\n ")
	var each func(string, int)
	each = func(prefix string, left int) {
		check(prefix)
		for _, r := range signs {
			if left > 0 {
				each(prefix+string(r), left-1)
			}
		}
	}
	each("", 5)
	for range 200 {
		check(scattered(rng, rng.IntN(200), 1+rng.IntN(6), "甲乙丙aB３𠮷", "，。；：！？,;:!?、 　\n“”（）.-"))
	}
	for _, b := range []level{inside, clauseEnd, sentenceEnd, lineEnd} {
		if count[b] < 100 {
			t.Errorf("level %d was tried %d times", b, count[b])
		}
	}
}

// TestBordersOfFoldedSigns: one sign may give several compared characters,
// as ㎡ does; between those there is no border.
func TestBordersOfFoldedSigns(t *testing.T) {
	const draft = "面积35㎡，共½亩"
	k := text.Normalize(draft)
	got := bordersOf(draft, k)
	want := make([]level, k.Len()+1)
	want[0], want[k.Len()] = lineEnd, lineEnd
	want[slices.Index(k.Runes, '共')] = clauseEnd
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestFindFoldedSigns: such signs stand in every report about buildings.
func TestFindFoldedSigns(t *testing.T) {
	rng := seeded(54)
	m := library(rng, 10)
	body, other := clip(m.sources[3].Text, 200, 100), clip(m.sources[6].Text, 200, 100)
	for _, sign := range []string{"㎡", "½", "㎏", "ﬁ", "㋀", "⑩"} {
		m.Add(Source{Text: invented(rng, 300) + sign + body + sign + "35" + sign + "，" + invented(rng, 300)})
		for _, draft := range []string{sign, sign + body, body + sign, invented(rng, 100) + sign + "\n" + body + sign + "35" + sign, body + sign + other, body + sign + sign + other} {
			find(t, m, Draft{Text: draft})
		}
	}
}

// TestSignsAreWhole: where two copies meet in a sign that folds to several
// characters, each is kept to whole signs, and they stay apart.
func TestSignsAreWhole(t *testing.T) {
	rng := seeded(151)
	for _, sign := range []string{"㎡", "½", "㋀"} {
		folded := kept(sign)
		for cut := 1; cut < len(folded); cut++ {
			one, two := sentence(rng, 96), sentence(rng, 96)
			m := library(rng, 10)
			// The sources hold the two halves of the sign as letters.
			m.Add(Source{Text: invented(rng, 300) + strings.TrimSuffix(one, "。") + string(folded[:cut]) + "，" + invented(rng, 300)})
			m.Add(Source{Text: invented(rng, 300) + string(folded[cut:]) + two + invented(rng, 300)})
			draft := invented(rng, 108) + strings.TrimSuffix(one, "。") + sign + two + invented(rng, 108)
			r := find(t, m, Draft{Text: draft})
			if len(r.Passages) != 2 {
				t.Errorf("%s cut at %d: %d passages", sign, cut, len(r.Passages))
			}
		}
	}
}
