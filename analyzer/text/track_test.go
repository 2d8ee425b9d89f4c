package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestNormalize(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"nothing", "", ""},
		{"punctuation alone", "，。！“”《》—… \r\n\u3000", ""},
		{"plain", "加强学习。", "加强学习"},
		{"case", "Word", "word"},
		{"full width", "２０２４年ＡＢｃ", "2024年abc"},
		{"half width kana", "ﾃｽﾄ", "テスト"},
		{"ligature", "ﬁle ﬃ", "fileffi"},
		{"signs of several", "㎡㏒", "m2log"},
		{"circled and bracketed", "①⑴㈠⒈", "11一1"},
		{"fraction", "½", "12"},
		{"month sign", "㋀㍻", "1月平成"},
		{"roman numeral", "Ⅳ", "iv"},
		{"zero of hanzi", "二〇二四", "二〇二四"},
		{"not that zero", "二○二四", "二二四"},
		{"compatibility hanzi", "\uf9fe", "茶"},
		{"rare hanzi", "㐂𠮷", "㐂𠮷"},
		{"accents", "Café", "café"},
		{"combining mark goes", "e\u0301", "e"},
		{"zero width", "学\u200b习\ufeff", "学习"},
		{"emoji", "学😀习", "学习"},
		{"broken bytes", "学\xff习", "学习"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := string(Normalize(c.source).Runes); got != c.want {
				t.Errorf("%q: got %q, want %q", c.source, got, c.want)
			}
		})
	}
}

// folded is the slow oracle: what one character of a text contributes.
func folded(char string) string {
	if r, _ := utf8.DecodeRuneInString(char); isHanzi(r) {
		return char
	}
	var b strings.Builder
	for _, r := range norm.NFKC.String(char) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '〇' {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// checkTrack holds the promise of a track: read character by character, the
// source folds to the kept characters, and each is bounded by its own.
func checkTrack(t *testing.T, source string) {
	t.Helper()
	k := Normalize(source)
	if len(k.Starts) != k.Len() || len(k.Ends) != k.Len() {
		t.Fatalf("%.60q: %d characters, %d starts, %d ends", source, k.Len(), len(k.Starts), len(k.Ends))
	}
	i := 0
	for at := 0; at < len(source); {
		_, n := utf8.DecodeRuneInString(source[at:])
		for _, r := range folded(source[at : at+n]) {
			if i >= k.Len() || k.Runes[i] != r || int(k.Starts[i]) != at || int(k.Ends[i]) != at+n {
				t.Fatalf("%.60q: character %d is not %q at %d–%d", source, i, r, at, at+n)
			}
			i++
		}
		at += n
	}
	if i != k.Len() {
		t.Fatalf("%.60q: %d kept characters too many", source, k.Len()-i)
	}
	for b := 0; b <= len(source)+1; b++ {
		want := 0
		for want < k.Len() && int(k.Starts[want]) < b {
			want++
		}
		if got := k.At(b); got != want {
			t.Fatalf("%.60q: At(%d) = %d, want %d", source, b, got, want)
		}
	}
}

func TestNormalizeOffsets(t *testing.T) {
	tried := 0
	eachText(alphabet[:14], 3, func(source string) {
		tried++
		checkTrack(t, source)
	})
	if tried != 1+14+14*14+14*14*14 {
		t.Fatalf("%d texts were tried", tried)
	}
	rng := seeded(4)
	for range 40 {
		checkTrack(t, randomText(rng, 400))
	}
}

// TestEveryCharacter takes each assigned code point through Normalize.
func TestEveryCharacter(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		if k := Normalize(string(r)); string(k.Runes) != folded(string(r)) {
			t.Fatalf("%U folds to %q, want %q", r, string(k.Runes), folded(string(r)))
		} else if again := Normalize(string(k.Runes)); string(again.Runes) != string(k.Runes) {
			t.Errorf("%U folds to %q, and that to %q", r, string(k.Runes), string(again.Runes))
		}
	}
}

func TestTrackSpan(t *testing.T) {
	const source = "一、学 习：ﬁ"
	k := Normalize(source) // 一学习fi
	for _, c := range []struct {
		i, j int
		want string
	}{
		{0, 1, "一"}, {1, 3, "学 习"}, {0, 5, source}, {3, 4, "ﬁ"}, {4, 5, "ﬁ"},
	} {
		if got := k.Span(c.i, c.j).Of(source); got != c.want {
			t.Errorf("[%d,%d) is %q, want %q", c.i, c.j, got, c.want)
		}
	}
}

func TestIdentity(t *testing.T) {
	const one = "2024年，我局（以下简称“局”）召开会议3次。"
	for _, c := range []struct {
		name, other string
		same        bool
	}{
		{"itself", one, true},
		{"full width", "２０２４年，我局(以下简称\"局\")召开会议３次.", true},
		{"other spaces and lines", "　　2024年, 我局（以下简称“局”）\r\n召开会议 3 次。", true},
		{"byte order mark", "\ufeff" + one, true},
		{"another figure", "2024年，我局（以下简称“局”）召开会议4次。", false},
		{"a word less", "2024年，我局召开会议3次。", false},
		{"another order", "召开会议3次。2024年，我局（以下简称“局”）", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := Normalize(one).Identity(), Normalize(c.other).Identity()
			if (a == b) != c.same {
				t.Errorf("same is %v, want %v", a == b, c.same)
			}
			if len(a) != 64 {
				t.Errorf("identity of %d digits", len(a))
			}
		})
	}
}

func TestChars(t *testing.T) {
	for _, c := range []struct {
		source string
		want   int
	}{
		{"", 0}, {"，。 \n", 0}, {"学习，2024年。", 7}, {"二〇二四", 4}, {"Ｗord𠮷", 5}, {"😀", 0},
	} {
		if got := Chars(c.source); got != c.want {
			t.Errorf("%q: %d, want %d", c.source, got, c.want)
		}
	}
}

func TestIsBlank(t *testing.T) {
	for _, r := range " \t\r\n\v\f\u00a0\u3000\u2003\u2028\u200b\u200c\u200d\u2060\ufeff\u0085" {
		if !IsBlank(r) {
			t.Errorf("%U is blank", r)
		}
	}
	for _, r := range "a一，。_-\u0301\u00ad😀" {
		if IsBlank(r) {
			t.Errorf("%U is not blank", r)
		}
	}
}

// FuzzNormalize: offsets are exact, and what was kept folds to itself.
func FuzzNormalize(f *testing.F) {
	f.Add("关于２０２４年意识形态工作的报告。\r\nAbc①㎡ﬁ😀")
	f.Add("e\u0301\uf9fe〇○\xff\u200b")
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 1<<12 {
			return
		}
		checkTrack(t, source)
		kept := string(Normalize(source).Runes)
		if again := string(Normalize(kept).Runes); again != kept {
			t.Fatalf("%q: kept %q, which folds to %q", source, kept, again)
		}
	})
}
