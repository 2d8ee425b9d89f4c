package template

import (
	"cmp"
	"regexp"
	"sort"
	"strings"

	"hegao/analyzer/message"
	"hegao/analyzer/text"
)

const (
	// enoughPeers is the number of reports from which their median says
	// something, and peerShare the part of it below which a section is thin.
	enoughPeers = 5
	peerShare   = 3
	// shortNothing is the length up to which a section that says there is
	// nothing to report says no more than that.
	shortNothing = 60
	// mostlyGeneral is the share, in percent, of stock phrases from which a
	// section says nothing of its own.
	mostlyGeneral = 70
)

// A template that does not say how long its reports are means reports of
// typicalChars; and however short a report, a section's minimum shrinks to
// one leastPart-th at most.
const (
	typicalChars = 2000
	leastPart    = 5
)

// leastChars is the length below which a section is thin in a report of so
// many characters. The template's minimum is meant for a report of the usual
// length; two sentences on problems are few in five pages and enough in half
// a page.
func (t *Template) leastChars(s *Section, chars int) int {
	typical := cmp.Or(t.TypicalChars, typicalChars)
	return max(s.MinChars/leastPart, s.MinChars*min(chars, typical)/typical)
}

// means is something concrete: a document's title, a time, a meeting, who is
// in charge, a tool of the trade.
var means = newPattern(`《[^》]{2,}》|[0-9０-９]+月|[0-9０-９]{4}年|(年|月|季度?|周|学期)(底|末|初|中旬?)?(以?前|之前)|年底|月底|每(周|月|季度?|半年|年|天|日|学期)|季度|上旬|中旬|下旬|节前|汛前|` +
	`会议|例会|座谈|推进会|调度|牵头|责任人|负责人|责任(科室|股室|单位|到人)|专人|专班|领导小组|工作组|台账|清单|方案|预案|细则|问卷|热线|挂牌|销号|` +
	`培训|轮训|检查|巡查|督查|抽查|走访|回访|考核|通报|公示|演练|招聘|采购|改造|安装|更换|新建|修建|维修|开通|上线`)

// declaring is the language of good intentions, which needs a means beside it.
var declaring = newPattern(`进一步|不断|切实|努力|加强|提高|提升|增强|强化|深化|坚持|更加|更高|更实|更大|更强|奋力|开创|谱写|贡献|台阶|统筹|狠抓|扎实|全面|持续|深入|积极|大力|认真|完善|推进|推动|确保|落实|改进|优化|转变`)

// weigh tells a full section from a thin one and says why.
func (c *cover) weigh(s *Section, r *SectionResult) {
	if r.Status == Present {
		r.Reasons = c.thin(s, r)
	}
	nothing := r.Status == Present && (len(r.Reasons) > 0 || r.Chars < shortNothing) && c.saysNothing(s, r)
	switch {
	case nothing:
		r.Reasons, r.Why = nil, message.New("why.nothing_to_report", s.Name)
	case len(r.Reasons) > 0:
		r.Status, r.Why = Thin, r.Reasons[0]
	case r.Status == Unheaded:
		r.Why = c.unheadedWhy(s, r)
	case len(r.Headings) == 0:
		r.Why = message.New("why.present_content", s.Name)
	default:
		r.Why = message.New("why.present", s.Name)
	}
}

// thin lists what makes a section thin, the most telling first.
func (c *cover) thin(s *Section, r *SectionResult) []message.Message {
	var out []message.Message
	add := func(m message.Message) {
		if !m.IsZero() {
			out = append(out, m)
		}
	}
	if r.Chars == 0 && len(r.Headings) > 0 {
		return []message.Message{message.New("why.thin_empty", s.Name)}
	}
	add(c.short(s, r))
	if n := c.count(figure, r); n < s.NeedNumbers {
		add(message.New("why.thin_figures", s.Name, n))
	}
	if s.NeedMeans && c.declares(r) {
		add(message.New("why.thin_means", s.Name))
	}
	if s.MinItems > 0 {
		if n := c.items(r); n > 0 && n < s.MinItems {
			add(message.New("why.thin_items", s.Name, n, s.MinItems))
		}
	}
	if s.NeedContent && !c.hasContent(s, r) {
		add(message.New("why.thin_content", s.Name))
	}
	if c.general(r)*100 >= mostlyGeneral*max(r.Chars, 1) {
		add(message.New("why.thin_general", s.Name))
	}
	return out
}

// short compares the section's length with the template's minimum and, where
// that is known, with what other units write.
func (c *cover) short(s *Section, r *SectionResult) message.Message {
	median, reports := 0, 0
	if c.peers.Median != nil {
		median, reports = c.peers.Median(s.ID)
	}
	known := reports >= enoughPeers && median > 0
	least := c.least(s)
	switch {
	case known && r.Chars*peerShare < median:
		return message.New("why.thin_peers", s.Name, r.Chars, reports, median)
	case r.Chars < least:
		return message.New("why.thin_chars", s.Name, r.Chars, least)
	}
	return message.Message{}
}

// count is how often an expression matches in the section, at most so many
// times as any template asks for.
func (c *cover) count(re *regexp.Regexp, r *SectionResult) int {
	n := 0
	for _, p := range r.parts {
		n += len(re.FindAllStringIndex(p.Of(c.doc.Text), 1000))
	}
	return n
}

// declares reports whether the section is nothing but good intentions: every
// sentence speaks of improving, and none names a figure or a means.
func (c *cover) declares(r *SectionResult) bool {
	said := false
	for _, p := range r.parts {
		for _, line := range sentencesIn(p.Of(c.doc.Text)) {
			if !declaring.match(line) || means.match(line) || figure.MatchString(line) {
				return false
			}
			said = true
		}
	}
	return said
}

// items counts the lesser headings of the section, or where there are none
// its list items; 0 where it is one piece of text that cannot be counted.
func (c *cover) items(r *SectionResult) int {
	headings, items := 0, 0
	for _, p := range r.parts {
		headings += within(p, len(c.out.Headings), func(i int) int { return c.out.Headings[i].Span.Start })
		items += within(p, len(c.out.Items), func(i int) int { return c.out.Items[i].Label.Start })
	}
	if headings > 0 {
		return headings
	}
	return items
}

// within counts how many of n ascending places lie in a span. Cost: O(log n).
func within(s text.Span, n int, at func(int) int) int {
	from := sort.Search(n, func(i int) bool { return at(i) >= s.Start })
	return sort.Search(n, func(i int) bool { return at(i) >= s.End }) - from
}

// hasContent reports whether a sentence of the section does its work.
func (c *cover) hasContent(s *Section, r *SectionResult) bool {
	for _, p := range r.parts {
		for _, line := range sentencesIn(p.Of(c.doc.Text)) {
			if c.says(s, line, 1) {
				return true
			}
		}
	}
	return false
}

// saysNothing reports whether a line or sentence of the section says that
// there is nothing to report, and notes it.
func (c *cover) saysNothing(s *Section, r *SectionResult) bool {
	if s.EmptyOK.Regexp == nil {
		return false
	}
	for _, p := range r.parts {
		body := p.Of(c.doc.Text)
		for _, line := range sentencesIn(body) {
			line = strings.Trim(line, "。；， 　")
			if !s.EmptyOK.match(line) {
				continue
			}
			at := p.Start + strings.Index(body, line)
			r.Evidence = append(r.Evidence, Evidence{text.Span{Start: at, End: at + len(line)}, whyNothing})
			return true
		}
	}
	return false
}

// general counts the characters of the section that many unrelated reports
// hold, or that stand in sentences made of the template's stock phrases.
func (c *cover) general(r *SectionResult) int {
	n := 0
	for _, p := range r.parts {
		n += c.common(p)
		if len(c.t.General) == 0 {
			continue
		}
		for _, line := range sentencesIn(p.Of(c.doc.Text)) {
			if stock(line, c.t.General) {
				n += text.Chars(line)
			}
		}
	}
	return n
}

// common counts the characters of a part that many unrelated reports hold.
func (c *cover) common(p text.Span) int {
	all, n := c.peers.General, 0
	for i := sort.Search(len(all), func(i int) bool { return all[i].End > p.Start }); i < len(all) && all[i].Start < p.End; i++ {
		n += text.Chars(p.Intersect(all[i]).Of(c.doc.Text))
	}
	return n
}

// stock reports whether a sentence holds a stock phrase and nothing concrete.
func stock(sentence string, phrases []string) bool {
	return containsAny(sentence, phrases) > 0 && !means.match(sentence) && !figure.MatchString(sentence)
}
