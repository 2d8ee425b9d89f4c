package analyzer

import (
	"strings"
	"testing"

	"hegao/analyzer/message"
	"hegao/analyzer/reuse"
)

func TestExplain(t *testing.T) {
	passage := func(kind, own reuse.Kind, families int, e reuse.Evidence) reuse.Passage {
		return reuse.Passage{Kind: kind, Own: own, Chars: 120, Families: families, Evidence: e}
	}
	for _, c := range []struct {
		name   string
		p      reuse.Passage
		zh, en []string
	}{
		{
			"a plain copy", passage(reuse.Near, reuse.Near, 1, reuse.Evidence{Kept: 100, Rare: 60, Clear: 6}),
			[]string{"120 字中有 100 字在来源里按同样的顺序出现。", "60 字属于很少有别家用的词语，来源里也有。", "来源比其次的一家明显更像（6.0）。", "就查到的看，只有来源这一家有。"},
			[]string{"100 of its 120 characters stand in the source in the same order.", "60 belong to words that few families use and the source has too.",
				"The source stands out plainly from the next family (6.0).", "As far as was looked, only the source’s family holds it."},
		},
		{
			"word for word, with formulas, by two", passage(reuse.Verbatim, reuse.Verbatim, 2, reuse.Evidence{Kept: 120, Rare: 1, Formula: 30, Clear: 3.46}),
			[]string{"120 字全部在来源里按同样的顺序出现。", "1 字属于很少有别家用的词语，来源里也有。", "30 字所在的分句，好几家都写得差不多。", "来源比其次的一家更像，分得清楚（3.5）。", "就查到的看，至少 2 家有。"},
			nil,
		},
		{
			"barely", passage(reuse.Rewritten, reuse.Rewritten, 1, reuse.Evidence{Kept: 40, Rare: 20, Clear: 3.44}),
			[]string{"120 字中有 40 字在来源里按同样的顺序出现。", "20 字属于很少有别家用的词语，来源里也有。", "来源与其次的一家勉强分得开（3.4）。", "就查到的看，只有来源这一家有。"},
			nil,
		},
		{
			"clearness not measured, common, own kind known", passage(reuse.SharedText, reuse.Near, 4, reuse.Evidence{Kept: 110}),
			[]string{"120 字中有 110 字在来源里按同样的顺序出现。", "没有与来源相同的少见词语。", "就查到的看，至少 4 家有。", "不按家数归为公共表述的话，这段是“与外单位相近”。"},
			[]string{"110 of its 120 characters stand in the source in the same order.", "None belong to words that few families use.",
				"As far as was looked, at least 4 families hold it.", "Were families not counted, it would be “close to another unit”."},
		},
		{
			"common, else too short", passage(reuse.SetPhrase, "", 3, reuse.Evidence{Kept: 120}),
			[]string{"120 字全部在来源里按同样的顺序出现。", "没有与来源相同的少见词语。", "就查到的看，至少 3 家有。", "不按家数归为公共表述的话，这段太短，不会列出。"},
			nil,
		},
		{"nobody measured it", reuse.Passage{Kind: reuse.SetPhrase}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantSentences(t, Explain(c.p), message.Chinese, c.zh)
			if c.en != nil {
				wantSentences(t, Explain(c.p), message.English, c.en)
			}
		})
	}
}

func wantSentences(t *testing.T, got []message.Message, lang message.Lang, want []string) {
	t.Helper()
	var said []string
	for _, m := range got {
		said = append(said, m.In(lang))
	}
	if a, b := strings.Join(said, "\n"), strings.Join(want, "\n"); a != b {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}

// TestNothingFoundSaysWhatWasCompared: and whether a limit left anything out.
func TestNothingFoundSaysWhatWasCompared(t *testing.T) {
	compared := reuse.ComparedReport{Reports: 44, Candidates: 8, Parts: 3}
	for _, c := range []struct {
		name   string
		r      reuse.Result
		zh, en string
	}{
		{"an archive", reuse.Result{Compared: compared},
			"报告库有 44 篇，其中 8 篇与送检稿并排比对；送检稿分 3 个部分查找；不足 8 字的相同文字不在查找之列。",
			"Reports in the archive: 44; laid beside the draft: 8; parts of the draft looked at: 3. Shared runs of fewer than 8 characters are not looked for."},
		{"a limit", reuse.Result{Compared: compared, Limit: 6},
			"报告库有 44 篇，其中 8 篇与送检稿并排比对；送检稿分 3 个部分查找；不足 8 字的相同文字不在查找之列。公共表述从 6 家起算，够不上这个家数又太短的文字没有列出。",
			"Reports in the archive: 44; laid beside the draft: 8; parts of the draft looked at: 3. Shared runs of fewer than 8 characters are not looked for. " +
				"Text is common from 6 families on; what fewer hold and is too short by itself is not listed."},
		{"an empty archive", reuse.Result{}, "报告库是空的，没有可比对的报告。", "The archive is empty: there was nothing to compare with."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &Report{Reuse: &c.r}
			if got := r.View(message.Chinese).Reuse.Explanation; got != c.zh {
				t.Errorf("got %q, want %q", got, c.zh)
			}
			if got := r.View(message.English).Reuse.Explanation; got != c.en {
				t.Errorf("got %q, want %q", got, c.en)
			}
		})
	}
}

// TestEveryPassageIsExplained: also after a report was stored.
func TestEveryPassageIsExplained(t *testing.T) {
	r := check(t, newAnalyzer(t, samples(t)), sample(t, "drafts/patchwork.txt"))
	v := r.View(message.English).Reuse
	if len(v.Passages) == 0 || v.Explanation != "" {
		t.Fatalf("%d passages, explanation %q", len(v.Passages), v.Explanation)
	}
	for _, p := range v.Passages {
		e := p.Evidence
		if p.Chars < 1 || e.Kept < 1 || e.Kept > p.Chars || e.Rare > p.Chars || e.Formula > p.Chars || len(p.Explanation) < 3 {
			t.Errorf("passage %s: %d characters, %+v, %q", p.ID, p.Chars, e, p.Explanation)
		}
	}
}
