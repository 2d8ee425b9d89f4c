package corpus

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hegao/analyzer/text"
)

func TestFind(t *testing.T) {
	cases := []struct {
		name, text, word string
		want             []string // the places, as they stand in the text
	}{
		{"twice", "加强理论学习，抓好学习。", "学习", []string{"学习", "学习"}},
		{"not there", "加强理论学习。", "整改", nil},
		{"another width and case", "ＰＤＣＡ循环与pdca", "Pdca", []string{"ＰＤＣＡ", "pdca"}},
		{"white space inside", "责任\n 制，责　任制", "责任制", []string{"责任\n 制", "责　任制"}},
		{"punctuation inside", "落实责任，制定措施；“责任”制", "责任制", nil},
		{"once across a comma, once not", "责任，制；责任制", "责任制", []string{"责任制"}},
		{"what stands right after a broken place", "一人，一人一档", "一人一", []string{"一人一"}},
		{"the same character again and again", "哈，哈哈哈", "哈哈", []string{"哈哈"}},
		{"no word", "加强", "，", nil},
		{"at both ends", "学习与学习", "学习", []string{"学习", "学习"}},
		{"a character that is two", "共5㎏", "kg", []string{"㎏"}},
	}
	for _, c := range cases {
		var got []string
		for _, s := range newMarker(c.text).find(c.word) {
			got = append(got, s.Of(c.text))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// folded is t as it is compared.
func folded(t string) string { return string(text.Normalize(t).Runes) }

// checkExcerpts fails unless the excerpts are pieces of the text, marks
// ascend without overlap, and every mark is a word or words that overlap.
func checkExcerpts(t *testing.T, body string, words []string, excerpts []Excerpt) (marks int) {
	t.Helper()
	if len(excerpts) == 0 || len(excerpts) > maxExcerpts {
		t.Fatalf("%d excerpts", len(excerpts))
	}
	for i, e := range excerpts {
		if e.Span.Of(body) != e.Text || !utf8.ValidString(e.Text) {
			t.Fatalf("the excerpt %q is not what stands at %v", e.Text, e.Span)
		}
		if i > 0 && e.Span == excerpts[i-1].Span {
			t.Errorf("the same excerpt twice: %q", e.Text)
		}
		end := 0
		for _, m := range e.Marks {
			if m.Start < end || m.Empty() || m.End > len(e.Text) {
				t.Fatalf("marks %v in %q", e.Marks, e.Text)
			}
			end = m.End
			if !covered(folded(m.Of(e.Text)), words) {
				t.Errorf("the mark %q is none of %q", m.Of(e.Text), words)
			}
			marks++
		}
	}
	return marks
}

// covered reports whether places of the words cover all of s.
func covered(s string, words []string) bool {
	end := 0
	for i := range s {
		for _, w := range words {
			if w = folded(w); i <= end && strings.HasPrefix(s[i:], w) {
				end = max(end, i+len(w))
			}
		}
	}
	return end == len(s)
}

func TestExcerpts(t *testing.T) {
	long := strings.Repeat("全年共开展各类活动若干次，", 40)
	cases := []struct {
		name, text string
		words      []string
		marks      int
	}{
		{"no word", long, []string{"粮站"}, 0},
		{"one word", long + "粮站漏雨。" + long, []string{"粮站"}, 1},
		{"two words far apart", "粮站。" + long + "漏雨。", []string{"粮站", "漏雨"}, 2},
		{"words that overlap", "落实工作风险防控。", []string{"工作", "作风", "风险"}, 1},
		{"a word in a word", "责任制和责任", []string{"责任", "责任制"}, 2},
		{"a phrase longer than an excerpt", long + strings.Repeat("漏雨", 80) + long, []string{strings.Repeat("漏雨", 70)}, 1},
		{"letters", strings.Repeat("word and other words ", 40), []string{"other", "words"}, 8},
		{"an empty text", "", []string{"粮站"}, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if n := checkExcerpts(t, c.text, c.words, newMarker(c.text).excerpts(c.words)); n < min(c.marks, 1) || c.marks <= 2 && n != c.marks {
				t.Errorf("%d marks, want %d", n, c.marks)
			}
		})
	}
}

func TestExcerptsOfAnyText(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	alphabet := []rune("责任制学习，。 \n一Ａa1㎏“")
	some := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune(alphabet[rng.IntN(len(alphabet))])
		}
		return b.String()
	}
	marked := 0
	for range 3000 {
		body := some(rng.IntN(400))
		words := []string{folded(some(1 + rng.IntN(3))), folded(some(1 + rng.IntN(4)))}
		words = slices.DeleteFunc(words, func(w string) bool { return w == "" || strings.ContainsAny(w, "kg") })
		marked += checkExcerpts(t, body, words, newMarker(body).excerpts(words))
	}
	if marked == 0 {
		t.Fatal("nothing was ever marked")
	}
}
