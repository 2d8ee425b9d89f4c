package segment

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"hegao/analyzer/text"
)

func loaded(t testing.TB) *Segmenter {
	t.Helper()
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func wordsOf(tokens []Token) []string {
	var words []string
	for _, token := range tokens {
		words = append(words, token.Word)
	}
	return words
}

func TestWords(t *testing.T) {
	s := loaded(t)
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"punctuation alone", "，。！ \r\n\t…", ""},
		{"plain", "加强理论学习，落实意识形态工作责任制。", "加强 理论 学习 落实 意识形态 工作 责任制"},
		{"a comma parts words", "意识，形态", "意识 形态"},
		{"a line end parts words", "意识\r\n形态", "意识 形态"},
		{"digits and letters", "2024年召开3次会议V2版", "2024 年 召开 3 次 会议 v2 版"},
		{"full width", "２０２４年ＡＢｃ１２", "2024 年 abc12"},
		{"decimal", "增长3.5%", "增长 3 5"},
		{"accents stay one word", "Café Ünïcode ếch", "café ünïcode ếch"},
		{"emoji", "学习😀工作👨‍👩‍👧会议", "学习 工作 会议"},
		{"one sign, several letters", "面积5㎡，①号", "面积 5m2 1 号"},
		{"one sign, letter and hanzi", "㋀会议㍻", "1月 会议 平成"},
		{"rare hanzi", "𠮷野家㐂", "𠮷 野 家 㐂"},
		{"compatibility hanzi", "\uf9fe", "茶"},
		{"kana", "カタカナ ﾃｽﾄ", "カタカナ テスト"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(wordsOf(s.Words(c.text)), " "); got != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

func TestSearchWords(t *testing.T) {
	s := loaded(t)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"责任制", []string{"责任制", "责任"}},
		{"意识形态", []string{"意识形态", "意识", "形态"}},
		{"学习", []string{"学习"}},
		{"学习型，2024", []string{"学习型", "学习", "2024"}},
	} {
		if got := wordsOf(s.SearchWords(c.text)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.text, got, c.want)
		}
	}
}

func TestOffsets(t *testing.T) {
	s := loaded(t)
	for _, part := range []string{
		"关于2024年上半年意识形态工作责任制落实情况的报告\r\n一、总体情况\r\n",
		"（一）ＡＢＣ第１２３号文件，Word文档v1.0😀；网络安全。",
		"　　面积１２㎡，㋀召开 党委会\u200b会议\ufeff。e\u0301tude ﬁne",
		"\xff坏\xe4\xb8字节\x00零",
	} {
		for _, text := range []string{part, strings.Repeat(part, 40)} {
			checkTokens(t, text, s.Words(text), true)
			checkTokens(t, text, s.SearchWords(text), false)
		}
	}
}

// checkTokens holds what must be true of every result: a word is what its
// place folds to, and words ascend; apart of one another, in Words.
func checkTokens(t *testing.T, source string, tokens []Token, apart bool) {
	t.Helper()
	end, start := 0, 0
	for _, token := range tokens {
		if token.Span.Empty() || token.Span.Start < start || token.Span.End > len(source) {
			t.Fatalf("%q: %+v after start %d", source, token, start)
		}
		if folded := string(text.Normalize(token.Span.Of(source)).Runes); folded != token.Word || folded == "" {
			t.Fatalf("%q: %+v stands at %q, which folds to %q", source, token, token.Span.Of(source), folded)
		}
		if apart {
			if token.Span.Start < end {
				t.Fatalf("%q: %+v overlaps the word before", source, token)
			}
			end = token.Span.End
		} else {
			// A word inside starts no sooner than the word it is in.
			if token.Span.End > end {
				start, end = token.Span.Start, token.Span.End
			}
		}
	}
}

// TestNothingLost checks that Words drops no letter, digit or hanzi.
func TestNothingLost(t *testing.T) {
	s := loaded(t)
	long := strings.Repeat("坚持以服务群众为中心的工作思路不动摇不松劲", 300) // longer than maxRun
	for _, source := range []string{long, "２０２４年ＡＢ㎡，①号"} {
		if got, want := strings.Join(wordsOf(s.Words(source)), ""), string(text.Normalize(source).Runes); got != want {
			t.Errorf("words join to %.60q…, want %.60q…", got, want)
		}
	}
}

func TestLoadIsShared(t *testing.T) {
	first := loaded(t)
	if second := loaded(t); first != second {
		t.Fatal("two dictionaries in memory")
	}
}

func TestConcurrent(t *testing.T) {
	s := loaded(t)
	source := strings.Repeat("党委会2024年专题研究意识形态工作责任制，学习型党组织建设。", 20)
	words, search := s.Words(source), s.SearchWords(source)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if !slices.Equal(s.Words(source), words) || !slices.Equal(s.SearchWords(source), search) {
					t.Error("another result in parallel")
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestDictionary(t *testing.T) {
	s := loaded(t)
	if n := s.dict.NumTokens(); n < 100_000 || n > 120_000 {
		t.Errorf("%d words in the dictionary", n)
	}
	for _, word := range []string{"学习", "意识形态", "网络安全", "责任制"} {
		if _, _, ok := s.dict.Find([]byte(word)); !ok {
			t.Errorf("the dictionary lacks %s", word)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("关于２０２４年意识形态工作的报告。\r\nAbc①㎡😀")
	f.Add("㋀㍻ﬁ\u0301\xff々〇")
	f.Fuzz(func(t *testing.T, source string) {
		s := loaded(t)
		words := s.Words(source)
		checkTokens(t, source, words, true)
		checkTokens(t, source, s.SearchWords(source), false)
		if strings.Join(wordsOf(words), "") != string(text.Normalize(source).Runes) {
			t.Fatalf("%q lost something: %v", source, words)
		}
	})
}
