package fault

import (
	"regexp"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

// Closings: a 报告 tells and must not ask for approval, a 请示 must ask; each
// has one closing formula, and it stands at the end.

// genre is the kind of official letter that a title says.
type genre uint8

const (
	otherGenre genre = iota
	reportGenre
	requestGenre
	letterGenre
)

// genreOf reads the kind off the end of a title. Opinions and plans may ask
// to be passed on, so they are of no kind here.
func genreOf(title string) genre {
	title = strings.TrimRight(title, "）)》”")
	if at := strings.LastIndexAny(title, "（("); at > 0 {
		title = title[:at]
	}
	switch {
	case strings.HasSuffix(title, "请示"):
		return requestGenre
	case endsInAny(title, "报告 总结 汇报 小结 情况"):
		return reportGenre
	case strings.HasSuffix(title, "函"):
		return letterGenre
	}
	return otherGenre
}

var (
	asks = newPattern("以妥当可是如请敬恳盼望", `(?:以上(?:报告|请示|意见|情况|汇报)?[，,]?)?(?:妥否|当否|可否|是否妥当|如无不妥|如无不当)[，,]?\s{0,2}(?:请|敬请|恳请|呈请|盼|望)[^。，；\n]{0,6}(?:批示|批复|批准|审批|审示|核准|批转)[^。；\n]{0,12}|(?:请|敬请|恳请|盼予|望予)(?:予以?|领导|上级|县局|市局)?(?:批示|批复|批准|审批|核准)`)
	// formula: the sentences that close an official letter.
	formula = regexp.MustCompile(`^(?:以上(?:情况|报告|汇报)?[，,]?)?(特此|专此|特此一并)(报告|汇报|请示|通知|通报|函告|函达|函复|函商|说明|回复|批复|公告)|^以上(报告|汇报|情况|请示|意见)[，,]?(?:请|敬请|妥否|当否|如无不妥)`)
	// asksFor: what a request must ask.
	asksFor = regexp.MustCompile(`批示|批复|批准|审批|核准|审示|审核|审定|予以(?:支持|解决|答复|拨付)|请.{0,4}(?:支持|解决|审议|研究)`)
)

// formulaKinds: which letters a formula may close.
var formulaKinds = map[string][]genre{
	"报告": {reportGenre, otherGenre}, "汇报": {reportGenre, otherGenre}, "请示": {requestGenre, otherGenre},
	"函告": {letterGenre, otherGenre}, "函达": {letterGenre, otherGenre}, "函复": {letterGenre, otherGenre}, "函商": {letterGenre, otherGenre},
	"通知": {otherGenre}, "通报": {otherGenre}, "批复": {otherGenre}, "公告": {otherGenre},
}

func findWrongClosings(r *reading) []Fault {
	kind := genreOf(r.title)
	out := closingFormulas(r, kind)
	switch kind {
	case reportGenre:
		out = append(out, askingReports(r, out)...)
	case requestGenre:
		out = append(out, silentRequest(r, out)...)
	}
	return out
}

func closingFault(s text.Span, msg message.Message) Fault {
	return Fault{Severity: Warning, Span: s, Message: msg, Suggestion: message.Say("suggest.closing")}
}

// closingFormulas finds a second formula, one of another kind of letter, and
// one that text follows.
func closingFormulas(r *reading, kind genre) []Fault {
	var out []Fault
	var first text.Span
	for i, s := range r.sentences {
		for _, c := range formulaClauses(r.t, s.Span) {
			words := formula.FindStringSubmatch(c.Of(r.t))
			if words == nil || r.quoted.has(c) || len([]rune(c.Of(r.t))) > 24 {
				continue
			}
			switch {
			case words[2] != "" && !allows(words[2], kind):
				out = append(out, closingFault(c, message.New("fault.closing_kind", c.Of(r.t))))
			case first.Len() > 0:
				out = append(out, closingFault(c, message.New("fault.closing_two", c.Of(r.t))))
			case r.textFollows(i):
				out = append(out, closingFault(c, message.New("fault.closing_early", c.Of(r.t))))
			}
			first = c
			break
		}
	}
	return out
}

// formulaClauses are the places of a sentence where a formula may begin: the
// sentence itself, and its last clause (以上情况，特此报告。).
func formulaClauses(t string, s text.Span) []text.Span {
	out := []text.Span{s}
	if at := strings.LastIndex(s.Of(t), "，"); at >= 0 {
		out = append(out, text.Span{Start: s.Start + at + len("，"), End: s.End})
	}
	return out
}

func allows(word string, kind genre) bool {
	kinds, ok := formulaKinds[word]
	if !ok {
		return true
	}
	for _, k := range kinds {
		if k == kind {
			return true
		}
	}
	return false
}

// afterClosing: what may stand behind the formula.
var afterClosing = regexp.MustCompile(`^(?:附|抄送|抄报|联系|主题词|报送|印发|此致|敬礼|谢谢|注|（|\()`)

// minFollowing is the length in compared characters from which what follows a
// closing formula is running text.
const minFollowing = 20

// textFollows: behind sentence i comes a heading or running text.
func (r *reading) textFollows(i int) bool {
	for _, s := range r.sentences[i+1 : min(len(r.sentences), i+6)] {
		if r.Outline.Closing.Contains(s.Span) && text.Chars(s.Of(r.t)) < minFollowing {
			continue
		}
		line := s.Of(r.t)
		if afterClosing.MatchString(line) {
			return false
		}
		if len(r.headingsIn(r.Doc.Blocks[s.block].Span)) > 0 || text.Chars(line) >= minFollowing {
			return true
		}
	}
	return false
}

// askingReports finds phrases that ask for approval in a letter that tells;
// told are the formulas reported already.
func askingReports(r *reading, told []Fault) []Fault {
	var out []Fault
	asks.each(r.t, func(s text.Span) {
		if !r.quoted.has(s) && endsSentence(r.t, s.End) && !touchesAny(s, told) {
			out = append(out, closingFault(s, message.New("fault.closing_asks", s.Of(r.t))))
		}
	})
	return out
}

func endsSentence(t string, at int) bool {
	rest := strings.TrimLeft(ahead(t, at, 3), " 　”")
	return rest == "" || strings.ContainsAny(rest[:len(headOf(rest, 1))], "。！，；\r\n")
}

func touchesAny(s text.Span, faults []Fault) bool {
	for _, f := range faults {
		if f.Span.Overlaps(s) {
			return true
		}
	}
	return false
}

// silentRequest reports a 请示 whose last paragraphs ask for nothing, at its
// last sentence.
func silentRequest(r *reading, told []Fault) []Fault {
	if len(told) > 0 {
		return nil
	}
	var last sentence
	asked := false
	for _, s := range r.sentences {
		if s.Start < r.titleSpan.End || r.Outline.Closing.Contains(s.Span) && text.Chars(s.Of(r.t)) < 4 {
			continue
		}
		line := s.Of(r.t)
		asked = asked || asksFor.MatchString(line) && (strings.Contains(line, "请") || strings.Contains(line, "盼"))
		if !r.Outline.Closing.Contains(s.Span) && !afterClosing.MatchString(line) {
			last = s
		}
	}
	if asked || last.Empty() {
		return nil
	}
	return []Fault{closingFault(last.Span, message.Say("fault.closing_silent"))}
}
