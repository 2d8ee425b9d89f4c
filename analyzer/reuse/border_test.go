package reuse

import (
	"strings"
	"testing"

	"hegao/analyzer/text"
)

// TestToBorder counts the characters from one to the next border, on both
// sides.
func TestToBorder(t *testing.T) {
	for _, c := range []struct {
		name, draft string
		at          rune
		reach       int
		back, ahead int
	}{
		{"at the only character", "甲", '甲', 3, 0, 0},
		{"in a clause", "甲乙，丙丁戊己庚。辛", '戊', 5, 2, 2},
		{"at its beginning", "甲乙，丙丁戊己庚。辛", '丙', 5, 0, 4},
		{"at its end", "甲乙，丙丁戊己庚。辛", '庚', 5, 4, 0},
		{"out of reach", "甲乙，丙丁戊己庚。辛", '戊', 1, -1, -1},
		{"the text ends", "甲乙丙丁戊", '丙', 5, 2, 2},
		{"the text ends out of reach", "甲乙丙丁戊", '丙', 1, -1, -1},
		{"in quotation marks", "甲，“乙丙丁”。戊", '丙', 5, 1, 1},
		{"a quotation mark alone", "甲乙“丙”丁戊", '丙', 1, -1, -1},
		{"at a line end", "甲乙\n丙丁\r\n戊", '丁', 5, 1, 0},
		{"at a pause", "甲、乙、丙", '乙', 5, 0, 0},
		{"at a dash", "甲乙—丙丁", '丙', 0, -1, -1},
		{"behind marks at the beginning", "——甲乙丙——", '乙', 3, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := text.Normalize(c.draft)
			at := strings.IndexRune(string(k.Runes), c.at) / 3
			if got := toBorder(c.draft, k.Starts, at, -1, c.reach); got != c.back {
				t.Errorf("back: %d, want %d", got, c.back)
			}
			if got := toBorder(c.draft, k.Ends, at, 1, c.reach); got != c.ahead {
				t.Errorf("ahead: %d, want %d", got, c.ahead)
			}
		})
	}
}

func TestQuotedBytes(t *testing.T) {
	long := strings.Repeat("甲", maxQuote/3)
	for _, c := range []struct{ name, draft, want string }{
		{"none", "甲乙", ""},
		{"all kinds", "甲“乙”丙《丁》戊「己」庚『辛』壬", "乙丁己辛"},
		{"one in another", "甲“乙《丙》丁”戊", "乙《丙》丁"},
		{"two", "“甲”乙“丙”", "甲丙"},
		{"never closed", "甲“乙丙", ""},
		{"never opened", "甲”乙丙", ""},
		{"nothing between", "甲“”乙", ""},
		{"as long as may be", "“" + long + "”乙", long},
		{"too long", "“" + long + "甲”乙", ""},
		{"closed behind the next", "“甲“乙”", "甲“乙"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got strings.Builder
			for i, in := range quotedBytes(c.draft) {
				if in {
					got.WriteByte(c.draft[i])
				}
			}
			if got.String() != c.want {
				t.Errorf("%q, want %q", got.String(), c.want)
			}
		})
	}
}

// TestNothingToShare: what there is nothing of has a share of 0, not none.
func TestNothingToShare(t *testing.T) {
	if got := ratio(5, 0); got != 0 {
		t.Errorf("5 of nothing is %v", got)
	}
	if got := similarityOf(nil, nil); got != 0 {
		t.Errorf("two empty texts are %v alike", got)
	}
	c := claim{at: []int32{3, 4, 9}}
	if got := c.strength(make([]float64, 20), 0, 20); got != 0 {
		t.Errorf("a claim on what weighs nothing has strength %v", got)
	}
	if from, to := c.trim(5, 9); from != 0 || to != 0 {
		t.Errorf("a claim without a pair there is trimmed to %d–%d", from, to)
	}
	if from, to := c.trim(0, 11); from != 3 || to != 11 {
		t.Errorf("a claim is trimmed to %d–%d", from, to)
	}
	f := &finder{claims: []claim{c}}
	if got := f.join([]run{{0, 5, 9}}); len(got) != 0 {
		t.Errorf("a run without a pair gives %d stretches", len(got))
	}
	r := &Result{Checked: MinForRatios, Passages: []Passage{{Kind: SharedText, Chars: MinForRatios, Sources: []Place{{}}}}}
	if r.share(); *r.Ratios != (Ratios{Total: 1}) {
		t.Errorf("all of it is common: %+v", *r.Ratios)
	}
}
