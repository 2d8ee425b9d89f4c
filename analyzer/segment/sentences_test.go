package segment

import (
	"slices"
	"testing"
	"unicode/utf8"

	"hegao/analyzer/text"
)

func sentencesOf(t string) []string {
	var parts []string
	for _, s := range Sentences(t) {
		parts = append(parts, s.Of(t))
	}
	return parts
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", " \r\n\u3000", nil},
		{"enders", "一。二！三？四；五!六?七;八", []string{"一。", "二！", "三？", "四；", "五!", "六?", "七;", "八"}},
		{"lines", "标题\r\n　　正文没有句号\n\n下一段。", []string{"标题", "正文没有句号", "下一段。"}},
		{"several enders", "真的吗？！是。。。", []string{"真的吗？！", "是。。。"}},
		{"closers stay", "他说：“好。”（完。）再说。", []string{"他说：“好。”", "（完。）", "再说。"}},
		{"openers go on", "完。“新的”开始。", []string{"完。", "“新的”开始。"}},
		{"straight quote closes", `他说"好。"然后走。`, []string{`他说"好。"`, "然后走。"}},
		{"straight quote opens", `走了。"好"是他说的。`, []string{"走了。", `"好"是他说的。`}},
		{"numbers keep their dot", "1.加强3.5%的学习。", []string{"1.加强3.5%的学习。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := sentencesOf(c.text); !slices.Equal(got, c.want) {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
}

// FuzzSentences checks that sentences ascend without overlap, have no blanks
// at their ends, and leave out nothing but blanks.
func FuzzSentences(f *testing.F) {
	f.Add("他说：“好。”\r\n第二行！？\"a\"")
	f.Add("\xff。\xe3\x80")
	f.Fuzz(func(t *testing.T, source string) {
		end := 0
		for _, s := range Sentences(source) {
			if s.Empty() || s.Start < end || s != text.Trim(source, s) {
				t.Fatalf("%q: sentence %v after %d", source, s, end)
			}
			wantBlank(t, source[end:s.Start])
			end = s.End
		}
		wantBlank(t, source[end:])
	})
}

func wantBlank(t *testing.T, between string) {
	t.Helper()
	for _, r := range between {
		if r == utf8.RuneError || !text.IsBlank(r) {
			t.Fatalf("%q was left out", between)
		}
	}
}
