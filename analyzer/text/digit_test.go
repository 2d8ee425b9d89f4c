package text

import "testing"

func TestDigit(t *testing.T) {
	for r, want := range map[rune]int{'0': 0, '7': 7, '９': 9, '０': 0, '一': -1, '/': -1, ':': -1, '／': -1, '：': -1, -1: -1} {
		if got := Digit(r); got != want {
			t.Errorf("%q: %d, want %d", r, got, want)
		}
	}
}
