package template

import (
	"regexp"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// enoughWords is what makes a point present: a strong word counts two, a
// weak one counts one. Fewer only touch on the point.
const enoughWords = 3

// shownWords is how many places of words are shown for a point.
const shownWords = 4

// point looks for a point's words anywhere in the text.
func (c *cover) point(p *Point) PointResult {
	r := PointResult{ID: p.ID, Asked: Asked{p.Name, p.Required && c.applies(p.When), "warning", p.Basis}}
	if c.noText() {
		r.Status, r.Why = Unassessable, message.Say("why.unassessable")
		return r
	}
	places, score := p.words(c.doc.Text)
	for _, at := range places[:min(len(places), shownWords)] {
		r.Evidence = append(r.Evidence, Evidence{at, whyWord})
	}
	switch {
	case score >= enoughWords && p.MinTimes > 0 && c.times(p) < p.MinTimes:
		r.Status, r.Why = Thin, message.New("why.point_times", p.Name, p.MinTimes)
	case score >= enoughWords:
		r.Status, r.Why = Present, message.New("why.point_present", p.Name)
	case score > 0:
		r.Status, r.Why = Thin, message.New("why.point_thin", p.Name)
	default:
		r.Status = Missing
		r.Why = message.New("why.point_missing", p.Name, "@"+string(demandOf(r.Required, p.Basis.Tier)), strings.Join(p.Strong, "、"), len(p.Strong)+len(p.Weak))
	}
	if r.Status != Present && p.EmptyOK.match(c.doc.Text) {
		if at := p.EmptyOK.FindStringIndex(c.doc.Text); at != nil {
			r.Status, r.Why = Present, message.New("why.nothing_to_report", p.Name)
			r.Evidence = append(r.Evidence, Evidence{text.Span{Start: at[0], End: at[1]}, whyNothing})
		}
	}
	return r
}

// words are the first places of the point's words in t, strong ones first,
// and what they add up to.
func (p *Point) words(t string) (places []text.Span, score int) {
	for i, list := range [][]string{p.Strong, p.Weak} {
		for _, w := range list {
			if at := strings.Index(t, w); at >= 0 {
				places = append(places, text.Span{Start: at, End: at + len(w)})
				score += 2 - i
			}
		}
	}
	return places, score
}

// score is what the distinct words of the point that occur in t add up to.
func (p *Point) score(t string) int {
	_, score := p.words(t)
	return score
}

// timesWord is a count of occasions.
var timesWord = regexp.MustCompile(`([0-9０-９]+|[一二三四五六七八九十两]+)\s*余?(次|场|期|回|轮)`)

// times is the largest count of occasions in a sentence with a strong word.
func (c *cover) times(p *Point) int {
	most := 0
	for _, s := range c.sentenceSpans() {
		sentence := s.Of(c.doc.Text)
		if containsAny(sentence, p.Strong) == 0 {
			continue
		}
		for _, m := range timesWord.FindAllStringSubmatch(sentence, 100) {
			most = max(most, number(m[1]))
		}
	}
	return most
}

// number reads a small number in digits or hanzi.
func number(s string) int {
	n, unit := 0, 0
	for _, r := range s {
		switch i := strings.IndexRune("零一二三四五六七八九", r); {
		case '0' <= r && r <= '9':
			n = min(n*10+int(r-'0'), 1<<20)
		case '０' <= r && r <= '９':
			n = min(n*10+int(r-'０'), 1<<20)
		case r == '十':
			n, unit = n+max(unit, 1)*10, 0
		case r == '两':
			unit = 2
		case i >= 0:
			unit = i / len("一")
		}
	}
	return n + unit
}
