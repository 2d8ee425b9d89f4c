package evaluate

import (
	"math"
	"strings"
	"testing"
)

// A draft of ten clean characters, a case of ten, and ten clean ones again.
const clean, copied = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉"

func draft() Draft {
	return Draft{Text: clean + copied + clean, Cases: []Case{{Kind: "verbatim", Start: 10, End: 20, Source: "a"}}}
}

func TestReuseScore(t *testing.T) {
	for _, c := range []struct {
		name   string
		claims []Claim
		want   ReuseScore
	}{
		{"nothing claimed", nil, ReuseScore{Precision: 1, Granularity: 1}},
		{"exact", []Claim{{10, 20, "a"}}, ReuseScore{Recall: 1, Precision: 1, Granularity: 1, PlagDet: 1, SourceAt1: 1}},
		{"wrong source", []Claim{{10, 20, "b"}}, ReuseScore{Recall: 1, Precision: 1, Granularity: 1, PlagDet: 1}},
		{"half, and as much of clean text", []Claim{{5, 15, "a"}}, ReuseScore{Recall: .5, Precision: .5, Granularity: 1, PlagDet: .5, SourceAt1: 1, Clean: .25}},
		{"in two pieces", []Claim{{10, 15, "a"}, {15, 20, "a"}}, ReuseScore{Recall: 1, Precision: 1, Granularity: 2, PlagDet: 1 / math.Log2(3), SourceAt1: 1}},
		{"beyond the text", []Claim{{-5, 400, "a"}}, ReuseScore{Recall: 1, Precision: 1. / 3, Granularity: 1, PlagDet: .5, SourceAt1: 1, Clean: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := NewReuse(nil)
			e.Add(draft(), c.claims)
			got := e.Score()
			if len(got.Kinds) != 1 || got.Kinds[0].Cases != 1 || got.Kinds[0].Recall() != c.want.Recall {
				t.Errorf("kinds %+v", got.Kinds)
			}
			for name, pair := range map[string][2]float64{
				"recall": {got.Recall, c.want.Recall}, "precision": {got.Precision, c.want.Precision},
				"granularity": {got.Granularity, c.want.Granularity}, "plagdet": {got.PlagDet, c.want.PlagDet},
				"source": {got.SourceAt1, c.want.SourceAt1}, "clean": {got.Clean, c.want.Clean},
			} {
				if math.Abs(pair[0]-pair[1]) > 1e-9 {
					t.Errorf("%s %v, want %v", name, pair[0], pair[1])
				}
			}
		})
	}
}

func TestReuseLeavesOutWhatTheArchiveHolds(t *testing.T) {
	phrase := "各单位各部门都要高度重视认真抓好落实" // 18 characters
	d := Draft{Text: phrase + strings.Repeat("闲", 5)}
	for _, c := range []struct {
		name                    string
		archive                 []string
		cleanShare, phraseShare float64
	}{
		{"nobody holds it", nil, 18. / 23, 0},
		{"one report holds it", []string{phrase}, 0, 0},
		{"four reports hold it", []string{phrase, phrase + "一", phrase + "二", "三" + phrase}, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := NewReuse(c.archive)
			e.Add(d, []Claim{{0, 18, "x"}})
			if got := e.Score(); got.Clean != c.cleanShare || got.SetPhrases != c.phraseShare {
				t.Errorf("clean %v, set phrases %v", got.Clean, got.SetPhrases)
			}
		})
	}
}
