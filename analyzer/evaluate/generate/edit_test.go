package generate

import (
	"strings"
	"testing"

	"hegao/analyzer/text"
)

// invented holds passages as people write them.
var invented = []string{
	"3月12日，云岭县第二中学组织36名教师对食堂和宿舍进行了全面检查，查出隐患14处，当场整改9处。对一时改不了的，学校及时登记造册，明确责任人和完成时限。与此同时，我校加强值班值守，确保学生安全。",
	"今年以来，我院认真落实值班制度，安排专人负责药品清点，每周核对一次台账。由于人手紧张，个别科室登记不够及时。为此，院里调整了排班表，增加夜间值守人员4名，患者投诉由21件降到8件。",
	"一是完善管理办法，对仓库物资逐一清点，做到账实相符；二是组织培训3期，参加人员126人次；三是开展应急演练，提高处置能力。通过以上措施，工作作风明显好转，群众满意度达到96.5%。",
	"沙浦镇政府把道路维修作为一件大事来抓，筹集资金48.6万元，修复破损路面1200平方米，更换路灯33盏。施工期间，镇里派出干部轮流到现场监督，发现问题马上通知施工队返工。群众普遍反映，晚上出门方便多了。",
}

// passagesFor is invented, and paragraphs of generated reports.
func passagesFor() []string {
	all := append([]string(nil), invented...)
	c := sample()
	for i := range 30 {
		for line := range strings.SplitSeq(c.Report(i).Text, "\n") {
			if n := text.Chars(line); n >= 100 && n <= 300 && endsSentence(line) {
				all = append(all, line)
			}
		}
	}
	return all
}

// TestPairsKept holds every edit to its strength: the mean share of pairs of
// characters that stay.
func TestPairsKept(t *testing.T) {
	bounds := map[Edit][2]float64{
		Verbatim: {1, 1}, UnitSwap: {0.75, 0.95}, Reorder: {0.92, 0.98}, SplitMerge: {0.94, 0.995},
		Insert20: {0.94, 0.99}, Delete20: {0.70, 0.80}, Synonyms20: {0.72, 0.85}, Synonyms40: {0.55, 0.70},
		Mixed: {0.62, 0.82}, BackTranslated: {0.35, 0.60},
	}
	all := passagesFor()
	for _, e := range Edits() {
		rng, sum := seeded(4), 0.0
		for _, p := range all {
			sum += pairsKept(p, Apply(e, rng, p))
		}
		mean := sum / float64(len(all))
		t.Logf("%-16s keeps %.2f", e, mean)
		if b, ok := bounds[e]; !ok || mean < b[0] || mean > b[1] {
			t.Errorf("%s keeps %.3f of the pairs, want %v", e, mean, b)
		}
	}
}

func TestEditsChange(t *testing.T) {
	for _, e := range Edits() {
		for i, p := range invented {
			a, b := Apply(e, seeded(9), p), Apply(e, seeded(9), p)
			if a != b {
				t.Errorf("%s of passage %d differs for one seed", e, i)
			}
			if (a == p) != (e == Verbatim) {
				t.Errorf("%s of passage %d: %s", e, i, a)
			}
			if e != Verbatim && a == Apply(e, seeded(10), p) {
				t.Errorf("%s of passage %d does not depend on the seed", e, i)
			}
		}
	}
}

func TestSynonymShare(t *testing.T) {
	l := loadLexicon()
	for _, share := range []float64{0.2, 0.4} {
		changed, all := 0, 0
		for _, p := range passagesFor() {
			tokens := l.tokens(p)
			n := contentWords(tokens)
			_, missing := replaceKnown(seeded(5), tokens, share)
			changed += int(share*float64(n)+0.5) - missing
			all += n
		}
		got := float64(changed) / float64(all)
		t.Logf("of %.2f, %.3f of the content words have a synonym put for them", share, got)
		if got < share-0.06 || got > share+0.02 {
			t.Errorf("%.3f replaced, want %.2f", got, share)
		}
	}
}

func TestSwapNames(t *testing.T) {
	const p = "2023年3月12日，云岭县第二中学拿出4.5万元，给沙浦镇的36名学生发放补助，沙浦镇政府也来了。我校年底统计，全县小区里共有三十七户受益。"
	got := Apply(UnitSwap, seeded(1), p)
	for _, gone := range []string{"2023", "云岭", "第二中学", "4.5", "沙浦", "36", "我校", "三十七"} {
		if strings.Contains(got, gone) {
			t.Errorf("%s is still there: %s", gone, got)
		}
	}
	for _, stays := range []string{"万元，给", "名学生发放补助", "全县小区里共有", "户受益"} {
		if !strings.Contains(got, stays) {
			t.Errorf("%s is gone: %s", stays, got)
		}
	}
	towns := placeNames.FindAllString(got, -1)
	if len(towns) < 3 || towns[1] != towns[2] {
		t.Errorf("one town became two: %v in %s", towns, got)
	}
	if text.Chars(got) < text.Chars(p)-6 {
		t.Errorf("figures lost digits: %s", got)
	}
}

func TestReorderKeepsCharacters(t *testing.T) {
	for i, p := range passagesFor() {
		got := Apply(Reorder, seeded(uint64(i)), p)
		if charsOf(got) != charsOf(p) {
			t.Errorf("other characters:\n%s\n%s", p, got)
		}
		if len(sentencesIn(clausesOf(p))) > 1 && strings.HasPrefix(got, p[:len(p)/2]) {
			t.Errorf("nothing moved: %s", got)
		}
	}
}

func TestSplitMerge(t *testing.T) {
	p := invented[2]
	signs := func(s string) string {
		var b strings.Builder
		for _, c := range clausesOf(s) {
			b.WriteString(c.sign)
		}
		return b.String()
	}
	gone := 0
	for seed := range uint64(20) {
		got := Apply(SplitMerge, seeded(seed), p)
		if signs(got) == signs(p) {
			t.Errorf("same signs: %s", got)
		}
		if !strings.Contains(got, "二是") {
			gone++
		}
		if !endsSentence(got) {
			t.Errorf("no end: %s", got)
		}
	}
	if gone == 0 {
		t.Error("the enumeration always stays")
	}
}

func TestLengths(t *testing.T) {
	for e, want := range map[Edit]float64{Delete20: 0.8, Insert20: 1.2} {
		for i, p := range passagesFor() {
			got := float64(text.Chars(Apply(e, seeded(uint64(i)), p))) / float64(text.Chars(p))
			if got < want-0.08 || got > want+0.08 {
				t.Errorf("%s: %.2f of the length of %s", e, got, p)
			}
		}
	}
}

func TestBackTranslate(t *testing.T) {
	got := Apply(BackTranslated, seeded(2), "各部门各司其职、密切配合，对仓库进行了检查。")
	for _, gone := range []string{"各司其职", "密切配合", "进行了检查", "、"} {
		if strings.Contains(got, gone) {
			t.Errorf("%s is still there: %s", gone, got)
		}
	}
	ba := Apply(BackTranslated, seeded(2), "财务科把票据核对。")
	if strings.Contains(ba, "票据") && strings.Contains(ba, "核对") && ba == "财务科把票据核对。" {
		t.Errorf("nothing changed: %s", ba)
	}
}

func TestUnknownEdit(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	Apply("none", seeded(1), "")
}

func TestClausesOf(t *testing.T) {
	const p = "他说：“好，去看看。”大家（三人，都在）去了；没人。完"
	if got := joinClauses(clausesOf(p)); got != p {
		t.Errorf("got %s", got)
	}
	var texts []string
	for _, c := range clausesOf(p) {
		texts = append(texts, c.text)
	}
	if got, want := strings.Join(texts, "|"), "他说|“好，去看看。”大家（三人，都在）去了|没人|完"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestTokens(t *testing.T) {
	var got []string
	for _, tok := range loadLexicon().tokens("认真检查灭火器3具") {
		got = append(got, tok.text)
	}
	if s := strings.Join(got, "|"); s != "认真|检查|灭火器|3|具" {
		t.Errorf("got %s", s)
	}
}
