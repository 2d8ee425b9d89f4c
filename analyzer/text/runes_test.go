package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// checkIndex compares every border of source with counting from the start.
func checkIndex(t *testing.T, source string) {
	t.Helper()
	x := NewRuneIndex(source)
	for count, at := range borders(source) {
		if got := x.Rune(at); got != count {
			t.Fatalf("%.40q: Rune(%d) = %d, want %d", source, at, got, count)
		}
		if got := x.Byte(count); got != at {
			t.Fatalf("%.40q: Byte(%d) = %d, want %d", source, count, got, at)
		}
	}
	total := utf8.RuneCountInString(source)
	if got := x.Byte(total + 1); got != len(source) {
		t.Fatalf("%.40q: past the end Byte gives %d of %d", source, got, len(source))
	}
	if got := x.Rune(len(source) + 1); got != total {
		t.Fatalf("%.40q: past the end Rune gives %d of %d", source, got, total)
	}
}

func TestRuneIndexSmall(t *testing.T) {
	tried := 0
	eachText([]rune("aé一😀"), 6, func(source string) {
		tried++
		checkIndex(t, source)
	})
	if want := 1 + 4 + 16 + 64 + 256 + 1024 + 4096; tried != want {
		t.Fatalf("%d texts, want %d", tried, want)
	}
}

// TestRuneIndexSteps puts characters of every width across every place
// around the borders of the table.
func TestRuneIndexSteps(t *testing.T) {
	for _, char := range []string{"a", "é", "一", "😀"} {
		for lead := range 5 {
			checkIndex(t, strings.Repeat("x", lead)+strings.Repeat(char, 3*runeStep/len(char)))
		}
	}
	for n := 2*runeStep - 4; n <= 2*runeStep+4; n++ {
		checkIndex(t, strings.Repeat("a", n))
		checkIndex(t, strings.Repeat("a", n)+"一")
	}
}

func TestRuneIndexRandom(t *testing.T) {
	rng := seeded(3)
	for range 40 {
		checkIndex(t, randomText(rng, 1+rng.IntN(3000)))
	}
}

func TestRuneIndexSpan(t *testing.T) {
	const source = "a一😀b"
	start, end := NewRuneIndex(source).Span(Span{1, 8})
	if start != 1 || end != 3 {
		t.Errorf("got %d–%d, want 1–3", start, end)
	}
}

func FuzzRuneIndex(f *testing.F) {
	f.Add("关于2024年😀的报告\n", 40)
	f.Add("é", 600)
	f.Fuzz(func(t *testing.T, source string, times int) {
		if !utf8.ValidString(source) || times < 0 || len(source)*times > 1<<14 {
			return
		}
		checkIndex(t, strings.Repeat(source, times))
	})
}
